//! Working time: deadlines at the boundaries of days, weeks, holidays and years.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use duixian_matters::time::{Amount, Calendar, Calendars, Due, Hours, Unit};
use jiff::Timestamp;

fn calendar() -> Calendar {
    Calendar::standard().expect("the shipped files are right")
}

/// `2026-03-02 10:00` on the clock of the site.
fn at(text: &str) -> Timestamp {
    let text = if text.len() == 16 { format!("{text}:00") } else { text.to_owned() };
    format!("{}+08:00", text.replace(' ', "T")).parse().expect("a moment")
}

fn show(moment: Timestamp) -> String {
    jiff::tz::Offset::constant(8).to_datetime(moment).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

#[test]
fn deadlines_fall_where_the_rules_say() {
    use Unit::{CalendarDays, FixedDays, Hours as Clock, WorkingDays, WorkingHours};
    let calendar = calendar();
    for (start, number, unit, due, provisional) in [
        // Working hours: lunch, night, weekend.
        ("2026-03-02 10:00", 2, WorkingHours, "2026-03-02 12:00:00", false),
        ("2026-03-02 10:00", 3, WorkingHours, "2026-03-02 14:30:00", false),
        ("2026-03-02 12:30", 1, WorkingHours, "2026-03-02 14:30:00", false),
        ("2026-03-06 17:00", 1, WorkingHours, "2026-03-09 09:30:00", false),
        ("2026-03-06 10:30", 0, WorkingHours, "2026-03-06 10:30:00", false),
        ("2026-03-02 08:00", 7, WorkingHours, "2026-03-02 17:30:00", false),
        // Spring Festival of 2026: worked on Saturday 14 February, off from 15 to 23.
        ("2026-02-14 17:00", 1, WorkingHours, "2026-02-24 09:30:00", false),
        // Working days: the day of the start is not counted.
        ("2026-03-02 00:00", 1, WorkingDays, "2026-03-03 17:30:00", false),
        ("2026-03-02 23:59", 1, WorkingDays, "2026-03-03 17:30:00", false),
        ("2026-03-06 10:00", 1, WorkingDays, "2026-03-09 17:30:00", false),
        ("2026-03-07 10:00", 1, WorkingDays, "2026-03-09 17:30:00", false),
        ("2026-02-13 10:00", 1, WorkingDays, "2026-02-14 17:30:00", false),
        ("2026-02-13 10:00", 2, WorkingDays, "2026-02-24 17:30:00", false),
        ("2026-02-27 10:00", 1, WorkingDays, "2026-02-28 17:30:00", false),
        // None at all: the end of today's work, or of the next that is worked.
        ("2026-03-02 10:00", 0, WorkingDays, "2026-03-02 17:30:00", false),
        ("2026-03-02 17:29:59", 0, WorkingDays, "2026-03-02 17:30:00", false),
        ("2026-03-02 17:30", 0, WorkingDays, "2026-03-03 17:30:00", false),
        ("2026-03-07 10:00", 0, WorkingDays, "2026-03-09 17:30:00", false),
        // Calendar days: moved off a last day without work.
        ("2026-03-02 10:00", 4, CalendarDays, "2026-03-06 23:59:59", false),
        ("2026-03-02 10:00", 5, CalendarDays, "2026-03-09 23:59:59", false),
        ("2026-03-02 10:00", 5, FixedDays, "2026-03-07 23:59:59", false),
        ("2026-02-10 10:00", 5, CalendarDays, "2026-02-24 23:59:59", false),
        ("2026-02-10 10:00", 4, CalendarDays, "2026-02-14 23:59:59", false),
        ("2026-03-02 10:00", 48, Clock, "2026-03-04 10:00:00", false),
        // The last days that are known, and the first that are not.
        ("2026-12-30 10:00", 1, WorkingDays, "2026-12-31 17:30:00", false),
        ("2026-12-30 10:00", 2, WorkingDays, "2027-01-01 17:30:00", true),
        ("2026-12-31 17:00", 1, WorkingHours, "2027-01-01 09:30:00", true),
        ("2026-12-31 16:30", 1, WorkingHours, "2026-12-31 17:30:00", false),
        ("2026-12-30 10:00", 1, CalendarDays, "2026-12-31 23:59:59", false),
        ("2026-12-30 10:00", 2, CalendarDays, "2027-01-01 23:59:59", true),
        ("2026-12-30 10:00", 2, FixedDays, "2027-01-01 23:59:59", false),
        ("2026-12-30 10:00", 90 * 24, Clock, "2027-03-30 10:00:00", false),
        ("2023-12-31 10:00", 1, WorkingDays, "2024-01-02 17:30:00", false),
        ("2023-12-29 10:00", 1, WorkingHours, "2023-12-29 11:00:00", true),
    ] {
        let answer = calendar.due(at(start), Amount::new(number, unit)).expect("in range");
        assert_eq!((show(answer.at).as_str(), answer.provisional), (due, provisional), "{start} + {number} {unit:?}");
    }
}

#[test]
fn a_pause_moves_a_deadline_by_what_passed_of_its_unit() {
    use Unit::{CalendarDays, FixedDays, Hours as Clock, WorkingDays, WorkingHours};
    let calendar = calendar();
    for (start, number, unit, from, to, due) in [
        ("2026-03-02 10:00", 8, WorkingHours, "2026-03-02 11:00", "2026-03-02 14:00", "2026-03-03 14:00:00"),
        ("2026-03-02 10:00", 8, WorkingHours, "2026-03-02 12:00", "2026-03-02 13:30", "2026-03-03 11:00:00"),
        ("2026-03-02 10:00", 3, WorkingDays, "2026-03-03 10:00", "2026-03-03 17:29", "2026-03-05 17:30:00"),
        ("2026-03-02 10:00", 3, WorkingDays, "2026-03-03 10:00", "2026-03-03 17:30", "2026-03-06 17:30:00"),
        ("2026-03-02 10:00", 3, WorkingDays, "2026-03-03 10:00", "2026-03-04 09:00", "2026-03-06 17:30:00"),
        ("2026-03-02 10:00", 3, WorkingDays, "2026-03-03 17:30", "2026-03-04 09:00", "2026-03-05 17:30:00"),
        ("2026-03-02 10:00", 3, WorkingDays, "2026-03-05 17:00", "2026-03-07 09:00", "2026-03-09 17:30:00"),
        ("2026-03-02 10:00", 4, WorkingDays, "2026-03-05 17:00", "2026-03-09 09:00", "2026-03-10 17:30:00"),
        // Over the Spring Festival nothing passes but the two days around it.
        ("2026-02-12 10:00", 2, WorkingDays, "2026-02-13 10:00", "2026-02-24 09:00", "2026-02-25 17:30:00"),
        ("2026-03-02 10:00", 3, CalendarDays, "2026-03-03 10:00", "2026-03-04 10:00", "2026-03-06 23:59:59"),
        ("2026-03-02 10:00", 3, CalendarDays, "2026-03-03 10:00", "2026-03-05 10:00", "2026-03-09 23:59:59"),
        // Moved from Saturday to Monday: a pause moves the Saturday.
        ("2026-03-02 10:00", 5, CalendarDays, "2026-03-03 10:00", "2026-03-06 10:00", "2026-03-10 23:59:59"),
        // Paused on the Sunday between: it ends on the day on which the pause does.
        ("2026-03-02 10:00", 5, CalendarDays, "2026-03-08 10:00", "2026-03-09 10:00", "2026-03-09 23:59:59"),
        ("2026-03-02 10:00", 5, CalendarDays, "2026-03-08 10:00", "2026-03-10 10:00", "2026-03-10 23:59:59"),
        ("2026-03-02 10:00", 5, CalendarDays, "2026-03-07 23:59:59", "2026-03-10 10:00", "2026-03-10 23:59:59"),
        ("2026-03-02 10:00", 5, FixedDays, "2026-03-03 10:00", "2026-03-04 10:00", "2026-03-08 23:59:59"),
        ("2026-03-02 10:00", 5, Clock, "2026-03-02 11:00", "2026-03-02 12:30", "2026-03-02 16:30:00"),
        // Missed before the pause: it stays.
        ("2026-03-02 10:00", 1, WorkingHours, "2026-03-02 11:01", "2026-03-04 12:30", "2026-03-02 11:00:00"),
        ("2026-03-02 10:00", 1, WorkingDays, "2026-03-03 17:31", "2026-03-09 12:30", "2026-03-03 17:30:00"),
    ] {
        let first = calendar.due(at(start), Amount::new(number, unit)).expect("in range");
        let left = calendar.left(at(from), &first, unit);
        let answer = calendar.resume(at(to), &left).expect("in range");
        assert_eq!(show(answer.at), due, "{start} + {number} {unit:?}, paused {from} to {to}");
        assert_eq!(calendar.resume(at(from), &left), Ok(first), "a pause of no length changes nothing");
    }
}

#[test]
fn a_deadline_is_computed_anew_from_its_start_and_its_pauses() {
    let before = calendar();
    let mut years = before.years().clone();
    let text = "year = 2027\n[[notice]]\nnumber = \"invented\"\ndate = 2026-11-30\ntitle = \"invented\"\n\
                [[holiday]]\nname = \"元旦\"\nname_en = \"New Year\"\nfrom = 2027-01-01\nto = 2027-01-03\n";
    years.add("cn-2027.toml", text).expect("right");
    let after = Calendar::new(years, before.hours().clone());
    let amount = Amount::new(2, Unit::WorkingDays);
    let pauses = [(at("2026-12-30 11:00"), at("2026-12-31 09:00"))];
    let run = |calendar: &Calendar| {
        let due = calendar.due(at("2026-12-30 10:00"), amount).expect("in range");
        let due = calendar.after_pauses(due, amount.unit, &pauses).expect("in range");
        (show(due.at), due.provisional)
    };
    assert_eq!(run(&before), ("2027-01-04 17:30:00".to_owned(), true));
    assert_eq!(run(&after), ("2027-01-05 17:30:00".to_owned(), false));
}

#[test]
fn what_is_left_and_spent_is_told_in_its_unit() {
    let calendar = calendar();
    let start = at("2026-03-02 10:00");
    let due = calendar.due(start, Amount::new(3, Unit::WorkingDays)).expect("in range");
    for (now, left, spent, overdue) in [
        ("2026-03-02 10:00", 3, 0, false),
        ("2026-03-03 09:00", 2, 1, false),
        ("2026-03-05 09:00", 0, 3, false),
        ("2026-03-05 17:30", 0, 3, false),
        ("2026-03-05 17:30:01", 0, 3, true),
        ("2026-03-09 17:31", 0, 5, true),
    ] {
        let answer = calendar.left(at(now), &due, Unit::WorkingDays);
        assert_eq!((answer.amount, answer.overdue), (left, overdue), "{now}");
        assert_eq!(calendar.spent(start, at(now), Unit::WorkingDays).amount, spent, "{now}");
    }
    let seconds = calendar.left(at("2026-03-02 11:30"), &Due::fixed(at("2026-03-02 14:00")), Unit::WorkingHours);
    assert_eq!(seconds.amount, 3600);
}

#[test]
fn warnings_lie_before_the_deadline() {
    use Unit::{CalendarDays, Hours as Clock, WorkingDays, WorkingHours};
    let calendar = calendar();
    for (due, number, unit, warning) in [
        ("2026-03-09 17:30", 1, WorkingDays, "2026-03-06 17:30:00"),
        ("2026-02-24 17:30", 2, WorkingDays, "2026-02-13 17:30:00"),
        ("2026-03-09 23:59:59", 1, WorkingDays, "2026-03-06 23:59:59"),
        ("2026-03-08 12:00", 1, WorkingDays, "2026-03-06 12:00:00"),
        ("2026-03-09 10:00", 1, WorkingHours, "2026-03-09 09:00:00"),
        ("2026-03-09 10:00", 2, WorkingHours, "2026-03-06 16:30:00"),
        ("2026-03-09 13:30", 3, WorkingHours, "2026-03-09 09:00:00"),
        ("2026-03-09 10:00", 24, Clock, "2026-03-08 10:00:00"),
        ("2026-03-09 23:59:59", 3, CalendarDays, "2026-03-06 23:59:59"),
        ("2026-03-08 12:00", 0, WorkingHours, "2026-03-08 12:00:00"),
    ] {
        let answer = calendar.before(at(due), Amount::new(number, unit)).expect("in range");
        assert_eq!(show(answer), warning, "{number} {unit:?} before {due}");
    }
}

#[test]
fn a_day_is_worked_off_or_unknown() {
    let calendar = calendar();
    for (day, work) in [
        ("2023-12-31", None),
        ("2024-01-01", Some(false)),
        ("2024-02-04", Some(true)),
        ("2024-02-09", Some(true)),
        ("2025-10-08", Some(false)),
        ("2026-03-07", Some(false)),
        ("2026-12-31", Some(true)),
        ("2027-01-01", None),
    ] {
        assert_eq!(calendar.is_work_day(day.parse().expect("a day")), work, "{day}");
    }
    // The working days of each year, as the notices make them.
    for (year, days) in [(2024, 251), (2025, 248), (2026, 248)] {
        let first = jiff::civil::date(year, 1, 1);
        let year = first.series(jiff::Span::new().days(1)).take_while(|day| day.year() == year);
        assert_eq!(year.filter(|&day| calendar.is_work_day(day) == Some(true)).count(), days);
    }
}

#[test]
fn hours_that_differ_by_weekday_end_the_day_where_they_end() {
    let text = "offset = \"+08:00\"\nwindows = [\"09:00-12:00\", \"14:00-18:00\"]\n\
                [weekdays]\nfriday = [\"09:00-12:00\"]\nsaturday = [\"00:00-24:00\"]\n";
    let calendar = Calendar::new(Calendars::standard().expect("shipped"), Hours::parse("site", text).expect("right"));
    let due = |start, number, unit| show(calendar.due(at(start), Amount::new(number, unit)).expect("in range").at);
    assert_eq!(due("2026-03-05 10:00", 1, Unit::WorkingDays), "2026-03-06 12:00:00");
    assert_eq!(due("2026-03-05 10:00", 2, Unit::WorkingDays), "2026-03-07 23:59:59");
    assert_eq!(due("2026-03-06 11:00", 25, Unit::WorkingHours), "2026-03-08 00:00:00");
    // A window up to midnight ends with its own day, of which the notice tells.
    let around = "offset = \"+08:00\"\nwindows = [\"00:00-12:00\", \"12:00-24:00\"]\n";
    let around = Calendar::new(Calendars::standard().expect("shipped"), Hours::parse("site", around).expect("right"));
    let last = around.due(at("2026-12-31 20:00"), Amount::new(4, Unit::WorkingHours)).expect("in range");
    assert_eq!((show(last.at).as_str(), last.provisional), ("2027-01-01 00:00:00", false));
    // A make-up Sunday has the windows of a standard day.
    assert_eq!(due("2026-01-03 10:00", 1, Unit::WorkingDays), "2026-01-04 18:00:00");
    // A pause keeps a deadline at the end of work, also where work ends earlier.
    let first = calendar.due(at("2026-03-04 10:00"), Amount::new(1, Unit::WorkingDays)).expect("in range");
    let left = calendar.left(at("2026-03-05 10:00"), &first, Unit::WorkingDays);
    assert_eq!(show(calendar.resume(at("2026-03-06 09:00"), &left).expect("in range").at), "2026-03-06 12:00:00");
}
