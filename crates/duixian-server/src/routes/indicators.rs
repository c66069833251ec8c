//! Indicators: list, one through years and places.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use duixian_figures::Indicator as Declared;

use super::{Edge, asked_page};
use crate::convert::{self, Totals};
use crate::export::{self, FileKind, Reader};
use crate::input::{Filter, Id, words};
use crate::model::Page;
use crate::model::indicators::{Indicator, IndicatorQuery, IndicatorView, SeriesQuery};
use crate::problem::{Code, Failure, Problem};

/// Lists the indicators that the ledger holds.
#[utoipa::path(
    get, path = "/indicators", tag = "indicators", operation_id = "list_indicators",
    params(IndicatorQuery),
    responses(
        (status = 200, description = "A page of indicators, or all as a table", content(
            (Page<Indicator> = "application/json"),
            (String = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn list(
    State(edge): State<Edge>,
    Filter(query): Filter<IndicatorQuery>,
    reader: Reader,
) -> Result<Response, Failure> {
    let file = FileKind::of(query.format);
    let page = asked_page(file, query.page, query.size)?;
    let wanted = words(query.query)?.map(|words| words.to_lowercase());
    let totals = Totals::new(edge.ledger.indicators().await?);
    let declared = edge.codebook.indicators().iter();
    let declared = declared.filter(|indicator| query.all.unwrap_or(false) || totals.any(&indicator.code));
    let declared = declared.filter(|indicator| wanted.as_deref().is_none_or(|words| is_named(indicator, words)));
    let items: Vec<Indicator> = declared.map(|indicator| convert::indicator(indicator, &totals)).collect();
    if let Some(kind) = file {
        return export::answer(export::indicators(&items, &reader.style(query.lang)), kind, "indicators").await;
    }
    let total = items.len() as u64;
    let before = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let items = items.into_iter().skip(before).take(page.size as usize).collect();
    Ok(Json(Page::<Indicator> { items, page: page.number, size: page.size, total }).into_response())
}

/// Whether the code or a name holds the words; they are in lower case.
fn is_named(indicator: &Declared, words: &str) -> bool {
    let mut names = [&indicator.code, &indicator.name, &indicator.name_en].into_iter().chain(&indicator.aliases);
    names.any(|name| name.to_lowercase().contains(words))
}

/// One indicator through years and places, targets and results.
#[utoipa::path(
    get, path = "/indicators/{code}", tag = "indicators", operation_id = "get_indicator",
    params(("code" = String, Path, description = "The indicator's code"), SeriesQuery),
    responses(
        (status = 200, description = "The series, or one row a value", content(
            (IndicatorView = "application/json"),
            (String = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn view(
    State(edge): State<Edge>,
    Id(code): Id,
    Filter(query): Filter<SeriesQuery>,
    reader: Reader,
) -> Result<Response, Failure> {
    let declared = edge.codebook.indicator(&code).ok_or_else(|| no_indicator(&code))?;
    let totals = Totals::new(edge.ledger.indicators().await?);
    let mut series = convert::series(edge.ledger.indicator_series(&code).await?)?;
    if let Some(places) = words(query.place)? {
        let wanted: Vec<&str> = places.split(',').map(str::trim).collect();
        series.retain(|series| wanted.contains(&series.place.as_str()));
    }
    let view = IndicatorView { indicator: convert::indicator(declared, &totals), series };
    match FileKind::of(query.format) {
        None => Ok(Json(view).into_response()),
        Some(kind) => {
            let name = format!("indicator-{code}");
            export::answer(export::series(&view, &reader.style(query.lang)), kind, &name).await
        }
    }
}

fn no_indicator(code: &str) -> Failure {
    Failure::new(
        Code::IndicatorNotFound,
        format!("指标库里没有代码 {code}"),
        format!("the codebook has no code {code}"),
    )
}
