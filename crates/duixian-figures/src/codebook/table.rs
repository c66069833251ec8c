//! Tables of words that are looked up at the start or at the end of a text, longest word first.
//!
//! A look-up compares only the words that share their first (or last) two characters with the text.

use super::characters::{Character, CharacterMap};

/// Which end of a text its words are looked for at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Edge {
    #[default]
    Start,
    End,
}

/// Words with something known about each.
#[derive(Clone, Debug)]
pub(crate) struct WordTable<Value> {
    edge: Edge,
    /// The words of each character at the edge.
    of_character: CharacterMap<Group>,
    /// Where the words begin that have a digit, a letter or the like at their edge.
    others: usize,
    words: Vec<(Box<str>, Value)>,
    /// For each word the three bytes next to the character at the edge, as a number; 0 where there are none.
    neighbours: Vec<u32>,
}

/// Words that share the character at the edge.
#[derive(Clone, Copy, Debug)]
struct Group {
    /// Where they stand among all words.
    first: u16,
    end: u16,
    /// One bit for each last byte that a neighbour of theirs has; all bits if a word has no neighbour.
    neighbours: u64,
}

impl<Value: Copy> Default for WordTable<Value> {
    fn default() -> Self {
        Self::new(Edge::Start, [])
    }
}

impl<Value: Copy> WordTable<Value> {
    /// A table of words that texts begin with. Of equal words the first one counts.
    pub(crate) fn of_starts<'word>(words: impl IntoIterator<Item = (&'word str, Value)>) -> Self {
        Self::new(Edge::Start, words)
    }

    /// A table of words that texts end with. Of equal words the first one counts.
    pub(crate) fn of_ends<'word>(words: impl IntoIterator<Item = (&'word str, Value)>) -> Self {
        Self::new(Edge::End, words)
    }

    fn new<'word>(edge: Edge, words: impl IntoIterator<Item = (&'word str, Value)>) -> Self {
        let mut words: Vec<(&str, Value)> = words.into_iter().filter(|(word, _)| !word.is_empty()).collect();
        // Words without a character at their edge stand last; a stable sort keeps the first of equal words in front.
        let key = |word: &str| (edge.character(word).is_none(), edge.character(word), std::cmp::Reverse(word.len()));
        words.sort_by(|(one, _), (other, _)| key(one).cmp(&key(other)).then(one.cmp(other)));
        words.dedup_by(|(later, _), (kept, _)| later == kept);
        let others = words.partition_point(|(word, _)| edge.character(word).is_some());
        let neighbours: Vec<u32> = words.iter().map(|(word, _)| edge.neighbour(word)).collect();
        let groups = words[..others].chunk_by(|(one, _), (other, _)| edge.character(one) == edge.character(other));
        let mut first = 0;
        let groups = groups.filter_map(|group| {
            let end = first + group.len() as u16;
            let neighbours = neighbours[usize::from(first)..usize::from(end)].iter();
            let bits = neighbours.map(|neighbour| if *neighbour == 0 { u64::MAX } else { bit(*neighbour) });
            let neighbours = bits.fold(0, |all, bits| all | bits);
            let group_of_character = (edge.character(group.first()?.0)?, Group { first, end, neighbours });
            first = end;
            Some(group_of_character)
        });
        let of_character = CharacterMap::new(groups);
        let words = words.into_iter().map(|(word, value)| (Box::from(word), value)).collect();
        Self { edge, of_character, others, words, neighbours }
    }

    /// The longest word at the table's edge of `text`: its length in bytes and what is known about it.
    #[inline]
    pub(crate) fn longest(&self, text: &str) -> Option<(usize, Value)> {
        let Some(character) = self.edge.character(text) else { return self.longest_other(text) };
        let group = self.of_character.get(character)?;
        let neighbour = self.edge.neighbour(text);
        // Most texts share no more than one character with any word, which one bit tells.
        if group.neighbours & bit(neighbour) == 0 {
            return None;
        }
        self.longest_of(*group, neighbour, text)
    }

    /// Of words that share the character at the edge, the longest that fits.
    #[inline(never)]
    fn longest_of(&self, group: Group, neighbour: u32, text: &str) -> Option<(usize, Value)> {
        let range = usize::from(group.first)..usize::from(group.end);
        for (wanted, (word, value)) in self.neighbours[range.clone()].iter().zip(&self.words[range]) {
            let is_near = *wanted == neighbour || *wanted == 0;
            // Of words of one or two characters nothing is left to compare.
            if is_near && (matches!(word.len(), 3 | 6) || self.edge.has(text, word)) {
                return Some((word.len(), *value));
            }
        }
        None
    }

    #[inline(never)]
    fn longest_other(&self, text: &str) -> Option<(usize, Value)> {
        let mut words = self.words[self.others..].iter();
        words.find(|(word, _)| self.edge.has(text, word)).map(|(word, value)| (word.len(), *value))
    }

    /// Whether a word of the table stands at its edge of `text`.
    #[inline]
    pub(crate) fn matches(&self, text: &str) -> bool {
        self.longest(text).is_some()
    }

    /// Whether a text ends with any word of the table, whatever the table's edge. Slow; for short tables.
    pub(crate) fn is_end_of(&self, text: &str) -> bool {
        self.words.iter().any(|(word, _)| text.ends_with(&**word))
    }
}

/// The bit of a neighbour's last byte, which is one of 64.
#[inline]
fn bit(neighbour: u32) -> u64 {
    1 << (neighbour & 0x3F)
}

impl Edge {
    /// The character of three bytes at this edge of a text.
    #[inline]
    fn character(self, text: &str) -> Option<Character> {
        let bytes = text.as_bytes();
        let found = match self {
            Self::Start => *bytes.first_chunk()?,
            Self::End => *bytes.last_chunk()?,
        };
        (found[0] & 0xF0 == 0xE0).then_some(found)
    }

    /// The three bytes next to the three at this edge, as a number; 0 where there are none.
    #[inline]
    fn neighbour(self, text: &str) -> u32 {
        let found = match (self, text.as_bytes()) {
            (Self::Start, [_, _, _, first, second, third, ..]) | (Self::End, [.., first, second, third, _, _, _]) => {
                [0, *first, *second, *third]
            }
            _ => [0; 4],
        };
        u32::from_be_bytes(found)
    }

    #[inline]
    fn has(self, text: &str, word: &str) -> bool {
        match self {
            Self::Start => text.starts_with(word),
            Self::End => text.ends_with(word),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_at_the_start_wins() {
        let words = ["加快", "加快推进", "推进", "加强", "12", "加", "P栋", "“十”"];
        let table = WordTable::of_starts(words.into_iter().zip(0..));
        assert_eq!(table.longest("加快推进云门路改造"), Some(("加快推进".len(), 1)));
        assert_eq!(table.longest("加快云门路改造"), Some(("加快".len(), 0)));
        assert_eq!(table.longest("加5G"), Some(("加".len(), 5)));
        assert_eq!(table.longest("云门路"), None);
        assert_eq!(table.longest("12345"), Some((2, 4)));
        assert_eq!(table.longest("P栋"), Some((4, 6)));
        assert_eq!(table.longest("“十”五"), Some((9, 7)));
        assert_eq!(table.longest(""), None);
    }

    #[test]
    fn the_longest_word_at_the_end_wins() {
        let words = ["改造", "提升改造", "造", "改造", "率", "A级", "3A"];
        let table = WordTable::of_ends(words.into_iter().zip(0..));
        assert_eq!(table.longest("云门路提升改造"), Some(("提升改造".len(), 1)));
        assert_eq!(table.longest("云门路改造"), Some(("改造".len(), 0)));
        assert_eq!(table.longest("建造"), Some(("造".len(), 2)));
        assert_eq!(table.longest("5造"), Some(("造".len(), 2)));
        assert_eq!(table.longest("AA级"), Some(("A级".len(), 5)));
        assert_eq!(table.longest("3A"), Some((2, 6)));
        assert_eq!(table.longest("云门路"), None);
    }
}
