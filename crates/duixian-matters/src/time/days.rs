//! Counting: working days and working seconds before a day, and the days at which a count is reached.
//!
//! Days are numbered from 1970-01-01 and seconds of the site's clock from its midnight. A count before a day is the
//! weekly pattern's, which division gives, corrected by the exceptions before it, which a binary search finds; so every
//! question takes the same few steps, however far apart the days are.

use jiff::civil::{Date, date};

use super::{Calendars, Hours, Window};

/// Seconds of a day.
pub(super) const DAY: i64 = 86_400;
/// The last second of a day: where a day ends for deadlines, so that a deadline lies on the day it is named by.
pub(super) const LAST: i64 = DAY - 1;

const EPOCH: Date = date(1970, 1, 1);

/// A day whose work differs from that of its weekday.
#[derive(Debug, Clone, Copy)]
struct Exception {
    day: i64,
    work: bool,
    /// What this exception and those before it add to the count of working days.
    days: i64,
    /// What they add to the count of working seconds.
    seconds: i64,
}

/// The working days and windows of all time, as far as notices tell and by the weekly pattern beyond.
#[derive(Debug, Clone)]
pub(super) struct Days {
    hours: Hours,
    /// Working days and seconds of a week before each weekday, from Monday; the last is the whole week.
    week: [(i64, i64); 8],
    /// In the order of days.
    exceptions: Vec<Exception>,
    /// First and last days of stretches that notices tell about, in order, none touching the next.
    known: Vec<(i64, i64)>,
}

/// The number of a day of the calendar.
pub(super) fn number(day: Date) -> i64 {
    day.duration_since(EPOCH).as_secs().div_euclid(DAY)
}

/// The weekday of a numbered day, from Monday as 0. The first numbered day was a Thursday.
fn weekday(day: i64) -> usize {
    usize::try_from((day + 3).rem_euclid(7)).unwrap_or_default()
}

/// Seconds of the windows that lie before a second of the day.
fn worked(windows: &[Window], second: i64) -> i64 {
    windows.iter().map(|window| (second.min(window.to) - window.from).max(0)).sum()
}

/// The smallest number of `low..high` for which a test holds that, once it holds, goes on to hold; `high` if none.
fn first(low: i64, high: i64, holds: impl Fn(i64) -> bool) -> i64 {
    let (mut low, mut high) = (low, high);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

impl Days {
    pub(super) fn new(calendars: &Calendars, hours: Hours) -> Self {
        let mut week = [(0, 0); 8];
        let (mut days, mut seconds) = (0, 0);
        for (index, before) in week.iter_mut().enumerate() {
            *before = (days, seconds);
            let windows = hours.weekday(index);
            days += i64::from(!windows.is_empty());
            seconds += worked(windows, DAY);
        }
        let mut ordered: Vec<(i64, bool)> =
            calendars.years().flat_map(|year| &year.days).map(|(&day, &work)| (number(day), work)).collect();
        ordered.sort_unstable();
        let (mut days, mut seconds) = (0, 0);
        let mut exceptions = Vec::with_capacity(ordered.len());
        for (day, work) in ordered {
            let usual = hours.weekday(weekday(day));
            if usual.is_empty() != work {
                continue;
            }
            if work {
                days += 1;
                seconds += worked(hours.make_up(weekday(day)), DAY);
            } else {
                days -= 1;
                seconds -= worked(usual, DAY);
            }
            exceptions.push(Exception { day, work, days, seconds });
        }
        Self { hours, week, exceptions, known: known(calendars) }
    }

    pub(super) fn hours(&self) -> &Hours {
        &self.hours
    }

    /// How many exceptions lie before a day.
    fn exceptions_before(&self, day: i64) -> usize {
        self.exceptions.partition_point(|exception| exception.day < day)
    }

    fn exception(&self, day: i64) -> Option<bool> {
        self.exceptions.get(self.exceptions_before(day)).filter(|found| found.day == day).map(|found| found.work)
    }

    /// Windows of a day; empty where no work is done.
    pub(super) fn windows(&self, day: i64) -> &[Window] {
        match self.exception(day) {
            Some(true) => self.hours.make_up(weekday(day)),
            Some(false) => &[],
            None => self.hours.weekday(weekday(day)),
        }
    }

    /// Whether work is done on a day: by its notice, or by its weekday where there is none.
    pub(super) fn works(&self, day: i64) -> bool {
        !self.windows(day).is_empty()
    }

    /// The second of the day with which work ends, if work is done on it.
    pub(super) fn closing(&self, day: i64) -> Option<i64> {
        self.windows(day).last().map(|window| window.to.min(LAST))
    }

    /// Whether notices tell about every day from the first to the last; also if there is none between them.
    pub(super) fn knows(&self, first: i64, last: i64) -> bool {
        if first > last {
            return true;
        }
        let after = self.known.partition_point(|stretch| stretch.0 <= first);
        after.checked_sub(1).and_then(|index| self.known.get(index)).is_some_and(|stretch| stretch.1 >= last)
    }

    /// Working days and working seconds before a day, counted from some far day.
    fn before(&self, day: i64) -> (i64, i64) {
        let weeks = (day + 3).div_euclid(7);
        let (week_days, week_seconds) = self.week.last().copied().unwrap_or_default();
        let (days, seconds) = self.week.get(weekday(day)).copied().unwrap_or_default();
        let last = self.exceptions_before(day).checked_sub(1).and_then(|index| self.exceptions.get(index));
        let (more_days, more_seconds) = last.map_or((0, 0), |exception| (exception.days, exception.seconds));
        (weeks * week_days + days + more_days, weeks * week_seconds + seconds + more_seconds)
    }

    /// Working days after one day up to another; negative if the other lies before it.
    pub(super) fn days_between(&self, after: i64, to: i64) -> i64 {
        self.before(to + 1).0 - self.before(after + 1).0
    }

    /// Working seconds from one second to another of the site's clock.
    pub(super) fn seconds_between(&self, from: i64, to: i64) -> i64 {
        self.seconds_before(to) - self.seconds_before(from)
    }

    fn seconds_before(&self, second: i64) -> i64 {
        let (day, rest) = (second.div_euclid(DAY), second.rem_euclid(DAY));
        self.before(day).1 + worked(self.windows(day), rest)
    }

    /// How many days from a day surely hold so many working days, or so many working seconds, before or after it.
    fn reach(&self, count: i64, in_a_week: i64, in_an_exception: i64) -> i64 {
        let lost = i64::try_from(self.exceptions.len()).unwrap_or(i64::MAX).saturating_mul(in_an_exception);
        (count.saturating_add(lost) / in_a_week.max(1)).saturating_add(2).saturating_mul(7)
    }

    /// The working day that is the `count`-th after a day; `count` is at least 1.
    pub(super) fn working_day_after(&self, day: i64, count: i64) -> i64 {
        let target = self.before(day + 1).0.saturating_add(count);
        let reach = self.reach(count, self.week.last().map_or(1, |week| week.0), 1);
        first(day + 1, day.saturating_add(reach), |day| self.before(day + 1).0 >= target)
    }

    /// The working day that is the `count`-th before a day; `count` is at least 1.
    pub(super) fn working_day_before(&self, day: i64, count: i64) -> i64 {
        let target = self.before(day).0.saturating_sub(count);
        let reach = self.reach(count, self.week.last().map_or(1, |week| week.0), 1);
        first(day.saturating_sub(reach), day, |day| self.before(day).0 > target) - 1
    }

    /// The day itself if work is done on it, otherwise the next working day.
    pub(super) fn working_day_from(&self, day: i64) -> i64 {
        self.working_day_after(day - 1, 1)
    }

    /// The earliest second at which so many working seconds have passed since a second; `count` is at least 0.
    pub(super) fn advance(&self, second: i64, count: i64) -> i64 {
        if count <= 0 {
            return second;
        }
        let target = self.seconds_before(second).saturating_add(count);
        let day = second.div_euclid(DAY);
        let reach = self.reach(count.saturating_add(DAY), self.week.last().map_or(1, |week| week.1), DAY);
        let day = first(day, day.saturating_add(reach), |day| self.before(day + 1).1 >= target);
        let mut rest = target - self.before(day).1;
        for window in self.windows(day) {
            let length = window.to - window.from;
            if rest <= length {
                return day * DAY + window.from + rest;
            }
            rest -= length;
        }
        // Not reached: the day was chosen to hold the rest.
        (day + 1) * DAY
    }

    /// The latest second from which so many working seconds pass until a second; `count` is at least 0.
    pub(super) fn retreat(&self, second: i64, count: i64) -> i64 {
        if count <= 0 {
            return second;
        }
        let target = self.seconds_before(second).saturating_sub(count);
        let day = second.div_euclid(DAY);
        let reach = self.reach(count.saturating_add(DAY), self.week.last().map_or(1, |week| week.1), DAY);
        let day = first(day.saturating_sub(reach), day + 1, |day| self.before(day).1 > target) - 1;
        let mut rest = target - self.before(day).1;
        for window in self.windows(day) {
            let length = window.to - window.from;
            if rest < length {
                return day * DAY + window.from + rest;
            }
            rest -= length;
        }
        // Not reached: the day was chosen to hold more than the rest.
        (day + 1) * DAY
    }
}

/// The stretches of days that notices tell about.
fn known(calendars: &Calendars) -> Vec<(i64, i64)> {
    let mut stretches: Vec<(i64, i64)> = calendars
        .years()
        .flat_map(|year| {
            let whole = (number(date(year.year, 1, 1)), number(date(year.year, 12, 31)));
            year.outside.iter().map(|&day| (number(day), number(day))).chain([whole])
        })
        .collect();
    stretches.sort_unstable();
    let mut joined: Vec<(i64, i64)> = Vec::with_capacity(stretches.len());
    for (from, to) in stretches {
        match joined.last_mut() {
            Some(last) if last.1 + 1 >= from => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    joined
}
