//! What a printed number can mean: the interval of values that it may have been rounded from.
//!
//! The rules are written down in `docs/checks.md`. All arithmetic is exact decimal; nothing here divides, so that a
//! comparison of two intervals never depends on a rounding of its own. It looks at one figure alone and knows no
//! relation between figures.

use duixian_figures::{Bound, Decimal as Printed, Figure, Value};
use rust_decimal::Decimal;

use crate::check::CheckWords;

/// No report prints more; arithmetic stays exact below it.
const LARGEST: Decimal = Decimal::from_parts(1_874_919_424, 2_328_306, 0, false, 0);
const MOST_DECIMALS: u32 = 6;

/// Values from `low` to `high`, both counted; an absent end is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The least value; `None` is without limit.
    pub low: Option<Decimal>,
    /// The greatest value; `None` is without limit.
    pub high: Option<Decimal>,
}

/// A figure's printed number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// The number itself, in base units; the near end of a range.
    pub value: Decimal,
    /// What its last printed digit is worth: 0.01亿 for `20.36亿`; zero where it is exact.
    pub step: Decimal,
    /// What the printed digits are multiplied with: 1, 10000 for 万, 100000000 for 亿.
    pub multiplier: Decimal,
    /// The values that it can have been printed for.
    pub interval: Interval,
}

impl Interval {
    /// One value alone.
    pub fn exact(value: Decimal) -> Self {
        Self { low: Some(value), high: Some(value) }
    }

    /// From `low` to `high`.
    pub fn between(low: Decimal, high: Decimal) -> Self {
        if low <= high { Self { low: Some(low), high: Some(high) } } else { Self { low: Some(high), high: Some(low) } }
    }

    /// Any value.
    pub fn unknown() -> Self {
        Self { low: None, high: None }
    }

    /// Whether both ends are closed.
    pub fn is_bounded(self) -> bool {
        self.low.is_some() && self.high.is_some()
    }

    /// Whether some value lies in both.
    pub fn meets(self, other: Self) -> bool {
        !self.is_below(other) && !other.is_below(self)
    }

    /// Whether every value lies below every value of the other.
    pub fn is_below(self, other: Self) -> bool {
        matches!((self.high, other.low), (Some(high), Some(low)) if high < low)
    }

    /// Whether the value lies inside.
    pub fn holds(self, value: Decimal) -> bool {
        self.meets(Self::exact(value))
    }

    /// All sums.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let add = |one: Option<Decimal>, two: Option<Decimal>| one?.checked_add(two?);
        Self { low: add(self.low, other.low), high: add(self.high, other.high) }
    }

    /// All negated values.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { low: self.high.map(|high| -high), high: self.low.map(|low| -low) }
    }

    /// All differences.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        self.plus(other.negated())
    }

    /// All products. Open ends stay open; that is wide, never wrong.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        let is_positive = |interval: Self| interval.low.is_some_and(|low| low >= Decimal::ZERO);
        if let (Some(a), Some(b), Some(c), Some(d)) = (self.low, self.high, other.low, other.high) {
            let products = [a.checked_mul(c), a.checked_mul(d), b.checked_mul(c), b.checked_mul(d)];
            let Some(products) = products.into_iter().collect::<Option<Vec<_>>>() else { return Self::unknown() };
            return Self { low: products.iter().min().copied(), high: products.iter().max().copied() };
        }
        if is_positive(self) && is_positive(other) {
            let multiply = |one: Option<Decimal>, two: Option<Decimal>| one?.checked_mul(two?);
            return Self { low: multiply(self.low, other.low), high: multiply(self.high, other.high) };
        }
        Self::unknown()
    }

    /// All values times a number.
    #[must_use]
    pub fn scaled(self, factor: Decimal) -> Self {
        self.times(Self::exact(factor))
    }

    /// The values that lie in either, and what lies between.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        let least = |one: Option<Decimal>, two: Option<Decimal>| Some(one?.min(two?));
        let most = |one: Option<Decimal>, two: Option<Decimal>| Some(one?.max(two?));
        Self { low: least(self.low, other.low), high: most(self.high, other.high) }
    }

    /// Wider by so much on both sides.
    #[must_use]
    pub fn widened(self, by: Decimal) -> Self {
        self.plus(Self::between(-by, by))
    }
}

/// The interval of a figure as printed; `None` for a ratio of parts.
///
/// `printed` is the figure's own text.
pub fn number(figure: &Figure, printed: &str) -> Option<Number> {
    let (value, far_end) = match figure.value {
        Value::One(value) => (exact(value)?, None),
        Value::Range(low, high) => (exact(low)?, Some(exact(high)?)),
        Value::Ratio(..) => return None,
    };
    if value.abs() > LARGEST || far_end.is_some_and(|end| end.abs() > LARGEST) || value.scale() > MOST_DECIMALS {
        return None;
    }
    let is_whole = CheckWords::standard().whole_units.contains(&figure.unit);
    let (step, multiplier) =
        printed_step(printed, value, is_whole).unwrap_or_else(|| (step_of_value(value, is_whole), Decimal::ONE));
    let interval = match far_end {
        Some(far_end) => Interval::between(value, far_end).widened(step),
        None => around(value.abs(), step, figure.bound),
    };
    let is_decrease = far_end.is_none() && value.is_sign_negative();
    Some(Number { value, step, multiplier, interval: if is_decrease { interval.negated() } else { interval } })
}

/// The parts of a ratio, each as an interval.
pub(crate) fn ratio_parts(figure: &Figure, printed: &str) -> Vec<Number> {
    let Value::Ratio(first, second, third) = figure.value else { return Vec::new() };
    let steps: Vec<Decimal> = digit_runs(printed).map(|(digits, _)| step_of_digits(digits)).collect();
    let parts = [Some(first), Some(second), third].into_iter().flatten().enumerate();
    parts
        .filter_map(|(index, part)| {
            let value = exact(part)?;
            let step = steps.get(index).copied().unwrap_or(Decimal::ONE);
            Some(Number { value, step, multiplier: Decimal::ONE, interval: around(value, step, Bound::Eq) })
        })
        .collect()
}

/// An exact decimal of the codebook's kind as the arithmetic's.
pub(crate) fn exact(value: Printed) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(value.mantissa, u32::from(value.scale)).ok()
}

impl Number {
    /// A value printed as this figure is, with the same decimals and the same 万 or 亿: `35.5亿`.
    pub fn print(&self, value: Decimal) -> String {
        let word = match self.multiplier.normalize().mantissa() {
            10_000 => "万",
            100_000_000 => "亿",
            1_000_000_000_000 => "万亿",
            _ => "",
        };
        let divisor = if word.is_empty() { Decimal::ONE } else { self.multiplier };
        let decimals = (self.step / divisor).normalize().scale();
        let shown = value.checked_div(divisor).unwrap_or(value).round_dp(decimals).normalize();
        format!("{shown}{word}")
    }
}

/// The values a magnitude can stand for.
///
/// Rounded: half a step to both sides. Cut off (去尾), as many reports do: up to a whole step upwards.
fn around(value: Decimal, step: Decimal, bound: Bound) -> Interval {
    let half = step / Decimal::TWO;
    let coarse = last_digit_worth(value).max(step);
    match bound {
        Bound::Eq | Bound::Range => Interval::between(value - half, value + step),
        Bound::More => Interval::between(value - half, value + coarse),
        Bound::Near => Interval::between(value - coarse.min(value / Decimal::from(5)).max(step), value + half),
        Bound::Approx => Interval::between(value, value).widened((value / Decimal::TEN).max(step)),
        Bound::Ge => Interval { low: Some(value - half), high: None },
        Bound::Le => Interval { low: None, high: Some(value + step) },
    }
}

/// What the last digit that is not zero is worth: 100 for 3600.
fn last_digit_worth(value: Decimal) -> Decimal {
    let value = value.normalize();
    let mut mantissa = value.mantissa().unsigned_abs();
    let mut worth = Decimal::try_from_i128_with_scale(1, value.scale()).unwrap_or(Decimal::ONE);
    while mantissa != 0 && mantissa.is_multiple_of(10) {
        mantissa /= 10;
        worth *= Decimal::TEN;
    }
    worth
}

/// The runs of digits in a text, each with the text behind it.
fn digit_runs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(|character: char| character.is_ascii_digit())?;
        let from = &rest[start..];
        let is_part = |character: char| character.is_ascii_digit() || matches!(character, '.' | ',');
        let length = from.find(|character| !is_part(character)).unwrap_or(from.len());
        let (digits, behind) = from.split_at(length);
        rest = behind;
        Some((digits, behind))
    })
}

fn step_of_digits(digits: &str) -> Decimal {
    let decimals = digits.trim_end_matches(['.', ',']).split_once('.').map_or(0, |(_, fraction)| fraction.len());
    Decimal::try_from_i128_with_scale(1, decimals.min(28) as u32).unwrap_or(Decimal::ONE)
}

/// The worth of the last printed digit and the multiplier, read from the text; `None` where it does not print the value in digits.
fn printed_step(printed: &str, value: Decimal, is_whole: bool) -> Option<(Decimal, Decimal)> {
    let (digits, behind) = digit_runs(printed).next()?;
    let step = step_of_digits(digits);
    let number: Decimal = digits.trim_end_matches(['.', ',']).replace(',', "").parse().ok()?;
    let behind = behind.trim_start_matches(['余', '多', '来', ' ']);
    let multiplier = multiplier(behind);
    let is_same = number.checked_mul(multiplier)? == value.abs();
    let is_exact = is_whole && multiplier == Decimal::ONE && step == Decimal::ONE;
    is_same.then_some((if is_exact { Decimal::ZERO } else { step * multiplier }, multiplier))
}

fn multiplier(behind: &str) -> Decimal {
    const MULTIPLIERS: [(&str, i64); 7] = [
        ("万亿", 1_000_000_000_000),
        ("千亿", 100_000_000_000),
        ("百亿", 10_000_000_000),
        ("亿", 100_000_000),
        ("百万", 1_000_000),
        ("千万", 10_000_000),
        ("万", 10_000),
    ];
    let found = MULTIPLIERS.iter().find(|(word, _)| behind.starts_with(word));
    found.map_or(Decimal::ONE, |&(_, factor)| Decimal::from(factor))
}

/// The step where the number is worded: the worth of its last digit, and exact where things are counted.
fn step_of_value(value: Decimal, is_whole: bool) -> Decimal {
    if is_whole { Decimal::ZERO } else { last_digit_worth(value) }
}

#[cfg(test)]
mod tests {
    use duixian_figures::{Codebook, read};
    use duixian_text::Document;

    use super::*;

    /// Low and high end of the first figure of a sentence.
    fn ends(sentence: &str) -> (Option<String>, Option<String>) {
        let document = Document::from_text(sentence);
        let reading = read(&document, &Codebook::standard());
        let figure = reading.figures.first().expect("a figure");
        let interval = number(figure, document.text(figure.span)).expect("a number").interval;
        let print = |end: Option<Decimal>| end.map(|end| end.normalize().to_string());
        (print(interval.low), print(interval.high))
    }

    fn closed(low: &str, high: &str) -> (Option<String>, Option<String>) {
        (Some(low.to_owned()), Some(high.to_owned()))
    }

    #[test]
    fn a_printed_number_stands_for_what_rounds_or_is_cut_to_it() {
        assert_eq!(ends("财政收入20.36亿元。"), closed("2035500000", "2037000000"));
        assert_eq!(ends("新建公园12处。"), closed("12", "12"));
        assert_eq!(ends("财政收入增长4.1%。"), closed("4.05", "4.2"));
        assert_eq!(ends("财政收入下降4.1%。"), closed("-4.2", "-4.05"));
        assert_eq!(ends("服务群众1.2万人。"), closed("11500", "13000"));
    }

    #[test]
    fn bound_words_widen() {
        assert_eq!(ends("服务企业40余家。"), closed("40", "50"));
        assert_eq!(ends("新增就业4200人以上。"), (Some("4200".to_owned()), None));
        assert_eq!(ends("失业率控制在5.5%以内。"), (None, Some("5.6".to_owned())));
        assert_eq!(ends("收入近100亿元。"), closed("8000000000", "10050000000"));
    }

    #[test]
    fn products_and_sums_hold_all_values() {
        let (two, three) = (Decimal::TWO, Decimal::from(3));
        let narrow = Interval::between(two, three);
        assert_eq!(narrow.times(narrow.negated()), Interval::between(Decimal::from(-9), Decimal::from(-4)));
        assert_eq!(narrow.minus(narrow), Interval::between(-Decimal::ONE, Decimal::ONE));
        assert!(Interval { low: Some(three), high: None }.meets(narrow));
        assert!(!Interval::exact(Decimal::from(4)).meets(narrow));
    }
}
