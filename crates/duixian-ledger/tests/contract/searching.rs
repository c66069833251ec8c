//! Words are found where they stand, by every program that has the ledger open.

use duixian_ledger::{Ledger, Page, SearchHit};

use crate::base::{ACTOR, Base, Lines, REPORT, STORY, add, at};

async fn hits(ledger: &Ledger, query: &str) -> Vec<SearchHit> {
    ledger.search(query, Page::default()).await.unwrap().items
}

/// What is highlighted in the first hit.
async fn highlighted(ledger: &Ledger, query: &str) -> Vec<String> {
    let hits = hits(ledger, query).await;
    let hit = hits.first().unwrap_or_else(|| panic!("nothing found for {query}"));
    let characters: Vec<char> = hit.sentence.text.chars().collect();
    let cut = |range: &std::ops::Range<u32>| characters[range.start as usize..range.end as usize].iter().collect();
    hit.highlights.iter().map(cut).collect()
}

pub(crate) async fn two_characters_and_names_of_streets_are_found_and_nothing_else<B: Base>() {
    let base = B::new();
    let ledger = base.open(Lines::FIRST).await;
    let report = add(&ledger, REPORT, 0).await;
    assert_eq!(hits(&ledger, "云门路").await.len(), 1);
    assert_eq!(hits(&ledger, "云门").await.len(), 2);
    assert_eq!(hits(&ledger, "云门 修缮").await.len(), 1, "every word must be there");
    assert_eq!(hits(&ledger, "桥").await.len(), 1, "one character too");
    assert!(hits(&ledger, "门云").await.is_empty());
    assert!(hits(&ledger, "云门大道").await.is_empty());
    assert!(hits(&ledger, "%云门路").await.is_empty(), "a comma parts them");
    assert_eq!(highlighted(&ledger, "云门路").await, ["云门路"]);

    let hit = &hits(&ledger, "学校").await[0];
    assert_eq!((hit.figures.len(), hit.promises.len()), (1, 1));
    assert_eq!(hit.document.id, report);
    for empty in ["", " ", "，。"] {
        assert_eq!(ledger.search(empty, Page::default()).await.unwrap_err().code(), "missing");
    }
    assert_eq!(ledger.search(&"云".repeat(201), Page::default()).await.unwrap_err().code(), "too_long");
}

pub(crate) async fn numbers_width_and_case<B: Base>() {
    let base = B::new();
    let ledger = base.open(Lines::FIRST).await;
    add(&ledger, REPORT, 0).await;
    assert_eq!(highlighted(&ledger, "4.5%").await, ["4.5%"]);
    assert_eq!(highlighted(&ledger, "pm2.5").await, ["PM2.5"]);
    assert_eq!(highlighted(&ledger, "ＰＭ２．５").await, ["PM2.5"]);
    assert_eq!(highlighted(&ledger, "2.1%").await, ["２．１%"]);
    assert!(hits(&ledger, "45%").await.is_empty());
}

pub(crate) async fn pages_end_where_the_hits_end<B: Base>() {
    let base = B::new();
    let ledger = base.open(Lines::FIRST).await;
    let lines: Vec<String> = (0..25).map(|number| format!("第{number}条街道云门路。")).collect();
    add(&ledger, &format!("街道;清河区;2024\n{}\n", lines.join("\n")), 0).await;
    let mut seen = std::collections::BTreeSet::new();
    for (number, wanted) in [(1, 10), (2, 10), (3, 5), (4, 0), (400_000_000, 0)] {
        let page = ledger.search("云门路", Page { number, size: 10 }).await.unwrap();
        assert_eq!((page.items.len(), page.total), (wanted, 25), "page {number}");
        seen.extend(page.items.iter().map(|hit| hit.ordinal));
    }
    assert_eq!(seen.len(), 25);
    assert_eq!(ledger.search("云门路", Page::ALL).await.unwrap().items.len(), 25);
}

pub(crate) async fn deleted_documents_are_not_found<B: Base>() {
    let base = B::new();
    let ledger = base.open(Lines::FIRST).await;
    let report = add(&ledger, REPORT, 0).await;
    add(&ledger, STORY, 1).await;
    assert_eq!(hits(&ledger, "云门路").await.len(), 2);
    ledger.delete_document(&report, ACTOR, at(2)).await.unwrap();
    assert_eq!(hits(&ledger, "云门路").await.len(), 1);
    ledger.restore_document(&report, ACTOR, at(3)).await.unwrap();
    assert_eq!(hits(&ledger, "云门路").await.len(), 2);
}

pub(crate) async fn two_ledgers_on_one_folder_both_write_and_both_find<B: Base>() {
    let base = B::new();
    let (one, other) = (base.open(Lines::FIRST).await, base.open(Lines::FIRST).await);
    let writer = |ledger: Ledger, name: &'static str| {
        tokio::spawn(async move {
            for number in 0..6 {
                add(&ledger, &format!("{name}{number}报告;{name}{number};2024\n今年将修缮云门桥。\n"), number).await;
            }
        })
    };
    let (first, second) = (writer(one.clone(), "东区"), writer(other.clone(), "西区"));
    first.await.unwrap();
    second.await.unwrap();
    assert_eq!(one.status().await.unwrap().documents, 12);
    for ledger in [&one, &other, &base.open(Lines::FIRST).await] {
        assert_eq!(ledger.search("云门桥", Page::default()).await.unwrap().total, 12);
    }
}

pub(crate) async fn a_missing_index_is_made_again<B: Base>() {
    let base = B::new();
    add(&base.open(Lines::FIRST).await, REPORT, 0).await;
    let folder = base.folder().join("search");
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(hits(&base.open(Lines::FIRST).await, "云门路").await.len(), 1);
    std::fs::write(folder.join("meta.json"), "{ damaged").unwrap();
    assert_eq!(hits(&base.open(Lines::FIRST).await, "云门路").await.len(), 1);
}
