//! The store on SQLite and on PostgreSQL: the same statements, through [`Database`].
//!
//! Statements are fixed texts with bound values; only `lists` puts statements together, from fixed pieces.

mod lists;
mod matters;
mod rows;
mod write;

use std::path::Path;

use async_trait::async_trait;

use crate::correction::{Correction, Subject};
use crate::database::Database;
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

/// A store in a database.
#[derive(Clone, Debug)]
pub struct SqlStore {
    database: Database,
}

impl SqlStore {
    /// Opens a database file of SQLite, and makes it if it is not there.
    ///
    /// # Errors
    /// When the file cannot be used or was written by a newer program, or the linked SQLite is too old.
    pub async fn open(path: &Path) -> Result<Self, LedgerError> {
        Self::over(Database::open(path).await?).await
    }

    /// Connects to a database of PostgreSQL that exists: `postgres://user@host/database`, or, by its socket's folder,
    /// `postgres:///database?host=/run/postgresql`. Several programs may use the same one at the same time.
    ///
    /// The connection is not encrypted: it is meant for a local socket or a trusted network.
    ///
    /// # Errors
    /// When the address is none, the server cannot be reached or is too old, or a newer program was there.
    pub async fn connect(address: &str) -> Result<Self, LedgerError> {
        Self::over(Database::connect(address).await?).await
    }

    /// Closes its connections; everything is in the file then.
    pub async fn close(&self) {
        self.database.close().await;
    }

    async fn over(database: Database) -> Result<Self, LedgerError> {
        database.migrate().await?;
        write::create_rows(&database).await?;
        matters::audit::seal_older(&database).await?;
        Ok(Self { database })
    }
}

#[async_trait]
impl Store for SqlStore {
    async fn write(&self, site: &Site, change: Change) -> Result<u64, LedgerError> {
        write::write(&self.database, site, change).await
    }

    async fn events(&self, site: &Site, behind: u64, limit: u32) -> Result<Vec<StoredEvent>, LedgerError> {
        rows::events(&self.database, site, behind, limit).await
    }

    async fn text_sequence(&self, site: &Site) -> Result<u64, LedgerError> {
        rows::text_sequence(&self.database, site).await
    }

    async fn file(&self, site: &Site, content: &ContentHash) -> Result<Option<Vec<u8>>, LedgerError> {
        rows::file(&self.database, site, content).await
    }

    async fn sites(&self) -> Result<Vec<Site>, LedgerError> {
        rows::sites(&self.database).await
    }

    async fn rows_state(&self) -> Result<RowsState, LedgerError> {
        rows::rows_state(&self.database).await
    }

    async fn recreate_rows(&self) -> Result<(), LedgerError> {
        write::recreate_rows(&self.database).await
    }

    async fn rows_are_current(&self) -> Result<(), LedgerError> {
        write::rows_are_current(&self.database).await
    }

    async fn dump(&self, site: &Site) -> Result<Vec<String>, LedgerError> {
        rows::dump(&self.database, site).await
    }

    async fn document(&self, site: &Site, id: &DocumentId) -> Result<Option<DocumentRow>, LedgerError> {
        rows::document(&self.database, site, id).await
    }

    async fn documents(
        &self,
        site: &Site,
        filter: &DocumentFilter,
        page: Page,
    ) -> Result<Paged<DocumentRow>, LedgerError> {
        lists::documents(&self.database, site, filter, page).await
    }

    async fn read_before(&self, site: &Site, engine_version: u32) -> Result<Vec<DocumentId>, LedgerError> {
        rows::read_before(&self.database, site, engine_version).await
    }

    async fn text(&self, site: &Site, id: &DocumentId) -> Result<Text, LedgerError> {
        rows::text(&self.database, site, id).await
    }

    async fn sections(&self, site: &Site, id: &DocumentId) -> Result<Vec<Section>, LedgerError> {
        rows::sections(&self.database, site, id).await
    }

    async fn sentences(
        &self,
        site: &Site,
        id: &DocumentId,
        first: u32,
        count: u32,
    ) -> Result<Vec<Sentence>, LedgerError> {
        rows::sentences(&self.database, site, id, first, count).await
    }

    async fn figures_of(&self, site: &Site, id: &DocumentId) -> Result<Vec<FigureRow>, LedgerError> {
        rows::figures_of(&self.database, site, id).await
    }

    async fn promises_of(&self, site: &Site, id: &DocumentId) -> Result<Vec<PromiseRow>, LedgerError> {
        rows::promises_of(&self.database, site, id).await
    }

    async fn corrections_of(&self, site: &Site, id: &DocumentId) -> Result<Vec<Correction>, LedgerError> {
        rows::corrections_of(&self.database, site, id).await
    }

    async fn correction(&self, site: &Site, id: EventId) -> Result<Option<Correction>, LedgerError> {
        rows::correction(&self.database, site, id).await
    }

    async fn history(&self, site: &Site, subject: Subject, id: &str) -> Result<Vec<Correction>, LedgerError> {
        rows::history(&self.database, site, subject, id).await
    }

    async fn orphans(&self, site: &Site) -> Result<Vec<Correction>, LedgerError> {
        rows::orphans(&self.database, site).await
    }

    async fn decisions(&self, site: &Site) -> Result<Vec<Decision>, LedgerError> {
        rows::decisions(&self.database, site).await
    }

    async fn figure(&self, site: &Site, id: &FigureId) -> Result<Option<FigureRow>, LedgerError> {
        rows::figure(&self.database, site, id).await
    }

    async fn promise(&self, site: &Site, id: &PromiseId) -> Result<Option<PromiseRow>, LedgerError> {
        rows::promise(&self.database, site, id).await
    }

    async fn figures(&self, site: &Site, filter: &FigureFilter, page: Page) -> Result<Paged<FigureItem>, LedgerError> {
        lists::figures(&self.database, site, filter, page).await
    }

    async fn promises(
        &self,
        site: &Site,
        filter: &PromiseFilter,
        page: Page,
    ) -> Result<Paged<PromiseItem>, LedgerError> {
        lists::promises(&self.database, site, filter, page).await
    }

    async fn promise_fields(&self, site: &Site, filter: &PromiseFilter) -> Result<Vec<(String, u64)>, LedgerError> {
        lists::promise_fields(&self.database, site, filter).await
    }

    async fn indicators(&self, site: &Site) -> Result<Vec<IndicatorCount>, LedgerError> {
        lists::indicators(&self.database, site).await
    }

    async fn indicator_points(&self, site: &Site, code: &str) -> Result<Vec<IndicatorPoint>, LedgerError> {
        lists::indicator_points(&self.database, site, code).await
    }

    async fn newest_documents(&self, site: &Site, place: Option<&str>) -> Result<Vec<DocumentRow>, LedgerError> {
        lists::newest_documents(&self.database, site, place).await
    }

    async fn hardness_counts(&self, site: &Site, id: &DocumentId) -> Result<Vec<(String, u64)>, LedgerError> {
        lists::hardness_counts(&self.database, site, id).await
    }

    async fn field_counts(&self, site: &Site, id: &DocumentId) -> Result<Vec<FieldCount>, LedgerError> {
        lists::field_counts(&self.database, site, id).await
    }

    async fn sentences_behind(
        &self,
        site: &Site,
        behind: Option<(&DocumentId, u32)>,
        limit: u32,
    ) -> Result<Vec<PlacedSentence>, LedgerError> {
        rows::sentences_behind(&self.database, site, behind, limit).await
    }

    async fn marks_in(
        &self,
        site: &Site,
        id: &DocumentId,
        sentence: u32,
    ) -> Result<(Vec<FigureId>, Vec<PromiseId>), LedgerError> {
        rows::marks_in(&self.database, site, id, sentence).await
    }

    async fn status(&self, site: &Site) -> Result<Status, LedgerError> {
        rows::status(&self.database, site).await
    }
}
