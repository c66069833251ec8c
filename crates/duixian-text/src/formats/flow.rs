//! Collects paragraphs, table rows and text boxes in reading order, for formats that hold running text.
//! Never writes an empty paragraph, spaces around one, or a mark that the file does not hold.

use super::line::{Line, Stretch};

/// A row whose cells hold more characters than this in several paragraphs only places text on the page.
const LAYOUT_ROW_CHARACTERS: usize = 120;

/// One level of nesting: the body, a table cell's row or a text box.
#[derive(Default)]
struct Level<L> {
    /// Finished paragraphs.
    paragraphs: Vec<L>,
    /// The open paragraph.
    line: L,
    /// Paragraphs of text boxes that hang at the open paragraph and follow it.
    hanging: Vec<L>,
    /// For a row: the cells that are complete.
    cells: Vec<Vec<L>>,
}

impl<L: Line> Level<L> {
    fn end_paragraph(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        line.trim();
        if !line.text().is_empty() {
            self.paragraphs.push(line);
        }
        self.paragraphs.append(&mut self.hanging);
    }
}

/// The collector. Opening and closing may be unbalanced: closing the body is ignored.
pub(super) struct Flow<L = String> {
    outer: Vec<Level<L>>,
    open: Level<L>,
}

impl<L: Line> Flow<L> {
    pub(super) fn new() -> Self {
        Self { outer: Vec::new(), open: Level::default() }
    }

    /// Continues the open paragraph.
    pub(super) fn push(&mut self, text: &str) {
        self.open.line.push(text, None);
    }

    /// Continues the open paragraph with characters that stand in the part at `source`.
    pub(super) fn push_from(&mut self, text: &str, source: Stretch) {
        self.open.line.push(text, Some(source));
    }

    /// Ends the open paragraph, or a line in it.
    pub(super) fn end_paragraph(&mut self) {
        self.open.end_paragraph();
    }

    /// Opens a text box; its paragraphs will follow the paragraph that it hangs at.
    pub(super) fn open_box(&mut self) {
        self.open_level();
    }

    /// Closes a text box.
    pub(super) fn close_box(&mut self) {
        if let Some(mut closed) = self.close_level() {
            self.open.hanging.append(&mut closed.paragraphs);
        }
    }

    /// Opens a table row.
    pub(super) fn open_row(&mut self) {
        self.open_level();
    }

    /// Ends a cell of the open row.
    pub(super) fn end_cell(&mut self) {
        if !self.outer.is_empty() {
            self.open.end_paragraph();
            let cell = std::mem::take(&mut self.open.paragraphs);
            self.open.cells.push(cell);
        }
    }

    /// Closes a table row: cells are separated by tabs, rows by line breaks.
    pub(super) fn close_row(&mut self) {
        if let Some(mut closed) = self.close_level() {
            if !closed.paragraphs.is_empty() {
                closed.cells.push(std::mem::take(&mut closed.paragraphs));
            }
            self.open.end_paragraph();
            self.open.paragraphs.append(&mut row_lines(closed.cells));
        }
    }

    /// Leaves out the open row.
    pub(super) fn drop_row(&mut self) {
        self.close_level();
    }

    /// The text: paragraphs separated by exactly one line break.
    pub(super) fn finish(mut self) -> L {
        while !self.outer.is_empty() {
            self.close_row();
        }
        self.open.end_paragraph();
        L::join(self.open.paragraphs, "\n")
    }

    fn open_level(&mut self) {
        self.outer.push(std::mem::take(&mut self.open));
    }

    fn close_level(&mut self) -> Option<Level<L>> {
        let outer = self.outer.pop()?;
        let mut closed = std::mem::replace(&mut self.open, outer);
        closed.end_paragraph();
        Some(closed)
    }
}

/// The lines of a table row. A row of one cell, or of cells full of paragraphs, is running text in a frame.
fn row_lines<L: Line>(cells: Vec<Vec<L>>) -> Vec<L> {
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    let has_paragraphs = cells.iter().any(|cell| cell.len() > 1);
    let characters: usize = cells.iter().flatten().map(|paragraph| paragraph.text().chars().count()).sum();
    if filled <= 1 || (has_paragraphs && characters > LAYOUT_ROW_CHARACTERS) {
        return cells.into_iter().flatten().collect();
    }
    let mut row = L::join(cells.into_iter().map(|cell| L::join(cell, " ")), "\t");
    // The first cell may be empty: the mark before the second one stays.
    let blanks = row.text().len() - row.text().trim_end().len();
    row.cut(0, blanks);
    vec![row]
}
