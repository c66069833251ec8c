//! Figures and promises as they are shown: JSON lines, tables for files, short tables for the terminal, explanations.
//!
//! Spans count code points of the original text. Field names are part of the contract and the same in every language;
//! only what stands in a terminal is translated.

pub(crate) mod declared;
mod explanation;
pub(crate) mod findings;
mod line;
pub(crate) mod links;
mod pairs;
pub(crate) mod pairs_of_sources;
pub(crate) mod snippet;
mod source;
pub(crate) mod stored;
pub(crate) mod systems;
mod words;

pub(crate) use line::{FigureLine, FigureOfPromise, Line, PromiseLine, RuleLine};
pub(crate) use pairs::{write_heading, write_pairs};
pub(crate) use source::Source;
pub(crate) use words::heading;

use std::io::Write;

use duixian_tables::{Cell, Column, ColumnKind, Table};

use crate::failure::{Failure, Outcome};
use crate::language::Language;
use crate::output::{Output, RowFormat};

/// What a line says where a field has no value.
pub(crate) const ABSENT: &str = "-";

/// From this width on, a table in a terminal has room for the sentence.
const WIDE: usize = 120;
/// Marks that a table in a terminal has no room for.
const NARROW_HIDES: [&str; 1] = ["document"];

/// Takes lines and writes them in the format asked for: JSON lines at once, everything else at the end.
pub(crate) struct LineWriter<L> {
    output: Output,
    format: RowFormat,
    language: Language,
    lines: Vec<L>,
    is_empty: bool,
}

impl<L: Line> LineWriter<L> {
    /// Refuses a format that does not fit the place.
    pub(crate) fn new(output: Output, format: RowFormat, language: Language) -> Result<Self, Failure> {
        output.accept(format)?;
        Ok(Self { output, format, language, lines: Vec::new(), is_empty: true })
    }

    pub(crate) fn push(&mut self, line: L) -> Result<(), Failure> {
        self.is_empty = false;
        match self.format {
            RowFormat::Jsonl => self.output.write_json(&line)?,
            RowFormat::Table if line.rules().is_some() => {
                let written = explanation::of(&line, self.output.style(), self.language);
                self.output.write_all(written.as_bytes())?;
            }
            RowFormat::Table | RowFormat::Csv | RowFormat::Xlsx | RowFormat::Parquet => self.lines.push(line),
        }
        Ok(())
    }

    /// Writes what is left, and gives how the verb came out.
    pub(crate) fn finish(mut self, outcome: Outcome) -> Result<Outcome, Failure> {
        match self.format {
            RowFormat::Jsonl => {}
            // Only a table is read by a person; an empty one would look like a mistake.
            RowFormat::Table if self.is_empty && outcome == Outcome::Done => {
                eprintln!("{}", self.language.pick("nothing found", "没有内容"));
            }
            // Explanations are written already.
            RowFormat::Table if self.lines.is_empty() => {}
            RowFormat::Table => {
                let table = short_table(&self.lines, self.output.style().width, self.language);
                self.output.write_table(&table, self.format)?;
            }
            RowFormat::Csv | RowFormat::Xlsx | RowFormat::Parquet => {
                self.output.write_table(&full_table(&self.lines), self.format)?;
            }
        }
        self.output.finish()?;
        Ok(outcome)
    }
}

/// All fields of one line below each other, with the rule behind each where that is told.
pub(crate) fn write_in_full<L: Line>(output: &mut Output, line: &L, language: Language) -> Result<(), Failure> {
    let names = L::COLUMNS.iter().map(|(name, _)| *name);
    let fields = names.zip(line.cells()).map(|(name, cell)| (name, words::translated(name, cell, language).printed()));
    let pairs = fields.chain(line.marks()).filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>();
    write_pairs(output, &pairs, language)?;
    if line.rules().is_some_and(|rules| !rules.is_empty()) {
        let rules = explanation::rules_table(line, output.style(), language);
        write!(output, "\n{rules}")?;
    }
    Ok(())
}

/// All fields, for files.
fn full_table<L: Line>(lines: &[L]) -> Table {
    let mut columns = L::COLUMNS.iter().map(|&(name, kind)| Column::new(name, kind)).collect::<Vec<_>>();
    let marks = marks_of(lines);
    columns.extend(marks.iter().map(|&name| Column::new(name, ColumnKind::Text)));
    let with_rules = lines.iter().any(|line| line.rules().is_some());
    columns.extend(with_rules.then(|| Column::new("rules", ColumnKind::Text)));

    let mut table = Table::new(columns);
    for line in lines {
        let mut row = line.cells();
        row.extend(marks.iter().map(|name| Cell::text(mark_of(line, name))));
        row.extend(with_rules.then(|| Cell::text(explanation::in_one_line(line.rules().unwrap_or_default()))));
        table.push(row);
    }
    table
}

/// The fields that fit into a terminal, translated.
fn short_table<L: Line>(lines: &[L], width: usize, language: Language) -> Table {
    let marks = marks_of(lines).into_iter().filter(|name| !NARROW_HIDES.contains(name)).collect::<Vec<_>>();
    let mut names = L::SHORT.to_vec();
    let has_sentence = L::COLUMNS.iter().any(|(column, _)| *column == "sentence");
    names.extend((has_sentence && width >= WIDE).then_some("sentence"));
    let kind = |name: &str| {
        let column = L::COLUMNS.iter().find(|(column, _)| *column == name);
        column.map_or(ColumnKind::Text, |(_, kind)| *kind)
    };
    let mut columns = names.iter().map(|name| Column::new(heading(name, language), kind(name))).collect::<Vec<_>>();
    columns.extend(marks.iter().map(|name| Column::new(heading(name, language), ColumnKind::Text)));

    let mut table = Table::new(columns);
    for line in lines {
        let cells = line.cells();
        let short = names.iter().map(|name| {
            let index = L::COLUMNS.iter().position(|(column, _)| column == name);
            let cell = index.and_then(|index| cells.get(index)).cloned().unwrap_or_default();
            words::translated(name, cell, language)
        });
        let marked = marks.iter().map(|name| Cell::text(mark_of(line, name)));
        table.push(short.chain(marked).collect());
    }
    table
}

/// The names of the marks that any line carries, in the order in which lines give them.
fn marks_of<L: Line>(lines: &[L]) -> Vec<&'static str> {
    let mut names = Vec::new();
    for (name, _) in lines.iter().flat_map(Line::marks) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn mark_of<L: Line>(line: &L, name: &str) -> String {
    line.marks().into_iter().find(|(mark, _)| *mark == name).map(|(_, value)| value).unwrap_or_default()
}
