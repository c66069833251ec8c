//! Why two sources may print one thing differently. It explains; it never decides whether they differ.

use duixian_figures::{Bound, Figure, Value};
use rust_decimal::Decimal;

use super::thing::Said;
use super::words::{Way, Words};
use crate::number::{self, Interval, Number};
use crate::{Language, Source};

/// One of the two sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The first.
    A,
    /// The second.
    B,
}

/// What may explain a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Explanation {
    /// One source says that its numbers are preliminary, with the word that says so.
    Preliminary(Which, String),
    /// One source prints fewer digits, to which the other's number can be rounded or cut.
    Rounding(Which),
    /// One source bounds the number (以上, 左右) and the other does not, or otherwise.
    Bound,
    /// The sources name ways of counting that are not the same; the names in Chinese and in English, if there are any.
    Scope(Option<(String, String)>, Option<(String, String)>),
    /// The same digits in another order: a slip of the pen.
    SwappedDigits,
    /// One source is of a later year; the number may have been revised since the other.
    Revised(Which),
}

impl Explanation {
    /// The stable code: `preliminary rounding bound scope swapped-digits revised`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Preliminary(..) => "preliminary",
            Self::Rounding(_) => "rounding",
            Self::Bound => "bound",
            Self::Scope(..) => "scope",
            Self::SwappedDigits => "swapped-digits",
            Self::Revised(_) => "revised",
        }
    }

    /// The explanation in words.
    pub fn text(&self, language: Language) -> String {
        let which = |which: &Which| match which {
            Which::A => language.choose("前者", "the first"),
            Which::B => language.choose("后者", "the second"),
        };
        match self {
            Self::Preliminary(source, word) => language.choose(
                format!("{}是初步数（“{word}”）", which(source)),
                format!("{} is preliminary (“{word}”)", which(source)),
            ),
            Self::Rounding(source) => {
                language.choose(format!("{}只取到较粗的位数", which(source)), format!("{} is rounded", which(source)))
            }
            Self::Bound => language.choose("界限词不同", "the bounds differ").to_owned(),
            Self::Scope(one, two) => {
                let name = |way: &Option<(String, String)>| match way {
                    Some((chinese, english)) => language.choose(chinese.clone(), english.clone()),
                    None => language.choose("未说明", "not said").to_owned(),
                };
                let (one, two) = (name(one), name(two));
                language.choose(format!("口径可能不同：{one}／{two}"), format!("counted in two ways: {one} / {two}"))
            }
            Self::Revised(source) => language.choose(
                format!("{}年份较晚，数据可能经过修订", which(source)),
                format!("{} is of a later year and may hold a revised number", which(source)),
            ),
            Self::SwappedDigits => language
                .choose("数字相同、顺序不同，疑为笔误", "the same digits in another order: perhaps a slip")
                .to_owned(),
        }
    }
}

/// A figure as its source prints it.
#[derive(Clone, Copy)]
pub(super) struct Printed<'a> {
    figure: &'a Figure,
    text: &'a str,
    before: &'a str,
    year: Option<u16>,
}

impl<'a> Printed<'a> {
    pub(super) fn new(source: Source<'a>, said: &Said, figure: &'a Figure) -> Self {
        Self {
            figure,
            text: source.printed(figure),
            before: source.document.text(said.before),
            year: source.document.header.year,
        }
    }

    fn way(self) -> Option<&'static Way> {
        let clause = self.before.rsplit(['，', '；']).next().unwrap_or(self.before);
        Words::standard().way_in(clause)
    }
}

/// What may explain that two figures of one thing are printed as they are; nothing where they are printed the same.
pub(super) fn explanations(a: Printed<'_>, b: Printed<'_>) -> Vec<Explanation> {
    let mut found = Vec::new();
    if a.figure.value == b.figure.value {
        found.extend((a.figure.bound != b.figure.bound).then_some(Explanation::Bound));
        return found;
    }
    let words = Words::standard();
    match (words.preliminary_in(a.before), words.preliminary_in(b.before)) {
        (Some(word), None) => found.push(Explanation::Preliminary(Which::A, word.to_owned())),
        (None, Some(word)) => found.push(Explanation::Preliminary(Which::B, word.to_owned())),
        _ => {}
    }
    if let (Some(one), Some(two)) = (a.year, b.year)
        && one != two
    {
        found.push(Explanation::Revised(if one > two { Which::A } else { Which::B }));
    }
    found.extend(rounding(a, b));
    if a.figure.bound != b.figure.bound {
        found.push(Explanation::Bound);
    }
    let (way_a, way_b) = (a.way(), b.way());
    if way_a != way_b {
        let names = |way: Option<&Way>| way.map(|way| (way.name.clone(), way.name_en.clone()));
        found.push(Explanation::Scope(names(way_a), names(way_b)));
    }
    if have_swapped_digits(a.text, b.text) {
        found.push(Explanation::SwappedDigits);
    }
    found
}

/// The source that prints fewer digits, where the other's number can be rounded or cut to them.
fn rounding(a: Printed<'_>, b: Printed<'_>) -> Option<Explanation> {
    let (one, two) = (number::number(a.figure, a.text)?, number::number(b.figure, b.text)?);
    let (step_a, step_b) = (apparent_step(&one), apparent_step(&two));
    let fits = |coarse: &Number, step: Decimal, fine: &Number| {
        let (coarse, fine) = (coarse.value.abs(), fine.value.abs());
        let is_cut = coarse <= fine && fine - coarse < step;
        is_cut || (coarse - fine).abs() <= step / Decimal::TWO
    };
    if step_a > step_b && fits(&one, step_a, &two) {
        Some(Explanation::Rounding(Which::A))
    } else if step_b > step_a && fits(&two, step_b, &one) {
        Some(Explanation::Rounding(Which::B))
    } else {
        None
    }
}

/// What the last digit that is not zero is worth, and no less than the last printed one; two digits always count.
fn apparent_step(number: &Number) -> Decimal {
    let value = number.value.abs();
    let mut step = if number.step.is_zero() { Decimal::ONE } else { number.step };
    while value >= step * Decimal::ONE_HUNDRED && (value % (step * Decimal::TEN)).is_zero() {
        step *= Decimal::TEN;
    }
    step
}

/// Two numbers of three digits and more with the same digits in another order.
fn have_swapped_digits(a: &str, b: &str) -> bool {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    let (mut one, mut two) = (digits(a), digits(b));
    if one.len() < 3 || one == two {
        return false;
    }
    one.sort_unstable();
    two.sort_unstable();
    one == two
}

/// The values that a printed number can have been rounded from, to the nearest; what a bound leaves open is near it.
pub(super) fn rounded(number: &Number, figure: Option<&Figure>) -> Interval {
    let magnitude = number.value.abs();
    let half = number.step / Decimal::TWO;
    let slack = (magnitude / Decimal::TEN).max(number.step);
    let (below, above) = match figure.map(|figure| figure.bound) {
        Some(Bound::Ge | Bound::More) => (half, slack),
        Some(Bound::Le | Bound::Near) => (slack, half),
        Some(Bound::Approx) => (number.step.max(half), number.step.max(half)),
        _ => (half, half),
    };
    if let Some(Value::Range(low, high)) = figure.map(|figure| figure.value) {
        return match (number::exact(low), number::exact(high)) {
            (Some(low), Some(high)) => Interval::between(low - half, high + half),
            _ => Interval::unknown(),
        };
    }
    let interval = Interval::between(magnitude - below, magnitude + above);
    if number.value.is_sign_negative() { interval.negated() } else { interval }
}

/// The value, if it is one.
pub(super) fn single_value(figure: &Figure) -> Option<Decimal> {
    match figure.value {
        Value::One(value) => number::exact(value),
        Value::Range(..) | Value::Ratio(..) => None,
    }
}

/// A part in percent of a whole, to two decimals.
pub(super) fn percent_of(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let hundredfold = part.checked_mul(Decimal::ONE_HUNDRED)?;
    Some(hundredfold.checked_div(whole.abs())?.round_dp(2).normalize())
}

/// Whether two figures stand among the same words: most of the last ones before, or of the next ones behind, are shared.
pub(super) fn are_near(before: (&str, &str), behind: (&str, &str)) -> bool {
    const BEFORE: usize = 24;
    const BEHIND: usize = 8;
    let letters = |text: &str| text.chars().filter(|character| character.is_alphabetic()).collect::<Vec<_>>();
    let last = |text| letters(text).into_iter().rev().take(BEFORE).collect::<Vec<_>>();
    let next = |text| letters(text).into_iter().take(BEHIND).collect::<Vec<_>>();
    share(&last(before.0), &last(before.1)) || share(&next(behind.0), &next(behind.1))
}

/// Whether the pairs of neighbouring letters of the shorter text stand, for the most part, in the longer one.
fn share(one: &[char], two: &[char]) -> bool {
    let (shorter, longer) = if one.len() <= two.len() { (one, two) } else { (two, one) };
    let shared = shorter.windows(2).filter(|pair| longer.windows(2).any(|other| other == *pair)).count();
    shared * 2 >= shorter.len() && shared > 0
}
