//! Lets happen what the samples of systems tell: rows of tables are opened, steps are done at their moments, and
//! clocks that fall due in between do what they have to.

use std::collections::BTreeMap;

use duixian_ledger::{
    ActorRef, DocumentId, Ledger, LedgerError, Order, OrderAct, Page, PromiseFilter, PromiseItem, Systems,
};
use duixian_matters::command::ActCommand;
use duixian_matters::declaration::{Doing, StoryStep, System};
use duixian_matters::matter::{Fields, File, JointPart, MatterId, Origin};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

/// Steps within this time are done together: no clock of the samples is as short.
const TOGETHER: SignedDuration = SignedDuration::from_mins(30);
/// The heading of the unit that leads.
const LEAD: &str = "牵头单位";
/// The heading of the units that handle it too.
const JOINT: &str = "会办单位";
/// Between values of an import key, and between units.
const BETWEEN_KEYS: &str = "/";
const BETWEEN_UNITS: [char; 2] = ['、', ','];

/// What came of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// Matters that rows and steps opened.
    pub(super) opened: usize,
    /// Steps that were done on them.
    pub(super) acts: usize,
    /// What was refused, with its place. Nothing, if the samples are sound.
    pub(super) refused: Vec<String>,
}

/// Which rows were made from promises: `samples/promises.toml` of a system.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FromPromises {
    kind: String,
    field: String,
    document: String,
}

/// Something of a sample that happens.
enum Entry<'a> {
    Row(Box<ActCommand>, String, &'a str),
    Step(&'a StoryStep),
}

/// The sample on its way.
pub(super) struct Life<'a> {
    ledger: &'a Ledger,
    picture: File,
    documents: BTreeMap<String, DocumentId>,
    now: Timestamp,
    /// Matters by their system and name there.
    names: BTreeMap<(String, String), MatterId>,
    /// Orders that wait to be done together, with the system, name and place of each.
    waiting: Vec<((String, String), String, Order)>,
    /// Up to when clocks have done what they had to.
    clocks: Timestamp,
    told: Told,
}

impl<'a> Life<'a> {
    pub(super) fn new(
        ledger: &'a Ledger,
        picture: File,
        documents: BTreeMap<String, DocumentId>,
        now: Timestamp,
    ) -> Self {
        let (names, waiting, told) = (BTreeMap::new(), Vec::new(), Told::default());
        Self { ledger, picture, documents, now, names, waiting, clocks: Timestamp::MIN, told }
    }

    /// Lets everything happen, of all systems in the order of time; what would be in the future does not.
    pub(super) async fn happen(mut self) -> Result<Told, LedgerError> {
        let systems = std::sync::Arc::clone(&self.ledger.setup().systems);
        let mut entries: Vec<(Timestamp, &str, Entry<'_>)> = Vec::new();
        for system in systems.all() {
            self.tell(&systems, system, &mut entries).await?;
        }
        entries.sort_by_key(|(at, _, _)| *at);
        let now = self.now;
        for (at, system, entry) in entries.iter().filter(|(at, _, _)| *at <= now) {
            self.wait_until(*at).await?;
            match entry {
                Entry::Row(command, key, post) => {
                    let place = format!("{system}: {key}");
                    let act = OrderAct::Open(command.clone());
                    self.put(system, key, place, post, *at, act);
                }
                Entry::Step(step) => self.step(system, step, *at).await?,
            }
        }
        self.flush().await?;
        self.fire(self.now).await?;
        Ok(self.told)
    }

    /// Everything that one system's samples tell of.
    async fn tell<'s>(
        &mut self,
        systems: &'s Systems,
        system: &'s System,
        entries: &mut Vec<(Timestamp, &'s str, Entry<'s>)>,
    ) -> Result<(), LedgerError> {
        let steps = systems.life(&system.id);
        let Some((first, mut at)) = steps.first().and_then(|step| Some((step, self.ledger.moment_of(step.at?)?)))
        else {
            return Ok(());
        };
        let files = systems.files(&system.id);
        let tables = files.into_iter().flatten().filter_map(|(path, text)| {
            let kind = path.strip_prefix("samples/")?.strip_suffix(".csv")?;
            Some((kind, text.as_str()))
        });
        let promises = files.and_then(|files| files.get("samples/promises.toml"));
        let promises = promises.and_then(|text| toml::from_str::<FromPromises>(text).ok());
        for (kind, text) in tables {
            let made = promises.as_ref().filter(|made| made.kind == kind);
            let found = match made.and_then(|made| self.documents.get(&made.document)) {
                Some(document) => {
                    let filter = PromiseFilter { document: Some(document.clone()), ..PromiseFilter::default() };
                    self.ledger.promises(&filter, Page::ALL).await?.items
                }
                None => Vec::new(),
            };
            let sentence = made.map(|made| made.field.as_str());
            for (command, key) in self.rows(system, kind, text, sentence, found) {
                entries.push((at, &system.id, Entry::Row(Box::new(command), key, &first.post)));
            }
        }
        for step in steps {
            // A step without its own moment is done with the one before.
            at = step.at.and_then(|at| self.ledger.moment_of(at)).unwrap_or(at);
            entries.push((at, &system.id, Entry::Step(step)));
        }
        Ok(())
    }

    /// The rows of a table as opening acts, each with its key.
    fn rows(
        &mut self,
        system: &System,
        kind: &str,
        text: &str,
        sentence: Option<&str>,
        mut promises: Vec<PromiseItem>,
    ) -> Vec<(ActCommand, String)> {
        let Some(declared) = system.kind(kind) else {
            self.told.refused.push(format!("{}: samples/{kind}.csv: no such kind", system.id));
            return Vec::new();
        };
        let keys = system.views.get(kind).map(|view| view.import_key.clone()).unwrap_or_default();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let headings: Vec<String> =
            reader.headers().map(|headings| headings.iter().map(str::to_owned).collect()).unwrap_or_default();
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    self.told.refused.push(format!("{}: samples/{kind}.csv: {error}", system.id));
                    continue;
                }
            };
            let mut command = ActCommand { kind: kind.to_owned(), ..ActCommand::default() };
            for (heading, value) in headings.iter().zip(&record).filter(|(_, value)| !value.is_empty()) {
                match heading.as_str() {
                    LEAD => command.lead = Some(value.to_owned()),
                    JOINT => command.joint = value.split(BETWEEN_UNITS).map(joint).collect(),
                    name => match declared.fields.iter().find(|field| field.name.zh == name) {
                        Some(field) => {
                            command.fields.insert(field.id.clone(), value.to_owned());
                        }
                        None => self.told.refused.push(format!("{}: samples/{kind}.csv: column {name}", system.id)),
                    },
                }
            }
            let key = key_of(&keys, &command.fields);
            let words = sentence.and_then(|field| command.fields.get(field));
            let promise = words.and_then(|words| take(&mut promises, words));
            command.origin = Some(match promise {
                Some(found) => {
                    Origin::Promise { document: found.document.id.to_string(), promise: found.promise.id.to_string() }
                }
                None => Origin::Import { table: format!("{kind}.csv"), key: key.clone() },
            });
            rows.push((command, key));
        }
        rows
    }

    async fn step(&mut self, system: &str, step: &StoryStep, at: Timestamp) -> Result<(), LedgerError> {
        let Some(act) = &step.act else { return Ok(()) };
        let place = format!("{system}/samples/life.toml:{}", step.line);
        // A matter may be opened by an order that waits.
        let named = [Some(&step.matter), step.parent.as_ref()];
        let named: Vec<&String> = named.into_iter().flatten().chain(&step.choices).collect();
        if named.iter().any(|name| self.id(system, name).is_none()) {
            self.flush().await?;
        }
        let kind = step.kind.clone().unwrap_or_else(|| system.to_owned());
        let day = self.ledger.setup().site.calendar.day_of(at);
        let declared = self.ledger.setup().declarations.kind(&kind, day);
        let opens = declared.and_then(|declared| declared.kind.act(act)).is_some_and(|act| act.does == Doing::Open);
        let joint = step.joint.iter().map(|(unit, share)| JointPart { share: *share, ..joint(unit) });
        let extension = step.extension.as_ref();
        let command = ActCommand {
            act: act.clone(),
            fields: step.fields.clone(),
            reason: step.reason.clone(),
            files: vec![self.picture.clone(); step.files as usize],
            lead: step.lead.clone(),
            joint: joint.collect(),
            extension: extension.and_then(|(deadline, at)| Some((deadline.clone(), self.ledger.moment_of(*at)?))),
            progress: step.progress,
            quantities: step.quantities.clone(),
            exclusion: step.measure.clone().map(|measure| (measure, step.approver.clone().unwrap_or_default())),
            choices: step.choices.iter().filter_map(|name| self.id(system, name)).collect(),
            kind,
            parent: step.parent.as_ref().and_then(|name| self.id(system, name)),
            ..ActCommand::default()
        };
        let act = match self.id(system, &step.matter) {
            Some(matter) => OrderAct::Act { matter, expected: None, command: Box::new(command) },
            None if opens => OrderAct::Open(Box::new(command)),
            None => {
                self.told.refused.push(format!("{place}: no matter {}", step.matter));
                return Ok(());
            }
        };
        self.put(system, &step.matter, place, &step.post, at, act);
        Ok(())
    }

    fn id(&self, system: &str, name: &str) -> Option<MatterId> {
        self.names.get(&(system.to_owned(), name.to_owned())).cloned()
    }

    fn put(&mut self, system: &str, name: &str, place: String, post: &str, at: Timestamp, act: OrderAct) {
        let actor = ActorRef { person: String::new(), post: post.to_owned() };
        self.waiting.push(((system.to_owned(), name.to_owned()), place, Order { key: None, actor, at, act }));
    }

    /// Does what waits, if it does not belong together with what comes then, and lets clocks do what falls due.
    async fn wait_until(&mut self, at: Timestamp) -> Result<(), LedgerError> {
        if let Some((_, _, first)) = self.waiting.first() {
            if at.duration_since(first.at) <= TOGETHER {
                return Ok(());
            }
            self.flush().await?;
        }
        self.fire(at).await
    }

    /// Clocks fire each at its own moment.
    async fn fire(&mut self, until: Timestamp) -> Result<(), LedgerError> {
        while let Some(next) = self.ledger.next_firing(until).await? {
            self.clocks = self.clocks.max(next);
            self.ledger.fire(self.clocks).await?;
        }
        self.clocks = self.clocks.max(until);
        Ok(())
    }

    async fn flush(&mut self) -> Result<(), LedgerError> {
        let mut orders = Vec::with_capacity(self.waiting.len());
        let mut named = Vec::with_capacity(self.waiting.len());
        for (name, place, order) in self.waiting.drain(..) {
            named.push((name, place, matches!(order.act, OrderAct::Open(_))));
            orders.push(order);
        }
        if orders.is_empty() {
            return Ok(());
        }
        for ((name, place, opens), outcome) in named.into_iter().zip(self.ledger.act_many(orders).await) {
            match outcome {
                Ok(acted) => {
                    self.told.opened += usize::from(opens);
                    self.told.acts += usize::from(!opens);
                    for beside in acted.opened.iter().filter(|id| **id != acted.matter) {
                        // What an act opens elsewhere is named by what it came from.
                        self.names.insert((name.0.clone(), format!("{}/…", name.1)), beside.clone());
                    }
                    self.names.insert(name, acted.matter);
                }
                Err(LedgerError::Matter(error)) => self.told.refused.push(format!("{place}: {error}")),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

fn joint(unit: &str) -> JointPart {
    JointPart { unit: unit.trim().to_owned(), share: None, done_at: None }
}

fn key_of(keys: &[String], fields: &Fields) -> String {
    let values = keys.iter().map(|field| fields.get(field).map_or("", String::as_str));
    values.collect::<Vec<_>>().join(BETWEEN_KEYS)
}

/// The promise that a row's words are from: the one that shares most with them, and each promise only once.
fn take(promises: &mut Vec<PromiseItem>, words: &str) -> Option<PromiseItem> {
    let shared = |item: &PromiseItem| {
        let text = item.promise.text.as_str();
        if words.contains(text) || text.contains(words) {
            return text.len().min(words.len());
        }
        // A row may hold a piece of the promise's sentence that begins or ends elsewhere.
        let pieces = text.split(['，', '、', '；']).filter(|piece| words.contains(piece));
        pieces.map(str::len).max().unwrap_or(0)
    };
    let (index, most) =
        promises.iter().map(shared).enumerate().max_by_key(|(index, shared)| (*shared, usize::MAX - index))?;
    (most > 0).then(|| promises.swap_remove(index))
}
