//! What a field can hold: every value from outside is brought to the one form in which it is kept, or refused.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::declaration::{Field, FieldType, System, Words};

/// The longest value of a field without a bound of its own, in characters.
const LONGEST: usize = 4000;
/// The longest telephone number, in digits.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 5..=15;

/// Why a value cannot stand in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// What is wrong.
    pub sentence: Words,
    /// What would do.
    pub allows: Words,
}

fn fault(zh: &str, en: &str, allows_zh: String, allows_en: String) -> FieldFault {
    FieldFault {
        sentence: Words { zh: zh.to_owned(), en: en.to_owned() },
        allows: Words { zh: allows_zh, en: allows_en },
    }
}

/// The kept form of a value for a field on a day; an empty one stays empty.
///
/// # Errors
/// When the field cannot hold it.
pub fn accept(system: &System, field: &Field, value: &str, day: Date) -> Result<String, FieldFault> {
    let value = value.trim();
    if value.is_empty() {
        return Ok(String::new());
    }
    if value.chars().any(|letter| letter.is_control() && letter != '\n' && letter != '\t') {
        return Err(fault(
            "含有控制字符",
            "holds control characters",
            "请删除不可见字符".to_owned(),
            "remove them".to_owned(),
        ));
    }
    match &field.holds {
        FieldType::Text { longest } => within(value, *longest as usize),
        FieldType::Number { scale, unit } | FieldType::Money { scale, unit } => decimal(value, *scale, unit),
        FieldType::Date => date(value),
        FieldType::Choice { choices } => {
            let found = choices
                .iter()
                .find(|choice| [&choice.id, &choice.name.zh, &choice.name.en].contains(&&value.to_owned()));
            found.map(|choice| choice.id.clone()).ok_or_else(|| not_listed(choices.iter().map(|choice| &choice.name)))
        }
        FieldType::Row { register } => {
            let rows = system.registers.get(register).map(|register| register.rows.as_slice()).unwrap_or_default();
            let in_force = || rows.iter().filter(|row| row.from <= day && row.until.is_none_or(|until| day <= until));
            let found = in_force().find(|row| row.key == value || row.name.zh == value || row.name.en == value);
            found.map(|row| row.key.clone()).ok_or_else(|| not_listed(in_force().map(|row| &row.name)))
        }
        FieldType::Place => place(value),
        FieldType::Phone => phone(value),
        FieldType::File => words_of(value, |word| word.contains(':') && word.len() <= 100),
        FieldType::IdentityNumber => identity_number(value),
        FieldType::Unit | FieldType::Post | FieldType::Person | FieldType::Matter { .. } => within(value, 100),
        FieldType::Address => within(value, 200),
    }
}

fn within(value: &str, longest: usize) -> Result<String, FieldFault> {
    let longest = if longest == 0 { LONGEST } else { longest };
    if value.chars().count() <= longest {
        return Ok(value.to_owned());
    }
    Err(fault("太长", "is too long", format!("至多{longest}个字"), format!("at most {longest} characters")))
}

fn decimal(value: &str, scale: u32, unit: &str) -> Result<String, FieldFault> {
    let wanted = || {
        fault(
            "不是所要的数",
            "is not such a number",
            format!("写成数字，至多{scale}位小数，单位{unit}，如 1234.5"),
            format!("digits with at most {scale} decimals, in {unit}, such as 1234.5"),
        )
    };
    let plain = value.replace([',', '，'], "");
    let is_plain = plain.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    let number: Decimal = plain.parse().ok().filter(|_| is_plain).ok_or_else(wanted)?;
    let number = number.normalize();
    // Sums of a million of these stay within 64 bits when they are kept in their smallest unit.
    let largest = Decimal::from(1_000_000_000_000_i64);
    if number.scale() > scale || number.abs() > largest {
        return Err(wanted());
    }
    Ok(number.to_string())
}

fn date(value: &str) -> Result<String, FieldFault> {
    let western = value.replace(['年', '月', '/', '.'], "-").replace('日', "");
    let mut parts = western.split('-').map(str::trim);
    let mut part = || parts.next()?.parse::<i16>().ok();
    let found = (part(), part(), part());
    let date = match found {
        (Some(year @ 1900..=2200), Some(month), Some(day)) => {
            Date::new(year, i8::try_from(month).unwrap_or(0), i8::try_from(day).unwrap_or(0)).ok()
        }
        _ => None,
    };
    let date = date.filter(|_| western.split('-').count() == 3);
    date.map(|date| date.to_string()).ok_or_else(|| {
        fault("不是日期", "is no date", "写成 2026-03-01".to_owned(), "write it as 2026-03-01".to_owned())
    })
}

fn place(value: &str) -> Result<String, FieldFault> {
    let wanted = || {
        fault(
            "不是经纬度",
            "is no place",
            "写成“经度,纬度”，如 117.123456,36.123456".to_owned(),
            "write longitude,latitude, such as 117.123456,36.123456".to_owned(),
        )
    };
    let (longitude, latitude) = value.split_once([',', '，']).ok_or_else(wanted)?;
    let degrees = |text: &str, most: i64| {
        let number: Decimal = text.trim().parse().ok()?;
        let number = number.round_dp(6).normalize();
        (number.abs() <= Decimal::from(most)).then_some(number)
    };
    let longitude = degrees(longitude, 180).ok_or_else(wanted)?;
    let latitude = degrees(latitude, 90).ok_or_else(wanted)?;
    Ok(format!("{longitude},{latitude}"))
}

fn phone(value: &str) -> Result<String, FieldFault> {
    let plain: String = value.chars().filter(|letter| !matches!(letter, ' ' | '-' | '(' | ')' | '（' | '）')).collect();
    let digits = plain.strip_prefix('+').unwrap_or(&plain);
    if PHONE_DIGITS.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(plain);
    }
    Err(fault("不是电话号码", "is no telephone number", "5至15位数字".to_owned(), "5 to 15 digits".to_owned()))
}

/// The form of GB 11643: 17 digits and a check digit, or the 15 digits of before 1999.
fn identity_number(value: &str) -> Result<String, FieldFault> {
    let upper = value.to_ascii_uppercase();
    let (body, last) = upper.split_at_checked(upper.len().saturating_sub(1)).unwrap_or_default();
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = match upper.len() {
        18 => is_digits(body) && (is_digits(last) || last == "X"),
        15 => is_digits(&upper),
        _ => false,
    };
    if is_number {
        return Ok(upper);
    }
    Err(fault("不是身份证号", "is no identity number", "18位或15位".to_owned(), "18 or 15 digits".to_owned()))
}

fn words_of(value: &str, is_one: impl Fn(&str) -> bool) -> Result<String, FieldFault> {
    let words: Vec<&str> = value.split_whitespace().collect();
    if words.len() <= 50 && words.iter().all(|word| is_one(word)) {
        return Ok(words.join(" "));
    }
    Err(fault("不是附件", "is no attachment", "请先上传附件".to_owned(), "upload the file first".to_owned()))
}

fn not_listed<'a>(names: impl Iterator<Item = &'a Words>) -> FieldFault {
    const SHOWN: usize = 12;
    let names: Vec<&Words> = names.take(SHOWN + 1).collect();
    let list = |pick: fn(&Words) -> &str, mark: &str| {
        let shown = names.iter().take(SHOWN).map(|name| pick(name)).collect::<Vec<_>>().join(mark);
        if names.len() > SHOWN { format!("{shown}…") } else { shown }
    };
    fault(
        "不在可选范围内",
        "is not one of the choices",
        format!("可选：{}", list(|name| &name.zh, "、")),
        format!("one of: {}", list(|name| &name.en, ", ")),
    )
}
