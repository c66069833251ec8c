//! Invented sentences of an invented district: what speaks, and what stays silent because a rounding explains it.

use duixian_figures::Codebook;
use duixian_threads::{Against, Code, Holds, Language, Measured, check};

use crate::support::Text;

/// The codes of the findings of a sentence of the review of 2025.
fn codes(sentence: &str) -> Vec<&'static str> {
    let codebook = Codebook::standard();
    let text = Text::new(&report(sentence), &codebook);
    text.check(&codebook).findings.iter().map(|finding| finding.code.code()).collect()
}

fn report(sentence: &str) -> String {
    format!(
        "政府工作报告\n（2026年1月20日在云岭市清河区第十二届人民代表大会第五次会议上）\n一、2025年工作回顾\n{sentence}\n二、2026年工作安排\n"
    )
}

/// Sentences that are wrong, with the code that tells it; and the same made right.
const CASES: [(Code, &str, &str); 17] = [
    (
        Code::Triple,
        "旅游收入6.9亿元，比上年增加1.2亿元，增长25.4%。",
        "旅游收入6.9亿元，比上年增加1.2亿元，增长21.2%。",
    ),
    (Code::Change, "财政收入由21.3亿元增加到22.2亿元，增长6.4%。", "财政收入由21.3亿元增加到22.2亿元，增长4.1%。"),
    (Code::Change, "供水面积由478万平方米扩大到331万平方米。", "供水面积由331万平方米扩大到478万平方米。"),
    (Code::Change, "旅游收入由2.1亿元增加到3.3亿元，增长近三倍。", "旅游收入由2.1亿元增加到6.2亿元，增长近两倍。"),
    (
        Code::Average,
        "一般公共预算收入由2020年的17.1亿元增加到2025年的22.2亿元，年均增长9.4%。",
        "一般公共预算收入由2020年的17.1亿元增加到2025年的22.2亿元，年均增长5.4%。",
    ),
    (Code::ShareSum, "三次产业比调整为6.4:48.3:54.4。", "三次产业比调整为6.4:48.3:45.4。"),
    (Code::ShareSum, "研发、生产、检测类项目分别占58%、34%、21%。", "研发、生产、检测类项目分别占38%、34%、21%。"),
    (
        Code::PartAboveTotal,
        "争取政策资金19.2亿元，其中专项债券20.7亿元、国债3.1亿元。",
        "争取政策资金19.2亿元，其中专项债券10.7亿元、国债3.1亿元。",
    ),
    (
        Code::Total,
        "新增工业企业15家、商贸企业22家，合计新增企业53家。",
        "新增工业企业15家、商贸企业22家，合计新增企业37家。",
    ),
    (
        Code::CompletionRate,
        "重点项目完成投资51.4亿元，为年度计划52亿元的89.8%。",
        "重点项目完成投资51.4亿元，为年度计划52亿元的98.8%。",
    ),
    (Code::CountOfItems, "新建兴业路、民安路、通济路等2条道路。", "新建兴业路、民安路、通济路等4条道路。"),
    (Code::CountOfItems, "建设粮油、蔬菜、林果、生猪三大基地。", "建设粮油、蔬菜、林果、生猪四大基地。"),
    (
        Code::CountOfItems,
        "严控产业导向、项目准入、节能减排“两个关口”。",
        "严控产业导向、项目准入、节能减排“三个关口”。",
    ),
    (Code::Respectively, "金融机构存贷款余额分别增长9.8%、12.4%、7.1%。", "金融机构存贷款余额分别增长9.8%、12.4%。"),
    (Code::RateRange, "群众满意率达到109.2%。", "群众满意率达到99.2%。"),
    (Code::YearDays, "空气质量优良天数391天。", "空气质量优良天数291天。"),
    (
        Code::Order,
        "城镇、农村居民人均可支配收入分别达到25870元、49020元。",
        "城镇、农村居民人均可支配收入分别达到49020元、25870元。",
    ),
];

#[test]
fn a_wrong_sentence_is_told_and_the_right_one_is_not() {
    for (code, wrong, right) in CASES {
        assert!(codes(wrong).contains(&code.code()), "{wrong}: {:?}", codes(wrong));
        assert_eq!(codes(right), Vec::<&str>::new(), "{right}");
    }
}

#[test]
fn roundings_bounds_and_other_bases_are_respected() {
    let silent = [
        "地区生产总值由2020年的246.5亿元增至336.2亿元，按可比价年均增长5.7%。",
        "高新技术企业由31家增加到92家、增长近两倍。",
        "第一、第二、第三产业占比分别为6.4%、48.3%、45.4%。",
        "地区生产总值336.2亿元，比上年增加17.6亿元，增长5.3%。",
        "旅游收入6.9亿元，比上年增加1.2亿元，比2020年增长125.4%。",
        "新增铁路里程39公里、其中高铁10公里，新增高速公路260公里。",
        "人均抽检6.6批次，其中专项抽检5万批次。",
        "新建、改造兴业路、民安路等2条道路。",
        "形成了新材料、新能源和轴承、陶瓷两大产业集群。",
        "贯彻落实中央八项规定精神。",
        "建立谋划、储备、开工、投产“四张清单”。",
        "化学需氧量、氨氮排放量分别下降2%。",
    ];
    for sentence in silent {
        assert_eq!(codes(sentence), Vec::<&str>::new(), "{sentence}");
    }
}

#[test]
fn one_thing_with_two_values_is_told_once() {
    let codebook = Codebook::standard();
    let text = report("城镇新增就业4863人。\n民生保障有力。城镇新增就业4683人。");
    let checked = Text::new(&text, &codebook).check(&codebook);
    assert_eq!(checked.findings.len(), 1);
    let finding = &checked.findings[0];
    assert_eq!(finding.code, Code::SaidTwice);
    assert_eq!(finding.text(Language::Chinese), "同一件事前后两个数：4863人 ≠ 4683人");
    assert_eq!(finding.text(Language::English), "One thing with two values: 4863人 ≠ 4683人");
    assert!(finding.suggestion(Language::Chinese).starts_with("写4683人，或4863人即相符。"));
}

#[test]
fn a_suggestion_fits_its_place() {
    let codebook = Codebook::standard();
    let suggestion = |sentence: &str| {
        let checked = Text::new(&report(sentence), &codebook).check(&codebook);
        checked.findings[0].would_agree.iter().map(|agreement| agreement.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(suggestion("建设粮油、蔬菜、林果、生猪三大基地。"), ["四大"]);
    assert_eq!(suggestion("新建兴业路、民安路、通济路等2条道路。"), ["3条"]);
    assert_eq!(suggestion("新增工业企业15家、商贸企业22家，合计新增企业53家。"), ["37家"]);
    assert_eq!(suggestion("旅游收入6.9亿元，比上年增加1.2亿元，增长25.4%。"), ["21.1%", "1.4亿元"]);
}

#[test]
fn earlier_reports_give_the_base_and_the_value() {
    let codebook = Codebook::standard();
    let earlier = Text::new(
        "政府工作报告\n（2025年1月9日在云岭市清河区第十二届人民代表大会第四次会议上）\n一、2024年工作回顾\n一般公共预算收入21.3亿元。城镇新增就业4100人。\n二、2025年工作安排\n",
        &codebook,
    );
    let draft = |sentence: &str| {
        let draft = Text::new(&report(sentence), &codebook);
        let checked = check(draft.source(), Against { earlier: &[earlier.source()], measured: &[] }, &codebook);
        checked.findings.iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert_eq!(draft("一般公共预算收入22.2亿元，增长8.1%。"), [Code::EarlierBase]);
    assert_eq!(draft("一般公共预算收入22.2亿元，增长4.1%。"), []);
    assert_eq!(draft("2024年城镇新增就业4300人。"), [Code::EarlierReport]);
}

#[test]
fn what_the_ledger_measures_is_held_against_the_draft() {
    let codebook = Codebook::standard();
    let rate = Measured {
        metric: None,
        names: vec!["结案率".to_owned(), "城市管理案件结案率".to_owned()],
        year: 2025,
        value: "93.72".parse().expect("a decimal"),
        unit: "%".to_owned(),
        computed: "911÷972＝93.72%".to_owned(),
    };
    let invested = Measured {
        names: vec!["重点项目投资".to_owned(), "重点项目完成投资".to_owned()],
        value: "2203000".parse().expect("a decimal"),
        unit: "万元".to_owned(),
        computed: "2203000万元".to_owned(),
        ..rate.clone()
    };
    let measured = [rate, invested];
    let told = |sentence: &str| {
        let draft = Text::new(&report(sentence), &codebook);
        let checked = check(draft.source(), Against { earlier: &[], measured: &measured }, &codebook);
        let ours = checked.relations.into_iter().filter(|relation| relation.code == Code::Ledger);
        ours.map(|relation| (relation.holds, relation.computed)).collect::<Vec<_>>()
    };
    let yes = |computed: &str| vec![(Holds::Yes, computed.to_owned())];
    let no = |computed: &str| vec![(Holds::No, computed.to_owned())];
    assert_eq!(told("城市管理案件结案率93.7%。"), yes("911÷972＝93.72% ＝ 93.7%"));
    assert_eq!(told("城市管理案件结案率95.2%。"), no("911÷972＝93.72% ≠ 95.2%"));
    assert_eq!(told("重点项目完成投资220.3亿元。"), yes("2203000万元 ＝ 220.3亿元"));
    assert_eq!(told("重点项目完成投资230.3亿元。"), no("2203000万元 ≠ 230.3亿元"));
    // Another year, a growth, another's rate: nothing to be held against.
    for other in ["2024年结案率95.2%。", "结案率提高5.2%。", "结案率居全市第2位。", "按期结案率95.2%。"]
    {
        assert_eq!(told(other), [], "{other}");
    }
}

#[test]
fn targets_are_held_against_results() {
    let codebook = Codebook::standard();
    let draft = |plan: &str| {
        let text = format!("{}{plan}\n", report("旅游收入32.6亿元。城镇新增就业4863人。"));
        let checked = Text::new(&text, &codebook).check(&codebook);
        checked.findings.iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert_eq!(draft("旅游收入增长9%、达到38亿元。"), [Code::TargetAndGrowth]);
    assert_eq!(draft("旅游收入增长9%、达到35.5亿元。"), []);
    assert_eq!(draft("城镇新增就业4200人以上。"), [Code::TargetBelowActual]);
    assert_eq!(draft("城镇新增就业5000人以上。"), []);
}

#[test]
fn what_is_implied_is_explained() {
    let codebook = Codebook::standard();
    let checked = Text::new(&report("一般公共预算收入22.2亿元、增长4.1%。"), &codebook).check(&codebook);
    let implied: Vec<_> = checked.relations.iter().filter(|relation| relation.code == Code::Implied).collect();
    assert_eq!(implied.len(), 1);
    assert_eq!((implied[0].holds, implied[0].computed.as_str()), (Holds::Undecided, "22.2亿元÷（1＋4.1%）＝21.3亿元"));
}

#[test]
fn codes_and_their_texts_are_complete() {
    let codes: std::collections::BTreeSet<&str> = Code::ALL.iter().map(|code| code.code()).collect();
    assert_eq!(codes.len(), Code::ALL.len());
    let handbook = std::fs::read_to_string(crate::support::root().join("docs/checks.md")).expect("docs/checks.md");
    for code in Code::ALL {
        assert!(handbook.contains(&format!("`{}`", code.code())), "docs/checks.md tells of {}", code.code());
        assert_ne!(code.title(Language::Chinese), code.title(Language::English));
    }
}
