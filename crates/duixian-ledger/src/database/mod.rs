//! One way to run SQL on SQLite and on PostgreSQL: the same text wherever possible, full durability on both.
//!
//! Whole numbers are of 64 bits, yes and no are 1 and 0, moments are text. SQLite has one writer and several readers;
//! on PostgreSQL writers take turns by the lock on their site's row of `head`. Knows no table but that one.

mod dialect;
mod failure;
mod row;
mod run;
mod statement;
mod transaction;
mod value;

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};

use crate::error::LedgerError;

pub(crate) use dialect::Dialect;
pub(crate) use row::Row;
pub(crate) use statement::{Insert, Statement};
pub(crate) use transaction::Transaction;

/// Older versions can lose data when a write-ahead log is reset.
const OLDEST_SQLITE: &str = "3.51.3";
/// The oldest one that its makers still keep.
const OLDEST_POSTGRES: &str = "14";
const READERS: u32 = 4;
const CONNECTIONS: u32 = 12;
const PATIENCE: Duration = Duration::from_secs(10);

/// A database, with its connections. Clones are the same one.
#[derive(Clone, Debug)]
pub(crate) enum Database {
    /// A file.
    Sqlite {
        /// The one connection that writes.
        writer: SqlitePool,
        /// Those that read.
        readers: SqlitePool,
    },
    /// A server.
    Postgres(PgPool),
}

impl Database {
    /// Opens a database file, and makes it if it is not there.
    ///
    /// # Errors
    /// When the file cannot be used, or the linked SQLite is too old.
    pub(crate) async fn open(path: &Path) -> Result<Self, LedgerError> {
        const ACT: &str = "opening the database";
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE);
        let failed = |error| failure::failure(Dialect::Sqlite, ACT, &error);
        let writer = sqlite_connections(1).connect_with(options.clone()).await.map_err(failed)?;
        let readers = sqlite_connections(READERS).connect_with(options).await.map_err(failed)?;
        let database = Self::Sqlite { writer, readers };
        let version = database.one(Statement::new("select sqlite_version() as version")).await?;
        database.check_version("SQLite", &version.get::<String>("version")?, OLDEST_SQLITE)?;
        Ok(database)
    }

    /// Connects to a server: `postgres://user@host/database`, or `postgres:///database?host=/run/postgresql`.
    ///
    /// The connection is not encrypted: it is meant for a local socket or a trusted network.
    ///
    /// # Errors
    /// [`LedgerError::BadAddress`] where this is no such address; otherwise when the server cannot be used.
    pub(crate) async fn connect(address: &str) -> Result<Self, LedgerError> {
        let is_postgres = address.starts_with("postgres://") || address.starts_with("postgresql://");
        let options = PgConnectOptions::from_str(address).ok().filter(|_| is_postgres);
        // The address is not repeated: it may hold a password.
        let options = options.ok_or(LedgerError::BadAddress)?;
        let options = options
            .application_name("duixian")
            // What is acknowledged must be kept, whatever the server's habit; waiting ends, as on SQLite.
            .options([("synchronous_commit", "on"), ("lock_timeout", "10s"), ("timezone", "UTC")])
            .disable_statement_logging();
        let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(PATIENCE);
        let failed = |error| failure::failure(Dialect::Postgres, "connecting to the database", &error);
        let database = Self::Postgres(pool.connect_with(options).await.map_err(failed)?);
        let asked = "select current_setting('server_version') as version, \
                     current_setting('server_encoding') as encoding";
        let found = database.one(Statement::new(asked)).await?;
        database.check_version("PostgreSQL", &found.get::<String>("version")?, OLDEST_POSTGRES)?;
        let encoding: String = found.get("encoding")?;
        if encoding != "UTF8" {
            let reason = format!("its encoding is {encoding}, it must be UTF8");
            return Err(LedgerError::Storage { act: "connecting to the database", reason });
        }
        Ok(database)
    }

    #[expect(clippy::unused_self, reason = "the version is a database's")]
    fn check_version(&self, engine: &'static str, found: &str, wanted: &'static str) -> Result<(), LedgerError> {
        if version(found) < version(wanted) {
            return Err(LedgerError::OldDatabase { engine, found: found.to_owned(), wanted });
        }
        Ok(())
    }

    /// Brings the tables that are kept for ever to the form of this program.
    ///
    /// # Errors
    /// [`LedgerError::Newer`] where a newer program was here.
    pub(crate) async fn migrate(&self) -> Result<(), LedgerError> {
        let (migrations, outcome) = match self {
            Self::Sqlite { writer, .. } => {
                let migrations: Migrator = sqlx::migrate!("./migrations/sqlite/truth");
                let mut outcome = migrations.run(writer).await;
                if outcome.is_err() {
                    // Another program may have prepared the same new database at the same time.
                    outcome = migrations.run(writer).await;
                }
                (migrations, outcome)
            }
            Self::Postgres(pool) => {
                let migrations: Migrator = sqlx::migrate!("./migrations/postgres/truth");
                let outcome = migrations.run(pool).await;
                (migrations, outcome)
            }
        };
        outcome.map_err(|error| match error {
            MigrateError::VersionMissing(found) => {
                let known = migrations.iter().map(|migration| migration.version).max().unwrap_or_default();
                LedgerError::Newer { what: "database", found: number(found), known: number(known) }
            }
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
                failure::failure(self.dialect(), "preparing the database", &error)
            }
            other => LedgerError::Storage { act: "preparing the database", reason: other.to_string() },
        })
    }

    /// Closes all connections.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }

    /// Which words its statements are put in.
    pub(crate) fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite { .. } => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    /// All rows of an answer.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn all(&self, statement: Statement) -> Result<Vec<Row>, LedgerError> {
        match self {
            Self::Sqlite { readers, .. } => run::sqlite_all(readers, statement).await,
            Self::Postgres(pool) => run::postgres_all(pool, statement).await,
        }
        .map_err(|error| failure::failure(self.dialect(), "reading", &error))
    }

    /// The first row of an answer.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn optional(&self, statement: Statement) -> Result<Option<Row>, LedgerError> {
        Ok(self.all(statement).await?.into_iter().next())
    }

    /// The first row of an answer that always has one.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn one(&self, statement: Statement) -> Result<Row, LedgerError> {
        self.optional(statement).await?.ok_or_else(nothing)
    }

    /// Begins a transaction that writes. What is not committed has not happened.
    ///
    /// On SQLite it waits until nobody else writes. On PostgreSQL it waits for nobody: whoever writes events takes the
    /// lock on their site's row of `head` first.
    ///
    /// # Errors
    /// When the database fails, or is held by another writer for too long.
    pub(crate) async fn begin(&self) -> Result<Transaction, LedgerError> {
        match self {
            Self::Sqlite { writer, .. } => writer.begin_with("begin immediate").await.map(Transaction::Sqlite),
            Self::Postgres(pool) => pool.begin().await.map(Transaction::Postgres),
        }
        .map_err(|error| failure::failure(self.dialect(), "beginning to write", &error))
    }

    /// Begins a transaction whose every question is answered as of one moment. It must not write.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn begin_read(&self) -> Result<Transaction, LedgerError> {
        match self {
            Self::Sqlite { readers, .. } => readers.begin().await.map(Transaction::Sqlite),
            Self::Postgres(pool) => {
                let begin = "begin isolation level repeatable read read only";
                pool.begin_with(begin).await.map(Transaction::Postgres)
            }
        }
        .map_err(|error| failure::failure(self.dialect(), "beginning to read", &error))
    }
}

/// Connections to a file: kept open, as on a full disk SQLite cannot open a file anew, but goes on reading an open one.
fn sqlite_connections(most: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new().max_connections(most).idle_timeout(None).max_lifetime(None).after_release(
        |connection, _| {
            // After some failures, a full disk among them, SQLite takes a transaction back by itself. The driver then
            // cannot, and refuses to begin another one on this connection for ever: it is closed, the next one is new.
            Box::pin(async move {
                connection.ping().await?;
                Ok(!connection.is_in_transaction())
            })
        },
    )
}

fn nothing() -> LedgerError {
    LedgerError::Damaged { reason: "the database gave no row where there always is one".to_owned() }
}

fn number(version: i64) -> u32 {
    u32::try_from(version).unwrap_or(u32::MAX)
}

/// `15.18 (Debian 15.18-0+deb12u1)` as numbers.
fn version(text: &str) -> Vec<u32> {
    let numbers = text.split(' ').next().unwrap_or_default();
    numbers.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_full_disk_is_named_and_what_was_there_stays() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::open(&folder.path().join("ledger.sqlite")).await.unwrap();
        let mut transaction = database.begin().await.unwrap();
        transaction.script("create table one (bytes blob) strict; insert into one values (x'00')").await.unwrap();
        transaction.commit().await.unwrap();

        let limit = |pages: &'static str| {
            let Database::Sqlite { writer, .. } = database.clone() else { panic!("a file is SQLite") };
            async move { sqlx::raw_sql(pages).execute(&writer).await.unwrap() }
        };
        limit("pragma max_page_count = 10").await;
        let mut transaction = database.begin().await.unwrap();
        let mut insert = Insert::into("one", &["bytes"]);
        insert.row([vec![1_u8; 1_000_000].into()]);
        assert_eq!(transaction.insert(insert.clone()).await.unwrap_err(), LedgerError::Full);
        drop(transaction);

        let count = || Statement::new("select count(*) as total from one");
        assert_eq!(database.one(count()).await.unwrap().get::<u64>("total").unwrap(), 1);
        limit("pragma max_page_count = 100000").await;
        let mut transaction = database.begin().await.unwrap();
        transaction.insert(insert).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(database.one(count()).await.unwrap().get::<u64>("total").unwrap(), 2);
    }

    #[test]
    fn versions_are_compared_by_number() {
        assert!(version("15.18 (Debian 15.18-0+deb12u1)") > version("14"));
        assert!(version("3.51.3") >= version(OLDEST_SQLITE) && version("3.9.0") < version(OLDEST_SQLITE));
        assert!(version("9.6.24") < version(OLDEST_POSTGRES));
    }
}
