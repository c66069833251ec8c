//! PostgreSQL under the contract, and what holds for it alone.
//!
//! Statements beside the store block their thread, so that each test has another one for the store to go on.

use std::path::Path;
use std::sync::Arc;

use duixian_ledger::{LedgerError, SqlStore, Store};
use duixian_testkit::Server;
use tempfile::TempDir;

use crate::base::{ACTOR, Base, Lines, REPORT, STORY, add, at, file};

/// Whether there is a server to test on.
pub(crate) fn is_there() -> bool {
    Server::shared().is_some()
}

/// A database of its own.
pub(crate) struct Database {
    address: String,
    folder: TempDir,
}

impl Database {
    fn server() -> &'static Server {
        Server::shared().unwrap()
    }

    /// Runs a statement beside the store.
    fn sql(&self, statement: &str) -> Result<String, String> {
        Self::server().sql(&self.address, statement).map_err(|failed| failed.to_string())
    }
}

impl Base for Database {
    fn new() -> Self {
        Self { address: Self::server().database().unwrap(), folder: tempfile::tempdir().unwrap() }
    }

    async fn store(&self) -> Arc<dyn Store> {
        Arc::new(SqlStore::connect(&self.address).await.unwrap())
    }

    fn folder(&self) -> &Path {
        self.folder.path()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_database_itself_refuses_to_change_events_and_files() {
    if !is_there() {
        return;
    }
    let base = Database::new();
    let ledger = base.open(Lines::FIRST).await;
    add(&ledger, REPORT, 0).await;
    for statement in [
        "update event set actor = 'somebody else'",
        "delete from event",
        "truncate event",
        "update file set bytes = ''",
        "delete from file",
        "truncate file",
    ] {
        let refused = base.sql(statement).unwrap_err();
        assert!(refused.contains("are never"), "{statement}: {refused}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_of_another_version_are_rebuilt_when_the_ledger_is_opened() {
    if !is_there() {
        return;
    }
    let base = Database::new();
    let ledger = base.open(Lines::FIRST).await;
    add(&ledger, REPORT, 0).await;
    let before = ledger.dump().await.unwrap();
    base.sql("update fact set value = 'current 0'; drop table promise").unwrap();
    let opened = base.open(Lines::FIRST).await;
    assert_eq!(opened.dump().await.unwrap(), before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_programs_may_make_the_same_new_database() {
    if !is_there() {
        return;
    }
    let base = Database::new();
    let (one, other) = tokio::join!(base.store(), base.store());
    assert!(one.sites().await.unwrap().is_empty() && other.sites().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_programs_that_write_at_the_same_time_leave_no_gap() {
    if !is_there() {
        return;
    }
    let base = Database::new();
    let (one, other) = (base.open(Lines::FIRST).await, base.open(Lines::FIRST).await);
    let mut writers = Vec::new();
    for number in 0..12 {
        let ledger = if number % 2 == 0 { one.clone() } else { other.clone() };
        let text = format!("{number}号文件;云岭市/清河区;2024\n今年将建设学校{number}个。\n");
        writers.push(tokio::spawn(async move { add(&ledger, &text, number).await }));
    }
    for writer in writers {
        writer.await.unwrap();
    }
    let sequences: Vec<String> =
        base.sql("select sequence from event order by sequence").unwrap().lines().map(str::to_owned).collect();
    let wanted: Vec<String> = (1..=12).map(|number| number.to_string()).collect();
    assert_eq!(sequences, wanted);
    assert_eq!(base.sql("select sequence from head").unwrap(), "12");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn broken_connections_lose_nothing_and_the_next_act_has_new_ones() {
    if !is_there() {
        return;
    }
    let base = Database::new();
    let ledger = base.open(Lines::FIRST).await;
    add(&ledger, REPORT, 0).await;
    let before = ledger.dump().await.unwrap();
    Database::server().drop_connections(&base.address).unwrap();
    // A pool notices broken connections when it hands them out, or the act meets one and says so.
    let mut outcome = ledger.add(file("文件.txt", STORY), ACTOR, at(1)).await;
    while let Err(error) = outcome {
        assert!(matches!(error, LedgerError::Unavailable { .. }), "{error}");
        assert_eq!(ledger.dump().await.unwrap_or_else(|_| before.clone()), before);
        outcome = ledger.add(file("文件.txt", STORY), ACTOR, at(1)).await;
    }
    assert_eq!(ledger.status().await.unwrap().last_event, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_fails_within_a_transaction_has_not_happened_and_is_named() {
    if !is_there() {
        return;
    }
    let base = Database::new();
    let ledger = base.open(Lines::FIRST).await;
    add(&ledger, REPORT, 0).await;
    let before = ledger.dump().await.unwrap();
    for (code, wanted) in [("53100", LedgerError::Full), ("40001", LedgerError::Busy), ("40P01", LedgerError::Busy)] {
        base.sql(&format!(
            "create or replace function fail() returns trigger language plpgsql as \
             $$ begin raise exception 'invented' using errcode = '{code}'; end $$; \
             create or replace trigger fails before insert on event for each row execute function fail()"
        ))
        .unwrap();
        let failed = ledger.add(file("文件.txt", STORY), ACTOR, at(1)).await.unwrap_err();
        assert_eq!(failed, wanted);
        assert_eq!(ledger.dump().await.unwrap(), before);
    }
    base.sql("drop trigger fails on event").unwrap();
    add(&ledger, STORY, 1).await;
    assert_eq!(ledger.status().await.unwrap().last_event, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_postgresql_cannot_hold_is_replaced_and_the_file_is_kept_as_it_is() {
    if !is_there() {
        return;
    }
    let base = Database::new();
    let ledger = base.open(Lines::FIRST).await;
    let text = "零\0号文件;云岭市/清河区;2024\n今年将建设\0学校3个。\n";
    let document = add(&ledger, text, 0).await;
    assert_eq!(ledger.original(&document).await.unwrap(), text.as_bytes());
    assert!(ledger.document(&document).await.unwrap().promises[0].text.contains('\0'));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_address_is_refused_without_its_password() {
    for (address, wanted) in [
        ("mysql://duixian:geheim@localhost/ledger", "bad_address"),
        ("postgres://duixian:geheim@localhost:not-a-port/ledger", "bad_address"),
        ("postgres://duixian:geheim@127.0.0.1:1/ledger", "database_unavailable"),
    ] {
        let refused = SqlStore::connect(address).await.unwrap_err();
        assert_eq!(refused.code(), wanted, "{refused}");
        for said in
            [refused.to_string(), refused.message_zh(), refused.hint(), refused.hint_zh(), format!("{refused:?}")]
        {
            assert!(!said.contains("geheim"), "{said}");
        }
    }
}
