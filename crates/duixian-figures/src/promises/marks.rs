//! The marks of a sentence: where it may be cut, outside quotes and brackets.
//!
//! One pass over a sentence's bytes; what stands inside quotes and brackets stays whole for everything above.

use duixian_text::ByteSpan;

use super::actions::Actions;

/// A place where a sentence may be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// First byte of the mark in the clean text.
    pub(super) at: u32,
    /// One past its last byte; the same as `at` between two adjoining quotes.
    pub(super) end: u32,
    pub(super) kind: MarkKind,
}

/// What a mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkKind {
    /// Ends a clause: ，；：。
    Clause,
    /// Divides a list: 、
    Pause,
    /// Between two quotes that adjoin.
    Adjoining,
    /// 和, 及, 以及.
    And,
    /// 等 behind a list.
    EtCetera,
    /// 的.
    Of,
}

/// A quote that is open longer than this many bytes was never meant to be closed.
const LONGEST_QUOTE: usize = 180;

/// The marks of a sentence, and where its numbers begin.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) marks: Vec<Mark>,
    /// Offsets of digits that follow no digit, and of Chinese ones.
    pub(super) numbers: Vec<u32>,
}

/// Finds the marks of `sentence`, in order, replacing what `found` held.
pub(super) fn find(clean: &str, sentence: ByteSpan, actions: &Actions, found: &mut Marks) {
    let Marks { marks, numbers } = found;
    marks.clear();
    numbers.clear();
    let bytes = clean.as_bytes();
    let end = sentence.end as usize;
    let mut at = sentence.start as usize;
    let mut depth = 0_u32;
    let mut opened = 0;
    while at < end {
        let byte = bytes[at];
        if byte < 0x80 {
            let closes_clause = matches!(byte, b',' | b';' | b'!' | b'?') || (byte == b':' && !digit(bytes, at + 1));
            if depth == 0 && closes_clause && !(byte == b',' && digit(bytes, at + 1)) {
                marks.push(Mark { at: at as u32, end: at as u32 + 1, kind: MarkKind::Clause });
            }
            match byte {
                b'0'..=b'9' if depth == 0 && (at == 0 || !digit(bytes, at - 1)) => numbers.push(at as u32),
                b'(' => depth += 1,
                b')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            at += 1;
            continue;
        }
        let length = if byte >= 0xF0 {
            4
        } else if byte >= 0xE0 {
            3
        } else {
            2
        };
        let Some(character) = bytes.get(at..at + length) else { break };
        let sign = sign(character);
        if sign == Sign::Open {
            if depth == 0 {
                opened = at;
            }
            depth += 1;
        } else if sign == Sign::Close {
            depth = depth.saturating_sub(1);
            let next = at + length;
            // “亲”“清”关系 is one thing: quotes of one character do not divide.
            let is_word = at - opened > "“亲".len();
            if depth == 0 && is_word && character == "”".as_bytes() && clean[next..end].starts_with('“') {
                marks.push(Mark { at: next as u32, end: next as u32, kind: MarkKind::Adjoining });
            }
        } else if sign == Sign::Number {
            if depth == 0 {
                numbers.push(at as u32);
            }
        } else if let Sign::Mark(kind) = sign {
            if depth > 0 && kind == MarkKind::Clause && at - opened > LONGEST_QUOTE {
                depth = 0;
            }
            if depth == 0 && stands_alone(clean, sentence, at, kind, actions) {
                let widened = kind == MarkKind::And && clean[..at].ends_with('以');
                let start = if widened { at - "以".len() } else { at };
                marks.push(Mark { at: start as u32, end: (at + length) as u32, kind });
            }
        }
        at += length;
    }
}

fn digit(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_digit)
}

/// What a character is to the finder.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Open,
    Close,
    Mark(MarkKind),
    /// A Chinese digit.
    Number,
    Other,
}

/// Reads the bytes of one character.
#[inline]
fn sign(character: &[u8]) -> Sign {
    match *character {
        // “ ‘ 《 〈 「 【 （
        [0xE2, 0x80, 0x9C | 0x98] | [0xE3, 0x80, 0x8A | 0x88 | 0x8C | 0x90] | [0xEF, 0xBC, 0x88] => Sign::Open,
        // ” ’ 》 〉 」 】 ）
        [0xE2, 0x80, 0x9D | 0x99] | [0xE3, 0x80, 0x8B | 0x89 | 0x8D | 0x91] | [0xEF, 0xBC, 0x89] => Sign::Close,
        // ， ； ： ！ ？ 。
        [0xEF, 0xBC, 0x8C | 0x9B | 0x9A | 0x81 | 0x9F] | [0xE3, 0x80, 0x82] => Sign::Mark(MarkKind::Clause),
        // 、
        [0xE3, 0x80, 0x81] => Sign::Mark(MarkKind::Pause),
        // 和 及
        [0xE5, 0x92, 0x8C] | [0xE5, 0x8F, 0x8A] => Sign::Mark(MarkKind::And),
        // 等
        [0xE7, 0xAD, 0x89] => Sign::Mark(MarkKind::EtCetera),
        // 的
        [0xE7, 0x9A, 0x84] => Sign::Mark(MarkKind::Of),
        // 一 三 七 两 二 五 九 六 八 十 四; 百万吨级 is a size, so no number starts with 百 or 千.
        [0xE4, 0xB8, 0x80 | 0x89 | 0x83 | 0xA4]
        | [0xE4, 0xBA, 0x8C | 0x94]
        | [0xE4, 0xB9, 0x9D]
        | [0xE5, 0x85, 0xAD | 0xAB]
        | [0xE5, 0x8D, 0x81]
        | [0xE5, 0x9B, 0x9B] => Sign::Number,
        _ => Sign::Other,
    }
}

/// Whether the mark is no part of a longer word (和谐, 平等).
fn stands_alone(clean: &str, sentence: ByteSpan, at: usize, kind: MarkKind, actions: &Actions) -> bool {
    let words = match kind {
        MarkKind::And => &actions.not_conjunction,
        MarkKind::EtCetera => &actions.not_et_cetera,
        MarkKind::Clause | MarkKind::Pause | MarkKind::Adjoining | MarkKind::Of => return true,
    };
    let start = sentence.start as usize;
    let end = sentence.end as usize;
    let length = 3;
    let behind = clean[at + length..end].chars().next().map_or(0, char::len_utf8);
    !words.matches(&clean[start..at + length]) && !words.matches(&clean[at..at + length + behind])
}
