//! What `figures` and `promises` share: read each file, write its lines.

use duixian_figures::Codebook;

use crate::arguments::Rows;
use crate::failure::{Failure, Outcome};
use crate::language::Language;
use crate::output::Output;
use crate::present::{Line, LineWriter, Source};
use crate::sources;

/// Reads each file and lets `write` push what is wanted of it.
pub(super) fn run<L: Line>(
    arguments: &Rows,
    language: Language,
    write: impl Fn(Source<'_>, &mut LineWriter<L>) -> Result<(), Failure>,
) -> Result<Outcome, Failure> {
    let output = Output::open(arguments.target.output.as_deref())?;
    let mut writer = LineWriter::new(output, arguments.target.format(), language)?;
    let codebook = Codebook::standard();
    let several = arguments.files.len() > 1;
    let outcome = sources::for_each_document(&arguments.files, language, |path, document| {
        let reading = duixian_figures::read(&document, &codebook);
        let name = path.display().to_string();
        let file = several.then_some(name.as_str());
        write(Source { document: &document, reading: &reading, file, explain: arguments.explain }, &mut writer)
    })?;
    writer.finish(outcome)
}
