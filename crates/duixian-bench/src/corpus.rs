//! The texts that are measured: the real reports where they are, else the samples.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

/// A text and where it comes from.
pub(crate) struct Text {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

/// All texts.
pub(crate) struct Corpus {
    pub(crate) texts: Vec<Text>,
    /// Whether they are the real reports; the aims are about those.
    pub(crate) is_real: bool,
}

/// The project's root, from this crate's folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

impl Corpus {
    pub(crate) fn load(folder: Option<&Path>) -> Result<Self> {
        let reports = folder.map_or_else(|| root().join("../shared/reports"), Path::to_owned);
        let is_real = reports.is_dir();
        ensure!(is_real || folder.is_none(), "{} is no folder", reports.display());
        let folder = if is_real { reports } else { root().join("samples/source") };

        let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
        let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
        paths.sort();
        ensure!(!paths.is_empty(), "{} holds no .txt file", folder.display());
        let read = |path: PathBuf| {
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            Ok(Text { path, text })
        };
        Ok(Self { texts: paths.into_iter().map(read).collect::<Result<_>>()?, is_real })
    }

    /// Bytes of all texts.
    pub(crate) fn bytes(&self) -> usize {
        self.texts.iter().map(|text| text.text.len()).sum()
    }
}
