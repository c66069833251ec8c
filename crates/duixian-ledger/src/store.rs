//! The contract of a store: what a database must do for a ledger, in plain types, without a word of SQL.
//!
//! A store keeps events and files for ever, and rows that the ledger computes. It decides nothing: every rule stands
//! in the ledger. `tests/contract` holds every store to this contract.

use async_trait::async_trait;

use crate::correction::{Correction, Subject};
use crate::decision::Decision;
use crate::error::LedgerError;
use crate::event::{Event, StoredEvent};
use crate::identity::{ContentHash, DocumentId, EventId, FigureId, PromiseId, Site};
use crate::matters::row::MatterChange;
use crate::matters::store::MatterStore;
use crate::query::{
    DocumentFilter, FieldCount, FigureFilter, FigureItem, IndicatorCount, IndicatorPoint, Page, Paged, PromiseFilter,
    PromiseItem, Status,
};
use crate::rows::{DocumentRow, FigureRow, PromiseRow, Reading, Section, Sentence, Text};

/// Everything that one act changes. It happens wholly or not at all.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// What happened, in order.
    pub events: Vec<Event>,
    /// The revision in which each document must be found; `None`: it must not be there.
    pub expected: Vec<(DocumentId, Option<u64>)>,
    /// Decisions that must be there and not be withdrawn.
    pub in_force: Vec<EventId>,
    /// The rows that change, in order.
    pub rows: Vec<RowChange>,
    /// What changes of matters.
    pub matters: Box<MatterChange>,
}

/// A change of rows.
#[derive(Clone, Debug)]
pub enum RowChange {
    /// Keeps a file; does nothing if it is there.
    PutFile(ContentHash, Vec<u8>),
    /// Writes a document's own row.
    PutDocument(Box<DocumentRow>),
    /// Writes text, figures and promises of a document instead of those that were there.
    PutReading(DocumentId, Box<Reading>),
    /// Writes a figure.
    PutFigure(Box<FigureRow>),
    /// Writes a promise.
    PutPromise(Box<PromiseRow>),
    /// Writes a correction.
    PutCorrection(Box<Correction>),
    /// Writes a decision.
    PutDecision(Box<Decision>),
}

/// Whether the rows can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowsState {
    /// They are those that the events say.
    Current,
    /// They are of another version of the program, or a rebuilding was cut off: they must be rebuilt.
    Outdated,
}

/// A sentence with its place, as the search index takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedSentence {
    /// The document.
    pub document: DocumentId,
    /// Index of the sentence.
    pub ordinal: u32,
    /// The sentence.
    pub sentence: Sentence,
}

/// A database behind a ledger.
#[async_trait]
pub trait Store: MatterStore {
    // ── Writing ──

    /// Does a change in one transaction and gives the sequence of its last event (of the site's, if it has none).
    /// An event's document gets that event's sequence as its revision.
    ///
    /// # Errors
    /// [`LedgerError::Conflict`] where a document is not in the revision expected, or a decision not in force.
    async fn write(&self, site: &Site, change: Change) -> Result<u64, LedgerError>;

    // ── Truth ──

    /// At most `limit` events behind a sequence.
    async fn events(&self, site: &Site, behind: u64, limit: u32) -> Result<Vec<StoredEvent>, LedgerError>;

    /// The sequence of the last event that changed what a search can find.
    async fn text_sequence(&self, site: &Site) -> Result<u64, LedgerError>;

    /// A file's bytes.
    async fn file(&self, site: &Site, content: &ContentHash) -> Result<Option<Vec<u8>>, LedgerError>;

    /// All sites that have events.
    async fn sites(&self) -> Result<Vec<Site>, LedgerError>;

    // ── Rebuilding ──

    /// Whether the rows can be trusted.
    async fn rows_state(&self) -> Result<RowsState, LedgerError>;

    /// Drops all rows of all sites and makes their tables anew; they are [`RowsState::Outdated`] from then on.
    async fn recreate_rows(&self) -> Result<(), LedgerError>;

    /// Says that all rows are written again.
    async fn rows_are_current(&self) -> Result<(), LedgerError>;

    /// Everything that the store holds of a site except the files' bytes: one line a row, in a fixed order.
    async fn dump(&self, site: &Site) -> Result<Vec<String>, LedgerError>;

    // ── Rows ──

    /// A document's own row, also if it is deleted.
    async fn document(&self, site: &Site, id: &DocumentId) -> Result<Option<DocumentRow>, LedgerError>;

    /// Documents, the newest first.
    async fn documents(
        &self,
        site: &Site,
        filter: &DocumentFilter,
        page: Page,
    ) -> Result<Paged<DocumentRow>, LedgerError>;

    /// All documents, also deleted ones, that an older version than this read.
    async fn read_before(&self, site: &Site, engine_version: u32) -> Result<Vec<DocumentId>, LedgerError>;

    /// Text and structure of a document.
    async fn text(&self, site: &Site, id: &DocumentId) -> Result<Text, LedgerError>;

    /// The section tree of a document.
    async fn sections(&self, site: &Site, id: &DocumentId) -> Result<Vec<Section>, LedgerError>;

    /// Some sentences of a document.
    async fn sentences(
        &self,
        site: &Site,
        id: &DocumentId,
        first: u32,
        count: u32,
    ) -> Result<Vec<Sentence>, LedgerError>;

    /// All figures of a document in order of the text.
    async fn figures_of(&self, site: &Site, id: &DocumentId) -> Result<Vec<FigureRow>, LedgerError>;

    /// All promises of a document in order of the text.
    async fn promises_of(&self, site: &Site, id: &DocumentId) -> Result<Vec<PromiseRow>, LedgerError>;

    /// All corrections ever made in a document, in order.
    async fn corrections_of(&self, site: &Site, id: &DocumentId) -> Result<Vec<Correction>, LedgerError>;

    /// One correction.
    async fn correction(&self, site: &Site, id: EventId) -> Result<Option<Correction>, LedgerError>;

    /// All corrections of one figure or promise, in order.
    async fn history(&self, site: &Site, subject: Subject, id: &str) -> Result<Vec<Correction>, LedgerError>;

    /// Corrections in force, of documents not deleted, that have no target.
    async fn orphans(&self, site: &Site) -> Result<Vec<Correction>, LedgerError>;

    /// All decisions ever made, in order.
    async fn decisions(&self, site: &Site) -> Result<Vec<Decision>, LedgerError>;

    /// A figure, also of a deleted document.
    async fn figure(&self, site: &Site, id: &FigureId) -> Result<Option<FigureRow>, LedgerError>;

    /// A promise, also of a deleted document.
    async fn promise(&self, site: &Site, id: &PromiseId) -> Result<Option<PromiseRow>, LedgerError>;

    // ── Lists ──

    /// Figures with their sentences.
    async fn figures(&self, site: &Site, filter: &FigureFilter, page: Page) -> Result<Paged<FigureItem>, LedgerError>;

    /// Promises with their sentences.
    async fn promises(
        &self,
        site: &Site,
        filter: &PromiseFilter,
        page: Page,
    ) -> Result<Paged<PromiseItem>, LedgerError>;

    /// The fields of promises with how many stand in each, in order of the text.
    async fn promise_fields(&self, site: &Site, filter: &PromiseFilter) -> Result<Vec<(String, u64)>, LedgerError>;

    /// All indicators that have figures, those marked wrong left out.
    async fn indicators(&self, site: &Site) -> Result<Vec<IndicatorCount>, LedgerError>;

    /// All figures of an indicator about places, those marked wrong left out, ordered by document and text.
    /// The place is the document's; the ledger finds the one meant.
    async fn indicator_points(&self, site: &Site, code: &str) -> Result<Vec<IndicatorPoint>, LedgerError>;

    /// The newest document of each place, those without a place as one.
    async fn newest_documents(&self, site: &Site, place: Option<&str>) -> Result<Vec<DocumentRow>, LedgerError>;

    /// How many promises of each hardness a document has, those marked wrong left out.
    async fn hardness_counts(&self, site: &Site, id: &DocumentId) -> Result<Vec<(String, u64)>, LedgerError>;

    /// How many figures stand under each heading of a document, in order of the text, those marked wrong left out.
    async fn field_counts(&self, site: &Site, id: &DocumentId) -> Result<Vec<FieldCount>, LedgerError>;

    // ── Search ──

    /// At most `limit` sentences of documents that are not deleted, behind a place, in a fixed order of places.
    async fn sentences_behind(
        &self,
        site: &Site,
        behind: Option<(&DocumentId, u32)>,
        limit: u32,
    ) -> Result<Vec<PlacedSentence>, LedgerError>;

    /// Figures and promises in a sentence.
    async fn marks_in(
        &self,
        site: &Site,
        id: &DocumentId,
        sentence: u32,
    ) -> Result<(Vec<FigureId>, Vec<PromiseId>), LedgerError>;

    /// How the ledger stands.
    async fn status(&self, site: &Site) -> Result<Status, LedgerError>;
}
