//! The draft against the measures of the ledger: the same rate or amount, of the same year.
//!
//! A measure is known by its indicator, or by the words that reports call it. It computes no measure.

use duixian_figures::{Kind, Measure, Region};
use rust_decimal::Decimal;

use super::relation::{Code, Holds, Relation, Severity};
use super::repeats::one_year;
use super::view::{Item, View};

/// A number that the ledger computed from its matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// The indicator of the codebook that it is.
    pub metric: Option<String>,
    /// What reports call it (结案率), whole: a rate with another word before it (按期结案率) is another one.
    pub names: Vec<String>,
    /// The year that it is of.
    pub year: u16,
    /// Its value, in `unit`.
    pub value: Decimal,
    /// Its unit, also with 万 or 亿 before it.
    pub unit: String,
    /// How it came about, with the moment that it is as of: `911÷972＝93.72%（截至2026-11-20）`.
    pub computed: String,
}

impl Measured {
    /// The value and unit without 万 and 亿, as figures have them.
    fn base(&self) -> Option<(Decimal, &str)> {
        let (factor, unit) = if let Some(unit) = self.unit.strip_prefix('万') {
            (10_000, unit)
        } else if let Some(unit) = self.unit.strip_prefix('亿') {
            (100_000_000, unit)
        } else {
            (1, self.unit.as_str())
        };
        Some((self.value.checked_mul(Decimal::from(factor))?, unit))
    }

    fn is_meant_by(&self, item: &Item<'_>) -> bool {
        let figure = item.figure;
        let is_metric = self.metric.is_some() && self.metric == figure.metric;
        // What was measured stands last in a subject (重大项目/投资完成率).
        let called = figure.subject.rsplit('/').next().unwrap_or_default();
        is_metric || self.names.iter().any(|name| name == called)
    }
}

/// Appends what the draft says of something that the ledger measures.
pub(super) fn find(view: &View<'_>, measured: &[Measured], relations: &mut Vec<Relation>) {
    for item in view.items.iter().filter(|item| is_own_result(item)) {
        let year = item.figure.period.and_then(one_year);
        for known in measured.iter().filter(|known| Some(known.year) == year && known.is_meant_by(item)) {
            relations.extend(relation(item, known));
        }
    }
}

/// A result of the reporting government's own area.
fn is_own_result(item: &Item<'_>) -> bool {
    item.is(Measure::Level) && item.figure.kind == Kind::Fact && item.figure.region == Region::Own
}

fn relation(item: &Item<'_>, known: &Measured) -> Option<Relation> {
    let (value, unit) = known.base()?;
    if unit != item.figure.unit {
        return None;
    }
    let holds = if item.interval().holds(value) { Holds::Yes } else { Holds::No };
    let sign = if holds == Holds::Yes { "＝" } else { "≠" };
    Some(Relation {
        code: Code::Ledger,
        holds,
        severity: Severity::Warning,
        places: vec![item.place],
        computed: format!("{} {sign} {}", known.computed, item.printed),
        would_agree: if holds == Holds::No { vec![item.agreement(item.print(value))] } else { Vec::new() },
    })
}
