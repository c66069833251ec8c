//! Rows of a table on their way: written to a nameless file once, read some at a time, so that a table of hundred
//! thousand rows takes no memory while it waits and runs.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Seek, SeekFrom, Write};

use super::table::TableFault;

/// Most bytes of all cells together: workbooks name a word once and may use it in every cell.
const LARGEST: u64 = 200 * 1024 * 1024;

/// A row: its number as people see it, and the cells of the columns that are used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// The first line of the file is 1.
    pub(crate) number: u32,
    /// The cells.
    pub(crate) cells: Vec<String>,
}

/// Rows that were written.
#[derive(Debug)]
pub(crate) struct Spool {
    file: File,
    /// How many.
    pub(crate) rows: u32,
}

/// Rows being written.
pub(super) struct Writer {
    lines: csv::Writer<BufWriter<File>>,
    bytes: u64,
    rows: u32,
}

impl Writer {
    pub(super) fn new() -> Result<Self, TableFault> {
        let file = BufWriter::new(tempfile::tempfile().map_err(no_space)?);
        Ok(Self { lines: csv::WriterBuilder::new().from_writer(file), bytes: 0, rows: 0 })
    }

    pub(super) fn push<'c>(&mut self, number: u32, cells: impl Iterator<Item = &'c str>) -> Result<(), TableFault> {
        let failed = |error: csv::Error| no_space(io::Error::other(error));
        self.lines.write_field(number.to_string()).map_err(failed)?;
        for cell in cells {
            self.bytes += cell.len() as u64;
            self.lines.write_field(cell).map_err(failed)?;
        }
        self.lines.write_record(None::<&[u8]>).map_err(failed)?;
        self.rows += 1;
        if self.bytes > LARGEST { Err(TableFault::TooLarge) } else { Ok(()) }
    }

    pub(super) fn rows(&self) -> u32 {
        self.rows
    }

    pub(super) fn finish(self) -> Result<Spool, TableFault> {
        let mut inner = self.lines.into_inner().map_err(|error| no_space(io::Error::other(error.to_string())))?;
        inner.flush().map_err(no_space)?;
        let file = inner.into_inner().map_err(|error| no_space(error.into_error()))?;
        Ok(Spool { file, rows: self.rows })
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is given to map_err as it is")]
fn no_space(error: io::Error) -> TableFault {
    TableFault::NoSpace(error.to_string())
}

/// Rows being read again.
pub(super) struct Reader {
    lines: csv::Reader<BufReader<File>>,
}

impl Spool {
    /// Reads from the first row on. One reader at a time: they share their place in the file.
    pub(super) fn read(&self) -> io::Result<Reader> {
        let mut file = self.file.try_clone()?;
        file.seek(SeekFrom::Start(0))?;
        let lines = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(BufReader::new(file));
        Ok(Reader { lines })
    }
}

impl Reader {
    /// The next rows, at most so many; none behind the last.
    pub(super) fn next(&mut self, most: usize) -> io::Result<Vec<Row>> {
        let mut rows = Vec::with_capacity(most);
        for record in self.lines.records().take(most) {
            let record = record.map_err(io::Error::other)?;
            let number = record.get(0).and_then(|number| number.parse().ok()).unwrap_or_default();
            rows.push(Row { number, cells: record.iter().skip(1).map(str::to_owned).collect() });
        }
        Ok(rows)
    }
}
