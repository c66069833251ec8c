//! `duixian list`: the documents of the ledger.

use crate::arguments::List;
use crate::commands::{export, ledger};
use crate::failure::{Failure, Outcome};
use crate::language::Language;
use crate::output::Output;

pub(crate) fn run(arguments: &List, language: Language) -> Result<Outcome, Failure> {
    let ledger = ledger::open(&arguments.ledger, language)?;
    let output = Output::open(arguments.target.output.as_deref())?;
    export::documents(&ledger, output, arguments.target.format(), language)
}
