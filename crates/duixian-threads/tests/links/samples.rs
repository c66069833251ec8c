//! The sample district: what `samples/faults.toml` says became of its promises.

use duixian_threads::Verdict;

use crate::support::{links_of, root, sample};

#[derive(serde::Deserialize)]
struct File {
    link: Vec<Entry>,
}

#[derive(serde::Deserialize)]
struct Entry {
    verdict: String,
    promise: Quote,
    outcome: Option<Quote>,
}

#[derive(serde::Deserialize)]
struct Quote {
    document: String,
    quote: String,
}

#[test]
fn the_sample_promises_became_what_is_written() {
    let file = std::fs::read_to_string(root().join("samples/faults.toml")).expect("the samples' links");
    let file: File = toml::from_str(&file).expect("the samples' links parse");
    let new = sample("qinghe-2026");
    let mut wrong = Vec::new();
    for entry in &file.link {
        let wanted = Verdict::of_code(&entry.verdict).expect("a verdict's code");
        let told = links_of(&sample(&entry.promise.document), &new, &entry.promise.quote);
        let is_right = match &entry.outcome {
            Some(outcome) => told.iter().any(|told| {
                let answer = told.answer.as_deref().unwrap_or_default();
                let overlap = overlap(&new, answer, &outcome.quote);
                told.verdict == wanted && overlap
            }),
            None => !told.is_empty() && told.iter().all(|told| told.answer.is_none()),
        };
        if !is_right {
            wrong.push(format!("{}: wanted {wanted:?}, got {told:#?}", entry.promise.quote));
        }
    }
    assert!(file.link.len() > 40, "the samples show links");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether two quotes overlap in a text.
fn overlap(text: &str, one: &str, other: &str) -> bool {
    let (Some(first), Some(second)) = (text.find(one), text.rfind(other)) else { return false };
    let second_first = text.find(other).unwrap_or(second);
    let meets = |start: usize| first < start + other.len() && start < first + one.len();
    !one.is_empty() && (meets(second) || meets(second_first))
}
