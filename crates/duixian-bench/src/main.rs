//! `make bench`: speed and memory, each beside a yardstick that was measured in the same run.
//!
//! It measures and prints; it holds no test and decides nothing. Numbers are whole counts of bytes and microseconds.

mod corpus;
mod ledger;
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
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let corpus = Corpus::load(arguments.reports.as_deref())?;
    if let Some(folder) = arguments.only_ledger {
        return ledger::measure_here(&corpus, &folder);
    }

    let mut report = Report::new(&corpus);
    let speed = text::measure(&corpus, &mut report);
    recognizer::measure(&corpus, arguments.recognizer_seconds, speed, &mut report)?;
    readers::measure(&mut report)?;
    ledger::measure(&corpus, &mut report)?;
    threads::measure(&corpus, &mut report);

    print!("{}", report.to_terminal());
    if let Some(path) = arguments.write {
        std::fs::write(&path, report.to_markdown()).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}
