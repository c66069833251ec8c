//! `duixian read`: what a file holds.

use std::io::Write;
use std::path::Path;

use duixian_text::{ByteSpan, Document};
use serde_json::{Value, json};

use crate::arguments::{Read, ReadFormat};
use crate::failure::{Failure, Outcome};
use crate::language::Language;
use crate::output::Output;
use crate::present;
use crate::sources;

pub(crate) fn run(arguments: &Read, language: Language) -> Result<Outcome, Failure> {
    let document = sources::document_of(&arguments.file)?;
    let mut output = Output::open(None)?;
    match arguments.format {
        ReadFormat::Text => output.write_all(document.original.as_bytes())?,
        ReadFormat::Json => output.write_json(&structure(&document))?,
        ReadFormat::Outline => {
            write_outline(&document, &mut output, language)?;
            output.flush()?;
            tell_diagnostics(&arguments.file, &document, language);
        }
    }
    output.finish()?;
    Ok(Outcome::Done)
}

fn write_outline(document: &Document, output: &mut Output, language: Language) -> Result<(), Failure> {
    present::write_pairs(output, &header_pairs(document, language), language)?;
    if !document.sections.is_empty() {
        writeln!(output)?;
    }
    for section in &document.sections {
        let (number, heading) = (document.text(section.number), document.text(section.heading));
        present::write_heading(output, section.level, number, heading)?;
    }
    Ok(())
}

/// What the header says, without what it does not say.
fn header_pairs(document: &Document, language: Language) -> Vec<(&'static str, String)> {
    let header = &document.header;
    let (characters, paragraphs, sentences) =
        (document.original.chars().count(), document.paragraphs.len(), document.sentences.len());
    let size = language.pick(
        format!("{characters} characters, {paragraphs} paragraphs, {sentences} sentences"),
        format!("{characters} 字，{paragraphs} 段，{sentences} 句"),
    );
    let fields = [
        ("title", header.title.clone()),
        ("place", header.place.name().map(|_| header.place.path.join(" / "))),
        ("year", header.year.map(|year| year.to_string())),
        ("meeting", header.meeting.clone()),
        ("date", header.date.clone()),
        ("speaker", header.speaker.clone()),
        ("format", Some(document.format.to_string())),
        ("size", Some(size)),
    ];
    fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// What was odd goes to the standard error: it is about the reading, not part of the report.
fn tell_diagnostics(path: &Path, document: &Document, language: Language) {
    for diagnostic in &document.diagnostics {
        let note = language.pick("note", "说明");
        eprintln!("{note}: {}: {}: {}", path.display(), diagnostic.code, diagnostic.message);
    }
}

/// Everything that was found; spans are `[start, end]` in code points of the original text.
fn structure(document: &Document) -> Value {
    let span = |span: ByteSpan| {
        let span = document.original_span(span);
        json!([span.start, span.end])
    };
    let header = &document.header;
    let sections = document.sections.iter().map(|section| {
        json!({
            "level": section.level,
            "number": document.text(section.number),
            "heading": document.text(section.heading),
            "span": span(section.span),
            "parent": section.parent,
        })
    });
    let paragraphs = document.paragraphs.iter().map(|paragraph| {
        json!({ "span": span(paragraph.span), "section": paragraph.section, "is_heading": paragraph.is_heading })
    });
    let sentences = document.sentences.iter().map(|sentence| {
        json!({
            "span": span(sentence.span),
            "text": document.text(sentence.span),
            "paragraph": sentence.paragraph,
            "section": sentence.section,
        })
    });
    let diagnostics = document.diagnostics.iter().map(|diagnostic| {
        json!({
            "code": diagnostic.code,
            "message": diagnostic.message,
            "span": diagnostic.span.map(|span| [span.start, span.end]),
        })
    });
    json!({
        "format": document.format.extension(),
        "title": header.title,
        "place": header.place.path,
        "year": header.year,
        "meeting": header.meeting,
        "date": header.date,
        "speaker": header.speaker,
        "sections": sections.collect::<Vec<_>>(),
        "paragraphs": paragraphs.collect::<Vec<_>>(),
        "sentences": sentences.collect::<Vec<_>>(),
        "diagnostics": diagnostics.collect::<Vec<_>>(),
    })
}
