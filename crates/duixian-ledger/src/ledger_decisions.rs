//! Acts of decision: people join, split and name threads, overrule verdicts, waive findings, and take it back.

use duixian_text::Span;
use duixian_threads::Verdict;
use jiff::Timestamp;

use crate::correction::Withdrawal;
use crate::decision::{Decision, Ruling};
use crate::error::{LedgerError, What};
use crate::event::{DecisionWithdrawn, EventBody, Quote};
use crate::identity::{DocumentId, EventId};
use crate::ledger::Ledger;
use crate::ledger_acts::{LONGEST_ACTOR, checked, event, kept};
use crate::ledger_corrections::LONGEST_REASON;
use crate::store::{Change, RowChange};

const LONGEST_NAME: usize = 80;
const LONGEST_QUOTE: usize = 2000;
const LONGEST_FINGERPRINT: usize = 200;

impl Ledger {
    /// The words at a place of a document, as decisions quote them.
    ///
    /// # Errors
    /// When there is no such document, or no words at that place.
    pub async fn quote(&self, document: &DocumentId, span: Span) -> Result<Quote, LedgerError> {
        let report = self.report(document).await?;
        let missing = || LedgerError::NoWords { document: document.to_string(), start: span.start, end: span.end };
        let quote = Quote::of(document.as_str(), &report.document, span).ok_or_else(missing)?;
        checked("place", &quote.text, LONGEST_QUOTE)?;
        Ok(quote)
    }

    /// Keeps a decision.
    ///
    /// # Errors
    /// When a document of it is missing, a verdict is unknown, or a text is missing or too long.
    pub async fn decide(
        &self,
        ruling: Ruling,
        actor: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<EventId, LedgerError> {
        let actor = checked("actor", actor, LONGEST_ACTOR)?;
        let reason = checked("reason", reason, LONGEST_REASON)?;
        let ruling = checked_ruling(ruling)?;
        for document in ruling.documents() {
            self.present_document(&DocumentId::parse(document)?).await?;
        }
        let event = event(ruling.event(&reason), &actor, now);
        let id = event.id;
        let decision = Decision { event: id, ruling, actor, reason, at: kept(now), withdrawn: None };
        let rows = vec![RowChange::PutDecision(Box::new(decision))];
        self.store.write(&self.site, Change { events: vec![event], rows, ..Change::default() }).await?;
        Ok(id)
    }

    /// Takes a decision back.
    ///
    /// # Errors
    /// When there is no such decision, or it was withdrawn before.
    pub async fn withdraw_decision(
        &self,
        decision: &EventId,
        actor: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<EventId, LedgerError> {
        let actor = checked("actor", actor, LONGEST_ACTOR)?;
        let reason = checked("reason", reason, LONGEST_REASON)?;
        let mut found = self.decision(decision).await?;
        if found.withdrawn.is_some() {
            return Err(LedgerError::AlreadyWithdrawn { id: decision.to_string() });
        }
        let body = DecisionWithdrawn { decision: decision.to_string(), reason: reason.clone() };
        let event = event(EventBody::DecisionWithdrawn(body), &actor, now);
        let id = event.id;
        found.withdrawn = Some(Withdrawal { event: id, actor, reason, at: kept(now) });
        let change = Change {
            events: vec![event],
            in_force: vec![*decision],
            rows: vec![RowChange::PutDecision(Box::new(found))],
            ..Change::default()
        };
        self.store.write(&self.site, change).await?;
        Ok(id)
    }

    /// One decision.
    ///
    /// # Errors
    /// When there is none of this id.
    pub async fn decision(&self, id: &EventId) -> Result<Decision, LedgerError> {
        let found = self.store.decisions(&self.site).await?.into_iter().find(|decision| decision.event == *id);
        found.ok_or_else(|| LedgerError::NotFound { what: What::Decision, id: id.to_string() })
    }

    /// All decisions ever made, also withdrawn ones, in their order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn decisions(&self) -> Result<Vec<Decision>, LedgerError> {
        self.store.decisions(&self.site).await
    }
}

/// The ruling with its texts checked and trimmed.
fn checked_ruling(ruling: Ruling) -> Result<Ruling, LedgerError> {
    Ok(match ruling {
        Ruling::Joined { one, other } if one == other => return Err(LedgerError::NothingChanged),
        Ruling::Renamed { place, name } => {
            Ruling::Renamed { place, name: checked("thread name", &name, LONGEST_NAME)? }
        }
        Ruling::Overruled { promise, later, verdict } => {
            if Verdict::of_code(&verdict).is_none() {
                let wanted = Verdict::ALL.map(Verdict::code).join(", ");
                let value = verdict.chars().take(40).collect();
                return Err(LedgerError::BadValue { field: "verdict".to_owned(), value, wanted });
            }
            Ruling::Overruled { promise, later, verdict }
        }
        Ruling::Waived { place, fingerprint, code, text, document } => Ruling::Waived {
            place: place.trim().to_owned(),
            fingerprint: checked("fingerprint", &fingerprint, LONGEST_FINGERPRINT)?,
            code: checked("code", &code, LONGEST_NAME)?,
            text: text.chars().take(LONGEST_QUOTE).collect(),
            document,
        },
        other => other,
    })
}
