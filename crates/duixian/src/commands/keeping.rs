//! `duixian verify`, `backup`, `restore` and `rebuild`: the ledger held against its hashes, kept elsewhere, brought
//! back, and its rows made anew.

use std::io::Write;

use duixian_ledger::{Fault, LedgerError, SqlStore, Verification, restore as restore_into};

use crate::arguments::{Backup, LedgerFolder, Rebuild, Restore, Verify};
use crate::commands::ledger::{self, OpenLedger};
use crate::failure::{Failure, Outcome};
use crate::language::Language;
use crate::output::Output;

pub(crate) fn verify(arguments: &Verify, language: Language) -> Result<Outcome, Failure> {
    let ledger = ledger::open(&arguments.ledger, language)?;
    let found = verified(&ledger, language)?;
    let is_expected = arguments.expect.is_none() || arguments.expect == found.last;
    if !is_expected {
        eprintln!(
            "{}",
            language.pick(
                "the last event's hash is not the one expected: events were taken from the end, or added since",
                "末条事件的哈希与预期不符：末尾有事件被删去，或此后又有新事件",
            )
        );
    }
    Ok(Outcome::of_failures(usize::from(found.fault.is_some() || !is_expected)))
}

/// Verifies a ledger and says what was found.
fn verified(ledger: &OpenLedger, language: Language) -> Result<Verification, Failure> {
    let found = ledger.ask(ledger.ledger.verify())?;
    let mut output = Output::open(None)?;
    let (events, files) = (found.events, found.files);
    writeln!(
        output,
        "{}",
        language.pick(
            format!("{events} events and {files} files are as they were written"),
            format!("{events} 条事件、{files} 个文件与写入时一致"),
        )
    )?;
    if let Some(last) = &found.last {
        writeln!(output, "{}{last}", language.pick("last hash: ", "末条哈希："))?;
    }
    if let Some(fault) = &found.fault {
        let (english, chinese) = told(fault);
        writeln!(output, "{}", language.pick(english, chinese))?;
    }
    output.finish()?;
    Ok(found)
}

fn told(fault: &Fault) -> (String, String) {
    match fault {
        Fault::Changed { sequence } => (
            format!("event {sequence} is not as it was written: it or its hash was changed"),
            format!("第 {sequence} 条事件与写入时不一致：内容或哈希被改动"),
        ),
        Fault::Missing { sequence } => {
            (format!("event {sequence} or its hash is missing"), format!("第 {sequence} 条事件或其哈希缺失"))
        }
        Fault::Unreadable { sequence, reason } => {
            (format!("event {sequence} cannot be read: {reason}"), format!("第 {sequence} 条事件无法读取：{reason}"))
        }
        Fault::FileMissing { content } => (format!("the file {content} is missing"), format!("文件 {content} 缺失")),
        Fault::FileChanged { content } => {
            (format!("the file {content} is not as it was written"), format!("文件 {content} 与写入时不一致"))
        }
    }
}

pub(crate) fn backup(arguments: &Backup, language: Language) -> Result<Outcome, Failure> {
    let ledger = ledger::open(&arguments.ledger, language)?;
    let copied = ledger.ask(ledger.ledger.backup(&arguments.file))?;
    let (events, files, path) = (copied.events, copied.files, arguments.file.display());
    eprintln!(
        "{}",
        language.pick(
            format!("{events} events and {files} files are in {path}; the site's folder is not among them"),
            format!("已备份 {events} 条事件、{files} 个文件到 {path}；不含站点文件夹"),
        )
    );
    Ok(Outcome::Done)
}

pub(crate) fn restore(arguments: &Restore, language: Language) -> Result<Outcome, Failure> {
    fill(&arguments.ledger, &arguments.file)?;
    // Opening makes the rows.
    let ledger = ledger::open(&arguments.ledger, language)?;
    let found = verified(&ledger, language)?;
    Ok(Outcome::of_failures(usize::from(found.fault.is_some())))
}

/// Fills an empty store from a backup.
fn fill(folder: &LedgerFolder, backup: &std::path::Path) -> Result<(), Failure> {
    let path = folder.path().ok_or(Failure::NoDataFolder)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::Runtime)?;
    runtime.block_on(async {
        let store = if let Some(address) = folder.database() {
            SqlStore::connect(&address).await?
        } else {
            let reason = |error: std::io::Error| error.to_string();
            let unusable = |reason| LedgerError::Folder { path: path.display().to_string(), reason };
            std::fs::create_dir_all(&path).map_err(reason).map_err(unusable)?;
            SqlStore::open(&path.join("ledger.sqlite")).await?
        };
        let outcome = restore_into(backup, &store).await;
        store.close().await;
        outcome
    })?;
    Ok(())
}

pub(crate) fn rebuild(arguments: &Rebuild, language: Language) -> Result<Outcome, Failure> {
    let ledger = ledger::open(&arguments.ledger, language)?;
    let done = ledger.ask(ledger.ledger.rebuild())?;
    let (documents, failed) = (done.documents, done.failed);
    eprintln!(
        "{}",
        language.pick(
            format!("all rows were made anew: {documents} documents, {failed} that cannot be read any more"),
            format!("已重建全部数据：{documents} 份文档，其中 {failed} 份已无法读取"),
        )
    );
    Ok(Outcome::of_failures(failed))
}
