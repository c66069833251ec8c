//! Search over all sentences.

use axum::Json;
use axum::extract::State;
use duixian_ledger::Page as LedgerPage;

use super::Edge;
use crate::convert;
use crate::input::{Filter, page, parameter, words};
use crate::model::Page;
use crate::model::search::{SearchHit, SearchQuery};
use crate::problem::{Failure, Problem};

/// Finds sentences that hold all the words, each exactly as written.
#[utoipa::path(
    get, path = "/search", tag = "search", operation_id = "search",
    params(SearchQuery),
    responses(
        (status = 200, body = Page<SearchHit>, description = "A page of sentences"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn search(
    State(edge): State<Edge>,
    Filter(query): Filter<SearchQuery>,
) -> Result<Json<Page<SearchHit>>, Failure> {
    let (number, size) = page(query.page, query.size)?;
    let wanted = words(Some(query.q))?.ok_or_else(|| parameter("q: at least one character"))?;
    let found = edge.ledger.search(&wanted, LedgerPage { number, size }).await?;
    Ok(Json(convert::page(found, |hit| Ok(convert::search_hit(hit)))?))
}
