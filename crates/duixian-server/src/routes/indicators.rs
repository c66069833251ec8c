//! Indicators: list, one through years and places.

use axum::response::Response;

use crate::model::Page;
use crate::model::indicators::{Indicator, IndicatorQuery, IndicatorView, SeriesQuery};
use crate::problem::{Code, Failure, Problem};

/// Lists the indicators that the ledger holds.
#[utoipa::path(
    get, path = "/indicators", tag = "indicators", operation_id = "list_indicators",
    params(IndicatorQuery),
    responses(
        (status = 200, description = "A page of indicators, or all as a table", content(
            (Page<Indicator> = "application/json"),
            (String = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn list() -> Result<Response, Failure> {
    Err(Failure::plain(Code::Unavailable))
}

/// One indicator through years and places, targets and results.
#[utoipa::path(
    get, path = "/indicators/{code}", tag = "indicators", operation_id = "get_indicator",
    params(("code" = String, Path, description = "The indicator's code"), SeriesQuery),
    responses(
        (status = 200, description = "The series, or one row a value", content(
            (IndicatorView = "application/json"),
            (String = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn view() -> Result<Response, Failure> {
    Err(Failure::plain(Code::Unavailable))
}
