//! Declarations (系统声明) as they are after compiling: what a system is, and the loop of each of its kinds of matters.
//!
//! Everything here is plain data. `parse` makes it from a folder's files, `check` says what is wrong with it;
//! the format of the files is defined in `docs/systems.md`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::time::Amount;

mod check;
mod compile;
mod diagnostic;
mod kind;
mod parse;
mod rules;
mod source;
mod story;

pub use compile::{Compiled, compile, compile_all, parse};
pub use diagnostic::{Code, Diagnostic, Severity};
pub use kind::{Act, Choice, Doing, Field, FieldType, Kind, Says, State, StateKind, Who};
pub use rules::{
    Deadline, Duplicates, JointMode, JointRule, Length, OnChange, OnReopen, Poll, Quantity, RollUp, RollUpMode, Stage,
    Tie, Transfer,
};
pub use story::{Expect, Story, StoryMeasure, StoryPost, StoryStep};

/// The files of a system's folder: their texts by path relative to it, with `/` between its parts.
pub type Folder = BTreeMap<String, String>;

/// A name or sentence in the two languages of the screens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// A system (系统): one folder of declarations.
#[derive(Clone, Debug, PartialEq)]
pub struct System {
    /// The folder's name: small letters, digits and `_`.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// What it is for, in one or two sentences.
    pub purpose: Words,
    /// Its version; a running matter keeps the one it was opened under.
    pub version: u32,
    /// The day from which this version holds for new matters.
    pub effective: Date,
    /// Standards and rules that it follows, by name and number.
    pub follows: Vec<String>,
    /// Roles (职责) that posts have in it.
    pub roles: Vec<Role>,
    /// The kinds of its matters; the first one is the main kind, with the system's own id.
    pub kinds: Vec<Kind>,
    /// Its registers, by id.
    pub registers: BTreeMap<String, Register>,
    /// Its measures.
    pub measures: Vec<Measure>,
    /// How lists, board and map show it, by kind.
    pub views: BTreeMap<String, View>,
}

/// What a post may be in a system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// On which side of a loop it stands.
    pub side: Side,
}

/// The sides of a loop: who does, and who says whether it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Does the work.
    Handling,
    /// Hands out and judges the work.
    Judging,
    /// Residents, firms, deputies.
    Public,
}

/// Rows with validity dates, for choices and lengths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// Its rows.
    pub rows: Vec<RegisterRow>,
}

/// A row of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterRow {
    /// Its key; several rows with one key are valid one after the other.
    pub key: String,
    /// Its name.
    pub name: Words,
    /// Valid from this day.
    pub from: Date,
    /// Valid up to this day, inclusive; none: still.
    pub until: Option<Date>,
    /// Words by column (conditions for filing and closing …).
    pub texts: BTreeMap<String, String>,
    /// Lengths by column.
    pub amounts: BTreeMap<String, Amount>,
}

/// A measure (指标口径): a named number over the system's view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its id: the file's name.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// The kind whose matters it counts.
    pub kind: String,
    /// What is counted.
    pub numerator: Words,
    /// Over what; empty for a plain count or sum.
    pub denominator: Words,
    /// What is left out.
    pub exclusions: Words,
    /// The unit shown: `%`, `件`, `万元` …
    pub unit: String,
    /// Digits behind the point when shown.
    pub scale: u32,
    /// The indicator of the codebook that it is.
    pub metric: Option<String>,
    /// Measures of one group are shown together.
    pub group: Option<Words>,
    /// The query; see `docs/systems.md` for what it may read and must give.
    pub sql: String,
}

/// How lists, board and map show a kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Fields and facts in a list, in order.
    pub columns: Vec<String>,
    /// Fields and facts a list can be filtered by.
    pub filters: Vec<String>,
    /// States that are columns of the board, in order; empty: all.
    pub board: Vec<String>,
    /// The place field shown on the map.
    pub map: Option<String>,
    /// The field (choice, row or unit) by which the system counts: indexed, and the first filter.
    pub class: Option<String>,
    /// The field that says in which area (街道) a matter lies: indexed.
    pub area: Option<String>,
    /// Named lists: states that they hold (四张清单).
    pub lists: Vec<NamedList>,
    /// Fields that name a row of an imported table: the same values are the same matter.
    pub import_key: Vec<String>,
}

/// A named rolling list: the matters in some states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedList {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// The states.
    pub states: Vec<String>,
}

impl System {
    /// A kind by its id.
    pub fn kind(&self, id: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.id == id)
    }
}
