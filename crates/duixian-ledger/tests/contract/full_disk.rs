//! A disk that is really full: a small one in memory, which only a process of the test's own sees. What was confirmed
//! stays, what is there can be read, and as soon as there is space again the same ledger writes again.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use duixian_figures::Codebook;
use duixian_ledger::{DocumentFilter, DocumentId, Ledger, LedgerError, Page, SqlStore, Store};
use duixian_testkit::{Durability, Server};

use crate::base::{ACTOR, Lines, at, file};

/// Names the small disk to the process that has one.
const DISK: &str = "DUIXIAN_TEST_SMALL_DISK";
/// Ways to be alone with one's disks: as root, and as anybody where the system allows it.
const ALONE: [&[&str]; 2] = [&["--mount"], &["--map-root-user", "--mount"]];
const MOUNT: &str = "mount -t tmpfs -o mode=1777,size=$2 none \"$1\"";

/// The small disk, in the process that has one. Everywhere else: runs the test again in such a process, and gives
/// nothing; where the system does not allow that, it says so.
fn small_disk(test: &str, size: &str) -> Option<PathBuf> {
    if let Some(disk) = std::env::var_os(DISK) {
        return Some(disk.into());
    }
    let folder = tempfile::tempdir().unwrap();
    let program = std::env::current_exe().unwrap();
    let alone = |way: &[&str], script: &str| {
        let mut command = Command::new("unshare");
        command.args(way).args(["sh", "-c", script, "sh"]).args([folder.path().as_os_str(), size.as_ref()]);
        command.args([program.as_os_str(), test.as_ref()]).env(DISK, folder.path()).stdin(Stdio::null());
        command.output()
    };
    let is_allowed = |way: &&&[&str]| alone(way, MOUNT).is_ok_and(|output| output.status.success());
    let Some(way) = ALONE.iter().find(is_allowed) else {
        eprintln!("skipped: no small disk can be mounted here");
        return None;
    };
    let output = alone(way, &format!("{MOUNT} && exec \"$3\" --exact \"$4\" --nocapture")).unwrap();
    let said = [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned());
    assert!(output.status.success() && said[0].contains("1 passed"), "{}{}", said[0], said[1]);
    eprint!("{}", said[1]);
    None
}

/// Fills a disk but for so many bytes.
fn fill(disk: &Path, free: u64) {
    let mut ballast = File::create(disk.join("ballast")).unwrap();
    let mut written = 0;
    while let Ok(length) = ballast.write(&[1; 4096]) {
        written += length as u64;
    }
    ballast.set_len(written.saturating_sub(free)).unwrap();
}

fn empty(disk: &Path) {
    fs::remove_file(disk.join("ballast")).unwrap();
}

/// An invented document of some 30 KB, another one for each number.
fn text(number: i64) -> String {
    let mut text = format!("{number}号文件;云岭市/清河区;2024\n");
    for line in 0..400 {
        writeln!(text, "今年将建设第{number}批学校{line}个，在云门路。").unwrap();
    }
    text
}

async fn open(store: SqlStore, search: &Path) -> Ledger {
    let codebook = Arc::new(Codebook::standard());
    let store: Arc<dyn Store> = Arc::new(store);
    Ledger::over(store, search, Arc::new(Lines::FIRST), codebook).await.unwrap()
}

/// Lets a ledger's disk become full again and again, each time with another remainder of free space.
async fn goes_on(ledger: &Ledger, disk: &Path) {
    let mut confirmed: Vec<(DocumentId, String)> = Vec::new();
    let mut number: i64 = 0;
    let mut failures = 0;
    for free in [0, 4, 12, 28, 60, 124, 252, 508] {
        fill(disk, free * 1024);
        for _ in 0..4 {
            number += 1;
            let added = ledger.add(file("文件.txt", &text(number)), ACTOR, at(number)).await;
            match added {
                Ok(added) => confirmed.push((added.document, text(number))),
                Err(error) => {
                    failures += 1;
                    assert_eq!(error, LedgerError::Full, "with {free} KiB free");
                }
            }
        }
        // On a full disk the ledger can be read.
        assert_eq!(ledger.status().await.unwrap().last_event, confirmed.len() as u64);
        empty(disk);
        number += 1;
        let added = ledger.add(file("文件.txt", &text(number)), ACTOR, at(number)).await.unwrap();
        confirmed.push((added.document, text(number)));
    }
    assert!(failures >= 8, "the disk was full only {failures} times");
    for (document, text) in &confirmed {
        assert_eq!(ledger.original(document).await.unwrap(), text.as_bytes());
    }
    assert_eq!(ledger.documents(&DocumentFilter::default(), Page::ALL).await.unwrap().total, confirmed.len() as u64);
    assert_eq!(ledger.search("云门路", Page::ALL).await.unwrap().total, 400 * confirmed.len() as u64);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_goes_on_after_a_full_disk() {
    let Some(disk) = small_disk("full_disk::sqlite_goes_on_after_a_full_disk", "96m") else { return };
    let store = || async { SqlStore::open(&disk.join("ledger.sqlite")).await };
    let ledger = open(store().await.unwrap(), &disk.join("search")).await;
    goes_on(&ledger, &disk).await;
    let before = ledger.dump().await.unwrap();
    drop(ledger);
    // A program that starts on a full disk may be unable to; once there is space it finds everything.
    fill(&disk, 0);
    drop(store().await);
    empty(&disk);
    let opened = open(store().await.unwrap(), &disk.join("search")).await;
    assert_eq!(opened.dump().await.unwrap(), before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgresql_goes_on_after_a_full_disk() {
    let Some(disk) = small_disk("full_disk::postgresql_goes_on_after_a_full_disk", "40m") else { return };
    let server = match Server::start(Durability::Full) {
        Ok(server) => server,
        Err(failed) => return eprintln!("skipped: no server beside a small disk: {failed}"),
    };
    let (above, place) = (server.address("postgres"), disk.join("tables"));
    // The server makes the folder itself, as it has to own it.
    let place = place.display();
    server.sql(&above, &format!("copy (select 1) to program 'mkdir {place}'")).unwrap();
    server.sql(&above, &format!("create tablespace small location '{place}'")).unwrap();
    server.sql(&above, "create database ledger template template0 tablespace small").unwrap();
    let search = tempfile::tempdir().unwrap();
    let ledger = open(SqlStore::connect(&server.address("ledger")).await.unwrap(), search.path()).await;
    goes_on(&ledger, &disk).await;
}
