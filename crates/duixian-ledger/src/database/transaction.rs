//! Several statements that happen wholly or not at all.

use sqlx::{Postgres, Sqlite};

use super::dialect::Dialect;
use super::row::Row;
use super::statement::{Insert, Statement};
use super::{failure, nothing, run};
use crate::error::LedgerError;

const ACT: &str = "writing";

/// A transaction. Dropped without [`Transaction::commit`], it has not happened.
#[derive(Debug)]
pub(crate) enum Transaction {
    /// On SQLite.
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Transaction {
    /// Which words its statements are put in.
    pub(crate) fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    fn failed<T>(&self, outcome: Result<T, sqlx::Error>) -> Result<T, LedgerError> {
        outcome.map_err(|error| failure::failure(self.dialect(), ACT, &error))
    }

    /// All rows of an answer.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn all(&mut self, statement: Statement) -> Result<Vec<Row>, LedgerError> {
        let outcome = match self {
            Self::Sqlite(on) => run::sqlite_all(&mut **on, statement).await,
            Self::Postgres(on) => run::postgres_all(&mut **on, statement).await,
        };
        self.failed(outcome)
    }

    /// The first row of an answer.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn optional(&mut self, statement: Statement) -> Result<Option<Row>, LedgerError> {
        Ok(self.all(statement).await?.into_iter().next())
    }

    /// The first row of an answer that always has one.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn one(&mut self, statement: Statement) -> Result<Row, LedgerError> {
        self.optional(statement).await?.ok_or_else(nothing)
    }

    /// Does a change, and gives how many rows it touched.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn execute(&mut self, statement: Statement) -> Result<u64, LedgerError> {
        let outcome = match self {
            Self::Sqlite(on) => run::sqlite_execute(&mut **on, statement).await,
            Self::Postgres(on) => run::postgres_execute(&mut **on, statement).await,
        };
        self.failed(outcome)
    }

    /// Writes rows, in as few statements as the database allows.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn insert(&mut self, insert: Insert) -> Result<(), LedgerError> {
        let outcome = match self {
            Self::Sqlite(on) => {
                for query in run::sqlite_inserts(insert) {
                    if let Err(error) = query.execute(&mut **on).await {
                        return self.failed(Err(error));
                    }
                }
                Ok(())
            }
            Self::Postgres(on) => {
                for query in run::postgres_inserts(insert) {
                    if let Err(error) = query.execute(&mut **on).await {
                        return self.failed(Err(error));
                    }
                }
                Ok(())
            }
        };
        self.failed(outcome)
    }

    /// Runs a script of several statements without values.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn script(&mut self, text: &'static str) -> Result<(), LedgerError> {
        let outcome = match self {
            Self::Sqlite(on) => sqlx::raw_sql(text).execute(&mut **on).await.map(|_| ()),
            Self::Postgres(on) => sqlx::raw_sql(text).execute(&mut **on).await.map(|_| ()),
        };
        self.failed(outcome)
    }

    /// Makes everything happen. Only when this returns without a failure is anything kept for sure.
    ///
    /// # Errors
    /// When the database fails. Where the connection broke just now, nobody can tell whether it happened.
    pub(crate) async fn commit(self) -> Result<(), LedgerError> {
        let dialect = self.dialect();
        match self {
            Self::Sqlite(on) => on.commit().await,
            Self::Postgres(on) => on.commit().await,
        }
        .map_err(|error| match failure::failure(dialect, ACT, &error) {
            LedgerError::Unavailable { reason } => LedgerError::Unconfirmed { reason },
            other => other,
        })
    }
}
