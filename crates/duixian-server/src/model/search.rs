//! Search over all sentences.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{DocumentReference, ListFormat, PlacedText, Span, TableLanguage};

/// A sentence that was found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SearchHit {
    /// The document it stands in.
    pub(crate) document: DocumentReference,
    /// The headings above it, from the top level down.
    pub(crate) section: Vec<String>,
    /// The sentence.
    pub(crate) sentence: PlacedText,
    /// Where the words stand, in code points of `sentence.text`.
    pub(crate) highlights: Vec<Span>,
    /// Ids of the figures in the sentence.
    pub(crate) figures: Vec<String>,
    /// Ids of the promises in the sentence.
    pub(crate) promises: Vec<String>,
}

/// What to search for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct SearchQuery {
    /// Words; all must stand in the sentence, each exactly as written.
    #[param(min_length = 1, max_length = 200)]
    pub(crate) q: String,
    /// Number of the page, from 1.
    #[param(minimum = 1)]
    pub(crate) page: Option<u32>,
    /// Items a page, 1 to 500, usually 50.
    #[param(minimum = 1, maximum = 500)]
    pub(crate) size: Option<u32>,
    /// `json` gives a page; `csv` and `xlsx` the first 10,000 sentences, with a last row that tells if there are more.
    #[param(inline)]
    pub(crate) format: Option<ListFormat>,
    /// The language of `csv` and `xlsx`; that of `Accept-Language` if left out.
    #[param(inline)]
    pub(crate) lang: Option<TableLanguage>,
}
