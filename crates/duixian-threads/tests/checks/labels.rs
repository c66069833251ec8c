//! The labelled relations of one report: which of them a relation of the check covers.

use duixian_figures::Codebook;
use duixian_threads::{Code, Relation};

use crate::support::{Text, shared};

/// Words of a label that say that the relation is plausible, not entailed by what the text says.
const PLAUSIBLE: [&str; 13] = [
    "is normal",
    "if ",
    "plausible",
    "wording",
    "logic: if",
    "date logic",
    "consistent state",
    "same project",
    "near-duplicate",
    "bases differ",
    "one source of funds",
    "threshold of the plan",
    "wider class",
];
/// The formulas of labels between whose numbers nothing but their subject matter stands.
const UNRELATED: [&str; 4] = ["540<=4400", "5000<=200000", "66 -> 50", "14 -> 20"];

#[test]
fn labelled_relations_are_understood() {
    let Some(labels) = shared("gold/checks-changqing-2024.tsv") else { return };
    let Some(report) = shared("reports/changqing-2024.txt") else { return };
    let codebook = Codebook::standard();
    let text = Text::new(&std::fs::read_to_string(report).expect("the report"), &codebook);
    let relations = text.check(&codebook).relations;
    let labels = std::fs::read_to_string(labels).expect("the labels");
    let (mut arithmetic, mut understood, mut plausible, mut plausible_understood) = (0, 0, 0, 0);
    let mut missed = Vec::new();
    for line in labels.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [quotes, label, computed, holds] = cells[..] else { panic!("four cells: {line}") };
        let is_understood = is_covered(&text, &relations, quotes, label);
        let words = format!("{label} {computed}");
        let is_plausible = holds == "unclear"
            || PLAUSIBLE.iter().any(|word| words.contains(word))
            || UNRELATED.iter().any(|formula| computed.contains(formula));
        if is_plausible {
            plausible += 1;
            plausible_understood += usize::from(is_understood);
        } else {
            arithmetic += 1;
            understood += usize::from(is_understood);
            if !is_understood {
                missed.push(line);
            }
        }
        println!(
            "{} {} {quotes} | {label}",
            mark(is_understood),
            if is_plausible { "plausible " } else { "arithmetic" }
        );
    }
    println!("arithmetic {understood}/{arithmetic}, plausible {plausible_understood}/{plausible}");
    assert!(missed.is_empty(), "not understood: {missed:#?}");
}

fn mark(is_understood: bool) -> &'static str {
    if is_understood { "+" } else { "-" }
}

/// Whether relations of the label's kind lie at its quotes: each quote with a number in it is touched by a relation
/// that lies inside the quotes or joins two of them.
fn is_covered(text: &Text, relations: &[Relation], quotes: &str, label: &str) -> bool {
    let clean = &text.document.clean;
    let spans: Vec<Vec<(usize, usize)>> = quotes
        .split('‖')
        .filter(|quote| {
            quote.contains(|character: char| character.is_ascii_digit() || "一二两三四五".contains(character))
        })
        .map(|quote| clean.match_indices(quote.trim()).map(|(start, found)| (start, start + found.len())).collect())
        .collect();
    let touches = |relation: &Relation, spans: &[(usize, usize)]| {
        let mut places = relation.places.iter().map(|place| place.span.range());
        places.any(|place| spans.iter().any(|&(from, to)| from < place.end && place.start < to))
    };
    let belongs = |relation: &&Relation| {
        let is_inside = relation.places.iter().all(|place| {
            let range = place.span.range();
            spans.iter().flatten().any(|&(from, to)| from < range.end && range.start < to)
        });
        let count = spans.iter().filter(|spans| touches(relation, spans)).count();
        kinds(label).contains(&relation.code) && (is_inside || count > 1)
    };
    let ours: Vec<&Relation> = relations.iter().filter(belongs).collect();
    let is_one_thing = ours.iter().any(|relation| spans.iter().all(|spans| touches(relation, spans)));
    let is_list = label.starts_with("stated count");
    is_one_thing || is_list && spans.iter().all(|spans| ours.iter().any(|relation| touches(relation, spans)))
}

/// The codes that compute what a label names.
fn kinds(label: &str) -> &'static [Code] {
    const TABLE: [(&str, &[Code]); 20] = [
        ("growth and level", &[Code::Implied, Code::Triple]),
        ("order", &[Code::Order]),
        ("分别", &[Code::Respectively]),
        ("share and part", &[Code::Implied]),
        ("same figure said twice", &[Code::SaidTwice, Code::CountOfItems, Code::TargetBelowActual]),
        ("stated count", &[Code::CountOfItems]),
        ("digits of the slogan", &[Code::CountOfItems]),
        ("items named", &[Code::CountOfItems]),
        ("average", &[Code::PerUnit]),
        ("unit consistency", &[Code::PerUnit]),
        ("projects >=", &[Code::PerUnit, Code::Order]),
        ("exits >=", &[Code::PerUnit, Code::Order]),
        ("small items", &[Code::Order]),
        ("completion rate", &[Code::Implied, Code::CompletionRate]),
        ("logic: 超额", &[Code::CompletionRate]),
        ("result", &[Code::TargetBelowActual, Code::TargetAndGrowth]),
        ("2023 result", &[Code::TargetBelowActual]),
        ("days", &[Code::YearDays]),
        ("rates within", &[Code::RateRange]),
        ("dates", &[Code::Dates]),
    ];
    const PARTS: &[Code] = &[Code::PartAboveTotal, Code::Total, Code::Order];
    TABLE.iter().find(|(start, _)| label.starts_with(start)).map_or(PARTS, |(_, codes)| codes)
}
