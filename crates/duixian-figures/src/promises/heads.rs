//! The head of a clause: what stands before its object, and so what kind of clause it is.

use duixian_text::ByteSpan;

use super::actions::{Actions, Effect, Ending, Opener, Traits, Verb};

/// What the start of a clause says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// A verb and its object.
    Verb(VerbPhrase),
    /// An effect of something said before it.
    Effect(Effect, VerbPhrase),
    /// No verb in front: perhaps a subject with its amount. Starts where the subject does.
    Subject(u32),
    /// Says from what, by what or how; nothing is promised.
    Preamble,
}

/// The verbs in front of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct VerbPhrase {
    /// The verbs as written, without manner.
    pub(super) action: ByteSpan,
    /// The first verb.
    pub(super) first: Verb,
    /// The last verb.
    pub(super) last: Verb,
    /// Whether a verb behind a light one leaves it a direction (加快构建).
    pub(super) softened: bool,
    /// What the verbs are done to, up to the clause's end.
    pub(super) object: ByteSpan,
    /// A time that stood before the verbs.
    pub(super) time: Option<ByteSpan>,
}

/// Manner that stands between the one who acts and the verb.
const MANNERS: [&str; 6] = ["重点", "着力", "积极", "大力", "全力", "全面"];
/// Fewer bytes than this are no object (two characters).
const SHORTEST_OBJECT: usize = 6;
/// A word of will stands at most this many bytes behind the start of its clause (财政政策要…).
const LONGEST_SPEAKER: usize = 30;

/// Reads the head of `clause`.
pub(super) fn read(clean: &str, clause: ByteSpan, actions: &Actions) -> Head {
    let head = read_front(clean, clause, actions);
    let Head::Subject(start) = head else { return head };
    match behind_will(clean, ByteSpan { start, end: clause.end }, actions) {
        Some(found) => found,
        None => head,
    }
}

fn read_front(clean: &str, clause: ByteSpan, actions: &Actions) -> Head {
    let mut at = clause.start;
    let mut time = None;
    let mut kept = None;
    loop {
        let rest = &clean[at as usize..clause.end as usize];
        let Some(first) = rest.chars().next() else { return Head::Subject(clause.start) };
        if first.is_whitespace() || matches!(first, '—' | '…' | '·' | '●' | '>' | '※') {
            at += first.len_utf8() as u32;
            continue;
        }
        if let Some(length) = year_bound(rest) {
            time = Some(ByteSpan { start: at, end: at + length as u32 });
            at += length as u32;
            continue;
        }
        let Some((length, opener)) = opener(rest, actions) else {
            return Head::Subject(kept.unwrap_or(at));
        };
        let next = at + length as u32;
        match opener {
            Opener::Adverb | Opener::Modal => at = next,
            Opener::Time => {
                time = Some(ByteSpan { start: at, end: next });
                at = next;
            }
            Opener::KeptAdverb => {
                let behind = &clean[next as usize..clause.end as usize];
                if !matches!(self::opener(behind, actions), Some((_, Opener::Verb(_)))) {
                    return Head::Subject(at);
                }
                kept = Some(at);
                at = next;
            }
            Opener::Preamble => return Head::Preamble,
            Opener::Preposition => {
                return verb_inside(
                    clean,
                    ByteSpan { start: next, end: clause.end },
                    |opener| matches!(opener, Opener::Verb(_)),
                    actions,
                )
                .map_or(Head::Preamble, |start| phrase_at(clean, start, clause.end, time, actions));
            }
            Opener::Effect(effect) => {
                let traits = if effect.pivots { Traits::PIVOTS } else { Traits::default() };
                let verb = Verb { hardness: crate::Hardness::Direction, traits };
                let phrase = chain(clean, kept.unwrap_or(at), next, clause.end, verb, time, actions);
                return Head::Effect(effect, phrase);
            }
            Opener::Verb(verb) => {
                return Head::Verb(chain(clean, kept.unwrap_or(at), next, clause.end, verb, time, actions));
            }
        }
    }
}

fn phrase_at(clean: &str, at: u32, end: u32, time: Option<ByteSpan>, actions: &Actions) -> Head {
    let Some((length, Opener::Verb(verb))) = opener(&clean[at as usize..end as usize], actions) else {
        return Head::Subject(at);
    };
    Head::Verb(chain(clean, at, at + length as u32, end, verb, time, actions))
}

/// The word that opens a text, unless it only begins a longer noun (服务业, 建设用地).
fn opener(text: &str, actions: &Actions) -> Option<(usize, Opener)> {
    let found = actions.openers.longest(text)?;
    if matches!(found.1, Opener::Verb(_))
        && actions.compounds.longest(text).is_some_and(|(length, ())| length > found.0)
    {
        return None;
    }
    Some(found)
}

/// Takes in the verbs behind the first one: 加快|推进, 建立|完善, 保护和|传承.
fn chain(
    clean: &str,
    start: u32,
    behind: u32,
    end: u32,
    first: Verb,
    time: Option<ByteSpan>,
    actions: &Actions,
) -> VerbPhrase {
    let mut at = behind;
    let mut last = first;
    let mut softened = false;
    loop {
        let rest = &clean[at as usize..end as usize];
        let (linked, skipped) = match ["并", "和", "与", "及", "、"].iter().find_map(|link| rest.strip_prefix(link))
        {
            Some(linked) => {
                behind_manner(linked, actions).map_or((linked, 3), |manner| (&linked[manner..], 3 + manner))
            }
            None => (rest, 0),
        };
        if skipped == 0 && !last.traits.has(Traits::CHAINS) {
            break;
        }
        let Some((length, found)) = opener(linked, actions) else { break };
        let object = &linked[length..];
        let begins_list = skipped == 0 && object.starts_with('、');
        if object.len() < SHORTEST_OBJECT || begins_list || is_noun_before(object, actions) {
            break;
        }
        match found {
            Opener::Verb(verb) if skipped == 0 && verb.traits.has(Traits::WEAK) => break,
            Opener::Verb(verb)
                if verb.traits.has(Traits::JOINS)
                    || skipped > 0 && verb.traits.has(Traits::PIVOTS) && last.traits.has(Traits::PIVOTS) =>
            {
                softened = verb.traits.has(Traits::SOFTENS);
                last = verb;
            }
            // 传承和|弘扬: any word of doing may be joined.
            Opener::Effect(_) | Opener::Preamble if skipped > 0 && length >= SHORTEST_OBJECT => {}
            // 加快|形成 leaves a direction as 加快|构建 does.
            Opener::Effect(_) if skipped == 0 && last.traits.has(Traits::LEAD) => softened = true,
            _ => break,
        }
        at += (skipped + length) as u32;
    }
    let rest = &clean[at as usize..end as usize];
    if let Some(becoming) = ["成为", "成"].iter().find(|word| rest.starts_with(**word)) {
        at += becoming.len() as u32;
    } else if rest.len() > SHORTEST_OBJECT && rest.starts_with('好') && !clean[..at as usize].ends_with('好') {
        at += "好".len() as u32;
    }
    let object = trim(clean, ByteSpan { start: at, end });
    VerbPhrase { action: ByteSpan { start, end: at }, first, last, softened, object, time }
}

/// Length of the manner in front of a second verb (和|严厉|打击).
fn behind_manner(text: &str, actions: &Actions) -> Option<usize> {
    match actions.openers.longest(text) {
        Some((length, Opener::Adverb)) => Some(length),
        _ => None,
    }
}

/// Whether a verb is a noun because all that follows it is one short ending (推进机制, 培育力度).
fn is_noun_before(object: &str, actions: &Actions) -> bool {
    let first = object.split(['、', '和']).next().unwrap_or(object);
    matches!(
        actions.endings.longest(first),
        Some((length, Ending::Measure | Ending::System | Ending::Programme)) if length == first.len()
    ) || object.starts_with('的')
}

/// The first verb inside a clause that opened with a preposition.
fn verb_inside(clean: &str, span: ByteSpan, accepts: impl Fn(Opener) -> bool, actions: &Actions) -> Option<u32> {
    let text = span.of(clean);
    let mut quoted = false;
    let mut offset = 0;
    for (index, character) in text.char_indices() {
        match character {
            '“' | '《' => quoted = true,
            '”' | '》' => quoted = false,
            _ => {}
        }
        if quoted || index < offset + SHORTEST_OBJECT {
            continue;
        }
        if let Some((length, found)) = opener(&text[index..], actions) {
            let object = &text[index + length..];
            let is_weak = matches!(found, Opener::Verb(verb) if verb.traits.has(Traits::WEAK));
            if length >= SHORTEST_OBJECT
                && !is_weak
                && accepts(found)
                && object.len() >= SHORTEST_OBJECT
                && !object.starts_with(['的', '、', '等'])
                && !is_noun_before(object, actions)
            {
                return Some(span.start + index as u32);
            }
            offset = index;
        }
    }
    None
}

/// Where the verb of someone or something inside an object begins (企业|采取…, 高校|共建…).
///
/// A person may do anything; for a thing only verbs count that no object ends with.
pub(super) fn inner_verb(clean: &str, span: ByteSpan, is_person: bool, actions: &Actions) -> Option<u32> {
    let accepts = |opener| match opener {
        Opener::Verb(verb) => verb.traits.has(Traits::JOINS) || is_person && verb.traits.has(Traits::PIVOTS),
        Opener::Effect(_) | Opener::Preamble => is_person,
        _ => false,
    };
    let found = verb_inside(clean, span, accepts, actions)?;
    let rest = &clean[found as usize..span.end as usize];
    let is_noun = actions.openers.longest(rest).is_some_and(|(length, _)| is_all_endings(&rest[..length], actions))
        || is_all_endings(rest, actions);
    (is_person || !is_noun).then_some(found)
}

/// Reads what stands behind a word of will inside the clause (财政政策要加大力度, 今年我们将…).
fn behind_will(clean: &str, clause: ByteSpan, actions: &Actions) -> Option<Head> {
    let text = clause.of(clean);
    for (index, character) in text.char_indices().take_while(|(index, _)| *index <= LONGEST_SPEAKER) {
        if matches!(character, '要' | '将') && index > 0 {
            let start = clause.start + (index + character.len_utf8()) as u32;
            let head = read_front(clean, ByteSpan { start, end: clause.end }, actions);
            if matches!(head, Head::Verb(_)) {
                return Some(head);
            }
        }
        // 甲片区重点推进…: manner and a verb behind the one who acts.
        // 攀登区提高…, 老城片区建成…: a verb that is no noun behind a place.
        let is_deed = index >= SHORTEST_OBJECT
            && text[..index].ends_with(['区', '县'])
            && matches!(opener(&text[index..], actions), Some((length, Opener::Verb(verb)))
                if verb.traits.has(Traits::JOINS) && !is_all_endings(&text[index..index + length], actions));
        let is_manner =
            is_deed || index >= SHORTEST_OBJECT && MANNERS.iter().any(|word| text[index..].starts_with(word));
        if is_manner {
            let start = clause.start + index as u32;
            let head = read_front(clean, ByteSpan { start, end: clause.end }, actions);
            if matches!(head, Head::Verb(phrase) if phrase.object.len() >= SHORTEST_OBJECT) {
                return Some(head);
            }
        }
    }
    None
}

/// A phrase behind 、 that has a verb and an object of its own: it starts a promise, not a member of a list.
///
/// `before` is the piece in front of 、.
pub(super) fn own_phrase(clean: &str, before: &str, piece: ByteSpan, actions: &Actions) -> bool {
    let phrase = match read_front(clean, piece, actions) {
        Head::Verb(phrase) => phrase,
        Head::Effect(effect, phrase)
            if (effect.standing || effect.checked) && !phrase.object.of(clean).contains('的') =>
        {
            phrase
        }
        Head::Effect(..) | Head::Subject(_) | Head::Preamble => return false,
    };
    let object = phrase.object.of(clean);
    // A verb that ends objects as well (建设, 推广) is a noun where only endings follow it.
    let may_be_noun = is_all_endings(phrase.action.of(clean), actions);
    // 扩大内需、优化供给: objects of one length stand side by side.
    let is_closed = before.len() == object.len()
        || actions.endings.matches(before)
        || before.ends_with('”')
        || before.ends_with(|last: char| last.is_ascii_digit())
        || actions.units.is_end_of(before)
        || before.ends_with("以上")
        || before.ends_with("左右");
    let modifies = object.contains('的');
    // 提速、提效 say what becomes better, and do nothing to anything.
    if is_endings(piece.of(clean), actions, |ending| ending == Ending::Change) {
        return false;
    }
    if !is_closed && (may_be_noun || modifies) || may_be_noun && modifies || actions.finishes.matches(piece.of(clean)) {
        return false;
    }
    let is_noun = may_be_noun && before.len() != object.len() && is_all_endings(object, actions);
    let is_weak = phrase.first.traits.has(Traits::WEAK) || is_noun;
    let is_word = actions.openers.longest(object).is_some_and(|(length, _)| length == object.len());
    object.len() >= SHORTEST_OBJECT && !is_weak && !is_word
}

/// Whether a text is one verb and nothing else.
pub(super) fn is_verb(text: &str, actions: &Actions) -> bool {
    matches!(actions.openers.longest(text), Some((length, Opener::Verb(_))) if length == text.len())
}

/// Whether a text is made of endings alone (管理机制).
pub(super) fn is_all_endings(text: &str, actions: &Actions) -> bool {
    is_endings(text, actions, |_| true)
}

/// Whether a text is made of endings alone, none of which stands somewhere.
pub(super) fn is_all_doings(text: &str, actions: &Actions) -> bool {
    is_endings(text, actions, |ending| ending != Ending::Place)
}

fn is_endings(text: &str, actions: &Actions, accepts: impl Fn(Ending) -> bool) -> bool {
    let mut rest = text;
    while let Some((length, ending)) = actions.endings.longest(rest) {
        if !accepts(ending) {
            return false;
        }
        rest = &rest[..rest.len() - length];
        if rest.is_empty() {
            return true;
        }
    }
    false
}

/// Length of 到2027年(底) or 2027年底前 at the start of a text.
fn year_bound(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('到').or_else(|| text.strip_prefix('至')).unwrap_or(text);
    let year = rest.get(..4)?;
    if !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let rest = rest[4..].strip_prefix('年')?;
    let rest = ["底前", "年底", "底"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    Some(text.len() - rest.len())
}

/// A span without white space at its ends.
pub(super) fn trim(clean: &str, span: ByteSpan) -> ByteSpan {
    let mut rest = span.of(clean).as_bytes();
    let mut start = span.start;
    while let Some(blank) = blank_at_start(rest) {
        rest = &rest[blank..];
        start += blank as u32;
    }
    while let Some(blank) = blank_at_end(rest) {
        rest = &rest[..rest.len() - blank];
    }
    ByteSpan { start, end: start + rest.len() as u32 }
}

/// Bytes of the blank that opens a text: a space, a no-break one, an ideographic one, a tab or the end of a line.
fn blank_at_start(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [b' ' | b'\t' | b'\n' | b'\r', ..] => Some(1),
        [0xC2, 0xA0, ..] => Some(2),
        [0xE3, 0x80, 0x80, ..] => Some(3),
        _ => None,
    }
}

/// The same of one that ends a text.
fn blank_at_end(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [.., b' ' | b'\t' | b'\n' | b'\r'] => Some(1),
        [.., 0xC2, 0xA0] => Some(2),
        [.., 0xE3, 0x80, 0x80] => Some(3),
        _ => None,
    }
}
