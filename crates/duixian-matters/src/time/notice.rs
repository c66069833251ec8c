//! The State Council's yearly notices of holidays and make-up days, read from text and checked.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday, date};
use serde::Deserialize;
use toml::{Spanned, value::Datetime};

use super::CalendarFileError;

const SHIPPED: [(&str, &str); 3] = [
    ("cn-2024.toml", include_str!("../../../../codebook/calendars/cn-2024.toml")),
    ("cn-2025.toml", include_str!("../../../../codebook/calendars/cn-2025.toml")),
    ("cn-2026.toml", include_str!("../../../../codebook/calendars/cn-2026.toml")),
];

/// The notice that orders a year's days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its number, such as 国办发明电〔2025〕7号.
    pub number: String,
    /// The day it was made.
    pub date: Date,
    /// Its title.
    pub title: String,
}

/// One holiday of a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// What the notice calls it.
    pub name: String,
    /// The same in English.
    pub name_en: String,
    /// The first day off.
    pub from: Date,
    /// The last day off.
    pub to: Date,
    /// Days worked for it.
    pub work: Vec<Date>,
}

/// The days of one year, as ordered by one notice or by several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearCalendar {
    /// The year that is known by it.
    pub year: i16,
    /// Days of neighbouring years that are known by it as well.
    pub outside: BTreeSet<Date>,
    /// The notices, in the order of the file; not empty.
    pub notices: Vec<Notice>,
    /// The holidays, in the order of the file.
    pub holidays: Vec<Holiday>,
    /// Every day that the notice names: `true` is worked, `false` is off.
    pub days: BTreeMap<Date, bool>,
}

/// The calendars of all years that are known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendars {
    years: BTreeMap<i16, YearCalendar>,
}

impl Calendars {
    /// The years that ship with the program.
    pub fn standard() -> Result<Self, CalendarFileError> {
        let mut calendars = Self::default();
        for (name, text) in SHIPPED {
            calendars.add(name, text)?;
        }
        Ok(calendars)
    }

    /// Reads one more year and tells which; `name` stands in errors. The form is explained in the head of each shipped
    /// file. A year that is known already, and a day that another year's notice orders too, are refused.
    pub fn add(&mut self, name: &str, text: &str) -> Result<i16, CalendarFileError> {
        let year = YearCalendar::parse(name, text)?;
        let wrong = |problem: String, remedy: &str| Err(CalendarFileError::at(name, text, 0, problem, remedy));
        if self.years.contains_key(&year.year) {
            let problem = format!("the days of {} are known already", year.year);
            return wrong(
                problem,
                "keep one file for a year; a later notice for it is a second [[notice]] in that file",
            );
        }
        for other in self.years.values() {
            if let Some(day) = year.days.keys().find(|day| other.days.contains_key(day)) {
                let problem = format!("{day} is ordered by the calendar of {} too", other.year);
                return wrong(problem, "leave the day in one of the two files");
            }
        }
        let number = year.year;
        self.years.insert(number, year);
        Ok(number)
    }

    /// The years, in order.
    pub fn years(&self) -> impl Iterator<Item = &YearCalendar> {
        self.years.values()
    }

    /// The calendar of a year, if its notice is known.
    pub fn year(&self, year: i16) -> Option<&YearCalendar> {
        self.years.get(&year)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    year: Spanned<i16>,
    #[serde(default)]
    outside: Vec<Spanned<Datetime>>,
    notice: Vec<FileNotice>,
    #[serde(default)]
    holiday: Vec<FileHoliday>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileNotice {
    number: String,
    date: Spanned<Datetime>,
    title: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileHoliday {
    name: String,
    name_en: String,
    from: Spanned<Datetime>,
    to: Spanned<Datetime>,
    #[serde(default)]
    work: Vec<Spanned<Datetime>>,
}

/// A file while it is read: what errors need.
#[derive(Clone, Copy)]
struct Source<'a> {
    name: &'a str,
    text: &'a str,
}

impl Source<'_> {
    fn wrong<T>(self, byte: usize, problem: String, remedy: &str) -> Result<T, CalendarFileError> {
        Err(CalendarFileError::at(self.name, self.text, byte, problem, remedy))
    }

    /// A day without a time.
    fn day(self, value: &Spanned<Datetime>) -> Result<Date, CalendarFileError> {
        let datetime = value.get_ref();
        let day = match (datetime.date, datetime.time, datetime.offset) {
            (Some(day), None, None) => i16::try_from(day.year)
                .ok()
                .zip(i8::try_from(day.month).ok().zip(i8::try_from(day.day).ok()))
                .and_then(|(year, (month, day))| Date::new(year, month, day).ok()),
            _ => None,
        };
        match day {
            Some(day) => Ok(day),
            None => {
                self.wrong(value.span().start, format!("`{datetime}` is no day"), "write it as 2026-01-01, unquoted")
            }
        }
    }
}

impl YearCalendar {
    /// Reads and checks one file.
    fn parse(name: &str, text: &str) -> Result<Self, CalendarFileError> {
        let source = Source { name, text };
        let file: File = toml::from_str(text).map_err(|error| CalendarFileError::form(name, text, &error))?;
        let year = *file.year.get_ref();
        if !(1949..=9998).contains(&year) {
            let problem = format!("{year} is no year of the People's Republic");
            return source.wrong(file.year.span().start, problem, "write the year that the notice is for");
        }
        if file.notice.is_empty() {
            return source.wrong(0, "no notice is named".to_owned(), "add [[notice]] with number, date and title");
        }
        let notices = file
            .notice
            .into_iter()
            .map(|notice| Ok(Notice { number: notice.number, date: source.day(&notice.date)?, title: notice.title }))
            .collect::<Result<_, _>>()?;
        let outside = outside(source, year, &file.outside)?;
        let mut reading = Self { year, outside, notices, holidays: Vec::new(), days: BTreeMap::new() };
        for holiday in &file.holiday {
            reading.holiday(source, holiday)?;
        }
        if let Some(value) =
            file.outside.iter().find(|value| source.day(value).is_ok_and(|day| !reading.days.contains_key(&day)))
        {
            let problem = format!("{} stands under `outside`, but no holiday names it", value.get_ref());
            return source.wrong(value.span().start, problem, "leave it out, or add it to its holiday");
        }
        Ok(reading)
    }

    fn holiday(&mut self, source: Source<'_>, holiday: &FileHoliday) -> Result<(), CalendarFileError> {
        let (from, to) = (source.day(&holiday.from)?, source.day(&holiday.to)?);
        if from > to {
            let problem = format!("{} ends before it begins", holiday.name);
            return source.wrong(holiday.to.span().start, problem, "`to` is the last day off");
        }
        // Both ends first: between two days of the year and its list of outsiders there is little to walk.
        self.covered(source, from, holiday.from.span().start)?;
        self.covered(source, to, holiday.to.span().start)?;
        for day in from.series(jiff::Span::new().days(1)).take_while(|&day| day <= to) {
            self.covered(source, day, holiday.from.span().start)?;
            self.put(source, day, false, holiday.from.span().start)?;
        }
        let mut work = Vec::with_capacity(holiday.work.len());
        for value in &holiday.work {
            let day = source.day(value)?;
            let byte = value.span().start;
            if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
                let problem = format!("the make-up day {day} is no Saturday or Sunday");
                return source.wrong(byte, problem, "compare the day with the notice");
            }
            self.covered(source, day, byte)?;
            self.put(source, day, true, byte)?;
            work.push(day);
        }
        let (name, name_en) = (holiday.name.clone(), holiday.name_en.clone());
        self.holidays.push(Holiday { name, name_en, from, to, work });
        Ok(())
    }

    fn covered(&self, source: Source<'_>, day: Date, byte: usize) -> Result<(), CalendarFileError> {
        if day.year() == self.year || self.outside.contains(&day) {
            return Ok(());
        }
        let problem = format!("{day} is no day of {}", self.year);
        source.wrong(byte, problem, "compare it with the notice; if it is ordered there, add it to `outside`")
    }

    fn put(&mut self, source: Source<'_>, day: Date, work: bool, byte: usize) -> Result<(), CalendarFileError> {
        match self.days.insert(day, work) {
            None => Ok(()),
            Some(_) => source.wrong(byte, format!("{day} is ordered twice"), "a day is off, or worked, once"),
        }
    }
}

/// Days of the neighbouring years that a notice orders.
fn outside(source: Source<'_>, year: i16, given: &[Spanned<Datetime>]) -> Result<BTreeSet<Date>, CalendarFileError> {
    let around = date(year - 1, 12, 1)..=date(year + 1, 1, 31);
    let mut days = BTreeSet::new();
    for value in given {
        let day = source.day(value)?;
        if day.year() == year || !around.contains(&day) || !days.insert(day) {
            let problem = format!("{day} cannot stand under `outside`");
            let remedy = "it holds days of the December before or the January after, each once";
            return source.wrong(value.span().start, problem, remedy);
        }
    }
    Ok(days)
}
