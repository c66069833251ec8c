//! Open311 `GeoReport` v2: the standard by which residents' programs report faults and follow them.
//!
//! What of which system it shows is declared in that system's `open311.toml`; its documents and errors are the
//! standard's own (`wiki.open311.org/GeoReport_v2`), not those of the rest of the API.

mod answer;
mod ask;
mod declared;
mod document;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::response::Response;
use axum::routing::any;
use duixian_ledger::Ledger;
use jiff::Timestamp;

use self::answer::Answers;
use self::ask::Asked;
use self::declared::Public;
use self::document::{Fault, Form};

/// Where the resources stand.
const ROOT: &str = "/open311/v2";
/// Most bytes of a request's form.
const LARGEST_FORM: usize = 64 * 1024;

#[derive(Clone)]
struct Shared {
    ledger: Ledger,
    public: Arc<Public>,
}

/// The routes, where a system of the ledger is open to the public; else none.
pub(crate) fn routes(ledger: &Ledger) -> Router {
    let public = match Public::of(&ledger.setup().systems) {
        Ok(Some(public)) => Arc::new(public),
        Ok(None) => return Router::new(),
        Err(fault) => {
            tracing::error!(%fault, "Open311 is not served");
            return Router::new();
        }
    };
    let shared = Shared { ledger: ledger.clone(), public };
    Router::new().route(&format!("{ROOT}/{{*resource}}"), any(serve)).with_state(shared)
}

#[expect(clippy::disallowed_methods, reason = "this is the edge, which has the clock")]
async fn serve(State(shared): State<Shared>, Path(resource): Path<String>, request: Request) -> Response {
    let (resource, form) = match resource.rsplit_once('.') {
        Some((name, "xml")) => (name.to_owned(), Form::Xml),
        Some((name, "json")) => (name.to_owned(), Form::Json),
        _ => {
            let fault = Fault::not_found("the resources end in .xml or .json");
            return document::failed(&fault, Form::Xml);
        }
    };
    match respond(&shared, &resource, request, Timestamp::now()).await {
        Ok((status, document)) => document::response(status, &document, form),
        Err(fault) => document::failed(&fault, form),
    }
}

async fn respond(
    shared: &Shared,
    resource: &str,
    request: Request,
    now: Timestamp,
) -> Result<(axum::http::StatusCode, document::Document), Fault> {
    let (parts, body) = request.into_parts();
    let answers = Answers::new(&shared.ledger, &shared.public, now)?;
    let asked = Asked::of_query(parts.uri.query().unwrap_or_default());
    let segments: Vec<&str> = resource.split('/').collect();
    let is_post = parts.method == Method::POST;
    if !is_post && parts.method != Method::GET && parts.method != Method::HEAD {
        return Err(Fault::bad("only GET, and POST of requests"));
    }
    let document = match (is_post, segments.as_slice()) {
        (false, ["discovery"]) => answers.discovery(&here(&parts.headers)),
        (false, ["services"]) => answers.services(),
        (false, ["services", code]) => answers.service(code)?,
        (false, ["requests"]) => answers.requests(&asked).await?,
        (false, ["requests", id]) => answers.request(id).await?,
        (false, ["tokens", token]) => answers.token(token).await?,
        (true, ["requests"]) => {
            let media = parts.headers.get(header::CONTENT_TYPE).and_then(|media| media.to_str().ok());
            if !media.is_some_and(|media| media.starts_with("application/x-www-form-urlencoded")) {
                return Err(Fault::bad("a request is sent as application/x-www-form-urlencoded"));
            }
            let body = axum::body::to_bytes(body, LARGEST_FORM).await;
            let body = body.map_err(|_| Fault::bad("the form is larger than 64 KB"))?;
            let form = std::str::from_utf8(&body).map_err(|_| Fault::bad("the form is not UTF-8"))?;
            // Some programs send the jurisdiction and the service in the address.
            answers.open(&asked.with(Asked::of_query(form))).await?
        }
        (true, _) => return Err(Fault::bad("only requests can be posted")),
        _ => return Err(Fault::not_found("there is no such resource")),
    };
    let status = if is_post { axum::http::StatusCode::CREATED } else { axum::http::StatusCode::OK };
    Ok((status, document))
}

/// The address by which the program called.
fn here(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    format!("http://{host}{ROOT}")
}
