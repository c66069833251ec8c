//! Quantities of a sentence → figures: subjects resolved through lists, then each field by its rule.

use std::ops::Range;

use duixian_text::{ByteSpan, Document};

use super::lists::Resolved;
use super::names::near_before;
use super::period::{self, InForce};
use super::quantity::{Quantity, Shape, YearMark};
use super::subject::{COUNTED_BEHIND, Subject};
use crate::codebook::{Codebook, UnitClass, Words};
use crate::context::{Context, Part};
use crate::scan::Signs;
use crate::{Bound, Decimal, Figure, Kind, Measure, Period, Region, RuleTrace, Value};

/// The longest way from 从 to a starting value, in bytes: 从2020年的.
const LONGEST_START: usize = 24;

/// One sentence with what is known of it.
#[derive(Clone, Copy)]
pub(super) struct Sentence<'a> {
    pub(super) document: &'a Document,
    pub(super) codebook: &'a Codebook,
    pub(super) context: &'a Context,
    pub(super) place: &'a Place<'a>,
}

/// Which sentence it is.
pub(super) struct Place<'a> {
    pub(super) index: u32,
    pub(super) sentence: Range<usize>,
    pub(super) paragraph: u32,
    /// Whether the sentence holds a word of time or of the present state.
    pub(super) speaks_of_time: bool,
    pub(super) signs: Signs<'a>,
}

/// What the sentence says around a quantity.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) years: &'a [YearMark],
    pub(super) previous_end: usize,
    pub(super) is_start: bool,
    pub(super) opening_region: Option<(Region, &'static str)>,
}

impl Sentence<'_> {
    /// The figure of a quantity, whose own words say `own` and which measures what was `resolved`.
    pub(super) fn figure(&self, quantity: &Quantity, own: &Subject, resolved: &Resolved, told: &Told) -> Figure {
        let text = &*self.document.clean;
        let trace = |field, rule, evidence: Option<Range<usize>>| RuleTrace {
            field,
            rule,
            evidence: evidence.map(|range| ByteSpan::new(range.start, range.end)),
        };
        let (measure, measure_rule, sign_word) = self.measure(quantity, own, resolved);
        let (value, value_rule) = signed(quantity, measure, own, resolved);
        let bound = bound(quantity);
        let (kind, kind_rule) = self.kind(quantity, told.is_start);
        let in_force = InForce {
            period: self.context.period(self.place.paragraph),
            kind,
            review_year: self.context.review_year,
            plan_year: self.context.plan_year,
            is_told: self.place.speaks_of_time,
        };
        let mut found = period::of(text, self.place, quantity.start, told.previous_end, told.years, in_force);
        if told.is_start && found.rule == "stretch-default" {
            found = period::before(&found);
        }
        let is_past = found.period.is_some_and(|period| self.is_before_plan(period)) && found.rule != "stretch-default";
        let is_ahead =
            found.rule != "stretch-default" && found.period.is_some_and(|period| self.is_behind_review(period));
        let (kind, kind_rule) = match kind {
            Kind::Target if is_past => (Kind::Fact, "period-before-plan"),
            Kind::Fact if is_ahead => (Kind::Target, "period-behind-review"),
            _ => (kind, kind_rule),
        };
        let (region, region_rule) = self.region(quantity, own, told);
        let metric = self.metric(quantity, resolved, measure, region);
        let metric_rule = if metric.is_some() { "codebook-name" } else { "no-indicator" };
        let unit_rule = if quantity.per.is_empty() { "as-printed" } else { "per-person-and-time" };
        Figure {
            span: ByteSpan::new(quantity.start, quantity.end),
            value,
            unit: [quantity.unit_text(text), quantity.per].concat(),
            bound,
            measure,
            kind,
            period: found.period,
            region,
            metric: metric.map(str::to_owned),
            subject: resolved.subject.clone().into_owned(),
            sentence: self.place.index,
            rules: [
                trace("measure", measure_rule, sign_word),
                trace("value", value_rule, Some(quantity.start..quantity.end)),
                trace("bound", bound.code(), Some(quantity.left.start..quantity.end)),
                trace("kind", kind_rule, None),
                trace("period", found.rule, found.evidence),
                trace("region", region_rule, None),
                trace("metric", metric_rule, None),
                trace("subject", resolved.rule, Some(own.evidence.clone())),
                trace("unit", unit_rule, Some(quantity.unit.clone())),
            ],
        }
    }

    fn measure(
        &self,
        quantity: &Quantity,
        own: &Subject,
        resolved: &Resolved,
    ) -> (Measure, &'static str, Option<Range<usize>>) {
        let text = &*self.document.clean;
        let left = &quantity.left;
        let sign_word = Some(left.sign_word.0..left.sign_word.1);
        let unit = quantity.unit_text(text);
        match quantity.shape {
            Shape::Rank => return (Measure::Rank, "place-in-order", None),
            Shape::Ratio => return (Measure::Ratio, "ratio", None),
            Shape::Fold => return (Measure::Multiple, "fold", None),
            Shape::Share | Shape::Plain => {}
        }
        if unit == "百分点" || unit == "千分点" {
            return (Measure::Change, "percentage-points", Some(quantity.unit.clone()));
        }
        let is_rate =
            matches!(quantity.class, Some(UnitClass::Percent | UnitClass::Multiple)) || quantity.shape == Shape::Share;
        if is_rate && left.sign != 0 {
            let measure = if left.average { Measure::AverageGrowth } else { Measure::Growth };
            return (measure, "rate-behind-change", sign_word);
        }
        if is_rate && resolved_is_growth(&resolved.subject) {
            let measure = if left.average || resolved.subject.contains("年均") {
                Measure::AverageGrowth
            } else {
                Measure::Growth
            };
            return (measure, "subject-is-growth", None);
        }
        if quantity.class == Some(UnitClass::Multiple) {
            return (Measure::Multiple, "times", Some(quantity.unit.clone()));
        }
        let counts_things = matches!(quantity.class, Some(UnitClass::Count)) && resolved.rule == COUNTED_BEHIND;
        if left.sign != 0 && !counts_things && !self.makes_better(quantity) {
            return (Measure::Change, "amount-behind-change", sign_word);
        }
        if is_reducing(own.verb)
            && quantity.class != Some(UnitClass::Percent)
            && resolved.rule == "noun-before"
            && !left.reaches
        {
            return (Measure::Change, "amount-behind-reducing-verb", None);
        }
        (Measure::Level, "standing-value", None)
    }

    /// 提升11条道路, 改善4000亩: so much was made better, by no stated difference.
    fn makes_better(&self, quantity: &Quantity) -> bool {
        let word = &self.document.clean[quantity.left.sign_word.0..quantity.left.sign_word.1];
        let is_extent = matches!(
            quantity.class,
            Some(UnitClass::Area | UnitClass::Length | UnitClass::Count | UnitClass::Money | UnitClass::Mass)
        );
        is_extent && ["提升", "改善", "扩大"].iter().any(|verb| word.starts_with(verb))
    }

    /// Whether the quantity is what another starts from: 从5个增加到8个.
    pub(super) fn is_start(&self, quantity: &Quantity, next: Option<&Quantity>) -> bool {
        if !next.is_some_and(|next| next.left.reaches && next.left.start == quantity.end) {
            return false;
        }
        let said = near_before(&self.document.clean, self.place.sentence.start, quantity.left.start);
        let clause = said.rfind(['，', '；', '。', '、']).map_or(said, |at| &said[at..]);
        let names_year = |at: usize| clause[at..].contains('年') && clause[at..].len() < LONGEST_START;
        clause.ends_with(['从', '由']) || clause.rfind(['从', '由']).is_some_and(names_year)
    }

    fn kind(&self, quantity: &Quantity, is_start: bool) -> (Kind, &'static str) {
        if is_start {
            return (Kind::Fact, "starting-value");
        }
        let kind = self.context.kind(self.place.paragraph);
        if kind == Kind::Target && self.place.speaks_of_time && self.tells_present_state(quantity) {
            return (Kind::Fact, "present-state-in-plan");
        }
        match self.context.part(self.place.paragraph) {
            Part::Plan => (Kind::Target, "plan-part"),
            Part::Review => (Kind::Fact, "review-part"),
            Part::State => (Kind::Fact, "state-before-plan"),
            Part::Opening => (Kind::Fact, "before-parts"),
        }
    }

    /// Whether 目前 or 现有 stands before the quantity in its clause.
    fn tells_present_state(&self, quantity: &Quantity) -> bool {
        let text = near_before(&self.document.clean, self.place.sentence.start, quantity.start);
        let clause = text.rfind(['，', '；', '：']).map_or(text, |at| &text[at..]);
        clause.contains("目前") || clause.contains("现有") || text.contains("目前已")
    }

    fn is_before_plan(&self, period: Period) -> bool {
        let last = match period {
            Period::Year(year) | Period::AsOfYear(year) | Period::AsOfMonth(year, _) => year,
            Period::Years(_, last) | Period::Quarters(last, ..) | Period::Months(_, _, last, _) => last,
        };
        self.context.plan_year.is_some_and(|plan| last < plan)
    }

    fn is_behind_review(&self, period: Period) -> bool {
        let first = match period {
            Period::Year(year) | Period::AsOfYear(year) | Period::AsOfMonth(year, _) => year,
            Period::Years(first, _) | Period::Quarters(first, ..) | Period::Months(first, ..) => first,
        };
        self.context.plan_year.is_some_and(|plan| first >= plan)
    }

    fn region(&self, quantity: &Quantity, own: &Subject, told: &Told) -> (Region, &'static str) {
        let words = self.codebook.words();
        let owner = own.owner;
        let makes =
            matches!(quantity.class, Some(UnitClass::Mass)) || self.document.clean[quantity.unit.clone()] == *"P";
        if !owner.is_empty() && (is_firm(owner, words) || (makes && owner.chars().count() >= 3)) {
            return (Region::Firm, "firm-owns-product");
        }
        if is_area(owner, words) {
            return (Region::Other, "smaller-area-owns");
        }
        told.opening_region.unwrap_or((Region::Own, "own-area-default"))
    }

    /// The name that opens the sentence before its first verb: 某某开发区新开工….
    pub(super) fn region_of_opening(&self) -> Option<(Region, &'static str)> {
        const LONGEST: usize = 36;
        let text = &self.document.clean[self.place.sentence.clone()];
        let words = self.codebook.words();
        if words.leading.longest(text).is_some() {
            return None;
        }
        for (at, character) in text.char_indices().take_while(|(at, _)| *at <= LONGEST) {
            if matches!(character, '，' | '、' | '；' | '：') {
                return None;
            }
            let opens_verb = words.leading.longest(&text[at..]).is_some() || words.verbs.longest(&text[at..]).is_some();
            if at == 0 || !opens_verb {
                continue;
            }
            let name = &text[..at];
            if is_firm(name, words) {
                return Some((Region::Firm, "firm-opens-sentence"));
            }
            if is_area(name, words) {
                return Some((Region::Other, "smaller-area-opens-sentence"));
            }
        }
        None
    }

    /// The indicator's code.
    fn metric(&self, quantity: &Quantity, resolved: &Resolved, measure: Measure, region: Region) -> Option<&str> {
        if matches!(region, Region::Firm | Region::Other) {
            return None;
        }
        let Resolved { subject, full, verb, .. } = resolved;
        let unit = quantity.unit_text(&self.document.clean);
        let is_amount = matches!(measure, Measure::Level)
            || (measure == Measure::Change && quantity.class != Some(UnitClass::Percent));
        let has_unit = |known: &String| known.strip_prefix(unit) == Some(quantity.per);
        let fits = |indicator: &&crate::Indicator| !is_amount || indicator.units.iter().any(has_unit);
        let named = |name: &str| self.codebook.indicator_named(name).filter(fits);
        let with_verb = || if verb.is_empty() { None } else { named(&[*verb, full].concat()) };
        let by_subject = || if subject == full { None } else { named(subject) };
        let found = with_verb().or_else(|| named(full)).or_else(by_subject);
        found.map(|indicator| &*indicator.code)
    }
}

/// Whether a name is a smaller area's.
fn is_area(name: &str, words: &Words) -> bool {
    const SHORTEST: usize = 3;
    name.chars().count() >= SHORTEST && words.areas.longest(name).is_some() && !is_common(name, words)
}

/// Whether a name is a firm's.
fn is_firm(name: &str, words: &Words) -> bool {
    words.firms.longest(name).is_some() && !is_common(name, words)
}

/// Whether a name only ends like one: 城乡, 教育集团. A single word as short as 村 needs a name of its own before it.
fn is_common(name: &str, words: &Words) -> bool {
    let length = name.chars().count();
    words.common_names.iter().any(|other| {
        let own = other.chars().count();
        name.ends_with(other.as_str()) && (own >= 2 || length <= own + 1)
    })
}

/// 涨幅, 增速: the thing measured is itself a growth.
fn resolved_is_growth(subject: &str) -> bool {
    ["增速", "涨幅", "降幅", "增幅", "增长率", "增长"].iter().any(|word| subject.ends_with(word))
}

fn is_reducing(verb: &str) -> bool {
    ["减少", "降低", "压减", "削减", "消减", "缩减"].contains(&verb)
}

/// The value with its sign: decreases are negative, also where the verb stands before what is reduced.
fn signed(quantity: &Quantity, measure: Measure, own: &Subject, resolved: &Resolved) -> (Value, &'static str) {
    let is_moved = matches!(measure, Measure::Growth | Measure::AverageGrowth | Measure::Change);
    let falls = quantity.left.sign < 0
        || (quantity.left.sign == 0 && is_reducing(own.verb))
        || (quantity.left.sign == 0 && resolved.subject.ends_with("降幅"));
    if !(is_moved && falls) {
        return (quantity.value, "as-printed");
    }
    let negative = |value: Decimal| Decimal { mantissa: -value.mantissa, ..value };
    let value = match quantity.value {
        Value::One(value) => Value::One(negative(value)),
        Value::Range(low, high) => Value::Range(negative(low), negative(high)),
        ratio @ Value::Ratio(..) => ratio,
    };
    (value, "decrease-is-negative")
}

/// What stands behind the unit binds before what stands left of the number.
fn bound(quantity: &Quantity) -> Bound {
    let right = quantity.bound_right;
    if quantity.left.compared {
        return right.unwrap_or(Bound::Eq);
    }
    right.or(quantity.left.bound).unwrap_or(Bound::Eq)
}
