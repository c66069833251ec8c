//! CMaps that a file brings along: codes → Unicode (ToUnicode) and codes → CIDs (embedded encodings).
//! Never knows the CMaps that have a name only; those are in `predefined`.

use std::collections::HashMap;

use super::lexer::{Lexer, Operand};

/// Entries that one CMap may expand to: twice all codes of two bytes.
const ENTRIES: usize = 131_072;
/// Codespace ranges of one CMap; real ones have up to a dozen.
const CODESPACES: usize = 128;
const NONE: u32 = u32::MAX;
/// Marks a value as the index of a sequence of several characters.
const SEQUENCE: u32 = 0x8000_0000;

/// A map from codes to numbers: two levels of 256, as nearly all codes have at most two bytes.
#[derive(Default)]
struct CodeTable {
    rows: Vec<Option<Box<[u32; 256]>>>,
    longer: HashMap<u32, u32>,
    entries: usize,
}

impl CodeTable {
    fn insert(&mut self, code: u32, value: u32) {
        if self.entries >= ENTRIES {
            return;
        }
        self.entries += 1;
        if code > 0xFFFF {
            self.longer.insert(code, value);
            return;
        }
        let (row, column) = ((code >> 8) as usize, (code & 0xFF) as usize);
        if self.rows.len() <= row {
            self.rows.resize_with(row + 1, || None);
        }
        self.rows[row].get_or_insert_with(|| Box::new([NONE; 256]))[column] = value;
    }

    fn get(&self, code: u32) -> Option<u32> {
        let value = match self.rows.get((code >> 8) as usize) {
            Some(Some(row)) => row[(code & 0xFF) as usize],
            Some(None) => NONE,
            None => self.longer.get(&code).copied().unwrap_or(NONE),
        };
        (value != NONE).then_some(value)
    }
}

/// What a code stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning<'a> {
    Character(char),
    /// Several characters drawn as one glyph, e.g. `fi`.
    Sequence(&'a str),
}

/// A ToUnicode CMap.
#[derive(Default)]
pub(super) struct ToUnicode {
    table: CodeTable,
    sequences: Vec<Box<str>>,
}

impl ToUnicode {
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut lexer = Lexer::new(bytes);
        while let Some(operator) = lexer.next_operator() {
            match operator {
                b"endbfchar" => {
                    for pair in lexer.operands().chunks_exact(2) {
                        if let (Some(code), Some(target)) = (code_of(&lexer, pair[0]), target_of(&lexer, pair[1])) {
                            map.insert(code, &target);
                        }
                    }
                }
                b"endbfrange" => map.insert_ranges(&lexer),
                _ => {}
            }
        }
        map
    }

    pub(super) fn get(&self, code: u32) -> Option<Meaning<'_>> {
        let value = self.table.get(code)?;
        if value >= SEQUENCE {
            let sequence = self.sequences.get((value - SEQUENCE) as usize)?;
            return Some(Meaning::Sequence(sequence));
        }
        char::from_u32(value).map(Meaning::Character)
    }

    fn insert(&mut self, code: u32, target: &str) {
        let mut characters = target.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => self.table.insert(code, u32::from(character)),
            (Some(_), Some(_)) => {
                self.table.insert(code, SEQUENCE + self.sequences.len() as u32);
                self.sequences.push(target.into());
            }
            (None, _) => {}
        }
    }

    fn insert_ranges(&mut self, lexer: &Lexer<'_>) {
        let mut operands = lexer.operands().iter().copied();
        while let (Some(first), Some(last), Some(target)) = (operands.next(), operands.next(), operands.next()) {
            let range = code_of(lexer, first).zip(code_of(lexer, last));
            if target == Operand::ArrayStart {
                let mut code = range.map(|(first, _)| first);
                for element in operands.by_ref().take_while(|operand| *operand != Operand::ArrayEnd) {
                    if let (Some(current), Some(target)) = (code, target_of(lexer, element)) {
                        self.insert(current, &target);
                    }
                    code = code.and_then(|code| code.checked_add(1));
                }
            } else if let (Some((first, last)), Some(target)) = (range, target_of(lexer, target)) {
                self.insert_run(first, last, &target);
            }
        }
    }

    /// `first..=last` stand for `target` with its last character counted up.
    fn insert_run(&mut self, first: u32, last: u32, target: &str) {
        let Some(start) = target.chars().next_back() else { return };
        let head = &target[..target.len() - start.len_utf8()];
        for (step, code) in (first..=last).take(ENTRIES).enumerate() {
            let Some(character) = char::from_u32(u32::from(start) + step as u32) else { continue };
            if head.is_empty() {
                self.table.insert(code, u32::from(character));
            } else {
                self.insert(code, &format!("{head}{character}"));
            }
            if self.table.entries >= ENTRIES {
                return;
            }
        }
    }
}

/// A codespace range: codes of `length` bytes, each byte within its own bounds.
struct Codespace {
    length: usize,
    low: u32,
    high: u32,
}

impl Codespace {
    fn holds(&self, code: u32) -> bool {
        (0..self.length).all(|byte| {
            let at = |number: u32| number >> (8 * byte) & 0xFF;
            (at(self.low)..=at(self.high)).contains(&at(code))
        })
    }
}

/// An embedded encoding CMap: how long codes are, and their CIDs.
#[derive(Default)]
pub(super) struct EmbeddedEncoding {
    codespaces: Vec<Codespace>,
    table: CodeTable,
    pub(super) vertical: bool,
}

impl EmbeddedEncoding {
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut lexer = Lexer::new(bytes);
        while let Some(operator) = lexer.next_operator() {
            let operands = lexer.operands();
            match operator {
                b"endcodespacerange" => {
                    for pair in operands.chunks_exact(2) {
                        let length = lexer.bytes_of(pair[0]).map_or(0, <[u8]>::len);
                        if map.codespaces.len() >= CODESPACES {
                            break;
                        }
                        if let (1..=4, Some(low), Some(high)) =
                            (length, code_of(&lexer, pair[0]), code_of(&lexer, pair[1]))
                        {
                            map.codespaces.push(Codespace { length, low, high });
                        }
                    }
                }
                b"endcidchar" => {
                    for pair in operands.chunks_exact(2) {
                        if let (Some(code), Operand::Number(cid)) = (code_of(&lexer, pair[0]), pair[1]) {
                            map.table.insert(code, cid as u32);
                        }
                    }
                }
                b"endcidrange" => {
                    for triple in operands.chunks_exact(3) {
                        let range = code_of(&lexer, triple[0]).zip(code_of(&lexer, triple[1]));
                        if let (Some((first, last)), Operand::Number(cid)) = (range, triple[2]) {
                            for (step, code) in
                                (first..=last).take(ENTRIES - map.table.entries.min(ENTRIES)).enumerate()
                            {
                                map.table.insert(code, cid as u32 + step as u32);
                            }
                        }
                    }
                }
                b"def" => {
                    if let [Operand::Name { .. }, Operand::Number(mode)] = operands[operands.len().saturating_sub(2)..]
                        && lexer.bytes_of(operands[operands.len() - 2]) == Some(b"WMode")
                    {
                        map.vertical = mode as i32 == 1;
                    }
                }
                _ => {}
            }
        }
        map
    }

    /// The next code of a string and its length.
    pub(super) fn next_code(&self, bytes: &[u8]) -> (u32, usize) {
        let mut code = 0;
        for (index, &byte) in bytes.iter().take(4).enumerate() {
            code = code << 8 | u32::from(byte);
            if self.codespaces.iter().any(|space| space.length == index + 1 && space.holds(code)) {
                return (code, index + 1);
            }
        }
        let length = self.codespaces.iter().map(|space| space.length).min().unwrap_or(2).min(bytes.len());
        (big_endian(&bytes[..length]), length)
    }

    pub(super) fn cid(&self, code: u32) -> u32 {
        self.table.get(code).unwrap_or(0)
    }
}

fn big_endian(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |code, byte| code << 8 | u32::from(*byte))
}

fn code_of(lexer: &Lexer<'_>, operand: Operand) -> Option<u32> {
    let Operand::Text { .. } = operand else { return None };
    lexer.bytes_of(operand).map(big_endian)
}

/// The characters that a target names: UTF-16, big-endian; a single byte is a character of its own.
fn target_of(lexer: &Lexer<'_>, operand: Operand) -> Option<String> {
    let Operand::Text { .. } = operand else { return None };
    let bytes = lexer.bytes_of(operand)?;
    if let [byte] = bytes {
        return Some(char::from(*byte).to_string());
    }
    Some(utf16(bytes))
}

/// Decodes big-endian UTF-16; what is no character is left out.
pub(super) fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).filter_map(Result::ok).filter(|character| *character != '\0').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_ranges_arrays_and_sequences() {
        let map = ToUnicode::parse(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange
              3 beginbfchar <0001> <00660069> <0002> <D840DC0B> <03> <41> endbfchar
              3 beginbfrange <0010> <0012> <4E00> <0020> <0021> [<0031> <00320033>] <0030><0031><00660069> endbfrange",
        );
        assert_eq!(map.get(1), Some(Meaning::Sequence("fi")));
        assert_eq!(map.get(2), Some(Meaning::Character('\u{2000B}')));
        assert_eq!(map.get(3), Some(Meaning::Character('A')));
        assert_eq!(map.get(0x12), Some(Meaning::Character('丂')));
        assert_eq!(map.get(0x20), Some(Meaning::Character('1')));
        assert_eq!(map.get(0x21), Some(Meaning::Sequence("23")));
        assert_eq!(map.get(0x31), Some(Meaning::Sequence("fj")));
        assert_eq!(map.get(0x13), None);
    }

    #[test]
    fn a_boundless_range_stays_bounded() {
        let map = ToUnicode::parse(b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange");
        assert!(map.table.entries <= ENTRIES);
    }

    #[test]
    fn codes_of_mixed_length() {
        let map = EmbeddedEncoding::parse(
            b"2 begincodespacerange <00> <80> <8140> <FEFE> endcodespacerange
              1 begincidchar <41> 34 endcidchar 1 begincidrange <B0A1> <B0A3> 1000 endcidrange /WMode 1 def",
        );
        assert_eq!(map.next_code(b"A\xB0\xA2"), (0x41, 1));
        assert_eq!(map.next_code(b"\xB0\xA2A"), (0xB0A2, 2));
        assert_eq!((map.cid(0x41), map.cid(0xB0A2), map.cid(0xB0A9)), (34, 1001, 0));
        assert!(map.vertical);
    }
}
