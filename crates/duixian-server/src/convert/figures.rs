//! Figures as the API shows them.

use std::collections::BTreeMap;

use duixian_figures::Codebook;
use duixian_ledger::{DocumentBrief, FigureItem, FigureRow, FigureView};

use super::{correction, differences, history, reference, rules, sentence, span};
use crate::model::codes::{Bound, Kind, Measure, Region};
use crate::model::figures::{Figure, FigureDetail};
use crate::model::{DocumentReference, PlacedText};
use crate::problem::Failure;

/// A figure of a list.
pub(crate) fn figure_item(item: FigureItem, codebook: &Codebook) -> Result<Figure, Failure> {
    let sentence = PlacedText { span: span(item.sentence_span), text: item.sentence };
    figure(item.figure, reference(&item.document), sentence, codebook)
}

/// A figure of a known document.
pub(crate) fn figure_of_document(
    row: FigureRow,
    document: &DocumentBrief,
    sentence: PlacedText,
    codebook: &Codebook,
) -> Result<Figure, Failure> {
    figure(row, reference(document), sentence, codebook)
}

/// A figure with everything known about it.
pub(crate) fn figure_detail(view: FigureView, codebook: &Codebook) -> Result<FigureDetail, Failure> {
    let mut row = view.figure;
    let row_rules = std::mem::take(&mut row.rules);
    let own = sentence(view.sentence);
    Ok(FigureDetail {
        figure: figure(row, reference(&view.document), own.clone(), codebook)?,
        rules: rules(row_rules),
        sentence: own,
        sentence_before: view.before.map(sentence),
        sentence_after: view.behind.map(sentence),
        history: history(view.history),
    })
}

pub(super) fn figure(
    row: FigureRow,
    document: DocumentReference,
    sentence: PlacedText,
    codebook: &Codebook,
) -> Result<Figure, Failure> {
    let read = read_otherwise(&row);
    let fields = row.fields;
    let indicator = fields.metric.as_deref().and_then(|code| codebook.indicator(code));
    Ok(Figure {
        id: row.id.to_string(),
        document,
        span: span(row.span),
        text: row.text,
        value: fields.value,
        unit: fields.unit,
        bound: Bound::known(&fields.bound)?,
        measure: Measure::known(&fields.measure)?,
        kind: Kind::known(&fields.kind)?,
        period: fields.period,
        region: Region::known(&fields.region)?,
        metric_name: indicator.map(|indicator| indicator.name.clone()),
        metric_name_en: indicator.map(|indicator| indicator.name_en.clone()),
        metric: fields.metric,
        subject: fields.subject,
        section: row.section_path,
        sentence: sentence.text,
        sentence_span: sentence.span,
        correction: correction(row.correction, row.wrong, read),
    })
}

fn read_otherwise(row: &FigureRow) -> BTreeMap<String, String> {
    let (shown, read) = (&row.fields, &row.read);
    differences(&[
        ("value", &shown.value, &read.value),
        ("unit", &shown.unit, &read.unit),
        ("bound", &shown.bound, &read.bound),
        ("measure", &shown.measure, &read.measure),
        ("kind", &shown.kind, &read.kind),
        ("period", shown.period.as_deref().unwrap_or_default(), read.period.as_deref().unwrap_or_default()),
        ("region", &shown.region, &read.region),
        ("metric", shown.metric.as_deref().unwrap_or_default(), read.metric.as_deref().unwrap_or_default()),
        ("subject", &shown.subject, &read.subject),
    ])
}
