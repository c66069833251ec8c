//! The chain of hashes over the events: each covers its event and the hash before it, so that no event can be
//! changed, taken out or put in between unnoticed. Pure.
//!
//! The hash is SM3 (GB/T 32905). Its bytes are fixed for ever; `docs/audit.md` defines them.

use sm3::{Digest, Sm3};

use crate::identity::hexadecimal;

/// An event as it stands in the database, word for word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Its place.
    pub sequence: u64,
    /// Its id.
    pub id: String,
    /// When.
    pub at: String,
    /// Who.
    pub actor: String,
    /// What kind.
    pub kind: String,
    /// The format of its body.
    pub format_version: u32,
    /// What it is about.
    pub subject: String,
    /// Whether it changes what a search can find; not covered by the hash, because it follows from the kind.
    pub touches_text: bool,
    /// Its body.
    pub body: String,
    /// Its hash, where it has one.
    pub hash: Option<String>,
}

/// The hash of an event behind another one's; the first one's predecessor is empty.
pub(crate) fn hash(before: &str, site: &str, event: &Sealed) -> String {
    let mut digest = Sm3::new();
    let mut add = |bytes: &[u8]| {
        digest.update((bytes.len() as u64).to_be_bytes());
        digest.update(bytes);
    };
    add(before.as_bytes());
    add(site.as_bytes());
    add(&event.sequence.to_be_bytes());
    // A database that keeps no character NUL keeps what stands for it.
    for text in [&event.id, &event.at, &event.actor, &event.kind] {
        add(text.replace('\0', "\u{fffd}").as_bytes());
    }
    add(&event.format_version.to_be_bytes());
    for text in [&event.subject, &event.body] {
        add(text.replace('\0', "\u{fffd}").as_bytes());
    }
    format!("sm3:{}", hexadecimal(&digest.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event() -> Sealed {
        Sealed {
            sequence: 1,
            id: "0190".to_owned(),
            at: "2026-03-02T01:00:00.000Z".to_owned(),
            actor: "甲".to_owned(),
            kind: "matter.happened".to_owned(),
            format_version: 1,
            subject: "m0".to_owned(),
            touches_text: false,
            body: "{}".to_owned(),
            hash: None,
        }
    }

    #[test]
    fn every_part_of_an_event_is_covered() {
        let first = hash("", "local", &event());
        assert_eq!(first.len(), 68);
        assert_eq!(first, hash("", "local", &event()));
        let others = [
            hash("x", "local", &event()),
            hash("", "other", &event()),
            hash("", "local", &Sealed { sequence: 2, ..event() }),
            hash("", "local", &Sealed { id: "0191".to_owned(), ..event() }),
            hash("", "local", &Sealed { at: "2026-03-02T01:00:00.001Z".to_owned(), ..event() }),
            hash("", "local", &Sealed { actor: "乙".to_owned(), ..event() }),
            hash("", "local", &Sealed { kind: "document.added".to_owned(), ..event() }),
            hash("", "local", &Sealed { format_version: 2, ..event() }),
            hash("", "local", &Sealed { subject: "m1".to_owned(), ..event() }),
            hash("", "local", &Sealed { body: "[]".to_owned(), ..event() }),
            // A letter that moves from one part to the next.
            hash("", "local", &Sealed { subject: "m".to_owned(), body: "0{}".to_owned(), ..event() }),
        ];
        for other in others {
            assert_ne!(other, first);
        }
    }

    #[test]
    fn the_hash_is_the_published_one() {
        // GB/T 32905-2016, example 1: "abc".
        let text = hexadecimal(&Sm3::digest(b"abc"));
        assert_eq!(text, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    }
}
