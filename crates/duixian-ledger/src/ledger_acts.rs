//! Acts: files come and go, people correct. Every act is an event and its rows, in one transaction.

use duixian_text::ReadError;
use jiff::Timestamp;

use crate::correction::{
    Act, Changes, Correctable, Correction, Subject, Withdrawal, anchor, apply, check_changes,
};
use crate::error::{LedgerError, What};
use crate::event::{
    Corrected, DocumentAdded, DocumentOnly, DocumentReread, Event, EventBody, MarkedWrong, Withdrawn,
};
use crate::identity::{ContentHash, DocumentId, EventId, FigureId, PromiseId};
use crate::ledger::Ledger;
use crate::query::{AddOutcome, Added, NewFile, Progress, Reread};
use crate::reader::ReadDocument;
use crate::rows::{Counts, DocumentRow, Header};
use crate::settle::{describe, settle};
use crate::store::{Change, RowChange};

const LONGEST_ACTOR: usize = 80;
const LONGEST_REASON: usize = 1000;
const LONGEST_NAME: usize = 255;
/// How often an act is tried again when somebody else was quicker.
const TRIES: usize = 3;
/// Files read at the same time when many are added.
const READING_AT_ONCE: usize = 4;

impl Ledger {
    /// Adds a file. The same bytes twice are one document.
    ///
    /// # Errors
    /// When the file cannot be read, or the database fails.
    pub async fn add(&self, file: NewFile, actor: &str, now: Timestamp) -> Result<Added, LedgerError> {
        let added = self.add_without_search(file, actor, now).await?;
        self.put_into_search(&[added.document.clone()]).await?;
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
        let mut documents = Vec::new();
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
            documents.extend(outcome.iter().map(|added| added.document.clone()));
            outcomes.push(outcome);
            progress(Progress { done: outcomes.len(), total, name });
        }
        if let Err(error) = self.put_into_search(&documents).await {
            outcomes.push(Err(error));
            outcomes.truncate(total.max(1));
        }
        outcomes
    }

    fn start_reading(
        &self,
        file: NewFile,
    ) -> tokio::task::JoinHandle<(NewFile, Result<ReadDocument, ReadError>)> {
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
            added_at: now,
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
        self.put_into_search(std::slice::from_ref(id)).await
    }

    /// Restores a deleted document; does nothing if it is not deleted.
    ///
    /// # Errors
    /// When there is no such document.
    pub async fn restore_document(&self, id: &DocumentId, actor: &str, now: Timestamp) -> Result<(), LedgerError> {
        self.set_deleted(id, false, actor, now).await?;
        self.put_into_search(std::slice::from_ref(id)).await
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
            document.deleted_at = deleted.then_some(now);
            let only = DocumentOnly { document: id.to_string() };
            let body = if deleted { EventBody::DocumentDeleted(only) } else { EventBody::DocumentRestored(only) };
            let change = Change {
                events: vec![event(body, &actor, now)],
                expected: vec![(id.clone(), Some(revision))],
                rows: vec![RowChange::PutDocument(Box::new(document))],
            };
            match self.store.write(&self.site, change).await {
                Err(LedgerError::Conflict) => {}
                outcome => return outcome.map(|_| ()),
            }
        }
        Err(LedgerError::Conflict)
    }

    /// Gives fields of a figure other values.
    ///
    /// # Errors
    /// When there is no such figure, a value does not fit its field, or nothing would change.
    pub async fn correct_figure(
        &self,
        id: &FigureId,
        changes: &Changes,
        actor: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<EventId, LedgerError> {
        check_changes::<crate::FigureFields>(changes, &self.codebook)?;
        self.act_on_figure(id, Act::Changed(changes.clone()), actor, reason, now).await
    }

    /// Says that a figure is none, or wholly misread.
    ///
    /// # Errors
    /// When there is no such figure, or it is marked already.
    pub async fn mark_figure_wrong(
        &self,
        id: &FigureId,
        actor: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<EventId, LedgerError> {
        self.act_on_figure(id, Act::MarkedWrong, actor, reason, now).await
    }

    /// Gives fields of a promise other values.
    ///
    /// # Errors
    /// When there is no such promise, a value does not fit its field, or nothing would change.
    pub async fn correct_promise(
        &self,
        id: &PromiseId,
        changes: &Changes,
        actor: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<EventId, LedgerError> {
        check_changes::<crate::PromiseFields>(changes, &self.codebook)?;
        self.act_on_promise(id, Act::Changed(changes.clone()), actor, reason, now).await
    }

    /// Says that a promise is none, or wholly misread.
    ///
    /// # Errors
    /// When there is no such promise, or it is marked already.
    pub async fn mark_promise_wrong(
        &self,
        id: &PromiseId,
        actor: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<EventId, LedgerError> {
        self.act_on_promise(id, Act::MarkedWrong, actor, reason, now).await
    }

    async fn act_on_figure(
        &self,
        id: &FigureId,
        act: Act,
        actor: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<EventId, LedgerError> {
        for _ in 0..TRIES {
            let row = self.figure_row(id).await?;
            let others = self.store.figures_of(&self.site, &row.document).await?;
            let document = row.document.clone();
            let put = |row| RowChange::PutFigure(Box::new(row));
            match self.act_on(&document, row, &others, put, &act, actor, reason, now).await {
                Err(LedgerError::Conflict) => {}
                outcome => return outcome,
            }
        }
        Err(LedgerError::Conflict)
    }

    async fn act_on_promise(
        &self,
        id: &PromiseId,
        act: Act,
        actor: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<EventId, LedgerError> {
        for _ in 0..TRIES {
            let found = self.store.promise(&self.site, id).await?;
            let row = found.ok_or_else(|| LedgerError::NotFound { what: What::Promise, id: id.to_string() })?;
            let others = self.store.promises_of(&self.site, &row.document).await?;
            let document = row.document.clone();
            let put = |row| RowChange::PutPromise(Box::new(row));
            match self.act_on(&document, row, &others, put, &act, actor, reason, now).await {
                Err(LedgerError::Conflict) => {}
                outcome => return outcome,
            }
        }
        Err(LedgerError::Conflict)
    }

    /// One correction of one row: the event, the correction, and the row with all its corrections applied.
    #[expect(clippy::too_many_arguments, reason = "an act names what, on what, by whom, why and when")]
    async fn act_on<R: Correctable + Clone + PartialEq>(
        &self,
        document: &DocumentId,
        row: R,
        others: &[R],
        put: impl Fn(R) -> RowChange,
        act: &Act,
        actor: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<EventId, LedgerError> {
        let actor = checked("actor", actor, LONGEST_ACTOR)?;
        let reason = checked("reason", reason, LONGEST_REASON)?;
        let revision = self.present_document(document).await?.revision;
        let sentences = self.store.text(&self.site, document).await?.sentences;
        let anchor = anchor(&row, others, &sentences);
        let mut history = self.store.history(&self.site, R::SUBJECT, row.id()).await?;
        let (document_id, event_anchor, why) = (document.to_string(), anchor.clone(), reason.clone());
        let body = match (R::SUBJECT, act) {
            (subject, Act::Changed(changes)) => {
                let body = Corrected { document: document_id, anchor: event_anchor, changes: changes.clone(), reason: why };
                if subject == Subject::Figure { EventBody::FigureCorrected(body) } else { EventBody::PromiseCorrected(body) }
            }
            (subject, Act::MarkedWrong) => {
                let body = MarkedWrong { document: document_id, anchor: event_anchor, reason: why };
                if subject == Subject::Figure { EventBody::FigureMarkedWrong(body) } else { EventBody::PromiseMarkedWrong(body) }
            }
        };
        let event = event(body, &actor, now);
        let correction = Correction {
            event: event.id,
            document: document.clone(),
            subject: R::SUBJECT,
            act: act.clone(),
            anchor,
            actor,
            reason,
            at: now,
            withdrawn: None,
            target: Some(row.id().to_owned()),
        };
        history.push(correction.clone());
        let mut changed = row.clone();
        apply(&mut changed, &history);
        if says_the_same(&row, &changed) {
            return Err(LedgerError::NothingChanged);
        }
        let id = event.id;
        let rows = vec![RowChange::PutCorrection(Box::new(correction)), put(changed)];
        let change = Change { events: vec![event], expected: vec![(document.clone(), Some(revision))], rows };
        self.store.write(&self.site, change).await?;
        Ok(id)
    }

    /// Takes a correction or mark of a figure back.
    ///
    /// # Errors
    /// When the figure has no such correction, or it was withdrawn before.
    pub async fn withdraw_figure_correction(
        &self,
        id: &FigureId,
        correction: &EventId,
        actor: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<EventId, LedgerError> {
        let mut row = self.figure_row(id).await?;
        let (event, history) = self.withdrawal(Subject::Figure, id.as_str(), *correction, actor, reason, now).await?;
        apply(&mut row, &history);
        let document = row.document.clone();
        self.write_withdrawal(&document, event, history, *correction, RowChange::PutFigure(Box::new(row))).await
    }

    /// Takes a correction or mark of a promise back.
    ///
    /// # Errors
    /// When the promise has no such correction, or it was withdrawn before.
    pub async fn withdraw_promise_correction(
        &self,
        id: &PromiseId,
        correction: &EventId,
        actor: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<EventId, LedgerError> {
        let found = self.store.promise(&self.site, id).await?;
        let mut row = found.ok_or_else(|| LedgerError::NotFound { what: What::Promise, id: id.to_string() })?;
        let (event, history) = self.withdrawal(Subject::Promise, id.as_str(), *correction, actor, reason, now).await?;
        apply(&mut row, &history);
        let document = row.document.clone();
        self.write_withdrawal(&document, event, history, *correction, RowChange::PutPromise(Box::new(row))).await
    }

    /// The event of a withdrawal, and the history with it.
    async fn withdrawal(
        &self,
        subject: Subject,
        id: &str,
        correction: EventId,
        actor: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<(Event, Vec<Correction>), LedgerError> {
        let actor = checked("actor", actor, LONGEST_ACTOR)?;
        let reason = checked("reason", reason, LONGEST_REASON)?;
        let mut history = self.store.history(&self.site, subject, id).await?;
        let missing = || LedgerError::NotFound { what: What::Correction, id: correction.to_string() };
        let found = history.iter_mut().find(|known| known.event == correction).ok_or_else(missing)?;
        if found.withdrawn.is_some() {
            return Err(LedgerError::AlreadyWithdrawn { id: correction.to_string() });
        }
        let body = Withdrawn {
            document: found.document.to_string(),
            correction: correction.to_string(),
            reason: reason.clone(),
        };
        let body = match subject {
            Subject::Figure => EventBody::FigureCorrectionWithdrawn(body),
            Subject::Promise => EventBody::PromiseCorrectionWithdrawn(body),
        };
        let event = event(body, &actor, now);
        found.withdrawn = Some(Withdrawal { event: event.id, actor, reason, at: now });
        Ok((event, history))
    }

    async fn write_withdrawal(
        &self,
        document: &DocumentId,
        event: Event,
        history: Vec<Correction>,
        correction: EventId,
        row: RowChange,
    ) -> Result<EventId, LedgerError> {
        let revision = self.present_document(document).await?.revision;
        let withdrawn = history.into_iter().find(|known| known.event == correction);
        let corrections = withdrawn.into_iter().map(|known| RowChange::PutCorrection(Box::new(known)));
        let rows = corrections.chain([row]).collect();
        let id = event.id;
        let change = Change { events: vec![event], expected: vec![(document.clone(), Some(revision))], rows };
        self.store.write(&self.site, change).await?;
        Ok(id)
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
        if !outdated.is_empty() {
            self.put_into_search(&outdated).await?;
        }
        Ok(done)
    }

    async fn reread(&self, id: &DocumentId, actor: &str, now: Timestamp) -> Result<usize, LedgerError> {
        let document = self.document_row(id).await?;
        let corrections = self.store.corrections_of(&self.site, id).await?;
        let (mut rows, orphans) = self.read_rows(document.clone(), corrections).await?;
        let body = DocumentReread { document: id.to_string(), engine_version: self.reader.version() };
        let change = Change {
            events: vec![event(EventBody::DocumentReread(body), actor, now)],
            expected: vec![(id.clone(), Some(document.revision))],
            rows: std::mem::take(&mut rows),
        };
        self.store.write(&self.site, change).await?;
        Ok(orphans)
    }
}

/// Whether a correction changes nothing that is shown.
fn says_the_same<R: Correctable + Clone + PartialEq>(before: &R, after: &R) -> bool {
    // The note of who corrected last is no change by itself.
    let mut compared = after.clone();
    compared.take_note_of(before);
    compared == *before
}

pub(crate) fn event(body: EventBody, actor: &str, now: Timestamp) -> Event {
    Event { id: EventId::at(now), at: now, actor: actor.to_owned(), body }
}

/// A text that an act must have, without white space around it.
fn checked(field: &'static str, text: &str, limit: usize) -> Result<String, LedgerError> {
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
