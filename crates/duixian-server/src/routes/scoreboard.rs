//! The scoreboard of a place and year.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use duixian_ledger::{ScoreFilter, Woven};
use duixian_threads::{Outcome, Verdict};

use super::threads::{cut, woven};
use super::{Edge, asked_page};
use crate::convert::{self, Counted};
use crate::export::{self, FileKind, Reader};
use crate::input::{Filter, words};
use crate::language::Language;
use crate::model::codes::OutcomeClass;
use crate::model::scoreboard::{ScoreQuery, ScoreboardView};
use crate::problem::{Code, Failure, Problem};

/// What the next report says of the promises and targets of a year.
#[utoipa::path(
    get, path = "/scoreboard", tag = "threads", operation_id = "get_scoreboard",
    params(ScoreQuery),
    responses(
        (status = 200, description = "The counts with a page of rows, or all rows as a table", content(
            (ScoreboardView = "application/json"),
            (String = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn scoreboard(
    State(edge): State<Edge>,
    Filter(query): Filter<ScoreQuery>,
    language: Language,
    reader: Reader,
) -> Result<Response, Failure> {
    let file = FileKind::of(query.format);
    let page = asked_page(file, query.page, query.size)?;
    let style = reader.style(query.lang);
    let language = if file.is_some() { style.language() } else { language };
    let woven = woven(&edge, words(query.place)?, query.documents.as_deref()).await?;
    let year = query.year.or_else(|| usual_year(&woven)).ok_or_else(no_report)?;
    let board = woven.scoreboard(year).ok_or_else(no_report)?;
    let filter = ScoreFilter {
        verdict: query.verdict.and_then(|verdict| Verdict::of_code(verdict.code())),
        class: query.class.map(class),
        hardness: query.hardness.map(|hardness| hardness.code().to_owned()),
        field: query.field,
        text: words(query.query)?,
        targets: query.targets,
    };
    let found = woven.scores(&board, &filter);
    let rows = cut(&found, page, |row| convert::score_row(&woven, &board, row, &edge.codebook, language))?;
    let counted = Counted {
        counts: woven.class_counts(&board, &filter),
        shares: woven.shares(&board, &filter),
        as_of: edge.ledger.status().await?.last_event_at.map(convert::time),
    };
    let view = convert::scoreboard(&woven, &board, counted, rows, language)?;
    match file {
        None => Ok(Json(view).into_response()),
        Some(kind) => export::answer(export::scores(&view, &style), kind, "scoreboard").await,
    }
}

/// The newest year that a later report answers, else the newest of all.
fn usual_year(woven: &Woven) -> Option<u16> {
    let years = woven.promising_years();
    years.iter().find(|(_, answered)| *answered).or(years.first()).map(|(year, _)| *year)
}

fn class(class: OutcomeClass) -> Outcome {
    match class {
        OutcomeClass::Kept => Outcome::Kept,
        OutcomeClass::Late => Outcome::Late,
        OutcomeClass::Short => Outcome::Short,
        OutcomeClass::Open => Outcome::Open,
        OutcomeClass::Silent => Outcome::Silent,
        OutcomeClass::Unknown => Outcome::Unknown,
    }
}

fn no_report() -> Failure {
    Failure::new(Code::ReportNotFound, "这个地区没有这一年的报告", "the place has no report of this year")
}
