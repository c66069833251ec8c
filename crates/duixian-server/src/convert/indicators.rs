//! Indicators as the API shows them.

use std::collections::BTreeMap;

use duixian_figures::Direction;
use duixian_ledger::{IndicatorCount, IndicatorPoint};

use super::{place, reference, span};
use crate::model;
use crate::model::codes::{Better, Bound, Kind, Measure, Region};
use crate::model::indicators::{Indicator, IndicatorSeries};
use crate::problem::Failure;

/// How much the ledger holds of each indicator, by code.
pub(crate) struct Totals(BTreeMap<String, IndicatorCount>);

impl Totals {
    pub(crate) fn new(counts: Vec<IndicatorCount>) -> Self {
        Self(counts.into_iter().map(|count| (count.code.clone(), count)).collect())
    }

    /// Whether any document holds the indicator.
    pub(crate) fn any(&self, code: &str) -> bool {
        self.0.contains_key(code)
    }
}

/// An indicator of the codebook with what the ledger holds of it.
pub(crate) fn indicator(declared: &duixian_figures::Indicator, totals: &Totals) -> Indicator {
    let count = totals.0.get(&declared.code);
    Indicator {
        code: declared.code.clone(),
        name: declared.name.clone(),
        name_en: declared.name_en.clone(),
        unit: declared.unit.clone(),
        direction: better(declared.direction),
        group: declared.group.clone(),
        facts: count.map_or(0, |count| count.facts),
        targets: count.map_or(0, |count| count.targets),
        documents: count.map_or(0, |count| count.documents),
        places: count.map_or(0, |count| count.places),
    }
}

/// Which way is better.
pub(crate) fn better(direction: Direction) -> Better {
    match direction {
        Direction::Up => Better::Up,
        Direction::Down => Better::Down,
        Direction::None => Better::Neither,
    }
}

/// Points by place and, within a place, by the end of the period, facts before targets; without a period last.
pub(crate) fn series(mut points: Vec<IndicatorPoint>) -> Result<Vec<IndicatorSeries>, Failure> {
    let order = |point: &IndicatorPoint| {
        let period = point.months.map_or((u32::MAX, u32::MAX), |(first, last)| (last, first));
        (place(&point.place), period, point.fields.kind != "fact")
    };
    points.sort_by_cached_key(order);
    let mut all: Vec<IndicatorSeries> = Vec::new();
    for found in points {
        let place = place(&found.place);
        let found = point(found)?;
        match all.last_mut() {
            Some(series) if series.place == place => series.points.push(found),
            _ => all.push(IndicatorSeries { place, points: vec![found] }),
        }
    }
    Ok(all)
}

fn point(point: IndicatorPoint) -> Result<model::indicators::IndicatorPoint, Failure> {
    let fields = point.fields;
    Ok(model::indicators::IndicatorPoint {
        figure: point.figure.to_string(),
        document: reference(&point.document),
        span: span(point.span),
        period: fields.period,
        year: point.months.and_then(|(_, last)| u16::try_from(last / 100).ok()),
        kind: Kind::known(&fields.kind)?,
        measure: Measure::known(&fields.measure)?,
        bound: Bound::known(&fields.bound)?,
        value: fields.value,
        unit: fields.unit,
        text: point.text,
        region: Region::known(&point.region)?,
        corrected: point.corrected,
    })
}
