//! The written forms of values and periods: what a person may enter, and how periods are ordered.

/// Whether `text` is a value: `3.8`, `-19.3`, `1..2`, `3.7:52.9:43.4`.
pub(crate) fn is_value(text: &str) -> bool {
    if text.len() > 120 {
        return false;
    }
    if let Some((low, high)) = text.split_once("..") {
        return is_number(low) && is_number(high);
    }
    let parts = text.split(':').count();
    parts <= 3 && text.split(':').all(is_number)
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(fraction)
}

/// The first and the last month of a period in the notation of `docs/figures.md`, as `year × 100 + month`.
///
/// `None` where the text is no such notation.
pub(crate) fn months_of_period(text: &str) -> Option<(u32, u32)> {
    if let Some(state) = text.strip_prefix("asof:") {
        let last = match state.split_once('-') {
            Some((year, month)) => self::month(year, month)?,
            None => year(state)? * 100 + 12,
        };
        return Some((last, last));
    }
    if let Some((first, last)) = text.split_once("..") {
        let (first_year, first_month) = first.split_once('-')?;
        let (last_year, last_month) = last.split_once('-')?;
        return ordered(month(first_year, first_month)?, month(last_year, last_month)?);
    }
    if let Some((whole_year, quarters)) = text.split_once('Q') {
        let (first, last) = quarters.split_once("-Q").unwrap_or((quarters, quarters));
        let start = year(whole_year)? * 100;
        return ordered(start + quarter(first)? * 3 - 2, start + quarter(last)? * 3);
    }
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    ordered(year(first)? * 100 + 1, year(last)? * 100 + 12)
}

fn ordered(first: u32, last: u32) -> Option<(u32, u32)> {
    (first <= last).then_some((first, last))
}

fn year(text: &str) -> Option<u32> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_year { text.parse().ok() } else { None }
}

fn month(year_text: &str, month_text: &str) -> Option<u32> {
    let is_month = month_text.len() == 2 && month_text.bytes().all(|byte| byte.is_ascii_digit());
    let number: u32 = if is_month { month_text.parse().ok()? } else { return None };
    (1..=12).contains(&number).then_some(year(year_text)? * 100 + number)
}

fn quarter(text: &str) -> Option<u32> {
    match text {
        "1" => Some(1),
        "2" => Some(2),
        "3" => Some(3),
        "4" => Some(4),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values() {
        for good in ["0", "3.8", "-19.3", "6960000000", "1..2", "-2..-1", "3.7:52.9:43.4", "1:2"] {
            assert!(is_value(good), "{good}");
        }
        for bad in ["", "-", "3.", ".5", "3,8", "1e5", "1..", "1:2:3:4", "一", "=1+1", "+3", "1..2..3", "1 "] {
            assert!(!is_value(bad), "{bad}");
        }
    }

    #[test]
    fn periods() {
        let table = [
            ("2023", Some((202_301, 202_312))),
            ("2021-2025", Some((202_101, 202_512))),
            ("2024Q3", Some((202_407, 202_409))),
            ("2024Q1-Q3", Some((202_401, 202_409))),
            ("2024-01..2024-11", Some((202_401, 202_411))),
            ("asof:2024-09", Some((202_409, 202_409))),
            ("asof:2024", Some((202_412, 202_412))),
            ("", None),
            ("-", None),
            ("2025-2021", None),
            ("2024Q0", None),
            ("2024Q3-Q1", None),
            ("2024-13..2024-14", None),
            ("asof:", None),
            ("去年", None),
            ("20230", None),
        ];
        for (text, wanted) in table {
            assert_eq!(months_of_period(text), wanted, "{text}");
        }
    }
}
