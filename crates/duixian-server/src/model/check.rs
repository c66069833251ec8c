//! The check of a draft.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::documents::{OutlineEntry, ParagraphText};
use super::threads::Decided;
use super::{DocumentReference, PlacedText, Span};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Severity {
    /// It cannot be right.
    Error,
    /// It is most likely wrong.
    Warning,
    /// Worth a second look before it is read out.
    Notice,
}

/// Whether a relation holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Holds {
    /// Some values that the printed numbers can stand for satisfy it.
    Yes,
    /// None does.
    No,
    /// Nothing in the texts tells.
    Undecided,
}

/// Words of the draft or of an earlier document.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CheckedPlace {
    /// The earlier document; absent for the draft itself.
    pub(crate) document: Option<DocumentReference>,
    /// Their place in the original text.
    pub(crate) span: Span,
    /// The words.
    pub(crate) text: String,
    /// Their sentence.
    pub(crate) sentence: PlacedText,
}

/// A value that would agree at its place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct WouldAgree {
    /// Where it would stand.
    pub(crate) place: CheckedPlace,
    /// The value, printed as the figure there is.
    pub(crate) text: String,
}

/// A relation that does not hold.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FindingView {
    /// Its code, as docs/checks.md lists them.
    pub(crate) code: String,
    /// What is wrong, in a few words.
    pub(crate) title: String,
    /// How much it weighs.
    pub(crate) severity: Severity,
    /// The severity's name.
    pub(crate) severity_name: String,
    /// What is wrong, with what was computed.
    pub(crate) message: String,
    /// What was computed, in the figures' own words.
    pub(crate) computed: String,
    /// What would agree.
    pub(crate) would_agree: Vec<WouldAgree>,
    /// What to try.
    pub(crate) suggestion: String,
    /// Names the finding over versions of the draft; it is waived by it.
    pub(crate) fingerprint: String,
    /// The words it is between; those of the draft come first.
    pub(crate) places: Vec<CheckedPlace>,
    /// The decision that waives it.
    pub(crate) waived: Option<Decided>,
}

/// A relation that was understood.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct RelationView {
    /// Its code.
    pub(crate) code: String,
    /// Whether it holds.
    pub(crate) holds: Holds,
    /// What it would weigh if it did not hold.
    pub(crate) severity: Severity,
    /// What was computed.
    pub(crate) computed: String,
    /// The words it is between.
    pub(crate) places: Vec<CheckedPlace>,
}

/// The draft as it was read; it is not kept.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DraftView {
    /// Its title.
    pub(crate) title: Option<String>,
    /// Its place: as given, else as it says itself; empty if nothing tells it.
    pub(crate) place: String,
    /// Its year: as given, else as it says itself.
    pub(crate) year: Option<u16>,
    /// Its format, as a file ending.
    pub(crate) format: String,
    /// Its section tree.
    pub(crate) outline: Vec<OutlineEntry>,
    /// Its paragraphs.
    pub(crate) paragraphs: Vec<ParagraphText>,
}

/// How many findings there are, those waived left out.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub(crate) struct FindingCounts {
    /// Errors.
    pub(crate) errors: u64,
    /// Warnings.
    pub(crate) warnings: u64,
    /// Notices.
    pub(crate) notices: u64,
    /// Findings that a person waived.
    pub(crate) waived: u64,
    /// Relations that were understood, those that hold too.
    pub(crate) relations: u64,
}

/// A checked draft.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CheckView {
    /// The draft.
    pub(crate) draft: DraftView,
    /// The place by which findings are waived.
    pub(crate) place: String,
    /// The documents it was held against, the oldest first.
    pub(crate) against: Vec<DocumentReference>,
    /// How many findings there are.
    pub(crate) counts: FindingCounts,
    /// The findings in order of the draft; those of earlier documents alone come last.
    pub(crate) findings: Vec<FindingView>,
    /// All relations, where they were asked for.
    pub(crate) relations: Option<Vec<RelationView>>,
}

/// A draft to be checked.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "describes the multipart body; the route reads it as a stream")]
pub(crate) struct DraftForm {
    /// The draft.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// Its place where it does not say it: its own name, or its whole path joined by `/`.
    place: Option<String>,
    /// Its year where it does not say it.
    year: Option<u16>,
    /// Ids of documents to hold it against, separated by commas; the ten newest earlier ones of its place if left out.
    against: Option<String>,
    /// `true` gives all relations, those that hold too.
    explain: Option<bool>,
    /// Who checks: the author of the comments in a Word file.
    author: Option<String>,
}
