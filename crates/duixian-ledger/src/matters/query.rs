//! Questions about matters and their answers, in plain types.

use std::collections::BTreeMap;

use duixian_matters::declaration::StateKind;
use duixian_matters::matter::MatterId;
use jiff::Timestamp;

use super::row::MatterItem;
use crate::query::Page;

/// A list is counted up to here; beyond it is only said that there are more.
pub const MOST_COUNTED: u64 = 10_000;

/// Which matters. An empty filter takes all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MatterFilter {
    /// Of one kind.
    pub kind: Option<String>,
    /// In one of these states; empty: in any.
    pub states: Vec<String>,
    /// In states that mean one of these; empty: any.
    pub state_kinds: Vec<StateKind>,
    /// Led by this unit.
    pub lead: Option<String>,
    /// Of this class.
    pub class: Option<String>,
    /// In this area.
    pub area: Option<String>,
    /// Only late ones, or only the others.
    pub late: Option<bool>,
    /// Words in the title, the number or a field that is not sensitive.
    pub text: Option<String>,
    /// With this number.
    pub number: Option<String>,
    /// Parts of this matter.
    pub parent: Option<MatterId>,
    /// From promises of this document.
    pub document: Option<String>,
    /// From this promise.
    pub promise: Option<String>,
    /// With these values in fields: as they are kept in the matter.
    pub fields: BTreeMap<String, String>,
    /// Opened at this moment or later.
    pub opened_from: Option<Timestamp>,
    /// Opened before this moment.
    pub opened_until: Option<Timestamp>,
    /// Only those with a place.
    pub placed: bool,
    /// The order.
    pub sort: MatterSort,
    /// The order turned round.
    pub descending: bool,
}

/// The order of matters. Ties stand in the order of their ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MatterSort {
    /// By opening.
    #[default]
    Opened,
    /// By the nearest end of a running clock; those without one last.
    Due,
    /// By number.
    Number,
    /// By title.
    Title,
    /// By state.
    State,
    /// By leading unit; those without one last.
    Lead,
    /// By progress; unknown last.
    Progress,
    /// By when it came into its state.
    Entered,
    /// By when it was closed; open ones last.
    Closed,
}

/// A page of matters.
#[derive(Clone, Debug, PartialEq)]
pub struct MatterPage {
    /// The matters of the page.
    pub items: Vec<MatterItem>,
    /// The page.
    pub page: Page,
    /// Matters of the whole list, counted up to [`MOST_COUNTED`].
    pub total: u64,
    /// Whether there are more than were counted.
    pub more: bool,
}

/// Whose turns are asked for, and which.
#[derive(Clone, Debug, PartialEq)]
pub struct TurnQuery {
    /// Owners as rows name them.
    pub owners: Vec<String>,
    /// Those of judging, or the others.
    pub judging: bool,
    /// Which ends.
    pub due: DueRange,
    /// At most so many matters.
    pub limit: u32,
}

/// A range of ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueRange {
    /// Whatever the end, and without one.
    Any,
    /// Without an end.
    Absent,
    /// From the first moment (or ever) to before the second (or for ever).
    Between(Option<Timestamp>, Option<Timestamp>),
}

/// A square around a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Square {
    /// The kind.
    pub kind: String,
    /// Least longitude and latitude in millionths of a degree.
    pub least: (i64, i64),
    /// Greatest ones.
    pub greatest: (i64, i64),
    /// Opened at this moment or later.
    pub since: Timestamp,
    /// At most so many matters.
    pub limit: u32,
}
