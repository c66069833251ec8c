//! The same thing said elsewhere: twice in one text, in an earlier report, as result and as target.
//!
//! One pass fills a map from the thing, its unit and its period to the figures; nothing compares all with all.

use std::collections::HashMap;

use duixian_figures::{Bound, Codebook, Direction, Kind, Measure, Period, Region};
use rust_decimal::Decimal;

use super::change::{base_of, from_to, growth_value, percent_text, quotient, sign};
use super::relation::{Code, Relation, Severity};
use super::view::{CLOSE_FIGURES, Item, View, implied, near_end, relation, years};
use super::words::{CheckWords, ends_with_any, holds_any, starts_with_any};
use crate::number::Interval;

/// What makes two figures speak of one thing, but for the period.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Thing {
    name: String,
    unit: String,
    measure: &'static str,
    region: Region,
    /// Which words of scope the clause has, one bit each.
    scope: u128,
}

/// All figures of one source, by what they say.
pub(super) struct Said<'a, 'view> {
    view: &'view View<'a>,
    things: Vec<Option<(Thing, Kind, Option<Period>)>>,
    by_thing: HashMap<Thing, Vec<usize>>,
}

/// At most so many figures of one thing are compared.
const MOST_OF_ONE_THING: usize = 24;

impl<'a, 'view> Said<'a, 'view> {
    pub(super) fn new(view: &'view View<'a>) -> Self {
        let mut by_thing: HashMap<Thing, Vec<usize>> = HashMap::new();
        let mut things = Vec::with_capacity(view.items.len());
        for index in 0..view.items.len() {
            let thing = thing(view, index);
            if let Some((thing, ..)) = &thing {
                let group = by_thing.entry(thing.clone()).or_default();
                if group.len() < MOST_OF_ONE_THING {
                    group.push(index);
                }
            }
            things.push(thing);
        }
        Self { view, things, by_thing }
    }

    fn group(&self, thing: &Thing) -> &[usize] {
        self.by_thing.get(thing).map_or(&[], Vec::as_slice)
    }

    fn kind(&self, index: usize) -> Option<(Kind, Option<Period>)> {
        self.things.get(index)?.as_ref().map(|(_, kind, period)| (*kind, *period))
    }

    /// The fact of a thing in a year.
    fn fact(&self, thing: &Thing, year: u16) -> Option<usize> {
        let is_it = |index: &&usize| {
            self.kind(**index)
                .is_some_and(|(kind, period)| kind == Kind::Fact && period.and_then(one_year) == Some(year))
        };
        self.group(thing).iter().find(is_it).copied()
    }
}

/// One year as such; the state at a year's end is of that year.
pub(super) fn one_year(period: Period) -> Option<u16> {
    match period {
        Period::Year(year) | Period::AsOfYear(year) => Some(year),
        Period::Months(year, 1, last, 12) if year == last => Some(year),
        _ => None,
    }
}

fn thing(view: &View<'_>, index: usize) -> Option<(Thing, Kind, Option<Period>)> {
    let item = &view.items[index];
    item.number?;
    let words = CheckWords::standard();
    let figure = item.figure;
    let subject = plain(&figure.subject);
    if subject.chars().count() < 3 || words.general.contains(&subject) {
        return None;
    }
    let around = format!("{}{}", view.before(index), view.behind(index));
    let scope = words.scope.iter().take(128).enumerate().filter(|(_, word)| around.contains(word.as_str()));
    let scope = scope.fold(0_u128, |bits, (index, _)| bits | 1 << index);
    let name = figure.metric.as_ref().map_or_else(|| subject.clone(), |metric| format!("{metric} {subject}"));
    let measure = figure.measure.code();
    let is_growth = figure.measure == Measure::Growth;
    let thing = Thing {
        name,
        unit: figure.unit.clone(),
        measure,
        region: figure.region,
        scope: if is_growth { 0 } else { scope },
    };
    let (kind, mut period) = standing(view, index).unwrap_or((figure.kind, figure.period));
    if is_first_value(view, index) && !names_year(view.before(index)) {
        period = None;
    }
    Some((thing, kind, period))
}

/// Whether the item is the A of 由A增加到B.
fn is_first_value(view: &View<'_>, index: usize) -> bool {
    from_to(view, index, &(index..view.items.len().min(index + 2)))
}

/// Whether the sentence says before the item that something is told against a named year.
fn names_other_base(view: &View<'_>, item: usize) -> bool {
    let words = CheckWords::standard();
    let sentence = view.source.document.sentences.get(view.items[item].figure.sentence as usize);
    let start = sentence.map_or(0, |sentence| sentence.span.start as usize);
    let before = near_end(view.text(), start..view.items[item].figure.span.start as usize);
    let is_named = |word: &String| {
        before
            .match_indices(word.as_str())
            .any(|(at, _)| before[at + word.len()..].starts_with(|next: char| next.is_ascii_digit()))
    };
    words.base_starts.iter().any(is_named)
}

fn names_year(text: &str) -> bool {
    text.find('年').is_some_and(|at| at >= 4 && text.as_bytes()[at - 4..at].iter().all(u8::is_ascii_digit))
}

/// A subject without the words of area and time before it, and without quotation marks.
fn plain(subject: &str) -> String {
    let mut rest = subject;
    for _ in 0..3 {
        for word in ["全区", "全市", "全省", "全县", "全年", "我区", "我市", "我省", "年度", "全国"]
        {
            rest = rest.strip_prefix(word).unwrap_or(rest);
        }
    }
    rest.chars().filter(|character| !matches!(character, '“' | '”' | ' ')).collect()
}

/// A figure of the plan part that says what is: …3.26万件诉求，是…. It is of the reviewed year.
fn standing(view: &View<'_>, index: usize) -> Option<(Kind, Option<Period>)> {
    let item = &view.items[index];
    let Some(Period::Year(year)) = item.figure.period.filter(|_| item.figure.kind == Kind::Target) else { return None };
    let behind = view.text().get(item.clause.end..)?.strip_prefix('，')?;
    starts_with_any(behind, &CheckWords::standard().being).then_some((Kind::Fact, Some(Period::Year(year - 1))))
}

/// Whether the two stand in one sentence.
fn is_one_sentence(one: &Item<'_>, other: &Item<'_>) -> bool {
    one.figure.sentence == other.figure.sentence
}

/// One thing with two values in one text.
pub(super) fn said_twice(said: &Said<'_, '_>, found: &mut Vec<Relation>) {
    for (index, thing) in said.things.iter().enumerate() {
        let Some((thing, kind, period)) = thing else { continue };
        let Some(period) = *period else { continue };
        let group = said.group(thing);
        let place = group.partition_point(|&other| other < index);
        let is_same = |other: &usize| said.kind(*other) == Some((*kind, Some(period)));
        let Some(other) = group[..place].iter().rev().copied().find(is_same) else { continue };
        let (first, second) = (&said.view.items[other], &said.view.items[index]);
        let is_sum = matches!(thing.measure, "rank" | "multiple" | "change" | "ratio");
        let is_firm = |index: usize, item: &Item<'_>| is_plain(item) && is_of_one_year(said.view, index);
        if is_one_sentence(first, second) || is_sum || !is_firm(other, first) || !is_firm(index, second) {
            continue;
        }
        let holds = first.interval().meets(second.interval());
        let is_vague = said.view.is_not_final(other) || said.view.is_not_final(index);
        let severity = if is_vague { Severity::Notice } else { Severity::Error };
        let computed = format!("{} {} {}", first.printed, sign(holds), second.printed);
        if first.figure.metric.is_none() {
            // What is no indicator may be another thing under the same words.
            if holds {
                found.push(implied(Code::SaidTwice, &[first, second], computed));
            }
            continue;
        }
        let agree = vec![first.agreement(second.printed.to_owned()), second.agreement(first.printed.to_owned())];
        found.push(relation(Code::SaidTwice, severity, holds, &[first, second], computed, agree));
    }
}

/// Whether nothing around the value tells that it may be of several years or of a counted group of areas.
fn is_of_one_year(view: &View<'_>, index: usize) -> bool {
    let words = CheckWords::standard();
    let clause = &view.items[index].clause;
    let is_counted =
        index.checked_sub(1).is_some_and(|before| clause.contains(&(view.items[before].figure.span.start as usize)));
    !is_counted && !holds_any(view.paragraph_before(index), &words.long_periods)
}

fn is_plain(item: &Item<'_>) -> bool {
    !matches!(item.figure.bound, Bound::Ge | Bound::Le | Bound::Range)
}

/// What an earlier report said of the same period, and the base that it gives.
pub(super) fn against_earlier(draft: &Said<'_, '_>, earlier: &Said<'_, '_>, found: &mut Vec<Relation>) {
    for (index, thing) in draft.things.iter().enumerate() {
        let Some((thing, kind, period)) = thing else { continue };
        let item = &draft.view.items[index];
        let Some(year) = period.and_then(one_year).filter(|_| *kind == Kind::Fact) else { continue };
        if let Some(other) = earlier.fact(thing, year).filter(|_| thing.measure != "rank") {
            let before = &earlier.view.items[other];
            let holds = before.interval().meets(item.interval());
            let is_vague = earlier.view.is_not_final(other) || draft.view.is_not_final(index);
            let severity = if is_vague || !is_plain(before) { Severity::Notice } else { Severity::Warning };
            let computed = format!("{} {} {}", item.printed, sign(holds), before.printed);
            let agree = vec![item.agreement(before.printed.to_owned())];
            found.push(relation(Code::EarlierReport, severity, holds, &[item, before], computed, agree));
        }
        if thing.measure == "level" && !item.is_percent() {
            base_of_growth(draft, index, thing, year, earlier, found);
        }
    }
}

/// The growth said of a level behind it, in its sentence.
fn growth_behind(view: &View<'_>, level: usize) -> Option<usize> {
    let item = &view.items[level];
    let behind = (level + 1..view.items.len().min(level + CLOSE_FIGURES))
        .take_while(|&index| is_one_sentence(&view.items[index], item));
    behind
        .take_while(|&index| !view.gap(level, index).contains('；'))
        .filter(|&index| view.items[index].same_thing(item) && view.items[index].figure.kind == item.figure.kind)
        .take_while(|&index| !view.items[index].is(Measure::Level))
        .find(|&index| view.items[index].is(Measure::Growth))
}

fn base_of_growth(
    draft: &Said<'_, '_>,
    level: usize,
    thing: &Thing,
    year: u16,
    earlier: &Said<'_, '_>,
    found: &mut Vec<Relation>,
) {
    let view = draft.view;
    let Some(growth) = growth_behind(view, level) else { return };
    let (item, rate) = (&view.items[level], &view.items[growth]);
    let Some(percent) = rate.growth_percent() else { return };
    let Some(base) = earlier.fact(thing, year - 1) else { return };
    let is_yearly = base_of(view.before(growth)).is_none_or(|base| base == "同比");
    // 比2020年 earlier in the sentence may hold for all that follows.
    let is_yearly = is_yearly && !names_other_base(view, growth);
    let between = view.gap(level, growth);
    if view.is_real(level)
        || view.is_real(growth)
        || !is_yearly
        || holds_any(between, &CheckWords::standard().real_marks)
    {
        return;
    }
    let base_item = &earlier.view.items[base];
    let grown = percent.plus(Interval::exact(Decimal::ONE_HUNDRED));
    let holds = base_item.interval().times(grown).meets(item.interval().scaled(Decimal::ONE_HUNDRED));
    let right = quotient((item.value() - base_item.value()) * Decimal::ONE_HUNDRED, base_item.value());
    let printed = right.map_or_else(|| "?".to_owned(), |right| rate.print_percent(right));
    let computed =
        format!("{}÷{}－1＝{printed} {} {}", item.printed, base_item.printed, sign(holds), percent_text(rate));
    let agree = vec![rate.agreement(printed)];
    found.push(relation(Code::EarlierBase, Severity::Notice, holds, &[item, rate, base_item], computed, agree));
}

/// Targets against the last results, in one draft.
pub(super) fn targets(said: &Said<'_, '_>, codebook: &Codebook, found: &mut Vec<Relation>) {
    let view = said.view;
    let indicators = results_by_indicator(said);
    for (index, thing) in said.things.iter().enumerate() {
        let Some((thing, Kind::Target, Some(period))) = thing else { continue };
        let Some(year) = one_year(*period) else { continue };
        let item = &view.items[index];
        if let Some(growth) = growth_of_target(view, index) {
            target_growth(said, index, growth, thing, year, found);
        }
        if !matches!(thing.measure, "level" | "growth") {
            continue;
        }
        let Some(fact) = said.fact(thing, year - 1) else {
            same_indicator(said, &indicators, index, year, found);
            continue;
        };
        let actual = &view.items[fact];
        let direction =
            item.figure.metric.as_deref().and_then(|code| codebook.indicator(code)).map(|found| found.direction);
        // A floor (4200人以上) below the result is a target below it.
        let aimed = Interval { high: item.number.map(|number| number.value + number.step), ..item.interval() };
        let is_below = aimed.is_below(actual.interval());
        let is_up = direction == Some(Direction::Up) && item.figure.bound != Bound::Le;
        let computed = format!("{} {} {}", item.printed, if is_below { "<" } else { "≥" }, actual.printed);
        if is_up && thing.measure == "level" {
            found.push(relation(
                Code::TargetBelowActual,
                Severity::Notice,
                !is_below,
                &[item, actual],
                computed,
                Vec::new(),
            ));
        } else {
            let computed = format!("{} → {}", actual.printed, item.printed);
            found.push(implied(Code::TargetBelowActual, &[item, actual], computed));
        }
    }
    growth_of_results(said, found);
}

/// An indicator, the unit and measure it is told in, and whose it is.
type Told<'a> = (&'a str, &'a str, &'static str, Region);

fn told<'a>(item: &Item<'a>) -> Option<Told<'a>> {
    let figure = item.figure;
    Some((figure.metric.as_deref()?, figure.unit.as_str(), figure.measure.code(), figure.region))
}

/// The first result of each indicator.
fn results_by_indicator<'a>(said: &Said<'a, '_>) -> HashMap<Told<'a>, usize> {
    let mut results = HashMap::new();
    for (index, item) in said.view.items.iter().enumerate() {
        if let Some(told) = told(item).filter(|_| item.figure.kind == Kind::Fact && item.number.is_some()) {
            results.entry(told).or_insert(index);
        }
    }
    results
}

/// Target and result of one indicator in other words: told, never judged.
fn same_indicator(
    said: &Said<'_, '_>,
    results: &HashMap<Told<'_>, usize>,
    target: usize,
    year: u16,
    found: &mut Vec<Relation>,
) {
    let item = &said.view.items[target];
    let Some(&result) = told(item).and_then(|told| results.get(&told)) else { return };
    let actual = &said.view.items[result];
    if actual.figure.period.and_then(one_year) == Some(year - 1) {
        let computed = format!("{} → {}", actual.printed, item.printed);
        found.push(implied(Code::TargetBelowActual, &[item, actual], computed));
    }
}

/// The growth said beside a target's level: before it (增长9%、达到38亿元) or behind it.
fn growth_of_target(view: &View<'_>, level: usize) -> Option<usize> {
    let item = &view.items[level];
    if !item.is(Measure::Level) || item.is_percent() {
        return None;
    }
    let before = level.checked_sub(1).filter(|&index| {
        let other = &view.items[index];
        is_one_sentence(other, item)
            && other.is(Measure::Growth)
            && other.same_thing(item)
            && !view.gap(index, level).contains('；')
    });
    before.or_else(|| growth_behind(view, level))
}

fn target_growth(
    said: &Said<'_, '_>,
    level: usize,
    growth: usize,
    thing: &Thing,
    year: u16,
    found: &mut Vec<Relation>,
) {
    let view = said.view;
    let (item, rate) = (&view.items[level], &view.items[growth]);
    let Some(actual) = said.fact(thing, year - 1).map(|fact| &view.items[fact]) else { return };
    let Some(percent) = rate.growth_percent() else { return };
    if view.is_real(level) || view.is_real(growth) {
        return;
    }
    let grown = percent.plus(Interval::exact(Decimal::ONE_HUNDRED));
    let holds = actual.interval().times(grown).meets(item.interval().scaled(Decimal::ONE_HUNDRED));
    let reached = actual.value().checked_mul((growth_value(rate) + Decimal::ONE_HUNDRED) / Decimal::ONE_HUNDRED);
    let needed = quotient((item.value() - actual.value()) * Decimal::ONE_HUNDRED, actual.value());
    let shown = reached.map_or_else(|| "?".to_owned(), |value| item.print(value));
    let computed = format!("{}×（1＋{}）＝{shown} {} {}", actual.printed, rate.printed, sign(holds), item.printed);
    let mut agree = vec![item.agreement(shown)];
    agree.extend(needed.map(|needed| rate.agreement(rate.print_percent(needed))));
    found.push(relation(Code::TargetAndGrowth, Severity::Error, holds, &[item, rate, actual], computed, agree));
}

/// What a target's growth makes of the last result's level: 22.2亿元 and 增长4%.
fn growth_of_results(said: &Said<'_, '_>, found: &mut Vec<Relation>) {
    let view = said.view;
    let mut levels: HashMap<(&str, Region), usize> = HashMap::new();
    for (index, item) in view.items.iter().enumerate() {
        let Some(metric) = item.figure.metric.as_deref() else { continue };
        if item.is(Measure::Level) && item.figure.kind == Kind::Fact && !item.is_percent() {
            levels.entry((metric, item.figure.region)).or_insert(index);
            continue;
        }
        if !item.is(Measure::Growth) || item.figure.kind != Kind::Target || view.gap_is_own_level(index) {
            continue;
        }
        let Some(&level) = levels.get(&(metric, item.figure.region)) else { continue };
        let actual = &view.items[level];
        let follows = |one: Period, other: Period| years(one).1 == years(other).1 + 1;
        let is_next =
            matches!((item.figure.period, actual.figure.period), (Some(one), Some(other)) if follows(one, other));
        let grown = growth_value(item) + Decimal::ONE_HUNDRED;
        if let Some(value) = actual.value().checked_mul(grown / Decimal::ONE_HUNDRED).filter(|_| is_next) {
            let computed = format!("{}×（1＋{}）＝{}", actual.printed, item.printed, actual.print(value));
            found.push(implied(Code::TargetAndGrowth, &[item, actual], computed));
        }
    }
}

/// 是2020年的2.2倍, with the value of 2020 told somewhere.
pub(super) fn multiples(said: &Said<'_, '_>, sources: &[Said<'_, '_>], found: &mut Vec<Relation>) {
    let view = said.view;
    for index in 1..view.items.len() {
        let (level, times) = (&view.items[index - 1], &view.items[index]);
        if !times.is(Measure::Multiple)
            || !level.is(Measure::Level)
            || !times.same_thing(level)
            || times.figure.unit != "倍"
        {
            continue;
        }
        let Some(year) = base_year(view.before(index)) else { continue };
        let Some((thing, ..)) = said.things[index - 1].as_ref() else { continue };
        let base = std::iter::once(said).chain(sources).find_map(|other| Some((other, other.fact(thing, year)?)));
        let Some((other, base)) = base else { continue };
        let base = &other.view.items[base];
        let holds = base.interval().times(times.interval()).meets(level.interval());
        let right = quotient(level.value(), base.value());
        let printed = right.map_or_else(|| "?".to_owned(), |right| times.print(right));
        let computed = format!("{}÷{}＝{printed} {} {}", level.printed, base.printed, sign(holds), times.printed);
        found.push(relation(
            Code::Multiple,
            Severity::Error,
            holds,
            &[level, times, base],
            computed,
            vec![times.agreement(printed)],
        ));
    }
}

/// The year of 是2020年的.
fn base_year(before: &str) -> Option<u16> {
    let head = before.strip_suffix("年的")?;
    let digits = head.get(head.len().checked_sub(4)?..)?;
    digits.parse().ok()
}

/// Town above country where they are told side by side.
pub(super) fn town_and_country(view: &View<'_>, found: &mut Vec<Relation>) {
    let words = CheckWords::standard();
    for index in 1..view.items.len() {
        let (town, country) = (&view.items[index - 1], &view.items[index]);
        let is_pair = town.is(Measure::Level)
            && country.is(Measure::Level)
            && town.same_unit(country)
            && is_one_sentence(town, country);
        let side = |item: &Item<'_>, words: &[String]| {
            item.figure
                .subject
                .split('/')
                .next_back()
                .is_some_and(|side| ends_with_any(side, words) || starts_with_any(side, words))
        };
        let is_above = words.urban_above.iter().any(|word| town.figure.subject.contains(word.as_str()));
        if !(is_pair && is_above && !town.is_percent() && side(town, &words.urban) && side(country, &words.rural)) {
            continue;
        }
        let holds = !town.interval().is_below(country.interval());
        let computed = format!("{} {} {}", town.printed, if holds { "≥" } else { "<" }, country.printed);
        found.push(relation(Code::Order, Severity::Warning, holds, &[town, country], computed, Vec::new()));
    }
}
