//! Questions to the ledger and their answers, in plain types.

use std::ops::Range;

use duixian_text::Span;
use jiff::Timestamp;

use crate::correction::Correction;
use crate::identity::{DocumentId, FigureId, PromiseId};
use crate::rows::{DocumentRow, FigureFields, FigureRow, PromiseRow, Sentence, Text};

/// Which part of a long answer is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Counted from 1.
    pub number: u32,
    /// Rows on a page.
    pub size: u32,
}

impl Page {
    /// The whole answer, for exports.
    pub const ALL: Self = Self { number: 1, size: u32::MAX };

    /// Rows before the page.
    pub fn offset(self) -> u64 {
        u64::from(self.number.saturating_sub(1)) * u64::from(self.size)
    }
}

impl Default for Page {
    fn default() -> Self {
        Self { number: 1, size: 50 }
    }
}

/// A page of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paged<T> {
    /// The rows of the page.
    pub items: Vec<T>,
    /// The page.
    pub page: Page,
    /// Rows of the whole answer.
    pub total: u64,
}

/// Which documents. An empty filter takes all that are not deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentFilter {
    /// Words in the title, the file's name, the place or the meeting.
    pub text: Option<String>,
    /// A place: its own name or its whole path, joined by `/`.
    pub place: Option<String>,
    /// The year in which it was given.
    pub year: Option<u16>,
    /// Deleted ones instead of the others.
    pub deleted: bool,
}

/// Which figures. An empty filter takes all of documents that are not deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FigureFilter {
    /// Of one document.
    pub document: Option<DocumentId>,
    /// `fact target`
    pub kind: Option<String>,
    /// `level growth avg_growth change multiple rank ratio`
    pub measure: Option<String>,
    /// The indicator's code; `-` takes those that are no indicator, `*` all that are one.
    pub metric: Option<String>,
    /// `self city province nation firm other`
    pub region: Option<String>,
    /// The period as written; `-` takes those without one.
    pub period: Option<String>,
    /// Words in the figure, its subject or its sentence.
    pub text: Option<String>,
    /// Words in one of the headings above it.
    pub section: Option<String>,
    /// Of places whose own name or whole path (joined by `/`) this is.
    pub place: Option<String>,
    /// Only those corrected or marked wrong, or only the others.
    pub corrected: Option<bool>,
    /// Only those marked wrong, or only the others.
    pub wrong: Option<bool>,
    /// The order.
    pub sort: FigureSort,
    /// The order turned round.
    pub descending: bool,
}

/// The order of figures. Ties stand in the order of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FigureSort {
    /// Newest document first, then the order of its text.
    #[default]
    Text,
    /// By value; of a range or ratio its first number.
    Value,
    /// By the end of the period.
    Period,
    /// By the indicator's code.
    Metric,
    /// By the subject.
    Subject,
}

/// Which promises. An empty filter takes all of documents that are not deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PromiseFilter {
    /// Of one document.
    pub document: Option<DocumentId>,
    /// The field, whole.
    pub field: Option<String>,
    /// `result start progress aim direction`
    pub hardness: Option<String>,
    /// The period as written; `-` takes those without one.
    pub period: Option<String>,
    /// Words in one of the headings above it.
    pub section: Option<String>,
    /// Words in the promise or its sentence.
    pub text: Option<String>,
    /// Of places whose own name or whole path (joined by `/`) this is.
    pub place: Option<String>,
    /// Only those corrected or marked wrong, or only the others.
    pub corrected: Option<bool>,
    /// Only those marked wrong, or only the others.
    pub wrong: Option<bool>,
}

/// The little that must be known of a document beside something out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentBrief {
    /// Its id.
    pub id: DocumentId,
    /// The file's name.
    pub name: String,
    /// The title.
    pub title: Option<String>,
    /// Names of the place from the highest named level down.
    pub place: Vec<String>,
    /// The year in which it was given.
    pub year: Option<u16>,
}

/// A figure in a list or an export, with its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureItem {
    /// The figure.
    pub figure: FigureRow,
    /// The clean text of its sentence.
    pub sentence: String,
    /// The sentence's place in the original.
    pub sentence_span: Span,
    /// Its document.
    pub document: DocumentBrief,
}

/// A promise in a list or an export, with its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromiseItem {
    /// The promise.
    pub promise: PromiseRow,
    /// The clean text of its sentence.
    pub sentence: String,
    /// The sentence's place in the original.
    pub sentence_span: Span,
    /// Its document.
    pub document: DocumentBrief,
}

/// A document as it is read on a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentView {
    /// The document.
    pub document: DocumentRow,
    /// Text and structure.
    pub text: Text,
    /// Figures in order of the text, also those marked wrong.
    pub figures: Vec<FigureRow>,
    /// Promises in order of the text, also those marked wrong.
    pub promises: Vec<PromiseRow>,
    /// Corrections in force that the present reading has no place for.
    pub orphans: Vec<Correction>,
}

/// A figure with everything known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureView {
    /// The figure with the rule behind each field.
    pub figure: FigureRow,
    /// Its document.
    pub document: DocumentBrief,
    /// Its sentence.
    pub sentence: Sentence,
    /// The sentence before it, if there is one.
    pub before: Option<Sentence>,
    /// The sentence behind it, if there is one.
    pub behind: Option<Sentence>,
    /// All corrections, also withdrawn ones, in their order.
    pub history: Vec<Correction>,
}

/// A promise with everything known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromiseView {
    /// The promise with the rule behind each field.
    pub promise: PromiseRow,
    /// The figures it carries.
    pub figures: Vec<FigureRow>,
    /// Its document.
    pub document: DocumentBrief,
    /// Its sentence.
    pub sentence: Sentence,
    /// The sentence before it, if there is one.
    pub before: Option<Sentence>,
    /// The sentence behind it, if there is one.
    pub behind: Option<Sentence>,
    /// All corrections, also withdrawn ones, in their order.
    pub history: Vec<Correction>,
}

/// An indicator that has figures, with how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorCount {
    /// The code in the codebook.
    pub code: String,
    /// Facts.
    pub facts: u64,
    /// Targets.
    pub targets: u64,
    /// Documents that speak of it.
    pub documents: u64,
    /// Places whose value is given.
    pub places: u64,
}

/// One value of an indicator in one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorPoint {
    /// Whose value it is, from the highest named level down: the document's place for `self`, the city, province or
    /// country above it where the figure says so. Empty where the document names no such place.
    pub place: Vec<String>,
    /// The figure's region as shown: `self city province nation`.
    pub region: String,
    /// First and last month of the period as `year × 100 + month`; `None` where the period is none.
    pub months: Option<(u32, u32)>,
    /// The figure.
    pub figure: FigureId,
    /// The figure's fields.
    pub fields: FigureFields,
    /// The figure's words.
    pub text: String,
    /// Its place in the document.
    pub span: Span,
    /// Whether a person corrected it.
    pub corrected: bool,
    /// The document.
    pub document: DocumentBrief,
}

/// What the newest document of one place says in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// The place; empty where the document names none.
    pub place: Vec<String>,
    /// The newest document of the place.
    pub document: DocumentRow,
    /// Targets of indicators for the coming year, each with the last actual value, in order of the codebook.
    pub targets: Vec<HeadlineTarget>,
    /// How many promises of each hardness, from the hardest down, those marked wrong left out.
    pub promises_by_hardness: Vec<(String, u64)>,
    /// How many figures in each field, in order of the text, those marked wrong left out.
    pub fields: Vec<FieldCount>,
}

impl Overview {
    /// The share of hard promises: those of hardness `result`, over all that are not marked wrong.
    pub fn hard_promises(&self) -> (u64, u64) {
        let hard = self.promises_by_hardness.iter().find(|(hardness, _)| hardness == "result");
        let all = self.promises_by_hardness.iter().map(|(_, count)| count).sum();
        (hard.map_or(0, |(_, count)| *count), all)
    }
}

/// A target of an indicator, and what was reached last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadlineTarget {
    /// The target.
    pub target: FigureRow,
    /// The clean text of its sentence.
    pub sentence: String,
    /// The sentence's place in the original.
    pub sentence_span: Span,
    /// The latest fact of the same place, indicator, measure and unit in any document, if there is one.
    pub actual: Option<FigureItem>,
}

/// How many figures stand under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldCount {
    /// The heading; empty for text before the first one.
    pub field: String,
    /// Facts.
    pub facts: u64,
    /// Targets.
    pub targets: u64,
}

/// A sentence found by a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchHit {
    /// Its document.
    pub document: DocumentBrief,
    /// Index of the sentence in the document.
    pub ordinal: u32,
    /// The sentence.
    pub sentence: Sentence,
    /// The headings above it, from the top level down.
    pub section_path: Vec<String>,
    /// Ranges of code points of the sentence's text that match.
    pub highlights: Vec<Range<u32>>,
    /// Figures in the sentence.
    pub figures: Vec<FigureId>,
    /// Promises in the sentence.
    pub promises: Vec<PromiseId>,
}

/// A file to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its name; only kept to be shown.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A file that is in the ledger now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// The document.
    pub document: DocumentId,
    /// How it came in.
    pub outcome: AddOutcome,
}

/// How a file came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddOutcome {
    /// It is new.
    Added,
    /// The same bytes were there.
    AlreadyThere,
    /// The same bytes were there, deleted, and are restored.
    Restored,
}

/// How far a long act has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Files or documents done.
    pub done: usize,
    /// Files or documents in all.
    pub total: usize,
    /// The name of the last one done.
    pub name: String,
}

/// What a re-reading or a rebuilding did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reread {
    /// Documents read again.
    pub documents: usize,
    /// Corrections in force that found no place; see [`DocumentView::orphans`].
    pub orphans: usize,
    /// Documents that could not be read any more and stay as they were.
    pub failed: usize,
}

/// How a ledger stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Documents that are not deleted.
    pub documents: u64,
    /// Figures of those.
    pub figures: u64,
    /// Promises of those.
    pub promises: u64,
    /// The sequence of the last event.
    pub last_event: u64,
    /// When it happened.
    pub last_event_at: Option<Timestamp>,
}
