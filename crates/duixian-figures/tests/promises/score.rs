//! The score on labelled plans. The labels are not part of the project; without them the test says so and passes.
//!
//! A promise answers a label when its span overlaps the label's quote and the objects share at least 60 % of their
//! characters; each is used once, the most alike first.

#![allow(clippy::expect_used, clippy::panic, reason = "a label that does not fit its report is a broken test")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use duixian_figures::{Codebook, read};
use duixian_text::{Document, Span};

struct Label {
    span: Span,
    action: String,
    object: String,
    hardness: String,
}

struct Found {
    span: Span,
    action: String,
    object: String,
    hardness: &'static str,
}

/// Shares in ten-thousandths, so that nothing is rounded twice.
#[derive(Debug)]
struct Score {
    labels: usize,
    found: usize,
    f1: usize,
    hardness: usize,
    action: usize,
}

#[test]
fn labelled_plans_reach_their_thresholds() {
    let Some(shared) = shared() else {
        println!("skipped: no labelled plans (set DUIXIAN_SHARED to the folder that holds gold/ and reports/)");
        return;
    };
    let mut table = String::from(
        "| report | labels | found | f1 ≥ 0.8 | hardness ≥ 0.85 | action ≥ 0.9 |\n|---|---:|---:|---:|---:|---:|\n",
    );
    for path in labelled_plans(&shared) {
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let name = name.trim_start_matches("promises-");
        let text = fs::read_to_string(shared.join("reports").join(format!("{name}.txt"))).expect("the labelled report");
        let labels = labels(&fs::read_to_string(&path).expect("the labels"), &text);
        let score = score(&labels, &promises(&text));
        println!("promises of {name}: {score:?}");
        let Score { labels, found, f1, hardness, action } = &score;
        let [f1, hardness, action] =
            [f1, hardness, action].map(|share| format!("{}.{:04}", share / 10_000, share % 10_000));
        table.extend([format!("| {name} | {labels} | {found} | {f1} | {hardness} | {action} |\n")]);
        assert!(score.f1 >= 8000, "f1 of {name}: {score:?}");
        assert!(score.hardness >= 8500, "hardness of {name}: {score:?}");
        assert!(score.action >= 9000, "action of {name}: {score:?}");
    }
    publish(&table);
}

/// Holds `docs/scores.md` to the table, or writes it where `WRITE_SCORES` is set.
fn publish(table: &str) {
    const START: &str = "<!-- promises -->\n";
    const END: &str = "<!-- end of promises -->";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/scores.md");
    let page = fs::read_to_string(&path).expect("docs/scores.md");
    let (before, rest) = page.split_once(START).expect("docs/scores.md marks where the table starts");
    let (shown, behind) = rest.split_once(END).expect("docs/scores.md marks where the table ends");
    if env::var_os("WRITE_SCORES").is_some() {
        fs::write(&path, format!("{before}{START}{table}{END}{behind}")).expect("docs/scores.md can be written");
    } else {
        assert_eq!(shown, table, "docs/scores.md is old: run the test with WRITE_SCORES=1");
    }
}

fn shared() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = env::var_os("DUIXIAN_SHARED").map_or(beside, PathBuf::from);
    folder.join("gold").is_dir().then_some(folder)
}

fn labelled_plans(shared: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(shared.join("gold")).expect("the folder of labels");
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with("promises-") && path.extension().is_some_and(|extension| extension == "tsv")
    });
    paths.sort();
    paths
}

fn labels(table: &str, text: &str) -> Vec<Label> {
    let code_points = |bytes: usize| text[..bytes].chars().count() as u32;
    let rows = table.lines().skip(1).filter(|line| !line.is_empty());
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let start = text.find(cells[0]).unwrap_or_else(|| panic!("the quote stands in the report: {}", cells[0]));
        Label {
            span: Span { start: code_points(start), end: code_points(start + cells[0].len()) },
            action: cells[1].to_owned(),
            object: cells[2].to_owned(),
            hardness: cells[3].to_owned(),
        }
    })
    .collect()
}

fn promises(text: &str) -> Vec<Found> {
    let document = Document::from_text(text);
    let reading = read(&document, &Codebook::standard());
    let found = reading.promises.into_iter().map(|promise| Found {
        span: document.original_span(promise.span),
        action: promise.action.into(),
        object: promise.object.into(),
        hardness: promise.hardness.code(),
    });
    found.collect()
}

fn score(labels: &[Label], found: &[Found]) -> Score {
    let first = labels.iter().map(|label| label.span.start).min().unwrap_or(0);
    let found: Vec<&Found> = found.iter().filter(|promise| promise.span.start >= first).collect();
    let mut pairs = Vec::new();
    for (label_index, label) in labels.iter().enumerate() {
        for (index, promise) in found.iter().enumerate() {
            let overlaps = promise.span.start < label.span.end && label.span.start < promise.span.end;
            let likeness = if overlaps { alike(&label.object, &promise.object) } else { 0 };
            if likeness >= 6000 {
                pairs.push((likeness, label_index, index));
            }
        }
    }
    pairs.sort_unstable_by(|one, other| other.cmp(one));
    let (mut answered, mut used) = (BTreeSet::new(), BTreeSet::new());
    let (mut hardness, mut action) = (0, 0);
    for (_, label, promise) in pairs {
        if answered.contains(&label) || used.contains(&promise) {
            continue;
        }
        answered.insert(label);
        used.insert(promise);
        hardness += usize::from(labels[label].hardness == found[promise].hardness);
        action += usize::from(alike(&labels[label].action, &found[promise].action) >= 5000);
    }
    let matched = answered.len().max(1);
    Score {
        labels: labels.len(),
        found: found.len(),
        f1: 20_000 * answered.len() / (labels.len() + found.len()).max(1),
        hardness: 10_000 * hardness / matched,
        action: 10_000 * action / matched,
    }
}

/// How much of two texts is the same, by their longest common pieces, in ten-thousandths.
fn alike(one: &str, other: &str) -> usize {
    let letters = |text: &str| text.chars().filter(|character| character.is_alphanumeric()).collect::<Vec<char>>();
    let (one, other) = (letters(one), letters(other));
    if one.is_empty() || other.is_empty() { 0 } else { 20_000 * common(&one, &other) / (one.len() + other.len()) }
}

/// Characters in the longest common piece and, left and right of it, in the same way.
fn common(one: &[char], other: &[char]) -> usize {
    let (mut start, mut other_start, mut length) = (0, 0, 0);
    for from in 0..one.len() {
        for other_from in 0..other.len() {
            let same = one[from..].iter().zip(&other[other_from..]).take_while(|(left, right)| left == right).count();
            if same > length {
                (start, other_start, length) = (from, other_from, same);
            }
        }
    }
    if length == 0 {
        return 0;
    }
    length
        + common(&one[..start], &other[..other_start])
        + common(&one[start + length..], &other[other_start + length..])
}
