//! The threads (脉络) of a place: its reports, what became of each word given, and people's decisions, together.
//!
//! Threads are made anew from the reports; nothing of them is stored. What is told of them here is found, never judged.

use std::collections::HashMap;
use std::sync::Arc;

use duixian_figures::{Codebook, Hardness, Promise};
use duixian_text::{ByteSpan, Document};
use duixian_threads::{Became, Outcome, Place, Rule, Source, Stage, Thread, Threads, Verdict};

use crate::decision::{Decision, Found, Ruling};
use crate::error::{LedgerError, What};
use crate::event::Quote;
use crate::identity::{DocumentId, EventId, FigureId, PromiseId, Site};
use crate::ledger::Ledger;
use crate::reports::{Memory, Report};
use crate::rows::DocumentRow;

/// Places whose threads are kept in memory.
const MOST_PLACES: usize = 16;

/// The reports of a place with their threads, decisions applied.
#[derive(Debug)]
pub struct Woven {
    /// Names from the highest named level down.
    pub place: Vec<String>,
    /// The reports that have a year, the oldest first; of two with the same text one.
    pub reports: Vec<Arc<Report>>,
    /// The threads. Sources are indexes into the reports.
    pub threads: Threads,
    /// Decisions in force about these reports, in their order, each with what became of its places.
    pub decisions: Vec<(Decision, Found)>,
    /// What a list tells of each thread, in the order of the threads.
    pub summaries: Vec<ThreadSummary>,
    thread_of: HashMap<String, usize>,
}

/// What a thread is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThreadKind {
    /// An indicator of the codebook.
    Indicator,
    /// A thing that was promised.
    Promise,
    /// A target that is no indicator and stands in no promise.
    Target,
}

/// What a list tells of a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadSummary {
    /// The id of its first promise or figure.
    pub id: String,
    /// What it is about.
    pub kind: ThreadKind,
    /// What it is called.
    pub name: String,
    /// The indicator's code, if it is one.
    pub metric: Option<String>,
    /// The year of its first report.
    pub first_year: Option<u16>,
    /// The year of its last report.
    pub last_year: Option<u16>,
    /// How often it is spoken of.
    pub mentions: u32,
    /// In how many documents.
    pub documents: u32,
    /// The stage that was told last; what is only promised is not reached.
    pub stage: Option<Stage>,
    /// The verdict that was given last.
    pub verdict: Option<Verdict>,
    /// By how many years its date has moved since it was first promised; absent where nothing firm was promised for a
    /// year, and of indicators, which are promised anew each year.
    pub slipped: Option<u16>,
}

/// Which threads. An empty filter takes all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThreadFilter {
    /// Words in the name or in what is said.
    pub text: Option<String>,
    /// What they are about.
    pub kind: Option<ThreadKind>,
    /// Only those spoken of in several documents, or only the others.
    pub several: Option<bool>,
    /// Only those whose date has moved, or only the others.
    pub slipped: Option<bool>,
    /// The order.
    pub sort: ThreadSort,
}

/// The order of threads. Ties stand in the order of their first mention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThreadSort {
    /// By the first mention.
    #[default]
    Text,
    /// Those spoken of most come first.
    Mentions,
    /// Those whose date has moved most come first.
    Slipped,
    /// Those spoken of last come first.
    LastYear,
}

pub(crate) type WovenMemory = Memory<WovenKey, Woven>;

/// A place's documents in their revisions, and the decisions in force.
pub(crate) type WovenKey = (Site, Vec<(DocumentId, u64)>, Vec<EventId>);

pub(crate) fn woven_memory() -> WovenMemory {
    Memory::of(MOST_PLACES)
}

impl Ledger {
    /// The threads of a place, which is its own name or its whole path.
    ///
    /// # Errors
    /// When the ledger has no document of it, or several places have this name.
    pub async fn woven(&self, place: &str) -> Result<Arc<Woven>, LedgerError> {
        self.weave(self.dated_documents(place).await?).await
    }

    /// The threads of documents that somebody says to be of one place, which not all of them name.
    /// Those without a year are left out.
    ///
    /// # Errors
    /// When there is no such document, or it is deleted.
    pub async fn woven_of(&self, documents: &[DocumentId]) -> Result<Arc<Woven>, LedgerError> {
        let mut rows: Vec<DocumentRow> = Vec::with_capacity(documents.len());
        for id in documents {
            if !rows.iter().any(|row| row.id == *id) {
                rows.push(self.present_document(id).await?);
            }
        }
        rows.retain(|row| row.header.year.is_some());
        rows.sort_by_key(|row| (row.header.year, row.added_at, row.id.clone()));
        self.weave(rows).await
    }

    /// The threads of documents, the oldest first.
    async fn weave(&self, rows: Vec<DocumentRow>) -> Result<Arc<Woven>, LedgerError> {
        let mut decisions = self.store.decisions(&self.site).await?;
        decisions.retain(|decision| {
            decision.withdrawn.is_none()
                && decision.ruling.documents().iter().any(|id| rows.iter().any(|row| row.id.as_str() == *id))
        });
        let documents = rows.iter().map(|row| (row.id.clone(), row.revision)).collect();
        let key = (self.site.clone(), documents, decisions.iter().map(|decision| decision.event).collect());
        if let Some(known) = self.woven.get(&key) {
            return Ok(known);
        }
        let place = common_place(&rows);
        let mut reports: Vec<Arc<Report>> = Vec::with_capacity(rows.len());
        for row in rows {
            let report = self.report_of(row).await?;
            if !reports.iter().any(|known| is_the_same(known, &report)) {
                reports.push(report);
            }
        }
        let codebook = Arc::clone(&self.codebook);
        let stopped = |error| LedgerError::Damaged { reason: format!("the linking stopped: {error}") };
        let weaving = tokio::task::spawn_blocking(move || Woven::new(place, reports, decisions, &codebook));
        let woven = Arc::new(weaving.await.map_err(stopped)?);
        self.woven.put(key, Arc::clone(&woven));
        Ok(woven)
    }

    /// The threads of the place that a promise or figure is about, or of the documents named, and the thread that
    /// holds it.
    ///
    /// # Errors
    /// When there is no such promise or figure, or its document names no place or year.
    pub async fn thread(&self, id: &str, documents: Option<&[DocumentId]>) -> Result<(Arc<Woven>, usize), LedgerError> {
        let missing = || LedgerError::NotFound { what: What::Thread, id: id.chars().take(40).collect() };
        let document = match (PromiseId::parse(id), FigureId::parse(id)) {
            (Ok(id), _) => self.store.promise(&self.site, &id).await?.map(|row| row.document),
            (_, Ok(id)) => self.store.figure(&self.site, &id).await?.map(|row| row.document),
            _ => return Err(LedgerError::BadId { what: What::Thread, id: id.chars().take(40).collect() }),
        };
        let row = self.present_document(&document.ok_or_else(missing)?).await?;
        let woven = match documents {
            Some(documents) => self.woven_of(documents).await?,
            None if row.header.place.is_empty() => return Err(missing()),
            None => self.woven(&row.header.place.join("/")).await?,
        };
        let thread = woven.thread_of(id).ok_or_else(missing)?;
        Ok((woven, thread))
    }

    /// What has become of a decision's places in the present readings.
    ///
    /// # Errors
    /// When the database fails, or a document cannot be read any more.
    pub async fn places_of_decision(&self, decision: &Decision) -> Result<Found, LedgerError> {
        for id in decision.ruling.documents() {
            match self.document_row(&DocumentId::parse(id)?).await {
                Ok(row) if row.deleted_at.is_none() => {}
                Ok(_) | Err(LedgerError::NotFound { .. }) => return Ok(Found::Away),
                Err(error) => return Err(error),
            }
        }
        for quote in decision.ruling.quotes() {
            let report = self.report(&DocumentId::parse(&quote.document)?).await?;
            if quote.find(&report.document).is_none() {
                return Ok(Found::Orphan);
            }
        }
        Ok(Found::Whole)
    }
}

/// The place that the documents name, some of them perhaps not at all; empty where they name two.
fn common_place(rows: &[DocumentRow]) -> Vec<String> {
    let mut named = rows.iter().map(|row| &row.header.place).filter(|place| !place.is_empty());
    let first = named.next();
    first.filter(|first| named.all(|other| other == *first)).cloned().unwrap_or_default()
}

/// Whether two documents are the same report in two files.
fn is_the_same(one: &Report, other: &Report) -> bool {
    let letters = |document: &Document| -> Vec<char> {
        document.clean.chars().filter(|letter| !letter.is_whitespace()).collect()
    };
    one.row.header.year == other.row.header.year
        && one.row.header.title == other.row.header.title
        && one.reading.promises.len() == other.reading.promises.len()
        && one.reading.figures.len() == other.reading.figures.len()
        && letters(&one.document) == letters(&other.document)
}

impl Woven {
    fn new(place: Vec<String>, reports: Vec<Arc<Report>>, decisions: Vec<Decision>, codebook: &Codebook) -> Self {
        let (decided, decisions) = placed(&reports, decisions);
        let sources: Vec<Source<'_>> = reports.iter().map(|report| report.source()).collect();
        let threads = duixian_threads::threads(&sources, codebook, &decided);
        let mut woven = Self { place, reports, threads, decisions, summaries: Vec::new(), thread_of: HashMap::new() };
        woven.summaries = (0..woven.threads.threads.len()).map(|index| woven.summary(index)).collect();
        for (index, thread) in woven.threads.threads.iter().enumerate() {
            for mention in &thread.mentions {
                let Some(report) = woven.reports.get(mention.place.source) else { continue };
                let promise = mention.promise.and_then(|promise| report.promises.get(promise as usize));
                let figure = mention.figure.and_then(|figure| report.figures.get(figure as usize));
                let ids = [promise.map(PromiseId::as_str), figure.map(FigureId::as_str)];
                for id in ids.into_iter().flatten() {
                    woven.thread_of.entry(id.to_owned()).or_insert(index);
                }
            }
        }
        woven
    }

    /// The thread that speaks of a promise or figure.
    pub fn thread_of(&self, id: &str) -> Option<usize> {
        self.thread_of.get(id).copied()
    }

    /// The threads that a filter takes, in its order.
    pub fn threads(&self, filter: &ThreadFilter) -> Vec<usize> {
        let mut found: Vec<usize> = (0..self.summaries.len()).filter(|&index| self.takes(filter, index)).collect();
        found.sort_by_key(|&index| {
            let summary = &self.summaries[index];
            match filter.sort {
                ThreadSort::Text => 0,
                ThreadSort::Mentions => u32::MAX - summary.mentions,
                ThreadSort::Slipped => u32::from(u16::MAX - summary.slipped.unwrap_or_default()),
                ThreadSort::LastYear => u32::from(u16::MAX - summary.last_year.unwrap_or_default()),
            }
        });
        found
    }

    fn takes(&self, filter: &ThreadFilter, index: usize) -> bool {
        let summary = &self.summaries[index];
        let holds = |words: &str| {
            let words = words.to_lowercase();
            summary.name.to_lowercase().contains(&words)
                || self.threads.threads[index].mentions.iter().any(|mention| {
                    let source = self.reports.get(mention.place.source).map(|report| report.source());
                    source.is_some_and(|source| source.sentence(mention.sentence).to_lowercase().contains(&words))
                })
        };
        filter.kind.is_none_or(|kind| summary.kind == kind)
            && filter.several.is_none_or(|several| (summary.documents > 1) == several)
            && filter.slipped.is_none_or(|slipped| summary.slipped.is_some_and(|years| years > 0) == slipped)
            && filter.text.as_deref().is_none_or(holds)
    }

    fn summary(&self, index: usize) -> ThreadSummary {
        let thread = &self.threads.threads[index];
        let year = |source: usize| self.reports.get(source).and_then(|report| report.row.header.year);
        let years = || thread.mentions.iter().filter_map(|mention| year(mention.place.source));
        let mut documents: Vec<usize> = thread.mentions.iter().map(|mention| mention.place.source).collect();
        documents.sort_unstable();
        documents.dedup();
        let id = thread.mentions.iter().find_map(|mention| {
            let report = self.reports.get(mention.place.source)?;
            let promise = mention.promise.and_then(|index| report.promises.get(index as usize));
            let figure = mention.figure.and_then(|index| report.figures.get(index as usize));
            promise.map(ToString::to_string).or_else(|| figure.map(ToString::to_string))
        });
        let is_promise = thread.mentions.iter().any(|mention| mention.promise.is_some());
        let kind = match (&thread.metric, is_promise) {
            (Some(_), _) => ThreadKind::Indicator,
            (None, true) => ThreadKind::Promise,
            (None, false) => ThreadKind::Target,
        };
        let slipped = if kind == ThreadKind::Promise { self.slipped(thread) } else { None };
        let verdicts = thread.became.iter().filter_map(|&index| self.threads.became.get(index));
        ThreadSummary {
            id: id.unwrap_or_default(),
            kind,
            name: thread.name.clone(),
            metric: thread.metric.clone(),
            first_year: years().min(),
            last_year: years().max(),
            mentions: thread.mentions.len() as u32,
            documents: documents.len() as u32,
            stage: thread.mentions.iter().rev().filter(|said| said.promise.is_none()).find_map(|said| said.stage),
            verdict: verdicts.max_by_key(|found| (found.new, found.old)).map(|found| found.link.verdict),
            slipped,
        }
    }

    /// By how many years a date has moved: from the first year for which a thing is firmly promised to the last one,
    /// as long as no report between tells it done. A plan of several years moves nothing.
    fn slipped(&self, thread: &Thread) -> Option<u16> {
        let mut first = None;
        let mut most = None;
        for mention in &thread.mentions {
            let Some((source, index)) = mention.promise.map(|index| (mention.place.source, index)) else { continue };
            let Some((_, promise)) = self.promise(source, index) else { continue };
            let year = self.reports.get(source).and_then(|report| report.row.header.year);
            let is_firm = matches!(promise.hardness, Hardness::Result | Hardness::Start);
            let Some(due) = mention.due.filter(|&due| is_firm && year.is_some_and(|year| due <= year + 1)) else {
                continue;
            };
            let from = *first.get_or_insert(due);
            most = most.max(Some(due.saturating_sub(from)));
            let is_done = thread.became.iter().filter_map(|&index| self.threads.became.get(index)).any(|found| {
                let is_its = found.old == source && found.link.promise == Some(index);
                is_its && matches!(found.link.verdict.outcome(), Outcome::Kept | Outcome::Late)
            });
            if is_done {
                first = None;
            }
        }
        most
    }

    /// The decision that gave a verdict, if a person did.
    pub fn overruling(&self, found: &Became) -> Option<&Decision> {
        if found.link.rule != Rule::Overruled {
            return None;
        }
        let is_of = |decision: &&Decision| {
            let Ruling::Overruled { promise, later, .. } = &decision.ruling else { return false };
            let (old, new) = (self.reports.get(found.old), self.reports.get(found.new));
            old.is_some_and(|report| {
                report.row.id.as_str() == promise.document
                    && promise.find(&report.document).is_some_and(|span| overlap(span, found.link.given))
            }) && new.is_some_and(|report| report.row.id.as_str() == later)
        };
        self.decisions.iter().map(|(decision, _)| decision).rfind(is_of)
    }

    /// The decisions in force about what a thread speaks of.
    pub fn decisions_of(&self, thread: usize) -> Vec<&Decision> {
        let mentions = self.threads.threads.get(thread).map_or(&[][..], |thread| &thread.mentions);
        let speaks_of = |quote: &Quote| {
            let source = self.reports.iter().position(|report| report.row.id.as_str() == quote.document);
            let place = source.and_then(|source| Some((source, quote.find(&self.reports[source].document)?)));
            place.is_some_and(|(source, span)| {
                mentions.iter().any(|mention| mention.place.source == source && overlap(mention.place.span, span))
            })
        };
        let decisions = self.decisions.iter().map(|(decision, _)| decision);
        decisions.filter(|decision| decision.ruling.quotes().into_iter().any(speaks_of)).collect()
    }

    /// A promise of a report.
    pub fn promise(&self, source: usize, index: u32) -> Option<(&PromiseId, &Promise)> {
        let report = self.reports.get(source)?;
        Some((report.promises.get(index as usize)?, report.reading.promises.get(index as usize)?))
    }
}

pub(crate) fn overlap(one: ByteSpan, other: ByteSpan) -> bool {
    one.start < other.end && other.start < one.end
}

/// The decisions as the threads take them, and each with what became of its places.
fn placed(
    reports: &[Arc<Report>],
    decisions: Vec<Decision>,
) -> (Vec<duixian_threads::Decision>, Vec<(Decision, Found)>) {
    let mut decided = Vec::new();
    let mut all = Vec::with_capacity(decisions.len());
    for decision in decisions {
        let found = match in_reports(reports, &decision.ruling) {
            Ok(ruling) => {
                decided.extend(ruling);
                Found::Whole
            }
            Err(found) => found,
        };
        all.push((decision, found));
    }
    (decided, all)
}

fn in_reports(reports: &[Arc<Report>], ruling: &Ruling) -> Result<Option<duixian_threads::Decision>, Found> {
    use duixian_threads::Decision as Decided;
    let source = |id: &str| reports.iter().position(|report| report.row.id.as_str() == id).ok_or(Found::Away);
    let place = |quote: &Quote| -> Result<Place, Found> {
        let source = source(&quote.document)?;
        let span = quote.find(&reports[source].document).ok_or(Found::Orphan)?;
        Ok(Place { source, span })
    };
    Ok(match ruling {
        Ruling::Joined { one, other } => Some(Decided::Join(place(one)?, place(other)?)),
        Ruling::Split { place: quote } => Some(Decided::Split(place(quote)?)),
        Ruling::Renamed { place: quote, name } => Some(Decided::Rename(place(quote)?, name.clone())),
        Ruling::Overruled { promise, later, verdict } => {
            let verdict = Verdict::of_code(verdict).ok_or(Found::Orphan)?;
            Some(Decided::Overrule { promise: place(promise)?, later: source(later)?, verdict })
        }
        Ruling::Waived { .. } => None,
    })
}
