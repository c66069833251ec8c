//! What somebody wants done with matters.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rust_decimal::Decimal;

use crate::matter::{Amounted, Fields, File, JointPart, MatterId, Origin};

/// What is wanted.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// An act of the declaration.
    Act(Box<ActCommand>),
    /// A clock's moment has come: its end, or one of its warnings.
    Timer {
        /// The deadline.
        deadline: String,
        /// The generation that the clock had when the timer was set.
        generation: u32,
    },
    /// A calendar arrived: provisional clocks are computed anew.
    Recompute,
    /// The matter goes to another version of its declaration.
    Redeclare,
}

/// An act with all that may come with it; what an act does not take must be empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ActCommand {
    /// The act's id.
    pub act: String,
    /// Values of fields; an empty one clears.
    pub fields: Fields,
    /// Why.
    pub reason: Option<String>,
    /// Files attached with it.
    pub files: Vec<File>,
    /// The unit that is to lead.
    pub lead: Option<String>,
    /// The joint units.
    pub joint: Vec<JointPart>,
    /// The deadline to extend and its wanted end.
    pub extension: Option<(String, Timestamp)>,
    /// How far it is, in percent.
    pub progress: Option<Decimal>,
    /// Quantities; what is none in an entry stays as it was.
    pub quantities: Vec<Amounted>,
    /// The measure to be left out of, and who approved.
    pub exclusion: Option<(String, String)>,
    /// A ballot's choices.
    pub choices: Vec<MatterId>,
    /// Only for opening: the kind.
    pub kind: String,
    /// Only for opening: the matter that it is a part of.
    pub parent: Option<MatterId>,
    /// Only for opening: where it comes from.
    pub origin: Option<Origin>,
    /// Ids and numbers for matters that the act opens, in the order in which it opens them, by kind.
    pub fresh: BTreeMap<String, Vec<Fresh>>,
}

/// An id and a number that no other matter has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fresh {
    /// The id.
    pub id: MatterId,
    /// The number.
    pub number: String,
}
