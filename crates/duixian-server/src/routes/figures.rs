//! Figures: list, one with its reasons, corrections.

use axum::Json;
use axum::response::Response;

use crate::model::Page;
use crate::model::corrections::{FigureCorrection, WithdrawQuery};
use crate::model::figures::{Figure, FigureDetail, FigureQuery};
use crate::problem::{Code, Failure, Problem};

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
pub(crate) async fn list() -> Result<Response, Failure> {
    Err(Failure::plain(Code::Unavailable))
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
pub(crate) async fn view() -> Result<Json<FigureDetail>, Failure> {
    Err(Failure::plain(Code::Unavailable))
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
pub(crate) async fn correct() -> Result<Json<FigureDetail>, Failure> {
    Err(Failure::plain(Code::Unavailable))
}

/// Withdraws a correction of a figure.
#[utoipa::path(
    delete, path = "/figures/{id}/corrections/{event}", tag = "figures", operation_id = "withdraw_figure_correction",
    params(("id" = String, Path, description = "The figure's id"), ("event" = String, Path, description = "The correction's event"), WithdrawQuery),
    responses(
        (status = 200, body = FigureDetail, description = "The figure without that correction"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn withdraw() -> Result<Json<FigureDetail>, Failure> {
    Err(Failure::plain(Code::Unavailable))
}
