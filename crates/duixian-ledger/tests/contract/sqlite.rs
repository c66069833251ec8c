//! SQLite under the contract, and what holds for it alone.

use std::path::Path;
use std::sync::Arc;

use duixian_ledger::{ContentHash, DocumentId, Fault, Page, Site, SqlStore, Store};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use tempfile::TempDir;

use crate::base::{Base, Lines, REPORT, STORY, add};

/// A folder with a database file.
pub(crate) struct Folder(TempDir);

impl Base for Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    async fn store(&self) -> Arc<dyn Store> {
        Arc::new(SqlStore::open(&self.0.path().join("ledger.sqlite")).await.unwrap())
    }

    fn folder(&self) -> &Path {
        self.0.path()
    }
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_events_and_files() {
    let base = Folder::new();
    let ledger = base.open(Lines::FIRST).await;
    add(&ledger, REPORT, 0).await;
    let path = base.folder().join("ledger.sqlite");
    let mut connection = SqliteConnectOptions::new().filename(path).connect().await.unwrap();
    for statement in [
        "update event set actor = 'somebody else'",
        "delete from event",
        "update file set bytes = x'00'",
        "delete from file",
    ] {
        let refused = sqlx::query(statement).execute(&mut connection).await.unwrap_err().to_string();
        assert!(refused.contains("are never"), "{statement}: {refused}");
    }
}

#[tokio::test]
async fn rows_of_another_version_are_rebuilt_when_the_ledger_is_opened() {
    let base = Folder::new();
    let ledger = base.open(Lines::FIRST).await;
    add(&ledger, REPORT, 0).await;
    let before = ledger.dump().await.unwrap();
    let path = base.folder().join("ledger.sqlite");
    let mut connection = SqliteConnectOptions::new().filename(path).connect().await.unwrap();
    for statement in ["update fact set value = 'current 0'", "drop table promise"] {
        sqlx::query(statement).execute(&mut connection).await.unwrap();
    }
    let opened = base.open(Lines::FIRST).await;
    assert_eq!(opened.dump().await.unwrap(), before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_programs_may_make_the_same_new_database() {
    let base = Folder::new();
    let (one, other) = tokio::join!(base.store(), base.store());
    assert!(one.sites().await.unwrap().is_empty() && other.sites().await.unwrap().is_empty());
}

#[tokio::test]
async fn whoever_changes_an_event_behind_the_back_is_found_out() {
    let spoil = |statement: &'static str| async move {
        let base = Folder::new();
        let ledger = base.open(Lines::FIRST).await;
        let report = add(&ledger, REPORT, 0).await;
        ledger.delete_document(&report, "校对员", crate::base::at(1)).await.unwrap();
        let path = base.folder().join("ledger.sqlite");
        let mut connection = SqliteConnectOptions::new().filename(path).connect().await.unwrap();
        for unlock in
            ["event_is_never_changed", "event_is_never_deleted", "file_is_never_changed", "file_is_never_deleted"]
        {
            sqlx::query(sqlx::AssertSqlSafe(format!("drop trigger {unlock}"))).execute(&mut connection).await.unwrap();
        }
        sqlx::query(statement).execute(&mut connection).await.unwrap();
        ledger.verify().await.unwrap().fault
    };
    let fault = spoil("update event set actor = 'somebody else' where sequence = 1").await;
    assert_eq!(fault, Some(Fault::Changed { sequence: 1 }));
    let fault = spoil("update event set at = '2024-03-09T16:00:02.000Z' where sequence = 2").await;
    assert_eq!(fault, Some(Fault::Changed { sequence: 2 }));
    let fault = spoil("delete from event where sequence = 1").await;
    assert_eq!(fault, Some(Fault::Missing { sequence: 1 }));
    assert!(matches!(spoil("update file set bytes = x'00'").await, Some(Fault::FileChanged { .. })));
    assert!(matches!(spoil("delete from file").await, Some(Fault::FileMissing { .. })));
}

/// A ledger as the program wrote it before events had hashes.
const OLD: &str = include_str!("../fixtures/ledgers/sqlite-2.sql");

#[tokio::test]
async fn a_ledger_from_before_there_were_hashes_opens_and_goes_on_behind_its_last_event() {
    let base = Folder::new();
    let options = SqliteConnectOptions::new().filename(base.folder().join("ledger.sqlite")).create_if_missing(true);
    let mut connection = options.connect().await.unwrap();
    sqlx::raw_sql(OLD).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();

    let ledger = base.open(Lines::FIRST).await;
    let report = DocumentId::of(&ContentHash::of(REPORT.as_bytes()));
    let story = DocumentId::of(&ContentHash::of(STORY.as_bytes()));
    assert_eq!(ledger.original(&report).await.unwrap(), REPORT.as_bytes());
    assert_eq!(ledger.document(&report).await.unwrap().figures.len(), 6);
    assert!(ledger.document_row(&story).await.unwrap().deleted_at.is_some());
    assert_eq!(ledger.search("云门桥", Page::ALL).await.unwrap().total, 1);
    let decisions = base.store().await.decisions(&Site::default()).await.unwrap();
    let withdrawn: Vec<bool> = decisions.iter().map(|decision| decision.withdrawn.is_some()).collect();
    assert_eq!(withdrawn, [true, false]);
    let verified = ledger.verify().await.unwrap();
    assert_eq!((verified.events, verified.files, verified.fault), (6, 2, None));

    // Opened once more nothing is made anew, and what is written stands behind the rest.
    let before = ledger.dump().await.unwrap();
    drop(ledger);
    let opened = base.open(Lines::FIRST).await;
    assert_eq!(opened.dump().await.unwrap(), before);
    add(&opened, STORY, 7).await;
    assert_eq!(opened.status().await.unwrap().last_event, 7);
    let verified = opened.verify().await.unwrap();
    assert_eq!((verified.events, verified.files, verified.fault), (7, 2, None));
}
