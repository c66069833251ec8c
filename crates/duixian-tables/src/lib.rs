//! One idea: named columns and rows of typed cells, written for terminals, CSV, Excel and Parquet.
//!
//! The command line and the server write their tables here, so that an export looks the same from both.
//! This crate knows nothing of reports, opens no file, and never turns a decimal into a float where that changes it.

mod comma_separated;
mod excel;
mod parquet_file;
mod terminal;
mod width;

use std::io;

pub use comma_separated::ByteOrderMark;
pub use excel::ExcelRows;
pub use terminal::TerminalStyle;

/// Columns of a terminal that words take: two for a Chinese character.
pub fn display_width(words: &str) -> usize {
    width::of(words)
}

/// One value of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// No value: an empty field everywhere.
    #[default]
    Empty,
    /// Words.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// An exact decimal number in plain notation, e.g. `-19.3`.
    Decimal(String),
    /// A day, ISO 8601.
    Date(String),
}

impl Cell {
    /// Words, or no value where there are none.
    pub fn text(words: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() { Self::Empty } else { Self::Text(words) }
    }

    /// A decimal number where `value` is one in plain notation, else the words as they are (`1..2`, `3.7:52.9`).
    pub fn number(value: impl Into<String>) -> Self {
        let value = value.into();
        if is_plain_decimal(&value) { Self::Decimal(value) } else { Self::text(value) }
    }

    /// The value as it is printed; empty where there is none.
    pub fn printed(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(words) => words.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Decimal(number) => number.clone(),
            Self::Date(day) => day.clone(),
        }
    }
}

fn is_plain_decimal(value: &str) -> bool {
    let unsigned = value.strip_prefix('-').unwrap_or(value);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    [whole, fraction].iter().all(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What a column holds; it decides its alignment and its type in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words.
    Text,
    /// Whole numbers.
    Integer,
    /// Decimal numbers, and words where a value is none (a range, a ratio).
    Number,
    /// Days.
    Date,
}

/// A named column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The heading.
    pub name: String,
    /// What its cells hold.
    pub kind: ColumnKind,
}

impl Column {
    /// A column with this heading.
    pub fn new(name: impl Into<String>, kind: ColumnKind) -> Self {
        Self { name: name.into(), kind }
    }
}

/// Columns and rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows.
    pub fn new(columns: Vec<Column>) -> Self {
        Self { columns, rows: Vec::new() }
    }

    /// Adds a row. Missing cells are empty, cells beyond the last column are left out.
    pub fn push(&mut self, mut row: Vec<Cell>) {
        row.resize(self.columns.len(), Cell::Empty);
        self.rows.push(row);
    }

    /// The columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The rows, each as long as there are columns.
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }
}

/// A table that cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The place to write to failed.
    #[error(transparent)]
    Write(#[from] io::Error),
    /// The workbook could not be made.
    #[error("the Excel workbook could not be made: {0}")]
    Excel(String),
    /// A sheet of Excel holds no more rows.
    #[error("a sheet of Excel holds at most {most} rows; take CSV")]
    TooManyRows {
        /// So many.
        most: u32,
    },
    /// The Parquet file could not be made.
    #[error("the Parquet file could not be made: {0}")]
    Parquet(String),
}

impl TableError {
    /// What kind of failure of the place to write to it was, if it was one.
    pub fn io_kind(&self) -> Option<io::ErrorKind> {
        match self {
            Self::Write(error) => Some(error.kind()),
            Self::Excel(_) | Self::TooManyRows { .. } | Self::Parquet(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cell;

    #[test]
    fn only_plain_decimals_are_numbers() {
        for number in ["0", "12", "-19.3", "6960000000", "0.25"] {
            assert_eq!(Cell::number(number), Cell::Decimal(number.to_owned()));
        }
        for words in ["1..2", "3.7:52.9:43.4", "1.", ".5", "-", "1e5", "+1", "一"] {
            assert_eq!(Cell::number(words), Cell::Text(words.to_owned()));
        }
        assert_eq!(Cell::number(""), Cell::Empty);
    }
}
