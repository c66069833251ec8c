//! How rows are written as JSON where their own types have no such form: spans, and whole rows.

use duixian_text::Span;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::LedgerError;

/// The version of the rows' form. Rows of another version are rebuilt from the events.
pub(crate) const ROWS_VERSION: u32 = 4;

/// A row as JSON.
pub(crate) fn to_json<T: Serialize>(row: &T) -> Result<String, LedgerError> {
    serde_json::to_string(row)
        .map_err(|error| LedgerError::Damaged { reason: format!("a row cannot be written: {error}") })
}

/// A row from JSON.
pub(crate) fn from_json<T: DeserializeOwned>(json: &str) -> Result<T, LedgerError> {
    serde_json::from_str(json)
        .map_err(|error| LedgerError::Damaged { reason: format!("a row cannot be read: {error}") })
}

/// A span as `[start, end]`.
pub(crate) mod span {
    use super::{Deserialize, Deserializer, Serialize, Serializer, Span};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference to the field")]
    pub(crate) fn serialize<S: Serializer>(span: &Span, serializer: S) -> Result<S::Ok, S::Error> {
        (span.start, span.end).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Span, D::Error> {
        let (start, end) = Deserialize::deserialize(deserializer)?;
        Ok(Span { start, end })
    }
}

/// A span or none.
pub(crate) mod span_or_none {
    use super::{Deserialize, Deserializer, Serialize, Serializer, Span};

    #[expect(clippy::ref_option, reason = "serde asks for a reference to the field")]
    pub(crate) fn serialize<S: Serializer>(span: &Option<Span>, serializer: S) -> Result<S::Ok, S::Error> {
        span.map(|span| (span.start, span.end)).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Span>, D::Error> {
        let found: Option<(u32, u32)> = Deserialize::deserialize(deserializer)?;
        Ok(found.map(|(start, end)| Span { start, end }))
    }
}

/// Several spans.
pub(crate) mod spans {
    use super::{Deserialize, Deserializer, Serialize, Serializer, Span};

    pub(crate) fn serialize<S: Serializer>(spans: &[Span], serializer: S) -> Result<S::Ok, S::Error> {
        let pairs: Vec<(u32, u32)> = spans.iter().map(|span| (span.start, span.end)).collect();
        pairs.serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Span>, D::Error> {
        let found: Vec<(u32, u32)> = Deserialize::deserialize(deserializer)?;
        Ok(found.into_iter().map(|(start, end)| Span { start, end }).collect())
    }
}
