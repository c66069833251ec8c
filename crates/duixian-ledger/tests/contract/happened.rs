//! The form of what happens to matters, kept for ever: every effect of every format version.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use duixian_ledger::{EventBody, FORMAT_VERSION};
use duixian_matters::declaration::StateKind;
use duixian_matters::event::{Effect, Happened};
use duixian_matters::matter::{
    Actor, Amounted, Child, Clock, ClockState, Exclusion, File, JointPart, MatterId, Origin, Request, Round,
};
use duixian_matters::time::{Amount, Due, Left, Unit};
use jiff::Timestamp;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn id(text: &str) -> MatterId {
    MatterId(text.to_owned())
}

fn actor() -> Actor {
    Actor {
        person: "方中".to_owned(),
        post: "centre".to_owned(),
        unit: "调度中心".to_owned(),
        roles: vec!["judge".to_owned()],
    }
}

fn clock(runs: ClockState) -> Effect {
    let clock = Clock {
        generation: 3,
        started_at: at("2026-03-02T01:00:00Z"),
        amount: Some(Amount::new(5, Unit::WorkingDays)),
        pauses: vec![(at("2026-03-03T01:00:00Z"), at("2026-03-04T01:00:00Z"))],
        runs,
        warned: 1,
        breached_at: Some(at("2026-03-10T09:30:00Z")),
        breaches: 1,
    };
    Effect::Clocked { deadline: "fix".to_owned(), clock }
}

/// One of every effect, with every field filled.
fn everything() -> Happened {
    let due = Due { at: at("2026-03-10T09:30:00Z"), moved_from: Some(at("2026-03-08T15:59:59Z")), provisional: true };
    let left = Left {
        amount: 2,
        unit: Unit::WorkingDays,
        overdue: false,
        at: at("2026-03-05T01:00:00Z"),
        due,
        provisional: true,
    };
    let opened = |parent, origin| Effect::Opened {
        kind: "repairs".to_owned(),
        declared: 2,
        number: "修20260001".to_owned(),
        state: "new".to_owned(),
        state_kind: StateKind::Open,
        parent,
        origin,
    };
    let round = Round {
        ballots: BTreeMap::from([("代表甲".to_owned(), vec![id("m2")])]),
        votes: BTreeMap::from([(id("m2"), 1), (id("m3"), 0), (id("m4"), 1)]),
        elected: vec![id("m2")],
        rejected: vec![id("m3")],
        tied: vec![id("m4")],
    };
    let file =
        File { content: "sha256:00".to_owned(), name: "照片.png".to_owned(), media: "image/png".to_owned(), size: 3 };
    let child = Child {
        kind: "repairs.part".to_owned(),
        state: "doing".to_owned(),
        state_kind: StateKind::Paused,
        weight: "2.5".parse().unwrap(),
        progress: "37.5".parse().unwrap(),
    };
    let entry = Amounted {
        stage: Some("dig".to_owned()),
        quantity: "length".to_owned(),
        year: Some(2026),
        planned: Some("120".parse().unwrap()),
        actual: Some("30.5".parse().unwrap()),
    };
    let request = Request {
        deadline: "fix".to_owned(),
        until: at("2026-03-20T09:30:00Z"),
        by: actor(),
        at: at("2026-03-05T01:00:00Z"),
        reason: "雨天".to_owned(),
    };
    let exclusion = Exclusion {
        measure: "closed".to_owned(),
        reason: "重复".to_owned(),
        by: actor(),
        approver: "区长".to_owned(),
        at: at("2026-03-05T01:00:00Z"),
    };
    let part = JointPart {
        unit: "水务局".to_owned(),
        share: Some("40".parse().unwrap()),
        done_at: Some(at("2026-03-05T01:00:00Z")),
    };
    let effects = vec![
        opened(Some(id("m0")), Some(Origin::Promise { document: "d1".to_owned(), promise: "p1".to_owned() })),
        opened(None, Some(Origin::Matter { matter: id("m9"), act: "transfer".to_owned() })),
        opened(None, Some(Origin::Import { table: "任务表.xlsx".to_owned(), key: "1".to_owned() })),
        opened(None, None),
        Effect::Moved { to: "closed".to_owned(), state_kind: StateKind::Done },
        Effect::Moved { to: "dropped".to_owned(), state_kind: StateKind::Void },
        Effect::Wrote { fields: BTreeMap::from([("title".to_owned(), "修路".to_owned())]) },
        Effect::Assigned { lead: Some("城建局".to_owned()), joint: vec![part] },
        Effect::PartDone { unit: "水务局".to_owned() },
        clock(ClockState::Running { due }),
        clock(ClockState::Paused { left }),
        clock(ClockState::Stopped { left }),
        Effect::Requested { request: Some(request) },
        Effect::Parked { state: Some("handling".to_owned()) },
        Effect::SaidDone {},
        Effect::SaidVerified {},
        Effect::Unsaid {},
        Effect::Progressed { percent: "37.5".parse().unwrap() },
        Effect::Quantified { entry },
        Effect::Attached { file },
        Effect::Excluded { exclusion },
        Effect::ChildChanged { child: id("m2"), known: child },
        Effect::Voted { deputy: "代表甲".to_owned(), choices: vec![id("m2")] },
        Effect::Counted { round },
        Effect::Redeclared { declared: 3 },
    ];
    Happened { matter: id("m1"), act: "open".to_owned(), by: actor(), reason: Some("试验".to_owned()), effects }
}

/// The effect's name; whoever adds one is led here, and to `everything`.
fn name(effect: &Effect) -> &'static str {
    match effect {
        Effect::Opened { .. } => "opened",
        Effect::Moved { .. } => "moved",
        Effect::Wrote { .. } => "wrote",
        Effect::Assigned { .. } => "assigned",
        Effect::PartDone { .. } => "part_done",
        Effect::Clocked { .. } => "clocked",
        Effect::Requested { .. } => "requested",
        Effect::Parked { .. } => "parked",
        Effect::SaidDone {} => "said_done",
        Effect::SaidVerified {} => "said_verified",
        Effect::Unsaid {} => "unsaid",
        Effect::Progressed { .. } => "progressed",
        Effect::Quantified { .. } => "quantified",
        Effect::Attached { .. } => "attached",
        Effect::Excluded { .. } => "excluded",
        Effect::ChildChanged { .. } => "child_changed",
        Effect::Voted { .. } => "voted",
        Effect::Counted { .. } => "counted",
        Effect::Redeclared { .. } => "redeclared",
    }
}

#[test]
fn every_effect_of_every_format_version_can_be_read() {
    let everything = everything();
    let names: BTreeSet<&str> = everything.effects.iter().map(name).collect();
    assert_eq!(names.len(), 19, "one of every effect");
    let body = EventBody::Matter(Box::new(everything));
    for version in 1..=FORMAT_VERSION {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/events/v{version}"));
        let path = folder.join("matter.happened.json");
        let stored = std::fs::read_to_string(path).unwrap();
        let read = EventBody::from_stored("matter.happened", version, &stored).unwrap();
        if version == FORMAT_VERSION {
            assert_eq!(read, body);
            assert_eq!(body.to_json().unwrap(), stored.trim_end(), "the form has changed");
        }
    }
}
