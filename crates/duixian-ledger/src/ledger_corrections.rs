//! Acts of correction: people change fields, mark things wrong, and take it back. What was read stays beside it.

use jiff::Timestamp;

use crate::correction::{Act, Changes, Correctable, Correction, Subject, Withdrawal, anchor, apply, check_changes};
use crate::error::{LedgerError, What};
use crate::event::{Corrected, Event, EventBody, MarkedWrong, Withdrawn};
use crate::identity::{DocumentId, EventId, FigureId, PromiseId};
use crate::ledger::Ledger;
use crate::ledger_acts::{LONGEST_ACTOR, TRIES, checked, event, kept};
use crate::store::{Change, RowChange};

pub(crate) const LONGEST_REASON: usize = 1000;

impl Ledger {
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
                let body =
                    Corrected { document: document_id, anchor: event_anchor, changes: changes.clone(), reason: why };
                if subject == Subject::Figure {
                    EventBody::FigureCorrected(body)
                } else {
                    EventBody::PromiseCorrected(body)
                }
            }
            (subject, Act::MarkedWrong) => {
                let body = MarkedWrong { document: document_id, anchor: event_anchor, reason: why };
                if subject == Subject::Figure {
                    EventBody::FigureMarkedWrong(body)
                } else {
                    EventBody::PromiseMarkedWrong(body)
                }
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
            at: kept(now),
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
        let change = Change {
            events: vec![event],
            expected: vec![(document.clone(), Some(revision))],
            rows,
            ..Change::default()
        };
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
        let document = self.figure_row(id).await?.document;
        // The revision comes first: whatever changes behind it is a conflict.
        let revision = self.present_document(&document).await?.revision;
        let mut row = self.figure_row(id).await?;
        let (event, history) = self.withdrawal(Subject::Figure, id.as_str(), *correction, actor, reason, now).await?;
        apply(&mut row, &history);
        self.write_withdrawal((document, revision), event, history, *correction, RowChange::PutFigure(Box::new(row)))
            .await
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
        let missing = || LedgerError::NotFound { what: What::Promise, id: id.to_string() };
        let document = self.store.promise(&self.site, id).await?.ok_or_else(missing)?.document;
        let revision = self.present_document(&document).await?.revision;
        let mut row = self.store.promise(&self.site, id).await?.ok_or_else(missing)?;
        let (event, history) = self.withdrawal(Subject::Promise, id.as_str(), *correction, actor, reason, now).await?;
        apply(&mut row, &history);
        self.write_withdrawal((document, revision), event, history, *correction, RowChange::PutPromise(Box::new(row)))
            .await
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
        found.withdrawn = Some(Withdrawal { event: event.id, actor, reason, at: kept(now) });
        Ok((event, history))
    }

    async fn write_withdrawal(
        &self,
        expected: (DocumentId, u64),
        event: Event,
        history: Vec<Correction>,
        correction: EventId,
        row: RowChange,
    ) -> Result<EventId, LedgerError> {
        let withdrawn = history.into_iter().find(|known| known.event == correction);
        let corrections = withdrawn.into_iter().map(|known| RowChange::PutCorrection(Box::new(known)));
        let rows = corrections.chain([row]).collect();
        let id = event.id;
        let change =
            Change { events: vec![event], expected: vec![(expected.0, Some(expected.1))], rows, ..Change::default() };
        self.store.write(&self.site, change).await?;
        Ok(id)
    }
}

/// Whether a correction changes nothing that is shown.
fn says_the_same<R: Correctable + Clone + PartialEq>(before: &R, after: &R) -> bool {
    // The note of who corrected last is no change by itself.
    let mut compared = after.clone();
    compared.take_note_of(before);
    compared == *before
}
