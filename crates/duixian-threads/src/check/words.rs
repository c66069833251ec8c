//! The words of `codebook/checks.toml`. It holds words and their classes, never a rule.

use std::sync::OnceLock;

const FILE: &str = include_str!("../../../../codebook/checks.toml");

/// All words of the checks; the file's comments tell the use of each list.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckWords {
    pub(crate) whole_units: Vec<String>,
    pub(crate) rising: Vec<String>,
    pub(crate) falling: Vec<String>,
    pub(crate) from_words: Vec<String>,
    pub(crate) to_words: Vec<String>,
    pub(crate) real_subjects: Vec<String>,
    pub(crate) real_marks: Vec<String>,
    pub(crate) base_words: Vec<Vec<String>>,
    pub(crate) base_starts: Vec<String>,
    pub(crate) higher_levels: Vec<String>,
    pub(crate) not_final: Vec<String>,
    pub(crate) part_marks: Vec<String>,
    pub(crate) total_marks: Vec<String>,
    pub(crate) stock_marks: Vec<String>,
    pub(crate) plan_marks: Vec<String>,
    pub(crate) share_marks: Vec<String>,
    pub(crate) beyond_plan: Vec<String>,
    pub(crate) whole_thirds: Vec<String>,
    pub(crate) structure_ratio: Vec<String>,
    pub(crate) capped_rates: Vec<String>,
    pub(crate) uncapped: Vec<String>,
    pub(crate) year_days: Vec<String>,
    pub(crate) classifiers: Vec<String>,
    pub(crate) etc: String,
    pub(crate) count_names: Vec<String>,
    pub(crate) per_one: Vec<String>,
    pub(crate) long_periods: Vec<String>,
    pub(crate) not_members: Vec<String>,
    pub(crate) pairs: Vec<String>,
    pub(crate) triples: Vec<String>,
    pub(crate) respectively: String,
    pub(crate) coming_list: Vec<String>,
    pub(crate) scope: Vec<String>,
    pub(crate) general: Vec<String>,
    pub(crate) being: Vec<String>,
    pub(crate) urban: Vec<String>,
    pub(crate) rural: Vec<String>,
    pub(crate) urban_above: Vec<String>,
}

impl CheckWords {
    /// The words that ship with Duixian; a test holds that the file parses.
    pub(crate) fn standard() -> &'static Self {
        static STANDARD: OnceLock<CheckWords> = OnceLock::new();
        STANDARD.get_or_init(|| toml::from_str(FILE).unwrap_or_default())
    }
}

/// Whether the text holds one of the words.
pub(crate) fn holds_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

/// Whether the text ends with one of the words.
pub(crate) fn ends_with_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.ends_with(word.as_str()))
}

/// Whether the text starts with one of the words.
pub(crate) fn starts_with_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.starts_with(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_words_parse() {
        let words: CheckWords = toml::from_str(FILE).expect("the file parses");
        assert!(words.whole_units.iter().any(|unit| unit == "个"));
        assert_eq!(words.etc, "等");
    }
}
