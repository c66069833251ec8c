//! A reading gets its ids, and the corrections find their places in it. Pure: used alike when a document is added,
//! read again, and rebuilt from the events, so that all three ways lead to the same rows.

use std::collections::HashMap;

use duixian_text::Span;

use crate::correction::{Correction, Subject, apply, find};
use crate::identity::{DocumentId, FigureId, PromiseId};
use crate::reader::{ReadDocument, ReadFigure, ReadPromise};
use crate::rows::{Counts, DocumentRow, FigureRow, PromiseRow, Reading, Text};

/// Makes the rows of a document. `corrections` are all that were ever made in it, in their order; each learns its
/// target.
pub(crate) fn settle(document: &DocumentId, read: ReadDocument, corrections: &mut [Correction]) -> Reading {
    let ReadDocument { text, figures, promises, .. } = read;
    let mut figures = figure_rows(document, &text, figures);
    let mut promises = promise_rows(document, &text, promises, &figures);

    for correction in corrections.iter_mut() {
        let anchor = &correction.anchor;
        correction.target = match correction.subject {
            Subject::Figure => find(anchor, &figures, &text.sentences).map(|row| row.id.as_str().to_owned()),
            Subject::Promise => find(anchor, &promises, &text.sentences).map(|row| row.id.as_str().to_owned()),
        };
    }
    if !corrections.is_empty() {
        for row in &mut figures {
            apply(row, corrections);
        }
        for row in &mut promises {
            apply(row, corrections);
        }
    }
    Reading { text, figures, promises }
}

/// Notes in a document's row what a reading found.
pub(crate) fn describe(row: &mut DocumentRow, read: &ReadDocument, engine_version: u32) {
    row.format.clone_from(&read.format);
    row.header = read.header.clone();
    row.engine_version = engine_version;
    row.counts = Counts {
        code_points: read.code_points,
        paragraphs: read.text.paragraphs.len() as u32,
        sentences: read.text.sentences.len() as u32,
        figures: read.figures.len() as u32,
        promises: read.promises.len() as u32,
    };
}

fn figure_rows(document: &DocumentId, text: &Text, figures: Vec<ReadFigure>) -> Vec<FigureRow> {
    let mut twins = Twins::default();
    let mut paths = SectionPaths::new(text);
    let rows = figures.into_iter().enumerate().map(|(ordinal, figure)| {
        let id = FigureId::of(document, figure.span, &figure.text, twins.next(figure.span, &figure.text));
        FigureRow {
            id,
            document: document.clone(),
            ordinal: ordinal as u32,
            span: figure.span,
            text: figure.text,
            fields: figure.fields.clone(),
            read: figure.fields,
            correction: None,
            wrong: false,
            sentence: figure.sentence,
            section_path: paths.of_sentence(figure.sentence),
            rules: figure.rules,
        }
    });
    rows.collect()
}

fn promise_rows(
    document: &DocumentId,
    text: &Text,
    promises: Vec<ReadPromise>,
    figures: &[FigureRow],
) -> Vec<PromiseRow> {
    let mut twins = Twins::default();
    let mut paths = SectionPaths::new(text);
    let rows = promises.into_iter().enumerate().map(|(ordinal, promise)| {
        let twin = twins.next(promise.span, &promise.fields.object);
        let id = PromiseId::of(document, promise.span, &promise.text, &promise.fields.object, twin);
        let carried = promise.figures.iter().filter_map(|&index| figures.get(index as usize));
        PromiseRow {
            id,
            document: document.clone(),
            ordinal: ordinal as u32,
            span: promise.span,
            text: promise.text,
            fields: promise.fields.clone(),
            read: promise.fields,
            correction: None,
            wrong: false,
            sentence: promise.sentence,
            section_path: paths.of_sentence(promise.sentence),
            figures: carried.map(|figure| figure.id.clone()).collect(),
            rules: promise.rules,
        }
    });
    rows.collect()
}

/// Counts those that share a place and words.
#[derive(Default)]
pub(crate) struct Twins {
    seen: HashMap<(Span, String), u32>,
}

impl Twins {
    pub(crate) fn next(&mut self, span: Span, words: &str) -> u32 {
        let count = self.seen.entry((span, words.to_owned())).or_default();
        *count += 1;
        *count - 1
    }
}

/// Headings of sentences; neighbours mostly share them.
struct SectionPaths<'text> {
    text: &'text Text,
    last: Option<(Option<u32>, Vec<String>)>,
}

impl<'text> SectionPaths<'text> {
    fn new(text: &'text Text) -> Self {
        Self { text, last: None }
    }

    fn of_sentence(&mut self, sentence: u32) -> Vec<String> {
        let section = self.text.sentences.get(sentence as usize).and_then(|found| found.section);
        if let Some((known, path)) = &self.last
            && *known == section
        {
            return path.clone();
        }
        let path: Vec<String> = self.text.section_path(section).into_iter().map(str::to_owned).collect();
        self.last = Some((section, path.clone()));
        path
    }
}
