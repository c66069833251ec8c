//! Indicators: the list, and one indicator through years and places.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::codes::{Better, Bound, Kind, Measure, Region};
use super::{DocumentReference, ListFormat, Span, TableLanguage};

/// An indicator of the codebook with what the ledger holds of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Indicator {
    /// Its stable code.
    pub(crate) code: String,
    /// Its Chinese name.
    pub(crate) name: String,
    /// Its English name.
    pub(crate) name_en: String,
    /// The usual unit of its level.
    pub(crate) unit: String,
    /// Which way is better.
    pub(crate) direction: Better,
    /// The group it belongs to, e.g. `economy`.
    pub(crate) group: String,
    /// Number of figures that are facts.
    pub(crate) facts: u64,
    /// Number of figures that are targets.
    pub(crate) targets: u64,
    /// Number of documents that speak of it.
    pub(crate) documents: u64,
    /// Number of places that have one.
    pub(crate) places: u64,
}

/// One value of an indicator. Every point opens its figure.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct IndicatorPoint {
    /// The figure it comes from.
    pub(crate) figure: String,
    /// The document that says it.
    pub(crate) document: DocumentReference,
    /// Its place in the document's original text.
    pub(crate) span: Span,
    /// The period as written in the figures.
    pub(crate) period: Option<String>,
    /// The year that the period ends in, to place it on an axis.
    pub(crate) year: Option<u16>,
    /// Fact or target.
    pub(crate) kind: Kind,
    /// What kind of number; only points of one measure belong on one axis.
    pub(crate) measure: Measure,
    /// How the number bounds.
    pub(crate) bound: Bound,
    /// The value, exact.
    pub(crate) value: String,
    /// The unit.
    pub(crate) unit: String,
    /// The words of the figure.
    pub(crate) text: String,
    /// Whose value it is, as the document says it: `self`, or the city, province or country above.
    pub(crate) region: Region,
    /// Whether a person corrected it.
    pub(crate) corrected: bool,
}

/// The values of one place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct IndicatorSeries {
    /// The place, names from the highest down joined by `/`; empty where the document names no such place.
    pub(crate) place: String,
    /// Its values by period, then fact before target.
    pub(crate) points: Vec<IndicatorPoint>,
}

/// One indicator through years and places.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct IndicatorView {
    /// The indicator.
    pub(crate) indicator: Indicator,
    /// One series a place.
    pub(crate) series: Vec<IndicatorSeries>,
}

/// Filter of the list of indicators.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct IndicatorQuery {
    /// Part of the name, the English name, an alias or the code.
    pub(crate) query: Option<String>,
    /// `true`: also indicators that no document holds.
    pub(crate) all: Option<bool>,
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

/// Filter of one indicator's values.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct SeriesQuery {
    /// Places, each written as in `place`, several separated by commas; all places if left out.
    pub(crate) place: Option<String>,
    /// `json` gives the series, `csv` and `xlsx` one row a value.
    #[param(inline)]
    pub(crate) format: Option<ListFormat>,
    /// The language of `csv` and `xlsx`; that of `Accept-Language` if left out.
    #[param(inline)]
    pub(crate) lang: Option<TableLanguage>,
}
