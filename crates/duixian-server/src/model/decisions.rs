//! Decisions of people about threads, verdicts and findings.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::codes::Verdict;
use super::corrections::Withdrawal;
use super::{DocumentReference, Span};

/// What was decided.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub(crate) enum DecisionKind {
    /// Two places speak of the same thing.
    #[serde(rename = "thread.joined")]
    Joined,
    /// A place speaks of another thing than the rest of its thread.
    #[serde(rename = "thread.split")]
    Split,
    /// A thread has a name.
    #[serde(rename = "thread.renamed")]
    Renamed,
    /// What became of a promise.
    #[serde(rename = "verdict.overruled")]
    Overruled,
    /// A finding is no fault.
    #[serde(rename = "finding.waived")]
    Waived,
}

/// Whether a decision has effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DecisionState {
    /// It has.
    InForce,
    /// A document holds its words no longer.
    Orphan,
    /// A document of it is deleted.
    Away,
    /// It was taken back.
    Withdrawn,
}

/// Words that a decision is about.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct QuoteView {
    /// The document; absent if it is gone.
    pub(crate) document: Option<DocumentReference>,
    /// Where they stood in the original text when it was decided.
    pub(crate) span: Span,
    /// The words.
    pub(crate) text: String,
}

/// A decision, in force or not.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DecisionEntry {
    /// Its event; it is withdrawn by this id.
    pub(crate) event: String,
    /// What was decided.
    pub(crate) kind: DecisionKind,
    /// Who.
    pub(crate) actor: String,
    /// Why.
    pub(crate) reason: String,
    /// When, RFC 3339.
    #[schema(format = DateTime)]
    pub(crate) at: String,
    /// Whether it has effect.
    pub(crate) state: DecisionState,
    /// The words it is about; none for a waiver.
    pub(crate) quotes: Vec<QuoteView>,
    /// The thread's name.
    pub(crate) name: Option<String>,
    /// The later document.
    pub(crate) later: Option<DocumentReference>,
    /// The verdict.
    pub(crate) verdict: Option<Verdict>,
    /// The government's place of a waiver.
    pub(crate) place: Option<String>,
    /// The finding that is waived.
    pub(crate) fingerprint: Option<String>,
    /// The code of the finding that is waived.
    pub(crate) code: Option<String>,
    /// The words found fault with.
    pub(crate) text: Option<String>,
    /// Who took it back, if anybody did.
    pub(crate) withdrawn: Option<Withdrawal>,
}

/// Decisions in their order.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Decisions {
    /// The decisions, the oldest first.
    pub(crate) items: Vec<DecisionEntry>,
}

/// A place of a document: a promise, a figure, or a span.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceInput {
    /// A promise's id.
    pub(crate) promise: Option<String>,
    /// A figure's id.
    pub(crate) figure: Option<String>,
    /// A document's id, with `span`.
    pub(crate) document: Option<String>,
    /// The place in its original text.
    pub(crate) span: Option<SpanInput>,
}

/// A place in a document's original text, in Unicode code points.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SpanInput {
    /// First code point.
    pub(crate) start: u32,
    /// One behind the last code point.
    pub(crate) end: u32,
}

/// Two places that speak of the same thing.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct JoinInput {
    /// The one.
    pub(crate) one: PlaceInput,
    /// The other.
    pub(crate) other: PlaceInput,
}

/// A place that speaks of another thing than the rest of its thread.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SplitInput {
    /// The place.
    pub(crate) place: PlaceInput,
}

/// A name of a thread.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RenameInput {
    /// A place of the thread.
    pub(crate) place: PlaceInput,
    /// The name.
    #[schema(min_length = 1, max_length = 80)]
    pub(crate) name: String,
}

/// What became of a promise.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OverruleInput {
    /// The promise or target.
    pub(crate) promise: PlaceInput,
    /// The id of the later document.
    pub(crate) later: String,
    /// The verdict.
    pub(crate) verdict: Verdict,
}

/// A finding that is no fault.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WaiveInput {
    /// The place as the check's answer names it.
    pub(crate) place: String,
    /// The finding's fingerprint.
    pub(crate) fingerprint: String,
    /// The finding's code.
    pub(crate) code: String,
    /// The words found fault with.
    pub(crate) text: String,
    /// The document's id, where it is one of the ledger and no draft.
    pub(crate) document: Option<String>,
}

/// A decision to be made: exactly one of its five kinds.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecisionInput {
    /// Who decides: a name or a post.
    #[schema(min_length = 1, max_length = 80)]
    pub(crate) actor: String,
    /// Why.
    #[schema(min_length = 1, max_length = 1000)]
    pub(crate) reason: String,
    /// Two places speak of the same thing.
    pub(crate) join: Option<JoinInput>,
    /// A place speaks of another thing.
    pub(crate) split: Option<SplitInput>,
    /// A thread has a name.
    pub(crate) rename: Option<RenameInput>,
    /// What became of a promise.
    pub(crate) overrule: Option<OverruleInput>,
    /// A finding is no fault.
    pub(crate) waive: Option<WaiveInput>,
}

/// A decision to be taken back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WithdrawalInput {
    /// Who.
    #[schema(min_length = 1, max_length = 80)]
    pub(crate) actor: String,
    /// Why.
    #[schema(min_length = 1, max_length = 1000)]
    pub(crate) reason: String,
}

/// Which decisions; all parts must hold.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecisionQuery {
    /// About this document.
    pub(crate) document: Option<String>,
    /// About this place: its own name, or its whole path joined by `/`.
    pub(crate) place: Option<String>,
}
