//! What a store must do for matters, in plain types, without a word of SQL.

use async_trait::async_trait;
use duixian_matters::matter::{Matter, MatterId};
use jiff::Timestamp;

use super::measured::{MeasureQuery, MeasureRow, MeasureSums};
use super::query::{MatterFilter, MatterPage, Square, TurnQuery};
use super::row::{Answer, Counter, Firing, MatterItem};
use crate::audit::Sealed;
use crate::error::LedgerError;
use crate::event::StoredEvent;
use crate::identity::{ContentHash, Site};
use crate::query::{Page, Paged};

/// The part of the contract of a store that is about matters. They are written by [`crate::Store::write`].
#[async_trait]
pub trait MatterStore: Send + Sync {
    /// Those of these matters that are there, each with its revision.
    async fn matters_by_id(&self, site: &Site, ids: &[MatterId]) -> Result<Vec<(Matter, u64)>, LedgerError>;

    /// Answers to orders with these keys, where there are any.
    async fn answers(&self, site: &Site, keys: &[String]) -> Result<Vec<Answer>, LedgerError>;

    /// The counters of these kinds.
    async fn counters(&self, site: &Site, kinds: &[String]) -> Result<Vec<Counter>, LedgerError>;

    /// Some matters as lists show them, in the order of their ids.
    async fn matter_items(&self, site: &Site, ids: &[MatterId]) -> Result<Vec<MatterItem>, LedgerError>;

    /// A list.
    async fn matters(&self, site: &Site, filter: &MatterFilter, page: Page) -> Result<MatterPage, LedgerError>;

    /// A part of a list in the order of opening, behind one of its matters.
    async fn matters_behind(
        &self,
        site: &Site,
        filter: &MatterFilter,
        behind: Option<&MatterItem>,
        limit: u32,
    ) -> Result<Vec<MatterItem>, LedgerError>;

    /// Ids of all matters, in their order, behind one.
    async fn matter_ids(&self, site: &Site, behind: &str, limit: u32) -> Result<Vec<MatterId>, LedgerError>;

    /// Matters by what names a row of an imported table, each with that key.
    async fn matters_by_import_key(
        &self,
        site: &Site,
        kind: &str,
        keys: &[String],
    ) -> Result<Vec<(String, MatterItem)>, LedgerError>;

    /// Open or waiting matters in a square, the newest first.
    async fn matters_in(&self, site: &Site, square: &Square) -> Result<Vec<MatterItem>, LedgerError>;

    /// Matters whose turn it is for some owners, those with the nearest end first, and how many there are, counted up
    /// to a thousand an owner.
    async fn turns(&self, site: &Site, query: &TurnQuery) -> Result<(Vec<MatterItem>, u64), LedgerError>;

    /// How many open or waiting, and how many late matters of a kind there are, counted up to a bound.
    async fn matter_counts(&self, site: &Site, kind: &str) -> Result<(u64, u64), LedgerError>;

    /// The events of a matter behind a sequence, in order.
    async fn matter_events(
        &self,
        site: &Site,
        id: &MatterId,
        behind: u64,
        limit: u32,
    ) -> Result<Vec<StoredEvent>, LedgerError>;

    /// Clocks whose moment has come, the earliest first.
    async fn firings(&self, site: &Site, now: Timestamp, limit: u32) -> Result<Vec<Firing>, LedgerError>;

    /// Takes a clock's moment away where the clock still has the generation: nothing was to be done.
    async fn forget_firing(&self, site: &Site, firing: &Firing) -> Result<(), LedgerError>;

    /// Matters with a provisional clock, in the order of their ids, behind one.
    async fn provisional(&self, site: &Site, behind: &str, limit: u32) -> Result<Vec<MatterId>, LedgerError>;

    /// The sums of a measure: the whole, and each of its parts.
    async fn measure_sums(&self, site: &Site, query: &MeasureQuery) -> Result<Vec<MeasureSums>, LedgerError>;

    /// The rows behind a measure, in the order of the matters' ids.
    async fn measure_rows(
        &self,
        site: &Site,
        query: &MeasureQuery,
        page: Page,
    ) -> Result<Paged<MeasureRow>, LedgerError>;

    // ── The whole database ──

    /// Something noted about the database itself.
    async fn fact(&self, name: &str) -> Result<Option<String>, LedgerError>;

    /// Notes something about the database itself.
    async fn put_fact(&self, name: &str, value: &str) -> Result<(), LedgerError>;

    /// The sequence of the last event of a site; 0 where it has none.
    async fn head(&self, site: &Site) -> Result<u64, LedgerError>;

    /// Hashes of kept files, in their order, behind one.
    async fn contents(&self, site: &Site, behind: &str, limit: u32) -> Result<Vec<ContentHash>, LedgerError>;

    /// Answers to keys, in the order of the keys, behind one.
    async fn answers_behind(&self, site: &Site, behind: &str, limit: u32) -> Result<Vec<Answer>, LedgerError>;

    /// Takes over events of another store with their hashes, behind those that are there.
    async fn put_sealed(&self, site: &Site, events: Vec<Sealed>) -> Result<(), LedgerError>;

    /// Takes over answers of another store.
    async fn put_answers(&self, site: &Site, answers: Vec<Answer>) -> Result<(), LedgerError>;

    /// Takes over a file of another store.
    async fn put_file(&self, site: &Site, content: &ContentHash, bytes: Vec<u8>) -> Result<(), LedgerError>;

    /// Events word for word, with their hashes, at most `limit` behind a sequence.
    async fn sealed(&self, site: &Site, behind: u64, limit: u32) -> Result<Vec<Sealed>, LedgerError>;
}
