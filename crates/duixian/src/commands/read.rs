//! `duixian read`: what a file holds.

use std::io::Write;

use duixian_text::Document;

use crate::arguments::{Read, ReadFormat};
use crate::failure::{Failure, Outcome};
use crate::language::Language;
use crate::output::Output;
use crate::sources;

pub(crate) fn run(arguments: &Read, language: Language) -> Result<Outcome, Failure> {
    let document = sources::document_of(&arguments.file)?;
    let mut output = Output::open(None)?;
    match arguments.format {
        ReadFormat::Text => output.write_all(document.original.as_bytes())?,
        ReadFormat::Outline | ReadFormat::Json => write_outline(&document, &mut output, language)?,
    }
    output.finish()?;
    Ok(Outcome::Done)
}

fn write_outline(document: &Document, output: &mut Output, _language: Language) -> Result<(), Failure> {
    for section in &document.sections {
        let indent = "  ".repeat(usize::from(section.level.saturating_sub(1)));
        writeln!(output, "{indent}{}{}", document.text(section.number), document.text(section.heading))?;
    }
    Ok(())
}
