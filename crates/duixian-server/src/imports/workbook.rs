//! Excel workbooks, cell by cell: the first sheet that holds anything, after a look at how much the archive unpacks to.

use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use zip::ZipArchive;

use super::columns::Columns;
use super::table::{LONGEST_CELL, MOST_COLUMNS, Sink, TableFault, clean};

/// Parts of a workbook.
const MOST_PARTS: usize = 2_000;
/// Bytes that all parts together may unpack to; sheets are read as they unpack and take no memory.
const MOST_UNPACKED: u64 = 400 * 1024 * 1024;
/// The same for a part that is held in memory.
const MOST_HELD: u64 = 64 * 1024 * 1024;
/// Marks in the list of words that cells share: each word takes four and some memory of its own.
const MOST_MARKS: u64 = 8_000_000;

pub(super) fn read(bytes: &[u8], sink: &mut Sink<impl Fn(&[String]) -> Columns>) -> Result<(), TableFault> {
    weigh(bytes)?;
    let damaged = |error: calamine::XlsxError| TableFault::Damaged(error.to_string());
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let sheets: Vec<String> = workbook.sheet_names().clone();
    for sheet in sheets {
        let mut cells = workbook.worksheet_cells_reader(&sheet).map_err(damaged)?;
        let (mut at, mut row, mut is_blank) = (0, Vec::new(), true);
        while let Some(cell) = cells.next_cell().map_err(damaged)? {
            let (line, column) = cell.get_position();
            let text = words_of(cell.get_value());
            if text.is_empty() {
                continue;
            }
            if column as usize >= MOST_COLUMNS {
                return Err(TableFault::TooLarge);
            }
            if text.len() > LONGEST_CELL && text.chars().count() > LONGEST_CELL {
                return Err(TableFault::LongCell { row: line + 1, column: column as usize + 1 });
            }
            if line != at {
                sink.row(at + 1, std::mem::take(&mut row))?;
                at = line;
            }
            is_blank = false;
            if row.len() <= column as usize {
                row.resize(column as usize + 1, String::new());
            }
            if let Some(place) = row.get_mut(column as usize) {
                *place = text;
            }
        }
        sink.row(at + 1, row)?;
        if !is_blank {
            return Ok(());
        }
    }
    Err(TableFault::Empty)
}

/// A cell as people read it: dates as ISO 8601 writes them, numbers with the digits that Excel shows.
fn words_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::String(words) => clean(words),
        DataRef::SharedString(words) => clean(words),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_words(*number),
        DataRef::Bool(is_so) => if *is_so { "是" } else { "否" }.to_owned(),
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date}T{hour:02}:{minute:02}:{second:02}") }
        }
        DataRef::DateTimeIso(words) => words.strip_suffix("T00:00:00").unwrap_or(words).to_owned(),
        DataRef::DurationIso(words) => words.clone(),
    }
}

/// Excel computes in floats and shows 15 digits: 0.1 + 0.2 is 0.3 there, and must be here.
fn number_words(number: f64) -> String {
    if number.is_finite() && number.abs() < 1e15 {
        // The first rounds to 15 digits, the second writes them without an exponent.
        let digits = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
        return digits.to_string();
    }
    number.to_string()
}

/// Unpacks every part without keeping it, so that what an archive says of its sizes need not be believed.
fn weigh(bytes: &[u8]) -> Result<(), TableFault> {
    let damaged = |error: &dyn std::fmt::Display| TableFault::Damaged(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    if archive.len() > MOST_PARTS {
        return Err(TableFault::TooLarge);
    }
    if archive.index_for_name("xl/workbook.xml").is_none() {
        return Err(TableFault::Unsupported);
    }
    let mut unpacked = 0;
    let mut buffer = vec![0; 64 * 1024];
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| damaged(&error))?;
        let name = part.name().to_ascii_lowercase();
        let is_sheet = name.contains("worksheets/");
        if name.contains("media/") {
            continue;
        }
        let (mut held, mut marks) = (0, 0);
        loop {
            let count = part.read(&mut buffer).map_err(|error| damaged(&error))?;
            if count == 0 {
                break;
            }
            unpacked += count as u64;
            held += if is_sheet { 0 } else { count as u64 };
            if name.contains("sharedstrings") {
                let read = buffer.get(..count).unwrap_or_default();
                marks += read.split(|&byte| byte == b'<').count() as u64 - 1;
            }
            if unpacked > MOST_UNPACKED || held > MOST_HELD || marks > MOST_MARKS {
                return Err(TableFault::TooLarge);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::number_words;

    #[test]
    fn numbers_have_the_digits_that_excel_shows() {
        for (number, wanted) in
            [(0.1 + 0.2, "0.3"), (186_000.0, "186000"), (-19.3, "-19.3"), (0.0, "0"), (1e20, "100000000000000000000")]
        {
            assert_eq!(number_words(number), wanted);
        }
    }
}
