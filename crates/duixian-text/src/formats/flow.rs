//! Collects paragraphs, table rows and text boxes in reading order, for formats that hold running text.
//! Never writes an empty paragraph, spaces around one, or a mark that the file does not hold.

/// A row whose cells hold more characters than this in several paragraphs only places text on the page.
const LAYOUT_ROW_CHARACTERS: usize = 120;

/// One level of nesting: the body, a table cell's row or a text box.
#[derive(Default)]
struct Level {
    /// Finished paragraphs.
    paragraphs: Vec<String>,
    /// The open paragraph.
    line: String,
    /// Paragraphs of text boxes that hang at the open paragraph and follow it.
    hanging: Vec<String>,
    /// For a row: the cells that are complete.
    cells: Vec<Vec<String>>,
}

impl Level {
    fn end_paragraph(&mut self) {
        let trimmed = self.line.trim();
        if trimmed.len() == self.line.len() && !trimmed.is_empty() {
            self.paragraphs.push(std::mem::take(&mut self.line));
        } else if !trimmed.is_empty() {
            self.paragraphs.push(trimmed.to_owned());
        }
        self.line.clear();
        self.paragraphs.append(&mut self.hanging);
    }
}

/// The collector. Opening and closing may be unbalanced: closing the body is ignored.
pub(super) struct Flow {
    outer: Vec<Level>,
    open: Level,
}

impl Flow {
    pub(super) fn new() -> Self {
        Self { outer: Vec::new(), open: Level::default() }
    }

    /// Continues the open paragraph.
    pub(super) fn push(&mut self, text: &str) {
        self.open.line.push_str(text);
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
    pub(super) fn finish(mut self) -> String {
        while !self.outer.is_empty() {
            self.close_row();
        }
        self.open.end_paragraph();
        self.open.paragraphs.join("\n")
    }

    fn open_level(&mut self) {
        self.outer.push(std::mem::take(&mut self.open));
    }

    fn close_level(&mut self) -> Option<Level> {
        let outer = self.outer.pop()?;
        let mut closed = std::mem::replace(&mut self.open, outer);
        closed.end_paragraph();
        Some(closed)
    }
}

/// The lines of a table row. A row of one cell, or of cells full of paragraphs, is running text in a frame.
fn row_lines(cells: Vec<Vec<String>>) -> Vec<String> {
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    let has_paragraphs = cells.iter().any(|cell| cell.len() > 1);
    let characters: usize = cells.iter().flatten().map(|paragraph| paragraph.chars().count()).sum();
    if filled <= 1 || (has_paragraphs && characters > LAYOUT_ROW_CHARACTERS) {
        return cells.into_iter().flatten().collect();
    }
    let row = cells.iter().map(|cell| cell.join(" ")).collect::<Vec<_>>().join("\t");
    vec![row.trim_end().to_owned()]
}
