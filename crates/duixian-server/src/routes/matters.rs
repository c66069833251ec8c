//! Matters: lists, their pages, what can be done with them, and acts.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use duixian_ledger::{
    Acted, ActorRef, EventBody, Ledger, MatterFilter, MatterItem, MatterSort, Order, OrderAct, Page, PromiseId,
};
use duixian_matters::command::ActCommand;
use duixian_matters::declaration::{Side, StateKind};
use duixian_matters::matter::{Amounted, JointPart, MatterId, Origin};
use duixian_matters::system_of;
use jiff::Timestamp;
use rust_decimal::Decimal;

use super::files::attached;
use super::{Edge, now};
use crate::convert::{self, Lens};
use crate::export::{self, FileKind, Reader};
use crate::input::{self, Body, Filter, Id, parameter, words};
use crate::model::acts::{ActInput, ActorInput, AskerQuery, JointInput, MatterQuery, NearQuery, OpenInput};
use crate::model::matters::{Acted as ActedView, MatterHistory, MatterPage, MatterView, Near, Offers, QuantityEntry};
use crate::problem::{Code, Failure, Problem};

/// Children that a page shows.
const MOST_CHILDREN: u32 = 500;
/// The longest key of an order.
const LONGEST_KEY: usize = 200;

/// What conversions look at.
pub(super) fn lens(edge: &Edge, now: Timestamp) -> Lens<'_> {
    let setup = edge.ledger.setup();
    Lens { declarations: &setup.declarations, calendar: &setup.site.calendar, now }
}

/// Lists matters.
#[utoipa::path(
    get, path = "/matters", tag = "matters", operation_id = "list_matters",
    params(MatterQuery),
    responses(
        (status = 200, body = MatterPage, description = "A page, or with `format` a file of all rows"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn list(
    State(edge): State<Edge>,
    reader: Reader,
    Filter(all): Filter<BTreeMap<String, String>>,
) -> Result<Response, Failure> {
    let (query, fields) = split(all)?;
    let filter = filter(&edge.ledger, &query, fields)?;
    if let Some(kind) = FileKind::of(query.format) {
        return export::matters(&edge, &filter, kind, reader.style(query.lang)).await;
    }
    let (number, size) = input::page(query.page, query.size)?;
    let found = edge.ledger.matters(&filter, Page { number, size }).await?;
    Ok(Json(lens(&edge, now()).page(&found)).into_response())
}

/// The declared parameters, and those of fields.
fn split(all: BTreeMap<String, String>) -> Result<(MatterQuery, BTreeMap<String, String>), Failure> {
    let (fields, rest): (BTreeMap<_, _>, BTreeMap<_, _>) =
        all.into_iter().partition(|(name, _)| name.starts_with("field."));
    let fields = fields.into_iter().map(|(name, value)| (name["field.".len()..].to_owned(), value)).collect();
    // The same strictness as everywhere: an unknown parameter is refused.
    let typed = |(name, value): (String, String)| {
        let value = typed(&name, &value);
        (name, value)
    };
    let rest: serde_json::Map<_, _> = rest.into_iter().map(typed).collect();
    let query = serde_json::from_value(rest.into()).map_err(|error| parameter(&error.to_string()))?;
    Ok((query, fields))
}

/// A query's value as the type of its parameter; what is written otherwise stays a word and is refused as such.
fn typed(name: &str, value: &str) -> serde_json::Value {
    match name {
        "late" | "placed" => value.parse::<bool>().map_or_else(|_| value.into(), Into::into),
        "page" | "size" => value.parse::<u32>().map_or_else(|_| value.into(), Into::into),
        _ => value.into(),
    }
}

/// Fields that may be asked for: declared by the kind, or else by any, and sensitive in none, since what is hidden
/// would be told by whether something is found.
fn asked_fields(ledger: &Ledger, kind: Option<&str>, fields: &BTreeMap<String, String>) -> Result<(), Failure> {
    let setup = ledger.setup();
    let day = setup.site.calendar.day_of(now());
    for id in fields.keys() {
        let kinds = setup.declarations.in_force(day).flat_map(|system| &system.kinds);
        let mut found =
            kinds.filter(|known| kind.is_none_or(|kind| known.id == kind)).filter_map(|known| known.field(id));
        let is_open = found.next().is_some_and(|field| !field.sensitive) && found.all(|field| !field.sensitive);
        if !is_open {
            return Err(parameter("field: no such field of this kind, or a sensitive one"));
        }
    }
    Ok(())
}

fn filter(ledger: &Ledger, query: &MatterQuery, fields: BTreeMap<String, String>) -> Result<MatterFilter, Failure> {
    let listed = |text: &Option<String>| {
        let words = text.iter().flat_map(|text| text.split(',')).map(str::trim).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect::<Vec<_>>()
    };
    asked_fields(ledger, query.kind.as_deref(), &fields)?;
    let mut states = listed(&query.state);
    if let Some(list) = &query.list {
        let kind = query.kind.as_deref().ok_or_else(|| parameter("list: give kind too"))?;
        let system = ledger.system(system_of(kind), now())?;
        let found = system.views.get(kind).and_then(|view| view.lists.iter().find(|known| known.id == *list));
        states.extend(found.ok_or_else(|| parameter("list: no such list of this kind"))?.states.clone());
    }
    let state_kinds = listed(&query.state_kind).iter().map(|code| state_kind(code)).collect::<Result<Vec<_>, _>>()?;
    let sort = query.sort.as_deref().unwrap_or("-opened");
    let (descending, sort) = sort.strip_prefix('-').map_or((false, sort), |sort| (true, sort));
    Ok(MatterFilter {
        kind: query.kind.clone(),
        states,
        state_kinds,
        lead: query.lead.clone(),
        class: query.class.clone(),
        area: query.area.clone(),
        late: query.late,
        text: words(query.text.clone())?,
        parent: query.parent.clone().map(MatterId),
        document: query.document.clone(),
        promise: query.promise.clone(),
        fields,
        placed: query.placed.unwrap_or_default(),
        sort: sorted(sort)?,
        descending,
        ..MatterFilter::default()
    })
}

fn state_kind(code: &str) -> Result<StateKind, Failure> {
    match code {
        "open" => Ok(StateKind::Open),
        "paused" => Ok(StateKind::Paused),
        "done" => Ok(StateKind::Done),
        "void" => Ok(StateKind::Void),
        _ => Err(parameter("state_kind: open, paused, done or void")),
    }
}

fn sorted(code: &str) -> Result<MatterSort, Failure> {
    Ok(match code {
        "opened" => MatterSort::Opened,
        "due" => MatterSort::Due,
        "number" => MatterSort::Number,
        "title" => MatterSort::Title,
        "state" => MatterSort::State,
        "lead" => MatterSort::Lead,
        "progress" => MatterSort::Progress,
        "entered" => MatterSort::Entered,
        "closed" => MatterSort::Closed,
        _ => return Err(parameter("sort: opened due number title state lead progress entered closed")),
    })
}

/// Gives a matter with everything known of it.
#[utoipa::path(
    get, path = "/matters/{id}", tag = "matters", operation_id = "view_matter",
    params(("id" = String, Path, description = "The matter's id"), AskerQuery),
    responses(
        (status = 200, body = MatterView, description = "The matter"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn view(
    State(edge): State<Edge>,
    Id(id): Id,
    Filter(asker): Filter<AskerQuery>,
) -> Result<Json<MatterView>, Failure> {
    Ok(Json(page_of(&edge, &MatterId(id), asker.post.as_deref()).await?))
}

async fn page_of(edge: &Edge, id: &MatterId, post: Option<&str>) -> Result<MatterView, Failure> {
    let row = edge.ledger.matter(id).await?;
    let ids: Vec<MatterId> = row.matter.children.keys().take(MOST_CHILDREN as usize).cloned().collect();
    let children = if ids.is_empty() { Vec::new() } else { edge.ledger.matters_by_id(&ids).await? };
    let parent = match &row.matter.parent {
        Some(parent) => Some(edge.ledger.matter(parent).await?),
        None => None,
    };
    let quote = match &row.matter.origin {
        Some(Origin::Promise { promise, .. }) => quote(&edge.ledger, promise).await,
        _ => None,
    };
    let may_see = may_see(&edge.ledger, &row, post);
    Ok(lens(edge, now()).view(&row, &children, parent.as_ref(), quote, may_see))
}

/// The words of a promise, as long as its document is there.
async fn quote(ledger: &Ledger, promise: &str) -> Option<String> {
    let promise = PromiseId::parse(promise).ok()?;
    ledger.promise(&promise).await.ok().map(|found| found.promise.text)
}

/// Whether a post handles or judges a matter: whoever does sees its sensitive fields.
fn may_see(ledger: &Ledger, row: &MatterItem, post: Option<&str>) -> bool {
    let Some(post) = post.and_then(|id| ledger.setup().site.roster.post(id)) else { return false };
    let matter = &row.matter;
    let handles = matter.lead.as_ref() == Some(&post.unit)
        || matter.joint.iter().any(|part| part.unit == post.unit)
        || matter.author.post == post.id;
    let declared = ledger.setup().declarations.kind_of_version(&matter.kind, matter.declared);
    let judges = declared.is_some_and(|declared| {
        let judging =
            |role: &str| declared.system.roles.iter().any(|known| known.id == role && known.side == Side::Judging);
        post.roles_in(&declared.system.id).any(judging)
    });
    handles || judges
}

/// Lists everything that happened to a matter.
#[utoipa::path(
    get, path = "/matters/{id}/history", tag = "matters", operation_id = "matter_history",
    params(("id" = String, Path, description = "The matter's id"), AskerQuery),
    responses(
        (status = 200, body = MatterHistory, description = "In order"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn history(
    State(edge): State<Edge>,
    Id(id): Id,
    Filter(asker): Filter<AskerQuery>,
) -> Result<Json<MatterHistory>, Failure> {
    let id = MatterId(id);
    let row = edge.ledger.matter(&id).await?;
    let may_see = may_see(&edge.ledger, &row, asker.post.as_deref());
    let lens = lens(&edge, now());
    let mut items = Vec::new();
    for stored in edge.ledger.matter_history(&id).await? {
        if let EventBody::Matter(happened) = &stored.event.body {
            items.push(lens.happened(&row.matter, &stored, happened, may_see));
        }
    }
    Ok(Json(MatterHistory { items }))
}

/// Lists what a post can do with a matter, and what is missing.
#[utoipa::path(
    get, path = "/matters/{id}/offers", tag = "matters", operation_id = "matter_offers",
    params(("id" = String, Path, description = "The matter's id"), AskerQuery),
    responses(
        (status = 200, body = Offers, description = "The acts that start from its state"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn offers(
    State(edge): State<Edge>,
    Id(id): Id,
    Filter(asker): Filter<AskerQuery>,
) -> Result<Json<Offers>, Failure> {
    let post = asker.post.ok_or_else(|| parameter("post: as which post"))?;
    let actor_ref = ActorRef { person: asker.person.unwrap_or_default(), post };
    let found = edge.ledger.offers(&MatterId(id), &actor_ref, now()).await?;
    Ok(Json(Offers { items: found.iter().map(convert::offer).collect() }))
}

/// Lists open matters near a place that may be the same thing, before it is opened twice.
#[utoipa::path(
    get, path = "/matters/near", tag = "matters", operation_id = "matters_near",
    params(NearQuery),
    responses(
        (status = 200, body = Near, description = "The nearest first"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn near(State(edge): State<Edge>, Filter(query): Filter<NearQuery>) -> Result<Json<Near>, Failure> {
    let at = now();
    let system = edge.ledger.system(system_of(&query.kind), at)?;
    let kind = system.kind(&query.kind).ok_or_else(|| parameter("kind: no such kind"))?;
    let mut fields = BTreeMap::new();
    if let Some(rule) = &kind.duplicates {
        fields.insert(rule.place.clone(), format!("{},{}", query.longitude, query.latitude));
        let class = system.views.get(&kind.id).and_then(|view| view.class.clone());
        if let (Some(field), Some(value)) = (class, query.class) {
            fields.insert(field, value);
        }
    }
    let found = edge.ledger.near(&query.kind, &fields, at).await?;
    Ok(Json(lens(&edge, at).near(&found)))
}

/// Opens a matter. With the header `Idempotency-Key` it is safe to ask again.
#[utoipa::path(
    post, path = "/matters", tag = "matters", operation_id = "open_matter",
    params(("Idempotency-Key" = Option<String>, Header, description = "A key of the client's own making")),
    request_body(content = OpenInput),
    responses(
        (status = 201, body = ActedView, description = "The matter"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn open(
    State(edge): State<Edge>,
    headers: HeaderMap,
    Body(input): Body<OpenInput>,
) -> Result<(StatusCode, Json<ActedView>), Failure> {
    let command = ActCommand {
        act: input.act,
        kind: input.kind,
        fields: input.fields,
        reason: input.reason,
        files: attached(&edge, &input.files).await?,
        lead: input.lead,
        joint: joint(&input.joint)?,
        parent: input.parent.map(MatterId),
        quantities: quantities(&input.quantities)?,
        progress: input.progress.as_deref().map(decimal).transpose()?,
        ..ActCommand::default()
    };
    let post = input.actor.post.clone();
    let order = order(&headers, input.actor, OrderAct::Open(Box::new(command)))?;
    let acted = edge.ledger.act(order).await?;
    Ok((StatusCode::CREATED, Json(answer(&edge, acted, &post).await?)))
}

/// Does an act on a matter. With the header `Idempotency-Key` it is safe to ask again.
#[utoipa::path(
    post, path = "/matters/{id}/acts", tag = "matters", operation_id = "act_on_matter",
    params(
        ("id" = String, Path, description = "The matter's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "A key of the client's own making"),
    ),
    request_body(content = ActInput),
    responses(
        (status = 200, body = ActedView, description = "The matter behind it"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn act(
    State(edge): State<Edge>,
    Id(id): Id,
    headers: HeaderMap,
    Body(input): Body<ActInput>,
) -> Result<Json<ActedView>, Failure> {
    let extension = match input.extension {
        Some(extension) => Some((extension.deadline, moment(&edge.ledger, &extension.until)?)),
        None => None,
    };
    let command = ActCommand {
        act: input.act,
        fields: input.fields,
        reason: input.reason,
        files: attached(&edge, &input.files).await?,
        lead: input.lead,
        joint: joint(&input.joint)?,
        extension,
        progress: input.progress.as_deref().map(decimal).transpose()?,
        quantities: quantities(&input.quantities)?,
        exclusion: input.exclusion.map(|exclusion| (exclusion.measure, exclusion.approver)),
        choices: input.choices.into_iter().map(MatterId).collect(),
        ..ActCommand::default()
    };
    let post = input.actor.post.clone();
    let act = OrderAct::Act { matter: MatterId(id), expected: input.expected, command: Box::new(command) };
    let acted = edge.ledger.act(order(&headers, input.actor, act)?).await?;
    Ok(Json(answer(&edge, acted, &post).await?))
}

async fn answer(edge: &Edge, acted: Acted, post: &str) -> Result<ActedView, Failure> {
    Ok(ActedView {
        matter: page_of(edge, &acted.matter, Some(post)).await?,
        opened: acted.opened.into_iter().map(|id| id.0).collect(),
        repeated: acted.repeated,
    })
}

/// An order of now, with the client's key.
fn order(headers: &HeaderMap, actor: ActorInput, act: OrderAct) -> Result<Order, Failure> {
    let key = match headers.get("idempotency-key") {
        Some(value) => {
            let key = value.to_str().ok().map(str::trim).filter(|key| !key.is_empty() && key.len() <= LONGEST_KEY);
            Some(key.ok_or_else(|| parameter("Idempotency-Key: 1 to 200 letters of ASCII"))?.to_owned())
        }
        None => None,
    };
    let actor = ActorRef { person: actor.person, post: actor.post };
    Ok(Order { key, actor, at: now(), act })
}

pub(super) fn joint(given: &[JointInput]) -> Result<Vec<JointPart>, Failure> {
    let part = |part: &JointInput| {
        let share = part.share.as_deref().map(decimal).transpose()?;
        Ok(JointPart { unit: part.unit.clone(), share, done_at: None })
    };
    given.iter().map(part).collect()
}

fn quantities(given: &[QuantityEntry]) -> Result<Vec<Amounted>, Failure> {
    let entry = |entry: &QuantityEntry| {
        Ok(Amounted {
            stage: entry.stage.clone(),
            quantity: entry.quantity.clone(),
            year: entry.year,
            planned: entry.planned.as_deref().map(decimal).transpose()?,
            actual: entry.actual.as_deref().map(decimal).transpose()?,
        })
    };
    given.iter().map(entry).collect()
}

/// An exact decimal as clients write it.
fn decimal(text: &str) -> Result<Decimal, Failure> {
    let shown: String = text.chars().take(40).collect();
    let found = text.trim().parse::<Decimal>();
    found.map_err(|_| {
        Failure::new(Code::InvalidBody, format!("“{shown}”不是数"), format!("{shown:?} is no decimal number"))
    })
}

/// A moment as people write it: RFC 3339, a local time of the site, or a day, whose end is meant.
fn moment(ledger: &Ledger, text: &str) -> Result<Timestamp, Failure> {
    let text = text.trim();
    let local = text.parse::<jiff::civil::DateTime>().ok().filter(|_| text.contains(['T', ' ']));
    let end_of_day = || text.parse::<jiff::civil::Date>().ok().map(|day| day.at(23, 59, 59, 0));
    let found = text.parse::<Timestamp>().ok().or_else(|| ledger.moment_of(local.or_else(end_of_day)?));
    found.ok_or_else(|| {
        Failure::new(
            Code::InvalidBody,
            "时间写成 2026-04-20 或 2026-04-20T17:30",
            "a moment is written as 2026-04-20 or 2026-04-20T17:30",
        )
    })
}
