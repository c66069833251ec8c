//! A pair of figures of two sources as it is shown.

use duixian_threads::{Explanation, Pair, Which};
use serde::Serialize;

use super::line::or_absent;
use crate::language::Language;
use crate::sources::Loaded;

/// A pair as one JSON object.
#[derive(Debug, Serialize)]
pub(crate) struct PairLine {
    pub(crate) subject: String,
    metric: String,
    pub(crate) period: String,
    measure: &'static str,
    kind: &'static str,
    pub(crate) a: SideLine,
    pub(crate) b: SideLine,
    /// The second value less the first, exact.
    difference: String,
    /// In percent of the first value.
    relative: String,
    explanation: Vec<&'static str>,
    same: bool,
}

/// A figure of one of the two sources.
#[derive(Debug, Default, Serialize)]
pub(crate) struct SideLine {
    start: u32,
    end: u32,
    pub(crate) text: String,
    value: String,
    pub(crate) unit: String,
    bound: &'static str,
    sentence: String,
}

impl PairLine {
    pub(crate) fn new(pair: &Pair, a: &Loaded, b: &Loaded) -> Self {
        let figure = a.reading.figures.get(pair.a as usize);
        Self {
            subject: pair.subject.clone(),
            metric: or_absent(pair.metric.as_deref().unwrap_or_default()),
            period: or_absent(pair.period.map(|period| period.to_string()).unwrap_or_default()),
            measure: figure.map_or("", |figure| figure.measure.code()),
            kind: figure.map_or("", |figure| figure.kind.code()),
            a: SideLine::new(a, pair.a),
            b: SideLine::new(b, pair.b),
            difference: or_absent(pair.difference.map(|value| value.normalize().to_string()).unwrap_or_default()),
            relative: or_absent(pair.relative.map(|value| value.to_string()).unwrap_or_default()),
            explanation: pair.explanations.iter().map(Explanation::code).collect(),
            same: pair.same,
        }
    }
}

impl SideLine {
    fn new(source: &Loaded, index: u32) -> Self {
        let Some(figure) = source.reading.figures.get(index as usize) else { return Self::default() };
        let span = source.document.original_span(figure.span);
        Self {
            start: span.start,
            end: span.end,
            text: source.document.text(figure.span).to_owned(),
            value: figure.value.to_string(),
            unit: or_absent(&*figure.unit),
            bound: figure.bound.code(),
            sentence: source.source().sentence(figure.sentence).to_owned(),
        }
    }
}

/// What may explain a difference, so short that it fits into a column: `preliminary (B)`.
pub(crate) fn explanation(explanation: &Explanation, language: Language) -> String {
    let which = match explanation {
        Explanation::Preliminary(which, _) | Explanation::Rounding(which) | Explanation::Revised(which) => Some(which),
        Explanation::Bound | Explanation::Scope(..) | Explanation::SwappedDigits => None,
    };
    let which = which.map_or("", |which| if *which == Which::A { " (A)" } else { " (B)" });
    let chinese = explanation.text(duixian_threads::Language::Chinese);
    language.pick(format!("{}{which}", explanation.code()), chinese)
}

/// The difference for people: with its sign, 万 and 亿, and in percent.
pub(crate) fn difference(pair: &Pair, unit: &str, language: Language) -> String {
    let Some(difference) = pair.difference else { return language.pick("differ", "不同").to_owned() };
    let sign = if difference.is_sign_negative() { "−" } else { "+" };
    let unit = match unit {
        "%" => language.pick(" points", "个百分点"),
        "-" => "",
        other => other,
    };
    let relative = pair.relative.map(|value| {
        let sign = if value.is_sign_negative() { "−" } else { "+" };
        format!(" ({sign}{}%)", value.abs())
    });
    format!("{sign}{}{unit}{}", in_myriads(&difference.abs().normalize().to_string()), relative.unwrap_or_default())
}

/// A number in 万 or 亿 where it ends in as many zeros that nothing is lost by it: 80000000 is 0.8亿.
fn in_myriads(digits: &str) -> String {
    let shifted = |places: usize, word: &str| {
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, fraction) = padded.split_at(padded.len() - places);
        let fraction = fraction.trim_end_matches('0');
        let is_short = fraction.len() <= 2 && !digits.contains('.');
        let point = if fraction.is_empty() { "" } else { "." };
        is_short.then(|| format!("{whole}{point}{fraction}{word}"))
    };
    let shorter = match digits.len() {
        9.. => shifted(8, "亿").or_else(|| shifted(4, "万")),
        6.. => shifted(4, "万"),
        _ => None,
    };
    shorter.unwrap_or_else(|| digits.to_owned())
}

#[cfg(test)]
mod tests {
    use super::in_myriads;

    #[test]
    fn long_numbers_are_shown_short_where_nothing_is_lost() {
        for (digits, shown) in [
            ("80000000", "8000万"),
            ("610000000", "6.1亿"),
            ("1466500000000", "14665亿"),
            ("123456789", "123456789"),
            ("123450000", "12345万"),
            ("9", "9"),
            ("0.4", "0.4"),
            ("150000", "15万"),
        ] {
            assert_eq!(in_myriads(digits), shown);
        }
    }
}
