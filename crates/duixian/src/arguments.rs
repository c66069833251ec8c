//! What can be typed: verbs, options, and the help that explains them.

use std::path::{Path, PathBuf};

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
    /// Say what became of each promise and target of an earlier report, by a later one
    #[command(after_help = "\
Examples:
  duixian link report-2025.docx report-2026.docx
  duixian link report-2025.docx report-2026.docx --format jsonl --explain | head -1")]
    Link(Link),
    /// Hold two sources about one place against each other, with what may explain a gap
    #[command(after_help = "\
Examples:
  duixian compare report.docx newspaper.pdf
  duixian compare report.docx newspaper.pdf --format jsonl")]
    Compare(Compare),
    /// Check a draft like a compiler, by itself and against earlier reports
    #[command(after_help = "\
Examples:
  duixian check draft.docx
  duixian check draft.docx --against report-2024.docx report-2025.docx
  duixian check draft.docx --docx draft-with-comments.docx

Exit codes: 0 nothing wrong, 1 an error was found or some input failed, 2 the command was used wrongly.")]
    Check(Check),
    /// Read reports into the ledger; the same file twice is one document
    #[command(after_help = "\
Examples:
  duixian add report-2025.docx report-2026.ofd
  duixian add reports/*.pdf --data district")]
    Add(Add),
    /// List the documents of the ledger
    #[command(after_help = "\
Examples:
  duixian list
  duixian list --format csv")]
    List(List),
    /// Show a document, a figure or a promise of the ledger with everything known about it
    #[command(after_help = "\
Example:
  duixian show d4h1m8q2rt9w3")]
    Show(Show),
    /// Write all figures, promises or documents of the ledger, corrections applied
    #[command(after_help = "\
Examples:
  duixian export figures --output figures.xlsx
  duixian export promises --document d4h1m8q2rt9w3 --format jsonl")]
    Export(Export),
    /// Serve the ledger as a web page and an API, on this machine alone
    #[command(after_help = "\
Examples:
  duixian serve
  duixian serve --sample --data sample --port 8701")]
    Serve(Serve),
    /// Compute every hash of the ledger anew, and tell the first event or file that is not as it was written
    #[command(after_help = "\
Examples:
  duixian verify
  duixian verify --expect sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0

Exit codes: 0 everything is as it was written, 1 something is not.")]
    Verify(Verify),
    /// Write everything that the ledger keeps for ever into one new file, also while it is served
    #[command(after_help = "\
Example:
  duixian backup ledger-2026-03-02.sqlite")]
    Backup(Backup),
    /// Fill an empty folder or database from a backup, and verify it
    #[command(after_help = "\
Examples:
  duixian restore ledger-2026-03-02.sqlite --data restored
  duixian restore ledger-2026-03-02.sqlite --database postgres://duixian@localhost/restored")]
    Restore(Restore),
    /// Make all rows and the search index anew from the events
    #[command(after_help = "\
Example:
  duixian rebuild")]
    Rebuild(Rebuild),
    /// Check, list and show the systems: folders of declarations
    #[command(after_help = "\
Examples:
  duixian systems check
  duixian systems check my-systems
  duixian systems show my-systems/permits")]
    Systems(Systems),
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
pub(crate) struct Link {
    /// The earlier report, whose promises are looked for
    pub(crate) old: PathBuf,
    /// The later report, which tells what became of them
    pub(crate) new: PathBuf,
    /// How to write the links
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub(crate) format: ListFormat,
    /// Say why two passages are taken for one thing, and which rule gave the verdict
    #[arg(long)]
    pub(crate) explain: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// The first source
    pub(crate) a: PathBuf,
    /// The second source
    pub(crate) b: PathBuf,
    /// How to write the pairs
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub(crate) format: ListFormat,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The draft: docx, doc, pdf, ofd, html or txt
    pub(crate) draft: PathBuf,
    /// Earlier reports of the same place
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) against: Vec<PathBuf>,
    /// How to write the findings
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
    /// Write the draft back as Word with a comment at each finding
    #[arg(long, value_name = "OUT")]
    pub(crate) docx: Option<PathBuf>,
    /// List the relations that hold, too
    #[arg(long)]
    pub(crate) explain: bool,
}

/// How links, pairs and systems are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// Columns for reading in a terminal
    Table,
    /// One JSON object a line
    Jsonl,
}

/// How `check` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For reading in a terminal: the sentence, what was computed, what to try
    Text,
    /// One JSON object a line
    Jsonl,
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The reports: docx, doc, pdf, ofd, html or txt
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) ledger: LedgerFolder,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) target: Target,
    #[command(flatten)]
    pub(crate) ledger: LedgerFolder,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The id, from `list`, an export or a link
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) ledger: LedgerFolder,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// What to write
    #[arg(value_enum)]
    pub(crate) what: Exported,
    /// Only those of this document
    #[arg(long, value_name = "ID")]
    pub(crate) document: Option<String>,
    #[command(flatten)]
    pub(crate) target: Target,
    #[command(flatten)]
    pub(crate) ledger: LedgerFolder,
}

/// What `export` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Exported {
    /// Every figure, with its sentence and its correction
    Figures,
    /// Every promise, with its sentence and its correction
    Promises,
    /// Every document
    Documents,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 8700)]
    pub(crate) port: u16,
    /// Begin an empty ledger with the reports, tasks, works and cases of an invented district
    #[arg(long)]
    pub(crate) sample: bool,
    #[command(flatten)]
    pub(crate) declared: DeclaredFolders,
    #[command(flatten)]
    pub(crate) ledger: LedgerFolder,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// The hash that the last event must have, as an earlier verification told it
    #[arg(long, value_name = "HASH")]
    pub(crate) expect: Option<String>,
    #[command(flatten)]
    pub(crate) ledger: LedgerFolder,
}

#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The new file
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) ledger: LedgerFolder,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The backup
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) ledger: LedgerFolder,
}

#[derive(Debug, Args)]
pub(crate) struct Rebuild {
    #[command(flatten)]
    pub(crate) ledger: LedgerFolder,
}

/// Where systems and the site's own files are.
#[derive(Debug, Default, Args)]
pub(crate) struct DeclaredFolders {
    /// A folder of systems [default: those that ship]
    #[arg(long, value_name = "DIR")]
    systems: Option<PathBuf>,
    /// The site's folder: posts.toml, hours.toml, calendars, map.geojson [default: site, in the ledger's folder]
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
}

impl DeclaredFolders {
    /// The folder of systems asked for.
    pub(crate) fn systems(&self) -> Option<&Path> {
        self.systems.as_deref()
    }

    /// The site's folder; `None` where nobody knows where the ledger is.
    pub(crate) fn site(&self, ledger: &LedgerFolder) -> Option<PathBuf> {
        self.site.clone().or_else(|| ledger.path().map(|folder| folder.join("site")))
    }
}

/// Where the ledger is.
#[derive(Debug, Args)]
pub(crate) struct LedgerFolder {
    /// The ledger's folder [default: that of the environment, else the user's data folder]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// A database of PostgreSQL to keep the ledger in, postgres://user@host/name; the folder holds its search index
    #[expect(clippy::doc_markdown, reason = "it is shown as it stands")]
    #[arg(long, value_name = "URL")]
    database: Option<String>,
}

impl LedgerFolder {
    /// The address of the database asked for; that of the environment only where no folder is asked for.
    pub(crate) fn database(&self) -> Option<String> {
        self.database.clone().or_else(|| environment::database().filter(|_| self.data.is_none()))
    }

    /// The folder asked for, or the usual one; `None` where the system knows no folder for a user's data.
    pub(crate) fn path(&self) -> Option<PathBuf> {
        self.data.clone().or_else(environment::data_folder)
    }
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct Systems {
    #[command(subcommand)]
    pub(crate) verb: SystemsVerb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SystemsVerb {
    /// Check declarations like a compiler: where, what is wrong, what to try
    #[command(after_help = "\
Examples:
  duixian systems check
  duixian systems check my-systems
  duixian systems check my-systems/permits --format jsonl

Exit codes: 0 nothing wrong, 1 an error was found, 2 the command was used wrongly.")]
    Check(SystemsCheck),
    /// List the systems that ship, or those of a folder
    List(SystemsList),
    /// Show a system: its fields, its loop, its deadlines and its measures
    #[command(after_help = "\
Example:
  duixian systems show my-systems/permits")]
    Show(SystemsShow),
}

#[derive(Debug, Args)]
pub(crate) struct SystemsCheck {
    /// Systems that ship, folders of one system, or folders of several [default: all that ship]
    #[arg(value_name = "DIR|NAME")]
    pub(crate) what: Vec<String>,
    /// Judge the declarations alone, and leave out their stories, which take some seconds
    #[arg(long)]
    pub(crate) without_stories: bool,
    /// How to write the faults
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
}

#[derive(Debug, Args)]
pub(crate) struct SystemsList {
    /// A folder of systems [default: those that ship]
    #[arg(long, value_name = "DIR")]
    pub(crate) systems: Option<PathBuf>,
    /// How to write the list
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub(crate) format: ListFormat,
}

#[derive(Debug, Args)]
pub(crate) struct SystemsShow {
    /// The system's name, or its folder
    #[arg(value_name = "DIR|NAME")]
    pub(crate) name: String,
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
