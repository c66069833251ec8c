//! Verdicts (结论): what became of a word given, and the rule that says so.
//!
//! The meaning of every verdict and rule is defined in `docs/verdicts.md`. This module decides nothing.

pub(crate) mod figures;
mod rule;

pub use rule::Rule;

use crate::Language;

/// What became of a promise or a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// A target that was reached.
    Met,
    /// A target that was clearly passed.
    Exceeded,
    /// A target that was not reached.
    Missed,
    /// Done.
    Fulfilled,
    /// Done after its date.
    FulfilledLate,
    /// Done in part.
    Partly,
    /// Something less was done than promised.
    Lesser,
    /// Going on.
    InProgress,
    /// Not said to be done; promised once more.
    PromisedAgain,
    /// The opposite happened.
    Contradicted,
    /// The later report is silent of it.
    NotMentioned,
    /// The later report gives no figure of it.
    NotReported,
    /// A figure of the same thing that cannot be held against it.
    NotComparable,
    /// Its period has not ended.
    NotDue,
}

/// Verdicts in few classes, for shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// Kept in time.
    Kept,
    /// Kept late.
    Late,
    /// Less than promised.
    Short,
    /// Going on, or promised once more.
    Open,
    /// Nothing is said.
    Silent,
    /// Cannot be told.
    Unknown,
}

impl Verdict {
    /// All verdicts, in the order in which they are shown.
    pub const ALL: [Self; 14] = [
        Self::Met,
        Self::Exceeded,
        Self::Missed,
        Self::Fulfilled,
        Self::FulfilledLate,
        Self::Partly,
        Self::Lesser,
        Self::InProgress,
        Self::PromisedAgain,
        Self::Contradicted,
        Self::NotMentioned,
        Self::NotReported,
        Self::NotComparable,
        Self::NotDue,
    ];

    /// The stable code, e.g. `fulfilled_late`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Exceeded => "exceeded",
            Self::Missed => "missed",
            Self::Fulfilled => "fulfilled",
            Self::FulfilledLate => "fulfilled_late",
            Self::Partly => "partly",
            Self::Lesser => "lesser",
            Self::InProgress => "in_progress",
            Self::PromisedAgain => "promised_again",
            Self::Contradicted => "contradicted",
            Self::NotMentioned => "not_mentioned",
            Self::NotReported => "not_reported",
            Self::NotComparable => "not_comparable",
            Self::NotDue => "not_due",
        }
    }

    /// The verdict with this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }

    /// The name that a screen shows.
    pub fn name(self, language: Language) -> &'static str {
        let (chinese, english) = match self {
            Self::Met => ("达成", "met"),
            Self::Exceeded => ("超额", "exceeded"),
            Self::Missed => ("未达成", "missed"),
            Self::Fulfilled => ("兑现", "fulfilled"),
            Self::FulfilledLate => ("逾期兑现", "fulfilled late"),
            Self::Partly => ("部分兑现", "partly fulfilled"),
            Self::Lesser => ("降格兑现", "lesser than promised"),
            Self::InProgress => ("进行中", "in progress"),
            Self::PromisedAgain => ("再次承诺", "promised again"),
            Self::Contradicted => ("相反", "contradicted"),
            Self::NotMentioned => ("未提及", "not mentioned"),
            Self::NotReported => ("未报数", "not reported"),
            Self::NotComparable => ("不可比", "not comparable"),
            Self::NotDue => ("未到期", "not due"),
        };
        language.choose(chinese, english)
    }

    /// The class it counts in.
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Met | Self::Exceeded | Self::Fulfilled => Outcome::Kept,
            Self::FulfilledLate => Outcome::Late,
            Self::Missed | Self::Partly | Self::Lesser | Self::Contradicted => Outcome::Short,
            Self::InProgress | Self::PromisedAgain => Outcome::Open,
            Self::NotMentioned | Self::NotReported => Outcome::Silent,
            Self::NotComparable | Self::NotDue => Outcome::Unknown,
        }
    }
}
