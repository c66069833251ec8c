//! Rows and index made from the truth: after a change of their form, a damaged index, or on demand.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::correction::{Act, Correction, Subject, Withdrawal};
use crate::decision::{Decision, Ruling};
use crate::error::LedgerError;
use crate::event::{DocumentAdded, Event, EventBody, StoredEvent};
use crate::identity::{ContentHash, DocumentId, EventId};
use crate::ledger::{BATCH, Ledger};
use crate::query::Reread;
use crate::rows::{Counts, DocumentRow, Header};
use crate::search::Writing;
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
        self.follow_declarations().await?;
        self.refresh_search().await;
        Ok(())
    }

    /// Drops every row and index of all sites and makes them again from the events and files.
    ///
    /// A document that an older version of the rules read is read by the present ones, and still owes its
    /// [`Ledger::reread_outdated`], which notes that in an event. One that cannot be read any more has no text until
    /// a version comes that can.
    ///
    /// # Errors
    /// When the database fails, or an event or file is missing or damaged.
    pub async fn rebuild(&self) -> Result<Reread, LedgerError> {
        self.store.recreate_rows().await?;
        let mut done = Reread::default();
        let sites = self.store.sites().await?;
        let ledgers: Vec<Ledger> = sites.into_iter().map(|site| Ledger { site, ..self.clone() }).collect();
        for ledger in &ledgers {
            ledger.rebuild_rows(&mut done).await?;
            ledger.replay_matters().await?;
        }
        self.note_declarations().await?;
        self.store.rows_are_current().await?;
        for ledger in &ledgers {
            ledger.make_search().await?;
        }
        Ok(done)
    }

    async fn rebuild_rows(&self, done: &mut Reread) -> Result<(), LedgerError> {
        let (histories, decisions) = self.histories().await?;
        let rows = decisions.into_iter().map(|decision| RowChange::PutDecision(Box::new(decision))).collect();
        self.store.write(&self.site, Change { rows, ..Change::default() }).await?;
        for History { row, corrections } in histories {
            let rows = match self.read_rows(row.clone(), corrections.clone(), row.engine_version).await {
                Ok((rows, orphans)) => {
                    done.documents += 1;
                    done.orphans += orphans;
                    rows
                }
                Err(LedgerError::Read(_)) => {
                    done.failed += 1;
                    let corrections = corrections.into_iter().map(|known| RowChange::PutCorrection(Box::new(known)));
                    [RowChange::PutDocument(Box::new(row))].into_iter().chain(corrections).collect()
                }
                Err(error) => return Err(error),
            };
            self.store.write(&self.site, Change { rows, ..Change::default() }).await?;
        }
        Ok(())
    }

    /// The rows of a document read by the present rules, and how many corrections in force found no place.
    /// `engine_version` is the one that the events say the document was read by.
    pub(crate) async fn read_rows(
        &self,
        mut row: DocumentRow,
        mut corrections: Vec<Correction>,
        engine_version: u32,
    ) -> Result<(Vec<RowChange>, usize), LedgerError> {
        let missing = || LedgerError::Damaged { reason: format!("the file of the document {} is missing", row.id) };
        let bytes = self.store.file(&self.site, &row.content).await?.ok_or_else(missing)?;
        let reader = Arc::clone(&self.reader);
        let stopped = |error| LedgerError::Damaged { reason: format!("the reading stopped: {error}") };
        let read = tokio::task::spawn_blocking(move || reader.read(&bytes)).await.map_err(stopped)??;
        describe(&mut row, &read, engine_version);
        let id = row.id.clone();
        let reading = settle(&id, read, &mut corrections);
        let is_orphan = |correction: &&Correction| correction.target.is_none() && correction.withdrawn.is_none();
        let orphans = corrections.iter().filter(is_orphan).count();
        let mut rows = vec![RowChange::PutDocument(Box::new(row)), RowChange::PutReading(id, Box::new(reading))];
        rows.extend(corrections.into_iter().map(|correction| RowChange::PutCorrection(Box::new(correction))));
        Ok((rows, orphans))
    }

    /// What the events say of each document, and the decisions, both in their order.
    async fn histories(&self) -> Result<(Vec<History>, Vec<Decision>), LedgerError> {
        let mut documents: Vec<History> = Vec::new();
        let mut decisions: Vec<Decision> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut behind = 0;
        loop {
            let events = self.store.events(&self.site, behind, BATCH).await?;
            let Some(last) = events.last() else { return Ok((documents, decisions)) };
            behind = last.sequence;
            for StoredEvent { sequence, event } in events {
                if let EventBody::DocumentAdded(added) = &event.body {
                    places.insert(added.document.clone(), documents.len());
                    documents.push(History { row: first_row(added, &event, sequence)?, corrections: Vec::new() });
                    continue;
                }
                let Some(document) = event.body.document() else {
                    decide(&mut decisions, event, sequence)?;
                    continue;
                };
                let place = places.get(document).copied();
                let history = place.and_then(|place| documents.get_mut(place)).ok_or_else(|| LedgerError::Damaged {
                    reason: format!("event {sequence} is about a document that was never added"),
                })?;
                history.take(event, sequence)?;
            }
        }
    }

    /// Brings the index up to the last event that changed the text. Does nothing while another program does it.
    pub(crate) async fn catch_search_up(&self) -> Result<(), LedgerError> {
        if self.search.made_up_to(&self.site) == Some(self.store.text_sequence(&self.site).await?) {
            return Ok(());
        }
        let Some(writing) = self.search.write()? else { return Ok(()) };
        // Only now nobody else can change either of the two.
        let wanted = self.store.text_sequence(&self.site).await?;
        match self.search.made_up_to(&self.site) {
            Some(made) if made == wanted => return Ok(()),
            Some(made) if made < wanted => self.put_changes_into(&writing, made).await?,
            _ => self.put_all_into(&writing).await?,
        }
        writing.commit(&self.site, wanted)
    }

    /// Brings the index up to date behind an act. The act has happened, whatever becomes of the index: what is
    /// missing in it is caught up by the next search, which also says what is wrong with it.
    pub(crate) async fn refresh_search(&self) {
        _ = self.catch_search_up().await;
    }

    async fn make_search(&self) -> Result<(), LedgerError> {
        let Some(writing) = self.search.write()? else { return Err(LedgerError::Busy) };
        let wanted = self.store.text_sequence(&self.site).await?;
        self.put_all_into(&writing).await?;
        writing.commit(&self.site, wanted)
    }

    async fn put_all_into(&self, writing: &Writing) -> Result<(), LedgerError> {
        writing.clear(&self.site);
        let mut last: Option<(DocumentId, u32)> = None;
        loop {
            let behind = last.as_ref().map(|(document, ordinal)| (document, *ordinal));
            let sentences = self.store.sentences_behind(&self.site, behind, BATCH).await?;
            let Some(end) = sentences.last() else { return Ok(()) };
            last = Some((end.document.clone(), end.ordinal));
            writing.add(&self.site, &sentences)?;
        }
    }

    /// Puts the documents that events behind a sequence are about into the index as they are now.
    async fn put_changes_into(&self, writing: &Writing, made_up_to: u64) -> Result<(), LedgerError> {
        let mut changed = BTreeSet::new();
        let mut behind = made_up_to;
        loop {
            let events = self.store.events(&self.site, behind, BATCH).await?;
            let Some(last) = events.last() else { break };
            behind = last.sequence;
            for stored in events.iter().filter(|stored| stored.event.body.touches_text()) {
                changed.extend(stored.event.body.document().map(DocumentId::parse).transpose()?);
            }
        }
        for id in changed {
            writing.remove(&self.site, &id);
            if self.document_row(&id).await?.deleted_at.is_some() {
                continue;
            }
            let sentences = self.store.text(&self.site, &id).await?.sentences;
            let place =
                |(ordinal, sentence)| PlacedSentence { document: id.clone(), ordinal: ordinal as u32, sentence };
            let placed: Vec<PlacedSentence> = sentences.into_iter().enumerate().map(place).collect();
            writing.add(&self.site, &placed)?;
        }
        Ok(())
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

/// Takes over what an event decided or took back.
fn decide(decisions: &mut Vec<Decision>, event: Event, sequence: u64) -> Result<(), LedgerError> {
    let Event { id, at, actor, body } = event;
    if let EventBody::DecisionWithdrawn(body) = body {
        let taken_back = EventId::parse(&body.decision)?;
        let found = decisions.iter_mut().find(|decision| decision.event == taken_back);
        let found = found.ok_or_else(|| LedgerError::Damaged {
            reason: format!("event {sequence} withdraws a decision that was never made"),
        })?;
        found.withdrawn = Some(Withdrawal { event: id, actor, reason: body.reason, at });
    } else if let Some((ruling, reason)) = Ruling::of_event(body) {
        decisions.push(Decision { event: id, ruling, actor, reason, at, withdrawn: None });
    }
    Ok(())
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
            EventBody::DocumentReread(body) => self.row.engine_version = body.engine_version,
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
            // A document's row was made from this one, and decisions are about no single document.
            EventBody::DocumentAdded(_)
            | EventBody::ThreadJoined(_)
            | EventBody::ThreadSplit(_)
            | EventBody::ThreadRenamed(_)
            | EventBody::VerdictOverruled(_)
            | EventBody::FindingWaived(_)
            | EventBody::DecisionWithdrawn(_)
            | EventBody::Matter(_) => {}
        }
        Ok(())
    }
}
