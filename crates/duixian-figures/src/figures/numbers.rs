//! Numbers in a text: digits with their multipliers (3.8, 1万, 30余万), and Chinese numerals that are quantities.
//!
//! Says where a number stands and what it is worth; whether it measures anything is decided in `names`.

use crate::Decimal;

/// A number as printed, before its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// First byte.
    pub(super) start: usize,
    /// End of the digits.
    pub(super) digits_end: usize,
    /// End with the multiplier and a 余 or 多 around it.
    pub(super) end: usize,
    /// Digits and multiplier multiplied out.
    pub(super) value: Decimal,
    /// Whether 万, 亿 and the like stand behind the digits.
    pub(super) has_multiplier: bool,
    /// Whether 余 or 多 stands at the digits or the multiplier.
    pub(super) is_more: bool,
    /// The value of the bare digits if they are a plain whole number of at most nine digits.
    pub(super) whole: Option<u32>,
}

/// More digits than any printed figure has; longer runs are codes.
const LONGEST: usize = 15;

/// The number whose digits start at `start`, which must hold an ASCII digit.
pub(super) fn at(text: &str, start: usize) -> Number {
    let bytes = text.as_bytes();
    let mut end = start + digit_run(&bytes[start..]);
    let mut scale = 0;
    if bytes.get(end) == Some(&b'.') {
        let fraction = digit_run(&bytes[end + 1..]);
        if fraction > 0 {
            end += 1 + fraction;
            scale = fraction;
        }
    }
    let digits = &bytes[start..end];
    let is_code = digits.len() > LONGEST;
    let (mantissa, scale) = if is_code { (0, 0) } else { (fold_digits(digits), scale) };
    let whole = u32::try_from(mantissa).ok().filter(|_| scale == 0 && digits.len() <= 9);
    let (multiplied_end, power, is_more) = multiplier(text, end);
    Number {
        start,
        digits_end: end,
        end: multiplied_end,
        value: scaled(mantissa, scale, power),
        has_multiplier: power > 0,
        is_more,
        whole,
    }
}

fn digit_run(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

fn fold_digits(digits: &[u8]) -> i128 {
    digits.iter().filter(|byte| byte.is_ascii_digit()).fold(0, |sum, byte| sum * 10 + i128::from(byte - b'0'))
}

/// `mantissa × 10^(power - scale)`, exactly.
fn scaled(mantissa: i128, scale: usize, power: usize) -> Decimal {
    if power >= scale {
        Decimal { mantissa: mantissa * 10i128.pow((power - scale) as u32), scale: 0 }
    } else {
        Decimal { mantissa, scale: (scale - power) as u8 }
    }
}

/// End, power of ten and 余/多 of what stands behind the digits at `end`: `余万`, `万余`, `万亿`, `百万`.
fn multiplier(text: &str, digits_end: usize) -> (usize, usize, bool) {
    const POWERS: [(&str, usize); 8] =
        [("万亿", 12), ("千亿", 11), ("百亿", 10), ("千万", 7), ("百万", 6), ("十万", 5), ("亿", 8), ("万", 4)];
    let mut end = digits_end;
    let mut is_more = skip_more(text, &mut end);
    let rest = &text[end..];
    if let Some((word, power)) = POWERS.iter().find(|(word, _)| rest.starts_with(word)) {
        end += word.len();
        is_more |= skip_more(text, &mut end);
        return (end, *power, is_more);
    }
    // 百 and 千 alone: 3百家; but 千瓦 and 百分点 are units.
    for (word, power, units) in [("千", 3, &["千瓦", "千米", "千克", "千伏"][..]), ("百", 2, &["百分"][..])]
    {
        if rest.starts_with(word) && !units.iter().any(|unit| rest.starts_with(unit)) {
            return (end + word.len(), power, is_more);
        }
    }
    (end, 0, is_more)
}

/// Passes over 余 or 多 if it says “and more”; 多 before a word of its own (多元, 多年) does not.
fn skip_more(text: &str, end: &mut usize) -> bool {
    let rest = &text[*end..];
    let is_more =
        rest.starts_with('余') || (rest.starts_with('多') && !rest.starts_with("多元") && !rest.starts_with("多层"));
    if is_more {
        *end += '余'.len_utf8();
    }
    is_more
}

/// A quantity written in Chinese characters: 四分之一, 翻一番, 半数, 十六.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wording {
    /// A share of one: 三分之二, 半数.
    Share { start: usize, end: usize, value: Decimal },
    /// Times as much: 翻番 is 2, 翻两番 is 4.
    Fold { start: usize, end: usize, value: Decimal },
    /// A number that still wants its unit: 十六.
    Count { start: usize, end: usize, value: Decimal },
    /// 第一, 前三.
    Place { start: usize, end: usize, value: Decimal, is_front: bool },
}

impl Wording {
    pub(super) fn start(&self) -> usize {
        match self {
            Self::Share { start, .. }
            | Self::Fold { start, .. }
            | Self::Count { start, .. }
            | Self::Place { start, .. } => *start,
        }
    }
}

/// The wording at one of the characters that give it away: 分, 番, 半, 第, 前, 十, 百.
pub(super) fn wording(text: &str, at: usize) -> Option<Wording> {
    let rest = &text[at..];
    if rest.starts_with("分之") {
        share(text, at)
    } else if rest.starts_with('番') {
        fold(text, at)
    } else if let Some(word) = ["半数", "过半", "一半"].into_iter().find(|word| rest.starts_with(word)) {
        Some(Wording::Share { start: at, end: at + word.len(), value: Decimal { mantissa: 5, scale: 1 } })
    } else if rest.starts_with(['第', '前']) {
        let digits = at + '第'.len_utf8();
        let (end, value) = chinese_number(text, digits)?;
        let value = Decimal { mantissa: value, scale: 0 };
        Some(Wording::Place { start: at, end, value, is_front: rest.starts_with('前') })
    } else if let Some((end, value)) =
        chinese_number(text, at).filter(|(end, _)| text[*end..].starts_with(['成', '倍']))
    {
        Some(Wording::Count { start: at, end, value: Decimal { mantissa: value, scale: 0 } })
    } else if rest.starts_with('十') || rest.starts_with('百') {
        count(text, at)
    } else {
        None
    }
}

fn share(text: &str, at: usize) -> Option<Wording> {
    let start = numeral_start(text, at);
    let (denominator_end, denominator) = chinese_number(text, start)?;
    let (end, numerator) = chinese_number(text, at + "分之".len())?;
    if denominator_end != at || !(1..=1000).contains(&denominator) {
        return None;
    }
    Some(Wording::Share { start, end, value: share_of(numerator, denominator) })
}

/// A share of one: exact where a decimal can be, else to six digits, as a share is told in words for its roundness.
pub(super) fn share_of(numerator: i128, denominator: i128) -> Decimal {
    const DIGITS: u8 = 6;
    trimmed(numerator * 10i128.pow(u32::from(DIGITS)) / denominator, DIGITS)
}

fn trimmed(mut mantissa: i128, mut scale: u8) -> Decimal {
    while scale > 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        scale -= 1;
    }
    Decimal { mantissa, scale }
}

fn fold(text: &str, at: usize) -> Option<Wording> {
    let end = at + '番'.len_utf8();
    let before = &text[..at];
    let (start, doublings) = if before.ends_with('翻') {
        (at - '翻'.len_utf8(), 1)
    } else if before.ends_with("翻了") {
        (at - "翻了".len(), 1)
    } else {
        let start = numeral_start(text, at);
        let (_, doublings) = chinese_number(text, start).filter(|(end, _)| *end == at)?;
        let verb = ["翻了", "翻"].into_iter().find(|verb| text[..start].ends_with(verb))?;
        (start - verb.len(), doublings)
    };
    let value = Decimal { mantissa: 2i128.checked_pow(u32::try_from(doublings).ok()?)?, scale: 0 };
    Some(Wording::Fold { start, end, value })
}

fn count(text: &str, at: usize) -> Option<Wording> {
    let start = numeral_start(text, at);
    let (end, value) = chinese_number(text, start)?;
    // Each numeral is found once, at its first 十 or 百.
    let is_first = !text[start..at].contains(['十', '百']);
    (is_first && end > at && value >= 10).then_some(Wording::Count {
        start,
        end,
        value: Decimal { mantissa: value, scale: 0 },
    })
}

/// Where the Chinese numeral that ends before `end` starts.
fn numeral_start(text: &str, end: usize) -> usize {
    text[..end]
        .char_indices()
        .rev()
        .take_while(|(_, c)| digit(*c).is_some() || matches!(c, '十' | '百'))
        .last()
        .map_or(end, |(at, _)| at)
}

/// End and value of the Chinese numeral at `start`, up to 999.
fn chinese_number(text: &str, start: usize) -> Option<(usize, i128)> {
    let mut sum = 0;
    let mut pending: Option<i128> = None;
    let mut end = start;
    for character in text[start..].chars().take(7) {
        match (digit(character), character) {
            (Some(value), _) if pending.is_none() => pending = Some(value),
            (None, '十') => sum += pending.take().unwrap_or(1) * 10,
            (None, '百') => sum += pending.take().unwrap_or(1) * 100,
            _ => break,
        }
        end += character.len_utf8();
    }
    (end > start).then_some((end, sum + pending.unwrap_or(0)))
}

fn digit(character: char) -> Option<i128> {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if character == '两' {
        return Some(2);
    }
    DIGITS.iter().position(|&digit| digit == character).map(|value| value as i128)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, value: &str, end: &str, is_more: bool) {
        let number = at(text, 0);
        assert_eq!((number.value.to_string().as_str(), &text[..number.end], number.is_more), (value, end, is_more));
    }

    #[test]
    fn digits_and_multipliers() {
        check("19.7亿元", "1970000000", "19.7亿", false);
        check("1.2万余户", "12000", "1.2万余", true);
        check("30余万人", "300000", "30余万", true);
        check("35万千瓦", "350000", "35万", false);
        check("330千伏", "330", "330", false);
        check("2.5个百分点", "2.5", "2.5", false);
        check("40多项", "40", "40多", true);
        check("12多元化", "12", "12", false);
        check("1.3万亿元", "1300000000000", "1.3万亿", false);
    }

    #[test]
    fn wordings() {
        let check = |text: &str, cue: &str, value: &str, covered: &str| {
            let (start, end, found) = match wording(text, text.find(cue).unwrap()).unwrap() {
                Wording::Share { start, end, value }
                | Wording::Fold { start, end, value }
                | Wording::Count { start, end, value }
                | Wording::Place { start, end, value, .. } => (start, end, value),
            };
            assert_eq!((found.to_string().as_str(), &text[start..end]), (value, covered));
        };
        check("占四分之一", "分之", "0.25", "四分之一");
        check("三分之二以上", "分之", "0.666666", "三分之二");
        check("翻一番", "番", "2", "翻一番");
        check("总值翻番", "番", "2", "翻番");
        check("翻两番", "番", "4", "翻两番");
        check("开展十六项行动", "十", "16", "十六");
        check("一百二十个", "百", "120", "一百二十");
        check("全国第一", "第", "1", "第一");
        assert_eq!(wording("前期", 0), None);
    }
}
