//! Imports of tables: a file becomes rows, rows become matters, in the background and safe to do again.
//!
//! | module | holds |
//! |---|---|
//! | `table` | a file's heading and rows, Excel or CSV, within limits |
//! | `workbook` | Excel workbooks, cell by cell |
//! | `spool` | the rows on their way, on disk and not in memory |
//! | `columns` | which heading is which field |
//! | `shown` | values as people read them; exports write what imports read |
//! | `rows` | what a row asks for: a new matter, a change, nothing, or why it cannot be |
//! | `pass` | all rows of a table, some at a time, looked at or done |
//!
//! A row opens its matter under a key made of the file's content and the row's number, so that neither a second run
//! nor a restart in the middle opens it twice.

pub(crate) mod columns;
mod pass;
mod rows;
pub(crate) mod shown;
mod spool;
mod table;
mod workbook;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use duixian_ledger::ActorRef;
use tokio::sync::Semaphore;

pub(crate) use pass::{Aim, pass};
pub(crate) use rows::{RowFault, of_matter};
pub(crate) use spool::Spool;
pub(crate) use table::{Table, TableFault, decoded, read};

use columns::Columns;

/// Files that are read at once; the others wait.
const READ_AT_ONCE: usize = 2;
/// Previews that wait to be run; the oldest is forgotten for a new one.
const MOST_KEPT: usize = 16;
/// Faults that are kept to be shown.
pub(crate) const MOST_FAULTS: usize = 200;

/// The imports of a server.
pub(crate) struct Imports {
    jobs: Mutex<(u64, BTreeMap<String, Arc<Job>>)>,
    /// How many files may be read at once.
    pub(crate) reading: Semaphore,
    /// Imports run one after the other: the ledger has one writer, and two of the same rows must see each other.
    pub(crate) running: tokio::sync::Mutex<()>,
}

impl Default for Imports {
    fn default() -> Self {
        Self { jobs: Mutex::default(), reading: Semaphore::new(READ_AT_ONCE), running: tokio::sync::Mutex::default() }
    }
}

/// One table on its way.
pub(crate) struct Job {
    /// What it is called by clients.
    pub(crate) id: String,
    /// What it imports.
    pub(crate) source: Source,
    progress: Mutex<Progress>,
}

/// What is imported, and by whom.
pub(crate) struct Source {
    /// What all keys of its rows begin with: made of its content and kind.
    pub(crate) key: String,
    /// The file's name.
    pub(crate) name: String,
    /// The kind of its matters.
    pub(crate) kind: String,
    /// Who imports.
    pub(crate) actor: ActorRef,
    /// Its columns.
    pub(crate) columns: Columns,
    /// Its rows.
    pub(crate) rows: Spool,
}

/// How far an import is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Progress {
    /// What it is doing.
    pub(crate) phase: Phase,
    /// What became of the rows so far.
    pub(crate) counts: Counts,
    /// What is wrong with rows, the first of them.
    pub(crate) faults: Vec<RowFault>,
}

/// What an import is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Phase {
    /// It was looked at, and waits.
    #[default]
    Previewed,
    /// It is being done.
    Running,
    /// All rows were done.
    Done,
    /// The ledger failed in the middle; it can be run again.
    Failed,
}

/// Rows by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Rows looked at or done.
    pub(crate) done: u32,
    /// New matters.
    pub(crate) new: u32,
    /// Known matters with other values.
    pub(crate) changed: u32,
    /// Known matters without a difference.
    pub(crate) same: u32,
    /// Rows that cannot be.
    pub(crate) refused: u32,
}

impl Progress {
    /// Takes what was found in some rows.
    pub(crate) fn add(&mut self, found: Progress) {
        let (counts, more) = (&mut self.counts, found.counts);
        counts.done += more.done;
        counts.new += more.new;
        counts.changed += more.changed;
        counts.same += more.same;
        counts.refused += more.refused;
        let free = MOST_FAULTS.saturating_sub(self.faults.len());
        self.faults.extend(found.faults.into_iter().take(free));
    }
}

impl Imports {
    /// Keeps a table that was looked at, and gives it its id.
    pub(crate) fn keep(&self, source: Source, progress: Progress) -> Arc<Job> {
        let mut jobs = locked(&self.jobs);
        jobs.0 += 1;
        let id = format!("i{:06}", jobs.0);
        let job = Arc::new(Job { id: id.clone(), source, progress: Mutex::new(progress) });
        while jobs.1.len() >= MOST_KEPT {
            let is_idle = |job: &Arc<Job>| job.progress().phase != Phase::Running;
            let Some(oldest) = jobs.1.values().find(|job| is_idle(job)).map(|job| job.id.clone()) else { break };
            jobs.1.remove(&oldest);
        }
        jobs.1.insert(id, Arc::clone(&job));
        job
    }

    /// An import by its id.
    pub(crate) fn find(&self, id: &str) -> Option<Arc<Job>> {
        locked(&self.jobs).1.get(id).cloned()
    }
}

impl Job {
    /// How far it is.
    pub(crate) fn progress(&self) -> Progress {
        locked(&self.progress).clone()
    }

    /// Begins a run, unless it runs or is done.
    pub(crate) fn begin(&self) -> bool {
        let mut progress = locked(&self.progress);
        let begins = matches!(progress.phase, Phase::Previewed | Phase::Failed);
        if begins {
            *progress = Progress { phase: Phase::Running, ..Progress::default() };
        }
        begins
    }

    /// Takes what became of some rows.
    pub(crate) fn add(&self, found: Progress) {
        locked(&self.progress).add(found);
    }

    /// Ends a run.
    pub(crate) fn end(&self, phase: Phase) {
        locked(&self.progress).phase = phase;
    }
}

/// What is behind a lock is whole even when its holder panicked: every change is one assignment or one sum.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
