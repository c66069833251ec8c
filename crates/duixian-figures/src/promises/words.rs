//! Tables of words that are looked up at the start or at the end of a text, longest word first.
//!
//! A look-up compares only the words that share their first (or last) character with the text, and never allocates.

/// The first code point of the table's block of characters, U+4E00 一.
const FIRST: u32 = 0x4E00;
/// Number of slots: one for each common Chinese character and a last one for everything else.
const SLOTS: usize = 0x5200 + 1;

/// Where in a text a table's words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    Start,
    End,
}

/// Words with something known about each.
#[derive(Clone, Debug)]
pub(super) struct WordTable<T> {
    edge: Edge,
    /// For each slot the index of its first word; one more at the end.
    slots: Box<[u16]>,
    words: Vec<Word<T>>,
}

/// One word of a table.
#[derive(Clone, Debug)]
struct Word<T> {
    text: Box<str>,
    /// The bytes of the character next to the first (or last) one; 0 for a word of one character.
    neighbour: u32,
    value: T,
}

impl<T: Copy> WordTable<T> {
    /// A table of words that texts begin with. Of equal words the first one counts.
    pub(super) fn of_starts(words: Vec<(String, T)>) -> Self {
        Self::new(Edge::Start, words)
    }

    /// A table of words that texts end with. Of equal words the first one counts.
    pub(super) fn of_ends(words: Vec<(String, T)>) -> Self {
        Self::new(Edge::End, words)
    }

    fn new(edge: Edge, words: Vec<(String, T)>) -> Self {
        let mut words: Vec<(String, T)> = words.into_iter().filter(|(word, _)| !word.is_empty()).collect();
        // A stable sort keeps the first of equal words in front.
        words.sort_by(|(one, _), (other, _)| {
            slot(edge, one).cmp(&slot(edge, other)).then(other.len().cmp(&one.len())).then(one.cmp(other))
        });
        words.dedup_by(|(later, _), (kept, _)| later == kept);
        let mut slots = vec![0_u16; SLOTS + 1];
        for (word, _) in &words {
            slots[slot(edge, word) + 1] += 1;
        }
        for index in 1..slots.len() {
            slots[index] += slots[index - 1];
        }
        let word = |(text, value): (String, T)| Word { neighbour: neighbour(edge, &text), text: text.into(), value };
        Self { edge, slots: slots.into_boxed_slice(), words: words.into_iter().map(word).collect() }
    }

    /// The longest word at the table's edge of `text`: its length in bytes and what is known about it.
    #[inline]
    pub(super) fn longest(&self, text: &str) -> Option<(usize, T)> {
        if text.is_empty() {
            return None;
        }
        let slot = slot(self.edge, text);
        let bucket = &self.words[usize::from(self.slots[slot])..usize::from(self.slots[slot + 1])];
        if bucket.is_empty() {
            return None;
        }
        let neighbour = neighbour(self.edge, text);
        let bytes = text.as_bytes();
        // Most words of a slot differ in the second character: that is compared before the rest.
        let is_character = slot < SLOTS - 1;
        let fits = |word: &&Word<T>| {
            if is_character && word.text.len() <= 6 {
                // The slot is the first character and the neighbour the second: nothing is left to compare.
                return word.text.len() == 3 || word.neighbour == neighbour;
            }
            (word.neighbour == 0 || word.neighbour == neighbour)
                && match self.edge {
                    Edge::Start => bytes.starts_with(word.text.as_bytes()),
                    Edge::End => bytes.ends_with(word.text.as_bytes()),
                }
        };
        bucket.iter().find(fits).map(|word| (word.text.len(), word.value))
    }

    /// Whether a text ends with any word of the table, whatever the table's edge. Slow; for short tables.
    pub(super) fn is_end_of(&self, text: &str) -> bool {
        self.words.iter().any(|word| text.ends_with(&*word.text))
    }

    /// Whether a word of the table stands at its edge of `text`.
    #[inline]
    pub(super) fn matches(&self, text: &str) -> bool {
        self.longest(text).is_some()
    }
}

/// The character next to the one at the edge, as a number; 0 if there is none or it is no character of three bytes.
#[inline]
fn neighbour(edge: Edge, text: &str) -> u32 {
    let bytes = text.as_bytes();
    let found = match edge {
        Edge::Start => bytes.get(3..6),
        Edge::End => bytes.len().checked_sub(6).and_then(|from| bytes.get(from..from + 3)),
    };
    match found {
        Some(&[first, second, third]) => u32::from_be_bytes([0, first, second, third]),
        _ => 0,
    }
}

/// The slot of the character at the edge of a text that is not empty.
fn slot(edge: Edge, text: &str) -> usize {
    let character = match edge {
        Edge::Start => text.chars().next(),
        Edge::End => text.chars().next_back(),
    };
    let code_point = character.map_or(0, u32::from);
    (code_point.wrapping_sub(FIRST) as usize).min(SLOTS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(build: fn(Vec<(String, u8)>) -> WordTable<u8>, words: &[&str]) -> WordTable<u8> {
        build(words.iter().zip(0..).map(|(word, number)| ((*word).to_owned(), number)).collect())
    }

    #[test]
    fn the_longest_word_at_the_start_wins() {
        let table = table(WordTable::of_starts, &["加快", "加快推进", "推进", "加强", "12"]);
        assert_eq!(table.longest("加快推进云门路改造"), Some(("加快推进".len(), 1)));
        assert_eq!(table.longest("加快云门路改造"), Some(("加快".len(), 0)));
        assert_eq!(table.longest("云门路"), None);
        assert_eq!(table.longest("12345"), Some((2, 4)));
        assert_eq!(table.longest(""), None);
    }

    #[test]
    fn the_longest_word_at_the_end_wins() {
        let table = table(WordTable::of_ends, &["改造", "提升改造", "造", "改造"]);
        assert_eq!(table.longest("云门路提升改造"), Some(("提升改造".len(), 1)));
        assert_eq!(table.longest("云门路改造"), Some(("改造".len(), 0)));
        assert_eq!(table.longest("建造"), Some(("造".len(), 2)));
    }
}
