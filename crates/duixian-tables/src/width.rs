//! How many columns of a terminal words take, and how they are cut to fit. A Chinese character takes two.

use unicode_width::UnicodeWidthChar;

/// Columns that `words` take.
pub(crate) fn of(words: &str) -> usize {
    words.chars().map(of_character).sum()
}

fn of_character(character: char) -> usize {
    character.width().unwrap_or(0)
}

/// Words fit for one line: controls and line breaks become spaces, so that nothing printed can move the cursor.
pub(crate) fn one_line(words: &str) -> String {
    let is_unsafe = |character: char| character.is_control() || is_direction_override(character);
    words.chars().map(|character| if is_unsafe(character) { ' ' } else { character }).collect()
}

/// Marks that make a terminal show text in another order than it stands.
fn is_direction_override(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The longest beginning of `words` that fits into `width` columns, in bytes. At least one character, if there is one.
fn fitting(words: &str, width: usize) -> usize {
    let mut used = 0;
    for (at, character) in words.char_indices() {
        used += of_character(character);
        if used > width && at > 0 {
            return at;
        }
    }
    words.len()
}

/// `words` in at most `lines` lines of `width` columns; what does not fit ends in `…`.
pub(crate) fn wrap(words: &str, width: usize, lines: usize) -> Vec<String> {
    let mut wrapped = Vec::new();
    let mut rest = words;
    while !rest.is_empty() {
        if wrapped.len() + 1 == lines && of(rest) > width {
            let cut = if width > 1 { fitting(rest, width - 1) } else { 0 };
            wrapped.push(format!("{}…", &rest[..cut]));
            return wrapped;
        }
        let (line, next) = rest.split_at(break_at(rest, fitting(rest, width)));
        wrapped.push(line.trim_end().to_owned());
        rest = next.trim_start();
    }
    wrapped
}

/// Chinese may break anywhere; a word or number in Latin letters stays whole if it began on this line.
fn break_at(words: &str, cut: usize) -> usize {
    let is_latin = |character: char| character.is_ascii_graphic();
    let splits_word = words[..cut].ends_with(is_latin) && words[cut..].starts_with(is_latin);
    if !splits_word {
        return before_closing_mark(words, cut);
    }
    match words[..cut].trim_end_matches(is_latin).len() {
        0 => cut,
        before_the_word => before_the_word,
    }
}

/// A closing mark never begins a line: the character before it comes along.
fn before_closing_mark(words: &str, cut: usize) -> usize {
    const CLOSING: &str = "，。；：、！？）》〉】』」”’";
    if !words[cut..].starts_with(|character| CLOSING.contains(character)) {
        return cut;
    }
    match words[..cut].char_indices().next_back() {
        Some((earlier, _)) if earlier > 0 => earlier,
        _ => cut,
    }
}

#[cfg(test)]
mod tests {
    use super::{of, one_line, wrap};

    #[test]
    fn a_chinese_character_takes_two_columns() {
        assert_eq!(of("增长3.8%"), 8);
        assert_eq!(of("…"), 1);
    }

    #[test]
    fn words_wrap_where_chinese_may_break() {
        assert_eq!(wrap("规上工业增加值", 6, 9), ["规上工", "业增加", "值"]);
        assert_eq!(wrap("新建5G基站12345个", 8, 9), ["新建5G基", "站12345", "个"]);
        assert_eq!(wrap("abcdefgh", 3, 9), ["abc", "def", "gh"]);
        assert_eq!(wrap("增长三成；新增", 8, 9), ["增长三", "成；新增"]);
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        assert_eq!(wrap("规上工业增加值", 6, 1), ["规上…"]);
        assert_eq!(wrap("规上工业增加值", 6, 2), ["规上工", "业增…"]);
        assert_eq!(wrap("规上工", 6, 1), ["规上工"]);
        assert!(wrap("", 6, 2).is_empty());
    }

    #[test]
    fn a_line_narrower_than_a_character_still_ends() {
        assert_eq!(wrap("兑现", 1, 9), ["兑", "现"]);
        assert_eq!(wrap("兑现", 1, 1), ["…"]);
    }

    #[test]
    fn nothing_printed_moves_the_cursor() {
        assert_eq!(one_line("a\u{1b}[2Jb\nc\u{202E}d"), "a [2Jb c d");
    }
}
