//! The codebook: indicators, units and words, read from the data files under `codebook/`.
//!
//! It holds words and their classes, never a rule of grammar.

mod characters;
mod indicators;
mod table;
mod units;
mod words;

pub(crate) use characters::{Character, CharacterMap};
pub use indicators::{Direction, Indicator};
pub(crate) use table::WordTable;
pub(crate) use units::UnitClass;
pub(crate) use words::{LeftClass, RightClass, Words};

use indicators::Indicators;
use units::Units;

use crate::promises::Actions;
use crate::scan::Tellings;

const INDICATORS: (&str, &str) = ("indicators.toml", include_str!("../../../../codebook/indicators.toml"));
const UNITS: (&str, &str) = ("units.toml", include_str!("../../../../codebook/units.toml"));
const ACTIONS: (&str, &str) = ("actions.toml", include_str!("../../../../codebook/actions.toml"));
const WORDS: (&str, &str) = ("words.toml", include_str!("../../../../codebook/words.toml"));

/// A codebook that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct CodebookError {
    /// The data file.
    pub file: String,
    /// What is wrong with it, with the line where it is known.
    pub reason: String,
}

impl CodebookError {
    fn new(file: &str, reason: &dyn std::fmt::Display) -> Self {
        Self { file: file.to_owned(), reason: reason.to_string() }
    }
}

/// All declared words.
#[derive(Clone, Debug, Default)]
pub struct Codebook {
    indicators: Indicators,
    units: Units,
    words: Words,
    /// The verbs and words of promises; none in a codebook without any.
    actions: Option<Actions>,
    tellings: Tellings,
}

impl Codebook {
    /// The codebook that ships with Duixian.
    ///
    /// Its files are part of the program and a test holds that they parse; were one broken, its words would be missing.
    pub fn standard() -> Self {
        Self::parse(INDICATORS.1, UNITS.1, WORDS.1, ACTIONS.1).unwrap_or_default()
    }

    /// A codebook from the texts of `indicators.toml`, `units.toml`, `words.toml` and `actions.toml`.
    ///
    /// # Errors
    /// When a file breaks its schema, or says a thing twice.
    pub fn parse(indicators: &str, units: &str, words: &str, actions: &str) -> Result<Self, CodebookError> {
        Ok(Self {
            indicators: Indicators::parse(INDICATORS.0, indicators)?,
            units: Units::parse(UNITS.0, units)?,
            words: Words::parse(WORDS.0, words)?,
            actions: Some(Actions::parse(actions)?),
            tellings: Tellings::new(),
        })
    }

    /// All indicators in the order of the file.
    pub fn indicators(&self) -> &[Indicator] {
        self.indicators.all()
    }

    /// The indicator with this code.
    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.indicators().iter().find(|indicator| indicator.code == code)
    }

    /// The indicator that a thing's name means, words of region, level and new-ness left aside.
    pub(crate) fn indicator_named(&self, name: &str) -> Option<&Indicator> {
        self.indicators.named(name)
    }

    pub(crate) fn tellings(&self) -> &Tellings {
        &self.tellings
    }

    pub(crate) fn units(&self) -> &Units {
        &self.units
    }

    pub(crate) fn actions(&self) -> Option<&Actions> {
        self.actions.as_ref()
    }

    pub(crate) fn words(&self) -> &Words {
        &self.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_codebook_is_sound() {
        let codebook = Codebook::parse(INDICATORS.1, UNITS.1, WORDS.1, ACTIONS.1).expect("the shipped files parse");
        assert!(codebook.indicator("gdp").is_some());
        for indicator in codebook.indicators() {
            let found = codebook.indicator_named(&indicator.name).map(|found| found.code.as_str());
            assert_eq!(found, Some(indicator.code.as_str()), "{}", indicator.name);
        }
    }

    #[test]
    fn affixes_do_not_change_what_is_meant_and_other_words_do() {
        let codebook = Codebook::standard();
        let code = |name: &str| codebook.indicator_named(name).map(|indicator| indicator.code.as_str());
        assert_eq!(code("全区地区生产总值"), Some("gdp"));
        assert_eq!(code("新增省级瞪羚企业"), Some("gazelles"));
        assert_eq!(code("海洋生产总值"), None);
        assert_eq!(code("实际使用外资完成率"), None);
    }

    #[test]
    fn a_broken_file_is_named_with_what_is_wrong() {
        let error =
            Codebook::parse("[[indicator]]\ncode = 3\n", UNITS.1, WORDS.1, ACTIONS.1).expect_err("a code is a string");
        assert_eq!(error.file, "indicators.toml");
        let twice = "[[class]]\ncode = \"count\"\nunits = [\"个\", \"个\"]\n";
        let error = Codebook::parse(INDICATORS.1, twice, WORDS.1, ACTIONS.1).expect_err("a unit stands once");
        assert_eq!(error.reason, "the unit 个 stands twice");
    }
}
