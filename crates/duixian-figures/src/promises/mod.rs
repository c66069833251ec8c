//! Reading promises: clauses of the plan part → actions and objects, coordination resolved, hardness.

use duixian_text::Document;

use crate::context::Context;
use crate::{Codebook, Figure, Promise};

pub(crate) fn read(
    _document: &Document,
    _codebook: &Codebook,
    _context: &Context,
    _figures: &[Figure],
) -> Vec<Promise> {
    Vec::new()
}
