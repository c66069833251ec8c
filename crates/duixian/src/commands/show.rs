//! `duixian show`: one document, figure or promise with everything known about it.

use std::io::Write;

use duixian_ledger::{Act, Correction, DocumentId, FigureId, PromiseId};

use crate::arguments::Show;
use crate::commands::ledger::{self, OpenLedger};
use crate::failure::{Failure, Outcome};
use crate::language::Language;
use crate::output::Output;
use crate::present::{self, stored};

pub(crate) fn run(arguments: &Show, language: Language) -> Result<Outcome, Failure> {
    let ledger = ledger::open(&arguments.ledger, language)?;
    let mut output = Output::open(None)?;
    let id = arguments.id.as_str();
    // An id begins with a letter that says what it names.
    match id.chars().next() {
        Some('f') => show_figure(&ledger, &FigureId::parse(id)?, &mut output, language)?,
        Some('p') => show_promise(&ledger, &PromiseId::parse(id)?, &mut output, language)?,
        _ => show_document(&ledger, &DocumentId::parse(id)?, &mut output, language)?,
    }
    output.finish()?;
    Ok(Outcome::Done)
}

fn show_document(ledger: &OpenLedger, id: &DocumentId, output: &mut Output, language: Language) -> Result<(), Failure> {
    let view = ledger.ask(ledger.ledger.document(id))?;
    present::write_pairs(output, &stored::document_pairs(&view.document), language)?;
    if !view.text.sections.is_empty() {
        writeln!(output)?;
    }
    for section in &view.text.sections {
        present::write_heading(output, section.level, &section.number, &section.heading)?;
    }
    write_history(output, &view.orphans, language)
}

fn show_figure(ledger: &OpenLedger, id: &FigureId, output: &mut Output, language: Language) -> Result<(), Failure> {
    let view = ledger.ask(ledger.ledger.figure(id))?;
    let line = stored::figure_in_full(&view);
    present::write_in_full(output, &line, language)?;
    write_history(output, &view.history, language)
}

fn show_promise(ledger: &OpenLedger, id: &PromiseId, output: &mut Output, language: Language) -> Result<(), Failure> {
    let view = ledger.ask(ledger.ledger.promise(id))?;
    let line = stored::promise_in_full(&view);
    present::write_in_full(output, &line, language)?;
    write_history(output, &view.history, language)
}

/// One line for each correction, the withdrawn ones too.
fn write_history(output: &mut Output, history: &[Correction], language: Language) -> Result<(), Failure> {
    for correction in history {
        let what = match &correction.act {
            Act::MarkedWrong => language.pick("marked wrong", "标为有误").to_owned(),
            Act::Changed(changes) => {
                changes.iter().map(|(field, value)| format!("{field} = {value}")).collect::<Vec<_>>().join(", ")
            }
        };
        let (at, actor, reason) = (correction.at, &correction.actor, &correction.reason);
        let withdrawn = match &correction.withdrawn {
            Some(_) => language.pick(" (withdrawn)", "（已撤回）"),
            None => "",
        };
        writeln!(output, "{at:.0}  {actor}: {what}: {reason}{withdrawn}")?;
    }
    Ok(())
}
