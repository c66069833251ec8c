//! Repairs of text that printing, copying and converting have damaged. Every repair is reversible through the map.
//!
//! | repair | before | after |
//! |---|---|---|
//! | Word debris | `[bookmark: _GoBack]提高` | `提高` |
//! | lines broken at a column's width | `“项⏎目突破年”` | `“项目突破年”` |
//! | spaces inside numbers, and between a number and Chinese | `16 . 3%`, `5 个` | `16.3%`, `5个` |
//! | spaced-out characters | `政 府 工 作 报 告` | `政府工作报告` |
//! | full-width digits, letters, signs | `５Ｇ`, `３．８％` | `5G`, `3.8%` |
//! | thousands separators | `12,345` | `12345` |
//!
//! No word is ever changed, added or moved.

mod lines;

use crate::map::{Builder, count_code_points};
use crate::{Diagnostic, OffsetMap, Span};

/// One repair of a stretch of the original text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Repair {
    start: usize,
    end: usize,
    /// The character written instead; `None` leaves the stretch out.
    replacement: Option<char>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Debris,
    BrokenLine,
    Space,
    FullWidth,
    ThousandsSeparator,
}

const KINDS: [(Kind, &str, &str); 5] = [
    (Kind::Debris, "repaired-debris", "left out debris of a word processor"),
    (Kind::BrokenLine, "repaired-line-breaks", "joined lines that were broken at a column's width"),
    (Kind::Space, "repaired-spaces", "removed spaces inside words and numbers"),
    (Kind::FullWidth, "repaired-full-width", "wrote full-width digits and letters as plain ones"),
    (Kind::ThousandsSeparator, "repaired-thousands", "removed thousands separators"),
];

/// Repairs `original` and reports each kind of repair once, with its first place.
pub(crate) fn clean(original: &str, diagnostics: &mut Vec<Diagnostic>) -> (String, OffsetMap) {
    let mut repairs = lines::broken_lines(original);
    find_characters(original, &mut repairs);
    repairs.sort_unstable_by_key(|repair| (repair.start, repair.end));

    let mut builder = Builder::new(original);
    for repair in &repairs {
        if repair.start < builder.done() {
            continue;
        }
        builder.keep_to(repair.start);
        match repair.replacement {
            Some(character) => builder.replace_to(repair.end, character),
            None => builder.drop_to(repair.end),
        }
    }
    report(original, &repairs, diagnostics);
    builder.finish()
}

fn report(original: &str, repairs: &[Repair], diagnostics: &mut Vec<Diagnostic>) {
    for (kind, code, what) in KINDS {
        let mut of_kind = repairs.iter().filter(|repair| repair.kind == kind);
        let Some(first) = of_kind.next() else { continue };
        let count = 1 + of_kind.count();
        let start = count_code_points(&original.as_bytes()[..first.start]);
        let end = start + count_code_points(&original.as_bytes()[first.start..first.end]);
        diagnostics.push(Diagnostic {
            code,
            message: format!("{what} ({count} times)"),
            span: Some(Span { start, end }),
        });
    }
}

/// Repairs that show in single characters: one jump from one suspicious byte to the next.
fn find_characters(text: &str, repairs: &mut Vec<Repair>) {
    let bytes = text.as_bytes();
    // 0xEF leads the full-width forms, 0xC2 the no-break space; most other bytes of Chinese text are passed over.
    for at in memchr::memchr3_iter(b' ', 0xEF, b',', bytes) {
        match bytes[at] {
            0xEF => find_full_width(bytes, at, repairs),
            b',' => find_thousands_separator(bytes, at, repairs),
            _ => find_spaces(bytes, at, repairs),
        }
    }
    for at in memchr::memchr2_iter(b'[', 0xC2, bytes) {
        if bytes[at] == 0xC2 {
            find_spaces(bytes, at, repairs);
        } else {
            find_debris(text, at, repairs);
        }
    }
}

/// `[bookmark: _GoBack]`, as some converters write a Word bookmark.
fn find_debris(text: &str, at: usize, repairs: &mut Vec<Repair>) {
    const LONGEST: usize = 80;
    let rest = &text[at..];
    if !rest.starts_with("[bookmark:") && !rest.starts_with("[bookmark：") {
        return;
    }
    if let Some(end) = rest.bytes().take(LONGEST).position(|byte| byte == b']') {
        repairs.push(Repair { start: at, end: at + end + 1, replacement: None, kind: Kind::Debris });
    }
}

/// U+FF01–U+FF5E are the printable ASCII characters at full width.
/// Digits, letters and the signs of numbers are repaired; punctuation stays as Chinese prints it.
fn find_full_width(bytes: &[u8], at: usize, repairs: &mut Vec<Repair>) {
    let [_, second, third] = bytes[at..(at + 3).min(bytes.len())] else { return };
    let ascii = match second {
        0xBC => third.wrapping_sub(0x80).wrapping_add(0x20),
        0xBD => third.wrapping_sub(0x80).wrapping_add(0x60),
        _ => return,
    };
    let is_digit_at = |index: Option<usize>| index.and_then(|index| bytes.get(index)).is_some_and(u8::is_ascii_digit);
    let wanted = match ascii {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'%' | b'+' => true,
        // A full-width point or hyphen is only a sign of a number beside a digit; `：` of a ratio is read as it is.
        b'.' | b'-' => is_digit_at(at.checked_sub(1)) || is_full_width_digit(bytes, at.wrapping_sub(3)),
        _ => false,
    };
    if wanted {
        repairs.push(Repair { start: at, end: at + 3, replacement: Some(char::from(ascii)), kind: Kind::FullWidth });
    }
}

fn is_full_width_digit(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at..at.wrapping_add(3)), Some([0xEF, 0xBC, 0x90..=0x99]))
}

/// `12,345`: a comma between one to three digits and exactly three.
fn find_thousands_separator(bytes: &[u8], at: usize, repairs: &mut Vec<Repair>) {
    let before = bytes[..at].iter().rev().take(4).take_while(|byte| byte.is_ascii_digit()).count();
    let after = bytes[at + 1..].iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
    let leads = at > before && bytes[at - before - 1] == b',';
    if after == 3 && (1..=3).contains(&before) && (before == 3 || !leads) {
        repairs.push(Repair { start: at, end: at + 1, replacement: None, kind: Kind::ThousandsSeparator });
    }
}

/// What a character beside a space is, as far as it decides whether the space belongs there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Digit,
    /// `.`, `%`, `:` and the like inside or behind a number.
    NumberSign,
    Chinese,
    Other,
}

/// A run of blanks on one line is removed where Chinese is never spaced: inside a number, between a number and
/// Chinese, and between single characters that were spaced out (`机 构 存 款`).
fn find_spaces(bytes: &[u8], at: usize, repairs: &mut Vec<Repair>) {
    if at > 0 && blank_before(bytes, at).is_some() {
        return;
    }
    let mut end = at;
    while let Some(length) = blank_at(bytes, end) {
        end += length;
    }
    if end == at {
        return;
    }
    let (left, right) = (side_before(bytes, at), side_after(bytes, end));
    let joined = match (left, right) {
        (Side::Digit, Side::NumberSign | Side::Chinese)
        | (Side::NumberSign | Side::Chinese, Side::Digit)
        | (Side::NumberSign, Side::Chinese)
        | (Side::Chinese, Side::NumberSign) => true,
        (Side::Chinese, Side::Chinese) => end == at + 1 && is_spaced_out(bytes, at),
        _ => false,
    };
    if joined {
        repairs.push(Repair { start: at, end, replacement: None, kind: Kind::Space });
    }
}

/// Length of the blank at `at`: a space or a no-break space.
fn blank_at(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at..)? {
        [b' ', ..] => Some(1),
        [0xC2, 0xA0, ..] => Some(2),
        _ => None,
    }
}

fn blank_before(bytes: &[u8], at: usize) -> Option<usize> {
    match &bytes[..at] {
        [.., b' '] => Some(1),
        [.., 0xC2, 0xA0] => Some(2),
        _ => None,
    }
}

fn side_before(bytes: &[u8], at: usize) -> Side {
    match bytes[..at] {
        [.., 0x80..=0xFF] => Side::Chinese,
        [.., byte] => ascii_side(byte),
        [] => Side::Other,
    }
}

fn side_after(bytes: &[u8], at: usize) -> Side {
    match bytes.get(at) {
        // U+3000, the ideographic space, is an indent.
        Some(0xE3) if bytes[at..].starts_with("\u{3000}".as_bytes()) => Side::Other,
        Some(0xE2..=0xEF) => Side::Chinese,
        Some(&byte) => ascii_side(byte),
        None => Side::Other,
    }
}

fn ascii_side(byte: u8) -> Side {
    match byte {
        b'0'..=b'9' => Side::Digit,
        b'.' | b'%' | b':' => Side::NumberSign,
        _ => Side::Other,
    }
}

/// Whether the one-byte space at `at` is one of at least two that part single Chinese characters: `X X X`.
fn is_spaced_out(bytes: &[u8], at: usize) -> bool {
    const CHARACTER: usize = 3;
    let space_behind =
        bytes.get(at + 1 + CHARACTER) == Some(&b' ') && side_after(bytes, at + 2 + CHARACTER) == Side::Chinese;
    let space_before =
        at > CHARACTER && bytes[at - 1 - CHARACTER] == b' ' && side_before(bytes, at - 1 - CHARACTER) == Side::Chinese;
    space_behind || space_before
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ByteSpan;

    fn check(original: &str, expected: &str) {
        let (clean, map) = clean(original, &mut Vec::new());
        assert_eq!(clean, expected);
        for (byte, character) in clean.char_indices() {
            let span = map.to_original(&clean, ByteSpan::new(byte, byte + character.len_utf8()));
            assert_eq!(span.end, span.start + 1);
            assert!(original.chars().nth(span.start as usize).is_some());
            assert_eq!(map.to_clean(&clean, span), ByteSpan::new(byte, byte + character.len_utf8()));
        }
    }

    #[test]
    fn sound_text_stays_as_it_is() {
        check("新增规上企业12家。\n（二）有序推进", "新增规上企业12家。\n（二）有序推进");
        check("", "");
    }

    #[test]
    fn debris_of_bookmarks_goes() {
        check("[bookmark: _GoBack]提高水平", "提高水平");
        check("[附件]提高水平[", "[附件]提高水平[");
    }

    #[test]
    fn numbers_are_closed_up() {
        check("增长16 . 3%、11 . 1%", "增长16.3%、11.1%");
        check("惠及1 .5万户", "惠及1.5万户");
        check("新增 35 个，占 4 %", "新增35个，占4%");
        check("07:00 44", "07:00 44");
    }

    #[test]
    fn spaced_out_characters_close_up_and_names_stay_apart() {
        check("政 府 工 作 报 告", "政府工作报告");
        check("区长  方一鸣", "区长  方一鸣");
        check("区长 方一鸣", "区长 方一鸣");
    }

    #[test]
    fn full_width_forms_become_plain() {
        check("５Ｇ基站增长３．８％，共２个", "5G基站增长3.8%，共2个");
    }

    #[test]
    fn thousands_separators_go() {
        check("完成1,234,567元，12,34", "完成1234567元，12,34");
    }
}
