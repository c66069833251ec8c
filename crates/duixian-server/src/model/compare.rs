//! Two documents held against each other, and several side by side.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::codes::{Kind, Measure};
use super::threads::FigureBrief;
use super::{DocumentReference, ListFormat, PlacedText, TableLanguage};

/// One side of a pair.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Said {
    /// The figure.
    pub(crate) figure: FigureBrief,
    /// Its sentence.
    pub(crate) sentence: PlacedText,
    /// The headings above it.
    pub(crate) section: Vec<String>,
}

/// A figure of each document that say the same thing.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FigurePair {
    /// What is measured.
    pub(crate) subject: String,
    /// The indicator's code, if it is one.
    pub(crate) metric: Option<String>,
    /// The indicator's name.
    pub(crate) metric_name: Option<String>,
    /// The period that both are about.
    pub(crate) period: Option<String>,
    /// In the first document.
    pub(crate) a: Said,
    /// In the second document.
    pub(crate) b: Said,
    /// The second value less the first, exactly; absent for ranges and ratios.
    pub(crate) difference: Option<String>,
    /// The difference in percent of the first value, to two decimals; absent for values in percent.
    pub(crate) relative: Option<String>,
    /// What may explain the difference.
    pub(crate) explanations: Vec<String>,
    /// The printed numbers can stand for the same value.
    pub(crate) same: bool,
}

/// Two documents held against each other.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ComparisonView {
    /// The first.
    pub(crate) a: DocumentReference,
    /// The second.
    pub(crate) b: DocumentReference,
    /// The documents name two different places; nothing was compared.
    pub(crate) other_place: bool,
    /// Said differently, in order of the first document.
    pub(crate) differing: Vec<FigurePair>,
    /// Said alike, in order of the first document.
    pub(crate) alike: Vec<FigurePair>,
    /// Figures that only the first has.
    pub(crate) only_a: u64,
    /// Figures that only the second has.
    pub(crate) only_b: u64,
}

/// Which two documents.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct CompareQuery {
    /// The id of the first.
    pub(crate) a: String,
    /// The id of the second.
    pub(crate) b: String,
    /// `csv` and `xlsx` give all pairs as a table.
    #[param(inline)]
    pub(crate) format: Option<ListFormat>,
    /// The language of `csv` and `xlsx`; that of `Accept-Language` if left out.
    #[param(inline)]
    pub(crate) lang: Option<TableLanguage>,
}

/// An indicator of one period, as each document says it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SideRow {
    /// The indicator's code.
    pub(crate) metric: String,
    /// Its name.
    pub(crate) metric_name: String,
    /// Level or growth.
    pub(crate) measure: Measure,
    /// Fact or target.
    pub(crate) kind: Kind,
    /// The unit.
    pub(crate) unit: String,
    /// The period.
    pub(crate) period: Option<String>,
    /// One a document, in their order; `null` where it says nothing.
    pub(crate) cells: Vec<Option<FigureBrief>>,
}

/// Several documents side by side.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SideBySide {
    /// The documents, in the order asked for.
    pub(crate) documents: Vec<DocumentReference>,
    /// The indicators that at least two of them tell of their own area, in the order of the codebook.
    pub(crate) rows: Vec<SideRow>,
}

/// Which documents.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct SideQuery {
    /// The ids of 2 to 20 documents, separated by commas.
    pub(crate) documents: String,
    /// `csv` and `xlsx` give the table.
    #[param(inline)]
    pub(crate) format: Option<ListFormat>,
    /// The language of `csv` and `xlsx`; that of `Accept-Language` if left out.
    #[param(inline)]
    pub(crate) lang: Option<TableLanguage>,
}
