//! `duixian export`: everything in the ledger as rows, corrections applied.

use duixian_ledger::{DocumentFilter, DocumentId, FigureFilter, Page, PromiseFilter};

use crate::arguments::{Export, Exported};
use crate::commands::ledger::{self, OpenLedger};
use crate::failure::{Failure, Outcome};
use crate::language::Language;
use crate::output::{Output, RowFormat};
use crate::present::{LineWriter, stored};

pub(crate) fn run(arguments: &Export, language: Language) -> Result<Outcome, Failure> {
    let document = arguments.document.as_deref().map(DocumentId::parse).transpose()?;
    let ledger = ledger::open(&arguments.ledger, language)?;
    let output = Output::open(arguments.target.output.as_deref())?;
    let format = arguments.target.format();
    match arguments.what {
        Exported::Figures => figures(&ledger, document, output, format, language),
        Exported::Promises => promises(&ledger, document, output, format, language),
        Exported::Documents => documents(&ledger, output, format, language),
    }
}

fn figures(
    ledger: &OpenLedger,
    document: Option<DocumentId>,
    output: Output,
    format: RowFormat,
    language: Language,
) -> Result<Outcome, Failure> {
    let mut writer = LineWriter::new(output, format, language)?;
    let filter = FigureFilter { document, ..FigureFilter::default() };
    let found = ledger.ask(ledger.ledger.figures(&filter, Page::ALL))?;
    found.items.into_iter().try_for_each(|item| writer.push(stored::figure(item)))?;
    writer.finish(Outcome::Done)
}

fn promises(
    ledger: &OpenLedger,
    document: Option<DocumentId>,
    output: Output,
    format: RowFormat,
    language: Language,
) -> Result<Outcome, Failure> {
    let mut writer = LineWriter::new(output, format, language)?;
    let figures = FigureFilter { document: document.clone(), ..FigureFilter::default() };
    let figures = stored::Figures::new(ledger.ask(ledger.ledger.figures(&figures, Page::ALL))?.items);
    let filter = PromiseFilter { document, ..PromiseFilter::default() };
    let found = ledger.ask(ledger.ledger.promises(&filter, Page::ALL))?;
    found.items.into_iter().try_for_each(|item| writer.push(stored::promise(item, &figures)))?;
    writer.finish(Outcome::Done)
}

/// All documents that are not deleted, also for `list`.
pub(super) fn documents(
    ledger: &OpenLedger,
    output: Output,
    format: RowFormat,
    language: Language,
) -> Result<Outcome, Failure> {
    let mut writer = LineWriter::new(output, format, language)?;
    let found = ledger.ask(ledger.ledger.documents(&DocumentFilter::default(), Page::ALL))?;
    found.items.into_iter().try_for_each(|row| writer.push(stored::document(&row)))?;
    writer.finish(Outcome::Done)
}
