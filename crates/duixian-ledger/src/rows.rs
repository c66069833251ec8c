//! The current rows of the ledger in plain types: what a store keeps beside the events, and gives back.
//!
//! Stores keep them as JSON; they can always be rebuilt from the events, so their form may change with the version
//! of the rows, unlike that of the events.
//!
//! Spans count code points of the document's original text. Values are exact decimal strings, never floats.

use duixian_text::Span;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::identity::{ContentHash, DocumentId, EventId, FigureId, PromiseId};

/// A document (文档) without its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentRow {
    /// Its id.
    pub id: DocumentId,
    /// Names its original bytes.
    pub content: ContentHash,
    /// The file's name when it was added; only to be shown.
    pub name: String,
    /// Size of the original in bytes.
    pub size: u64,
    /// The format found, as a file ending: `docx`.
    pub format: String,
    /// The version of the reading rules that gave the rows.
    pub engine_version: u32,
    /// What the document says of itself.
    pub header: Header,
    /// How much was read.
    pub counts: Counts,
    /// When it was added.
    pub added_at: Timestamp,
    /// Who added it.
    pub added_by: String,
    /// When it was deleted, if it is.
    pub deleted_at: Option<Timestamp>,
    /// The sequence of the last event about it.
    pub revision: u64,
}

impl DocumentRow {
    /// The little that must be known of it beside something out of it.
    pub fn brief(&self) -> crate::query::DocumentBrief {
        crate::query::DocumentBrief {
            id: self.id.clone(),
            name: self.name.clone(),
            title: self.header.title.clone(),
            place: self.header.place.clone(),
            year: self.header.year,
        }
    }
}

/// What a document says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The title.
    pub title: Option<String>,
    /// Names of the place from the highest named level down; empty if the text names none.
    pub place: Vec<String>,
    /// The year in which it was given.
    pub year: Option<u16>,
    /// The meeting.
    pub meeting: Option<String>,
    /// The day, ISO 8601.
    pub date: Option<String>,
    /// Who gave it.
    pub speaker: Option<String>,
}

/// How much was read of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Code points of the original text.
    pub code_points: u32,
    /// Paragraphs.
    pub paragraphs: u32,
    /// Sentences.
    pub sentences: u32,
    /// Figures, also those marked wrong.
    pub figures: u32,
    /// Promises, also those marked wrong.
    pub promises: u32,
}

/// A part of the section tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Depth, 1 at the top.
    pub level: u8,
    /// The numbering as printed; empty for a lead.
    pub number: String,
    /// The heading without its numbering.
    pub heading: String,
    /// Heading and everything below it.
    #[serde(with = "crate::stored::span")]
    pub span: Span,
    /// Index of the section it stands in.
    pub parent: Option<u32>,
}

/// A paragraph as it stands in the original.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Its place.
    #[serde(with = "crate::stored::span")]
    pub span: Span,
    /// The original text of exactly that place, so that spans can be cut out of it by code points.
    pub text: String,
    /// Stretches of the original that a reader should not see: debris, broken lines, spaces inside numbers.
    #[serde(with = "crate::stored::spans")]
    pub repaired: Vec<Span>,
    /// Index of the innermost section it stands in or opens.
    pub section: Option<u32>,
    /// Whether the whole paragraph is a heading.
    pub is_heading: bool,
}

/// A sentence in clean text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Its place in the original.
    #[serde(with = "crate::stored::span")]
    pub span: Span,
    /// Its clean text.
    pub text: String,
    /// Index of its paragraph.
    pub paragraph: u32,
    /// Index of the innermost section at its start.
    pub section: Option<u32>,
}

/// Something odd that did not stop the reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// A short stable code.
    pub code: String,
    /// What was found and done.
    pub message: String,
    /// Where, if it has a place.
    #[serde(with = "crate::stored::span_or_none")]
    pub span: Option<Span>,
}

/// The text of a document with its structure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The section tree in reading order, parents before children.
    pub sections: Vec<Section>,
    /// All paragraphs in reading order.
    pub paragraphs: Vec<Paragraph>,
    /// All sentences in reading order.
    pub sentences: Vec<Sentence>,
    /// What was odd.
    pub diagnostics: Vec<Diagnostic>,
}

impl Text {
    /// The headings from the top level down to `section`.
    pub fn section_path(&self, section: Option<u32>) -> Vec<&str> {
        let mut path = Vec::new();
        let mut next = section;
        while let Some(found) = next.and_then(|index| self.sections.get(index as usize)) {
            if path.len() > self.sections.len() {
                break;
            }
            path.push(found.heading.as_str());
            next = found.parent;
        }
        path.reverse();
        path
    }
}

/// The fields of a figure that can be corrected, in the notation of `docs/figures.md`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureFields {
    /// The value in base units.
    pub value: String,
    /// The unit as written, without 万 and 亿; empty where there is none.
    pub unit: String,
    /// `eq approx ge le more near range`.
    pub bound: String,
    /// `level growth avg_growth change multiple rank ratio`.
    pub measure: String,
    /// `fact target`.
    pub kind: String,
    /// The period, if there is one.
    pub period: Option<String>,
    /// `self city province nation firm other`.
    pub region: String,
    /// The indicator's code, if the thing measured is one.
    pub metric: Option<String>,
    /// What is measured.
    pub subject: String,
}

/// The fields of a promise that can be corrected, in the notation of `docs/promises.md`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseFields {
    /// The verb or verbs.
    pub action: String,
    /// What it is done to.
    pub object: String,
    /// `result start progress aim direction`.
    pub hardness: String,
    /// The section it stands in; empty if there is none.
    pub field: String,
    /// By when or during which time.
    pub period: Option<String>,
}

/// Which rule gave a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The field.
    pub field: String,
    /// The rule's stable name.
    pub rule: String,
    /// The words that the rule saw, with their place.
    pub evidence: Option<Evidence>,
}

/// Words of the text that a rule saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Their place.
    #[serde(with = "crate::stored::span")]
    pub span: Span,
    /// The words.
    pub text: String,
}

/// Who corrected a figure or a promise last, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionNote {
    /// The event of the correction.
    pub event: EventId,
    /// Who.
    pub by: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// A figure (数据) with its corrections applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureRow {
    /// Its id.
    pub id: FigureId,
    /// Its document.
    pub document: DocumentId,
    /// Its place in the order of the document's figures, from 0.
    pub ordinal: u32,
    /// Its place in the original text.
    #[serde(with = "crate::stored::span")]
    pub span: Span,
    /// Its words in clean text.
    pub text: String,
    /// The fields to be shown: as read, with corrections applied.
    pub fields: FigureFields,
    /// The fields as read.
    pub read: FigureFields,
    /// The last correction in force, if any.
    pub correction: Option<CorrectionNote>,
    /// Whether a person said that it is no figure, or wholly misread.
    pub wrong: bool,
    /// Index of its sentence.
    pub sentence: u32,
    /// Headings from the top level down.
    pub section_path: Vec<String>,
    /// Which rule gave each field as read.
    pub rules: Vec<Rule>,
}

/// A promise (承诺) with its corrections applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseRow {
    /// Its id.
    pub id: PromiseId,
    /// Its document.
    pub document: DocumentId,
    /// Its place in the order of the document's promises, from 0.
    pub ordinal: u32,
    /// The place of its clause in the original text.
    #[serde(with = "crate::stored::span")]
    pub span: Span,
    /// The clause in clean text.
    pub text: String,
    /// The fields to be shown: as read, with corrections applied.
    pub fields: PromiseFields,
    /// The fields as read.
    pub read: PromiseFields,
    /// The last correction in force, if any.
    pub correction: Option<CorrectionNote>,
    /// Whether a person said that it is no promise, or wholly misread.
    pub wrong: bool,
    /// Index of its sentence.
    pub sentence: u32,
    /// Headings from the top level down.
    pub section_path: Vec<String>,
    /// The figures it carries.
    pub figures: Vec<FigureId>,
    /// Which rule gave each field as read.
    pub rules: Vec<Rule>,
}

/// Everything read out of one document, corrections applied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Text and structure.
    pub text: Text,
    /// Figures in order of the text.
    pub figures: Vec<FigureRow>,
    /// Promises in order of the text.
    pub promises: Vec<PromiseRow>,
}
