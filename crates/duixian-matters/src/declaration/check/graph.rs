//! The ways of a loop: which state leads to which, by whom; what can be reached; who has looked before it closes.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{Look, word};
use crate::declaration::diagnostic::{Code, words};
use crate::declaration::{Act, Doing, Kind, Says, Side, StateKind, System, Who};

/// A way from a state to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge<'a> {
    pub(super) from: &'a str,
    pub(super) to: &'a str,
    /// The act that goes it; none: the engine does, by a vote or by what became of a transferred matter.
    pub(super) act: Option<&'a Act>,
}

/// A state, and in a pause the state that a resumed matter goes back to; none: it is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Node<'a> {
    state: &'a str,
    parked_in: Option<&'a str>,
}

/// The ways of a kind.
pub(super) struct Graph<'a> {
    /// The states in which matters are opened, with the opening act.
    starts: Vec<(&'a str, &'a Act)>,
    edges: Vec<Edge<'a>>,
    /// States that matters enter by what became of them elsewhere; the systems together judge those.
    verified_elsewhere: BTreeSet<&'a str>,
}

impl<'a> Graph<'a> {
    pub(super) fn of(system: &'a System, kind: &'a Kind) -> Self {
        let mut graph = Self { starts: Vec::new(), edges: Vec::new(), verified_elsewhere: BTreeSet::new() };
        for act in &kind.acts {
            match (act.does, act.to.as_deref()) {
                (Doing::Open, Some(to)) => graph.starts.push((to, act)),
                (Doing::Resume, None) => {
                    for from in &act.from {
                        let parks = kind.acts.iter().filter(|park| park.to.as_deref() == Some(from));
                        let parked = parks.filter(|park| park.does == Doing::Park).flat_map(|park| &park.from);
                        graph.edges.extend(parked.map(|to| Edge { from, to, act: Some(act) }));
                    }
                }
                (_, Some(to)) => graph.edges.extend(act.from.iter().map(|from| Edge { from, to, act: Some(act) })),
                // The state stays; what is said of the work may change.
                (_, None) => graph.edges.extend(act.from.iter().map(|from| Edge { from, to: from, act: Some(act) })),
            }
        }
        for transfer in &kind.transfers {
            let Some(act) = kind.act(&transfer.act) else { continue };
            let waits = act.to.as_ref().map_or(act.from.as_slice(), std::slice::from_ref);
            for (from, to) in waits.iter().flat_map(|from| transfer.back.values().map(move |to| (from, to))) {
                graph.edges.push(Edge { from, to, act: None });
                graph.verified_elsewhere.insert(to);
            }
        }
        for poll in system.kinds.iter().filter_map(|kind| kind.poll.as_ref()).filter(|poll| poll.candidates == kind.id)
        {
            for to in [&poll.elected, &poll.rejected] {
                graph.edges.push(Edge { from: &poll.standing, to, act: None });
            }
        }
        graph
    }

    /// Whether an act opens matters of the kind.
    pub(super) fn is_entered(&self) -> bool {
        !self.starts.is_empty()
    }

    /// The ways on from a state, each with where it leads to.
    fn onward<'s>(&'s self, at: Node<'s>) -> impl Iterator<Item = (&'s Edge<'a>, Node<'s>)> {
        let leaving = self.edges.iter().filter(move |edge| edge.from == at.state);
        leaving.filter_map(move |edge| {
            let does = edge.act.map(|act| act.does);
            if does == Some(Doing::Resume) && at.parked_in.is_some_and(|state| state != edge.to) {
                return None;
            }
            let parked_in = match does {
                Some(Doing::Park) => Some(edge.from),
                _ if edge.from == edge.to => at.parked_in,
                _ => None,
            };
            Some((edge, Node { state: edge.to, parked_in }))
        })
    }

    /// All states that can be reached from these without going on from where `ends` says.
    pub(super) fn reached<'s>(
        &'s self,
        from: impl IntoIterator<Item = &'s str>,
        ends: impl Fn(&str) -> bool,
    ) -> BTreeSet<&'s str> {
        let mut next = from.into_iter().map(|state| Node { state, parked_in: None }).collect::<Vec<_>>();
        let mut came = next.iter().copied().collect::<BTreeSet<_>>();
        while let Some(node) = next.pop() {
            if !ends(node.state) {
                next.extend(self.onward(node).map(|(_, to)| to).filter(|to| came.insert(*to)));
            }
        }
        came.into_iter().map(|node| node.state).collect()
    }

    /// All states that a matter can come into.
    pub(super) fn reachable(&self) -> BTreeSet<&str> {
        self.reached(self.starts.iter().map(|(state, _)| *state), |_| false)
    }
}

/// What was said of the work on the way to a state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    done: bool,
    verified: bool,
}

impl Said {
    /// What is said behind an act. Verified means: by another one than who said done before.
    fn behind(self, act: Option<&Act>) -> Self {
        let Some(act) = act else { return self };
        match act.says {
            Some(Says::Done) => Self { done: true, verified: false },
            Some(Says::Verified) => Self { verified: self.done, ..self },
            None if matches!(act.does, Doing::Rework | Doing::Reopen | Doing::Return) => Self::default(),
            None => self,
        }
    }
}

impl Look<'_> {
    /// Reports states that nothing leads into, that lead nowhere, or that close without a second pair of eyes.
    pub(super) fn loops(&self, graph: &Graph<'_>) {
        if !graph.is_entered() {
            let message = words!("没有立项动作，这类事项无法产生", "no act opens a matter of this kind");
            let try_this = words!(
                "加一个 does = \"open\" 的动作，并写 to = \"最初的状态\"",
                "add an act with does = \"open\" and to = \"the first state\""
            );
            return self.notes.report(&self.path("acts"), Code::NoOpening, message, try_this);
        }
        let reachable = graph.reachable();
        for state in &self.kind.states {
            let (id, path) = (state.id.as_str(), self.path(&format!("states/{}", state.id)));
            if !reachable.contains(id) {
                let message = words!("状态 `{id}` 无法到达", "no way leads into the state `{id}`");
                let try_this = words!(
                    "让某个能做到的动作写 to = \"{id}\"，或删去这个状态",
                    "let an act that can be done have to = \"{id}\", or take the state out"
                );
                self.notes.report(&path, Code::UnreachableState, message, try_this);
                continue;
            }
            let closes = |id: &str| {
                self.kind.state(id).is_some_and(|state| matches!(state.kind, StateKind::Done | StateKind::Void))
            };
            if !closes(id) && !graph.reached([id], |_| false).into_iter().any(closes) {
                let message =
                    words!("从状态 `{id}` 走不到任何结束状态", "no way leads from the state `{id}` to an end");
                let try_this = words!(
                    "加一个 from = [\"{id}\"] 的动作，通向 done 或 void 的状态",
                    "add an act with from = [\"{id}\"] that leads to a state of kind done or void"
                );
                self.notes.report(&path, Code::DeadEnd, message, try_this);
            }
        }
        self.second_eyes(graph);
    }

    /// Walks every way with what was said on it; a done state must not be entered without two voices.
    fn second_eyes(&self, graph: &Graph<'_>) {
        let mut came: BTreeMap<(Node<'_>, Said), Option<(Node<'_>, Said)>> = BTreeMap::new();
        let mut next = VecDeque::new();
        let mut told = BTreeSet::new();
        for (state, act) in &graph.starts {
            let node = (Node { state, parked_in: None }, Said::default().behind(Some(act)));
            if self.is_done(state) && told.insert((*state, act.id.as_str())) {
                self.one_pair(&[*state], state, Some(act));
            }
            if came.insert(node, None).is_none() {
                next.push_back(node);
            }
        }
        while let Some((node, before)) = next.pop_front() {
            for (edge, to) in graph.onward(node) {
                let said = before.behind(edge.act);
                let enters = edge.from != edge.to && self.is_done(edge.to);
                let elsewhere = edge.act.is_none() && graph.verified_elsewhere.contains(edge.to);
                let name = edge.act.map_or("", |act| act.id.as_str());
                if enters && !elsewhere && !(said.done && said.verified) && told.insert((edge.to, name)) {
                    let back = std::iter::successors(Some((node, before)), |step| came.get(step).copied().flatten());
                    let mut way = std::iter::once(edge.to).chain(back.map(|(node, _)| node.state)).collect::<Vec<_>>();
                    way.reverse();
                    way.dedup();
                    self.one_pair(&way, edge.to, edge.act);
                }
                if let Entry::Vacant(vacant) = came.entry((to, said)) {
                    vacant.insert(Some((node, before)));
                    next.push_back((to, said));
                }
            }
        }
    }

    fn is_done(&self, state: &str) -> bool {
        self.kind.state(state).is_some_and(|state| state.kind == StateKind::Done)
    }

    fn one_pair(&self, way: &[&str], to: &str, act: Option<&Act>) {
        let way = way.join(" → ");
        let message = words!(
            "经 {way} 可以办结，而没有第二双眼睛：`{to}` 之前要有人说办结（done），再由别人核查（verified）",
            "by {way} a matter closes without a second pair of eyes: before `{to}` somebody must say done and somebody \
             else verified"
        );
        let try_this = words!(
            "给途中办理方的动作写 says = \"done\"，给其后核查方的动作写 says = \"verified\"",
            "give the handling side's act on the way says = \"done\", and a later act of the judging side says = \
             \"verified\""
        );
        let path = match act {
            Some(act) => self.path(&format!("acts/{}/to", act.id)),
            None => self.path(&format!("states/{to}")),
        };
        self.notes.report(&path, Code::OnePairOfEyes, message, try_this);
    }

    /// Reports verifying acts that those who did the work may do.
    pub(super) fn judges(&self) {
        let handlers = self.kind.acts.iter().filter(|act| act.says == Some(Says::Done)).flat_map(|act| &act.who);
        let handlers = handlers.collect::<BTreeSet<_>>();
        for act in self.kind.acts.iter().filter(|act| act.says == Some(Says::Verified)) {
            for who in &act.who {
                let side = match who {
                    Who::Role(id) => self.system.roles.iter().find(|role| role.id == *id).map(|role| role.side),
                    _ => None,
                };
                let judges = side.is_some_and(|side| side != Side::Handling);
                if judges && !handlers.contains(who) {
                    continue;
                }
                let (id, who) = (&act.id, word(who));
                let message = words!(
                    "`{id}` 是核查，`{who}` 是办理的一方，不能核查自己办的事",
                    "`{id}` verifies, and `{who}` does the work: nobody verifies what is theirs"
                );
                let try_this = words!(
                    "只写 side = \"judging\"（或 public）且不说办结的职责",
                    "name only roles with side = \"judging\" (or public) that do not say done"
                );
                let path = self.path(&format!("acts/{id}/who/{who}"));
                self.notes.report(&path, Code::VerifiedByHandler, message, try_this);
            }
        }
    }
}
