//! Stories: acts in order, and what must have become of the matters; they are run against a real ledger.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use rust_decimal::Decimal;

use crate::declaration::Words;
use crate::matter::{Amounted, Fields};

/// A story of a system.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Its file, relative to the system's folder.
    pub file: String,
    /// Its name.
    pub name: Words,
    /// When it begins, in the site's time.
    pub now: DateTime,
    /// Its roster.
    pub posts: Vec<StoryPost>,
    /// What happens.
    pub steps: Vec<StoryStep>,
    /// What is measured at the end.
    pub measures: Vec<StoryMeasure>,
}

/// A post of a story's roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryPost {
    /// Its id.
    pub id: String,
    /// Who holds it.
    pub person: String,
    /// Its unit.
    pub unit: String,
    /// Its roles in the story's system; in another one with that one's id before it: `permits:clerk`.
    pub roles: Vec<String>,
}

/// A step: an act, or waiting, and what is expected behind it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoryStep {
    /// The line where it begins.
    pub line: u32,
    /// When, in the site's time; timers that fall due until then fire first. None: at the same time as the last step.
    pub at: Option<DateTime>,
    /// The act; none: nothing is done, and only what is expected is looked at.
    pub act: Option<String>,
    /// For an opening act: the kind; none: the system's main kind.
    pub kind: Option<String>,
    /// The post that acts; empty where nothing is done.
    pub post: String,
    /// The story's name for the matter that is opened or acted on.
    pub matter: String,
    /// The step is done so many times, for matters named with 1, 2 … behind the name; none: once, for the name itself.
    pub times: Option<u32>,
    /// For an opening act: the story's name of the parent.
    pub parent: Option<String>,
    /// Values of fields.
    pub fields: Fields,
    /// Why.
    pub reason: Option<String>,
    /// The unit that is to lead.
    pub lead: Option<String>,
    /// The joint units, with shares where there are some.
    pub joint: Vec<(String, Option<Decimal>)>,
    /// So many invented files are attached.
    pub files: u32,
    /// How far it is, in percent.
    pub progress: Option<Decimal>,
    /// Quantities.
    pub quantities: Vec<Amounted>,
    /// A ballot's choices, by the story's names.
    pub choices: Vec<String>,
    /// The person who approved an exclusion.
    pub approver: Option<String>,
    /// The measure to be left out of.
    pub measure: Option<String>,
    /// A deadline and its wanted end, in the site's time.
    pub extension: Option<(String, DateTime)>,
    /// What is expected behind it.
    pub expect: Expect,
}

/// What is expected of a step's matter; what is none or empty is not looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expect {
    /// Its state.
    pub state: Option<String>,
    /// The code of the refusal; none: the act is done.
    pub refusal: Option<String>,
    /// The ends of clocks that run, by deadline, in the site's time.
    pub due: BTreeMap<String, DateTime>,
    /// Deadlines whose end passed unmet.
    pub breached: Vec<String>,
    /// Deadlines whose end is provisional.
    pub provisional: Vec<String>,
    /// Deadlines whose clocks wait.
    pub clock_paused: Vec<String>,
    /// How far it is, in percent.
    pub progress: Option<Decimal>,
    /// Values of fields; an empty one: the field has none.
    pub fields: Fields,
}

/// A measure at the end of a story, in the period from a day up to and without another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryMeasure {
    /// The line where it begins.
    pub line: u32,
    /// The measure.
    pub id: String,
    /// The first day.
    pub from: Date,
    /// The day behind the last one.
    pub until: Date,
    /// As shown, `93.72`; none: there is nothing to divide by.
    pub value: Option<String>,
    /// As shown.
    pub numerator: Option<String>,
    /// As shown.
    pub denominator: Option<String>,
}
