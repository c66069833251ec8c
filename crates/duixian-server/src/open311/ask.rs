//! What a program asks for: the words of its query or form, and ranges of time.

use jiff::{SignedDuration, Timestamp};

use super::document::Fault;

/// The longest range of time that is searched, by the standard.
const LONGEST: SignedDuration = SignedDuration::from_hours(90 * 24);
/// Most words that a query or form may have.
const MOST_WORDS: usize = 200;

/// Names and values as they were sent, in order. Names that the standard does not know are left alone: programs send
/// extensions to every server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    words: Vec<(String, String)>,
}

impl Asked {
    /// Of a query string or the body of a form.
    pub(super) fn of_query(text: &str) -> Self {
        let words = form_urlencoded::parse(text.as_bytes()).take(MOST_WORDS);
        Self { words: words.map(|(name, value)| (name.into_owned(), value.into_owned())).collect() }
    }

    /// These and others; of one name the others hold.
    pub(super) fn with(mut self, others: Self) -> Self {
        self.words.splice(0..0, others.words);
        self
    }

    /// A value without white space around it; none where it is empty.
    pub(super) fn word(&self, name: &str) -> Option<&str> {
        let found = self.words.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim());
        found.filter(|value| !value.is_empty())
    }

    /// Values separated by commas.
    pub(super) fn list(&self, name: &str) -> Vec<&str> {
        let values = self.word(name).into_iter().flat_map(|value| value.split(','));
        values.map(str::trim).filter(|value| !value.is_empty()).collect()
    }

    /// The range of time asked for: at most 90 days, by default the last ones.
    pub(super) fn range(
        &self,
        now: Timestamp,
        midnight: impl Fn(jiff::civil::Date) -> Option<Timestamp>,
    ) -> Result<(Timestamp, Timestamp), Fault> {
        let moment = |name: &str| {
            let Some(text) = self.word(name) else { return Ok(None) };
            let day = || text.parse().ok().and_then(&midnight);
            let found: Option<Timestamp> = text.parse().ok().or_else(day);
            let wrong = || Fault::bad(format!("{name} is a moment such as 2026-03-01T00:00:00+08:00"));
            found.map(Some).ok_or_else(wrong)
        };
        let (from, until) = match (moment("start_date")?, moment("end_date")?) {
            (Some(from), Some(until)) => (from, until),
            (Some(from), None) => (from, from.checked_add(LONGEST).unwrap_or(Timestamp::MAX)),
            (None, until) => {
                let until = until.unwrap_or(now);
                (until.checked_sub(LONGEST).unwrap_or(Timestamp::MIN), until)
            }
        };
        if until < from || until.duration_since(from) > LONGEST {
            return Err(Fault::bad("from start_date to end_date are at most 90 days"));
        }
        Ok((from, until))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_forms() {
        let asked = Asked::of_query("a=+x%20y+&b=&list=1%2C+2,,3&a=z");
        assert_eq!((asked.word("a"), asked.word("b"), asked.word("c")), (Some("x y"), None, None));
        assert_eq!(asked.list("list"), ["1", "2", "3"]);
        assert_eq!(asked.with(Asked::of_query("a=form")).word("a"), Some("form"));
    }

    #[test]
    fn a_range_is_at_most_ninety_days() {
        let now: Timestamp = "2026-11-20T00:00:00Z".parse().unwrap();
        for (query, wanted) in [
            ("", Some(("2026-08-22T00:00:00Z", "2026-11-20T00:00:00Z"))),
            ("start_date=2026-01-01T00:00:00Z", Some(("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z"))),
            ("end_date=2026-04-01T00:00:00Z", Some(("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z"))),
            ("start_date=2026-03-01&end_date=2026-03-02", Some(("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"))),
            (
                "start_date=2026-01-01T08:00:00%2B08:00&end_date=2026-04-01T00:00:00Z",
                Some(("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z")),
            ),
            ("start_date=2026-01-01T00:00:00Z&end_date=2026-04-01T00:00:01Z", None),
            ("start_date=2026-03-02T00:00:00Z&end_date=2026-03-01T00:00:00Z", None),
            ("start_date=yesterday", None),
        ] {
            let midnight =
                |day: jiff::civil::Date| day.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|day| day.timestamp());
            let found = Asked::of_query(query).range(now, midnight).ok();
            let wanted = wanted.map(|(from, until)| (from.parse().unwrap(), until.parse().unwrap()));
            assert_eq!(found, wanted, "{query}");
        }
    }
}
