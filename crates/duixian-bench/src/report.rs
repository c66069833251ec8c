//! What was measured, as a table for the terminal and for Markdown.

use std::fmt::{Display, Write};

use duixian_tables::{Cell, Column, ColumnKind, Table, TerminalStyle};

use crate::corpus::Corpus;

/// One measurement.
pub(crate) struct Row {
    part: &'static str,
    what: String,
    measured: String,
    aim: String,
    met: Option<bool>,
}

impl Row {
    pub(crate) fn new(part: &'static str, what: impl Into<String>, measured: impl Display) -> Self {
        Self { part, what: what.into(), measured: measured.to_string(), aim: String::new(), met: None }
    }

    /// What was to be reached, and whether it was.
    pub(crate) fn aim(mut self, aim: impl Into<String>, met: bool) -> Self {
        self.aim = aim.into();
        self.met = Some(met);
        self
    }

    fn cells(&self) -> [&str; 5] {
        let met = match self.met {
            Some(true) => "yes",
            Some(false) => "NO",
            None => "",
        };
        [self.part, &self.what, &self.measured, &self.aim, met]
    }
}

/// All measurements, and what has to be said about them.
pub(crate) struct Report {
    rows: Vec<Row>,
    notes: Vec<String>,
}

const HEADINGS: [&str; 5] = ["part", "what", "measured", "aim", "met"];

impl Report {
    pub(crate) fn new(corpus: &Corpus) -> Self {
        let (count, bytes) = (corpus.texts.len(), corpus.bytes());
        let mut notes = vec![
            format!(
                "Texts: {count} files, {bytes} bytes of UTF-8. One thread; the median of many passes; 1 MB = 10⁶ bytes."
            ),
            format!("Machine: {}.", machine()),
        ];
        if !corpus.is_real {
            notes.push("skipped: the real reports are not here; the samples' texts are measured instead".to_owned());
        }
        Self { rows: Vec::new(), notes }
    }

    pub(crate) fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    pub(crate) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    pub(crate) fn to_terminal(&self) -> String {
        const WIDTH: usize = 120;
        let mut table = Table::new(HEADINGS.map(|name| Column::new(name, ColumnKind::Text)).to_vec());
        for row in &self.rows {
            table.push(row.cells().map(Cell::text).to_vec());
        }
        let notes = self.notes.join("\n");
        format!("{}\n{notes}\n", table.to_terminal(TerminalStyle { width: WIDTH, colour: false }))
    }

    pub(crate) fn to_markdown(&self) -> String {
        let mut written = String::from("# Benchmarks\n\nWritten by `make bench WRITE=1`.\n\n");
        // Writing into a string cannot fail.
        let _ = writeln!(written, "| {} |\n|{}", HEADINGS.join(" | "), "---|".repeat(HEADINGS.len()));
        for row in &self.rows {
            let _ = writeln!(written, "| {} |", row.cells().join(" | "));
        }
        written.push('\n');
        for note in &self.notes {
            let _ = writeln!(written, "- {note}");
        }
        written
    }
}

/// The processor, as far as the system tells.
fn machine() -> String {
    let cpuinfo = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpuinfo.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    let model = model.map_or("unknown processor", |(_, name)| name.trim());
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!("{model}, {cores} cores")
}
