//! Lines of blocks in reading order become paragraphs, also where one runs on over a column or a page.
//!
//! A line goes on in the next one if it is full: if what the next line starts with had no room on it.

use super::layout::{Block, Line, median};

/// An indent, in ems.
const INDENT: f32 = 0.9;
/// White at the end of a line beyond the next word, in ems, that shows that the line ended by itself.
const ROOM: f32 = 0.7;
/// Difference of sizes between a heading and its text.
const SIZES: f32 = 1.12;
/// Difference of sizes between two parts of one paragraph.
const SAME_SIZE: f32 = 1.06;
/// White above a line, in usual distances, that starts a paragraph.
const WHITE: f32 = 1.45;
/// The usual distance of baselines in sizes, where no lines show it.
const LEADING: f32 = 1.6;
/// Lines from which on a block shows its own edges.
const LINES: usize = 6;
/// Behind these a sentence is over.
const ENDS: &str = "。！？；：…”」』.!?:;";

/// A block's edges and line distance.
struct Measure {
    /// Where lines start that are not indented.
    flush: f32,
    right: f32,
    /// Distance of baselines.
    pitch: f32,
}

/// How the document sets its paragraphs.
struct Style {
    /// Whether first lines are indented.
    indents: bool,
}

/// The text of all blocks, paragraphs separated by one line break.
pub(super) fn text(blocks: &[Block]) -> String {
    let leading = usual_leading(blocks);
    let wide = blocks.iter().filter(|block| block.lines.len() >= LINES).collect::<Vec<_>>();
    let measures: Vec<Measure> = blocks.iter().map(|block| Measure::of(block, &wide, leading)).collect();
    let style = Style::of(blocks, &measures);
    let mut text = String::new();
    let mut before: Option<(&Line, usize)> = None;
    for (index, block) in blocks.iter().enumerate() {
        let measure = &measures[index];
        for line in &block.lines {
            let goes_on = match before {
                None => None,
                Some((last, at)) if at == index => (!block.is_table && measure.goes_on(last, line)).then_some(last),
                Some((last, at)) => {
                    let crosses = !block.is_table
                        && !blocks[at].is_table
                        && style.goes_on_elsewhere(&measures[at], last, measure, line);
                    crosses.then_some(last)
                }
            };
            match goes_on {
                Some(last) => text.push_str(joint(&last.text, &line.text)),
                None if !text.is_empty() => text.push('\n'),
                None => {}
            }
            text.push_str(line.text.trim());
            before = Some((line, index));
        }
    }
    text
}

/// Chinese needs nothing at the join; words of letters were parted by the blank that the line's end swallowed.
fn joint(before: &str, after: &str) -> &'static str {
    let last = before.chars().next_back().unwrap_or(' ');
    let first = after.chars().next().unwrap_or(' ');
    let parts_words = last.is_ascii_alphabetic() || matches!(last, ',' | '.' | ';' | ')');
    if parts_words && first.is_ascii_alphabetic() { " " } else { "" }
}

/// The usual distance of baselines, in sizes.
fn usual_leading(blocks: &[Block]) -> f32 {
    let pairs = blocks.iter().filter(|block| !block.is_table).flat_map(|block| block.lines.windows(2));
    median(pairs.map(|pair| (pair[0].baseline - pair[1].baseline) / pair[1].size.max(0.1)).collect())
        .unwrap_or(LEADING)
        .clamp(1.0, 3.0)
}

impl Measure {
    /// A block of few lines takes its edges from a larger one of the same column, so that its short lines show.
    fn of(block: &Block, wide: &[&Block], leading: f32) -> Self {
        let size = median(block.lines.iter().map(|line| line.size).collect()).unwrap_or(0.0);
        let own = block.lines.len() >= LINES;
        let model = wide.iter().find(|other| {
            !own && other.left - size <= block.left
                && block.left - other.left < 3.0 * size
                && other.right + size >= block.right
        });
        let pitches = block.lines.windows(2).map(|pair| pair[0].baseline - pair[1].baseline).collect::<Vec<_>>();
        let pitch = if pitches.len() >= 4 { median(pitches) } else { None };
        Self {
            flush: model.map_or_else(|| flush_left(block, size), |other| flush_left(other, size)),
            right: model.map_or_else(|| right_edge(block), |other| right_edge(other)),
            pitch: pitch.unwrap_or(leading * size),
        }
    }

    fn is_indented(&self, line: &Line) -> bool {
        line.left - self.flush > INDENT * line.size
    }

    /// Whether `line` leaves white that the first word of `next` would have fitted into.
    fn is_short(&self, line: &Line, next: &Line) -> bool {
        self.right - line.right > next.first_word + ROOM * line.size
    }

    fn goes_on(&self, line: &Line, next: &Line) -> bool {
        let pitch = self.pitch.max(1.05 * next.size);
        let distance = line.baseline - next.baseline;
        differ_little(line, next, SIZES)
            && (0.0..=WHITE * pitch).contains(&distance)
            && !self.is_indented(next)
            && !self.is_short(line, next)
    }
}

impl Style {
    fn of(blocks: &[Block], measures: &[Measure]) -> Self {
        let (mut indented, mut flush) = (0_usize, 0_usize);
        for (block, measure) in blocks.iter().zip(measures).filter(|(block, _)| !block.is_table) {
            for pair in block.lines.windows(2).filter(|pair| measure.is_short(&pair[0], &pair[1])) {
                if measure.is_indented(&pair[1]) {
                    indented += 1;
                } else {
                    flush += 1;
                }
            }
        }
        Self { indents: indented > flush }
    }

    /// Whether a paragraph runs on from the end of a block into the next block.
    fn goes_on_elsewhere(&self, from: &Measure, line: &Line, into: &Measure, next: &Line) -> bool {
        let sentence_is_over = line.text.trim_end().ends_with(|last| ENDS.contains(last));
        differ_little(line, next, SAME_SIZE)
            && !from.is_short(line, next)
            && !into.is_indented(next)
            && (self.indents || !sentence_is_over)
            && !line.text.trim_end().ends_with(['：', ':'])
            && !starts_heading(&next.text)
    }
}

fn differ_little(line: &Line, next: &Line, most: f32) -> bool {
    line.size <= next.size * most && next.size <= line.size * most
}

/// `一、` or `（一）`: never in the middle of a paragraph.
fn starts_heading(text: &str) -> bool {
    const NUMERALS: &str = "一二三四五六七八九十";
    let text = text.trim_start();
    let bracketed = text.strip_prefix(['（', '(']);
    let rest = bracketed.unwrap_or(text).trim_start_matches(|character| NUMERALS.contains(character));
    let has_numeral = rest.len() < bracketed.unwrap_or(text).len();
    has_numeral && if bracketed.is_some() { rest.starts_with(['）', ')']) } else { rest.starts_with('、') }
}

/// Where full lines end, hanging punctuation aside. Few lines may all be short: then the column's edge counts.
fn right_edge(block: &Block) -> f32 {
    if block.lines.len() < LINES {
        return block.widest;
    }
    block.lines.iter().map(|line| line.firm_right).fold(block.left, f32::max)
}

/// The leftmost start that several lines share.
fn flush_left(block: &Block, size: f32) -> f32 {
    let tolerance = 0.4 * size;
    let mut lefts: Vec<f32> = block.lines.iter().map(|line| line.left).collect();
    lefts.sort_unstable_by(f32::total_cmp);
    let enough = (lefts.len() / 8).max(2);
    let shared = lefts
        .iter()
        .enumerate()
        .find(|(index, left)| lefts.get(index + enough - 1).is_some_and(|other| other - **left <= tolerance));
    let few = lefts.len() < LINES;
    match shared {
        Some((_, left)) if !few => *left,
        _ => lefts.first().copied().unwrap_or(block.left).min(block.left),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, left: f32, right: f32, baseline: f32) -> Line {
        Line { text: text.to_owned(), left, right, firm_right: right, baseline, size: 10.0, first_word: 10.0 }
    }

    fn block(lines: Vec<Line>) -> Block {
        Block { lines, left: 0.0, right: 100.0, widest: 100.0, is_table: false }
    }

    #[test]
    fn full_lines_go_on_and_short_ones_end() {
        let first = block(vec![
            line("清河区新建道", 20.0, 100.0, 200.0),
            line("路3", 0.0, 99.0, 184.0),
            line("条。", 0.0, 15.0, 168.0),
            line("二是修桥", 20.0, 100.0, 152.0),
            line("五座。", 0.0, 30.0, 136.0),
            line("三是植树造", 20.0, 100.0, 120.0),
        ]);
        let second = block(vec![line("林2000亩。", 0.0, 50.0, 200.0), line("四是治水。", 20.0, 60.0, 184.0)]);
        assert_eq!(text(&[first, second]), "清河区新建道路3条。\n二是修桥五座。\n三是植树造林2000亩。\n四是治水。");
    }

    #[test]
    fn headings_start_paragraphs() {
        for heading in ["一、工作回顾", "十二、保障措施", "（三）生态环境"] {
            assert!(starts_heading(heading), "{heading}");
        }
        for other in ["一是修桥", "三条道路", "（含农村）", "、道路"] {
            assert!(!starts_heading(other), "{other}");
        }
    }

    #[test]
    fn letters_keep_their_blank() {
        assert_eq!(joint("open", "data"), " ");
        assert_eq!(joint("建成5", "G基站"), "");
        assert_eq!(joint("增长", "3%"), "");
    }
}
