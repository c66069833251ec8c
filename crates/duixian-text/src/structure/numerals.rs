//! Chinese numerals and dates as headers write them: `二〇二六年一月二十七日`, `2026年1月27日`.

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: u16,
    pub(super) month: u8,
    pub(super) day: u8,
}

/// The first full date in a text.
pub(super) fn first_date(text: &str) -> Option<Date> {
    text.match_indices('年').find_map(|(at, mark)| {
        let year = year_before(&text[..at])?;
        let rest = &text[at + mark.len()..];
        let (month, rest) = rest.split_once('月')?;
        let (day, _) = rest.split_once('日')?;
        let month = small_number(month).filter(|month| (1..=12).contains(month))?;
        let day = small_number(day).filter(|day| (1..=31).contains(day))?;
        Some(Date { year, month, day })
    })
}

/// The year that ends a text: `2026` or `二〇二六`.
pub(super) fn year_before(text: &str) -> Option<u16> {
    let mut digits = [0u16; 4];
    let mut characters = text.chars().rev();
    for digit in digits.iter_mut().rev() {
        *digit = positional_digit(characters.next()?)?;
    }
    let year = digits.iter().fold(0, |year, digit| year * 10 + digit);
    let is_alone = characters.next().is_none_or(|before| !before.is_ascii_digit());
    (is_alone && (1900..2200).contains(&year)).then_some(year)
}

fn positional_digit(character: char) -> Option<u16> {
    const DIGITS: &str = "〇一二三四五六七八九";
    match character {
        '0'..='9' => Some(character as u16 - '0' as u16),
        '零' | '○' | 'Ｏ' | 'O' => Some(0),
        _ => DIGITS.chars().position(|digit| digit == character).map(|digit| digit as u16),
    }
}

/// A number up to 99, in Arabic or Chinese: `27`, `二十七`, `十`.
fn small_number(text: &str) -> Option<u8> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 3 {
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let digit = |part: &str| {
        let mut characters = part.chars();
        let digit = positional_digit(characters.next()?)?;
        characters.next().is_none().then_some(digit as u8)
    };
    match text.split_once('十') {
        None => digit(text),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            let ones = if ones.is_empty() { 0 } else { digit(ones)? };
            Some(tens * 10 + ones)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_both_ways_of_writing() {
        let day = |year, month, day| Some(Date { year, month, day });
        assert_eq!(first_date("——2026年1月27日在云岭市"), day(2026, 1, 27));
        assert_eq!(first_date("（二〇二六年一月二十七日）"), day(2026, 1, 27));
        assert_eq!(first_date("二○○八年十二月十日"), day(2008, 12, 10));
        assert_eq!(first_date("2026年工作安排"), None);
        assert_eq!(first_date("2026年13月1日"), None);
    }
}
