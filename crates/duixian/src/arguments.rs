//! What can be typed: verbs, options, and the help that explains them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::environment;
use crate::language::Language;
use crate::output::RowFormat;

/// Duixian 兑现 reads government work reports: every figure, every promise, each with its sentence.
#[derive(Debug, Parser)]
#[command(name = "duixian", version, max_term_width = 100, after_help = after_help())]
pub(crate) struct Arguments {
    /// Language of messages and table headings [default: that of the locale, else en]
    #[arg(long, global = true, value_enum, value_name = "LANGUAGE")]
    pub(crate) lang: Option<Language>,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

fn after_help() -> String {
    format!(
        "\
Exit codes: 0 everything was done, 1 some input failed, 2 the command was used wrongly.
Data goes to the standard output, messages go to the standard error.

{}",
        environment::HELP
    )
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Show what a file holds: its outline, its text, or its whole structure
    #[command(after_help = "Example:\n  duixian read report.docx --format outline")]
    Read(Read),
    /// List every figure of one or more reports, each with its sentence
    #[command(after_help = "\
Examples:
  duixian figures report.pdf
  duixian figures reports/*.docx --output figures.xlsx
  duixian figures report.txt --format jsonl --explain | head -1")]
    Figures(Rows),
    /// List every promise of one or more reports, each with its sentence
    #[command(after_help = "\
Examples:
  duixian promises report.pdf
  duixian promises reports/*.docx --output promises.csv")]
    Promises(Rows),
    /// Print the completions of a shell
    #[command(after_help = "\
Examples:
  duixian completions bash > ~/.local/share/bash-completion/completions/duixian
  duixian completions fish > ~/.config/fish/completions/duixian.fish")]
    Completions(Completions),
}

#[derive(Debug, Args)]
pub(crate) struct Read {
    /// The report: docx, doc, pdf, ofd, html or txt
    pub(crate) file: PathBuf,
    /// What to show of it
    #[arg(long, value_enum, default_value_t = ReadFormat::Outline)]
    pub(crate) format: ReadFormat,
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// What `read` shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    /// Title, place, year and the tree of sections
    Outline,
    /// The text as the file holds it; offsets elsewhere count its code points
    Text,
    /// Everything that was found, as one JSON object
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Rows {
    /// The reports: docx, doc, pdf, ofd, html or txt
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) target: Target,
    /// Say which rule gave each field
    #[arg(long)]
    pub(crate) explain: bool,
}

/// Where rows go, and how.
#[derive(Debug, Args)]
pub(crate) struct Target {
    /// How to write the rows [default: by the ending of --output, else table]
    #[arg(long, value_enum)]
    format: Option<RowFormat>,
    /// Write to this file instead of the standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

impl Target {
    /// The format asked for, or that of the output's ending.
    pub(crate) fn format(&self) -> RowFormat {
        let of_ending = || RowFormat::of_ending(self.output.as_deref()?);
        self.format.or_else(of_ending).unwrap_or(RowFormat::Table)
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        super::Arguments::command().debug_assert();
    }
}
