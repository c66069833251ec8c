//! CSV as RFC 4180 has it, in UTF-8.

use std::io::Write;

use crate::{Cell, Table, TableError};

/// Whether a CSV file begins with the byte order mark by which Excel knows UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrderMark {
    /// For Excel.
    With,
    /// For programs.
    Without,
}

impl Table {
    /// Writes the table with a heading line; lines end in CR LF.
    ///
    /// Words that a spreadsheet would run as a formula get an apostrophe before them; numbers stay as they are.
    pub fn write_csv(&self, writer: impl Write, mark: ByteOrderMark) -> Result<(), TableError> {
        let mut writer = writer;
        if mark == ByteOrderMark::With {
            writer.write_all("\u{FEFF}".as_bytes())?;
        }
        let mut lines = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(writer);
        lines.write_record(self.columns.iter().map(|column| guarded(&column.name))).map_err(write_error)?;
        for row in &self.rows {
            lines.write_record(row.iter().map(field)).map_err(write_error)?;
        }
        Ok(lines.flush()?)
    }

    /// The table as bytes; see [`Table::write_csv`].
    pub fn to_csv(&self, mark: ByteOrderMark) -> Result<Vec<u8>, TableError> {
        let mut bytes = Vec::new();
        self.write_csv(&mut bytes, mark)?;
        Ok(bytes)
    }
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Text(words) => guarded(words),
        Cell::Empty | Cell::Integer(_) | Cell::Decimal(_) | Cell::Date(_) => cell.printed(),
    }
}

/// A field that begins like a formula is run by spreadsheets, also from a file that someone else made.
fn guarded(words: &str) -> String {
    let begins_formula = words.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if begins_formula { format!("'{words}") } else { words.to_owned() }
}

fn write_error(error: csv::Error) -> TableError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => TableError::Write(error),
        other => TableError::Write(std::io::Error::other(format!("{other:?}"))),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::ByteOrderMark;
    use crate::{Cell, Column, ColumnKind, Table};

    fn written(cells: Vec<Cell>) -> String {
        let mut table = Table::new(vec![Column::new("a", ColumnKind::Text); cells.len()]);
        table.push(cells);
        String::from_utf8(table.to_csv(ByteOrderMark::Without).unwrap()).unwrap()
    }

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        let cells = ["a,b", "say \"x\"", "two\nlines", "plain"].map(Cell::text).to_vec();
        assert_eq!(written(cells), "a,a,a,a\r\n\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",plain\r\n");
    }

    #[test]
    fn formulas_are_disarmed_and_numbers_stay() {
        let cells =
            vec![Cell::text("=1+1"), Cell::text("@SUM"), Cell::text("－1"), Cell::number("-19.3"), Cell::Integer(-2)];
        assert_eq!(written(cells), "a,a,a,a,a\r\n'=1+1,'@SUM,'－1,-19.3,-2\r\n");
    }

    #[test]
    fn the_mark_for_excel_stands_first() {
        let table = Table::new(vec![Column::new("a", ColumnKind::Text)]);
        assert_eq!(table.to_csv(ByteOrderMark::With).unwrap(), "\u{FEFF}a\r\n".as_bytes());
    }

    proptest! {
        #[test]
        fn words_come_back_as_they_were(words in "[^\u{0}]{0,40}") {
            let bytes = written(vec![Cell::text(words.clone()), Cell::text("end")]);
            let mut reader = csv::Reader::from_reader(bytes.as_bytes());
            let record = reader.records().next().unwrap().unwrap();
            let guarded = record.get(0).unwrap();
            let with_apostrophe = format!("'{words}");
            prop_assert!(guarded == words || guarded == with_apostrophe);
            prop_assert_eq!(record.get(1), Some("end"));
        }
    }
}
