//! The words of the grammar by class, from `words.toml`.

use super::CodebookError;
use super::WordTable;
use crate::context::PartWords;

/// What a word directly left of a number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LeftClass {
    Approx,
    AtLeast,
    AtMost,
    Near,
    /// The value stands: 达到, 为.
    Reach,
    Up,
    Down,
    /// 年均.
    Average,
    /// 分别, 依次, 各.
    Respectively,
    /// Says nothing of the value.
    Transparent,
    /// A verb that leads what is measured: 完成, 新增. What stands before it is no subject.
    Leading,
}

/// What a word directly right of a number and its unit says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RightClass {
    Approx,
    AtLeast,
    AtMost,
}

/// All words of the grammar.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    pub(crate) parts: PartWords,
    pub(crate) left: WordTable<LeftClass>,
    pub(crate) right: WordTable<RightClass>,
    pub(crate) rank_verbs: WordTable<()>,
    pub(crate) rank_scopes: WordTable<()>,
    pub(crate) name_behind: WordTable<()>,
    pub(crate) name_before: WordTable<()>,
    pub(crate) circles: WordTable<()>,
    /// Verbs that end what is counted.
    pub(crate) verbs: WordTable<()>,
    /// Verbs that lead what is measured, found from its start.
    pub(crate) leading: WordTable<()>,
    /// Heads that name a part of what was said before.
    pub(crate) part_heads: WordTable<()>,
    /// The same, found from their end.
    pub(crate) part_tails: WordTable<()>,
    /// Verbs behind the last of which what is measured begins.
    pub(crate) governing: WordTable<()>,
    pub(crate) prepositions: WordTable<()>,
    /// Things so general that what becomes of them belongs to what is measured.
    pub(crate) general: Vec<String>,
    pub(crate) common_names: Vec<String>,
    pub(crate) people: WordTable<()>,
    pub(crate) firms: WordTable<()>,
    pub(crate) areas: WordTable<()>,
    /// One word for two: 城乡居民.
    pub(crate) pairs: Vec<Pair>,
}

/// One word that stands for two things.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pair {
    /// The word: 城乡居民.
    pub(crate) word: String,
    /// What the two are called beside the word: 城镇, 农村.
    pub(crate) parts: [String; 2],
    /// The two written out: 城镇居民, 农村居民.
    pub(crate) full: [String; 2],
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    parts: PartWords,
    left: Left,
    right: Right,
    rank: Rank,
    name: Name,
    clause: Clause,
    pair: Vec<Pair>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Left {
    approx: Vec<String>,
    at_least: Vec<String>,
    at_most: Vec<String>,
    near: Vec<String>,
    reach: Vec<String>,
    up: Vec<String>,
    down: Vec<String>,
    average: Vec<String>,
    respectively: Vec<String>,
    transparent: Vec<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Right {
    approx: Vec<String>,
    at_least: Vec<String>,
    at_most: Vec<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Rank {
    verbs: Vec<String>,
    scopes: Vec<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Name {
    behind: Vec<String>,
    before: Vec<String>,
    circle: Vec<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Clause {
    verbs: Vec<String>,
    leading: Vec<String>,
    parts: Vec<String>,
    governing: Vec<String>,
    prepositions: Vec<String>,
    general: Vec<String>,
    common_names: Vec<String>,
    people: Vec<String>,
    firms: Vec<String>,
    areas: Vec<String>,
}

impl Words {
    pub(super) fn parse(file: &str, text: &str) -> Result<Self, CodebookError> {
        let parsed: File = toml::from_str(text).map_err(|error| CodebookError::new(file, &error))?;
        let Left { approx, at_least, at_most, near, reach, up, down, average, respectively, transparent } =
            &parsed.left;
        let classes = [
            (approx, LeftClass::Approx),
            (at_least, LeftClass::AtLeast),
            (at_most, LeftClass::AtMost),
            (near, LeftClass::Near),
            (reach, LeftClass::Reach),
            (up, LeftClass::Up),
            (down, LeftClass::Down),
            (average, LeftClass::Average),
            (respectively, LeftClass::Respectively),
            (transparent, LeftClass::Transparent),
            (&parsed.clause.leading, LeftClass::Leading),
        ];
        let right = [
            (&parsed.right.approx, RightClass::Approx),
            (&parsed.right.at_least, RightClass::AtLeast),
            (&parsed.right.at_most, RightClass::AtMost),
        ];
        Ok(Self {
            left: WordTable::of_ends(with_class(&classes)),
            right: WordTable::of_starts(with_class(&right)),
            rank_verbs: ends(&parsed.rank.verbs),
            rank_scopes: ends(&parsed.rank.scopes),
            name_behind: starts(&parsed.name.behind),
            name_before: ends(&parsed.name.before),
            circles: starts(&parsed.name.circle),
            verbs: starts(&parsed.clause.verbs),
            leading: starts(&parsed.clause.leading),
            part_heads: starts(&parsed.clause.parts),
            part_tails: ends(&parsed.clause.parts),
            governing: starts(&parsed.clause.governing),
            prepositions: starts(&parsed.clause.prepositions),
            general: parsed.clause.general,
            common_names: parsed.clause.common_names,
            people: starts(&parsed.clause.people),
            firms: ends(&parsed.clause.firms),
            areas: ends(&parsed.clause.areas),
            pairs: parsed.pair,
            parts: parsed.parts,
        })
    }
}

fn with_class<'words, Class: Copy>(
    lists: &'words [(&'words Vec<String>, Class)],
) -> impl Iterator<Item = (&'words str, Class)> {
    lists.iter().flat_map(|(words, class)| words.iter().map(|word| (word.as_str(), *class)))
}

fn starts(words: &[String]) -> WordTable<()> {
    WordTable::of_starts(words.iter().map(|word| (word.as_str(), ())))
}

fn ends(words: &[String]) -> WordTable<()> {
    WordTable::of_ends(words.iter().map(|word| (word.as_str(), ())))
}
