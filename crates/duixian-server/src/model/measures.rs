//! Measures: a number is never shown without its definition.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::matters::MatterItem;
use super::systems::Words;

/// A measure's definition.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct MeasureHead {
    /// Its id in its system.
    pub(crate) id: String,
    /// Its system.
    pub(crate) system: String,
    /// The kind whose matters it counts.
    pub(crate) kind: String,
    /// Its name.
    pub(crate) name: Words,
    /// What is counted.
    pub(crate) numerator_words: Words,
    /// Over what; none for a plain count or sum.
    pub(crate) denominator_words: Option<Words>,
    /// What is left out.
    pub(crate) exclusions_words: Words,
    /// Its unit.
    pub(crate) unit: String,
    /// Digits behind the point.
    pub(crate) scale: u32,
    /// The indicator of the codebook that it is.
    pub(crate) metric: Option<String>,
    /// Measures of one group are shown together.
    pub(crate) group: Option<Words>,
    /// The version of the declaration.
    pub(crate) version: u32,
}

/// A number with what it was made of.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct RatioView {
    /// As shown, an exact decimal; none where there is nothing to divide by.
    pub(crate) value: Option<String>,
    /// What is counted.
    pub(crate) numerator: String,
    /// Over what.
    pub(crate) denominator: Option<String>,
    /// Rows behind it.
    pub(crate) rows: u64,
}

/// A part of a measure: a unit, a class, an area.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PartView {
    /// The part; none: in no part.
    pub(crate) part: Option<String>,
    /// Its number.
    #[serde(flatten)]
    pub(crate) ratio: RatioView,
}

/// A measure, computed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Measured {
    /// Its definition.
    #[serde(flatten)]
    pub(crate) head: MeasureHead,
    /// The number, without what was left out with approval.
    #[serde(flatten)]
    pub(crate) ratio: RatioView,
    /// What was left out (剔除).
    pub(crate) excluded: RatioView,
    /// The number that it would be with everything.
    pub(crate) with_excluded: RatioView,
    /// By part.
    pub(crate) parts: Vec<PartView>,
    /// From this moment.
    #[schema(format = DateTime)]
    pub(crate) from: String,
    /// To before this one.
    #[schema(format = DateTime)]
    pub(crate) until: String,
    /// As of when.
    #[schema(format = DateTime)]
    pub(crate) as_of: String,
}

/// Measures, computed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Measures {
    /// In the order of their declarations.
    pub(crate) items: Vec<Measured>,
    /// As of when.
    #[schema(format = DateTime)]
    pub(crate) as_of: String,
}

/// Of what and when.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct MeasureQuery {
    /// The system; left out: all.
    pub(crate) system: Option<String>,
    /// The first day, by the site's clock; left out: 1 January of the year of `as_of`.
    #[param(format = Date)]
    pub(crate) from: Option<String>,
    /// The last day, inclusive; left out: the day of `as_of`.
    #[param(format = Date)]
    pub(crate) until: Option<String>,
    /// The end of this day; left out: now.
    #[param(format = Date)]
    pub(crate) as_of: Option<String>,
}

/// When.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PeriodQuery {
    /// The first day; left out: 1 January of the year of `as_of`.
    #[param(format = Date)]
    pub(crate) from: Option<String>,
    /// The last day, inclusive; left out: the day of `as_of`.
    #[param(format = Date)]
    pub(crate) until: Option<String>,
    /// The end of this day; left out: now.
    #[param(format = Date)]
    pub(crate) as_of: Option<String>,
}

/// Which rows behind a measure.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct RowsQuery {
    /// The first day.
    #[param(format = Date)]
    pub(crate) from: Option<String>,
    /// The last day, inclusive.
    #[param(format = Date)]
    pub(crate) until: Option<String>,
    /// The end of this day.
    #[param(format = Date)]
    pub(crate) as_of: Option<String>,
    /// Of this part alone.
    pub(crate) part: Option<String>,
    /// `counted`, `not_counted` or `excluded`; left out: all but the excluded.
    #[param(inline)]
    pub(crate) side: Option<Side>,
    /// Number of the page.
    pub(crate) page: Option<u32>,
    /// Items of a page.
    pub(crate) size: Option<u32>,
}

/// Which rows.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Side {
    /// Those in the numerator.
    Counted,
    /// Those in the denominator alone.
    NotCounted,
    /// Those left out with approval.
    Excluded,
}

/// A row behind a measure.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct MeasuredRow {
    /// The matter.
    #[serde(flatten)]
    pub(crate) item: MatterItem,
    /// What it adds to the numerator.
    pub(crate) numerator: String,
    /// What it adds to the denominator.
    pub(crate) denominator: Option<String>,
    /// Its part.
    pub(crate) part: Option<String>,
    /// Why it is left out, and who approved.
    pub(crate) exclusion: Option<ApprovedExclusion>,
}

/// An exclusion that was approved.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ApprovedExclusion {
    /// Why.
    pub(crate) reason: String,
    /// Who approved.
    pub(crate) approver: String,
}
