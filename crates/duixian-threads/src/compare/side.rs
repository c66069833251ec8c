//! Several sources side by side: one indicator a row, one source a column. Never fills a gap.

use std::collections::BTreeMap;

use duixian_figures::{Codebook, Figure, Kind, Measure, Period, Region};

use super::thing::{self, Names, Said};
use crate::Source;

/// An indicator of one period, as each of the sources says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The code of the indicator.
    pub metric: String,
    /// Level or growth.
    pub measure: Measure,
    /// Fact or target.
    pub kind: Kind,
    /// The period.
    pub period: Option<Period>,
    /// The unit.
    pub unit: String,
    /// For each source, the index of its figure; `None` where it says nothing.
    pub cells: Vec<Option<u32>>,
}

/// The indicators that at least two of the sources tell of their own area, in the order of the codebook.
pub fn side_by_side(sources: &[Source<'_>], codebook: &Codebook) -> Vec<Row> {
    let order = codebook.indicators().iter().zip(0..).map(|(indicator, at)| (indicator.code.as_str(), at));
    let order: BTreeMap<&str, u32> = order.collect();
    let mut rows: BTreeMap<(u32, u8, u8, String, String), Row> = BTreeMap::new();
    for (column, &source) in sources.iter().enumerate() {
        let names = Names::new(codebook, &[source]);
        for said in thing::said(source, &names) {
            let Some(figure) = source.reading.figures.get(said.index as usize) else { continue };
            let Some(metric) = row_of(&said, figure) else { continue };
            let Some(&at) = order.get(metric) else { continue };
            let period = figure.period.map(|period| period.to_string()).unwrap_or_default();
            let key = (at, figure.kind as u8, figure.measure as u8, period, figure.unit.clone());
            let row = rows.entry(key).or_insert_with(|| Row {
                metric: metric.to_owned(),
                measure: figure.measure,
                kind: figure.kind,
                period: figure.period,
                unit: figure.unit.clone(),
                cells: vec![None; sources.len()],
            });
            // What is said first is said of the whole; later figures are often of parts.
            if let Some(cell) = row.cells.get_mut(column) {
                cell.get_or_insert(said.index);
            }
        }
    }
    rows.into_values().filter(|row| row.cells.iter().flatten().count() >= 2).collect()
}

/// The indicator of a figure that stands for it in a table of places.
fn row_of<'said>(said: &'said Said, figure: &Figure) -> Option<&'said str> {
    let is_shown = figure.region == Region::Own && matches!(figure.measure, Measure::Level | Measure::Growth);
    let metric = said.metric.as_deref()?;
    // An indicator with several things under it would put two things in one row.
    (is_shown && said.key.loose.thing == metric).then_some(metric)
}
