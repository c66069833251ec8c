//! From a sentence to its promises: clauses, verb phrases, objects.

use std::sync::Arc;

use duixian_text::{ByteSpan, Document};

use super::actions::{Actions, Verb};
use super::hardness::{self, Facts};
use super::heads::{self, Head, trim};
use super::marks::{self, MarkKind, Marks};
use super::members::Member;
use super::objects::Lists;
use super::sections::Stance;
use super::sight::Sight;
use crate::scan::Scan;
use crate::{Figure, Hardness, Period, Promise, RuleTrace};

/// The field of expected targets, which stand under no heading of their own.
const TARGET_FIELD: &str = "主要预期目标";

/// The verb of an amount that has none (城镇调查失业率5.5%左右).
const IMPLIED_ACTION: &str = "达到";

/// Nobody promises anything in a clause of more than a thousand characters; reading one could take long.
const LONGEST_CLAUSE: usize = 3000;

/// A report holds hardly more than one promise in so many bytes, and seldom more than so many.
const BYTES_PER_PROMISE: usize = 64;
const USUAL_PROMISES: usize = 2048;

/// What a sentence is read with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    pub(super) sentence: u32,
    pub(super) stance: Stance,
    pub(super) period: Option<Period>,
    /// Where the clause stands in its sentence.
    pub(super) is_first: bool,
    pub(super) is_last: bool,
}

/// What a clause may take from the one before it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Carried {
    /// The verb of a counted result (完成|人工造林1000亩，…抚育2050亩).
    pub(super) action: Option<(ByteSpan, Verb)>,
    /// The subject (技术合同成交额|…，占…比重达到).
    pub(super) subject: Option<ByteSpan>,
}

/// Reads sentences one after another, using the same buffers.
pub(super) struct Reader<'a> {
    pub(super) clean: &'a str,
    document: &'a Document,
    pub(super) actions: &'a Actions,
    scan: &'a Scan,
    marks: Marks,
    amounts: Vec<ByteSpan>,
    pub(super) members: Vec<Member>,
    pub(super) lists: Lists,
    /// The field of the last promise.
    field: Arc<str>,
    promises: Vec<Promise>,
    /// The amount of each promise, where it has one of its own.
    own_amounts: Vec<Option<ByteSpan>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(document: &'a Document, actions: &'a Actions, scan: &'a Scan) -> Self {
        let promises = (document.clean.len() / BYTES_PER_PROMISE).min(USUAL_PROMISES);
        Self {
            clean: &document.clean,
            document,
            actions,
            scan,
            marks: Marks::default(),
            amounts: Vec::new(),
            members: Vec::new(),
            lists: Lists::default(),
            field: Arc::default(),
            promises: Vec::with_capacity(promises),
            own_amounts: Vec::with_capacity(promises),
        }
    }

    /// The promises read so far, in order of the text, each with its figures.
    pub(super) fn finish(mut self, figures: &[Figure]) -> Vec<Promise> {
        let mut from = 0;
        while from < self.promises.len() {
            let span = self.promises[from].span;
            let to = from + self.promises[from..].iter().take_while(|promise| promise.span == span).count();
            attach_figures(&mut self.promises[from..to], &self.own_amounts[from..to], figures);
            from = to;
        }
        self.promises
    }

    /// Reads one sentence of the plan part. `period` is the one in force there.
    pub(super) fn read_sentence(&mut self, index: u32, stance: Stance, period: Option<Period>) {
        let Some(sentence) = self.document.sentences.get(index as usize) else { return };
        let span = ByteSpan { start: stance.start, end: sentence.span.end };
        let mut found = std::mem::take(&mut self.marks);
        marks::find(self.clean, span, self.scan, self.actions, &mut found);
        let marks = &found.marks;
        let mut carried = Carried::default();
        let mut start = span.start;
        let mut setting = Setting { sentence: index, stance, period, is_first: true, is_last: false };
        let last_end = marks.iter().rev().find(|mark| mark.kind == MarkKind::Clause && mark.end == span.end);
        let last_end = last_end.map_or(span.end, |mark| mark.at);
        for end in marks
            .iter()
            .filter(|mark| mark.kind == MarkKind::Clause)
            .map(|mark| (mark.at, mark.end))
            .chain([(span.end, span.end)])
        {
            let clause = trim(self.clean, ByteSpan { start, end: end.0.max(start) });
            if !clause.is_empty() && clause.len() <= LONGEST_CLAUSE {
                setting.is_last = end.0 >= last_end;
                carried = self.read_clause(clause, &found, setting, carried);
                setting.is_first = false;
            }
            start = end.1;
        }
        self.marks = found;
    }

    fn read_clause(&mut self, clause: ByteSpan, found: &Marks, setting: Setting, carried: Carried) -> Carried {
        let mut amounts = std::mem::take(&mut self.amounts);
        super::amounts::find(self.clean, clause, &found.numbers, self.actions, &mut amounts);
        let sight = Sight { clean: self.clean, marks: &found.marks, amounts: &amounts, actions: self.actions };
        let head = heads::read(self.clean, clause, self.actions);
        let next = match head {
            Head::Verb(phrase) if setting.stance.is_target => match self.subject(clause, sight, setting, carried) {
                Some(subject) if phrase.first.hardness != Hardness::Result => {
                    self.promise_subject(clause, subject, sight, setting, carried)
                }
                _ if setting.stance.only_subjects => Carried::default(),
                _ => self.promise_phrases(clause, phrase, None, sight, setting),
            },
            Head::Effect(..) if setting.stance.only_subjects => Carried::default(),
            Head::Verb(phrase) => self.promise_phrases(clause, phrase, None, sight, setting),
            Head::Effect(effect, phrase) => self.promise_phrases(clause, phrase, Some(effect), sight, setting),
            Head::Subject(start) => {
                let mut carried = carried;
                let clause = ByteSpan { start, end: clause.end };
                let parts = sight.counted_parts(clause);
                let parts = if parts.len() > 1 { parts.as_slice() } else { std::slice::from_ref(&clause) };
                for part in parts {
                    carried = match self.subject(*part, sight, setting, carried) {
                        Some(subject) => self.promise_subject(*part, subject, sight, setting, carried),
                        None => Carried { action: None, ..carried },
                    };
                }
                carried
            }
            Head::Preamble => Carried::default(),
        };
        self.amounts = amounts;
        next
    }

    pub(super) fn promise(&mut self, span: ByteSpan, words: Words, member: &Member, setting: Setting) {
        let object = member.object(self.clean);
        let action = if words.action.is_empty() { IMPLIED_ACTION } else { words.action.of(self.clean) };
        let facts =
            Facts { verb: words.verb, action, softened: words.softened, counted: member.counted, object: &object };
        let (hardness, hardness_rule) = hardness::decide(facts, self.actions);
        let named = words.time.and_then(|time| year(time.of(self.clean)));
        let period = named.map_or(setting.period, |year| Some(Period::Year(year)));
        let field = match setting.stance.field {
            Some(field) => field.of(self.clean),
            None if setting.stance.is_target => TARGET_FIELD,
            None => "",
        };
        if *self.field != *field {
            self.field = field.into();
        }
        let trace = |field, rule, evidence| RuleTrace { field, rule, evidence };
        let rules = [
            trace("span", words.rule, Some(words.action)),
            trace("object", member.rule, Some(member.own)),
            trace("hardness", hardness_rule, member.amount),
            trace("period", if named.is_some() { "named-year" } else { "plan-part" }, words.time),
        ];
        self.own_amounts.push(member.amount);
        self.promises.push(Promise {
            span,
            action: action.to_owned(),
            object,
            hardness,
            field: Arc::clone(&self.field),
            period,
            figures: Vec::new(),
            sentence: setting.sentence,
            rules,
        });
    }
}

/// Gives the promises of one clause its figures: to each that of its own amount, the rest to those without one.
fn attach_figures(promises: &mut [Promise], amounts: &[Option<ByteSpan>], figures: &[Figure]) {
    let Some(clause) = promises.first().map(|promise| promise.span) else { return };
    let from = figures.partition_point(|figure| figure.span.start < clause.start);
    let inside = figures.iter().enumerate().skip(from).take_while(|(_, figure)| figure.span.start < clause.end);
    for (index, figure) in inside {
        let holds = |amount: &Option<ByteSpan>| {
            amount.is_some_and(|amount| amount.start < figure.span.end && figure.span.start < amount.end)
        };
        let is_owned = amounts.iter().any(holds);
        for (promise, amount) in promises.iter_mut().zip(amounts) {
            if holds(amount) || !is_owned && amount.is_none() {
                promise.figures.push(index as u32);
            }
        }
    }
}

/// The verbs of a promise.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    pub(super) action: ByteSpan,
    pub(super) verb: Verb,
    pub(super) softened: bool,
    pub(super) rule: &'static str,
    pub(super) time: Option<ByteSpan>,
}

/// The year in 到2027年底.
fn year(text: &str) -> Option<u16> {
    let digits = text.find(|character: char| character.is_ascii_digit())?;
    text.get(digits..digits + 4)?.parse().ok()
}
