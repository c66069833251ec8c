//! Files given on the command line → documents, one after the other, with a progress bar where someone watches.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use duixian_figures::{Codebook, Reading};
use duixian_text::{Document, MAX_FILE_BYTES};
use duixian_threads::Source;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::failure::{Failure, Outcome};
use crate::language::Language;

/// The bytes of a file; no more than a reader takes, and one to tell that there were more.
pub(crate) fn bytes_of(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|source| Failure::file(path, source))?;
    Ok(bytes)
}

/// Reads one file into a document.
pub(crate) fn document_of(path: &Path) -> Result<Document, Failure> {
    duixian_text::read(&bytes_of(path)?).map_err(|source| Failure::report_of(path, source))
}

/// A file with its document and what was read out of it.
pub(crate) struct Loaded {
    pub(crate) path: PathBuf,
    pub(crate) bytes: Vec<u8>,
    pub(crate) document: Document,
    pub(crate) reading: Reading,
}

impl Loaded {
    /// Reads one file with its figures and promises.
    pub(crate) fn of(path: &Path, codebook: &Codebook) -> Result<Self, Failure> {
        let bytes = bytes_of(path)?;
        let document = duixian_text::read(&bytes).map_err(|source| Failure::report_of(path, source))?;
        let reading = duixian_figures::read(&document, codebook);
        Ok(Self { path: path.to_owned(), bytes, document, reading })
    }

    /// What links, comparisons and checks work on.
    pub(crate) fn source(&self) -> Source<'_> {
        Source { document: &self.document, reading: &self.reading }
    }

    /// The file's name as it was given.
    pub(crate) fn name(&self) -> String {
        self.path.display().to_string()
    }
}

/// Reads each file and hands it on.
///
/// A file that fails is reported at once and the next one is read; a failure of the hand itself ends everything.
pub(crate) fn for_each_document(
    paths: &[PathBuf],
    language: Language,
    mut hand: impl FnMut(&Path, Document) -> Result<(), Failure>,
) -> Result<Outcome, Failure> {
    let progress = progress_bar(paths.len());
    let mut failed = 0;
    for path in paths {
        progress.set_message(path.display().to_string());
        match document_of(path) {
            Ok(document) => hand(path, document)?,
            Err(failure) => {
                failed += 1;
                progress.suspend(|| failure.report(language));
            }
        }
        progress.inc(1);
    }
    progress.finish_and_clear();
    Ok(Outcome::of_failures(failed))
}

/// A bar on the standard error; hidden where that is no terminal, or where there is too little to wait for.
pub(crate) fn progress_bar(steps: usize) -> ProgressBar {
    const WORTH_A_BAR: usize = 4;
    if steps < WORTH_A_BAR || !io::IsTerminal::is_terminal(&io::stderr()) {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{pos}/{len} {bar:24} {wide_msg}") {
        bar.set_style(style);
    }
    bar
}
