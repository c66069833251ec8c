//! What a kind declares beside its acts: deadlines, joint handling, roll-up, stages, transfers, votes, duplicates.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::declaration::Words;
use crate::time::Amount;

/// A deadline.
#[derive(Clone, Debug, PartialEq)]
pub struct Deadline {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// Entering one of these states starts its clock, if none runs.
    pub starts: Vec<String>,
    /// Entering one of these states stops it: met, if in time.
    pub stops: Vec<String>,
    /// How long.
    pub length: Length,
    /// The states in which its clock runs; in the others between start and stop it is paused.
    pub runs_in: Vec<String>,
    /// How long before the end it warns, each once.
    pub warn: Vec<Amount>,
    /// The act that the engine does at the end, as the act's only doer; none: the breach is only marked.
    pub on_breach: Option<String>,
    /// What reopening does to a stopped clock.
    pub on_reopen: OnReopen,
    /// What a change of what its length depends on does to a running clock.
    pub on_change: OnChange,
    /// Whether an extension moves it.
    pub extends: bool,
}

/// How long a deadline is.
#[derive(Clone, Debug, PartialEq)]
pub enum Length {
    /// Always the same.
    Fixed(Amount),
    /// Until the end of the day in a date field.
    Until {
        /// The field.
        field: String,
    },
    /// What a register's row says, found by a field; rows have validity dates.
    Register {
        /// The register.
        register: String,
        /// The column of its amounts.
        column: String,
        /// The field that holds the row's key.
        by: String,
    },
    /// The same day of every month: the clock starts again by itself for the next one.
    Monthly {
        /// The day, from 1 to 28.
        day: u32,
    },
}

/// What reopening does to a stopped clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnReopen {
    /// A new clock of full length.
    Restart,
    /// What was left goes on.
    Continue,
    /// It stays stopped.
    Stay,
}

/// What a change of its length's base does to a running clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnChange {
    /// The end is computed anew from the start.
    Recompute,
    /// The end stays.
    Keep,
}

/// How several units handle one matter (会签).
#[derive(Clone, Debug, PartialEq)]
pub struct JointRule {
    /// When it is met.
    pub mode: JointMode,
}

/// When a joint rule is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JointMode {
    /// All joint units have done their part.
    All,
    /// One of them has.
    Any,
    /// The shares of those who have reach so many percent.
    Share {
        /// Above 0, at most 100.
        percent: Decimal,
    },
}

/// How children make up a parent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollUp {
    /// The kinds of children.
    pub of: Vec<String>,
    /// How their progress becomes one.
    pub mode: RollUpMode,
    /// The children's field that weighs them; all weigh 1 without it.
    pub weight: Option<String>,
}

/// How children's progress becomes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RollUpMode {
    /// The mean of their progress by weight.
    Weighted,
    /// The share of children that are done.
    Count,
    /// The least of them.
    Least,
    /// Not at all: they are parts, and the parent's progress is its own.
    None,
}

/// A stage of a staged matter (项目).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// The states that are this stage.
    pub states: Vec<String>,
}

/// A quantity planned and done on stages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// Its unit (万元, 亩, 户).
    pub unit: String,
    /// Digits behind the point.
    pub scale: u32,
}

/// A way to another system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// The act that goes it.
    pub act: String,
    /// The kind there.
    pub to: String,
    /// The opening act there.
    pub opens: String,
    /// Its fields there, each from a field here.
    pub fields: BTreeMap<String, String>,
    /// When the matter there comes into a state, this one goes into another.
    pub back: BTreeMap<String, String>,
}

/// A vote (票决): more candidates than places, recorded ballots.
#[derive(Clone, Debug, PartialEq)]
pub struct Poll {
    /// The candidates' kind; they are children of the matter that is the vote.
    pub candidates: String,
    /// The state in which they stand for election.
    pub standing: String,
    /// The state of those elected.
    pub elected: String,
    /// The state of the others.
    pub rejected: String,
    /// The field with the number of places.
    pub places: String,
    /// The field with the number of all deputies.
    pub electors: String,
    /// The share of all deputies that must vote, as a fraction: numerator, denominator (at least).
    pub quorum: (u32, u32),
    /// The share of all deputies that a candidate must exceed (more than).
    pub majority: (u32, u32),
    /// What happens to candidates with equal votes at the last place.
    pub tie: Tie,
}

/// What a tie at the last place means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// The tied stay candidates and are voted on again.
    Runoff,
    /// None of the tied is elected.
    NoneElected,
}

/// How likely duplicates are found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicates {
    /// The place field.
    pub place: String,
    /// How near, in metres.
    pub metres: u32,
    /// Fields that must be equal.
    pub same: Vec<String>,
    /// How many days back.
    pub days: u32,
}
