//! The reference of all verbs: one snapshot, and the generated part of `docs/cli.md`.

use std::env;
use std::fs;

use crate::harness::{Place, root};

const BEGIN: &str = "<!-- Generated from `duixian --help`. UPDATE_DOCS=1 cargo test -p duixian reference -->\n";

/// `--help` of the program and of each of its verbs, as Markdown.
fn reference() -> String {
    let place = Place::new();
    let help_of = |arguments: &[&str]| {
        let output = place.output(arguments);
        assert!(output.status.success(), "{arguments:?}");
        String::from_utf8(output.stdout).expect("help is UTF-8")
    };
    let verbs_of = |help: &str| {
        let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
        // What is further in goes on with the line before.
        let lines = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
        let verbs = lines.filter_map(|line| line.split_whitespace().next()).filter(|verb| *verb != "help");
        verbs.map(str::to_owned).collect::<Vec<_>>()
    };
    let whole = help_of(&["--help"]);
    let verbs = verbs_of(&whole);
    assert!(verbs.len() >= 4, "{whole}");

    let mut written = format!("## duixian\n\n```text\n{}\n```\n", whole.trim_end());
    for verb in verbs {
        let help = help_of(&[&verb, "--help"]);
        assert!(help.contains("Example"), "duixian {verb} --help has no example");
        written.extend(["\n## duixian ", &verb, "\n\n```text\n", help.trim_end(), "\n```\n"]);
        for inner in verbs_of(&help) {
            let help = help_of(&[&verb, &inner, "--help"]);
            written.extend(["\n### duixian ", &verb, " ", &inner, "\n\n```text\n", help.trim_end(), "\n```\n"]);
        }
    }
    written.lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
}

#[test]
fn the_documentation_is_that_of_the_program() {
    let path = root().join("docs/cli.md");
    let written = fs::read_to_string(&path).expect("docs/cli.md can be read");
    let (prose, found) = written.split_once(BEGIN).expect("docs/cli.md has its generated part");
    let wanted = reference();
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, format!("{prose}{BEGIN}{wanted}")).expect("docs/cli.md can be written");
        return;
    }
    assert!(found == wanted, "docs/cli.md is out of date: UPDATE_DOCS=1 cargo test -p duixian reference");
}

#[test]
fn every_option_and_verb_is_known() {
    insta::assert_snapshot!(reference());
}
