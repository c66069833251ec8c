//! Stored documents as threads and checks need them: the whole text, and the reading with people's corrections.
//!
//! They are made by reading the stored file again, which is quick, and kept in memory while they are in use; the
//! rows alone are the truth of what people corrected.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use duixian_figures::{Codebook, Reading};
use duixian_text::{Document, ReadError};
use duixian_threads::Source;

use crate::corrected::{correct_figure, correct_promise};
use crate::error::{LedgerError, What};
use crate::identity::{DocumentId, FigureId, PromiseId, Site};
use crate::ledger::Ledger;
use crate::query::{DocumentFilter, Page};
use crate::rows::{DocumentRow, FigureRow, PromiseRow};
use crate::settle::Twins;

/// Reports kept in memory: a large site's place with a few decades of reports.
const MOST_REPORTS: usize = 64;

/// A stored document with its text and its reading, corrections applied, what was marked wrong left out.
#[derive(Debug)]
pub struct Report {
    /// The document's own row.
    pub row: DocumentRow,
    /// Its text.
    pub document: Document,
    /// Its figures and promises.
    pub reading: Reading,
    /// The ids of the reading's figures.
    pub figures: Vec<FigureId>,
    /// The ids of the reading's promises.
    pub promises: Vec<PromiseId>,
    /// Promises marked wrong, which are left out.
    pub wrong_promises: u64,
    /// Target figures marked wrong, which are left out.
    pub wrong_targets: u64,
}

impl Report {
    /// The report as links and checks take it.
    pub fn source(&self) -> Source<'_> {
        Source { document: &self.document, reading: &self.reading }
    }
}

/// A place with the years of its documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceYears {
    /// Names from the highest named level down.
    pub place: Vec<String>,
    /// The years that have documents, the newest first, each with how many.
    pub years: Vec<(u16, u64)>,
    /// Documents without a year.
    pub undated: u64,
}

/// Things made from the ledger that are dear to make: the least used go first.
#[derive(Debug)]
pub(crate) struct Memory<Key, Thing> {
    kept: Arc<Mutex<Kept<Key, Thing>>>,
    most: usize,
}

#[derive(Debug)]
struct Kept<Key, Thing> {
    turn: u64,
    things: HashMap<Key, (u64, Arc<Thing>)>,
}

impl<Key, Thing> Clone for Memory<Key, Thing> {
    fn clone(&self) -> Self {
        Self { kept: Arc::clone(&self.kept), most: self.most }
    }
}

impl<Key: Clone + Eq + Hash, Thing> Memory<Key, Thing> {
    pub(crate) fn of(most: usize) -> Self {
        Self { kept: Arc::new(Mutex::new(Kept { turn: 0, things: HashMap::new() })), most }
    }

    pub(crate) fn get(&self, key: &Key) -> Option<Arc<Thing>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.turn += 1;
        let turn = kept.turn;
        let (used, thing) = kept.things.get_mut(key)?;
        *used = turn;
        Some(Arc::clone(thing))
    }

    pub(crate) fn put(&self, key: Key, thing: Arc<Thing>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.turn += 1;
        let turn = kept.turn;
        kept.things.insert(key, (turn, thing));
        while kept.things.len() > self.most {
            let Some(oldest) = kept.things.iter().min_by_key(|(_, (used, _))| *used).map(|(key, _)| key.clone()) else {
                return;
            };
            kept.things.remove(&oldest);
        }
    }
}

/// Reports in memory, each in the revision in which it was made.
pub(crate) type ReportMemory = Memory<(Site, DocumentId, u64), Report>;

pub(crate) fn report_memory() -> ReportMemory {
    Memory::of(MOST_REPORTS)
}

impl Ledger {
    /// A document with its text and its reading.
    ///
    /// # Errors
    /// When there is no such document, it is deleted, or cannot be read any more.
    pub async fn report(&self, id: &DocumentId) -> Result<Arc<Report>, LedgerError> {
        let row = self.present_document(id).await?;
        self.report_of(row).await
    }

    /// All reports of a place that have a year, the oldest first. The place is its own name or its whole path.
    ///
    /// # Errors
    /// When the ledger has no document of it, or several places have this name.
    pub async fn reports(&self, place: &str) -> Result<Vec<Arc<Report>>, LedgerError> {
        let mut reports = Vec::new();
        for row in self.dated_documents(place).await? {
            reports.push(self.report_of(row).await?);
        }
        Ok(reports)
    }

    /// The documents of one place that have a year, the oldest first.
    pub(crate) async fn dated_documents(&self, place: &str) -> Result<Vec<DocumentRow>, LedgerError> {
        let filter = DocumentFilter { place: Some(place.to_owned()), ..DocumentFilter::default() };
        let mut rows = self.store.documents(&self.site, &filter, Page::ALL).await?.items;
        let mut paths: Vec<String> = rows.iter().map(|row| row.header.place.join("/")).collect();
        paths.sort_unstable();
        paths.dedup();
        if paths.iter().any(|path| path == place) {
            rows.retain(|row| row.header.place.join("/") == place);
        } else if paths.len() > 1 {
            let value = place.chars().take(80).collect();
            return Err(LedgerError::BadValue { field: "place".to_owned(), value, wanted: paths.join(", ") });
        }
        if rows.is_empty() || place.is_empty() {
            return Err(LedgerError::NotFound { what: What::Place, id: place.chars().take(80).collect() });
        }
        rows.retain(|row| row.header.year.is_some());
        rows.sort_by(|one, other| {
            let key = |row: &DocumentRow| (row.header.year, row.added_at, row.id.clone());
            key(one).cmp(&key(other))
        });
        Ok(rows)
    }

    /// All places that documents name, each with its years, those with the most documents first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn places(&self) -> Result<Vec<PlaceYears>, LedgerError> {
        let rows = self.store.documents(&self.site, &DocumentFilter::default(), Page::ALL).await?.items;
        let mut places: Vec<PlaceYears> = Vec::new();
        for row in rows.into_iter().filter(|row| !row.header.place.is_empty()) {
            let known = places.iter().position(|known| known.place == row.header.place);
            let at = known.unwrap_or_else(|| {
                places.push(PlaceYears { place: row.header.place.clone(), years: Vec::new(), undated: 0 });
                places.len() - 1
            });
            let Some(year) = row.header.year else {
                places[at].undated += 1;
                continue;
            };
            match places[at].years.iter_mut().find(|(known, _)| *known == year) {
                Some((_, documents)) => *documents += 1,
                None => places[at].years.push((year, 1)),
            }
        }
        for place in &mut places {
            place.years.sort_unstable_by_key(|(year, _)| std::cmp::Reverse(*year));
        }
        places.sort_by_key(|place| (std::cmp::Reverse(place.years.len()), place.place.clone()));
        Ok(places)
    }

    pub(crate) async fn report_of(&self, row: DocumentRow) -> Result<Arc<Report>, LedgerError> {
        let key = (self.site.clone(), row.id.clone(), row.revision);
        if let Some(known) = self.reports.get(&key) {
            return Ok(known);
        }
        let missing = || LedgerError::NotFound { what: What::Original, id: row.id.to_string() };
        let bytes = self.store.file(&self.site, &row.content).await?.ok_or_else(missing)?;
        let figures = self.store.figures_of(&self.site, &row.id).await?;
        let promises = self.store.promises_of(&self.site, &row.id).await?;
        let codebook = Arc::clone(&self.codebook);
        let read = move || read(row, &bytes, &figures, &promises, &codebook);
        let stopped = |error| LedgerError::Damaged { reason: format!("the reading stopped: {error}") };
        let report = Arc::new(tokio::task::spawn_blocking(read).await.map_err(stopped)??);
        self.reports.put(key, Arc::clone(&report));
        Ok(report)
    }
}

/// Reads a file and applies what people corrected in its rows.
fn read(
    row: DocumentRow,
    bytes: &[u8],
    figure_rows: &[FigureRow],
    promise_rows: &[PromiseRow],
    codebook: &Codebook,
) -> Result<Report, ReadError> {
    let document = duixian_text::read(bytes)?;
    let Reading { figures, promises } = duixian_figures::read(&document, codebook);
    let figure_rows: HashMap<&str, &FigureRow> = figure_rows.iter().map(|row| (row.id.as_str(), row)).collect();
    let promise_rows: HashMap<&str, &PromiseRow> = promise_rows.iter().map(|row| (row.id.as_str(), row)).collect();
    let mut report = Report {
        figures: Vec::with_capacity(figures.len()),
        promises: Vec::with_capacity(promises.len()),
        reading: Reading::default(),
        wrong_promises: 0,
        wrong_targets: 0,
        row,
        document,
    };
    // Where each figure of the reading has gone; those marked wrong are gone.
    let mut kept: Vec<Option<u32>> = Vec::with_capacity(figures.len());
    let mut twins = Twins::default();
    for mut figure in figures {
        let (span, words) = (report.document.original_span(figure.span), report.document.text(figure.span));
        let id = FigureId::of(&report.row.id, span, words, twins.next(span, words));
        if let Some(known) = figure_rows.get(id.as_str()) {
            correct_figure(&mut figure, &known.fields, &known.read);
            if known.wrong {
                report.wrong_targets += u64::from(figure.kind == duixian_figures::Kind::Target);
                kept.push(None);
                continue;
            }
        }
        kept.push(Some(report.figures.len() as u32));
        report.figures.push(id);
        report.reading.figures.push(figure);
    }
    let mut twins = Twins::default();
    for mut promise in promises {
        let (span, words) = (report.document.original_span(promise.span), report.document.text(promise.span));
        let twin = twins.next(span, &promise.object);
        let id = PromiseId::of(&report.row.id, span, words, &promise.object, twin);
        if let Some(known) = promise_rows.get(id.as_str()) {
            correct_promise(&mut promise, &known.fields, &known.read);
            if known.wrong {
                report.wrong_promises += 1;
                continue;
            }
        }
        let carried = promise.figures.iter().filter_map(|&figure| kept.get(figure as usize).copied().flatten());
        promise.figures = carried.collect();
        report.promises.push(id);
        report.reading.promises.push(promise);
    }
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_used_goes_first() {
        let memory: Memory<u8, u8> = Memory::of(2);
        memory.put(1, Arc::new(10));
        memory.put(2, Arc::new(20));
        assert_eq!(memory.get(&1).as_deref(), Some(&10));
        memory.put(3, Arc::new(30));
        assert_eq!((memory.get(&1).is_some(), memory.get(&2).is_some(), memory.get(&3).is_some()), (true, false, true));
    }
}
