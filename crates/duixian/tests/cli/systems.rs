//! `duixian systems`

use std::path::Path;

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
    let told = Place::new().run(&["systems", "check", "--without-stories"]);
    assert!(told.starts_with("exit code: 0"), "{told}");
}

#[test]
fn a_story_that_does_not_hold_is_told_with_its_line() {
    let place = Place::new();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../systems/livelihood");
    copy(&shipped, &place.path("own/livelihood"));
    let stories = place.path("own/livelihood/stories");
    for story in std::fs::read_dir(&stories).unwrap().map(|entry| entry.unwrap().path()) {
        if !story.ends_with("quorum.toml") {
            std::fs::remove_file(story).unwrap();
        }
    }
    let story = stories.join("quorum.toml");
    let text = std::fs::read_to_string(&story).unwrap();
    let sound = place.run(&["--lang", "en", "systems", "check", "own"]);
    assert!(sound.starts_with("exit code: 0"), "{sound}");
    std::fs::write(&story, text.replacen("refusal = \"no_quorum\"", "refusal = \"too_often\"", 1)).unwrap();
    let told = place.run(&["--lang", "en", "systems", "check", "own"]);
    assert!(
        told.starts_with("exit code: 1") && told.contains("story_failed") && told.contains("quorum.toml"),
        "{told}"
    );
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)
        } else {
            _ = std::fs::copy(entry.path(), target).unwrap()
        }
    }
}

#[test]
fn an_unknown_system_is_told_with_those_there_are() {
    let told = Place::new().run(&["--lang", "en", "systems", "show", "nothing"]);
    assert!(told.starts_with("exit code: 2") && told.contains("there is no system nothing"), "{told}");
}
