//! Rows of the ledger → lines, corrections applied.

use std::collections::HashMap;

use duixian_ledger::{
    CorrectionNote, DocumentRow, FigureItem, FigureRow, FigureView, PromiseItem, PromiseRow, PromiseView, Rule,
};
use duixian_tables::{Cell, ColumnKind};
use serde::Serialize;

use super::line::{Origin, cell, or_absent};
use super::{FigureLine, FigureOfPromise, Line, PromiseLine, RuleLine};

/// The figures that promises may carry, by their ids.
pub(crate) struct Figures(HashMap<String, FigureRow>);

impl Figures {
    pub(crate) fn new(items: Vec<FigureItem>) -> Self {
        Self(items.into_iter().map(|item| (item.figure.id.to_string(), item.figure)).collect())
    }
}

/// A figure of a list.
pub(crate) fn figure(item: FigureItem) -> FigureLine {
    let origin = origin(item.figure.id.to_string(), item.document.id.to_string());
    figure_line(item.figure, item.sentence, origin)
}

/// A figure with the rule behind each field.
pub(crate) fn figure_in_full(view: &FigureView) -> FigureLine {
    let origin = origin(view.figure.id.to_string(), view.document.id.to_string());
    let rules = Some(rule_lines(&view.figure.rules));
    FigureLine { rules, ..figure_line(view.figure.clone(), view.sentence.text.clone(), origin) }
}

fn figure_line(row: FigureRow, sentence: String, origin: Origin) -> FigureLine {
    FigureLine {
        start: row.span.start,
        end: row.span.end,
        text: row.text,
        value: row.fields.value,
        unit: or_absent(row.fields.unit),
        bound: row.fields.bound,
        measure: row.fields.measure,
        kind: row.fields.kind,
        period: or_absent(row.fields.period.unwrap_or_default()),
        region: row.fields.region,
        metric: or_absent(row.fields.metric.unwrap_or_default()),
        subject: or_absent(row.fields.subject),
        section: or_absent(row.section_path.join(" / ")),
        sentence: or_absent(sentence),
        origin: corrected(origin, row.correction.as_ref(), row.wrong),
        rules: None,
    }
}

/// A promise of a list.
pub(crate) fn promise(item: PromiseItem, figures: &Figures) -> PromiseLine {
    let origin = origin(item.promise.id.to_string(), item.document.id.to_string());
    let carried = item.promise.figures.iter().filter_map(|id| figures.0.get(id.as_str())).map(carried).collect();
    PromiseLine { figures: carried, ..promise_line(item.promise, item.sentence, origin) }
}

/// A promise with the rule behind each field.
pub(crate) fn promise_in_full(view: &PromiseView) -> PromiseLine {
    let origin = origin(view.promise.id.to_string(), view.document.id.to_string());
    PromiseLine {
        figures: view.figures.iter().map(carried).collect(),
        rules: Some(rule_lines(&view.promise.rules)),
        ..promise_line(view.promise.clone(), view.sentence.text.clone(), origin)
    }
}

fn promise_line(row: PromiseRow, sentence: String, origin: Origin) -> PromiseLine {
    PromiseLine {
        start: row.span.start,
        end: row.span.end,
        text: row.text,
        action: or_absent(row.fields.action),
        object: or_absent(row.fields.object),
        hardness: row.fields.hardness,
        field: or_absent(row.fields.field),
        period: or_absent(row.fields.period.unwrap_or_default()),
        figures: Vec::new(),
        section: or_absent(row.section_path.join(" / ")),
        sentence: or_absent(sentence),
        origin: corrected(origin, row.correction.as_ref(), row.wrong),
        rules: None,
    }
}

fn carried(figure: &FigureRow) -> FigureOfPromise {
    FigureOfPromise { start: figure.span.start, end: figure.span.end, text: figure.text.clone() }
}

fn origin(id: String, document: String) -> Origin {
    Origin { id: Some(id), document: Some(document), ..Origin::default() }
}

fn corrected(origin: Origin, note: Option<&CorrectionNote>, wrong: bool) -> Origin {
    let corrected = note.map(|note| format!("{}: {}", note.by, note.reason));
    Origin { corrected, wrong: wrong.then_some(true), ..origin }
}

fn rule_lines(rules: &[Rule]) -> Vec<RuleLine> {
    let line = |rule: &Rule| RuleLine {
        field: rule.field.clone(),
        rule: rule.rule.clone(),
        evidence: or_absent(rule.evidence.as_ref().map_or("", |evidence| evidence.text.as_str())),
    };
    rules.iter().map(line).collect()
}

/// A document as one JSON object.
#[derive(Debug, Serialize)]
pub(crate) struct DocumentLine {
    id: String,
    title: String,
    place: String,
    year: Option<u16>,
    meeting: String,
    date: String,
    speaker: String,
    name: String,
    format: String,
    bytes: u64,
    characters: u32,
    figures: u32,
    promises: u32,
    added: String,
}

/// A document of a list.
pub(crate) fn document(row: &DocumentRow) -> DocumentLine {
    let words = |words: &Option<String>| or_absent(words.as_deref().unwrap_or_default());
    DocumentLine {
        id: row.id.to_string(),
        title: words(&row.header.title),
        place: or_absent(row.header.place.join(" / ")),
        year: row.header.year,
        meeting: words(&row.header.meeting),
        date: words(&row.header.date),
        speaker: words(&row.header.speaker),
        name: row.name.clone(),
        format: row.format.clone(),
        bytes: row.size,
        characters: row.counts.code_points,
        figures: row.counts.figures,
        promises: row.counts.promises,
        added: format!("{:.0}", row.added_at),
    }
}

/// A document's fields one below the other, without those it does not have.
pub(crate) fn document_pairs(row: &DocumentRow) -> Vec<(&'static str, String)> {
    let line = document(row);
    let names = DocumentLine::COLUMNS.iter().map(|(name, _)| *name);
    names.zip(line.cells()).map(|(name, cell)| (name, cell.printed())).filter(|(_, value)| !value.is_empty()).collect()
}

impl Line for DocumentLine {
    const COLUMNS: &'static [(&'static str, ColumnKind)] = &[
        ("id", ColumnKind::Text),
        ("title", ColumnKind::Text),
        ("place", ColumnKind::Text),
        ("year", ColumnKind::Integer),
        ("meeting", ColumnKind::Text),
        ("date", ColumnKind::Date),
        ("speaker", ColumnKind::Text),
        ("name", ColumnKind::Text),
        ("format", ColumnKind::Text),
        ("bytes", ColumnKind::Integer),
        ("characters", ColumnKind::Integer),
        ("figures", ColumnKind::Integer),
        ("promises", ColumnKind::Integer),
        ("added", ColumnKind::Text),
    ];
    const SHORT: &'static [&'static str] = &["id", "title", "place", "year", "figures", "promises", "name"];

    fn cells(&self) -> Vec<Cell> {
        let count = |count: u32| Cell::Integer(count.into());
        vec![
            cell(&self.id),
            cell(&self.title),
            cell(&self.place),
            self.year.map_or(Cell::Empty, |year| Cell::Integer(year.into())),
            cell(&self.meeting),
            if self.date == super::ABSENT { Cell::Empty } else { Cell::Date(self.date.clone()) },
            cell(&self.speaker),
            cell(&self.name),
            cell(&self.format),
            i64::try_from(self.bytes).map_or(Cell::Empty, Cell::Integer),
            count(self.characters),
            count(self.figures),
            count(self.promises),
            cell(&self.added),
        ]
    }

    fn marks(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    fn rules(&self) -> Option<&[RuleLine]> {
        None
    }
}
