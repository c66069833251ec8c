//! A map from characters to what is known of them, small enough to be asked about every character of a text.

/// The bytes of a character that takes three of them in UTF-8, as all Chinese ones in common use do.
pub(crate) type Character = [u8; 3];

/// One for each pair of first bytes: a first byte from 0xE0 to 0xEF, and a second from 0x80 to 0xBF.
const PAIRS: usize = 16 * 64;

/// Values of characters.
#[derive(Clone, Debug)]
pub(crate) struct CharacterMap<Value> {
    /// For each pair of first bytes which third bytes are known, one bit for each.
    known: Box<[u64; PAIRS]>,
    /// For each pair of first bytes the place of its first value.
    first: Box<[u16; PAIRS]>,
    values: Vec<Value>,
}

impl<Value> Default for CharacterMap<Value> {
    fn default() -> Self {
        Self { known: Box::new([0; PAIRS]), first: Box::new([0; PAIRS]), values: Vec::new() }
    }
}

impl<Value> CharacterMap<Value> {
    /// A map; of a character given twice the last value holds.
    pub(crate) fn new(values: impl IntoIterator<Item = (Character, Value)>) -> Self {
        let mut values: Vec<_> = values.into_iter().collect();
        values.sort_by_key(|(character, _)| *character);
        values.dedup_by(|later, earlier| {
            let is_same = later.0 == earlier.0;
            if is_same {
                std::mem::swap(later, earlier);
            }
            is_same
        });
        let mut map = Self::default();
        for (index, (character, value)) in values.into_iter().enumerate() {
            let (pair, bit) = place(character);
            if map.known[pair] == 0 {
                map.first[pair] = index as u16;
            }
            map.known[pair] |= 1 << bit;
            map.values.push(value);
        }
        map
    }

    /// The value of a character. Most characters have none, which the first look tells.
    #[inline]
    pub(crate) fn get(&self, character: Character) -> Option<&Value> {
        let (pair, bit) = place(character);
        let known = self.known[pair];
        if known >> bit & 1 == 0 {
            return None;
        }
        let before = (known & ((1 << bit) - 1)).count_ones();
        self.values.get(usize::from(self.first[pair]) + before as usize)
    }
}

/// The pair of first bytes, and the bit of the third one.
#[inline]
fn place([first, second, third]: Character) -> (usize, u32) {
    (usize::from(first & 0x0F) << 6 | usize::from(second & 0x3F), u32::from(third & 0x3F))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str) -> Character {
        text.as_bytes().try_into().unwrap()
    }

    #[test]
    fn every_character_has_its_own_value_or_none() {
        let map =
            CharacterMap::new([("第", 1), ("一", 2), ("，", 3), ("丁", 4), ("一", 5)].map(|(c, v)| (bytes(c), v)));
        let value = |text: &str| map.get(bytes(text)).copied();
        assert_eq!(["第", "一", "，", "丁"].map(value), [Some(1), Some(5), Some(3), Some(4)]);
        assert_eq!(["丂", "篬", "。", "￿"].map(value), [None; 4]);
        assert_eq!(CharacterMap::<u8>::default().get(bytes("一")), None);
    }
}
