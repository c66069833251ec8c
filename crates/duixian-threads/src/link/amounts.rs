//! The figure of a later report that answers a target: the same indicator, or the same thing in other words.
//!
//! Only figures that are asserted count: a new target answers no old one.

use duixian_figures::{Direction, Figure, Hardness, Kind, Measure, Region};
use duixian_text::ByteSpan;
use rust_decimal::prelude::ToPrimitive;

use super::given::{Given, is_amount};
use super::statements::Statement;
use super::tokens::{Token, is_function, is_name, is_single, is_weak, tokens};
use super::{Answer, Found, Scene, is_ahead};
use crate::Source;
use crate::verdict::figures::{Aim, judge, obstacle, reached_value, same_unit, years};
use crate::verdict::{Rule, Verdict};
use crate::words::{FRAMED, STARTED, Words, held};

/// A figure of the later report with what it is about.
pub(super) struct ResultFigure {
    index: u32,
    statement: usize,
    subject: Vec<Token>,
    /// What stands before and behind 等 where examples of what is counted are given.
    examples: Option<(Vec<Token>, Vec<Token>)>,
}

/// The asserted figures of a report.
pub(super) fn results(source: Source<'_>, words: &Words, statements: &[Statement]) -> Vec<ResultFigure> {
    statements
        .iter()
        .enumerate()
        .flat_map(|(statement, clause)| clause.figures.iter().map(move |&index| (statement, index)))
        .filter_map(|(statement, index)| {
            let figure = source.reading.figures.get(index as usize)?;
            let answers = figure.kind == Kind::Fact && is_amount(figure);
            let clause = ByteSpan { start: statements.get(statement)?.span.start, end: figure.span.start };
            let examples = source.document.text(clause).rsplit_once('等');
            let examples = examples.map(|(examples, kind)| (tokens(words, examples), tokens(words, kind)));
            answers.then(|| ResultFigure { index, statement, subject: tokens(words, &figure.subject), examples })
        })
        .collect()
}

/// A token held by the clause, not by the subject itself.
const IN_CLAUSE: f64 = 0.95;
/// A token held by the clause before.
const IN_CLAUSE_BEFORE: f64 = 0.45;
/// The same where the clause goes on about what that one names.
const IN_CLAUSE_GOING_ON: f64 = 0.8;
/// Both count the same stage of works (新开工, 基本建成), and the target names nothing else.
const SAME_STAGE_BONUS: f64 = 0.2;
/// A target whose own words weigh so much names its thing; another one leaves it to its surroundings.
const NAMES_ITSELF: f64 = 0.6;
/// What the surroundings add to a likeness at most.
const CONTEXT_BONUS: f64 = 0.05;
/// How much the surroundings count beside the words of a target that does not name its thing.
const CONTEXT_FACTOR: f64 = 0.4;
/// What a figure of the same period must hold of the target's words.
const ENOUGH: f64 = 0.52;
/// The same for a figure that cannot be compared.
const ENOUGH_OTHERWISE: f64 = 0.68;
/// The same for a figure in another unit.
const ENOUGH_OTHER_UNIT: f64 = 0.72;

impl Scene<'_> {
    /// The figures that answer a target, the leading one first, each with its verdict.
    pub(super) fn amount_answers(&self, given: &Given) -> Vec<Found> {
        let target = given.figure.and_then(|figure| self.old.reading.figures.get(figure as usize));
        let Some(target) = target.filter(|target| is_amount(target) && !self.is_single_thing(given, target)) else {
            return Vec::new();
        };
        let leading = self.amount_answer(given, target, |_| true);
        // Where nothing can be compared, the year and the several years are both worth showing.
        let other = leading.as_ref().filter(|found| found.verdict == Verdict::NotComparable).and_then(|leading| {
            self.amount_answer(given, target, |why_not| why_not.is_some_and(|why_not| why_not != leading.rule))
        });
        leading.into_iter().chain(other).collect()
    }

    fn amount_answer(&self, given: &Given, target: &Figure, wanted: impl Fn(Option<Rule>) -> bool) -> Option<Found> {
        let mut best: Option<(f64, f64, &ResultFigure, Option<Rule>)> = None;
        for result in &self.results {
            let figure = self.new.reading.figures.get(result.index as usize)?;
            if self.scope(self.old, target) != self.scope(self.new, figure) {
                continue;
            }
            let is_other_unit = !same_unit(&target.unit, &figure.unit);
            let why_not = obstacle(target, figure).or_else(|| self.reaches_back(result, figure, target));
            let is_lumped = self.is_lumped(given, result);
            if is_lumped && is_other_unit {
                continue;
            }
            let is_other_scope = is_lumped || is_total(target, figure);
            let why_not = why_not.or(is_other_scope.then_some(Rule::OtherScope));
            if why_not == Some(Rule::OtherMeasure)
                || is_other_unit && !units_are_akin(&target.unit, &figure.unit)
                || !wanted(why_not)
            {
                continue;
            }
            let score = (self.likeness(given, target, result, figure, is_lumped)
                + self.stages_agree(given, target, result, figure))
            .min(1.0);
            let enough = match why_not {
                None => ENOUGH,
                Some(_) if is_other_unit => ENOUGH_OTHER_UNIT,
                Some(_) => ENOUGH_OTHERWISE,
            };
            if score < enough {
                continue;
            }
            let order = score + if why_not.is_none() { 0.3 } else { 0.0 } + nearness(target, figure, why_not);
            if best.as_ref().is_none_or(|(found, ..)| order > *found + 1e-9) {
                best = Some((order, score, result, why_not));
            }
        }
        let (_, score, result, why_not) = best?;
        let figure = self.new.reading.figures.get(result.index as usize)?;
        let told = self.new.document.text(self.statements[result.statement].span);
        let (verdict, rule) = match why_not {
            _ if held(told, &self.words.lists.shortfall).is_some() => (Verdict::Missed, Rule::SaidMissed),
            Some(rule) => (Verdict::NotComparable, rule),
            None => judge(target, figure, self.aim(given, target))?,
        };
        let is_open = matches!(verdict, Verdict::Missed | Verdict::Partly | Verdict::NotComparable);
        let (verdict, rule) =
            if is_open && !self.is_due(given) { (Verdict::NotDue, Rule::NotYetDue) } else { (verdict, rule) };
        let statement = &self.statements[result.statement];
        let answer = Answer {
            span: statement.span,
            sentence: statement.sentence,
            figure: Some(result.index),
            is_plan: is_ahead(statement.part),
        };
        Some(Found { answer: Some(answer), verdict, rule, score, stage_given: None, stage_told: None })
    }

    /// How far a figure is about what the target is about, from 0 to 1.
    fn likeness(&self, given: &Given, target: &Figure, result: &ResultFigure, figure: &Figure, is_lumped: bool) -> f64 {
        let clause = &self.statements[result.statement];
        // Works named before 等 are other works than those of a clause that names none of them.
        let is_named = |token: &&Token| is_name(**token);
        if given.headed.is_some()
            && given.tokens.iter().any(|token| is_named(&token))
            && !given.tokens.iter().filter(is_named).any(|token| clause.tokens.binary_search(token).is_ok())
        {
            return 0.0;
        }
        match (&target.metric, &figure.metric) {
            (Some(one), Some(other)) if one == other => return 1.0,
            // Works that are counted have their indicators by their words, which differ from year to year.
            (Some(_), Some(_)) if !counts_works(&target.unit) => return 0.0,
            _ => {}
        }
        let before = result.statement.checked_sub(1).map(|before| &self.statements[before]);
        let before = before.filter(|before| before.sentence == clause.sentence);
        // A clause that names no thing of its own (转为下降1.2%) goes on about the one before.
        let goes_on = !result.subject.iter().any(|&token| !is_function(token) && !is_single(token));
        let in_clause_before = if goes_on { IN_CLAUSE_GOING_ON } else { IN_CLAUSE_BEFORE };
        let held = |token: Token| {
            if result.subject.binary_search(&token).is_ok() {
                1.0
            } else if clause.tokens.binary_search(&token).is_ok() {
                IN_CLAUSE
            } else if before.is_some_and(|before| before.tokens.binary_search(&token).is_ok()) {
                in_clause_before
            } else {
                0.0
            }
        };
        let own = self.cover(&given.tokens, held);
        let around = self.cover(&given.context, held);
        let telling: f64 =
            given.tokens.iter().filter(|&&token| !is_function(token)).map(|&token| self.weights.of_amount(token)).sum();
        let open = CONTEXT_FACTOR * (1.0 - telling / NAMES_ITSELF).max(0.0);
        let forward =
            ratio(own.0 + around.0 * open, own.1 + around.1 * open) + CONTEXT_BONUS * ratio(around.0, around.1);
        let forward = forward.min(1.0);
        let telling = given.tokens.iter().any(|&token| !is_function(token) && held(token) >= IN_CLAUSE_BEFORE);
        if !telling && given.tokens.iter().any(|&token| !is_function(token)) {
            return 0.0;
        }
        // What the figure's own subject says and the target does not makes it another thing.
        let asked = |token: Token| {
            let is_asked =
                given.tokens.binary_search(&token).is_ok() || open > 0.0 && given.context.binary_search(&token).is_ok();
            if is_asked { 1.0 } else { 0.0 }
        };
        let back = self.cover(&result.subject, asked);
        let backward = if back.1 > 0.0 && !is_lumped { back.0 / back.1 } else { 0.5 };
        0.72 * forward + 0.28 * backward
    }

    /// Whether the thing stands only among the examples of what a figure counts: A、B等品牌企业28家.
    fn is_lumped(&self, given: &Given, result: &ResultFigure) -> bool {
        let Some((examples, kind)) = &result.examples else { return false };
        let held = |by: &[Token]| {
            let (sum, total) = self.cover(&given.tokens, |token| f64::from(u8::from(by.binary_search(&token).is_ok())));
            ratio(sum, total)
        };
        held(examples) >= 0.5 && held(kind) < 0.5
    }

    /// How much of `asked` is held, and how much it is in all; `held` tells how far a token is held, from 0 to 1.
    fn cover(&self, asked: &[Token], held: impl Fn(Token) -> f64) -> (f64, f64) {
        asked.iter().fold((0.0, 0.0), |(sum, total), &token| {
            let weight = self.weights.of_amount(token);
            (sum + weight * held(token), total + weight)
        })
    }

    /// Whose figure it is; in a report of the whole country the nation is the reporting area itself.
    fn scope(&self, source: Source<'_>, figure: &Figure) -> Region {
        let is_country = source.document.header.place.name().is_some_and(|name| name == self.words.lists.country);
        if is_country && figure.region == Region::Nation { Region::Own } else { figure.region }
    }

    /// Growth against a year longer ago (比2002年增长65.5%) is of several years.
    fn reaches_back(&self, result: &ResultFigure, figure: &Figure, target: &Figure) -> Option<Rule> {
        let clause = self.statements[result.statement].span;
        let before = self.new.document.text(ByteSpan { start: clause.start, end: figure.span.start });
        let base: u16 = before[before.rfind('比')? + '比'.len_utf8()..].split_once('年')?.0.parse().ok()?;
        let (first, _) = years(target.period?);
        (base + 1 < first).then_some(Rule::SeveralYears)
    }

    /// What is added to a likeness where both count the same stage of works, or taken where one counts starts and the
    /// other finished works.
    fn stages_agree(&self, given: &Given, target: &Figure, result: &ResultFigure, figure: &Figure) -> f64 {
        let clause = self.statements[result.statement].span;
        let told = self.new.document.text(ByteSpan { start: clause.start, end: figure.span.start });
        let promised_from = given.span.start.min(target.span.start.saturating_sub(45));
        let promised =
            self.old.document.clean.get(promised_from as usize..target.span.start as usize).unwrap_or_default();
        let stage = |text: &str| self.words.stages_in(text).last().map(|(_, _, stage)| stage);
        let names_nothing = given.tokens.iter().all(|&token| is_function(token) || is_single(token));
        match (stage(promised), stage(told)) {
            (Some(one), Some(other))
                if (one <= STARTED) != (other <= STARTED) && (one >= FRAMED || other >= FRAMED) =>
            {
                -0.3
            }
            (Some(one), Some(other)) if one == other && names_nothing && target.unit == figure.unit => SAME_STAGE_BONUS,
            _ => 0.0,
        }
    }

    fn aim(&self, given: &Given, target: &Figure) -> Aim {
        let indicator = target.metric.as_deref().and_then(|code| self.codebook.indicator(code));
        let promise = given.promise.and_then(|index| self.old.reading.promises.get(index as usize));
        let clause =
            promise.map_or_else(|| self.old.document.text(given.span), |promise| self.old.document.text(promise.span));
        let direction = indicator.map_or(Direction::None, |indicator| indicator.direction);
        let is_limit = target.bound == duixian_figures::Bound::Le
            || direction == Direction::Down
            || held(clause, &self.words.lists.limit).is_some();
        let counts_works = target.measure == Measure::Level
            && !target.unit.contains('%')
            && promise.is_some_and(|promise| {
                matches!(promise.hardness, Hardness::Result | Hardness::Progress)
                    && held(&promise.action, &self.words.lists.work_verbs).is_some()
            });
        let before = self.old.document.text(ByteSpan { start: given.span.start, end: target.span.start });
        let falls = [clause, before].iter().any(|text| held(text, &self.words.lists.falling).is_some());
        Aim { direction, is_limit, counts_works, falls }
    }

    /// The amount tells the size of one thing (设立规模5亿元的基金) and is no target of a year.
    pub(super) fn is_single_thing(&self, given: &Given, target: &Figure) -> bool {
        let Some(promise) = given.promise.and_then(|index| self.old.reading.promises.get(index as usize)) else {
            return false;
        };
        let printed = self.old.printed(target);
        let inside =
            promise.object.find(printed).is_some_and(|at| promise.object[at + printed.len()..].starts_with('的'));
        inside && held(&promise.action, &self.words.lists.single_verbs).is_some()
    }

    /// What the later report says in words of a target: 目标没有完成, 任务如期完成.
    pub(super) fn said_answer(&self, given: &Given) -> Option<Found> {
        given.figure?;
        let lists = &self.words.lists;
        let mut best: Option<(f64, usize, Verdict, Rule)> = None;
        for (index, statement) in self.statements.iter().enumerate().filter(|(_, statement)| !is_ahead(statement.part))
        {
            let text = self.new.document.text(statement.span);
            if held(text, &lists.aims).is_none() {
                continue;
            }
            let (verdict, rule) = if held(text, &lists.shortfall).is_some() {
                (Verdict::Missed, Rule::SaidMissed)
            } else if held(text, &lists.beyond).is_some() {
                (Verdict::Exceeded, Rule::SaidExceeded)
            } else if held(text, &lists.attainment).is_some() {
                (Verdict::Met, Rule::SaidMet)
            } else {
                continue;
            };
            let in_clause = |token: Token| f64::from(u8::from(statement.tokens.binary_search(&token).is_ok()));
            let (sum, total) = self.cover(&given.tokens, in_clause);
            let telling = given.tokens.iter().any(|&token| !is_weak(token) && in_clause(token) > 0.0);
            let score = ratio(sum, total);
            if telling && score >= ENOUGH_SAID && best.is_none_or(|(found, ..)| score > found) {
                best = Some((score, index, verdict, rule));
            }
        }
        let (score, index, verdict, rule) = best?;
        let statement = &self.statements[index];
        let answer = Answer { span: statement.span, sentence: statement.sentence, figure: None, is_plan: false };
        Some(Found { answer: Some(answer), verdict, rule, score, stage_given: None, stage_told: None })
    }
}

/// What a sentence about an attained or missed target must hold of its words.
const ENOUGH_SAID: f64 = 0.6;

/// Whether two units may measure one thing: a share of things and their number, areas or weights of two kinds. An
/// amount of money and a share, or tonnes and pieces, tell of two things.
fn units_are_akin(one: &str, other: &str) -> bool {
    let is_money = |unit: &str| unit.starts_with('元');
    let is_rate = |unit: &str| unit.contains(['%', '％', '‰', '点']);
    let is_piece = |unit: &str| counts_works(unit) || unit == "人";
    let counts_places = |unit: &str| ["个", "家", "处", "所"].contains(&unit);
    match (is_rate(one), is_rate(other)) {
        (true, true) => true,
        (true, false) => counts_places(other),
        (false, true) => counts_places(one),
        (false, false) => is_money(one) == is_money(other) && is_piece(one) == is_piece(other),
    }
}

/// Whether a unit counts works or places.
pub(super) fn counts_works(unit: &str) -> bool {
    ["个", "家", "处", "所", "户", "套", "项", "座", "条"].contains(&unit)
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// Amounts of the same thing in two years are mostly near each other: this tells apart what words do not.
fn nearness(target: &Figure, result: &Figure, why_not: Option<Rule>) -> f64 {
    if why_not.is_some() || target.measure != result.measure {
        return 0.0;
    }
    let (Some(one), Some(other)) = (rough(target), rough(result)) else { return 0.0 };
    if one == 0.0 || other == 0.0 || (one < 0.0) != (other < 0.0) {
        return 0.0;
    }
    let times = (other / one).ln().abs();
    if times < NEAR {
        0.12
    } else if times > FAR {
        -0.25
    } else {
        0.0
    }
}

/// Whether an amount is so much larger that it is the whole of which the year's work is a part (里程).
fn is_total(target: &Figure, figure: &Figure) -> bool {
    let same_indicator = target.metric.is_some() && target.metric == figure.metric;
    let (Some(one), Some(other)) = (rough(target), rough(figure)) else { return false };
    let is_level = target.measure == Measure::Level && figure.measure == Measure::Level;
    !same_indicator && is_level && one > 0.0 && other > one * WHOLE
}

/// So many times a year's work is the whole.
const WHOLE: f64 = 8.0;
/// Twice as much is near, six times as much is far; as natural logarithms.
const NEAR: f64 = 0.7;
const FAR: f64 = 1.8;

/// A value as far as its size matters, never as a result.
fn rough(figure: &Figure) -> Option<f64> {
    reached_value(figure)?.to_f64()
}
