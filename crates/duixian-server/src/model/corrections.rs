//! Corrections: what a person changed of what was read, who, when and why.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The correction in force on a figure or promise.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Correction {
    /// The event that made it; withdraw it by this id. The latest, if several corrections are in force.
    pub(crate) event: String,
    /// Who corrected.
    pub(crate) actor: String,
    /// Why.
    pub(crate) reason: String,
    /// When, RFC 3339.
    #[schema(format = DateTime)]
    pub(crate) at: String,
    /// Marked as wrong: no figure or promise at all.
    pub(crate) wrong: bool,
    /// The values as they were read, for every field that now has another; an empty string where it had none.
    pub(crate) read: BTreeMap<String, String>,
}

/// What happened to a figure or promise.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HistoryKind {
    /// Fields were changed.
    Corrected,
    /// It was marked as wrong.
    MarkedWrong,
}

/// A correction in the history of a figure or promise, in force or withdrawn.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct HistoryEntry {
    /// The event's id.
    pub(crate) event: String,
    /// What was done.
    pub(crate) kind: HistoryKind,
    /// Who did it.
    pub(crate) actor: String,
    /// Why.
    pub(crate) reason: String,
    /// When, RFC 3339.
    #[schema(format = DateTime)]
    pub(crate) at: String,
    /// The fields it changed, with their new values; an empty string where a field got none.
    pub(crate) changes: BTreeMap<String, String>,
    /// Who took it back, if anybody did.
    pub(crate) withdrawn: Option<Withdrawal>,
}

/// A correction taken back.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Withdrawal {
    /// The event's id.
    pub(crate) event: String,
    /// Who did it.
    pub(crate) actor: String,
    /// Why.
    pub(crate) reason: String,
    /// When, RFC 3339.
    #[schema(format = DateTime)]
    pub(crate) at: String,
}

/// A correction of a figure: either `changes` or `wrong`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FigureCorrection {
    /// Who corrects: a name or a post.
    #[schema(min_length = 1, max_length = 100)]
    pub(crate) actor: String,
    /// Why.
    #[schema(min_length = 1, max_length = 1000)]
    pub(crate) reason: String,
    /// The fields to change; at least one.
    #[serde(default)]
    pub(crate) changes: Option<FigureChanges>,
    /// The marked text is no figure at all.
    #[serde(default)]
    pub(crate) wrong: bool,
}

/// New values of a figure's fields; what is left out stays. An empty string clears `unit`, `period` and `metric`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct FigureChanges {
    /// An exact decimal, a range `1..2` or a ratio `1:2`.
    pub(crate) value: Option<String>,
    /// The unit.
    pub(crate) unit: Option<String>,
    /// How the number bounds.
    pub(crate) bound: Option<super::codes::Bound>,
    /// What kind of number.
    pub(crate) measure: Option<super::codes::Measure>,
    /// Fact or target.
    pub(crate) kind: Option<super::codes::Kind>,
    /// The period, e.g. `2024`, `2021-2025`, `2024Q1-Q3`, `2024-01..2024-11`, `asof:2024-09`.
    pub(crate) period: Option<String>,
    /// Whose value.
    pub(crate) region: Option<super::codes::Region>,
    /// The indicator's code.
    pub(crate) metric: Option<String>,
    /// What is measured.
    pub(crate) subject: Option<String>,
}

/// A correction of a promise: either `changes` or `wrong`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PromiseCorrection {
    /// Who corrects: a name or a post.
    #[schema(min_length = 1, max_length = 100)]
    pub(crate) actor: String,
    /// Why.
    #[schema(min_length = 1, max_length = 1000)]
    pub(crate) reason: String,
    /// The fields to change; at least one.
    #[serde(default)]
    pub(crate) changes: Option<PromiseChanges>,
    /// The marked text is no promise at all.
    #[serde(default)]
    pub(crate) wrong: bool,
}

/// New values of a promise's fields; what is left out stays. An empty string clears `field` and `period`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PromiseChanges {
    /// The verb or verbs.
    pub(crate) action: Option<String>,
    /// What it is done to.
    pub(crate) object: Option<String>,
    /// How firmly it binds.
    pub(crate) hardness: Option<super::codes::Hardness>,
    /// The field of work.
    pub(crate) field: Option<String>,
    /// By when or during which time.
    pub(crate) period: Option<String>,
}

/// Who withdraws a correction, and why.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct WithdrawQuery {
    /// Who withdraws it: a name or a post.
    #[param(min_length = 1, max_length = 100)]
    pub(crate) actor: String,
    /// Why.
    #[param(min_length = 1, max_length = 1000)]
    pub(crate) reason: String,
}
