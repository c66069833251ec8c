//! Runs of a page → lines in reading order, column by column. Never joins lines to paragraphs.

use super::page::{MAX_LENGTH, Run};

/// A line of text, or the part of it that stands in one column.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) baseline: f32,
    pub(super) size: f32,
}

/// Lines of one column that follow each other.
pub(super) type Block = Vec<Line>;

/// A gap wider than this many characters ends a part of a line.
const PART_GAP: f32 = 1.5;
/// A gap wider than this many characters inside a line is a table's.
const TABLE_GAP: f32 = 3.0;
/// Steps of the page's width in which a gutter is looked for, in millimetres.
const STEP: f32 = 1.0;
/// Lines on each side that make a column, and characters that make a column's line.
const MIN_COLUMN_LINES: usize = 3;
const MIN_LINE_CHARACTERS: usize = 6;
/// Columns within columns: eight of them on a page.
const MAX_CUTS: usize = 3;

/// The blocks of a page in reading order.
pub(super) fn blocks(runs: Vec<Run>) -> Vec<Block> {
    let mut blocks = Vec::new();
    order(parts(runs), MAX_CUTS, &mut blocks);
    blocks
}

/// Joins runs on one baseline to parts of lines, from the top down and from left to right.
fn parts(mut runs: Vec<Run>) -> Vec<Line> {
    runs.sort_by(|one, other| one.baseline.total_cmp(&other.baseline));
    let mut parts = Vec::with_capacity(runs.len());
    let mut rest = runs.as_mut_slice();
    while let Some(first) = rest.first() {
        let lowest = first.baseline + 0.4 * first.size;
        let count = rest.iter().take_while(|run| run.baseline <= lowest).count();
        let (row, below) = rest.split_at_mut(count);
        row.sort_by(|one, other| one.left.total_cmp(&other.left));
        join_row(row, &mut parts);
        rest = below;
    }
    parts
}

fn join_row(row: &mut [Run], parts: &mut Vec<Line>) {
    let baseline = row[0].baseline;
    let mut open: Option<Line> = None;
    for run in row {
        match &mut open {
            Some(line) if run.left - line.right <= PART_GAP * line.size.max(run.size) => {
                if is_apart(&line.text, &run.text, (run.left - line.right) / line.size) {
                    line.text.push(' ');
                }
                line.text.push_str(&run.text);
                line.right = line.right.max(run.right);
                line.size = line.size.max(run.size);
            }
            _ => {
                parts.extend(open.take());
                let text = std::mem::take(&mut run.text);
                open = Some(Line { text, left: run.left, right: run.right, baseline, size: run.size });
            }
        }
    }
    parts.extend(open);
}

/// Whether a gap, measured in characters, parts two words or numbers.
fn is_apart(before: &str, after: &str, gap: f32) -> bool {
    let is_part = |character: Option<char>| character.is_some_and(|character| character.is_ascii_alphanumeric());
    let are_words = needs_space(before, after);
    gap > if are_words { 0.25 } else { 0.6 } && is_part(before.chars().next_back()) && is_part(after.chars().next())
}

/// Whether two Latin words would run into each other.
pub(super) fn needs_space(before: &str, after: &str) -> bool {
    let is_latin = |character: Option<char>| character.is_some_and(|character| character.is_ascii_alphabetic());
    is_latin(before.chars().next_back()) && is_latin(after.chars().next())
}

/// Cuts at the clearest gutter; above and below a line that crosses it the columns are read on their own.
fn order(parts: Vec<Line>, cuts: usize, blocks: &mut Vec<Block>) {
    let Some(gutter) = (cuts > 0).then(|| find_gutter(&parts)).flatten() else {
        blocks.extend(rows(parts));
        return;
    };
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut crossing = Vec::new();
    for part in parts {
        if part.right <= gutter || part.left >= gutter {
            blocks.extend(rows(std::mem::take(&mut crossing)));
            if part.right <= gutter { &mut left } else { &mut right }.push(part);
        } else {
            read_band(&mut left, &mut right, cuts, blocks);
            crossing.push(part);
        }
    }
    blocks.extend(rows(crossing));
    read_band(&mut left, &mut right, cuts, blocks);
}

/// Reads what stands between two crossing lines: columns, or a few short lines side by side.
fn read_band(left: &mut Vec<Line>, right: &mut Vec<Line>, cuts: usize, blocks: &mut Vec<Block>) {
    let (left, mut right) = (std::mem::take(left), std::mem::take(right));
    if left.len() > 1 && right.len() > 1 {
        order(left, cuts - 1, blocks);
        order(right, cuts - 1, blocks);
    } else {
        let mut all = left;
        all.append(&mut right);
        all.sort_by(|one, other| one.baseline.total_cmp(&other.baseline).then(one.left.total_cmp(&other.left)));
        blocks.extend(rows(all));
    }
}

/// Parts on one baseline form a line again: a table's row, or a line with wide gaps.
fn rows(parts: Vec<Line>) -> Option<Block> {
    let mut lines: Block = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if (part.baseline - line.baseline).abs() <= 0.4 * line.size && part.left >= line.right => {
                line.text.push(if part.left - line.right > TABLE_GAP * line.size { '\t' } else { ' ' });
                line.text.push_str(&part.text);
                line.right = part.right;
            }
            _ => lines.push(part),
        }
    }
    (!lines.is_empty()).then_some(lines)
}

/// The place between two columns that the fewest lines cross; `None` where there are no columns.
fn find_gutter(parts: &[Line]) -> Option<f32> {
    let left = parts.iter().map(|part| part.left).fold(MAX_LENGTH, f32::min);
    let right = parts.iter().map(|part| part.right).fold(-MAX_LENGTH, f32::max);
    let width = right - left;
    if parts.len() < 2 * MIN_COLUMN_LINES || width < 10.0 * STEP {
        return None;
    }
    let crossed = crossings(parts, left, width);
    // Columns are at least a sixth of the text wide.
    let margin = crossed.len() / 6;
    let inner = margin..crossed.len() - margin;
    let fewest = *crossed[inner.clone()].iter().min()?;
    let (start, length) = longest_stretch(&crossed[inner], fewest);
    let gutter = left + (millimetres(margin + start) + millimetres(length) / 2.0) * STEP;

    let (mut on_left, mut on_right) = (Side::default(), Side::default());
    for part in parts {
        if part.right <= gutter {
            on_left.add(part);
        } else if part.left >= gutter {
            on_right.add(part);
        }
    }
    let across = parts.len() - on_left.lines - on_right.lines;
    let is_rare = across * 2 <= on_left.lines.min(on_right.lines);
    (is_rare && on_left.is_column() && on_right.is_column()).then_some(gutter)
}

/// How many parts lie over each step of the width.
fn crossings(parts: &[Line], left: f32, width: f32) -> Vec<i32> {
    let steps = whole_steps(width) + 1;
    let mut changes = vec![0_i32; steps + 1];
    for part in parts {
        let first = whole_steps(part.left - left).min(steps);
        let last = whole_steps(part.right - left + STEP).clamp(first, steps);
        changes[first] += 1;
        changes[last] -= 1;
    }
    let mut open = 0;
    changes
        .iter()
        .take(steps)
        .map(|change| {
            open += change;
            open
        })
        .collect()
}

/// A length within the page in whole steps, rounded down.
#[expect(clippy::cast_sign_loss, reason = "a negative length counts as none")]
fn whole_steps(length: f32) -> usize {
    (length.max(0.0) / STEP) as usize
}

fn millimetres(steps: usize) -> f32 {
    f32::from(u16::try_from(steps).unwrap_or(u16::MAX))
}

/// Start and length of the longest stretch of one value.
fn longest_stretch(values: &[i32], wanted: i32) -> (usize, usize) {
    let (mut best, mut start) = ((0, 0), None);
    for (index, value) in values.iter().chain([&i32::MAX]).enumerate() {
        if *value == wanted {
            start.get_or_insert(index);
        } else if let Some(start) = start.take().filter(|start| index - start > best.1) {
            best = (start, index - start);
        }
    }
    best
}

/// One side of a gutter.
#[derive(Default)]
struct Side {
    lines: usize,
    characters: usize,
}

impl Side {
    fn add(&mut self, part: &Line) {
        self.lines += 1;
        self.characters += part.text.chars().count();
    }

    /// Whether running text stands here; the cells of a table are shorter.
    fn is_column(&self) -> bool {
        self.lines >= MIN_COLUMN_LINES && self.characters >= self.lines * MIN_LINE_CHARACTERS
    }
}
