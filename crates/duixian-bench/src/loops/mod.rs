//! Loops: acts beside bare SQL, then a ledger of a million matters: lists, My work, clocks, an import, memory.
//!
//! What is measured is the ledger's own way in, without HTTP: the answers of both databases, in a process of its own
//! each, so that its memory is that of the ledger.

mod acts;
mod fill;
mod imports;
mod lists;
mod site;
mod timers;
mod yardstick;

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use duixian_ledger::Ledger;
use duixian_testkit::{Durability, Failed, Server};
use tokio::runtime::Runtime;

use crate::report::{Report, Row};

/// The part's name in the table.
const PART: &str = "loops";

/// Measures everything on both databases. Without PostgreSQL its rows are missing, and a note says why.
pub(crate) fn measure(matters: u32, report: &mut Report) -> Result<()> {
    let server = match Server::start(Durability::Full) {
        Ok(server) => Some(server),
        Err(failed @ (Failed::NotInstalled | Failed::NoUser)) => {
            report.note(format!("skipped: loops on PostgreSQL: {failed}"));
            None
        }
        Err(failed) => return Err(failed.into()),
    };
    if let Some(server) = &server {
        acts::measure(server, report)?;
    }
    let database = server.as_ref().map(Server::database).transpose()?;
    for database in [None, Some(database)] {
        match database {
            None => in_a_process_of_its_own(None, matters, report)?,
            Some(Some(address)) => in_a_process_of_its_own(Some(&address), matters, report)?,
            Some(None) => {}
        }
    }
    Ok(())
}

/// Starts this program once more for one ledger, so that its memory is that of the ledger alone.
fn in_a_process_of_its_own(database: Option<&str>, matters: u32, report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir().context("cannot make a folder for the ledger")?;
    let program = std::env::current_exe().context("cannot find this program")?;
    let mut command = Command::new(program);
    command.arg("--only-loops").arg(folder.path()).args(["--matters", &matters.to_string()]);
    if let Some(database) = database {
        command.args(["--database", database]);
    }
    let output = command.output().context("cannot start this program again")?;
    let printed = String::from_utf8_lossy(&output.stdout);
    for line in printed.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [what, measured, aim, met] = cells[..] else { bail!("not a row: {line}") };
        let row = Row::new(PART, what, measured);
        report.push(if aim.is_empty() { row } else { row.aim(aim, met == "yes") });
    }
    if !output.status.success() {
        bail!("the loops failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}

/// Measures one ledger in this process and prints a line a row, tabs between its cells.
pub(crate) fn measure_here(folder: &Path, database: Option<&str>, matters: u32) -> Result<()> {
    let runtime = runtime()?;
    runtime.block_on(async {
        let (name, ledger) = match database {
            Some(address) => ("PostgreSQL", Ledger::open_database_setup(address, folder, site::setup()?).await?),
            None => ("SQLite", Ledger::open_setup(folder, site::setup()?).await?),
        };
        let taken = fill::fill(&ledger, matters).await?;
        let what = format!("{name}: {matters} matters opened and acted on, for what follows");
        print(&what, &format!("{} s", taken.as_secs()), None);
        lists::measure(name, &ledger).await?;
        timers::measure(name, &ledger).await?;
        imports::measure(name, &ledger).await?;
        let megabytes = crate::ledger::peak_kilobytes()? / 1024;
        let what = format!("{name}: peak memory of that process");
        print(&what, &format!("{megabytes} MB"), Some(("under 300 MB", megabytes < 300)));
        Ok(())
    })
}

fn runtime() -> Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start a runtime")
}

/// One row, for the process that asked.
fn print(what: &str, measured: &str, aim: Option<(&str, bool)>) {
    let (aim, met) = aim.unwrap_or_default();
    println!("{what}\t{measured}\t{aim}\t{}", if met { "yes" } else { "no" });
}

/// The time below which so many of a hundred lie.
fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    let place = (times.len() * percent).div_ceil(100).saturating_sub(1);
    times.get(place).copied().unwrap_or_default()
}

/// Milliseconds with one digit behind the point.
fn milliseconds(time: Duration) -> String {
    format!("{}.{} ms", time.as_millis(), time.as_micros() % 1000 / 100)
}
