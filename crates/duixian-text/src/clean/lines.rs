//! Lines broken at a column's width, as in text copied from a newspaper page, found by the width that most lines share.

use super::{Kind, Repair};

/// Columns narrower or wider than this many character cells are not taken for broken lines:
/// a list of names is narrower, a paragraph on one line is wider.
const CELLS: std::ops::RangeInclusive<usize> = 16..=100;

/// The most bytes between two lines without a blank one between them: trailing spaces and the break itself.
const LINE_BREAK: usize = 4;

/// A line of a text.
#[derive(Clone, Copy)]
struct Line<'text> {
    text: &'text str,
    start: usize,
    /// Width in cells; a Chinese character takes two.
    cells: usize,
}

/// The line breaks to be left out, in order.
pub(super) fn broken_lines(text: &str) -> Vec<Repair> {
    if !may_be_columns(text) {
        return Vec::new();
    }
    let lines = lines(text);
    let Some(width) = column_width(&lines) else { return Vec::new() };
    let mut repairs = Vec::new();
    let mut previous: Option<Line> = None;
    let mut is_column = false;
    for line in lines {
        let Some(before) = previous else {
            previous = Some(line).filter(|line| !line.text.is_empty());
            continue;
        };
        if line.text.is_empty() {
            // A blank line ends a paragraph unless a full line of a column stops within a sentence.
            if !(is_column && is_full(&before, width) && !ends_sentence(before.text)) {
                previous = None;
                is_column = false;
            }
            continue;
        }
        let follows = line.start <= before.start + before.text.len() + LINE_BREAK;
        let stops_short = follows && !ends_sentence(before.text);
        if (is_full(&before, width) || stops_short) && !starts_paragraph(line.text) {
            let break_start = before.start + before.text.len();
            repairs.push(Repair { start: break_start, end: line.start, replacement: None, kind: Kind::BrokenLine });
            is_column = true;
        } else {
            is_column = false;
        }
        previous = Some(line);
    }
    repairs
}

/// Whether a text may be set in columns at all.
///
/// Whole paragraphs on lines of their own are the common case, told by their mean length without a closer look.
fn may_be_columns(text: &str) -> bool {
    const SAMPLE: usize = 16 * 1024;
    let sample = &text.as_bytes()[..text.len().min(SAMPLE)];
    let breaks = memchr::memchr_iter(b'\n', sample).count();
    breaks >= 8 && sample.len() / breaks <= 2 * CELLS.end()
}

/// The width that most lines share, if the text is set in columns.
fn column_width(lines: &[Line]) -> Option<usize> {
    let widths: Vec<usize> = lines.iter().map(|line| line.cells).filter(|&cells| cells > 0).collect();
    let mut counts = vec![0usize; CELLS.end() + 3];
    for &cells in &widths {
        if CELLS.contains(&cells) {
            counts[cells] += 1;
        }
    }
    // A line may end one character short of the edge, where punctuation must not begin the next line.
    let near = |cells: usize| counts[cells - 2..=cells].iter().sum::<usize>();
    let width = CELLS.max_by_key(|&cells| (near(cells), std::cmp::Reverse(cells)))?;
    (near(width) * 2 > widths.len()).then_some(width)
}

fn is_full(line: &Line, width: usize) -> bool {
    // Up to two characters short: a long number or a closing mark is not broken.
    line.cells + 4 >= width
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for part in text.split_inclusive('\n') {
        let body = part.trim_end_matches(['\n', '\r', ' ']);
        lines.push(Line { text: body, start, cells: cells(body) });
        start += part.len();
    }
    lines
}

/// Width in cells; a line whose characters are spaced out to fill the column counts as printed.
fn cells(line: &str) -> usize {
    // Plain bytes are one cell, the first bytes of other characters two; added up in bytes, many at a time.
    const STRETCH: usize = 127;
    let width = |byte: &u8| u8::from(byte.is_ascii()) + 2 * u8::from(*byte >= 0xC0);
    let widths = line.as_bytes().chunks(STRETCH).map(|stretch| stretch.iter().map(width).sum::<u8>());
    widths.map(usize::from).sum()
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with(['。', '！', '？', '；', '：', '”', '）'])
}

/// An indented line or a numbered heading begins a paragraph, whatever stands before it.
fn starts_paragraph(line: &str) -> bool {
    line.starts_with(['\u{3000}', '\t', '（', '('])
        || line.starts_with("  ")
        || line
            .char_indices()
            .nth(1)
            .is_some_and(|(at, second)| second == '、' && "一二三四五六七八九十".contains(&line[..at]))
}

#[cfg(test)]
mod tests {
    use super::super::clean;

    #[test]
    fn a_column_is_joined_into_paragraphs() {
        let column = "云岭报道\n\n今年以来，清河区坚持把项\n目建设作为头等大事来抓实\n抓好，开工项目三十个，增\n长4%，成效明显。\n\n街道两旁的新树已经成荫，\n居民出门就能走进公园，老\n人们在这里下棋、散步，孩\n\n子们在草地上奔跑。\n\n云门路上车来车往，新铺的\n路面平整宽阔，两侧路灯全\n部换新。\n";
        let (clean, _) = clean(column, &mut Vec::new());
        assert_eq!(
            clean,
            "云岭报道\n\n今年以来，清河区坚持把项目建设作为头等大事来抓实抓好，开工项目三十个，增长4%，成效明显。\n\n街道两旁的新树已经成荫，居民出门就能走进公园，老人们在这里下棋、散步，孩子们在草地上奔跑。\n\n云门路上车来车往，新铺的路面平整宽阔，两侧路灯全部换新。\n"
        );
    }

    #[test]
    fn paragraphs_on_lines_of_their_own_stay() {
        let text = "一、工作回顾\n经济稳中向好。全年完成投资三十亿元，增长百分之五，好于预期，为近年最好水平，来之不易。\n二、工作安排\n";
        assert_eq!(clean(text, &mut Vec::new()).0, text);
    }
}
