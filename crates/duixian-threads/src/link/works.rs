//! The clause of a later report that answers a promise without an amount, and how far the thing has come.
//!
//! The review goes before the plan: what is promised once more was not done, unless the review says so.

use std::collections::HashMap;

use duixian_figures::{Hardness, Promise};

use super::given::Given;
use super::statements::Statement;
use super::tokens::{Token, is_weak};
use super::{Answer, Found, Scene, is_ahead};
use crate::verdict::figures::years;
use crate::verdict::{Rule, Verdict};
use crate::words::{FINISHED, FRAMED, MOVING, STARTED, Stage, held};

/// Which clauses hold a token.
pub(super) struct Postings(HashMap<Token, Vec<u32>>);

impl Postings {
    pub(super) fn new(statements: &[Statement]) -> Self {
        let mut postings: HashMap<Token, Vec<u32>> = HashMap::new();
        for (index, statement) in statements.iter().enumerate() {
            for &token in &statement.tokens {
                postings.entry(token).or_default().push(index as u32);
            }
        }
        Self(postings)
    }

    fn of(&self, token: Token) -> &[u32] {
        self.0.get(&token).map_or(&[], Vec::as_slice)
    }
}

/// What a clause of the review must hold of the promise's words.
const ENOUGH_REVIEW: f64 = 0.56;
/// The same for a clause of the plan.
const ENOUGH_PLAN: f64 = 0.62;
/// More is asked where the promise names an amount and the answer tells none.
const ENOUGH_WITHOUT_AMOUNT: f64 = 0.8;
/// A token held by the clause before.
const IN_CLAUSE_BEFORE: f64 = 0.5;
/// The telling tokens of a promise that can be recognized at all weigh at least so much.
const TELLING: f64 = 0.9;

impl Scene<'_> {
    /// The clause that answers a promise, with its verdict.
    pub(super) fn work_answer(&self, given: &Given) -> Option<Found> {
        let promise = self.old.reading.promises.get(given.promise? as usize)?;
        let telling: f64 = given.tokens.iter().filter(|&&token| !is_weak(token)).map(|&token| self.weights.of(token)).sum();
        if telling < TELLING {
            return None;
        }
        let mut scores = self.scores(given);
        scores.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        let best = |ahead: bool| {
            scores.iter().copied().find(|&(index, _)| is_ahead(self.statements[index as usize].part) == ahead)
        };
        let target = given.figure.and_then(|figure| self.old.reading.figures.get(figure as usize));
        let is_amount = target.is_some_and(|target| !self.is_single_thing(given, target));
        let review_floor = if is_amount { ENOUGH_WITHOUT_AMOUNT } else { ENOUGH_REVIEW };
        if let Some((index, score)) = best(false).filter(|&(_, score)| score >= review_floor) {
            return Some(self.judge_review(given, promise, index as usize, score));
        }
        // A new target answers no old one: what is set each year anew is silent here.
        let (index, score) = best(true).filter(|&(_, score)| score >= ENOUGH_PLAN && !is_amount)?;
        let statement = &self.statements[index as usize];
        let (verdict, rule) = if self.is_due(given) {
            (Verdict::PromisedAgain, Rule::PlannedAgain)
        } else {
            (Verdict::NotDue, Rule::NotYetDue)
        };
        Some(self.found(statement, verdict, rule, score, promised_stage(self, promise), None))
    }

    /// How much of the promise's words each clause holds, for the clauses that hold a telling one.
    fn scores(&self, given: &Given) -> Vec<(u32, f64)> {
        let mut sums: HashMap<u32, (f64, f64, bool)> = HashMap::new();
        let mut total = 0.0;
        for &token in &given.tokens {
            let weight = self.weights.of(token);
            total += weight;
            let telling = !is_weak(token);
            for &index in self.postings.of(token) {
                let entry = sums.entry(index).or_default();
                entry.0 += weight;
                entry.2 |= telling;
                let next = index as usize + 1;
                let follows = self.statements.get(next).is_some_and(|following| {
                    following.sentence == self.statements[index as usize].sentence
                        && following.tokens.binary_search(&token).is_err()
                });
                if follows {
                    sums.entry(index + 1).or_default().1 += weight * IN_CLAUSE_BEFORE;
                }
            }
        }
        if total <= 0.0 {
            return Vec::new();
        }
        sums.into_iter()
            .filter(|(_, (_, _, telling))| *telling)
            .map(|(index, (own, before, _))| (index, (own + before) / total))
            .collect()
    }

    fn judge_review(&self, given: &Given, promise: &Promise, index: usize, score: f64) -> Found {
        let statement = &self.statements[index];
        let text = self.new.document.text(statement.span);
        let wanted = promised_stage(self, promise);
        let told = self.words.stages_in(text).map(|(_, _, stage)| stage).max();
        let (verdict, rule) = self.review_verdict(given, promise, statement, text, wanted, told);
        self.found(statement, verdict, rule, score, wanted, told)
    }

    fn review_verdict(
        &self,
        given: &Given,
        promise: &Promise,
        statement: &Statement,
        text: &str,
        wanted: Option<Stage>,
        told: Option<Stage>,
    ) -> (Verdict, Rule) {
        let lists = &self.words.lists;
        let clause = self.old.document.text(promise.span);
        if held(clause, &lists.end_words).is_some() && held(text, &lists.revival).is_some() {
            return (Verdict::Contradicted, Rule::Opposite);
        }
        if statement.lacking && held(text, &lists.lacking).is_some() {
            return (Verdict::Partly, Rule::NamedLacking);
        }
        if promise.hardness == Hardness::Aim
            && let (Some(aimed), Some(won)) = (self.words.level_in(&promise.object), self.words.level_in(text))
            && won > aimed
        {
            return (Verdict::Lesser, Rule::LowerLevel);
        }
        if let Some(target) = given.figure.and_then(|figure| self.old.reading.figures.get(figure as usize)) {
            if !self.is_single_thing(given, target) {
                let is_done = told.is_some_and(|told| told >= FRAMED) && target.metric.is_none();
                let counts_works = is_done && target.measure == duixian_figures::Measure::Level && !target.unit.contains(['%', '元']);
                return if counts_works { (Verdict::Partly, Rule::PartDone) } else { (Verdict::NotReported, Rule::NoFigure) };
            }
        }
        let only_part = held(text, &lists.part).is_some_and(|part| !clause.contains(part));
        let unfinished = if self.is_due(given) { (Verdict::InProgress, Rule::StillMoving) } else { (Verdict::NotDue, Rule::NotYetDue) };
        match (wanted, told) {
            (Some(wanted), Some(told)) if told >= FRAMED.max(wanted) || told >= wanted && wanted == STARTED => {
                if only_part || told == FRAMED && wanted > STARTED {
                    (Verdict::Partly, Rule::PartDone)
                } else if self.came_later(given, statement, clause, text, wanted) {
                    (Verdict::FulfilledLate, Rule::CameLater)
                } else {
                    (Verdict::Fulfilled, Rule::CameAsFar)
                }
            }
            (Some(wanted), Some(FRAMED)) if wanted > FRAMED => (Verdict::Partly, Rule::PartDone),
            (Some(_), Some(_)) => unfinished,
            _ if only_part => (Verdict::Partly, Rule::PartDone),
            _ => (Verdict::Fulfilled, Rule::SaidInReview),
        }
    }

    /// Whether what was to be finished in a year or by a month was finished after it.
    fn came_later(&self, given: &Given, statement: &Statement, clause: &str, text: &str, wanted: Stage) -> bool {
        if wanted < FINISHED {
            return false;
        }
        let last = given.period.map(|period| years(period).1);
        let told = statement.period.map(years).filter(|(first, last)| first == last).map(|(first, _)| first);
        match (last, told) {
            (Some(last), Some(told)) if told > last => true,
            (Some(last), Some(told)) if told == last => {
                month_before(clause).zip(month_named(text)).is_some_and(|(due, done)| done > due)
            }
            _ => false,
        }
    }

    fn found(
        &self,
        statement: &Statement,
        verdict: Verdict,
        rule: Rule,
        score: f64,
        stage_given: Option<Stage>,
        stage_told: Option<Stage>,
    ) -> Found {
        let answer = Answer {
            span: statement.span,
            sentence: statement.sentence,
            figure: None,
            is_plan: is_ahead(statement.part),
        };
        Found { answer: Some(answer), verdict, rule, score, stage_given, stage_told }
    }
}

/// The stage that a promise reaches when it is kept; `None` where it promises a direction alone.
fn promised_stage(scene: &Scene<'_>, promise: &Promise) -> Option<Stage> {
    let lists = &scene.words.lists;
    let says = |words: &[String]| {
        held(&promise.action, words).is_some() || words.iter().any(|word| promise.object.ends_with(word.as_str()))
    };
    match promise.hardness {
        _ if says(&lists.finish_verbs) => Some(FINISHED),
        Hardness::Start => Some(STARTED),
        _ if says(&lists.start_verbs) => Some(STARTED),
        Hardness::Result | Hardness::Aim => Some(FINISHED),
        Hardness::Progress => Some(MOVING),
        Hardness::Direction => None,
    }
}

/// The month before whose end something is due: `6月底前`.
fn month_before(text: &str) -> Option<u8> {
    let at = text.find("月底前").or_else(|| text.find("月前")).or_else(|| text.find("月份前"))?;
    month_ending(&text[..at])
}

/// The month in which something happened: `于11月投入使用`.
fn month_named(text: &str) -> Option<u8> {
    month_ending(&text[..text.find('月')?])
}

fn month_ending(text: &str) -> Option<u8> {
    let digits = text.len() - text.trim_end_matches(|character: char| character.is_ascii_digit()).len();
    text[text.len() - digits..].parse().ok().filter(|month| (1..=12).contains(month))
}
