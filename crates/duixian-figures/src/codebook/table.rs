//! A table of words, each with a class, found as the longest one that starts or ends at a place of a text.

/// Which end of a word stands at the place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum End {
    /// The word starts there.
    #[default]
    Start,
    /// The word ends there.
    Finish,
}

/// Words by their first or last character.
#[derive(Clone, Debug)]
pub(crate) struct WordTable<Class> {
    end: End,
    /// Sorted by character, then the longest first.
    words: Vec<(u32, Box<str>, Class)>,
}

impl<Class> Default for WordTable<Class> {
    fn default() -> Self {
        Self { end: End::Start, words: Vec::new() }
    }
}

impl<Class: Copy> WordTable<Class> {
    /// A table; of a word given twice the first class holds.
    pub(crate) fn new<'word>(end: End, words: impl IntoIterator<Item = (&'word str, Class)>) -> Self {
        let mut table: Vec<_> =
            words.into_iter().filter_map(|(word, class)| Some((key(end, word)?, Box::from(word), class))).collect();
        table.sort_by(|(key, word, _), (other_key, other, _): &(u32, Box<str>, Class)| {
            key.cmp(other_key).then(other.len().cmp(&word.len()))
        });
        Self { end, words: table }
    }

    /// The length and class of the longest word at the start (or the end, as the table was made) of `text`.
    pub(crate) fn longest(&self, text: &str) -> Option<(usize, Class)> {
        let key = key(self.end, text)?;
        let first = self.words.partition_point(|(other, ..)| *other < key);
        let candidates = self.words[first..].iter().take_while(|(other, ..)| *other == key);
        candidates
            .into_iter()
            .find(|(_, word, _)| match self.end {
                End::Start => text.starts_with(&**word),
                End::Finish => text.ends_with(&**word),
            })
            .map(|(_, word, class)| (word.len(), *class))
    }
}

fn key(end: End, text: &str) -> Option<u32> {
    let character = match end {
        End::Start => text.chars().next(),
        End::Finish => text.chars().next_back(),
    };
    character.map(u32::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_wins() {
        let table = WordTable::new(End::Finish, [("增长", 1), ("年均增长", 2), ("长", 3)]);
        assert_eq!(table.longest("投资年均增长"), Some(("年均增长".len(), 2)));
        assert_eq!(table.longest("投资增长"), Some(("增长".len(), 1)));
        assert_eq!(table.longest("投资"), None);
        assert_eq!(table.longest(""), None);
    }
}
