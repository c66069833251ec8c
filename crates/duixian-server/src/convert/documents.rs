//! Documents as the API shows them.

use duixian_figures::Codebook;
use duixian_ledger::{Correction, DocumentRow, DocumentView, Paragraph, Section};
use duixian_text::Span;

use super::figures::figure;
use super::promises::promise;
use super::{place, sentence, span, time};
use crate::model::codes::FileFormat;
use crate::model::documents::{Diagnostic, Document, OrphanedCorrection, OutlineEntry, ParagraphText};
use crate::model::{DocumentReference, PlacedText};
use crate::problem::Failure;

/// A document as lists show it.
pub(crate) fn document(row: DocumentRow) -> Result<Document, Failure> {
    Ok(Document {
        id: row.id.to_string(),
        name: row.name,
        format: FileFormat::known(&row.format)?,
        bytes: row.size,
        place: place(&row.header.place),
        title: row.header.title,
        year: row.header.year,
        meeting: row.header.meeting,
        date: row.header.date,
        speaker: row.header.speaker,
        figures: row.counts.figures.into(),
        promises: row.counts.promises.into(),
        length: row.counts.code_points,
        added_at: time(row.added_at),
        added_by: row.added_by,
        deleted: row.deleted_at.is_some(),
    })
}

/// A document with its text and everything read out of it.
pub(crate) fn document_view(
    view: DocumentView,
    codebook: &Codebook,
) -> Result<crate::model::documents::DocumentView, Failure> {
    let sentences = &view.text.sentences;
    let sentence_at = |index: u32, within: Span| {
        let found = sentences.get(index as usize).cloned();
        found.map_or(PlacedText { span: span(within), text: String::new() }, sentence)
    };
    let reference = own_reference(&view.document);
    let figures = view.figures.into_iter().map(|row| {
        let sentence = sentence_at(row.sentence, row.span);
        figure(row, reference.clone(), sentence, codebook)
    });
    let figures = figures.collect::<Result<_, _>>()?;
    let promises = view.promises.into_iter().map(|row| {
        let sentence = sentence_at(row.sentence, row.span);
        promise(row, reference.clone(), sentence)
    });
    let promises = promises.collect::<Result<_, _>>()?;
    let diagnostics = view.text.diagnostics.into_iter().map(|odd| Diagnostic {
        code: odd.code,
        message: odd.message,
        span: odd.span.map(span),
    });
    let diagnostics = diagnostics.collect();
    Ok(crate::model::documents::DocumentView {
        document: document(view.document)?,
        outline: view.text.sections.into_iter().zip(0..).map(outline_entry).collect(),
        paragraphs: view.text.paragraphs.into_iter().map(paragraph).collect(),
        figures,
        promises,
        diagnostics,
        orphaned_corrections: view.orphans.into_iter().map(orphan).collect(),
    })
}

fn own_reference(row: &DocumentRow) -> DocumentReference {
    DocumentReference {
        id: row.id.to_string(),
        title: row.header.title.clone().unwrap_or_else(|| row.name.clone()),
        place: place(&row.header.place),
        year: row.header.year,
    }
}

pub(super) fn outline_entry((section, index): (Section, u32)) -> OutlineEntry {
    OutlineEntry {
        index,
        parent: section.parent,
        level: section.level,
        number: section.number,
        heading: section.heading,
        span: span(section.span),
    }
}

pub(super) fn paragraph(paragraph: Paragraph) -> ParagraphText {
    ParagraphText {
        span: span(paragraph.span),
        text: paragraph.text,
        repaired: paragraph.repaired.into_iter().map(span).collect(),
        section: paragraph.section,
        is_heading: paragraph.is_heading,
    }
}

fn orphan(correction: Correction) -> OrphanedCorrection {
    let anchor = correction.anchor;
    OrphanedCorrection {
        event: correction.event.to_string(),
        subject: correction.subject.code().to_owned(),
        span: crate::model::Span { start: anchor.start, end: anchor.end },
        text: anchor.text,
        actor: correction.actor,
        reason: correction.reason,
        at: time(correction.at),
    }
}
