//! The words of `codebook/compare.toml`. It holds words and their classes, never a rule.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

const FILE: &str = include_str!("../../../../codebook/compare.toml");

#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    plain: Vec<String>,
    general: Vec<String>,
    preliminary: Vec<String>,
    against: Vec<String>,
    moves: Vec<String>,
    usual_bases: Vec<String>,
    rank_scopes: Vec<String>,
    classifiers: Vec<String>,
    areas: Vec<(String, String)>,
    act: Vec<Group>,
    mark: Vec<Group>,
    way: Vec<Way>,
}

#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    #[expect(dead_code, reason = "it is for those who read the file")]
    name: String,
    words: Vec<String>,
}

/// A way of counting.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Way {
    pub(super) name: String,
    pub(super) name_en: String,
    words: Vec<String>,
}

/// What a word in a figure's surroundings is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Sense {
    /// What is done with the thing: the group's number.
    Act(u8),
    /// What narrows the thing down: the group's number.
    Mark(u8),
    /// Nothing.
    Plain,
}

/// All words of comparisons.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    finder: Option<AhoCorasick>,
    senses: Vec<Sense>,
    general: Vec<String>,
    preliminary: Vec<String>,
    ways: Vec<Way>,
    /// Words before what a number is measured against, words that end it, and what is meant anyway.
    pub(super) against: Vec<String>,
    pub(super) moves: Vec<String>,
    pub(super) usual_bases: Vec<String>,
    /// The orders that ranks stand in.
    pub(super) rank_scopes: Vec<String>,
    /// Classifiers that are used for each other.
    pub(super) classifiers: Vec<String>,
    /// The last character of a place's name, and what its reports call the whole of it.
    areas: Vec<(String, String)>,
}

impl Words {
    /// The words that ship with Duixian; a test holds that the file parses.
    pub(super) fn standard() -> &'static Self {
        static STANDARD: OnceLock<Words> = OnceLock::new();
        STANDARD.get_or_init(|| Self::parse(FILE).unwrap_or_default())
    }

    fn parse(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let numbered = |groups: &[Group], sense: fn(u8) -> Sense| -> Vec<(String, Sense)> {
            let words = groups
                .iter()
                .zip(0..)
                .flat_map(|(group, number)| group.words.iter().map(move |word| (word.clone(), sense(number))));
            words.collect()
        };
        let plain = file.plain.into_iter().map(|word| (word, Sense::Plain));
        let all = numbered(&file.act, Sense::Act).into_iter().chain(numbered(&file.mark, Sense::Mark)).chain(plain);
        let (words, senses): (Vec<_>, Vec<_>) = all.unzip();
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&words);
        Ok(Self {
            finder: Some(finder.map_err(|error| error.to_string())?),
            senses,
            general: file.general,
            preliminary: file.preliminary,
            ways: file.way,
            against: file.against,
            moves: file.moves,
            usual_bases: file.usual_bases,
            rank_scopes: file.rank_scopes,
            classifiers: file.classifiers,
            areas: file.areas,
        })
    }

    /// The words of a text in order: where they stand and what they are.
    pub(super) fn find<'text>(&'text self, text: &'text str) -> impl Iterator<Item = (usize, usize, Sense)> + 'text {
        let found = self.finder.iter().flat_map(move |finder| finder.find_iter(text));
        found.filter_map(|found| Some((found.start(), found.end(), *self.senses.get(found.pattern().as_usize())?)))
    }

    /// Whether a thing is so general that its name does not tell which one is meant.
    pub(super) fn is_general(&self, thing: &str) -> bool {
        self.general.iter().any(|word| word == thing)
    }

    /// The first word of a text that says that its numbers are preliminary.
    pub(super) fn preliminary_in<'text>(&self, text: &'text str) -> Option<&'text str> {
        self.preliminary.iter().find_map(|word| text.find(word.as_str()).map(|at| &text[at..at + word.len()]))
    }

    /// The whole area that a text names, if it is not that of a place.
    pub(super) fn other_area<'words>(&'words self, text: &str, place: &str) -> Option<&'words str> {
        let (last, area) = self.areas.iter().find(|(_, area)| text.contains(area.as_str()))?;
        (!place.is_empty() && !place.ends_with(last.as_str())).then_some(area)
    }

    /// The way of counting that a text names.
    pub(super) fn way_in(&self, text: &str) -> Option<&Way> {
        self.ways.iter().find(|way| way.words.iter().any(|word| text.contains(word.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_words_are_sound() {
        let words = Words::parse(FILE).expect("the file parses");
        let senses: Vec<Sense> = words.find("全区新改建市级道路").map(|(_, _, sense)| sense).collect();
        assert!(matches!(senses[..], [Sense::Plain, Sense::Act(_), Sense::Mark(_)]), "{senses:?}");
        assert!(words.is_general("项目") && !words.is_general("充电桩"));
        assert_eq!(words.preliminary_in("预计全年增长"), Some("预计"));
    }
}
