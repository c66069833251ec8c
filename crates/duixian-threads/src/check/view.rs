//! A source made ready for the checks: its figures with their intervals, by sentence, and the text around them.
//!
//! It decides no relation.

use std::ops::Range;

use duixian_figures::{Figure, Measure, Period};
use duixian_text::ByteSpan;
use rust_decimal::Decimal;

use super::relation::{Agreement, Code, Holds, Relation, Severity};
use super::words::{CheckWords, holds_any};
use crate::number::{Interval, Number, number};
use crate::{Place, Source};

/// A figure with what it can stand for.
#[derive(Clone, Debug)]
pub(super) struct Item<'a> {
    pub(super) figure: &'a Figure,
    /// As printed.
    pub(super) printed: &'a str,
    /// Its interval; a ratio of parts has none.
    pub(super) number: Option<Number>,
    pub(super) place: Place,
    /// Its clause: between the marks ，；：。 around it.
    pub(super) clause: Range<usize>,
}

/// A source with its figures.
#[derive(Clone, Debug)]
pub(super) struct View<'a> {
    pub(super) source: Source<'a>,
    /// 0 is the draft.
    pub(super) index: usize,
    pub(super) items: Vec<Item<'a>>,
    /// The items of each sentence that has any.
    pub(super) sentences: Vec<Range<usize>>,
}

/// Marks that end a clause.
const CLAUSE_MARKS: [char; 10] = ['，', '；', '。', '：', ',', ';', ':', '！', '？', '\n'];

impl<'a> View<'a> {
    pub(super) fn new(source: Source<'a>, index: usize) -> Self {
        let document = source.document;
        let mut items: Vec<Item<'a>> = Vec::with_capacity(source.reading.figures.len());
        let mut sentences: Vec<Range<usize>> = Vec::new();
        for figure in &source.reading.figures {
            let printed = document.text(figure.span);
            let Some(sentence) = document.sentences.get(figure.sentence as usize) else { continue };
            let clause = clause_around(&document.clean, &sentence.span.range(), &figure.span.range());
            let place = Place { source: index, span: figure.span };
            let at = items.len();
            let follows = items.last().is_some_and(|last: &Item| last.figure.sentence == figure.sentence);
            match sentences.last_mut() {
                Some(open) if follows => open.end = at + 1,
                _ => sentences.push(at..at + 1),
            }
            items.push(Item { figure, printed, number: number(figure, printed), place, clause });
        }
        Self { source, index, items, sentences }
    }

    pub(super) fn text(&self) -> &'a str {
        &self.source.document.clean
    }

    /// The text between two items, the first before the second.
    pub(super) fn gap(&self, first: usize, second: usize) -> &'a str {
        let (from, to) = (self.items[first].figure.span.end as usize, self.items[second].figure.span.start as usize);
        self.text().get(from..to).unwrap_or_default()
    }

    /// The text of the clause before an item.
    pub(super) fn before(&self, item: usize) -> &'a str {
        let item = &self.items[item];
        self.text().get(item.clause.start..item.figure.span.start as usize).unwrap_or_default()
    }

    /// The text of the clause behind an item.
    pub(super) fn behind(&self, item: usize) -> &'a str {
        let item = &self.items[item];
        self.text().get(item.figure.span.end as usize..item.clause.end).unwrap_or_default()
    }

    /// The text of an item's clause.
    pub(super) fn clause(&self, item: usize) -> &'a str {
        self.text().get(self.items[item].clause.clone()).unwrap_or_default()
    }

    /// The text of the item's paragraph before it.
    pub(super) fn paragraph_before(&self, item: usize) -> &'a str {
        let (document, item) = (self.source.document, &self.items[item]);
        let sentence = document.sentences.get(item.figure.sentence as usize);
        let paragraph = sentence.and_then(|sentence| document.paragraphs.get(sentence.paragraph as usize));
        let start = paragraph.map_or(item.figure.span.start, |paragraph| paragraph.span.start);
        near_end(self.text(), start as usize..item.figure.span.start as usize)
    }

    /// A place of this source.
    pub(super) fn place(&self, span: Range<usize>) -> Place {
        Place { source: self.index, span: ByteSpan::new(span.start, span.end) }
    }

    /// The items of one sentence that can be compared: an index for each.
    pub(super) fn numbered(&self, sentence: &Range<usize>) -> impl Iterator<Item = usize> + '_ {
        sentence.clone().filter(|&index| self.items[index].number.is_some())
    }

    /// Whether the item's sentence says that its numbers are not final.
    pub(super) fn is_not_final(&self, item: usize) -> bool {
        holds_any(self.source.sentence(self.items[item].figure.sentence), &CheckWords::standard().not_final)
    }

    /// Whether the item before is the level that this growth is said of.
    pub(super) fn gap_is_own_level(&self, growth: usize) -> bool {
        growth.checked_sub(1).is_some_and(|before| {
            let (level, growth) = (&self.items[before], &self.items[growth]);
            level.is(Measure::Level) && level.same_thing(growth) && level.figure.sentence == growth.figure.sentence
        })
    }

    /// Whether growth of this item, or growth beside it, is on another base than the printed levels.
    pub(super) fn is_real(&self, item: usize) -> bool {
        let words = CheckWords::standard();
        holds_any(&self.items[item].figure.subject, &words.real_subjects)
            || holds_any(self.clause(item), &words.real_marks)
    }
}

impl Item<'_> {
    pub(super) fn interval(&self) -> Interval {
        self.number.map_or(Interval::unknown(), |number| number.interval)
    }

    pub(super) fn value(&self) -> Decimal {
        self.number.map_or(Decimal::ZERO, |number| number.value)
    }

    pub(super) fn is(&self, measure: Measure) -> bool {
        self.figure.measure == measure && self.number.is_some()
    }

    /// Whether both measure the same thing of the same area, said alike.
    pub(super) fn same_thing(&self, other: &Self) -> bool {
        self.figure.subject == other.figure.subject
            && self.figure.metric == other.figure.metric
            && self.figure.region == other.figure.region
    }

    pub(super) fn same_unit(&self, other: &Self) -> bool {
        self.figure.unit == other.figure.unit
    }

    pub(super) fn is_percent(&self) -> bool {
        matches!(self.figure.unit.as_str(), "%" | "％")
    }

    /// A growth in percent, whether printed in %, in 倍 or in 成.
    pub(super) fn growth_percent(&self) -> Option<Interval> {
        if !matches!(self.figure.measure, Measure::Growth | Measure::AverageGrowth) || self.number.is_none() {
            return None;
        }
        match self.figure.unit.as_str() {
            "%" | "％" => Some(self.interval()),
            "倍" => Some(self.interval().scaled(Decimal::ONE_HUNDRED)),
            "成" => Some(self.interval().scaled(Decimal::TEN)),
            _ => None,
        }
    }

    /// A growth value printed in this item's unit.
    pub(super) fn print_percent(&self, percent: Decimal) -> String {
        let (factor, unit) = match self.figure.unit.as_str() {
            "倍" => (Decimal::ONE_HUNDRED, "倍"),
            "成" => (Decimal::TEN, "成"),
            _ => (Decimal::ONE, "%"),
        };
        let number = self.number.map(|number| Number { value: number.value, ..number });
        let value = percent.checked_div(factor).unwrap_or(percent);
        number.map_or_else(String::new, |number| format!("{}{unit}", number.print(value)))
    }

    /// A value printed as this item is.
    pub(super) fn print(&self, value: Decimal) -> String {
        let number = self.number.map_or_else(String::new, |number| number.print(value));
        format!("{number}{}", self.figure.unit)
    }

    pub(super) fn agreement(&self, text: String) -> Agreement {
        Agreement { place: self.place, text }
    }
}

/// What stands close before a place: no rule looks further back, so that no text is scanned again and again.
const CLOSE_BYTES: usize = 2400;
/// What is said of a value stands within so many figures behind it.
pub(super) const CLOSE_FIGURES: usize = 12;

/// The end of a range of the text, at most [`CLOSE_BYTES`] of it.
pub(super) fn near_end(text: &str, range: Range<usize>) -> &str {
    let mut start = range.start.max(range.end.saturating_sub(CLOSE_BYTES));
    while start < range.end && !text.is_char_boundary(start) {
        start += 1;
    }
    text.get(start..range.end).unwrap_or_default()
}

/// The first and last year of a period.
pub(super) fn years(period: Period) -> (u16, u16) {
    match period {
        Period::Year(year) | Period::Quarters(year, ..) | Period::AsOfMonth(year, _) | Period::AsOfYear(year) => {
            (year, year)
        }
        Period::Years(first, last) | Period::Months(first, _, last, _) => (first, last),
    }
}

/// A relation of items, ready to be kept.
pub(super) fn relation(
    code: Code,
    severity: Severity,
    holds: bool,
    items: &[&Item<'_>],
    computed: String,
    would_agree: Vec<Agreement>,
) -> Relation {
    let holds = if holds { Holds::Yes } else { Holds::No };
    let would_agree = if holds == Holds::No { would_agree } else { Vec::new() };
    Relation { code, holds, severity, places: items.iter().map(|item| item.place).collect(), computed, would_agree }
}

/// A relation that implies a value and that nothing contradicts.
pub(super) fn implied(code: Code, items: &[&Item<'_>], computed: String) -> Relation {
    Relation {
        code,
        holds: Holds::Undecided,
        severity: Severity::Notice,
        places: items.iter().map(|item| item.place).collect(),
        computed,
        would_agree: Vec::new(),
    }
}

fn clause_around(text: &str, sentence: &Range<usize>, figure: &Range<usize>) -> Range<usize> {
    let before = near_end(text, sentence.start..figure.start);
    let origin = figure.start - before.len();
    let start = before.char_indices().rev().find(|(_, mark)| CLAUSE_MARKS.contains(mark));
    let start = start.map_or(origin, |(index, mark)| origin + index + mark.len_utf8());
    let mut limit = sentence.end.min(figure.end + CLOSE_BYTES);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let behind = text.get(figure.end..limit).unwrap_or_default();
    let end = behind.find(CLAUSE_MARKS).map_or(limit, |index| figure.end + index);
    start..end
}
