//! The grammar of figures, one table a kind of sentence. The sentences and the places in them are invented.
//!
//! Every row is a sentence of the review (or plan) part of a report given in 2025, and the figures read from it:
//! `value unit bound measure kind period region metric subject`.

use duixian_figures::{Codebook, Figure, read};
use duixian_text::Document;

const REVIEW: &str = "一、2024年工作回顾\n";
const PLAN: &str = "一、2024年工作回顾\n二、2025年工作安排\n主要预期目标是：\n";
const FIVE_YEARS: &str = "一、“十四五”工作回顾\n五年来，我们砥砺前行。\n";

fn figures(part: &str, sentence: &str) -> Vec<String> {
    let head = "政府工作报告\n——2025年1月8日在云岭市清河区第九届人民代表大会第四次会议上\n各位代表：\n";
    let document = Document::from_text(&format!("{head}{part}{sentence}\n"));
    read(&document, &Codebook::standard()).figures.iter().map(line).collect()
}

fn line(figure: &Figure) -> String {
    let or_dash = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
    let period = figure.period.map_or_else(|| "-".to_owned(), |period| period.to_string());
    [
        figure.value.to_string(),
        or_dash(&figure.unit),
        figure.bound.code().to_owned(),
        figure.measure.code().to_owned(),
        figure.kind.code().to_owned(),
        period,
        figure.region.code().to_owned(),
        or_dash(figure.metric.as_deref().unwrap_or_default()),
        or_dash(&figure.subject),
    ]
    .join(" ")
}

#[track_caller]
fn check(sentence: &str, expected: &[&str]) {
    assert_eq!(figures(REVIEW, sentence), expected, "{sentence}");
}

#[track_caller]
fn check_five_years(sentence: &str, expected: &[&str]) {
    assert_eq!(figures(FIVE_YEARS, sentence), expected, "{sentence}");
}

#[track_caller]
fn check_plan(sentence: &str, expected: &[&str]) {
    assert_eq!(figures(PLAN, sentence), expected, "{sentence}");
}

#[test]
fn growth_and_levels_of_one_subject() {
    check(
        "云门河两岸新增绿地12处，完成投资3.6亿元，同比增长21.5%。",
        &[
            "12 处 eq level fact 2024 self - 云门河两岸新增绿地",
            "360000000 元 eq level fact 2024 self - 云门河两岸新增绿地/完成投资",
            "21.5 % eq growth fact 2024 self - 云门河两岸新增绿地/完成投资",
        ],
    );
    check(
        "规上工业企业达到148家，营业收入31.7亿元，增长3.2倍。",
        &[
            "148 家 eq level fact 2024 self - 规上工业企业",
            "3170000000 元 eq level fact 2024 self - 规上工业企业/营业收入",
            "3.2 倍 eq growth fact 2024 self - 规上工业企业/营业收入",
        ],
    );
    check(
        "规上工业增加值增长7.6%、高于全省1.7个百分点。",
        &[
            "7.6 % eq growth fact 2024 self industrial_value_added 规上工业增加值",
            "1.7 百分点 eq change fact 2024 self industrial_value_added 规上工业增加值",
        ],
    );
    check(
        "单位地区生产总值能耗下降4.1%，公用经费压减20%以上。",
        &[
            "-4.1 % eq growth fact 2024 self energy_intensity 单位地区生产总值能耗",
            "-20 % ge growth fact 2024 self - 公用经费",
        ],
    );
    check(
        "审批时限压缩至2天，检查频次减少31.5%。",
        &["2 天 eq level fact 2024 self - 审批时限", "-31.5 % eq growth fact 2024 self - 检查频次"],
    );
}

#[test]
fn lists_of_two_things_in_order() {
    check(
        "城乡居民人均可支配收入分别增长5.2%、6.8%。",
        &[
            "5.2 % eq growth fact 2024 self urban_income 城乡居民人均可支配收入/城镇",
            "6.8 % eq growth fact 2024 self rural_income 城乡居民人均可支配收入/农村",
        ],
    );
    check(
        "金融机构存贷款余额分别增长9.1%和8.7%，分别排名全市第2、第5位。",
        &[
            "9.1 % eq growth fact 2024 self deposits 金融机构存贷款余额/存款",
            "8.7 % eq growth fact 2024 self loans 金融机构存贷款余额/贷款",
            "2 位 eq rank fact 2024 self deposits 金融机构存贷款余额/存款",
            "5 位 eq rank fact 2024 self loans 金融机构存贷款余额/贷款",
        ],
    );
    check(
        "省级重点项目6个、市级重点项目14个，投资完成率分别达到118%、126%。",
        &[
            "6 个 eq level fact 2024 self provincial_key_projects 省级重点项目",
            "14 个 eq level fact 2024 self municipal_key_projects 市级重点项目",
            "118 % eq level fact 2024 self - 省级重点项目/投资完成率",
            "126 % eq level fact 2024 self - 市级重点项目/投资完成率",
        ],
    );
}

#[test]
fn shared_heads_and_units() {
    check(
        "列入6个省级、14个市级建设类重点项目。",
        &[
            "6 个 eq level fact 2024 self provincial_key_projects 省级建设类重点项目",
            "14 个 eq level fact 2024 self municipal_key_projects 市级建设类重点项目",
        ],
    );
    check(
        "改造老旧小区9个、46万平方米，惠及居民5200余户。",
        &[
            "9 个 eq level fact 2024 self renovated_communities 老旧小区",
            "460000 平方米 eq level fact 2024 self renovated_communities 老旧小区",
            "5200 户 more level fact 2024 self - 惠及居民",
        ],
    );
}

#[test]
fn ranges_ratios_and_multiples() {
    check(
        "新培育专精特新中小企业1至2家，研发投入占比为2.5%-3%。",
        &[
            "1..2 家 range level fact 2024 self sre_innovative_smes 专精特新中小企业",
            "2.5..3 % range level fact 2024 self - 研发投入占比",
        ],
    );
    check("三次产业结构调整为3.7:52.9:43.4。", &["3.7:52.9:43.4 - eq ratio fact 2024 self - 三次产业结构"]);
    check(
        "新能源车产量是上年的1.7倍，对外投资实现翻番。",
        &["1.7 倍 eq multiple fact 2024 self - 新能源车产量", "2 倍 eq multiple fact 2024 self - 对外投资"],
    );
}

#[test]
fn ranks_and_bounds() {
    check("空气质量综合得分、改善幅度均居全市前三位。", &["3 位 le rank fact 2024 self - 空气质量综合得分、改善幅度"]);
    check(
        "社保卡发放量超过30万张，满意率保持在98%以上，接近全市最高水平。",
        &["300000 张 ge level fact 2024 self - 社保卡发放量", "98 % ge level fact 2024 self - 社保卡发放量/满意率"],
    );
    check("清河开发区新开工项目27个。", &["27 个 eq level fact 2024 other - 清河开发区新开工项目"]);
}

#[test]
fn starting_values_and_comparisons() {
    check("由2020年的35所调整为41所。", &["35 所 eq level fact 2020 self - -", "41 所 eq level fact 2024 self - -"]);
    check(
        "常住人口城镇化率从58.2%提高到64.7%。",
        &["58.2 % eq level fact 2023 self - 常住人口城镇化率", "64.7 % eq level fact 2024 self - 常住人口城镇化率"],
    );
    check("研发强度较“十三五”末提高1.2个百分点。", &["1.2 百分点 eq change fact 2024 self - 研发强度"]);
}

#[test]
fn periods_in_force() {
    check("前三季度，地区生产总值增长5.4%。", &["5.4 % eq growth fact 2024Q1-Q3 self gdp 地区生产总值"]);
    check(
        "1-11月，进出口总额完成18.2亿元。",
        &["1820000000 元 eq level fact 2024-01..2024-11 self trade_total 进出口总额"],
    );
    check("截至9月底，建成充电桩860个。", &["860 个 eq level fact asof:2024-09 self charging 充电桩"]);
    check_five_years(
        "高速公路里程达到546公里，研发投入年均增长11.2%。",
        &[
            "546 公里 eq level fact 2020-2024 self - 高速公路里程",
            "11.2 % eq avg_growth fact 2020-2024 self rd_spending 研发投入",
        ],
    );
}

#[test]
fn names_measure_nothing() {
    check(
        "落实“2468”工作法，创建3A级景区2家，新建5G基站120个，12345热线受理诉求4.1万件。",
        &[
            "2 家 eq level fact 2024 self - 3A级景区",
            "120 个 eq level fact 2024 self base_stations_5g 5G基站",
            "41000 件 eq level fact 2024 self hotline_orders 12345热线受理诉求",
        ],
    );
    check("开展“四抓四提升”行动，打造15分钟生活圈，入选全国500强。", &[]);
    check("荣获第十届云门奖，创建于1998年，居民突破20万人。", &["200000 人 ge level fact 2024 self - 居民"]);
}

#[test]
fn numerals_in_chinese_characters() {
    check(
        "全面完成十六项民生任务，惠及三分之二的社区。",
        &["16 项 eq level fact 2024 self - 民生任务", "0.666666 份 eq level fact 2024 self - 社区"],
    );
}

#[test]
fn things_counted_behind_the_number() {
    check("鹿鸣街等4条道路建成通车。", &["4 条 eq level fact 2024 self city_roads 道路"]);
    check(
        "吸引20万师生参观，培训农民1100余人次。",
        &["200000 人 eq level fact 2024 self - 师生", "1100 人次 more level fact 2024 self - 培训农民"],
    );
    check("低保标准提高到每人每月1050元。", &["1050 元/月 eq level fact 2024 self subsistence_allowance 低保标准"]);
}

#[test]
fn targets_and_the_present_state_of_a_plan() {
    check_plan(
        "地区生产总值增长5.5%左右，城镇新增就业4000人以上，调查失业率控制在5.5%以内。",
        &[
            "5.5 % approx growth target 2025 self gdp 地区生产总值",
            "4000 人 ge level target 2025 self urban_new_jobs 城镇新增就业",
            "5.5 % le level target 2025 self unemployment_rate 调查失业率",
        ],
    );
    check_plan(
        "目前已储备项目195个，力争明年开工60个。",
        &[
            "195 个 eq level fact 2025 self reserve_projects 储备项目",
            "60 个 eq level target 2026 self reserve_projects 储备项目",
        ],
    );
    check_plan(
        "新建桥梁3座，改造供水管网约46公里。",
        &["3 座 eq level target 2025 self - 新建桥梁", "46 公里 approx level target 2025 self - 供水管网"],
    );
}

#[test]
fn shares_in_words_named_places_and_years_to_come() {
    check(
        "城乡收入比由2.06缩小到1.89。",
        &["2.06 - eq level fact 2023 self - 城乡收入比", "1.89 - eq level fact 2024 self - 城乡收入比"],
    );
    check(
        "民营企业贡献了六成以上的税收，出口翻了一番，线上零售额增长近两倍。",
        &[
            "6 成 ge level fact 2024 self - 民营企业贡献",
            "2 倍 eq multiple fact 2024 self exports 出口",
            "2 倍 near growth fact 2024 self - 线上零售额",
        ],
    );
    check("人均产值是2020年的2.2倍。", &["2.2 倍 eq multiple fact 2024 self - 人均产值"]);
    check("清河区地区生产总值增长6.2%。", &["6.2 % eq growth fact 2024 self gdp 地区生产总值"]);
    check_plan("去年，办理人大代表建议91件。", &["91 件 eq level fact 2024 self npc_suggestions 人大代表建议"]);
    check_plan(
        "力争到2030年，轴承产业年产值突破450亿元，链上企业达到120家。",
        &["45000000000 元 ge level target 2030 self - 轴承产业年产值", "120 家 eq level target 2030 self - 链上企业"],
    );
    check(
        "组建3个教育集团，普惠率达到96%。",
        &["3 个 eq level fact 2024 self - 教育集团", "96 % eq level fact 2024 self preschool_inclusive_rate 普惠率"],
    );
    check_plan(
        "新增规上工业企业12家、限上商贸企业10家、高新技术企业8家。",
        &[
            "12 家 eq level target 2025 self new_four_up_enterprises 规上工业企业",
            "10 家 eq level target 2025 self new_four_up_enterprises 限上商贸企业",
            "8 家 eq level target 2025 self high_tech_enterprises 高新技术企业",
        ],
    );
    check(
        "人大代表建议、政协提案各143件。",
        &[
            "143 件 eq level fact 2024 self npc_suggestions 人大代表建议",
            "143 件 eq level fact 2024 self cppcc_proposals 政协提案",
        ],
    );
}
