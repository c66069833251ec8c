//! The routes, one module a noun. A handler takes its input apart, asks the ledger, and converts the answer.

mod check;
mod compare;
mod corrections;
mod decisions;
mod documents;
mod figures;
mod files;
mod imports;
mod indicators;
mod live;
mod matters;
mod measures;
mod overview;
mod promises;
mod scoreboard;
mod search;
mod system;
mod systems;
mod threads;
mod uploads;
mod work;

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use duixian_figures::Codebook;
use duixian_ledger::{Ledger, Page};
use jiff::Timestamp;
use tokio::sync::Semaphore;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::export::FileKind;
use crate::imports::Imports;
use crate::input;
use crate::problem::Failure;

/// Where files are sent to.
pub(crate) const UPLOAD_PATHS: [&str; 5] =
    ["/api/v1/documents", "/api/v1/checks", "/api/v1/checks/document", "/api/v1/files", "/api/v1/imports"];

/// What every handler may use.
#[derive(Clone)]
pub(crate) struct Edge {
    pub(crate) ledger: Ledger,
    pub(crate) codebook: Arc<Codebook>,
    /// The description of the API.
    pub(crate) description: Arc<utoipa::openapi::OpenApi>,
    /// How many uploads may be in memory at once.
    pub(crate) uploads: Arc<Semaphore>,
    /// Tables on their way.
    pub(crate) imports: Arc<Imports>,
}

impl Edge {
    /// The state for a ledger.
    pub(crate) fn new(ledger: Ledger, description: utoipa::openapi::OpenApi) -> Self {
        Self {
            ledger,
            codebook: Arc::new(Codebook::standard()),
            description: Arc::new(description),
            uploads: Arc::new(Semaphore::new(uploads::AT_ONCE)),
            imports: Arc::default(),
        }
    }
}

/// The time of an act.
#[expect(clippy::disallowed_methods, reason = "this is the edge, which has the clock")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// Who acts where the request names nobody: whoever sits at this machine.
const LOCAL_ACTOR: &str = "local";

/// The page asked for; a file holds all rows.
fn asked_page(file: Option<FileKind>, page: Option<u32>, size: Option<u32>) -> Result<Page, Failure> {
    let (number, size) = input::page(page, size)?;
    Ok(if file.is_some() { Page::ALL } else { Page { number, size } })
}

/// All routes with their description.
pub(crate) fn documented() -> OpenApiRouter<Edge> {
    let files = OpenApiRouter::new()
        .routes(routes!(documents::list, uploads::upload))
        .layer(DefaultBodyLimit::max(uploads::LARGEST_UPLOAD));
    let drafts = OpenApiRouter::new()
        .routes(routes!(check::check))
        .routes(routes!(check::document))
        .layer(DefaultBodyLimit::max(uploads::LARGEST_FILE));
    let attachments = OpenApiRouter::new()
        .routes(routes!(files::keep))
        .routes(routes!(imports::preview))
        .layer(DefaultBodyLimit::max(files::LARGEST_FORM));
    let api = OpenApiRouter::new()
        .merge(files)
        .merge(drafts)
        .merge(attachments)
        .routes(routes!(files::download))
        .routes(routes!(files::preview))
        .routes(routes!(imports::run))
        .routes(routes!(imports::view))
        .routes(routes!(overview::overview))
        .routes(routes!(documents::view, documents::delete))
        .routes(routes!(documents::original))
        .routes(routes!(documents::restore))
        .routes(routes!(figures::list))
        .routes(routes!(figures::view))
        .routes(routes!(figures::correct))
        .routes(routes!(figures::withdraw))
        .routes(routes!(promises::list))
        .routes(routes!(promises::fields))
        .routes(routes!(promises::view))
        .routes(routes!(promises::correct))
        .routes(routes!(promises::withdraw))
        .routes(routes!(indicators::list))
        .routes(routes!(indicators::view))
        .routes(routes!(threads::places))
        .routes(routes!(scoreboard::scoreboard))
        .routes(routes!(threads::list))
        .routes(routes!(threads::view))
        .routes(routes!(decisions::list, decisions::decide))
        .routes(routes!(decisions::withdraw))
        .routes(routes!(compare::compare))
        .routes(routes!(compare::side_by_side))
        .routes(routes!(systems::list))
        .routes(routes!(systems::view))
        .routes(routes!(systems::roster))
        .routes(routes!(systems::map))
        .routes(routes!(matters::list, matters::open))
        .routes(routes!(matters::near))
        .routes(routes!(matters::view))
        .routes(routes!(matters::history))
        .routes(routes!(matters::offers))
        .routes(routes!(matters::act))
        .routes(routes!(work::work))
        .routes(routes!(work::tasks))
        .routes(routes!(measures::list))
        .routes(routes!(measures::view))
        .routes(routes!(measures::rows))
        .routes(routes!(live::live))
        .routes(routes!(search::search))
        .routes(routes!(system::health))
        .routes(routes!(system::openapi));
    OpenApiRouter::with_openapi(crate::openapi::Head::openapi()).nest("/api/v1", api)
}
