//! Promises: list, one with its reasons, corrections.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use duixian_ledger::{DocumentId, EventId, PromiseFilter, PromiseId};
use duixian_matters::matter::Origin;

use super::corrections::{self, Request};
use super::matters::lens;
use super::{Edge, asked_page, now};
use crate::convert;
use crate::export::{self, FileKind, Reader};
use crate::input::{Body, Filter, Id, Ids, words};
use crate::model::Page;
use crate::model::corrections::{PromiseCorrection, WithdrawQuery};
use crate::model::promises::{Promise, PromiseDetail, PromiseFieldQuery, PromiseFields, PromiseQuery, TaskBrief};
use crate::problem::{Failure, Problem};

/// Lists promises over all documents.
#[utoipa::path(
    get, path = "/promises", tag = "promises", operation_id = "list_promises",
    params(PromiseQuery),
    responses(
        (status = 200, description = "A page of promises, or all as a table", content(
            (Page<Promise> = "application/json"),
            (String = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn list(
    State(edge): State<Edge>,
    Filter(query): Filter<PromiseQuery>,
    reader: Reader,
) -> Result<Response, Failure> {
    let (file, lang) = (FileKind::of(query.format), query.lang);
    let page = asked_page(file, query.page, query.size)?;
    let found = edge.ledger.promises(&filter(query)?, page).await?;
    let mut page = convert::page(found, convert::promise_item)?;
    let documents: BTreeSet<String> = page.items.iter().map(|promise| promise.document.id.clone()).collect();
    let tasks = tasks_of(&edge, &documents).await?;
    for promise in &mut page.items {
        promise.task = tasks.get(&promise.id).cloned();
    }
    match file {
        None => Ok(Json(page).into_response()),
        Some(kind) => export::answer(export::promises(&page.items, &reader.style(lang)), kind, "promises").await,
    }
}

/// The matters that were made of documents' promises, by promise; of several the one that still lives.
pub(super) async fn tasks_of(
    edge: &Edge,
    documents: &BTreeSet<String>,
) -> Result<BTreeMap<String, TaskBrief>, Failure> {
    let lens = lens(edge, now());
    let mut tasks: BTreeMap<String, TaskBrief> = BTreeMap::new();
    for document in documents {
        for row in edge.ledger.matters_of_document(document).await? {
            let Some(Origin::Promise { promise, .. }) = &row.matter.origin else { continue };
            let task = lens.task(&row);
            let is_better = tasks.get(promise).is_none_or(|known| known.state_kind == "void");
            if is_better {
                tasks.insert(promise.clone(), task);
            }
        }
    }
    Ok(tasks)
}

fn filter(query: PromiseQuery) -> Result<PromiseFilter, Failure> {
    Ok(PromiseFilter {
        document: query.document.map(|id| DocumentId::parse(&id)).transpose()?,
        field: words(query.field)?,
        hardness: query.hardness.map(|hardness| hardness.code().to_owned()),
        period: words(query.period)?,
        section: words(query.section)?,
        text: words(query.query)?,
        place: words(query.place)?,
        corrected: query.corrected,
        wrong: query.wrong,
    })
}

/// The fields of work that promises stand in, with how many stand in each.
#[utoipa::path(
    get, path = "/promises/fields", tag = "promises", operation_id = "list_promise_fields",
    params(PromiseFieldQuery),
    responses(
        (status = 200, body = PromiseFields, description = "All fields"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn fields(
    State(edge): State<Edge>,
    Filter(query): Filter<PromiseFieldQuery>,
) -> Result<Json<PromiseFields>, Failure> {
    let filter = PromiseFilter {
        document: query.document.map(|id| DocumentId::parse(&id)).transpose()?,
        field: None,
        hardness: query.hardness.map(|hardness| hardness.code().to_owned()),
        period: words(query.period)?,
        section: words(query.section)?,
        text: words(query.query)?,
        place: words(query.place)?,
        corrected: query.corrected,
        wrong: query.wrong,
    };
    Ok(Json(convert::promise_fields(edge.ledger.promise_fields(&filter).await?)))
}

/// A promise with the rule behind each field, its neighbouring sentences and its history.
#[utoipa::path(
    get, path = "/promises/{id}", tag = "promises", operation_id = "get_promise",
    params(("id" = String, Path, description = "The promise's id")),
    responses(
        (status = 200, body = PromiseDetail, description = "The promise"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn view(State(edge): State<Edge>, Id(id): Id) -> Result<Json<PromiseDetail>, Failure> {
    detail(&edge, &PromiseId::parse(&id)?).await
}

/// Corrects a promise, or marks it as wrong.
#[utoipa::path(
    post, path = "/promises/{id}/corrections", tag = "promises", operation_id = "correct_promise",
    params(("id" = String, Path, description = "The promise's id")),
    request_body(content = PromiseCorrection),
    responses(
        (status = 200, body = PromiseDetail, description = "The promise as corrected"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn correct(
    State(edge): State<Edge>,
    Id(id): Id,
    Body(correction): Body<PromiseCorrection>,
) -> Result<Json<PromiseDetail>, Failure> {
    let id = PromiseId::parse(&id)?;
    let changes = correction.changes.map(corrections::promise_changes);
    match corrections::request(changes, correction.wrong)? {
        Request::Change(changes) => {
            edge.ledger.correct_promise(&id, &changes, &correction.actor, &correction.reason, now()).await?;
        }
        Request::MarkWrong => {
            edge.ledger.mark_promise_wrong(&id, &correction.actor, &correction.reason, now()).await?;
        }
    }
    detail(&edge, &id).await
}

/// Withdraws a correction of a promise.
#[utoipa::path(
    delete, path = "/promises/{id}/corrections/{event}", tag = "promises", operation_id = "withdraw_promise_correction",
    params(
        ("id" = String, Path, description = "The promise's id"),
        ("event" = String, Path, description = "The correction's event"),
        WithdrawQuery,
    ),
    responses(
        (status = 200, body = PromiseDetail, description = "The promise without that correction"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn withdraw(
    State(edge): State<Edge>,
    Ids(id, event): Ids,
    Filter(query): Filter<WithdrawQuery>,
) -> Result<Json<PromiseDetail>, Failure> {
    let (id, event) = (PromiseId::parse(&id)?, EventId::parse(&event)?);
    edge.ledger.withdraw_promise_correction(&id, &event, &query.actor, &query.reason, now()).await?;
    detail(&edge, &id).await
}

async fn detail(edge: &Edge, id: &PromiseId) -> Result<Json<PromiseDetail>, Failure> {
    Ok(Json(convert::promise_detail(edge.ledger.promise(id).await?, &edge.codebook)?))
}
