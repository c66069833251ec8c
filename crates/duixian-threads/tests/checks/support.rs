//! Reading texts for the tests of the check.
#![allow(clippy::expect_used)]

use std::path::{Path, PathBuf};

use duixian_figures::{Codebook, Reading, read};
use duixian_text::Document;
use duixian_threads::{Against, Checked, Source, check};

/// A text that was read.
pub(crate) struct Text {
    pub(crate) document: Document,
    pub(crate) reading: Reading,
}

impl Text {
    pub(crate) fn new(text: &str, codebook: &Codebook) -> Self {
        let document = Document::from_text(text);
        let reading = read(&document, codebook);
        Self { document, reading }
    }

    pub(crate) fn source(&self) -> Source<'_> {
        Source { document: &self.document, reading: &self.reading }
    }

    pub(crate) fn check(&self, codebook: &Codebook) -> Checked {
        check(self.source(), Against::default(), codebook)
    }
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A sample text by its name.
pub(crate) fn sample(name: &str) -> String {
    std::fs::read_to_string(root().join("samples/source").join(format!("{name}.txt"))).expect("a sample text")
}

/// A file of the labelled material, or `None` where it is not there (said on the test's output).
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let found = root().join("../shared").join(path);
    if found.exists() {
        return Some(found);
    }
    println!("skipped: {path} is not beside this repository");
    None
}

/// The reports beside the repository, by name.
pub(crate) fn reports() -> Vec<(String, String)> {
    let Some(folder) = shared("reports") else { return Vec::new() };
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder of reports")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).expect("a report"))
        })
        .collect()
}
