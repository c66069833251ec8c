//! From clean bytes to original code points and back.

use crate::{ByteSpan, Span};

/// A place where the clean and the original text are known to be in step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Anchor {
    /// Byte of the clean text.
    clean: u32,
    /// Code point of the original text that this byte came from.
    code_point: u32,
}

/// How every byte of the clean text came from the original.
///
/// Anchors stand behind every repair and at least every `STRIDE` bytes between.
/// From one anchor up to the next, one clean code point is one original code point.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    anchors: Vec<Anchor>,
}

/// The longest way in bytes from an anchor to a place behind it; longer makes the map smaller and look-ups slower.
const STRIDE: usize = 1024;

impl OffsetMap {
    /// The place in the original text of a span of `clean`, the text that this map was made with.
    ///
    /// Removed characters at the edges stay outside; those in the middle are covered.
    pub fn to_original(&self, clean: &str, span: ByteSpan) -> Span {
        let start = self.code_point(clean, span.start);
        if span.is_empty() {
            return Span { start, end: start };
        }
        let last = last_char_start(clean, span.end);
        Span { start, end: self.code_point(clean, last) + 1 }
    }

    /// The smallest clean span that holds everything kept of an original span.
    pub fn to_clean(&self, clean: &str, span: Span) -> ByteSpan {
        let start = self.clean_byte(clean, span.start);
        let end = self.clean_byte(clean, span.end);
        ByteSpan { start, end: end.max(start) }
    }

    fn code_point(&self, clean: &str, byte: u32) -> u32 {
        let index = self.anchors.partition_point(|anchor| anchor.clean <= byte).saturating_sub(1);
        let Some(anchor) = self.anchors.get(index) else { return 0 };
        anchor.code_point + count_code_points(&clean.as_bytes()[anchor.clean as usize..byte as usize])
    }

    fn clean_byte(&self, clean: &str, code_point: u32) -> u32 {
        let index = self.anchors.partition_point(|anchor| anchor.code_point <= code_point).saturating_sub(1);
        let Some(anchor) = self.anchors.get(index) else { return 0 };
        let limit = self.anchors.get(index + 1).map_or(clean.len(), |next| next.clean as usize);
        let stretch = &clean[anchor.clean as usize..limit];
        let wanted = (code_point - anchor.code_point.min(code_point)) as usize;
        let offset = stretch.char_indices().nth(wanted).map_or(stretch.len(), |(offset, _)| offset);
        anchor.clean + offset as u32
    }
}

/// Number of code points that start in `bytes`.
pub(crate) fn count_code_points(bytes: &[u8]) -> u32 {
    // As many ones as a byte can hold are added up in bytes, many at a time.
    const STRETCH: usize = 255;
    // Continuation bytes are 0x80–0xBF, as signed numbers below -0x40: one comparison.
    let count = |stretch: &[u8]| stretch.iter().map(|byte| u8::from(byte.cast_signed() >= -0x40)).sum::<u8>();
    bytes.chunks(STRETCH).map(|stretch| u32::from(count(stretch))).sum()
}

fn last_char_start(text: &str, end: u32) -> u32 {
    let mut start = (end as usize).min(text.len()).saturating_sub(1);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    start as u32
}

/// Builds a clean text and its map together, one kept, replaced or removed stretch at a time.
pub(crate) struct Builder<'text> {
    original: &'text str,
    /// Original bytes before this one are done.
    done: usize,
    /// Original code points before `done`.
    code_points: u32,
    clean: String,
    anchors: Vec<Anchor>,
}

impl<'text> Builder<'text> {
    pub(crate) fn new(original: &'text str) -> Self {
        let anchors = Vec::with_capacity(original.len() / STRIDE + 16);
        Self { original, done: 0, code_points: 0, clean: String::with_capacity(original.len()), anchors }
    }

    /// The first original byte that is not yet done.
    pub(crate) fn done(&self) -> usize {
        self.done
    }

    /// Keeps the original up to `byte` as it is.
    pub(crate) fn keep_to(&mut self, byte: usize) {
        while self.done < byte {
            let mut stop = byte.min(self.done + STRIDE);
            while !self.original.is_char_boundary(stop) {
                stop += 1;
            }
            let kept = &self.original[self.done..stop];
            self.anchor();
            self.clean.push_str(kept);
            self.code_points += count_code_points(kept.as_bytes());
            self.done = stop;
        }
    }

    /// Leaves out the original up to `byte`.
    pub(crate) fn drop_to(&mut self, byte: usize) {
        self.code_points += count_code_points(&self.original.as_bytes()[self.done..byte]);
        self.done = byte;
    }

    /// Writes `replacement` for the one original character that ends at `byte`.
    pub(crate) fn replace_to(&mut self, byte: usize, replacement: char) {
        self.anchor();
        self.clean.push(replacement);
        self.drop_to(byte);
    }

    /// Keeps the rest and gives the clean text with its map.
    pub(crate) fn finish(mut self) -> (String, OffsetMap) {
        self.keep_to(self.original.len());
        self.anchor();
        (self.clean, OffsetMap { anchors: self.anchors })
    }

    fn anchor(&mut self) {
        let anchor = Anchor { clean: self.clean.len() as u32, code_point: self.code_points };
        if self.anchors.last().is_some_and(|last| last.clean == anchor.clean) {
            self.anchors.pop();
        }
        self.anchors.push(anchor);
    }
}
