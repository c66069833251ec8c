//! Reading promises: clauses of the plan part → actions and objects, coordination resolved, hardness.
//!
//! Holds the grammar; every word it knows is data of the codebook. Never looks outside the plan part.
//! What an item is and what each rule means is defined in `docs/promises.md`.

mod actions;
mod amounts;
mod clauses;
mod drafts;
mod hardness;
mod heads;
mod marks;
mod members;
mod objects;
mod phrases;
mod pieces;
mod sections;
mod shares;
mod sight;
mod statements;
mod subjects;

pub(crate) use actions::Actions;
use duixian_text::Document;

use crate::context::{Context, Part};
use crate::scan::Scan;
use crate::{Codebook, Figure, Promise};

pub(crate) fn read(
    document: &Document,
    codebook: &Codebook,
    context: &Context,
    scan: &Scan,
    figures: &[Figure],
) -> Vec<Promise> {
    let Some(actions) = codebook.actions() else { return Vec::new() };
    let mut plan = sections::Plan::new(document, actions);
    let mut reader = clauses::Reader::new(document, actions, scan);
    for (index, sentence) in document.sentences.iter().enumerate() {
        if context.part(sentence.paragraph) == Part::Plan
            && let Some(stance) = plan.stance(index)
        {
            reader.read_sentence(index as u32, stance, context.period(sentence.paragraph));
        }
    }
    drafts::write(&document.clean, &reader.drafts, figures, actions)
}
