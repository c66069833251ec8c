//! From words of the text to where comment marks stand in the XML, and the XML with the marks. Never touches the words.

use std::collections::BTreeMap;

use duixian_text::{Span, WordPiece, WordText};

use crate::anchors::{Anchor, Text};
use crate::markup::Names;

/// The bytes of the words that a span covers: from its first character to the end of its last one.
///
/// A span that covers nothing that stands in the part is taken for its paragraph, or for the nearest words before it.
pub(crate) fn bytes_of(text: &WordText, span: Span) -> Option<(usize, usize)> {
    let nearest = || {
        let before = text.pieces.partition_point(|piece| piece.text.start <= span.start);
        let piece = text.pieces.get(before.saturating_sub(1))?;
        covered(text, piece.text)
    };
    covered(text, span).or_else(|| covered(text, line_at(&text.text, span.start))).or_else(nearest)
}

fn covered(text: &WordText, span: Span) -> Option<(usize, usize)> {
    if span.start >= span.end {
        return None;
    }
    let first = text.pieces.partition_point(|piece| piece.text.end <= span.start);
    let pieces = text.pieces[first..].iter().take_while(|piece| piece.text.start < span.end);
    // Text boxes follow their paragraph in the text and stand in the middle of it in the part.
    pieces.fold(None, |found, piece| {
        let (start, end) = cut_piece(&text.xml, piece, span);
        Some(found.map_or((start, end), |(first, last): (usize, usize)| (first.min(start), last.max(end))))
    })
}

/// The bytes of the part of a piece that a span covers.
fn cut_piece(xml: &str, piece: &WordPiece, span: Span) -> (usize, usize) {
    let written = piece.xml.of(xml);
    let length = piece.text.end - piece.text.start;
    let whole = (piece.xml.start as usize, piece.xml.end as usize);
    // A reference is one character and is taken whole.
    if length <= 1 {
        return whole;
    }
    let byte_at = |code_point: u32| {
        let offset = written.char_indices().nth(code_point as usize).map_or(written.len(), |(offset, _)| offset);
        whole.0 + offset
    };
    let start = span.start.saturating_sub(piece.text.start);
    let end = span.end.min(piece.text.end) - piece.text.start;
    (byte_at(start), byte_at(end))
}

/// The line that holds a code point; the last one where there is none.
fn line_at(text: &str, code_point: u32) -> Span {
    let mut line = Span { start: 0, end: 0 };
    for (index, character) in (0..).zip(text.chars()) {
        if character == '\n' {
            if index >= code_point {
                break;
            }
            line.start = index + 1;
        }
        line.end = index + 1;
    }
    line
}

/// Marks that go into a part, by the byte they go before.
pub(crate) struct Marks<'part> {
    xml: &'part str,
    names: Names,
    anchors: &'part [Anchor],
    insertions: BTreeMap<usize, Insertion>,
}

/// What goes in at one byte: what closes a run, the marks, what opens it again.
#[derive(Default)]
struct Insertion {
    before: String,
    ends: String,
    starts: String,
    after: String,
}

impl<'part> Marks<'part> {
    pub(crate) fn new(xml: &'part str, names: Names, anchors: &'part [Anchor]) -> Self {
        Self { xml, names, anchors, insertions: BTreeMap::new() }
    }

    /// Marks the words between two bytes as those that a comment is about.
    pub(crate) fn add(&mut self, identifier: u64, start: usize, end: usize) {
        let names = self.names.clone();
        let id = names.attribute("id", &identifier.to_string());
        let range_start = format!("{}{id}/>", names.outer("commentRangeStart"));
        let range_end = format!("{}{id}/>", names.outer("commentRangeEnd"));
        let reference = format!(
            "{}>{}>{}{}/>{}{}{id}/>{}",
            names.outer("r"),
            names.inner("rPr"),
            names.inner("sz"),
            names.attribute("val", "16"),
            names.end("rPr"),
            names.inner("commentReference"),
            names.end("r"),
        );
        if let Some(insertion) = self.before(start) {
            insertion.starts.push_str(&range_start);
        }
        if let Some(insertion) = self.behind(end) {
            insertion.ends.extend([range_end, reference]);
        }
    }

    /// The part with all marks.
    pub(crate) fn write(&self) -> String {
        let mut written = String::with_capacity(self.xml.len() + self.insertions.len() * 256);
        let mut done = 0;
        for (&at, insertion) in &self.insertions {
            written.push_str(&self.xml[done..at]);
            written.extend([&*insertion.before, &insertion.ends, &insertion.starts, &insertion.after]);
            done = at;
        }
        written.push_str(&self.xml[done..]);
        written
    }

    /// The place before the character that begins at a byte.
    fn before(&mut self, byte: usize) -> Option<&mut Insertion> {
        let anchor = self.anchor_at(byte)?;
        let Some(text) = text_at(anchor, byte) else { return Some(self.between(anchor.whole.start)) };
        if text.can_be_cut && byte > text.open_end {
            return Some(self.in_text(anchor, text, byte));
        }
        let is_first = text.whole.start <= anchor.content.start;
        Some(if is_first { self.between(anchor.whole.start) } else { self.in_run(anchor, text.whole.start) })
    }

    /// The place behind the character that ends at a byte.
    fn behind(&mut self, byte: usize) -> Option<&mut Insertion> {
        let anchor = self.anchor_at(byte.saturating_sub(1))?;
        let Some(text) = text_at(anchor, byte.saturating_sub(1)) else { return Some(self.between(anchor.whole.end)) };
        if text.can_be_cut && byte < text.close_start {
            return Some(self.in_text(anchor, text, byte));
        }
        let is_last = text.whole.end >= anchor.content.end;
        Some(if is_last { self.between(anchor.whole.end) } else { self.in_run(anchor, text.whole.end) })
    }

    fn anchor_at(&self, byte: usize) -> Option<&'part Anchor> {
        let anchors: &'part [Anchor] = self.anchors;
        let index = anchors.partition_point(|anchor| anchor.whole.end <= byte);
        anchors.get(index).filter(|anchor| anchor.whole.contains(&byte))
    }

    fn between(&mut self, at: usize) -> &mut Insertion {
        self.insertions.entry(at).or_default()
    }

    /// Between two contents of a run: the run ends there and goes on behind.
    fn in_run(&mut self, run: &Anchor, at: usize) -> &mut Insertion {
        let (before, after) = (format!("</{}>", run.name), self.run_again(run));
        let insertion = self.insertions.entry(at).or_default();
        (insertion.before, insertion.after) = (before, after);
        insertion
    }

    /// Within a text: it ends there with its run, and both go on behind.
    fn in_text(&mut self, run: &Anchor, text: &Text, at: usize) -> &mut Insertion {
        let before = format!("</{}></{}>", text.name, run.name);
        let is_blank_before = self.xml[..at].ends_with(char::is_whitespace);
        let keep = " xml:space=\"preserve\"";
        let kept = if text.keeps_blanks == Some(false) { "" } else { keep };
        let after = format!("{}<{}{kept}>", self.run_again(run), text.name);
        // A blank that stood within a text stands at its end now, where it would be passed over.
        if is_blank_before && text.keeps_blanks.is_none() {
            keep.clone_into(&mut self.insertions.entry(text.open_end - 1).or_default().before);
        }
        let insertion = self.insertions.entry(at).or_default();
        (insertion.before, insertion.after) = (before, after);
        insertion
    }

    fn run_again(&self, run: &Anchor) -> String {
        format!("<{}>{}", run.name, &self.xml[run.properties.clone()])
    }
}

fn text_at(anchor: &Anchor, byte: usize) -> Option<&Text> {
    anchor.texts.iter().find(|text| text.whole.contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_by_any_place_in_it() {
        let text = "一二\n三\n";
        let line = |at| {
            let span = line_at(text, at);
            (span.start, span.end)
        };
        assert_eq!([0, 1, 2, 3, 4, 9].map(line), [(0, 2), (0, 2), (0, 2), (3, 4), (3, 4), (5, 5)]);
    }
}
