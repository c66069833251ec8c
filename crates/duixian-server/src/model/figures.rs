//! Figures: the list and one figure with the reasons for each of its fields.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::codes::{Bound, Kind, Measure, Region};
use super::corrections::{Correction, HistoryEntry};
use super::{DocumentReference, ListFormat, PlacedText, Span, TableLanguage};

/// A quantity that says something, corrections applied.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Figure {
    /// Its id; the same over a new reading as long as it is the same text at the same place.
    pub(crate) id: String,
    /// The document it stands in.
    pub(crate) document: DocumentReference,
    /// Its place in the original text.
    pub(crate) span: Span,
    /// The words at that place, with the text's repairs.
    pub(crate) text: String,
    /// The value in base units: an exact decimal, a range `1..2` or a ratio `3.7:52.9:43.4`.
    pub(crate) value: String,
    /// The unit as written, without 万 and 亿; empty where there is none.
    pub(crate) unit: String,
    /// How the number bounds.
    pub(crate) bound: Bound,
    /// What kind of number.
    pub(crate) measure: Measure,
    /// Fact or target.
    pub(crate) kind: Kind,
    /// The period, e.g. `2023`, `2021-2025`, `2024Q1-Q3`, `2024-01..2024-11`, `asof:2024-09`.
    pub(crate) period: Option<String>,
    /// Whose value.
    pub(crate) region: Region,
    /// The indicator's code.
    pub(crate) metric: Option<String>,
    /// The indicator's Chinese name.
    pub(crate) metric_name: Option<String>,
    /// The indicator's English name.
    pub(crate) metric_name_en: Option<String>,
    /// What is measured, copied from the text.
    pub(crate) subject: String,
    /// The headings above it, from the top level down.
    pub(crate) section: Vec<String>,
    /// The sentence it stands in, with the text's repairs.
    pub(crate) sentence: String,
    /// The sentence's place in the original text.
    pub(crate) sentence_span: Span,
    /// The correction in force.
    pub(crate) correction: Option<Correction>,
}

/// Why a field has its value.
#[expect(clippy::struct_field_names, reason = "a rule's name is called rule wherever one is shown")]
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Rule {
    /// The field.
    pub(crate) field: String,
    /// The rule's stable name.
    pub(crate) rule: String,
    /// The words that the rule saw, if it saw any.
    pub(crate) evidence: Option<PlacedText>,
}

/// A figure with the reasons for each field, its neighbourhood and its history.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FigureDetail {
    /// The figure.
    pub(crate) figure: Figure,
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

/// The order of a list of figures; a minus turns it round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub(crate) enum FigureSort {
    /// The newest document first, then the order of its text.
    #[default]
    #[serde(rename = "position")]
    Position,
    /// By the end of the period.
    #[serde(rename = "period")]
    Period,
    /// By period, the latest first.
    #[serde(rename = "-period")]
    PeriodDescending,
    /// By value; of a range or ratio by its first number.
    #[serde(rename = "value")]
    Value,
    /// By value, the largest first.
    #[serde(rename = "-value")]
    ValueDescending,
    /// By the indicator's code.
    #[serde(rename = "metric")]
    Metric,
    /// By subject.
    #[serde(rename = "subject")]
    Subject,
}

/// Filter of the list of figures; all parts must hold.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct FigureQuery {
    /// A document's id.
    pub(crate) document: Option<String>,
    /// Fact or target.
    #[param(inline)]
    pub(crate) kind: Option<Kind>,
    /// What kind of number.
    #[param(inline)]
    pub(crate) measure: Option<Measure>,
    /// An indicator's code; `-` takes figures of no indicator, `*` those of any.
    pub(crate) metric: Option<String>,
    /// Whose value.
    #[param(inline)]
    pub(crate) region: Option<Region>,
    /// A period, written as in the figures; `-` takes those without one.
    pub(crate) period: Option<String>,
    /// Words in one of the headings above it.
    pub(crate) section: Option<String>,
    /// A place: its own name, or its whole path joined by `/`.
    pub(crate) place: Option<String>,
    /// Words of the subject, the figure's text or its sentence.
    pub(crate) query: Option<String>,
    /// `true`: only those corrected or marked as wrong; `false`: only the others.
    pub(crate) corrected: Option<bool>,
    /// `true`: only those marked as wrong; `false`: only the others.
    pub(crate) wrong: Option<bool>,
    /// The order; usually by position.
    #[param(inline)]
    pub(crate) sort: Option<FigureSort>,
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
