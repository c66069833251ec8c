//! Single acts: who may, what is needed, what they change.

use duixian_matters::command::ActCommand;
use duixian_matters::declaration::StateKind;
use duixian_matters::matter::{Amounted, File, JointPart};
use duixian_matters::refusal::RefusalCode as Code;
use duixian_matters::{Missing, offers};

use crate::declared::{World, actor, centre, code, command, joint, lead, with};

#[test]
fn the_ordinary_way_closes_with_a_second_pair_of_eyes() {
    let mut world = World::new();
    let name = world.handled();
    assert_eq!(code(world.act(&name, command("pass"), &centre())), Some(Code::WrongState));
    world.act(&name, with("done", &[("result", "已修好")]), &lead()).unwrap();
    // Neither who did the work nor anybody else of that unit says that it is done well, whatever roles they have.
    for own in [actor("李修", "调度中心", &["centre"]), actor("王五", "城建局", &["centre"])] {
        assert_eq!(code(world.act(&name, command("pass"), &own)), Some(Code::SamePair));
    }
    world.act(&name, command("pass"), &centre()).unwrap();
    let matter = world.matter(&name);
    assert_eq!((matter.state.as_str(), matter.state_kind), ("closed", StateKind::Done));
    assert_eq!(matter.closed_at, Some(world.now));
    assert!(world.replays());
}

#[test]
fn what_an_act_needs_and_does_not_take_is_said() {
    let mut world = World::new();
    let open = |fields: &[(&str, &str)]| with("open", fields);
    let cases: &[(&[(&str, &str)], Code)] = &[
        (&[("title", "修路")], Code::MissingField),
        (&[("title", "修路"), ("class", "tree")], Code::BadField),
        (&[("title", &"长".repeat(41)), ("class", "road")], Code::BadField),
        (&[("title", "修路"), ("class", "road"), ("cost", "1.234")], Code::BadField),
        (&[("title", "修路"), ("class", "road"), ("day", "2026-02-30")], Code::BadField),
        (&[("title", "修路"), ("class", "road"), ("phone", "not a number")], Code::BadField),
        (&[("title", "修路"), ("class", "road"), ("result", "好")], Code::NotTaken),
        (&[("title", "修路"), ("class", "road"), ("colour", "red")], Code::NotTaken),
    ];
    for (fields, expected) in cases {
        assert_eq!(code(world.open("repairs", open(fields), &centre())), Some(*expected), "{fields:?}");
    }
    assert_eq!(
        code(world.open("repairs", open(&[("title", "修路"), ("class", "road")]), &lead())),
        Some(Code::NotYours)
    );
    assert_eq!(code(world.open("nothing", open(&[]), &centre())), Some(Code::NotInForce));

    let name = world.handled();
    let silent = ActCommand { reason: None, ..command("return") };
    assert_eq!(code(world.act(&name, silent, &lead())), Some(Code::MissingReason));
    assert_eq!(code(world.act(&name, command("done"), &lead())), Some(Code::MissingField));
    assert_eq!(code(world.act(&name, command("fly"), &lead())), Some(Code::UnknownAct));
    let assigning = ActCommand { lead: Some("水务局".to_owned()), ..command("urge") };
    assert_eq!(code(world.act(&name, assigning, &centre())), Some(Code::NotTaken));
    let far = ActCommand { progress: Some("101".parse().unwrap()), ..command("report") };
    assert_eq!(code(world.act(&name, far, &lead())), Some(Code::OutOfBounds));
}

#[test]
fn every_refusal_says_what_would_allow_it_in_both_languages() {
    let mut world = World::new();
    let name = world.handled();
    for act in ["pass", "done", "fly", "assign", "resume", "part", "grant", "exclude", "count"] {
        let refusal = world.act(&name, command(act), &lead()).unwrap_err();
        for words in [&refusal.sentence, &refusal.allows] {
            assert!(!words.zh.is_empty() && !words.en.is_empty(), "{act}");
            assert!(words.zh.chars().any(|letter| letter > '\u{2e80}'), "{act}: {}", words.zh);
        }
    }
}

#[test]
fn values_are_kept_in_one_form() {
    let mut world = World::new();
    let fields = [
        ("title", " 修路 "),
        ("class", "道路"),
        ("cost", "1,234.50"),
        ("day", "2026年3月9日"),
        ("phone", "0531-8888 6666"),
    ];
    let name = world.open("repairs", with("open", &fields), &centre()).unwrap();
    let kept: Vec<_> = world.matter(&name).fields.iter().map(|(id, value)| (id.as_str(), value.as_str())).collect();
    let expected =
        [("class", "road"), ("cost", "1234.5"), ("day", "2026-03-09"), ("phone", "053188886666"), ("title", "修路")];
    assert_eq!(kept, expected);
    // An empty value clears.
    world.act(&name, with("write", &[("cost", "")]), &centre()).unwrap();
    assert!(!world.matter(&name).fields.contains_key("cost"));
}

#[test]
fn joint_units_do_their_parts_before_the_lead_is_done() {
    let mut world = World::new();
    let name = world.jointly_handled();
    let done = || with("done", &[("result", "好")]);
    assert_eq!(code(world.act(&name, done(), &lead())), Some(Code::JointOpen));
    world.act(&name, command("part"), &joint("水务局")).unwrap();
    assert_eq!(code(world.act(&name, command("part"), &joint("水务局"))), Some(Code::TooOften));
    assert_eq!(code(world.act(&name, command("part"), &joint("教育局"))), Some(Code::NotYours));
    assert_eq!(code(world.act(&name, done(), &lead())), Some(Code::JointOpen));
    world.act(&name, command("part"), &joint("园林局")).unwrap();
    world.act(&name, done(), &lead()).unwrap();
}

#[test]
fn joint_units_are_named_once_and_do_not_lead() {
    let mut world = World::new();
    let name = world.open("repairs", with("open", &[("title", "修路"), ("class", "road")]), &centre()).unwrap();
    let part = |unit: &str, share: Option<&str>| JointPart {
        unit: unit.to_owned(),
        share: share.map(|share| share.parse().unwrap()),
        done_at: None,
    };
    for joint in [
        vec![part("水务局", None), part("水务局", None)],
        vec![part("城建局", None)],
        vec![part("", None)],
        vec![part("水务局", Some("50"))],
    ] {
        let assign = ActCommand { lead: Some("城建局".to_owned()), joint, ..command("assign") };
        assert_eq!(code(world.act(&name, assign, &centre())), Some(Code::BadJoint));
    }
    assert_eq!(code(world.act(&name, command("assign"), &centre())), Some(Code::MissingLead));
}

#[test]
fn an_exclusion_needs_another_persons_approval() {
    let mut world = World::new();
    let name = world.handled();
    let exclude = |approver: &str, measure: &str| ActCommand {
        exclusion: Some((measure.to_owned(), approver.to_owned())),
        ..command("exclude")
    };
    assert_eq!(code(world.act(&name, exclude("方中", "number"), &centre())), Some(Code::NeedsApprover));
    assert_eq!(code(world.act(&name, exclude(" ", "number"), &centre())), Some(Code::NeedsApprover));
    assert_eq!(code(world.act(&name, exclude("区长", "speed"), &centre())), Some(Code::BadField));
    world.act(&name, exclude("区长", "number"), &centre()).unwrap();
    assert_eq!(code(world.act(&name, exclude("区长", "number"), &centre())), Some(Code::BadField));
    let exclusion = &world.matter(&name).exclusions[0];
    assert_eq!((exclusion.approver.as_str(), exclusion.reason.as_str()), ("区长", "试验"));
}

#[test]
fn quantities_keep_what_is_not_given() {
    let mut world = World::new();
    let name = world.handled();
    let entry = |planned: Option<&str>, actual: Option<&str>| Amounted {
        stage: Some("dig".to_owned()),
        quantity: "length".to_owned(),
        year: Some(2026),
        planned: planned.map(|number| number.parse().unwrap()),
        actual: actual.map(|number| number.parse().unwrap()),
    };
    let report = |entry: Amounted| ActCommand {
        quantities: vec![entry],
        progress: Some("10".parse().unwrap()),
        ..command("report")
    };
    world.act(&name, report(entry(Some("120.0"), None)), &lead()).unwrap();
    world.act(&name, report(entry(None, Some("30.5"))), &lead()).unwrap();
    assert_eq!(world.matter(&name).quantities, [entry(Some("120"), Some("30.5"))]);
    for wrong in [
        Amounted { quantity: "weight".to_owned(), ..entry(Some("1"), None) },
        Amounted { stage: Some("fly".to_owned()), ..entry(Some("1"), None) },
        entry(Some("-1"), None),
        entry(Some("1.25"), None),
        Amounted { year: Some(1), ..entry(Some("1"), None) },
    ] {
        assert_eq!(code(world.act(&name, report(wrong), &lead())), Some(Code::OutOfBounds));
    }
}

#[test]
fn offers_tell_what_can_be_done_and_what_is_missing() {
    let mut world = World::new();
    let name = world.handled();
    let declared = world.declarations.kind_of_version("repairs", 1).unwrap();
    let found = offers(declared, world.matter(&name), &lead());
    let offer = |act: &str| found.iter().find(|offer| offer.act == act).unwrap();
    assert_eq!(offer("done").missing, [Missing::Field("result".to_owned())]);
    assert_eq!(offer("done").refusal, None);
    assert_eq!(offer("ask").missing, [Missing::Reason, Missing::Extension]);
    assert_eq!(offer("park").refusal.as_ref().map(|refusal| refusal.code), Some(Code::NotYours));
    assert_eq!(offer("grant").refusal.as_ref().map(|refusal| refusal.code), Some(Code::NotYours));
    assert!(found.iter().all(|offer| !["open", "assign", "pass"].contains(&offer.act.as_str())));
}

#[test]
fn files_come_with_an_act() {
    let mut world = World::new();
    let name = world.handled();
    let file =
        File { content: "sm3:00".to_owned(), name: "照片.png".to_owned(), media: "image/png".to_owned(), size: 3 };
    let done = ActCommand { files: vec![file.clone()], ..with("done", &[("result", "好")]) };
    world.act(&name, done, &lead()).unwrap();
    assert_eq!(world.matter(&name).files, [file]);
}
