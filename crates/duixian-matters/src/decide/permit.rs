//! Whether an act may be done at all: the state, who acts, how often, whose word it is, and what must be finished.
//!
//! It looks at no field: what comes with an act is `intake`'s.

use rust_decimal::Decimal;

use super::state_name;
use crate::declaration::{Act, Doing, JointMode, Kind, Says, StateKind, System, Who};
use crate::matter::{Actor, Matter};
use crate::refusal::{Refusal, RefusalCode};

/// Whether an actor may do an act on a matter now.
///
/// # Errors
/// A refusal with what would allow it.
pub(crate) fn permit(system: &System, kind: &Kind, act: &Act, matter: &Matter, actor: &Actor) -> Result<(), Refusal> {
    in_state(kind, act, matter)?;
    by_whom(system, act, Some(matter), actor)?;
    not_too_often(act, matter)?;
    by_second_pair(kind, act, matter, actor)?;
    finished(kind, act, matter)?;
    answered(act, matter)
}

fn in_state(kind: &Kind, act: &Act, matter: &Matter) -> Result<(), Refusal> {
    if act.from.contains(&matter.state) {
        return Ok(());
    }
    let (zh, en) = state_name(kind, &matter.state);
    let from = act.from.iter().map(|state| state_name(kind, state));
    let (names_zh, names_en): (Vec<String>, Vec<String>) = from.unzip();
    Err(Refusal::new(
        RefusalCode::WrongState,
        (format!("“{zh}”状态下不能{}", act.name.zh), format!("{} cannot be done in the state {en:?}", act.name.en)),
        (format!("须处于：{}", names_zh.join("、")), format!("the matter must be in: {}", names_en.join(", "))),
    ))
}

/// Whether the actor is one of those who may do the act. An act that opens is measured against the parent.
pub(super) fn by_whom(system: &System, act: &Act, matter: Option<&Matter>, actor: &Actor) -> Result<(), Refusal> {
    let is = |who: &Who| match who {
        Who::Anyone => true,
        Who::Role(role) => actor.roles.contains(role),
        Who::Lead => matter.is_some_and(|matter| matter.lead.as_deref() == Some(actor.unit.as_str())),
        Who::Joint => matter.is_some_and(|matter| matter.joint.iter().any(|part| part.unit == actor.unit)),
        Who::Author => matter.is_some_and(|matter| matter.author.post == actor.post),
    };
    if !actor.person.is_empty() && act.who.iter().any(is) {
        return Ok(());
    }
    let (names_zh, names_en): (Vec<String>, Vec<String>) = act.who.iter().map(|who| who_name(system, who)).unzip();
    Err(Refusal::new(
        RefusalCode::NotYours,
        (format!("您的岗位不能{}", act.name.zh), format!("your post may not do: {}", act.name.en)),
        (format!("由{}办理", names_zh.join("或")), format!("it is done by {}", names_en.join(" or "))),
    ))
}

/// The name of who may act, in both languages.
fn who_name(system: &System, who: &Who) -> (String, String) {
    let plain = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
    match who {
        Who::Lead => plain("牵头单位", "the leading unit"),
        Who::Joint => plain("会办单位", "a joint unit"),
        Who::Author => plain("登记岗位", "the post that opened it"),
        Who::Anyone => plain("任何岗位", "any post"),
        Who::Role(id) => {
            let role = system.roles.iter().find(|role| role.id == *id);
            role.map_or_else(|| plain(id, id), |role| plain(&role.name.zh, &role.name.en))
        }
    }
}

fn not_too_often(act: &Act, matter: &Matter) -> Result<(), Refusal> {
    let times = matter.times.get(&act.id).copied().unwrap_or_default();
    match act.at_most {
        Some(most) if times >= most => Err(Refusal::new(
            RefusalCode::TooOften,
            (format!("{}已有{times}次", act.name.zh), format!("{} was done {times} times", act.name.en)),
            (format!("至多{most}次，不能再办"), format!("at most {most}: it cannot be done again")),
        )),
        _ => Ok(()),
    }
}

/// No loop closes without a second pair of eyes: the one who says that work is verified is of another unit, and
/// another person, than the one who said that it is done; and nothing is closed as done without that.
fn by_second_pair(kind: &Kind, act: &Act, matter: &Matter, actor: &Actor) -> Result<(), Refusal> {
    if act.says == Some(Says::Verified) {
        let Some(done) = &matter.done else {
            return Err(Refusal::new(
                RefusalCode::SamePair,
                ("承办方尚未报办结", "nobody said that the work is done"),
                ("先由承办方报办结", "let the owner say so first"),
            ));
        };
        if done.by.person == actor.person || done.by.unit == actor.unit {
            return Err(Refusal::new(
                RefusalCode::SamePair,
                (
                    format!("办结由{}（{}）报送，不能自己核查自己", done.by.person, done.by.unit),
                    format!("{} ({}) said that it is done: nobody verifies the own work", done.by.person, done.by.unit),
                ),
                ("须由另一单位的另一人核查", "another person of another unit must verify"),
            ));
        }
        return Ok(());
    }
    let closes = act.to.as_deref().and_then(|to| kind.state(to)).is_some_and(|to| to.kind == StateKind::Done);
    if closes && matter.verified.is_none() {
        return Err(Refusal::new(
            RefusalCode::SamePair,
            ("尚未核查，不能办结", "it is not verified and cannot be closed"),
            ("须先由承办方以外的人核查", "somebody who did not do the work must verify it first"),
        ));
    }
    Ok(())
}

fn finished(kind: &Kind, act: &Act, matter: &Matter) -> Result<(), Refusal> {
    if act.children_closed {
        let is_open = |state: StateKind| matches!(state, StateKind::Open | StateKind::Paused);
        let open = matter.children.values().filter(|child| is_open(child.state_kind)).count();
        if open > 0 {
            return Err(Refusal::new(
                RefusalCode::ChildrenOpen,
                (format!("还有{open}个下级事项未结"), format!("{open} of its parts are not closed")),
                ("先办结全部下级事项", "close all of them first"),
            ));
        }
    }
    if act.joint_met && !joint_met(kind, matter) {
        let open = matter.joint.iter().filter(|part| part.done_at.is_none()).map(|part| part.unit.as_str());
        let open = open.collect::<Vec<_>>().join("、");
        return Err(Refusal::new(
            RefusalCode::JointOpen,
            (format!("会办单位未办完：{open}"), format!("joint units have not done their part: {open}")),
            ("等会办单位报送，或重新交办", "wait for their parts, or assign it anew"),
        )
        .about(&open));
    }
    Ok(())
}

/// Whether the joint rule is met; without joint units it is.
fn joint_met(kind: &Kind, matter: &Matter) -> bool {
    let Some(rule) = kind.joint.as_ref().filter(|_| !matter.joint.is_empty()) else { return true };
    let mut done = matter.joint.iter().filter(|part| part.done_at.is_some());
    match rule.mode {
        JointMode::All => matter.joint.iter().all(|part| part.done_at.is_some()),
        JointMode::Any => done.next().is_some(),
        JointMode::Share { percent } => {
            done.filter_map(|part| part.share).fold(Decimal::ZERO, Decimal::saturating_add) >= percent
        }
    }
}

/// One request for an extension at a time, and an answer only to a request.
fn answered(act: &Act, matter: &Matter) -> Result<(), Refusal> {
    match (act.does, &matter.request) {
        (Doing::AskExtension, Some(request)) => Err(Refusal::new(
            RefusalCode::Request,
            (
                format!("{}已于{}申请延期，尚未答复", request.by.unit, request.at),
                format!("{} asked for an extension at {} and has no answer yet", request.by.unit, request.at),
            ),
            ("先答复已有的申请", "answer that request first"),
        )
        .about(&request.deadline)),
        (Doing::GrantExtension | Doing::RefuseExtension, None) => Err(Refusal::new(
            RefusalCode::Request,
            ("没有待答复的延期申请", "no extension was asked for"),
            ("先由承办方申请延期", "let the owner ask for one first"),
        )),
        _ => Ok(()),
    }
}
