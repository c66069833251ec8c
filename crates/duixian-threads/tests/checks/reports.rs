//! The reports beside the repository: whatever the check calls wrong there was looked at, and is in `docs/checks.md`.

use duixian_figures::Codebook;
use duixian_threads::Severity;

use crate::support::{Text, reports};

/// Errors that were looked at and are true: the report and the computed formula. So far there is none.
const TRUE_ERRORS: [(&str, &str); 0] = [];
/// At most so many warnings in one report.
const MOST_WARNINGS: usize = 2;

#[test]
fn every_error_in_a_real_report_was_looked_at() {
    let codebook = Codebook::standard();
    let mut unseen = Vec::new();
    println!("| report | errors | warnings | notices | relations |\n|---|---|---|---|---|");
    for (name, text) in reports() {
        let checked = Text::new(&text, &codebook).check(&codebook);
        let count = |severity| checked.findings.iter().filter(|finding| finding.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        println!("| {name} | {errors} | {warnings} | {} | {} |", count(Severity::Notice), checked.relations.len());
        let errors = checked.findings.iter().filter(|finding| finding.severity == Severity::Error);
        let is_known = |computed: &str| TRUE_ERRORS.contains(&(name.as_str(), computed));
        unseen.extend(errors.filter(|error| !is_known(&error.computed)).map(|error| (name.clone(), error.clone())));
        assert!(warnings <= MOST_WARNINGS, "{name} has {warnings} warnings");
    }
    assert!(unseen.is_empty(), "look at these: {unseen:#?}");
}
