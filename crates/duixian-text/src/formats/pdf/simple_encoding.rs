//! Encodings of fonts with one-byte codes: the standard tables, and glyph names as `Differences` lists them.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// The characters of the 256 codes of a font.
pub(super) type CharacterTable = [Option<char>; 256];

/// The table that a font's `BaseEncoding` names; any other name is Adobe's standard encoding.
pub(super) fn base_table(name: Option<&[u8]>) -> CharacterTable {
    match name {
        Some(b"WinAnsiEncoding") => table_of(WINDOWS_1252),
        Some(b"MacRomanEncoding") => table_of(MACINTOSH),
        _ => standard_table(),
    }
}

fn table_of(encoding: &'static Encoding) -> CharacterTable {
    let mut table = [None; 256];
    for code in 0x20..=0xFF_u8 {
        let bytes = [code];
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes);
        table[usize::from(code)] = text.and_then(|text| text.chars().next()).filter(|found| !found.is_control());
    }
    table
}

/// Adobe's standard encoding: ASCII with curly quotes, and a few signs above.
fn standard_table() -> CharacterTable {
    const ABOVE: [(u8, char); 39] = [
        (0xA1, '¡'),
        (0xA2, '¢'),
        (0xA3, '£'),
        (0xA4, '⁄'),
        (0xA5, '¥'),
        (0xA6, 'ƒ'),
        (0xA7, '§'),
        (0xA8, '¤'),
        (0xA9, '\''),
        (0xAA, '“'),
        (0xAB, '«'),
        (0xAC, '‹'),
        (0xAD, '›'),
        (0xB1, '–'),
        (0xB2, '†'),
        (0xB3, '‡'),
        (0xB4, '·'),
        (0xB6, '¶'),
        (0xB7, '•'),
        (0xB8, '‚'),
        (0xB9, '„'),
        (0xBA, '”'),
        (0xBB, '»'),
        (0xBC, '…'),
        (0xBD, '‰'),
        (0xBF, '¿'),
        (0xD0, '—'),
        (0xE1, 'Æ'),
        (0xE3, 'ª'),
        (0xE8, 'Ł'),
        (0xE9, 'Ø'),
        (0xEA, 'Œ'),
        (0xEB, 'º'),
        (0xF1, 'æ'),
        (0xF5, 'ı'),
        (0xF8, 'ł'),
        (0xF9, 'ø'),
        (0xFA, 'œ'),
        (0xFB, 'ß'),
    ];
    let mut table = [None; 256];
    for code in 0x20..0x7F_u8 {
        table[usize::from(code)] = Some(char::from(code));
    }
    table[usize::from(b'\'')] = Some('’');
    table[usize::from(b'`')] = Some('‘');
    for (code, character) in ABOVE {
        table[usize::from(code)] = Some(character);
    }
    table
}

/// The character of a glyph name of the Adobe Glyph List: ASCII, common Latin and signs, `uniXXXX`, `uXXXXX`.
pub(super) fn glyph_character(name: &[u8]) -> Option<char> {
    let name = std::str::from_utf8(name).ok()?;
    // A suffix names a drawing variant: `one.oldstyle`.
    let name = name.split_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem });
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return letter.is_ascii_alphabetic().then_some(letter);
    }
    if let Ok(index) = NAMES.binary_search_by_key(&name, |(listed, _)| listed) {
        return Some(NAMES[index].1);
    }
    if let Some(accented) = accented_letter(name) {
        return Some(accented);
    }
    let digits = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
    if !(4..=6).contains(&digits.len()) {
        return None;
    }
    u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
}

/// `eacute`, `Udieresis` and the like, with the accents of Latin-1 and of pinyin.
fn accented_letter(name: &str) -> Option<char> {
    const ACCENTS: [(&str, &str); 9] = [
        ("acute", "áéíóúýÁÉÍÓÚÝ"),
        ("caron", "ǎěǐǒǔšžčřňǍĚǏǑǓŠŽČŘŇ"),
        ("cedilla", "çÇ"),
        ("circumflex", "âêîôûÂÊÎÔÛ"),
        ("dieresis", "äëïöüÿÄËÏÖÜŸ"),
        ("grave", "àèìòùÀÈÌÒÙ"),
        ("macron", "āēīōūĀĒĪŌŪ"),
        ("ring", "åÅ"),
        ("tilde", "ãñõÃÑÕ"),
    ];
    const BASES: [(&str, &str); 9] = [
        ("acute", "aeiouyAEIOUY"),
        ("caron", "aeiouszcrnAEIOUSZCRN"),
        ("cedilla", "cC"),
        ("circumflex", "aeiouAEIOU"),
        ("dieresis", "aeiouyAEIOUY"),
        ("grave", "aeiouAEIOU"),
        ("macron", "aeiouAEIOU"),
        ("ring", "aA"),
        ("tilde", "anoANO"),
    ];
    let base = name.chars().next()?;
    let accent = &name[base.len_utf8()..];
    let row = ACCENTS.iter().position(|(listed, _)| *listed == accent)?;
    let column = BASES[row].1.chars().position(|listed| listed == base)?;
    ACCENTS[row].1.chars().nth(column)
}

/// Glyph names in byte order.
#[rustfmt::skip]
const NAMES: [(&str, char); 106] = [
    ("AE", 'Æ'), ("Delta", 'Δ'), ("Eth", 'Ð'), ("Euro", '€'), ("Lslash", 'Ł'), ("OE", 'Œ'), ("Omega", 'Ω'),
    ("Oslash", 'Ø'), ("Thorn", 'Þ'), ("ae", 'æ'), ("ampersand", '&'), ("approxequal", '≈'), ("asciicircum", '^'),
    ("asciitilde", '~'), ("asterisk", '*'), ("at", '@'), ("backslash", '\\'), ("bar", '|'), ("braceleft", '{'),
    ("braceright", '}'), ("bracketleft", '['), ("bracketright", ']'), ("brokenbar", '¦'), ("bullet", '•'),
    ("cent", '¢'), ("colon", ':'), ("comma", ','), ("copyright", '©'), ("currency", '¤'), ("dagger", '†'),
    ("daggerdbl", '‡'), ("degree", '°'), ("divide", '÷'), ("dollar", '$'), ("dotlessi", 'ı'), ("eight", '8'),
    ("ellipsis", '…'), ("emdash", '—'), ("endash", '–'), ("equal", '='), ("eth", 'ð'), ("exclam", '!'),
    ("exclamdown", '¡'), ("ff", 'ﬀ'), ("ffi", 'ﬃ'), ("ffl", 'ﬄ'), ("fi", 'ﬁ'), ("five", '5'), ("fl", 'ﬂ'),
    ("florin", 'ƒ'), ("four", '4'), ("fraction", '⁄'), ("germandbls", 'ß'), ("greater", '>'), ("greaterequal", '≥'),
    ("guillemotleft", '«'), ("guillemotright", '»'), ("guilsinglleft", '‹'), ("guilsinglright", '›'), ("hyphen", '-'),
    ("less", '<'), ("lessequal", '≤'), ("logicalnot", '¬'), ("lslash", 'ł'), ("minus", '−'), ("mu", 'µ'),
    ("multiply", '×'), ("nine", '9'), ("numbersign", '#'), ("oe", 'œ'), ("one", '1'), ("onehalf", '½'),
    ("ordfeminine", 'ª'), ("ordmasculine", 'º'), ("oslash", 'ø'), ("paragraph", '¶'), ("parenleft", '('),
    ("parenright", ')'), ("percent", '%'), ("period", '.'), ("periodcentered", '·'), ("perthousand", '‰'),
    ("plus", '+'), ("plusminus", '±'), ("question", '?'), ("questiondown", '¿'), ("quotedbl", '"'),
    ("quotedblleft", '“'), ("quotedblright", '”'), ("quoteleft", '‘'), ("quoteright", '’'), ("quotesingle", '\''),
    ("registered", '®'), ("section", '§'), ("semicolon", ';'), ("seven", '7'), ("six", '6'), ("slash", '/'),
    ("space", ' '), ("sterling", '£'), ("three", '3'), ("trademark", '™'), ("two", '2'), ("underscore", '_'),
    ("yen", '¥'), ("zero", '0'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_order() {
        assert!(NAMES.is_sorted_by_key(|(name, _)| *name));
    }

    #[test]
    fn names_of_glyphs() {
        for (name, expected) in [
            ("A", Some('A')),
            ("seven.oldstyle", Some('7')),
            ("percent", Some('%')),
            ("uni589E", Some('增')),
            ("u2000B", Some('𠀋')),
            ("eacute", Some('é')),
            ("uacute", Some('ú')),
            ("ǎcaron", None),
            (".notdef", None),
            ("g123", None),
            ("", None),
        ] {
            assert_eq!(glyph_character(name.as_bytes()), expected, "{name}");
        }
    }

    #[test]
    fn standard_tables() {
        assert_eq!(base_table(Some(b"WinAnsiEncoding"))[0x97], Some('—'));
        assert_eq!(base_table(Some(b"MacRomanEncoding"))[0xD1], Some('—'));
        assert_eq!(base_table(None)[0xD0], Some('—'));
        assert_eq!(base_table(None)[usize::from(b'7')], Some('7'));
        assert_eq!(base_table(Some(b"WinAnsiEncoding"))[7], None);
    }
}
