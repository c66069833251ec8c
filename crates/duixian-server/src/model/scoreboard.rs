//! The scoreboard: the promises and targets of a report with what the next report says of them.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::codes::{Hardness, OutcomeClass, Verdict};
use super::threads::{FigureBrief, OutcomeView};
use super::{DocumentReference, ListFormat, Page, PlacedText, Span, TableLanguage};

/// A promise or target with what became of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ScoreRow {
    /// The id of its thread.
    pub(crate) thread: Option<String>,
    /// The promise's id; absent for a target that stands in no promise.
    pub(crate) promise: Option<String>,
    /// The place of the words in the original text.
    pub(crate) span: Span,
    /// The words.
    pub(crate) text: String,
    /// The sentence.
    pub(crate) sentence: PlacedText,
    /// The headings above it.
    pub(crate) section: Vec<String>,
    /// What is promised: the promise's object, or what the target measures.
    pub(crate) object: String,
    /// The promise's verb or verbs.
    pub(crate) action: Option<String>,
    /// How firmly it binds.
    pub(crate) hardness: Option<Hardness>,
    /// The field of work; empty if there is none.
    pub(crate) field: String,
    /// By when or during which time.
    pub(crate) period: Option<String>,
    /// The indicator's code, if it is one.
    pub(crate) metric: Option<String>,
    /// The indicator's name.
    pub(crate) metric_name: Option<String>,
    /// The figure aimed at.
    pub(crate) target: Option<FigureBrief>,
    /// What became of it; absent as long as no later report answers.
    pub(crate) outcome: Option<OutcomeView>,
    /// Further answers of the later report, which do not count.
    pub(crate) further: Vec<OutcomeView>,
}

/// How many rows have a verdict.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct VerdictCount {
    /// The verdict.
    pub(crate) verdict: Verdict,
    /// Its name.
    pub(crate) name: String,
    /// How many.
    pub(crate) rows: u64,
}

/// The share of a class among what is due and can be judged.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ClassShare {
    /// Rows of the class.
    pub(crate) numerator: u64,
    /// Rows that are due and can be judged.
    pub(crate) denominator: u64,
    /// Numerator over denominator in percent, rounded half up to one decimal; absent over nothing.
    pub(crate) percent: Option<String>,
    /// Rows left out because they are not due or cannot be judged.
    pub(crate) unknown: u64,
    /// Promises and targets left out because a person marked them as wrong.
    pub(crate) wrong: u64,
}

/// One class of verdicts with its definition.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ClassView {
    /// The class.
    pub(crate) class: OutcomeClass,
    /// Its name.
    pub(crate) name: String,
    /// What is counted in it.
    pub(crate) definition: String,
    /// How many rows of the filter have it.
    pub(crate) rows: u64,
    /// Of which verdicts.
    pub(crate) verdicts: Vec<VerdictCount>,
    /// Its share; absent for `unknown`, and as long as no later report answers.
    pub(crate) share: Option<ClassShare>,
}

/// A year whose report can be asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PromisingYear {
    /// The year.
    pub(crate) year: u16,
    /// Whether a later report answers.
    pub(crate) answered: bool,
}

/// A field of work with how many rows it has.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ScoreField {
    /// The field; empty for those under no heading.
    pub(crate) field: String,
    /// How many.
    pub(crate) rows: u64,
}

/// The scoreboard of a place and year.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ScoreboardView {
    /// The place.
    pub(crate) place: String,
    /// The year of the report that promises.
    pub(crate) year: u16,
    /// All years of the place, the newest first.
    pub(crate) years: Vec<PromisingYear>,
    /// The report that promises.
    pub(crate) report: DocumentReference,
    /// The report that answers.
    pub(crate) later: Option<DocumentReference>,
    /// What must be said beside the numbers, if anything.
    pub(crate) note: Option<String>,
    /// All classes in their order, counted within the filter without its verdict and class.
    pub(crate) classes: Vec<ClassView>,
    /// What the shares are counted over, and what is left out.
    pub(crate) definition: String,
    /// The last change of the ledger that is counted, RFC 3339.
    #[schema(format = DateTime)]
    pub(crate) as_of: Option<String>,
    /// The fields of work of all rows, in order of the text.
    pub(crate) fields: Vec<ScoreField>,
    /// The rows of the filter.
    pub(crate) rows: Page<ScoreRow>,
}

/// Which scoreboard, and which rows of it; all parts must hold.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScoreQuery {
    /// A place: its own name, or its whole path joined by `/`; may be left out where the ledger has one place.
    pub(crate) place: Option<String>,
    /// Ids of up to 20 documents of one place, separated by commas, instead of `place`: for those whose text does not
    /// name it.
    pub(crate) documents: Option<String>,
    /// The year of the report that promises; the newest that a later report answers if left out.
    pub(crate) year: Option<u16>,
    /// With this verdict.
    #[param(inline)]
    pub(crate) verdict: Option<Verdict>,
    /// With a verdict of this class.
    #[param(inline)]
    pub(crate) class: Option<OutcomeClass>,
    /// Promises that bind so firmly.
    #[param(inline)]
    pub(crate) hardness: Option<Hardness>,
    /// The field of work, exactly.
    pub(crate) field: Option<String>,
    /// Words of the promise, its sentence or the answer.
    pub(crate) query: Option<String>,
    /// `true`: only those that aim at a figure; `false`: only the others.
    pub(crate) targets: Option<bool>,
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
