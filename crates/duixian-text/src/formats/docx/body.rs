//! The main part of a Word document as running text: what a reader of the finished document would see.
//! Never keeps deleted or hidden text, codes of fields, or a text box twice.

use super::super::fields::{Fields, LeftOut};
use super::super::flow::Flow;
use super::super::line::{Line, Stretch};
use super::super::xml::{Element, Node, XmlReader};
use super::lists::Lists;
use super::styles::Styles;
use super::{ParagraphProperties, read_hidden, read_paragraph_properties};
use crate::{Diagnostic, Format, ReadError};

/// What an open element means for the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Body,
    Paragraph,
    Run,
    Text,
    Row,
    Cell,
    Box,
    Other,
}

/// An open paragraph.
#[derive(Default)]
struct Paragraph {
    /// The label that its first text will follow.
    label: Option<String>,
    /// Its mark is gone, so that it runs on into the next paragraph.
    runs_on: bool,
    /// Its style hides text.
    is_hidden: bool,
    /// It is a line of the table of contents.
    is_contents: bool,
}

struct Body<'a, L> {
    styles: &'a Styles,
    lists: Lists,
    flow: Flow<L>,
    open: Vec<Open>,
    paragraphs: Vec<Paragraph>,
    fields: Fields,
    left_out: LeftOut,
    is_run_hidden: bool,
    /// The content of the open structured tag is a prompt or a table of contents.
    is_next_content_skipped: bool,
    /// For each open row: it was deleted in a tracked change.
    deleted_rows: Vec<bool>,
    is_body_found: bool,
}

/// The text of the part; `None` if it has no body.
pub(super) fn read<L: Line>(
    text: &str,
    styles: &Styles,
    lists: Lists,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<L>, ReadError> {
    let mut body = Body {
        styles,
        lists,
        flow: Flow::new(),
        open: Vec::new(),
        paragraphs: Vec::new(),
        fields: Fields::default(),
        left_out: LeftOut::default(),
        is_run_hidden: false,
        is_next_content_skipped: false,
        deleted_rows: Vec::new(),
        is_body_found: false,
    };
    let mut reader = XmlReader::new(text, Format::Docx);
    while let Some(node) = reader.next()? {
        match node {
            Node::Open(element) => body.open(&mut reader, &element)?,
            Node::Close => body.close(),
            Node::Text(text) => {
                if body.open.last() == Some(&Open::Text) {
                    body.push(&text, Some(reader.place()));
                }
            }
        }
    }
    diagnostics.extend(body.left_out.diagnostics());
    Ok(body.is_body_found.then(|| body.flow.finish()))
}

impl<L: Line> Body<'_, L> {
    fn open(&mut self, reader: &mut XmlReader<'_>, element: &Element<'_>) -> Result<(), ReadError> {
        let opened = match element.name() {
            "t" => Open::Text,
            "r" => {
                self.is_run_hidden = self.paragraphs.last().is_some_and(|paragraph| paragraph.is_hidden);
                Open::Run
            }
            "p" => {
                self.paragraphs.push(Paragraph::default());
                Open::Paragraph
            }
            "rPr" => {
                let hidden = read_hidden(reader, self.styles)?;
                self.is_run_hidden = hidden.unwrap_or(self.is_run_hidden);
                return Ok(());
            }
            "pPr" => {
                let properties = read_paragraph_properties(reader)?;
                self.begin_paragraph(&properties);
                return Ok(());
            }
            "tab" | "ptab" => self.mark("\t"),
            "noBreakHyphen" => self.mark("-"),
            "br" | "cr" => {
                if self.is_visible() && self.is_in_run() {
                    self.flow.end_paragraph();
                }
                Open::Other
            }
            "fldChar" => {
                self.step_field(element.attribute("fldCharType").as_deref());
                Open::Other
            }
            "tr" => {
                self.flow.open_row();
                self.deleted_rows.push(false);
                Open::Row
            }
            "trPr" => return self.read_row_properties(reader),
            "tc" => Open::Cell,
            "txbxContent" => {
                self.flow.open_box();
                Open::Box
            }
            "sdtPr" => return self.read_tag_properties(reader),
            "sdtContent" if std::mem::take(&mut self.is_next_content_skipped) => return reader.skip(),
            "body" => {
                self.is_body_found = true;
                Open::Body
            }
            "altChunk" => {
                self.left_out.embedded = true;
                Open::Other
            }
            "del" | "moveFrom" => {
                self.left_out.deletions = true;
                return reader.skip();
            }
            // Fallbacks repeat what stands beside them; ruby texts repeat how it is read aloud.
            "Fallback" | "rt" | "instrText" | "delText" | "delInstrText" | "tblPr" | "tblGrid" | "tcPr" | "sectPr"
            | "rPrChange" | "pPrChange" => return reader.skip(),
            _ => Open::Other,
        };
        self.open.push(opened);
        Ok(())
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Open::Paragraph) => self.end_paragraph(),
            Some(Open::Cell) => self.flow.end_cell(),
            Some(Open::Row) => {
                if self.deleted_rows.pop() == Some(true) {
                    self.flow.drop_row();
                } else {
                    self.flow.close_row();
                }
            }
            Some(Open::Box) => self.flow.close_box(),
            _ => {}
        }
    }

    fn begin_paragraph(&mut self, properties: &ParagraphProperties) {
        let Some(mut paragraph) = self.paragraphs.pop() else { return };
        let style = properties.style.as_deref();
        paragraph.runs_on = properties.is_mark_deleted || properties.is_mark_hidden;
        paragraph.is_hidden = style.and_then(|style| self.styles.hidden(style)).unwrap_or(false);
        paragraph.is_contents = style.is_some_and(|style| self.styles.is_contents(style));
        self.left_out.deletions |= properties.is_mark_deleted;
        // A paragraph whose mark was deleted is part of the next one and counts as none.
        if !properties.is_mark_deleted {
            paragraph.label = self.next_label(properties);
        }
        self.paragraphs.push(paragraph);
    }

    fn next_label(&mut self, properties: &ParagraphProperties) -> Option<String> {
        let by_style = self.styles.list(properties.style.as_deref());
        let list = properties.list.or(by_style.as_ref().map(|found| found.list)).filter(|list| *list > 0)?;
        let level = properties.level.or_else(|| {
            let found = by_style.as_ref().filter(|found| found.list == list)?;
            self.lists.level_of_style(list, &found.style).or(found.level)
        });
        self.lists.numbering.next_label(list, level.unwrap_or(0))
    }

    fn end_paragraph(&mut self) {
        self.fields.end_paragraph();
        let paragraph = self.paragraphs.pop().unwrap_or_default();
        if !paragraph.runs_on {
            self.flow.end_paragraph();
        }
    }

    fn mark(&mut self, text: &str) -> Open {
        if self.is_in_run() {
            self.push(text, None);
        }
        Open::Other
    }

    fn push(&mut self, text: &str, source: Option<Stretch>) {
        if !self.is_visible() {
            return;
        }
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        if paragraph.is_contents {
            self.left_out.contents = true;
            return;
        }
        if let Some(label) = paragraph.label.take() {
            self.flow.push(&label);
        }
        match source {
            Some(source) => self.flow.push_from(text, source),
            None => self.flow.push(text),
        }
    }

    fn is_in_run(&self) -> bool {
        self.open.last() == Some(&Open::Run)
    }

    fn is_visible(&self) -> bool {
        !self.is_run_hidden && !self.fields.is_in_code()
    }

    fn step_field(&mut self, kind: Option<&str>) {
        match kind {
            Some("begin") => self.fields.begin(),
            Some("separate") => self.fields.separate(),
            Some("end") => self.fields.end(),
            _ => {}
        }
    }

    fn read_row_properties(&mut self, reader: &mut XmlReader<'_>) -> Result<(), ReadError> {
        let mut is_deleted = false;
        reader.children(|_, element| {
            is_deleted |= element.name() == "del";
            Ok(())
        })?;
        if let Some(row) = self.deleted_rows.last_mut() {
            *row |= is_deleted;
        }
        Ok(())
    }

    fn read_tag_properties(&mut self, reader: &mut XmlReader<'_>) -> Result<(), ReadError> {
        let (mut is_prompt, mut is_contents) = (false, false);
        reader.children(|reader, element| {
            match element.name() {
                "showingPlcHdr" => is_prompt = element.is_on(),
                "docPartObj" => reader.children(|_, element| {
                    let gallery = element.attribute("val");
                    is_contents |= element.name() == "docPartGallery"
                        && gallery.is_some_and(|gallery| gallery.eq_ignore_ascii_case("table of contents"));
                    Ok(())
                })?,
                _ => {}
            }
            Ok(())
        })?;
        self.left_out.contents |= is_contents;
        self.is_next_content_skipped = is_prompt || is_contents;
        Ok(())
    }
}
