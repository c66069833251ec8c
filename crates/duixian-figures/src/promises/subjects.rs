//! Clauses that name their subject first: 研发经费投入增长16%, 甲安置区按期交付.

use duixian_text::ByteSpan;

use super::actions::Actions;
use super::heads::trim;

/// A subject with what is said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    /// What it is said of; may be a list.
    pub(super) object: ByteSpan,
    /// The verb, where the clause has one.
    pub(super) action: Option<ByteSpan>,
    /// Words behind the verb that belong to the object (完成|市下达任务).
    pub(super) rest: ByteSpan,
    /// Whether 分别 gives each part its own amount.
    pub(super) respectively: bool,
    /// Whether a state that can be checked stands at the end instead of an amount.
    pub(super) finished: bool,
    /// The rule that read it.
    pub(super) rule: &'static str,
}

/// Reads a clause whose first amount follows a verb behind its subject.
pub(super) fn with_amount(clean: &str, clause: ByteSpan, amounts: &[ByteSpan], actions: &Actions) -> Option<Subject> {
    amounts.iter().find_map(|amount| {
        let before = trim(clean, ByteSpan { start: clause.start, end: amount.start });
        let predicate = predicate_at_end(clean, before, actions)?;
        let object = trim(clean, ByteSpan { start: clause.start, end: predicate.start });
        let respectively = object.of(clean).ends_with("分别");
        let object = strip_end(clean, object, &["分别", "均", "都", "力争", "各", "累计", "要再", "再", "要"]);
        (object.len() >= 6).then_some(Subject {
            object,
            action: Some(predicate),
            rest: ByteSpan::default(),
            respectively,
            finished: false,
            rule: "subject-amount",
        })
    })
}

/// Reads a clause that is a name with its amount and no verb (市级森林抚育2050亩).
pub(super) fn bare_amount(clean: &str, clause: ByteSpan, amounts: &[ByteSpan], actions: &Actions) -> Option<Subject> {
    let amount = amounts.first()?;
    let object = trim(clean, ByteSpan { start: clause.start, end: amount.start });
    let object = strip_end(clean, object, &["分别", "均", "为"]);
    if object.len() < 6 || amounts.last()?.end != trim(clean, clause).end {
        return None;
    }
    let inner = object.of(clean).char_indices().find_map(|(index, _)| {
        let (length, ()) = actions.inner_verbs.longest(&object.of(clean)[index..])?;
        let start = object.start + index as u32;
        Some(ByteSpan { start, end: start + length as u32 })
    });
    let rule = if inner.is_some() { "verb-in-name" } else { "bare-amount" };
    Some(Subject { object, action: inner, rest: ByteSpan::default(), respectively: false, finished: false, rule })
}

/// Reads a clause that ends in a state that can be checked (投入使用, 与经济增长同步).
///
/// Being in step with something is a target only among targets.
pub(super) fn finished(clean: &str, clause: ByteSpan, is_target: bool, actions: &Actions) -> Option<Subject> {
    let clause = trim(clean, clause);
    let state = if is_target { actions.states.longest(clause.of(clean)) } else { None };
    let (length, ()) = state.or_else(|| actions.finishes.longest(clause.of(clean)))?;
    let end = clause.end - length as u32;
    let object = trim(clean, ByteSpan { start: clause.start, end });
    let object =
        strip_end(clean, object, &["全部", "基本", "尽快", "如期", "按期", "全面", "年底前", "年内", "持续", "保持"]);
    (object.len() >= 6).then_some(Subject {
        object,
        action: Some(ByteSpan { start: end, end: clause.end }),
        rest: ByteSpan::default(),
        respectively: false,
        finished: true,
        rule: "subject-finished",
    })
}

/// Reads an expected target without an amount (节能减排完成市下达任务).
pub(super) fn expected(clean: &str, clause: ByteSpan) -> Option<Subject> {
    const VERBS: [&str; 4] = ["完成", "达到", "保持", "实现"];
    let clause = trim(clean, clause);
    let text = clause.of(clean);
    let (at, verb) = VERBS.iter().filter_map(|verb| Some((text.find(verb)?, *verb))).min()?;
    let start = clause.start + at as u32;
    let behind = ByteSpan { start: start + verb.len() as u32, end: clause.end };
    let object = trim(clean, ByteSpan { start: clause.start, end: start });
    (object.len() >= 6 && !behind.is_empty()).then_some(Subject {
        object,
        action: Some(ByteSpan { start, end: behind.start }),
        rest: behind,
        respectively: false,
        finished: true,
        rule: "expected-target",
    })
}

/// The verb of change or standing at the end of a text (投入|增长).
pub(super) fn predicate_at_end(clean: &str, span: ByteSpan, actions: &Actions) -> Option<ByteSpan> {
    let bare = strip_end(clean, span, &["到", "至", "了", "为"]);
    [span, bare].into_iter().find_map(|text| {
        let (length, ()) = actions.predicates.longest(text.of(clean))?;
        Some(ByteSpan { start: text.end - length as u32, end: span.end })
    })
}

fn strip_end(clean: &str, span: ByteSpan, words: &[&str]) -> ByteSpan {
    let text = span.of(clean);
    match words.iter().find(|word| text.ends_with(**word) && text.len() > word.len()) {
        Some(word) => trim(clean, ByteSpan { start: span.start, end: span.end - word.len() as u32 }),
        None => span,
    }
}
