//! From a sentence to its promises: clauses, verb phrases, objects.

use duixian_text::{ByteSpan, Document};

use super::actions::{Actions, Effect, Traits, Verb};
use super::hardness::{self, Facts};
use super::heads::{self, Head, VerbPhrase, trim};
use super::marks::{self, Mark, MarkKind};
use super::objects::{Lists, Member, Sight};
use super::sections::Stance;
use super::subjects::{self, Subject};
use crate::{Hardness, Period, Promise, RuleTrace};

/// The field of expected targets, which stand under no heading of their own.
const TARGET_FIELD: &str = "主要预期目标";

/// What a sentence is read with.
#[derive(Clone, Copy, Debug)]
struct Setting {
    sentence: u32,
    stance: Stance,
    period: Option<Period>,
    /// Where the clause stands in its sentence.
    is_first: bool,
    is_last: bool,
}

/// What a clause may take from the one before it.
#[derive(Clone, Copy, Debug, Default)]
struct Carried {
    /// The verb of a counted result (完成|人工造林1000亩，…抚育2050亩).
    action: Option<ByteSpan>,
    /// The subject (技术合同成交额|…，占…比重达到).
    subject: Option<ByteSpan>,
}

/// Reads sentences one after another, using the same buffers.
pub(super) struct Reader<'a> {
    clean: &'a str,
    document: &'a Document,
    actions: &'a Actions,
    marks: Vec<Mark>,
    amounts: Vec<ByteSpan>,
    members: Vec<Member>,
    lists: Lists,
    promises: Vec<Promise>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(document: &'a Document, actions: &'a Actions) -> Self {
        Self {
            clean: &document.clean,
            document,
            actions,
            marks: Vec::new(),
            amounts: Vec::new(),
            members: Vec::new(),
            lists: Lists::default(),
            promises: Vec::new(),
        }
    }

    /// The promises read so far, in order of the text.
    pub(super) fn finish(self) -> Vec<Promise> {
        self.promises
    }

    /// Reads one sentence of the plan part. `period` is the one in force there.
    pub(super) fn read_sentence(&mut self, index: u32, stance: Stance, period: Option<Period>) {
        let Some(sentence) = self.document.sentences.get(index as usize) else { return };
        let span = ByteSpan { start: stance.start, end: sentence.span.end };
        let mut marks = std::mem::take(&mut self.marks);
        marks::find(self.clean, span, self.actions, &mut marks);
        let mut carried = Carried::default();
        let mut start = span.start;
        let mut setting = Setting { sentence: index, stance, period, is_first: true, is_last: false };
        let last_end = marks.iter().rev().find(|mark| mark.kind == MarkKind::Clause && mark.end == span.end);
        let last_end = last_end.map_or(span.end, |mark| mark.at);
        for end in marks.iter().filter(|mark| mark.kind == MarkKind::Clause).map(|mark| (mark.at, mark.end)).chain([(span.end, span.end)]) {
            let clause = trim(self.clean, ByteSpan { start, end: end.0.max(start) });
            if !clause.is_empty() {
                setting.is_last = end.0 >= last_end;
                carried = self.read_clause(clause, &marks, setting, carried);
                setting.is_first = false;
            }
            start = end.1;
        }
        self.marks = marks;
    }

    fn read_clause(&mut self, clause: ByteSpan, marks: &[Mark], setting: Setting, carried: Carried) -> Carried {
        let mut amounts = std::mem::take(&mut self.amounts);
        super::amounts::find(self.clean, clause, self.actions, &mut amounts);
        let sight = Sight { clean: self.clean, marks, amounts: &amounts, actions: self.actions };
        let head = heads::read(self.clean, clause, self.actions);
        let next = match head {
            Head::Verb(phrase) if setting.stance.is_target => match self.subject(clause, sight, setting, carried) {
                Some(subject) if phrase.first.hardness != Hardness::Result => {
                    self.promise_subject(clause, subject, sight, setting, carried)
                }
                _ => self.promise_phrases(clause, phrase, None, sight, setting),
            },
            Head::Verb(phrase) => self.promise_phrases(clause, phrase, None, sight, setting),
            Head::Effect(effect, phrase) => self.promise_phrases(clause, phrase, Some(effect), sight, setting),
            Head::Subject(start) => {
                let clause = ByteSpan { start, end: clause.end };
                match self.subject(clause, sight, setting, carried) {
                    Some(subject) => self.promise_subject(clause, subject, sight, setting, carried),
                    None => Carried { action: None, ..carried },
                }
            }
            Head::Preamble => Carried::default(),
        };
        self.amounts = amounts;
        next
    }

    /// A clause with its subject in front.
    fn subject(&self, clause: ByteSpan, sight: Sight<'_>, setting: Setting, carried: Carried) -> Option<Subject> {
        let is_target = setting.stance.is_target;
        if clause.of(self.clean).contains('已') {
            return None;
        }
        if sight.amounts.is_empty() {
            let finished = subjects::finished(self.clean, clause, self.actions);
            return finished.or_else(|| is_target.then(|| subjects::expected(self.clean, clause)).flatten());
        }
        let found = subjects::with_amount(self.clean, clause, sight.amounts, self.actions);
        found.or_else(|| {
            let bare = subjects::bare_amount(self.clean, clause, sight.amounts, self.actions)?;
            (is_target || carried.action.is_some() || bare.action.is_some()).then_some(bare)
        })
    }

    /// Promises of a clause with verbs in front; phrases behind 、 with verbs of their own are promises of their own.
    fn promise_phrases(
        &mut self,
        clause: ByteSpan,
        phrase: VerbPhrase,
        effect: Option<Effect>,
        sight: Sight<'_>,
        setting: Setting,
    ) -> Carried {
        let mut phrase = phrase;
        let mut effect = effect;
        let mut start = clause.start;
        let mut carried = Carried::default();
        loop {
            let object = phrase.object;
            let next = if phrase.first.traits.has(Traits::PIVOTS) { None } else { self.next_phrase(object, sight) };
            let end = next.map_or(clause.end, |mark| mark.at);
            let span = ByteSpan { start, end };
            phrase.object = ByteSpan { start: object.start, end: end.max(object.start) };
            carried = self.promise_phrase(span, phrase, effect, sight, setting, carried);
            let Some(mark) = next else { return carried };
            start = mark.end;
            match heads::read(self.clean, ByteSpan { start, end: clause.end }, self.actions) {
                Head::Verb(found) => {
                    phrase = found;
                    effect = None;
                }
                Head::Effect(found, words) => {
                    phrase = words;
                    effect = Some(found);
                }
                Head::Subject(_) | Head::Preamble => return carried,
            }
        }
    }

    /// The 、 behind which a phrase with its own verb and object begins.
    fn next_phrase(&self, object: ByteSpan, sight: Sight<'_>) -> Option<Mark> {
        let inside = sight.marks.iter().filter(|mark| object.start < mark.at && mark.at < object.end);
        let pauses = inside.clone().filter(|mark| mark.kind == MarkKind::Pause);
        let ends = pauses.clone().skip(1).map(|mark| mark.at).chain([object.end]);
        let listed_behind = |from: u32| inside.clone().any(|mark| mark.kind == MarkKind::EtCetera && mark.at > from);
        pauses.zip(ends).find_map(|(mark, end)| {
            let piece = ByteSpan { start: mark.end, end };
            (!listed_behind(mark.at) && heads::own_phrase(self.clean, piece, self.actions)).then_some(*mark)
        })
    }

    fn promise_phrase(
        &mut self,
        span: ByteSpan,
        phrase: VerbPhrase,
        effect: Option<Effect>,
        sight: Sight<'_>,
        setting: Setting,
        carried: Carried,
    ) -> Carried {
        let object = phrase.object.of(self.clean);
        let is_rhetoric = self.actions.rhetoric.matches(object);
        if object.len() < "对象".len() || is_rhetoric {
            return carried;
        }
        let mut verb = phrase.first;
        if let Some(effect) = effect {
            let counted = sight.amounts.iter().any(|amount| span.start <= amount.start && amount.end <= span.end);
            let checked = effect.checked && (counted || self.actions.finishes.matches(object));
            let standing = !setting.is_last && (effect.standing || setting.is_first);
            if !checked && !standing {
                return carried;
            }
            let hardness = if checked { Hardness::Result } else { Hardness::Direction };
            verb = Verb { hardness, ..verb };
        }
        let rule = if effect.is_some() { "effect" } else { "verb-phrase" };
        let mut members = std::mem::take(&mut self.members);
        members.clear();
        self.lists.split(sight, phrase.object, verb.traits.has(Traits::PIVOTS), &mut members);
        let keeps_verb = effect.is_some() || verb.hardness == Hardness::Aim;
        let mut counted = false;
        for member in &members {
            let action = member.predicate.filter(|_| !keeps_verb).unwrap_or(phrase.action);
            counted |= member.counted;
            let words = Words { action, verb, softened: phrase.softened, rule, time: phrase.time };
            self.promise(span, words, member, setting);
        }
        self.members = members;
        let carries = counted && !verb.traits.has(Traits::PACES);
        Carried { action: carries.then_some(phrase.action), subject: None }
    }

    fn promise_subject(
        &mut self,
        clause: ByteSpan,
        subject: Subject,
        sight: Sight<'_>,
        setting: Setting,
        carried: Carried,
    ) -> Carried {
        let mut members = std::mem::take(&mut self.members);
        members.clear();
        self.lists.split(sight, subject.object, false, &mut members);
        let said = subject.object.end;
        let amounts: Vec<ByteSpan> = sight.amounts.iter().copied().filter(|amount| amount.start >= said).collect();
        if subject.finished {
            for member in &mut members {
                member.second_tail = subject.rest;
            }
        } else {
            pair(self.clean, &mut members, &amounts);
        }
        if subject.object.of(self.clean).starts_with('占')
            && let (Some(whole), [member]) = (carried.subject, members.as_mut_slice())
        {
            member.head = whole;
        }
        let verb = Verb { hardness: Hardness::Result, traits: Traits::default() };
        let action = subject.action.or(carried.action).unwrap_or_default();
        for member in &members {
            let words = Words { action, verb, softened: false, rule: subject.rule, time: None };
            self.promise(clause, words, member, setting);
        }
        let subject_words = members.first().map(|member| member.own);
        self.members = members;
        Carried { action: carried.action, subject: subject_words }
    }

    fn promise(&mut self, span: ByteSpan, words: Words, member: &Member, setting: Setting) {
        let object = member.object(self.clean);
        let action = words.action.of(self.clean);
        let facts = Facts { verb: words.verb, action, softened: words.softened, counted: member.counted, object: &object };
        let (hardness, hardness_rule) = hardness::decide(facts, self.actions);
        let named = words.time.and_then(|time| year(time.of(self.clean)));
        let period = named.map_or(setting.period, |year| Some(Period::Year(year)));
        let field = match setting.stance.field {
            Some(field) => field.of(self.clean),
            None if setting.stance.is_target => TARGET_FIELD,
            None => "",
        };
        let trace = |field, rule, evidence| RuleTrace { field, rule, evidence };
        let rules = vec![
            trace("span", words.rule, Some(words.action)),
            trace("object", member.rule, Some(member.own)),
            trace("hardness", hardness_rule, member.amount),
            trace("period", if named.is_some() { "named-year" } else { "plan-part" }, words.time),
        ];
        self.promises.push(Promise {
            span,
            action: action.to_owned(),
            object,
            hardness,
            field: field.to_owned(),
            period,
            figures: Vec::new(),
            sentence: setting.sentence,
            rules,
        });
    }
}

/// The verbs of a promise.
#[derive(Clone, Copy, Debug)]
struct Words {
    action: ByteSpan,
    verb: Verb,
    softened: bool,
    rule: &'static str,
    time: Option<ByteSpan>,
}

/// Gives each subject its own amount, in order; splits 城乡 where two amounts follow it.
fn pair(clean: &str, members: &mut Vec<Member>, amounts: &[ByteSpan]) {
    if let ([member], [_, _]) = (members.as_slice(), amounts) {
        if member.own.of(clean).starts_with("城乡") {
            let member = *member;
            // 城乡居民 is read as 城(镇)居民 and 乡(村)居民: each keeps its own character and what follows.
            let half = |from: u32| ByteSpan { start: member.own.start + from, end: member.own.start + from + 3 };
            let own = ByteSpan { start: member.own.start + 6, end: member.own.end };
            members.clear();
            members.extend([half(0), half(3)].map(|head| Member { head, own, rule: "town-and-country", ..member }));
        }
    }
    share_subject_tail(clean, members, amounts.len());
    if let ([member], true) = (members.as_slice(), amounts.len() > 1) {
        let member = *member;
        members.resize(amounts.len(), member);
    }
    let last = amounts.len().saturating_sub(1);
    for (index, member) in members.iter_mut().enumerate() {
        member.amount = amounts.get(index.min(last)).copied();
        member.counted = true;
    }
}

/// 城镇和农村居民收入分别…: a first subject of one word shares what follows the second one's first word.
fn share_subject_tail(clean: &str, members: &mut [Member], amounts: usize) {
    const WORD: u32 = 6;
    let [first, second] = members else { return };
    let shares = amounts == 2 && first.own.len() as u32 <= WORD && second.own.len() as u32 > 2 * WORD && first.tail.is_empty();
    if shares && clean.is_char_boundary((second.own.start + WORD) as usize) {
        first.tail = ByteSpan { start: second.own.start + WORD, end: second.own.end };
        first.rule = "shared-subject";
    }
}

/// The year in 到2027年底.
fn year(text: &str) -> Option<u16> {
    let digits = text.find(|character: char| character.is_ascii_digit())?;
    text.get(digits..digits + 4)?.parse().ok()
}
