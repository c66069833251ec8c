//! Promises as the API shows them.

use std::collections::BTreeMap;

use duixian_figures::Codebook;
use duixian_ledger::{PromiseItem, PromiseRow, PromiseView};

use super::figures::figure;
use super::{correction, differences, history, reference, rules, sentence, span};
use crate::model::codes::Hardness;
use crate::model::promises::{Promise, PromiseDetail, PromiseField, PromiseFields};
use crate::model::{DocumentReference, PlacedText};
use crate::problem::Failure;

/// A promise of a list.
pub(crate) fn promise_item(item: PromiseItem) -> Result<Promise, Failure> {
    let sentence = PlacedText { span: span(item.sentence_span), text: item.sentence };
    promise(item.promise, reference(&item.document), sentence)
}

/// A promise with everything known about it.
pub(crate) fn promise_detail(view: PromiseView, codebook: &Codebook) -> Result<PromiseDetail, Failure> {
    let mut row = view.promise;
    let row_rules = std::mem::take(&mut row.rules);
    let document = reference(&view.document);
    // A promise's figures stand in its own sentence.
    let figures = view.figures.into_iter();
    let own = sentence(view.sentence);
    let figures = figures.map(|row| figure(row, document.clone(), own.clone(), codebook));
    Ok(PromiseDetail {
        figures: figures.collect::<Result<_, _>>()?,
        promise: promise(row, document, own.clone())?,
        rules: rules(row_rules),
        sentence: own,
        sentence_before: view.before.map(sentence),
        sentence_after: view.behind.map(sentence),
        history: history(view.history),
    })
}

pub(super) fn promise(row: PromiseRow, document: DocumentReference, sentence: PlacedText) -> Result<Promise, Failure> {
    let read = read_otherwise(&row);
    let fields = row.fields;
    Ok(Promise {
        id: row.id.to_string(),
        document,
        span: span(row.span),
        text: row.text,
        action: fields.action,
        object: fields.object,
        hardness: Hardness::known(&fields.hardness)?,
        field: fields.field,
        period: fields.period,
        figures: row.figures.iter().map(ToString::to_string).collect(),
        section: row.section_path,
        sentence: sentence.text,
        sentence_span: sentence.span,
        correction: correction(row.correction, row.wrong, read),
        task: None,
    })
}

fn read_otherwise(row: &PromiseRow) -> BTreeMap<String, String> {
    let (shown, read) = (&row.fields, &row.read);
    differences(&[
        ("action", &shown.action, &read.action),
        ("object", &shown.object, &read.object),
        ("hardness", &shown.hardness, &read.hardness),
        ("field", &shown.field, &read.field),
        ("period", shown.period.as_deref().unwrap_or_default(), read.period.as_deref().unwrap_or_default()),
    ])
}

/// The fields of work with how many promises each has.
pub(crate) fn promise_fields(found: Vec<(String, u64)>) -> PromiseFields {
    let items = found.into_iter().map(|(field, promises)| PromiseField { field, promises });
    PromiseFields { items: items.collect() }
}
