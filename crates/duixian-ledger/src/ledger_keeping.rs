//! Keeping a ledger safe: verifying the chain of hashes and the files, backing up while it runs, restoring.
//!
//! A backup is a database file of SQLite with everything that is kept for ever and no rows: a restored ledger makes
//! them from the events. What is kept for ever is only added to, so that a copy up to one event is as of one moment.

use std::collections::BTreeSet;
use std::path::Path;

use duixian_matters::event::Effect;

use crate::audit::{Sealed, hash};
use crate::error::LedgerError;
use crate::event::EventBody;
use crate::identity::{ContentHash, Site};
use crate::ledger::Ledger;
use crate::sql::SqlStore;
use crate::store::Store;

/// Events copied or verified at a time.
const AT_ONCE: u32 = 2_000;
/// Files listed at a time; their bytes are read one by one.
const FILES_AT_ONCE: u32 = 500;

/// What a verification found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// Events whose hash is right.
    pub events: u64,
    /// Files whose bytes are those of their hash.
    pub files: u64,
    /// The hash of the last event, which covers all before it. Written down elsewhere, it also proves that no event
    /// was taken from the end.
    pub last: Option<String>,
    /// The first fault; none: everything is as it was written.
    pub fault: Option<Fault>,
}

/// What is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The hash of this event is not the one of its words and of the event before.
    Changed {
        /// Its sequence.
        sequence: u64,
    },
    /// There is no event of this sequence, or it has no hash.
    Missing {
        /// The sequence.
        sequence: u64,
    },
    /// The event cannot be read.
    Unreadable {
        /// Its sequence.
        sequence: u64,
        /// Why.
        reason: String,
    },
    /// A file that an event names is not there.
    FileMissing {
        /// Its hash.
        content: String,
    },
    /// A file's bytes are not those of its hash.
    FileChanged {
        /// Its hash.
        content: String,
    },
}

/// What was copied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// Events.
    pub events: u64,
    /// Files.
    pub files: u64,
}

impl Ledger {
    /// Computes every hash anew: of the events, in order, and of the files. It changes nothing, and may run while
    /// others write.
    ///
    /// # Errors
    /// When the database fails. What is wrong with the ledger is told in the answer.
    pub async fn verify(&self) -> Result<Verification, LedgerError> {
        let mut found = Verification::default();
        let mut named = BTreeSet::new();
        let until = self.store.head(&self.site).await?;
        let mut before = String::new();
        while found.events < until {
            let events = self.store.sealed(&self.site, found.events, AT_ONCE).await?;
            if events.is_empty() {
                found.fault = Some(Fault::Missing { sequence: found.events + 1 });
                return Ok(found);
            }
            for event in events.iter().take_while(|event| event.sequence <= until) {
                match self.verified(&before, found.events + 1, event, &mut named) {
                    Ok(hash) => before = hash,
                    Err(fault) => {
                        found.fault = Some(fault);
                        return Ok(found);
                    }
                }
                found.events = event.sequence;
            }
        }
        found.last = Some(before).filter(|hash| !hash.is_empty());
        self.verify_files(&mut found, named).await?;
        Ok(found)
    }

    /// The hash of an event that is as it was written, and the files that it names.
    fn verified(
        &self,
        before: &str,
        sequence: u64,
        event: &Sealed,
        named: &mut BTreeSet<String>,
    ) -> Result<String, Fault> {
        let kept = event.hash.as_ref().filter(|_| event.sequence == sequence);
        let kept = kept.ok_or(Fault::Missing { sequence })?;
        let right = hash(before, self.site.as_str(), event);
        if *kept != right {
            return Err(Fault::Changed { sequence });
        }
        let body = EventBody::from_stored(&event.kind, event.format_version, &event.body);
        match body.map_err(|error| Fault::Unreadable { sequence, reason: error.to_string() })? {
            EventBody::DocumentAdded(added) => _ = named.insert(added.content),
            EventBody::Matter(happened) => {
                let attached = happened.effects.into_iter().filter_map(|effect| match effect {
                    Effect::Attached { file } => Some(file.content),
                    _ => None,
                });
                named.extend(attached);
            }
            _ => {}
        }
        Ok(right)
    }

    async fn verify_files(&self, found: &mut Verification, mut named: BTreeSet<String>) -> Result<(), LedgerError> {
        let mut behind = String::new();
        loop {
            let contents = self.store.contents(&self.site, &behind, FILES_AT_ONCE).await?;
            let Some(last) = contents.last() else { break };
            behind = last.as_str().to_owned();
            for content in contents {
                let bytes = self.store.file(&self.site, &content).await?.unwrap_or_default();
                if ContentHash::of(&bytes) != content {
                    found.fault = Some(Fault::FileChanged { content: content.as_str().to_owned() });
                    return Ok(());
                }
                named.remove(content.as_str());
                found.files += 1;
            }
        }
        found.fault = named.into_iter().next().map(|content| Fault::FileMissing { content });
        Ok(())
    }

    /// Writes a backup into a new file, while others go on writing.
    ///
    /// # Errors
    /// When the file is there already or cannot be written, or the database fails.
    pub async fn backup(&self, path: &Path) -> Result<Copied, LedgerError> {
        let unusable = |reason: String| LedgerError::Folder { path: path.display().to_string(), reason };
        if path.exists() {
            return Err(unusable("there is a file of this name already".to_owned()));
        }
        let target = SqlStore::open(path).await?;
        let copied = copy(self.store.as_ref(), &target).await;
        target.close().await;
        copied
    }
}

/// Fills an empty store from a backup. A ledger that is opened on it makes its rows first.
///
/// # Errors
/// When there is no such file, the store is not empty, or a database fails.
pub async fn restore(backup: &Path, target: &dyn Store) -> Result<Copied, LedgerError> {
    let unusable = |reason: &str| LedgerError::Folder { path: backup.display().to_string(), reason: reason.to_owned() };
    if !backup.is_file() {
        return Err(unusable("there is no such file"));
    }
    if !target.sites().await?.is_empty() {
        return Err(LedgerError::NotEmpty);
    }
    let source = SqlStore::open(backup).await?;
    let copied = copy(&source, target).await;
    source.close().await;
    copied
}

/// Copies what is kept for ever, each site up to the event that is its last one now.
async fn copy(source: &dyn Store, target: &dyn Store) -> Result<Copied, LedgerError> {
    // Its rows are not those of its events from now on.
    target.recreate_rows().await?;
    let mut copied = Copied::default();
    for site in source.sites().await? {
        let until = source.head(&site).await?;
        copied.files += copy_files(source, target, &site).await?;
        let mut behind = 0;
        while behind < until {
            let mut events = source.sealed(&site, behind, AT_ONCE).await?;
            events.retain(|event| event.sequence <= until);
            let missing = || LedgerError::Damaged { reason: format!("the event {} is missing", behind + 1) };
            behind = events.last().ok_or_else(missing)?.sequence;
            copied.events += events.len() as u64;
            target.put_sealed(&site, events).await?;
        }
        let mut key = String::new();
        loop {
            let answers = source.answers_behind(&site, &key, AT_ONCE).await?;
            let Some(last) = answers.last() else { break };
            key.clone_from(&last.key);
            let known = answers.into_iter().filter(|answer| answer.revision <= until).collect();
            target.put_answers(&site, known).await?;
        }
    }
    Ok(copied)
}

async fn copy_files(source: &dyn Store, target: &dyn Store, site: &Site) -> Result<u64, LedgerError> {
    let (mut behind, mut copied) = (String::new(), 0);
    loop {
        let contents = source.contents(site, &behind, FILES_AT_ONCE).await?;
        let Some(last) = contents.last() else { return Ok(copied) };
        behind = last.as_str().to_owned();
        for content in contents {
            let Some(bytes) = source.file(site, &content).await? else { continue };
            target.put_file(site, &content, bytes).await?;
            copied += 1;
        }
    }
}
