//! From a sentence to its promises: clauses, verb phrases, objects.

use duixian_text::{ByteSpan, Document};

use super::actions::{Actions, Effect, Traits, Verb};
use super::hardness::{self, Facts};
use super::heads::{self, Head, VerbPhrase, trim};
use super::marks::{self, Mark, MarkKind};
use super::members::{Actor, Member};
use super::objects::Lists;
use super::sections::Stance;
use super::sight::Sight;
use super::subjects::{self, Subject};
use crate::{Figure, Hardness, Period, Promise, RuleTrace};

/// The field of expected targets, which stand under no heading of their own.
const TARGET_FIELD: &str = "主要预期目标";

/// The verb of an amount that has none (城镇调查失业率5.5%左右).
const IMPLIED_ACTION: &str = "达到";

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
    action: Option<(ByteSpan, Verb)>,
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
    /// The amount of each promise, where it has one of its own.
    own_amounts: Vec<Option<ByteSpan>>,
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
            own_amounts: Vec::new(),
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
        let mut marks = std::mem::take(&mut self.marks);
        marks::find(self.clean, span, self.actions, &mut marks);
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
                _ if setting.stance.only_subjects => Carried::default(),
                _ => self.promise_phrases(clause, phrase, None, sight, setting),
            },
            Head::Effect(..) if setting.stance.only_subjects => Carried::default(),
            Head::Verb(phrase) => self.promise_phrases(clause, phrase, None, sight, setting),
            Head::Effect(effect, phrase) => self.promise_phrases(clause, phrase, Some(effect), sight, setting),
            Head::Subject(start) => {
                let mut carried = carried;
                for piece in self.subjects(ByteSpan { start, end: clause.end }, sight) {
                    carried = match self.subject(piece, sight, setting, carried) {
                        Some(subject) => self.promise_subject(piece, subject, sight, setting, carried),
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

    /// The parts of a clause between 、 where each has words and an amount of its own; else the clause.
    fn subjects(&self, clause: ByteSpan, sight: Sight<'_>) -> Vec<ByteSpan> {
        let cuts = sight.marks.iter().filter(|mark| mark.kind == MarkKind::Pause && clause.contains(mark.at));
        let mut pieces = Vec::new();
        let mut start = clause.start;
        for (at, end) in cuts.map(|mark| (mark.at, mark.end)).chain([(clause.end, clause.end)]) {
            pieces.push(ByteSpan { start, end: at });
            start = end;
        }
        let says_all = |piece: &ByteSpan| {
            let amount = sight.amounts.iter().find(|amount| piece.start <= amount.start && amount.end <= piece.end);
            amount.is_some_and(|amount| amount.start - piece.start >= "词组".len() as u32)
        };
        if pieces.len() > 1 && pieces.iter().all(says_all) { pieces } else { vec![clause] }
    }

    /// A clause with its subject in front.
    fn subject(&self, clause: ByteSpan, sight: Sight<'_>, setting: Setting, carried: Carried) -> Option<Subject> {
        let is_target = setting.stance.is_target;
        if clause.of(self.clean).contains('已') {
            return None;
        }
        let amounts = sight.amounts_in(clause);
        if amounts.is_empty() {
            let finished = subjects::finished(self.clean, clause, is_target, self.actions);
            return finished.or_else(|| is_target.then(|| subjects::expected(self.clean, clause)).flatten());
        }
        let found = subjects::with_amount(self.clean, clause, amounts, self.actions);
        found.or_else(|| {
            let bare = subjects::bare_amount(self.clean, clause, amounts, self.actions)?;
            let is_rate = ["占比", "比重", "率", "比例"].iter().any(|word| bare.object.of(self.clean).ends_with(word));
            if is_rate && carried.action.is_some() {
                // A rate is reached, whatever was done to the count before it.
                return Some(Subject { action: Some(ByteSpan::default()), ..bare });
            }
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
            // 推动企业加强研发、扩大投资: what someone does stays with who does it.
            let next = next.filter(|mark| {
                let before = ByteSpan { start: object.start, end: mark.at };
                !(phrase.first.traits.has(Traits::LEAD)
                    && heads::inner_verb(self.clean, before, false, self.actions).is_some())
            });
            let end = next.map_or(clause.end, |mark| mark.at);
            let span = ByteSpan { start, end };
            phrase.object = ByteSpan { start: object.start, end: end.max(object.start) };
            carried = self.promise_phrase(span, clause.start, phrase, effect, sight, setting, carried);
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
        let mut before = object.start;
        pauses.zip(ends).find_map(|(mark, end)| {
            let piece = ByteSpan { start: mark.end, end };
            // 谋划、储备、投产“四张清单”: behind a bare verb stands another one.
            let words_before = ByteSpan { start: before, end: mark.at }.of(self.clean);
            let behind_verb = heads::is_verb(words_before, self.actions);
            before = mark.end;
            let splits = !behind_verb
                && !listed_behind(mark.at)
                && heads::own_phrase(self.clean, words_before, piece, self.actions);
            splits.then_some(*mark)
        })
    }

    fn promise_phrase(
        &mut self,
        span: ByteSpan,
        phrase_start: u32,
        phrase: VerbPhrase,
        effect: Option<Effect>,
        sight: Sight<'_>,
        setting: Setting,
        carried: Carried,
    ) -> Carried {
        let object = phrase.object.of(self.clean);
        let is_rhetoric = self.actions.rhetoric.matches(object) || is_state(object);
        let is_past = object.starts_with('了') || object.starts_with("确定了");
        // 发展的质量, 创新是动力: the verb was a noun.
        let is_noun = object.starts_with(['、', '的', '是', '等']) || object.starts_with("必须");
        if object.len() < "对象".len() || is_rhetoric || is_past || is_noun {
            return carried;
        }
        // 统筹|实施, 创新|设立: a direction in front of another verb is only its manner.
        let is_manner = phrase.first.hardness == Hardness::Direction && !phrase.first.traits.has(Traits::PIVOTS);
        let moves =
            phrase.first.traits.has(Traits::LEAD) && !phrase.softened && phrase.last.hardness == Hardness::Progress;
        let mut verb = if is_manner || moves { phrase.last } else { phrase.first };
        if let Some(effect) = effect {
            let counted = sight.amounts.iter().any(|amount| span.start <= amount.start && amount.end <= span.end);
            let reached = self.actions.finishes.matches(object) || self.actions.states.matches(object);
            let checked = effect.checked && (counted || reached);
            let listed = span.start > phrase_start;
            let standing = effect.standing && listed || !setting.is_last && (effect.standing || setting.is_first);
            if !checked && !standing {
                return carried;
            }
            let hardness = if checked { Hardness::Result } else { Hardness::Direction };
            verb = Verb { hardness, ..verb };
        }
        let rule = if effect.is_some() { "effect" } else { "verb-phrase" };
        let mut members = std::mem::take(&mut self.members);
        members.clear();
        let actor = if effect.is_some() {
            Actor::Thing
        } else if verb.traits.has(Traits::PIVOTS) {
            Actor::Person
        } else if verb.traits.has(Traits::LEAD) {
            Actor::Thing
        } else {
            Actor::None
        };
        match self.subjects(phrase.object, sight).as_slice() {
            // 确保播种面积稳定在…、产量稳定在…: each part is read by itself.
            parts @ [_, _, ..] => {
                parts.iter().for_each(|part| self.lists.split(sight, *part, Actor::None, &mut members))
            }
            _ => self.lists.split(sight, phrase.object, actor, &mut members),
        }
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
        Carried { action: carries.then_some((phrase.action, verb)), subject: None }
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
        let is_comparison = subject.action.is_some_and(|action| ["同步", "持平"].contains(&action.of(self.clean)));
        if is_comparison || !subject.rest.is_empty() {
            members.push(Member::whole(subject.object, "whole-subject"));
        } else {
            self.lists.split(sight, subject.object, Actor::None, &mut members);
        }
        let said = subject.object.end;
        let amounts = sight.amounts_in(ByteSpan { start: said, end: clause.end });
        if subject.finished {
            for member in &mut members {
                member.second_tail = subject.rest;
            }
        } else {
            pair(self.clean, &mut members, amounts);
        }
        if subject.object.of(self.clean).starts_with('占')
            && let (Some(whole), [member]) = (carried.subject, members.as_mut_slice())
        {
            member.head = whole;
        }
        let result = Verb { hardness: Hardness::Result, traits: Traits::default() };
        let (action, verb) =
            subject.action.map(|action| (action, result)).or(carried.action).unwrap_or((ByteSpan::default(), result));
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
        let trace = |field, rule, evidence| RuleTrace { field, rule, evidence };
        let rules = vec![
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
            field: field.to_owned(),
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
            let own = ByteSpan { start: member.own.start + "城乡".len() as u32, end: member.own.end };
            members.clear();
            members.extend(["城镇", "农村"].map(|implied| Member { implied, own, rule: "town-and-country", ..member }));
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
    let shares =
        amounts == 2 && first.own.len() as u32 <= WORD && second.own.len() as u32 > 2 * WORD && first.tail.is_empty();
    if shares && clean.is_char_boundary((second.own.start + WORD) as usize) {
        first.tail = ByteSpan { start: second.own.start + WORD, end: second.own.end };
        first.rule = "shared-subject";
    }
}

/// Whether an object ends in a state that only compares with before (更加稳固).
fn is_state(object: &str) -> bool {
    let state = object.len().checked_sub("更加稳固".len()).and_then(|at| object.get(at..));
    state.is_some_and(|state| ["更加", "更趋", "愈发", "更为"].iter().any(|word| state.starts_with(word)))
}

/// The year in 到2027年底.
fn year(text: &str) -> Option<u16> {
    let digits = text.find(|character: char| character.is_ascii_digit())?;
    text.get(digits..digits + 4)?.parse().ok()
}
