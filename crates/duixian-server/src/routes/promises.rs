//! Promises: list, one with its reasons, corrections.

use axum::Json;
use axum::response::Response;

use crate::model::Page;
use crate::model::corrections::{PromiseCorrection, WithdrawQuery};
use crate::model::promises::{Promise, PromiseDetail, PromiseQuery};
use crate::problem::{Code, Failure, Problem};

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
pub(crate) async fn list() -> Result<Response, Failure> {
    Err(Failure::plain(Code::Unavailable))
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
pub(crate) async fn view() -> Result<Json<PromiseDetail>, Failure> {
    Err(Failure::plain(Code::Unavailable))
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
pub(crate) async fn correct() -> Result<Json<PromiseDetail>, Failure> {
    Err(Failure::plain(Code::Unavailable))
}

/// Withdraws a correction of a promise.
#[utoipa::path(
    delete, path = "/promises/{id}/corrections/{event}", tag = "promises", operation_id = "withdraw_promise_correction",
    params(("id" = String, Path, description = "The promise's id"), ("event" = String, Path, description = "The correction's event"), WithdrawQuery),
    responses(
        (status = 200, body = PromiseDetail, description = "The promise without that correction"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn withdraw() -> Result<Json<PromiseDetail>, Failure> {
    Err(Failure::plain(Code::Unavailable))
}
