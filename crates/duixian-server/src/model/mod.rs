//! The bodies of requests and answers, as JSON: `snake_case`, spans in code points of the original text, exact decimals
//! as strings, times in RFC 3339.
//!
//! These types are the duty towards clients; the ledger's own types may change without them.

pub(crate) mod acts;
pub(crate) mod check;
pub(crate) mod codes;
pub(crate) mod compare;
pub(crate) mod corrections;
pub(crate) mod decisions;
pub(crate) mod documents;
pub(crate) mod figures;
pub(crate) mod files;
pub(crate) mod imports;
pub(crate) mod indicators;
pub(crate) mod matters;
pub(crate) mod measures;
pub(crate) mod overview;
pub(crate) mod promises;
pub(crate) mod scoreboard;
pub(crate) mod search;
pub(crate) mod systems;
pub(crate) mod threads;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A place in a document's original text, in Unicode code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Span {
    /// First code point.
    pub(crate) start: u32,
    /// One behind the last code point.
    pub(crate) end: u32,
}

/// One page of a list.
#[expect(clippy::struct_field_names, reason = "the envelope's words are the contract")]
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Page<T> {
    /// The items of this page.
    pub(crate) items: Vec<T>,
    /// Number of this page; the first is 1.
    pub(crate) page: u32,
    /// Most items a page may hold.
    pub(crate) size: u32,
    /// Items on all pages together.
    pub(crate) total: u64,
}

/// The language of an exported table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TableLanguage {
    /// Chinese headings, and Chinese words for codes.
    Zh,
    /// The names of the fields and the codes, as in JSON.
    En,
}

/// In which form a list is given. `csv` and `xlsx` hold all rows of the filter, not one page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ListFormat {
    /// A page as JSON.
    #[default]
    Json,
    /// All rows as comma-separated values in UTF-8 with a byte order mark.
    Csv,
    /// All rows as an Excel workbook.
    Xlsx,
}

/// Words of a document with their place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PlacedText {
    /// Their place in the original text.
    pub(crate) span: Span,
    /// The words with the text's repairs: without broken lines, debris and spaces inside numbers.
    /// They may be shorter than their place.
    pub(crate) text: String,
}

/// Enough of a document to name it beside something found in it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DocumentReference {
    /// The document's id.
    pub(crate) id: String,
    /// Its title, or the file's name if the text tells none.
    pub(crate) title: String,
    /// The government's area, names from the highest down joined by `/`; empty if the text tells none.
    pub(crate) place: String,
    /// The year in which the report was given.
    pub(crate) year: Option<u16>,
}
