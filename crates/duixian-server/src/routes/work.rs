//! My work, and tasks made of promises.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use duixian_ledger::{ActorRef, PromiseId, Selected};

use super::matters::{joint, lens};
use super::{Edge, now};
use crate::convert;
use crate::input::{Body, Filter, Id, parameter};
use crate::language::Language;
use crate::model::acts::{AskerQuery, TasksInput};
use crate::model::matters::{TaskView, Tasks, Work};
use crate::problem::{Failure, Problem};

/// Matters of a group of My work.
const WORK_ITEMS: u32 = 50;

/// Tells what a post has to do, by the ends of its clocks.
#[utoipa::path(
    get, path = "/work", tag = "matters", operation_id = "my_work",
    params(AskerQuery),
    responses(
        (status = 200, body = Work, description = "The groups in their order"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn work(State(edge): State<Edge>, Filter(asker): Filter<AskerQuery>) -> Result<Json<Work>, Failure> {
    let post = asker.post.ok_or_else(|| parameter("post: as which post"))?;
    let at = now();
    let groups = edge.ledger.work(&post, at, WORK_ITEMS).await?;
    let lens = lens(&edge, at);
    Ok(Json(Work { groups: groups.iter().map(|group| lens.group(group)).collect(), as_of: convert::time(at) }))
}

/// Makes matters of a document's promises, one of each.
#[utoipa::path(
    post, path = "/documents/{id}/tasks", tag = "matters", operation_id = "make_tasks",
    params(("id" = String, Path, description = "The document's id")),
    request_body(content = TasksInput),
    responses(
        (status = 200, body = Tasks, description = "In the order in which they were asked for"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn tasks(
    State(edge): State<Edge>,
    Id(document): Id,
    headers: HeaderMap,
    Body(input): Body<TasksInput>,
) -> Result<Json<Tasks>, Failure> {
    let mut selected = Vec::with_capacity(input.tasks.len());
    for task in input.tasks {
        let promise = PromiseId::parse(&task.promise)?;
        let found = edge.ledger.promise(&promise).await?;
        if found.document.id.as_str() != document {
            return Err(parameter("promise: of this document"));
        }
        selected.push(Selected { promise, fields: task.fields, lead: task.lead, joint: joint(&task.joint)? });
    }
    let actor = ActorRef { person: input.actor.person, post: input.actor.post };
    let at = now();
    let found = edge.ledger.tasks_from_promises(&input.kind, selected, &actor, at).await?;
    let lens = lens(&edge, at);
    let language = Language::of(&headers);
    let items = found.into_iter().map(|task| {
        let (matter, problem) = match task.matter {
            Ok(row) => (Some(lens.item(&row)), None),
            Err(error) => (None, Some(Failure::from(error).problem(language, None))),
        };
        TaskView { promise: task.promise.to_string(), created: task.created && matter.is_some(), matter, problem }
    });
    Ok(Json(Tasks { items: items.collect() }))
}
