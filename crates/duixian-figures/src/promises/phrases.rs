//! Clauses with their verbs in front: one promise for each phrase and each member of its object.

use duixian_text::ByteSpan;

use super::actions::{Effect, Traits, Verb};
use super::clauses::{Carried, Reader, Setting};
use super::drafts::Words;
use super::heads::{self, Head, VerbPhrase};
use super::marks::{Mark, MarkKind};
use super::members::Actor;
use super::sight::Sight;
use crate::Hardness;

/// One phrase of a clause.
#[derive(Clone, Copy, Debug)]
struct Said {
    span: ByteSpan,
    phrase: VerbPhrase,
    effect: Option<Effect>,
    /// Whether it stands behind 、 in its clause.
    is_listed: bool,
}

impl Reader<'_> {
    /// Promises of a clause with verbs in front; phrases behind 、 with verbs of their own are promises of their own.
    pub(super) fn promise_phrases(
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
        // In front of the last 等 a verb may begin a member of its list.
        let list_ends = sight.marks_in(clause).filter(|mark| mark.kind == MarkKind::EtCetera);
        let listed_until = list_ends.last().map_or(clause.start, |mark| mark.at);
        loop {
            let object = phrase.object;
            let next = if phrase.first.traits.has(Traits::PIVOTS) {
                None
            } else {
                self.next_phrase(object, listed_until, sight)
            };
            // 推动企业加强研发、扩大投资: what someone does stays with who does it.
            let next = next.filter(|mark| {
                let before = ByteSpan { start: object.start, end: mark.at };
                !(phrase.first.traits.has(Traits::LEAD)
                    && heads::inner_verb(self.clean, before, false, self.actions).is_some())
            });
            let end = next.map_or(clause.end, |mark| mark.at);
            let span = ByteSpan { start, end };
            phrase.object = ByteSpan { start: object.start, end: end.max(object.start) };
            let said = Said { span, phrase, effect, is_listed: start > clause.start };
            carried = self.promise_phrase(said, sight, setting).unwrap_or(carried);
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
    fn next_phrase(&self, object: ByteSpan, listed_until: u32, sight: Sight<'_>) -> Option<Mark> {
        let pauses = || sight.marks_in(object).filter(|mark| mark.kind == MarkKind::Pause);
        let ends = pauses().skip(1).map(|mark| mark.at).chain([object.end]);
        let mut before = object.start;
        pauses().zip(ends).find_map(|(mark, end)| {
            let piece = ByteSpan { start: mark.end, end };
            // 谋划、储备、投产“四张清单”: behind a bare verb stands another one.
            let words_before = ByteSpan { start: before, end: mark.at }.of(self.clean);
            let behind_verb = heads::is_verb(words_before, self.actions);
            before = mark.end;
            let splits = !behind_verb
                && mark.at > listed_until
                && heads::own_phrase(self.clean, words_before, piece, self.actions);
            splits.then_some(*mark)
        })
    }

    /// Promises of one phrase; `None` if it promises nothing.
    fn promise_phrase(&mut self, said: Said, sight: Sight<'_>, setting: Setting) -> Option<Carried> {
        let Said { span, phrase, effect, is_listed } = said;
        let object = phrase.object.of(self.clean);
        let is_rhetoric = self.actions.rhetoric.matches(object) || is_state(object);
        let is_past = object.starts_with('了') || object.starts_with("确定了");
        // 发展的质量, 创新是动力: the verb was a noun.
        // 抓实办好: verbs alone do nothing to anything.
        let is_noun = heads::is_verb(object, self.actions)
            || object.starts_with(['、', '的', '是', '等', '到'])
            || object.starts_with("必须");
        if object.len() < "对象".len() || is_rhetoric || is_past || is_noun {
            return None;
        }
        // 统筹|实施, 创新|设立: a direction in front of another verb is only its manner.
        let is_manner = phrase.first.hardness == Hardness::Direction && !phrase.first.traits.has(Traits::PIVOTS);
        let mut verb = if is_manner { phrase.last } else { phrase.first };
        if phrase.first.traits.has(Traits::LEAD) && !phrase.softened && phrase.last.hardness != Hardness::Direction {
            // 加快|建设, 推动|建成: the second verb says what, the light one only how fast.
            verb = Verb { traits: phrase.last.traits.and(Traits::PACES), ..phrase.last };
        }
        if let Some(effect) = effect {
            let counted = sight.amount_in(span).is_some();
            let reached = self.actions.finishes.matches(object) || self.actions.states.matches(object);
            let checked = effect.checked && (counted || reached);
            let standing = effect.standing && is_listed || !setting.is_last && (effect.standing || setting.is_first);
            if !checked && !standing {
                return None;
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
        match sight.counted_parts(phrase.object).as_slice() {
            // 确保播种面积稳定在…、产量稳定在…: each part is read by itself.
            parts @ [_, _, ..] => {
                for part in parts {
                    self.lists.split(sight, *part, Actor::None, &mut members);
                }
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
        let is_result = counted && !verb.traits.has(Traits::PACES);
        Some(Carried { action: is_result.then_some((phrase.action, verb)), subject: None })
    }
}

/// Whether an object ends in a state that only compares with before (更加稳固).
fn is_state(object: &str) -> bool {
    let state = object.len().checked_sub("更加稳固".len()).and_then(|at| object.get(at..));
    state.is_some_and(|state| ["更加", "更趋", "愈发", "更为"].iter().any(|word| state.starts_with(word)))
}
