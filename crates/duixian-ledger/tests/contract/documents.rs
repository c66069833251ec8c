//! Files come and go; lists and counts follow.

use duixian_ledger::{AddOutcome, DocumentFilter, FigureFilter, LedgerError, NewFile, Page, PromiseFilter};

use crate::base::{ACTOR, Base, Lines, REPORT, STORY, add, at, file};

pub(crate) async fn the_same_bytes_are_one_document<B: Base>() {
    let base = B::new();
    let ledger = base.open(Lines::FIRST).await;
    let first = ledger.add(file("一.txt", REPORT), ACTOR, at(0)).await.unwrap();
    let second = ledger.add(file("二.txt", REPORT), ACTOR, at(1)).await.unwrap();
    assert_eq!((first.outcome, second.outcome), (AddOutcome::Added, AddOutcome::AlreadyThere));
    assert_eq!(first.document, second.document);
    let status = ledger.status().await.unwrap();
    assert_eq!((status.documents, status.last_event), (1, 1));
    assert_eq!(ledger.document_row(&first.document).await.unwrap().name, "一.txt");
    assert_eq!(ledger.original(&first.document).await.unwrap(), REPORT.as_bytes());
}

pub(crate) async fn a_deleted_document_is_gone_until_it_is_restored<B: Base>() {
    let base = B::new();
    let ledger = base.open(Lines::FIRST).await;
    let id = add(&ledger, REPORT, 0).await;
    let before = ledger.document(&id).await.unwrap();
    ledger.delete_document(&id, ACTOR, at(1)).await.unwrap();

    assert!(matches!(ledger.document(&id).await, Err(LedgerError::Deleted { .. })));
    assert!(matches!(ledger.figure(&before.figures[0].id).await, Err(LedgerError::Deleted { .. })));
    assert!(matches!(ledger.delete_document(&id, ACTOR, at(2)).await, Err(LedgerError::Deleted { .. })));
    assert_eq!(ledger.figures(&FigureFilter::default(), Page::ALL).await.unwrap().total, 0);
    assert!(ledger.overview().await.unwrap().is_empty());
    let deleted = DocumentFilter { deleted: true, ..DocumentFilter::default() };
    assert_eq!(ledger.documents(&deleted, Page::ALL).await.unwrap().total, 1);

    ledger.restore_document(&id, ACTOR, at(3)).await.unwrap();
    ledger.restore_document(&id, ACTOR, at(4)).await.unwrap();
    let after = ledger.document(&id).await.unwrap();
    assert_eq!((after.text, after.figures, after.promises), (before.text, before.figures, before.promises));
    assert_eq!(ledger.status().await.unwrap().last_event, 3, "restoring twice is one event");

    ledger.delete_document(&id, ACTOR, at(5)).await.unwrap();
    let added = ledger.add(file("一.txt", REPORT), ACTOR, at(6)).await.unwrap();
    assert_eq!(added.outcome, AddOutcome::Restored);
}

pub(crate) async fn many_files_are_added_in_order_and_one_bad_one_stops_none<B: Base>() {
    let base = B::new();
    let ledger = base.open(Lines::FIRST).await;
    let mut files: Vec<NewFile> = (0..9)
        .map(|number| file("某区.txt", &format!("{number}区报告;{number}区;2024\n今年将建设公园{number}个。\n")))
        .collect();
    files[4] = file("坏.txt", "无法读取");
    files[8] = files[0].clone();
    let mut seen = Vec::new();
    let outcomes = ledger.add_many(files, ACTOR, at(0), |progress| seen.push((progress.done, progress.total))).await;
    let outcomes: Vec<_> = outcomes.into_iter().map(|added| added.map(|added| added.outcome)).collect();
    assert!(matches!(outcomes[4], Err(LedgerError::Read(_))));
    assert_eq!(outcomes[8], Ok(AddOutcome::AlreadyThere));
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == Ok(AddOutcome::Added)).count(), 7);
    assert_eq!(seen, (1..=9).map(|done| (done, 9)).collect::<Vec<_>>());
    assert_eq!(ledger.search("公园", Page::default()).await.unwrap().total, 7);
}

pub(crate) async fn lists_are_cut_into_pages<B: Base>() {
    let base = B::new();
    let ledger = base.open(Lines::FIRST).await;
    add(&ledger, REPORT, 0).await;
    let all = ledger.figures(&FigureFilter::default(), Page::ALL).await.unwrap();
    assert!(all.total > 4);
    let mut pieces = Vec::new();
    for number in 1..=all.total as u32 {
        let piece = ledger.figures(&FigureFilter::default(), Page { number, size: 2 }).await.unwrap();
        assert_eq!(piece.total, all.total);
        pieces.extend(piece.items);
    }
    assert_eq!(pieces, all.items);
    let far = Page { number: u32::MAX, size: u32::MAX };
    assert!(ledger.figures(&FigureFilter::default(), far).await.unwrap().items.is_empty());
    assert!(ledger.promises(&PromiseFilter::default(), far).await.unwrap().items.is_empty());
    assert!(ledger.documents(&DocumentFilter::default(), far).await.unwrap().items.is_empty());
}

pub(crate) async fn of_a_place_the_report_is_newer_than_a_story_about_it<B: Base>() {
    let base = B::new();
    let ledger = base.open(Lines::FIRST).await;
    let report = add(&ledger, REPORT, 0).await;
    add(&ledger, STORY, 10).await;
    add(&ledger, &REPORT.replace("2024", "2023").replace("今年将", "我们将建设塔一座，将"), 20).await;
    let overview = ledger.overview().await.unwrap();
    assert_eq!(overview.len(), 1, "one place");
    assert_eq!(overview[0].document.id, report);
    assert_eq!(overview[0].hard_promises(), (2, 2));
    let target = &overview[0].targets[0];
    assert_eq!(target.target.fields.value, "5");
    assert_eq!(target.actual.as_ref().unwrap().figure.fields.value, "4.5");
}

pub(crate) async fn values_of_firms_are_no_points_of_a_series<B: Base>() {
    let base = B::new();
    let ledger = base.open(Lines::FIRST).await;
    add(&ledger, REPORT, 0).await;
    let points = ledger.indicator_series("gdp").await.unwrap();
    let values: Vec<&str> = points.iter().map(|point| point.fields.value.as_str()).collect();
    assert_eq!(values, ["4.5", "5"], "and not the 9% of the firm");
    let counts = ledger.indicators().await.unwrap();
    assert_eq!((counts[0].facts, counts[0].targets, counts[0].places), (1, 1, 1));
    assert!(matches!(ledger.indicator_series("无").await, Err(LedgerError::NotFound { .. })));
}

pub(crate) async fn moments_order_as_text_does<B: Base>() {
    let base = B::new();
    let ledger = base.open(Lines::FIRST).await;
    let moments = [0, 500_000_000, 250_000_000, 250_999_999, 1];
    for (number, nanoseconds) in moments.into_iter().enumerate() {
        let text = format!("{number}区报告;{number}区;2024\n");
        let now = at(0) + jiff::SignedDuration::from_nanos(nanoseconds);
        ledger.add(file(&number.to_string(), &text), ACTOR, now).await.unwrap();
    }
    let found = ledger.documents(&DocumentFilter::default(), Page::ALL).await.unwrap().items;
    let milliseconds: Vec<i64> = found.iter().map(|row| row.added_at.as_millisecond() % 1000).collect();
    assert_eq!(milliseconds, [500, 250, 250, 0, 0]);
    assert!(found.iter().all(|row| row.added_at.subsec_nanosecond() % 1_000_000 == 0));
}

pub(crate) async fn two_writers_of_the_same_bytes_make_one_document<B: Base>() {
    let base = B::new();
    let (one, other) = (base.open(Lines::FIRST).await, base.open(Lines::FIRST).await);
    let add = |ledger: duixian_ledger::Ledger| {
        tokio::spawn(async move { ledger.add(file("一.txt", REPORT), ACTOR, at(0)).await.unwrap().outcome })
    };
    let (first, second) = (add(one.clone()), add(other));
    let mut outcomes = [first.await.unwrap(), second.await.unwrap()];
    outcomes.sort_by_key(|outcome| *outcome == AddOutcome::AlreadyThere);
    assert_eq!(outcomes, [AddOutcome::Added, AddOutcome::AlreadyThere]);
    assert_eq!(one.status().await.unwrap().last_event, 1);
}
