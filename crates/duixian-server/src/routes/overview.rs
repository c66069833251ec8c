//! The newest report of a place at a glance.

use axum::Json;

use crate::model::overview::{Overview, OverviewQuery};
use crate::problem::{Code, Failure, Problem};

/// The newest report of a place: targets with last actuals, share of hard promises, figures by field.
#[utoipa::path(
    get, path = "/overview", tag = "overview", operation_id = "get_overview",
    params(OverviewQuery),
    responses(
        (status = 200, body = Overview, description = "The overview"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn overview() -> Result<Json<Overview>, Failure> {
    Err(Failure::plain(Code::Unavailable))
}
