//! PDF with a text layer: its pages' glyphs become lines, columns and paragraphs in reading order.
//!
//! lopdf opens the file; everything about text is done here. A page is never rendered, and pictures are never looked
//! into: a scanned page without a text layer is reported as such.

// Counts of characters and pages stay far below 2^23, and places on a page are rounded to points anyway.
#![allow(clippy::cast_precision_loss, clippy::cast_sign_loss)]
// CMap, ToUnicode, Adobe-GB1: words of the standard, not of this code.
#![allow(clippy::doc_markdown)]

mod cmap;
mod content;
mod file;
mod font;
mod furniture;
mod geometry;
mod layout;
mod lexer;
mod paragraphs;
mod predefined;
mod simple_encoding;

use content::Painter;
use file::File;
use layout::PageRuns;

use super::Extracted;
use crate::{Diagnostic, Format, ReadError};

/// What the pages left out, in characters.
#[derive(Default)]
struct Tally {
    unmapped: usize,
    marked_artifacts: usize,
    damaged_streams: usize,
    turned: usize,
    invisible: usize,
}

pub(super) fn extract(bytes: &[u8]) -> Result<Extracted, ReadError> {
    let file = File::open(bytes)?;
    let mut painter = Painter::new(&file);
    let mut tally = Tally::default();
    let mut pages = Vec::new();
    for page in file.pages()? {
        let drawn = painter.draw(&page)?;
        tally.unmapped += drawn.unmapped;
        tally.marked_artifacts += drawn.marked_artifacts;
        tally.damaged_streams += drawn.damaged_streams;
        let runs = PageRuns::new(drawn, page.bounds);
        tally.turned += runs.left_out.turned;
        tally.invisible += runs.left_out.invisible;
        pages.push(runs);
    }
    let removed = furniture::remove(&mut pages);
    let blocks: Vec<layout::Block> = pages.iter().flat_map(layout::blocks).collect();
    let text = paragraphs::text(&blocks);
    if text.trim().is_empty() {
        return Err(without_text(&tally));
    }
    Ok(Extracted { format: Format::Pdf, text, diagnostics: diagnostics(&tally, removed) })
}

/// Pages that draw characters, but all of them from streams that are broken, are damaged; else there was no text.
fn without_text(tally: &Tally) -> ReadError {
    if tally.damaged_streams > 0 {
        let reason = format!("{} of its content streams cannot be unpacked", tally.damaged_streams);
        return ReadError::Damaged { format: Format::Pdf, reason };
    }
    ReadError::NoTextLayer { format: Format::Pdf }
}

fn diagnostics(tally: &Tally, removed: furniture::Removed) -> Vec<Diagnostic> {
    let found = [
        (tally.unmapped, "pdf-unmapped-characters", "characters without a Unicode value were left out"),
        (tally.damaged_streams, "pdf-damaged-streams", "content streams could not be unpacked and were left out"),
        (tally.turned, "pdf-turned-text", "characters that run across the page (watermarks, stamps) were left out"),
        (tally.invisible, "pdf-invisible-text", "characters without ink were left out"),
        (
            tally.marked_artifacts,
            "pdf-marked-artifacts",
            "characters marked as header, footer or watermark were left out",
        ),
        (removed.page_numbers, "pdf-page-numbers", "page numbers were left out"),
        (removed.running_heads, "pdf-running-heads", "lines of running heads were left out"),
    ];
    found
        .into_iter()
        .filter(|(count, _, _)| *count > 0)
        .map(|(count, code, what)| Diagnostic { code, message: format!("{count} {what}"), span: None })
        .collect()
}
