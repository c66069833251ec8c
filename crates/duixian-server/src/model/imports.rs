//! Imports as clients see them.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

/// A form with a table and what it is imported as.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it only describes the form")]
pub(crate) struct ImportForm {
    /// An xlsx workbook or CSV, at most 20 MB and 200,000 rows.
    #[schema(value_type = String, format = Binary)]
    pub(crate) file: Vec<u8>,
    /// The kind of its matters.
    pub(crate) kind: String,
    /// The post that imports.
    pub(crate) post: String,
    /// The person; left out: who holds the post today.
    pub(crate) person: Option<String>,
}

/// What an import would do.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ImportPreview {
    /// By which it is run.
    pub(crate) id: String,
    /// The kind of its matters.
    pub(crate) kind: String,
    /// The columns in the file's order.
    pub(crate) columns: Vec<ImportColumn>,
    /// Rows under the heading.
    pub(crate) rows: u32,
    /// The first rows, by heading.
    pub(crate) sample: Vec<BTreeMap<String, String>>,
    /// What is wrong with rows; the first 200.
    pub(crate) errors: Vec<ImportError>,
    /// Rows that cannot be.
    pub(crate) error_count: u32,
    /// Rows that open a matter.
    pub(crate) new: u32,
    /// Rows that change a known matter.
    pub(crate) changed: u32,
    /// Rows that say what the ledger has.
    pub(crate) same: u32,
}

/// A column.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ImportColumn {
    /// Its heading.
    pub(crate) heading: String,
    /// The field, or `number`, `lead`, `joint`, `parent`, `plan.…`, `actual.…`; null: it is left out.
    pub(crate) field: Option<String>,
}

/// What is wrong with a row.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ImportError {
    /// The row's number in the file; the first line is 1.
    pub(crate) row: u32,
    /// The column's heading; empty: the row as a whole.
    pub(crate) column: String,
    /// What is wrong.
    pub(crate) message: String,
    /// What to do.
    pub(crate) hint: String,
}

/// How far an import is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ImportState {
    /// Its id.
    pub(crate) id: String,
    /// `previewed`, `running`, `done`, `failed`. One that failed can be run again.
    pub(crate) state: String,
    /// Rows under the heading.
    pub(crate) rows: u32,
    /// Rows that were done, or looked at.
    pub(crate) done: u32,
    /// Matters opened.
    pub(crate) new: u32,
    /// Matters changed.
    pub(crate) changed: u32,
    /// Rows that said what the ledger has.
    pub(crate) same: u32,
    /// Rows that were refused.
    pub(crate) refused: u32,
    /// What is wrong with rows; the first 200.
    pub(crate) errors: Vec<ImportError>,
}
