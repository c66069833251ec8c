//! The draft against the promises of the last report: those it is silent of, and those it repeats word for word.
//!
//! Directions (加强, 完善 …) are left out: nobody can tell whether a report is silent of them.

use std::collections::HashMap;

use duixian_figures::{Codebook, Hardness, Promise};

use super::{Agreement, Code, Holds, Relation, Severity};
use crate::link::link;
use crate::{Place, Source, Verdict};

/// Shorter promises are repeated by chance.
const LEAST_CHARACTERS: usize = 6;
/// Longer promises are named by their object.
const MOST_CHARACTERS: usize = 36;

/// Appends what the draft owes to the last of the earlier reports.
pub(super) fn find(draft: Source<'_>, earlier: &[Source<'_>], codebook: &Codebook, relations: &mut Vec<Relation>) {
    let Some(last) = last_before(draft, earlier) else { return };
    silent(draft, earlier[last], last + 1, codebook, relations);
    repeated(draft, earlier[last], last + 1, relations);
}

/// The newest report that is older than the draft.
fn last_before(draft: Source<'_>, earlier: &[Source<'_>]) -> Option<usize> {
    let year = |source: &Source<'_>| source.document.header.year;
    let limit = year(&draft);
    let older = |source: &Source<'_>| limit.is_none() || year(source) < limit;
    (0..earlier.len()).filter(|&index| older(&earlier[index])).max_by_key(|&index| year(&earlier[index]))
}

/// Promises that the draft does not answer, the hardest first.
fn silent(draft: Source<'_>, last: Source<'_>, number: usize, codebook: &Codebook, relations: &mut Vec<Relation>) {
    let mut silent: Vec<(Hardness, Relation)> = link(last, draft, codebook)
        .into_iter()
        .filter(|link| matches!(link.verdict, Verdict::NotMentioned | Verdict::NotReported))
        .filter_map(|link| {
            let promise = last.reading.promises.get(link.promise? as usize)?;
            let place = Place { source: number, span: link.given };
            let relation = relation(Code::SilentPromise, vec![place], named(last, promise));
            (promise.hardness != Hardness::Direction).then_some((promise.hardness, relation))
        })
        .collect();
    silent.sort_by_key(|(hardness, _)| *hardness);
    let mut told: Vec<Relation> = Vec::new();
    for (_, relation) in silent {
        // What one clause coordinates is one silence with several places.
        match told.last_mut().filter(|last| last.computed == relation.computed) {
            Some(last) => last.places.extend(relation.places),
            None => told.push(relation),
        }
    }
    relations.extend(told);
}

/// The promise in its own words where they are short, else the thing promised.
fn named(source: Source<'_>, promise: &Promise) -> String {
    let words = source.document.text(promise.span);
    if words.chars().count() <= MOST_CHARACTERS { words.to_owned() } else { promise.object.to_string() }
}

/// Promises of the draft in the very words of the last report.
fn repeated(draft: Source<'_>, last: Source<'_>, number: usize, relations: &mut Vec<Relation>) {
    let before: HashMap<&str, &Promise> =
        last.reading.promises.iter().map(|promise| (last.document.text(promise.span), promise)).collect();
    for promise in draft.reading.promises.iter().filter(|promise| is_own_work(draft, promise)) {
        let words = draft.document.text(promise.span);
        let Some(known) = before.get(words).filter(|_| words.chars().count() >= LEAST_CHARACTERS) else { continue };
        let places = vec![Place { source: 0, span: promise.span }, Place { source: number, span: known.span }];
        relations.push(relation(Code::RepeatedPromise, places, words.to_owned()));
    }
}

/// A work that is done once: no direction, and no amount that is set each year anew.
fn is_own_work(source: Source<'_>, promise: &Promise) -> bool {
    promise.hardness != Hardness::Direction && source.figures_of(promise).all(|figure| figure.metric.is_none())
}

fn relation(code: Code, places: Vec<Place>, words: String) -> Relation {
    Relation {
        code,
        holds: Holds::No,
        severity: Severity::Notice,
        places,
        computed: words,
        would_agree: Vec::<Agreement>::new(),
    }
}
