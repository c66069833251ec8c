//! Units and what they measure, from `units.toml`.

use std::collections::HashSet;

use super::{CodebookError, WordTable};

/// What a unit counts or measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum UnitClass {
    Percent,
    Money,
    Multiple,
    Person,
    Length,
    Area,
    Mass,
    Energy,
    Time,
    /// Occasions: 次, 场.
    Times,
    /// Things: 个, 家, 条.
    Count,
}

/// All units.
#[derive(Clone, Debug, Default)]
pub(crate) struct Units {
    table: WordTable<UnitClass>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    class: Vec<ClassEntry>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassEntry {
    code: UnitClass,
    units: Vec<String>,
}

impl Units {
    pub(super) fn parse(file: &str, text: &str) -> Result<Self, CodebookError> {
        let parsed: File = toml::from_str(text).map_err(|error| CodebookError::new(file, &error))?;
        let mut seen = HashSet::new();
        for unit in parsed.class.iter().flat_map(|class| &class.units) {
            if !seen.insert(unit) {
                return Err(CodebookError::new(file, &format!("the unit {unit} stands twice")));
            }
        }
        let words = parsed.class.iter().flat_map(|class| class.units.iter().map(|unit| (unit.as_str(), class.code)));
        Ok(Self { table: WordTable::of_starts(words) })
    }

    /// Length and class of the unit at the start of `text`.
    ///
    /// A unit in Latin letters must end where the letters end: `5G` is no quantity of G.
    pub(crate) fn at_start(&self, text: &str) -> Option<(usize, UnitClass)> {
        let (length, class) = self.table.longest(text)?;
        let is_latin = text.as_bytes()[length - 1].is_ascii_alphabetic();
        let goes_on = text.as_bytes().get(length).is_some_and(u8::is_ascii_alphanumeric);
        (!(is_latin && goes_on)).then_some((length, class))
    }
}
