//! A line of running text in the making: plain characters, or characters that know where in the part they stand.
//! Never decides what belongs into a line.

/// A stretch of bytes in the XML of a part.
pub(super) type Stretch = std::ops::Range<usize>;

/// What a flow collects.
pub(super) trait Line: Default {
    /// Adds characters that stand in the part at `source`, or that it does not hold as such.
    fn push(&mut self, text: &str, source: Option<Stretch>);
    /// The characters.
    fn text(&self) -> &str;
    /// Leaves out the first and the last bytes of the text.
    fn cut(&mut self, front: usize, back: usize);
    /// Adds another line.
    fn append(&mut self, other: Self);

    /// Leaves out blanks at both ends.
    fn trim(&mut self) {
        let text = self.text();
        let (front, back) = (text.len() - text.trim_start().len(), text.len() - text.trim_end().len());
        // A line of blanks alone is all front.
        let back = if front == text.len() { 0 } else { back };
        if front + back > 0 {
            self.cut(front, back);
        }
    }

    /// Lines with something between them.
    fn join(lines: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let mut lines = lines.into_iter();
        let mut joined = lines.next().unwrap_or_default();
        for line in lines {
            joined.push(between, None);
            joined.append(line);
        }
        joined
    }
}

impl Line for String {
    fn push(&mut self, text: &str, _source: Option<Stretch>) {
        self.push_str(text);
    }

    fn text(&self) -> &str {
        self
    }

    fn cut(&mut self, front: usize, back: usize) {
        self.truncate(self.len() - back);
        self.drain(..front);
    }

    fn append(&mut self, other: Self) {
        self.push_str(&other);
    }
}

/// Characters together with their place in a part.
#[derive(Debug, Default)]
pub(super) struct TracedLine {
    pub(super) text: String,
    pub(super) pieces: Vec<TracedPiece>,
}

/// A stretch of the text and its place in the part, in bytes.
///
/// Where both are of one length, byte stands for byte; else one character was written as a reference (`&amp;`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TracedPiece {
    pub(super) text: Stretch,
    pub(super) source: Stretch,
}

impl TracedPiece {
    /// The part of the piece that stands in `kept`, counted from its start.
    fn within(&self, kept: &Stretch) -> Option<Self> {
        let text = self.text.start.max(kept.start)..self.text.end.min(kept.end);
        if text.is_empty() {
            return None;
        }
        let source = if self.text.len() == self.source.len() {
            let start = self.source.start + (text.start - self.text.start);
            start..start + text.len()
        } else {
            self.source.clone()
        };
        Some(Self { text: text.start - kept.start..text.end - kept.start, source })
    }
}

impl Line for TracedLine {
    fn push(&mut self, text: &str, source: Option<Stretch>) {
        let start = self.text.len();
        self.text.push_str(text);
        if let Some(source) = source.filter(|_| !text.is_empty()) {
            self.pieces.push(TracedPiece { text: start..self.text.len(), source });
        }
    }

    fn text(&self) -> &str {
        &self.text
    }

    fn cut(&mut self, front: usize, back: usize) {
        let kept = front..self.text.len() - back;
        self.text.cut(front, back);
        self.pieces = self.pieces.iter().filter_map(|piece| piece.within(&kept)).collect();
    }

    fn append(&mut self, other: Self) {
        let start = self.text.len();
        self.text.push_str(&other.text);
        let moved = other
            .pieces
            .into_iter()
            .map(|piece| TracedPiece { text: piece.text.start + start..piece.text.end + start, source: piece.source });
        self.pieces.extend(moved);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_and_joined_keeps_its_place() {
        let mut first = TracedLine::default();
        first.push("  增", Some(10..15));
        first.push("&", Some(15..20));
        first.push("\t ", None);
        first.trim();
        let mut second = TracedLine::default();
        second.push("长", Some(30..33));
        let joined = TracedLine::join([first, second], "\n");
        assert_eq!(joined.text, "增&\n长");
        let places = joined.pieces.iter().map(|piece| (piece.text.clone(), piece.source.clone()));
        assert_eq!(places.collect::<Vec<_>>(), [(0..3, 12..15), (3..4, 15..20), (5..8, 30..33)]);
    }

    #[test]
    fn a_line_of_blanks_becomes_empty() {
        let mut line = TracedLine::default();
        line.push(" \u{3000} ", Some(4..9));
        line.trim();
        assert_eq!((line.text.as_str(), line.pieces.len()), ("", 0));
    }
}
