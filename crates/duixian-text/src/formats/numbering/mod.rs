//! Automatic numbering: counts the items of lists and writes their labels (`（一）`, `1.2`), for every Word format.
//! Never reads a file; the formats hand over the rules they found.

mod formats;

use std::collections::{HashMap, HashSet};

pub(super) use formats::NumberFormat;

/// Levels of a list.
pub(super) const LEVELS: usize = 9;
/// Characters of a label; a longer one, repeated before every paragraph, would fill the memory.
const MAX_LABEL: usize = 64;

/// How the items of one level are numbered.
#[derive(Clone, Debug, Default)]
pub(super) struct LevelRule {
    /// The first number.
    pub(super) start: u32,
    /// How the level's own number is written.
    pub(super) format: NumberFormat,
    /// The label, where `%1` … `%9` stand for the numbers of the levels.
    pub(super) label: String,
    /// Whether all numbers of the label are written as plain digits.
    pub(super) is_legal: bool,
    /// Counts anew after an item of a level above this one; by default any level above its own, with 0 never.
    pub(super) restart_below: Option<usize>,
    /// Whether nothing stands between label and text.
    pub(super) is_tight: bool,
}

/// What one list changes in the rules that it shares with others.
#[derive(Clone, Debug, Default)]
pub(super) struct Override {
    /// The list begins this level at this number instead of counting on.
    pub(super) start: Option<u32>,
    /// Other rules for this level.
    pub(super) rule: Option<LevelRule>,
}

/// A list that paragraphs refer to.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    /// The shared rules, and with them the counters.
    pub(super) scheme: u32,
    /// What this list changes, by level.
    pub(super) overrides: HashMap<usize, Override>,
}

/// All lists of a document and how far they have counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Shared rules by their number, one for each level.
    pub(super) schemes: HashMap<u32, Vec<LevelRule>>,
    /// Lists by the number that paragraphs use.
    pub(super) lists: HashMap<u32, List>,
    counters: HashMap<u32, [Option<u32>; LEVELS]>,
    begun: HashSet<(u32, usize)>,
}

impl Numbering {
    /// Counts one item on and gives its label with the space that follows it; `None` for bullets and unknown lists.
    pub(super) fn next_label(&mut self, list_number: u32, level: usize) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let list = self.lists.get(&list_number)?;
        let rules = self.schemes.get(&list.scheme)?;
        let rule = rule_of(list, rules, level)?;
        let counters = self.counters.entry(list.scheme).or_default();
        let begins_at = list.overrides.get(&level).and_then(|change| change.start);
        counters[level] = match begins_at {
            Some(start) if self.begun.insert((list_number, level)) => Some(start),
            _ => Some(counters[level].map_or(rule.start, |count| count.saturating_add(1))),
        };
        for (below, counter) in counters.iter_mut().enumerate().skip(level + 1) {
            let restarts = match rule_of(list, rules, below).and_then(|rule| rule.restart_below) {
                Some(limit) => level < limit,
                None => true,
            };
            if restarts {
                *counter = None;
            }
        }
        let label = write_label(list, rules, rule, counters);
        (!label.is_empty()).then_some(label)
    }
}

fn rule_of<'a>(list: &'a List, rules: &'a [LevelRule], level: usize) -> Option<&'a LevelRule> {
    list.overrides.get(&level).and_then(|change| change.rule.as_ref()).or_else(|| rules.get(level))
}

fn write_label(list: &List, rules: &[LevelRule], rule: &LevelRule, counters: &[Option<u32>; LEVELS]) -> String {
    let mut label = String::new();
    if rule.format == NumberFormat::Bullet {
        return label;
    }
    let mut characters = rule.label.chars().take(MAX_LABEL).peekable();
    while let Some(character) = characters.next() {
        let digit = characters.peek().and_then(|next| next.to_digit(10)).filter(|digit| *digit > 0);
        let (true, Some(digit)) = (character == '%', digit) else {
            label.push(character);
            continue;
        };
        characters.next();
        let level = digit as usize - 1;
        if let Some(shown) = rule_of(list, rules, level) {
            let format = if rule.is_legal { NumberFormat::Decimal } else { shown.format };
            format.write(counters[level].unwrap_or(shown.start), &mut label);
        }
    }
    // Chinese punctuation brings its own space; a bare `1` or `1.` would run into a figure that follows.
    let ends_open = label.chars().next_back().is_some_and(|last| last.is_ascii());
    if ends_open && !rule.is_tight && !label.ends_with(' ') {
        label.push(' ');
    }
    label
}
