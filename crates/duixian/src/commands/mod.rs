//! One module a verb.

mod add;
mod check;
mod compare;
mod completions;
mod export;
mod figures;
mod keeping;
mod ledger;
mod link;
mod list;
mod promises;
mod read;
mod rows;
mod serve;
mod show;
mod stories;
mod systems;

use crate::arguments::Verb;
use crate::failure::{Failure, Outcome};
use crate::language::Language;

/// Does what was asked.
pub(crate) fn run(verb: Verb, language: Language) -> Result<Outcome, Failure> {
    match verb {
        Verb::Read(arguments) => read::run(&arguments, language),
        Verb::Figures(arguments) => figures::run(&arguments, language),
        Verb::Promises(arguments) => promises::run(&arguments, language),
        Verb::Link(arguments) => link::run(&arguments, language),
        Verb::Compare(arguments) => compare::run(&arguments, language),
        Verb::Check(arguments) => check::run(&arguments, language),
        Verb::Add(arguments) => add::run(&arguments, language),
        Verb::List(arguments) => list::run(&arguments, language),
        Verb::Show(arguments) => show::run(&arguments, language),
        Verb::Export(arguments) => export::run(&arguments, language),
        Verb::Serve(arguments) => serve::run(&arguments, language),
        Verb::Verify(arguments) => keeping::verify(&arguments, language),
        Verb::Backup(arguments) => keeping::backup(&arguments, language),
        Verb::Restore(arguments) => keeping::restore(&arguments, language),
        Verb::Rebuild(arguments) => keeping::rebuild(&arguments, language),
        Verb::Systems(arguments) => systems::run(&arguments, language),
        Verb::Completions(arguments) => completions::run(&arguments),
    }
}
