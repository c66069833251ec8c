//! What the ledger's verbs share: its folder, the runtime that waits for it, and the clock.

use duixian_ledger::{Ledger, LedgerError, Setup};
use jiff::Timestamp;
use tokio::runtime::Runtime;

use crate::arguments::{DeclaredFolders, LedgerFolder};
use crate::failure::Failure;
use crate::language::Language;

/// Who acts at the command line.
pub(super) const ACTOR: &str = "local";

/// A ledger and the runtime that its answers are awaited on.
pub(super) struct OpenLedger {
    pub(super) runtime: Runtime,
    pub(super) ledger: Ledger,
}

/// Opens the ledger in the folder or database, and makes it where there is none.
///
/// Documents that an older version of the rules read are read again; corrections by people stay.
pub(super) fn open(folder: &LedgerFolder, language: Language) -> Result<OpenLedger, Failure> {
    open_for(folder, &DeclaredFolders::default(), language)
}

/// The same with the systems and the site of other folders.
pub(super) fn open_for(
    folder: &LedgerFolder,
    declared: &DeclaredFolders,
    language: Language,
) -> Result<OpenLedger, Failure> {
    let path = folder.path().ok_or(Failure::NoDataFolder)?;
    let site = declared.site(folder).ok_or(Failure::NoDataFolder)?;
    let setup = Setup::read(declared.systems(), &site)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::Runtime)?;
    let ledger = match folder.database() {
        Some(address) => runtime.block_on(Ledger::open_database_setup(&address, &path, setup))?,
        None => runtime.block_on(Ledger::open_setup(&path, setup))?,
    };
    let reread = runtime.block_on(ledger.reread_outdated(ACTOR, now(), |_| {}))?;
    if reread.documents > 0 {
        let count = reread.documents;
        eprintln!(
            "{}",
            language.pick(
                format!("{count} documents were read again by newer rules"),
                format!("已按新版规则重新读取 {count} 份文档"),
            )
        );
    }
    Ok(OpenLedger { runtime, ledger })
}

impl OpenLedger {
    /// Waits for an answer.
    pub(super) fn ask<T>(&self, answer: impl Future<Output = Result<T, LedgerError>>) -> Result<T, Failure> {
        Ok(self.runtime.block_on(answer)?)
    }
}

/// The time of an act.
#[expect(clippy::disallowed_methods, reason = "the edge has the clock")]
pub(super) fn now() -> Timestamp {
    Timestamp::now()
}
