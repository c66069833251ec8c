//! Target against result: met, exceeded, missed, or not comparable and why.
//!
//! The rules and their numbers are written down in `docs/verdicts.md`; nothing here looks at words.

use duixian_figures::{Bound, Decimal as Printed, Direction, Figure, Measure, Period, Value};
use rust_decimal::Decimal;

use super::Verdict;
use super::rule::Rule;

/// A rate that passes its target by more than this many points is exceeded.
const POINTS_BEYOND: Decimal = Decimal::from_parts(5, 0, 0, false, 1);
/// 左右 reaches this many points around a rate.
const POINTS_AROUND: Decimal = Decimal::from_parts(3, 0, 0, false, 1);
/// An amount that passes its target by more than this share of it is exceeded.
const SHARE_BEYOND: Decimal = Decimal::from_parts(10, 0, 0, false, 2);
/// 左右 reaches this share of an amount around it.
const SHARE_AROUND: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// What is known of a target beside its figure.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Aim {
    /// Which way is better, as far as the indicator tells.
    pub(crate) direction: Direction,
    /// Whether the words hold it down (控制在, 不超过).
    pub(crate) is_limit: bool,
    /// Whether it counts works, of which a part is worth something.
    pub(crate) counts_works: bool,
    /// Whether its words say that something becomes less (减少农村贫困人口1000万人), whatever its sign.
    pub(crate) falls: bool,
}

/// Why a result cannot be held against a target, or `None`.
pub(crate) fn obstacle(target: &Figure, result: &Figure) -> Option<Rule> {
    if !same_kind_of_measure(target.measure, result.measure) {
        return Some(Rule::OtherMeasure);
    }
    let grows_by =
        target.measure == Measure::Change && reached_value(target).is_some_and(|value| value > Decimal::ZERO);
    if grows_by && result.measure == Measure::Level {
        return Some(Rule::OtherMeasure);
    }
    match (target.period, result.period) {
        (Some(wanted), Some(given)) if wanted != given => {
            let (wanted_first, wanted_last) = years(wanted);
            let (given_first, given_last) = years(given);
            if given_last - given_first > wanted_last - wanted_first {
                return Some(Rule::SeveralYears);
            }
            if (wanted_first, wanted_last) != (given_first, given_last) {
                return Some(
                    if given_first >= wanted_first && given_last <= wanted_last && wanted_last > wanted_first {
                        Rule::PartOfPeriod
                    } else {
                        Rule::OtherYear
                    },
                );
            }
            if matches!(given, Period::Months(_, from, _, to) if to < 12 || from > 1)
                || matches!(given, Period::Quarters(_, _, to) if to < 4)
            {
                return Some(Rule::PartOfPeriod);
            }
        }
        _ => {}
    }
    if result.measure == Measure::AverageGrowth && target.measure != Measure::AverageGrowth {
        return Some(Rule::SeveralYears);
    }
    (!same_unit(&target.unit, &result.unit)).then_some(Rule::OtherUnit)
}

/// The verdict on a target with a result that can be held against it.
pub(crate) fn judge(target: &Figure, result: &Figure, aim: Aim) -> Option<(Verdict, Rule)> {
    let (wanted, reached) = (aimed_value(target, aim)?, reached_value(result)?);
    let wanted = if aim.falls && wanted > Decimal::ZERO && reached < Decimal::ZERO { -wanted } else { wanted };
    let is_rate = matches!(target.unit.as_str(), "%" | "％" | "百分点" | "个百分点" | "‰");
    let around = if target.bound == Bound::Approx {
        if is_rate { POINTS_AROUND } else { (wanted.abs()).checked_mul(SHARE_AROUND)? }
    } else {
        Decimal::ZERO
    };
    if wanted.is_sign_negative() && !wanted.is_zero() {
        return Some(cut(wanted, reached, around, is_rate));
    }
    if aim.is_limit {
        return Some(if reached <= wanted + around {
            (Verdict::Met, Rule::WithinLimit)
        } else {
            (Verdict::Missed, Rule::AboveLimit)
        });
    }
    if reached < wanted - around {
        let is_part = aim.counts_works && reached > Decimal::ZERO;
        return Some(if is_part { (Verdict::Partly, Rule::FewerWorks) } else { (Verdict::Missed, Rule::BelowTarget) });
    }
    let beyond = if is_rate { POINTS_BEYOND } else { wanted.checked_mul(SHARE_BEYOND)? };
    let may_exceed = aim.direction != Direction::Down;
    Some(if may_exceed && reached > wanted + beyond {
        (Verdict::Exceeded, if is_rate { Rule::PointsBeyond } else { Rule::ShareBeyond })
    } else if reached < wanted {
        (Verdict::Met, Rule::WithinAround)
    } else {
        (Verdict::Met, Rule::ReachedTarget)
    })
}

/// A target that something falls by so much.
fn cut(wanted: Decimal, reached: Decimal, around: Decimal, is_rate: bool) -> (Verdict, Rule) {
    if reached > Decimal::ZERO {
        return (Verdict::Contradicted, Rule::RoseInstead);
    }
    if reached > wanted + around {
        return (Verdict::Missed, Rule::FellLess);
    }
    let beyond = wanted.abs().checked_mul(SHARE_BEYOND).unwrap_or(Decimal::MAX);
    if !is_rate && reached < wanted - beyond {
        return (Verdict::Exceeded, Rule::ShareBeyond);
    }
    (Verdict::Met, Rule::FellEnough)
}

/// The least that a target asks for: the near end of a range.
fn aimed_value(target: &Figure, aim: Aim) -> Option<Decimal> {
    match target.value {
        Value::One(value) => exact(value),
        Value::Range(low, high) => exact(if aim.is_limit { high } else { low }),
        Value::Ratio(..) => None,
    }
}

/// The value that was reached; of a range, its near end.
pub(crate) fn reached_value(result: &Figure) -> Option<Decimal> {
    match result.value {
        Value::One(value) | Value::Range(value, _) => exact(value),
        Value::Ratio(..) => None,
    }
}

fn exact(value: Printed) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(value.mantissa, u32::from(value.scale)).ok()
}

fn same_kind_of_measure(target: Measure, result: Measure) -> bool {
    let kind = |measure| match measure {
        Measure::Growth | Measure::AverageGrowth => Measure::Growth,
        Measure::Change | Measure::Level => Measure::Level,
        other => other,
    };
    kind(target) == kind(result)
}

/// Units that count the same: written alike, or both left to the thing itself.
pub(crate) fn same_unit(one: &str, other: &str) -> bool {
    const PEOPLE: [&str; 4] = ["人", "名", "人口", "位"];
    const PIECES: [&str; 10] = ["个", "家", "处", "所", "座", "户", "项", "条", "件", ""];
    let (one, one_per) = per(one);
    let (other, other_per) = per(other);
    if !one_per.is_empty() && !other_per.is_empty() && one_per != other_per {
        return false;
    }
    one == other
        || one.is_empty()
        || other.is_empty()
        || PEOPLE.contains(&one) && PEOPLE.contains(&other)
        || PIECES.contains(&one) && PIECES.contains(&other)
}

/// A unit and what it is counted for, which may be left unsaid: `元/人·年` is `元` for each person and year.
fn per(unit: &str) -> (&str, &str) {
    match unit.find(['/', '每']) {
        Some(at) if unit[..at] == *"元" => unit.split_at(at),
        _ => (unit, ""),
    }
}

/// The first and last year of a period.
pub(crate) fn years(period: Period) -> (u16, u16) {
    match period {
        Period::Year(year) | Period::Quarters(year, ..) | Period::AsOfMonth(year, _) | Period::AsOfYear(year) => {
            (year, year)
        }
        Period::Years(first, last) | Period::Months(first, _, last, _) => (first, last),
    }
}
