//! What happened, in the form in which it is kept for ever.
//!
//! Each kind of event has a body of its own here and nowhere else; inner types may change, these may not.
//! A body that has to change gets a new format version, and version 1 must still be read:
//! `tests/fixtures/events` holds one of each kind of every version.

use std::collections::BTreeMap;

use duixian_matters::event::Happened;
use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::error::LedgerError;
use crate::identity::EventId;

/// The format in which bodies are written now.
pub const FORMAT_VERSION: u32 = 1;

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub actor: String,
    /// What.
    pub body: EventBody,
}

/// An event with its place in the site's order, which starts at 1 and has no gaps.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredEvent {
    /// Its place.
    pub sequence: u64,
    /// The event.
    pub event: Event,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum EventBody {
    /// `document.added`
    DocumentAdded(DocumentAdded),
    /// `document.deleted`
    DocumentDeleted(DocumentOnly),
    /// `document.restored`
    DocumentRestored(DocumentOnly),
    /// `document.reread`
    DocumentReread(DocumentReread),
    /// `figure.corrected`
    FigureCorrected(Corrected),
    /// `figure.marked_wrong`
    FigureMarkedWrong(MarkedWrong),
    /// `figure.correction_withdrawn`
    FigureCorrectionWithdrawn(Withdrawn),
    /// `promise.corrected`
    PromiseCorrected(Corrected),
    /// `promise.marked_wrong`
    PromiseMarkedWrong(MarkedWrong),
    /// `promise.correction_withdrawn`
    PromiseCorrectionWithdrawn(Withdrawn),
    /// `thread.joined`
    ThreadJoined(ThreadJoined),
    /// `thread.split`
    ThreadSplit(ThreadSplit),
    /// `thread.renamed`
    ThreadRenamed(ThreadRenamed),
    /// `verdict.overruled`
    VerdictOverruled(VerdictOverruled),
    /// `finding.waived`
    FindingWaived(FindingWaived),
    /// `decision.withdrawn`
    DecisionWithdrawn(DecisionWithdrawn),
    /// `matter.happened`
    Matter(Box<Happened>),
}

/// A file was added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentAdded {
    /// The document's id.
    pub document: String,
    /// The file's name.
    pub name: String,
    /// The hash of its bytes, with the name of the hash.
    pub content: String,
    /// Its size in bytes.
    pub size: u64,
    /// The format found.
    pub format: String,
    /// The version of the reading rules that read it.
    pub engine_version: u32,
}

/// A document was deleted or restored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentOnly {
    /// The document's id.
    pub document: String,
}

/// A document was read again by newer rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentReread {
    /// The document's id.
    pub document: String,
    /// The version of the reading rules.
    pub engine_version: u32,
}

/// What a correction is about, in words that outlive a new reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// The figure's or promise's id when the correction was made.
    pub id: String,
    /// First code point in the original text.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// Its words in clean text.
    pub text: String,
    /// What tells it from others in the same words: a figure's value as read, a promise's object as read.
    pub key: String,
    /// Its sentence in clean text.
    pub sentence: String,
    /// How many code points behind the start of its sentence it starts.
    pub offset: u32,
    /// Which one it is among those that share place and words, from 0 (各143件).
    pub ordinal: u32,
}

/// Fields were corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corrected {
    /// The document's id.
    pub document: String,
    /// What is corrected.
    pub anchor: Anchor,
    /// The new values by field; `-` for a field that has none.
    pub changes: BTreeMap<String, String>,
    /// Why.
    pub reason: String,
}

/// A figure or promise was said to be none, or wholly misread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkedWrong {
    /// The document's id.
    pub document: String,
    /// What is wrong.
    pub anchor: Anchor,
    /// Why.
    pub reason: String,
}

/// A correction or mark was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawn {
    /// The document's id.
    pub document: String,
    /// The event taken back.
    pub correction: String,
    /// Why.
    pub reason: String,
}

/// Words of a document with their place, so that a new reading finds them again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// The document's id.
    pub document: String,
    /// First code point in the original text.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The words in clean text.
    pub text: String,
    /// Their sentence in clean text.
    pub sentence: String,
}

/// Two places were said to speak of the same thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThreadJoined {
    /// The one.
    pub one: Quote,
    /// The other.
    pub other: Quote,
    /// Why.
    pub reason: String,
}

/// A place was said to speak of another thing than the rest of its thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThreadSplit {
    /// The place.
    pub place: Quote,
    /// Why.
    pub reason: String,
}

/// The thread of a place got a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThreadRenamed {
    /// A place of the thread.
    pub place: Quote,
    /// The name.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// A person said what became of a promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerdictOverruled {
    /// The promise.
    pub promise: Quote,
    /// The id of the later document.
    pub later: String,
    /// The verdict's code.
    pub verdict: String,
    /// Why.
    pub reason: String,
}

/// A finding was said to be no fault, for this version of a draft and the next ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingWaived {
    /// The government's place, names from the highest down joined by `/`.
    pub place: String,
    /// What names the finding over versions of a draft.
    pub fingerprint: String,
    /// The finding's code.
    pub code: String,
    /// The words found fault with.
    pub text: String,
    /// The document, where it is one of the ledger and no draft.
    pub document: Option<String>,
    /// Why.
    pub reason: String,
}

/// A decision was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionWithdrawn {
    /// The event taken back.
    pub decision: String,
    /// Why.
    pub reason: String,
}

impl EventBody {
    /// The kind, as stored.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::DocumentAdded(_) => "document.added",
            Self::DocumentDeleted(_) => "document.deleted",
            Self::DocumentRestored(_) => "document.restored",
            Self::DocumentReread(_) => "document.reread",
            Self::FigureCorrected(_) => "figure.corrected",
            Self::FigureMarkedWrong(_) => "figure.marked_wrong",
            Self::FigureCorrectionWithdrawn(_) => "figure.correction_withdrawn",
            Self::PromiseCorrected(_) => "promise.corrected",
            Self::PromiseMarkedWrong(_) => "promise.marked_wrong",
            Self::PromiseCorrectionWithdrawn(_) => "promise.correction_withdrawn",
            Self::ThreadJoined(_) => "thread.joined",
            Self::ThreadSplit(_) => "thread.split",
            Self::ThreadRenamed(_) => "thread.renamed",
            Self::VerdictOverruled(_) => "verdict.overruled",
            Self::FindingWaived(_) => "finding.waived",
            Self::DecisionWithdrawn(_) => "decision.withdrawn",
            Self::Matter(_) => "matter.happened",
        }
    }

    /// The id of the document whose rows and revision it changes. A decision changes none: it may quote several
    /// documents, or none at all.
    pub fn document(&self) -> Option<&str> {
        match self {
            Self::DocumentAdded(body) => Some(&body.document),
            Self::DocumentDeleted(body) | Self::DocumentRestored(body) => Some(&body.document),
            Self::DocumentReread(body) => Some(&body.document),
            Self::FigureCorrected(body) | Self::PromiseCorrected(body) => Some(&body.document),
            Self::FigureMarkedWrong(body) | Self::PromiseMarkedWrong(body) => Some(&body.document),
            Self::FigureCorrectionWithdrawn(body) | Self::PromiseCorrectionWithdrawn(body) => Some(&body.document),
            Self::ThreadJoined(_)
            | Self::ThreadSplit(_)
            | Self::ThreadRenamed(_)
            | Self::VerdictOverruled(_)
            | Self::FindingWaived(_)
            | Self::DecisionWithdrawn(_)
            | Self::Matter(_) => None,
        }
    }

    /// The id of what it is about: a document or a matter; none where it is about several.
    pub fn subject(&self) -> Option<&str> {
        match self {
            Self::Matter(body) => Some(&body.matter.0),
            other => other.document(),
        }
    }

    /// Whether it changes which sentences can be found by a search.
    pub fn touches_text(&self) -> bool {
        self.kind().starts_with("document.")
    }

    /// The body as JSON, in the format of [`FORMAT_VERSION`].
    pub fn to_json(&self) -> Result<String, LedgerError> {
        let json = match self {
            Self::DocumentAdded(body) => serde_json::to_string(body),
            Self::DocumentDeleted(body) | Self::DocumentRestored(body) => serde_json::to_string(body),
            Self::DocumentReread(body) => serde_json::to_string(body),
            Self::FigureCorrected(body) | Self::PromiseCorrected(body) => serde_json::to_string(body),
            Self::FigureMarkedWrong(body) | Self::PromiseMarkedWrong(body) => serde_json::to_string(body),
            Self::FigureCorrectionWithdrawn(body) | Self::PromiseCorrectionWithdrawn(body) => {
                serde_json::to_string(body)
            }
            Self::ThreadJoined(body) => serde_json::to_string(body),
            Self::ThreadSplit(body) => serde_json::to_string(body),
            Self::ThreadRenamed(body) => serde_json::to_string(body),
            Self::VerdictOverruled(body) => serde_json::to_string(body),
            Self::FindingWaived(body) => serde_json::to_string(body),
            Self::DecisionWithdrawn(body) => serde_json::to_string(body),
            Self::Matter(body) => serde_json::to_string(body),
        };
        json.map_err(|error| LedgerError::Damaged { reason: format!("an event cannot be written: {error}") })
    }

    /// Reads a stored body of any format version up to [`FORMAT_VERSION`].
    pub fn from_stored(kind: &str, format_version: u32, json: &str) -> Result<Self, LedgerError> {
        if format_version > FORMAT_VERSION {
            let what = "event format";
            return Err(LedgerError::Newer { what, found: format_version, known: FORMAT_VERSION });
        }
        Ok(match kind {
            "document.added" => Self::DocumentAdded(parse(kind, json)?),
            "document.deleted" => Self::DocumentDeleted(parse(kind, json)?),
            "document.restored" => Self::DocumentRestored(parse(kind, json)?),
            "document.reread" => Self::DocumentReread(parse(kind, json)?),
            "figure.corrected" => Self::FigureCorrected(parse(kind, json)?),
            "figure.marked_wrong" => Self::FigureMarkedWrong(parse(kind, json)?),
            "figure.correction_withdrawn" => Self::FigureCorrectionWithdrawn(parse(kind, json)?),
            "promise.corrected" => Self::PromiseCorrected(parse(kind, json)?),
            "promise.marked_wrong" => Self::PromiseMarkedWrong(parse(kind, json)?),
            "promise.correction_withdrawn" => Self::PromiseCorrectionWithdrawn(parse(kind, json)?),
            "thread.joined" => Self::ThreadJoined(parse(kind, json)?),
            "thread.split" => Self::ThreadSplit(parse(kind, json)?),
            "thread.renamed" => Self::ThreadRenamed(parse(kind, json)?),
            "verdict.overruled" => Self::VerdictOverruled(parse(kind, json)?),
            "finding.waived" => Self::FindingWaived(parse(kind, json)?),
            "decision.withdrawn" => Self::DecisionWithdrawn(parse(kind, json)?),
            "matter.happened" => Self::Matter(parse(kind, json)?),
            other => {
                return Err(LedgerError::Damaged { reason: format!("there is no event of the kind {other:?}") });
            }
        })
    }
}

fn parse<T: DeserializeOwned>(kind: &str, json: &str) -> Result<T, LedgerError> {
    serde_json::from_str(json)
        .map_err(|error| LedgerError::Damaged { reason: format!("an event {kind} cannot be read: {error}") })
}
