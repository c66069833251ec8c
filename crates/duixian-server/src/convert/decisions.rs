//! Decisions as the API shows them.

use duixian_ledger::{Decision, DocumentRow, Found, Quote, Ruling};

use super::time;
use crate::model::Span;
use crate::model::codes::Verdict;
use crate::model::corrections::Withdrawal;
use crate::model::decisions::{DecisionEntry, DecisionKind, DecisionState, QuoteView};
use crate::problem::Failure;

/// A decision with what became of its places; `documents` are those that it names.
pub(crate) fn decision(decision: Decision, found: Found, documents: &[DocumentRow]) -> Result<DecisionEntry, Failure> {
    let reference = |id: &str| {
        let row = documents.iter().find(|row| row.id.as_str() == id);
        row.map(|row| super::reference(&row.brief()))
    };
    let quote = |quote: &Quote| QuoteView {
        document: reference(&quote.document),
        span: Span { start: quote.start, end: quote.end },
        text: quote.text.clone(),
    };
    let state = match (decision.withdrawn.is_some(), found) {
        (true, _) => DecisionState::Withdrawn,
        (false, Found::Whole) => DecisionState::InForce,
        (false, Found::Orphan) => DecisionState::Orphan,
        (false, Found::Away) => DecisionState::Away,
    };
    let quotes = decision.ruling.quotes().into_iter().map(quote).collect();
    let mut entry = DecisionEntry {
        event: decision.event.to_string(),
        kind: DecisionKind::Joined,
        actor: decision.actor,
        reason: decision.reason,
        at: time(decision.at),
        state,
        quotes,
        name: None,
        later: None,
        verdict: None,
        place: None,
        fingerprint: None,
        code: None,
        text: None,
        withdrawn: decision.withdrawn.map(|withdrawal| Withdrawal {
            event: withdrawal.event.to_string(),
            actor: withdrawal.actor,
            reason: withdrawal.reason,
            at: time(withdrawal.at),
        }),
    };
    match decision.ruling {
        Ruling::Joined { .. } => {}
        Ruling::Split { .. } => entry.kind = DecisionKind::Split,
        Ruling::Renamed { name, .. } => {
            entry.kind = DecisionKind::Renamed;
            entry.name = Some(name);
        }
        Ruling::Overruled { later, verdict, .. } => {
            entry.kind = DecisionKind::Overruled;
            entry.later = reference(&later);
            entry.verdict = Some(Verdict::known(&verdict)?);
        }
        Ruling::Waived { place, fingerprint, code, text, .. } => {
            entry.kind = DecisionKind::Waived;
            entry.place = Some(place);
            entry.fingerprint = Some(fingerprint);
            entry.code = Some(code);
            entry.text = Some(text);
        }
    }
    Ok(entry)
}
