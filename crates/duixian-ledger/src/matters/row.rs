//! Rows of matters: what is kept of each beside the matter itself, so that lists need not look into it.

use duixian_matters::declaration::StateKind;
use duixian_matters::matter::{Exclusion, Matter, MatterId};
use jiff::Timestamp;

/// A place in the order of events that may not be known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    /// This sequence.
    At(u64),
    /// The sequence that the event of this index in the change will get.
    OfEvent(usize),
}

impl Placed {
    /// The sequence, where the change's first event comes behind `before`.
    pub(crate) fn behind(self, before: u64) -> u64 {
        match self {
            Self::At(sequence) => sequence,
            Self::OfEvent(index) => before + index as u64 + 1,
        }
    }
}

/// Everything about matters that one act, or many acts decided together, change. It happens wholly or not at all.
#[derive(Clone, Debug, Default)]
pub struct MatterChange {
    /// The revision in which each matter must be found; `None`: it must not be there.
    pub expected: Vec<(MatterId, Option<u64>)>,
    /// Counters as they are to be, each with the last number that it must be found with (0: it may not be there).
    pub counters: Vec<(Counter, u64)>,
    /// Answers to orders with a key.
    pub answers: Vec<NewAnswer>,
    /// Matters as they are behind the change.
    pub rows: Vec<MatterRow>,
    /// What was done, one entry an event.
    pub steps: Vec<StepRow>,
}

/// A counter of numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counter {
    /// The kind whose matters it counts.
    pub kind: String,
    /// The year; 0 counts over all years.
    pub year: i16,
    /// The last number given.
    pub last: u64,
}

/// What came of an order with a key, to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAnswer {
    /// The key.
    pub key: String,
    /// The hash of what was asked under it.
    pub digest: String,
    /// The matter.
    pub matter: MatterId,
    /// Its revision behind the act.
    pub revision: Placed,
    /// When.
    pub at: Timestamp,
}

/// What came of an order with a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The key.
    pub key: String,
    /// The hash of what was asked under it.
    pub digest: String,
    /// The matter.
    pub matter: MatterId,
    /// Its revision behind the act.
    pub revision: u64,
}

/// A matter as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct MatterRow {
    /// The matter.
    pub matter: Matter,
    /// The sequence of its last event.
    pub revision: Placed,
    /// What lists know of it.
    pub facts: MatterFacts,
    /// Its clocks that changed.
    pub clocks: Vec<ClockRow>,
    /// Whose turn it is, where that changed; none: as before.
    pub turns: Option<Vec<TurnRow>>,
    /// Its quantities that changed.
    pub quantities: Vec<QuantityRow>,
    /// Exclusions that are new.
    pub exclusions: Vec<Exclusion>,
}

/// What lists know of a matter beside its own fields, made from it and its declaration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatterFacts {
    /// Its system; empty where the declaration is missing.
    pub system: String,
    /// What names it in lists.
    pub title: String,
    /// The value of the field that its kind counts by.
    pub class: Option<String>,
    /// Where it lies (街道).
    pub area: Option<String>,
    /// The values that name a row of an imported table, joined.
    pub import_key: Option<String>,
    /// The nearest end of a running clock.
    pub due_at: Option<Timestamp>,
    /// Whether a clock that still runs or waits ended unmet; of a closed matter, any clock.
    pub late: bool,
    /// How often it was urged (催办).
    pub urged: u32,
    /// How often somebody above had it watched (督办).
    pub supervised: u32,
    /// Longitude and latitude in millionths of a degree.
    pub place: Option<(i64, i64)>,
    /// What a search in lists looks through, in small letters; nothing sensitive.
    pub words: String,
    /// Its fields as JSON: numbers and money as whole numbers in units of their last declared digit, all else as text.
    pub values: String,
}

/// A clock as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockRow {
    /// The deadline.
    pub deadline: String,
    /// When it started.
    pub started_at: Timestamp,
    /// Its end.
    pub due_at: Timestamp,
    /// When it stopped.
    pub stopped_at: Option<Timestamp>,
    /// When the end passed unmet.
    pub breached_at: Option<Timestamp>,
    /// Whether a year without a notice was looked at.
    pub provisional: bool,
    /// Counts its changes.
    pub generation: u32,
    /// When something has to happen by itself: a warning, or the end.
    pub fires_at: Option<Timestamp>,
}

/// Whose turn a matter is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TurnRow {
    /// `unit:…`, `post:…`, `role:system:role` or `anyone`.
    pub owner: String,
    /// Whether it is the turn of those who judge.
    pub judging: bool,
}

/// Quantities as they are kept: whole numbers in units of the quantity's last declared digit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuantityRow {
    /// The stage; empty: the whole.
    pub stage: String,
    /// The quantity.
    pub quantity: String,
    /// The year it is planned for; 0: the total.
    pub year: i16,
    /// Planned.
    pub planned: Option<i64>,
    /// Done.
    pub actual: Option<i64>,
}

/// An act that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepRow {
    /// On which matter.
    pub matter: MatterId,
    /// Its event.
    pub place: Placed,
    /// The act.
    pub act: String,
    /// The state before; empty where it was opened.
    pub from_state: String,
    /// The state behind.
    pub to_state: String,
    /// When.
    pub at: Timestamp,
    /// The unit that did it.
    pub unit: String,
    /// The person who did it.
    pub person: String,
}

/// A clock whose moment has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Firing {
    /// The matter.
    pub matter: MatterId,
    /// The deadline.
    pub deadline: String,
    /// The generation of the clock.
    pub generation: u32,
    /// Its moment.
    pub at: Timestamp,
}

/// A matter as lists and pages show it.
#[derive(Clone, Debug, PartialEq)]
pub struct MatterItem {
    /// The matter.
    pub matter: Matter,
    /// The sequence of its last event: what an act expects.
    pub revision: u64,
    /// Its system.
    pub system: String,
    /// What names it in lists.
    pub title: String,
    /// The value of the field that its kind counts by.
    pub class: Option<String>,
    /// Where it lies.
    pub area: Option<String>,
    /// The nearest end of a running clock.
    pub due_at: Option<Timestamp>,
    /// Whether a clock that still runs or waits ended unmet; of a closed matter, any clock.
    pub late: bool,
    /// How often it was urged.
    pub urged: u32,
    /// How often somebody above had it watched.
    pub supervised: u32,
    /// Longitude and latitude in millionths of a degree.
    pub place: Option<(i64, i64)>,
}

/// How a state's meaning is written in rows.
pub(crate) fn code_of(kind: StateKind) -> &'static str {
    match kind {
        StateKind::Open => "open",
        StateKind::Paused => "paused",
        StateKind::Done => "done",
        StateKind::Void => "void",
    }
}
