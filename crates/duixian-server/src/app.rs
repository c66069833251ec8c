//! The whole application: routes, the embedded interface, and the layers that every request passes.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::http::Method;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use duixian_ledger::Ledger;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::guard::{self, AllowedHosts};
use crate::problem::{self, Code, Failure};
use crate::routes::{self, Edge};
use crate::{headers, open311, web};

/// Most bytes of a body that is no upload; a correction is a few hundred.
const LARGEST_BODY: usize = 64 * 1024;
/// The longest that a question or a correction may take.
const QUESTION_TIME: Duration = Duration::from_mins(1);
/// The longest that an upload may take, the sending over the network included.
const UPLOAD_TIME: Duration = Duration::from_mins(10);

/// The application for the hosts in `allowed`.
pub(crate) fn application(ledger: Ledger, allowed: AllowedHosts) -> Router {
    let (routes, description) = routes::documented().split_for_parts();
    let public = open311::routes(&ledger);
    let edge = Edge::new(ledger, description);
    // The first layer stands next to the routes, the last next to the network.
    routes
        .with_state(edge)
        .merge(public)
        .fallback(web::serve)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(middleware::from_fn(in_time))
        .layer(middleware::from_fn(log))
        .layer(middleware::from_fn_with_state(Arc::new(allowed), guard::guard))
        .layer(middleware::from_fn(problem::render))
        .layer(middleware::from_fn(headers::secure))
        .layer(CompressionLayer::new())
}

async fn method_not_allowed() -> Failure {
    Failure::plain(Code::MethodNotAllowed)
}

/// One request's panic is that request's failure; what panicked is in the log.
fn after_panic(_cause: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a request panicked");
    Failure::plain(Code::Internal).into_response()
}

async fn in_time(request: Request, next: Next) -> Response {
    let is_upload = request.method() == Method::POST && routes::UPLOAD_PATHS.contains(&request.uri().path());
    let limit = if is_upload { UPLOAD_TIME } else { QUESTION_TIME };
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Failure::plain(Code::Timeout).into_response(),
    }
}

/// One line a request: the route's pattern and no query, since words that people search for are theirs.
async fn log(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("(file)", MatchedPath::as_str);
    let (status, milliseconds) = (response.status().as_u16(), started.elapsed().as_millis());
    tracing::info!(%method, route, status, milliseconds, "{method} {route} {status}");
    response
}
