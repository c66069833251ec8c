//! Acts on documents: files come, go, come back and are read again. Every act is an event and its rows, in one
//! transaction. Corrections stand in `ledger_corrections`.

use duixian_text::ReadError;
use jiff::Timestamp;

use crate::error::LedgerError;
use crate::event::{DocumentAdded, DocumentOnly, DocumentReread, Event, EventBody};
use crate::identity::{ContentHash, DocumentId, EventId};
use crate::ledger::Ledger;
use crate::query::{AddOutcome, Added, NewFile, Progress, Reread};
use crate::reader::ReadDocument;
use crate::rows::{Counts, DocumentRow, Header};
use crate::settle::{describe, settle};
use crate::store::{Change, RowChange};

pub(crate) const LONGEST_ACTOR: usize = 80;
const LONGEST_NAME: usize = 255;
/// How often an act is tried again when somebody else was quicker.
pub(crate) const TRIES: usize = 3;
/// Files read at the same time when many are added.
const READING_AT_ONCE: usize = 4;

impl Ledger {
    /// Adds a file. The same bytes twice are one document.
    ///
    /// # Errors
    /// When the file cannot be read, or the database fails.
    pub async fn add(&self, file: NewFile, actor: &str, now: Timestamp) -> Result<Added, LedgerError> {
        let added = self.add_without_search(file, actor, now).await?;
        self.refresh_search().await;
        Ok(added)
    }

    /// Adds many files, a few of them read at the same time, and tells how far it has come.
    /// One file that cannot be read does not stop the others; the answers stand in the order of the files.
    pub async fn add_many(
        &self,
        files: Vec<NewFile>,
        actor: &str,
        now: Timestamp,
        mut progress: impl FnMut(Progress) + Send,
    ) -> Vec<Result<Added, LedgerError>> {
        let total = files.len();
        let mut waiting = files.into_iter();
        let mut reading = std::collections::VecDeque::new();
        let mut outcomes = Vec::with_capacity(total);
        loop {
            while reading.len() < READING_AT_ONCE
                && let Some(file) = waiting.next()
            {
                reading.push_back(self.start_reading(file));
            }
            let Some(started) = reading.pop_front() else { break };
            let (file, read) = match started.await {
                Ok(read) => read,
                Err(error) => {
                    outcomes.push(Err(LedgerError::Damaged { reason: format!("the reading stopped: {error}") }));
                    continue;
                }
            };
            let name = file.name.clone();
            let outcome = self.add_read(file, read, actor, now).await;
            outcomes.push(outcome);
            progress(Progress { done: outcomes.len(), total, name });
        }
        self.refresh_search().await;
        outcomes
    }

    fn start_reading(&self, file: NewFile) -> tokio::task::JoinHandle<(NewFile, Result<ReadDocument, ReadError>)> {
        let reader = std::sync::Arc::clone(&self.reader);
        tokio::task::spawn_blocking(move || {
            let read = reader.read(&file.bytes);
            (file, read)
        })
    }

    async fn add_without_search(&self, file: NewFile, actor: &str, now: Timestamp) -> Result<Added, LedgerError> {
        let known = DocumentId::of(&ContentHash::of(&file.bytes));
        if self.store.document(&self.site, &known).await?.is_some() {
            return self.bring_back(known, actor, now).await;
        }
        let stopped = |error| LedgerError::Damaged { reason: format!("the reading stopped: {error}") };
        let (file, read) = self.start_reading(file).await.map_err(stopped)?;
        self.add_read(file, read, actor, now).await
    }

    async fn add_read(
        &self,
        file: NewFile,
        read: Result<ReadDocument, ReadError>,
        actor: &str,
        now: Timestamp,
    ) -> Result<Added, LedgerError> {
        let content = ContentHash::of(&file.bytes);
        let id = DocumentId::of(&content);
        if self.store.document(&self.site, &id).await?.is_some() {
            return self.bring_back(id, actor, now).await;
        }
        let actor = checked("actor", actor, LONGEST_ACTOR)?;
        let read = read?;
        let name: String = file.name.chars().take(LONGEST_NAME).collect();
        let mut document = DocumentRow {
            id: id.clone(),
            content: content.clone(),
            name: name.clone(),
            size: file.bytes.len() as u64,
            format: String::new(),
            engine_version: 0,
            header: Header::default(),
            counts: Counts::default(),
            added_at: kept(now),
            added_by: actor.clone(),
            deleted_at: None,
            revision: 0,
        };
        describe(&mut document, &read, self.reader.version());
        let body = EventBody::DocumentAdded(DocumentAdded {
            document: id.to_string(),
            name,
            content: content.as_str().to_owned(),
            size: document.size,
            format: document.format.clone(),
            engine_version: document.engine_version,
        });
        let reading = settle(&id, read, &mut []);
        let change = Change {
            events: vec![event(body, &actor, now)],
            expected: vec![(id.clone(), None)],
            rows: vec![
                RowChange::PutFile(content, file.bytes),
                RowChange::PutDocument(Box::new(document)),
                RowChange::PutReading(id.clone(), Box::new(reading)),
            ],
            ..Change::default()
        };
        match self.store.write(&self.site, change).await {
            Ok(_) => Ok(Added { document: id, outcome: AddOutcome::Added }),
            // Somebody added the same bytes while they were read.
            Err(LedgerError::Conflict) => self.bring_back(id, actor.as_str(), now).await,
            Err(error) => Err(error),
        }
    }

    /// A document that is there already, restored if it was deleted.
    async fn bring_back(&self, id: DocumentId, actor: &str, now: Timestamp) -> Result<Added, LedgerError> {
        if self.document_row(&id).await?.deleted_at.is_none() {
            return Ok(Added { document: id, outcome: AddOutcome::AlreadyThere });
        }
        self.set_deleted(&id, false, actor, now).await?;
        Ok(Added { document: id, outcome: AddOutcome::Restored })
    }

    /// Deletes a document; it can be restored.
    ///
    /// # Errors
    /// When there is no such document, or it is deleted.
    pub async fn delete_document(&self, id: &DocumentId, actor: &str, now: Timestamp) -> Result<(), LedgerError> {
        self.present_document(id).await?;
        self.set_deleted(id, true, actor, now).await?;
        self.refresh_search().await;
        Ok(())
    }

    /// Restores a deleted document; does nothing if it is not deleted.
    ///
    /// # Errors
    /// When there is no such document.
    pub async fn restore_document(&self, id: &DocumentId, actor: &str, now: Timestamp) -> Result<(), LedgerError> {
        self.set_deleted(id, false, actor, now).await?;
        self.refresh_search().await;
        Ok(())
    }

    async fn set_deleted(
        &self,
        id: &DocumentId,
        deleted: bool,
        actor: &str,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let actor = checked("actor", actor, LONGEST_ACTOR)?;
        for _ in 0..TRIES {
            let mut document = self.document_row(id).await?;
            if document.deleted_at.is_some() == deleted {
                return Ok(());
            }
            let revision = document.revision;
            document.deleted_at = deleted.then_some(kept(now));
            let only = DocumentOnly { document: id.to_string() };
            let body = if deleted { EventBody::DocumentDeleted(only) } else { EventBody::DocumentRestored(only) };
            let change = Change {
                events: vec![event(body, &actor, now)],
                expected: vec![(id.clone(), Some(revision))],
                rows: vec![RowChange::PutDocument(Box::new(document))],
                ..Change::default()
            };
            match self.store.write(&self.site, change).await {
                Err(LedgerError::Conflict) => {}
                outcome => return outcome.map(|_| ()),
            }
        }
        Err(LedgerError::Conflict)
    }

    /// Reads every document again that an older version of the rules read. Corrections stay.
    ///
    /// # Errors
    /// When the database fails; a document that cannot be read any more stays as it was and is counted.
    pub async fn reread_outdated(
        &self,
        actor: &str,
        now: Timestamp,
        mut progress: impl FnMut(Progress) + Send,
    ) -> Result<Reread, LedgerError> {
        let actor = checked("actor", actor, LONGEST_ACTOR)?;
        let outdated = self.store.read_before(&self.site, self.reader.version()).await?;
        let mut done = Reread::default();
        for (index, id) in outdated.iter().enumerate() {
            let name = self.document_row(id).await?.name;
            match self.reread(id, &actor, now).await {
                Ok(orphans) => {
                    done.documents += 1;
                    done.orphans += orphans;
                }
                Err(LedgerError::Read(_)) => done.failed += 1,
                Err(error) => return Err(error),
            }
            progress(Progress { done: index + 1, total: outdated.len(), name });
        }
        self.refresh_search().await;
        Ok(done)
    }

    async fn reread(&self, id: &DocumentId, actor: &str, now: Timestamp) -> Result<usize, LedgerError> {
        let document = self.document_row(id).await?;
        let corrections = self.store.corrections_of(&self.site, id).await?;
        let engine_version = self.reader.version();
        let (rows, orphans) = self.read_rows(document.clone(), corrections, engine_version).await?;
        let body = DocumentReread { document: id.to_string(), engine_version };
        let change = Change {
            events: vec![event(EventBody::DocumentReread(body), actor, now)],
            expected: vec![(id.clone(), Some(document.revision))],
            rows,
            ..Change::default()
        };
        self.store.write(&self.site, change).await?;
        Ok(orphans)
    }
}

pub(crate) fn event(body: EventBody, actor: &str, now: Timestamp) -> Event {
    Event { id: EventId::at(now), at: kept(now), actor: actor.to_owned(), body }
}

/// A moment as it is kept: to the millisecond, so that all are written alike and can be ordered as text.
pub(crate) fn kept(now: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
}

/// A text that an act must have, without white space around it.
pub(crate) fn checked(field: &'static str, text: &str, limit: usize) -> Result<String, LedgerError> {
    let text = text.trim();
    let found = text.chars().count();
    if text.is_empty() {
        return Err(LedgerError::Missing { field });
    }
    if found > limit {
        return Err(LedgerError::TooLong { field, found, limit });
    }
    Ok(text.to_owned())
}
