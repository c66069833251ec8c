//! Decisions (认定) by people about threads, verdicts and findings, and how their places are found again. Pure.
//!
//! A decision changes no row of a document: threads and findings are made anew with the decisions in force.

use duixian_text::{ByteSpan, Document, Span};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::correction::Withdrawal;
use crate::event::{EventBody, FindingWaived, Quote, ThreadJoined, ThreadRenamed, ThreadSplit, VerdictOverruled};
use crate::identity::EventId;

/// A decision by a person, in force or withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Its event.
    pub event: EventId,
    /// What it says.
    pub ruling: Ruling,
    /// Who.
    pub actor: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// Taken back by whom and why.
    pub withdrawn: Option<Withdrawal>,
}

/// What a decision says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ruling {
    /// Two places speak of the same thing.
    Joined {
        /// The one.
        one: Quote,
        /// The other.
        other: Quote,
    },
    /// A place speaks of another thing than the rest of its thread.
    Split {
        /// The place.
        place: Quote,
    },
    /// The thread of a place has this name.
    Renamed {
        /// A place of the thread.
        place: Quote,
        /// The name.
        name: String,
    },
    /// What became of a promise by a later document.
    Overruled {
        /// The promise.
        promise: Quote,
        /// The later document's id.
        later: String,
        /// The verdict's code.
        verdict: String,
    },
    /// A finding is no fault.
    Waived {
        /// The government's place, names from the highest down joined by `/`.
        place: String,
        /// What names the finding over versions of a draft.
        fingerprint: String,
        /// The finding's code.
        code: String,
        /// The words found fault with.
        text: String,
        /// The document, where it is one of the ledger.
        document: Option<String>,
    },
}

/// What has become of a decision's places in the present reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Found {
    /// All its words are where they were, or were found again.
    Whole,
    /// A document holds its words no longer: it has no effect and is shown as an orphan.
    Orphan,
    /// A document of it is deleted: it has no effect until that is restored.
    Away,
}

impl Ruling {
    /// The kind of its event: `thread.joined`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Joined { .. } => "thread.joined",
            Self::Split { .. } => "thread.split",
            Self::Renamed { .. } => "thread.renamed",
            Self::Overruled { .. } => "verdict.overruled",
            Self::Waived { .. } => "finding.waived",
        }
    }

    /// The words that it is about.
    pub fn quotes(&self) -> Vec<&Quote> {
        match self {
            Self::Joined { one, other } => vec![one, other],
            Self::Split { place } | Self::Renamed { place, .. } => vec![place],
            Self::Overruled { promise, .. } => vec![promise],
            Self::Waived { .. } => Vec::new(),
        }
    }

    /// The ids of all documents that it names.
    pub fn documents(&self) -> Vec<&str> {
        let mut documents: Vec<&str> = self.quotes().into_iter().map(|quote| quote.document.as_str()).collect();
        match self {
            Self::Overruled { later, .. } => documents.push(later),
            Self::Waived { document, .. } => documents.extend(document.as_deref()),
            _ => {}
        }
        documents
    }

    /// The event that keeps it.
    pub(crate) fn event(&self, reason: &str) -> EventBody {
        let reason = reason.to_owned();
        match self.clone() {
            Self::Joined { one, other } => EventBody::ThreadJoined(ThreadJoined { one, other, reason }),
            Self::Split { place } => EventBody::ThreadSplit(ThreadSplit { place, reason }),
            Self::Renamed { place, name } => EventBody::ThreadRenamed(ThreadRenamed { place, name, reason }),
            Self::Overruled { promise, later, verdict } => {
                EventBody::VerdictOverruled(VerdictOverruled { promise, later, verdict, reason })
            }
            Self::Waived { place, fingerprint, code, text, document } => {
                EventBody::FindingWaived(FindingWaived { place, fingerprint, code, text, document, reason })
            }
        }
    }

    /// What an event decided and why; `None` for events that decide nothing.
    pub(crate) fn of_event(body: EventBody) -> Option<(Self, String)> {
        Some(match body {
            EventBody::ThreadJoined(ThreadJoined { one, other, reason }) => (Self::Joined { one, other }, reason),
            EventBody::ThreadSplit(ThreadSplit { place, reason }) => (Self::Split { place }, reason),
            EventBody::ThreadRenamed(ThreadRenamed { place, name, reason }) => (Self::Renamed { place, name }, reason),
            EventBody::VerdictOverruled(VerdictOverruled { promise, later, verdict, reason }) => {
                (Self::Overruled { promise, later, verdict }, reason)
            }
            EventBody::FindingWaived(FindingWaived { place, fingerprint, code, text, document, reason }) => {
                (Self::Waived { place, fingerprint, code, text, document }, reason)
            }
            _ => return None,
        })
    }
}

impl Quote {
    /// The words at a place of a document; `None` where there are none.
    pub(crate) fn of(id: &str, document: &Document, span: Span) -> Option<Self> {
        let clean = document.map.to_clean(&document.clean, span);
        let words = document.text(clean);
        if words.trim().is_empty() {
            return None;
        }
        let sentence = document.sentence_at(clean.start).and_then(|index| document.sentences.get(index));
        Some(Self {
            document: id.to_owned(),
            start: span.start,
            end: span.end,
            text: words.to_owned(),
            sentence: sentence.map(|sentence| document.text(sentence.span).to_owned()).unwrap_or_default(),
        })
    }

    /// Where the words stand in a reading of the same document: at their place; else in their sentence, wherever
    /// that stands now; else at the only place that has them. `None` if the document holds them no longer.
    pub fn find(&self, document: &Document) -> Option<ByteSpan> {
        let there = document.map.to_clean(&document.clean, Span { start: self.start, end: self.end });
        if document.text(there) == self.text {
            return Some(there);
        }
        let near = |span: &ByteSpan| span.start.abs_diff(there.start);
        let sentences = document.sentences.iter().filter(|sentence| document.text(sentence.span) == self.sentence);
        let in_sentence = sentences.flat_map(|sentence| self.places_in(document, sentence.span)).min_by_key(near);
        in_sentence.or_else(|| {
            let whole = ByteSpan { start: 0, end: document.clean.len() as u32 };
            match self.places_in(document, whole).as_slice() {
                [only] => Some(*only),
                _ => None,
            }
        })
    }

    fn places_in(&self, document: &Document, span: ByteSpan) -> Vec<ByteSpan> {
        if self.text.is_empty() {
            return Vec::new();
        }
        let place = |at: usize| {
            let start = span.start + at as u32;
            ByteSpan { start, end: start + self.text.len() as u32 }
        };
        document.text(span).match_indices(&self.text).map(|(at, _)| place(at)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "云岭市清河区2024年政府工作报告\n一、2024年工作安排\n改造云门路。改造柳荫路5条。改造云门路5条。\n";

    fn quote(words: &str, nth: usize) -> Quote {
        let document = Document::from_text(TEXT);
        let at = TEXT.match_indices(words).nth(nth).unwrap().0;
        let start = TEXT[..at].chars().count() as u32;
        let span = Span { start, end: start + words.chars().count() as u32 };
        Quote::of("d0123456789ab", &document, span).unwrap()
    }

    #[test]
    fn words_are_found_again_or_not_at_all() {
        let found = |quote: &Quote, text: &str| {
            let document = Document::from_text(text);
            quote.find(&document).map(|span| (span.start as usize, document.text(span).to_owned()))
        };
        let second = quote("云门路", 1);
        assert_eq!(second.sentence, "改造云门路5条。");
        let at = TEXT.rfind("云门路").unwrap();
        assert_eq!(found(&second, TEXT), Some((at, "云门路".to_owned())), "at its place");
        let moved = TEXT.replace("改造云门路。", "改造云门路。新建学校。");
        let at = moved.rfind("云门路").unwrap();
        assert_eq!(found(&second, &moved), Some((at, "云门路".to_owned())), "in its sentence");
        let other = TEXT.replace("改造云门路。", "").replace("改造柳荫路5条。改", "将改");
        assert!(found(&second, &other).is_some(), "the only place with these words");
        let twice = TEXT.replace("改造云门路5条。", "将改云门路。");
        let twice = twice.replace("改造柳荫路5条。", "");
        assert_eq!(found(&second, &twice), None, "two places and no sentence: nothing is guessed");
        assert_eq!(found(&quote("柳荫路", 0), &TEXT.replace("柳荫路", "柳阴路")), None);
    }

    #[test]
    fn a_place_without_words_is_no_quote() {
        let document = Document::from_text(TEXT);
        assert_eq!(Quote::of("d0123456789ab", &document, Span { start: 3, end: 3 }), None);
        assert_eq!(Quote::of("d0123456789ab", &document, Span { start: 9_000, end: 9_003 }), None);
    }
}
