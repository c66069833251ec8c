//! Systems as they are declared, the site's roster and its map.

use axum::Json;
use axum::extract::State;
use duixian_ledger::{LedgerError, What};

use super::{Edge, now};
use crate::convert;
use crate::input::Id;
use crate::model::systems::{MapView, RosterView, SystemCounts, SystemView, Systems};
use crate::problem::{Code, Failure, Problem};

/// Lists the systems in force with how many matters they have.
#[utoipa::path(
    get, path = "/systems", tag = "systems", operation_id = "list_systems",
    responses(
        (status = 200, body = Systems, description = "The systems by id"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn list(State(edge): State<Edge>) -> Result<Json<Systems>, Failure> {
    let setup = edge.ledger.setup();
    let today = setup.site.calendar.day_of(now());
    let mut items = Vec::new();
    for system in setup.declarations.in_force(today) {
        let mut counts = SystemCounts::default();
        for kind in &system.kinds {
            let (open, late) = edge.ledger.matter_counts(&kind.id).await?;
            counts.open += open;
            counts.late += late;
        }
        items.push(convert::system_brief(system, counts));
    }
    Ok(Json(Systems { items }))
}

/// Gives a system with everything that it declares.
#[utoipa::path(
    get, path = "/systems/{id}", tag = "systems", operation_id = "view_system",
    params(("id" = String, Path, description = "The system's id")),
    responses(
        (status = 200, body = SystemView, description = "The declaration in force"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn view(State(edge): State<Edge>, Id(id): Id) -> Result<Json<SystemView>, Failure> {
    let today = edge.ledger.setup().site.calendar.day_of(now());
    let found = edge.ledger.setup().declarations.system(&id, today);
    let system = found.ok_or(LedgerError::NotFound { what: What::System, id })?;
    Ok(Json(convert::system_view(system)))
}

/// Gives the site's units and posts, with who holds them today.
#[utoipa::path(
    get, path = "/roster", tag = "systems", operation_id = "view_roster",
    responses(
        (status = 200, body = RosterView, description = "Units and posts"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn roster(State(edge): State<Edge>) -> Json<RosterView> {
    let site = &edge.ledger.setup().site;
    Json(convert::roster(&site.roster, site.calendar.day_of(now())))
}

/// Gives the site's own map with its review number.
#[utoipa::path(
    get, path = "/map", tag = "systems", operation_id = "view_map",
    responses(
        (status = 200, body = MapView, description = "The map"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn map(State(edge): State<Edge>) -> Result<Json<MapView>, Failure> {
    let map = edge.ledger.setup().site.map.as_ref();
    map.map(|map| Json(convert::map(map))).ok_or_else(|| Failure::plain(Code::MapNotFound))
}
