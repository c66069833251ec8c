//! The fields of a figure and of a promise, in the order of the contract.

use duixian_tables::{Cell, ColumnKind};
use serde::Serialize;

use super::ABSENT;

/// Something that is listed one a line.
pub(crate) trait Line: Serialize {
    /// All fields as columns of a file.
    const COLUMNS: &'static [(&'static str, ColumnKind)];
    /// The columns that stand in a terminal.
    const SHORT: &'static [&'static str];

    /// One cell for each of [`Line::COLUMNS`].
    fn cells(&self) -> Vec<Cell>;
    /// Fields that only some lists have: the file where there are several, the ledger's id, a correction.
    fn marks(&self) -> Vec<(&'static str, String)>;
    /// Which rule gave which field, if that was asked.
    fn rules(&self) -> Option<&[RuleLine]>;
}

/// A figure as one JSON object.
#[derive(Debug, Default, Serialize)]
pub(crate) struct FigureLine {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) text: String,
    pub(crate) value: String,
    pub(crate) unit: String,
    pub(crate) bound: String,
    pub(crate) measure: String,
    pub(crate) kind: String,
    pub(crate) period: String,
    pub(crate) region: String,
    pub(crate) metric: String,
    pub(crate) subject: String,
    pub(crate) section: String,
    pub(crate) sentence: String,
    #[serde(flatten)]
    pub(crate) origin: Origin,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rules: Option<Vec<RuleLine>>,
}

/// A promise as one JSON object.
#[derive(Debug, Default, Serialize)]
pub(crate) struct PromiseLine {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) text: String,
    pub(crate) action: String,
    pub(crate) object: String,
    pub(crate) hardness: String,
    pub(crate) field: String,
    pub(crate) period: String,
    pub(crate) figures: Vec<FigureOfPromise>,
    pub(crate) section: String,
    pub(crate) sentence: String,
    #[serde(flatten)]
    pub(crate) origin: Origin,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rules: Option<Vec<RuleLine>>,
}

/// A figure that a promise carries.
#[derive(Debug, Serialize)]
pub(crate) struct FigureOfPromise {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) text: String,
}

/// Where a line comes from, as far as the list does not say it by itself.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Origin {
    /// The file's name, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) file: Option<String>,
    /// Its id in the ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    /// Its document's id in the ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) document: Option<String>,
    /// Who corrected it in the ledger, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) corrected: Option<String>,
    /// Whether a person marked it wrong in the ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) wrong: Option<bool>,
}

/// Which rule gave a field, and the words it saw.
#[derive(Debug, Serialize)]
pub(crate) struct RuleLine {
    pub(crate) field: String,
    pub(crate) rule: String,
    pub(crate) evidence: String,
}

impl Origin {
    fn marks(&self) -> Vec<(&'static str, String)> {
        let all =
            [("file", &self.file), ("id", &self.id), ("document", &self.document), ("corrected", &self.corrected)];
        all.into_iter().filter_map(|(name, value)| Some((name, value.clone()?))).collect()
    }
}

impl Line for FigureLine {
    const COLUMNS: &'static [(&'static str, ColumnKind)] = &[
        ("start", ColumnKind::Integer),
        ("end", ColumnKind::Integer),
        ("text", ColumnKind::Text),
        ("value", ColumnKind::Number),
        ("unit", ColumnKind::Text),
        ("bound", ColumnKind::Text),
        ("measure", ColumnKind::Text),
        ("kind", ColumnKind::Text),
        ("period", ColumnKind::Text),
        ("region", ColumnKind::Text),
        ("metric", ColumnKind::Text),
        ("subject", ColumnKind::Text),
        ("section", ColumnKind::Text),
        ("sentence", ColumnKind::Text),
    ];
    const SHORT: &'static [&'static str] = &["subject", "text", "measure", "kind", "period"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::Integer(self.start.into()),
            Cell::Integer(self.end.into()),
            Cell::text(self.text.as_str()),
            Cell::number(self.value.as_str()),
            cell(&self.unit),
            cell(&self.bound),
            cell(&self.measure),
            cell(&self.kind),
            cell(&self.period),
            cell(&self.region),
            cell(&self.metric),
            cell(&self.subject),
            cell(&self.section),
            cell(&self.sentence),
        ]
    }

    fn marks(&self) -> Vec<(&'static str, String)> {
        self.origin.marks()
    }

    fn rules(&self) -> Option<&[RuleLine]> {
        self.rules.as_deref()
    }
}

impl Line for PromiseLine {
    const COLUMNS: &'static [(&'static str, ColumnKind)] = &[
        ("start", ColumnKind::Integer),
        ("end", ColumnKind::Integer),
        ("text", ColumnKind::Text),
        ("action", ColumnKind::Text),
        ("object", ColumnKind::Text),
        ("hardness", ColumnKind::Text),
        ("field", ColumnKind::Text),
        ("period", ColumnKind::Text),
        ("figures", ColumnKind::Text),
        ("section", ColumnKind::Text),
        ("sentence", ColumnKind::Text),
    ];
    const SHORT: &'static [&'static str] = &["action", "object", "hardness", "figures", "period", "field"];

    fn cells(&self) -> Vec<Cell> {
        let figures = self.figures.iter().map(|figure| figure.text.as_str()).collect::<Vec<_>>();
        vec![
            Cell::Integer(self.start.into()),
            Cell::Integer(self.end.into()),
            Cell::text(self.text.as_str()),
            cell(&self.action),
            cell(&self.object),
            cell(&self.hardness),
            cell(&self.field),
            cell(&self.period),
            Cell::text(figures.join("；")),
            cell(&self.section),
            cell(&self.sentence),
        ]
    }

    fn marks(&self) -> Vec<(&'static str, String)> {
        self.origin.marks()
    }

    fn rules(&self) -> Option<&[RuleLine]> {
        self.rules.as_deref()
    }
}

/// A cell; the mark for an absent value becomes an empty one.
pub(super) fn cell(words: &str) -> Cell {
    if words == ABSENT { Cell::Empty } else { Cell::text(words) }
}

/// Words, or the mark for an absent value.
pub(super) fn or_absent(words: impl Into<String>) -> String {
    let words = words.into();
    if words.is_empty() { ABSENT.to_owned() } else { words }
}
