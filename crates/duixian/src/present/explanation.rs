//! Why a line says what it says: each field with its rule and the words that the rule saw.

use std::fmt::Write;

use duixian_tables::{Cell, Column, ColumnKind, Table, TerminalStyle};

use super::{ABSENT, Line, RuleLine, heading, words};
use crate::language::Language;

/// The sentence, and below it one row for each rule that gave a field.
pub(super) fn of<L: Line>(line: &L, style: TerminalStyle, language: Language) -> String {
    let cells = line.cells();
    let printed = |name: &str| {
        let index = L::COLUMNS.iter().position(|(column, _)| *column == name);
        let cell = index.and_then(|index| cells.get(index)).cloned().unwrap_or_default();
        words::translated(name, cell, language)
    };
    let span = format!("{}–{}", printed("start").printed(), printed("end").printed());
    let columns = ["field", "value", "rule", "evidence"];
    let mut table =
        Table::new(columns.iter().map(|name| Column::new(heading(name, language), ColumnKind::Text)).collect());
    for rule in line.rules().unwrap_or_default() {
        let evidence = if rule.evidence == ABSENT { "" } else { &rule.evidence };
        table.push(vec![
            Cell::text(rule.field.as_str()),
            Cell::text(if rule.field == "span" { span.clone() } else { printed(&rule.field).printed() }),
            Cell::text(rule.rule.as_str()),
            Cell::text(evidence),
        ]);
    }
    let mut written = String::new();
    let (text, sentence) = (printed("text").printed(), printed("sentence").printed());
    // Writing into a string cannot fail.
    let _ = writeln!(written, "{text}\n{sentence}\n{}", table.to_terminal(style));
    written
}

/// `field=rule[evidence]`, one after the other, for one cell of a file.
pub(super) fn in_one_line(rules: &[RuleLine]) -> String {
    let told = rules.iter().map(|rule| match rule.evidence.as_str() {
        ABSENT => format!("{}={}", rule.field, rule.rule),
        evidence => format!("{}={}[{evidence}]", rule.field, rule.rule),
    });
    told.collect::<Vec<_>>().join("; ")
}
