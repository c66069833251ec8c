//! A matter (事项) as its events have made it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::declaration::StateKind;
use crate::time::{Amount, Due, Left};

/// Names a matter: `m` and twelve letters, made by the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MatterId(pub String);

/// The values of fields, each in the form that its type fixes.
pub type Fields = BTreeMap<String, String>;

/// Who acts, and as what: a post is resolved by the site's roster before it comes here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The person.
    pub person: String,
    /// The post's id.
    pub post: String,
    /// The post's unit.
    pub unit: String,
    /// The roles that the post has in the system at hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
}

/// A matter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Matter {
    /// Its id.
    pub id: MatterId,
    /// The id of its kind.
    pub kind: String,
    /// The version of the declaration that it runs under.
    pub declared: u32,
    /// Its number, as people call it.
    pub number: String,
    /// Its state.
    pub state: String,
    /// What the state means.
    pub state_kind: StateKind,
    /// Its fields.
    pub fields: Fields,
    /// The unit that leads.
    pub lead: Option<String>,
    /// The units that handle it too.
    pub joint: Vec<JointPart>,
    /// Its clocks by deadline; a clock that stopped stays.
    pub clocks: BTreeMap<String, Clock>,
    /// The matter that it is a part of.
    pub parent: Option<MatterId>,
    /// Where it comes from.
    pub origin: Option<Origin>,
    /// Its children.
    pub children: BTreeMap<MatterId, Child>,
    /// An extension that was asked for and not answered yet.
    pub request: Option<Request>,
    /// The state to go back to from a pause.
    pub parked_in: Option<String>,
    /// Who last said that the work is done.
    pub done: Option<Said>,
    /// Who last said that it really is.
    pub verified: Option<Said>,
    /// How often each act was done.
    pub times: BTreeMap<String, u32>,
    /// How far it is, in percent from 0 to 100; none: nobody said.
    pub progress: Option<Decimal>,
    /// Planned and actual quantities.
    pub quantities: Vec<Amounted>,
    /// Its files.
    pub files: Vec<File>,
    /// The measures that it is left out of.
    pub exclusions: Vec<Exclusion>,
    /// Ballots of the round at hand by deputy.
    pub ballots: BTreeMap<String, Vec<MatterId>>,
    /// Rounds that were counted.
    pub rounds: Vec<Round>,
    /// Who opened it.
    pub author: Actor,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it came into its state.
    pub entered_at: Timestamp,
    /// When it was closed, well or not; none while it is open.
    pub closed_at: Option<Timestamp>,
}

/// A joint unit's part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JointPart {
    /// The unit.
    pub unit: String,
    /// Its share in percent, where the rule counts shares.
    pub share: Option<Decimal>,
    /// When it said that its part is done.
    pub done_at: Option<Timestamp>,
}

/// A deadline's clock on one matter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// Counts the changes of the clock: a timer that carries another one is late and does nothing.
    pub generation: u32,
    /// When it started.
    pub started_at: Timestamp,
    /// How long it was to run from there; none where its end is a date that somebody set.
    pub amount: Option<Amount>,
    /// Since when and until when it was paused, in order; what a later calendar needs to compute the end anew.
    pub pauses: Vec<(Timestamp, Timestamp)>,
    /// What it does.
    pub runs: ClockState,
    /// How many of the declared warnings were given.
    pub warned: u32,
    /// When the end passed unmet.
    pub breached_at: Option<Timestamp>,
    /// How often an end passed unmet; more than once for a clock that starts again by itself.
    pub breaches: u32,
}

/// What a clock does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClockState {
    /// It runs to its end.
    Running {
        /// Its end.
        due: Due,
    },
    /// It waits with something left.
    Paused {
        /// What is left, since when, and of which end.
        left: Left,
    },
    /// It stopped.
    Stopped {
        /// What was left, when, and of which end.
        left: Left,
    },
}

impl Clock {
    /// Its end, also while it is paused or stopped: then the one that it had.
    pub fn due(&self) -> Due {
        match &self.runs {
            ClockState::Running { due } => *due,
            ClockState::Paused { left } | ClockState::Stopped { left } => left.due,
        }
    }

    /// Whether it runs.
    pub fn is_running(&self) -> bool {
        matches!(self.runs, ClockState::Running { .. })
    }

    /// Whether it stopped.
    pub fn is_stopped(&self) -> bool {
        matches!(self.runs, ClockState::Stopped { .. })
    }
}

/// Where a matter comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Origin {
    /// A promise of a report.
    Promise {
        /// The document.
        document: String,
        /// The promise.
        promise: String,
    },
    /// Another matter, by a transfer.
    Matter {
        /// That matter.
        matter: MatterId,
        /// The act that transferred it.
        act: String,
    },
    /// A row of an imported table.
    Import {
        /// The table's name.
        table: String,
        /// The values of the declared import key.
        key: String,
    },
}

/// What a parent knows of a child.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Child {
    /// Its kind.
    pub kind: String,
    /// Its state.
    pub state: String,
    /// What the state means.
    pub state_kind: StateKind,
    /// What it weighs.
    pub weight: Decimal,
    /// How far it is, in percent.
    pub progress: Decimal,
}

/// An extension that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The deadline.
    pub deadline: String,
    /// The new end.
    pub until: Timestamp,
    /// By whom.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

/// Who said something of the work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Who.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
}

/// A quantity on a stage, planned and actual, exact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amounted {
    /// The stage; none: the whole.
    pub stage: Option<String>,
    /// The quantity.
    pub quantity: String,
    /// The year it is planned for; none: the total.
    pub year: Option<i16>,
    /// Planned.
    pub planned: Option<Decimal>,
    /// Done.
    pub actual: Option<Decimal>,
}

/// A file of a matter; its bytes are kept by their hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// The hash of its bytes, with the name of the hash.
    pub content: String,
    /// Its name, for showing only.
    pub name: String,
    /// Its type, found by content.
    pub media: String,
    /// Its size in bytes.
    pub size: u64,
}

/// A matter left out of a measure (剔除).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    /// The measure.
    pub measure: String,
    /// Why.
    pub reason: String,
    /// Who asked for it.
    pub by: Actor,
    /// The person who approved; another one.
    pub approver: String,
    /// When.
    pub at: Timestamp,
}

/// A round of a vote as it was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// Ballots by deputy.
    pub ballots: BTreeMap<String, Vec<MatterId>>,
    /// Votes by candidate, those without any too.
    pub votes: BTreeMap<MatterId, u32>,
    /// Who is elected.
    pub elected: Vec<MatterId>,
    /// Who is not.
    pub rejected: Vec<MatterId>,
    /// Who is voted on again.
    pub tied: Vec<MatterId>,
}

impl Amounted {
    /// Whether both are about one quantity of one stage and year.
    pub fn is_about(&self, other: &Self) -> bool {
        self.stage == other.stage && self.quantity == other.quantity && self.year == other.year
    }
}
