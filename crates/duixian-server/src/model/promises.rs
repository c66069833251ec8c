//! Promises: the list and one promise with the reasons for each of its fields.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::codes::Hardness;
use super::corrections::{Correction, HistoryEntry};
use super::figures::{Figure, Rule};
use super::{DocumentReference, ListFormat, PlacedText, Span, TableLanguage};

/// An action to be done in a coming period, corrections applied.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Promise {
    /// Its id; the same over a new reading as long as it is the same text at the same place.
    pub(crate) id: String,
    /// The document it stands in.
    pub(crate) document: DocumentReference,
    /// The place of its clause in the original text. Several promises may share one.
    pub(crate) span: Span,
    /// The words at that place, with the text's repairs.
    pub(crate) text: String,
    /// The verb or verbs.
    pub(crate) action: String,
    /// What it is done to, shared heads restored.
    pub(crate) object: String,
    /// How firmly it binds.
    pub(crate) hardness: Hardness,
    /// The field of work: the heading it stands under; empty if there is none.
    pub(crate) field: String,
    /// By when or during which time.
    pub(crate) period: Option<String>,
    /// Ids of its figures.
    pub(crate) figures: Vec<String>,
    /// The headings above it, from the top level down.
    pub(crate) section: Vec<String>,
    /// The sentence it stands in, with the text's repairs.
    pub(crate) sentence: String,
    /// The sentence's place in the original text.
    pub(crate) sentence_span: Span,
    /// The correction in force.
    pub(crate) correction: Option<Correction>,
    /// The matter that was made of it.
    pub(crate) task: Option<TaskBrief>,
}

/// The matter that was made of a promise, at a glance.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct TaskBrief {
    /// The matter's id.
    pub(crate) id: String,
    /// Its kind.
    pub(crate) kind: String,
    /// Its number.
    pub(crate) number: String,
    /// Its state.
    pub(crate) state: String,
    /// What the state means: `open`, `paused`, `done` or `void`.
    pub(crate) state_kind: String,
    /// The unit that leads.
    pub(crate) lead: Option<String>,
    /// Whether a clock ended unmet.
    pub(crate) late: bool,
    /// Whether somebody else than the owner said that the work is done.
    pub(crate) verified: bool,
    /// The nearest end of a running clock.
    #[schema(format = DateTime)]
    pub(crate) due: Option<String>,
    /// `green` verified, `blue` in time, `amber` warned of an end that comes near, `red` late, `grey` ended without a result.
    pub(crate) lamp: String,
}

/// A promise with the reasons for each field, its neighbourhood and its history.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PromiseDetail {
    /// The promise.
    pub(crate) promise: Promise,
    /// Its figures.
    pub(crate) figures: Vec<Figure>,
    /// The rule behind each field as read.
    pub(crate) rules: Vec<Rule>,
    /// The sentence it stands in.
    pub(crate) sentence: PlacedText,
    /// The sentence before.
    pub(crate) sentence_before: Option<PlacedText>,
    /// The sentence behind.
    pub(crate) sentence_after: Option<PlacedText>,
    /// All corrections, also withdrawn ones, the oldest first.
    pub(crate) history: Vec<HistoryEntry>,
}

/// A field of work with how many promises it has.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PromiseField {
    /// The field, as it stands in promises and filters; empty for those under no heading.
    pub(crate) field: String,
    /// Promises in it that meet the filter.
    pub(crate) promises: u64,
}

/// All fields of work that promises have.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PromiseFields {
    /// The fields, those of the newest report first, in order of the text.
    pub(crate) items: Vec<PromiseField>,
}

/// Filter of the fields of promises: that of the list but for the field itself.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PromiseFieldQuery {
    /// A document's id.
    pub(crate) document: Option<String>,
    /// Words in one of the headings above it.
    pub(crate) section: Option<String>,
    /// How firmly it binds.
    #[param(inline)]
    pub(crate) hardness: Option<Hardness>,
    /// A period, written as in the promises; `-` takes those without one.
    pub(crate) period: Option<String>,
    /// A place: its own name, or its whole path joined by `/`.
    pub(crate) place: Option<String>,
    /// Words of the promise or its sentence.
    pub(crate) query: Option<String>,
    /// `true`: only those corrected or marked as wrong; `false`: only the others.
    pub(crate) corrected: Option<bool>,
    /// `true`: only those marked as wrong; `false`: only the others.
    pub(crate) wrong: Option<bool>,
}

/// Filter of the list of promises; all parts must hold.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PromiseQuery {
    /// A document's id.
    pub(crate) document: Option<String>,
    /// The field of work, exactly.
    pub(crate) field: Option<String>,
    /// Words in one of the headings above it.
    pub(crate) section: Option<String>,
    /// How firmly it binds.
    #[param(inline)]
    pub(crate) hardness: Option<Hardness>,
    /// A period, written as in the promises; `-` takes those without one.
    pub(crate) period: Option<String>,
    /// A place: its own name, or its whole path joined by `/`.
    pub(crate) place: Option<String>,
    /// Words of the promise or its sentence.
    pub(crate) query: Option<String>,
    /// `true`: only those corrected or marked as wrong; `false`: only the others.
    pub(crate) corrected: Option<bool>,
    /// `true`: only those marked as wrong; `false`: only the others.
    pub(crate) wrong: Option<bool>,
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
