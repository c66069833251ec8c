//! Numbers as list labels write them: `三`, `③`, `iii`, `叁`. Never fails: what a format lacks is written in digits.

/// How a number is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::formats) enum NumberFormat {
    /// 1, 2, 3
    #[default]
    Decimal,
    /// 01, 02, 03
    DecimalZero,
    /// １、２、３
    FullWidth,
    /// 一、二、十、十一、一○○
    ChineseCounting,
    /// 一、十、一百零一
    ChineseThousand,
    /// 壹、拾、壹佰零壹
    ChineseLegal,
    /// 一、二、一○
    ChineseDigits,
    /// 甲、乙、丙
    HeavenlyStem,
    /// 子、丑、寅
    EarthlyBranch,
    /// ①
    Circle,
    /// ⑴
    Parenthesis,
    /// ⒈
    FullStop,
    /// ㊀
    ChineseCircle,
    /// A, B, C
    UpperLetter,
    /// a, b, c
    LowerLetter,
    /// I, II, III
    UpperRoman,
    /// i, ii, iii
    LowerRoman,
    /// The label has no number.
    None,
    /// The label is a picture character.
    Bullet,
}

impl NumberFormat {
    /// By the name that OOXML gives it.
    pub(in crate::formats) fn from_name(name: &str) -> Self {
        match name {
            "decimalZero" => Self::DecimalZero,
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "chineseCounting" | "taiwaneseCounting" | "japaneseCounting" => Self::ChineseCounting,
            "chineseCountingThousand" | "taiwaneseCountingThousand" => Self::ChineseThousand,
            "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => Self::ChineseLegal,
            "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => Self::ChineseDigits,
            "ideographTraditional" => Self::HeavenlyStem,
            "ideographZodiac" => Self::EarthlyBranch,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circle,
            "decimalEnclosedParen" => Self::Parenthesis,
            "decimalEnclosedFullstop" => Self::FullStop,
            "ideographEnclosedCircle" => Self::ChineseCircle,
            "upperLetter" => Self::UpperLetter,
            "lowerLetter" => Self::LowerLetter,
            "upperRoman" => Self::UpperRoman,
            "lowerRoman" => Self::LowerRoman,
            "none" => Self::None,
            "bullet" => Self::Bullet,
            _ => Self::Decimal,
        }
    }

    /// By the code that Word 97 gives it.
    pub(in crate::formats) fn from_code(code: u8) -> Self {
        match code {
            1 => Self::UpperRoman,
            2 => Self::LowerRoman,
            3 => Self::UpperLetter,
            4 => Self::LowerLetter,
            10 | 17 | 36 => Self::ChineseDigits,
            11 | 33 | 37 => Self::ChineseCounting,
            14 | 19 => Self::FullWidth,
            16 | 34 | 38 => Self::ChineseLegal,
            18 | 28 => Self::Circle,
            22 => Self::DecimalZero,
            23 => Self::Bullet,
            26 => Self::FullStop,
            27 => Self::Parenthesis,
            29 => Self::ChineseCircle,
            30 => Self::HeavenlyStem,
            31 => Self::EarthlyBranch,
            35 | 39 => Self::ChineseThousand,
            255 => Self::None,
            _ => Self::Decimal,
        }
    }

    /// Writes a number to the end of a label.
    pub(in crate::formats) fn write(self, number: u32, label: &mut String) {
        let written = match self {
            Self::Decimal => None,
            Self::None | Self::Bullet => Some(String::new()),
            Self::DecimalZero => Some(format!("{number:02}")),
            Self::FullWidth => Some(digits(number, '０', |digit| char::from_u32('０' as u32 + digit))),
            Self::ChineseDigits => Some(chinese_digits(number)),
            Self::ChineseCounting if number > 99 => Some(chinese_digits(number)),
            Self::ChineseCounting | Self::ChineseThousand => chinese(number, &PLAIN),
            Self::ChineseLegal => chinese(number, &LEGAL),
            Self::HeavenlyStem => nth("甲乙丙丁戊己庚辛壬癸", number),
            Self::EarthlyBranch => nth("子丑寅卯辰巳午未申酉戌亥", number),
            Self::Circle => circle(number),
            Self::Parenthesis => within(number, 20, '⑴'),
            Self::FullStop => within(number, 20, '⒈'),
            Self::ChineseCircle => within(number, 10, '㊀'),
            Self::UpperLetter => letter(number, b'A'),
            Self::LowerLetter => letter(number, b'a'),
            Self::UpperRoman => roman(number),
            Self::LowerRoman => roman(number).map(|roman| roman.to_ascii_lowercase()),
        };
        label.push_str(&written.unwrap_or_else(|| number.to_string()));
    }
}

/// Digits 0–9, then ten, hundred, thousand, ten thousand.
type ChineseWords = [char; 14];
const PLAIN: ChineseWords = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万'];
const LEGAL: ChineseWords = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖', '拾', '佰', '仟', '万'];

fn digits(number: u32, zero: char, write: impl Fn(u32) -> Option<char>) -> String {
    number.to_string().bytes().map(|digit| write(u32::from(digit - b'0')).unwrap_or(zero)).collect()
}

fn chinese_digits(number: u32) -> String {
    digits(number, '○', |digit| (digit > 0).then(|| PLAIN[digit as usize]))
}

/// 一百零一, 十二, 一万零三: `None` from a hundred million on.
fn chinese(number: u32, words: &ChineseWords) -> Option<String> {
    if number >= 100_000_000 {
        return None;
    }
    if number == 0 {
        return Some("○".to_owned());
    }
    let mut text = String::new();
    let (high, low) = (number / 10_000, number % 10_000);
    if high > 0 {
        chinese_group(high, words, &mut text);
        text.push(words[13]);
        if low > 0 && low < 1000 {
            text.push(words[0]);
        }
    }
    chinese_group(low, words, &mut text);
    // A plain ten is written 十, not 一十; the legal forms keep 壹拾.
    let shortened = text.strip_prefix("一十").map(|rest| format!("十{rest}"));
    Some(shortened.unwrap_or(text))
}

fn chinese_group(group: u32, words: &ChineseWords, text: &mut String) {
    let mut has_gap = false;
    let mut is_open = false;
    for (place, power) in [(12, 1000), (11, 100), (10, 10), (0, 1)] {
        let digit = group / power % 10;
        if digit == 0 {
            has_gap |= is_open;
            continue;
        }
        if has_gap {
            text.push(words[0]);
            has_gap = false;
        }
        text.push(words[digit as usize]);
        if place > 0 {
            text.push(words[place]);
        }
        is_open = true;
    }
}

fn nth(words: &str, number: u32) -> Option<String> {
    words.chars().nth((number as usize).checked_sub(1)?).map(String::from)
}

fn within(number: u32, last: u32, first: char) -> Option<String> {
    (1..=last).contains(&number).then(|| char::from_u32(first as u32 + number - 1))?.map(String::from)
}

fn circle(number: u32) -> Option<String> {
    match number {
        1..=20 => within(number, 20, '①'),
        21..=35 => within(number - 20, 15, '㉑'),
        36..=50 => within(number - 35, 15, '㊱'),
        _ => None,
    }
}

/// a … z, aa, bb …: the letter repeats.
fn letter(number: u32, first: u8) -> Option<String> {
    let index = number.checked_sub(1)?;
    let letter = char::from(first + (index % 26) as u8);
    let times = index as usize / 26 + 1;
    (times <= 20).then(|| letter.to_string().repeat(times))
}

fn roman(number: u32) -> Option<String> {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut rest = number;
    let mut text = String::new();
    for (value, letters) in STEPS {
        while rest >= value {
            text.push_str(letters);
            rest -= value;
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::NumberFormat;

    fn written(format: NumberFormat, number: u32) -> String {
        let mut label = String::new();
        format.write(number, &mut label);
        label
    }

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (name, number, expected) in [
            ("decimal", 12, "12"),
            ("decimalZero", 7, "07"),
            ("decimalFullWidth", 10, "１０"),
            ("chineseCounting", 1, "一"),
            ("chineseCounting", 10, "十"),
            ("chineseCounting", 21, "二十一"),
            ("chineseCounting", 100, "一○○"),
            ("chineseCountingThousand", 10, "十"),
            ("chineseCountingThousand", 20, "二十"),
            ("chineseCountingThousand", 101, "一百零一"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("chineseCountingThousand", 1005, "一千零五"),
            ("chineseCountingThousand", 10_003, "一万零三"),
            ("chineseLegalSimplified", 12, "壹拾贰"),
            ("ideographDigital", 10, "一○"),
            ("ideographTraditional", 3, "丙"),
            ("ideographTraditional", 11, "11"),
            ("ideographZodiac", 12, "亥"),
            ("decimalEnclosedCircle", 20, "⑳"),
            ("decimalEnclosedCircleChinese", 21, "㉑"),
            ("decimalEnclosedCircle", 36, "㊱"),
            ("decimalEnclosedParen", 2, "⑵"),
            ("decimalEnclosedFullstop", 3, "⒊"),
            ("ideographEnclosedCircle", 1, "㊀"),
            ("upperLetter", 26, "Z"),
            ("lowerLetter", 28, "bb"),
            ("upperRoman", 1994, "MCMXCIV"),
            ("lowerRoman", 4, "iv"),
            ("lowerRoman", 4000, "4000"),
            ("none", 5, ""),
        ] {
            assert_eq!(written(NumberFormat::from_name(name), number), expected, "{name} {number}");
        }
    }

    #[test]
    fn odd_numbers_fall_back_to_digits() {
        for code in 0..=255 {
            for number in [0, u32::MAX] {
                let format = NumberFormat::from_code(code);
                let is_silent = matches!(format, NumberFormat::None | NumberFormat::Bullet);
                assert_eq!(written(format, number).is_empty(), is_silent, "code {code}, number {number}");
            }
        }
    }
}
