//! Threads: places, list, and one thread.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use duixian_ledger::{DocumentId, ThreadFilter, ThreadKind, ThreadSort, Woven};

use super::compare::{MOST_DOCUMENTS, document_ids};
use super::decisions::entry;
use super::{Edge, asked_page};
use crate::convert;
use crate::export::{self, FileKind, Reader};
use crate::input::{Filter, Id, parameter, words};
use crate::language::Language;
use crate::model::Page;
use crate::model::threads::{self as model, FormatQuery, Places, Thread, ThreadQuery, ThreadView};
use crate::problem::{Failure, Problem};

/// All places that documents name, with their years.
#[utoipa::path(
    get, path = "/places", tag = "threads", operation_id = "list_places",
    responses(
        (status = 200, body = Places, description = "The places"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn places(State(edge): State<Edge>) -> Result<Json<Places>, Failure> {
    Ok(Json(convert::places(edge.ledger.places().await?)))
}

/// Lists the threads of a place.
#[utoipa::path(
    get, path = "/threads", tag = "threads", operation_id = "list_threads",
    params(ThreadQuery),
    responses(
        (status = 200, description = "A page of threads, or all as a table", content(
            (Page<Thread> = "application/json"),
            (String = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn list(
    State(edge): State<Edge>,
    Filter(query): Filter<ThreadQuery>,
    language: Language,
    reader: Reader,
) -> Result<Response, Failure> {
    let file = FileKind::of(query.format);
    let page = asked_page(file, query.page, query.size)?;
    let style = reader.style(query.lang);
    let language = if file.is_some() { style.language() } else { language };
    let woven = woven(&edge, words(query.place)?, query.documents.as_deref()).await?;
    let filter = ThreadFilter {
        text: words(query.query)?,
        kind: query.kind.map(kind),
        several: query.several,
        slipped: query.slipped,
        sort: query.sort.map(sort).unwrap_or_default(),
    };
    let found = woven.threads(&filter);
    let item = |index: usize| convert::thread(&woven.summaries[index], language);
    let page = cut(&found, page, |&index| item(index))?;
    match file {
        None => Ok(Json(page).into_response()),
        Some(kind) => {
            let table = export::threads(&page.items, &convert::place(&woven.place), &style);
            export::answer(table, kind, "threads").await
        }
    }
}

/// A thread, by the id of any promise or figure in it.
#[utoipa::path(
    get, path = "/threads/{id}", tag = "threads", operation_id = "get_thread",
    params(("id" = String, Path, description = "The id of a promise or figure of it"), FormatQuery),
    responses(
        (status = 200, description = "The thread, or what is said of it as a table", content(
            (ThreadView = "application/json"),
            (String = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn view(
    State(edge): State<Edge>,
    Id(id): Id,
    Filter(query): Filter<FormatQuery>,
    language: Language,
    reader: Reader,
) -> Result<Response, Failure> {
    let file = FileKind::of(query.format);
    let style = reader.style(query.lang);
    let language = if file.is_some() { style.language() } else { language };
    let (woven, index) = edge.ledger.thread(&id, some_ids(query.documents.as_deref())?.as_deref()).await?;
    let mut decisions = Vec::new();
    for decision in woven.decisions_of(index) {
        decisions.push(entry(&edge, decision.clone()).await?);
    }
    let view = convert::thread_view(&woven, index, decisions, language)?;
    match file {
        None => Ok(Json(view).into_response()),
        Some(kind) => export::answer(export::mentions(&view, &style), kind, "thread").await,
    }
}

fn kind(kind: model::ThreadKind) -> ThreadKind {
    match kind {
        model::ThreadKind::Indicator => ThreadKind::Indicator,
        model::ThreadKind::Promise => ThreadKind::Promise,
        model::ThreadKind::Target => ThreadKind::Target,
    }
}

fn sort(sort: model::ThreadSort) -> ThreadSort {
    match sort {
        model::ThreadSort::Text => ThreadSort::Text,
        model::ThreadSort::Mentions => ThreadSort::Mentions,
        model::ThreadSort::Slipped => ThreadSort::Slipped,
        model::ThreadSort::LastYear => ThreadSort::LastYear,
    }
}

/// The threads of the place or documents asked for; of the only place, where none is named.
pub(super) async fn woven(edge: &Edge, place: Option<String>, documents: Option<&str>) -> Result<Arc<Woven>, Failure> {
    if let Some(ids) = some_ids(documents)? {
        return match place {
            None => Ok(edge.ledger.woven_of(&ids).await?),
            Some(_) => Err(parameter("place or documents, not both")),
        };
    }
    let place = match place {
        Some(place) => place,
        None => match edge.ledger.places().await?.as_slice() {
            [only] => convert::place(&only.place),
            [] => String::new(),
            _ => return Err(parameter("place: name one of those listed at /api/v1/places")),
        },
    };
    Ok(edge.ledger.woven(&place).await?)
}

fn some_ids(documents: Option<&str>) -> Result<Option<Vec<DocumentId>>, Failure> {
    let Some(ids) = documents.map(document_ids).transpose()? else { return Ok(None) };
    if ids.is_empty() || ids.len() > MOST_DOCUMENTS {
        return Err(parameter(&format!("documents: 1 to {MOST_DOCUMENTS} ids, separated by commas")));
    }
    Ok(Some(ids))
}

/// One page of rows that are at hand, each converted.
pub(super) fn cut<Row, Item>(
    rows: &[Row],
    page: duixian_ledger::Page,
    convert: impl Fn(&Row) -> Result<Item, Failure>,
) -> Result<Page<Item>, Failure> {
    let first = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let items = rows.iter().skip(first).take(page.size as usize).map(convert).collect::<Result<Vec<_>, _>>()?;
    Ok(Page { items, page: page.number, size: page.size, total: rows.len() as u64 })
}
