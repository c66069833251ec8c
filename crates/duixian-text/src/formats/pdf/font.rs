//! Fonts: from the bytes of a shown string to characters and their widths. Never looks at outlines.

use lopdf::{Dictionary, Object};

use super::cmap::{EmbeddedEncoding, Meaning, ToUnicode};
use super::file::File;
use super::predefined::{self, Predefined};
use super::simple_encoding::{CharacterTable, base_table, glyph_character};
use crate::ReadError;

/// The highest CID, and so the longest table of widths.
const CIDS: usize = 65_536;
/// The width of a printable ASCII character, in ems, in a font that does not say.
const LATIN_WIDTH: f32 = 0.5;

/// How the bytes of a string become codes, and codes characters.
enum Coding {
    /// One byte a code.
    Simple(Box<CharacterTable>),
    Predefined(Predefined),
    Embedded(EmbeddedEncoding),
}

/// A font as far as text goes.
pub(super) struct Font {
    coding: Coding,
    to_unicode: Option<ToUnicode>,
    /// In ems, by code (simple fonts) or by CID; negative where the font says nothing.
    widths: Vec<f32>,
    default_width: f32,
    is_adobe_gb1: bool,
    /// Whether the font writes downwards.
    pub(super) vertical: bool,
}

/// One code of a shown string.
pub(super) struct Shown<'a> {
    /// What it stands for, if that can be known.
    pub(super) meaning: Option<Meaning<'a>>,
    /// In ems.
    pub(super) width: f32,
    /// Whether it is the one-byte code 32, which word spacing widens.
    pub(super) is_word_space: bool,
}

impl Font {
    pub(super) fn load(file: &File, dictionary: &Dictionary) -> Result<Self, ReadError> {
        let to_unicode = match file.get(dictionary, b"ToUnicode") {
            Some(Object::Stream(stream)) => file.unpack(stream)?.map(|bytes| ToUnicode::parse(&bytes)),
            _ => None,
        };
        if file.get_name(dictionary, b"Subtype") == Some(b"Type0") {
            Self::load_composite(file, dictionary, to_unicode)
        } else {
            Ok(Self::load_simple(file, dictionary, to_unicode))
        }
    }

    fn load_composite(file: &File, dictionary: &Dictionary, to_unicode: Option<ToUnicode>) -> Result<Self, ReadError> {
        let (coding, vertical) = match file.get(dictionary, b"Encoding") {
            Some(Object::Stream(stream)) => {
                let encoding = EmbeddedEncoding::parse(&file.unpack(stream)?.unwrap_or_default());
                let vertical = encoding.vertical;
                (Coding::Embedded(encoding), vertical)
            }
            Some(Object::Name(name)) => {
                let (found, vertical) = predefined::named(name).unwrap_or((Predefined::Identity, false));
                (Coding::Predefined(found), vertical)
            }
            _ => (Coding::Predefined(Predefined::Identity), false),
        };
        let descendants = file.get(dictionary, b"DescendantFonts");
        let descendant = match descendants {
            Some(Object::Array(fonts)) => fonts.first().and_then(|font| file.dictionary(font)),
            Some(other) => file.dictionary(other),
            None => None,
        };
        let collection = descendant.and_then(|font| file.get_dictionary(font, b"CIDSystemInfo"));
        let ordering = collection.and_then(|info| file.get(info, b"Ordering")).and_then(|name| name.as_str().ok());
        let default_width = descendant.and_then(|font| file.get_number(font, b"DW")).unwrap_or(1000.0) / 1000.0;
        Ok(Self {
            coding,
            to_unicode,
            widths: descendant.map(|font| cid_widths(file, font)).unwrap_or_default(),
            default_width,
            is_adobe_gb1: ordering == Some(b"GB1"),
            vertical,
        })
    }

    fn load_simple(file: &File, dictionary: &Dictionary, to_unicode: Option<ToUnicode>) -> Self {
        let subtype = file.get_name(dictionary, b"Subtype");
        // The widths of a Type 3 font are in its own glyph space.
        let scale = if subtype == Some(b"Type3") {
            let matrix = file.get(dictionary, b"FontMatrix").and_then(|matrix| matrix.as_array().ok());
            matrix.and_then(|matrix| file.number(matrix.first()?)).unwrap_or(0.001).abs()
        } else {
            0.001
        };
        let mut widths = vec![-1.0; 256];
        let first = file.get_number(dictionary, b"FirstChar").unwrap_or(0.0).clamp(0.0, 255.0) as usize;
        if let Some(Object::Array(listed)) = file.get(dictionary, b"Widths") {
            for (width, object) in widths[first..].iter_mut().zip(listed) {
                *width = file.number(object).map_or(-1.0, |number| number * scale);
            }
        }
        let descriptor = file.get_dictionary(dictionary, b"FontDescriptor");
        let missing = descriptor.and_then(|descriptor| file.get_number(descriptor, b"MissingWidth"));
        Self {
            coding: Coding::Simple(Box::new(simple_table(file, dictionary, subtype))),
            to_unicode,
            widths,
            default_width: missing.filter(|width| *width > 0.0).map_or(LATIN_WIDTH, |width| width * scale),
            is_adobe_gb1: false,
            vertical: false,
        }
    }

    /// The first code of `bytes`, which must not be empty, and how many bytes it takes.
    pub(super) fn next(&self, bytes: &[u8]) -> (Shown<'_>, usize) {
        let (code, length, coded, width) = match &self.coding {
            Coding::Simple(table) => {
                let code = bytes[0];
                let width = self.width(usize::from(code), self.default_width);
                (u32::from(code), 1, table[usize::from(code)], width)
            }
            Coding::Predefined(predefined) => {
                let (code, length, character) = predefined.next_code(bytes);
                let (character, width) = match (predefined, character) {
                    (Predefined::Identity, _) => self.by_cid(code),
                    (_, Some(character)) => (Some(character), self.width_of_character(*predefined, character)),
                    (_, None) => (None, self.default_width),
                };
                (code, length, character, width)
            }
            Coding::Embedded(encoding) => {
                let (code, length) = encoding.next_code(bytes);
                let (character, width) = self.by_cid(encoding.cid(code));
                (code, length, character, width)
            }
        };
        let mapped = self.to_unicode.as_ref().and_then(|map| map.get(code)).filter(|found| is_text(*found));
        let meaning = mapped.or(coded.map(Meaning::Character)).filter(|found| is_text(*found));
        (Shown { meaning, width, is_word_space: length == 1 && code == 32 }, length)
    }

    fn by_cid(&self, cid: u32) -> (Option<char>, f32) {
        let character = if self.is_adobe_gb1 { predefined::adobe_gb1(cid) } else { None };
        (character, self.width(cid as usize, self.default_width))
    }

    /// Codes that are text have CIDs too, but only those of ASCII ever differ from the default width.
    fn width_of_character(&self, predefined: Predefined, character: char) -> f32 {
        match predefined.latin_cid(character) {
            Some(cid) => self.width(cid as usize, LATIN_WIDTH),
            None => self.default_width,
        }
    }

    fn width(&self, index: usize, default: f32) -> f32 {
        self.widths.get(index).copied().filter(|width| *width >= 0.0).unwrap_or(default)
    }
}

/// A code without a glyph, or one that a producer mapped to nothing.
fn is_text(meaning: Meaning<'_>) -> bool {
    !matches!(meaning, Meaning::Character('\0' | '\u{FFFD}' | '\u{FFFE}' | '\u{FFFF}' | '\u{FEFF}' | '\u{AD}'))
}

/// The `W` array: `c [w1 w2 …]` and `first last w`.
fn cid_widths(file: &File, descendant: &Dictionary) -> Vec<f32> {
    let mut widths = Vec::new();
    let Some(Object::Array(entries)) = file.get(descendant, b"W") else { return widths };
    let mut set = |cid: usize, width: f32| {
        if cid < CIDS {
            if widths.len() <= cid {
                widths.resize(cid + 1, -1.0);
            }
            widths[cid] = width / 1000.0;
        }
    };
    let cid_of = |object: &Object| file.number(object).filter(|number| *number >= 0.0).map(|number| number as usize);
    let mut budget = 4 * CIDS;
    let mut entries = entries.iter();
    while let (Some(first), Some(second)) = (entries.next(), entries.next()) {
        let Some(first) = cid_of(first) else { continue };
        if let Some(Object::Array(listed)) = file.resolve(second) {
            for (step, object) in listed.iter().enumerate() {
                if let Some(width) = file.number(object) {
                    set(first.saturating_add(step), width);
                }
            }
        } else if let (Some(last), Some(width)) = (cid_of(second), entries.next().and_then(|third| file.number(third)))
        {
            for cid in (first..=last.min(CIDS)).take(budget) {
                set(cid, width);
                budget -= 1;
            }
        }
    }
    widths
}

fn simple_table(file: &File, dictionary: &Dictionary, subtype: Option<&[u8]>) -> CharacterTable {
    // A TrueType font without an encoding is drawn by its own table, which nearly always is that of Windows.
    let unnamed: Option<&[u8]> = (subtype == Some(b"TrueType")).then_some(b"WinAnsiEncoding");
    let Some(encoding) = file.get(dictionary, b"Encoding") else { return base_table(unnamed) };
    let Object::Dictionary(encoding) = encoding else { return base_table(encoding.as_name().ok()) };
    let mut table = base_table(file.get_name(encoding, b"BaseEncoding").or(unnamed));
    let Some(Object::Array(differences)) = file.get(encoding, b"Differences") else { return table };
    let mut code = 0_usize;
    for entry in differences {
        match file.resolve(entry) {
            Some(Object::Name(name)) => {
                if let Some(slot) = table.get_mut(code) {
                    *slot = glyph_character(name);
                }
                code = code.saturating_add(1);
            }
            Some(number) => code = file.number(number).map_or(256, |number| number.clamp(0.0, 256.0) as usize),
            None => {}
        }
    }
    table
}
