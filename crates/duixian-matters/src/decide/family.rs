//! What a change of one matter means for others: its parent's roll-up, and the matter that it was transferred from.

use rust_decimal::{Decimal, RoundingStrategy};

use super::clocks::Turn;
use super::sketch::Sketch;
use super::{BACK, CHILD, Deciding, broken};
use crate::declaration::{RollUp, RollUpMode, StateKind};
use crate::event::Effect;
use crate::matter::{Child, Matter, MatterId, Origin};
use crate::refusal::Refusal;

/// Generations of parents that are told; a deeper family is a mistake of its declaration.
const MOST_GENERATIONS: u32 = 8;

impl Deciding<'_> {
    /// Tells parents and the matter of origin what became of a matter.
    pub(super) fn tell_relatives(&mut self, id: &MatterId) -> Result<(), Refusal> {
        let mut child = id.clone();
        for _ in 0..MOST_GENERATIONS {
            let Some(parent) = self.tell_parent(&child)? else { break };
            child = parent;
        }
        self.tell_origin(id)
    }

    /// Tells the parent, if it does not know yet, and gives it.
    fn tell_parent(&mut self, id: &MatterId) -> Result<Option<MatterId>, Refusal> {
        let child = self.matter(id).ok_or_else(|| broken("the child is not there"))?.clone();
        let Some(parent_id) = child.parent.clone() else { return Ok(None) };
        let parent = self.matter(&parent_id).ok_or_else(|| broken("the parent was not given"))?.clone();
        let declared = self.declared(&parent)?;
        let roll_up = declared.kind.roll_up.as_ref().filter(|rule| rule.of.contains(&child.kind));
        let known = known_of(&child, roll_up);
        if parent.children.get(id) == Some(&known) {
            return Ok(None);
        }
        let mut sketch = Sketch::new(parent, self.actor, self.now);
        sketch.add(Effect::ChildChanged { child: id.clone(), known })?;
        if let Some(percent) = roll_up.and_then(|rule| rolled_up(&sketch.matter, rule))
            && sketch.matter.progress != Some(percent)
        {
            sketch.add(Effect::Progressed { percent })?;
        }
        self.happen(&parent_id, CHILD, None, sketch.effects)?;
        Ok(Some(parent_id))
    }

    /// Moves the matter that this one was transferred from, where the declaration maps this one's state.
    fn tell_origin(&mut self, id: &MatterId) -> Result<(), Refusal> {
        let here = self.matter(id).ok_or_else(|| broken("the matter is not there"))?.clone();
        let Some(Origin::Matter { matter: origin, act }) = &here.origin else { return Ok(()) };
        let Some(from) = self.matter(origin).cloned() else { return Ok(()) };
        let declared = self.declared(&from)?;
        let way = declared.kind.transfers.iter().find(|way| way.act == *act && way.to == here.kind);
        let to = way.and_then(|way| way.back.get(&here.state)).and_then(|to| declared.kind.state(to));
        // Whoever took it back in the meantime is not overruled.
        let waits_in = declared.kind.act(act).and_then(|act| act.to.as_ref());
        let Some(to) = to.filter(|to| waits_in == Some(&from.state) && to.id != from.state) else { return Ok(()) };
        if to.kind == StateKind::Done && here.verified.is_none() {
            return Ok(());
        }
        let mut sketch = Sketch::new(from.clone(), self.actor, self.now);
        if to.kind == StateKind::Done {
            sketch.add(Effect::SaidDone {})?;
            sketch.add(Effect::SaidVerified {})?;
        }
        sketch.add(Effect::Moved { to: to.id.clone(), state_kind: to.kind })?;
        let turn = Turn { before: Some(&from), again: false, renews: &[] };
        self.follow_clocks(declared, &turn, &mut sketch)?;
        self.happen(origin, BACK, None, sketch.effects)
    }
}

/// What a parent knows of a child.
fn known_of(child: &Matter, roll_up: Option<&RollUp>) -> Child {
    let weight = roll_up.and_then(|rule| rule.weight.as_ref()).and_then(|field| child.fields.get(field));
    let weight = weight.and_then(|weight| weight.parse().ok()).unwrap_or(Decimal::ONE).max(Decimal::ZERO);
    let progress = match child.state_kind {
        StateKind::Done => Decimal::ONE_HUNDRED,
        _ => child.progress.unwrap_or_default(),
    };
    Child { kind: child.kind.clone(), state: child.state.clone(), state_kind: child.state_kind, weight, progress }
}

/// A parent's progress from its children, void ones left out; rounded half up to two decimals.
fn rolled_up(parent: &Matter, rule: &RollUp) -> Option<Decimal> {
    let counted = || {
        parent.children.values().filter(|child| rule.of.contains(&child.kind) && child.state_kind != StateKind::Void)
    };
    let total = |of: &dyn Fn(&Child) -> Decimal| counted().map(of).fold(Decimal::ZERO, Decimal::saturating_add);
    let percent = match rule.mode {
        RollUpMode::None => return None,
        RollUpMode::Least => counted().map(|child| child.progress).min()?,
        RollUpMode::Weighted => {
            let sum = total(&|child| child.weight.saturating_mul(child.progress));
            sum.checked_div(total(&|child| child.weight))?
        }
        RollUpMode::Count => {
            let done = counted().filter(|child| child.state_kind == StateKind::Done).count();
            Decimal::from(done * 100).checked_div(Decimal::from(counted().count()))?
        }
    };
    Some(percent.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize())
}
