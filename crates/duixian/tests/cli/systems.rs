//! `duixian systems`

use insta::assert_snapshot;

use crate::harness::Place;

/// A system of an invented office with two faults in it.
fn place() -> Place {
    let place = Place::new();
    std::fs::create_dir_all(place.path("own/desk")).expect("a folder can be made");
    place.write(
        "own/desk/system.toml",
        "id = \"desk\"\nname = { zh = \"窗口\", en = \"Desk\" }\npurpose = { zh = \"试\", en = \"Try\" }\nversion = 1\n\
         effective = 2026-01-01\n\n[[roles]]\nid = \"judge\"\nname = { zh = \"督查室\", en = \"Supervision\" }\n\
         side = \"judging\"\n",
    );
    place.write(
        "own/desk/matter.toml",
        "name = { zh = \"来件\", en = \"Request\" }\nnumber = \"件{year}-{serial:4}\"\ntitle = \"title\"\n\n[[fields]]\n\
         id = \"title\"\nname = { zh = \"事由\", en = \"Subject\" }\ntype = \"text\"\nrequired = true\n\n[[states]]\n\
         id = \"new\"\nname = { zh = \"新\", en = \"New\" }\nkind = \"open\"\nowner = \"judge\"\n\n[[states]]\n\
         id = \"closed\"\nname = { zh = \"办结\", en = \"Closed\" }\nkind = \"done\"\n\n[[acts]]\nid = \"open\"\n\
         name = { zh = \"收件\", en = \"Take\" }\ndoes = \"open\"\nto = \"new\"\nwho = [\"anyone\"]\n\n[[acts]]\n\
         id = \"close\"\nname = { zh = \"办结\", en = \"Close\" }\nfrom = [\"new\"]\nto = \"closed\"\nwho = [\"judge\"]\n",
    );
    place
}

#[test]
fn faults_of_declarations_are_told_as_a_compiler_does() {
    assert_snapshot!(place().run(&["--lang", "en", "systems", "check", "own"]));
    assert_snapshot!(place().run(&["--lang", "zh", "systems", "check", "own/desk"]));
}

#[test]
fn faults_are_lines_for_programs() {
    assert_snapshot!(place().run(&["systems", "check", "own", "--format", "jsonl"]));
}

#[test]
fn a_system_is_shown_with_its_loop() {
    assert_snapshot!(place().run(&["--lang", "en", "systems", "show", "own/desk"]));
}

#[test]
fn what_ships_is_sound() {
    let told = Place::new().run(&["systems", "check"]);
    assert!(told.starts_with("exit code: 0"), "{told}");
}

#[test]
fn an_unknown_system_is_told_with_those_there_are() {
    let told = Place::new().run(&["--lang", "en", "systems", "show", "nothing"]);
    assert!(told.starts_with("exit code: 2") && told.contains("there is no system nothing"), "{told}");
}
