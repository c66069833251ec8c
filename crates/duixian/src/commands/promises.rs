//! `duixian promises`: every promise of the reports given.

use duixian_figures::Codebook;

use crate::arguments::Rows;
use crate::failure::{Failure, Outcome};
use crate::language::Language;
use crate::output::{Output, RowFormat};
use crate::present::{self, Source};
use crate::sources;

pub(crate) fn run(arguments: &Rows, language: Language) -> Result<Outcome, Failure> {
    let format = arguments.target.format();
    let mut output = Output::open(arguments.target.output.as_ref())?;
    output.accept(format)?;
    let codebook = Codebook::standard();
    let mut lines = Vec::new();
    let outcome = sources::for_each_document(&arguments.files, language, |path, document| {
        let reading = duixian_figures::read(&document, &codebook);
        let name = path.display().to_string();
        let file = (arguments.files.len() > 1).then_some(name.as_str());
        let source = Source { document: &document, reading: &reading, file, explain: arguments.explain };
        for promise in &reading.promises {
            let line = source.promise(promise);
            if format == RowFormat::Jsonl {
                output.write_json(&line)?;
            } else {
                lines.push(line);
            }
        }
        Ok(())
    })?;
    if format != RowFormat::Jsonl {
        output.write_table(&present::promises_table(&lines), format)?;
    }
    output.finish()?;
    Ok(outcome)
}
