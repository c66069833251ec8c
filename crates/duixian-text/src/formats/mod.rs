//! One module a format: bytes → original text. `extract` chooses by content, never by a file's name.

mod archive;
mod detect;
mod doc;
mod docx;
mod encoding;
mod fields;
mod flow;
mod html;
mod line;
mod numbering;
mod ofd;
mod pdf;
mod txt;
mod xml;

use crate::{Diagnostic, Format, ReadError};
use detect::Kind;
pub use docx::{WordPiece, WordText};

/// The largest file that is read: 64 MB.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// The original text of a file, paragraphs separated by one line break.
#[derive(Clone, Debug)]
pub struct Extracted {
    /// The format found.
    pub format: Format,
    /// The text. For [`Format::Txt`] it is the file itself, decoded.
    pub text: String,
    /// What was odd.
    pub diagnostics: Vec<Diagnostic>,
}

/// Finds the format of `bytes` by content and takes the text out.
///
/// # Errors
/// See [`ReadError`]; each says what to try.
pub fn extract(bytes: &[u8]) -> Result<Extracted, ReadError> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(ReadError::TooLarge { found: bytes.len() as u64, limit: MAX_FILE_BYTES });
    }
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    let extracted = match detect::detect(bytes) {
        Kind::Pdf => pdf::extract(bytes),
        Kind::Zip => extract_from_zip(bytes),
        Kind::CompoundFile => doc::extract(bytes),
        Kind::Html => html::extract(bytes),
        Kind::Text => txt::extract(bytes),
        Kind::Other(found) => Err(ReadError::Unsupported { found: found.to_owned() }),
    }?;
    if extracted.text.trim_matches(is_blank).is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(extracted)
}

/// Takes the text out of a Word 2007 document as [`extract`] does, and keeps where each character stands in the file.
///
/// # Errors
/// As [`extract`]; another format is [`ReadError::Unsupported`].
pub fn trace_word(bytes: &[u8]) -> Result<WordText, ReadError> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(ReadError::TooLarge { found: bytes.len() as u64, limit: MAX_FILE_BYTES });
    }
    let kind = archive::kind(bytes)?;
    if kind != Format::Docx {
        return Err(ReadError::Unsupported { found: kind.to_string() });
    }
    docx::trace(archive::Archive::open(bytes, kind)?)
}

/// A zip archive is a Word document or an OFD; its entries tell which.
fn extract_from_zip(bytes: &[u8]) -> Result<Extracted, ReadError> {
    let kind = archive::kind(bytes)?;
    let archive = archive::Archive::open(bytes, kind)?;
    match kind {
        Format::Ofd => ofd::extract(archive),
        _ => docx::extract(archive),
    }
}

/// White space, a byte order mark or a NUL: nothing to read.
fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{feff}' | '\0')
}

/// A file of `format` that is broken; `reason` says where.
fn damaged(format: Format, reason: impl Into<String>) -> ReadError {
    ReadError::Damaged { format, reason: reason.into() }
}

/// A file of `format` that goes beyond a safety limit.
fn beyond(format: Format, reason: impl Into<String>) -> ReadError {
    ReadError::Limit { format, reason: reason.into() }
}

/// A note on something odd that has no place of its own in the text.
fn note(code: &'static str, message: impl Into<String>) -> Diagnostic {
    Diagnostic { code, message: message.into(), span: None }
}
