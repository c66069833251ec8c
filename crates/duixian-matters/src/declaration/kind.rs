//! A kind of matters: its fields, states and acts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::declaration::Words;
use crate::declaration::rules::{Deadline, Duplicates, JointRule, Poll, Quantity, RollUp, Stage, Transfer};

/// A kind of matters with its loop (闭环).
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    /// `system` for the main kind, `system.kind` for the others.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// How its numbers are written: `{year}` and `{serial:4}` are filled in.
    pub number: String,
    /// The field that names a matter in lists.
    pub title: String,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Its states.
    pub states: Vec<State>,
    /// Its acts.
    pub acts: Vec<Act>,
    /// Its deadlines; several may run at once.
    pub deadlines: Vec<Deadline>,
    /// How several units handle one matter (会签), where they may.
    pub joint: Option<JointRule>,
    /// How its children's progress becomes its own.
    pub roll_up: Option<RollUp>,
    /// Stages with quantities, in order.
    pub stages: Vec<Stage>,
    /// Quantities on its stages.
    pub quantities: Vec<Quantity>,
    /// Other systems it can go to.
    pub transfers: Vec<Transfer>,
    /// A vote on other matters (票决), where the kind is one.
    pub poll: Option<Poll>,
    /// How likely duplicates are found before one is filed.
    pub duplicates: Option<Duplicates>,
}

/// A field of a matter. Every value is kept as text in the form that its type fixes; see [`FieldType`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its id: small letters, digits and `_`.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// What is asked for, where the name does not say it.
    pub help: Option<Words>,
    /// What it holds.
    pub holds: FieldType,
    /// Whether a matter cannot be opened without it.
    pub required: bool,
    /// Whether it is shown to nobody but those who handle or judge the matter.
    pub sensitive: bool,
}

/// What a field holds and the text its value is kept as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// Words of at most so many characters.
    Text {
        /// So many.
        longest: u32,
    },
    /// An exact decimal with at most so many digits behind the point, in a unit.
    Number {
        /// So many digits.
        scale: u32,
        /// The unit; may be empty.
        unit: String,
    },
    /// An exact decimal in a unit of money (元, 万元, 亿元), with at most so many digits behind the point.
    Money {
        /// So many digits.
        scale: u32,
        /// The unit.
        unit: String,
    },
    /// `2026-03-01`.
    Date,
    /// The id of one of these.
    Choice {
        /// These.
        choices: Vec<Choice>,
    },
    /// The key of a row of a register that is valid on the day.
    Row {
        /// The register.
        register: String,
    },
    /// A unit of the site (部门、街道), by its name.
    Unit,
    /// A post of the site, by its id.
    Post,
    /// `117.123456,36.123456`: longitude and latitude in degrees, at most six digits behind the point.
    Place,
    /// Content hashes of attachments, separated by blanks.
    File,
    /// A telephone number; sensitive.
    Phone,
    /// A resident's name; sensitive.
    Person,
    /// A resident's address; sensitive.
    Address,
    /// An identity number; sensitive.
    IdentityNumber,
    /// The id of another matter.
    Matter {
        /// Its kind.
        kind: String,
    },
}

/// One of the values of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// As kept.
    pub id: String,
    /// As shown.
    pub name: Words,
}

/// A state of a loop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// What it means for clocks and counts.
    pub kind: StateKind,
    /// Whose turn it is; none where nobody has to do anything (done and void).
    pub owner: Option<Who>,
}

/// What a state means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StateKind {
    /// Something has to be done.
    Open,
    /// Waiting with cause (挂账).
    Paused,
    /// Closed well; reached only with a second pair of eyes.
    Done,
    /// Closed without a result (作废、不予立案).
    Void,
}

/// Who may do an act, or whose turn it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// A post of the unit that leads (`lead`).
    Lead,
    /// A post of one of the joint units (`joint`).
    Joint,
    /// The post that opened it (`author`).
    Author,
    /// A post with a role of the system.
    Role(String),
    /// Any post (`anyone`).
    Anyone,
}

/// An act of a loop.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// What the engine does beside the change of state.
    pub does: Doing,
    /// The states in which it can be done; empty for one that opens a matter.
    pub from: Vec<String>,
    /// The state behind it; none where the state stays, or the engine knows it (resume).
    pub to: Option<String>,
    /// Who may do it: any of these.
    pub who: Vec<Who>,
    /// What it needs: ids of fields that must have a value behind it (given with it or before).
    pub needs: Vec<String>,
    /// Fields that may be given with it beside those needed.
    pub may: Vec<String>,
    /// Whether a reason must be given.
    pub reason: bool,
    /// How many files must be attached with it.
    pub files: u32,
    /// Values it sets by itself.
    pub sets: BTreeMap<String, String>,
    /// What it says of the work.
    pub says: Option<Says>,
    /// How often it may be done on one matter; none: any number.
    pub at_most: Option<u32>,
    /// Whether all children must be closed (done or void) first.
    pub children_closed: bool,
    /// Whether the joint rule must be met first.
    pub joint_met: bool,
    /// Deadlines whose clock starts anew by it (a monthly return).
    pub renews: Vec<String>,
}

/// The two truths of a loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// The owner says that the work is done (办结).
    Done,
    /// Somebody of another unit and person says so too (核查).
    Verified,
}

/// What the engine does with an act. The words are those of `does = "…"` in the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Opens a matter (`open`).
    Open,
    /// Changes the state and fields (`move`); also closes.
    Move,
    /// Names the leading and joint units (`assign`, 交办、派遣).
    Assign,
    /// Gives it back to who assigned it; the lead is cleared (`return`, 退回).
    Return,
    /// Asks for a later deadline (`ask_extension`, 申请延期).
    AskExtension,
    /// Grants what was asked (`grant_extension`).
    GrantExtension,
    /// Refuses it (`refuse_extension`).
    RefuseExtension,
    /// Puts it aside with cause, clocks that do not run in the state stop (`park`, 挂账).
    Park,
    /// Takes it up again in the state it was parked in (`resume`).
    Resume,
    /// Sends it back to be done again (`rework`, 返工).
    Rework,
    /// Reminds the owner; the state stays (`urge`, 催办).
    Urge,
    /// Has it watched from above; the state stays (`supervise`, 督办).
    Supervise,
    /// Opens it in another system (`transfer`, 转办).
    Transfer,
    /// A joint unit says that its part is done (`part`, 会签).
    Part,
    /// Writes fields, files or quantities; the state stays (`record`).
    Record,
    /// Opens it again (`reopen`).
    Reopen,
    /// Ends it without a result (`void`).
    Void,
    /// A recorded ballot (`ballot`, 投票).
    Ballot,
    /// Counts the ballots and says who is elected (`count`, 计票).
    Count,
    /// Leaves it out of a measure, with reason and approver (`exclude`, 剔除).
    Exclude,
}

impl Kind {
    /// A field by its id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// A state by its id.
    pub fn state(&self, id: &str) -> Option<&State> {
        self.states.iter().find(|state| state.id == id)
    }

    /// An act by its id.
    pub fn act(&self, id: &str) -> Option<&Act> {
        self.acts.iter().find(|act| act.id == id)
    }

    /// A deadline by its id.
    pub fn deadline(&self, id: &str) -> Option<&Deadline> {
        self.deadlines.iter().find(|deadline| deadline.id == id)
    }
}
