//! Events are the truth: everything else can be made from them again.

use duixian_ledger::{LedgerError, Page, Ruling};

use crate::base::{ACTOR, Base, Lines, REPORT, STORY, add, at, figure, file, promise};
use crate::decisions::quoted;

pub(crate) async fn a_rebuilt_ledger_is_the_same<B: Base>() {
    let base = B::new();
    let ledger = base.open(Lines::FIRST).await;
    let story = add(&ledger, STORY, 0).await;
    let report = add(&ledger, REPORT, 1).await;
    let value = |value: &str| [("value".to_owned(), value.to_owned())].into();
    let growth = figure(&ledger, &report, "4.5%").await.id;
    let other = figure(&ledger, &story, "3个").await.id;
    let school = promise(&ledger, &report, "建设学校3个").await.id;
    // In turn on two documents, so that the order of events is not the order of documents.
    ledger.correct_figure(&growth, &value("4.6"), ACTOR, "看错", at(2)).await.unwrap();
    let taken_back = ledger.correct_figure(&other, &value("4"), ACTOR, "看\u{1}错\"", at(3)).await.unwrap();
    ledger.correct_figure(&growth, &value("4.7"), ACTOR, "再看", at(4)).await.unwrap();
    ledger.mark_promise_wrong(&school, ACTOR, "不是承诺", at(5)).await.unwrap();
    ledger.withdraw_figure_correction(&other, &taken_back, ACTOR, "没错", at(6)).await.unwrap();
    let quote = quoted(&ledger, &report, REPORT, "修缮云门桥").await;
    let split = ledger.decide(Ruling::Split { place: quote.clone() }, ACTOR, "另一座桥", at(6)).await.unwrap();
    ledger.decide(Ruling::Renamed { place: quote, name: "云门桥".to_owned() }, ACTOR, "通用名称", at(6)).await.unwrap();
    ledger.withdraw_decision(&split, ACTOR, "同一座桥", at(7)).await.unwrap();
    ledger.delete_document(&story, ACTOR, at(7)).await.unwrap();
    assert_eq!(ledger.dump().await.unwrap().iter().filter(|line| line.starts_with("decision ")).count(), 2);

    // After a new reading too.
    let newer = Lines { version: 2, moved: 4, ..Lines::FIRST };
    for ledger in [ledger, base.open(newer).await] {
        ledger.reread_outdated(ACTOR, at(8), |_| {}).await.unwrap();
        let before = ledger.dump().await.unwrap();
        let hits = ledger.search("云门", Page::default()).await.unwrap();
        let done = ledger.rebuild().await.unwrap();
        assert_eq!((done.documents, done.orphans, done.failed), (2, 0, 0));
        let after = ledger.dump().await.unwrap();
        for (line, wanted) in after.iter().zip(&before) {
            assert_eq!(line, wanted);
        }
        assert_eq!(after.len(), before.len());
        assert_eq!(ledger.search("云门", Page::default()).await.unwrap(), hits);
        assert_eq!(hits.total, 2);
    }
}

pub(crate) async fn a_rebuilt_ledger_still_owes_the_new_reading<B: Base>() {
    let base = B::new();
    let report = add(&base.open(Lines::FIRST).await, REPORT, 0).await;
    let ledger = base.open(Lines { version: 2, moved: 4, ..Lines::FIRST }).await;
    ledger.rebuild().await.unwrap();
    assert_eq!(ledger.document_row(&report).await.unwrap().engine_version, 1);
    assert_eq!(ledger.reread_outdated(ACTOR, at(1), |_| {}).await.unwrap().documents, 1);
    assert_eq!(ledger.document_row(&report).await.unwrap().engine_version, 2);
    let before = ledger.dump().await.unwrap();
    ledger.rebuild().await.unwrap();
    assert_eq!(ledger.dump().await.unwrap(), before);
}

pub(crate) async fn a_file_that_cannot_be_read_any_more_does_not_stop_a_rebuilding<B: Base>() {
    let base = B::new();
    let ledger = base.open(Lines::FIRST).await;
    let (story, report) = (add(&ledger, STORY, 0).await, add(&ledger, REPORT, 1).await);
    let id = figure(&ledger, &story, "3个").await.id;
    ledger.mark_figure_wrong(&id, ACTOR, "看错", at(2)).await.unwrap();
    let before = ledger.dump().await.unwrap();

    let narrow = base.open(Lines { refuses: "记者", ..Lines::FIRST }).await;
    let done = narrow.rebuild().await.unwrap();
    assert_eq!((done.documents, done.failed), (1, 1));
    let view = narrow.document(&story).await.unwrap();
    assert!(view.text.sentences.is_empty());
    assert_eq!(view.orphans.len(), 1, "the mark is kept");
    assert!(!narrow.document(&report).await.unwrap().text.sentences.is_empty());

    let ledger = base.open(Lines::FIRST).await;
    ledger.rebuild().await.unwrap();
    assert_eq!(ledger.dump().await.unwrap(), before);
}

pub(crate) async fn nothing_happens_while_rows_are_missing<B: Base>() {
    let base = B::new();
    let ledger = base.open(Lines::FIRST).await;
    let report = add(&ledger, REPORT, 0).await;
    let before = ledger.dump().await.unwrap();
    // As if a rebuilding were under way, or had been cut off.
    base.store().await.recreate_rows().await.unwrap();
    let refused = ledger.add(file("一.txt", REPORT), ACTOR, at(1)).await;
    assert_eq!(refused.unwrap_err(), LedgerError::Busy);
    let opened = base.open(Lines::FIRST).await;
    assert_eq!(opened.dump().await.unwrap(), before);
    opened.delete_document(&report, ACTOR, at(2)).await.unwrap();
}
