//! An invented system that uses everything a loop can have, and a small world to act in.

use std::collections::BTreeMap;

use duixian_matters::command::{ActCommand, Command, Fresh};
use duixian_matters::declaration::{System, compile_all};
use duixian_matters::event::Happened;
use duixian_matters::matter::{Actor, JointPart, Matter, MatterId};
use duixian_matters::refusal::{Refusal, RefusalCode};
use duixian_matters::time::Calendar;
use duixian_matters::{Declarations, Situation, apply, decide};
use jiff::Timestamp;

const SYSTEM: &str = r#"
id = "repairs"
name = { zh = "维修", en = "Repairs" }
purpose = { zh = "试验用的系统。", en = "A system for tests." }
version = 1
effective = 2025-01-01
follows = []
[[roles]]
id = "centre"
name = { zh = "调度中心", en = "Centre" }
side = "judging"
[[roles]]
id = "deputy"
name = { zh = "代表", en = "Deputy" }
side = "public"
"#;

const MATTER: &str = include_str!("repairs.toml");
const PART: &str = include_str!("part.toml");
const VOTE: &str = include_str!("vote.toml");

const VIEWS: &str = r#"
[main]
columns = ["number", "title", "state", "lead", "due"]
filters = ["state", "lead"]
"#;

const CLASSES: &str = r#"
name = { zh = "类别", en = "Classes" }
[[rows]]
key = "road"
name = { zh = "道路", en = "Road" }
from = 2025-01-01
until = 2026-06-30
amounts = { fix = { working_days = 5 } }
[[rows]]
key = "road"
name = { zh = "道路", en = "Road" }
from = 2026-07-01
amounts = { fix = { working_days = 3 } }
[[rows]]
key = "lamp"
name = { zh = "路灯", en = "Lamp" }
from = 2025-01-01
amounts = { fix = { working_hours = 8 } }
"#;

const MEASURE: &str = "-- name: 件数 | Number\n-- kind: repairs\n-- numerator: 全部 | all\n-- unit: 件\n-- scale: 0\nselect id, 1 as numerator from matter\n";

/// The same for another system that matters are transferred to.
const OTHER: [(&str, &str); 2] = [
    (
        "system.toml",
        r#"
id = "works"
name = { zh = "工程", en = "Works" }
purpose = { zh = "试验用的系统。", en = "A system for tests." }
version = 1
effective = 2025-01-01
follows = []
[[roles]]
id = "office"
name = { zh = "工程办", en = "Office" }
side = "judging"
"#,
    ),
    ("matter.toml", include_str!("works.toml")),
];

pub(crate) fn declarations() -> Declarations {
    let folder = |files: &[(&str, &str)]| {
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect::<BTreeMap<_, _>>()
    };
    let repairs = folder(&[
        ("system.toml", SYSTEM),
        ("matter.toml", MATTER),
        ("kinds/part.toml", PART),
        ("kinds/vote.toml", VOTE),
        ("views.toml", VIEWS),
        ("registers/classes.toml", CLASSES),
        ("measures/number.sql", MEASURE),
    ]);
    let folders = BTreeMap::from([("repairs".to_owned(), repairs), ("works".to_owned(), folder(&OTHER))]);
    let systems = compile_all(&folders).into_values().map(|compiled| {
        let told = compiled.diagnostics.iter().map(|diagnostic| format!("{diagnostic:?}")).collect::<Vec<_>>();
        compiled.sound().cloned().unwrap_or_else(|| panic!("the invented system is sound: {told:#?}"))
    });
    Declarations::new(systems.collect::<Vec<System>>())
}

/// Matters with their events, and everything needed to act on them.
pub(crate) struct World {
    pub(crate) declarations: Declarations,
    pub(crate) calendar: Calendar,
    pub(crate) matters: BTreeMap<MatterId, Matter>,
    pub(crate) events: Vec<(Timestamp, Happened)>,
    pub(crate) now: Timestamp,
    opened: u32,
}

pub(crate) fn moment(text: &str) -> Timestamp {
    format!("{text}:00+08:00").parse().unwrap()
}

pub(crate) fn id(name: &str) -> MatterId {
    MatterId(name.to_owned())
}

pub(crate) fn actor(person: &str, unit: &str, roles: &[&str]) -> Actor {
    Actor {
        person: person.to_owned(),
        post: format!("post of {person}"),
        unit: unit.to_owned(),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
    }
}

/// The centre, which hands out and judges.
pub(crate) fn centre() -> Actor {
    actor("方中", "调度中心", &["centre"])
}

/// The unit that does the work.
pub(crate) fn lead() -> Actor {
    actor("李修", "城建局", &[])
}

pub(crate) fn joint(unit: &str) -> Actor {
    actor("佟办", unit, &[])
}

pub(crate) fn command(act: &str) -> ActCommand {
    ActCommand { act: act.to_owned(), reason: Some("试验".to_owned()), ..ActCommand::default() }
}

pub(crate) fn with(act: &str, fields: &[(&str, &str)]) -> ActCommand {
    let fields = fields.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect();
    ActCommand { fields, ..command(act) }
}

impl World {
    pub(crate) fn new() -> Self {
        Self {
            declarations: declarations(),
            calendar: Calendar::standard().unwrap(),
            matters: BTreeMap::new(),
            events: Vec::new(),
            now: moment("2026-03-02T09:00"),
            opened: 0,
        }
    }

    pub(crate) fn matter(&self, name: &str) -> &Matter {
        &self.matters[&id(name)]
    }

    /// Decides, and lets what was decided happen.
    pub(crate) fn run(&mut self, target: Option<&str>, command: &Command, by: &Actor) -> Result<usize, Refusal> {
        let target = target.map(id);
        let situation = Situation {
            declarations: &self.declarations,
            calendar: &self.calendar,
            matters: &self.matters,
            target: target.as_ref(),
        };
        let events = decide(situation, command, by, self.now)?;
        let count = events.len();
        for event in events {
            let before = self.matters.remove(&event.matter);
            let matter = apply(before, &event, self.now).unwrap();
            self.matters.insert(event.matter.clone(), matter);
            self.events.push((self.now, event));
        }
        Ok(count)
    }

    pub(crate) fn act(&mut self, name: &str, command: ActCommand, by: &Actor) -> Result<usize, Refusal> {
        let command = ActCommand { fresh: self.fresh(), ..command };
        self.run(Some(name), &Command::Act(Box::new(command)), by)
    }

    /// Opens a matter and gives its name: m1, m2 …
    pub(crate) fn open(&mut self, kind: &str, command: ActCommand, by: &Actor) -> Result<String, Refusal> {
        let command = ActCommand { kind: kind.to_owned(), fresh: self.fresh(), ..command };
        self.run(None, &Command::Act(Box::new(command)), by)?;
        Ok(format!("m{}", self.opened))
    }

    fn fresh(&mut self) -> BTreeMap<String, Vec<Fresh>> {
        self.opened += 1;
        let fresh = |kind: &str| {
            let name = format!("m{}", self.opened);
            (kind.to_owned(), vec![Fresh { id: id(&name), number: format!("第{}号", self.opened) }])
        };
        ["repairs", "repairs.part", "repairs.vote", "works"].map(fresh).into()
    }

    /// A repair that the leading unit is handling.
    pub(crate) fn handled(&mut self) -> String {
        let name = self.open("repairs", with("open", &[("title", "修路"), ("class", "road")]), &centre()).unwrap();
        self.act(&name, ActCommand { lead: Some("城建局".to_owned()), ..command("assign") }, &centre()).unwrap();
        self.act(&name, command("accept"), &lead()).unwrap();
        name
    }

    /// The same, with two joint units.
    pub(crate) fn jointly_handled(&mut self) -> String {
        let name = self.open("repairs", with("open", &[("title", "修路"), ("class", "road")]), &centre()).unwrap();
        let part = |unit: &str| JointPart { unit: unit.to_owned(), share: None, done_at: None };
        let assign = ActCommand {
            lead: Some("城建局".to_owned()),
            joint: vec![part("水务局"), part("园林局")],
            ..command("assign")
        };
        self.act(&name, assign, &centre()).unwrap();
        self.act(&name, command("accept"), &lead()).unwrap();
        name
    }

    /// Lets time pass; every timer that falls due on the way fires at its moment.
    pub(crate) fn pass_to(&mut self, until: Timestamp) {
        while let Some((at, matter, deadline, generation)) = self.next_timer().filter(|timer| timer.0 <= until) {
            self.now = at.max(self.now);
            let timer = Command::Timer { deadline, generation };
            let did = self.run(Some(&matter), &timer, &Actor::default()).unwrap();
            assert!(did > 0, "a timer at its moment does something");
        }
        self.now = until;
    }

    pub(crate) fn next_timer(&self) -> Option<(Timestamp, String, String, u32)> {
        let clocks = self.matters.values().flat_map(|matter| {
            let declared = self.declarations.kind_of_version(&matter.kind, matter.declared).unwrap();
            matter.clocks.iter().filter_map(move |(deadline, clock)| {
                let rule = declared.kind.deadline(deadline)?;
                let at = duixian_matters::next_moment(rule, clock, &self.calendar)?;
                Some((at, matter.id.0.clone(), deadline.clone(), clock.generation))
            })
        });
        clocks.min()
    }

    pub(crate) fn due(&self, matter: &str, deadline: &str) -> Timestamp {
        self.matter(matter).clocks[deadline].due().at
    }

    /// Whether the events make the same matters again, through their form on disk.
    pub(crate) fn replays(&self) -> bool {
        let mut made: BTreeMap<MatterId, Matter> = BTreeMap::new();
        for (at, event) in &self.events {
            let json = serde_json::to_string(event).unwrap();
            let event: Happened = serde_json::from_str(&json).unwrap();
            let matter = apply(made.remove(&event.matter), &event, *at).unwrap();
            made.insert(event.matter.clone(), matter);
        }
        made == self.matters
    }
}

/// The code of a refusal.
pub(crate) fn code<T>(outcome: Result<T, Refusal>) -> Option<RefusalCode> {
    outcome.err().map(|refusal| refusal.code)
}
