//! Two documents held against each other, and several side by side.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use duixian_ledger::DocumentId;
use duixian_threads::Source;

use super::Edge;
use crate::convert;
use crate::export::{self, FileKind, Reader};
use crate::input::{Filter, parameter};
use crate::language::Language;
use crate::model::compare::{CompareQuery, ComparisonView, SideBySide, SideQuery};
use crate::problem::{Failure, Problem};

/// Most documents of one question.
pub(super) const MOST_DOCUMENTS: usize = 20;

/// Figures that two documents say differently, and those that they say alike.
#[utoipa::path(
    get, path = "/compare", tag = "compare", operation_id = "compare",
    params(CompareQuery),
    responses(
        (status = 200, description = "The comparison, or its pairs as a table", content(
            (ComparisonView = "application/json"),
            (String = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn compare(
    State(edge): State<Edge>,
    Filter(query): Filter<CompareQuery>,
    language: Language,
    reader: Reader,
) -> Result<Response, Failure> {
    let file = FileKind::of(query.format);
    let style = reader.style(query.lang);
    let language = if file.is_some() { style.language() } else { language };
    let a = edge.ledger.report(&DocumentId::parse(&query.a)?).await?;
    let b = edge.ledger.report(&DocumentId::parse(&query.b)?).await?;
    let found = duixian_threads::compare(a.source(), b.source(), &edge.codebook);
    let view = convert::comparison(&found, (&a, &b), &edge.codebook, language)?;
    match file {
        None => Ok(Json(view).into_response()),
        Some(kind) => export::answer(export::pairs(&view, &style), kind, "comparison").await,
    }
}

/// The indicators of several documents as one table.
#[utoipa::path(
    get, path = "/side-by-side", tag = "compare", operation_id = "side_by_side",
    params(SideQuery),
    responses(
        (status = 200, description = "The table", content(
            (SideBySide = "application/json"),
            (String = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn side_by_side(
    State(edge): State<Edge>,
    Filter(query): Filter<SideQuery>,
    language: Language,
    reader: Reader,
) -> Result<Response, Failure> {
    let file = FileKind::of(query.format);
    let style = reader.style(query.lang);
    let language = if file.is_some() { style.language() } else { language };
    let ids = document_ids(&query.documents)?;
    if !(2..=MOST_DOCUMENTS).contains(&ids.len()) {
        return Err(parameter(&format!("documents: 2 to {MOST_DOCUMENTS} ids, separated by commas")));
    }
    let mut reports = Vec::with_capacity(ids.len());
    for id in &ids {
        reports.push(edge.ledger.report(id).await?);
    }
    let sources: Vec<Source<'_>> = reports.iter().map(|report| report.source()).collect();
    let rows = duixian_threads::side_by_side(&sources, &edge.codebook);
    let reports: Vec<&duixian_ledger::Report> = reports.iter().map(AsRef::as_ref).collect();
    let view = convert::side_by_side(&rows, &reports, &edge.codebook, language)?;
    match file {
        None => Ok(Json(view).into_response()),
        Some(kind) => export::answer(export::side_by_side(&view, &style), kind, "side-by-side").await,
    }
}

/// Ids separated by commas.
pub(super) fn document_ids(ids: &str) -> Result<Vec<DocumentId>, Failure> {
    let ids = ids.split(',').map(str::trim).filter(|id| !id.is_empty());
    ids.map(|id| DocumentId::parse(id).map_err(Failure::from)).collect()
}
