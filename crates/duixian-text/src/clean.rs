//! Repairs of text that printing, copying and converting have damaged. Every repair is reversible through the map.

use crate::map::Builder;
use crate::{Diagnostic, OffsetMap};

/// Repairs `original` and reports what was repaired.
pub(crate) fn clean(original: &str, _diagnostics: &mut Vec<Diagnostic>) -> (String, OffsetMap) {
    Builder::new(original).finish()
}
