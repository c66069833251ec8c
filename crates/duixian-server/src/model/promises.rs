//! Promises: the list and one promise with the reasons for each of its fields.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::codes::Hardness;
use super::corrections::{Correction, HistoryEntry};
use super::figures::{Figure, Rule};
use super::{DocumentReference, ListFormat, SentenceText, Span};

/// An action to be done in a coming period, corrections applied.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Promise {
    /// Its id; the same over a new reading as long as it is the same text at the same place.
    pub(crate) id: String,
    /// The document it stands in.
    pub(crate) document: DocumentReference,
    /// The place of its clause in the original text. Several promises may share one.
    pub(crate) span: Span,
    /// The original text at that place.
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
    /// The sentence it stands in.
    pub(crate) sentence: SentenceText,
    /// The correction in force.
    pub(crate) correction: Option<Correction>,
}

/// A promise with the reasons for each field, its neighbourhood and its history.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PromiseDetail {
    /// The promise.
    pub(crate) promise: Promise,
    /// Its figures.
    pub(crate) figures: Vec<Figure>,
    /// The rule behind each field.
    pub(crate) rules: Vec<Rule>,
    /// The sentence before, in the same paragraph or the one above.
    pub(crate) sentence_before: Option<SentenceText>,
    /// The sentence behind.
    pub(crate) sentence_after: Option<SentenceText>,
    /// Corrections and withdrawals, the oldest first.
    pub(crate) history: Vec<HistoryEntry>,
}

/// The order of a list of promises.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PromiseSort {
    /// Documents by time of adding, then places in the text.
    #[default]
    Position,
    /// The hardest first.
    Hardness,
    /// By field of work.
    Field,
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
    /// Any heading it stands under, without numbering, exactly.
    pub(crate) section: Option<String>,
    /// How firmly it binds.
    #[param(inline)]
    pub(crate) hardness: Option<Hardness>,
    /// Words of the action, the object or the sentence.
    pub(crate) query: Option<String>,
    /// `true`: only corrected ones; `false`: only those as read.
    pub(crate) corrected: Option<bool>,
    /// The order; usually by position.
    #[param(inline)]
    pub(crate) sort: Option<PromiseSort>,
    /// Number of the page, from 1.
    #[param(minimum = 1)]
    pub(crate) page: Option<u32>,
    /// Items a page, 1 to 500, usually 50.
    #[param(minimum = 1, maximum = 500)]
    pub(crate) size: Option<u32>,
    /// `json` gives a page, `csv` and `xlsx` all rows.
    #[param(inline)]
    pub(crate) format: Option<ListFormat>,
}
