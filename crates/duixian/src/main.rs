//! The command line of Duixian: every verb of the one binary.
//!
//! Data goes to the standard output, everything else to the standard error.
//! This crate holds no rule about reports: it reads files, asks the crates below, and prints.

mod arguments;
mod commands;
mod environment;
mod failure;
mod language;
mod output;
mod present;
mod sources;

use std::process::ExitCode;

use arguments::Arguments;
use clap::Parser;
use language::Language;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let language = arguments.lang.unwrap_or_else(Language::of_environment);
    match commands::run(arguments.verb, language) {
        Ok(outcome) => outcome.exit_code(),
        Err(failure) => {
            failure.report(language);
            failure.exit_code()
        }
    }
}
