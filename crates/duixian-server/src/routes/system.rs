//! Health, and the description of the API.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::{Code, Failure, Problem};

/// That the server works, and which one it is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Health {
    /// `ok`; anything else comes as a problem.
    pub(crate) status: String,
    /// The program's version.
    pub(crate) version: String,
    /// Version of the reading rules.
    pub(crate) engine_version: u32,
}

/// Whether the server and its ledger work.
#[utoipa::path(
    get, path = "/health", tag = "system", operation_id = "get_health",
    responses(
        (status = 200, body = Health, description = "They work"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn health() -> Result<Json<Health>, Failure> {
    Err(Failure::plain(Code::Unavailable))
}

/// This description, OpenAPI 3.1.
#[utoipa::path(
    get, path = "/openapi.json", tag = "system", operation_id = "get_openapi",
    responses(
        (status = 200, body = Object, description = "The description"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn openapi() -> Result<Json<serde_json::Value>, Failure> {
    Err(Failure::plain(Code::Unavailable))
}
