//! Rows that a database gave, and their columns in our types.

use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Column, Row as _, TypeInfo};

use crate::error::LedgerError;

/// A row of an answer.
#[derive(Debug)]
pub(crate) enum Row {
    /// From SQLite.
    Sqlite(SqliteRow),
    /// From PostgreSQL.
    Postgres(PgRow),
}

impl Row {
    /// A column's value.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] where there is no such column, or it holds something else.
    pub(crate) fn get<T: FromColumn>(&self, name: &'static str) -> Result<T, LedgerError> {
        T::from_column(self, name)
    }

    fn text(&self, name: &'static str) -> Result<Option<String>, LedgerError> {
        match self {
            Self::Sqlite(row) => row.try_get(name),
            Self::Postgres(row) => row.try_get(name),
        }
        .map_err(|error| damaged(name, &error.to_string()))
    }

    fn bytes(&self, name: &'static str) -> Result<Option<Vec<u8>>, LedgerError> {
        match self {
            Self::Sqlite(row) => row.try_get(name),
            Self::Postgres(row) => row.try_get(name),
        }
        .map_err(|error| damaged(name, &error.to_string()))
    }

    fn integer(&self, name: &'static str) -> Result<Option<i64>, LedgerError> {
        match self {
            Self::Sqlite(row) => row.try_get(name),
            Self::Postgres(row) => {
                let column = row.try_column(name).map_err(|error| damaged(name, &error.to_string()))?;
                match column.type_info().name() {
                    // What the database makes itself is often narrower: a literal, a comparison.
                    "INT4" => row.try_get::<Option<i32>, _>(name).map(|number| number.map(i64::from)),
                    "BOOL" => row.try_get::<Option<bool>, _>(name).map(|yes| yes.map(i64::from)),
                    _ => row.try_get(name),
                }
            }
        }
        .map_err(|error| damaged(name, &error.to_string()))
    }
}

fn damaged(name: &str, reason: &str) -> LedgerError {
    LedgerError::Damaged { reason: format!("the column {name}: {reason}") }
}

/// A type that a column can be read as.
pub(crate) trait FromColumn: Sized {
    /// The value of a column.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] where there is no such column, or it holds something else.
    fn from_column(row: &Row, name: &'static str) -> Result<Self, LedgerError>;
}

macro_rules! read {
    ($($type:ty: $found:ident => $made:expr;)+) => {
        $(
            impl FromColumn for Option<$type> {
                fn from_column(row: &Row, name: &'static str) -> Result<Self, LedgerError> {
                    let Some(found) = row.$found(name)? else { return Ok(None) };
                    let made: Result<$type, _> = $made(found);
                    made.map(Some).map_err(|_| damaged(name, "the number does not fit"))
                }
            }

            impl FromColumn for $type {
                fn from_column(row: &Row, name: &'static str) -> Result<Self, LedgerError> {
                    let found: Option<$type> = row.get(name)?;
                    found.ok_or_else(|| damaged(name, "there is no value"))
                }
            }
        )+
    };
}

read! {
    String: text => Ok::<_, std::convert::Infallible>;
    Vec<u8>: bytes => Ok::<_, std::convert::Infallible>;
    i64: integer => Ok::<_, std::convert::Infallible>;
    u64: integer => u64::try_from;
    u32: integer => u32::try_from;
    bool: integer => |number| Ok::<_, std::convert::Infallible>(number != 0);
}
