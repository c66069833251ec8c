//! A file's heading and rows: Excel workbooks and CSV, told apart by their content, within limits.

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::columns::Columns;
use super::spool::{Spool, Writer};
use super::workbook;

/// Most rows.
pub(super) const MOST_ROWS: u32 = 200_000;
/// Most columns.
pub(super) const MOST_COLUMNS: usize = 200;
/// Most characters of a cell: what Excel allows.
pub(super) const LONGEST_CELL: usize = 32_767;
/// Rows that are given back to be looked at.
const SAMPLE: usize = 20;
/// Rows among which the heading is looked for; a title often stands above it.
const HEADING_WITHIN: usize = 10;

/// Why a file is no table that can be imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TableFault {
    /// It is neither a workbook of Excel 2007 or later nor text.
    #[error("neither an xlsx workbook nor CSV")]
    Unsupported,
    /// It cannot be read to its end.
    #[error("damaged: {0}")]
    Damaged(String),
    /// It has no row under its heading.
    #[error("no rows")]
    Empty,
    /// No heading is known.
    #[error("no heading is a field's name")]
    NoHeading,
    /// Two headings are the same field.
    #[error("two columns are {0:?}")]
    Twice(String),
    /// It holds more than is taken.
    #[error("too large")]
    TooLarge,
    /// A cell is too long.
    #[error("the cell in row {row}, column {column} is too long")]
    LongCell {
        /// The row.
        row: u32,
        /// The column.
        column: usize,
    },
    /// The disk took no more.
    #[error("cannot be kept while it is read: {0}")]
    NoSpace(String),
}

/// A table that was read.
pub(crate) struct Table {
    /// Which heading is which field.
    pub(crate) columns: Columns,
    /// The cells of the columns that are fields.
    pub(crate) rows: Spool,
    /// All cells of the first rows.
    pub(crate) sample: Vec<Vec<String>>,
}

/// Reads a file; `columns` tells what a row of headings means.
pub(crate) fn read(bytes: &[u8], columns: impl Fn(&[String]) -> Columns) -> Result<Table, TableFault> {
    let mut sink = Sink::new(columns)?;
    if bytes.starts_with(b"PK\x03\x04") {
        workbook::read(bytes, &mut sink)?;
    } else {
        let text = decoded(bytes).ok_or(TableFault::Unsupported)?;
        if text.contains('\0') {
            return Err(TableFault::Unsupported);
        }
        sink.is_guarded = true;
        read_csv(&text, &mut sink)?;
    }
    sink.finish()
}

/// Text in UTF-8, with or without a byte order mark, UTF-16 with one, or GB 18030.
pub(crate) fn decoded(bytes: &[u8]) -> Option<String> {
    let (encoding, length) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let body = bytes.get(length..)?;
    let text = encoding.decode_without_bom_handling_and_without_replacement(body);
    let text = text.or_else(|| GB18030.decode_without_bom_handling_and_without_replacement(bytes))?;
    Some(text.into_owned())
}

fn read_csv(text: &str, sink: &mut Sink<impl Fn(&[String]) -> Columns>) -> Result<(), TableFault> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| TableFault::Damaged(error.to_string()))? {
        // Blank lines are skipped without a record: the line tells the row.
        let line = record.position().map_or(0, csv::Position::line);
        sink.row(u32::try_from(line).unwrap_or(u32::MAX), record.iter().map(clean).collect())?;
    }
    Ok(())
}

/// The mark that stands between the cells of the first lines most often, outside of quotes.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let (mut is_quoted, mut lines) = (false, 0);
    for byte in text.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => lines += 1,
            _ if !is_quoted => {
                counts.iter_mut().filter(|(mark, _)| *mark == byte).for_each(|(_, count)| *count += 1);
            }
            _ => {}
        }
        if lines == 3 {
            break;
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(mark, _)| mark)
}

/// One kind of line break inside cells.
pub(super) fn clean(cell: &str) -> String {
    if cell.contains('\r') { cell.replace("\r\n", "\n").replace('\r', "\n") } else { cell.to_owned() }
}

/// Where rows go while a file is read.
pub(super) struct Sink<C> {
    to_columns: C,
    /// Rows before the heading is known.
    waiting: Vec<(u32, Vec<String>)>,
    columns: Option<Columns>,
    writer: Writer,
    sample: Vec<Vec<String>>,
    is_guarded: bool,
}

impl<C: Fn(&[String]) -> Columns> Sink<C> {
    fn new(to_columns: C) -> Result<Self, TableFault> {
        let writer = Writer::new()?;
        Ok(Self { to_columns, waiting: Vec::new(), columns: None, writer, sample: Vec::new(), is_guarded: false })
    }

    /// Takes a row; blank ones are left out.
    pub(super) fn row(&mut self, number: u32, mut cells: Vec<String>) -> Result<(), TableFault> {
        let used = cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        cells.truncate(used);
        if cells.is_empty() {
            return Ok(());
        }
        if cells.len() > MOST_COLUMNS {
            return Err(TableFault::TooLarge);
        }
        let is_long = |cell: &String| cell.len() > LONGEST_CELL && cell.chars().count() > LONGEST_CELL;
        if let Some(column) = cells.iter().position(is_long) {
            return Err(TableFault::LongCell { row: number, column: column + 1 });
        }
        if self.columns.is_some() {
            return self.data(number, &cells);
        }
        self.waiting.push((number, cells));
        if self.waiting.len() == HEADING_WITHIN { self.settle() } else { Ok(()) }
    }

    /// Takes the row with the most known headings as the heading.
    fn settle(&mut self) -> Result<(), TableFault> {
        let rows = std::mem::take(&mut self.waiting);
        if rows.is_empty() {
            return Err(TableFault::Empty);
        }
        let found = rows.iter().map(|(_, cells)| (self.to_columns)(cells)).enumerate();
        let best = found.rev().max_by_key(|(_, columns)| columns.known());
        let (at, mut columns) = best.filter(|(_, columns)| columns.known() > 0).ok_or(TableFault::NoHeading)?;
        if let Some(heading) = columns.twice() {
            return Err(TableFault::Twice(heading));
        }
        columns.is_guarded = self.is_guarded;
        self.columns = Some(columns);
        rows.iter().skip(at + 1).try_for_each(|(number, cells)| self.data(*number, cells))
    }

    fn data(&mut self, number: u32, cells: &[String]) -> Result<(), TableFault> {
        let Some(columns) = &self.columns else { return Err(TableFault::NoHeading) };
        if self.writer.rows() == MOST_ROWS {
            return Err(TableFault::TooLarge);
        }
        if self.sample.len() < SAMPLE {
            self.sample.push(cells.to_vec());
        }
        let used = columns.used().map(|index| cells.get(index).map_or("", |cell| cell.trim()));
        self.writer.push(number, used)
    }

    fn finish(mut self) -> Result<Table, TableFault> {
        if self.columns.is_none() {
            self.settle()?;
        }
        let (Some(columns), rows) = (self.columns, self.writer.rows()) else { return Err(TableFault::NoHeading) };
        if rows == 0 {
            return Err(TableFault::Empty);
        }
        Ok(Table { columns, rows: self.writer.finish()?, sample: self.sample })
    }
}

#[cfg(test)]
mod tests {
    use super::{decoded, delimiter};

    #[test]
    fn text_is_read_in_the_encodings_of_chinese_spreadsheets() {
        for bytes in [
            "牵头单位".as_bytes(),
            b"\xef\xbb\xbf\xe7\x89\xb5\xe5\xa4\xb4\xe5\x8d\x95\xe4\xbd\x8d",
            b"\xc7\xa3\xcd\xb7\xb5\xa5\xce\xbb",
            b"\xff\xfe\x75\x72\x34\x59\x55\x53\x4d\x4f",
        ] {
            assert_eq!(decoded(bytes).as_deref(), Some("牵头单位"));
        }
        assert_eq!(decoded(b"\xff\xff\xff"), None);
    }

    #[test]
    fn the_mark_between_cells_is_found() {
        for (text, wanted) in [
            ("a,b,c\n1;2,3,4", b','),
            ("a;b;c\n1,5;2;3", b';'),
            ("a\tb\n1,2\t3", b'\t'),
            ("\"a;b;c;d\",e", b','),
            ("a", b','),
        ] {
            assert_eq!(delimiter(text), wanted, "{text}");
        }
    }
}
