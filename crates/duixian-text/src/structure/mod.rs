//! Clean text → header, section tree, paragraphs, sentences. Pure; finds what it can and never fails.

use crate::{Header, Paragraph, Section, Sentence};

/// What a text's lines say of its structure.
#[derive(Default)]
pub(crate) struct Structure {
    pub(crate) header: Header,
    pub(crate) sections: Vec<Section>,
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) sentences: Vec<Sentence>,
}

pub(crate) fn structure(_clean: &str) -> Structure {
    Structure::default()
}
