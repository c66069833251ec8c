//! Measures (指标口径): what is asked of a store, and what becomes of its sums. Exact; nothing is a float.

use duixian_matters::declaration::{FieldType, Kind, Measure, Words};
use duixian_matters::matter::MatterId;
use jiff::Timestamp;
use rust_decimal::{Decimal, RoundingStrategy};

use super::error::MatterError;
use super::row::MatterItem;
use crate::error::LedgerError;

/// From the first moment to before the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first moment.
    pub from: Timestamp,
    /// The moment behind the last one.
    pub until: Timestamp,
}

/// A measure as a store computes it.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureQuery {
    /// Its id.
    pub measure: String,
    /// The kind whose matters it counts.
    pub kind: String,
    /// The fields of the kind; whether each is a number.
    pub fields: Vec<(String, bool)>,
    /// The declared query, with its parameters by name.
    pub sql: String,
    /// Whether it has a denominator.
    pub has_denominator: bool,
    /// Whether it has parts.
    pub has_part: bool,
    /// The period.
    pub period: Period,
    /// As of when.
    pub as_of: Timestamp,
    /// For rows: only those of this part.
    pub part: Option<String>,
    /// For rows: which.
    pub side: MeasureSide,
}

/// Which rows behind a measure are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MeasureSide {
    /// All that are not left out.
    #[default]
    All,
    /// Those in the numerator.
    Counted,
    /// Those in the denominator alone.
    NotCounted,
    /// Those left out with approval.
    Excluded,
}

/// What a store adds up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeasureSums {
    /// The part; none where the measure has none, or the matter is in none.
    pub part: Option<String>,
    /// Rows without those left out.
    pub rows: u64,
    /// Their numerators.
    pub numerator: i64,
    /// Their denominators.
    pub denominator: i64,
    /// Rows left out with approval.
    pub excluded_rows: u64,
    /// Their numerators.
    pub excluded_numerator: i64,
    /// Their denominators.
    pub excluded_denominator: i64,
}

/// A row behind a measure.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureRow {
    /// The matter.
    pub item: MatterItem,
    /// What it adds to the numerator.
    pub numerator: i64,
    /// What it adds to the denominator, where there is one.
    pub denominator: Option<i64>,
    /// Its part.
    pub part: Option<String>,
    /// Why it is left out, and who approved.
    pub exclusion: Option<(String, String)>,
}

/// A row as a store finds it, before its matter is read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FoundRow {
    pub id: MatterId,
    pub numerator: i64,
    pub denominator: Option<i64>,
    pub part: Option<String>,
    pub exclusion: Option<(String, String)>,
}

/// A number with what it was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ratio {
    /// As shown; none where there is nothing to divide by.
    pub value: Option<Decimal>,
    /// What is counted.
    pub numerator: i64,
    /// Over what; none for a plain count or sum.
    pub denominator: Option<i64>,
    /// Rows behind it.
    pub rows: u64,
}

/// A measure, computed.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasuredValue {
    /// The system.
    pub system: String,
    /// The version of its declaration.
    pub version: u32,
    /// Its definition.
    pub definition: Measure,
    /// The number, without what was left out.
    pub counted: Ratio,
    /// What was left out with approval (剔除).
    pub excluded: Ratio,
    /// The number that it would be with everything.
    pub with_excluded: Ratio,
    /// The number by part, in the order of the parts' names.
    pub parts: Vec<(Option<String>, Ratio)>,
    /// The period.
    pub period: Period,
    /// As of when.
    pub as_of: Timestamp,
}

impl MeasureQuery {
    /// What is asked of a store for a measure.
    ///
    /// # Errors
    /// [`MatterError::BadMeasure`] where its query is more than one statement, or cannot name a field.
    pub fn new(measure: &Measure, kind: &Kind, period: Period, as_of: Timestamp) -> Result<Self, LedgerError> {
        let bad = |reason: &str| MatterError::BadMeasure { measure: measure.id.clone(), reason: reason.to_owned() };
        if code_of(&measure.sql).contains(';') {
            return Err(bad("it is more than one statement").into());
        }
        let is_number = |holds: &FieldType| matches!(holds, FieldType::Number { .. } | FieldType::Money { .. });
        let is_name =
            |id: &str| id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        if let Some(field) = kind.fields.iter().find(|field| !is_name(&field.id)) {
            return Err(bad(&format!("the field {:?} has no name that a query can use", field.id)).into());
        }
        Ok(Self {
            measure: measure.id.clone(),
            kind: measure.kind.clone(),
            fields: kind.fields.iter().map(|field| (field.id.clone(), is_number(&field.holds))).collect(),
            has_denominator: measure.denominator != Words::default(),
            has_part: gives(&measure.sql, "part"),
            sql: measure.sql.clone(),
            period,
            as_of,
            part: None,
            side: MeasureSide::default(),
        })
    }
}

/// A query without its comments and texts in quotes.
fn code_of(sql: &str) -> String {
    let mut code = String::with_capacity(sql.len());
    for (index, piece) in sql.split('\'').enumerate() {
        if index % 2 == 0 {
            for line in piece.split('\n') {
                code.push_str(line.split("--").next().unwrap_or_default());
                code.push('\n');
            }
        }
    }
    code.trim_end().to_lowercase()
}

/// Whether a query gives a column of this name.
fn gives(sql: &str, column: &str) -> bool {
    let code = code_of(sql);
    let words: Vec<&str> = code.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    words.windows(2).any(|pair| pair == ["as", column])
}

/// The number of a measure from its sums: a rate, in percent where the unit is so; or a count or sum, in units of its
/// last digit shown. Rounded half up (四舍五入).
pub(crate) fn ratio(measure: &Measure, numerator: i64, denominator: Option<i64>, rows: u64) -> Ratio {
    let round = |value: Decimal| {
        let mut value = value.round_dp_with_strategy(measure.scale, RoundingStrategy::MidpointAwayFromZero);
        value.rescale(measure.scale);
        value
    };
    let value = match denominator {
        Some(denominator) => {
            let factor = Decimal::from(if measure.unit == "%" { 100 } else { 1 });
            let product = Decimal::from(numerator).checked_mul(factor);
            product.and_then(|product| product.checked_div(Decimal::from(denominator))).map(round)
        }
        None => 10_i64.checked_pow(measure.scale).map(|unit| round(Decimal::from(numerator) / Decimal::from(unit))),
    };
    Ratio { value, numerator, denominator, rows }
}

/// A measure from its sums by part.
pub(crate) fn value_of(
    system: &duixian_matters::declaration::System,
    measure: &Measure,
    query: &MeasureQuery,
    sums: &[MeasureSums],
) -> MeasuredValue {
    let mut all = MeasureSums::default();
    for part in sums {
        all.rows += part.rows;
        all.numerator = all.numerator.saturating_add(part.numerator);
        all.denominator = all.denominator.saturating_add(part.denominator);
        all.excluded_rows += part.excluded_rows;
        all.excluded_numerator = all.excluded_numerator.saturating_add(part.excluded_numerator);
        all.excluded_denominator = all.excluded_denominator.saturating_add(part.excluded_denominator);
    }
    let over = |denominator: i64| query.has_denominator.then_some(denominator);
    let counted = |sums: &MeasureSums| ratio(measure, sums.numerator, over(sums.denominator), sums.rows);
    MeasuredValue {
        system: system.id.clone(),
        version: system.version,
        definition: measure.clone(),
        counted: counted(&all),
        excluded: ratio(measure, all.excluded_numerator, over(all.excluded_denominator), all.excluded_rows),
        with_excluded: ratio(
            measure,
            all.numerator.saturating_add(all.excluded_numerator),
            over(all.denominator.saturating_add(all.excluded_denominator)),
            all.rows + all.excluded_rows,
        ),
        parts: if query.has_part {
            let shown = sums.iter().filter(|sums| sums.rows > 0);
            shown.map(|sums| (sums.part.clone(), counted(sums))).collect()
        } else {
            Vec::new()
        },
        period: query.period,
        as_of: query.as_of,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(unit: &str, scale: u32) -> Measure {
        Measure {
            id: "rate".to_owned(),
            name: Words::default(),
            kind: "case".to_owned(),
            numerator: Words::default(),
            denominator: Words::default(),
            exclusions: Words::default(),
            unit: unit.to_owned(),
            scale,
            metric: None,
            group: None,
            sql: String::new(),
        }
    }

    #[test]
    fn rates_are_exact_and_rounded_half_up() {
        for (unit, scale, numerator, denominator, wanted) in [
            ("%", 2, 911, Some(972), Some("93.72")),
            ("%", 2, 737, Some(972), Some("75.82")),
            ("%", 1, 2_203, Some(2_124), Some("103.7")),
            ("%", 0, 1, Some(200), Some("1")),
            ("%", 2, 1, Some(0), None),
            ("%", 2, 0, Some(5), Some("0.00")),
            ("件", 0, 1054, None, Some("1054")),
            ("亿元", 1, 2203, None, Some("220.3")),
            ("分", 1, 9, Some(4), Some("2.3")),
        ] {
            let found = ratio(&measure(unit, scale), numerator, denominator, 1).value;
            assert_eq!(found.map(|value| value.to_string()).as_deref(), wanted, "{numerator} {denominator:?}");
        }
    }

    #[test]
    fn columns_are_seen_outside_of_texts_and_comments() {
        assert!(gives("select id as id, m.lead\n  as part from matter", "part"));
        assert!(!gives("select 'x as part' as id -- as part", "part"));
        assert!(!gives("select a as partner", "part"));
        assert!(!code_of("select ';' -- ;").contains(';'));
    }
}
