//! Reading figures: numbers → quantities → their fields.

use duixian_text::Document;

use crate::context::Context;
use crate::{Codebook, Figure};

pub(crate) fn read(_document: &Document, _codebook: &Codebook, _context: &Context) -> Vec<Figure> {
    Vec::new()
}
