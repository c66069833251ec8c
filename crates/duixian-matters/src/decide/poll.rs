//! Votes (票决): recorded ballots, and the count with quorum, majority of all deputies, places and ties.

use std::collections::{BTreeMap, BTreeSet};

use super::{Deciding, broken};
use crate::command::ActCommand;
use crate::declaration::{Act, Kind, Poll, Tie};
use crate::event::Effect;
use crate::matter::{Matter, MatterId, Round};
use crate::refusal::{Refusal, RefusalCode};

impl Deciding<'_> {
    /// A deputy's choices, in a fixed order.
    pub(super) fn ballot(&self, kind: &Kind, given: &ActCommand, vote: &Matter) -> Result<Vec<MatterId>, Refusal> {
        let poll = kind.poll.as_ref().ok_or_else(|| broken("the kind is no vote"))?;
        let refuse =
            |sentence: (&str, &str), allows: (&str, &str)| Err(Refusal::new(RefusalCode::BadBallot, sentence, allows));
        if vote.ballots.contains_key(&self.actor.person) {
            return refuse(
                ("您在本轮已经投票", "you have voted in this round"),
                ("每位代表每轮投一次", "a deputy votes once in a round"),
            );
        }
        let choices: BTreeSet<&MatterId> = given.choices.iter().collect();
        if choices.len() != given.choices.len() || choices.len() > open_places(poll, vote)? {
            return refuse(
                ("所选超过应选数，或有重复", "more choices than places, or one stands twice"),
                ("至多选应选的项数，每项一次", "choose at most as many as there are places, each once"),
            );
        }
        let standing = self.standing(poll, vote);
        if !choices.iter().all(|choice| standing.contains(choice)) {
            return refuse(
                ("所选不在候选之列", "a choice is no candidate"),
                ("只能从候选项目中选择", "choose among the candidates"),
            );
        }
        Ok(choices.into_iter().cloned().collect())
    }

    /// The candidates of the round at hand: after a tie, the tied alone.
    fn standing(&self, poll: &Poll, vote: &Matter) -> BTreeSet<MatterId> {
        let is_standing = |id: &&MatterId| {
            vote.children.get(id).is_some_and(|child| child.kind == poll.candidates)
                && self.matter(id).is_some_and(|matter| matter.state == poll.standing)
        };
        match vote.rounds.last() {
            Some(round) => round.tied.iter().filter(is_standing).cloned().collect(),
            None => vote.children.keys().filter(is_standing).cloned().collect(),
        }
    }

    /// The count of a round.
    pub(super) fn count(&self, kind: &Kind, vote: &Matter) -> Result<Round, Refusal> {
        let poll = kind.poll.as_ref().ok_or_else(|| broken("the kind is no vote"))?;
        let electors = u64::from(whole(vote, &poll.electors)?);
        let ballots = vote.ballots.len() as u64;
        let (share, of) = poll.quorum;
        if ballots * u64::from(of) < electors * u64::from(share) || electors == 0 {
            return Err(Refusal::new(
                RefusalCode::NoQuorum,
                (
                    format!("{electors}名代表中{ballots}名投票，不足{share}/{of}"),
                    format!("{ballots} of {electors} deputies voted, less than {share}/{of}"),
                ),
                ("达到法定人数后再计票", "count when enough have voted"),
            ));
        }
        let mut votes: BTreeMap<MatterId, u32> = self.standing(poll, vote).into_iter().map(|id| (id, 0)).collect();
        for choice in vote.ballots.values().flatten() {
            if let Some(count) = votes.get_mut(choice) {
                *count = count.saturating_add(1);
            }
        }
        let (share, of) = poll.majority;
        let has_majority = |count: u32| u64::from(count) * u64::from(of) > electors * u64::from(share);
        let mut ranked: Vec<(&MatterId, u32)> = votes.iter().map(|(id, count)| (id, *count)).collect();
        ranked.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
        let eligible: Vec<(&MatterId, u32)> =
            ranked.iter().copied().filter(|(_, count)| has_majority(*count)).collect();
        let places = open_places(poll, vote)?;
        // With more who have the majority than places, those who share the last place's votes are tied.
        let at_last_place = if eligible.len() > places { places.checked_sub(1) } else { None };
        let last = at_last_place.and_then(|last| eligible.get(last)).map(|(_, count)| *count);
        let next = eligible.get(places).map(|(_, count)| *count);
        let tied_count = last.filter(|last| Some(*last) == next);
        let is_elected = |place: usize, count: u32| place < places && Some(count) != tied_count;
        let elected: Vec<MatterId> = eligible
            .iter()
            .enumerate()
            .filter(|(place, (_, count))| is_elected(*place, *count))
            .map(|(_, (id, _))| (*id).clone())
            .collect();
        let is_tied = |count: u32| poll.tie == Tie::Runoff && Some(count) == tied_count;
        let tied: Vec<MatterId> =
            eligible.iter().filter(|(_, count)| is_tied(*count)).map(|(id, _)| (*id).clone()).collect();
        let rejected = ranked
            .iter()
            .map(|(id, _)| (*id).clone())
            .filter(|id| !elected.contains(id) && !tied.contains(id))
            .collect();
        Ok(Round { ballots: vote.ballots.clone(), votes, elected, rejected, tied })
    }

    /// Moves the candidates of a counted round.
    pub(super) fn tell_candidates(&mut self, poll: &Poll, act: &Act, round: &Round) -> Result<(), Refusal> {
        let elected = round.elected.iter().map(|id| (id, &poll.elected));
        for (id, state) in elected.chain(round.rejected.iter().map(|id| (id, &poll.rejected))) {
            let candidate = self.matter(id).ok_or_else(|| broken("a candidate was not given"))?.clone();
            let declared = self.declared(&candidate)?;
            let to = declared.kind.state(state).ok_or_else(|| broken("the state is not declared"))?;
            let mut sketch = super::sketch::Sketch::new(candidate.clone(), self.actor, self.now);
            sketch.add(Effect::Moved { to: to.id.clone(), state_kind: to.kind })?;
            let turn = super::clocks::Turn { before: Some(&candidate), again: false, renews: &[] };
            self.follow_clocks(declared, &turn, &mut sketch)?;
            self.happen(id, &act.id, None, sketch.effects)?;
            self.tell_relatives(id)?;
        }
        Ok(())
    }
}

/// The places that earlier rounds have not filled.
fn open_places(poll: &Poll, vote: &Matter) -> Result<usize, Refusal> {
    let places = whole(vote, &poll.places)?;
    let taken = vote.rounds.iter().map(|round| round.elected.len()).sum::<usize>();
    Ok((places as usize).saturating_sub(taken))
}

/// A whole number in a field.
fn whole(vote: &Matter, field: &str) -> Result<u32, Refusal> {
    let value = vote.fields.get(field).and_then(|value| value.parse::<u32>().ok());
    value.ok_or_else(|| {
        Refusal::new(
            RefusalCode::MissingField,
            (format!("“{field}”须是整数"), format!("{field} must be a whole number")),
            ("请先填写", "give it first"),
        )
        .about(field)
    })
}
