//! Random histories of deadlines against three oracles: a walk written here, and answers of two published packages.
//!
//! The walk runs anew in every test run; the packages' answers were written once by `scripts/oracles/run`, which also
//! makes the comparison of a million histories with each oracle. `docs/working-time.md` holds its result.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../../examples/histories/generate.rs"]
mod generate;
mod walk;

use duixian_matters::time::{Amount, Calendar, Unit};
use generate::{Generator, History};
use serde::Deserialize;
use walk::Walk;

fn compare_with_the_walk(count: u64, seed: u64) {
    let calendar = Calendar::standard().expect("the shipped files are right");
    let walk = Walk::new();
    let mut generator = Generator::new(seed, 60, Unit::ALL.to_vec());
    let mut provisional = 0;
    for _ in 0..count {
        let history = generator.history();
        let answer = history.run(&calendar).expect("in range");
        let unit = serde_json::to_value(history.amount.unit).unwrap();
        let walked = walk.due(history.start, history.amount.number, unit.as_str().unwrap(), &history.pauses);
        assert_eq!((answer.at.as_second(), answer.provisional), walked, "{}", history.line(walked.0));
        provisional += u64::from(walked.1);
    }
    println!("{count} histories agree with the walk, {provisional} of them provisional");
}

#[test]
fn histories_agree_with_a_walk_minute_by_minute() {
    compare_with_the_walk(20_000, 4);
}

#[test]
#[ignore = "a million histories: scripts/oracles/run runs it in release"]
fn a_million_histories_agree_with_a_walk_minute_by_minute() {
    compare_with_the_walk(1_000_000, 20_261_121);
}

/// A line of a file of answers.
#[derive(Deserialize)]
struct Line {
    start: i64,
    number: u32,
    unit: Unit,
    pauses: Vec<(i64, i64)>,
    due: i64,
}

#[test]
fn histories_agree_with_the_answers_of_two_packages() {
    let calendar = Calendar::standard().expect("the shipped files are right");
    for (name, text) in [
        ("Business::Hours", include_str!("business_hours.jsonl")),
        ("chinesecalendar", include_str!("chinese_calendar.jsonl")),
    ] {
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(lines.len(), 1000, "{name}");
        for text in lines {
            let line: Line = serde_json::from_str(text).expect("a history");
            let amount = Amount::new(line.number, line.unit);
            let history = History { start: line.start, amount, pauses: line.pauses };
            assert_eq!(history.run(&calendar).expect("in range").at.as_second(), line.due, "{name}: {text}");
        }
    }
}
