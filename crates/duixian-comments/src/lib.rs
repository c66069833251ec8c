//! A document as Word with comments at its places, so that findings are seen in Word or WPS.
//!
//! A Word document comes back as the same file: formatting, pictures, headers and every other part stay byte for byte,
//! only the comments are added. Any other format comes back as a plain, well-made Word document.
//! This crate has no clock and touches no file; the same input gives the same bytes.

mod anchors;
mod error;
mod markup;
mod package;
mod part;
mod places;
mod plain;
mod word;

pub use error::Error;

use duixian_text::{Document, Format, Span};
use jiff::civil::DateTime;

/// A comment at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comment {
    /// The words it is about, in code points of the document's original text.
    pub span: Span,
    /// Who says it.
    pub author: String,
    /// The author's initials, which Word shows beside the mark.
    pub initials: String,
    /// When it was said, by the author's clock.
    pub date: Option<DateTime>,
    /// What is said, one string a paragraph.
    pub text: Vec<String>,
}

/// The document as a Word file with the comments.
///
/// `original` is the file that the document was read from, if it is at hand; a Word 2007 file is kept as it is.
/// A comment whose place is no text of the file (a label of a list, a break) stands at its paragraph.
///
/// # Errors
/// When `original` is a damaged Word file, or not the one that the document was read from.
pub fn commented(document: &Document, original: Option<&[u8]>, comments: &[Comment]) -> Result<Vec<u8>, Error> {
    match original {
        Some(bytes) if document.format == Format::Docx => word::put_in(bytes, &document.original, comments),
        _ => plain::commented(document, comments),
    }
}
