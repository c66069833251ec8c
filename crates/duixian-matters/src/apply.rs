//! Making a matter from its events. It needs no declaration, no calendar and no clock.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::declaration::StateKind;
use crate::event::{Effect, Happened};
use crate::matter::{Actor, Amounted, Matter, MatterId, Said};

/// Events that cannot have happened in this order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the events of the matter {} cannot have happened: {reason}", matter.0)]
pub struct Damaged {
    /// The matter.
    pub matter: MatterId,
    /// What is impossible.
    pub reason: &'static str,
}

/// The matter after something happened to it.
///
/// # Errors
/// When the first event does not open the matter, or a later one opens it again.
pub fn apply(matter: Option<Matter>, happened: &Happened, at: Timestamp) -> Result<Matter, Damaged> {
    let damaged = |reason| Damaged { matter: happened.matter.clone(), reason };
    let mut effects = happened.effects.iter();
    let mut matter = match matter {
        Some(matter) if matter.id == happened.matter => matter,
        Some(_) => return Err(damaged("an event of another matter")),
        None => match effects.next() {
            Some(Effect::Opened { kind, declared, number, state, state_kind, parent, origin }) => Matter {
                id: happened.matter.clone(),
                kind: kind.clone(),
                declared: *declared,
                number: number.clone(),
                state: state.clone(),
                state_kind: *state_kind,
                fields: BTreeMap::new(),
                lead: None,
                joint: Vec::new(),
                clocks: BTreeMap::new(),
                parent: parent.clone(),
                origin: origin.clone(),
                children: BTreeMap::new(),
                request: None,
                parked_in: None,
                done: None,
                verified: None,
                times: BTreeMap::new(),
                progress: None,
                quantities: Vec::new(),
                files: Vec::new(),
                exclusions: Vec::new(),
                ballots: BTreeMap::new(),
                rounds: Vec::new(),
                author: happened.by.clone(),
                opened_at: at,
                entered_at: at,
                closed_at: closing(*state_kind, at),
            },
            _ => return Err(damaged("it was never opened")),
        },
    };
    for effect in effects {
        change(&mut matter, effect, &happened.by, at).map_err(damaged)?;
    }
    let times = matter.times.entry(happened.act.clone()).or_default();
    *times = times.saturating_add(1);
    Ok(matter)
}

fn closing(kind: StateKind, at: Timestamp) -> Option<Timestamp> {
    matches!(kind, StateKind::Done | StateKind::Void).then_some(at)
}

/// One change of a matter.
pub(crate) fn change(matter: &mut Matter, effect: &Effect, by: &Actor, at: Timestamp) -> Result<(), &'static str> {
    let said = || Some(Said { by: by.clone(), at });
    match effect {
        Effect::Opened { .. } => return Err("it was opened twice"),
        Effect::Moved { to, state_kind } => {
            matter.state.clone_from(to);
            matter.state_kind = *state_kind;
            matter.entered_at = at;
            matter.closed_at = closing(*state_kind, at);
        }
        Effect::Wrote { fields } => {
            for (field, value) in fields {
                if value.is_empty() {
                    matter.fields.remove(field);
                } else {
                    matter.fields.insert(field.clone(), value.clone());
                }
            }
        }
        Effect::Assigned { lead, joint } => {
            matter.lead.clone_from(lead);
            matter.joint.clone_from(joint);
        }
        Effect::PartDone { unit } => {
            let part = matter.joint.iter_mut().find(|part| part.unit == *unit);
            part.ok_or("a unit did a part that it does not have")?.done_at = Some(at);
        }
        Effect::Clocked { deadline, clock } => _ = matter.clocks.insert(deadline.clone(), clock.clone()),
        Effect::Requested { request } => matter.request.clone_from(request),
        Effect::Parked { state } => matter.parked_in.clone_from(state),
        Effect::SaidDone {} => {
            matter.done = said();
            matter.verified = None;
        }
        Effect::SaidVerified {} => matter.verified = said(),
        Effect::Unsaid {} => {
            matter.done = None;
            matter.verified = None;
        }
        Effect::Progressed { percent } => matter.progress = Some(*percent),
        Effect::Quantified { entry } => quantify(&mut matter.quantities, entry),
        Effect::Attached { file } => matter.files.push(file.clone()),
        Effect::Excluded { exclusion } => matter.exclusions.push(exclusion.clone()),
        Effect::ChildChanged { child, known } => _ = matter.children.insert(child.clone(), known.clone()),
        Effect::Voted { deputy, choices } => _ = matter.ballots.insert(deputy.clone(), choices.clone()),
        Effect::Counted { round } => {
            matter.rounds.push(round.clone());
            matter.ballots.clear();
        }
        Effect::Redeclared { declared } => matter.declared = *declared,
    }
    Ok(())
}

fn quantify(known: &mut Vec<Amounted>, entry: &Amounted) {
    match known.iter_mut().find(|known| known.is_about(entry)) {
        Some(known) => known.clone_from(entry),
        None => known.push(entry.clone()),
    }
}
