//! Every rule with a promise, what a later report says, and the verdict that follows.

use duixian_threads::Verdict::{self, *};

use crate::support::{earlier, later, links_of};

/// A promise, the later review, the later plan, the leading verdict and its rule.
type Row = (&'static str, &'static str, &'static str, Verdict, &'static str);

const SILENT: &str = "文化惠民演出开展560场";
const NO_PLAN: &str = "提升机关服务效能";

#[test]
fn targets_are_held_against_results() {
    check(&[
        ("进出口总额增长8%", "进出口总额增长8.4%", NO_PLAN, Met, "reached-target"),
        ("地区生产总值增长6%左右", "地区生产总值增长5.8%", NO_PLAN, Met, "within-around"),
        ("进出口总额增长8%", "进出口总额增长10.1%", NO_PLAN, Exceeded, "points-beyond"),
        ("城镇新增就业4300人以上", "城镇新增就业4863人", NO_PLAN, Exceeded, "share-beyond"),
        ("固定资产投资增长6.5%以上", "固定资产投资下降2.4%", NO_PLAN, Missed, "below-target"),
        ("进出口总额增长8%", "进出口总额出现下降", NO_PLAN, Missed, "below-target"),
        ("改造老旧小区14个", "改造老旧小区11个", NO_PLAN, Partly, "fewer-works"),
        ("城镇调查失业率控制在5.5%以内", "城镇调查失业率5.1%", NO_PLAN, Met, "within-limit"),
        ("城镇调查失业率控制在5.5%以内", "城镇调查失业率5.9%", NO_PLAN, Missed, "above-limit"),
        ("单位地区生产总值能耗下降3%", "单位地区生产总值能耗下降3.2%", NO_PLAN, Met, "fell-enough"),
        ("单位地区生产总值能耗下降3%", "单位地区生产总值能耗下降1.2%", NO_PLAN, Missed, "fell-less"),
        ("一般性支出压减10%", "一般性支出增长3.1%", NO_PLAN, Contradicted, "rose-instead"),
    ]);
}

#[test]
fn the_later_report_may_say_it_in_words() {
    check(&[
        ("淘汰老旧柴油货车500辆", "老旧柴油货车淘汰指标超额完成", NO_PLAN, Exceeded, "said-exceeded"),
        ("淘汰老旧柴油货车500辆", "老旧柴油货车淘汰任务如期完成", NO_PLAN, Met, "said-met"),
        ("居民消费价格涨幅2%左右", "居民消费价格目标没有完成", NO_PLAN, Missed, "said-missed"),
    ]);
}

#[test]
fn what_cannot_be_compared_says_why() {
    check(&[
        ("新改建农村公路50公里", "五年来，新改建农村公路312公里", NO_PLAN, NotComparable, "several-years"),
        ("新增经营主体3500户", "1—11月新增经营主体4100户", NO_PLAN, NotComparable, "part-of-period"),
        ("新改建农村公路50公里", "2024年新改建农村公路46公里", NO_PLAN, NotComparable, "other-year"),
        ("完成人工造林3000亩", "完成人工造林320公顷", NO_PLAN, NotComparable, "other-unit"),
        ("新增瞪羚企业4家", "新增单项冠军、瞪羚企业等品牌企业28家", NO_PLAN, NotComparable, "other-scope"),
    ]);
}

#[test]
fn works_have_come_so_far() {
    check(&[
        ("完成文澜路、学府路提升改造", "文澜路、学府路提升改造全线完成", NO_PLAN, Fulfilled, "came-as-far"),
        ("建成砚湖康养中心", "砚湖康养中心投入使用", NO_PLAN, Fulfilled, "came-as-far"),
        ("启动凤栖岭片区城中村改造", "凤栖岭片区城中村改造开工", NO_PLAN, Fulfilled, "came-as-far"),
        ("建成砚湖康养中心并于6月底前投入使用", "砚湖康养中心于11月投入使用", NO_PLAN, FulfilledLate, "came-later"),
        ("打通砚湖东路断头路", "砚湖东路断头路主体完工", NO_PLAN, Partly, "part-done"),
        ("加快区人民医院新院区建设", "区人民医院新院区建设扎实推进", NO_PLAN, InProgress, "still-moving"),
        ("建成清源大道东延工程", "清源大道东延工程累计完成总工程量的72%", NO_PLAN, InProgress, "still-moving"),
        ("推行“积分换新风”", "“积分换新风”覆盖152个村", NO_PLAN, Fulfilled, "said-in-review"),
        ("争创全国青年发展友好型城区", "获评全省青年发展友好型城区", NO_PLAN, Lesser, "lower-level"),
        ("年内关停石盘石料厂", "石盘石料厂续期开采，新增年产能30万吨", NO_PLAN, Contradicted, "opposite"),
        ("推动政府职能转变", "政府职能转变还不够到位", NO_PLAN, Partly, "named-lacking"),
        ("建立物业服务质量评价和退出机制", SILENT, "建立物业服务质量评价和退出机制", PromisedAgain, "planned-again"),
        ("建设“一屏观清河”城市运行平台", SILENT, NO_PLAN, NotMentioned, "nothing-near"),
        ("城镇调查失业率控制在5.5%以内", SILENT, NO_PLAN, NotReported, "no-figure"),
    ]);
}

#[test]
fn nothing_is_unkept_before_its_time() {
    check(&[
        ("到2030年建成砚湖康养中心", SILENT, "建成砚湖康养中心", NotDue, "not-yet-due"),
        ("到2030年，森林覆盖率达到40%", SILENT, NO_PLAN, NotDue, "not-yet-due"),
        ("到2030年，森林覆盖率达到40%", "森林覆盖率达到35.1%", NO_PLAN, NotDue, "not-yet-due"),
    ]);
}

#[test]
fn a_second_answer_follows_the_leading_one() {
    let old = earlier("新改建农村公路50公里");
    let new = later("五年来，新改建农村公路312公里。2024年新改建农村公路46公里", NO_PLAN);
    let told = links_of(&old, &new, "农村公路50公里");
    let rules: Vec<(&str, u8)> = told.iter().map(|told| (told.rule, told.rank)).collect();
    assert_eq!(rules.len(), 2, "{told:?}");
    assert!(
        rules.iter().any(|&(rule, _)| rule == "several-years") && rules.iter().any(|&(rule, _)| rule == "other-year")
    );
    assert_eq!(rules.iter().map(|&(_, rank)| rank).collect::<Vec<_>>(), [0, 1]);

    let done_and_planned =
        links_of(&earlier("建成砚湖康养中心"), &later("砚湖康养中心主体完工", "建成砚湖康养中心"), "建成砚湖康养中心");
    let verdicts: Vec<Verdict> = done_and_planned.iter().map(|told| told.verdict).collect();
    assert_eq!(verdicts, [Partly, PromisedAgain]);
}

fn check(rows: &[Row]) {
    let mut wrong = Vec::new();
    for &(promise, review, plan, verdict, rule) in rows {
        let told = links_of(&earlier(promise), &later(review, plan), promise);
        let is_right = told.iter().any(|told| told.rank == 0 && told.verdict == verdict && told.rule == rule);
        if !is_right {
            wrong.push(format!("{promise} / {review} / {plan}: wanted {verdict:?} {rule}, got {told:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
