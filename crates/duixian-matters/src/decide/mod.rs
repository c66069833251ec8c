//! Deciding: a situation, a command, an actor and a moment go in, events or a refusal come out.
//!
//! | module | decides |
//! |---|---|
//! | `permit` | whether an act may be done: state, who, how often, second pair of eyes |
//! | `intake` | what came with it: fields, reason, files, units |
//! | `acts` | what each kind of act changes |
//! | `clocks` | what a change does to deadlines, and what a timer does |
//! | `family` | what reaches parent, origin and the matter in another system |
//! | `poll` | ballots and their count |
//! | `sketch` | nothing: it holds the effects of one event while they are put together |

mod acts;
mod clocks;
mod family;
mod intake;
mod permit;
mod poll;
mod sketch;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

pub use self::clocks::next_moment;
pub(crate) use self::intake::missing;
pub(crate) use self::permit::permit;
use crate::apply::apply;
use crate::command::Command;
use crate::declaration::{Kind, System};
use crate::declarations::{Declarations, Declared};
use crate::event::{Effect, Happened};
use crate::matter::{Actor, Matter, MatterId};
use crate::refusal::{Refusal, RefusalCode};
use crate::time::Calendar;

/// Everything that a decision may look at.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// All systems in all versions.
    pub declarations: &'a Declarations,
    /// The site's calendar.
    pub calendar: &'a Calendar,
    /// The matter acted on, its parent, its children and the matter that it came from; for a ballot the candidates.
    pub matters: &'a BTreeMap<MatterId, Matter>,
    /// The matter acted on; none for opening.
    pub target: Option<&'a MatterId>,
}

/// Decides a command: what happens to the matter and its relatives, in order, or why nothing does.
///
/// # Errors
/// A refusal with what would allow it. Nothing happens then.
pub fn decide(
    situation: Situation<'_>,
    command: &Command,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Happened>, Refusal> {
    let engine = Actor::default();
    let actor = if matches!(command, Command::Timer { .. } | Command::Recompute) { &engine } else { actor };
    let mut deciding = Deciding { situation, actor, now, matters: BTreeMap::new(), events: Vec::new() };
    match command {
        Command::Act(act) if situation.target.is_none() => deciding.open(act)?,
        Command::Act(act) => deciding.act(act)?,
        Command::Timer { deadline, generation } => deciding.timer(deadline, *generation)?,
        Command::Recompute => deciding.recompute()?,
        Command::Redeclare => deciding.redeclare()?,
    }
    Ok(deciding.events)
}

/// A decision on its way: the matters as they have become, and the events that made them so.
struct Deciding<'a> {
    situation: Situation<'a>,
    actor: &'a Actor,
    now: Timestamp,
    /// The matters that changed; the others are the situation's.
    matters: BTreeMap<MatterId, Matter>,
    events: Vec<Happened>,
}

impl<'a> Deciding<'a> {
    fn today(&self) -> Date {
        self.situation.calendar.day_of(self.now)
    }

    /// A matter as it is by now.
    fn matter(&self, id: &MatterId) -> Option<&Matter> {
        self.matters.get(id).or_else(|| self.situation.matters.get(id))
    }

    /// The matter acted on, with its declaration.
    fn target(&self) -> Result<(Matter, Declared<'a>), Refusal> {
        let id = self.situation.target.ok_or_else(|| broken("no matter was named"))?;
        let matter = self.matter(id).ok_or_else(|| broken("the matter is not there"))?.clone();
        let declared = self.declared(&matter)?;
        Ok((matter, declared))
    }

    fn declared(&self, matter: &Matter) -> Result<Declared<'a>, Refusal> {
        let found = self.situation.declarations.kind_of_version(&matter.kind, matter.declared);
        found.ok_or_else(|| {
            Refusal::new(
                RefusalCode::Declaration,
                (
                    format!("系统“{}”第{}版的声明不在", matter.kind, matter.declared),
                    format!("version {} of the system {} is not there", matter.declared, matter.kind),
                ),
                ("请恢复该版本的声明文件夹", "put that version's folder back"),
            )
        })
    }

    /// Makes something happen to a matter.
    fn happen(&mut self, id: &MatterId, act: &str, reason: Option<&str>, effects: Vec<Effect>) -> Result<(), Refusal> {
        let by = self.actor.clone();
        let reason = reason.map(str::to_owned);
        let happened = Happened { matter: id.clone(), act: act.to_owned(), by, reason, effects };
        let before = self.matter(id).cloned();
        let matter = apply(before, &happened, self.now).map_err(|damaged| broken(damaged.reason))?;
        self.matters.insert(id.clone(), matter);
        self.events.push(happened);
        Ok(())
    }

    /// The matter goes to the declaration that is in force now.
    fn redeclare(&mut self) -> Result<(), Refusal> {
        let (matter, _) = self.target()?;
        let current = self.situation.declarations.kind(&matter.kind, self.today());
        let current = current.filter(|current| current.kind.state(&matter.state).is_some());
        let Some(current) = current else {
            return Err(Refusal::new(
                RefusalCode::Declaration,
                (
                    format!("现行声明没有状态“{}”", matter.state),
                    format!("the declaration in force has no state {:?}", matter.state),
                ),
                ("请先把事项办到现行声明也有的状态", "bring the matter into a state that both have first"),
            ));
        };
        if current.system.version == matter.declared {
            return Ok(());
        }
        let effects = vec![Effect::Redeclared { declared: current.system.version }];
        self.happen(&matter.id, REDECLARED, None, effects)
    }
}

/// The act of events that a clock made.
pub(crate) const TIMER: &str = "timer";
/// The act of events that a child's change made in its parent.
pub(crate) const CHILD: &str = "child";
/// The act of events that another system's matter made in the one that it came from.
pub(crate) const BACK: &str = "back";
const REDECLARED: &str = "redeclared";

/// The name of a state in Chinese and English, or its id.
fn state_name(kind: &Kind, state: &str) -> (String, String) {
    let found = kind.state(state).map(|state| (state.name.zh.clone(), state.name.en.clone()));
    found.unwrap_or_else(|| (state.to_owned(), state.to_owned()))
}

/// A refusal where the caller gave a situation that cannot be.
fn broken(reason: &str) -> Refusal {
    Refusal::new(
        RefusalCode::Declaration,
        (format!("事项数据不完整：{reason}"), format!("the matter's data are incomplete: {reason}")),
        ("请运行 duixian verify 核对台账", "run duixian verify"),
    )
}

/// Whether a matter of one kind may be a part of one of another.
fn may_be_child(system: &System, parent: &Kind, kind: &str) -> bool {
    let rolls_up = parent.roll_up.as_ref().is_some_and(|rule| rule.of.iter().any(|of| of == kind));
    let is_candidate = parent.poll.as_ref().is_some_and(|poll| poll.candidates == kind);
    (rolls_up || is_candidate) && system.kind(kind).is_some()
}
