//! Threads: the list, one thread through years and sources, and what became of each promise in it.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::codes::{Bound, Measure, OutcomeClass, Verdict};
use super::decisions::DecisionEntry;
use super::{DocumentReference, ListFormat, PlacedText, Span, TableLanguage};

/// A place that documents name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PlaceItem {
    /// Names from the highest down joined by `/`.
    pub(crate) place: String,
    /// Its own name.
    pub(crate) name: String,
    /// The years that have documents, the newest first.
    pub(crate) years: Vec<YearItem>,
    /// Documents without a year.
    pub(crate) undated: u64,
}

/// A year with its documents.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct YearItem {
    /// The year in which they were given.
    pub(crate) year: u16,
    /// How many.
    pub(crate) documents: u64,
}

/// All places that documents name, those with the most years first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Places {
    /// The places.
    pub(crate) items: Vec<PlaceItem>,
}

/// How far a thing has come.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Stage {
    /// Its stable code.
    pub(crate) code: String,
    /// Its name.
    pub(crate) name: String,
    /// Its place on the scale; a later stage is further.
    pub(crate) place: u8,
}

/// The little that must be known of a figure beside a promise or a verdict.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FigureBrief {
    /// Its id.
    pub(crate) id: String,
    /// Its place in the original text.
    pub(crate) span: Span,
    /// As printed.
    pub(crate) text: String,
    /// The value in base units.
    pub(crate) value: String,
    /// The unit; empty where there is none.
    pub(crate) unit: String,
    /// How the number bounds.
    pub(crate) bound: Bound,
    /// What kind of number.
    pub(crate) measure: Measure,
    /// The period.
    pub(crate) period: Option<String>,
}

/// The words of a later report that answer a promise.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Answer {
    /// Their place in the original text of the later report.
    pub(crate) span: Span,
    /// The words.
    pub(crate) text: String,
    /// Their sentence.
    pub(crate) sentence: PlacedText,
    /// The headings above it.
    pub(crate) section: Vec<String>,
    /// The figure that is held against the target.
    pub(crate) figure: Option<FigureBrief>,
    /// Whether it stands in the later report's plan and not in its review.
    pub(crate) in_plan: bool,
}

/// Why two texts are taken for the same thing.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LinkEvidence {
    /// Words that both share, the longest first.
    pub(crate) shared: Vec<String>,
    /// How much of what the promise is about the answer holds, in thousandths.
    pub(crate) strength: u16,
    /// The stage that was promised.
    pub(crate) stage_given: Option<Stage>,
    /// The stage that is told.
    pub(crate) stage_told: Option<Stage>,
}

/// Who decided, when and why.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Decided {
    /// The decision's event; it is withdrawn by this id.
    pub(crate) event: String,
    /// Who.
    pub(crate) actor: String,
    /// Why.
    pub(crate) reason: String,
    /// When, RFC 3339.
    #[schema(format = DateTime)]
    pub(crate) at: String,
}

/// What became of a promise or target by a later report.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct OutcomeView {
    /// The later report.
    pub(crate) later: DocumentReference,
    /// The verdict.
    pub(crate) verdict: Verdict,
    /// Its name.
    pub(crate) verdict_name: String,
    /// The class it counts in.
    pub(crate) class: OutcomeClass,
    /// The class's name.
    pub(crate) class_name: String,
    /// The code of the rule that gave the verdict.
    pub(crate) rule: String,
    /// The rule as a sentence.
    pub(crate) rule_text: String,
    /// The words that answer; absent where the later report is silent.
    pub(crate) answer: Option<Answer>,
    /// Why they are taken for an answer.
    pub(crate) evidence: LinkEvidence,
    /// The person's decision, if one gave the verdict.
    pub(crate) overruled: Option<Decided>,
}

/// What a thread is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ThreadKind {
    /// An indicator of the codebook.
    Indicator,
    /// A thing that was promised.
    Promise,
    /// A target that is no indicator and stands in no promise.
    Target,
}

/// The order of threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ThreadSort {
    /// By the first mention.
    Text,
    /// Those spoken of most come first.
    Mentions,
    /// Those whose date has moved most come first.
    Slipped,
    /// Those spoken of last come first.
    LastYear,
}

/// One thing through years and sources.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Thread {
    /// The id of its first promise or figure.
    pub(crate) id: String,
    /// What it is about.
    pub(crate) kind: ThreadKind,
    /// What it is called.
    pub(crate) name: String,
    /// The indicator's code, if it is one.
    pub(crate) metric: Option<String>,
    /// The year of its first report.
    pub(crate) first_year: Option<u16>,
    /// The year of its last report.
    pub(crate) last_year: Option<u16>,
    /// How often it is spoken of.
    pub(crate) mentions: u32,
    /// In how many documents.
    pub(crate) documents: u32,
    /// The stage that was told last.
    pub(crate) stage: Option<Stage>,
    /// The verdict that was given last.
    pub(crate) verdict: Option<Verdict>,
    /// Its name.
    pub(crate) verdict_name: Option<String>,
    /// Its class.
    pub(crate) class: Option<OutcomeClass>,
    /// By how many years its date has moved since it was first promised; absent where that cannot be told.
    pub(crate) slipped: Option<u16>,
}

/// Something said of a thread's thing.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct MentionView {
    /// The document.
    pub(crate) document: DocumentReference,
    /// The headings above it.
    pub(crate) section: Vec<String>,
    /// The sentence.
    pub(crate) sentence: PlacedText,
    /// The place of the words in the original text.
    pub(crate) span: Span,
    /// The words.
    pub(crate) text: String,
    /// The promise's id, if it is one.
    pub(crate) promise: Option<String>,
    /// The figure, if there is one.
    pub(crate) figure: Option<FigureBrief>,
    /// How far the thing has come by these words.
    pub(crate) stage: Option<Stage>,
    /// The last year by which it is promised.
    pub(crate) due: Option<u16>,
}

/// The words of a promise or target.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct GivenWord {
    /// The document.
    pub(crate) document: DocumentReference,
    /// The promise's id, if it is one.
    pub(crate) promise: Option<String>,
    /// The id of the figure aimed at.
    pub(crate) figure: Option<String>,
    /// Its place in the original text.
    pub(crate) span: Span,
    /// The words.
    pub(crate) text: String,
}

/// A promise or target of a thread with what became of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ThreadOutcome {
    /// The promise or target.
    pub(crate) given: GivenWord,
    /// What became of it.
    pub(crate) outcome: OutcomeView,
}

/// A thread with everything said of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ThreadView {
    /// The thread as lists show it.
    pub(crate) thread: Thread,
    /// The place.
    pub(crate) place: String,
    /// The scale of stages, from the first to the last.
    pub(crate) stages: Vec<Stage>,
    /// Everything said of it, the oldest first.
    pub(crate) mentions: Vec<MentionView>,
    /// What became of each promise and target, the oldest first.
    pub(crate) outcomes: Vec<ThreadOutcome>,
    /// Decisions in force about its mentions.
    pub(crate) decisions: Vec<DecisionEntry>,
}

/// Filter of the list of threads; all parts must hold.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ThreadQuery {
    /// A place: its own name, or its whole path joined by `/`; may be left out where the ledger has one place.
    pub(crate) place: Option<String>,
    /// Ids of up to 20 documents of one place, separated by commas, instead of `place`: for those whose text does not
    /// name it.
    pub(crate) documents: Option<String>,
    /// Words of the name or of what is said.
    pub(crate) query: Option<String>,
    /// What it is about.
    #[param(inline)]
    pub(crate) kind: Option<ThreadKind>,
    /// `true`: only those spoken of in several documents; `false`: only the others.
    pub(crate) several: Option<bool>,
    /// `true`: only those whose date has moved; `false`: only the others.
    pub(crate) slipped: Option<bool>,
    /// The order.
    #[param(inline)]
    pub(crate) sort: Option<ThreadSort>,
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

/// In which form one answer is given.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct FormatQuery {
    /// Ids of up to 20 documents of one place, separated by commas, in which the thread is looked for: for
    /// those whose text does not name their place.
    pub(crate) documents: Option<String>,
    /// `csv` and `xlsx` give its rows as a table.
    #[param(inline)]
    pub(crate) format: Option<ListFormat>,
    /// The language of `csv` and `xlsx`; that of `Accept-Language` if left out.
    #[param(inline)]
    pub(crate) lang: Option<TableLanguage>,
}
