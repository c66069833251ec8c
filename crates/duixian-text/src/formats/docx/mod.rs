//! Word 2007 and later: finds the parts of the package and reads the main one.
//! Never reads headers, footers, notes and comments: they are not the report's running text.

mod body;
mod lists;
mod styles;

use super::archive::{Archive, resolve};
use super::line::{Line, TracedLine};
use super::xml::{self, Node, XmlReader};
use super::{Extracted, damaged, note};
use crate::{ByteSpan, Diagnostic, Format, ReadError, Span};
use styles::Styles;

/// Where the main part stands in nearly every file.
const USUAL_MAIN_PART: &str = "word/document.xml";

/// The text of a Word document together with its place in the file, for those who write into it.
#[derive(Clone, Debug)]
pub struct WordText {
    /// The original text, as [`extract`](crate::extract) gives it.
    pub text: String,
    /// The name of the main part.
    pub part: String,
    /// The main part, decoded.
    pub xml: String,
    /// Where the characters stand, in order of the text. Labels of lists and breaks stand nowhere.
    pub pieces: Vec<WordPiece>,
}

/// A stretch of the text and the bytes of the main part that it was read from.
///
/// Either they are the same characters, or one character that the part writes as a reference (`&amp;`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordPiece {
    /// Code points of the text.
    pub text: Span,
    /// Bytes of the decoded part.
    pub xml: ByteSpan,
}

/// The main part, read.
struct Main<L> {
    name: String,
    xml: String,
    line: L,
    diagnostics: Vec<Diagnostic>,
}

pub(super) fn extract(archive: Archive<'_>) -> Result<Extracted, ReadError> {
    let Main { line: text, diagnostics, .. } = read_main::<String>(archive)?;
    Ok(Extracted { format: Format::Docx, text, diagnostics })
}

/// The text and where each character of it stands.
pub(super) fn trace(archive: Archive<'_>) -> Result<WordText, ReadError> {
    let Main { name: part, xml, line, .. } = read_main::<TracedLine>(archive)?;
    let TracedLine { text, pieces } = line;
    let (mut byte, mut code_point) = (0, 0);
    let mut count_to = |until: usize| {
        code_point += crate::map::count_code_points(&text.as_bytes()[byte..until]);
        byte = until;
        code_point
    };
    let pieces = pieces.iter().map(|piece| {
        let (start, end) = (count_to(piece.text.start), count_to(piece.text.end));
        WordPiece { text: Span { start, end }, xml: ByteSpan::new(piece.source.start, piece.source.end) }
    });
    let pieces = pieces.collect();
    Ok(WordText { text, part, xml, pieces })
}

fn read_main<L: Line>(mut archive: Archive<'_>) -> Result<Main<L>, ReadError> {
    let mut diagnostics = Vec::new();
    let main = target(&mut archive, "_rels/.rels", "", "/officeDocument").unwrap_or_else(|| USUAL_MAIN_PART.to_owned());
    let main = if archive.contains(&main) { main } else { USUAL_MAIN_PART.to_owned() };
    let relations = relations_of(&main);

    let styles_part =
        target(&mut archive, &relations, &main, "/styles").unwrap_or_else(|| resolve(&main, "styles.xml"));
    let lists_part = target(&mut archive, &relations, &main, "/numbering");
    let lists_part = lists_part.unwrap_or_else(|| resolve(&main, "numbering.xml"));
    let styles = optional_part(&mut archive, &styles_part, &mut diagnostics, styles::read)?;
    let numbering = optional_part(&mut archive, &lists_part, &mut diagnostics, |text| lists::read(text, &styles))?;

    let bytes = archive.require(&main)?;
    let xml = xml::decode(&bytes);
    let line = body::read(&xml, &styles, numbering, &mut diagnostics)?;
    let line = line.ok_or_else(|| damaged(Format::Docx, format!("the part {main} has no body")))?;
    Ok(Main { name: main, xml: xml.into_owned(), line, diagnostics })
}

/// Reads a part that a document can do without; if it is damaged the document is read without it.
fn optional_part<Part: Default>(
    archive: &mut Archive<'_>,
    name: &str,
    diagnostics: &mut Vec<Diagnostic>,
    read: impl FnOnce(&str) -> Result<Part, ReadError>,
) -> Result<Part, ReadError> {
    let result = match archive.read(name) {
        Ok(Some(bytes)) => read(&xml::decode(&bytes)),
        Ok(None) => return Ok(Part::default()),
        Err(error) => Err(error),
    };
    match result {
        Err(ReadError::Damaged { reason, .. }) => {
            diagnostics.push(note("skipped-part", format!("the part {name} was left out: {reason}")));
            Ok(Part::default())
        }
        other => other,
    }
}

/// `word/document.xml` → `word/_rels/document.xml.rels`.
fn relations_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    format!("{folder}/_rels/{name}.rels").trim_start_matches('/').to_owned()
}

/// The part that a relation of a kind leads to. Damaged relations are as good as none: parts have usual names.
fn target(archive: &mut Archive<'_>, relations: &str, base: &str, kind: &str) -> Option<String> {
    let bytes = archive.read(relations).ok()??;
    let text = xml::decode(&bytes);
    let mut reader = XmlReader::new(&text, Format::Docx);
    while let Ok(Some(node)) = reader.next() {
        let Node::Open(element) = node else { continue };
        let is_wanted = element.attribute("Type").is_some_and(|value| value.ends_with(kind));
        let is_outside = element.attribute("TargetMode").is_some_and(|mode| mode == "External");
        if is_wanted && !is_outside {
            return element.attribute("Target").map(|target| resolve(base, &target));
        }
    }
    None
}

/// The properties of a paragraph that matter for its text.
#[derive(Clone, Debug, Default)]
struct ParagraphProperties {
    style: Option<String>,
    /// Number of the list, 0 for none.
    list: Option<u32>,
    level: Option<usize>,
    /// The paragraph mark was deleted or moved away in a tracked change.
    is_mark_deleted: bool,
    /// The paragraph mark is hidden: a style separator.
    is_mark_hidden: bool,
}

fn read_paragraph_properties(reader: &mut XmlReader<'_>) -> Result<ParagraphProperties, ReadError> {
    let mut properties = ParagraphProperties::default();
    reader.children(|reader, element| {
        match element.name() {
            "pStyle" => properties.style = element.attribute("val").map(String::from),
            "numPr" => reader.children(|_, element| {
                match element.name() {
                    "ilvl" => properties.level = number(element),
                    "numId" => properties.list = number(element),
                    _ => {}
                }
                Ok(())
            })?,
            "rPr" => reader.children(|_, element| {
                match element.name() {
                    "del" | "moveFrom" => properties.is_mark_deleted = true,
                    "vanish" => properties.is_mark_hidden = element.is_on(),
                    _ => {}
                }
                Ok(())
            })?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(properties)
}

/// Whether a run's properties hide it; `None` if they do not say.
fn read_hidden(reader: &mut XmlReader<'_>, styles: &Styles) -> Result<Option<bool>, ReadError> {
    let (mut direct, mut by_style) = (None, None);
    reader.children(|_, element| {
        match element.name() {
            "vanish" => direct = Some(element.is_on()),
            "rStyle" => by_style = element.attribute("val").and_then(|style| styles.hidden(&style)),
            _ => {}
        }
        Ok(())
    })?;
    Ok(direct.or(by_style))
}

/// The attribute `val` as a number.
fn number<Number: std::str::FromStr>(element: &xml::Element<'_>) -> Option<Number> {
    element.attribute("val")?.trim().parse().ok()
}
