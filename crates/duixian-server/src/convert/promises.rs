//! Promises as the API shows them.

use std::collections::BTreeMap;

use duixian_figures::Codebook;
use duixian_ledger::{PromiseItem, PromiseRow, PromiseView};

use super::figures::figure;
use super::{correction, differences, history, reference, rules, sentence, span};
use crate::model::DocumentReference;
use crate::model::codes::Hardness;
use crate::model::promises::{Promise, PromiseDetail};
use crate::problem::Failure;

/// A promise of a list.
pub(crate) fn promise_item(item: PromiseItem) -> Result<Promise, Failure> {
    promise(item.promise, reference(&item.document), item.sentence)
}

/// A promise with everything known about it.
pub(crate) fn promise_detail(view: PromiseView, codebook: &Codebook) -> Result<PromiseDetail, Failure> {
    let mut row = view.promise;
    let row_rules = std::mem::take(&mut row.rules);
    let document = reference(&view.document);
    // A promise's figures stand in its own sentence.
    let figures = view.figures.into_iter();
    let figures = figures.map(|row| figure(row, document.clone(), view.sentence.text.clone(), codebook));
    Ok(PromiseDetail {
        figures: figures.collect::<Result<_, _>>()?,
        promise: promise(row, document, view.sentence.text.clone())?,
        rules: rules(row_rules),
        sentence: sentence(view.sentence),
        sentence_before: view.before.map(sentence),
        sentence_after: view.behind.map(sentence),
        history: history(view.history),
    })
}

pub(super) fn promise(row: PromiseRow, document: DocumentReference, sentence: String) -> Result<Promise, Failure> {
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
        sentence,
        correction: correction(row.correction, row.wrong, read),
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
