//! What holds for a whole stretch of text: which part of the report it is, and the years it speaks of.

use duixian_text::Document;

use crate::{Codebook, Kind};

/// The part of a report a paragraph stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Title, greeting and whatever stands before the first part.
    Opening,
    /// What was done (工作回顾).
    Review,
    /// What is wrong, what was hard.
    Problems,
    /// What will be done (工作安排), with the expected goals and the government's own improvement.
    Plan,
    /// Thanks and appeals.
    Ceremony,
}

/// The decisions that hold for stretches of one document, made once.
#[derive(Clone, Debug)]
pub(crate) struct Context {
    /// The part of each paragraph.
    parts: Vec<Part>,
    /// The year reviewed, if the text tells it.
    pub(crate) review_year: Option<u16>,
    /// The year planned, if the text tells it.
    pub(crate) plan_year: Option<u16>,
}

impl Context {
    pub(crate) fn new(document: &Document, _codebook: &Codebook) -> Self {
        let parts = vec![Part::Review; document.paragraphs.len()];
        let plan_year = document.header.year;
        Self { parts, review_year: plan_year.map(|year| year - 1), plan_year }
    }

    /// The part that a paragraph stands in.
    pub(crate) fn part(&self, paragraph: u32) -> Part {
        self.parts.get(paragraph as usize).copied().unwrap_or(Part::Opening)
    }

    /// Whether a paragraph asserts or promises.
    pub(crate) fn kind(&self, paragraph: u32) -> Kind {
        if self.part(paragraph) == Part::Plan { Kind::Target } else { Kind::Fact }
    }
}
