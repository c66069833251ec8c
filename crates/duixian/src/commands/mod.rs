//! One module a verb.

mod completions;
mod figures;
mod promises;
mod read;
mod rows;

use crate::arguments::Verb;
use crate::failure::{Failure, Outcome};
use crate::language::Language;

/// Does what was asked.
pub(crate) fn run(verb: Verb, language: Language) -> Result<Outcome, Failure> {
    match verb {
        Verb::Read(arguments) => read::run(&arguments, language),
        Verb::Figures(arguments) => figures::run(&arguments, language),
        Verb::Promises(arguments) => promises::run(&arguments, language),
        Verb::Completions(arguments) => completions::run(&arguments),
    }
}
