//! Apache Parquet files: one row group, a column of whole numbers as such, all others as UTF-8.
//!
//! Decimals stay text: a column may hold ranges and ratios, and no digit may be lost.

use std::sync::Arc;

use parquet::basic::{ConvertedType, LogicalType, Repetition, Type as PhysicalType};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use crate::{Cell, Column, ColumnKind, Table, TableError};

impl Table {
    /// The table as a Parquet file. An empty cell is a null.
    pub fn to_parquet(&self) -> std::result::Result<Vec<u8>, TableError> {
        self.written_parquet().map_err(|error| TableError::Parquet(error.to_string()))
    }

    fn written_parquet(&self) -> Result<Vec<u8>> {
        let fields = self.columns.iter().map(field).collect::<Result<Vec<_>>>()?;
        let schema = Arc::new(Type::group_type_builder("duixian").with_fields(fields).build()?);
        let properties = Arc::new(WriterProperties::builder().set_created_by("duixian".to_owned()).build());
        let mut file = SerializedFileWriter::new(Vec::new(), schema, properties)?;
        let mut group = file.next_row_group()?;
        for (index, column) in self.columns.iter().enumerate() {
            let cells = self.rows.iter().map(|row| &row[index]);
            let mut writer = group
                .next_column()?
                .ok_or_else(|| ParquetError::General(format!("no place for the column {}", column.name)))?;
            if column.kind == ColumnKind::Integer {
                let (values, levels) = present(cells, integer);
                writer.typed::<Int64Type>().write_batch(&values, Some(&levels), None)?;
            } else {
                let (values, levels) = present(cells, words);
                writer.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
            }
            writer.close()?;
        }
        group.close()?;
        file.into_inner()
    }
}

fn field(column: &Column) -> Result<Arc<Type>> {
    let is_integer = column.kind == ColumnKind::Integer;
    let physical = if is_integer { PhysicalType::INT64 } else { PhysicalType::BYTE_ARRAY };
    let builder = Type::primitive_type_builder(&column.name, physical).with_repetition(Repetition::OPTIONAL);
    let builder = if is_integer {
        builder
    } else {
        builder.with_logical_type(Some(LogicalType::String)).with_converted_type(ConvertedType::UTF8)
    };
    Ok(Arc::new(builder.build()?))
}

/// The values that are there, and for every row whether it has one.
fn present<'cells, T>(
    cells: impl Iterator<Item = &'cells Cell>,
    value: impl Fn(&Cell) -> Option<T>,
) -> (Vec<T>, Vec<i16>) {
    let mut values = Vec::new();
    let mut levels = Vec::new();
    for cell in cells {
        let found = value(cell);
        levels.push(i16::from(found.is_some()));
        values.extend(found);
    }
    (values, levels)
}

fn integer(cell: &Cell) -> Option<i64> {
    match cell {
        Cell::Integer(number) => Some(*number),
        Cell::Decimal(number) | Cell::Text(number) => number.parse().ok(),
        Cell::Empty | Cell::Date(_) => None,
    }
}

fn words(cell: &Cell) -> Option<ByteArray> {
    match cell {
        Cell::Empty => None,
        _ => Some(ByteArray::from(cell.printed().into_bytes())),
    }
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;

    use crate::{Cell, Column, ColumnKind, Table};

    #[test]
    fn rows_come_back_with_their_nulls() {
        let mut table = Table::new(vec![
            Column::new("subject", ColumnKind::Text),
            Column::new("value", ColumnKind::Number),
            Column::new("start", ColumnKind::Integer),
        ]);
        table.push(vec![Cell::text("基站"), Cell::number("12.50"), Cell::Integer(7)]);
        table.push(vec![Cell::Empty, Cell::number("1..2"), Cell::Empty]);
        let reader = SerializedFileReader::new(bytes::Bytes::from(table.to_parquet().unwrap())).unwrap();
        let rows = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect::<Vec<_>>();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].get_string(0).unwrap(), "基站");
        assert_eq!(rows[0].get_string(1).unwrap(), "12.50");
        assert_eq!(rows[0].get_long(2).unwrap(), 7);
        assert!(rows[1].is_null(0).unwrap() && rows[1].is_null(2).unwrap());
        assert_eq!(rows[1].get_string(1).unwrap(), "1..2");
    }
}
