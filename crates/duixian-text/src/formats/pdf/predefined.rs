//! Encodings that a font merely names: the predefined CMaps, and the character collection Adobe-GB1.
//!
//! The bytes of `GB-EUC-H`, `GBK-EUC-H`, `GBKp-EUC-H` and `GBK2K-H` are GBK or GB18030 themselves, those of
//! `UniGB-UCS2-H` and `UniGB-UTF16-H` are UTF-16: no table is needed to read them.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS};

/// The UTF-16 code unit of each CID of Adobe-GB1; see `data/README.md`.
static ADOBE_GB1: &[u8] = include_bytes!("../../../data/adobe-gb1.bin");
/// The CIDs whose characters lie above U+FFFF.
const ADOBE_GB1_ABOVE: [(u32, char); 6] =
    [(22048, '𠂇'), (22049, '𠂉'), (22050, '𠃌'), (22075, '𡗗'), (22085, '𢦏'), (22111, '𤇾')];

/// CIDs of the printable ASCII characters from the space on, for the widths of a font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LatinCids {
    /// From CID 1 on, drawn at their own widths.
    Proportional,
    /// From CID 814 (`!`) on, drawn at half an em.
    HalfWidth,
}

/// A named CMap whose codes are text in a known encoding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Predefined {
    /// Two bytes are a CID.
    Identity,
    Utf8,
    Utf16,
    Utf32,
    Bytes(&'static Encoding, LatinCids),
}

/// Finds a CMap by name. The second value tells whether it writes downwards.
pub(super) fn named(name: &[u8]) -> Option<(Predefined, bool)> {
    let name = std::str::from_utf8(name).ok()?;
    let (stem, direction) = name.rsplit_once('-').unwrap_or(("", name));
    let vertical = match direction {
        "H" => false,
        "V" => true,
        _ => return None,
    };
    let found = match stem {
        "Identity" => Predefined::Identity,
        "GB-EUC" | "GBK-EUC" => Predefined::Bytes(GB18030, LatinCids::HalfWidth),
        "GBpc-EUC" | "GBKp-EUC" | "GBK2K" => Predefined::Bytes(GB18030, LatinCids::Proportional),
        "B5pc" | "ETen-B5" | "ETenms-B5" | "HKscs-B5" => Predefined::Bytes(BIG5, LatinCids::Proportional),
        "90ms-RKSJ" | "90msp-RKSJ" | "90pv-RKSJ" | "83pv-RKSJ" | "Add-RKSJ" | "Ext-RKSJ" => {
            Predefined::Bytes(SHIFT_JIS, LatinCids::Proportional)
        }
        "EUC" => Predefined::Bytes(EUC_JP, LatinCids::Proportional),
        "KSC-EUC" | "KSCms-UHC" | "KSCms-UHC-HW" | "KSCpc-EUC" => Predefined::Bytes(EUC_KR, LatinCids::Proportional),
        _ if !stem.starts_with("Uni") => return None,
        _ if stem.contains("UTF8") => Predefined::Utf8,
        _ if stem.contains("UTF32") => Predefined::Utf32,
        _ if stem.contains("UTF16") || stem.contains("UCS2") => Predefined::Utf16,
        _ => return None,
    };
    Some((found, vertical))
}

impl Predefined {
    /// The next code of a string that is not empty: the code, its length, and its character if the code is text.
    pub(super) fn next_code(self, bytes: &[u8]) -> (u32, usize, Option<char>) {
        match self {
            Self::Identity => {
                let length = bytes.len().min(2);
                (big_endian(&bytes[..length]), length, None)
            }
            Self::Utf8 => {
                let length = utf8_length(bytes[0]).min(bytes.len());
                let character = std::str::from_utf8(&bytes[..length]).ok().and_then(|text| text.chars().next());
                (character.map_or(0, u32::from), length, character)
            }
            Self::Utf16 => {
                let length = match bytes {
                    [0xD8..=0xDB, _, 0xDC..=0xDF, _, ..] => 4,
                    _ => bytes.len().min(2),
                };
                let units = bytes[..length].chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                let character = char::decode_utf16(units).next().and_then(Result::ok);
                (big_endian(&bytes[..length]), length, character)
            }
            Self::Utf32 => {
                let length = bytes.len().min(4);
                let code = big_endian(&bytes[..length]);
                (code, length, char::from_u32(code))
            }
            Self::Bytes(encoding, _) => {
                let length = byte_length(encoding, bytes).min(bytes.len());
                let code = &bytes[..length];
                let character = if code[0] < 0x80 { Some(char::from(code[0])) } else { decode(encoding, code) };
                (big_endian(code), length, character)
            }
        }
    }

    /// The CID of a printable ASCII character, as far as its width goes.
    pub(super) fn latin_cid(self, character: char) -> Option<u32> {
        let offset = (' '..='~').contains(&character).then(|| u32::from(character) - 0x20)?;
        match self {
            Self::Bytes(_, LatinCids::HalfWidth) if offset == 0 => Some(7716),
            Self::Bytes(_, LatinCids::HalfWidth) => Some(813 + offset),
            _ => Some(1 + offset),
        }
    }
}

/// The character of a CID of Adobe-GB1.
pub(super) fn adobe_gb1(cid: u32) -> Option<char> {
    let at = cid as usize * 2;
    let unit = u16::from_be_bytes([*ADOBE_GB1.get(at)?, *ADOBE_GB1.get(at + 1)?]);
    if unit == 0 {
        return ADOBE_GB1_ABOVE.iter().find(|(above, _)| *above == cid).map(|(_, character)| *character);
    }
    char::from_u32(u32::from(unit))
}

fn big_endian(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |code, byte| code << 8 | u32::from(*byte))
}

fn utf8_length(first: u8) -> usize {
    match first {
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF7 => 4,
        _ => 1,
    }
}

/// How many bytes the code at the start of `bytes` has.
fn byte_length(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let second_is_digit = matches!(bytes.get(1), Some(b'0'..=b'9'));
    match bytes[0] {
        0x00..=0x80 | 0xFF => 1,
        0x81..=0xFE if encoding == GB18030 && second_is_digit => 4,
        0xA0..=0xDF if encoding == SHIFT_JIS => 1,
        0x8F if encoding == EUC_JP => 3,
        _ => 2,
    }
}

fn decode(encoding: &'static Encoding, code: &[u8]) -> Option<char> {
    let mut buffer = [0; 16];
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (_, _, written) = decoder.decode_to_utf8_without_replacement(code, &mut buffer, true);
    std::str::from_utf8(&buffer[..written]).ok()?.chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode_all(name: &str, mut bytes: &[u8]) -> String {
        let (predefined, _) = named(name.as_bytes()).unwrap();
        let mut text = String::new();
        while !bytes.is_empty() {
            let (_, length, character) = predefined.next_code(bytes);
            text.extend(character);
            bytes = &bytes[length..];
        }
        text
    }

    #[test]
    fn gb_encodings_keep_step_around_digits() {
        let text = "增长3.8%，达12亿元";
        let (bytes, _, _) = GB18030.encode(text);
        for name in ["GB-EUC-H", "GBK-EUC-H", "GBKp-EUC-H", "GBK2K-H", "GBK-EUC-V", "GBpc-EUC-H"] {
            assert_eq!(decode_all(name, &bytes), text, "{name}");
        }
        assert_eq!(decode_all("GBK2K-H", &GB18030.encode("㐂1𠀋2").0), "㐂1𠀋2");
    }

    #[test]
    fn unicode_encodings() {
        let text = "清河区2024𠀋";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let utf32: Vec<u8> = text.chars().flat_map(|character| u32::from(character).to_be_bytes()).collect();
        assert_eq!(decode_all("UniGB-UTF16-H", &utf16), text);
        assert_eq!(decode_all("UniCNS-UCS2-V", &utf16), text);
        assert_eq!(decode_all("UniGB-UTF8-H", text.as_bytes()), text);
        assert_eq!(decode_all("UniGB-UTF32-H", &utf32), text);
    }

    #[test]
    fn cut_off_codes_end() {
        for name in ["GBK2K-H", "UniGB-UTF16-H", "UniGB-UTF8-H", "UniGB-UTF32-H", "Identity-H", "EUC-H"] {
            decode_all(name, &[0x81]);
            decode_all(name, &[0xD8, 0x00, 0xDC]);
            decode_all(name, &[0x81, 0x30, 0x81]);
            decode_all(name, &[0xF0, 0x9F]);
        }
        assert!(named(b"Adobe-GB1-UCS2").is_none());
        assert!(named(b"\xFF-H").is_none());
    }

    #[test]
    fn cids_of_adobe_gb1() {
        let text: String = [829, 830, 18, 4409, 1225, 22048, 7716].into_iter().filter_map(adobe_gb1).collect();
        assert_eq!(text, "011增长𠂇 ");
        assert_eq!(adobe_gb1(0), None);
        assert_eq!(adobe_gb1(30_284), None);
        assert_eq!(adobe_gb1(u32::MAX), None);
    }
}
