//! Figures and promises as JSON lines and as rows of a table. Spans count code points of the original text.

use duixian_figures::{Figure, Promise, Reading, RuleTrace};
use duixian_tables::{Cell, Column, ColumnKind, Table};
use duixian_text::{ByteSpan, Document};
use serde::Serialize;

/// What a line says where a field has no value.
const ABSENT: &str = "-";

/// A figure as one JSON object; the order of the fields is part of the contract.
#[derive(Debug, Serialize)]
pub(crate) struct FigureLine {
    start: u32,
    end: u32,
    text: String,
    value: String,
    unit: String,
    bound: &'static str,
    measure: &'static str,
    kind: &'static str,
    period: String,
    region: &'static str,
    metric: String,
    subject: String,
    section: String,
    sentence: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rules: Option<Vec<RuleLine>>,
}

/// Which rule gave a field, and the words it saw.
#[derive(Debug, Serialize)]
pub(crate) struct RuleLine {
    field: &'static str,
    rule: &'static str,
    evidence: String,
}

/// A promise as one JSON object.
#[derive(Debug, Serialize)]
pub(crate) struct PromiseLine {
    start: u32,
    end: u32,
    text: String,
    action: String,
    object: String,
    hardness: &'static str,
    field: String,
    period: String,
    figures: Vec<FigureOfPromise>,
    section: String,
    sentence: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rules: Option<Vec<RuleLine>>,
}

/// A figure that a promise carries.
#[derive(Debug, Serialize)]
pub(crate) struct FigureOfPromise {
    start: u32,
    end: u32,
    text: String,
}

/// What every line of a file shares.
#[derive(Clone, Copy)]
pub(crate) struct Source<'document> {
    pub(crate) document: &'document Document,
    pub(crate) reading: &'document Reading,
    /// The file's name, where there are several.
    pub(crate) file: Option<&'document str>,
    /// Whether rules are told.
    pub(crate) explain: bool,
}

impl Source<'_> {
    pub(crate) fn figure(self, figure: &Figure) -> FigureLine {
        let span = self.document.original_span(figure.span);
        FigureLine {
            start: span.start,
            end: span.end,
            text: self.text(figure.span),
            value: figure.value.to_string(),
            unit: or_absent(&figure.unit),
            bound: figure.bound.code(),
            measure: figure.measure.code(),
            kind: figure.kind.code(),
            period: figure.period.map_or_else(|| ABSENT.to_owned(), |period| period.to_string()),
            region: figure.region.code(),
            metric: or_absent(figure.metric.as_deref().unwrap_or_default()),
            subject: or_absent(&figure.subject),
            section: self.section(figure.sentence),
            sentence: self.sentence(figure.sentence),
            file: self.file.map(str::to_owned),
            rules: self.rules(&figure.rules),
        }
    }

    pub(crate) fn promise(self, promise: &Promise) -> PromiseLine {
        let span = self.document.original_span(promise.span);
        PromiseLine {
            start: span.start,
            end: span.end,
            text: self.text(promise.span),
            action: or_absent(&promise.action),
            object: or_absent(&promise.object),
            hardness: promise.hardness.code(),
            field: or_absent(&promise.field),
            period: promise.period.map_or_else(|| ABSENT.to_owned(), |period| period.to_string()),
            figures: self.figures_of(promise),
            section: self.section(promise.sentence),
            sentence: self.sentence(promise.sentence),
            file: self.file.map(str::to_owned),
            rules: self.rules(&promise.rules),
        }
    }

    fn figures_of(self, promise: &Promise) -> Vec<FigureOfPromise> {
        let figures = promise.figures.iter().filter_map(|&index| self.reading.figures.get(index as usize));
        figures
            .map(|figure| {
                let span = self.document.original_span(figure.span);
                FigureOfPromise { start: span.start, end: span.end, text: self.text(figure.span) }
            })
            .collect()
    }

    fn text(self, span: ByteSpan) -> String {
        self.document.text(span).to_owned()
    }

    fn sentence(self, index: u32) -> String {
        let sentence = self.document.sentences.get(index as usize);
        sentence.map_or_else(|| ABSENT.to_owned(), |sentence| self.text(sentence.span))
    }

    /// The headings from the top down, or `-`.
    fn section(self, sentence: u32) -> String {
        let section = self.document.sentences.get(sentence as usize).and_then(|sentence| sentence.section);
        or_absent(&self.document.section_path(section).join(" / "))
    }

    fn rules(self, rules: &[RuleTrace]) -> Option<Vec<RuleLine>> {
        let line = |trace: &RuleTrace| RuleLine {
            field: trace.field,
            rule: trace.rule,
            evidence: trace.evidence.map_or_else(|| ABSENT.to_owned(), |span| self.text(span)),
        };
        self.explain.then(|| rules.iter().map(line).collect())
    }
}

fn or_absent(words: &str) -> String {
    if words.is_empty() { ABSENT.to_owned() } else { words.to_owned() }
}

/// A cell; the mark for an absent value becomes an empty one.
fn cell(words: &str) -> Cell {
    if words == ABSENT { Cell::Empty } else { Cell::text(words) }
}

/// `field=rule[evidence]`, one after the other.
fn rules_cell(rules: &[RuleLine]) -> Cell {
    let told = rules.iter().map(|rule| match rule.evidence.as_str() {
        ABSENT => format!("{}={}", rule.field, rule.rule),
        evidence => format!("{}={}[{evidence}]", rule.field, rule.rule),
    });
    Cell::text(told.collect::<Vec<_>>().join("; "))
}

/// All fields of the figures, for files. Headings are the fields' names in every language.
pub(crate) fn figures_table(lines: &[FigureLine]) -> Table {
    use ColumnKind::{Integer, Number, Text};
    let mut columns = vec![
        ("start", Integer),
        ("end", Integer),
        ("text", Text),
        ("value", Number),
        ("unit", Text),
        ("bound", Text),
        ("measure", Text),
        ("kind", Text),
        ("period", Text),
        ("region", Text),
        ("metric", Text),
        ("subject", Text),
        ("section", Text),
        ("sentence", Text),
    ];
    let (with_file, with_rules) =
        (lines.iter().any(|line| line.file.is_some()), lines.iter().any(|line| line.rules.is_some()));
    columns.extend(with_file.then_some(("file", Text)));
    columns.extend(with_rules.then_some(("rules", Text)));
    let mut table = table_of(&columns);
    for line in lines {
        let mut row = vec![
            Cell::Integer(line.start.into()),
            Cell::Integer(line.end.into()),
            cell(&line.text),
            Cell::number(line.value.clone()),
            cell(&line.unit),
            cell(line.bound),
            cell(line.measure),
            cell(line.kind),
            cell(&line.period),
            cell(line.region),
            cell(&line.metric),
            cell(&line.subject),
            cell(&line.section),
            cell(&line.sentence),
        ];
        row.extend(with_file.then(|| Cell::text(line.file.as_deref().unwrap_or_default())));
        row.extend(with_rules.then(|| rules_cell(line.rules.as_deref().unwrap_or_default())));
        table.push(row);
    }
    table
}

/// All fields of the promises, for files.
pub(crate) fn promises_table(lines: &[PromiseLine]) -> Table {
    use ColumnKind::{Integer, Text};
    let mut columns = vec![
        ("start", Integer),
        ("end", Integer),
        ("text", Text),
        ("action", Text),
        ("object", Text),
        ("hardness", Text),
        ("field", Text),
        ("period", Text),
        ("figures", Text),
        ("section", Text),
        ("sentence", Text),
    ];
    let (with_file, with_rules) =
        (lines.iter().any(|line| line.file.is_some()), lines.iter().any(|line| line.rules.is_some()));
    columns.extend(with_file.then_some(("file", Text)));
    columns.extend(with_rules.then_some(("rules", Text)));
    let mut table = table_of(&columns);
    for line in lines {
        let mut row = vec![
            Cell::Integer(line.start.into()),
            Cell::Integer(line.end.into()),
            cell(&line.text),
            cell(&line.action),
            cell(&line.object),
            cell(line.hardness),
            cell(&line.field),
            cell(&line.period),
            Cell::text(line.figure_texts()),
            cell(&line.section),
            cell(&line.sentence),
        ];
        row.extend(with_file.then(|| Cell::text(line.file.as_deref().unwrap_or_default())));
        row.extend(with_rules.then(|| rules_cell(line.rules.as_deref().unwrap_or_default())));
        table.push(row);
    }
    table
}

impl PromiseLine {
    fn figure_texts(&self) -> String {
        self.figures.iter().map(|figure| figure.text.as_str()).collect::<Vec<_>>().join("；")
    }
}

fn table_of(columns: &[(&str, ColumnKind)]) -> Table {
    Table::new(columns.iter().map(|&(name, kind)| Column::new(name, kind)).collect())
}
