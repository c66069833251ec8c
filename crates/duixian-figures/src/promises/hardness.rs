//! How firmly a promise binds: one decision, made in one order, for every promise.

use super::actions::{Actions, Ending, Traits, Verb};
use crate::Hardness;

/// What the decision looks at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts<'a> {
    pub(super) verb: Verb,
    /// The verbs as written.
    pub(super) action: &'a str,
    /// Whether a verb behind a light one leaves it a direction.
    pub(super) softened: bool,
    /// Whether the object is counted, by itself or with its list.
    pub(super) counted: bool,
    /// The whole object.
    pub(super) object: &'a str,
}

/// The hardness of a promise, and the rule that gave it.
pub(super) fn decide(facts: Facts<'_>, actions: &Actions) -> (Hardness, &'static str) {
    let Facts { verb, object, counted, .. } = facts;
    let aims_at_more = verb.hardness == Hardness::Aim && !facts.action.starts_with("打造");
    if aims_at_more {
        return (Hardness::Aim, "verb-aim");
    }
    if verb.hardness == Hardness::Start {
        return (Hardness::Start, "verb-start");
    }
    if counted && !verb.traits.has(Traits::PACES) {
        return (Hardness::Result, "amount");
    }
    if verb.hardness == Hardness::Result {
        return (Hardness::Result, "verb-result");
    }
    if actions.starts.matches(object) || verb.traits.has(Traits::PIVOTS) && object.contains("筹建") {
        return (Hardness::Start, "object-start");
    }
    if verb.traits.has(Traits::PACES) && !facts.action.starts_with("加") && actions.finishes.matches(object) {
        return (Hardness::Result, "object-finish");
    }
    if is_title(facts, actions) {
        return (Hardness::Aim, "object-title");
    }
    if verb.traits.has(Traits::LEAD) {
        return light(facts, actions);
    }
    if actions.soft_works.matches(object) {
        return (Hardness::Direction, "soft-works");
    }
    match verb.hardness {
        Hardness::Progress if goes_on_standing(facts, actions) => (Hardness::Direction, "standing-duty"),
        Hardness::Progress => (Hardness::Progress, "verb-progress"),
        Hardness::Direction if verb.traits.has(Traits::NAMES) && object.starts_with('“') => {
            (Hardness::Progress, "named-object")
        }
        other => (other, "verb-class"),
    }
}

/// 加快, 推进, 推动: works and programmes move on, everything else is a direction.
fn light(facts: Facts<'_>, actions: &Actions) -> (Hardness, &'static str) {
    let object = facts.object;
    if facts.softened {
        return (Hardness::Direction, "softened");
    }
    if actions.soft_works.matches(object) {
        return (Hardness::Direction, "soft-works");
    }
    let ending = actions.endings.longest(object).map(|(_, ending)| ending);
    if facts.action.starts_with("加") {
        return if actions.standing.matches(object) {
            (Hardness::Direction, "standing-duty")
        } else {
            (Hardness::Progress, "hurried")
        };
    }
    if is_name(object) {
        return (Hardness::Progress, "named-object");
    }
    match ending {
        Some(Ending::Works | Ending::Programme) => (Hardness::Progress, "works"),
        _ => (Hardness::Direction, "no-works"),
    }
}

/// A name in quotes with hardly more: “一件事”改革.
fn is_name(object: &str) -> bool {
    let behind = object.starts_with('“').then(|| object.rfind('”').map(|at| &object[at + "”".len()..])).flatten();
    behind.is_some_and(|behind| behind.len() <= "四个字词".len())
}

/// A title or state to be won: 创建 of a title, or building a stronger whole.
fn is_title(facts: Facts<'_>, actions: &Actions) -> bool {
    facts.verb.hardness == Hardness::Aim
        || facts.object.ends_with("创建")
        || (facts.action.ends_with("建设") || facts.action.ends_with("建成"))
            && (facts.object.contains("更高水平") || actions.titles.matches(facts.object))
}

/// A system to be set up, or a duty that never ends (链式招商).
fn goes_on_standing(facts: Facts<'_>, actions: &Actions) -> bool {
    let builds = facts.action.ends_with("建立") || facts.action.ends_with("搭建");
    builds && facts.object.ends_with("体系") || facts.action.ends_with("开展") && actions.standing.matches(facts.object)
}
