//! Running statements over either driver.

use sqlx::postgres::{PgArguments, Postgres};
use sqlx::sqlite::{Sqlite, SqliteArguments};
use sqlx::{AssertSqlSafe, Executor};

use super::row::Row;
use super::statement::{Insert, Statement};
use super::value::{Value, without_nul};

/// Rows of one statement on SQLite: enough to be quick, few enough for the 32,766 values that one may have.
const ROWS_ON_SQLITE: usize = 100;
/// Rows of one statement on PostgreSQL, whose values are arrays.
const ROWS_ON_POSTGRES: usize = 5_000;

type SqliteQuery = sqlx::query::Query<'static, Sqlite, SqliteArguments>;
type PostgresQuery = sqlx::query::Query<'static, Postgres, PgArguments>;

/// The one place where text that was put together is run: [`Statement`] and [`Insert`] take fixed pieces only.
fn sqlite_query(statement: Statement) -> SqliteQuery {
    let query = sqlx::query(AssertSqlSafe(statement.text));
    statement.values.into_iter().fold(query, |query, value| match value {
        Value::Text(text) => query.bind(text),
        Value::Integer(number) => query.bind(number),
        Value::Bytes(bytes) => query.bind(bytes),
    })
}

fn postgres_query(statement: Statement) -> PostgresQuery {
    let query = sqlx::query(AssertSqlSafe(statement.text));
    statement.values.into_iter().fold(query, |query, value| match value {
        Value::Text(text) => query.bind(without_nul(text)),
        Value::Integer(number) => query.bind(number),
        Value::Bytes(bytes) => query.bind(bytes),
    })
}

pub(super) async fn sqlite_all<'e>(
    on: impl Executor<'e, Database = Sqlite>,
    statement: Statement,
) -> Result<Vec<Row>, sqlx::Error> {
    Ok(sqlite_query(statement).fetch_all(on).await?.into_iter().map(Row::Sqlite).collect())
}

pub(super) async fn postgres_all<'e>(
    on: impl Executor<'e, Database = Postgres>,
    statement: Statement,
) -> Result<Vec<Row>, sqlx::Error> {
    Ok(postgres_query(statement).fetch_all(on).await?.into_iter().map(Row::Postgres).collect())
}

pub(super) async fn sqlite_execute<'e>(
    on: impl Executor<'e, Database = Sqlite>,
    statement: Statement,
) -> Result<u64, sqlx::Error> {
    Ok(sqlite_query(statement).execute(on).await?.rows_affected())
}

pub(super) async fn postgres_execute<'e>(
    on: impl Executor<'e, Database = Postgres>,
    statement: Statement,
) -> Result<u64, sqlx::Error> {
    Ok(postgres_query(statement).execute(on).await?.rows_affected())
}

/// An insert as queries of SQLite: lists of values. Only texts that come again are kept prepared.
pub(super) fn sqlite_inserts(mut insert: Insert) -> Vec<SqliteQuery> {
    insert.without_doubles();
    let (beginning, end) = (insert.beginning(), insert.end());
    let columns = insert.columns.len();
    let mut queries = Vec::new();
    for rows in chunks(insert.rows, ROWS_ON_SQLITE) {
        let comes_again = rows.len() == 1 || rows.len() == ROWS_ON_SQLITE;
        let mut text = format!("{beginning} values ");
        for row in 0..rows.len() {
            text.push_str(if row == 0 { "(" } else { ", (" });
            for column in 0..columns {
                text.push_str(if column == 0 { "$" } else { ", $" });
                text.push_str(&(row * columns + column + 1).to_string());
            }
            text.push(')');
        }
        text.push_str(&end);
        let statement = Statement { text: text.into(), values: rows.into_iter().flatten().collect() };
        queries.push(sqlite_query(statement).persistent(comes_again));
    }
    queries
}

/// An insert as queries of PostgreSQL: one array a column, so that its text is the same for any number of rows and
/// the server prepares it once.
pub(super) fn postgres_inserts(mut insert: Insert) -> Vec<PostgresQuery> {
    insert.without_doubles();
    let (beginning, end) = (insert.beginning(), insert.end());
    let mut queries = Vec::new();
    for rows in chunks(insert.rows, ROWS_ON_POSTGRES) {
        let columns: Vec<Array> = arrays(rows);
        let types: Vec<String> =
            columns.iter().enumerate().map(|(index, column)| format!("${}::{}[]", index + 1, column.kind())).collect();
        let text = format!("{beginning} select * from unnest({}){end}", types.join(", "));
        let query = sqlx::query(AssertSqlSafe(text));
        queries.push(columns.into_iter().fold(query, |query, column| match column {
            Array::Text(texts) => query.bind(texts),
            Array::Integer(numbers) => query.bind(numbers),
            Array::Bytes(bytes) => query.bind(bytes),
        }));
    }
    queries
}

/// The values of a column.
enum Array {
    Text(Vec<Option<String>>),
    Integer(Vec<Option<i64>>),
    Bytes(Vec<Option<Vec<u8>>>),
}

impl Array {
    fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Integer(_) => "bigint",
            Self::Bytes(_) => "bytea",
        }
    }

    fn push(&mut self, value: Value) {
        match (self, value) {
            (Self::Text(values), Value::Text(value)) => values.push(without_nul(value)),
            (Self::Integer(values), Value::Integer(value)) => values.push(value),
            (Self::Bytes(values), Value::Bytes(value)) => values.push(value),
            (_, value) => debug_assert!(false, "a column's values are of one type, but one is {value:?}"),
        }
    }
}

fn arrays(rows: Vec<Vec<Value>>) -> Vec<Array> {
    let count = rows.len();
    let empty = |value: &Value| match value {
        Value::Text(_) => Array::Text(Vec::with_capacity(count)),
        Value::Integer(_) => Array::Integer(Vec::with_capacity(count)),
        Value::Bytes(_) => Array::Bytes(Vec::with_capacity(count)),
    };
    let mut arrays: Vec<Array> = rows.first().map_or_else(Vec::new, |row| row.iter().map(empty).collect());
    for row in rows {
        for (array, value) in arrays.iter_mut().zip(row) {
            array.push(value);
        }
    }
    arrays
}

fn chunks(rows: Vec<Vec<Value>>, most: usize) -> Vec<Vec<Vec<Value>>> {
    let mut rows = rows.into_iter();
    let most = most.max(1);
    std::iter::from_fn(|| {
        let chunk: Vec<Vec<Value>> = rows.by_ref().take(most).collect();
        (!chunk.is_empty()).then_some(chunk)
    })
    .collect()
}
