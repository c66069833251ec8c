//! The words given in an earlier report: each promise and each target figure, as what must be answered.
//!
//! It looks at the earlier report alone.

use duixian_figures::{Figure, Kind, Measure, Period};
use duixian_text::ByteSpan;

use super::statements::{clauses, is_in_digits, without_figures};
use super::tokens::{Token, tokens};
use crate::Source;
use crate::verdict::figures::years;
use crate::words::Words;

/// A promise or a target of the earlier report.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    /// The words that say it: the object and its amount, as narrow as can be told.
    pub(crate) span: ByteSpan,
    /// Index of the promise; `None` for a target figure that no promise names.
    pub(crate) promise: Option<u32>,
    /// Index of the figure that is aimed at, if it is a matter of an amount.
    pub(crate) figure: Option<u32>,
    /// By when.
    pub(crate) period: Option<Period>,
    /// What it is about.
    pub(crate) tokens: Vec<Token>,
    /// Where examples stand before 等, what they are examples of: another way to name it.
    pub(crate) headed: Option<Vec<Token>>,
    /// What stands around it and may name the thing beside those: the clause and the one before.
    pub(crate) context: Vec<Token>,
}

/// Everything that an earlier report gives its word on, in order of the text.
pub(crate) fn given(source: Source<'_>, words: &Words) -> Vec<Given> {
    let mut all: Vec<Given> =
        (0..source.reading.promises.len()).map(|index| of_promise(source, words, index)).collect();
    let mut named = vec![false; source.reading.figures.len()];
    for promise in &source.reading.promises {
        for &figure in &promise.figures {
            if let Some(named) = named.get_mut(figure as usize) {
                *named = true;
            }
        }
    }
    for (index, figure) in source.reading.figures.iter().enumerate() {
        if figure.kind == Kind::Target && !named[index] {
            all.push(of_figure(source, words, index as u32, figure));
        }
    }
    for given in &mut all {
        let Given { tokens, context, .. } = given;
        context.retain(|token| tokens.binary_search(token).is_err());
    }
    all.sort_by_key(|given| (given.span.start, given.span.end, given.promise));
    all
}

fn of_promise(source: Source<'_>, words: &Words, index: usize) -> Given {
    let promise = &source.reading.promises[index];
    let place = object_place(source.document.text(promise.span), &promise.object, promise.span);
    let aimed =
        promise.figures.iter().copied().find(|&figure| {
            source.reading.figures.get(figure as usize).is_some_and(|figure| figure.kind == Kind::Target)
        });
    let figures: Vec<&Figure> = source.figures_of(promise).collect();
    let span = figures.iter().fold(place, |span, figure| {
        if promise.span.start <= figure.span.start && figure.span.end <= promise.span.end {
            ByteSpan { start: span.start.min(figure.span.start), end: span.end.max(figure.span.end) }
        } else {
            span
        }
    });
    let mut about = promise.object.to_string();
    for figure in &figures {
        if is_in_digits(source.printed(figure)) {
            about = about.replace(source.printed(figure), "|");
        }
    }
    let sentence = source.document.sentences.get(promise.sentence as usize).map_or(promise.span, |found| found.span);
    let around = surroundings(source, sentence, promise.span);
    Given {
        span,
        promise: Some(index as u32),
        figure: aimed,
        period: later_of(promise.period, figures.iter().filter_map(|figure| figure.period)),
        tokens: tokens(words, &about),
        headed: about.split_once('等').map(|(_, kind)| tokens(words, kind)),
        context: tokens(words, &around),
    }
}

/// So many bytes before a figure are shown as the words that give it.
const LONGEST_BEFORE: u32 = 120;

fn of_figure(source: Source<'_>, words: &Words, index: u32, figure: &Figure) -> Given {
    let sentence = source.document.sentences.get(figure.sentence as usize).map_or(figure.span, |found| found.span);
    let clause = clause_of(source, figure);
    let others = figures_in(source, clause);
    let about = format!("{}|{}", figure.subject, without_figures(source, clause, &others));
    let around = surroundings(source, sentence, clause);
    let near = figure.span.start.saturating_sub(LONGEST_BEFORE);
    let near = (near..figure.span.start).find(|&at| source.document.clean.is_char_boundary(at as usize));
    Given {
        span: ByteSpan { start: clause.start.max(near.unwrap_or(figure.span.start)), end: figure.span.end },
        promise: None,
        figure: Some(index),
        period: figure.period,
        tokens: tokens(words, &about),
        headed: None,
        context: tokens(words, &around),
    }
}

/// The period that ends last: an amount may be due later than its clause says.
fn later_of(period: Option<Period>, others: impl Iterator<Item = Period>) -> Option<Period> {
    period.into_iter().chain(others).max_by_key(|&period| years(period).1)
}

/// The clause that holds a figure.
fn clause_of(source: Source<'_>, figure: &Figure) -> ByteSpan {
    let Some(sentence) = source.document.sentences.get(figure.sentence as usize) else { return figure.span };
    clauses(source.document.text(sentence.span), sentence.span.start)
        .into_iter()
        .find(|span| span.contains(figure.span.start))
        .unwrap_or(figure.span)
}

/// What stands around the words given: the rest of their clause and the clause before; where they stand in the first
/// of a sentence, the last clause of the sentence before and the clause behind.
fn surroundings(source: Source<'_>, sentence: ByteSpan, place: ByteSpan) -> String {
    let spans = clauses(source.document.text(sentence), sentence.start);
    let own = spans.iter().position(|span| span.end > place.start).unwrap_or(0);
    let plain = |span: &ByteSpan| without_figures(source, *span, &figures_in(source, *span));
    let text = |index: Option<usize>| index.and_then(|index| spans.get(index)).map(plain).unwrap_or_default();
    let here = text(Some(own));
    if let Some(before) = own.checked_sub(1) {
        return format!("{}|{here}", text(Some(before)));
    }
    let before = clause_before(source, sentence).map(|span| plain(&span)).unwrap_or_default();
    format!("{before}|{here}|{}", text(Some(own + 1)))
}

/// The last clause of the sentence before, if it stands in the same paragraph.
fn clause_before(source: Source<'_>, sentence: ByteSpan) -> Option<ByteSpan> {
    let index = source.document.sentence_at(sentence.start)?;
    let before = source.document.sentences.get(index.checked_sub(1)?)?;
    let here = source.document.sentences.get(index)?;
    if before.paragraph != here.paragraph {
        return None;
    }
    clauses(source.document.text(before.span), before.span.start).last().copied()
}

/// The indexes of the figures inside a span.
fn figures_in(source: Source<'_>, span: ByteSpan) -> Vec<u32> {
    let figures = &source.reading.figures;
    let first = figures.partition_point(|figure| figure.span.start < span.start);
    (first..figures.len()).take_while(|&index| figures[index].span.start < span.end).map(|index| index as u32).collect()
}

/// Where an object stands in its clause: whole, or as much of its end or start as stands together.
fn object_place(clause: &str, object: &str, span: ByteSpan) -> ByteSpan {
    let at =
        |start: usize, length: usize| ByteSpan::new(span.start as usize + start, span.start as usize + start + length);
    if object.is_empty() {
        return span;
    }
    if let Some(start) = clause.find(object) {
        return at(start, object.len());
    }
    let place = |part: &str| {
        let found = (part.chars().count() >= 2).then(|| clause.find(part)).flatten();
        found.map(|start| (start, part.len()))
    };
    let tail = object.char_indices().skip(1).find_map(|(cut, _)| place(&object[cut..]));
    let head = object.char_indices().rev().find_map(|(cut, _)| place(&object[..cut]));
    match (head, tail) {
        // The head names the thing; a tail that members of a list share (提升改造) does not.
        (Some(head), Some(tail)) if head.1 >= tail.1 || tail.0 > head.0 + head.1 => at(head.0, head.1),
        (_, Some(tail)) => at(tail.0, tail.1),
        (Some(head), None) => at(head.0, head.1),
        (None, None) => span,
    }
}

/// Whether a figure sets an amount that a year's work is held against.
pub(crate) fn is_amount(figure: &Figure) -> bool {
    !matches!(figure.measure, Measure::Rank | Measure::Ratio)
}
