//! Acts in pairs: what one act means for the next, for every two of them.

use std::fmt::Write as _;
use std::path::Path;

use duixian_matters::command::ActCommand;
use duixian_matters::matter::{Actor, JointPart};

use crate::declared::{World, centre, command, joint, lead, moment, with};

const ACTS: [&str; 17] = [
    "accept", "return", "write", "report", "part", "ask", "grant", "refuse", "park", "resume", "urge", "transfer",
    "done", "pass", "fail", "drop", "exclude",
];

/// An act as whoever may do it would do it.
fn usual(act: &str) -> (ActCommand, Actor) {
    let extension = || Some(("fix".to_owned(), moment("2026-04-20T17:30")));
    match act {
        "accept" | "return" | "report" => (command(act), lead()),
        "part" => (command(act), joint("水务局")),
        "ask" => (ActCommand { extension: extension(), ..command(act) }, lead()),
        "done" => (with(act, &[("result", "好")]), lead()),
        "exclude" => {
            (ActCommand { exclusion: Some(("number".to_owned(), "区长".to_owned())), ..command(act) }, centre())
        }
        _ => (command(act), centre()),
    }
}

/// What the second act does behind the first: the state behind it with what else is told, or the refusal's code.
fn second_behind(first: &str, second: &str) -> String {
    let mut world = World::new();
    let name = world.handled();
    let part = JointPart { unit: "水务局".to_owned(), share: None, done_at: None };
    if [first, second].contains(&"part") {
        let (give_back, by) = usual("return");
        world.act(&name, give_back, &by).unwrap();
        let assign = ActCommand { lead: Some("城建局".to_owned()), joint: vec![part], ..command("assign") };
        world.act(&name, assign, &centre()).unwrap();
        world.act(&name, command("accept"), &lead()).unwrap();
    }
    let mut tell = |act: &str| {
        let (given, by) = usual(act);
        world.act(&name, given, &by).map(|_| ()).map_err(|refusal| refusal.code.as_str())
    };
    if tell(first).is_err() {
        return "-".to_owned();
    }
    if let Err(code) = tell(second) {
        return code.to_owned();
    }
    let matter = world.matter(&name);
    assert!(world.replays());
    let mut told = matter.state.clone();
    if matter.request.is_some() {
        told.push_str("+asked");
    }
    told
}

#[test]
fn every_two_acts_fit_the_table() {
    let mut table = String::new();
    for first in ACTS {
        for second in ACTS {
            let told = second_behind(first, second);
            if told != "-" {
                writeln!(table, "{first:<9}{second:<9}{told}").unwrap();
            }
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/loops/pairs.txt");
    if std::env::var_os("UPDATE_TABLES").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    assert_eq!(table, std::fs::read_to_string(&path).unwrap(), "UPDATE_TABLES=1 writes the table anew");
}
