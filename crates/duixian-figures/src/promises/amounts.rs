//! Amounts inside a clause: a number with its unit and bound words, so that objects can be read without them.
//!
//! Only finds where they stand; what they are worth is a matter of figures.

use duixian_text::ByteSpan;

use super::actions::Actions;

/// Finds the amounts of `clause`, in order, replacing what `amounts` held. `numbers` are where its sentence's begin.
pub(super) fn find(clean: &str, clause: ByteSpan, numbers: &[u32], actions: &Actions, amounts: &mut Vec<ByteSpan>) {
    amounts.clear();
    let text = clause.of(clean);
    let mut done = clause.start;
    let from = numbers.partition_point(|number| *number < clause.start);
    for start in numbers[from..].iter().take_while(|start| **start < clause.end) {
        if *start < done {
            continue;
        }
        let at = (start - clause.start) as usize;
        let length = number(&text[at..]);
        if length == 0 {
            continue;
        }
        let mut end = at + length;
        if !is_part_of_a_name(text, at)
            && let Some(unit) = unit(&text[end..], actions)
        {
            end += unit;
            end += bound_behind(&text[end..]);
            let begin = at - bound_before(&text[..at]);
            amounts.push(ByteSpan::new(clause.start as usize + begin, clause.start as usize + end));
        }
        done = clause.start + end as u32;
    }
}

/// Whether the number belongs to a name: 5G and 3A have no unit, but B2栋 and 第3条 do.
fn is_part_of_a_name(text: &str, at: usize) -> bool {
    let before = &text[..at];
    before.ends_with('第') || before.ends_with(|character: char| character.is_ascii_alphabetic())
}

/// Length of the number that `text` starts with, with 万, 亿, 余 and ranges; 0 if there is none.
fn number(text: &str) -> usize {
    let digits = decimal(text);
    if digits == 0 {
        return chinese_number(text);
    }
    let mut length = digits;
    for dash in ["—", "-", "－", "~", "～", "至"] {
        let behind = &text[length..];
        if let Some(rest) = behind.strip_prefix('%').unwrap_or(behind).strip_prefix(dash) {
            let second = decimal(rest);
            if second > 0 {
                length = text.len() - rest.len() + second;
                break;
            }
        }
    }
    length + magnitude(&text[length..])
}

fn decimal(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut length = 0;
    while length < bytes.len()
        && (bytes[length].is_ascii_digit()
            || (length > 0
                && matches!(bytes[length], b'.' | b',')
                && bytes.get(length + 1).is_some_and(u8::is_ascii_digit)))
    {
        length += 1;
    }
    length
}

/// 十六, 三百, 两; a lone 一 counts nothing (一批, 一体).
fn chinese_number(text: &str) -> usize {
    let length: usize = text
        .chars()
        .take_while(|character| {
            matches!(
                character,
                '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '两'
            )
        })
        .map(char::len_utf8)
        .sum();
    if &text[..length] == "一" { 0 } else { length + if length > 0 { magnitude(&text[length..]) } else { 0 } }
}

fn magnitude(text: &str) -> usize {
    text.chars().take_while(|character| matches!(character, '万' | '亿' | '余' | '多' | '几')).map(char::len_utf8).sum()
}

fn unit(text: &str, actions: &Actions) -> Option<usize> {
    let Some((length, ())) = actions.units.longest(text) else { return span_of_time(text) };
    let more = text[length..].chars().next().filter(|&character| character == '余' || character == '多');
    Some(length + more.map_or(0, char::len_utf8))
}

/// 年 and 岁 count only where nothing but a bound follows: 14.2年, not 3年行动.
fn span_of_time(text: &str) -> Option<usize> {
    let unit = ["年", "岁", "天"].iter().find(|unit| text.starts_with(**unit))?;
    let rest = &text[unit.len()..];
    (rest.is_empty() || bound_behind(rest) == rest.len()).then_some(unit.len())
}

fn bound_before(text: &str) -> usize {
    const WORDS: [&str; 5] = ["不少于", "至少", "接近", "约", "近"];
    WORDS.iter().find(|word| text.ends_with(**word)).map_or(0, |word| word.len())
}

fn bound_behind(text: &str) -> usize {
    const WORDS: [&str; 6] = ["及以上", "以上", "左右", "以内", "以下", "上下"];
    WORDS.iter().find(|word| text.starts_with(**word)).map_or(0, |word| word.len())
}
