//! The overview: the newest report of a place at a glance.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::codes::{Better, Hardness};
use super::documents::Document;
use super::figures::Figure;

/// A place that has documents.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PlaceEntry {
    /// The place, names from the highest down joined by `/`; empty where the text tells none.
    pub(crate) place: String,
    /// The year of its newest document.
    pub(crate) newest_year: Option<u16>,
}

/// A target for the year with the last actual value of the same indicator.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Headline {
    /// The indicator's code.
    pub(crate) metric: String,
    /// Its Chinese name.
    pub(crate) name: String,
    /// Its English name.
    pub(crate) name_en: String,
    /// Which way is better.
    pub(crate) direction: Better,
    /// The target.
    pub(crate) target: Figure,
    /// The latest fact of the same place, indicator, measure and unit in any document, if there is one.
    pub(crate) last_actual: Option<Figure>,
}

/// Number of promises of one hardness.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub(crate) struct HardnessCount {
    /// The hardness.
    pub(crate) hardness: Hardness,
    /// How many.
    pub(crate) promises: u64,
}

/// The share of hard promises with its definition: never shown without it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct HardShare {
    /// Promises whose hardness is `result`.
    pub(crate) numerator: u64,
    /// All promises of the document that are not marked as wrong.
    pub(crate) denominator: u64,
    /// Promises marked as wrong, which are left out of both.
    pub(crate) excluded: u64,
    /// Numerator over denominator in percent, rounded half up to one decimal; absent when there are no promises.
    pub(crate) percent: Option<String>,
    /// The last change of the ledger that is counted, RFC 3339.
    #[schema(format = DateTime)]
    pub(crate) as_of: Option<String>,
}

/// Figures of one field of work.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FieldCount {
    /// The heading, without numbering; empty for text before the first one.
    pub(crate) field: String,
    /// Figures that are facts.
    pub(crate) facts: u64,
    /// Figures that are targets.
    pub(crate) targets: u64,
}

/// The newest report of one place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PlaceOverview {
    /// The place.
    pub(crate) place: String,
    /// Its newest document.
    pub(crate) document: Document,
    /// This year's targets, in the order of the codebook.
    pub(crate) headlines: Vec<Headline>,
    /// The share of hard promises.
    pub(crate) hard_share: HardShare,
    /// Promises by hardness, the hardest first.
    pub(crate) hardness: Vec<HardnessCount>,
    /// Figures by field of work, in the order of the text, those marked as wrong left out.
    pub(crate) fields: Vec<FieldCount>,
    /// What became of the document's promises as matters.
    pub(crate) tasks: TaskCounts,
}

/// Promises of a document by what became of their matters. `verified`, `in_time`, `due_soon` and `late` are parts of
/// `with_task`; the rest of it ended without a result.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub(crate) struct TaskCounts {
    /// All promises that are not marked as wrong.
    pub(crate) promises: u64,
    /// Those with a matter.
    pub(crate) with_task: u64,
    /// Verified by somebody else than the owner.
    pub(crate) verified: u64,
    /// In time.
    pub(crate) in_time: u64,
    /// Warned of an end that comes near.
    pub(crate) due_soon: u64,
    /// Late.
    pub(crate) late: u64,
}

/// The overview.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Overview {
    /// Number of documents in the ledger.
    pub(crate) documents: u64,
    /// Number of figures.
    pub(crate) figures: u64,
    /// Number of promises.
    pub(crate) promises: u64,
    /// All places that have documents.
    pub(crate) places: Vec<PlaceEntry>,
    /// The place asked for, or the one with the newest document that names its place; absent when the ledger is empty.
    pub(crate) selected: Option<PlaceOverview>,
}

/// Which place.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct OverviewQuery {
    /// The place, written as in `places`, `-` for documents that name none; the newest document that names its
    /// place if left out.
    pub(crate) place: Option<String>,
}

impl TaskCounts {
    /// Counts a matter by its lamp.
    pub(crate) fn add(&mut self, lamp: &str) {
        self.with_task += 1;
        match lamp {
            "green" => self.verified += 1,
            "blue" => self.in_time += 1,
            "amber" => self.due_soon += 1,
            "red" => self.late += 1,
            _ => {}
        }
    }
}
