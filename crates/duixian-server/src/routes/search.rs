//! Search over all sentences.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::{Edge, asked_page};
use crate::convert;
use crate::export::{self, FileKind, Reader};
use crate::input::{Filter, parameter, words};
use crate::model::Page;
use crate::model::search::{SearchHit, SearchQuery};
use crate::problem::{Failure, Problem};

/// Finds sentences that hold all the words, each exactly as written.
#[utoipa::path(
    get, path = "/search", tag = "search", operation_id = "search",
    params(SearchQuery),
    responses(
        (status = 200, description = "A page of sentences, or the first 10,000 as a table", content(
            (Page<SearchHit> = "application/json"),
            (String = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn search(
    State(edge): State<Edge>,
    Filter(query): Filter<SearchQuery>,
    reader: Reader,
) -> Result<Response, Failure> {
    let (file, lang) = (FileKind::of(query.format), query.lang);
    let page = asked_page(file, query.page, query.size)?;
    let wanted = words(Some(query.q))?.ok_or_else(|| parameter("q: at least one character"))?;
    let found = edge.ledger.search(&wanted, page).await?;
    let page = convert::page(found, |hit| Ok(convert::search_hit(hit)))?;
    match file {
        None => Ok(Json(page).into_response()),
        Some(kind) => {
            let table = export::search(&page.items, page.total, &reader.style(lang));
            export::answer(table, kind, "search").await
        }
    }
}
