//! Numbers of matters as people call them, from a declared pattern: `督〔{year}〕{serial:4}` → `督〔2026〕0017`.

/// A pattern with year and serial filled in. What else stands in braces stays as it is; the check of declarations
/// refuses it.
pub(crate) fn number(pattern: &str, year: i16, serial: u64) -> String {
    let mut number = String::with_capacity(pattern.len() + 8);
    let mut rest = pattern;
    while let Some((before, inside, behind)) = next_braces(rest) {
        number.push_str(before);
        match inside.split_once(':').unwrap_or((inside, "0")) {
            ("year", _) => number.push_str(&year.to_string()),
            ("serial", width) => {
                let width = width.parse::<usize>().unwrap_or(0).min(20);
                let digits = serial.to_string();
                number.extend(std::iter::repeat_n('0', width.saturating_sub(digits.len())));
                number.push_str(&digits);
            }
            _ => {
                number.push('{');
                number.push_str(inside);
                number.push('}');
            }
        }
        rest = behind;
    }
    number.push_str(rest);
    number
}

fn next_braces(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (inside, behind) = rest.split_once('}')?;
    Some((before, inside, behind))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn patterns_are_filled_in() {
        for (pattern, wanted) in [
            ("督〔{year}〕{serial:4}", "督〔2026〕0017"),
            ("{serial}", "17"),
            ("案{year}{serial:1}号", "案202617号"),
            ("{colour}-{serial:3}", "{colour}-017"),
            ("没有", "没有"),
            ("{open", "{open"),
        ] {
            assert_eq!(number(pattern, 2026, 17), wanted, "{pattern}");
        }
    }
}
