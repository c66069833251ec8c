//! Deadlines on matters: pausing, returning, reopening, extending, warning, breaching, renewing.

use duixian_matters::command::{ActCommand, Command};
use duixian_matters::matter::{Actor, ClockState};
use duixian_matters::refusal::RefusalCode as Code;
use duixian_matters::time::{Calendar, Calendars, Hours};
use jiff::Timestamp;

use crate::declared::{World, centre, code, command, lead, moment, with};

#[test]
fn a_clock_runs_waits_and_stops_with_the_state() {
    let mut world = World::new();
    let name = world.handled();
    // Monday; five working days behind it is the next Monday.
    assert_eq!(world.due(&name, "fix"), moment("2026-03-09T17:30"));
    world.pass_to(moment("2026-03-04T10:00"));
    world.act(&name, command("park"), &centre()).unwrap();
    assert!(matches!(world.matter(&name).clocks["fix"].runs, ClockState::Paused { .. }));
    world.pass_to(moment("2026-03-06T10:00"));
    world.act(&name, command("resume"), &centre()).unwrap();
    assert_eq!(world.matter(&name).state, "handling");
    assert_eq!(world.due(&name, "fix"), moment("2026-03-11T17:30"), "two working days later");
    world.act(&name, with("done", &[("result", "好")]), &lead()).unwrap();
    let clock = &world.matter(&name).clocks["fix"];
    assert!(clock.is_stopped() && clock.breached_at.is_none());
    // Sent back to be done again, what was left goes on.
    world.pass_to(moment("2026-03-10T10:00"));
    world.act(&name, command("fail"), &centre()).unwrap();
    assert_eq!(world.due(&name, "fix"), moment("2026-03-13T17:30"));
    assert!(world.replays());
}

#[test]
fn a_returned_matter_gets_a_new_clock_with_its_next_owner() {
    let mut world = World::new();
    let name = world.handled();
    world.pass_to(moment("2026-03-05T10:00"));
    world.act(&name, command("return"), &lead()).unwrap();
    assert!(world.matter(&name).clocks["fix"].is_stopped() && world.matter(&name).lead.is_none());
    world.act(&name, ActCommand { lead: Some("水务局".to_owned()), ..command("assign") }, &centre()).unwrap();
    assert_eq!(world.due(&name, "fix"), moment("2026-03-12T17:30"));
}

#[test]
fn a_clock_warns_once_and_breaches_once() {
    let mut world = World::new();
    let name = world.handled();
    world.pass_to(moment("2026-03-09T09:00"));
    assert_eq!(world.matter(&name).clocks["fix"].warned, 1);
    assert_eq!(world.matter(&name).clocks["fix"].breached_at, None);
    world.pass_to(moment("2026-03-20T09:00"));
    let clock = &world.matter(&name).clocks["fix"];
    assert_eq!((clock.breached_at, clock.breaches), (Some(moment("2026-03-09T17:30")), 1));
    // The engine put it under supervision by itself.
    assert_eq!(world.matter(&name).times["late"], 1);
    let late = world.events.iter().find(|(_, event)| event.act == "late").unwrap();
    assert_eq!(late.1.by, Actor::default());
    world.pass_to(moment("2026-03-24T09:00"));
    assert_eq!(world.matter(&name).times["late"], 1);
}

#[test]
fn a_late_timer_does_nothing() {
    let mut world = World::new();
    let name = world.handled();
    let generation = world.matter(&name).clocks["fix"].generation;
    let timer = |generation| Command::Timer { deadline: "fix".to_owned(), generation };
    world.now = moment("2026-03-04T10:00");
    // Too early, of another generation, of a clock that is not there.
    assert_eq!(world.run(Some(&name), &timer(generation), &Actor::default()), Ok(0));
    world.act(&name, command("park"), &centre()).unwrap();
    world.now = moment("2026-05-04T10:00");
    assert_eq!(world.run(Some(&name), &timer(generation), &Actor::default()), Ok(0));
    assert_eq!(world.run(Some(&name), &timer(generation + 1), &Actor::default()), Ok(0), "it is paused");
    let other = Command::Timer { deadline: "nothing".to_owned(), generation: 1 };
    assert_eq!(world.run(Some(&name), &other, &Actor::default()), Ok(0));
}

#[test]
fn a_breach_is_told_even_where_no_timer_came() {
    let mut world = World::new();
    let name = world.handled();
    world.now = moment("2026-03-10T09:00");
    world.act(&name, with("done", &[("result", "好")]), &lead()).unwrap();
    assert_eq!(world.matter(&name).clocks["fix"].breached_at, Some(moment("2026-03-09T17:30")));
}

#[test]
fn extensions_are_asked_for_once_and_move_the_end() {
    let mut world = World::new();
    let name = world.handled();
    let ask = |until: &str| ActCommand { extension: Some(("fix".to_owned(), moment(until))), ..command("ask") };
    let nothing: Timestamp = moment("2026-03-09T17:30");
    assert_eq!(code(world.act(&name, ask("2026-03-09T17:30"), &lead())), Some(Code::BadExtension));
    assert_eq!(code(world.act(&name, command("grant"), &centre())), Some(Code::Request));
    world.act(&name, ask("2026-03-20T17:30"), &lead()).unwrap();
    assert_eq!(world.due(&name, "fix"), nothing, "nothing moves before it is granted");
    assert_eq!(code(world.act(&name, ask("2026-03-21T17:30"), &lead())), Some(Code::Request));
    world.act(&name, command("grant"), &centre()).unwrap();
    assert_eq!(world.due(&name, "fix"), moment("2026-03-20T17:30"));
    world.act(&name, ask("2026-03-27T17:30"), &lead()).unwrap();
    world.act(&name, command("refuse"), &centre()).unwrap();
    assert_eq!(world.due(&name, "fix"), moment("2026-03-20T17:30"));
    assert_eq!(code(world.act(&name, ask("2026-03-28T17:30"), &lead())), Some(Code::TooOften));
    let monthly = ActCommand { extension: Some(("monthly".to_owned(), moment("2026-04-20T17:30"))), ..command("ask") };
    let other = world.handled();
    assert_eq!(code(world.act(&other, monthly, &lead())), Some(Code::BadExtension), "this one does not extend");
}

#[test]
fn what_was_asked_for_behind_the_end_stays_late() {
    let mut world = World::new();
    let (in_time, behind) = (world.handled(), world.handled());
    let ask = || ActCommand { extension: Some(("fix".to_owned(), moment("2026-04-20T17:30"))), ..command("ask") };
    world.act(&in_time, ask(), &lead()).unwrap();
    world.pass_to(moment("2026-03-12T09:00"));
    world.act(&behind, ask(), &lead()).unwrap();
    for name in [&in_time, &behind] {
        world.act(name, command("grant"), &centre()).unwrap();
    }
    assert_eq!(world.matter(&in_time).clocks["fix"].breached_at, None);
    assert_eq!(world.matter(&behind).clocks["fix"].breached_at, Some(moment("2026-03-09T17:30")));
}

#[test]
fn a_change_of_class_or_day_computes_the_end_anew() {
    let mut world = World::new();
    let name = world.handled();
    world.pass_to(moment("2026-03-02T10:00"));
    world.act(&name, with("write", &[("class", "lamp"), ("day", "2026-03-16")]), &centre()).unwrap();
    assert_eq!(world.due(&name, "fix"), moment("2026-03-03T10:00"), "eight working hours of 7.5 a day, from the start");
    assert_eq!(world.due(&name, "day"), moment("2026-03-16T23:59") + jiff::SignedDuration::from_secs(59));
    world.act(&name, with("write", &[("day", "2026-03-17")]), &centre()).unwrap();
    assert_eq!(world.due(&name, "day"), moment("2026-03-17T23:59") + jiff::SignedDuration::from_secs(59));
}

#[test]
fn a_register_row_holds_for_its_days() {
    let mut world = World::new();
    world.now = moment("2026-07-01T09:00");
    let name = world.handled();
    assert_eq!(world.due(&name, "fix"), moment("2026-07-06T17:30"), "three working days since July");
}

#[test]
fn a_monthly_return_is_renewed_by_the_report_and_by_itself() {
    let mut world = World::new();
    let name = world.handled();
    let end = |day: &str| moment(&format!("{day}T23:59")) + jiff::SignedDuration::from_secs(59);
    assert_eq!(world.due(&name, "monthly"), end("2026-03-25"));
    world.pass_to(moment("2026-03-20T09:00"));
    let report = || ActCommand { progress: Some("30".parse().unwrap()), ..command("report") };
    world.act(&name, report(), &lead()).unwrap();
    assert_eq!(world.due(&name, "monthly"), end("2026-04-25"));
    // Nothing comes in April: it is late, and May's return is due.
    world.pass_to(moment("2026-04-27T09:00"));
    let clock = &world.matter(&name).clocks["monthly"];
    assert_eq!((clock.due().at, clock.breaches, clock.breached_at), (end("2026-05-25"), 1, None));
}

#[test]
fn an_end_in_a_year_without_a_notice_is_provisional_until_the_notice_comes() {
    let mut world = World::new();
    let shipped = world.calendar.clone();
    world.calendar = Calendar::new(Calendars::default(), Hours::standard().unwrap());
    world.now = moment("2026-09-30T09:00");
    let name = world.handled();
    let clock = &world.matter(&name).clocks["fix"];
    assert!(clock.due().provisional);
    assert_eq!(clock.due().at, moment("2026-10-05T17:30"));
    world.calendar = shipped;
    world.run(Some(&name), &Command::Recompute, &Actor::default()).unwrap();
    let clock = &world.matter(&name).clocks["fix"];
    assert!(!clock.due().provisional);
    assert_eq!(clock.due().at, moment("2026-10-10T17:30"), "the holiday week does not count, Saturday 10 October does");
    assert_eq!(world.run(Some(&name), &Command::Recompute, &Actor::default()), Ok(0), "once is enough");
    assert!(world.replays());
}
