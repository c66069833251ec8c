//! Where each part of a declaration stands in its files, and the faults found so far.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::declaration::diagnostic::{Code, Diagnostic};
use crate::declaration::{Folder, Words};

/// A place in one of the files.
#[derive(Clone, Debug)]
struct Spot {
    file: String,
    /// Bytes of the file.
    span: Range<usize>,
}

/// Where parts stand, and what is wrong with them.
///
/// A part is named by its path: `kinds/permits/acts/close/from/handling`. Where the last step of a path has no
/// place of its own, that of the part around it is told.
#[derive(Debug)]
pub(crate) struct Notes {
    folder: Folder,
    spots: RefCell<BTreeMap<String, Spot>>,
    found: RefCell<Vec<Diagnostic>>,
}

impl Notes {
    /// Notes on a folder, of which nothing is known yet.
    pub(crate) fn new(folder: &Folder) -> Self {
        Self { folder: folder.clone(), spots: RefCell::default(), found: RefCell::default() }
    }

    /// The text of a file.
    pub(crate) fn text(&self, file: &str) -> &str {
        self.folder.get(file).map_or("", String::as_str)
    }

    /// The line of a byte of a file.
    pub(crate) fn line(&self, file: &str, at: usize) -> u32 {
        position(self.text(file), at..at).0
    }

    /// Keeps the place of a part; the first one stays.
    pub(crate) fn place(&self, path: &str, file: &str, span: Range<usize>) {
        let spot = Spot { file: file.to_owned(), span };
        self.spots.borrow_mut().entry(path.to_owned()).or_insert(spot);
    }

    /// Whether a part stands in the files by itself.
    pub(crate) fn has_place(&self, path: &str) -> bool {
        self.spots.borrow().contains_key(path)
    }

    /// Reports a fault at bytes of a file.
    pub(crate) fn at(&self, file: &str, span: Range<usize>, code: Code, message: Words, try_this: Words) {
        let (line, column, length) = position(self.text(file), span);
        let (file, severity) = (file.to_owned(), code.severity());
        self.found.borrow_mut().push(Diagnostic { file, line, column, length, code, severity, message, try_this });
    }

    /// Reports a fault of a part.
    pub(crate) fn report(&self, path: &str, code: Code, message: Words, try_this: Words) {
        let Spot { file, span } = self.spot(path);
        self.at(&file, span, code, message, try_this);
    }

    fn spot(&self, path: &str) -> Spot {
        let spots = self.spots.borrow();
        let mut path = path;
        loop {
            if let Some(spot) = spots.get(path) {
                return spot.clone();
            }
            match path.rfind('/') {
                Some(end) => path = path.get(..end).unwrap_or_default(),
                None => return Spot { file: "system.toml".to_owned(), span: 0..0 },
            }
        }
    }

    /// Where a file is not TOML, forgets its other faults: most of them come from what was read in place of the text.
    pub(crate) fn syntax_first(&self, file: &str) {
        let mut found = self.found.borrow_mut();
        if found.iter().any(|fault| fault.file == file && fault.code == Code::Syntax) {
            found.retain(|fault| fault.file != file || fault.code == Code::Syntax);
        }
    }

    /// Whether an error was found.
    pub(crate) fn has_errors(&self) -> bool {
        let found = self.found.borrow();
        found.iter().any(|diagnostic| diagnostic.severity == crate::declaration::Severity::Error)
    }

    /// All faults so far, by file and line, each once.
    pub(crate) fn take(&self) -> Vec<Diagnostic> {
        let mut found = std::mem::take(&mut *self.found.borrow_mut());
        found.sort_by(|a, b| (&a.file, a.line, a.column, a.code).cmp(&(&b.file, b.line, b.column, b.code)));
        found.dedup();
        found
    }
}

/// Line and column from 1, and how many characters of the line the bytes hold: at least 1.
fn position(text: &str, span: Range<usize>) -> (u32, u32, u32) {
    let start = floor(text, span.start.min(text.len()));
    let end = floor(text, span.end.clamp(start, text.len()));
    let before = text.get(..start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let meant = text.get(start..end).unwrap_or_default().lines().next().unwrap_or_default();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    (count(line), count(column), count(meant.trim_end().chars().count().max(1)))
}

/// The last place at or before this one where a character begins.
fn floor(text: &str, mut at: usize) -> usize {
    while at > 0 && !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters() {
        for (text, span, expected) in [
            ("", 0..0, (1, 1, 1)),
            ("任务 = 1\n", 0..6, (1, 1, 2)),
            ("任务 = 1\nb = 2", 11..16, (2, 1, 5)),
            ("任务 = 1\nb = 2", 15..99, (2, 5, 1)),
            ("任务", 1..2, (1, 1, 1)),
            ("a\n[[x]]\ny = 1\n", 2..13, (2, 1, 5)),
        ] {
            assert_eq!(position(text, span.clone()), expected, "{text:?} {span:?}");
        }
    }
}
