//! Promises, end to end: tables of invented sentences for each rule, and the score on labelled plans where they are.

mod grammar;
mod hardness;
mod properties;
mod score;

use duixian_figures::{Codebook, Promise, read};
use duixian_text::Document;

/// A report whose plan part says `sentence` under one numbered heading.
fn report(sentence: &str) -> String {
    format!(
        "政府工作报告\n\
         ——2026年1月8日在云岭市清河区第三届人民代表大会第五次会议上\n\
         一、2025年工作回顾\n\
         全年完成投资30亿元。\n\
         二、2026年工作安排\n\
         （一）坚持项目为先，打造现代产业体系\n\
         做好各项工作。{sentence}\n"
    )
}

/// The promises of one sentence in a plan.
fn promises(sentence: &str) -> Vec<Promise> {
    read(&Document::from_text(&report(sentence)), &Codebook::standard()).promises
}

/// Checks the promises of one sentence, each written `action|object`.
#[track_caller]
fn check(sentence: &str, expected: &[&str]) {
    let found: Vec<String> =
        promises(sentence).iter().map(|promise| format!("{}|{}", promise.action, promise.object)).collect();
    assert_eq!(found, expected, "{sentence}");
}

/// Checks the hardness of the promises of one sentence.
#[track_caller]
fn check_hardness(sentence: &str, expected: &[&str]) {
    let found: Vec<&str> = promises(sentence).iter().map(|promise| promise.hardness.code()).collect();
    assert_eq!(found, expected, "{sentence}");
}
