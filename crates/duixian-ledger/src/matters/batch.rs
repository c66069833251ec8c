//! Deciding many orders one after the other in memory, and the one change that keeps what they decided.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use duixian_matters::command::{ActCommand, Command, Fresh};
use duixian_matters::event::{Effect, Happened};
use duixian_matters::matter::{Actor, Matter, MatterId};
use duixian_matters::{Declared, Situation, apply, decide, system_of};
use jiff::Timestamp;

use super::error::MatterError;
use super::facts::row_of;
use super::number::number;
use super::order::{Acted, Order, OrderAct};
use super::row::{Answer, Counter, MatterChange, NewAnswer, Placed, StepRow};
use super::site::Setup;
use crate::error::{LedgerError, What};
use crate::event::{Event, EventBody};
use crate::identity::EventId;
use crate::store::Change;

/// What the orders of a batch may look at, as it was read.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// Matters with their revisions.
    pub matters: Vec<(Matter, u64)>,
    /// Counters of the kinds that may be opened.
    pub counters: Vec<Counter>,
    /// Answers to keys that were used before.
    pub answers: Vec<Answer>,
}

/// What was decided on one order.
#[derive(Clone, Debug)]
enum Decided {
    /// An answer that was given before.
    Before(Acted),
    /// It is done when the change is kept; the matter, its revision, what was opened.
    Now { matter: MatterId, revision: Placed, opened: Vec<MatterId>, changed: bool },
    /// Another order of this batch has the same key and content.
    Same(usize),
    /// It is not done.
    Refused(LedgerError),
}

/// A batch on its way.
pub(crate) struct Batch<'a> {
    setup: &'a Setup,
    /// All matters that orders may look at, as they have become.
    matters: BTreeMap<MatterId, Matter>,
    /// As they were.
    before: BTreeMap<MatterId, (Matter, u64)>,
    /// Revisions as they have become.
    revisions: BTreeMap<MatterId, Placed>,
    counters: BTreeMap<(String, i16), u64>,
    counters_before: BTreeMap<(String, i16), u64>,
    keys: HashMap<String, (String, usize)>,
    answers: HashMap<String, Answer>,
    events: Vec<Event>,
    changed: BTreeSet<MatterId>,
    steps: Vec<StepRow>,
    new_answers: Vec<NewAnswer>,
    decided: Vec<Decided>,
}

impl<'a> Batch<'a> {
    pub(crate) fn new(setup: &'a Setup, read: Read) -> Self {
        let revisions = read.matters.iter().map(|(matter, revision)| (matter.id.clone(), Placed::At(*revision)));
        let counters: BTreeMap<(String, i16), u64> =
            read.counters.into_iter().map(|counter| ((counter.kind, counter.year), counter.last)).collect();
        Self {
            setup,
            revisions: revisions.collect(),
            matters: read.matters.iter().map(|(matter, _)| (matter.id.clone(), matter.clone())).collect(),
            before: read.matters.into_iter().map(|known| (known.0.id.clone(), known)).collect(),
            counters_before: counters.clone(),
            counters,
            keys: HashMap::new(),
            answers: read.answers.into_iter().map(|answer| (answer.key.clone(), answer)).collect(),
            events: Vec::new(),
            changed: BTreeSet::new(),
            steps: Vec::new(),
            new_answers: Vec::new(),
            decided: Vec::new(),
        }
    }

    /// Decides the next order.
    pub(crate) fn take(&mut self, order: &Order) {
        let decided = match self.by_key(order) {
            Some(decided) => decided,
            None => self.decide(order).unwrap_or_else(Decided::Refused),
        };
        if let (Some(key), Decided::Now { matter, revision, .. }) = (&order.key, &decided) {
            let digest = order.digest();
            self.keys.insert(key.clone(), (digest.clone(), self.decided.len()));
            let (key, matter, revision) = (key.clone(), matter.clone(), *revision);
            self.new_answers.push(NewAnswer { key, digest, matter, revision, at: order.at });
        }
        self.decided.push(decided);
    }

    /// The answer to an order whose key is known already.
    fn by_key(&self, order: &Order) -> Option<Decided> {
        let key = order.key.as_ref()?;
        if key.is_empty() || key.chars().count() > LONGEST_KEY {
            let found = key.chars().count();
            return Some(Decided::Refused(LedgerError::TooLong { field: "key", found, limit: LONGEST_KEY }));
        }
        let reused = || Decided::Refused(MatterError::KeyReused { key: key.clone() }.into());
        if let Some(answer) = self.answers.get(key) {
            if answer.digest != order.digest() {
                return Some(reused());
            }
            let (matter, revision) = (answer.matter.clone(), answer.revision);
            let acted = Acted { matter, revision, opened: Vec::new(), changed: false, repeated: true };
            return Some(Decided::Before(acted));
        }
        let (digest, index) = self.keys.get(key)?;
        Some(if *digest == order.digest() { Decided::Same(*index) } else { reused() })
    }

    fn decide(&mut self, order: &Order) -> Result<Decided, LedgerError> {
        let command = self.command(order)?;
        let target = order.target();
        if let Some(id) = target {
            self.expect(id, order)?;
        }
        let actor = self.actor(order)?;
        let calendar = &self.setup.site.calendar;
        let situation = Situation { declarations: &self.setup.declarations, calendar, matters: &self.matters, target };
        let happened = decide(situation, &command, &actor, order.at).map_err(refused)?;
        let changed = !happened.is_empty();
        let opened = self.keep(happened, order.at)?;
        let matter = target.or(opened.first()).cloned();
        let matter = matter.ok_or_else(|| damaged("an act opened nothing"))?;
        let revision = self.revisions.get(&matter).copied().ok_or_else(|| damaged("a matter has no revision"))?;
        Ok(Decided::Now { matter, revision, opened, changed })
    }

    /// Holds that the matter is there, and as the asker saw it.
    fn expect(&self, id: &MatterId, order: &Order) -> Result<(), LedgerError> {
        let found = self.revisions.get(id);
        let found = found.ok_or_else(|| LedgerError::NotFound { what: What::Matter, id: id.0.clone() })?;
        let OrderAct::Act { expected: Some(expected), .. } = &order.act else { return Ok(()) };
        let found = match found {
            Placed::At(found) => *found,
            // Changed by an order of this batch: whatever the asker saw, it was before.
            Placed::OfEvent(_) => 0,
        };
        if found == *expected {
            return Ok(());
        }
        Err(MatterError::Stale { matter: id.0.clone(), found, expected: *expected }.into())
    }

    fn kind_of<'o>(&'o self, order: &'o Order) -> Option<&'o str> {
        match order.target() {
            Some(id) => self.matters.get(id).map(|matter| matter.kind.as_str()),
            None => order.command().map(|command| command.kind.as_str()),
        }
    }

    fn actor(&self, order: &Order) -> Result<Actor, LedgerError> {
        if order.command().is_none() {
            // Clocks, calendars and declarations act by themselves.
            return Ok(Actor::default());
        }
        let day = self.setup.site.calendar.day_of(order.at);
        let system = self.kind_of(order).map(system_of).unwrap_or_default();
        self.setup.site.roster.actor(&order.actor, system, day)
    }

    fn command(&self, order: &Order) -> Result<Command, LedgerError> {
        Ok(match &order.act {
            OrderAct::Open(command) => Command::Act(Box::new(self.opening(command, order.at)?)),
            OrderAct::Act { matter, command, .. } => {
                let declared = self.matters.get(matter).and_then(|matter| self.declared(matter));
                let transfers = declared.map_or(&[][..], |declared| &declared.kind.transfers);
                let kinds = transfers.iter().filter(|way| way.act == command.act).map(|way| way.to.as_str());
                let fresh = self.fresh(kinds, order.at);
                Command::Act(Box::new(ActCommand { fresh, ..(**command).clone() }))
            }
            OrderAct::Timer(firing) => {
                Command::Timer { deadline: firing.deadline.clone(), generation: firing.generation }
            }
            OrderAct::Recompute { .. } => Command::Recompute,
            OrderAct::Redeclare { .. } => Command::Redeclare,
        })
    }

    fn declared(&self, matter: &Matter) -> Option<Declared<'_>> {
        self.setup.declarations.kind_of_version(&matter.kind, matter.declared)
    }

    /// An opening act with its id and number, by the first opening act of the kind where none is named.
    fn opening(&self, command: &ActCommand, at: Timestamp) -> Result<ActCommand, LedgerError> {
        let day = self.setup.site.calendar.day_of(at);
        let declared = self.setup.declarations.kind(&command.kind, day);
        let shown = || command.kind.chars().take(80).collect();
        let declared = declared.ok_or_else(|| MatterError::NoKind { kind: shown() })?;
        let mut command = command.clone();
        if command.act.is_empty() {
            let opens =
                |act: &&duixian_matters::declaration::Act| act.does == duixian_matters::declaration::Doing::Open;
            command.act = declared.kind.acts.iter().find(opens).map(|act| act.id.clone()).unwrap_or_default();
        }
        command.fresh = self.fresh([command.kind.as_str()].into_iter(), at);
        Ok(command)
    }

    /// Ids and numbers for matters of these kinds; a number is only taken when a matter is opened with it.
    fn fresh<'k>(&self, kinds: impl Iterator<Item = &'k str>, at: Timestamp) -> BTreeMap<String, Vec<Fresh>> {
        let day = self.setup.site.calendar.day_of(at);
        let mut fresh: BTreeMap<String, Vec<Fresh>> = BTreeMap::new();
        for kind in kinds {
            let Some(declared) = self.setup.declarations.kind(kind, day) else { continue };
            let known = fresh.entry(kind.to_owned()).or_default();
            let pattern = &declared.kind.number;
            let year = if pattern.contains("{year}") { day.year() } else { 0 };
            let last = self.counters.get(&(kind.to_owned(), year)).copied().unwrap_or(0);
            let serial = last + known.len() as u64 + 1;
            known.push(Fresh { id: EventId::at(at).matter(), number: number(pattern, day.year(), serial) });
        }
        fresh
    }

    /// Makes what was decided happen to the matters in memory, and gives those that were opened.
    fn keep(&mut self, happened: Vec<Happened>, at: Timestamp) -> Result<Vec<MatterId>, LedgerError> {
        let year = self.setup.site.calendar.day_of(at).year();
        let mut opened = Vec::new();
        for happened in happened {
            let before = self.matters.get(&happened.matter).cloned();
            let from_state = before.as_ref().map(|matter| matter.state.clone()).unwrap_or_default();
            let matter = apply(before, &happened, at).map_err(|error| damaged(&error.to_string()))?;
            if let Some(Effect::Opened { kind, .. }) = happened.effects.first() {
                opened.push(matter.id.clone());
                for year in [year, 0] {
                    *self.counters.entry((kind.clone(), year)).or_default() += 1;
                }
            }
            let place = Placed::OfEvent(self.events.len());
            self.steps.push(step(&happened, from_state, &matter, place, at));
            self.revisions.insert(matter.id.clone(), place);
            self.changed.insert(matter.id.clone());
            self.matters.insert(matter.id.clone(), matter);
            let actor = if happened.by.person.is_empty() { ENGINE.to_owned() } else { happened.by.person.clone() };
            let body = EventBody::Matter(Box::new(happened));
            self.events.push(Event { id: EventId::at(at), at: crate::ledger_acts::kept(at), actor, body });
        }
        Ok(opened)
    }

    /// Whether anything is to be kept.
    pub(crate) fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// The matters that changed, by kind.
    pub(crate) fn changed(&self) -> impl Iterator<Item = &Matter> {
        self.changed.iter().filter_map(|id| self.matters.get(id))
    }

    /// The one change that keeps everything.
    pub(crate) fn change(&self) -> Result<Change, LedgerError> {
        let Setup { declarations, site, .. } = self.setup;
        let mut matters =
            MatterChange { answers: self.new_answers.clone(), steps: self.steps.clone(), ..Default::default() };
        for id in &self.changed {
            let (Some(matter), Some(revision)) = (self.matters.get(id), self.revisions.get(id)) else { continue };
            let before = self.before.get(id);
            matters.expected.push((id.clone(), before.map(|(_, revision)| *revision)));
            let before = before.map(|(matter, _)| matter);
            matters.rows.push(row_of(before, matter, *revision, declarations, &site.calendar)?);
        }
        for ((kind, year), last) in &self.counters {
            let before = self.counters_before.get(&(kind.clone(), *year)).copied().unwrap_or(0);
            if *last != before {
                matters.counters.push((Counter { kind: kind.clone(), year: *year, last: *last }, before));
            }
        }
        Ok(Change { events: self.events.clone(), matters: Box::new(matters), ..Change::default() })
    }

    /// What came of each order, in their order, when the change's last event got a sequence; or why none happened.
    pub(crate) fn outcomes(self, kept: &Result<u64, LedgerError>) -> Vec<Result<Acted, LedgerError>> {
        let behind = kept.as_ref().map_or(0, |last| last.saturating_sub(self.events.len() as u64));
        let outcome = |decided: &Decided| match decided {
            Decided::Before(acted) => Ok(acted.clone()),
            Decided::Refused(error) => Err(error.clone()),
            Decided::Now { matter, revision, opened, changed } => kept.clone().map(|_| Acted {
                matter: matter.clone(),
                revision: revision.behind(behind),
                opened: opened.clone(),
                changed: *changed,
                repeated: false,
            }),
            // It points to an order that is `Now`.
            Decided::Same(_) => Err(LedgerError::Conflict),
        };
        let outcomes = self.decided.iter().map(|decided| match decided {
            Decided::Same(index) => {
                let first = self.decided.get(*index).map_or(Err(LedgerError::Conflict), outcome);
                first.map(|acted| Acted { changed: false, repeated: true, ..acted })
            }
            decided => outcome(decided),
        });
        outcomes.collect()
    }
}

/// The longest key, in characters.
const LONGEST_KEY: usize = 200;
/// Who acts where a clock does.
const ENGINE: &str = "engine";

/// The step of an event, for measures.
pub(crate) fn step(happened: &Happened, from_state: String, behind: &Matter, place: Placed, at: Timestamp) -> StepRow {
    StepRow {
        matter: happened.matter.clone(),
        place,
        act: happened.act.clone(),
        from_state,
        to_state: behind.state.clone(),
        at,
        unit: happened.by.unit.clone(),
        person: happened.by.person.clone(),
    }
}

fn refused(refusal: duixian_matters::refusal::Refusal) -> LedgerError {
    MatterError::Refused(Box::new(refusal)).into()
}

fn damaged(reason: &str) -> LedgerError {
    LedgerError::Damaged { reason: reason.to_owned() }
}
