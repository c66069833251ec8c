//! `duixian figures`: every figure of the reports given.

use crate::arguments::Rows;
use crate::commands::rows;
use crate::failure::{Failure, Outcome};
use crate::language::Language;
use crate::present::Source;

pub(crate) fn run(arguments: &Rows, language: Language) -> Result<Outcome, Failure> {
    rows::run(arguments, language, |source: Source<'_>, writer| {
        source.reading.figures.iter().try_for_each(|figure| writer.push(source.figure(figure)))
    })
}
