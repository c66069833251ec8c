//! One report together with what was read out of it. It holds no decision of its own.

use duixian_figures::{Figure, Promise, Reading};
use duixian_text::Document;

/// A document and its reading: what every function of this crate works on.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The text and its structure.
    pub document: &'a Document,
    /// The figures and promises read out of it.
    pub reading: &'a Reading,
}

impl<'a> Source<'a> {
    /// The sentence's clean text; empty where there is no such sentence.
    pub fn sentence(self, index: u32) -> &'a str {
        self.document.sentences.get(index as usize).map_or("", |sentence| self.document.text(sentence.span))
    }

    /// The figure as printed, with unit and bound word: `30.24亿元`, `8%左右`.
    pub fn printed(self, figure: &Figure) -> &'a str {
        self.document.text(figure.span)
    }

    /// The figures that a promise names.
    pub fn figures_of(self, promise: &'a Promise) -> impl Iterator<Item = &'a Figure> {
        promise.figures.iter().filter_map(move |&index| self.reading.figures.get(index as usize))
    }
}
