//! Indicators and the names they go by, from `indicators.toml`.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{CodebookError, WordTable};

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither.
    None,
}

/// An indicator (指标).
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Its stable code, e.g. `gdp`.
    pub code: String,
    /// Its Chinese name.
    pub name: String,
    /// Its English name.
    pub name_en: String,
    /// The kind of thing, e.g. `economy`, for grouping on screens.
    pub group: String,
    /// The usual unit of its level.
    pub unit: String,
    /// Which way is better.
    pub direction: Direction,
    /// Other wordings that mean the same.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Units of a level that fit it.
    #[serde(default)]
    pub units: Vec<String>,
}

/// All indicators and their names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Indicators {
    all: Vec<Indicator>,
    /// Names without quotation marks, each with its indicator.
    by_name: WordTable<u32>,
    before: WordTable<()>,
    after: WordTable<()>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    affixes: Affixes,
    indicator: Vec<Indicator>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Affixes {
    before: Vec<String>,
    after: Vec<String>,
}

impl Indicators {
    pub(super) fn parse(file: &str, text: &str) -> Result<Self, CodebookError> {
        let parsed: File = toml::from_str(text).map_err(|error| CodebookError::new(file, &error))?;
        let mut by_name = HashMap::new();
        let mut codes = HashMap::new();
        for (index, indicator) in parsed.indicator.iter().enumerate() {
            if codes.insert(indicator.code.clone(), index).is_some() {
                return Err(CodebookError::new(file, &format!("the code {} stands twice", indicator.code)));
            }
            for name in indicator.aliases.iter().chain([&indicator.name]) {
                if by_name
                    .insert(plain_name(name).into_owned(), index as u32)
                    .is_some_and(|other| other != index as u32)
                {
                    return Err(CodebookError::new(file, &format!("two indicators have the name {name}")));
                }
            }
        }
        Ok(Self {
            before: WordTable::of_starts(parsed.affixes.before.iter().map(|word| (word.as_str(), ()))),
            after: WordTable::of_ends(parsed.affixes.after.iter().map(|word| (word.as_str(), ()))),
            all: parsed.indicator,
            by_name: WordTable::of_starts(by_name.iter().map(|(name, index)| (&**name, *index))),
        })
    }

    pub(super) fn all(&self) -> &[Indicator] {
        &self.all
    }

    /// Looks the name up as it is, then with one word after another taken from its start and its end.
    pub(super) fn named(&self, name: &str) -> Option<&Indicator> {
        let name = plain_name(name);
        let mut rest = &*name;
        loop {
            if let Some(found) = self.with_any_tail(rest) {
                return Some(found);
            }
            let (length, ()) = self.before.longest(rest)?;
            rest = rest[length..].trim_start_matches('/');
        }
    }

    fn with_any_tail(&self, name: &str) -> Option<&Indicator> {
        let mut rest = name;
        loop {
            // Were all of it a name, it would be the longest that it starts with.
            if let Some((_, index)) = self.by_name.longest(rest).filter(|(length, _)| *length == rest.len()) {
                return self.all.get(index as usize);
            }
            let (length, ()) = self.after.longest(rest)?;
            rest = rest[..rest.len() - length].trim_end_matches('/');
        }
    }
}

/// A name without quotation marks, in which reports differ.
fn plain_name(name: &str) -> Cow<'_, str> {
    const MARKS: [char; 4] = ['“', '”', ' ', '_'];
    // 0xE2 leads both quotation marks; names hold few other bytes of these.
    if memchr::memchr3(0xE2, b' ', b'_', name.as_bytes()).is_none() {
        return Cow::Borrowed(name);
    }
    Cow::Owned(name.replace(MARKS, ""))
}
