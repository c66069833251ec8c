//! Lines of all pages → paragraphs, which may run over columns and pages. Leaves out page numbers and running heads.

use std::collections::{HashMap, HashSet};

use super::super::note;
use super::columns::{self, Block, Line, needs_space};
use super::page::Run;
use crate::Diagnostic;

/// A line this many characters short of the column's edge ends its paragraph.
const SHORT: f32 = 2.2;
/// A line that begins this many characters inside the column begins a paragraph.
const INDENT: f32 = 1.0;
/// Lines that show the edges of their column.
const MIN_EDGE_LINES: usize = 3;
/// Different columns that are remembered.
const MAX_COLUMNS: usize = 32;
/// Pages that show the same line at the same height before it is a running head.
const MIN_HEAD_PAGES: usize = 3;
/// Longer lines are text.
const MAX_HEAD_BYTES: usize = 120;

/// The text of a document.
pub(super) fn assemble(pages: Vec<Vec<Run>>, diagnostics: &mut Vec<Diagnostic>) -> String {
    let mut pages: Vec<Vec<Block>> = pages.into_iter().map(columns::blocks).collect();
    let removed = remove_page_numbers(&mut pages) + remove_running_heads(&mut pages);
    if removed > 0 {
        diagnostics
            .push(note("left-out-page-marks", format!("{removed} page numbers and running heads were left out")));
    }
    let columns = Columns::of(&pages);
    let mut writer = Writer::default();
    for block in pages.iter().flatten().filter(|block| !block.is_empty()) {
        writer.add(block, columns.around(block));
    }
    writer.text
}

/// Removes the lone number at the top or the foot of each page.
fn remove_page_numbers(pages: &mut [Vec<Block>]) -> usize {
    let mut removed = 0;
    for page in pages.iter_mut() {
        let heights = || page.iter().flatten().map(|line| line.baseline);
        let (top, foot) = (heights().fold(f32::MAX, f32::min), heights().fold(f32::MIN, f32::max));
        let is_edge = |line: &Line| {
            (line.baseline - top).abs() <= 0.5 * line.size || (line.baseline - foot).abs() <= 0.5 * line.size
        };
        removed += remove(page, |line| is_edge(line) && is_page_number(&line.text));
    }
    removed
}

/// `3`, `- 3 -`, `— 3 —`, `第3页`, `第 3 页 共 20 页`, `3/20`.
fn is_page_number(text: &str) -> bool {
    let is_mark = |character: char| "-—–－―·第页共/".contains(character) || character.is_whitespace();
    let is_possible = text.chars().all(|character| character.is_ascii_digit() || is_mark(character));
    let lengths: Vec<usize> = text.split(is_mark).map(str::len).filter(|length| *length > 0).collect();
    let most = if text.contains(['/', '页']) { 2 } else { 1 };
    is_possible && (1..=most).contains(&lengths.len()) && lengths.iter().all(|length| *length <= 4)
}

/// Removes lines that stand on most pages at the same height.
fn remove_running_heads(pages: &mut [Vec<Block>]) -> usize {
    let enough = MIN_HEAD_PAGES.max(pages.len() / 2 + 1);
    // How many pages show a line, and the last of them that was counted.
    let mut seen: HashMap<(&str, i32), (usize, usize)> = HashMap::new();
    for (number, page) in pages.iter().enumerate() {
        for line in page.iter().flatten().filter(|line| line.text.len() <= MAX_HEAD_BYTES) {
            let (count, last) = seen.entry((&line.text, height(line))).or_insert((0, usize::MAX));
            *count += usize::from(*last != number);
            *last = number;
        }
    }
    let frequent = seen.into_iter().filter(|(_, (count, _))| *count >= enough);
    let heads: HashSet<(String, i32)> = frequent.map(|((text, height), _)| (text.to_owned(), height)).collect();
    if heads.is_empty() {
        return 0;
    }
    pages.iter_mut().map(|page| remove(page, |line| heads.contains(&(line.text.clone(), height(line))))).sum()
}

/// How far down the page a line stands, in whole millimetres.
fn height(line: &Line) -> i32 {
    line.baseline.round() as i32
}

fn remove(page: &mut [Block], is_unwanted: impl Fn(&Line) -> bool) -> usize {
    let mut removed = 0;
    for block in page {
        let before = block.len();
        block.retain(|line| !is_unwanted(line));
        removed += before - block.len();
    }
    removed
}

/// Left and right edge.
type Edges = (f32, f32);

/// The columns of a document, for blocks too small to show their own edges.
struct Columns {
    /// Edges of blocks with enough lines, the most frequent first.
    usual: Vec<Edges>,
    /// Edges of all text.
    outer: Edges,
}

impl Columns {
    fn of(pages: &[Vec<Block>]) -> Self {
        let mut counts: HashMap<(i32, i32), usize> = HashMap::new();
        for block in pages.iter().flatten().filter(|block| block.len() >= MIN_EDGE_LINES) {
            let (left, right) = edges(block);
            *counts.entry((left.round() as i32, right.round() as i32)).or_default() += block.len();
        }
        let mut usual: Vec<_> = counts.into_iter().collect();
        usual.sort_by_key(|(edges, lines)| (std::cmp::Reverse(*lines), *edges));
        usual.truncate(MAX_COLUMNS);
        let in_full = |value: i32| f32::from(i16::try_from(value).unwrap_or(i16::MAX));
        Self {
            usual: usual.into_iter().map(|((left, right), _)| (in_full(left), in_full(right))).collect(),
            outer: edges(pages.iter().flatten().flatten()),
        }
    }

    /// The edges of the column that a block stands in.
    fn around(&self, block: &[Line]) -> Edges {
        let own = edges(block);
        if block.len() >= MIN_EDGE_LINES {
            return own;
        }
        let holds = |column: &&Edges| column.0 <= own.0 + 1.0 && own.1 <= column.1 + 1.0;
        let (left, right) = self.usual.iter().find(holds).copied().unwrap_or(self.outer);
        (left.min(own.0), right.max(own.1))
    }
}

fn edges<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Edges {
    lines.into_iter().fold((f32::MAX, f32::MIN), |(left, right), line| (left.min(line.left), right.max(line.right)))
}

/// Writes paragraphs; the last one stays open for the next block.
#[derive(Default)]
struct Writer {
    text: String,
    /// The last line that was written.
    last: Option<Last>,
}

#[derive(Clone, Copy)]
struct Last {
    size: f32,
    baseline: f32,
    /// It reaches the right edge of its column.
    is_full: bool,
}

impl Writer {
    fn add(&mut self, block: &[Line], (left, right): Edges) {
        let pitch = usual_pitch(block);
        for (index, line) in block.iter().enumerate() {
            let indent = (line.left - left) / line.size;
            if self.begins_paragraph(line, indent, (index > 0).then_some(pitch)) {
                if !self.text.is_empty() {
                    self.text.push('\n');
                }
            } else if needs_space(&self.text, &line.text) {
                self.text.push(' ');
            }
            self.text.push_str(line.text.trim());
            let is_full = right - line.right <= SHORT * line.size;
            self.last = Some(Last { size: line.size, baseline: line.baseline, is_full });
        }
    }

    /// `pitch` is the usual distance to the line above, if that line is in the same block.
    fn begins_paragraph(&self, line: &Line, indent: f32, pitch: Option<f32>) -> bool {
        let Some(last) = self.last else { return true };
        let differs = (line.size - last.size).abs() > 0.15 * last.size;
        let is_far = pitch.is_some_and(|pitch| line.baseline - last.baseline > 1.7 * pitch);
        differs || is_far || !last.is_full || indent >= INDENT || line.text.contains('\t')
    }
}

/// The middle distance between lines of a block.
fn usual_pitch(block: &[Line]) -> f32 {
    let mut steps: Vec<f32> = block.windows(2).map(|pair| pair[1].baseline - pair[0].baseline).collect();
    steps.retain(|step| *step > 0.0);
    steps.sort_by(f32::total_cmp);
    steps.get(steps.len() / 2).copied().unwrap_or(f32::MAX)
}

#[cfg(test)]
mod tests {
    use super::is_page_number;

    #[test]
    fn page_numbers_are_told_from_figures() {
        for text in ["3", "- 12 -", "—3—", "－ 4 －", "第 3 页", "第3页 共20页", "3/20"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["", "——", "86 23", "12345", "3.8", "3%", "第三页", "2025年"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
