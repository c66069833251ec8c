//! Ids: short, stable, safe in a URL, and made from what they name, so that a rebuilt ledger has the same ones.

use std::fmt;

use duixian_text::Span;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::{LedgerError, What};

/// Letters of an id: digits and small letters without `i l o u`, which are misread.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Letters behind an id's first: 60 bits.
const LENGTH: usize = 12;

macro_rules! id_type {
    ($name:ident, $first:literal, $what:expr, $doc:literal) => {
        #[doc = $doc]
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $name(String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Takes an id from outside.
            pub fn parse(id: &str) -> Result<Self, LedgerError> {
                let rest = id.strip_prefix($first).unwrap_or_default();
                let is_id = rest.len() == LENGTH && rest.bytes().all(|byte| LETTERS.contains(&byte));
                if is_id {
                    Ok(Self(id.to_owned()))
                } else {
                    let shown = id.chars().take(40).collect();
                    Err(LedgerError::BadId { what: $what, id: shown })
                }
            }

            fn from_parts(parts: &[&[u8]]) -> Self {
                Self(name($first, parts))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    };
}

id_type!(DocumentId, 'd', What::Document, "Names a document (文档); made from its bytes.");
id_type!(FigureId, 'f', What::Figure, "Names a figure (数据); made from its document, place and words.");
id_type!(PromiseId, 'p', What::Promise, "Names a promise (承诺); made from its document, place, words and object.");

impl DocumentId {
    /// The id of the document with these bytes.
    pub fn of(content: &ContentHash) -> Self {
        Self::from_parts(&[content.as_str().as_bytes()])
    }
}

impl FigureId {
    /// `ordinal` tells figures apart that share a place and words (各143件).
    pub(crate) fn of(document: &DocumentId, span: Span, text: &str, ordinal: u32) -> Self {
        let place = place(span);
        Self::from_parts(&[document.0.as_bytes(), &place, text.as_bytes(), &ordinal.to_le_bytes()])
    }
}

impl PromiseId {
    /// `ordinal` tells promises apart that share a place, words and object.
    pub(crate) fn of(document: &DocumentId, span: Span, text: &str, object: &str, ordinal: u32) -> Self {
        let place = place(span);
        Self::from_parts(&[document.0.as_bytes(), &place, text.as_bytes(), object.as_bytes(), &ordinal.to_le_bytes()])
    }
}

/// Names a file's content: `sha256:` and 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ContentHash(String);

impl ContentHash {
    /// The hash of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        let digest = Sha256::digest(bytes);
        Self(format!("sha256:{}", hexadecimal(&digest)))
    }

    /// The hash as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes a hash from outside.
    ///
    /// # Errors
    /// When it is not written as hashes are.
    pub fn parse(text: &str) -> Result<Self, LedgerError> {
        let digits = text.strip_prefix("sha256:").unwrap_or_default();
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if digits.len() == 64 && digits.bytes().all(is_digit) {
            Ok(Self(text.to_owned()))
        } else {
            Err(LedgerError::BadId { what: What::File, id: text.chars().take(40).collect() })
        }
    }

    pub(crate) fn from_stored(text: String) -> Self {
        Self(text)
    }
}

/// Names an event: a UUID of version 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EventId(uuid::Uuid);

impl EventId {
    /// A new id at a moment.
    pub(crate) fn at(now: jiff::Timestamp) -> Self {
        let milliseconds = u64::try_from(now.as_millisecond()).unwrap_or_default();
        let seconds = milliseconds / 1000;
        let nanoseconds = (milliseconds % 1000) as u32 * 1_000_000;
        Self(uuid::Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanoseconds)))
    }

    /// The id of a matter that nothing else names: made from this id, which no other event has.
    pub(crate) fn matter(self) -> duixian_matters::matter::MatterId {
        duixian_matters::matter::MatterId(name('m', &[self.0.as_bytes()]))
    }

    /// Takes an id from outside.
    pub fn parse(id: &str) -> Result<Self, LedgerError> {
        let bad = || LedgerError::BadId { what: What::Correction, id: id.chars().take(40).collect() };
        uuid::Uuid::try_parse(id).map(Self).map_err(|_| bad())
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0.as_hyphenated())
    }
}

/// Names a site, whose ledger shares nothing with another site's: small letters, digits and `-`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Site(String);

impl Site {
    /// Takes a site's name from outside.
    pub fn parse(name: &str) -> Result<Self, LedgerError> {
        let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if !name.is_empty() && name.len() <= 40 && name.bytes().all(is_letter) {
            Ok(Self(name.to_owned()))
        } else {
            Err(LedgerError::BadId { what: What::Site, id: name.chars().take(40).collect() })
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Site {
    /// The one site of a ledger on one's own machine.
    fn default() -> Self {
        Self("local".to_owned())
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn place(span: Span) -> [u8; 8] {
    let (start, end) = (span.start.to_le_bytes(), span.end.to_le_bytes());
    [start[0], start[1], start[2], start[3], end[0], end[1], end[2], end[3]]
}

fn name(first: char, parts: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    let digest = digest.finalize();
    let mut bits = digest.iter().take(8).fold(0_u64, |bits, &byte| bits << 8 | u64::from(byte));
    let mut name = String::with_capacity(1 + LENGTH);
    name.push(first);
    for _ in 0..LENGTH {
        name.push(char::from(LETTERS[(bits & 31) as usize]));
        bits >>= 5;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_from_what_they_name_and_parse_again() {
        let document = DocumentId::of(&ContentHash::of(b"report"));
        assert_eq!(document, DocumentId::of(&ContentHash::of(b"report")));
        assert_ne!(document, DocumentId::of(&ContentHash::of(b"another report")));
        assert_eq!(DocumentId::parse(document.as_str()), Ok(document.clone()));

        let span = Span { start: 3, end: 7 };
        let first = FigureId::of(&document, span, "143件", 0);
        let second = FigureId::of(&document, span, "143件", 1);
        assert_ne!(first, second);
        assert_eq!(FigureId::parse(first.as_str()), Ok(first));
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for bad in ["", "d", "d00000000000o", "f000000000000", "d0000000000000", "d../../etc/pa", "D000000000000"] {
            assert!(DocumentId::parse(bad).is_err(), "{bad}");
        }
        assert!(Site::parse("Local").is_err());
        assert!(Site::parse("").is_err());
        assert!(ContentHash::parse(ContentHash::of(b"").as_str()).is_ok());
        for bad in ["", "sha256:", "sha256:../../etc/passwd", &ContentHash::of(b"").as_str().to_uppercase()] {
            assert!(ContentHash::parse(bad).is_err(), "{bad}");
        }
        assert!(EventId::parse("7").is_err());
    }

    #[test]
    fn a_content_hash_is_the_published_one() {
        let empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(ContentHash::of(b"").as_str(), empty);
    }
}
