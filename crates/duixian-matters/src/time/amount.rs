//! Amounts and units of time, and what a calendar answers: due, left, spent.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// In what a deadline is counted. The rule of each is defined in `docs/working-time.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Hours inside the windows of working days.
    WorkingHours,
    /// Working days; the day of the start is not counted, and the deadline is the end of work on the last of them.
    WorkingDays,
    /// Days of the calendar; the day of the start is not counted, and a last day off moves to the next working day.
    CalendarDays,
    /// The same, but the last day stays where it falls.
    FixedDays,
    /// Hours of the clock, day and night.
    Hours,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 5] =
        [Self::WorkingHours, Self::WorkingDays, Self::CalendarDays, Self::FixedDays, Self::Hours];

    /// The unit's Chinese name, as it stands behind a number.
    pub fn name(self) -> &'static str {
        match self {
            Self::WorkingHours => "个工作小时",
            Self::WorkingDays => "个工作日",
            Self::CalendarDays => "个自然日",
            Self::FixedDays => "个自然日（不顺延）",
            Self::Hours => "小时",
        }
    }

    /// The unit's English name, in the plural.
    pub fn name_en(self) -> &'static str {
        match self {
            Self::WorkingHours => "working hours",
            Self::WorkingDays => "working days",
            Self::CalendarDays => "calendar days",
            Self::FixedDays => "calendar days, not moved",
            Self::Hours => "hours",
        }
    }

    /// Whether what is left and spent is told in whole days; otherwise it is told in seconds.
    pub fn is_days(self) -> bool {
        matches!(self, Self::WorkingDays | Self::CalendarDays | Self::FixedDays)
    }
}

/// How long a deadline runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// How many units; at most [`Amount::MOST`].
    pub number: u32,
    /// What is counted.
    pub unit: Unit,
}

impl Amount {
    /// The most units that a deadline can have: hundreds of years in days, eleven years in hours.
    pub const MOST: u32 = 100_000;

    /// An amount of time.
    pub fn new(number: u32, unit: Unit) -> Self {
        Self { number, unit }
    }
}

/// When a deadline falls due; [`Due::is_missed`] tells whether a moment comes too late for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// The last second in which the deadline is kept.
    pub at: Timestamp,
    /// Where calendar days ended before they were moved off a day without work; absent when they were not moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<Timestamp>,
    /// Whether a day was counted that no notice of the State Council tells about yet. Such a deadline is computed
    /// again, from the same input, when the notice is there.
    pub provisional: bool,
}

impl Due {
    /// A deadline that somebody set to a moment, so that no day was counted for it.
    pub fn fixed(at: Timestamp) -> Self {
        Self { at, moved_from: None, provisional: false }
    }

    /// Whether a moment comes too late. A whole second belongs to the deadline: 23:59:59 lasts until midnight.
    pub fn is_missed(&self, now: Timestamp) -> bool {
        whole_second(now) > whole_second(self.at)
    }
}

/// Seconds since 1970 at a moment, without what it has beyond a second.
pub(super) fn whole_second(moment: Timestamp) -> i64 {
    // `as_second` cuts towards zero, which is upwards before 1970.
    moment.as_second() - i64::from(moment.subsec_nanosecond() < 0)
}

/// What is left of a deadline at a moment; also all that is needed to run it on after a pause that begins then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Left {
    /// Whole days after today up to the deadline's own day for units of days (0 is: due today), otherwise seconds.
    pub amount: u64,
    /// What the amount is told in: see [`Unit::is_days`].
    pub unit: Unit,
    /// Whether the deadline has been missed: see [`Due::is_missed`].
    pub overdue: bool,
    /// The moment that was asked about: where a pause begins.
    pub at: Timestamp,
    /// The deadline that was asked about.
    pub due: Due,
    /// Whether the amount or the deadline rests on a day that no notice tells about yet.
    pub provisional: bool,
}

/// What was spent of a unit between two moments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spent {
    /// Whole days after the first one up to the last one for units of days, otherwise seconds.
    pub amount: u64,
    /// What the amount is told in: see [`Unit::is_days`].
    pub unit: Unit,
    /// Whether a day was counted that no notice tells about yet.
    pub provisional: bool,
}
