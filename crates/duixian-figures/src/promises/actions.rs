//! The words of promises: `codebook/actions.toml` parsed into tables.
//!
//! Holds words and what they mean for the grammar, never a sentence of a report and never a name.

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

use crate::codebook::WordTable;
use crate::{CodebookError, Hardness};

/// What a verb does besides its hardness; a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Traits(u8);

impl Traits {
    /// May stand second in a chain of verbs.
    pub(super) const JOINS: Self = Self(1);
    /// An amount behind it makes no result.
    pub(super) const PACES: Self = Self(2);
    /// Its object may be someone who does something.
    pub(super) const PIVOTS: Self = Self(4);
    /// Is a noun as often as a verb, and so splits no list.
    pub(super) const WEAK: Self = Self(8);
    /// Light: what follows decides between progress and direction.
    pub(super) const LEAD: Self = Self(16);
    /// Leaves a light verb before it a direction.
    pub(super) const SOFTENS: Self = Self(32);
    /// Takes the verb behind it into the action (谋划|推进, 创新|设立).
    pub(super) const CHAINS: Self = Self(128);
    /// A direction that is progress where its object is a name in quotes.
    pub(super) const NAMES: Self = Self(64);

    /// Whether all flags of `other` are set.
    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn from_names(names: &[String]) -> Result<Self, String> {
        let mut traits = Self::default();
        for name in names {
            traits = traits.and(match name.as_str() {
                "joins" => Self::JOINS,
                "paces" => Self::PACES,
                "pivots" => Self::PIVOTS,
                "weak" => Self::WEAK,
                "lead" => Self::LEAD,
                "names" => Self::NAMES,
                other => {
                    return Err(format!(
                        "unknown trait `{other}` of a verb; use joins, paces, pivots, weak, lead or names"
                    ));
                }
            });
        }
        Ok(traits)
    }
}

/// A verb as the grammar sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verb {
    pub(super) hardness: Hardness,
    pub(super) traits: Traits,
}

/// What a word at the start of a clause means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opener {
    /// Manner, left out of the action.
    Adverb,
    /// Manner that belongs to the action.
    KeptAdverb,
    /// Who speaks, and words of will.
    Modal,
    /// A time within the year.
    Time,
    /// The clause says from what or how.
    Preamble,
    /// The verb stands further on.
    Preposition,
    /// The clause tells an effect of another.
    Effect(Effect),
    /// The clause says what will be done.
    Verb(Verb),
}

/// When an effect is a promise of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Effect {
    /// With an amount or a state that can be checked.
    pub(super) checked: bool,
    /// Anywhere but at the end of a sentence.
    pub(super) standing: bool,
    /// Whether someone else does what stands behind it (助力企业…).
    pub(super) pivots: bool,
}

/// The kind of thing that an ending of an object names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// Works that can be seen to move on.
    Works,
    /// Change for the better.
    Change,
    /// Standing care and control.
    Care,
    /// Attributes and amounts.
    Measure,
    /// A programme with a name.
    Programme,
    /// A system, a rule, a list.
    System,
    /// A thing that stands somewhere; shares nothing.
    Place,
}

/// All words of promises.
#[derive(Clone, Debug)]
pub(crate) struct Actions {
    pub(super) openers: WordTable<Opener>,
    pub(super) endings: WordTable<Ending>,
    pub(super) compounds: WordTable<()>,
    pub(super) predicates: WordTable<()>,
    pub(super) inner_verbs: WordTable<()>,
    pub(super) not_conjunction: WordTable<()>,
    pub(super) not_et_cetera: WordTable<()>,
    pub(super) dropped_classes: WordTable<()>,
    pub(super) dropped_heads: WordTable<()>,
    pub(super) generic_heads: WordTable<()>,
    pub(super) shared_heads: WordTable<()>,
    pub(super) levels: WordTable<()>,
    pub(super) titles: WordTable<()>,
    pub(super) starts: WordTable<()>,
    pub(super) finishes: WordTable<()>,
    pub(super) states: WordTable<()>,
    pub(super) rhetoric: WordTable<()>,
    pub(super) soft_works: WordTable<()>,
    pub(super) standing: WordTable<()>,
    pub(super) units: WordTable<()>,
    /// Words that decide how a whole sentence is read.
    pub(super) cues: Cues,
    pub(super) arguments: WordTable<()>,
    pub(super) ceremony: WordTable<()>,
}

/// What a word says of the sentence that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// It announces expected targets.
    Target,
    /// It requires or argues.
    Requirement,
    /// It appeals to the audience.
    Appeal,
}

/// Words of whole sentences, looked for in one pass.
#[derive(Clone, Debug)]
pub(super) struct Cues {
    finder: AhoCorasick,
    cues: Vec<Cue>,
}

impl Cues {
    fn new(sentences: &Sentences) -> Result<Self, String> {
        let kinds = [
            (&sentences.targets, Cue::Target),
            (&sentences.requirements, Cue::Requirement),
            (&sentences.appeals, Cue::Appeal),
        ];
        let words = kinds.iter().flat_map(|(words, _)| words.iter());
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(words)
            .map_err(|failure| failure.to_string())?;
        let cues = kinds.iter().flat_map(|(words, cue)| words.iter().map(|_| *cue)).collect();
        Ok(Self { finder, cues })
    }

    /// The cues of a text in order, each with the offset behind it.
    pub(super) fn of<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Cue, usize)> + 'a {
        self.finder.find_iter(text).filter_map(|found| Some((*self.cues.get(found.pattern().as_usize())?, found.end())))
    }
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    adverbs: Vec<String>,
    kept_adverbs: Vec<String>,
    modals: Vec<String>,
    times: Vec<String>,
    preambles: Vec<String>,
    prepositions: Vec<String>,
    effects: Vec<String>,
    checked_effects: Vec<String>,
    standing_effects: Vec<String>,
    pivoting_effects: Vec<String>,
    verbs: Vec<VerbGroup>,
    softening: Words,
    chaining: Words,
    endings: Endings,
    classes: Classes,
    shared: Heads,
    objects: Objects,
    predicates: Predicates,
    sentences: Sentences,
    inside: Inside,
    units: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VerbGroup {
    hardness: String,
    #[serde(default)]
    traits: Vec<String>,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Heads {
    heads: Vec<String>,
    levels: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Endings {
    works: Vec<String>,
    change: Vec<String>,
    care: Vec<String>,
    measures: Vec<String>,
    programmes: Vec<String>,
    systems: Vec<String>,
    places: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Classes {
    dropped: Vec<String>,
    generic: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Objects {
    titles: Vec<String>,
    starts: Vec<String>,
    finishes: Vec<String>,
    states: Vec<String>,
    rhetoric: Vec<String>,
    soft_works: Vec<String>,
    standing: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Predicates {
    words: Vec<String>,
    inner: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentences {
    targets: Vec<String>,
    requirements: Vec<String>,
    arguments: Vec<String>,
    appeals: Vec<String>,
    ceremony: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Inside {
    conjunction: Vec<String>,
    et_cetera: Vec<String>,
    compounds: Vec<String>,
}

impl Actions {
    /// Reads the words from the text of `actions.toml`.
    pub(crate) fn parse(text: &str) -> Result<Self, CodebookError> {
        let error = |reason: String| CodebookError { file: "actions.toml".to_owned(), reason };
        let file: File = toml::from_str(text).map_err(|failure| error(failure.to_string()))?;
        Ok(Self {
            openers: WordTable::of_starts(openers(&file).map_err(error)?),
            endings: WordTable::of_ends(endings(&file.endings)),
            compounds: starts(&file.inside.compounds),
            predicates: ends(&file.predicates.words),
            inner_verbs: starts(&file.predicates.inner),
            not_conjunction: ends(&file.inside.conjunction),
            not_et_cetera: ends(&file.inside.et_cetera),
            dropped_heads: starts(&file.classes.dropped),
            dropped_classes: ends(&file.classes.dropped),
            generic_heads: starts(&file.classes.generic),
            shared_heads: starts(&file.shared.heads),
            levels: starts(&file.shared.levels),
            titles: ends(&file.objects.titles),
            starts: ends(&file.objects.starts),
            finishes: ends(&file.objects.finishes),
            states: ends(&file.objects.states),
            rhetoric: ends(&file.objects.rhetoric),
            soft_works: ends(&file.objects.soft_works),
            standing: ends(&file.objects.standing),
            units: starts(&file.units.words),
            cues: Cues::new(&file.sentences).map_err(error)?,
            arguments: starts(&file.sentences.arguments),
            ceremony: starts(&file.sentences.ceremony),
        })
    }
}

fn openers(file: &File) -> Result<Vec<(&str, Opener)>, String> {
    let mut openers: Vec<(&str, Opener)> = Vec::new();
    for group in &file.verbs {
        let hardness = hardness(&group.hardness)?;
        let traits = Traits::from_names(&group.traits)?;
        for word in &group.words {
            let softens = file.softening.words.contains(word);
            let traits = if softens { traits.and(Traits::SOFTENS) } else { traits };
            let chains = traits.has(Traits::LEAD)
                || matches!(hardness, Hardness::Start | Hardness::Aim)
                || file.chaining.words.contains(word);
            let traits = if chains { traits.and(Traits::CHAINS) } else { traits };
            openers.push((word, Opener::Verb(Verb { hardness, traits })));
        }
    }
    for word in &file.effects {
        let checked = file.checked_effects.contains(word);
        let standing = file.standing_effects.contains(word);
        let pivots = file.pivoting_effects.contains(word);
        openers.push((word, Opener::Effect(Effect { checked, standing, pivots })));
    }
    let groups = [
        (&file.preambles, Opener::Preamble),
        (&file.prepositions, Opener::Preposition),
        (&file.modals, Opener::Modal),
        (&file.times, Opener::Time),
        (&file.kept_adverbs, Opener::KeptAdverb),
        (&file.adverbs, Opener::Adverb),
    ];
    for (words, opener) in groups {
        openers.extend(words.iter().map(|word| (word.as_str(), opener)));
    }
    Ok(openers)
}

fn endings(file: &Endings) -> Vec<(&str, Ending)> {
    let groups = [
        (&file.works, Ending::Works),
        (&file.change, Ending::Change),
        (&file.care, Ending::Care),
        (&file.measures, Ending::Measure),
        (&file.programmes, Ending::Programme),
        (&file.systems, Ending::System),
        (&file.places, Ending::Place),
    ];
    groups.into_iter().flat_map(|(words, ending)| words.iter().map(move |word| (word.as_str(), ending))).collect()
}

fn starts(words: &[String]) -> WordTable<()> {
    WordTable::of_starts(words.iter().map(|word| (word.as_str(), ())))
}

fn ends(words: &[String]) -> WordTable<()> {
    WordTable::of_ends(words.iter().map(|word| (word.as_str(), ())))
}

fn hardness(code: &str) -> Result<Hardness, String> {
    [Hardness::Result, Hardness::Start, Hardness::Progress, Hardness::Aim, Hardness::Direction]
        .into_iter()
        .find(|hardness| hardness.code() == code)
        .ok_or_else(|| format!("unknown hardness `{code}`; use result, start, progress, aim or direction"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../../../codebook/actions.toml");

    #[test]
    fn the_shipped_words_parse() {
        let actions = Actions::parse(SHIPPED).expect("the shipped file parses");
        assert!(matches!(actions.openers.longest("加快推进云门路改造"), Some((12, Opener::Verb(_)))));
        assert_eq!(actions.endings.longest("云门路提升改造"), Some((12, Ending::Works)));
        let cues: Vec<Cue> = actions.cues.of("主要预期目标是").map(|(cue, _)| cue).collect();
        assert_eq!(cues, [Cue::Target]);
    }

    #[test]
    fn a_broken_file_is_named_with_what_is_wrong() {
        let broken = SHIPPED.replacen("\"paces\"", "\"hurries\"", 1);
        let error = Actions::parse(&broken).expect_err("an unknown trait");
        assert_eq!(error.file, "actions.toml");
        assert!(error.reason.contains("unknown trait `hurries`"), "{}", error.reason);
        let broken = SHIPPED.replacen("hardness = \"result\"", "hardness = \"sure\"", 1);
        let error = Actions::parse(&broken).expect_err("an unknown hardness");
        assert!(error.reason.contains("unknown hardness `sure`"), "{}", error.reason);
    }

    #[test]
    fn no_word_stands_twice_with_two_meanings_of_hardness() {
        let file: File = toml::from_str(SHIPPED).expect("the shipped file parses");
        let mut seen = std::collections::BTreeMap::new();
        for group in &file.verbs {
            for word in &group.words {
                let before = seen.insert(word.clone(), group.hardness.clone());
                assert_eq!(before, None, "{word} stands in two groups of verbs");
            }
        }
    }
}
