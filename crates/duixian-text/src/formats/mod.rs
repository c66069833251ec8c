//! One module a format: bytes → original text. `extract` chooses by content, never by a file's name.

mod txt;

use crate::{Diagnostic, Format, ReadError};

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
    txt::extract(bytes)
}
