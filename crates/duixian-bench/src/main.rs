//! `make bench`: speed and memory, each beside a yardstick that was measured in the same run.
//!
//! It measures and prints; it holds no test and decides nothing. Numbers are whole counts of bytes and microseconds.

mod corpus;
mod ledger;
mod loops;
mod rate;
mod readers;
mod recognizer;
mod report;
mod text;
mod threads;

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Parser;

use corpus::Corpus;
use report::Report;

/// Measure the speed and memory of Duixian, beside yardsticks in the same run.
#[derive(Debug, Parser)]
struct Arguments {
    /// Write the tables to this file too, as Markdown
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
    /// The folder with the real reports [default: ../shared/reports, else the samples are measured]
    #[arg(long, value_name = "DIR")]
    reports: Option<PathBuf>,
    /// For how long the recogniser library may run
    #[arg(long, default_value_t = 20)]
    recognizer_seconds: u32,
    /// Only add the reports to a new ledger in this folder, and print seconds and memory; used by the run itself
    #[arg(long, value_name = "DIR", hide = true)]
    only_ledger: Option<PathBuf>,
    /// Measure this part alone: text, readers, ledger, threads or loops
    #[arg(long, value_name = "PART")]
    part: Option<String>,
    /// How many matters the loops are measured with
    #[arg(long, default_value_t = 1_000_000)]
    matters: u32,
    /// Only measure the loops of a new ledger in this folder, and print rows; used by the run itself
    #[arg(long, value_name = "DIR", hide = true)]
    only_loops: Option<PathBuf>,
    /// The database of that ledger; without one it is in the folder
    #[arg(long, value_name = "URL", hide = true)]
    database: Option<String>,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    if let Some(folder) = &arguments.only_loops {
        return loops::measure_here(folder, arguments.database.as_deref(), arguments.matters);
    }
    let corpus = Corpus::load(arguments.reports.as_deref())?;
    if let Some(folder) = arguments.only_ledger {
        return ledger::measure_here(&corpus, &folder);
    }

    let mut report = Report::new(&corpus);
    let is_asked = |part: &str| arguments.part.as_deref().is_none_or(|asked| asked == part);
    if is_asked("text") {
        let speed = text::measure(&corpus, &mut report);
        recognizer::measure(&corpus, arguments.recognizer_seconds, speed, &mut report)?;
    }
    if is_asked("readers") {
        readers::measure(&mut report)?;
    }
    if is_asked("ledger") {
        ledger::measure(&corpus, &mut report)?;
    }
    if is_asked("threads") {
        threads::measure(&corpus, &mut report);
    }
    if is_asked("loops") {
        loops::measure(arguments.matters, &mut report)?;
    }

    print!("{}", report.to_terminal());
    if let Some(path) = arguments.write {
        std::fs::write(&path, report.to_markdown()).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}
