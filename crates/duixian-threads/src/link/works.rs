//! The clause of a later report that answers a promise without an amount, and how far the thing has come.
//!
//! The review goes before the plan: what is promised once more was not done, unless the review says so.

use std::collections::HashMap;

use duixian_figures::{Figure, Hardness, Kind, Measure, Promise, Value};
use duixian_text::ByteSpan;

use super::amounts::counts_works;
use super::given::Given;
use super::statements::{Statement, is_in_digits};
use super::tokens::{Token, is_function, is_name, is_single, is_weak, is_wording, tokens};
use super::{Answer, Found, Scene, common_words, coverage, is_ahead};
use crate::verdict::figures::{same_unit, years};
use crate::verdict::{Rule, Verdict};
use crate::words::{FINISHED, FRAMED, MOVING, PLANNED, STARTED, Stage, held};

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
const ENOUGH_REVIEW: f64 = 0.48;
/// The same for a clause of the plan.
const ENOUGH_PLAN: f64 = 0.55;
/// More is asked where the promise names an amount and the answer tells none.
const ENOUGH_WITHOUT_AMOUNT: f64 = 0.8;
/// The review is passed over for a plan that holds so much more.
const PLAN_AHEAD: f64 = 0.4;
/// A token held by the clause before.
const IN_CLAUSE_BEFORE: f64 = 0.5;
/// The telling tokens of a promise that can be recognized at all weigh at least so much.
const TELLING: f64 = 0.15;
/// What is shared weighs at least so much.
const SHARED: f64 = 0.3;
/// One common word alone must be so much of a promise.
const BY_ONE_WORD: f64 = 0.62;
/// What a score is worth where the clause names another thing.
const OTHER_NAME: f64 = 0.75;
/// A name that both texts hold letter by letter and that weighs so much is enough by itself.
const NAME: f64 = 1.25;
/// How much such a name counts for.
const NAME_SCORE: f64 = 0.6;
/// So near the best, another clause is worth showing, too.
const NEAR_THE_BEST: f64 = 0.12;
/// So many characters are taken in at one glance.
const ONE_GLANCE: usize = 60;
/// What speaks for a clause besides what it holds: that the thing came as far as promised, that its stage is told at
/// all, that the clause is about nothing else; against it, that it only names the thing as lacking.
const AS_FAR: f64 = 0.12;
const SOME_STAGE: f64 = 0.05;
const LIKE_BACK: f64 = 0.15;
const LACKS: f64 = 0.12;
/// Candidates looked at closely.
const CANDIDATES: usize = 24;

/// What a clause holds of a promise.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    weight: f64,
    /// More than words that stand everywhere.
    is_telling: bool,
    /// A part of a name, or a declared wording of a thing.
    is_named: bool,
    /// How many words that are not grammar.
    words: u32,
}

/// A clause that may answer a promise.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    index: usize,
    /// How much of the promise it holds.
    score: f64,
    /// The score with what speaks for it besides.
    order: f64,
}

impl Scene<'_> {
    /// The clauses that answer a promise, the leading one first, each with its verdict.
    pub(super) fn work_answers(&self, given: &Given) -> Vec<Found> {
        let Some(promise) = given.promise.and_then(|index| self.old.reading.promises.get(index as usize)) else {
            return Vec::new();
        };
        let target = self.work_target(given);
        let is_amount = target.is_some();
        if is_amount && target.is_some_and(|target| target.unit.starts_with('元')) {
            // What a sum of money came to is told by another sum or not at all.
            return Vec::new();
        }
        let mut candidates = self.candidates(given, promise);
        let floor = |candidate: &Candidate| match (is_ahead(self.statements[candidate.index].part), is_amount) {
            (false, false) => ENOUGH_REVIEW,
            (false, true) => ENOUGH_WITHOUT_AMOUNT,
            (true, false) => ENOUGH_PLAN,
            // A new target answers no old one: what is set each year anew is silent here.
            (true, true) => f64::INFINITY,
        };
        candidates.retain(|candidate| candidate.score >= floor(candidate));
        let is_plan = |candidate: &&Candidate| is_ahead(self.statements[candidate.index].part);
        let review = candidates.iter().find(|candidate| !is_plan(candidate)).copied();
        let plan = candidates.iter().find(is_plan).copied();
        let leading = match (review, plan) {
            (Some(review), Some(plan)) if review.score + PLAN_AHEAD < plan.score => plan,
            (Some(review), _) => review,
            (None, Some(plan)) => plan,
            (None, None) => return Vec::new(),
        };
        let other = if is_plan(&&leading) { review } else { plan };
        let near = candidates.iter().copied().filter(|candidate| {
            is_plan(&candidate) == is_plan(&&leading)
                && candidate.index != leading.index
                && candidate.score + NEAR_THE_BEST >= leading.score
        });
        std::iter::once(leading)
            .chain(other)
            .chain(near)
            .map(|candidate| self.judge_work(given, promise, candidate))
            .collect()
    }

    /// The amount that is aimed at: in digits, for 十六项行动 is a name, and not the size of one thing.
    fn work_target(&self, given: &Given) -> Option<&Figure> {
        let target = self.old.reading.figures.get(given.figure? as usize)?;
        (is_in_digits(self.old.printed(target)) && !self.is_single_thing(given, target)).then_some(target)
    }

    /// The clauses that hold most of what a promise is about, the best first.
    fn candidates(&self, given: &Given, promise: &Promise) -> Vec<Candidate> {
        let mut scores: HashMap<u32, f64> = HashMap::new();
        for tokens in std::iter::once(&given.tokens).chain(&given.headed) {
            for (index, score) in self.scores(tokens) {
                let best = scores.entry(index).or_default();
                *best = best.max(score);
            }
        }
        let mut scores: Vec<(u32, f64)> = scores.into_iter().collect();
        scores.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        scores.truncate(CANDIDATES);
        let wanted = promised_stage(self, promise);
        let mut candidates: Vec<Candidate> = scores
            .into_iter()
            .map(|(index, score)| {
                let index = index as usize;
                let statement = &self.statements[index];
                let text = self.new.document.text(statement.span);
                let score = score.max(self.name_score(&promise.object, text));
                let score = if self.is_of_another_name(given, index) { score * OTHER_NAME } else { score };
                let told = self.told_stage(index);
                let as_far = told.is_some_and(|told| wanted.is_none_or(|wanted| told >= wanted));
                let back = self.share(&statement.tokens, &given.tokens);
                let lacks = statement.lacking && held(text, &self.words.lists.lacking).is_some();
                let speaks = if as_far {
                    AS_FAR
                } else if told.is_some() {
                    SOME_STAGE
                } else {
                    0.0
                };
                let order = score + speaks + LIKE_BACK * back - if lacks { LACKS } else { 0.0 };
                Candidate { index, score, order }
            })
            .collect();
        candidates.sort_by(|one, other| other.order.total_cmp(&one.order).then(one.index.cmp(&other.index)));
        candidates
    }

    /// Whether the promise names a thing, and the clause holds no part of that name and names another thing.
    fn is_of_another_name(&self, given: &Given, index: usize) -> bool {
        let statement = &self.statements[index];
        let before = index.checked_sub(1).map(|before| &self.statements[before]);
        let before = before.filter(|before| before.sentence == statement.sentence);
        let told = |token: &Token| {
            statement.tokens.binary_search(token).is_ok()
                || before.is_some_and(|before| before.tokens.binary_search(token).is_ok())
        };
        let mut names = given.tokens.iter().filter(|&&token| is_name(token) && self.weights.of(token) > 0.0).peekable();
        names.peek().is_some() && !names.any(told) && statement.tokens.iter().any(|&token| is_name(token))
    }

    /// How much of `asked` a sorted list of tokens holds.
    fn share(&self, asked: &[Token], held: &[Token]) -> f64 {
        let (sum, total) =
            coverage(&self.weights, asked, 1.0, |token| f64::from(u8::from(held.binary_search(&token).is_ok())));
        if total > 0.0 { sum / total } else { 0.0 }
    }

    /// What the longest stretch that both texts hold letter by letter counts for.
    fn name_score(&self, object: &str, text: &str) -> f64 {
        let weight = common_words(object, text)
            .iter()
            .map(|name| tokens(self.words, name).iter().map(|&token| self.weights.of(token)).sum::<f64>())
            .fold(0.0, f64::max);
        if weight >= NAME { NAME_SCORE } else { 0.0 }
    }

    /// How much of the promise's words each clause holds, for the clauses that hold a telling one.
    fn scores(&self, asked: &[Token]) -> Vec<(u32, f64)> {
        let telling: f64 = asked.iter().filter(|&&token| !is_weak(token)).map(|&token| self.weights.of(token)).sum();
        if telling < TELLING {
            return Vec::new();
        }
        let mut sums: HashMap<u32, Held> = HashMap::new();
        let mut total = 0.0;
        for &token in asked {
            let weight = self.weights.of(token);
            total += weight;
            for &index in self.postings.of(token) {
                let entry = sums.entry(index).or_default();
                entry.weight += weight;
                entry.is_telling |= !is_weak(token);
                entry.is_named |= is_name(token) || is_wording(token);
                entry.words += u32::from(!is_function(token) && !is_single(token));
                let follows = self.statements.get(index as usize + 1).is_some_and(|following| {
                    following.sentence == self.statements[index as usize].sentence
                        && following.tokens.binary_search(&token).is_err()
                });
                if follows {
                    sums.entry(index + 1).or_default().weight += weight * IN_CLAUSE_BEFORE;
                }
            }
        }
        sums.into_iter()
            .filter(|(_, held)| held.is_telling && held.weight >= SHARED)
            .filter(|(_, held)| held.weight >= total * BY_ONE_WORD || held.words >= 2 || held.is_named)
            .map(|(index, held)| (index, held.weight / total))
            .collect()
    }

    fn judge_work(&self, given: &Given, promise: &Promise, candidate: Candidate) -> Found {
        if !is_ahead(self.statements[candidate.index].part) {
            return self.judge_review(given, promise, candidate.index, candidate.score);
        }
        let (verdict, rule) = if self.is_due(given) {
            (Verdict::PromisedAgain, Rule::PlannedAgain)
        } else {
            (Verdict::NotDue, Rule::NotYetDue)
        };
        self.found(candidate.index, verdict, rule, candidate.score, promised_stage(self, promise), None)
    }

    fn judge_review(&self, given: &Given, promise: &Promise, index: usize, score: f64) -> Found {
        let statement = &self.statements[index];
        let text = self.new.document.text(statement.span);
        let wanted = promised_stage(self, promise);
        let told = self.told_stage(index);
        let (verdict, rule) = self.review_verdict(given, promise, statement, text, wanted, told);
        self.found(index, verdict, rule, score, wanted, told)
    }

    /// How far a clause says the thing has come.
    fn told_stage(&self, index: usize) -> Option<Stage> {
        let lists = &self.words.lists;
        let text = self.new.document.text(self.statements[index].span);
        let told: Vec<(&str, Stage)> =
            self.words.stages_in(text).map(|(start, end, stage)| (&text[start..end], stage)).collect();
        let highest = told.iter().map(|&(_, stage)| stage).max()?;
        let told_on = self.new.document.text(self.told_on(index));
        let tells_share = held(told_on, &lists.fractions).is_some()
            || told_on.contains('%') && held(told_on, &lists.of_the_work).is_some();
        if tells_share && held(told_on, &lists.finish_verbs).is_some() {
            return Some(MOVING);
        }
        if held(text, &lists.coming).is_some() {
            return Some(highest.min(MOVING));
        }
        // 完成入户调查: what is done is no more than its preparation.
        let is_prepared = told.iter().any(|&(_, stage)| stage == PLANNED)
            && told.iter().all(|&(word, stage)| stage == PLANNED || word == "完成");
        Some(if is_prepared { PLANNED } else { highest })
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
        if let Some(target) = self.work_target(given) {
            let (verdict, rule) = self.without_amount(statement, target, told);
            return if verdict == Verdict::Missed && !self.is_due(given) {
                (Verdict::NotDue, Rule::NotYetDue)
            } else {
                (verdict, rule)
            };
        }
        let only_part = held(text, &lists.part).is_some_and(|part| !clause.contains(part));
        let unfinished = if self.is_due(given) {
            (Verdict::InProgress, Rule::StillMoving)
        } else {
            (Verdict::NotDue, Rule::NotYetDue)
        };
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
            (Some(FINISHED), None) if held(&promise.action, &lists.finish_verbs).is_some() => unfinished,
            (Some(MOVING), None) if lists.works_nouns.iter().any(|noun| promise.object.ends_with(noun.as_str())) => {
                unfinished
            }
            _ => (Verdict::Fulfilled, Rule::SaidInReview),
        }
    }

    /// The verdict where an amount was promised and the clause gives none that can be held against it.
    fn without_amount(&self, statement: &Statement, target: &Figure, told: Option<Stage>) -> (Verdict, Rule) {
        if self.counts_alike(statement, target) {
            return (Verdict::NotComparable, Rule::OtherScope);
        }
        let grows = target.measure == Measure::Growth
            && matches!(target.value, Value::One(rate) | Value::Range(rate, _) if rate.mantissa > 0);
        let text = self.new.document.text(statement.span);
        if grows && statement.figures.is_empty() && held(text, &self.words.lists.shrinking).is_some() {
            return (Verdict::Missed, Rule::BelowTarget);
        }
        let counts = counts_works(&target.unit);
        let is_done = told.is_some_and(|told| told >= FRAMED) && (target.metric.is_none() || counts);
        let wants_one = matches!(target.value, Value::One(one) if one.mantissa == 1 && one.scale == 0);
        if !is_done || target.measure != Measure::Level || target.unit.contains(['%', '元']) {
            (Verdict::NotReported, Rule::NoFigure)
        } else if counts && wants_one {
            (Verdict::Fulfilled, Rule::CameAsFar)
        } else {
            (Verdict::Partly, Rule::PartDone)
        }
    }

    /// A clause with those behind it that go on telling of it, as far as one glance takes in.
    fn told_on(&self, index: usize) -> ByteSpan {
        let first = &self.statements[index];
        let mut span = first.span;
        for next in self.statements.iter().skip(index + 1).take_while(|next| next.sentence == first.sentence) {
            let text = self.new.document.text(ByteSpan { start: span.end, end: next.span.end });
            let clause = self.new.document.text(next.span);
            let all = self.new.document.text(ByteSpan { start: span.start, end: next.span.end });
            let begins_with_verb = self.words.stages_in(clause).next().is_some_and(|(at, ..)| at == 0)
                || self.words.lists.work_verbs.iter().any(|verb| clause.starts_with(verb.as_str()));
            let tells_of_another = next.tokens.iter().any(|&token| is_name(token))
                && self.words.stages_in(clause).any(|(_, _, stage)| stage >= FRAMED);
            let begins_another = begins_with_verb || tells_of_another;
            if !text.starts_with('，') || begins_another || all.chars().count() > ONE_GLANCE {
                break;
            }
            span.end = next.span.end;
        }
        span
    }

    /// Whether a clause of the review counts in the target's unit, but not the target's thing alone.
    fn counts_alike(&self, statement: &Statement, target: &Figure) -> bool {
        statement.figures.iter().filter_map(|&index| self.new.reading.figures.get(index as usize)).any(|figure| {
            figure.kind == Kind::Fact
                && figure.measure == Measure::Level
                && target.measure == Measure::Level
                && same_unit(&target.unit, &figure.unit)
        })
    }

    /// Whether what was to be finished in a year or by a month was finished after it.
    fn came_later(&self, given: &Given, statement: &Statement, clause: &str, text: &str, wanted: Stage) -> bool {
        // A date must be given: by the verb (完成, 投用 within the year) or by a month.
        let is_dated = held(clause, &self.words.lists.finish_verbs).is_some() || month_before(clause).is_some();
        if wanted < FINISHED || !is_dated {
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
        index: usize,
        verdict: Verdict,
        rule: Rule,
        score: f64,
        stage_given: Option<Stage>,
        stage_told: Option<Stage>,
    ) -> Found {
        let answer = Answer {
            span: self.told_on(index),
            sentence: self.statements[index].sentence,
            figure: None,
            is_plan: is_ahead(self.statements[index].part),
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
