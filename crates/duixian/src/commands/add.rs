//! `duixian add`: reports into the ledger.

use std::path::PathBuf;

use duixian_ledger::{AddOutcome, NewFile};
use duixian_tables::{Cell, Column, ColumnKind, Table};

use crate::arguments::Add;
use crate::commands::ledger::{self, ACTOR, OpenLedger};
use crate::failure::{Failure, Outcome};
use crate::language::Language;
use crate::output::{Output, RowFormat};
use crate::present::heading;
use crate::sources;

/// Files are added so many at a time, so that a thousand of them need not lie in memory together.
const AT_ONCE: usize = 32;

pub(crate) fn run(arguments: &Add, language: Language) -> Result<Outcome, Failure> {
    let ledger = ledger::open(&arguments.ledger, language)?;
    let mut output = Output::open(None)?;
    let progress = sources::progress_bar(arguments.files.len());
    let mut table = Table::new(
        ["outcome", "id", "name"].map(|name| Column::new(heading(name, language), ColumnKind::Text)).to_vec(),
    );
    let mut failed = 0;
    for paths in arguments.files.chunks(AT_ONCE) {
        for (path, added) in add(&ledger, paths, |name| {
            progress.set_message(name.to_owned());
            progress.inc(1);
        }) {
            match added {
                Ok((outcome, id)) => {
                    let name = path.display().to_string();
                    table.push(vec![Cell::text(said(outcome, language)), Cell::text(id), Cell::text(name)]);
                }
                Err(failure) => {
                    failed += 1;
                    progress.suspend(|| failure.report(language));
                }
            }
        }
    }
    progress.finish_and_clear();
    if !table.rows().is_empty() {
        output.write_table(&table, RowFormat::Table)?;
    }
    output.finish()?;
    Ok(Outcome::of_failures(failed))
}

type AddedFile = Result<(AddOutcome, String), Failure>;

/// Adds some files; one outcome for each, in their order.
fn add<'path>(
    ledger: &OpenLedger,
    paths: &'path [PathBuf],
    mut done: impl FnMut(&str) + Send,
) -> Vec<(&'path PathBuf, AddedFile)> {
    let mut outcomes = Vec::new();
    let mut read = Vec::new();
    let mut files = Vec::new();
    for path in paths {
        match sources::bytes_of(path) {
            Ok(bytes) => {
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
                files.push(NewFile { name, bytes });
                read.push(path);
            }
            Err(failure) => outcomes.push((path, Err(failure))),
        }
    }
    let added = ledger.runtime.block_on(ledger.ledger.add_many(files, ACTOR, ledger::now(), |progress| {
        done(&progress.name);
    }));
    outcomes.extend(read.into_iter().zip(added).map(|(path, added)| {
        let added = added.map(|added| (added.outcome, added.document.to_string()));
        (path, added.map_err(|source| Failure::adding(path, source)))
    }));
    outcomes
}

fn said(outcome: AddOutcome, language: Language) -> &'static str {
    match outcome {
        AddOutcome::Added => language.pick("added", "已加入"),
        AddOutcome::AlreadyThere => language.pick("already there", "已存在"),
        AddOutcome::Restored => language.pick("restored", "已恢复"),
    }
}
