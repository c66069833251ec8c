//! Excel workbooks: the heading stays in view, columns can be filtered, numbers are numbers.

use std::io::{Seek, Write};

use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::{Cell, Column, ColumnKind, Table, TableError, width};

/// Excel holds 15 significant digits; a number with more is written as words, so that none is lost.
const EXACT_DIGITS: usize = 15;
/// A cell holds no more characters than this.
const LONGEST_CELL: usize = 32_767;
/// No column is made wider than this many characters; longer words wrap.
const WIDEST: usize = 60;

/// A workbook with one sheet, written row by row: its rows wait in a file and take no memory.
pub struct ExcelRows {
    workbook: Workbook,
    columns: u16,
    next: u32,
    body: Format,
    wrapped: Format,
}

/// Most rows of a sheet under its heading.
const MOST_ROWS: u32 = 1_048_575;

impl ExcelRows {
    /// A sheet with its heading.
    ///
    /// # Errors
    /// When Excel cannot hold the columns, or there is no room for the file in which rows wait.
    pub fn new(columns: &[Column]) -> Result<Self, TableError> {
        let heading = Format::new().set_bold().set_align(FormatAlign::Top);
        let body = Format::new().set_align(FormatAlign::Top);
        let wrapped = Format::new().set_align(FormatAlign::Top).set_text_wrap();
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet_with_constant_memory().map_err(excel_error)?;
        let mut write = || -> Result<u16, XlsxError> {
            for (index, column) in columns.iter().enumerate() {
                let at = column_number(index)?;
                // Nobody knows yet how wide the rows are.
                let least = if column.kind == ColumnKind::Text { 24 } else { 14 };
                let heading = u16::try_from(width::of(&column.name) + 4).unwrap_or(least);
                sheet.set_column_width(at, f64::from(heading.clamp(least, 255)))?;
            }
            for (index, column) in columns.iter().enumerate() {
                sheet.write_string_with_format(0, column_number(index)?, &column.name, &heading)?;
            }
            sheet.set_freeze_panes(1, 0)?;
            column_number(columns.len())
        };
        let columns = write().map_err(excel_error)?;
        Ok(Self { workbook, columns, next: 1, body, wrapped })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// [`TableError::TooManyRows`] behind the last row that a sheet can hold.
    pub fn push(&mut self, row: &[Cell]) -> Result<(), TableError> {
        if self.next > MOST_ROWS {
            return Err(TableError::TooManyRows { most: MOST_ROWS });
        }
        let sheet = self.workbook.worksheet_from_index(0).map_err(excel_error)?;
        for (index, cell) in row.iter().take(usize::from(self.columns)).enumerate() {
            let is_long = width::of(&cell.printed()) > WIDEST;
            let format = if is_long { &self.wrapped } else { &self.body };
            let at = column_number(index).map_err(excel_error)?;
            write_cell(sheet, self.next, at, cell, format).map_err(excel_error)?;
        }
        self.next += 1;
        Ok(())
    }

    /// Writes the workbook.
    ///
    /// # Errors
    /// When the place to write to fails.
    pub fn finish(mut self, to: impl Write + Seek + Send) -> Result<(), TableError> {
        let sheet = self.workbook.worksheet_from_index(0).map_err(excel_error)?;
        if let Some(last) = self.columns.checked_sub(1) {
            sheet.autofilter(0, 0, self.next - 1, last).map_err(excel_error)?;
        }
        self.workbook.save_to_writer(to).map_err(excel_error)
    }
}

impl Table {
    /// The table as an Excel workbook with one sheet.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, TableError> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        self.fill(sheet).map_err(excel_error)?;
        workbook.save_to_buffer().map_err(excel_error)
    }

    fn fill(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let heading = Format::new().set_bold().set_align(FormatAlign::Top);
        let body = Format::new().set_align(FormatAlign::Top);
        let wrapped = Format::new().set_align(FormatAlign::Top).set_text_wrap();

        for (index, column) in self.columns.iter().enumerate() {
            let at = column_number(index)?;
            sheet.write_string_with_format(0, at, &column.name, &heading)?;
            sheet.set_column_width(at, f64::from(self.width_of(index)))?;
        }
        for (index, row) in self.rows.iter().enumerate() {
            let line = u32::try_from(index + 1).map_err(|_| XlsxError::RowColumnLimitError)?;
            for (index, cell) in row.iter().enumerate() {
                let is_long = width::of(&cell.printed()) > WIDEST;
                write_cell(sheet, line, column_number(index)?, cell, if is_long { &wrapped } else { &body })?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        if let Some(last) = self.columns.len().checked_sub(1) {
            let lines = u32::try_from(self.rows.len()).map_err(|_| XlsxError::RowColumnLimitError)?;
            sheet.autofilter(0, 0, lines, column_number(last)?)?;
        }
        Ok(())
    }

    /// As wide as the widest of its first rows, with room for the filter's button.
    fn width_of(&self, index: usize) -> u16 {
        const ROWS_LOOKED_AT: usize = 200;
        const BUTTON: usize = 4;
        let cells = self.rows.iter().take(ROWS_LOOKED_AT).map(|row| width::of(&row[index].printed()));
        let widest = cells.max().unwrap_or(0).max(width::of(&self.columns[index].name) + BUTTON);
        let is_words = self.columns[index].kind == ColumnKind::Text;
        let width = if is_words { (widest + 1).min(WIDEST) } else { widest + 1 };
        // Excel allows 255.
        u16::try_from(width).unwrap_or(u16::MAX).min(255)
    }
}

fn write_cell(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, format: &Format) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Integer(number) if is_exact(&number.to_string()) => {
            // At most 15 digits: a float holds them all.
            #[expect(clippy::cast_precision_loss)]
            sheet.write_number_with_format(row, column, *number as f64, format)?;
        }
        Cell::Decimal(number) if is_exact(number) => match number.parse::<f64>() {
            Ok(float) => {
                sheet.write_number_with_format(row, column, float, format)?;
            }
            Err(_) => {
                sheet.write_string_with_format(row, column, number, format)?;
            }
        },
        Cell::Text(_) | Cell::Integer(_) | Cell::Decimal(_) | Cell::Date(_) => {
            let words = cell.printed();
            let short = words.char_indices().nth(LONGEST_CELL).map_or(words.as_str(), |(end, _)| &words[..end]);
            sheet.write_string_with_format(row, column, short, format)?;
        }
    }
    Ok(())
}

/// Whether Excel shows and keeps every digit of the number.
fn is_exact(number: &str) -> bool {
    let digits = number.trim_start_matches('-').trim_start_matches(['0', '.']);
    digits.bytes().filter(u8::is_ascii_digit).count() <= EXACT_DIGITS
}

fn column_number(index: usize) -> Result<u16, XlsxError> {
    u16::try_from(index).map_err(|_| XlsxError::RowColumnLimitError)
}

fn excel_error(error: XlsxError) -> TableError {
    match error {
        XlsxError::IoError(error) => TableError::Write(error),
        other => TableError::Excel(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use crate::{Cell, Column, ColumnKind, ExcelRows, Table};

    fn read_back(table: &Table) -> Vec<Vec<Data>> {
        let mut workbook = Xlsx::new(Cursor::new(table.to_xlsx().unwrap())).unwrap();
        let sheet = workbook.worksheet_range_at(0).unwrap().unwrap();
        sheet.rows().map(<[Data]>::to_vec).collect()
    }

    #[test]
    fn numbers_are_numbers_where_no_digit_is_lost() {
        let mut table = Table::new(vec![
            Column::new("项目", ColumnKind::Text),
            Column::new("value", ColumnKind::Number),
            Column::new("start", ColumnKind::Integer),
        ]);
        table.push(vec![Cell::text("=1+1"), Cell::number("-19.3"), Cell::Integer(12)]);
        table.push(vec![Cell::text("比例"), Cell::number("3.7:52.9:43.4"), Cell::Empty]);
        table.push(vec![Cell::text("长"), Cell::number("1234567890.1234567"), Cell::Integer(9_007_199_254_740_993)]);
        let rows = read_back(&table);
        assert_eq!(rows[0], ["项目", "value", "start"].map(|name| Data::String(name.to_owned())));
        assert_eq!(rows[1], [Data::String("=1+1".to_owned()), Data::Float(-19.3), Data::Float(12.0)]);
        assert_eq!(rows[2][1], Data::String("3.7:52.9:43.4".to_owned()));
        assert_eq!(rows[3][1], Data::String("1234567890.1234567".to_owned()));
        assert_eq!(rows[3][2], Data::String("9007199254740993".to_owned()));
    }

    #[test]
    fn rows_written_one_by_one_are_the_same_as_those_of_a_table() {
        let columns = vec![Column::new("项目", ColumnKind::Text), Column::new("value", ColumnKind::Number)];
        let rows = [vec![Cell::text("=1+1"), Cell::number("-19.3")], vec![Cell::Empty, Cell::Integer(7)]];
        let mut written = ExcelRows::new(&columns).unwrap();
        let mut table = Table::new(columns);
        for row in rows {
            written.push(&row).unwrap();
            table.push(row);
        }
        let mut bytes = Cursor::new(Vec::new());
        written.finish(&mut bytes).unwrap();
        let mut workbook = Xlsx::new(bytes).unwrap();
        let sheet = workbook.worksheet_range_at(0).unwrap().unwrap();
        assert_eq!(sheet.rows().map(<[Data]>::to_vec).collect::<Vec<_>>(), read_back(&table));
    }

    #[test]
    fn an_empty_table_is_a_workbook_too() {
        let table = Table::new(vec![Column::new("a", ColumnKind::Text)]);
        assert_eq!(read_back(&table).len(), 1);
    }
}
