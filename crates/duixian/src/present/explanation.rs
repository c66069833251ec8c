//! Why a line says what it says: each field with its rule and the words that the rule saw.

use duixian_tables::{Cell, Column, ColumnKind, Table, TerminalStyle};

use super::{ABSENT, Line, RuleLine, heading, words};
use crate::language::Language;

/// The words, their sentence, and below them one row for each rule that gave a field.
pub(super) fn of<L: Line>(line: &L, style: TerminalStyle, language: Language) -> String {
    let cells = line.cells();
    let printed = |name: &str| cell_of::<L>(&cells, name).printed();
    format!("{}\n{}\n{}\n", printed("text"), printed("sentence"), rules_table(line, style, language))
}

/// One row for each rule that gave a field: the field, its value, the rule, the words that the rule saw.
pub(super) fn rules_table<L: Line>(line: &L, style: TerminalStyle, language: Language) -> String {
    let cells = line.cells();
    let value = |field: &str| match field {
        "span" => {
            let place = |name: &str| cell_of::<L>(&cells, name).printed();
            Cell::text(format!("{}–{}", place("start"), place("end")))
        }
        _ => words::translated(field, cell_of::<L>(&cells, field), language),
    };
    let columns = ["field", "value", "rule", "evidence"];
    let mut table =
        Table::new(columns.iter().map(|name| Column::new(heading(name, language), ColumnKind::Text)).collect());
    for rule in line.rules().unwrap_or_default() {
        let evidence = if rule.evidence == ABSENT { "" } else { &rule.evidence };
        table.push(vec![
            Cell::text(heading(&rule.field, language)),
            Cell::text(value(&rule.field).printed()),
            Cell::text(rule.rule.as_str()),
            Cell::text(evidence),
        ]);
    }
    table.to_terminal(style)
}

fn cell_of<L: Line>(cells: &[Cell], name: &str) -> Cell {
    let index = L::COLUMNS.iter().position(|(column, _)| *column == name);
    index.and_then(|index| cells.get(index)).cloned().unwrap_or_default()
}

/// `field=rule[evidence]`, one after the other, for one cell of a file.
pub(super) fn in_one_line(rules: &[RuleLine]) -> String {
    let told = rules.iter().map(|rule| match rule.evidence.as_str() {
        ABSENT => format!("{}={}", rule.field, rule.rule),
        evidence => format!("{}={}[{evidence}]", rule.field, rule.rule),
    });
    told.collect::<Vec<_>>().join("; ")
}
