//! All reports into an empty ledger: seconds, and the memory of the process that did it.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use duixian_ledger::{Ledger, NewFile};

use crate::corpus::Corpus;
use crate::report::{Report, Row};

/// Starts this program once more for nothing but the ledger, so that its memory is that of the ledger alone.
pub(crate) fn measure(corpus: &Corpus, report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir().context("cannot make a folder for the ledger")?;
    let program = std::env::current_exe().context("cannot find this program")?;
    let mut command = Command::new(program);
    command.arg("--only-ledger").arg(folder.path());
    if let Some(reports) = corpus.texts.first().and_then(|text| text.path.parent()) {
        command.arg("--reports").arg(reports);
    }
    let output = command.output().context("cannot start this program again")?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let Some((milliseconds, kilobytes)) = printed.trim().split_once(' ') else {
        bail!("the ledger failed: {}", String::from_utf8_lossy(&output.stderr));
    };
    let (milliseconds, kilobytes) = (milliseconds.parse::<u64>()?, kilobytes.parse::<u64>()?);

    let what = format!("{} reports into an empty ledger", corpus.texts.len());
    let seconds = format!("{}.{:02} s", milliseconds / 1000, milliseconds % 1000 / 10);
    report.push(Row::new("ledger", what, seconds).aim("under 3 s", milliseconds < 3000));
    let megabytes = kilobytes / 1024;
    report.push(
        Row::new("ledger", "peak memory of that process", format!("{megabytes} MB"))
            .aim("under 200 MB", megabytes < 200),
    );
    Ok(())
}

/// Adds all texts to a new ledger and prints milliseconds and the peak of memory in kB.
pub(crate) fn measure_here(corpus: &Corpus, folder: &Path) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let files = corpus.texts.iter().map(|text| NewFile {
        name: text.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        bytes: text.text.clone().into_bytes(),
    });
    let files = files.collect::<Vec<_>>();
    let start = Instant::now();
    runtime.block_on(async {
        let ledger = Ledger::open(folder).await?;
        #[expect(clippy::disallowed_methods, reason = "the edge has the clock")]
        let now = jiff::Timestamp::now();
        let added = ledger.add_many(files, "bench", now, |_| {}).await;
        added.into_iter().try_for_each(|added| added.map(drop)).context("a report was refused")
    })?;
    let milliseconds = start.elapsed().as_millis();
    println!("{milliseconds} {}", peak_kilobytes()?);
    Ok(())
}

/// The most memory that this process ever held, as Linux counts it.
pub(crate) fn peak_kilobytes() -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status").context("the system does not tell the memory")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").trim().parse()?)
}
