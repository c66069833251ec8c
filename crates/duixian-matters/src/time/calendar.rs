//! The calendar of a site, and the clocks of deadlines that run by it.

use jiff::Timestamp;
use jiff::civil::Date;

use super::amount::whole_second;
use super::days::{DAY, Days, LAST, number};
use super::{Amount, CalendarFileError, Calendars, Due, Hours, Left, Spent, TimeError, Unit};

/// Working days by the State Council's notices and working hours by a site's own windows.
///
/// Where a year has no notice yet, the weekday decides, and whatever rests on it is *provisional*.
#[derive(Debug, Clone)]
pub struct Calendar {
    years: Calendars,
    days: Days,
}

impl Calendar {
    /// A calendar of known years and of a site's hours.
    pub fn new(years: Calendars, hours: Hours) -> Self {
        let days = Days::new(&years, hours);
        Self { years, days }
    }

    /// The calendar that ships with the program.
    pub fn standard() -> Result<Self, CalendarFileError> {
        Ok(Self::new(Calendars::standard()?, Hours::standard()?))
    }

    /// The years whose notices are known.
    pub fn years(&self) -> &Calendars {
        &self.years
    }

    /// The site's hours.
    pub fn hours(&self) -> &Hours {
        self.days.hours()
    }

    /// Whether work is done on a day; `None` if no notice tells about it. (Deadlines then go by its weekday.)
    pub fn is_work_day(&self, day: Date) -> Option<bool> {
        let day = number(day);
        self.days.knows(day, day).then(|| self.days.works(day))
    }

    /// The day on the site's clock at a moment.
    pub fn day_of(&self, moment: Timestamp) -> Date {
        let seconds = i32::try_from(self.hours().offset()).unwrap_or_default();
        jiff::tz::Offset::from_seconds(seconds).unwrap_or(jiff::tz::Offset::UTC).to_datetime(moment).date()
    }

    /// When an amount of time that starts at a moment falls due.
    ///
    /// To extend a deadline by an amount, ask for that amount from the deadline itself.
    pub fn due(&self, start: Timestamp, amount: Amount) -> Result<Due, TimeError> {
        let number = units(amount)?;
        let second = self.local(start);
        let day = second.div_euclid(DAY);
        match amount.unit {
            Unit::Hours => Ok(Due::fixed(self.moment(second.saturating_add(number * 3600))?)),
            Unit::WorkingHours => {
                let at = self.days.advance(second, number * 3600);
                self.counted(at, second, number > 0)
            }
            Unit::WorkingDays => {
                let due = match number {
                    0 => self.end_of_work(second),
                    number => self.days.working_day_after(day, number),
                };
                let at = due * DAY + self.days.closing(due).unwrap_or(LAST);
                let looked_at = day + i64::from(number > 0);
                Ok(Due { at: self.moment(at)?, moved_from: None, provisional: !self.days.knows(looked_at, due) })
            }
            Unit::CalendarDays => self.moved((day + number) * DAY + LAST),
            Unit::FixedDays => Ok(Due::fixed(self.moment((day + number) * DAY + LAST)?)),
        }
    }

    /// What is left of a deadline at a moment. If a pause begins then, keep the answer for [`Calendar::resume`].
    pub fn left(&self, now: Timestamp, due: &Due, unit: Unit) -> Left {
        let spent = self.spent(now, due.at, unit);
        let overdue = due.is_missed(now);
        let provisional = due.provisional || spent.provisional;
        Left { amount: spent.amount, unit, overdue, at: now, due: *due, provisional }
    }

    /// The deadline after a pause from `left.at` to `now`: later by the time of its unit that passed in between.
    ///
    /// Of hours that is every second, of working hours every worked second, and of days every day whose end (for
    /// working days: whose end of work) lies in the pause. A deadline that had come before the pause stays.
    pub fn resume(&self, now: Timestamp, left: &Left) -> Result<Due, TimeError> {
        let due = left.due;
        let (from, to) = (self.local(left.at), self.local(now));
        let at = self.local(due.at);
        if from >= at || from >= to {
            return Ok(due);
        }
        match left.unit {
            Unit::Hours => Ok(Due { at: self.moment(at + (to - from))?, ..due }),
            Unit::WorkingHours => {
                let passed = self.days.seconds_between(from, to);
                let same = Due { provisional: due.provisional || !self.known(from, to), ..due };
                if passed == 0 {
                    return Ok(same);
                }
                let moved = self.counted(self.days.advance(at, passed), at, true)?;
                Ok(Due { provisional: moved.provisional || same.provisional, ..moved })
            }
            Unit::WorkingDays => {
                let passed = self.ends_of_work(from, to, at);
                let same = Due { provisional: due.provisional || !self.known(from, to), ..due };
                if passed == 0 {
                    return Ok(same);
                }
                let day = at.div_euclid(DAY);
                let moved = self.days.working_day_after(day, passed);
                let provisional = same.provisional || !self.days.knows(day, moved);
                let at = moved * DAY + self.time_on(moved, at);
                Ok(Due { at: self.moment(at)?, moved_from: None, provisional })
            }
            Unit::CalendarDays | Unit::FixedDays => {
                let mut end = due.moved_from.map_or(at, |moment| self.local(moment));
                if end <= from {
                    // Paused where it was moved off days without work: its own days are over, and today is the last.
                    end += ((from - end).div_euclid(DAY) + 1) * DAY;
                }
                let time = end.rem_euclid(DAY);
                let passed = (to - time).div_euclid(DAY) - (from - time).div_euclid(DAY);
                let end = end + passed * DAY;
                match (passed, left.unit) {
                    (0, _) => Ok(due),
                    (_, Unit::CalendarDays) => {
                        let moved = self.moved(end)?;
                        Ok(Due { provisional: moved.provisional || due.provisional, ..moved })
                    }
                    _ => Ok(Due { at: self.moment(end)?, moved_from: None, ..due }),
                }
            }
        }
    }

    /// A deadline after pauses, each from its first to its second moment, in order: to compute it anew when a notice
    /// that was missing is there. For a deadline that was counted, ask [`Calendar::due`] first.
    pub fn after_pauses(&self, due: Due, unit: Unit, pauses: &[(Timestamp, Timestamp)]) -> Result<Due, TimeError> {
        pauses.iter().try_fold(due, |due, &(from, to)| self.resume(to, &self.left(from, &due, unit)))
    }

    /// What passed of a unit between two moments; nothing if they stand in the other order.
    ///
    /// Days are those after the first moment's own up to that of the second, so that what is spent since the start and
    /// what is left make up the whole amount.
    pub fn spent(&self, from: Timestamp, to: Timestamp, unit: Unit) -> Spent {
        let (from, to) = (self.local(from), self.local(to));
        let (first, last) = (from.div_euclid(DAY), to.div_euclid(DAY));
        let amount = match unit {
            Unit::Hours => to - from,
            Unit::WorkingHours => self.days.seconds_between(from, to),
            Unit::WorkingDays => self.days.days_between(first, last),
            Unit::CalendarDays | Unit::FixedDays => last - first,
        };
        let unknown = match unit {
            Unit::WorkingHours => from < to && !self.known(from, to),
            Unit::WorkingDays => !self.days.knows(first + 1, last),
            _ => false,
        };
        Spent { amount: u64::try_from(amount).unwrap_or_default(), unit, provisional: unknown }
    }

    /// The latest moment from which an amount passes until a deadline: when to warn of it.
    ///
    /// Working days are counted back to the end of work of another day, all other days to the same time of day.
    pub fn before(&self, due: Timestamp, amount: Amount) -> Result<Timestamp, TimeError> {
        let number = units(amount)?;
        if number == 0 {
            return Ok(due);
        }
        let at = self.local(due);
        let second = match amount.unit {
            Unit::Hours => at - number * 3600,
            Unit::WorkingHours => self.days.retreat(at, number * 3600),
            Unit::WorkingDays => {
                let day = self.days.working_day_before(at.div_euclid(DAY), number);
                day * DAY + self.time_on(day, at)
            }
            Unit::CalendarDays | Unit::FixedDays => at - number * DAY,
        };
        self.moment(second)
    }

    /// The second of the site's clock at a moment: seconds since 1970-01-01 00:00:00 on that clock.
    fn local(&self, moment: Timestamp) -> i64 {
        whole_second(moment) + self.hours().offset()
    }

    fn moment(&self, second: i64) -> Result<Timestamp, TimeError> {
        Timestamp::from_second(second.saturating_sub(self.hours().offset())).map_err(|_| TimeError::OutOfRange)
    }

    /// Whether notices tell about all days between two seconds.
    fn known(&self, from: i64, to: i64) -> bool {
        self.days.knows(from.div_euclid(DAY), to.div_euclid(DAY))
    }

    /// A deadline for which working seconds were counted from a second.
    fn counted(&self, at: i64, from: i64, counted: bool) -> Result<Due, TimeError> {
        // A window may end with the day: that second belongs to the day it ends.
        let provisional = counted && !self.days.knows(from.div_euclid(DAY), (at - 1).div_euclid(DAY));
        Ok(Due { at: self.moment(at)?, moved_from: None, provisional })
    }

    /// A deadline of calendar days that end at a second, moved off days without work.
    fn moved(&self, end: i64) -> Result<Due, TimeError> {
        let day = end.div_euclid(DAY);
        let working = self.days.working_day_from(day);
        let moved_from = if working == day { None } else { Some(self.moment(end)?) };
        let at = self.moment(end + (working - day) * DAY)?;
        Ok(Due { at, moved_from, provisional: !self.days.knows(day, working) })
    }

    /// The first day whose work ends after a second.
    fn end_of_work(&self, second: i64) -> i64 {
        let day = second.div_euclid(DAY);
        match self.days.closing(day) {
            Some(closing) if closing > second.rem_euclid(DAY) => day,
            _ => self.days.working_day_after(day, 1),
        }
    }

    /// The time of day of a deadline at `at` when it moves to another working day: the end of work if it is one now.
    fn time_on(&self, day: i64, at: i64) -> i64 {
        let time = at.rem_euclid(DAY);
        match self.days.closing(at.div_euclid(DAY)) {
            Some(closing) if closing == time => self.days.closing(day).unwrap_or(time),
            _ => time,
        }
    }

    /// How many working days end after a second up to another, each at the time that a deadline at `at` has there.
    fn ends_of_work(&self, from: i64, to: i64, at: i64) -> i64 {
        let ended = |second: i64| {
            let day = second.div_euclid(DAY);
            i64::from(self.days.works(day) && self.time_on(day, at) <= second.rem_euclid(DAY))
        };
        let (first, last) = (from.div_euclid(DAY), to.div_euclid(DAY));
        self.days.days_between(first - 1, last - 1) - ended(from) + ended(to)
    }
}

/// The number of units, if a deadline can have so many.
fn units(amount: Amount) -> Result<i64, TimeError> {
    if amount.number > Amount::MOST { Err(TimeError::TooLarge { amount }) } else { Ok(i64::from(amount.number)) }
}
