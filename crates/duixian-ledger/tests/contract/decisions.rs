//! People decide about threads, verdicts and findings; what they decide is kept, taken back, and found again.

use duixian_ledger::{DocumentId, Found, Ledger, LedgerError, Quote, Ruling};
use duixian_text::Span;

use crate::base::{ACTOR, Base, Lines, REPORT, STORY, add, at};

/// The first words of a document's text, quoted.
pub(crate) async fn quoted(ledger: &Ledger, document: &DocumentId, text: &str, words: &str) -> Quote {
    let before = text.split(words).next().unwrap().chars().count() as u32;
    let span = Span { start: before, end: before + words.chars().count() as u32 };
    ledger.quote(document, span).await.unwrap()
}

fn waiver() -> Ruling {
    Ruling::Waived {
        place: "云岭市/清河区".to_owned(),
        fingerprint: "0123456789abcdef".to_owned(),
        code: "triple".to_owned(),
        text: "增长4.5%".to_owned(),
        document: None,
    }
}

pub(crate) async fn a_decision_is_kept_and_can_be_taken_back<B: Base>() {
    let base = B::new();
    let ledger = base.open(Lines::FIRST).await;
    let (report, story) = (add(&ledger, REPORT, 0).await, add(&ledger, STORY, 1).await);
    let revision = ledger.document_row(&report).await.unwrap().revision;
    let one = quoted(&ledger, &report, REPORT, "修缮云门桥").await;
    let other = quoted(&ledger, &story, STORY, "云门路").await;
    let joined = Ruling::Joined { one: one.clone(), other: other.clone() };
    let join = ledger.decide(joined.clone(), ACTOR, "同一处", at(2)).await.unwrap();
    let waive = ledger.decide(waiver(), "另一人", "按可比价计算", at(3)).await.unwrap();

    let kept = ledger.decisions().await.unwrap();
    assert_eq!(kept.iter().map(|decision| decision.event).collect::<Vec<_>>(), [join, waive]);
    assert_eq!((&kept[0].ruling, kept[0].reason.as_str(), kept[0].at), (&joined, "同一处", at(2)));
    assert_eq!(ledger.places_of_decision(&kept[0]).await.unwrap(), Found::Whole);
    assert_eq!(ledger.document_row(&report).await.unwrap().revision, revision, "no document has changed");

    ledger.withdraw_decision(&join, ACTOR, "两处", at(4)).await.unwrap();
    let again = ledger.withdraw_decision(&join, ACTOR, "两处", at(5)).await;
    assert!(matches!(again, Err(LedgerError::AlreadyWithdrawn { .. })));
    let withdrawn = ledger.decision(&join).await.unwrap().withdrawn.unwrap();
    assert_eq!((withdrawn.reason.as_str(), withdrawn.at), ("两处", at(4)));
    assert_eq!(ledger.status().await.unwrap().last_event, 5, "what is refused is no event");

    ledger.delete_document(&story, ACTOR, at(6)).await.unwrap();
    assert_eq!(ledger.places_of_decision(&kept[0]).await.unwrap(), Found::Away);
}

pub(crate) async fn what_cannot_be_decided_is_refused<B: Base>() {
    let base = B::new();
    let ledger = base.open(Lines::FIRST).await;
    let report = add(&ledger, REPORT, 0).await;
    let place = quoted(&ledger, &report, REPORT, "修缮云门桥").await;
    let gone = Quote { document: "d000000000000".to_owned(), ..place.clone() };
    let before = ledger.dump().await.unwrap();
    let rename = |name: &str| Ruling::Renamed { place: place.clone(), name: name.to_owned() };
    let overrule = |verdict: &str| Ruling::Overruled {
        promise: place.clone(),
        later: report.to_string(),
        verdict: verdict.to_owned(),
    };
    for (ruling, actor, reason, code) in [
        (Ruling::Joined { one: place.clone(), other: place.clone() }, ACTOR, "同一处", "nothing_changed"),
        (Ruling::Split { place: gone }, ACTOR, "另一处", "not_found"),
        (rename(" "), ACTOR, "通用名称", "missing"),
        (rename(&"长".repeat(81)), ACTOR, "通用名称", "too_long"),
        (overrule("splendid"), ACTOR, "现场查看", "bad_value"),
        (overrule("fulfilled"), "", "现场查看", "missing"),
        (overrule("fulfilled"), ACTOR, "", "missing"),
    ] {
        let refused = ledger.decide(ruling, actor, reason, at(1)).await.unwrap_err();
        assert_eq!(refused.code(), code, "{refused}");
        assert!(!refused.hint().is_empty() && !refused.hint_zh().is_empty() && !refused.message_zh().is_empty());
    }
    let nothing = ledger.quote(&report, Span { start: 5, end: 5 }).await.unwrap_err();
    assert_eq!(nothing.code(), "no_words");
    assert_eq!(ledger.dump().await.unwrap(), before);
}

pub(crate) async fn of_two_who_take_the_same_back_one_succeeds<B: Base>() {
    let base = B::new();
    let (one, other) = (base.open(Lines::FIRST).await, base.open(Lines::FIRST).await);
    let id = one.decide(waiver(), ACTOR, "按可比价计算", at(0)).await.unwrap();
    let withdraw =
        |ledger: Ledger| tokio::spawn(async move { ledger.withdraw_decision(&id, ACTOR, "看错", at(1)).await });
    let (first, second) = (withdraw(one.clone()), withdraw(other));
    let outcomes = [first.await.unwrap(), second.await.unwrap()];
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    assert_eq!(one.status().await.unwrap().last_event, 2);
}
