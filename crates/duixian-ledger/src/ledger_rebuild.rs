//! Rows and index made from the truth: after a change of their form, a damaged index, or on demand.

use std::collections::HashMap;
use std::sync::Arc;

use crate::correction::{Act, Correction, Subject, Withdrawal};
use crate::error::LedgerError;
use crate::event::{DocumentAdded, Event, EventBody, StoredEvent};
use crate::identity::{ContentHash, DocumentId, EventId};
use crate::ledger::{BATCH, Ledger};
use crate::query::Reread;
use crate::rows::{Counts, DocumentRow, Header};
use crate::settle::{describe, settle};
use crate::store::{Change, PlacedSentence, RowChange, RowsState};

/// What the events say of one document.
struct History {
    row: DocumentRow,
    corrections: Vec<Correction>,
}

impl Ledger {
    /// Makes rows and index right where they are of another version or behind the events.
    pub(crate) async fn make_current(&self) -> Result<(), LedgerError> {
        if self.store.rows_state().await? == RowsState::Outdated {
            self.rebuild().await?;
        }
        self.catch_search_up().await
    }

    /// Drops every row and index and makes them again from the events and files.
    ///
    /// # Errors
    /// When the database fails, or an event or file is missing or damaged.
    pub async fn rebuild(&self) -> Result<Reread, LedgerError> {
        self.store.recreate_rows().await?;
        let mut done = Reread::default();
        for History { row, corrections } in self.histories().await? {
            let (rows, orphans) = self.read_rows(row, corrections).await?;
            self.store.write(&self.site, Change { rows, ..Change::default() }).await?;
            done.documents += 1;
            done.orphans += orphans;
        }
        self.store.rows_are_current().await?;
        self.make_search().await?;
        Ok(done)
    }

    /// The rows of a document read by the present rules, and how many corrections in force found no place.
    pub(crate) async fn read_rows(
        &self,
        mut row: DocumentRow,
        mut corrections: Vec<Correction>,
    ) -> Result<(Vec<RowChange>, usize), LedgerError> {
        let missing = || LedgerError::Damaged { reason: format!("the file of the document {} is missing", row.id) };
        let bytes = self.store.file(&self.site, &row.content).await?.ok_or_else(missing)?;
        let reader = Arc::clone(&self.reader);
        let stopped = |error| LedgerError::Damaged { reason: format!("the reading stopped: {error}") };
        let read = tokio::task::spawn_blocking(move || reader.read(&bytes)).await.map_err(stopped)??;
        describe(&mut row, &read, self.reader.version());
        let id = row.id.clone();
        let reading = settle(&id, read, &mut corrections);
        let is_orphan = |correction: &&Correction| correction.target.is_none() && correction.withdrawn.is_none();
        let orphans = corrections.iter().filter(is_orphan).count();
        let mut rows = vec![RowChange::PutDocument(Box::new(row)), RowChange::PutReading(id, Box::new(reading))];
        rows.extend(corrections.into_iter().map(|correction| RowChange::PutCorrection(Box::new(correction))));
        Ok((rows, orphans))
    }

    async fn histories(&self) -> Result<Vec<History>, LedgerError> {
        let mut documents: Vec<History> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut behind = 0;
        loop {
            let events = self.store.events(&self.site, behind, BATCH).await?;
            let Some(last) = events.last() else { return Ok(documents) };
            behind = last.sequence;
            for StoredEvent { sequence, event } in events {
                if let EventBody::DocumentAdded(added) = &event.body {
                    places.insert(added.document.clone(), documents.len());
                    documents.push(History { row: first_row(added, &event, sequence)?, corrections: Vec::new() });
                    continue;
                }
                let place = places.get(event.body.document()).copied();
                let history = place.and_then(|place| documents.get_mut(place)).ok_or_else(|| LedgerError::Damaged {
                    reason: format!("event {sequence} is about a document that was never added"),
                })?;
                history.take(event, sequence)?;
            }
        }
    }

    /// Makes the search index anew if it is not of the last event that changed the text.
    pub(crate) async fn catch_search_up(&self) -> Result<(), LedgerError> {
        let wanted = self.store.text_sequence(&self.site).await?.to_string();
        if self.search.made_up_to().unwrap_or_else(|| "0".to_owned()) == wanted {
            return Ok(());
        }
        self.make_search().await
    }

    async fn make_search(&self) -> Result<(), LedgerError> {
        let made_up_to = self.store.text_sequence(&self.site).await?.to_string();
        self.search.clear()?;
        let mut last: Option<(DocumentId, u32)> = None;
        loop {
            let behind = last.as_ref().map(|(document, ordinal)| (document, *ordinal));
            let sentences = self.store.sentences_behind(&self.site, behind, BATCH).await?;
            let Some(end) = sentences.last() else { break };
            last = Some((end.document.clone(), end.ordinal));
            self.search.add(&self.site, &sentences)?;
        }
        self.search.commit(&made_up_to)
    }

    /// Puts documents into the index as they are now; deleted ones are taken out.
    pub(crate) async fn put_into_search(&self, documents: &[DocumentId]) -> Result<(), LedgerError> {
        let made_up_to = self.store.text_sequence(&self.site).await?.to_string();
        for id in documents {
            self.search.remove(id);
            if self.document_row(id).await?.deleted_at.is_some() {
                continue;
            }
            let sentences = self.store.text(&self.site, id).await?.sentences;
            let placed: Vec<PlacedSentence> = sentences
                .into_iter()
                .enumerate()
                .map(|(ordinal, sentence)| PlacedSentence { document: id.clone(), ordinal: ordinal as u32, sentence })
                .collect();
            self.search.add(&self.site, &placed)?;
        }
        self.search.commit(&made_up_to)
    }
}

fn first_row(added: &DocumentAdded, event: &Event, sequence: u64) -> Result<DocumentRow, LedgerError> {
    Ok(DocumentRow {
        id: DocumentId::parse(&added.document)?,
        content: ContentHash::from_stored(added.content.clone()),
        name: added.name.clone(),
        size: added.size,
        format: added.format.clone(),
        engine_version: added.engine_version,
        header: Header::default(),
        counts: Counts::default(),
        added_at: event.at,
        added_by: event.actor.clone(),
        deleted_at: None,
        revision: sequence,
    })
}

impl History {
    fn take(&mut self, event: Event, sequence: u64) -> Result<(), LedgerError> {
        self.row.revision = sequence;
        let Event { id, at, actor, body } = event;
        let document = self.row.id.clone();
        let mut correct = |subject, act, anchor, reason| {
            self.corrections.push(Correction {
                event: id,
                document: document.clone(),
                subject,
                act,
                anchor,
                actor: actor.clone(),
                reason,
                at,
                withdrawn: None,
                target: None,
            });
        };
        match body {
            EventBody::DocumentAdded(_) | EventBody::DocumentReread(_) => {}
            EventBody::DocumentDeleted(_) => self.row.deleted_at = Some(at),
            EventBody::DocumentRestored(_) => self.row.deleted_at = None,
            EventBody::FigureCorrected(body) => {
                correct(Subject::Figure, Act::Changed(body.changes), body.anchor, body.reason);
            }
            EventBody::PromiseCorrected(body) => {
                correct(Subject::Promise, Act::Changed(body.changes), body.anchor, body.reason);
            }
            EventBody::FigureMarkedWrong(body) => correct(Subject::Figure, Act::MarkedWrong, body.anchor, body.reason),
            EventBody::PromiseMarkedWrong(body) => {
                correct(Subject::Promise, Act::MarkedWrong, body.anchor, body.reason);
            }
            EventBody::FigureCorrectionWithdrawn(body) | EventBody::PromiseCorrectionWithdrawn(body) => {
                let taken_back = EventId::parse(&body.correction)?;
                let found = self.corrections.iter_mut().find(|correction| correction.event == taken_back);
                let found = found.ok_or_else(|| LedgerError::Damaged {
                    reason: format!("event {sequence} withdraws a correction that was never made"),
                })?;
                found.withdrawn = Some(Withdrawal { event: id, actor, reason: body.reason, at });
            }
        }
        Ok(())
    }
}
