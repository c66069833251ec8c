//! Which lines and first sentences are headings, by their numbering or by their shape.

/// Level of a lead: a heading without numbering, or an Arabic one.
pub(super) const LEAD: u8 = 3;
/// Level of `一是`, `二是` inside a paragraph.
pub(super) const ENUMERATED: u8 = 4;

/// A heading at the start of a text; offsets are bytes from there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) level: u8,
    pub(super) number_start: usize,
    pub(super) number_end: usize,
    /// End of the heading's words, before its full stop.
    pub(super) text_end: usize,
    /// End with its full stop.
    pub(super) end: usize,
}

/// The longest heading in bytes: 60 characters.
const LONGEST: usize = 180;
/// The longest lead without a comma, and of each half of one with a comma, in bytes: 20 and 13 characters.
const LONGEST_LEAD: usize = 60;
const LONGEST_HALF: usize = 39;
/// The longest paragraph that is a lead as a whole.
const LONGEST_LEAD_PARAGRAPH: usize = 120;

const FULL_STOP: char = '。';
const COMMA: char = '，';

/// The heading that a paragraph is or opens with.
pub(super) fn of_paragraph(paragraph: &str) -> Option<Heading> {
    let sentence_end = first_sentence_end(paragraph);
    if let Some((level, number_start, number_end)) = numbering(paragraph) {
        return heading(paragraph, level, number_start, number_end, sentence_end);
    }
    let dashes = leading_dashes(paragraph);
    let lead = &paragraph[dashes..sentence_end];
    let words = lead.strip_suffix(FULL_STOP)?;
    let is_whole = sentence_end == paragraph.len();
    let addresses = ["各位代表", "同志们", "各位委员"].iter().any(|address| words.starts_with(address));
    let is_lead = !addresses
        && !has_digit(words)
        && match words.split_once(COMMA) {
            _ if is_whole => words.len() <= LONGEST_LEAD_PARAGRAPH,
            None => words.len() <= LONGEST_LEAD,
            Some((first, second)) => {
                first.len() <= LONGEST_HALF && second.len() <= LONGEST_HALF && !second.contains(COMMA)
            }
        };
    is_lead.then(|| Heading {
        level: LEAD,
        number_start: 0,
        number_end: dashes,
        text_end: dashes + words.len(),
        end: sentence_end,
    })
}

/// `一是…。` at the start of a sentence.
pub(super) fn enumerated(sentence: &str) -> Option<Heading> {
    let (level, number_start, number_end) = numbering(sentence)?;
    if level != ENUMERATED {
        return None;
    }
    heading(sentence, level, number_start, number_end, first_sentence_end(sentence))
}

fn heading(text: &str, level: u8, number_start: usize, number_end: usize, sentence_end: usize) -> Option<Heading> {
    let mut end = sentence_end;
    if level == ENUMERATED && end > LONGEST {
        // `一是提高…，…，…。`: the heading is what stands before the first comma.
        end = text.find(COMMA).map_or(sentence_end, |comma| comma);
    }
    let words = text[number_end..end].trim_end_matches(FULL_STOP);
    let fits = !words.is_empty() && words.len() <= LONGEST;
    fits.then(|| Heading { level, number_start, number_end, text_end: number_end + words.len(), end })
}

/// Level, start and end of the numbering at the start of a paragraph.
fn numbering(text: &str) -> Option<(u8, usize, usize)> {
    let start = leading_dashes(text);
    let body = &text[start..];
    let first = body.chars().next()?;
    if is_chinese_digit(first) {
        let digits = prefix(body, is_chinese_digit);
        let rest = &body[digits..];
        return if let Some(mark) = ["、", "．", "."].into_iter().find(|mark| rest.starts_with(mark)) {
            Some((1, start, start + digits + mark.len()))
        } else if rest.starts_with('是') {
            Some((ENUMERATED, start, start + digits + '是'.len_utf8()))
        } else {
            None
        };
    }
    if first == '（' || first == '(' {
        let inner = &body[first.len_utf8()..];
        let chinese = prefix(inner, is_chinese_digit);
        let arabic = prefix(inner, |character| character.is_ascii_digit());
        let digits = chinese.max(arabic);
        let close = inner[digits..].chars().next()?;
        if digits == 0 || !(close == '）' || close == ')') {
            return None;
        }
        let level = if chinese > 0 { 2 } else { LEAD };
        return Some((level, start, start + first.len_utf8() + digits + close.len_utf8()));
    }
    if first.is_ascii_digit() {
        let digits = prefix(body, |character| character.is_ascii_digit());
        let mut rest = body[digits..].chars();
        let (mark, behind) = (rest.next()?, rest.next()?);
        let is_number = digits <= 2 && matches!(mark, '.' | '．' | '、') && !behind.is_ascii_digit();
        return is_number.then(|| (LEAD, start, start + digits + mark.len_utf8()));
    }
    None
}

fn prefix(text: &str, matches: impl Fn(char) -> bool) -> usize {
    text.find(|character| !matches(character)).unwrap_or(text.len())
}

fn is_chinese_digit(character: char) -> bool {
    matches!(character, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Bytes of the dashes that lead a list's item: `——`, `———`, `――`.
fn leading_dashes(text: &str) -> usize {
    prefix(text, |character| matches!(character, '—' | '―' | '─'))
}

fn first_sentence_end(paragraph: &str) -> usize {
    paragraph.find(FULL_STOP).map_or(paragraph.len(), |at| at + FULL_STOP.len_utf8())
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paragraph: &str, expected: Option<(u8, &str, &str)>) {
        let found = of_paragraph(paragraph).map(|heading| {
            (
                heading.level,
                &paragraph[heading.number_start..heading.number_end],
                &paragraph[heading.number_end..heading.text_end],
            )
        });
        assert_eq!(found, expected, "{paragraph}");
    }

    #[test]
    fn headings_by_numbering() {
        check("一、2024年工作回顾", Some((1, "一、", "2024年工作回顾")));
        check("（十二）抓好民生。实施12件实事。", Some((2, "（十二）", "抓好民生")));
        check("(三)强化创新", Some((2, "(三)", "强化创新")));
        check("1.稳定投资", Some((3, "1.", "稳定投资")));
        check("二是抓招商。", Some((4, "二是", "抓招商")));
        check("3.8亿元投资到位，好。", None);
    }

    #[test]
    fn leads_are_short_and_hold_no_figure() {
        check("乡村振兴扎实推进。新建道路5条。", Some((3, "", "乡村振兴扎实推进")));
        check("——生态更加优美。空气质量改善。", Some((3, "——", "生态更加优美")));
        check("新建道路5条。通车3条。", None);
        check(
            "一年来，我们坚持稳中求进，产业体系重构升级，城乡面貌焕然一新，群众得到更多实惠，社会大局和谐稳定。又办成一批实事。",
            None,
        );
    }
}
