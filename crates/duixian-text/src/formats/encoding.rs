//! Bytes → characters for formats that do not declare their encoding. Never guesses when a strict decoder is sure.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::note;
use crate::{Diagnostic, ReadError};

/// Characters, and what was odd about the bytes.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// How much of a file the slow detector sees.
const DETECTOR_PREFIX: usize = 64 * 1024;
/// How much of a file shows whether it is UTF-16.
const UTF_16_PREFIX: usize = 64 * 1024;
/// The share of usual characters, in hundredths, that makes a text.
const USUAL_SHARE: usize = 85;
/// More damage than one replaced character in this many means that the encoding is wrong.
const DAMAGE_SHARE: usize = 50;

/// Decodes plain text. A UTF-8 byte order mark stays, so that offsets fit the file.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, ReadError> {
    let decoded = decode_utf_16(bytes)
        .or_else(|| decode_utf_8(bytes))
        .or_else(|| decode_gb18030(bytes))
        .or_else(|| decode_as_guessed(bytes))
        .filter(|decoded| !is_binary(&decoded.text));
    decoded.ok_or_else(|| ReadError::Unsupported { found: "binary data, or text in an unknown encoding".to_owned() })
}

fn decode_utf_16(bytes: &[u8]) -> Option<Decoded> {
    let (encoding, skip) = match bytes {
        [0xff, 0xfe, ..] => (UTF_16LE, 2),
        [0xfe, 0xff, ..] => (UTF_16BE, 2),
        _ => (utf_16_by_zero_bytes(bytes)?, 0),
    };
    let (text, had_errors) = encoding.decode_without_bom_handling(&bytes[skip..]);
    let mut diagnostics = Vec::new();
    if had_errors {
        diagnostics.push(note("replaced-bytes", "some bytes are not valid UTF-16 and were replaced by U+FFFD"));
    }
    Some(Decoded { text: text.into_owned(), diagnostics })
}

/// UTF-16 without a mark: line breaks, digits and Latin letters have a zero byte, and one order of bytes gives text.
fn utf_16_by_zero_bytes(bytes: &[u8]) -> Option<&'static Encoding> {
    let prefix = &bytes[..bytes.len().min(UTF_16_PREFIX)];
    memchr::memchr(0, prefix)?;
    let usual_share = |read: fn([u8; 2]) -> u16| {
        let usual = prefix.chunks_exact(2).filter(|pair| is_usual(read([pair[0], pair[1]]))).count();
        usual * 100 / (prefix.len() / 2).max(1)
    };
    let (little, big) = (usual_share(u16::from_le_bytes), usual_share(u16::from_be_bytes));
    (little.max(big) >= USUAL_SHARE).then_some(if little >= big { UTF_16LE } else { UTF_16BE })
}

/// Characters that nearly all of a Chinese text consists of.
fn is_usual(unit: u16) -> bool {
    matches!(unit, 0x09..=0x0d | 0x20..=0x7e | 0x2010..=0x2026 | 0x3000..=0x3015 | 0x4e00..=0x9fff | 0xff00..=0xff5e)
}

/// Valid UTF-8, or UTF-8 with a little damage: nothing else looks like much UTF-8 by chance.
fn decode_utf_8(bytes: &[u8]) -> Option<Decoded> {
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => return Some(Decoded { text: text.to_owned(), diagnostics: Vec::new() }),
        Err(error) if error.error_len().is_none() && error.valid_up_to() > 8 => {
            let text = String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned();
            return Some(Decoded { text, diagnostics: vec![cut_character()] });
        }
        Err(_) => {}
    }
    let text = UTF_8.decode_without_bom_handling(bytes).0;
    let replaced = text.matches('\u{fffd}').count();
    let wide = text.chars().filter(|character| character.len_utf8() > 1).count() - replaced;
    if replaced * DAMAGE_SHARE > wide {
        return None;
    }
    let message = format!("{replaced} places are not valid UTF-8 and were replaced by U+FFFD");
    Some(Decoded { text: text.into_owned(), diagnostics: vec![note("replaced-bytes", message)] })
}

/// Strict GB18030; only a character cut off at the very end is forgiven.
fn decode_gb18030(bytes: &[u8]) -> Option<Decoded> {
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length_without_replacement(bytes.len())?);
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    let mut diagnostics = Vec::new();
    if result != DecoderResult::InputEmpty {
        if read < bytes.len() {
            return None;
        }
        diagnostics.push(cut_character());
    }
    text.shrink_to_fit();
    Some(Decoded { text, diagnostics })
}

fn cut_character() -> Diagnostic {
    note("cut-character", "the last character is cut off and was left out")
}

/// The detector's guess, if it decodes with little damage.
fn decode_as_guessed(bytes: &[u8]) -> Option<Decoded> {
    let encoding = guess(bytes);
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let replaced = if had_errors { text.matches('\u{fffd}').count() } else { 0 };
    if replaced * DAMAGE_SHARE > text.chars().count() {
        return None;
    }
    let message = format!("the encoding was guessed: {}; {replaced} places were replaced by U+FFFD", encoding.name());
    Some(Decoded { text: text.into_owned(), diagnostics: vec![note("guessed-encoding", message)] })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // `last` stays false: a prefix may end inside a character, which the detector would take for another encoding.
    detector.feed(&bytes[..bytes.len().min(DETECTOR_PREFIX)], false);
    detector.guess(Some(b"cn"), Utf8Detection::Allow)
}

/// Control characters that no text has, more than one in a hundred.
fn is_binary(text: &str) -> bool {
    let is_control = |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1a);
    let controls = text.as_bytes().iter().filter(is_control).count();
    controls * 100 > text.len()
}

/// Decodes a web page, whose declaration `label` may be absent or wrong.
///
/// Much valid UTF-8 is never something else, whatever the page says of itself; byte order marks are left out.
pub(super) fn decode_labelled(bytes: &[u8], label: Option<&[u8]>) -> Result<Decoded, ReadError> {
    let mut decoded = match label.and_then(Encoding::for_label) {
        Some(encoding) if simdutf8::basic::from_utf8(bytes).is_err() && !encoding.is_single_byte() => {
            decode_declared(bytes, encoding)
        }
        _ => None,
    }
    .map_or_else(|| decode(bytes), Ok)?;
    if decoded.text.starts_with('\u{feff}') {
        decoded.text.remove(0);
    }
    Ok(decoded)
}

/// Decodes as declared unless a byte order mark or much damage speaks against it.
fn decode_declared(bytes: &[u8], declared: &'static Encoding) -> Option<Decoded> {
    // GB2312 and GBK are parts of GB18030, and pages that declare them use its further characters.
    let encoding = if declared == encoding_rs::GBK { GB18030 } else { declared };
    if Encoding::for_bom(bytes).is_some() || encoding == UTF_16LE || encoding == UTF_16BE {
        return None;
    }
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if !had_errors {
        return Some(Decoded { text: text.into_owned(), diagnostics: Vec::new() });
    }
    let replaced = text.matches('\u{fffd}').count();
    if replaced * DAMAGE_SHARE > text.chars().count() {
        return None;
    }
    let message = format!("{replaced} places are not valid {} and were replaced by U+FFFD", encoding.name());
    Some(Decoded { text: text.into_owned(), diagnostics: vec![note("replaced-bytes", message)] })
}
