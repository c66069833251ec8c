//! [`Document`](duixian_text::Document) → [`Figure`]s (数据) and [`Promise`]s (承诺), by a codebook and a grammar.
//!
//! This crate knows no district, no year and no system by name: all words are data of the [`Codebook`].
//! The meaning of every field is defined in `docs/figures.md` and `docs/promises.md`.
//! No I/O, no clock, no float: the same document and codebook give the same reading, byte for byte.

mod codebook;
mod context;
mod figure;
mod figures;
mod promise;
mod promises;
mod scan;

pub use codebook::{Codebook, CodebookError, Direction, Indicator};
pub use context::Part;
pub use figure::{Bound, Decimal, Figure, Kind, Measure, Period, Region, RuleTrace, Value};
pub use promise::{Hardness, Promise};

use duixian_text::Document;

/// Version of the reading rules. A ledger re-reads documents that an older version read.
pub const ENGINE_VERSION: u32 = 1;

/// Everything read out of one document, in order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The figures (数据).
    pub figures: Vec<Figure>,
    /// The promises (承诺).
    pub promises: Vec<Promise>,
}

/// What holds for a paragraph as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The part of the report it stands in.
    pub part: Part,
    /// The period it speaks of where a sentence names none.
    pub period: Option<Period>,
}

/// What holds for each paragraph, in the order of [`Document::paragraphs`].
pub fn passages(document: &Document, codebook: &Codebook) -> Vec<Passage> {
    let context = context::Context::new(document, codebook);
    let passage = |paragraph| Passage { part: context.part(paragraph), period: context.period(paragraph) };
    (0..document.paragraphs.len() as u32).map(passage).collect()
}

/// Reads the figures and promises of a document.
pub fn read(document: &Document, codebook: &Codebook) -> Reading {
    let context = context::Context::new(document, codebook);
    let scan = scan::Scan::of(&document.clean, codebook.tellings());
    let figures = figures::read(document, codebook, &context, &scan);
    let promises = promises::read(document, codebook, &context, &scan, &figures);
    Reading { figures, promises }
}
