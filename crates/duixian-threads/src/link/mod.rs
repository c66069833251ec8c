//! Links (对应): each promise and target of an earlier report, with what a later report says of the same thing.
//!
//! | module | decides |
//! |---|---|
//! | `given` | what of the earlier report asks for an answer |
//! | `statements` | the clauses of the later report in which one may stand |
//! | `tokens` | what a text is about and how telling each of its words is |
//! | `amounts` | the figure that answers a target |
//! | `works` | the clause that answers a promise without an amount |
//!
//! Verdicts are given by the rules of `crate::verdict`. Nothing here is stored or timed.

mod amounts;
mod given;
mod statements;
pub(crate) mod tokens;
mod works;

use duixian_figures::{Codebook, Part};
use duixian_text::ByteSpan;

use crate::Source;
use crate::verdict::{Rule, Verdict};
use crate::words::{Stage, Words};
use given::Given;
use statements::Statement;
use tokens::{Token, Weights, tokens};

/// A promise or a target of an earlier report, and what became of it by a later one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The words that give it, in the clean text of the earlier report.
    pub given: ByteSpan,
    /// Index of the promise; `None` for a target figure that no promise names.
    pub promise: Option<u32>,
    /// Index of the figure aimed at, if there is one.
    pub figure: Option<u32>,
    /// The code of the indicator, if it is one.
    pub metric: Option<String>,
    /// What the later report says of it.
    pub answer: Option<Answer>,
    /// What became of it.
    pub verdict: Verdict,
    /// The rule that says so.
    pub rule: Rule,
    /// Why the two are taken for the same thing.
    pub evidence: Evidence,
    /// 0 for the leading answer, by which the promise is counted; more for what else the later report says of it.
    pub rank: u8,
}

/// The words of a later report that answer a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Where they stand, in the clean text of the later report.
    pub span: ByteSpan,
    /// Index of their sentence.
    pub sentence: u32,
    /// Index of the figure that is held against the target.
    pub figure: Option<u32>,
    /// Whether they stand in the plan of the later report and not in its review.
    pub is_plan: bool,
}

/// Why a link was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Words that both texts share, the longest first.
    pub shared: Vec<String>,
    /// How much of what the promise is about the answer holds, in thousandths.
    pub strength: u16,
    /// The stage that was promised.
    pub stage_given: Option<Stage>,
    /// The stage that is told.
    pub stage_told: Option<Stage>,
}

/// Links the promises and targets of `old` to what `new` says of the same things, in order of the earlier text.
pub fn link(old: Source<'_>, new: Source<'_>, codebook: &Codebook) -> Vec<Link> {
    let scene = Scene::new(old, new, codebook);
    given::given(old, scene.words).iter().flat_map(|given| scene.links(given)).collect()
}

/// So many answers to one promise are shown at most.
const MOST_ANSWERS: usize = 3;

/// Two reports side by side, prepared for looking up.
struct Scene<'a> {
    old: Source<'a>,
    new: Source<'a>,
    codebook: &'a Codebook,
    words: &'static Words,
    statements: Vec<Statement>,
    weights: Weights,
    results: Vec<amounts::ResultFigure>,
    postings: works::Postings,
}

impl<'a> Scene<'a> {
    fn new(old: Source<'a>, new: Source<'a>, codebook: &'a Codebook) -> Self {
        let words = Words::standard();
        let statements = statements::statements(new, codebook, words);
        let mut weights = Weights::default();
        for statement in statements.iter().chain(&statements::statements(old, codebook, words)) {
            weights.count(&statement.tokens);
        }
        for name in [old, new].into_iter().filter_map(|source| source.document.header.place.name()) {
            let parts = name
                .split_inclusive(['省', '市', '区', '县', '州'])
                .map(|part| part.trim_end_matches(['省', '市', '区', '县', '州']));
            parts.for_each(|part| weights.mute(&tokens(words, part)));
        }
        let results = amounts::results(new, words, &statements);
        let postings = works::Postings::new(&statements);
        Self { old, new, codebook, words, statements, weights, results, postings }
    }

    /// What became of one promise: the leading answer first, then what else is worth showing.
    fn links(&self, given: &Given) -> Vec<Link> {
        let metric = given
            .figure
            .and_then(|figure| self.old.reading.figures.get(figure as usize))
            .and_then(|figure| figure.metric.clone());
        let mut found = self.amount_answers(given);
        if found.is_empty() {
            found.extend(self.said_answer(given));
        }
        if found.is_empty() {
            found = self.work_answers(given);
        }
        if found.is_empty() {
            found.push(self.silence(given, metric.is_some()));
        }
        found.truncate(MOST_ANSWERS);
        (0..).zip(found).map(|(rank, found)| self.link(given, metric.clone(), rank, &found)).collect()
    }

    fn link(&self, given: &Given, metric: Option<String>, rank: u8, found: &Found) -> Link {
        let shared = found.answer.map(|answer| self.shared(given, answer)).unwrap_or_default();
        Link {
            given: given.span,
            promise: given.promise,
            figure: given.figure,
            metric,
            answer: found.answer,
            verdict: found.verdict,
            rule: found.rule,
            evidence: Evidence {
                shared,
                strength: thousandths(found.score),
                stage_given: found.stage_given,
                stage_told: found.stage_told,
            },
            rank,
        }
    }

    /// Nothing near enough: silent, unless it is not due yet.
    fn silence(&self, given: &Given, is_indicator: bool) -> Found {
        let is_rate = given.figure.and_then(|figure| self.old.reading.figures.get(figure as usize)).is_some();
        let (verdict, rule) = if !self.is_due(given) {
            (Verdict::NotDue, Rule::NotYetDue)
        } else if is_indicator || is_rate && given.promise.is_none() {
            (Verdict::NotReported, Rule::NoFigure)
        } else {
            (Verdict::NotMentioned, Rule::NothingNear)
        };
        Found { answer: None, verdict, rule, score: 0.0, stage_given: None, stage_told: None }
    }

    /// Whether the promise's period had ended when the later report was given.
    fn is_due(&self, given: &Given) -> bool {
        let reviewed = self.new.document.header.year.map(|year| year - 1);
        let last = given.period.map(|period| crate::verdict::figures::years(period).1);
        match (last, reviewed) {
            (Some(last), Some(reviewed)) => last <= reviewed,
            _ => true,
        }
    }

    /// The longest stretches that both texts hold, as words to show.
    fn shared(&self, given: &Given, answer: Answer) -> Vec<String> {
        let promise = given.promise.and_then(|index| self.old.reading.promises.get(index as usize));
        let one = promise.map_or_else(|| self.old.document.text(given.span), |promise| promise.object.as_str());
        common_words(one, self.new.document.text(answer.span))
    }
}

/// An answer with its verdict.
#[derive(Clone, Debug)]
struct Found {
    answer: Option<Answer>,
    verdict: Verdict,
    rule: Rule,
    score: f64,
    stage_given: Option<Stage>,
    stage_told: Option<Stage>,
}

/// A share from 0 to 1 in thousandths.
#[allow(clippy::cast_sign_loss, reason = "the share is held between 0 and 1")]
fn thousandths(share: f64) -> u16 {
    (share.clamp(0.0, 1.0) * 1000.0) as u16
}

fn is_ahead(part: Part) -> bool {
    part == Part::Plan
}

/// At most so many shared words are shown.
const SHOWN_WORDS: usize = 4;

/// Stretches of at least two characters that two texts share, the longest first, none inside another.
fn common_words(one: &str, other: &str) -> Vec<String> {
    let characters: Vec<(usize, char)> = one.char_indices().collect();
    let mut found: Vec<&str> = Vec::new();
    let mut start = 0;
    while start < characters.len() {
        let mut end = start;
        while end < characters.len() && characters[end].1.is_alphanumeric() {
            let to = characters.get(end + 1).map_or(one.len(), |&(at, _)| at);
            if !other.contains(&one[characters[start].0..to]) {
                break;
            }
            end += 1;
        }
        if end >= start + 2 {
            found.push(&one[characters[start].0..characters.get(end).map_or(one.len(), |&(at, _)| at)]);
        }
        start = end.max(start + 1);
    }
    found.sort_by_key(|word| std::cmp::Reverse(word.len()));
    found.truncate(SHOWN_WORDS);
    found.into_iter().map(str::to_owned).collect()
}

/// The share of what `asked` is about that a text holds; `held` tells how far a token is held, from 0 to 1.
fn coverage(weights: &Weights, asked: &[Token], factor: f64, held: impl Fn(Token) -> f64) -> (f64, f64) {
    asked.iter().fold((0.0, 0.0), |(sum, total), &token| {
        let weight = weights.of(token) * factor;
        (sum + weight * held(token), total + weight)
    })
}
