//! Calendar and hours files: what is refused, with its line, and what the shipped ones say.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use duixian_matters::time::{Calendar, Calendars, Hours};

const HEAD: &str = "year = 2030\n[[notice]]\nnumber = \"1号\"\ndate = 2029-11-01\ntitle = \"通知\"\n";
const HOLIDAY: &str = "[[holiday]]\nname = \"元旦\"\nname_en = \"New Year\"\n";

#[test]
fn a_calendar_that_is_not_right_is_refused_with_its_line() {
    let other_year = format!("{HEAD}{HOLIDAY}from = 2029-12-31\nto = 2030-01-01\n");
    let backwards = format!("{HEAD}{HOLIDAY}from = 2030-01-02\nto = 2030-01-01\n");
    let twice =
        format!("{HEAD}{HOLIDAY}from = 2030-01-01\nto = 2030-01-01\n{HOLIDAY}from = 2030-01-01\nto = 2030-01-01\n");
    let weekday = format!("{HEAD}{HOLIDAY}from = 2030-01-01\nto = 2030-01-01\nwork = [2030-01-03]\n");
    let off_and_worked = format!("{HEAD}{HOLIDAY}from = 2030-01-05\nto = 2030-01-06\nwork = [\n  2030-01-06,\n]\n");
    let unknown = format!("{HEAD}{HOLIDAY}from = 2030-01-01\nto = 2030-01-01\nworks = []\n");
    let quoted = format!("{HEAD}{HOLIDAY}from = \"2030-01-01\"\nto = 2030-01-01\n");
    let moment = format!("{HEAD}{HOLIDAY}from = 2030-01-01T08:00:00\nto = 2030-01-01\n");
    let unused = format!("outside = [2029-12-31]\n{HEAD}{HOLIDAY}from = 2030-01-01\nto = 2030-01-01\n");
    let far = format!("outside = [2029-11-30]\n{HEAD}");
    for (text, line, problem) in [
        (other_year.as_str(), 9, "2029-12-31 is no day of 2030"),
        (&backwards, 10, "元旦 ends before it begins"),
        (&twice, 14, "2030-01-01 is ordered twice"),
        (&weekday, 11, "the make-up day 2030-01-03 is no Saturday or Sunday"),
        (&off_and_worked, 12, "2030-01-06 is ordered twice"),
        (&unknown, 11, "unknown field `works`"),
        (&quoted, 9, "invalid type"),
        (&moment, 9, "is no day"),
        (&unused, 1, "no holiday names it"),
        (&far, 1, "2029-11-30 cannot stand under `outside`"),
        ("year = 2030\n", 1, "missing field `notice`"),
        ("year = 2030\nnotice = []\n", 1, "no notice is named"),
        ("year = 1930\nnotice = []\n", 1, "1930 is no year"),
        ("year = 2030\nnotice =\n", 2, ""),
    ] {
        let error = Calendars::default().add("cn-2030.toml", text).expect_err(text);
        assert_eq!(error.line, line, "{error}\n{text}");
        assert!(error.problem.contains(problem), "{error}\n{text}");
        assert!(!error.remedy.is_empty());
    }
}

#[test]
fn a_year_and_a_day_are_ordered_once() {
    let mut calendars = Calendars::standard().expect("shipped");
    let again = calendars.add("mine.toml", "year = 2026\n[[notice]]\nnumber = \"\"\ndate = 2025-11-04\ntitle = \"\"\n");
    assert!(again.is_err_and(|error| error.problem == "the days of 2026 are known already"));
    let shared = "year = 2027\noutside = [2026-10-10]\n[[notice]]\nnumber = \"\"\ndate = 2026-11-04\ntitle = \"\"\n";
    assert!(calendars.add("cn-2027.toml", shared).is_err());
}

#[test]
fn a_notice_may_order_days_of_the_year_before() {
    let text = format!(
        "outside = [2029-12-29, 2029-12-31]\n{HEAD}{HOLIDAY}from = 2029-12-31\nto = 2030-01-01\nwork = [2029-12-29]\n"
    );
    let mut calendars = Calendars::default();
    assert_eq!(calendars.add("cn-2030.toml", &text), Ok(2030));
    let calendar = Calendar::new(calendars, Hours::standard().expect("shipped"));
    for (day, work) in [
        ("2029-12-28", None),
        ("2029-12-29", Some(true)),
        ("2029-12-30", None),
        ("2029-12-31", Some(false)),
        ("2030-01-01", Some(false)),
        ("2030-01-02", Some(true)),
    ] {
        assert_eq!(calendar.is_work_day(day.parse().expect("a day")), work, "{day}");
    }
}

#[test]
fn hours_that_are_not_right_are_refused_with_their_line() {
    for (text, line, problem) in [
        ("offset = \"+8\"\nwindows = [\"09:00-12:00\"]\n", 1, "`+8` is no offset from UTC"),
        ("offset = \"+15:00\"\nwindows = [\"09:00-12:00\"]\n", 1, "is no offset"),
        ("offset = \"\"\nwindows = [\"09:00-12:00\"]\n", 1, "is no offset"),
        ("offset = \"+08:00\"\nwindows = []\n", 2, "a working day without windows has no end"),
        ("offset = \"+08:00\"\nwindows = [\"9:00-12:00\"]\n", 2, "`9:00-12:00` is no window"),
        ("offset = \"+08:00\"\nwindows = [\"09:00-24:01\"]\n", 2, "is no window"),
        ("offset = \"+08:00\"\nwindows = [\"09:60-12:00\"]\n", 2, "is no window"),
        ("offset = \"+08:00\"\nwindows = [\"12:00-12:00\"]\n", 2, "ends before it begins"),
        ("offset = \"+08:00\"\nwindows = [\n\"09:00-12:00\",\n\"11:00-13:00\"]\n", 4, "begins before the one before"),
        ("offset = \"+08:00\"\nwindows = [\"09:00-12:00\"]\n[weekdays]\nfunday = []\n", 4, "unknown field `funday`"),
        (
            "offset = \"+08:00\"\nwindows = [\"09:00-12:00\"]\n[weekdays]\nmonday = []\ntuesday = []\nwednesday = []\n\
             thursday = []\nfriday = []\n",
            1,
            "no weekday has windows",
        ),
    ] {
        let error = Hours::parse("site.toml", text).expect_err(text);
        assert_eq!(error.line, line, "{error}\n{text}");
        assert!(error.problem.contains(problem), "{error}\n{text}");
    }
}

#[test]
fn each_shipped_year_has_its_notice() {
    let calendars = Calendars::standard().expect("shipped");
    let notices: Vec<_> = calendars
        .years()
        .flat_map(|year| year.notices.iter().map(|notice| (year.year, notice.number.as_str(), notice.date.to_string())))
        .collect();
    let expected = [
        (2024, "国办发明电〔2023〕7号", "2023-10-25"),
        (2025, "国办发明电〔2024〕12号", "2024-11-12"),
        (2026, "国办发明电〔2025〕7号", "2025-11-04"),
    ];
    assert_eq!(notices, expected.map(|(year, number, day)| (year, number, day.to_owned())));
    for year in calendars.years() {
        for holiday in &year.holidays {
            assert!(!holiday.name.is_empty() && !holiday.name_en.is_empty());
        }
    }
}
