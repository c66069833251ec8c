//! The store on SQLite: one writer, several readers, full durability.
//!
//! Statements are fixed texts with bound values; only `lists` puts statements together, from fixed pieces.

mod lists;
mod rows;
mod write;

use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};

use crate::correction::{Correction, Subject};
use crate::decision::Decision;
use crate::error::LedgerError;
use crate::event::StoredEvent;
use crate::identity::{ContentHash, DocumentId, EventId, FigureId, PromiseId, Site};
use crate::query::{
    DocumentFilter, FieldCount, FigureFilter, FigureItem, IndicatorCount, IndicatorPoint, Page, Paged, PromiseFilter,
    PromiseItem, Status,
};
use crate::rows::{DocumentRow, FigureRow, PromiseRow, Section, Sentence, Text};
use crate::store::{Change, PlacedSentence, RowsState, Store};

/// Older versions can lose data when a write-ahead log is reset.
const OLDEST_SQLITE: &str = "3.51.3";
const READERS: u32 = 4;
const PATIENCE: Duration = Duration::from_secs(10);

/// A database file.
#[derive(Clone, Debug)]
pub struct SqliteStore {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl SqliteStore {
    /// Opens the database, and makes it if it is not there.
    ///
    /// # Errors
    /// When the file cannot be used or was written by a newer program, or the linked SQLite is too old.
    pub async fn open(path: &Path) -> Result<Self, LedgerError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE);
        let writer = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await;
        let writer = writer.map_err(|error| failure("opening the database", &error))?;
        let readers = SqlitePoolOptions::new().max_connections(READERS).connect_with(options).await;
        let readers = readers.map_err(|error| failure("opening the database", &error))?;
        let store = Self { writer, readers };
        store.check_version().await?;
        store.migrate().await?;
        Ok(store)
    }

    async fn check_version(&self) -> Result<(), LedgerError> {
        let found: String = sqlx::query_scalar("select sqlite_version()")
            .fetch_one(&self.readers)
            .await
            .map_err(|error| failure("asking for the version", &error))?;
        if version(&found) < version(OLDEST_SQLITE) {
            return Err(LedgerError::OldDatabase { engine: "SQLite", found, wanted: OLDEST_SQLITE });
        }
        Ok(())
    }

    async fn migrate(&self) -> Result<(), LedgerError> {
        let migrations = sqlx::migrate!("./migrations/sqlite/truth");
        let mut outcome = migrations.run(&self.writer).await;
        if outcome.is_err() {
            // Another program may have prepared the same new database at the same time.
            outcome = migrations.run(&self.writer).await;
        }
        outcome.map_err(|error| match error {
            sqlx::migrate::MigrateError::VersionMissing(found) => {
                let known = migrations.iter().map(|migration| migration.version).max().unwrap_or_default();
                LedgerError::Newer { what: "database", found: number(found), known: number(known) }
            }
            other => LedgerError::Storage { act: "preparing the database", reason: other.to_string() },
        })?;
        write::create_rows(&self.writer).await
    }
}

fn number(version: i64) -> u32 {
    u32::try_from(version).unwrap_or(u32::MAX)
}

fn version(text: &str) -> Vec<u32> {
    text.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

/// A failure of the database, in the ledger's words.
fn failure(act: &'static str, error: &sqlx::Error) -> LedgerError {
    // Busy and locked, and busy while another program recovers the log or has a newer snapshot.
    const BUSY: [&str; 4] = ["5", "6", "261", "517"];
    if let sqlx::Error::Database(database) = error
        && database.code().is_some_and(|code| BUSY.contains(&&*code))
    {
        return LedgerError::Busy;
    }
    if matches!(error, sqlx::Error::PoolTimedOut) {
        return LedgerError::Busy;
    }
    LedgerError::Storage { act, reason: error.to_string() }
}

#[async_trait]
impl Store for SqliteStore {
    async fn write(&self, site: &Site, change: Change) -> Result<u64, LedgerError> {
        write::write(&self.writer, site, change).await
    }

    async fn events(&self, site: &Site, behind: u64, limit: u32) -> Result<Vec<StoredEvent>, LedgerError> {
        rows::events(&self.readers, site, behind, limit).await
    }

    async fn text_sequence(&self, site: &Site) -> Result<u64, LedgerError> {
        rows::text_sequence(&self.readers, site).await
    }

    async fn file(&self, site: &Site, content: &ContentHash) -> Result<Option<Vec<u8>>, LedgerError> {
        rows::file(&self.readers, site, content).await
    }

    async fn sites(&self) -> Result<Vec<Site>, LedgerError> {
        rows::sites(&self.readers).await
    }

    async fn rows_state(&self) -> Result<RowsState, LedgerError> {
        rows::rows_state(&self.readers).await
    }

    async fn recreate_rows(&self) -> Result<(), LedgerError> {
        write::recreate_rows(&self.writer).await
    }

    async fn rows_are_current(&self) -> Result<(), LedgerError> {
        write::rows_are_current(&self.writer).await
    }

    async fn dump(&self, site: &Site) -> Result<Vec<String>, LedgerError> {
        rows::dump(&self.readers, site).await
    }

    async fn document(&self, site: &Site, id: &DocumentId) -> Result<Option<DocumentRow>, LedgerError> {
        rows::document(&self.readers, site, id).await
    }

    async fn documents(
        &self,
        site: &Site,
        filter: &DocumentFilter,
        page: Page,
    ) -> Result<Paged<DocumentRow>, LedgerError> {
        lists::documents(&self.readers, site, filter, page).await
    }

    async fn read_before(&self, site: &Site, engine_version: u32) -> Result<Vec<DocumentId>, LedgerError> {
        rows::read_before(&self.readers, site, engine_version).await
    }

    async fn text(&self, site: &Site, id: &DocumentId) -> Result<Text, LedgerError> {
        rows::text(&self.readers, site, id).await
    }

    async fn sections(&self, site: &Site, id: &DocumentId) -> Result<Vec<Section>, LedgerError> {
        rows::sections(&self.readers, site, id).await
    }

    async fn sentences(
        &self,
        site: &Site,
        id: &DocumentId,
        first: u32,
        count: u32,
    ) -> Result<Vec<Sentence>, LedgerError> {
        rows::sentences(&self.readers, site, id, first, count).await
    }

    async fn figures_of(&self, site: &Site, id: &DocumentId) -> Result<Vec<FigureRow>, LedgerError> {
        rows::figures_of(&self.readers, site, id).await
    }

    async fn promises_of(&self, site: &Site, id: &DocumentId) -> Result<Vec<PromiseRow>, LedgerError> {
        rows::promises_of(&self.readers, site, id).await
    }

    async fn corrections_of(&self, site: &Site, id: &DocumentId) -> Result<Vec<Correction>, LedgerError> {
        rows::corrections_of(&self.readers, site, id).await
    }

    async fn correction(&self, site: &Site, id: EventId) -> Result<Option<Correction>, LedgerError> {
        rows::correction(&self.readers, site, id).await
    }

    async fn history(&self, site: &Site, subject: Subject, id: &str) -> Result<Vec<Correction>, LedgerError> {
        rows::history(&self.readers, site, subject, id).await
    }

    async fn orphans(&self, site: &Site) -> Result<Vec<Correction>, LedgerError> {
        rows::orphans(&self.readers, site).await
    }

    async fn decisions(&self, site: &Site) -> Result<Vec<Decision>, LedgerError> {
        rows::decisions(&self.readers, site).await
    }

    async fn figure(&self, site: &Site, id: &FigureId) -> Result<Option<FigureRow>, LedgerError> {
        rows::figure(&self.readers, site, id).await
    }

    async fn promise(&self, site: &Site, id: &PromiseId) -> Result<Option<PromiseRow>, LedgerError> {
        rows::promise(&self.readers, site, id).await
    }

    async fn figures(&self, site: &Site, filter: &FigureFilter, page: Page) -> Result<Paged<FigureItem>, LedgerError> {
        lists::figures(&self.readers, site, filter, page).await
    }

    async fn promises(
        &self,
        site: &Site,
        filter: &PromiseFilter,
        page: Page,
    ) -> Result<Paged<PromiseItem>, LedgerError> {
        lists::promises(&self.readers, site, filter, page).await
    }

    async fn promise_fields(&self, site: &Site, filter: &PromiseFilter) -> Result<Vec<(String, u64)>, LedgerError> {
        lists::promise_fields(&self.readers, site, filter).await
    }

    async fn indicators(&self, site: &Site) -> Result<Vec<IndicatorCount>, LedgerError> {
        lists::indicators(&self.readers, site).await
    }

    async fn indicator_points(&self, site: &Site, code: &str) -> Result<Vec<IndicatorPoint>, LedgerError> {
        lists::indicator_points(&self.readers, site, code).await
    }

    async fn newest_documents(&self, site: &Site, place: Option<&str>) -> Result<Vec<DocumentRow>, LedgerError> {
        lists::newest_documents(&self.readers, site, place).await
    }

    async fn hardness_counts(&self, site: &Site, id: &DocumentId) -> Result<Vec<(String, u64)>, LedgerError> {
        lists::hardness_counts(&self.readers, site, id).await
    }

    async fn field_counts(&self, site: &Site, id: &DocumentId) -> Result<Vec<FieldCount>, LedgerError> {
        lists::field_counts(&self.readers, site, id).await
    }

    async fn sentences_behind(
        &self,
        site: &Site,
        behind: Option<(&DocumentId, u32)>,
        limit: u32,
    ) -> Result<Vec<PlacedSentence>, LedgerError> {
        rows::sentences_behind(&self.readers, site, behind, limit).await
    }

    async fn marks_in(
        &self,
        site: &Site,
        id: &DocumentId,
        sentence: u32,
    ) -> Result<(Vec<FigureId>, Vec<PromiseId>), LedgerError> {
        rows::marks_in(&self.readers, site, id, sentence).await
    }

    async fn status(&self, site: &Site) -> Result<Status, LedgerError> {
        rows::status(&self.readers, site).await
    }
}
