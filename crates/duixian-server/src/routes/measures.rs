//! Measures, computed, and the rows behind them.

use axum::Json;
use axum::extract::State;
use duixian_ledger::{Ledger, MeasureSide, Page, Period};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::matters::lens;
use super::{Edge, now};
use crate::convert;
use crate::input::{self, Filter, Ids};
use crate::model;
use crate::model::measures::{MeasureQuery, Measured, MeasuredRow, Measures, PeriodQuery, RowsQuery, Side};
use crate::problem::{Failure, Problem};

/// Computes the measures of one system, or of all.
#[utoipa::path(
    get, path = "/measures", tag = "measures", operation_id = "list_measures",
    params(MeasureQuery),
    responses(
        (status = 200, body = Measures, description = "Each with its definition"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn list(
    State(edge): State<Edge>,
    Filter(query): Filter<MeasureQuery>,
) -> Result<Json<Measures>, Failure> {
    let Range { period, as_of } = range(&edge.ledger, query.from, query.until, query.as_of)?;
    let setup = edge.ledger.setup();
    let day = setup.site.calendar.day_of(as_of);
    let systems: Vec<_> = match &query.system {
        Some(id) => vec![edge.ledger.system(id, as_of)?],
        None => setup.declarations.in_force(day).collect(),
    };
    let mut items = Vec::new();
    for system in systems {
        for measure in &system.measures {
            let found = edge.ledger.measure(&system.id, &measure.id, period, as_of).await?;
            items.push(convert::measured(system, &found));
        }
    }
    Ok(Json(Measures { items, as_of: convert::time(as_of) }))
}

/// Computes one measure.
#[utoipa::path(
    get, path = "/measures/{system}/{id}", tag = "measures", operation_id = "view_measure",
    params(("system" = String, Path, description = "The system"), ("id" = String, Path, description = "The measure"), PeriodQuery),
    responses(
        (status = 200, body = Measured, description = "The number with its definition"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn view(
    State(edge): State<Edge>,
    Ids(system, id): Ids,
    Filter(query): Filter<PeriodQuery>,
) -> Result<Json<Measured>, Failure> {
    let Range { period, as_of } = range(&edge.ledger, query.from, query.until, query.as_of)?;
    let found = edge.ledger.measure(&system, &id, period, as_of).await?;
    Ok(Json(convert::measured(edge.ledger.system(&system, as_of)?, &found)))
}

/// Lists the rows behind a measure.
#[utoipa::path(
    get, path = "/measures/{system}/{id}/rows", tag = "measures", operation_id = "list_measure_rows",
    params(("system" = String, Path, description = "The system"), ("id" = String, Path, description = "The measure"), RowsQuery),
    responses(
        (status = 200, body = model::Page<MeasuredRow>, description = "A page of rows"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn rows(
    State(edge): State<Edge>,
    Ids(system, id): Ids,
    Filter(query): Filter<RowsQuery>,
) -> Result<Json<model::Page<MeasuredRow>>, Failure> {
    let Range { period, as_of } = range(&edge.ledger, query.from, query.until, query.as_of)?;
    let (number, size) = input::page(query.page, query.size)?;
    let of_side = match query.side {
        None => MeasureSide::All,
        Some(Side::Counted) => MeasureSide::Counted,
        Some(Side::NotCounted) => MeasureSide::NotCounted,
        Some(Side::Excluded) => MeasureSide::Excluded,
    };
    let page = Page { number, size };
    let found = edge.ledger.measure_rows(&system, &id, period, as_of, query.part, of_side, page).await?;
    let lens = lens(&edge, now());
    Ok(Json(convert::page(found, |row| Ok(convert::measured_row(lens, &row)))?))
}

/// A period and a moment as of which.
struct Range {
    period: Period,
    as_of: Timestamp,
}

/// The period asked for; the usual one is the year so far.
fn range(
    ledger: &Ledger,
    from: Option<String>,
    until: Option<String>,
    as_of: Option<String>,
) -> Result<Range, Failure> {
    let day = |text: Option<String>, name: &str| {
        let parse = |text: String| text.parse::<Date>().map_err(|_| input::parameter(&format!("{name}: 2026-03-01")));
        text.map(parse).transpose()
    };
    let (from, until, as_of) = (day(from, "from")?, day(until, "until")?, day(as_of, "as_of")?);
    let moment = now();
    let outside = || input::parameter("the day is out of range");
    let midnight = |date: Date| ledger.midnight(date).ok_or_else(outside);
    let behind = |date: Date| date.tomorrow().map_err(|_| outside()).and_then(midnight);
    let as_of = match as_of {
        Some(date) => behind(date)?.checked_sub(SignedDuration::from_millis(1)).map_err(|_| outside())?,
        None => moment,
    };
    let today = ledger.setup().site.calendar.day_of(as_of);
    let first = from.unwrap_or_else(|| today.first_of_year());
    let last = until.unwrap_or(today);
    if last < first {
        return Err(input::parameter("until: not before from"));
    }
    Ok(Range { period: Period { from: midnight(first)?, until: behind(last)? }, as_of })
}
