//! The characters of a Word 97 document as running text: what a reader of the finished document would see.

use encoding_rs::{UTF_16LE, WINDOWS_1252};

use super::super::fields::{Fields, LeftOut};
use super::super::flow::Flow;
use super::super::numbering::Numbering;
use super::super::{Extracted, note};
use super::Header;
use super::bytes::slice;
use super::lists;
use super::pieces::{self, Piece};
use super::properties::{self, CharacterChange, Mark, ParagraphChange, Stretch};
use super::styles::Styles;
use crate::{Format, ReadError};

struct Walk<'a> {
    main: &'a [u8],
    characters: Vec<Stretch<CharacterChange>>,
    paragraphs: Vec<Stretch<ParagraphChange>>,
    styles: Styles,
    numbering: Numbering,
    flow: Flow,
    /// The text of the open paragraph; its properties stand at its end.
    paragraph: String,
    fields: Fields,
    left_out: LeftOut,
    is_row_open: bool,
    is_cut: bool,
}

/// Reads the main text and after it the text boxes.
pub(super) fn read(main: &[u8], table: &[u8], header: &Header) -> Result<Extracted, ReadError> {
    let pieces = pieces::read(header.pieces.of(table), main.len())?;
    let mut walk = Walk {
        main,
        characters: properties::characters(main, header.character_properties.of(table))?,
        paragraphs: properties::paragraphs(main, header.paragraph_properties.of(table))?,
        styles: Styles::read(header.styles.of(table)),
        numbering: lists::read(table, header),
        flow: Flow::new(),
        paragraph: String::new(),
        fields: Fields::default(),
        left_out: LeftOut::default(),
        is_row_open: false,
        is_cut: false,
    };
    walk.read_range(&pieces, 0, header.text_length);
    let boxes = header.text_length.saturating_add(header.other_length);
    walk.read_range(&pieces, boxes, boxes.saturating_add(header.boxes_length));
    let mut diagnostics = walk.left_out.diagnostics();
    if walk.is_cut {
        diagnostics.push(note("cut-text", "a part of the text lies outside the file and was left out"));
    }
    Ok(Extracted { format: Format::Doc, text: walk.flow.finish(), diagnostics })
}

impl Walk<'_> {
    /// Reads the characters from `start` to `end`, counted over the whole document.
    fn read_range(&mut self, pieces: &[Piece], start: usize, end: usize) {
        for piece in pieces {
            let (first, last) = (piece.first.max(start), piece.end.min(end));
            if first < last {
                let offset = piece.offset + (first - piece.first) * piece.width();
                self.read_bytes(piece, offset, (last - first) * piece.width());
            }
        }
        // The last paragraph of a sound document ends with its mark; a cut one does not.
        self.end_paragraph(ParagraphChange::default());
        self.close_row();
        self.fields = Fields::default();
    }

    /// Reads a part of a piece, one stretch of equal properties after the other.
    fn read_bytes(&mut self, piece: &Piece, offset: usize, length: usize) {
        let end = (offset + length).min(self.main.len());
        self.is_cut |= end < offset + length;
        let mut at = offset;
        let mut next = self.characters.partition_point(|stretch| stretch.end <= at);
        while at < end {
            let (stop, change) = match self.characters.get(next) {
                Some(stretch) if stretch.start <= at => {
                    next += 1;
                    (stretch.end.min(end), stretch.change)
                }
                Some(stretch) => (stretch.start.min(end), CharacterChange::default()),
                None => (end, CharacterChange::default()),
            };
            if stop > at {
                self.read_stretch(piece, at, stop, change);
                at = stop;
            }
        }
    }

    fn read_stretch(&mut self, piece: &Piece, start: usize, end: usize, own: CharacterChange) {
        let by_style = own.style.is_some_and(|style| self.styles.is_hidden(style));
        let is_deleted = piece.change.is_deleted.or(own.is_deleted).unwrap_or(false);
        let is_hidden = piece.change.is_hidden.or(own.is_hidden).unwrap_or(by_style);
        self.left_out.deletions |= is_deleted;
        let Some(bytes) = slice(self.main, start, end - start) else { return };
        let skips = is_deleted || is_hidden;
        let is_bracket = |unit: [u8; 2]| own.is_symbol && unit == [b'(', 0];
        let is_mark = |unit: [u8; 2]| unit[0] < 0x20 && unit[1] == 0 || is_bracket(unit);
        // Marks are few: what stands between two of them is decoded in one go.
        let mut done = 0;
        while done < bytes.len() {
            let rest = &bytes[done..];
            let found = if piece.is_narrow {
                rest.iter().position(|byte| is_mark([*byte, 0]))
            } else {
                rest.as_chunks::<2>().0.iter().position(|unit| is_mark(*unit)).map(|units| units * 2)
            };
            self.take_plain(&rest[..found.unwrap_or(rest.len())], piece.is_narrow, skips);
            let Some(at) = found else { return };
            self.take_mark(rest[at], start + done + at, skips);
            done += at + piece.width();
        }
    }

    fn take_plain(&mut self, bytes: &[u8], is_narrow: bool, skips: bool) {
        if bytes.is_empty() || skips || self.fields.is_in_code() {
            return;
        }
        let encoding = if is_narrow { WINDOWS_1252 } else { UTF_16LE };
        self.paragraph.push_str(&encoding.decode_without_bom_handling(bytes).0);
    }

    /// A mark at a byte of the main stream; a bracket is one that stands for a symbol.
    fn take_mark(&mut self, mark: u8, offset: usize, skips: bool) {
        // Field marks count even where they are hidden, as they mostly are; deleted fields are whole.
        match mark {
            0x13 => self.fields.begin(),
            0x14 => self.fields.separate(),
            0x15 => self.fields.end(),
            _ if skips => {}
            b'\r' => self.end_paragraph(self.properties_at(offset)),
            0x07 => self.end_cell(self.properties_at(offset)),
            _ if self.fields.is_in_code() => {}
            b'\t' => self.paragraph.push('\t'),
            // Line, page, section and column breaks.
            0x0b | 0x0c | 0x0e => self.paragraph.push('\n'),
            0x1e => self.paragraph.push('-'),
            _ => {}
        }
    }

    /// The properties of the paragraph whose mark stands at a byte.
    fn properties_at(&self, offset: usize) -> ParagraphChange {
        let index = self.paragraphs.partition_point(|stretch| stretch.start <= offset);
        let found = index.checked_sub(1).and_then(|index| self.paragraphs.get(index));
        found.filter(|stretch| offset < stretch.end).map(|stretch| stretch.change).unwrap_or_default()
    }

    fn end_paragraph(&mut self, properties: ParagraphChange) {
        if properties.mark == Mark::InnerCell {
            self.paragraph.push('\t');
            return;
        }
        if properties.is_in_table {
            self.open_row();
        } else {
            self.close_row();
        }
        self.push_paragraph(properties);
    }

    fn end_cell(&mut self, properties: ParagraphChange) {
        if properties.mark == Mark::Row {
            self.paragraph.clear();
            self.close_row();
            return;
        }
        if properties.is_in_table {
            self.open_row();
        }
        self.push_paragraph(properties);
        if self.is_row_open {
            self.flow.end_cell();
        }
    }

    /// Hands over the open paragraph with the label that its list gives it.
    fn push_paragraph(&mut self, properties: ParagraphChange) {
        self.fields.end_paragraph();
        let text = std::mem::take(&mut self.paragraph);
        if self.styles.is_contents(properties.style) {
            self.left_out.contents |= !text.trim().is_empty();
            return;
        }
        let label = self.next_label(properties);
        if text.trim().is_empty() || self.styles.is_hidden(properties.style) {
            return;
        }
        if let Some(label) = label {
            self.flow.push(&label);
        }
        for line in text.split('\n') {
            self.flow.push(line);
            self.flow.end_paragraph();
        }
    }

    fn next_label(&mut self, properties: ParagraphChange) -> Option<String> {
        let by_style = self.styles.list(properties.style);
        let list = properties.list.or(by_style.map(|(list, _)| list))?;
        let level = properties.level.or(by_style.and_then(|(_, level)| level)).unwrap_or(0);
        self.numbering.next_label(u32::from(list), usize::from(level))
    }

    fn open_row(&mut self) {
        if !self.is_row_open {
            self.flow.open_row();
            self.is_row_open = true;
        }
    }

    fn close_row(&mut self) {
        if self.is_row_open {
            self.flow.close_row();
            self.is_row_open = false;
        }
    }
}
