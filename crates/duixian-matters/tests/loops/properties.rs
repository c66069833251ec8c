//! What holds whatever is done, in any order, by anybody, at any time.

use std::collections::BTreeMap;

use duixian_matters::command::ActCommand;
use duixian_matters::declaration::{Act, Doing, Says, StateKind, Who};
use duixian_matters::matter::{Actor, JointPart, Matter};
use jiff::SignedDuration;
use proptest::prelude::*;

use crate::declared::{World, actor, centre, command, joint, lead, moment, with};

const ACTS: [&str; 21] = [
    "assign", "accept", "return", "write", "report", "part", "ask", "grant", "refuse", "park", "resume", "urge",
    "late", "transfer", "done", "pass", "fail", "reopen", "drop", "exclude", "open",
];

fn people() -> Vec<Actor> {
    vec![
        centre(),
        lead(),
        joint("水务局"),
        actor("外人", "别的单位", &[]),
        // The same person in another post, and a colleague with the judging role: neither may judge the own work.
        actor("李修", "调度中心", &["centre"]),
        actor("王五", "城建局", &["centre"]),
        Actor::default(),
    ]
}

#[derive(Clone, Debug)]
struct Move {
    act: usize,
    by: usize,
    gives: bool,
    joint: bool,
    value: String,
    minutes: i64,
    matter: usize,
}

fn moves() -> impl Strategy<Value = Move> {
    let value = prop_oneof![
        Just("road".to_owned()),
        Just("lamp".to_owned()),
        Just("2026-04-01".to_owned()),
        Just(String::new()),
        any::<String>(),
    ];
    (0..ACTS.len(), 0..7_usize, any::<bool>(), any::<bool>(), value, 0..20_000_i64, 0..2_usize).prop_map(
        |(act, by, gives, joint, value, minutes, matter)| Move { act, by, gives, joint, value, minutes, matter },
    )
}

fn given(step: &Move) -> ActCommand {
    let act = ACTS[step.act];
    let mut given = command(act);
    if !step.gives {
        given.reason = None;
    }
    match act {
        "assign" => {
            given.lead = Some("城建局".to_owned());
            let part = JointPart { unit: "水务局".to_owned(), share: None, done_at: None };
            given.joint = if step.joint { vec![part] } else { Vec::new() };
        }
        "write" => given = with(act, &[(if step.joint { "class" } else { "day" }, &step.value)]),
        "done" if step.gives => given = with(act, &[("result", "好")]),
        "report" => given.progress = step.value.len().try_into().ok().map(|length: u32| length.into()),
        "ask" | "grant" if step.gives => given.extension = Some(("fix".to_owned(), moment("2027-06-01T10:00"))),
        "exclude" if step.gives => given.exclusion = Some(("number".to_owned(), "区长".to_owned())),
        _ => {}
    }
    given
}

/// Whether the declaration lets this actor do this act on this matter: told again, apart from the code that decides.
fn declared_to_be_possible(act: &Act, matter: &Matter, by: &Actor, given: &ActCommand) -> Result<(), &'static str> {
    let may = act.who.iter().any(|who| match who {
        Who::Anyone => true,
        Who::Role(role) => by.roles.iter().any(|known| known == role),
        Who::Lead => matter.lead.as_ref() == Some(&by.unit),
        Who::Joint => matter.joint.iter().any(|part| part.unit == by.unit),
        Who::Author => matter.author.post == by.post,
    });
    let checks = [
        (act.from.contains(&matter.state), "the state"),
        (may && !by.person.is_empty(), "the actor"),
        (act.at_most.is_none_or(|most| matter.times.get(&act.id).copied().unwrap_or(0) < most), "how often"),
        (!act.reason || given.reason.is_some(), "the reason"),
        (!act.joint_met || matter.joint.iter().all(|part| part.done_at.is_some()), "the joint units"),
        (act.does != Doing::AskExtension || matter.request.is_none(), "the request"),
        (act.does != Doing::GrantExtension || matter.request.is_some(), "the answer"),
        (
            act.says != Some(Says::Verified)
                || matter.done.as_ref().is_some_and(|said| said.by.unit != by.unit && said.by.person != by.person),
            "the pair of eyes",
        ),
    ];
    checks.iter().find(|(holds, _)| !holds).map_or(Ok(()), |(_, what)| Err(what))
}

/// What must be true of a matter at any time.
fn is_sound(world: &World, matter: &Matter) -> Result<(), String> {
    let declared = world.declarations.kind_of_version(&matter.kind, matter.declared).unwrap();
    let is_closed = matches!(matter.state_kind, StateKind::Done | StateKind::Void);
    if matter.closed_at.is_some() != is_closed {
        return Err("closed without a time, or the other way round".to_owned());
    }
    if matter.state_kind == StateKind::Done {
        let (Some(done), Some(verified)) = (&matter.done, &matter.verified) else {
            return Err("closed without two words".to_owned());
        };
        let came_back = matter.times.contains_key("back");
        if !came_back && (done.by.unit == verified.by.unit || done.by.person == verified.by.person) {
            return Err("closed by one pair of eyes".to_owned());
        }
    }
    for (id, clock) in &matter.clocks {
        let rule = declared.kind.deadline(id).unwrap();
        if clock.is_running() && (!rule.runs_in.contains(&matter.state) || is_closed) {
            return Err(format!("{id} runs in {}", matter.state));
        }
        if is_closed && !clock.is_stopped() {
            return Err(format!("{id} is not stopped in {}", matter.state));
        }
    }
    if matter.parked_in.is_some() != (matter.state == "parked") {
        return Err("parked without a way back, or the other way round".to_owned());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_is_allowed_replays_and_stays_sound(steps in prop::collection::vec(moves(), 1..40)) {
        let mut world = World::new();
        let names = [world.handled(), world.jointly_handled()];
        let people = people();
        let mut generations: BTreeMap<(String, String), u32> = BTreeMap::new();
        for step in &steps {
            let now = world.now + SignedDuration::from_mins(step.minutes);
            world.pass_to(now);
            let (name, by, given) = (&names[step.matter], &people[step.by], given(step));
            let before = world.matter(name).clone();
            let declared = world.declarations.kind_of_version("repairs", 1).unwrap();
            let act = declared.kind.act(ACTS[step.act]).unwrap().clone();
            match world.act(name, given.clone(), by) {
                Ok(_) => {
                    prop_assert_eq!(declared_to_be_possible(&act, &before, by, &given), Ok(()), "{}", act.id);
                }
                Err(refusal) => {
                    prop_assert_eq!(world.matter(name), &before, "a refusal changes nothing");
                    prop_assert!(!refusal.sentence.zh.is_empty() && !refusal.allows.zh.is_empty());
                }
            }
            for matter in world.matters.values() {
                prop_assert_eq!(is_sound(&world, matter), Ok(()));
                for (deadline, clock) in &matter.clocks {
                    let known = generations.entry((matter.id.0.clone(), deadline.clone())).or_default();
                    prop_assert!(clock.generation >= *known, "a generation never goes back");
                    *known = clock.generation;
                }
            }
        }
        prop_assert!(world.replays());
    }

    #[test]
    fn the_same_input_gives_the_same_events(steps in prop::collection::vec(moves(), 1..12)) {
        let run = || {
            let mut world = World::new();
            let names = [world.handled(), world.jointly_handled()];
            for step in &steps {
                world.now += SignedDuration::from_mins(step.minutes);
                let _ = world.act(&names[step.matter], given(step), &people()[step.by]);
            }
            serde_json::to_string(&world.events.into_iter().map(|(_, event)| event).collect::<Vec<_>>()).unwrap()
        };
        prop_assert_eq!(run(), run());
    }
}
