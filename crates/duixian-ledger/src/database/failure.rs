//! What a database says went wrong, in the ledger's words. A password is never among them.

use sqlx::error::DatabaseError;

use super::dialect::Dialect;
use crate::error::LedgerError;

/// Busy and locked, and busy while another program recovers the log or has a newer snapshot.
const SQLITE_BUSY: [&str; 4] = ["5", "6", "261", "517"];
/// Full, and no room for the file by which connections share the log.
const SQLITE_FULL: [&str; 2] = ["13", "4874"];
/// Serialization failure, deadlock, lock not available, too many connections.
const POSTGRES_BUSY: [&str; 4] = ["40001", "40P01", "55P03", "53300"];
const POSTGRES_FULL: &str = "53100";
/// The server stops, crashed, or is starting; an idle transaction was cut off. Class 08 are broken connections.
const POSTGRES_AWAY: [&str; 4] = ["57P01", "57P02", "57P03", "25P03"];

/// A failure while doing something.
pub(super) fn failure(dialect: Dialect, act: &'static str, error: &sqlx::Error) -> LedgerError {
    let reason = error.to_string();
    match error {
        sqlx::Error::Database(database) => of_database(dialect, act, &**database),
        sqlx::Error::PoolTimedOut if dialect == Dialect::Sqlite => LedgerError::Busy,
        // A pool tries to connect again until its patience ends.
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
            LedgerError::Unavailable { reason }
        }
        sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) if dialect == Dialect::Postgres => {
            LedgerError::Unavailable { reason }
        }
        _ => LedgerError::Storage { act, reason },
    }
}

fn of_database(dialect: Dialect, act: &'static str, error: &dyn DatabaseError) -> LedgerError {
    let code = error.code().unwrap_or_default();
    let reason = error.message().to_owned();
    let (is_busy, is_full, is_away) = match dialect {
        Dialect::Sqlite => (SQLITE_BUSY.contains(&&*code), SQLITE_FULL.contains(&&*code), false),
        Dialect::Postgres => (
            POSTGRES_BUSY.contains(&&*code),
            code == POSTGRES_FULL,
            code.starts_with("08") || POSTGRES_AWAY.contains(&&*code),
        ),
    };
    if is_busy {
        LedgerError::Busy
    } else if is_full {
        LedgerError::Full
    } else if is_away {
        LedgerError::Unavailable { reason }
    } else {
        LedgerError::Storage { act, reason }
    }
}
