//! Bytes of any supported format → [`Document`]: clean text with its structure, and a map back to the original.
//!
//! This crate never touches a file, the network or a clock.
//! The way is always the same: [`extract`] turns bytes into plain text, `clean` repairs that text reversibly,
//! `structure` finds its header, sections, paragraphs and sentences.
//!
//! - *original text* (原文): what the format holds, as `duixian read --format text` prints it;
//! - *clean text* (净文): the original after repairs; everything above this crate reads clean text.

mod clean;
mod document;
mod error;
mod formats;
mod map;
mod span;
mod structure;

pub use document::{Diagnostic, Document, Format, Header, Paragraph, Place, Section, Sentence};
pub use error::ReadError;
pub use formats::{Extracted, MAX_FILE_BYTES, WordPiece, WordText, extract, trace_word};
pub use map::OffsetMap;
pub use span::{ByteSpan, Span};

/// Reads a file's bytes into a document: extraction, repairs, structure.
///
/// # Errors
/// When the bytes are no supported format, are damaged beyond reading, or exceed a limit.
/// Odd content inside a readable file is a [`Diagnostic`] of the document, never an error.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    Ok(Document::from_extracted(extract(bytes)?))
}
