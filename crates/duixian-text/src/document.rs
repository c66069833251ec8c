//! What reading a report gives: its text, what it says of itself, and its structure.

use std::fmt;

use crate::{ByteSpan, Extracted, OffsetMap, Span, clean, structure};

/// A supported file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text in UTF-8, UTF-16 or GB18030.
    Txt,
    /// Word 2007 and later (OOXML).
    Docx,
    /// Word 97–2003.
    Doc,
    /// Open fixed-layout document, GB/T 33190.
    Ofd,
    /// A web page.
    Html,
    /// PDF with a text layer.
    Pdf,
}

impl Format {
    /// The usual file ending, without its dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Txt => "txt",
            Self::Docx => "docx",
            Self::Doc => "doc",
            Self::Ofd => "ofd",
            Self::Html => "html",
            Self::Pdf => "pdf",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.extension())
    }
}

/// Something odd that did not stop the reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A short stable code, e.g. `repaired-line-breaks`.
    pub code: &'static str,
    /// What was found and what was done, in English.
    pub message: String,
    /// Where, in the original text, if it has a place.
    pub span: Option<Span>,
}

/// A place of the administrative tree as the text names it, from the province down.
///
/// Levels that the text does not name are absent: nothing is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Names from the highest named level down, e.g. `["云岭市", "清河区"]`. Empty if no place was found.
    pub path: Vec<String>,
}

impl Place {
    /// The place's own name, e.g. `清河区`.
    pub fn name(&self) -> Option<&str> {
        self.path.last().map(String::as_str)
    }
}

/// What the report says of itself above its first paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The title, spaces between its characters removed: `政府工作报告`.
    pub title: Option<String>,
    /// The government's area.
    pub place: Place,
    /// The year in which the report was given; it reviews the year before and plans this one.
    pub year: Option<u16>,
    /// The meeting, e.g. `第十九届人民代表大会第三次会议`.
    pub meeting: Option<String>,
    /// The day, ISO 8601 (`2024-01-17`).
    pub date: Option<String>,
    /// Who gave the report.
    pub speaker: Option<String>,
}

/// A part of the section tree: `一、`, `（一）`, `一是`, or a paragraph's lead sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Depth: 1 for `一、`, 2 for `（一）`, 3 for a lead (a heading line of its own, or a paragraph's short first
    /// sentence), 4 for `一是`.
    pub level: u8,
    /// The heading without its numbering, in clean text.
    pub heading: ByteSpan,
    /// The numbering as printed (`（一）`); empty for a lead.
    pub number: ByteSpan,
    /// Heading and everything below it.
    pub span: ByteSpan,
    /// Index of the section it stands in.
    pub parent: Option<u32>,
}

/// A paragraph of running text or a heading line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its place in the clean text, without the line break.
    pub span: ByteSpan,
    /// Index of the innermost section it stands in or opens.
    pub section: Option<u32>,
    /// Whether the whole paragraph is a heading.
    pub is_heading: bool,
}

/// A sentence: up to and with `。`, `！` or `？` and the closing marks behind it, or the paragraph's end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its place in the clean text.
    pub span: ByteSpan,
    /// Index of its paragraph.
    pub paragraph: u32,
    /// Index of the innermost section at its start (a lead or `一是` inside a paragraph counts).
    pub section: Option<u32>,
}

/// A report that was read.
#[derive(Clone, Debug)]
pub struct Document {
    /// The format it came in.
    pub format: Format,
    /// The original text; [`Span`]s count its code points.
    pub original: String,
    /// The repaired text; [`ByteSpan`]s are bytes of it.
    pub clean: String,
    /// From clean bytes to original code points and back.
    pub map: OffsetMap,
    /// What the report says of itself.
    pub header: Header,
    /// The section tree in reading order, parents before children.
    pub sections: Vec<Section>,
    /// All paragraphs in reading order.
    pub paragraphs: Vec<Paragraph>,
    /// All sentences in reading order; headings are sentences too.
    pub sentences: Vec<Sentence>,
    /// What was odd.
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// Cleans and structures extracted text.
    pub fn from_extracted(extracted: Extracted) -> Self {
        let Extracted { format, text: original, mut diagnostics } = extracted;
        let (clean, map) = clean::clean(&original, &mut diagnostics);
        let structure = structure::structure(&clean);
        Self {
            format,
            original,
            map,
            header: structure.header,
            sections: structure.sections,
            paragraphs: structure.paragraphs,
            sentences: structure.sentences,
            clean,
            diagnostics,
        }
    }

    /// Reads plain text that is already a string.
    pub fn from_text(text: &str) -> Self {
        Self::from_extracted(Extracted { format: Format::Txt, text: text.to_owned(), diagnostics: Vec::new() })
    }

    /// The clean text of a span.
    pub fn text(&self, span: ByteSpan) -> &str {
        span.of(&self.clean)
    }

    /// The place of a clean span in the original text.
    pub fn original_span(&self, span: ByteSpan) -> Span {
        self.map.to_original(&self.clean, span)
    }

    /// The index of the sentence that holds a clean offset.
    pub fn sentence_at(&self, offset: u32) -> Option<usize> {
        let index = self.sentences.partition_point(|sentence| sentence.span.end <= offset);
        (self.sentences.get(index)?.span.start <= offset).then_some(index)
    }

    /// The headings from the top level down to `section`.
    pub fn section_path(&self, section: Option<u32>) -> Vec<&str> {
        let mut path = Vec::new();
        let mut next = section;
        while let Some(found) = next.and_then(|index| self.sections.get(index as usize)) {
            path.push(self.text(found.heading));
            next = found.parent;
        }
        path.reverse();
        path
    }
}
