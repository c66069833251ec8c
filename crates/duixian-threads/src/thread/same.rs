//! Which promises of two reports are about the same thing. It compares the things named, not what is said of them.

use std::collections::HashMap;

use crate::Source;
use crate::link::tokens::{Token, Weights, is_weak, tokens};
use crate::words::Words;

/// Both things must hold so much of each other.
const ENOUGH: f64 = 0.72;
/// A thing with less telling words than this is too general to be recognized.
const TELLING: f64 = 0.4;

/// Pairs of promises, by their indexes in the earlier and the later report; each is in one pair at most.
pub(super) fn same_promises(old: Source<'_>, new: Source<'_>) -> Vec<(u32, u32)> {
    let words = Words::standard();
    let things = |source: Source<'_>| -> Vec<Vec<Token>> {
        source.reading.promises.iter().map(|promise| tokens(words, &plain(source, promise))).collect()
    };
    let (old_things, new_things) = (things(old), things(new));
    let mut weights = Weights::default();
    for thing in old_things.iter().chain(&new_things) {
        weights.count(thing);
    }
    let mut postings: HashMap<Token, Vec<u32>> = HashMap::new();
    for (index, thing) in new_things.iter().enumerate() {
        for &token in thing.iter().filter(|&&token| !is_weak(token)) {
            postings.entry(token).or_default().push(index as u32);
        }
    }
    let mut pairs: Vec<(f64, u32, u32)> = Vec::new();
    for (index, thing) in old_things.iter().enumerate() {
        let telling: f64 = thing.iter().filter(|&&token| !is_weak(token)).map(|&token| weights.of(token)).sum();
        if telling < TELLING {
            continue;
        }
        let mut near: Vec<u32> = thing.iter().filter_map(|token| postings.get(token)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        for other in near {
            let likeness = likeness(&weights, thing, &new_things[other as usize]);
            if likeness >= ENOUGH {
                pairs.push((likeness, index as u32, other));
            }
        }
    }
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    let (mut old_taken, mut new_taken) = (vec![false; old_things.len()], vec![false; new_things.len()]);
    let mut chosen = Vec::new();
    for (_, one, other) in pairs {
        if !old_taken[one as usize] && !new_taken[other as usize] {
            old_taken[one as usize] = true;
            new_taken[other as usize] = true;
            chosen.push((one, other));
        }
    }
    chosen.sort_unstable();
    chosen
}

/// The thing promised without its amounts.
fn plain(source: Source<'_>, promise: &duixian_figures::Promise) -> String {
    let mut thing = promise.object.to_string();
    for figure in source.figures_of(promise) {
        thing = thing.replace(source.printed(figure), "|");
    }
    thing
}

/// The smaller of the two shares that two things hold of each other.
fn likeness(weights: &Weights, one: &[Token], other: &[Token]) -> f64 {
    let weight = |tokens: &[Token]| -> f64 { tokens.iter().map(|&token| weights.of(token)).sum() };
    let shared: f64 =
        one.iter().filter(|token| other.binary_search(token).is_ok()).map(|&token| weights.of(token)).sum();
    let larger = weight(one).max(weight(other));
    if larger > 0.0 { shared / larger } else { 0.0 }
}
