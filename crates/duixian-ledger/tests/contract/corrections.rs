//! People correct, mark and withdraw; a new reading keeps what they said.

use duixian_ledger::{Changes, Ledger, LedgerError};

use crate::base::{ACTOR, Base, Lines, REPORT, add, at, figure, promise};

fn changes(pairs: &[(&str, &str)]) -> Changes {
    pairs.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect()
}

pub(crate) async fn a_correction_shows_both_values_and_can_be_withdrawn<B: Base>() {
    let base = B::new();
    let ledger = base.open(Lines::FIRST).await;
    let document = add(&ledger, REPORT, 0).await;
    let read = figure(&ledger, &document, "4.5%").await;
    let first = changes(&[("value", "4.6"), ("period", "-")]);
    let first = ledger.correct_figure(&read.id, &first, ACTOR, "看错", at(1)).await.unwrap();
    let second = changes(&[("value", "4.7")]);
    ledger.correct_figure(&read.id, &second, "另一人", "再看", at(2)).await.unwrap();

    let view = ledger.figure(&read.id).await.unwrap();
    assert_eq!((view.figure.fields.value.as_str(), view.figure.read.value.as_str()), ("4.7", "4.5"));
    assert_eq!(view.figure.fields.period, None);
    let note = view.figure.correction.unwrap();
    assert_eq!((note.by.as_str(), note.reason.as_str(), note.at), ("另一人", "再看", at(2)));
    assert_eq!(view.history.len(), 2);

    ledger.withdraw_figure_correction(&read.id, &first, ACTOR, "不对", at(3)).await.unwrap();
    let view = ledger.figure(&read.id).await.unwrap();
    assert_eq!(view.figure.fields.value, "4.7");
    assert_eq!(view.figure.fields.period.as_deref(), Some("2023"), "only the withdrawn part is as read again");
    assert_eq!(view.history[0].withdrawn.as_ref().unwrap().reason, "不对");
    let again = ledger.withdraw_figure_correction(&read.id, &first, ACTOR, "不对", at(4)).await;
    assert!(matches!(again, Err(LedgerError::AlreadyWithdrawn { .. })));
    assert_eq!(ledger.status().await.unwrap().last_event, 4, "what is refused is no event");
}

pub(crate) async fn what_cannot_be_is_refused<B: Base>() {
    let base = B::new();
    let ledger = base.open(Lines::FIRST).await;
    let document = add(&ledger, REPORT, 0).await;
    let id = figure(&ledger, &document, "4.5%").await.id;
    let before = ledger.dump().await.unwrap();
    for (change, actor, reason, code) in [
        (("value", "很多"), ACTOR, "看错", "bad_value"),
        (("colour", "red"), ACTOR, "看错", "unknown_field"),
        (("metric", "no_such"), ACTOR, "看错", "bad_value"),
        (("value", "4.5"), ACTOR, "看错", "nothing_changed"),
        (("value", "4.6"), " ", "看错", "missing"),
        (("value", "4.6"), ACTOR, "", "missing"),
    ] {
        let refused = ledger.correct_figure(&id, &changes(&[change]), actor, reason, at(1)).await.unwrap_err();
        assert_eq!(refused.code(), code, "{change:?}");
        assert!(!refused.hint().is_empty() && !refused.hint_zh().is_empty() && !refused.message_zh().is_empty());
    }
    assert_eq!(ledger.dump().await.unwrap(), before);
}

pub(crate) async fn a_mark_takes_a_promise_out_of_the_counts<B: Base>() {
    let base = B::new();
    let ledger = base.open(Lines::FIRST).await;
    let document = add(&ledger, REPORT, 0).await;
    let school = promise(&ledger, &document, "建设学校3个").await;
    let bridge = promise(&ledger, &document, "修缮云门桥").await;
    let mark = ledger.mark_promise_wrong(&school.id, ACTOR, "不是承诺", at(1)).await.unwrap();
    let softer = changes(&[("hardness", "aim")]);
    ledger.correct_promise(&bridge.id, &softer, ACTOR, "没有期限", at(2)).await.unwrap();
    assert_eq!(ledger.overview().await.unwrap()[0].hard_promises(), (0, 1));
    let again = ledger.mark_promise_wrong(&school.id, ACTOR, "不是承诺", at(3)).await;
    assert_eq!(again, Err(LedgerError::NothingChanged));
    ledger.withdraw_promise_correction(&school.id, &mark, ACTOR, "是承诺", at(4)).await.unwrap();
    assert_eq!(ledger.overview().await.unwrap()[0].hard_promises(), (1, 2));
    let view = ledger.promise(&school.id).await.unwrap();
    assert!(!view.promise.wrong && view.promise.correction.is_none() && view.history.len() == 1);
    assert_eq!(view.figures.len(), 1);
}

pub(crate) async fn two_writers_of_one_figure_both_succeed<B: Base>() {
    let base = B::new();
    let (one, other) = (base.open(Lines::FIRST).await, base.open(Lines::FIRST).await);
    let document = add(&one, REPORT, 0).await;
    let id = figure(&one, &document, "4.5%").await.id;
    let correct = |ledger: Ledger, field: &'static str, value: &'static str| {
        let id = id.clone();
        tokio::spawn(async move { ledger.correct_figure(&id, &changes(&[(field, value)]), ACTOR, "看错", at(1)).await })
    };
    let (first, second) = (correct(one.clone(), "value", "4.6"), correct(other, "bound", "near"));
    first.await.unwrap().unwrap();
    second.await.unwrap().unwrap();
    let figure = one.figure(&id).await.unwrap().figure;
    assert_eq!((figure.fields.value.as_str(), figure.fields.bound.as_str()), ("4.6", "near"));
}

pub(crate) async fn corrections_survive_a_new_reading_with_moved_places<B: Base>() {
    let base = B::new();
    let ledger = base.open(Lines::FIRST).await;
    let document = add(&ledger, REPORT, 0).await;
    let growth = figure(&ledger, &document, "4.5%").await;
    let bridge = promise(&ledger, &document, "修缮云门桥").await;
    let twins = ledger.document(&document).await.unwrap().figures;
    let twin = twins.iter().filter(|figure| figure.text == "143件").nth(1).unwrap();
    ledger.correct_figure(&growth.id, &changes(&[("value", "4.6")]), ACTOR, "看错", at(1)).await.unwrap();
    ledger.mark_figure_wrong(&twin.id, ACTOR, "重复", at(2)).await.unwrap();
    ledger.correct_promise(&bridge.id, &changes(&[("hardness", "aim")]), ACTOR, "没有期限", at(3)).await.unwrap();

    let ledger = base.open(Lines { version: 2, moved: 7, ..Lines::FIRST }).await;
    let done = ledger.reread_outdated(ACTOR, at(4), |_| {}).await.unwrap();
    assert_eq!((done.documents, done.orphans, done.failed), (1, 0, 0));
    let view = ledger.document(&document).await.unwrap();
    assert_eq!(view.document.engine_version, 2);
    let moved = view.figures.iter().find(|figure| figure.text == "4.5%").unwrap();
    assert_eq!(moved.span.start, growth.span.start + 7);
    assert_eq!((moved.fields.value.as_str(), moved.read.value.as_str()), ("4.6", "4.5"));
    let marks: Vec<bool> = view.figures.iter().filter(|row| row.text == "143件").map(|row| row.wrong).collect();
    assert_eq!(marks, [false, true], "the second of two in the same words");
    assert_eq!(promise(&ledger, &document, "修缮云门桥").await.fields.hardness, "aim");
    assert_eq!(ledger.figure(&moved.id).await.unwrap().history.len(), 1);
    assert_eq!(ledger.reread_outdated(ACTOR, at(5), |_| {}).await.unwrap().documents, 0);
}

pub(crate) async fn a_correction_without_a_place_is_an_orphan_and_comes_back<B: Base>() {
    let base = B::new();
    let ledger = base.open(Lines::FIRST).await;
    let document = add(&ledger, REPORT, 0).await;
    let growth = figure(&ledger, &document, "4.5%").await;
    ledger.correct_figure(&growth.id, &changes(&[("value", "4.6")]), ACTOR, "看错", at(1)).await.unwrap();

    let ledger = base.open(Lines { version: 2, blind_to: "4.5%", ..Lines::FIRST }).await;
    let done = ledger.reread_outdated(ACTOR, at(2), |_| {}).await.unwrap();
    assert_eq!((done.documents, done.orphans), (1, 1));
    let view = ledger.document(&document).await.unwrap();
    assert_eq!(view.orphans.len(), 1);
    assert_eq!(view.orphans[0].anchor.text, "4.5%");
    assert_eq!(view.orphans[0].reason, "看错");

    let ledger = base.open(Lines { version: 3, moved: 3, ..Lines::FIRST }).await;
    ledger.reread_outdated(ACTOR, at(3), |_| {}).await.unwrap();
    assert!(ledger.document(&document).await.unwrap().orphans.is_empty());
    assert_eq!(figure(&ledger, &document, "4.5%").await.fields.value, "4.6");
}
