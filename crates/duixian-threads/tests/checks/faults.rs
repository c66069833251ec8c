//! The sample district: what `samples/faults.toml` says is wrong is found, and what looks wrong is left alone.
#![allow(clippy::expect_used)]

use std::collections::BTreeSet;

use duixian_figures::Codebook;
use duixian_threads::{Against, Finding, Severity, check};

use crate::support::{Text, root, sample};

#[derive(serde::Deserialize)]
struct File {
    check: Vec<Check>,
}

#[derive(serde::Deserialize)]
struct Check {
    kind: String,
    expect: String,
    quotes: Vec<Quote>,
}

#[derive(serde::Deserialize)]
struct Quote {
    document: String,
    quote: String,
}

/// Told by other parts: the comparison of two sources and the threads.
const TOLD_ELSEWHERE: [&str; 4] = ["between_sources", "preliminary", "slipped", "renamed"];

#[test]
fn the_sample_district_is_judged_as_written() {
    let codebook = Codebook::standard();
    let file = std::fs::read_to_string(root().join("samples/faults.toml")).expect("the samples' faults");
    let file: File = toml::from_str(&file).expect("the samples' faults parse");
    let draft = Text::new(&sample("qinghe-2026"), &codebook);
    let before = Text::new(&sample("qinghe-2025"), &codebook);
    let checked = check(draft.source(), Against { earlier: &[before.source()], measured: &[] }, &codebook);
    let mut expected = BTreeSet::new();
    for entry in file.check.iter().filter(|entry| !TOLD_ELSEWHERE.contains(&entry.kind.as_str())) {
        let quotes: Vec<&Quote> = entry.quotes.iter().filter(|quote| quote.document == "qinghe-2026").collect();
        let found: Vec<(usize, &Finding)> = checked
            .findings
            .iter()
            .enumerate()
            .filter(|(_, finding)| quotes.iter().all(|quote| touches(&draft, finding, &quote.quote)))
            .collect();
        let worst = found.iter().map(|(_, finding)| finding.severity).min();
        let wanted = match entry.expect.as_str() {
            "error" => Some(Severity::Error),
            "notice" => Some(Severity::Notice),
            _ => None,
        };
        println!("{} {:?}: {}", entry.kind, worst, quotes[0].quote);
        if wanted == Some(Severity::Error) {
            expected.extend(
                found.iter().filter(|(_, finding)| finding.severity == Severity::Error).map(|(index, _)| *index),
            );
        }
        assert_eq!(worst, wanted, "{}: {}", entry.kind, quotes[0].quote);
    }
    let errors: BTreeSet<usize> =
        (0..checked.findings.len()).filter(|&index| checked.findings[index].severity != Severity::Notice).collect();
    assert_eq!(errors, expected, "no other errors and warnings");
}

#[test]
fn the_draft_before_is_sound() {
    let codebook = Codebook::standard();
    let checked = Text::new(&sample("qinghe-2025"), &codebook).check(&codebook);
    let wrong: Vec<_> = checked.findings.iter().filter(|finding| finding.severity != Severity::Notice).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn touches(text: &Text, finding: &Finding, quote: &str) -> bool {
    let start = text.document.clean.find(quote).expect("the quote stands in its text");
    let end = start + quote.len();
    finding
        .figures
        .iter()
        .any(|place| place.source == 0 && (place.span.start as usize) < end && start < place.span.end as usize)
}
