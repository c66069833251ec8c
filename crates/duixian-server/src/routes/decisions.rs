//! Decisions: people join, split and name threads, overrule verdicts, waive findings, and take it back.

use axum::Json;
use axum::extract::State;
use duixian_ledger::{
    Decision, DocumentId, DocumentRow, EventId, FigureId, Found, LedgerError, PromiseId, Quote, Ruling,
};
use duixian_text::Span;

use super::{Edge, now};
use crate::convert;
use crate::input::{Body, Filter, Id, words};
use crate::model::decisions::{
    DecisionEntry, DecisionInput, DecisionQuery, Decisions, JoinInput, OverruleInput, PlaceInput, RenameInput,
    SplitInput, WaiveInput, WithdrawalInput,
};
use crate::problem::{Code, Failure, Problem};

/// Lists decisions, the oldest first, withdrawn ones too.
#[utoipa::path(
    get, path = "/decisions", tag = "decisions", operation_id = "list_decisions",
    params(DecisionQuery),
    responses(
        (status = 200, body = Decisions, description = "The decisions"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn list(
    State(edge): State<Edge>,
    Filter(query): Filter<DecisionQuery>,
) -> Result<Json<Decisions>, Failure> {
    let document = query.document.map(|id| DocumentId::parse(&id)).transpose()?;
    let place = words(query.place)?;
    let mut items = Vec::new();
    for decision in edge.ledger.decisions().await? {
        let documents = documents(&edge, &decision).await?;
        let is_of_document = |id: &DocumentId| decision.ruling.documents().contains(&id.as_str());
        let is_of_place = |place: &String| match &decision.ruling {
            Ruling::Waived { place: of, .. } => is_called(&of.split('/').map(str::to_owned).collect::<Vec<_>>(), place),
            _ => documents.iter().any(|row| is_called(&row.header.place, place)),
        };
        if document.as_ref().is_none_or(is_of_document) && place.as_ref().is_none_or(is_of_place) {
            let found = edge.ledger.places_of_decision(&decision).await?;
            items.push(convert::decision(decision, found, &documents)?);
        }
    }
    Ok(Json(Decisions { items }))
}

/// Keeps a decision.
#[utoipa::path(
    post, path = "/decisions", tag = "decisions", operation_id = "decide",
    request_body(content = DecisionInput),
    responses(
        (status = 200, body = DecisionEntry, description = "The decision as it is kept"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn decide(
    State(edge): State<Edge>,
    Body(input): Body<DecisionInput>,
) -> Result<Json<DecisionEntry>, Failure> {
    let (actor, reason) = (input.actor.clone(), input.reason.clone());
    let ruling = ruling(&edge, input).await?;
    let id = edge.ledger.decide(ruling, &actor, &reason, now()).await?;
    Ok(Json(entry(&edge, edge.ledger.decision(&id).await?).await?))
}

/// Takes a decision back; it stays in the history.
#[utoipa::path(
    post, path = "/decisions/{id}/withdrawal", tag = "decisions", operation_id = "withdraw_decision",
    params(("id" = String, Path, description = "The decision's event")),
    request_body(content = WithdrawalInput),
    responses(
        (status = 200, body = DecisionEntry, description = "The decision, withdrawn"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn withdraw(
    State(edge): State<Edge>,
    Id(id): Id,
    Body(input): Body<WithdrawalInput>,
) -> Result<Json<DecisionEntry>, Failure> {
    let id = EventId::parse(&id)?;
    edge.ledger.withdraw_decision(&id, &input.actor, &input.reason, now()).await?;
    Ok(Json(entry(&edge, edge.ledger.decision(&id).await?).await?))
}

/// A decision as the API shows it.
pub(super) async fn entry(edge: &Edge, decision: Decision) -> Result<DecisionEntry, Failure> {
    let documents = documents(edge, &decision).await?;
    let found: Found = edge.ledger.places_of_decision(&decision).await?;
    convert::decision(decision, found, &documents)
}

/// The documents that a decision names, also deleted ones.
async fn documents(edge: &Edge, decision: &Decision) -> Result<Vec<DocumentRow>, Failure> {
    let mut rows = Vec::new();
    for id in decision.ruling.documents() {
        match edge.ledger.document_row(&DocumentId::parse(id)?).await {
            Ok(row) => rows.push(row),
            Err(LedgerError::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(rows)
}

fn is_called(path: &[String], place: &str) -> bool {
    convert::place(path) == place || path.last().is_some_and(|name| name == place)
}

async fn ruling(edge: &Edge, input: DecisionInput) -> Result<Ruling, Failure> {
    let DecisionInput { join, split, rename, overrule, waive, .. } = input;
    match (join, split, rename, overrule, waive) {
        (Some(JoinInput { one, other }), None, None, None, None) => {
            Ok(Ruling::Joined { one: quote(edge, one).await?, other: quote(edge, other).await? })
        }
        (None, Some(SplitInput { place }), None, None, None) => Ok(Ruling::Split { place: quote(edge, place).await? }),
        (None, None, Some(RenameInput { place, name }), None, None) => {
            Ok(Ruling::Renamed { place: quote(edge, place).await?, name })
        }
        (None, None, None, Some(OverruleInput { promise, later, verdict }), None) => Ok(Ruling::Overruled {
            promise: quote(edge, promise).await?,
            later: DocumentId::parse(&later)?.to_string(),
            verdict: verdict.code().to_owned(),
        }),
        (None, None, None, None, Some(WaiveInput { place, fingerprint, code, text, document })) => {
            let document = document.map(|id| DocumentId::parse(&id)).transpose()?.map(|id| id.to_string());
            Ok(Ruling::Waived { place, fingerprint, code, text, document })
        }
        _ => Err(Failure::new(
            Code::InvalidCorrection,
            "join、split、rename、overrule、waive 须给且只给一项",
            "give exactly one of join, split, rename, overrule and waive",
        )),
    }
}

async fn quote(edge: &Edge, place: PlaceInput) -> Result<Quote, Failure> {
    let (document, span) = match (place.promise, place.figure, place.document, place.span) {
        (Some(id), None, None, None) => {
            let promise = edge.ledger.promise(&PromiseId::parse(&id)?).await?.promise;
            (promise.document, promise.span)
        }
        (None, Some(id), None, None) => {
            let figure = edge.ledger.figure(&FigureId::parse(&id)?).await?.figure;
            (figure.document, figure.span)
        }
        (None, None, Some(id), Some(span)) => (DocumentId::parse(&id)?, Span { start: span.start, end: span.end }),
        _ => {
            return Err(Failure::new(
                Code::InvalidCorrection,
                "位置须是 promise、figure，或 document 加 span",
                "a place is a promise, a figure, or a document with a span",
            ));
        }
    };
    Ok(edge.ledger.quote(&document, span).await?)
}
