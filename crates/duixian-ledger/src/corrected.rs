//! People's corrections put into a reading: the written forms of fields become values again. Pure.

use duixian_figures::{Bound, Decimal, Figure, Hardness, Kind, Measure, Period, Promise, Region, Value};

use crate::rows::{FigureFields, PromiseFields};

/// Gives a figure the fields that are shown where they differ from those read.
pub(crate) fn correct_figure(figure: &mut Figure, shown: &FigureFields, read: &FigureFields) {
    set(&mut figure.value, value(&shown.value).filter(|_| shown.value != read.value));
    if shown.unit != read.unit {
        figure.unit = shown.unit.as_str().into();
    }
    set(&mut figure.bound, bound(&shown.bound).filter(|_| shown.bound != read.bound));
    set(&mut figure.measure, measure(&shown.measure).filter(|_| shown.measure != read.measure));
    set(&mut figure.kind, kind(&shown.kind).filter(|_| shown.kind != read.kind));
    if shown.period != read.period {
        figure.period = shown.period.as_deref().and_then(period);
    }
    set(&mut figure.region, region(&shown.region).filter(|_| shown.region != read.region));
    if shown.metric != read.metric {
        figure.metric = shown.metric.as_deref().map(Into::into);
    }
    if shown.subject != read.subject {
        figure.subject = shown.subject.as_str().into();
    }
}

/// Gives a promise the fields that are shown where they differ from those read.
pub(crate) fn correct_promise(promise: &mut Promise, shown: &PromiseFields, read: &PromiseFields) {
    if shown.action != read.action {
        promise.action = shown.action.as_str().into();
    }
    if shown.object != read.object {
        promise.object = shown.object.as_str().into();
    }
    set(&mut promise.hardness, hardness(&shown.hardness).filter(|_| shown.hardness != read.hardness));
    if shown.field != read.field {
        promise.field = shown.field.as_str().into();
    }
    if shown.period != read.period {
        promise.period = shown.period.as_deref().and_then(period);
    }
}

fn set<T>(field: &mut T, new: Option<T>) {
    if let Some(new) = new {
        *field = new;
    }
}

fn decimal(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mantissa = format!("{whole}{fraction}").parse().ok()?;
    Some(Decimal { mantissa, scale: u8::try_from(fraction.len()).ok()? })
}

fn value(text: &str) -> Option<Value> {
    if let Some((low, high)) = text.split_once("..") {
        return Some(Value::Range(decimal(low)?, decimal(high)?));
    }
    let parts = text.split(':').map(decimal).collect::<Option<Vec<_>>>()?;
    match parts.as_slice() {
        [one] => Some(Value::One(*one)),
        [first, second] => Some(Value::Ratio(*first, *second, None)),
        [first, second, third] => Some(Value::Ratio(*first, *second, Some(*third))),
        _ => None,
    }
}

/// A period in the notation of `docs/figures.md`.
fn period(text: &str) -> Option<Period> {
    let number = |text: &str| text.parse::<u16>().ok();
    let month = |text: &str| text.parse::<u8>().ok();
    if let Some(state) = text.strip_prefix("asof:") {
        return Some(match state.split_once('-') {
            Some((year, at)) => Period::AsOfMonth(number(year)?, month(at)?),
            None => Period::AsOfYear(number(state)?),
        });
    }
    if let Some((first, last)) = text.split_once("..") {
        let ((year, from), (end_year, to)) = (first.split_once('-')?, last.split_once('-')?);
        return Some(Period::Months(number(year)?, month(from)?, number(end_year)?, month(to)?));
    }
    if let Some((year, quarters)) = text.split_once('Q') {
        let (first, last) = quarters.split_once("-Q").unwrap_or((quarters, quarters));
        return Some(Period::Quarters(number(year)?, month(first)?, month(last)?));
    }
    Some(match text.split_once('-') {
        Some((first, last)) => Period::Years(number(first)?, number(last)?),
        None => Period::Year(number(text)?),
    })
}

fn bound(code: &str) -> Option<Bound> {
    use Bound::{Approx, Eq, Ge, Le, More, Near, Range};
    [Eq, Approx, Ge, Le, More, Near, Range].into_iter().find(|bound| bound.code() == code)
}

fn measure(code: &str) -> Option<Measure> {
    use Measure::{AverageGrowth, Change, Growth, Level, Multiple, Rank, Ratio};
    [Level, Growth, AverageGrowth, Change, Multiple, Rank, Ratio].into_iter().find(|measure| measure.code() == code)
}

fn kind(code: &str) -> Option<Kind> {
    [Kind::Fact, Kind::Target].into_iter().find(|kind| kind.code() == code)
}

fn region(code: &str) -> Option<Region> {
    use Region::{City, Firm, Nation, Other, Own, Province};
    [Own, City, Province, Nation, Firm, Other].into_iter().find(|region| region.code() == code)
}

fn hardness(code: &str) -> Option<Hardness> {
    use Hardness::{Aim, Direction, Progress, Result, Start};
    [Result, Start, Progress, Aim, Direction].into_iter().find(|hardness| hardness.code() == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_forms_are_read_as_they_are_printed() {
        for text in ["0", "3.8", "-19.3", "-0.5", "6960000000", "1..2", "3.7:52.9:43.4", "1:2"] {
            assert_eq!(value(text).unwrap().to_string(), text);
        }
        for text in ["2023", "2021-2025", "2024Q3", "2024Q1-Q3", "2024-01..2024-11", "asof:2024-09", "asof:2024"] {
            assert_eq!(period(text).unwrap().to_string(), text);
        }
        assert_eq!(value("很多"), None);
        assert_eq!(period("去年"), None);
        for code in ["eq", "approx", "ge", "le", "more", "near", "range"] {
            assert_eq!(bound(code).unwrap().code(), code);
        }
        for code in ["level", "growth", "avg_growth", "change", "multiple", "rank", "ratio"] {
            assert_eq!(measure(code).unwrap().code(), code);
        }
        for code in ["self", "city", "province", "nation", "firm", "other"] {
            assert_eq!(region(code).unwrap().code(), code);
        }
        for code in ["result", "start", "progress", "aim", "direction"] {
            assert_eq!(hardness(code).unwrap().code(), code);
        }
        assert_eq!(kind("target"), Some(Kind::Target));
    }
}
