//! The codebook: indicators, units and words, read from the data files under `codebook/`.

/// A codebook that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct CodebookError {
    /// The data file.
    pub file: String,
    /// What is wrong with it, with the line where it is known.
    pub reason: String,
}

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
    /// Other wordings that mean the same.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The usual unit of its level.
    #[serde(default)]
    pub unit: String,
    /// Which way is better.
    pub direction: Direction,
    /// The kind of thing, e.g. `economy`, for grouping on screens.
    pub group: String,
}

/// All declared words.
#[derive(Clone, Debug, Default)]
pub struct Codebook {
    indicators: Vec<Indicator>,
}

impl Codebook {
    /// The codebook that ships with Duixian.
    pub fn standard() -> Self {
        Self::default()
    }

    /// All indicators in the order of the file.
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// The indicator with this code.
    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.code == code)
    }
}
