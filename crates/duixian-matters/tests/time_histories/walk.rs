//! The first oracle: the rules of working time as a walk, minute by minute, over a table of the days.
//!
//! It shares nothing with the crate: it has its own list of days, its own weekdays and no counting ahead. A clock that
//! is paused in a minute does not see it; a day ends with its last minute, a day of work with its last worked one.

/// 2024-01-01 00:00 on the site's clock, a Monday.
const FIRST: i64 = 1_704_038_400;
const MINUTES: usize = 1440;
/// The days of 2024 to 2028; from 2027 no notice tells them, and the weekday counts.
const DAYS: usize = 366 + 365 + 365 + 365 + 366;
/// The first day of 2027.
const UNKNOWN: usize = 366 + 365 + 365;
/// First and last days off that are not weekends (months and days), and days worked at weekends, for each year.
const YEARS: [(&str, &str); 3] = [
    (
        "0101-0101 0212-0216 0404-0405 0501-0503 0610-0610 0916-0917 1001-1004 1007-1007",
        "0204 0218 0407 0428 0511 0914 0929 1012",
    ),
    (
        "0101-0101 0128-0131 0203-0204 0404-0404 0501-0502 0505-0505 0602-0602 1001-1003 1006-1008",
        "0126 0208 0427 0928 1011",
    ),
    (
        "0101-0102 0216-0220 0223-0223 0406-0406 0501-0501 0504-0505 0619-0619 0925-0925 1001-1002 1005-1007",
        "0104 0214 0228 0509 0920 1010",
    ),
];

/// What is done in a minute.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Minute {
    /// No work, and the day goes on.
    Idle,
    /// Work.
    Worked,
    /// The last minute of work on its day.
    LastWorked,
}

/// The table of all minutes.
pub(crate) struct Walk {
    minutes: Vec<Minute>,
}

/// What the walk answers: the second, and whether a day was looked at that no notice tells.
pub(crate) type Answer = (i64, bool);

fn day_of_year(year: usize, text: &str) -> usize {
    let (month, day): (usize, usize) = (text[..2].parse().unwrap(), text[2..].parse().unwrap());
    let lengths = [31, if year == 0 { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    lengths[..month - 1].iter().sum::<usize>() + day - 1
}

impl Walk {
    pub(crate) fn new() -> Self {
        let mut worked: Vec<bool> = (0..DAYS).map(|day| day % 7 < 5).collect();
        for (year, (off, make_up)) in YEARS.iter().enumerate() {
            let first = [0, 366, 366 + 365][year];
            for range in off.split(' ') {
                let (from, to) = range.split_once('-').unwrap();
                for day in day_of_year(year, from)..=day_of_year(year, to) {
                    assert!(worked[first + day], "{range} is a weekend");
                    worked[first + day] = false;
                }
            }
            for day in make_up.split(' ') {
                worked[first + day_of_year(year, day)] = true;
            }
        }
        let mut minutes = vec![Minute::Idle; DAYS * MINUTES];
        for (day, _) in worked.iter().enumerate().filter(|(_, worked)| **worked) {
            let of_day = &mut minutes[day * MINUTES..(day + 1) * MINUTES];
            of_day[9 * 60..12 * 60].fill(Minute::Worked);
            of_day[13 * 60 + 30..17 * 60 + 30].fill(Minute::Worked);
            of_day[17 * 60 + 29] = Minute::LastWorked;
        }
        Self { minutes }
    }

    /// The due second of a history whose moments are whole minutes; pauses in order.
    pub(crate) fn due(&self, start: i64, number: u32, unit: &str, pauses: &[(i64, i64)]) -> Answer {
        let index = |second: i64| usize::try_from((second - FIRST) / 60).unwrap();
        let mut pauses = pauses.iter().map(|&(from, to)| (index(from), index(to)));
        let mut pause = pauses.next();
        let mut minute = index(start);
        let days = matches!(unit, "working_days" | "calendar_days" | "fixed_days");
        let mut left = u64::from(number) * if days { 1 } else { 60 };
        // The day of the start does not count; if its end still comes, that end is one more to see.
        let of_today = &self.minutes[minute..(minute / MINUTES + 1) * MINUTES];
        left += match unit {
            "working_days" => u64::from(of_today.contains(&Minute::LastWorked)),
            "calendar_days" | "fixed_days" => 1,
            _ => 0,
        };
        loop {
            while let Some((from, to)) = pause {
                if minute < from {
                    break;
                }
                minute = minute.max(to);
                pause = pauses.next();
            }
            let until = pause.map_or(self.minutes.len(), |(from, _)| from);
            while minute < until {
                let kind = self.minutes[minute];
                let day_ends = minute % MINUTES == MINUTES - 1;
                let counts = match unit {
                    "hours" => true,
                    "working_hours" => kind != Minute::Idle,
                    "working_days" => kind == Minute::LastWorked,
                    _ => day_ends,
                };
                if counts {
                    left = left.saturating_sub(1);
                    let day = minute / MINUTES;
                    let stays = unit != "calendar_days" || self.works(day);
                    if left == 0 && stays {
                        let end = FIRST + i64::try_from(minute + 1).unwrap() * 60;
                        let at = if day_ends && days { end - 1 } else { end };
                        return (at, !matches!(unit, "hours" | "fixed_days") && day >= UNKNOWN);
                    }
                }
                minute += 1;
            }
            assert!(minute < self.minutes.len(), "the walk left its table");
        }
    }

    fn works(&self, day: usize) -> bool {
        self.minutes[day * MINUTES + 9 * 60] == Minute::Worked
    }
}
