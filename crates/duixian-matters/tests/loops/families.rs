//! Parents and children, and matters that go to another system and come back.

use duixian_matters::command::ActCommand;
use duixian_matters::matter::MatterId;
use duixian_matters::refusal::RefusalCode as Code;

use crate::declared::{World, actor, centre, code, command, id, lead, with};

fn part(world: &mut World, parent: &str, weight: &str) -> String {
    let begin = ActCommand { parent: Some(id(parent)), ..with("begin", &[("title", "一段"), ("weight", weight)]) };
    world.open("repairs.part", begin, &lead()).unwrap()
}

#[test]
fn children_roll_up_by_weight_and_hold_the_parent_open() {
    let mut world = World::new();
    let parent = world.handled();
    let (one, two) = (part(&mut world, &parent, "3"), part(&mut world, &parent, "1"));
    assert_eq!(world.matter(&one).lead.as_deref(), Some("城建局"), "a part takes its parent's lead");
    world.act(&one, ActCommand { progress: Some("50".parse().unwrap()), ..command("progress") }, &lead()).unwrap();
    assert_eq!(world.matter(&parent).progress, Some("37.5".parse().unwrap()));
    let done = || with("done", &[("result", "好")]);
    assert_eq!(code(world.act(&parent, done(), &lead())), Some(Code::ChildrenOpen));
    for name in [&one, &two] {
        world.act(name, command("say"), &lead()).unwrap();
        world.act(name, command("confirm"), &centre()).unwrap();
    }
    assert_eq!(world.matter(&parent).progress, Some("100".parse().unwrap()));
    world.act(&parent, done(), &lead()).unwrap();
    assert!(world.replays());
}

#[test]
fn a_part_that_is_left_out_weighs_nothing() {
    let mut world = World::new();
    let parent = world.handled();
    let (one, two) = (part(&mut world, &parent, "1"), part(&mut world, &parent, "9"));
    world.act(&one, ActCommand { progress: Some("80".parse().unwrap()), ..command("progress") }, &lead()).unwrap();
    world.act(&two, command("leave"), &centre()).unwrap();
    assert_eq!(world.matter(&parent).progress, Some("80".parse().unwrap()));
}

#[test]
fn a_child_needs_a_parent_that_has_such_parts_and_is_open() {
    let mut world = World::new();
    let parent = world.handled();
    let below = |parent: MatterId| ActCommand { parent: Some(parent), ..with("begin", &[("title", "一段")]) };
    assert_eq!(code(world.open("repairs.part", below(id("m99")), &centre())), Some(Code::NotTaken));
    let one = part(&mut world, &parent, "1");
    assert_eq!(code(world.open("repairs.part", below(id(&one)), &centre())), Some(Code::NotTaken));
    world.act(&parent, command("drop"), &centre()).unwrap();
    assert_eq!(code(world.open("repairs.part", below(id(&parent)), &centre())), Some(Code::NotTaken));
}

#[test]
fn a_transferred_matter_comes_back_by_the_mapping() {
    let mut world = World::new();
    let office = actor("工程师", "工程办", &["office"]);
    let builder = actor("包工", "建设公司", &[]);
    for (ends, state) in [("pass", "closed"), ("refuse", "new")] {
        let name = world.handled();
        world.act(&name, command("transfer"), &centre()).unwrap();
        let there = world.matters.values().find(|matter| matter.kind == "works" && matter.closed_at.is_none());
        let there = there.unwrap().id.0.clone();
        assert_eq!(world.matter(&there).fields["title"], "修路");
        assert_eq!(world.matter(&name).state, "elsewhere");
        if ends == "pass" {
            world.act(&there, ActCommand { lead: Some("建设公司".to_owned()), ..command("give") }, &office).unwrap();
            world.act(&there, command("say"), &builder).unwrap();
        }
        world.act(&there, command(ends), &office).unwrap();
        assert_eq!(world.matter(&name).state, state);
        assert!(world.matter(&name).verified.is_some() == (state == "closed"), "closed only as verified there");
    }
    assert!(world.replays());
}

#[test]
fn a_matter_that_was_dropped_meanwhile_is_not_overruled() {
    let mut world = World::new();
    let name = world.handled();
    world.act(&name, command("transfer"), &centre()).unwrap();
    let there = world.matters.values().find(|matter| matter.kind == "works").unwrap().id.0.clone();
    world.act(&name, command("drop"), &centre()).unwrap();
    world.act(&there, command("refuse"), &actor("工程师", "工程办", &["office"])).unwrap();
    assert_eq!(world.matter(&name).state, "dropped");
}
