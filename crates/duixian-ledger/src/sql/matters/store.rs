//! The contract of matters, over a database.

use async_trait::async_trait;
use duixian_matters::matter::{Matter, MatterId};
use jiff::Timestamp;

use super::{audit, copies, lists, measures, read};
use crate::audit::Sealed;
use crate::error::LedgerError;
use crate::event::StoredEvent;
use crate::identity::{ContentHash, Site};
use crate::matters::measured::{MeasureQuery, MeasureRow, MeasureSums};
use crate::matters::query::{MatterFilter, MatterPage, Square, TurnQuery};
use crate::matters::row::{Answer, Counter, Firing, MatterItem};
use crate::matters::store::MatterStore;
use crate::query::{Page, Paged};
use crate::sql::{SqlStore, rows};

#[async_trait]
impl MatterStore for SqlStore {
    async fn matters_by_id(&self, site: &Site, ids: &[MatterId]) -> Result<Vec<(Matter, u64)>, LedgerError> {
        read::by_id(&self.database, site, ids).await
    }

    async fn answers(&self, site: &Site, keys: &[String]) -> Result<Vec<Answer>, LedgerError> {
        read::answers(&self.database, site, keys).await
    }

    async fn counters(&self, site: &Site, kinds: &[String]) -> Result<Vec<Counter>, LedgerError> {
        read::counters(&self.database, site, kinds).await
    }

    async fn matter_items(&self, site: &Site, ids: &[MatterId]) -> Result<Vec<MatterItem>, LedgerError> {
        read::items(&self.database, site, ids).await
    }

    async fn matters(&self, site: &Site, filter: &MatterFilter, page: Page) -> Result<MatterPage, LedgerError> {
        lists::matters(&self.database, site, filter, page).await
    }

    async fn matters_behind(
        &self,
        site: &Site,
        filter: &MatterFilter,
        behind: Option<&MatterItem>,
        limit: u32,
    ) -> Result<Vec<MatterItem>, LedgerError> {
        lists::behind(&self.database, site, filter, behind, limit).await
    }

    async fn matter_ids(&self, site: &Site, behind: &str, limit: u32) -> Result<Vec<MatterId>, LedgerError> {
        read::ids(&self.database, site, behind, limit).await
    }

    async fn matters_by_import_key(
        &self,
        site: &Site,
        kind: &str,
        keys: &[String],
    ) -> Result<Vec<(String, MatterItem)>, LedgerError> {
        read::by_import_key(&self.database, site, kind, keys).await
    }

    async fn matters_in(&self, site: &Site, square: &Square) -> Result<Vec<MatterItem>, LedgerError> {
        lists::within(&self.database, site, square).await
    }

    async fn turns(&self, site: &Site, query: &TurnQuery) -> Result<(Vec<MatterItem>, u64), LedgerError> {
        lists::turns(&self.database, site, query).await
    }

    async fn matter_counts(&self, site: &Site, kind: &str) -> Result<(u64, u64), LedgerError> {
        lists::counts(&self.database, site, kind).await
    }

    async fn matter_events(
        &self,
        site: &Site,
        id: &MatterId,
        behind: u64,
        limit: u32,
    ) -> Result<Vec<StoredEvent>, LedgerError> {
        rows::events_about(&self.database, site, &id.0, behind, limit).await
    }

    async fn firings(&self, site: &Site, now: Timestamp, limit: u32) -> Result<Vec<Firing>, LedgerError> {
        read::firings(&self.database, site, now, limit).await
    }

    async fn forget_firing(&self, site: &Site, firing: &Firing) -> Result<(), LedgerError> {
        read::forget_firing(&self.database, site, firing).await
    }

    async fn provisional(&self, site: &Site, behind: &str, limit: u32) -> Result<Vec<MatterId>, LedgerError> {
        read::provisional(&self.database, site, behind, limit).await
    }

    async fn measure_sums(&self, site: &Site, query: &MeasureQuery) -> Result<Vec<MeasureSums>, LedgerError> {
        measures::sums(&self.database, site, query).await
    }

    async fn measure_rows(
        &self,
        site: &Site,
        query: &MeasureQuery,
        page: Page,
    ) -> Result<Paged<MeasureRow>, LedgerError> {
        measures::rows(&self.database, site, query, page).await
    }

    async fn fact(&self, name: &str) -> Result<Option<String>, LedgerError> {
        rows::fact(&self.database, name).await
    }

    async fn put_fact(&self, name: &str, value: &str) -> Result<(), LedgerError> {
        rows::put_fact(&self.database, name, value).await
    }

    async fn head(&self, site: &Site) -> Result<u64, LedgerError> {
        audit::head(&self.database, site).await
    }

    async fn contents(&self, site: &Site, behind: &str, limit: u32) -> Result<Vec<ContentHash>, LedgerError> {
        copies::contents(&self.database, site, behind, limit).await
    }

    async fn answers_behind(&self, site: &Site, behind: &str, limit: u32) -> Result<Vec<Answer>, LedgerError> {
        copies::answers_behind(&self.database, site, behind, limit).await
    }

    async fn put_sealed(&self, site: &Site, events: Vec<Sealed>) -> Result<(), LedgerError> {
        copies::put_sealed(&self.database, site, events).await
    }

    async fn put_answers(&self, site: &Site, answers: Vec<Answer>) -> Result<(), LedgerError> {
        copies::put_answers(&self.database, site, answers).await
    }

    async fn put_file(&self, site: &Site, content: &ContentHash, bytes: Vec<u8>) -> Result<(), LedgerError> {
        copies::put_file(&self.database, site, content, bytes).await
    }

    async fn sealed(&self, site: &Site, behind: u64, limit: u32) -> Result<Vec<Sealed>, LedgerError> {
        audit::sealed(&self.database, site, behind, limit).await
    }
}
