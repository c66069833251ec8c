//! `duixian promises`: every promise of the reports given.

use crate::arguments::Rows;
use crate::commands::rows;
use crate::failure::{Failure, Outcome};
use crate::language::Language;
use crate::present::Source;

pub(crate) fn run(arguments: &Rows, language: Language) -> Result<Outcome, Failure> {
    rows::run(arguments, language, |source: Source<'_>, writer| {
        source.reading.promises.iter().try_for_each(|promise| writer.push(source.promise(promise)))
    })
}
