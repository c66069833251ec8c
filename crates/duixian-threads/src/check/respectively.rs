//! 分别: as many values as things. It counts the things by 、 and 和, as ranges; it knows no thing by name.

use std::ops::Range;

use super::counts::{CLAUSE_MARKS, NUMERALS, joints, members};
use super::relation::{Code, Holds, Relation, Severity};
use super::view::View;
use super::words::CheckWords;
use crate::Place;

/// 甲、乙分别增长3%、4%: as many values as things.
pub(super) fn find(view: &View<'_>, sentence: &Range<usize>, found: &mut Vec<Relation>) {
    let words = CheckWords::standard();
    let Some(first) = view.items.get(sentence.start) else { return };
    let span = view.source.document.sentences[first.figure.sentence as usize].span.range();
    let text = view.text().get(span.clone()).unwrap_or_default();
    for (offset, _) in text.match_indices(words.respectively.as_str()) {
        let place = span.start + offset;
        let behind = place + words.respectively.len();
        let Some(index) = next_item(view, sentence, behind) else {
            continue;
        };
        let values_end = run_end(view, index, sentence.end);
        let values = values_end - index;
        let middle = view.text().get(behind..view.items[index].figure.span.start as usize).unwrap_or_default();
        let clause_start = view.items[index].clause.start;
        if middle.contains(CLAUSE_MARKS) || clause_start > place {
            continue;
        }
        let subjects = view.text().get(clause_start..place).unwrap_or_default();
        let numbers = view
            .place(view.items[index].figure.span.start as usize..view.items[values_end - 1].figure.span.end as usize);
        if subjects.trim().is_empty() {
            let before = (sentence.start..index)
                .rev()
                .take_while(|&at| at + 1 == index || is_list_gap(view.gap(at, at + 1)))
                .count();
            if before == values {
                let first = view.items[index - before].figure.span.start as usize;
                let last = view.items[index - 1].figure.span.end as usize;
                found.push(as_many(
                    view.place(first..last),
                    numbers,
                    Holds::Undecided,
                    Severity::Notice,
                    (before, before),
                    values,
                ));
            }
            continue;
        }
        let (least, most) = members(subjects);
        let (other_least, other_most) = members(middle);
        if most < 2 && other_most < 2 {
            continue;
        }
        if values == 1 || goes_on_unread(view, values_end - 1) {
            continue;
        }
        let fits = |least: usize, most: usize| most > 1 && least <= values && values <= most;
        let holds = fits(least, most)
            || fits(other_least, other_most)
            || values == most.max(other_most)
            || values == least * other_least
            || values == least * (1 + joints(subjects));
        // The list of things may have begun before the comma.
        let head = view.text().get(span.start..clause_start).unwrap_or_default();
        let before = head.strip_suffix('，').map(|head| head.rsplit(CLAUSE_MARKS).next().unwrap_or_default());
        let may_begin_before = before.is_some_and(|before| before.contains('、') || before.chars().count() < 5);
        if !holds && may_begin_before {
            continue;
        }
        let is_judged = !may_begin_before && most.max(other_most) < 2 * values;
        let severity = if values > most.max(other_most) { Severity::Error } else { Severity::Warning };
        let holds = match holds {
            true if is_judged => Holds::Yes,
            true => Holds::Undecided,
            false => Holds::No,
        };
        found.push(as_many(view.place(clause_start..place), numbers, holds, severity, (least, most), values));
    }
}

/// The sentence's first item that starts at or behind an offset.
fn next_item(view: &View<'_>, sentence: &Range<usize>, offset: usize) -> Option<usize> {
    let items = view.items.get(sentence.clone())?;
    let at = items.partition_point(|item| (item.figure.span.start as usize) < offset);
    (at < items.len()).then_some(sentence.start + at)
}

fn as_many(
    subjects: Place,
    values_at: Place,
    holds: Holds,
    severity: Severity,
    subjects_count: (usize, usize),
    values: usize,
) -> Relation {
    let (least, most) = subjects_count;
    let amount = if least == most { least.to_string() } else { format!("{least}–{most}") };
    let relation_sign = if holds == Holds::No { "≠" } else { "＝" };
    Relation {
        code: Code::Respectively,
        holds,
        severity,
        places: vec![subjects, values_at],
        computed: format!("{amount} {relation_sign} {values}"),
        would_agree: Vec::new(),
    }
}

/// One past the last of the values that stand as a list from here.
fn run_end(view: &View<'_>, first: usize, limit: usize) -> usize {
    let mut end = first + 1;
    while end < limit && is_list_gap(view.gap(end - 1, end)) {
        end += 1;
    }
    end
}

/// Whether the list goes on with a number that is no figure: 2分、4分和1毛钱.
fn goes_on_unread(view: &View<'_>, last: usize) -> bool {
    let behind = view.behind(last).trim_start();
    let rest = ["、", "和", "及", "与"].iter().find_map(|joint| behind.strip_prefix(joint));
    rest.and_then(|rest| rest.chars().next()).is_some_and(|next| next.is_ascii_digit() || NUMERALS.contains(&next))
}

fn is_list_gap(gap: &str) -> bool {
    matches!(gap.trim(), "、" | "和" | "及" | "与" | "以及")
}
