//! Random histories of a deadline: a start, an amount, and pauses that may overlap windows, weekends and holidays.

use duixian_matters::time::{Amount, Calendar, Due, TimeError, Unit};
use jiff::Timestamp;

/// 2024-01-01 00:00 on the site's clock: the first day that is known.
pub(crate) const FIRST: i64 = 1_704_038_400;
const DAY: i64 = 86_400;
/// Seconds of the day at which something changes; half of all moments lie on one of them or a step beside it.
const EDGES: [i64; 7] = [0, 32_400, 43_200, 48_600, 63_000, 86_340, 64_800];

/// What happened to one deadline. Moments are seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct History {
    /// When it started.
    pub(crate) start: i64,
    /// How long it runs.
    pub(crate) amount: Amount,
    /// From when to when it was paused: in order, none touching another.
    pub(crate) pauses: Vec<(i64, i64)>,
}

impl History {
    /// When the deadline falls due in the end.
    pub(crate) fn run(&self, calendar: &Calendar) -> Result<Due, TimeError> {
        let moment = |second| Timestamp::from_second(second).map_err(|_| TimeError::OutOfRange);
        let due = calendar.due(moment(self.start)?, self.amount)?;
        let pauses = self.pauses.iter().map(|&(from, to)| Ok((moment(from)?, moment(to)?)));
        calendar.after_pauses(due, self.amount.unit, &pauses.collect::<Result<Vec<_>, _>>()?)
    }

    /// The history and an answer as a line of JSON.
    pub(crate) fn line(&self, due: i64) -> String {
        let (start, pauses, amount) = (self.start, &self.pauses, self.amount);
        serde_json::json!({
            "start": start, "number": amount.number, "unit": amount.unit, "pauses": pauses, "due": due,
        })
        .to_string()
    }
}

/// A source of histories that gives the same ones for the same seed.
pub(crate) struct Generator {
    state: u64,
    grain: i64,
    units: Vec<Unit>,
}

impl Generator {
    /// Moments are whole multiples of the grain, in seconds.
    pub(crate) fn new(seed: u64, grain: i64, units: Vec<Unit>) -> Self {
        Self { state: seed, grain: grain.max(1), units }
    }

    /// A number from 0 up to, and without, a bound (the generator "splitmix64").
    fn below(&mut self, bound: i64) -> i64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        i64::try_from(mixed >> 1).unwrap_or_default() % bound.max(1)
    }

    /// A moment within some days of another, never before it.
    fn moment(&mut self, after: i64, days: i64) -> i64 {
        let day = (after - FIRST).div_euclid(DAY) + self.below(days);
        let second = if self.below(2) == 0 {
            let edge = usize::try_from(self.below(7)).unwrap_or_default();
            EDGES.get(edge).copied().unwrap_or_default() + (self.below(3) - 1) * self.grain
        } else {
            self.below(DAY)
        };
        let second = second.div_euclid(self.grain) * self.grain;
        (FIRST + day * DAY + second).max(after)
    }

    /// The next history. Its pauses begin anywhere, also after the deadline.
    pub(crate) fn history(&mut self) -> History {
        let first = FIRST + self.below(1090) * DAY;
        let start = self.moment(first, 1);
        let index = usize::try_from(self.below(i64::try_from(self.units.len()).unwrap_or(1))).unwrap_or_default();
        let unit = self.units.get(index).copied().unwrap_or(Unit::WorkingHours);
        let most = match unit {
            Unit::WorkingHours => 80,
            Unit::WorkingDays => 15,
            Unit::CalendarDays | Unit::FixedDays => 20,
            Unit::Hours => 300,
        };
        // No hours at all is due at once, which no pause can touch; no days at all is due with the end of one.
        let least = i64::from(!unit.is_days());
        let number = u32::try_from(least + self.below(most)).unwrap_or(1);
        let mut pauses = Vec::new();
        let mut after = start;
        for _ in 0..self.below(4) {
            let days = 1 + self.below(5);
            let from = self.moment(after, days).max(after + self.grain * i64::from(!pauses.is_empty()));
            let days = 1 + self.below(7);
            let to = self.moment(from, days).max(from + self.grain);
            pauses.push((from, to));
            after = to;
        }
        History { start, amount: Amount::new(number, unit), pauses }
    }
}
