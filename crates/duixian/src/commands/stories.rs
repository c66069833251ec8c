//! Running the stories of systems, each on an empty ledger of its own that is gone afterwards.

use std::sync::Arc;

use duixian_ledger::{LedgerError, SqlStore, StoryFault, Systems, tell};
use duixian_matters::declaration::{Code, Diagnostic, Severity, Words};

use crate::failure::Failure;

/// What is otherwise than the stories of a system expect, each with its line.
pub(super) fn faults(systems: &Systems, system: &str) -> Result<Vec<Diagnostic>, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::Runtime)?;
    let mut faults = Vec::new();
    for story in systems.stories(system) {
        let folder = tempfile::tempdir().map_err(|error| unusable(&error))?;
        let told = runtime.block_on(async {
            let store = Arc::new(SqlStore::open(&folder.path().join("ledger.sqlite")).await?);
            let told = tell(Arc::clone(&store) as _, folder.path(), systems, system, story).await;
            store.close().await;
            told
        })?;
        faults.extend(told.into_iter().map(diagnostic));
    }
    Ok(faults)
}

fn diagnostic(fault: StoryFault) -> Diagnostic {
    Diagnostic {
        file: fault.file,
        line: fault.line,
        column: 1,
        length: 1,
        code: Code::StoryFailed,
        severity: Severity::Error,
        message: fault.message,
        try_this: Words {
            zh: "改正声明，或改正故事里的预期".to_owned(),
            en: "correct the declaration, or what the story expects".to_owned(),
        },
    }
}

fn unusable(error: &std::io::Error) -> LedgerError {
    LedgerError::Folder { path: std::env::temp_dir().display().to_string(), reason: error.to_string() }
}
