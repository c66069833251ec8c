//! A sentence with carets under some of its words, as a compiler shows a line. Chinese characters take two columns.

use std::ops::Range;

use duixian_tables::display_width;

/// A line of a sentence, and the carets under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MarkedLine {
    /// The words; nothing in them moves the cursor.
    pub(crate) words: String,
    /// Blanks and carets; empty where nothing is marked.
    pub(crate) carets: String,
}

/// The lines of a sentence on which something is marked, at most so many columns wide.
///
/// `marks` are bytes of the sentence. What is left out stands as `…`.
pub(crate) fn marked_lines(sentence: &str, marks: &[Range<usize>], width: usize) -> Vec<MarkedLine> {
    let mut shown: Vec<MarkedLine> = Vec::new();
    let mut is_left_out = false;
    for line in lines(sentence, width.max(8)) {
        let is_marked = marks.iter().any(|mark| mark.start < line.end && line.start < mark.end);
        if !is_marked {
            is_left_out = true;
            continue;
        }
        if std::mem::take(&mut is_left_out) {
            shown.push(MarkedLine { words: "…".to_owned(), carets: String::new() });
        }
        shown.push(marked_line(sentence, line, marks));
    }
    if is_left_out && !shown.is_empty() {
        shown.push(MarkedLine { words: "…".to_owned(), carets: String::new() });
    }
    shown
}

fn marked_line(sentence: &str, line: Range<usize>, marks: &[Range<usize>]) -> MarkedLine {
    let (mut words, mut carets) = (String::new(), String::new());
    for (at, character) in sentence[line.clone()].char_indices() {
        let character = if is_unsafe(character) { ' ' } else { character };
        let is_marked = marks.iter().any(|mark| mark.contains(&(line.start + at)));
        let sign = if is_marked { "^" } else { " " };
        carets.push_str(&sign.repeat(columns(character)));
        words.push(character);
    }
    MarkedLine { words, carets: carets.trim_end().to_owned() }
}

/// The sentence in lines; a number is not broken.
fn lines(sentence: &str, width: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut used, mut last_break) = (0, 0, 0);
    let mut before = ' ';
    for (at, character) in sentence.char_indices() {
        if !(character.is_ascii_graphic() && before.is_ascii_graphic()) {
            last_break = at;
        }
        used += columns(character);
        if used > width {
            // A word longer than a line is broken where the line ends.
            let end = if last_break > start { last_break } else { at };
            lines.push(start..end);
            start = end;
            used = display_width(&sentence[start..at]) + columns(character);
        }
        before = character;
    }
    lines.push(start..sentence.len());
    lines
}

fn columns(character: char) -> usize {
    if is_unsafe(character) { 1 } else { display_width(character.encode_utf8(&mut [0; 4])) }
}

/// What could move the cursor or turn the direction of the text.
fn is_unsafe(character: char) -> bool {
    character.is_control() || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(sentence: &str, marked: &[&str], width: usize) -> String {
        let mark = |words: &&str| {
            let start = sentence.find(*words).expect("the words stand in the sentence");
            start..start + words.len()
        };
        let marks = marked.iter().map(mark).collect::<Vec<_>>();
        let lines = marked_lines(sentence, &marks, width);
        lines.iter().flat_map(|line| [&line.words, "\n", &line.carets, "\n"]).collect()
    }

    #[test]
    fn carets_stand_under_wide_characters() {
        assert_eq!(
            shown("完成投资51.4亿元，增长4%。", &["51.4亿元", "4%"], 80),
            "完成投资51.4亿元，增长4%。\n        ^^^^^^^^      ^^\n"
        );
    }

    #[test]
    fn a_long_sentence_shows_the_lines_that_matter() {
        let sentence = "全区经济运行稳中有进，地区生产总值336.2亿元，增长5.3%，其余指标好于预期。";
        assert_eq!(
            shown(sentence, &["336.2亿元"], 20),
            "…\n\n，地区生产总值336.2\n              ^^^^^\n亿元，增长5.3%，其余\n^^^^\n…\n\n"
        );
    }

    #[test]
    fn nothing_printed_can_move_the_cursor() {
        let lines = marked_lines("新建\u{1b}[2J道路\t4条", std::slice::from_ref(&(0.."新建".len())), 80);
        assert_eq!(lines[0].words, "新建 [2J道路 4条");
    }

    #[test]
    fn any_width_holds() {
        for width in [0, 1, 2, 8, 9, 40] {
            let sentence = "a".repeat(30) + "增长5.3%";
            let lines = marked_lines(&sentence, std::slice::from_ref(&(0..sentence.len())), width);
            assert_eq!(lines.iter().map(|line| line.words.as_str()).collect::<String>(), sentence);
        }
    }
}
