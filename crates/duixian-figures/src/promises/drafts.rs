//! What was read of a promise, and how it is put into words: fields, hardness, figures.
//!
//! All drafts of a document are written out together, one step after the other for all of them: that keeps each step's
//! code and words at hand.

use std::sync::Arc;

use duixian_text::ByteSpan;

use super::actions::{Actions, Verb};
use super::clauses::Setting;
use super::hardness::{self, Facts};
use super::members::Member;
use crate::{Figure, Period, Promise, RuleTrace};

/// The field of expected targets, which stand under no heading of their own.
const TARGET_FIELD: &str = "主要预期目标";

/// The verb of an amount that has none (城镇调查失业率5.5%左右).
const IMPLIED_ACTION: &str = "达到";

/// A promise as places of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Draft {
    pub(super) span: ByteSpan,
    pub(super) words: Words,
    pub(super) member: Member,
    pub(super) setting: Setting,
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

/// Writes drafts out, in order of the text, each with its figures.
pub(super) fn write(clean: &str, drafts: &[Draft], figures: &[Figure], actions: &Actions) -> Vec<Promise> {
    let mut field: Arc<str> = Arc::default();
    let mut promises = Vec::with_capacity(drafts.len());
    promises.extend(drafts.iter().map(|draft| draft.promise(clean, &mut field, actions)));
    let mut rest = &mut promises[..];
    for of_clause in drafts.chunk_by(|one, other| one.span == other.span) {
        let (promises, behind) = rest.split_at_mut(of_clause.len());
        attach_figures(promises, of_clause, figures);
        rest = behind;
    }
    promises
}

impl Draft {
    /// `last_field` is the field of the promise before; promises that have the same one share it.
    fn promise(&self, clean: &str, last_field: &mut Arc<str>, actions: &Actions) -> Promise {
        let Self { words, member, setting, .. } = self;
        let object = member.object(clean);
        let action = if words.action.is_empty() { IMPLIED_ACTION } else { words.action.of(clean) };
        let facts =
            Facts { verb: words.verb, action, softened: words.softened, counted: member.counted, object: &object };
        let (hardness, hardness_rule) = hardness::decide(facts, actions);
        let named = words.time.and_then(|time| year(time.of(clean)));
        let field = match setting.stance.field {
            Some(field) => field.of(clean),
            None if setting.stance.is_target => TARGET_FIELD,
            None => "",
        };
        if **last_field != *field {
            *last_field = field.into();
        }
        let trace = |field, rule, evidence| RuleTrace { field, rule, evidence };
        Promise {
            span: self.span,
            action: action.into(),
            object,
            hardness,
            field: Arc::clone(last_field),
            period: named.map_or(setting.period, |year| Some(Period::Year(year))),
            figures: Vec::new(),
            sentence: setting.sentence,
            rules: [
                trace("span", words.rule, Some(words.action)),
                trace("object", member.rule, Some(member.own)),
                trace("hardness", hardness_rule, member.amount),
                trace("period", if named.is_some() { "named-year" } else { "plan-part" }, words.time),
            ],
        }
    }
}

/// Gives the promises of one clause its figures: to each that of its own amount, the rest to those without one.
fn attach_figures(promises: &mut [Promise], drafts: &[Draft], figures: &[Figure]) {
    let Some(clause) = promises.first().map(|promise| promise.span) else { return };
    let from = figures.partition_point(|figure| figure.span.start < clause.start);
    let inside = figures.iter().enumerate().skip(from).take_while(|(_, figure)| figure.span.start < clause.end);
    for (index, figure) in inside {
        let holds = |draft: &Draft| {
            draft.member.amount.is_some_and(|amount| amount.start < figure.span.end && figure.span.start < amount.end)
        };
        let is_owned = drafts.iter().any(holds);
        for (promise, draft) in promises.iter_mut().zip(drafts) {
            if holds(draft) || !is_owned && draft.member.amount.is_none() {
                promise.figures.push(index as u32);
            }
        }
    }
}

/// The year in 到2027年底.
fn year(text: &str) -> Option<u16> {
    let digits = text.find(|character: char| character.is_ascii_digit())?;
    text.get(digits..digits + 4)?.parse().ok()
}
