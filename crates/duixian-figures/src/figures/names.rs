//! Numbers that measure nothing: parts of names, codes, dates, ordinals (“1364”, 5G, 3A级, 第十九届, 1月17日).

use std::ops::Range;

use super::numbers::Number;
use crate::codebook::{UnitClass, Words};
use crate::scan::Signs;

/// What a number is besides a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// A calendar year, before 年.
    Year(u16),
    /// Any other name, code, date or ordinal.
    Other,
}

/// The longest quoted or bracketed text that is a name because it holds a number: 12 characters.
const LONGEST_QUOTED: usize = 36;

/// Whether `number` is a name, within a sentence; `unit` is the unit found behind it.
pub(super) fn name(
    text: &str,
    sentence: &Range<usize>,
    signs: Signs,
    number: &Number,
    unit: Option<(usize, UnitClass)>,
    words: &Words,
) -> Option<Name> {
    let before = near_before(text, sentence.start, number.start);
    let behind = near_behind(text, number.digits_end, sentence.end);
    if let Some(year) = year(before, behind, number) {
        return Some(Name::Year(year));
    }
    let behind_all = near_behind(text, number.end, sentence.end);
    let behind_unit = &behind_all[unit.map_or(0, |(length, _)| length)..];
    let is_name = joined_to_letters_or_signs(before, behind, unit.is_some() || number.has_multiplier)
        || is_date(before, behind)
        || before.ends_with('第')
        || is_quoted_name(
            quote_before(signs, number.start - before.len()..number.start),
            behind_all,
            behind_unit,
            unit,
        )
        || (!number.has_multiplier && number.end == number.digits_end && words.name_behind.longest(behind).is_some())
        || (unit.is_none() && words.name_before.longest(before).is_some())
        || is_age_group(behind)
        || is_circle(behind_unit, unit, words)
        || is_span_of_time(before, behind_unit, &behind_all[..behind_all.len() - behind_unit.len()]);
    is_name.then_some(Name::Other)
}

/// How far from a number its name can reach, in bytes; what stands further off says nothing of it.
const NEAR: usize = 240;

/// The text before a place, as far as it matters.
pub(super) fn near_before(text: &str, limit: usize, at: usize) -> &str {
    let mut start = at.saturating_sub(NEAR).max(limit);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..at]
}

fn near_behind(text: &str, at: usize, limit: usize) -> &str {
    let mut end = (at + NEAR).min(limit);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[at..end]
}

/// `2023年`, `2023—2025年`, `2025、2026年`, `2025年度`; also a bare year in front of a list's name.
fn year(before: &str, behind: &str, number: &Number) -> Option<u16> {
    let year = number.whole.filter(|_| number.digits_end - number.start == 4)?;
    if !(1900..2200).contains(&year) || number.has_multiplier {
        return None;
    }
    let rest = behind.trim_start_matches(['年', '—', '-', '－', '–', '~', '～', '至', '、', '和']);
    let skipped = &behind[..behind.len() - rest.len()];
    let goes_on = rest.len() >= 4 && rest.as_bytes()[..4].iter().all(u8::is_ascii_digit) && rest[4..].starts_with('年');
    let is_year = skipped.starts_with('年') || (goes_on && !skipped.is_empty());
    (is_year && !before.ends_with('第')).then_some(year as u16)
}

/// `P3`, `5G`, `7-ELEVEn`, `1+N`, `8·22`, `07:00`; a unit in Latin letters is none of these.
fn joined_to_letters_or_signs(before: &str, behind: &str, has_unit: bool) -> bool {
    let left = before.bytes().next_back();
    let right = behind.bytes().next();
    let is_letter = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphabetic());
    let is_sign = |byte: Option<u8>| matches!(byte, Some(b'+' | b'/' | b'#' | b'_' | b'&'));
    let hyphen_word = |text: &str| {
        let mut bytes = text.bytes();
        bytes.next() == Some(b'-') && bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic())
    };
    let letter_hyphen =
        before.len() >= 2 && before.ends_with('-') && before.as_bytes()[before.len() - 2].is_ascii_alphabetic();
    is_letter(left)
        || (is_letter(right) && !has_unit)
        || is_sign(left)
        || (is_sign(right) && !has_unit)
        || before.ends_with(['·', '×', '＋'])
        || behind.starts_with(['·', '＋'])
        || hyphen_word(behind)
        || letter_hyphen
        || (behind.starts_with('×') && behind[2..].starts_with(|c: char| c.is_ascii_digit()))
        || (!has_unit && (is_clock(behind) || before.ends_with(':') && before.len() >= 2))
}

/// `07:00`, the colon without a decimal.
fn is_clock(behind: &str) -> bool {
    let bytes = behind.as_bytes();
    matches!(bytes, [b':', first, second, ..] if first.is_ascii_digit() && second.is_ascii_digit() && !matches!(bytes.get(3), Some(b'.' | b'0'..=b'9')))
}

/// `1月17日`, `1-11月`, `9月底`, `2026-01-31`.
fn is_date(before: &str, behind: &str) -> bool {
    let is_month = |text: &str| text.starts_with('月');
    if is_month(behind) || (behind.starts_with('日') && before.ends_with('月')) {
        return true;
    }
    let rest = behind.trim_start_matches(['-', '—', '－', '–', '至', '~', '～', '、', '和']);
    if rest.len() < behind.len() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=2).contains(&digits) && is_month(&rest[digits..]) {
            return true;
        }
    }
    // An ISO day: digits and hyphens on both sides, without units.
    let hyphen_digit =
        |text: &str| text.as_bytes().first() == Some(&b'-') && text.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    let digit_hyphen =
        before.len() >= 2 && before.ends_with('-') && before.as_bytes()[before.len() - 2].is_ascii_digit();
    let is_iso = |text: &str| {
        text.len() >= 3
            && text.as_bytes()[1..3].iter().all(u8::is_ascii_digit)
            && !text.as_bytes().get(3).is_some_and(u8::is_ascii_digit)
    };
    (hyphen_digit(behind)
        && is_iso(behind)
        && behind.get(3..).is_some_and(|rest| rest.starts_with(['-', ' ', '\n']) || rest.is_empty()))
        || (digit_hyphen
            && before.len() >= 5
            && before.as_bytes()[before.len() - 3..before.len() - 1].iter().all(u8::is_ascii_digit)
            && !behind.starts_with(|c: char| !c.is_ascii()))
}

/// The last mark of quotation in a range, and how far it stands from the range's end.
fn quote_before(signs: Signs, range: Range<usize>) -> Option<(usize, char)> {
    let (at, mark) = signs.marks(range.clone(), |mark| matches!(mark, '“' | '”' | '《' | '》')).next_back()?;
    Some((range.end - at, mark))
}

/// A number in a short quotation: “1364”, “3+2”, “15分钟”健身圈, “人才20条”.
fn is_quoted_name(
    quote: Option<(usize, char)>,
    behind: &str,
    behind_unit: &str,
    unit: Option<(usize, UnitClass)>,
) -> bool {
    let Some((distance, mark)) = quote else { return false };
    if mark == '”' || mark == '》' {
        return false;
    }
    let close = if mark == '“' { '”' } else { '》' };
    let Some(length) = behind.find(close) else { return mark == '《' };
    let inside = distance + length;
    let closes_at_once = behind_unit.starts_with(close);
    let is_amount = unit.is_some_and(|(_, class)| matches!(class, UnitClass::Percent | UnitClass::Money));
    mark == '《' || ((inside <= LONGEST_QUOTED || closes_at_once) && !(is_amount && inside > LONGEST_QUOTED / 2))
}

/// `3岁以下婴幼儿`: an age that names a group; `寿命达到80岁以上` is a value.
fn is_age_group(behind: &str) -> bool {
    let rest = ["岁以下", "岁及以下", "岁以上", "岁及以上"].into_iter().find_map(|word| behind.strip_prefix(word));
    rest.and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric)
}

/// `15分钟生活圈`, `1小时经济圈`, `24小时自助`.
fn is_circle(behind_unit: &str, unit: Option<(usize, UnitClass)>, words: &Words) -> bool {
    let can_be = unit.is_some_and(|(_, class)| matches!(class, UnitClass::Time | UnitClass::Length));
    let behind = behind_unit.trim_start_matches(['”', '“']);
    can_be && words.circles.longest(behind).is_some()
}

/// `5年来`, `3年行动`, `过去5年`: a stretch of time that something else is said about.
fn is_span_of_time(before: &str, behind_unit: &str, unit: &str) -> bool {
    const BEHIND: [&str; 14] =
        ["来", "间", "增长", "累计", "年均", "共", "行动", "计划", "攻坚", "规划", "以来", "总体", "平均", "实施"];
    const BEFORE: [&str; 8] = ["过去", "近", "未来", "这", "今后", "前", "后", "上一个"];
    unit.trim_start_matches('余') == "年"
        && (BEHIND.iter().any(|word| behind_unit.starts_with(word)) || BEFORE.iter().any(|word| before.ends_with(word)))
}
