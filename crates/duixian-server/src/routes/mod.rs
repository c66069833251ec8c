//! The routes, one module a noun. A handler takes its input apart, asks the ledger once, and converts the answer.

mod documents;
mod figures;
mod indicators;
mod overview;
mod promises;
mod search;
mod system;

use std::sync::Arc;

use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What every handler may use.
#[derive(Clone)]
pub(crate) struct Edge {
    pub(crate) nothing: Arc<()>,
}

/// All routes with their description.
pub(crate) fn documented() -> OpenApiRouter<Edge> {
    let api = OpenApiRouter::new()
        .routes(routes!(overview::overview))
        .routes(routes!(documents::list, documents::upload))
        .routes(routes!(documents::view, documents::delete))
        .routes(routes!(documents::original))
        .routes(routes!(documents::restore))
        .routes(routes!(figures::list))
        .routes(routes!(figures::view))
        .routes(routes!(figures::correct))
        .routes(routes!(figures::withdraw))
        .routes(routes!(promises::list))
        .routes(routes!(promises::view))
        .routes(routes!(promises::correct))
        .routes(routes!(promises::withdraw))
        .routes(routes!(indicators::list))
        .routes(routes!(indicators::view))
        .routes(routes!(search::search))
        .routes(routes!(system::health))
        .routes(routes!(system::openapi));
    OpenApiRouter::with_openapi(crate::openapi::Head::openapi()).nest("/api/v1", api)
}
