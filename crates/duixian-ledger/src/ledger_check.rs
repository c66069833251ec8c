//! The check of a draft against the reports of its place, with the findings that people waived. The draft is not kept.

use std::sync::Arc;

use duixian_figures::Reading;
use duixian_text::Document;
use duixian_threads::{Against, Checked, Source};

use crate::decision::{Decision, Ruling};
use crate::error::LedgerError;
use crate::identity::{ContentHash, DocumentId};
use crate::ledger::Ledger;
use crate::reports::Report;
use crate::rows::Text;

/// Earlier reports that a draft is held against unless others are named, the newest first.
const MOST_EARLIER: usize = 10;

/// A draft to be checked.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Its file.
    pub bytes: Vec<u8>,
    /// Its place where the file does not say it, or says it otherwise: its own name or its whole path.
    pub place: Option<String>,
    /// Its year where the file does not say it, or says it otherwise.
    pub year: Option<u16>,
    /// The documents to hold it against; `None` takes the earlier reports of its place.
    pub against: Option<Vec<DocumentId>>,
}

/// A draft that was checked.
#[derive(Debug)]
pub struct CheckedDraft {
    /// The place by which findings are waived, names from the highest down joined by `/`; empty if nothing tells it.
    pub place: String,
    /// The draft's text.
    pub document: Document,
    /// The draft's figures and promises.
    pub reading: Reading,
    /// The draft's text in the form of stored documents.
    pub text: Text,
    /// The documents it was held against, the oldest first: source 1 of the places is the first of them.
    pub against: Vec<Arc<Report>>,
    /// Findings and relations.
    pub checked: Checked,
    /// For each finding, the decision that waives it.
    pub waived: Vec<Option<Decision>>,
}

impl Ledger {
    /// Checks a draft by itself and against earlier reports.
    ///
    /// # Errors
    /// When the file cannot be read, a document to hold it against is missing, or several places have the name given.
    pub async fn check(&self, draft: Draft) -> Result<CheckedDraft, LedgerError> {
        let Draft { bytes, place, year, against } = draft;
        let content = ContentHash::of(&bytes);
        let stopped = |error| LedgerError::Damaged { reason: format!("the check stopped: {error}") };
        let reading = tokio::task::spawn_blocking(move || duixian_text::read(&bytes));
        let mut document = reading.await.map_err(stopped)??;
        if let Some(place) = place.filter(|place| !place.trim().is_empty()) {
            document.header.place.path = place.trim().split('/').map(str::to_owned).collect();
        }
        document.header.year = year.or(document.header.year);
        let own = DocumentId::of(&content);
        let against = match against {
            Some(ids) => self.named(&ids).await?,
            None => self.earlier(&document, &own).await?,
        };
        let place = match against.first() {
            Some(report) if !report.row.header.place.is_empty() => report.row.header.place.join("/"),
            _ => document.header.place.path.join("/"),
        };
        let waivers = self.waivers(&place).await?;
        let codebook = Arc::clone(&self.codebook);
        let checking = tokio::task::spawn_blocking(move || {
            let reading = duixian_figures::read(&document, &codebook);
            let earlier: Vec<Source<'_>> = against.iter().map(|report| report.source()).collect();
            let draft = Source { document: &document, reading: &reading };
            let checked = duixian_threads::check(draft, Against { earlier: &earlier, measured: &[] }, &codebook);
            let text = crate::reader::text(&document);
            CheckedDraft { place, document, reading, text, against, checked, waived: Vec::new() }
        });
        let mut checked = checking.await.map_err(stopped)?;
        let waiver = |fingerprint: &str| {
            let is_about_it = |decision: &&Decision| match &decision.ruling {
                Ruling::Waived { fingerprint: waived, .. } => waived == fingerprint,
                _ => false,
            };
            waivers.iter().rfind(is_about_it).cloned()
        };
        checked.waived = checked.checked.findings.iter().map(|finding| waiver(&finding.fingerprint)).collect();
        Ok(checked)
    }

    async fn named(&self, ids: &[DocumentId]) -> Result<Vec<Arc<Report>>, LedgerError> {
        let mut reports = Vec::with_capacity(ids.len());
        for id in ids {
            reports.push(self.report(id).await?);
        }
        reports.sort_by_key(|report| (report.row.header.year, report.row.id.clone()));
        reports.dedup_by_key(|report| report.row.id.clone());
        Ok(reports)
    }

    /// The newest of the reports of the draft's place that are earlier than it, the oldest first.
    async fn earlier(&self, draft: &Document, own: &DocumentId) -> Result<Vec<Arc<Report>>, LedgerError> {
        let path = draft.header.place.path.join("/");
        let Some(name) = draft.header.place.name() else { return Ok(Vec::new()) };
        let mut rows = match self.dated_documents(&path).await {
            Err(LedgerError::NotFound { .. }) if name != path => self.dated_documents(name).await,
            found => found,
        };
        if matches!(rows, Err(LedgerError::NotFound { .. })) {
            rows = Ok(Vec::new());
        }
        let mut rows = rows?;
        rows.retain(|row| row.id != *own && draft.header.year.is_none_or(|year| row.header.year < Some(year)));
        let first = rows.len().saturating_sub(MOST_EARLIER);
        let mut reports = Vec::new();
        for row in rows.into_iter().skip(first) {
            reports.push(self.report_of(row).await?);
        }
        Ok(reports)
    }

    /// The waivers in force for a place.
    async fn waivers(&self, place: &str) -> Result<Vec<Decision>, LedgerError> {
        let mut decisions = self.decisions().await?;
        decisions.retain(|decision| {
            let is_of_place = matches!(&decision.ruling, Ruling::Waived { place: of, .. } if of == place);
            is_of_place && decision.withdrawn.is_none()
        });
        Ok(decisions)
    }
}
