//! Live updates: what changed, as server-sent events. They name matters by id and hold nothing of them.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::Stream;
use futures_util::stream;
use serde::Serialize;
use tokio::sync::broadcast::error::RecvError;

use super::Edge;
use crate::problem::Problem;

/// A proxy that hears nothing for longer may close the connection.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Matters named in one event; a listener asks for its list anyway.
const MOST_NAMED: usize = 50;

#[derive(Serialize)]
struct Told {
    sequence: u64,
    kinds: Vec<String>,
    matters: Vec<String>,
}

/// Tells of every change of matters: events `changed` with `sequence`, `kinds` and up to 50 `matters`; an event
/// `missed` where the listener was too slow and has to ask for everything again.
#[utoipa::path(
    get, path = "/live", tag = "matters", operation_id = "live",
    responses(
        (status = 200, content_type = "text/event-stream", description = "Events as they happen"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn live(State(edge): State<Edge>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let source = edge.ledger.changes();
    let events = stream::unfold(source, |mut source| async move {
        let event = match source.recv().await {
            Ok(changed) => {
                let told = Told {
                    sequence: changed.sequence,
                    kinds: changed.kinds.into_iter().collect(),
                    matters: changed.matters.into_iter().take(MOST_NAMED).map(|id| id.0).collect(),
                };
                Event::default().event("changed").json_data(told).unwrap_or_default()
            }
            Err(RecvError::Lagged(_)) => Event::default().event("missed").data("{}"),
            Err(RecvError::Closed) => return None,
        };
        Some((Ok(event), source))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
}
