//! The words of `codebook/threads.toml`: stages, levels, wordings of one thing, words that tell nothing, common words.
//!
//! It holds words and their classes, never a rule.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

const FILE: &str = include_str!("../../../codebook/threads.toml");
const LEXICON: &str = include_str!("../../../codebook/lexicon.toml");

/// How far a thing has come, as an index into the file's stages: a later stage is further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stage(pub u8);

/// The stages that rules name, by their place in the file; a test holds that they are these.
pub(crate) const PLANNED: Stage = Stage(0);
pub(crate) const STARTED: Stage = Stage(1);
pub(crate) const MOVING: Stage = Stage(2);
pub(crate) const FRAMED: Stage = Stage(3);
pub(crate) const FINISHED: Stage = Stage(4);

/// A stage as declared.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageWords {
    /// Its stable code.
    pub code: String,
    /// Its Chinese name.
    pub name: String,
    /// Its English name.
    pub name_en: String,
    words: Vec<String>,
}

#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    stage: Vec<StageWords>,
    words: WordLists,
    level: Vec<Level>,
    same: Vec<Same>,
    function: Function,
}

/// Lists of words, each with the use that the file's comment tells.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordLists {
    pub(crate) coming: Vec<String>,
    pub(crate) lacking: Vec<String>,
    pub(crate) shortfall: Vec<String>,
    pub(crate) attainment: Vec<String>,
    pub(crate) beyond: Vec<String>,
    pub(crate) part: Vec<String>,
    pub(crate) fractions: Vec<String>,
    pub(crate) of_the_work: Vec<String>,
    pub(crate) finish_verbs: Vec<String>,
    pub(crate) start_verbs: Vec<String>,
    pub(crate) single_verbs: Vec<String>,
    pub(crate) end_words: Vec<String>,
    pub(crate) revival: Vec<String>,
    pub(crate) limit: Vec<String>,
    pub(crate) falling: Vec<String>,
    pub(crate) shrinking: Vec<String>,
    pub(crate) work_verbs: Vec<String>,
    pub(crate) works_nouns: Vec<String>,
    pub(crate) aims: Vec<String>,
    pub(crate) country: String,
}

#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Level {
    words: Vec<String>,
}

#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Same {
    rarity: u8,
    groups: Vec<Vec<String>>,
}

#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Function {
    words: Vec<String>,
}

#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Lexicon {
    grade: Vec<Grade>,
}

#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Grade {
    rarity: u8,
    words: String,
}

/// `codebook/threads.toml` or `codebook/lexicon.toml` cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("threads.toml or lexicon.toml: {0}")]
pub(crate) struct WordsError(String);

/// What a word of a text is; rarities are in twentieths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A wording of one thing: the group's number.
    Same { group: u16, rarity: u8 },
    /// A common word: its number.
    Word { number: u16, rarity: u8 },
    /// A word of grammar or of work reports' manner, which tells nothing: its number.
    Function(u16),
}

/// A table of words with what each means, looked for from left to right, the longest first.
#[derive(Clone, Debug)]
struct Finder<Meaning> {
    finder: Option<AhoCorasick>,
    meanings: Vec<Meaning>,
}

impl<Meaning: Copy> Finder<Meaning> {
    fn new<'word>(words: impl Iterator<Item = (&'word str, Meaning)>) -> Result<Self, WordsError> {
        let (words, meanings): (Vec<_>, Vec<_>) = words.unzip();
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&words)
            .map_err(|error| WordsError(error.to_string()))?;
        Ok(Self { finder: Some(finder), meanings })
    }

    fn find<'text>(&'text self, text: &'text str) -> impl Iterator<Item = (usize, usize, Meaning)> + 'text {
        self.finder
            .iter()
            .flat_map(move |finder| finder.find_iter(text))
            .map(|found| (found.start(), found.end(), self.meanings[found.pattern().as_usize()]))
    }
}

impl<Meaning> Default for Finder<Meaning> {
    fn default() -> Self {
        Self { finder: None, meanings: Vec::new() }
    }
}

/// All words of links and verdicts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    pub(crate) lists: WordLists,
    stages: Vec<StageWords>,
    stage_finder: Finder<Stage>,
    level_finder: Finder<u8>,
    piece_finder: Finder<Piece>,
}

impl Words {
    /// The words that ship with Duixian; a test holds that the file parses.
    pub(crate) fn standard() -> &'static Self {
        static STANDARD: OnceLock<Words> = OnceLock::new();
        STANDARD.get_or_init(|| Self::parse(FILE, LEXICON).unwrap_or_default())
    }

    fn parse(text: &str, lexicon: &str) -> Result<Self, WordsError> {
        let file: File = toml::from_str(text).map_err(|error| WordsError(error.to_string()))?;
        let lexicon: Lexicon = toml::from_str(lexicon).map_err(|error| WordsError(error.to_string()))?;
        let stages = file
            .stage
            .iter()
            .enumerate()
            .flat_map(|(index, stage)| stage.words.iter().map(move |word| (word.as_str(), Stage(index as u8))));
        let levels = file
            .level
            .iter()
            .enumerate()
            .flat_map(|(index, level)| level.words.iter().map(move |word| (word.as_str(), index as u8)));
        let same = file.same.iter().flat_map(|same| same.groups.iter().map(move |group| (same.rarity, group)));
        let same = same.enumerate().flat_map(|(index, (rarity, group))| {
            group.iter().map(move |word| (word.as_str(), Piece::Same { group: index as u16, rarity }))
        });
        let function =
            file.function.words.iter().enumerate().map(|(index, word)| (word.as_str(), Piece::Function(index as u16)));
        let common =
            lexicon.grade.iter().flat_map(|grade| grade.words.split_whitespace().map(move |word| (word, grade.rarity)));
        let common =
            common.enumerate().map(|(index, (word, rarity))| (word, Piece::Word { number: index as u16, rarity }));
        Ok(Self {
            stage_finder: Finder::new(stages)?,
            level_finder: Finder::new(levels)?,
            piece_finder: Finder::new(same.chain(function).chain(common))?,
            lists: file.words,
            stages: file.stage,
        })
    }

    /// The stages in their order.
    pub(crate) fn stages(&self) -> &[StageWords] {
        &self.stages
    }

    /// The stage words of a text, in order: where they stand and what they mean.
    pub(crate) fn stages_in<'text>(
        &'text self,
        text: &'text str,
    ) -> impl Iterator<Item = (usize, usize, Stage)> + 'text {
        self.stage_finder.find(text)
    }

    /// The highest level named (0 is the highest).
    pub(crate) fn level_in(&self, text: &str) -> Option<u8> {
        self.level_finder.find(text).map(|(_, _, level)| level).min()
    }

    /// The known words of a text, in order.
    pub(crate) fn pieces_in<'text>(
        &'text self,
        text: &'text str,
    ) -> impl Iterator<Item = (usize, usize, Piece)> + 'text {
        self.piece_finder.find(text)
    }
}

/// The scale of stages, from the first to the last; a [`Stage`] is an index into it.
pub fn stages() -> &'static [StageWords] {
    Words::standard().stages()
}

/// The first of the words that a text holds.
pub(crate) fn held<'word>(text: &str, words: &'word [String]) -> Option<&'word str> {
    words.iter().map(String::as_str).find(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_words_are_sound() {
        let words = Words::parse(FILE, LEXICON).expect("the file parses");
        let codes: Vec<&str> = words.stages().iter().map(|stage| stage.code.as_str()).collect();
        assert_eq!(codes, ["planned", "started", "moving", "framed", "finished", "used"]);
        assert_eq!([PLANNED, STARTED, MOVING, FRAMED, FINISHED], [0, 1, 2, 3, 4].map(Stage));
        assert_eq!(words.stages_in("主体封顶").map(|(_, _, stage)| stage).collect::<Vec<_>>(), [Stage(3)]);
        assert_eq!(words.level_in("获评全省先进"), Some(2));
    }
}
