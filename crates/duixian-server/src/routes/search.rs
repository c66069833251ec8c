//! Search over all sentences.

use axum::Json;

use crate::model::Page;
use crate::model::search::{SearchHit, SearchQuery};
use crate::problem::{Code, Failure, Problem};

/// Finds sentences that hold all the words, each exactly as written.
#[utoipa::path(
    get, path = "/search", tag = "search", operation_id = "search",
    params(SearchQuery),
    responses(
        (status = 200, body = Page<SearchHit>, description = "A page of sentences"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn search() -> Result<Json<Page<SearchHit>>, Failure> {
    Err(Failure::plain(Code::Unavailable))
}
