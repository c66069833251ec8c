//! Fields of Word documents (页码, 目录, 超链接): a code that nobody sees and a result that stands in the text.

/// Which part of a field the text is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Code,
    Result,
}

/// The fields that are open; fields may stand within fields.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Part>,
    /// How many of them are open in their code.
    codes: usize,
}

impl Fields {
    pub(super) fn begin(&mut self) {
        self.open.push(Part::Code);
        self.codes += 1;
    }

    /// The code ends and the result begins.
    pub(super) fn separate(&mut self) {
        if let Some(part @ Part::Code) = self.open.last_mut() {
            *part = Part::Result;
            self.codes -= 1;
        }
    }

    pub(super) fn end(&mut self) {
        if self.open.pop() == Some(Part::Code) {
            self.codes -= 1;
        }
    }

    /// Gives up codes that do not end with their paragraph: one would swallow the rest of the document.
    pub(super) fn end_paragraph(&mut self) {
        if self.codes > 0 {
            self.open.retain(|part| *part == Part::Result);
            self.codes = 0;
        }
    }

    /// Whether the text is part of a code.
    pub(super) fn is_in_code(&self) -> bool {
        self.codes > 0
    }
}

/// What was left out of a Word document on purpose.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    pub(super) contents: bool,
    pub(super) deletions: bool,
    pub(super) embedded: bool,
}

impl LeftOut {
    pub(super) fn diagnostics(&self) -> Vec<crate::Diagnostic> {
        let notes = [
            (self.contents, "left-out-contents", "the table of contents was left out"),
            (self.deletions, "left-out-deletions", "text deleted in tracked changes was left out"),
            (self.embedded, "left-out-embedded", "an embedded document was left out"),
        ];
        notes.into_iter().filter(|(is_found, ..)| *is_found).map(|(_, code, text)| super::note(code, text)).collect()
    }
}
