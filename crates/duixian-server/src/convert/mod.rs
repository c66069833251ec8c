//! Rows of the ledger → bodies of answers. Nothing is decided here, and nothing is left out that a screen must show.

mod check;
mod compare;
mod decisions;
mod documents;
mod figures;
mod indicators;
mod matters;
mod measures;
mod overview;
mod promises;
mod scoreboard;
mod systems;
mod threads;

use std::collections::BTreeMap;

use duixian_ledger::{Act, Correction, CorrectionNote, DocumentBrief, Evidence, Paged, Rule, SearchHit, Sentence};
use jiff::Timestamp;

use crate::model;
use crate::model::corrections::{HistoryEntry, HistoryKind, Withdrawal};
use crate::problem::Failure;

pub(crate) use check::{checked, comments};
pub(crate) use compare::{comparison, side_by_side};
pub(crate) use decisions::decision;
pub(crate) use documents::{document, document_view};
pub(crate) use figures::{figure_detail, figure_item};
pub(crate) use indicators::{Totals, indicator, series};
pub(crate) use matters::{Lens, is_picture, offer};
pub(crate) use measures::{measured, measured_row};
pub(crate) use overview::{overview, place_overview};
pub(crate) use promises::{promise_detail, promise_fields, promise_item};
pub(crate) use scoreboard::{Counted, score_row, scoreboard};
pub(crate) use systems::{map, roster, system_brief, system_view};
pub(crate) use threads::{places, thread, thread_view};

/// The answer to a list, each item converted.
pub(crate) fn page<Row, Item>(
    found: Paged<Row>,
    convert: impl Fn(Row) -> Result<Item, Failure>,
) -> Result<model::Page<Item>, Failure> {
    let items = found.items.into_iter().map(convert).collect::<Result<Vec<_>, _>>()?;
    Ok(model::Page { items, page: found.page.number, size: found.page.size, total: found.total })
}

/// Names from the highest down as one string.
pub(crate) fn place(names: &[String]) -> String {
    names.join("/")
}

/// RFC 3339 in UTC.
pub(crate) fn time(at: Timestamp) -> String {
    at.to_string()
}

pub(crate) fn span(span: duixian_text::Span) -> model::Span {
    model::Span { start: span.start, end: span.end }
}

pub(crate) fn reference(document: &DocumentBrief) -> model::DocumentReference {
    model::DocumentReference {
        id: document.id.to_string(),
        title: document.title.clone().unwrap_or_else(|| document.name.clone()),
        place: place(&document.place),
        year: document.year,
    }
}

fn sentence(sentence: Sentence) -> model::PlacedText {
    model::PlacedText { span: span(sentence.span), text: sentence.text }
}

fn evidence(evidence: Evidence) -> model::PlacedText {
    model::PlacedText { span: span(evidence.span), text: evidence.text }
}

fn rules(rules: Vec<Rule>) -> Vec<model::figures::Rule> {
    let rule =
        |rule: Rule| model::figures::Rule { field: rule.field, rule: rule.rule, evidence: rule.evidence.map(evidence) };
    rules.into_iter().map(rule).collect()
}

/// The correction in force; `read` are the fields that had other values when they were read.
fn correction(
    note: Option<CorrectionNote>,
    wrong: bool,
    read: BTreeMap<String, String>,
) -> Option<model::corrections::Correction> {
    note.map(|note| model::corrections::Correction {
        event: note.event.to_string(),
        actor: note.by,
        reason: note.reason,
        at: time(note.at),
        wrong,
        read,
    })
}

/// The fields whose shown value is not the one that was read, with the latter.
fn differences(fields: &[(&str, &str, &str)]) -> BTreeMap<String, String> {
    let changed = fields.iter().filter(|(_, shown, read)| shown != read);
    changed.map(|&(field, _, read)| (field.to_owned(), read.to_owned())).collect()
}

fn history(corrections: Vec<Correction>) -> Vec<HistoryEntry> {
    corrections.into_iter().map(history_entry).collect()
}

fn history_entry(correction: Correction) -> HistoryEntry {
    let (kind, changes) = match correction.act {
        Act::Changed(changes) => (HistoryKind::Corrected, changes),
        Act::MarkedWrong => (HistoryKind::MarkedWrong, BTreeMap::new()),
    };
    let withdrawn = correction.withdrawn.map(|withdrawal| Withdrawal {
        event: withdrawal.event.to_string(),
        actor: withdrawal.actor,
        reason: withdrawal.reason,
        at: time(withdrawal.at),
    });
    HistoryEntry {
        event: correction.event.to_string(),
        kind,
        actor: correction.actor,
        reason: correction.reason,
        at: time(correction.at),
        changes: changes.into_iter().map(|(field, value)| (field, shown(value))).collect(),
        withdrawn,
    }
}

/// The ledger writes `-` for a field that got no value, the API an empty string.
fn shown(value: String) -> String {
    if value == "-" { String::new() } else { value }
}

/// A sentence that was found.
pub(crate) fn search_hit(hit: SearchHit) -> model::search::SearchHit {
    let highlights = hit.highlights.into_iter();
    model::search::SearchHit {
        document: reference(&hit.document),
        section: hit.section_path,
        sentence: sentence(hit.sentence),
        highlights: highlights.map(|range| model::Span { start: range.start, end: range.end }).collect(),
        figures: hit.figures.iter().map(ToString::to_string).collect(),
        promises: hit.promises.iter().map(ToString::to_string).collect(),
    }
}
