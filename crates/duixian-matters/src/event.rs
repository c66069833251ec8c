//! What happened to matters: facts that were decided, so that a replay needs no declaration and no calendar.
//!
//! Their form on disk is fixed by the ledger's fixtures: a name or field here is kept for ever.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::declaration::StateKind;
use crate::matter::{
    Actor, Amounted, Child, Clock, Exclusion, Fields, File, JointPart, MatterId, Origin, Request, Round,
};

/// Something that happened to one matter at one moment, wholly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Happened {
    /// The matter.
    pub matter: MatterId,
    /// The act's id; `timer` where a clock did it, `child` where a child's change reached its parent.
    pub act: String,
    /// Who did it; for a timer the engine itself, with an empty post.
    pub by: Actor,
    /// Why, where a reason was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What changed, in order.
    pub effects: Vec<Effect>,
}

/// One change of a matter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case", deny_unknown_fields)]
pub enum Effect {
    /// It was opened.
    Opened {
        /// Its kind.
        kind: String,
        /// The version of the declaration.
        declared: u32,
        /// Its number.
        number: String,
        /// Its first state.
        state: String,
        /// What that means.
        state_kind: StateKind,
        /// The matter that it is a part of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<MatterId>,
        /// Where it comes from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        origin: Option<Origin>,
    },
    /// Its state changed.
    Moved {
        /// The state behind it.
        to: String,
        /// What that means.
        state_kind: StateKind,
    },
    /// Fields got values; an empty one is cleared.
    Wrote {
        /// By field.
        fields: Fields,
    },
    /// The leading and joint units were named; none: cleared.
    Assigned {
        /// The unit that leads.
        lead: Option<String>,
        /// The others.
        joint: Vec<JointPart>,
    },
    /// A joint unit did its part.
    PartDone {
        /// The unit.
        unit: String,
    },
    /// A clock changed: the whole clock as it is now.
    Clocked {
        /// The deadline.
        deadline: String,
        /// Its clock.
        clock: Clock,
    },
    /// An extension was asked for, or (none) answered.
    Requested {
        /// What was asked.
        request: Option<Request>,
    },
    /// The state to go back to was kept, or (none) forgotten.
    Parked {
        /// The state.
        state: Option<String>,
    },
    /// The owner said that the work is done.
    SaidDone {},
    /// Somebody else said so too.
    SaidVerified {},
    /// What was said of the work no longer holds (rework, reopening).
    Unsaid {},
    /// It is so far, in percent.
    Progressed {
        /// From 0 to 100.
        percent: Decimal,
    },
    /// A quantity was planned or done: the whole entry as it is now.
    Quantified {
        /// The entry.
        entry: Amounted,
    },
    /// A file was attached.
    Attached {
        /// The file.
        file: File,
    },
    /// It was left out of a measure.
    Excluded {
        /// How.
        exclusion: Exclusion,
    },
    /// A child changed: the whole of what the parent knows of it.
    ChildChanged {
        /// The child.
        child: MatterId,
        /// As it is now.
        known: Child,
    },
    /// A deputy voted.
    Voted {
        /// The deputy.
        deputy: String,
        /// For whom.
        choices: Vec<MatterId>,
    },
    /// The ballots were counted; those of the round are gone from the matter.
    Counted {
        /// The round.
        round: Round,
    },
    /// It moved to another version of its declaration.
    Redeclared {
        /// The version.
        declared: u32,
    },
}
