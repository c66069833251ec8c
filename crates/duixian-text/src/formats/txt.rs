//! Plain text: UTF-8, UTF-16 and GB18030, found by content. The text is the file itself: nothing is repaired here.

use super::{Extracted, encoding};
use crate::{Format, ReadError};

pub(super) fn extract(bytes: &[u8]) -> Result<Extracted, ReadError> {
    let decoded = encoding::decode(bytes)?;
    Ok(Extracted { format: Format::Txt, text: decoded.text, diagnostics: decoded.diagnostics })
}
