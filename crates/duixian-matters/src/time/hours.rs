//! A site's working hours: windows of the day, by weekday, and its clock's offset from UTC.

use serde::Deserialize;
use toml::Spanned;

use super::CalendarFileError;

const SHIPPED: &str = include_str!("../../../../codebook/calendars/hours.toml");
const DAY: i64 = 86_400;

/// A stretch of a day in which work is done, in seconds since midnight; the end is the first second that is not worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// The first second that is worked.
    pub from: i64,
    /// The first second that is not worked any more; later than `from`, at most 86,400.
    pub to: i64,
}

/// Working hours of a site.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Hours {
    /// Seconds that the site's clock is ahead of UTC.
    offset: i64,
    /// Windows of a working day; not empty.
    standard: Vec<Window>,
    /// Windows from Monday to Sunday; at least one day has some.
    weekdays: [Vec<Window>; 7],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    offset: Spanned<String>,
    windows: Spanned<Vec<Spanned<String>>>,
    #[serde(default)]
    weekdays: Weekdays,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Weekdays {
    monday: Option<Vec<Spanned<String>>>,
    tuesday: Option<Vec<Spanned<String>>>,
    wednesday: Option<Vec<Spanned<String>>>,
    thursday: Option<Vec<Spanned<String>>>,
    friday: Option<Vec<Spanned<String>>>,
    saturday: Option<Vec<Spanned<String>>>,
    sunday: Option<Vec<Spanned<String>>>,
}

impl Hours {
    /// The hours that ship with the program: 09:00-12:00 and 13:30-17:30, Monday to Friday, UTC+8.
    pub fn standard() -> Result<Self, CalendarFileError> {
        Self::parse("hours.toml", SHIPPED)
    }

    /// Reads a site's hours; `name` stands in errors. The form is explained in the head of the shipped file.
    pub fn parse(name: &str, text: &str) -> Result<Self, CalendarFileError> {
        let file: File = toml::from_str(text).map_err(|error| CalendarFileError::form(name, text, &error))?;
        let wrong =
            |byte: usize, problem: String, remedy: &str| Err(CalendarFileError::at(name, text, byte, problem, remedy));
        let Some(offset) = offset(file.offset.get_ref()) else {
            let problem = format!("`{}` is no offset from UTC", file.offset.get_ref());
            return wrong(file.offset.span().start, problem, "write it as \"+08:00\", at most 14 hours");
        };
        if file.windows.get_ref().is_empty() {
            let problem = "a working day without windows has no end".to_owned();
            return wrong(file.windows.span().start, problem, "give at least one, such as \"09:00-17:00\"");
        }
        let standard = windows(name, text, file.windows.get_ref())?;
        let days = file.weekdays;
        let given = [days.monday, days.tuesday, days.wednesday, days.thursday, days.friday, days.saturday, days.sunday];
        let mut weekdays: [Vec<Window>; 7] = Default::default();
        for (index, (day, given)) in weekdays.iter_mut().zip(given).enumerate() {
            *day = match given {
                Some(given) => windows(name, text, &given)?,
                None if index < 5 => standard.clone(),
                None => Vec::new(),
            };
        }
        if weekdays.iter().all(Vec::is_empty) {
            return wrong(
                0,
                "no weekday has windows".to_owned(),
                "leave the weekdays out, or give one of them windows",
            );
        }
        Ok(Self { offset, standard, weekdays })
    }

    /// Seconds that the site's clock is ahead of UTC.
    pub fn offset(&self) -> i64 {
        self.offset
    }

    /// Windows of a weekday, counted from Monday as 0; empty where the site does not work on it.
    pub fn weekday(&self, weekday: usize) -> &[Window] {
        self.weekdays.get(weekday).map_or(&[], Vec::as_slice)
    }

    /// Windows of a make-up day that falls on a weekday.
    pub fn make_up(&self, weekday: usize) -> &[Window] {
        match self.weekday(weekday) {
            [] => &self.standard,
            own => own,
        }
    }
}

/// Reads `+08:00`.
fn offset(text: &str) -> Option<i64> {
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    moment(rest).filter(|&seconds| seconds <= 14 * 3600).map(|seconds| sign * seconds)
}

/// Reads `09:30` as seconds since midnight; up to `24:00`.
fn moment(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |text: &str| {
        (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse::<i64>().ok()).flatten()
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let seconds = hours * 3600 + minutes * 60;
    (minutes < 60 && seconds <= DAY).then_some(seconds)
}

/// Reads the windows of a day and refuses those that are empty, overlap or stand in another order.
fn windows(name: &str, text: &str, given: &[Spanned<String>]) -> Result<Vec<Window>, CalendarFileError> {
    let mut windows: Vec<Window> = Vec::with_capacity(given.len());
    for item in given {
        let wrong =
            |problem: String, remedy: &str| Err(CalendarFileError::at(name, text, item.span().start, problem, remedy));
        let word = item.get_ref();
        let Some((from, to)) = word.split_once('-').and_then(|(from, to)| Some((moment(from)?, moment(to)?))) else {
            return wrong(format!("`{word}` is no window"), "write it as \"09:00-12:00\"");
        };
        if from >= to {
            let problem = format!("the window `{word}` ends before it begins");
            return wrong(problem, "no window crosses midnight: write one up to 24:00, and one of the next day");
        }
        if windows.last().is_some_and(|last| last.to > from) {
            let problem = format!("the window `{word}` begins before the one before it ends");
            return wrong(problem, "write the windows from earliest to latest, none over another");
        }
        windows.push(Window { from, to });
    }
    Ok(windows)
}
