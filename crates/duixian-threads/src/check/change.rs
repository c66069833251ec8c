//! Levels and how they changed: level, change and growth together; from A to B; a level and its growth alone.
//!
//! It looks inside one sentence. What earlier reports say is elsewhere.

use std::ops::Range;

use duixian_figures::{Measure, Period};
use rust_decimal::Decimal;

use super::relation::{Code, Holds, Relation, Severity};
use super::view::{CLOSE_FIGURES, Item, View, implied, relation, years};
use super::words::{CheckWords, holds_any};
use crate::number::Interval;

/// Beyond this many years an average growth is not computed.
const MOST_YEARS: u16 = 30;
/// Powers are rounded here, and widened by it.
const POWER_DECIMALS: u32 = 12;

/// All relations of one sentence.
pub(super) fn find(view: &View<'_>, sentence: &Range<usize>, found: &mut Vec<Relation>) {
    let mut is_last_value = false;
    for index in view.numbered(sentence) {
        let item = &view.items[index];
        if !matches!(item.figure.measure, Measure::Level | Measure::Rank) {
            continue;
        }
        if from_to(view, index, sentence) {
            journey(view, index, sentence, found);
            is_last_value = true;
        } else if item.is(Measure::Level) && !is_last_value {
            triple(view, index, sentence, found);
            beyond_base(view, index, sentence, found);
        } else {
            is_last_value = false;
        }
    }
}

/// What is said of a level behind it.
struct Said {
    change: Option<usize>,
    growth: Option<usize>,
    average: Option<usize>,
}

fn said_of(view: &View<'_>, level: usize, sentence: &Range<usize>) -> Said {
    let item = &view.items[level];
    let mut said = Said { change: None, growth: None, average: None };
    for index in level + 1..sentence.end.min(level + CLOSE_FIGURES) {
        let other = &view.items[index];
        if view.gap(level, index).contains('；') {
            break;
        }
        if !other.same_thing(item) || other.figure.kind != item.figure.kind || other.number.is_none() {
            continue;
        }
        let slot = match other.figure.measure {
            Measure::Level => break,
            Measure::Change if is_difference(item, other) => &mut said.change,
            Measure::Growth => &mut said.growth,
            Measure::AverageGrowth => &mut said.average,
            _ => continue,
        };
        if slot.is_none() {
            *slot = Some(index);
        }
    }
    said
}

/// Whether a change is a difference of such levels: in their unit, in points for percents.
fn is_difference(level: &Item<'_>, change: &Item<'_>) -> bool {
    if level.is_percent() {
        change.figure.unit.ends_with("百分点")
    } else {
        level.same_unit(change) || level.figure.unit.is_empty()
    }
}

/// 6.9亿元，比上年增加1.2亿元，增长25.4%.
fn triple(view: &View<'_>, level: usize, sentence: &Range<usize>, found: &mut Vec<Relation>) {
    let said = said_of(view, level, sentence);
    let item = &view.items[level];
    let Some(growth_index) = said.growth else {
        if let Some(change) = said.change.map(|index| &view.items[index]) {
            let base = item.value() - change.value();
            let computed = format!("{}－（{}）＝{}", item.printed, change.print(change.value()), item.print(base));
            found.push(implied(Code::Implied, &[item, change], computed));
        }
        return;
    };
    let growth = &view.items[growth_index];
    let Some(percent) = growth.growth_percent() else { return };
    let whole = percent.plus(Interval::exact(Decimal::ONE_HUNDRED));
    let is_real = view.is_real(level) || view.is_real(growth_index);
    let Some(change_index) = said.change.filter(|&change| same_base(view, change, growth_index) && !is_real) else {
        let base = quotient(item.value() * Decimal::ONE_HUNDRED, growth_value(growth) + Decimal::ONE_HUNDRED);
        if let Some(base) = base.filter(|_| whole.low.is_some_and(|low| low > Decimal::ZERO)) {
            let computed = format!("{}÷（1＋{}）＝{}", item.printed, percent_text(growth), item.print(base));
            found.push(implied(Code::Implied, &[item, growth], computed));
        }
        return;
    };
    let change = &view.items[change_index];
    let base = item.interval().minus(change.interval());
    let holds = base.times(percent).meets(change.interval().scaled(Decimal::ONE_HUNDRED));
    let base_value = item.value() - change.value();
    let rate = quotient(change.value() * Decimal::ONE_HUNDRED, base_value);
    let right_change = quotient(item.value() * growth_value(growth), growth_value(growth) + Decimal::ONE_HUNDRED);
    let mut agree = Vec::new();
    agree.extend(rate.map(|rate| growth.agreement(growth.print_percent(rate))));
    agree.extend(right_change.map(|value| change.agreement(change.print(value))));
    let computed = format!(
        "{}÷（{}－{}）＝{} {} {}",
        change.printed,
        item.printed,
        change.printed,
        rate.map_or_else(|| "?".to_owned(), |rate| growth.print_percent(rate)),
        sign(holds),
        growth.printed,
    );
    found.push(relation(Code::Triple, Severity::Error, holds, &[item, change, growth], computed, agree));
}

/// 33.6亿元，较2020年的24.6亿元增加9亿元.
fn beyond_base(view: &View<'_>, level: usize, sentence: &Range<usize>, found: &mut Vec<Relation>) {
    let words = CheckWords::standard();
    let (base, change) = (level + 1, level + 2);
    if change >= sentence.end {
        return;
    }
    let (item, first, difference) = (&view.items[level], &view.items[base], &view.items[change]);
    let is_said = words.base_starts.iter().any(|word| view.before(base).trim_start().starts_with(word.as_str()));
    let verb = view.gap(base, change);
    let is_verb = words.rising.iter().chain(&words.falling).any(|word| word == verb);
    let same = first.is(Measure::Level)
        && difference.is(Measure::Change)
        && item.same_unit(first)
        && item.same_unit(difference);
    if !(is_said && is_verb && same) {
        return;
    }
    let holds = first.interval().plus(difference.interval()).meets(item.interval());
    let sum = first.value() + difference.value();
    let computed = format!(
        "{}＋（{}）＝{} {} {}",
        first.printed,
        difference.print(difference.value()),
        item.print(sum),
        sign(holds),
        item.printed
    );
    let agree = vec![difference.agreement(difference.print(item.value() - first.value()))];
    found.push(relation(Code::Change, Severity::Error, holds, &[item, first, difference], computed, agree));
}

/// Whether change and growth are said against the same base: the same words, or none before the growth.
fn same_base(view: &View<'_>, change: usize, growth: usize) -> bool {
    let base = |index: usize| base_of(view.before(index));
    let behind = base(growth);
    behind.is_none() || base(change).is_none() || base(change) == behind
}

/// The base that growth is said against, by its words.
pub(super) fn base_of(text: &str) -> Option<&str> {
    let words = CheckWords::standard();
    for line in &words.base_words {
        if holds_any(text, line) {
            return line.first().map(String::as_str);
        }
    }
    let start = words.base_starts.iter().filter_map(|word| text.rfind(word.as_str())).max()?;
    text.get(start..)
}

/// Whether the item is the A of 由A增加到B.
pub(super) fn from_to(view: &View<'_>, index: usize, sentence: &Range<usize>) -> bool {
    let words = CheckWords::standard();
    let next = index + 1;
    if next >= sentence.end || view.items[next].number.is_none() {
        return false;
    }
    let (item, other) = (&view.items[index], &view.items[next]);
    let gap = view.gap(index, next);
    let verbs = || words.rising.iter().chain(&words.falling);
    let before = view.before(index);
    let opened = words.from_words.iter().filter_map(|word| before.rfind(word.as_str())).max();
    let is_near = opened.is_some_and(|start| before.len() - start < 60 && !before[start..].contains('、'));
    // 由2020年的 and 增加到2025年的 may stand between; another clause may not.
    let goes = !gap.contains(['，', '；', '、', '。'])
        && words.to_words.iter().any(|to| verbs().any(|verb| gap.contains(&format!("{verb}{to}"))));
    is_near
        && goes
        && item.figure.measure == other.figure.measure
        && (item.same_unit(other) || item.figure.unit.is_empty())
}

/// 由A增加到B, and what is said of it.
fn journey(view: &View<'_>, index: usize, sentence: &Range<usize>, found: &mut Vec<Relation>) {
    let words = CheckWords::standard();
    let (first, last) = (&view.items[index], &view.items[index + 1]);
    let gap = view.gap(index, index + 1);
    let falls = words.to_words.iter().any(|to| words.falling.iter().any(|verb| gap.contains(&format!("{verb}{to}"))));
    let is_rank = first.figure.measure == Measure::Rank || first.figure.unit == "位" || first.printed.starts_with('第');
    let goes_down = falls != is_rank;
    let (low, high) = if goes_down { (last, first) } else { (first, last) };
    let holds = !high.interval().is_below(low.interval());
    let arrow = format!("{}→{}", first.printed, last.printed);
    let trend = if falls { "↓" } else { "↑" };
    let mut way =
        relation(Code::Change, Severity::Error, holds, &[first, last], format!("{arrow} {trend}"), Vec::new());
    if high.interval().high.is_none() || low.interval().low.is_none() {
        way.holds = Holds::Undecided;
    }
    found.push(way);
    if is_rank {
        return;
    }
    let said = said_of(view, index + 1, sentence);
    let base = first.interval();
    let difference = last.interval().minus(base);
    if let Some(change) = said.change.map(|index| &view.items[index]) {
        let value = last.value() - first.value();
        let holds = difference.meets(change.interval()) || difference.meets(change.interval().negated());
        let computed =
            format!("{}－{}＝{} {} {}", last.printed, first.printed, change.print(value), sign(holds), change.printed);
        let agree = vec![change.agreement(change.print(value))];
        found.push(relation(Code::Change, Severity::Error, holds, &[first, last, change], computed, agree));
    }
    if let Some((growth_index, percent)) = said.growth.and_then(|at| Some((at, view.items[at].growth_percent()?))) {
        let growth = &view.items[growth_index];
        let is_real = view.is_real(index) || view.is_real(growth_index) || first.is_percent();
        let holds = base.times(percent).meets(difference.scaled(Decimal::ONE_HUNDRED));
        let rate = quotient((last.value() - first.value()) * Decimal::ONE_HUNDRED, first.value());
        if let Some(rate) = rate.filter(|_| !is_real) {
            let printed = growth.print_percent(rate);
            let computed =
                format!("{}÷{}－1＝{printed} {} {}", last.printed, first.printed, sign(holds), growth.printed);
            let agree = vec![growth.agreement(printed)];
            found.push(relation(Code::Change, Severity::Error, holds, &[first, last, growth], computed, agree));
        }
    }
    if let Some(average) = said.average {
        average_growth(view, index, average, found);
    }
}

/// 由2020年的17.1亿元增至22.2亿元，年均增长5.4%: compound, or else simple.
fn average_growth(view: &View<'_>, first_index: usize, average_index: usize, found: &mut Vec<Relation>) {
    let (first, last, average) = (&view.items[first_index], &view.items[first_index + 1], &view.items[average_index]);
    let period = |item: &Item<'_>| item.figure.period;
    let (Some(from), Some(to)) = (period(first), period(last)) else { return };
    let count = years(to).1.saturating_sub(years(from).1);
    let Some(percent) = average.growth_percent().filter(|_| count > 0 && count <= MOST_YEARS) else { return };
    if view.is_real(first_index) || view.is_real(average_index) || first.is_percent() {
        return;
    }
    let hundred = Decimal::ONE_HUNDRED;
    let factor = percent.scaled(Decimal::new(1, 2)).plus(Interval::exact(Decimal::ONE));
    let compound = power(factor, count).is_none_or(|grown| first.interval().times(grown).meets(last.interval()));
    let grown = percent.scaled(Decimal::from(count)).plus(Interval::exact(hundred));
    let simple = first.interval().times(grown).meets(last.interval().scaled(hundred));
    let holds = compound || simple;
    let is_explicit = matches!(from, Period::Year(_) | Period::AsOfYear(_));
    let severity = if is_explicit { Severity::Error } else { Severity::Warning };
    let reached = power(Interval::exact(Decimal::ONE + growth_value(average) / hundred), count)
        .and_then(|grown| first.value().checked_mul(grown.low?));
    let computed = format!(
        "{}×（1＋{}）^{count}＝{} {} {}",
        first.printed,
        average.printed,
        reached.map_or_else(|| "?".to_owned(), |value| last.print(value)),
        if compound || !simple { sign(holds) } else { "≈" },
        last.printed,
    );
    let agree = reached.map(|value| last.agreement(last.print(value))).into_iter().collect();
    found.push(relation(Code::Average, severity, holds, &[first, last, average], computed, agree));
}

/// The interval to a power; `None` where it cannot be told.
fn power(factor: Interval, count: u16) -> Option<Interval> {
    let unit = Decimal::new(1, POWER_DECIMALS);
    let raise = |base: Decimal| {
        (0..count).try_fold(Decimal::ONE, |product, _| Some(product.checked_mul(base)?.round_dp(POWER_DECIMALS)))
    };
    let (low, high) = (factor.low.filter(|low| *low > Decimal::ZERO)?, factor.high?);
    Some(Interval::between(raise(low)?, raise(high)?).widened(unit * Decimal::from(count)))
}

pub(super) fn growth_value(item: &Item<'_>) -> Decimal {
    let factor = match item.figure.unit.as_str() {
        "倍" => Decimal::ONE_HUNDRED,
        "成" => Decimal::TEN,
        _ => Decimal::ONE,
    };
    item.value() * factor
}

/// A growth as a signed percentage.
pub(super) fn percent_text(item: &Item<'_>) -> String {
    format!("{}%", growth_value(item).normalize())
}

/// A quotient to be printed, never compared.
pub(super) fn quotient(dividend: Decimal, divisor: Decimal) -> Option<Decimal> {
    if divisor.is_zero() { None } else { dividend.checked_div(divisor) }
}

pub(super) fn sign(holds: bool) -> &'static str {
    if holds { "≈" } else { "≠" }
}
