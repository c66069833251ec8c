//! Reports as threads need them, and the scoreboard, over the reading rules that ship.

use std::sync::Arc;

use duixian_figures::Codebook;
use duixian_ledger::{
    Changes, DocumentId, Found, Ledger, LedgerError, Ruling, ScoreFilter, StandardReader, ThreadFilter, ThreadSort,
    Woven,
};
use duixian_text::Span;
use duixian_threads::{Outcome, Verdict};

use crate::base::{ACTOR, Base, add, at};
use crate::decisions::quoted;

pub(crate) const FIRST: &str = "云岭市清河区政府工作报告
（2024年1月10日）
云岭市清河区人民政府区长
一、2023年工作回顾
过去一年，地区生产总值增长5.1%。
二、2024年工作安排
今年经济社会发展主要预期目标是：地区生产总值增长6%以上。
（一）加快城市更新
坚持规划引领，补齐短板弱项，让城市更有温度，让生活更加方便，让群众更有获得感。全年完成云门路改造，建成柳荫小学，启动清河湾公园建设，让发展成果惠及全体居民。
";

pub(crate) const SECOND: &str = "云岭市清河区政府工作报告
（2025年1月9日）
云岭市清河区人民政府区长
一、2024年工作回顾
过去一年，地区生产总值增长5.4%，城市面貌持续改善，群众生活更加方便。云门路改造完成，清河湾公园开工建设，城市更加宜居。
二、2025年工作安排
今年经济社会发展主要预期目标是：地区生产总值增长5.5%左右。
（一）办好人民教育
坚持教育优先发展，补齐短板弱项，让孩子们在家门口上好学，让群众更有获得感。全年建成柳荫小学，让发展成果惠及全体居民。
";

async fn open<B: Base>(base: &B) -> Ledger {
    let codebook = Arc::new(Codebook::standard());
    let reader = Arc::new(StandardReader::new(Arc::clone(&codebook)));
    Ledger::over(base.store().await, &base.folder().join("search"), reader, codebook).await.unwrap()
}

async fn two<B: Base>(base: &B) -> (Ledger, DocumentId, DocumentId) {
    let ledger = open(base).await;
    let (first, second) = (add(&ledger, FIRST, 0).await, add(&ledger, SECOND, 1).await);
    (ledger, first, second)
}

/// The verdict of the promise or target with these words.
fn verdict(woven: &Woven, words: &str) -> Option<Verdict> {
    let board = woven.scoreboard(2024).unwrap();
    let row = board.rows.iter().find(|row| woven.reports[0].document.text(row.given).contains(words));
    woven.verdict(row.unwrap_or_else(|| panic!("no row holds {words}")))
}

pub(crate) async fn a_report_is_read_again_with_what_people_corrected<B: Base>() {
    let base = B::new();
    let (ledger, first, _) = two(&base).await;
    let view = ledger.document(&first).await.unwrap();
    let report = ledger.report(&first).await.unwrap();
    assert!(Arc::ptr_eq(&report, &ledger.report(&first).await.unwrap()), "it is kept in memory");
    let ids: Vec<_> = view.figures.iter().map(|row| row.id.clone()).collect();
    assert_eq!(report.figures, ids);
    let ids: Vec<_> = view.promises.iter().map(|row| row.id.clone()).collect();
    assert_eq!(report.promises, ids);
    assert!(report.promises.len() >= 3);

    let growth = view.figures.iter().find(|row| row.fields.kind == "target").unwrap();
    let changes: Changes = [("value".to_owned(), "6.5".to_owned())].into();
    ledger.correct_figure(&growth.id, &changes, ACTOR, "看错", at(2)).await.unwrap();
    let school = view.promises.iter().find(|row| row.text.contains("柳荫小学")).unwrap();
    ledger.mark_promise_wrong(&school.id, ACTOR, "不是承诺", at(3)).await.unwrap();
    let report = ledger.report(&first).await.unwrap();
    let at_growth = report.figures.iter().position(|id| *id == growth.id).unwrap();
    assert_eq!(report.reading.figures[at_growth].value.to_string(), "6.5");
    assert_eq!((report.wrong_promises, report.promises.contains(&school.id)), (1, false));
    for promise in &report.reading.promises {
        assert!(promise.figures.iter().all(|&figure| (figure as usize) < report.reading.figures.len()));
    }
}

pub(crate) async fn a_place_has_its_reports_in_order_and_no_other_ones<B: Base>() {
    let base = B::new();
    let ledger = open(&base).await;
    add(&ledger, SECOND, 0).await;
    add(&ledger, FIRST, 1).await;
    add(&ledger, &SECOND.replace("云岭市", "云山市"), 2).await;
    let years = |reports: &[Arc<duixian_ledger::Report>]| {
        reports.iter().map(|report| report.row.header.year.unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(years(&ledger.reports("云岭市/清河区").await.unwrap()), [2024, 2025]);
    let ambiguous = ledger.reports("清河区").await.unwrap_err();
    assert_eq!(ambiguous.code(), "bad_value", "two places have this name: {ambiguous}");
    assert!(matches!(ledger.reports("无此区").await, Err(LedgerError::NotFound { .. })));
    let places = ledger.places().await.unwrap();
    assert_eq!(places.len(), 2);
    assert_eq!(places[0].years, [(2025, 1), (2024, 1)]);
}

pub(crate) async fn the_scoreboard_counts_what_the_next_report_says<B: Base>() {
    let base = B::new();
    let (ledger, _, _) = two(&base).await;
    let woven = ledger.woven("清河区").await.unwrap();
    assert!(Arc::ptr_eq(&woven, &ledger.woven("云岭市/清河区").await.unwrap()), "it is kept in memory");
    assert_eq!(verdict(&woven, "云门路"), Some(Verdict::Fulfilled));
    assert_eq!(verdict(&woven, "6%"), Some(Verdict::Missed));
    let board = woven.scoreboard(2024).unwrap();
    assert_eq!((board.report, board.later), (0, Some(1)));
    let all = ScoreFilter::default();
    let counted: u64 = woven.class_counts(&board, &all).iter().map(|count| count.rows).sum();
    assert_eq!(counted, board.rows.len() as u64);
    for share in woven.shares(&board, &all) {
        assert_eq!(share.denominator + share.unknown, counted);
        assert!(share.numerator <= share.denominator);
    }
    let road = ScoreFilter { text: Some("云门路".to_owned()), ..ScoreFilter::default() };
    assert!(!woven.scores(&board, &road).is_empty());
    let kept = ScoreFilter { class: Some(Outcome::Kept), ..ScoreFilter::default() };
    assert!(
        woven.scores(&board, &kept).iter().all(|row| woven.verdict(row).map(Verdict::outcome) == Some(Outcome::Kept))
    );
    let targets = ScoreFilter { targets: Some(true), ..ScoreFilter::default() };
    assert!(woven.scores(&board, &targets).iter().all(|row| row.figure.is_some()));
    assert_eq!(woven.promising_years(), [(2025, false), (2024, true)]);

    let newest = woven.scoreboard(2025).unwrap();
    assert_eq!(newest.later, None);
    assert!(newest.rows.iter().all(|row| woven.verdict(row).is_none()), "nothing is called unkept before it is told");
    assert!(woven.shares(&newest, &all).is_empty());
    assert_eq!(woven.scoreboard(2023), None);
}

pub(crate) async fn decisions_change_threads_and_outlive_a_new_reading<B: Base>() {
    let base = B::new();
    let (ledger, first, second) = two(&base).await;
    let park = quoted(&ledger, &first, FIRST, "清河湾公园").await;
    let later = second.to_string();
    let verdict_before = verdict(&ledger.woven("清河区").await.unwrap(), "清河湾公园");
    let overruled = Ruling::Overruled { promise: park.clone(), later, verdict: "contradicted".to_owned() };
    let id = ledger.decide(overruled, ACTOR, "现场查看", at(2)).await.unwrap();
    let renamed = Ruling::Renamed { place: park, name: "清河湾公园项目".to_owned() };
    ledger.decide(renamed, ACTOR, "通用名称", at(3)).await.unwrap();
    for ledger in [ledger, open(&base).await] {
        let woven = ledger.woven("清河区").await.unwrap();
        assert_eq!(verdict(&woven, "清河湾公园"), Some(Verdict::Contradicted));
        assert!(woven.decisions.iter().all(|(_, found)| *found == Found::Whole));
        let became = woven.threads.became.iter().find(|found| woven.overruling(found).is_some()).unwrap();
        assert_eq!(woven.overruling(became).unwrap().reason, "现场查看");
        let named = ThreadFilter { text: Some("清河湾公园项目".to_owned()), ..ThreadFilter::default() };
        let found = woven.threads(&named);
        assert_eq!(found.len(), 1);
        let summary = &woven.summaries[found[0]];
        let (_, thread) = ledger.thread(&summary.id, None).await.unwrap();
        assert_eq!(thread, found[0]);
        ledger.rebuild().await.unwrap();
    }
    let ledger = open(&base).await;
    ledger.withdraw_decision(&id, ACTOR, "看错", at(4)).await.unwrap();
    assert_eq!(verdict(&ledger.woven("清河区").await.unwrap(), "清河湾公园"), verdict_before);
}

pub(crate) async fn a_thread_answers_under_each_of_its_promises<B: Base>() {
    let base = B::new();
    let (ledger, first, second) = two(&base).await;
    let woven = ledger.woven("清河区").await.unwrap();
    let school = |report: usize| {
        let found =
            woven.reports[report].reading.promises.iter().position(|promise| promise.object.contains("柳荫小学"));
        woven.reports[report].promises[found.unwrap()].to_string()
    };
    let (in_first, in_second) = (school(0), school(1));
    let one = quoted(&ledger, &first, FIRST, "柳荫小学").await;
    let other = quoted(&ledger, &second, SECOND, "柳荫小学").await;
    let join = ledger.decide(Ruling::Joined { one: one.clone(), other: other.clone() }, ACTOR, "同一所", at(2)).await;
    let (woven, thread) = ledger.thread(&in_second, None).await.unwrap();
    assert_eq!(ledger.thread(&in_first, None).await.unwrap().1, thread);
    assert_eq!(woven.summaries[thread].id, in_first, "its first promise names it");
    assert_eq!(woven.summaries[thread].slipped, Some(1), "promised for 2024, and again for 2025");
    let slipped = ThreadFilter { slipped: Some(true), sort: ThreadSort::Slipped, ..ThreadFilter::default() };
    assert_eq!(woven.threads(&slipped).first(), Some(&thread));

    ledger.withdraw_decision(&join.unwrap(), ACTOR, "两所", at(3)).await.unwrap();
    ledger.decide(Ruling::Split { place: other }, ACTOR, "另一所", at(4)).await.unwrap();
    let apart = ledger.thread(&in_second, None).await.unwrap().1;
    assert_ne!(ledger.thread(&in_first, None).await.unwrap().1, apart);
    assert!(matches!(ledger.thread("p000000000000", None).await, Err(LedgerError::NotFound { .. })));
    assert!(matches!(ledger.thread("无", None).await, Err(LedgerError::BadId { .. })));
    assert_eq!(ledger.quote(&first, Span { start: 0, end: 3 }).await.unwrap().text, "云岭市");
}

pub(crate) async fn documents_that_name_no_place_are_woven_when_somebody_names_them<B: Base>() {
    let base = B::new();
    let ledger = open(&base).await;
    let first = add(&ledger, FIRST, 0).await;
    let nameless = SECOND.replace("云岭市清河区政府工作报告", "政府工作报告").replace("云岭市清河区人民政府区长\n", "");
    let second = add(&ledger, &nameless, 1).await;
    assert_eq!(ledger.woven("清河区").await.unwrap().reports.len(), 1, "nothing tells that it is of this place");
    let woven = ledger.woven_of(&[second.clone(), first.clone(), second.clone()]).await.unwrap();
    assert_eq!(woven.reports.iter().map(|report| report.row.id.clone()).collect::<Vec<_>>(), [first, second]);
    assert_eq!(woven.place, ["云岭市", "清河区"]);
    assert_eq!(verdict(&woven, "云门路"), Some(Verdict::Fulfilled));
}
