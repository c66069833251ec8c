//! Stories of systems, run on a ledger of their own: acts in order, clocks that fire in between, and whether
//! everything became as expected.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use duixian_figures::Codebook;
use duixian_matters::command::ActCommand;
use duixian_matters::declaration::{Story, StoryMeasure, StoryStep, Words};
use duixian_matters::matter::{Clock, ClockState, File, JointPart, Matter, MatterId};
use jiff::Timestamp;
use jiff::civil::DateTime;

use crate::error::LedgerError;
use crate::identity::ContentHash;
use crate::ledger::Ledger;
use crate::matters::MatterError;
use crate::matters::measured::Period;
use crate::matters::order::{Acted, ActorRef, Order, OrderAct};
use crate::matters::roster::{Post, Roster, Unit};
use crate::matters::site::{Setup, SiteFiles};
use crate::reader::StandardReader;
use crate::store::Store;
use crate::systems::Systems;

/// What a story expected and did not find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryFault {
    /// The story's file, relative to the system's folder.
    pub file: String,
    /// The line of the step or measure.
    pub line: u32,
    /// What is otherwise than expected.
    pub message: Words,
}

/// Runs a story of a system on an empty store; the folder is for what a ledger keeps beside it. No faults: the story
/// holds.
///
/// # Errors
/// When the store or the folder fails.
pub async fn tell(
    empty: Arc<dyn Store>,
    folder: &Path,
    systems: &Systems,
    system: &str,
    story: &Story,
) -> Result<Vec<StoryFault>, LedgerError> {
    let site = SiteFiles { roster: roster_of(system, story), ..SiteFiles::empty()? };
    let codebook = Arc::new(Codebook::standard());
    let reader = Arc::new(StandardReader::new(Arc::clone(&codebook)));
    let setup = Setup::new(systems.clone(), site);
    let ledger = Ledger::over_setup(empty, &folder.join("search"), reader, codebook, setup).await?;
    let now = ledger.moment_of(story.now).ok_or_else(|| bad_time(story.now))?;
    let mut telling =
        Telling { ledger, system, story, now, names: BTreeMap::new(), also: BTreeMap::new(), faults: Vec::new() };
    for step in &story.steps {
        telling.step(step).await?;
    }
    for measure in &story.measures {
        telling.measure(measure).await?;
    }
    Ok(telling.faults)
}

/// The posts of a story as a roster.
fn roster_of(system: &str, story: &Story) -> Roster {
    let units: BTreeSet<&str> = story.posts.iter().map(|post| post.unit.as_str()).collect();
    let role = |role: &String| if role.contains(':') { role.clone() } else { format!("{system}:{role}") };
    Roster {
        units: units
            .into_iter()
            .map(|name| Unit { name: name.to_owned(), kind: String::new(), parent: None })
            .collect(),
        posts: story
            .posts
            .iter()
            .map(|post| Post {
                id: post.id.clone(),
                name: post.id.clone(),
                unit: post.unit.clone(),
                roles: post.roles.iter().map(role).collect(),
                people: Vec::new(),
            })
            .collect(),
    }
}

/// Whether a clock is as expected.
type Test = fn(&Clock) -> bool;

struct Telling<'a> {
    ledger: Ledger,
    system: &'a str,
    story: &'a Story,
    now: Timestamp,
    /// Matters by the story's names.
    names: BTreeMap<String, MatterId>,
    /// What acts on a matter opened beside it: in other systems.
    also: BTreeMap<String, MatterId>,
    faults: Vec<StoryFault>,
}

impl Telling<'_> {
    fn fault(&mut self, line: u32, zh: String, en: String) {
        self.faults.push(StoryFault { file: self.story.file.clone(), line, message: Words { zh, en } });
    }

    fn differs(&mut self, line: u32, of: &str, wanted: &str, found: &str) {
        let zh = format!("{of}：应为“{wanted}”，实为“{found}”");
        self.fault(line, zh, format!("{of}: expected {wanted:?}, found {found:?}"));
    }

    fn id(&self, name: &str) -> Option<MatterId> {
        match name.split_once('/') {
            Some((base, _)) => self.also.get(base).cloned(),
            None => self.names.get(name).cloned(),
        }
    }

    async fn step(&mut self, step: &StoryStep) -> Result<(), LedgerError> {
        if let Some(at) = step.at {
            let at = self.ledger.moment_of(at).ok_or_else(|| bad_time(at))?;
            self.wait_until(at).await?;
        }
        let names: Vec<String> = match step.times {
            Some(times) => (1..=times).map(|time| format!("{}{time}", step.matter)).collect(),
            None => vec![step.matter.clone()],
        };
        if let Some(act) = &step.act {
            let mut orders = Vec::with_capacity(names.len());
            for name in &names {
                match self.order(step, act, name) {
                    Some(order) => orders.push(order),
                    None => return Ok(()),
                }
            }
            let outcomes = self.ledger.act_many(orders).await;
            for (name, outcome) in names.iter().zip(outcomes) {
                self.became(step, name, outcome)?;
            }
        }
        for name in &names {
            self.look(step, name).await?;
        }
        Ok(())
    }

    /// Lets the clocks fire that fall due until then, each at its own moment.
    async fn wait_until(&mut self, at: Timestamp) -> Result<(), LedgerError> {
        while let Some(next) = self.ledger.store.firings(&self.ledger.site, at, 1).await?.into_iter().next() {
            self.ledger.fire(next.at.max(self.now)).await?;
        }
        self.now = at;
        Ok(())
    }

    fn order(&mut self, step: &StoryStep, act: &str, name: &str) -> Option<Order> {
        let person = self.story.posts.iter().find(|post| post.id == step.post).map(|post| post.person.clone());
        let unknown: Vec<&String> =
            step.choices.iter().chain(&step.parent).filter(|name| self.id(name).is_none()).collect();
        if let Some(unknown) = unknown.first().map(|name| (*name).clone()) {
            self.no_matter(step.line, &unknown);
            return None;
        }
        let file = |index: u32| File {
            content: ContentHash::of(format!("{name} {} {index}", step.line).as_bytes()).as_str().to_owned(),
            name: format!("{index}.pdf"),
            media: "application/pdf".to_owned(),
            size: 1024,
        };
        let joint = |(unit, share): &(String, Option<rust_decimal::Decimal>)| JointPart {
            unit: unit.clone(),
            share: *share,
            done_at: None,
        };
        let extension = step.extension.as_ref();
        let extension = extension.and_then(|(deadline, at)| Some((deadline.clone(), self.ledger.moment_of(*at)?)));
        let command = ActCommand {
            act: act.to_owned(),
            fields: step.fields.clone(),
            reason: step.reason.clone(),
            files: (1..=step.files).map(file).collect(),
            lead: step.lead.clone(),
            joint: step.joint.iter().map(joint).collect(),
            extension,
            progress: step.progress,
            quantities: step.quantities.clone(),
            exclusion: step.measure.clone().map(|measure| (measure, step.approver.clone().unwrap_or_default())),
            choices: step.choices.iter().filter_map(|name| self.id(name)).collect(),
            kind: step.kind.clone().unwrap_or_else(|| self.system.to_owned()),
            parent: step.parent.as_ref().and_then(|name| self.id(name)),
            ..ActCommand::default()
        };
        let command = Box::new(command);
        let act = if self.opens(step, act, name) {
            OrderAct::Open(command)
        } else if let Some(matter) = self.id(name) {
            OrderAct::Act { matter, expected: None, command }
        } else {
            self.no_matter(step.line, name);
            return None;
        };
        let actor = ActorRef { person: person.unwrap_or_default(), post: step.post.clone() };
        Some(Order { key: None, actor, at: self.now, act })
    }

    /// Whether a step opens its matter: an opening act under a new name.
    fn opens(&self, step: &StoryStep, act: &str, name: &str) -> bool {
        let kind = step.kind.as_deref().unwrap_or(self.system);
        let day = self.ledger.setup().site.calendar.day_of(self.now);
        let declared = self.ledger.setup().declarations.kind(kind, day);
        let does = declared.and_then(|declared| declared.kind.act(act)).map(|act| act.does);
        self.id(name).is_none() && does == Some(duixian_matters::declaration::Doing::Open)
    }

    fn no_matter(&mut self, line: u32, name: &str) {
        self.fault(line, format!("故事里还没有事项“{name}”"), format!("the story has no matter {name:?} yet"));
    }

    fn became(&mut self, step: &StoryStep, name: &str, outcome: Result<Acted, LedgerError>) -> Result<(), LedgerError> {
        match (outcome, &step.expect.refusal) {
            (Ok(acted), None) => {
                let beside = acted.opened.iter().find(|id| **id != acted.matter);
                if let Some(beside) = beside {
                    self.also.insert(name.to_owned(), beside.clone());
                }
                if !name.contains('/') {
                    self.names.insert(name.to_owned(), acted.matter);
                }
            }
            (Ok(_), Some(wanted)) => {
                let zh = format!("应以“{wanted}”拒绝，却办成了");
                self.fault(step.line, zh, format!("it should be refused with {wanted:?}, but was done"));
            }
            (Err(LedgerError::Matter(error)), Some(wanted)) if error.code() == wanted => {}
            (Err(LedgerError::Matter(error)), wanted) => {
                let wanted = wanted.as_deref().unwrap_or("-");
                let (code, zh, hint_zh, hint) = (error.code(), error.message_zh(), error.hint_zh(), error.hint());
                let zh = format!("被拒绝（{code}，预期 {wanted}）：{zh}；{hint_zh}");
                self.fault(step.line, zh, format!("refused ({code}, expected {wanted}): {error}; {hint}"));
            }
            (Err(error), _) => return Err(error),
        }
        Ok(())
    }

    async fn look(&mut self, step: &StoryStep, name: &str) -> Result<(), LedgerError> {
        let expect = &step.expect;
        let Some(id) = self.id(name) else {
            if expect.refusal.is_none() && step.act.is_none() {
                self.no_matter(step.line, name);
            }
            return Ok(());
        };
        let matter = self.ledger.matter(&id).await?.matter;
        let line = step.line;
        if let Some(state) = expect.state.as_ref().filter(|state| **state != matter.state) {
            self.differs(line, "state", state, &matter.state);
        }
        for (deadline, wanted) in &expect.due {
            let found = matter.clocks.get(deadline).filter(|clock| clock.is_running()).map(|clock| clock.due().at);
            let wanted_at = self.ledger.moment_of(*wanted).ok_or_else(|| bad_time(*wanted))?;
            if found.map(Timestamp::as_second) != Some(wanted_at.as_second()) {
                let found = found.map_or_else(|| "-".to_owned(), |found| self.local(found));
                self.differs(line, &format!("due.{deadline}"), &wanted.to_string(), &found);
            }
        }
        let tests: [(&str, &[String], Test); 3] = [
            ("breached", &expect.breached, |clock| clock.breached_at.is_some()),
            ("provisional", &expect.provisional, |clock| clock.due().provisional),
            ("clock_paused", &expect.clock_paused, |clock| matches!(clock.runs, ClockState::Paused { .. })),
        ];
        for (of, deadlines, test) in tests {
            for deadline in deadlines {
                if !matter.clocks.get(deadline).is_some_and(test) {
                    self.differs(line, of, deadline, "-");
                }
            }
        }
        self.look_at_values(step, &matter);
        Ok(())
    }

    fn look_at_values(&mut self, step: &StoryStep, matter: &Matter) {
        if let Some(wanted) = step.expect.progress.filter(|wanted| Some(*wanted) != matter.progress) {
            let found = matter.progress.map_or_else(|| "-".to_owned(), |found| found.normalize().to_string());
            self.differs(step.line, "progress", &wanted.to_string(), &found);
        }
        for (field, wanted) in &step.expect.fields {
            let found = matter.fields.get(field).map_or("", String::as_str);
            if found != wanted {
                self.differs(step.line, &format!("fields.{field}"), wanted, found);
            }
        }
    }

    /// A moment as the site's clock shows it.
    fn local(&self, at: Timestamp) -> String {
        let seconds = i32::try_from(self.ledger.setup().site.calendar.hours().offset()).unwrap_or_default();
        let offset = jiff::tz::Offset::from_seconds(seconds).unwrap_or(jiff::tz::Offset::UTC);
        offset.to_datetime(at).to_string()
    }

    async fn measure(&mut self, measure: &StoryMeasure) -> Result<(), LedgerError> {
        let midnight = |day: jiff::civil::Date| self.ledger.midnight(day).ok_or_else(|| bad_time(day.at(0, 0, 0, 0)));
        let period = Period { from: midnight(measure.from)?, until: midnight(measure.until)? };
        let found = match self.ledger.measure(self.system, &measure.id, period, self.now).await {
            Ok(found) => found.counted,
            Err(LedgerError::Matter(error @ MatterError::BadMeasure { .. })) => {
                self.fault(measure.line, error.message_zh(), error.to_string());
                return Ok(());
            }
            Err(LedgerError::NotFound { id, .. }) => {
                self.fault(measure.line, format!("没有指标“{id}”"), format!("there is no measure {id:?}"));
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let shown = [
            ("value", &measure.value, found.value.map(|value| value.to_string())),
            ("numerator", &measure.numerator, Some(found.numerator.to_string())),
            ("denominator", &measure.denominator, found.denominator.map(|number| number.to_string())),
        ];
        for (of, wanted, found) in shown {
            // A value that is not named is only expected to be absent where a rate is over nothing.
            if let Some(wanted) = wanted
                && found.as_ref() != Some(wanted)
            {
                let of = format!("{}.{of}", measure.id);
                self.differs(measure.line, &of, wanted, found.as_deref().unwrap_or("-"));
            }
        }
        if measure.value.is_none() && found.denominator == Some(0) && found.value.is_some() {
            self.differs(measure.line, &measure.id, "-", "…");
        }
        Ok(())
    }
}

fn bad_time(at: DateTime) -> LedgerError {
    LedgerError::Damaged { reason: format!("{at} is no moment of the site's clock") }
}
