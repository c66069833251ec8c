//! The newest report of a place at a glance.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use duixian_ledger::{Page, PromiseFilter};

use super::Edge;
use super::promises::tasks_of;
use crate::convert;
use crate::input::{Filter, words};
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
pub(crate) async fn overview(
    State(edge): State<Edge>,
    Filter(query): Filter<OverviewQuery>,
) -> Result<Json<Overview>, Failure> {
    let wanted = words(query.place)?;
    let all = edge.ledger.overview().await?;
    let status = edge.ledger.status().await?;
    let found = match &wanted {
        // A document that names its place says more than one that does not; without one, the newest of all.
        None => all.iter().find(|found| !found.place.is_empty()).or(all.first()),
        Some(place) => Some(all.iter().find(|found| is_called(found, place)).ok_or_else(no_place)?),
    };
    let selected = match found.cloned() {
        None => None,
        Some(found) => {
            let wrong = PromiseFilter {
                document: Some(found.document.id.clone()),
                wrong: Some(true),
                ..PromiseFilter::default()
            };
            let marked_wrong = edge.ledger.promises(&wrong, Page { number: 1, size: 1 }).await?.total;
            let document = found.document.id.to_string();
            let mut place = convert::place_overview(found, marked_wrong, &status, &edge.codebook)?;
            for task in tasks_of(&edge, &BTreeSet::from([document])).await?.values() {
                place.tasks.add(&task.lamp);
            }
            Some(place)
        }
    };
    Ok(Json(convert::overview(&status, all, selected)))
}

/// Whether the place has this path; `-` stands for the documents that name none.
fn is_called(found: &duixian_ledger::Overview, place: &str) -> bool {
    if place == "-" { found.place.is_empty() } else { convert::place(&found.place) == place }
}

fn no_place() -> Failure {
    Failure::new(Code::PlaceNotFound, "台账里没有这个地区的文档", "the ledger has no document of this place")
}
