//! Documents: the list, the reading view, uploads.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::codes::FileFormat;
use super::figures::Figure;
use super::promises::Promise;
use super::{ListFormat, Span, TableLanguage};
use crate::problem::Problem;

/// A document as lists show it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Document {
    /// Its id.
    pub(crate) id: String,
    /// The file's name as it was given.
    pub(crate) name: String,
    /// The file's format.
    pub(crate) format: FileFormat,
    /// The file's size in bytes.
    pub(crate) bytes: u64,
    /// The title that the text tells.
    pub(crate) title: Option<String>,
    /// The government's area, names from the highest down joined by `/`; empty if the text tells none.
    pub(crate) place: String,
    /// The year in which the report was given.
    pub(crate) year: Option<u16>,
    /// The meeting at which it was given.
    pub(crate) meeting: Option<String>,
    /// The day on which it was given, ISO 8601.
    pub(crate) date: Option<String>,
    /// Who gave it.
    pub(crate) speaker: Option<String>,
    /// Number of figures, those marked as wrong too.
    pub(crate) figures: u64,
    /// Number of promises, those marked as wrong too.
    pub(crate) promises: u64,
    /// Code points of its text.
    pub(crate) length: u32,
    /// When it was added, RFC 3339.
    #[schema(format = DateTime)]
    pub(crate) added_at: String,
    /// Who added it.
    pub(crate) added_by: String,
    /// Whether it was deleted (and can be restored).
    pub(crate) deleted: bool,
}

/// A part of the section tree; parents come before their children.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct OutlineEntry {
    /// Its number in `outline`, counted from 0.
    pub(crate) index: u32,
    /// Index of the section it stands in.
    pub(crate) parent: Option<u32>,
    /// Depth: 1 for 一、, 2 for （一）, 3 for a lead, 4 for 一是.
    pub(crate) level: u8,
    /// The numbering as printed; empty for a lead.
    pub(crate) number: String,
    /// The heading without its numbering.
    pub(crate) heading: String,
    /// Heading and everything below it.
    pub(crate) span: Span,
}

/// A paragraph or a heading line.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ParagraphText {
    /// Its place in the original text.
    pub(crate) span: Span,
    /// Exactly the original text at that place: offset n of the document is code point n - start here.
    pub(crate) text: String,
    /// Stretches of the original that a reader should not see: debris, broken lines, spaces inside numbers.
    pub(crate) repaired: Vec<Span>,
    /// Index of the innermost section it stands in or opens.
    pub(crate) section: Option<u32>,
    /// Whether the whole paragraph is a heading.
    pub(crate) is_heading: bool,
}

/// Something odd that did not stop the reading.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Diagnostic {
    /// A short stable code.
    pub(crate) code: String,
    /// What was found and what was done, in English.
    pub(crate) message: String,
    /// Where, if it has a place.
    pub(crate) span: Option<Span>,
}

/// A document with its text and everything read out of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DocumentView {
    /// The document as lists show it.
    pub(crate) document: Document,
    /// The section tree in reading order.
    pub(crate) outline: Vec<OutlineEntry>,
    /// All paragraphs in reading order.
    pub(crate) paragraphs: Vec<ParagraphText>,
    /// All figures in reading order, those marked as wrong too. Two may share a span.
    pub(crate) figures: Vec<Figure>,
    /// All promises in reading order, those marked as wrong too. Their spans enclose figures.
    pub(crate) promises: Vec<Promise>,
    /// What was odd.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Corrections that no longer fit anything that the present engine reads.
    pub(crate) orphaned_corrections: Vec<OrphanedCorrection>,
}

/// A correction whose figure or promise the present engine no longer finds. It is kept.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct OrphanedCorrection {
    /// The event that made it.
    pub(crate) event: String,
    /// Whether it was about a figure or a promise: `figure` or `promise`.
    pub(crate) subject: String,
    /// Where the corrected thing stood.
    pub(crate) span: Span,
    /// The text that stood there.
    pub(crate) text: String,
    /// Who corrected.
    pub(crate) actor: String,
    /// Why.
    pub(crate) reason: String,
    /// When, RFC 3339.
    #[schema(format = DateTime)]
    pub(crate) at: String,
}

/// Filter of the list of documents.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentQuery {
    /// Words of the title, the file's name, the place or the meeting.
    pub(crate) query: Option<String>,
    /// A place: its own name, or its whole path joined by `/`.
    pub(crate) place: Option<String>,
    /// The year in which it was given.
    pub(crate) year: Option<u16>,
    /// `true` lists the deleted documents instead.
    pub(crate) deleted: Option<bool>,
    /// Number of the page, from 1.
    #[param(minimum = 1)]
    pub(crate) page: Option<u32>,
    /// Items a page, 1 to 500, usually 50.
    #[param(minimum = 1, maximum = 500)]
    pub(crate) size: Option<u32>,
    /// `json` gives a page, `csv` and `xlsx` all rows.
    #[param(inline)]
    pub(crate) format: Option<ListFormat>,
    /// The language of `csv` and `xlsx`; that of `Accept-Language` if left out.
    #[param(inline)]
    pub(crate) lang: Option<TableLanguage>,
}

/// What became of one uploaded file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum UploadStatus {
    /// It is a new document.
    Added,
    /// The same bytes were there already; `document` is the one that was there.
    AlreadyThere,
    /// The same bytes were there, deleted, and are restored.
    Restored,
    /// It could not be read; `problem` says why.
    Failed,
}

/// What became of one uploaded file.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UploadedFile {
    /// The file's name as the browser gave it.
    pub(crate) name: String,
    /// What became of it.
    pub(crate) status: UploadStatus,
    /// The document, unless it failed.
    pub(crate) document: Option<Document>,
    /// Why it failed.
    pub(crate) problem: Option<Problem>,
}

/// What became of each uploaded file, in the order of upload.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UploadReport {
    /// One entry a file.
    pub(crate) files: Vec<UploadedFile>,
}

/// An upload: one or more files, each in a part named `file`.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the multipart body; the route reads it as a stream")]
pub(crate) struct UploadForm {
    /// The files.
    #[schema(value_type = Vec<String>, format = Binary)]
    file: Vec<u8>,
}
