//! Compare (比对): two sources about the same place and period, figure by figure, and several places side by side.
//!
//! Two figures are held against each other where they say the same thing: indicator or name, measure, period, area,
//! fact or target, unit, what is done with the thing and what narrows it down. What the rules are is written in
//! `docs/compare.md`. Nothing here decides which of two sources is right.

mod explain;
mod side;
mod thing;
mod words;

use std::collections::HashMap;

use duixian_figures::{Codebook, Figure, Period};
use rust_decimal::Decimal;

pub use explain::{Explanation, Which};
pub use side::{Row, side_by_side};

use crate::Source;
use crate::number::{self, Number};
use thing::{Key, LooseKey, Names, Said};

/// What two sources say of the same things.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The sources name two different places; nothing was compared.
    pub is_other_place: bool,
    /// Said differently, in order of the first source.
    pub differing: Vec<Pair>,
    /// Said alike, in order of the first source.
    pub alike: Vec<Pair>,
    /// Figures that only the first source has, by their index.
    pub only_a: Vec<u32>,
    /// Figures that only the second source has.
    pub only_b: Vec<u32>,
}

/// A figure of each source that say the same thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Index of the first source's figure.
    pub a: u32,
    /// Index of the second source's figure.
    pub b: u32,
    /// What is measured, as the first source says it.
    pub subject: String,
    /// The code of the indicator, if it is one.
    pub metric: Option<String>,
    /// The period that both are about.
    pub period: Option<Period>,
    /// The second value less the first, exactly; absent where one of them is a range or a ratio.
    pub difference: Option<Decimal>,
    /// The difference in percent of the first value, to two decimals; absent for values in percent.
    pub relative: Option<Decimal>,
    /// What may explain why the two are printed differently.
    pub explanations: Vec<Explanation>,
    /// The printed numbers can stand for the same value.
    pub same: bool,
}

/// Holds two sources against each other; where both name a place and the places differ, nothing is compared.
pub fn compare(a: Source<'_>, b: Source<'_>, codebook: &Codebook) -> Comparison {
    if is_other_place(a, b) {
        return Comparison { is_other_place: true, ..Comparison::default() };
    }
    compare_figures(a, b, codebook)
}

/// Whether both sources name their place, and not the same one.
fn is_other_place(a: Source<'_>, b: Source<'_>) -> bool {
    let (Some(a), Some(b)) = (a.document.header.place.name(), b.document.header.place.name()) else { return false };
    !a.ends_with(b) && !b.ends_with(a)
}

/// Holds the figures against each other, whatever the sources say of their places.
fn compare_figures(a: Source<'_>, b: Source<'_>, codebook: &Codebook) -> Comparison {
    let names = Names::new(codebook, &[a, b]);
    let (said_a, said_b) = (thing::said(a, &names), thing::said(b, &names));
    let mut search = Search { a: Side::new(a, &said_a), b: Side::new(b, &said_b), comparison: Comparison::default() };
    search.find_alike();
    search.find_alike_in_other_words();
    search.find_differing();
    search.finish()
}

/// One source with its figures by what they say.
struct Side<'a> {
    source: Source<'a>,
    said: &'a [Said],
    by_key: HashMap<&'a Key, Vec<usize>>,
    by_loose_key: HashMap<&'a LooseKey, Vec<usize>>,
    /// Figures that are part of a pair.
    is_paired: Vec<bool>,
}

impl<'a> Side<'a> {
    fn new(source: Source<'a>, said: &'a [Said]) -> Self {
        let mut side = Self {
            source,
            said,
            by_key: HashMap::new(),
            by_loose_key: HashMap::new(),
            is_paired: vec![false; said.len()],
        };
        for (index, said) in said.iter().enumerate() {
            side.by_key.entry(&said.key).or_default().push(index);
            side.by_loose_key.entry(&said.key.loose).or_default().push(index);
        }
        side
    }

    fn figure(&self, index: usize) -> Option<&'a Figure> {
        self.source.reading.figures.get(self.said.get(index)?.index as usize)
    }

    fn number(&self, index: usize) -> Option<Number> {
        let figure = self.figure(index)?;
        number::number(figure, self.source.printed(figure))
    }

    /// The one value that a source has for a key: the first figure, if all of them are printed for the same value.
    fn only_value(&self, key: &Key) -> Option<usize> {
        let indexes = self.by_key.get(key)?;
        let first = *indexes.first()?;
        let value = |index: usize| self.figure(index).map(|figure| figure.value);
        indexes.iter().all(|&other| value(other) == value(first)).then_some(first)
    }
}

struct Search<'a> {
    a: Side<'a>,
    b: Side<'a>,
    comparison: Comparison,
}

impl Search<'_> {
    /// The same key, and numbers that can stand for one value.
    fn find_alike(&mut self) {
        for index in 0..self.a.said.len() {
            let candidates = self.b.by_key.get(&self.a.said[index].key).cloned().unwrap_or_default();
            self.take_alike(index, &candidates);
        }
    }

    /// The same thing with other words around; the number must be so telling that chance is no explanation.
    fn find_alike_in_other_words(&mut self) {
        for index in 0..self.a.said.len() {
            if self.a.is_paired[index] {
                continue;
            }
            let candidates = self.b.by_loose_key.get(&self.a.said[index].key.loose).cloned().unwrap_or_default();
            let value = self.a.figure(index).map(|figure| figure.value);
            let telling = candidates.into_iter().filter(|&other| {
                let digits = digits_of(self.a.figure(index)).min(digits_of(self.b.figure(other)));
                let is_same = self.b.figure(other).map(|figure| figure.value) == value;
                digits >= if is_same { 2 } else { 3 }
            });
            let telling = telling.collect::<Vec<_>>();
            self.take_alike(index, &telling);
        }
    }

    /// Pairs a figure with the first of the candidates that is printed for the same value, unused ones first.
    fn take_alike(&mut self, index: usize, candidates: &[usize]) {
        let fits = |&&other: &&usize| self.can_be_one(index, other);
        let unused = candidates.iter().filter(|&&other| !self.b.is_paired[other]).find(fits);
        let Some(&other) = unused.or_else(|| candidates.iter().find(fits)) else { return };
        if let Some(pair) = self.pair(index, other, true) {
            self.comparison.alike.push(pair);
        }
        self.a.is_paired[index] = true;
        self.b.is_paired[other] = true;
    }

    fn can_be_one(&self, index: usize, other: usize) -> bool {
        let (Some(one), Some(two)) = (self.a.figure(index), self.b.figure(other)) else { return false };
        one.value == two.value && one.bound == two.bound || self.meet(index, other)
    }

    /// Whether the printed numbers can have been rounded from one value.
    fn meet(&self, index: usize, other: usize) -> bool {
        match (self.a.number(index), self.b.number(other)) {
            (Some(one), Some(two)) => {
                explain::rounded(&one, self.a.figure(index)).meets(explain::rounded(&two, self.b.figure(other)))
            }
            _ => false,
        }
    }

    /// The same key with one value in each source, and the values are two.
    fn find_differing(&mut self) {
        for index in 0..self.a.said.len() {
            let key = &self.a.said[index].key;
            if self.a.is_paired[index] || self.a.only_value(key) != Some(index) {
                continue;
            }
            let Some(other) = self.b.only_value(key).filter(|&other| !self.b.is_paired[other]) else { continue };
            if self.is_sure(index, other)
                && let Some(pair) = self.pair(index, other, false)
            {
                self.comparison.differing.push(pair);
                self.a.is_paired[index] = true;
                self.b.is_paired[other] = true;
            }
        }
    }

    /// Whether two figures of one key are sure enough to be about one thing for their difference to be told.
    fn is_sure(&self, index: usize, other: usize) -> bool {
        let (one, two) = (&self.a.said[index], &self.b.said[other]);
        if !one.is_telling {
            return false;
        }
        let is_indicator = one.metric.as_deref() == Some(one.key.loose.thing.as_str());
        let (a, b) = (self.a.source.document, self.b.source.document);
        is_indicator
            || explain::are_near((a.text(one.before), b.text(two.before)), (a.text(one.behind), b.text(two.behind)))
    }

    fn pair(&self, index: usize, other: usize, same: bool) -> Option<Pair> {
        let (said_a, said_b) = (&self.a.said[index], &self.b.said[other]);
        let (figure_a, figure_b) = (self.a.figure(index)?, self.b.figure(other)?);
        let values = explain::single_value(figure_a).zip(explain::single_value(figure_b));
        let difference = values.and_then(|(one, two)| two.checked_sub(one));
        let relative = values.zip(difference).filter(|_| !figure_a.unit.contains('%'));
        let relative = relative.and_then(|((one, _), difference)| explain::percent_of(difference, one));
        Some(Pair {
            a: said_a.index,
            b: said_b.index,
            subject: figure_a.subject.clone(),
            metric: said_a.metric.clone().or_else(|| said_b.metric.clone()),
            period: figure_a.period,
            difference,
            relative,
            explanations: explain::explanations(
                explain::Printed::new(self.a.source, said_a, figure_a),
                explain::Printed::new(self.b.source, said_b, figure_b),
            ),
            same,
        })
    }

    fn finish(mut self) -> Comparison {
        let alone = |side: &Side<'_>| {
            let alone = side.said.iter().zip(&side.is_paired).filter(|(_, is_paired)| !**is_paired);
            alone.map(|(said, _)| said.index).collect()
        };
        self.comparison.only_a = alone(&self.a);
        self.comparison.only_b = alone(&self.b);
        self.comparison.alike.sort_by_key(|pair| (pair.a, pair.b));
        self.comparison.differing.sort_by_key(|pair| (pair.a, pair.b));
        self.comparison
    }
}

/// How many digits a figure's value has, zeros at its ends aside.
fn digits_of(figure: Option<&Figure>) -> usize {
    let value = figure.map(|figure| figure.value.to_string().replace(['.', '-'], "")).unwrap_or_default();
    value.trim_matches('0').bytes().filter(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests;
