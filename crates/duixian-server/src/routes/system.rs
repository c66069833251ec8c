//! Health, and the description of the API.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::Edge;
use crate::problem::{Failure, Problem};

/// That the server works, and which one it is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Health {
    /// `ok`; anything else comes as a problem.
    pub(crate) status: String,
    /// The program's version.
    pub(crate) version: String,
    /// Version of the reading rules.
    pub(crate) engine_version: u32,
    /// Number of the ledger's last event.
    pub(crate) last_event: u64,
}

/// Whether the server and its ledger work.
#[utoipa::path(
    get, path = "/health", tag = "system", operation_id = "get_health",
    responses(
        (status = 200, body = Health, description = "They work"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn health(State(edge): State<Edge>) -> Result<Json<Health>, Failure> {
    let status = edge.ledger.status().await?;
    Ok(Json(Health {
        status: "ok".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        engine_version: duixian_figures::ENGINE_VERSION,
        last_event: status.last_event,
    }))
}

/// This description, OpenAPI 3.1.
#[utoipa::path(
    get, path = "/openapi.json", tag = "system", operation_id = "get_openapi",
    responses(
        (status = 200, body = Object, description = "The description"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn openapi(State(edge): State<Edge>) -> Json<utoipa::openapi::OpenApi> {
    Json(edge.description.as_ref().clone())
}
