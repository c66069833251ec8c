//! Figures: list, one with its reasons, corrections.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use duixian_ledger::{DocumentId, EventId, FigureFilter, FigureId, FigureSort as By};

use super::corrections::{self, Request};
use super::{Edge, asked_page, now};
use crate::convert;
use crate::export::{self, FileKind, Reader};
use crate::input::{Body, Filter, Id, Ids, words};
use crate::model::Page;
use crate::model::corrections::{FigureCorrection, WithdrawQuery};
use crate::model::figures::{Figure, FigureDetail, FigureQuery, FigureSort};
use crate::problem::{Failure, Problem};

/// Lists figures over all documents.
#[utoipa::path(
    get, path = "/figures", tag = "figures", operation_id = "list_figures",
    params(FigureQuery),
    responses(
        (status = 200, description = "A page of figures, or all as a table", content(
            (Page<Figure> = "application/json"),
            (String = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn list(
    State(edge): State<Edge>,
    Filter(query): Filter<FigureQuery>,
    reader: Reader,
) -> Result<Response, Failure> {
    let (file, lang) = (FileKind::of(query.format), query.lang);
    let page = asked_page(file, query.page, query.size)?;
    let found = edge.ledger.figures(&filter(query)?, page).await?;
    let page = convert::page(found, |item| convert::figure_item(item, &edge.codebook))?;
    match file {
        None => Ok(Json(page).into_response()),
        Some(kind) => export::answer(export::figures(&page.items, &reader.style(lang)), kind, "figures").await,
    }
}

fn filter(query: FigureQuery) -> Result<FigureFilter, Failure> {
    let (sort, descending) = order(query.sort.unwrap_or_default());
    Ok(FigureFilter {
        document: query.document.map(|id| DocumentId::parse(&id)).transpose()?,
        kind: query.kind.map(|kind| kind.code().to_owned()),
        measure: query.measure.map(|measure| measure.code().to_owned()),
        metric: words(query.metric)?,
        region: query.region.map(|region| region.code().to_owned()),
        period: words(query.period)?,
        text: words(query.query)?,
        section: words(query.section)?,
        place: words(query.place)?,
        corrected: query.corrected,
        wrong: query.wrong,
        sort,
        descending,
    })
}

fn order(sort: FigureSort) -> (By, bool) {
    match sort {
        FigureSort::Position => (By::Text, false),
        FigureSort::Period => (By::Period, false),
        FigureSort::PeriodDescending => (By::Period, true),
        FigureSort::Value => (By::Value, false),
        FigureSort::ValueDescending => (By::Value, true),
        FigureSort::Metric => (By::Metric, false),
        FigureSort::Subject => (By::Subject, false),
    }
}

/// A figure with the rule behind each field, its neighbouring sentences and its history.
#[utoipa::path(
    get, path = "/figures/{id}", tag = "figures", operation_id = "get_figure",
    params(("id" = String, Path, description = "The figure's id")),
    responses(
        (status = 200, body = FigureDetail, description = "The figure"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn view(State(edge): State<Edge>, Id(id): Id) -> Result<Json<FigureDetail>, Failure> {
    detail(&edge, &FigureId::parse(&id)?).await
}

/// Corrects a figure, or marks it as wrong.
#[utoipa::path(
    post, path = "/figures/{id}/corrections", tag = "figures", operation_id = "correct_figure",
    params(("id" = String, Path, description = "The figure's id")),
    request_body(content = FigureCorrection),
    responses(
        (status = 200, body = FigureDetail, description = "The figure as corrected"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn correct(
    State(edge): State<Edge>,
    Id(id): Id,
    Body(correction): Body<FigureCorrection>,
) -> Result<Json<FigureDetail>, Failure> {
    let id = FigureId::parse(&id)?;
    let changes = correction.changes.map(corrections::figure_changes);
    match corrections::request(changes, correction.wrong)? {
        Request::Change(changes) => {
            edge.ledger.correct_figure(&id, &changes, &correction.actor, &correction.reason, now()).await?;
        }
        Request::MarkWrong => {
            edge.ledger.mark_figure_wrong(&id, &correction.actor, &correction.reason, now()).await?;
        }
    }
    detail(&edge, &id).await
}

/// Withdraws a correction of a figure.
#[utoipa::path(
    delete, path = "/figures/{id}/corrections/{event}", tag = "figures", operation_id = "withdraw_figure_correction",
    params(
        ("id" = String, Path, description = "The figure's id"),
        ("event" = String, Path, description = "The correction's event"),
        WithdrawQuery,
    ),
    responses(
        (status = 200, body = FigureDetail, description = "The figure without that correction"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn withdraw(
    State(edge): State<Edge>,
    Ids(id, event): Ids,
    Filter(query): Filter<WithdrawQuery>,
) -> Result<Json<FigureDetail>, Failure> {
    let (id, event) = (FigureId::parse(&id)?, EventId::parse(&event)?);
    edge.ledger.withdraw_figure_correction(&id, &event, &query.actor, &query.reason, now()).await?;
    detail(&edge, &id).await
}

async fn detail(edge: &Edge, id: &FigureId) -> Result<Json<FigureDetail>, Failure> {
    Ok(Json(convert::figure_detail(edge.ledger.figure(id).await?, &edge.codebook)?))
}
