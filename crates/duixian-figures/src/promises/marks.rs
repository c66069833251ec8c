//! The marks of a sentence: where it may be cut, outside quotes and brackets.
//!
//! What stands inside quotes and brackets stays whole for everything above.

use duixian_text::ByteSpan;

use super::actions::Actions;
use super::sight::CHARACTER;
use crate::scan::{Place, Scan, Sign};

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
const LONGEST_QUOTE: u32 = 180;

/// The marks of a sentence, and where its numbers begin.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) marks: Vec<Mark>,
    /// Offsets of digits that follow no digit, and of Chinese ones.
    pub(super) numbers: Vec<u32>,
}

/// Finds the marks of `sentence`, in order, replacing what `found` held.
pub(super) fn find(clean: &str, sentence: ByteSpan, scan: &Scan, actions: &Actions, found: &mut Marks) {
    let Marks { marks, numbers } = found;
    marks.clear();
    numbers.clear();
    let mut depth = 0_u32;
    let mut opened = 0;
    for &Place { at, sign } in scan.signs_in(&(sentence.start..sentence.end)) {
        let is_plain = clean.as_bytes()[at as usize].is_ascii();
        let next = at + if is_plain { 1 } else { CHARACTER };
        let kind = match sign {
            Sign::Open => {
                if depth == 0 && !is_plain {
                    opened = at;
                }
                depth += 1;
                continue;
            }
            Sign::Close => {
                depth = depth.saturating_sub(1);
                // “亲”“清”关系 is one thing: quotes of one character do not divide.
                let is_word = at - opened > 2 * CHARACTER;
                let adjoins = || clean[at as usize..sentence.end as usize].starts_with("”“");
                if depth == 0 && is_word && adjoins() {
                    marks.push(Mark { at: next, end: next, kind: MarkKind::Adjoining });
                }
                continue;
            }
            Sign::Number => {
                if depth == 0 {
                    numbers.push(at);
                }
                continue;
            }
            // 1,200 and 3:1 are numbers.
            Sign::Clause if is_inside_number(clean.as_bytes(), at as usize) => continue,
            Sign::Clause => MarkKind::Clause,
            Sign::Pause => MarkKind::Pause,
            Sign::And => MarkKind::And,
            Sign::EtCetera => MarkKind::EtCetera,
            Sign::Of => MarkKind::Of,
        };
        if depth > 0 && kind == MarkKind::Clause && !is_plain && at - opened > LONGEST_QUOTE {
            depth = 0;
        }
        if depth == 0 && stands_alone(clean, sentence, at as usize, kind, actions) {
            let widened = kind == MarkKind::And && clean[..at as usize].ends_with('以');
            let start = if widened { at - CHARACTER } else { at };
            marks.push(Mark { at: start, end: next, kind });
        }
    }
}

/// Whether a plain comma or colon is followed by a digit.
fn is_inside_number(bytes: &[u8], at: usize) -> bool {
    matches!(bytes[at..], [b',' | b':', b'0'..=b'9', ..])
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
