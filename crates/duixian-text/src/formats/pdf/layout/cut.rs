//! Cuts a page into regions in reading order, by the white between them.
//!
//! The page is swept from top to bottom in strips (a strip is a row of runs, or several rows that overlap).
//! As long as the strips leave a common gutter open they form one segment; a strip that closes the last gutter, a
//! spanning headline say, opens the next segment. A segment whose gutters part columns of running text is read column
//! by column, and each column is cut again; any other segment is read row by row.

use super::super::geometry::Rectangle;
use super::median;
use super::runs::Run;

/// The narrowest gutter, in ems of the segment's text.
pub(super) const GUTTER: f32 = 0.85;
/// In points, however small the text: also bounds how many stretches of ink a strip has.
const NARROWEST_GUTTER: f32 = 2.0;
/// How often a column is cut again.
const DEPTH: usize = 6;
/// The narrowest column of running text, in ems.
const NARROWEST_COLUMN: f32 = 7.0;
/// Columns up to this width, in ems, hold the cells of a table.
const CELLS: f32 = 4.5;
/// The part of a column's width from which a line counts as full.
const FULL_LINE: f32 = 0.8;
/// The part of a column's lines that are full in running text.
const FULL_LINES: f32 = 0.45;
/// The typical line of a column that is not justified, in ems.
const LONG_LINE: f32 = 8.0;
/// The part of a segment's characters that stand in columns of running text.
const RUNNING_TEXT: f32 = 0.6;

/// Runs that are read line by line.
pub(super) struct Region<'a> {
    pub(super) runs: Vec<&'a Run>,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Whether it is a part of the page's width.
    pub(super) is_column: bool,
    pub(super) is_table: bool,
}

/// The regions of a page in reading order.
pub(super) fn regions(runs: &[Run]) -> Vec<Region<'_>> {
    let mut regions = Vec::new();
    cut(runs.iter().collect(), DEPTH, &mut regions);
    regions
}

/// Runs whose bodies overlap in height.
pub(super) struct Strip<'a> {
    pub(super) runs: Vec<&'a Run>,
    /// Where it has ink from left to right, apart from each other.
    ink: Vec<(f32, f32)>,
    pub(super) top: f32,
    pub(super) bottom: f32,
}

/// Strips that are read together.
#[derive(Default)]
struct Segment<'a> {
    strips: Vec<Strip<'a>>,
    ink: Vec<(f32, f32)>,
}

fn cut<'a>(runs: Vec<&'a Run>, depth: usize, regions: &mut Vec<Region<'a>>) {
    let extent = extent_of(&runs);
    let is_column = depth < DEPTH;
    let gutter = (GUTTER * typical_size(&runs)).max(NARROWEST_GUTTER);
    let mut rows: Vec<&'a Run> = Vec::new();
    let flush = |rows: &mut Vec<&'a Run>, regions: &mut Vec<Region<'a>>| {
        if !rows.is_empty() {
            let is_table = is_list_of_pairs(rows);
            let runs = std::mem::take(rows);
            regions.push(Region { runs, left: extent.left, right: extent.right, is_column, is_table });
        }
    };
    for mut segment in segments(strips(runs), gutter) {
        if depth > 0 {
            rows.extend(segment.take_loose_heads(gutter));
        }
        let columns = if depth > 0 { segment.columns(gutter) } else { Vec::new() };
        if columns.len() > 1 {
            flush(&mut rows, regions);
            for column in columns {
                cut(column, depth - 1, regions);
            }
        } else if segment.is_table() {
            flush(&mut rows, regions);
            let runs = segment.strips.into_iter().flat_map(|strip| strip.runs).collect();
            regions.push(Region { runs, left: extent.left, right: extent.right, is_column, is_table: true });
        } else {
            rows.extend(segment.strips.into_iter().flat_map(|strip| strip.runs));
        }
    }
    flush(&mut rows, regions);
}

/// Whether most rows have a wide blank inside: keys and values, even where no gutter parts them.
fn is_list_of_pairs(rows: &[&Run]) -> bool {
    let strips = strips(rows.to_vec());
    let pairs = strips.iter().filter(|strip| gutters(&strip.ink, GUTTER * typical_size(&strip.runs)) > 0).count();
    pairs >= 2 && pairs * 10 >= strips.len() * 6
}

fn extent_of(runs: &[&Run]) -> Rectangle {
    runs.iter().fold(Rectangle::NOTHING, |extent, run| {
        extent.union(Rectangle { left: run.left, bottom: run.bottom, right: run.right, top: run.top })
    })
}

/// The size in which most characters are set.
pub(super) fn typical_size(runs: &[&Run]) -> f32 {
    let mut sizes: Vec<(f32, usize)> = runs.iter().map(|run| (run.size, run.end - run.first)).collect();
    sizes.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    let half = sizes.iter().map(|(_, count)| count).sum::<usize>() / 2;
    let mut passed = 0;
    for (size, count) in sizes {
        passed += count;
        if passed > half {
            return size;
        }
    }
    0.0
}

/// From top to bottom.
pub(super) fn strips(mut runs: Vec<&Run>) -> Vec<Strip<'_>> {
    runs.sort_by(|one, other| other.top.total_cmp(&one.top));
    let mut strips: Vec<Strip<'_>> = Vec::new();
    for run in runs {
        match strips.last_mut() {
            Some(strip) if run.top > strip.bottom => {
                strip.runs.push(run);
                strip.bottom = strip.bottom.min(run.bottom);
            }
            _ => strips.push(Strip { runs: vec![run], ink: Vec::new(), top: run.top, bottom: run.bottom }),
        }
    }
    for strip in &mut strips {
        strip.ink = merged(strip.runs.iter().map(|run| (run.left, run.right)).collect());
    }
    strips
}

/// Stretches from left to right, those that touch made one.
pub(super) fn merged(mut stretches: Vec<(f32, f32)>) -> Vec<(f32, f32)> {
    stretches.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    let mut ink: Vec<(f32, f32)> = Vec::new();
    for (left, right) in stretches {
        match ink.last_mut() {
            Some(last) if left <= last.1 => last.1 = last.1.max(right),
            _ => ink.push((left, right)),
        }
    }
    ink
}

fn gutters(ink: &[(f32, f32)], gutter: f32) -> usize {
    ink.windows(2).filter(|pair| pair[1].0 - pair[0].1 >= gutter).count()
}

/// Stretches with the white between them closed where it is no gutter.
pub(super) fn closed(ink: &[(f32, f32)], gutter: f32) -> Vec<(f32, f32)> {
    let mut columns: Vec<(f32, f32)> = Vec::new();
    for &(left, right) in ink {
        match columns.last_mut() {
            Some(last) if left - last.1 < gutter => last.1 = last.1.max(right),
            _ => columns.push((left, right)),
        }
    }
    columns
}

fn segments(strips: Vec<Strip<'_>>, gutter: f32) -> Vec<Segment<'_>> {
    let mut segments = Vec::new();
    let mut segment = Segment::default();
    for strip in strips {
        // Slivers of white too narrow to part anything need not be remembered: it keeps the lists short.
        let ink = closed(&merged(segment.ink.iter().chain(&strip.ink).copied().collect()), gutter / 2.0);
        let (before, alone, after) =
            (gutters(&segment.ink, gutter), gutters(&strip.ink, gutter), gutters(&ink, gutter));
        // A headline over some columns, with nothing beside it.
        let spans = (alone == 0 && after < before) || (before == 0 && after < alone);
        // Gutters at other places.
        let differs = after < before.min(alone);
        let closes_last = after == 0 && before + alone > 0;
        if (spans || differs || closes_last) && !segment.strips.is_empty() {
            let next = segment.split_at_white();
            segments.push(std::mem::replace(&mut segment, next));
            segment.add(strip, gutter);
        } else {
            segment.ink = ink;
            segment.strips.push(strip);
        }
    }
    if !segment.strips.is_empty() {
        segments.push(segment);
    }
    segments
}

impl<'a> Segment<'a> {
    fn add(&mut self, strip: Strip<'a>, gutter: f32) {
        self.ink = closed(&merged(self.ink.iter().chain(&strip.ink).copied().collect()), gutter / 2.0);
        self.strips.push(strip);
    }

    /// Takes off the last rows from below unusual white on: headings of what follows.
    fn split_at_white(&mut self) -> Self {
        const ROWS: usize = 2;
        let white = |pair: &[Strip<'_>]| pair[0].bottom - pair[1].top;
        let usual = median(self.strips.windows(2).map(white).collect()).unwrap_or(0.0);
        let from = self.strips.len().saturating_sub(ROWS + 1);
        let size = self.strips.last().map_or(0.0, |strip| typical_size(&strip.runs));
        let split = self.strips[from..].windows(2).position(|pair| white(pair) > 1.8 * usual + 0.3 * size);
        let Some(split) = split.filter(|_| self.strips.len() > ROWS + 1) else { return Self::default() };
        let strips = self.strips.split_off(from + split + 1);
        let ink_of = |strips: &[Strip<'_>]| merged(strips.iter().flat_map(|strip| &strip.ink).copied().collect());
        self.ink = ink_of(&self.strips);
        Self { ink: ink_of(&strips), strips }
    }

    /// The runs of each column, if the gutters part columns of running text; else nothing.
    fn columns(&self, gutter: f32) -> Vec<Vec<&'a Run>> {
        let edges = closed(&self.ink, gutter);
        if edges.len() < 2 {
            return Vec::new();
        }
        let mut columns: Vec<Vec<&'a Run>> = vec![Vec::new(); edges.len()];
        for run in self.strips.iter().flat_map(|strip| &strip.runs) {
            let column = edges.partition_point(|edge| edge.1 < run.middle()).min(edges.len() - 1);
            columns[column].push(run);
        }
        let shapes: Vec<Shape> = columns.iter().zip(&edges).map(|(runs, edge)| Shape::of(runs, *edge)).collect();
        let all: usize = shapes.iter().map(|shape| shape.characters).sum();
        let running: usize = shapes.iter().filter(|shape| shape.is_running_text()).map(|shape| shape.characters).sum();
        let running_columns = shapes.iter().filter(|shape| shape.is_running_text()).count();
        // The rest of a story beside its full lines; but not a name set apart from the words before it.
        let has_rest = shapes.iter().any(|shape| !shape.is_running_text() && shape.lines <= 2)
            && shapes.iter().any(|shape| shape.is_solid() || shape.is_running_text() && shape.lines >= 5);
        let is_columns = (running_columns >= 2 || running_columns == 1 && has_rest)
            && running as f32 >= RUNNING_TEXT * all as f32
            && !shapes.iter().any(Shape::is_cells);
        if is_columns { columns } else { Vec::new() }
    }

    /// Takes off rows at the top, such as a byline, whose blanks merely happen to stand over a gutter: they start
    /// in the middle of a column and leave other columns empty.
    fn take_loose_heads(&mut self, gutter: f32) -> Vec<&'a Run> {
        const ROWS: usize = 3;
        let mut heads = Vec::new();
        let rest = self.strips.len().saturating_sub(ROWS).max(2);
        while self.strips.len() > rest
            && gutters(&self.strips[0].ink, gutter) > 0
            && self.is_loose(&self.strips[0], gutter)
        {
            heads.extend(self.strips.remove(0).runs);
            self.ink = merged(self.strips.iter().flat_map(|strip| &strip.ink).copied().collect());
        }
        heads
    }

    fn is_loose(&self, strip: &Strip<'_>, gutter: f32) -> bool {
        let edges = closed(&self.ink, gutter);
        let blocks = closed(&strip.ink, gutter);
        let Some(first) = blocks.first() else { return false };
        let indent = edges.iter().filter(|edge| edge.0 <= first.0).map(|edge| first.0 - edge.0).next_back();
        let taken = edges.iter().filter(|edge| blocks.iter().any(|block| block.0 < edge.1 && edge.0 < block.1));
        let is_one_phrase = blocks.windows(2).all(|pair| pair[1].0 - pair[0].1 < 3.0 * gutter);
        taken.count() < edges.len() && is_one_phrase && indent.is_some_and(|indent| indent > 3.5 * gutter)
    }

    /// Whether at least two rows have cells side by side.
    fn is_table(&self) -> bool {
        let rows = self.strips.iter().filter(|strip| gutters(&strip.ink, GUTTER * typical_size(&strip.runs)) > 0);
        rows.count() >= 2 && self.ink.len() >= 2
    }
}

/// What a column looks like.
struct Shape {
    characters: usize,
    lines: usize,
    full_lines: usize,
    /// In ems.
    width: f32,
    /// Of the middle line, in ems.
    typical_line: f32,
}

impl Shape {
    fn of(runs: &[&Run], (left, right): (f32, f32)) -> Self {
        let size = typical_size(runs);
        let mut by_height: Vec<&&Run> = runs.iter().collect();
        by_height.sort_unstable_by(|one, other| other.baseline.total_cmp(&one.baseline));
        let mut lines: Vec<(f32, f32, f32)> = Vec::new();
        for run in by_height {
            match lines.last_mut() {
                Some(line) if line.0 - run.baseline < 0.5 * size => {
                    line.1 = line.1.min(run.left);
                    line.2 = line.2.max(run.right);
                }
                _ => lines.push((run.baseline, run.left, run.right)),
            }
        }
        let full_lines = lines.iter().filter(|line| line.2 - line.1 >= FULL_LINE * (right - left)).count();
        let ems = |width: f32| if size > 0.0 { width / size } else { 0.0 };
        let typical_line = median(lines.iter().map(|line| line.2 - line.1).collect()).unwrap_or(0.0);
        Self {
            characters: runs.iter().map(|run| run.end - run.first).sum(),
            lines: lines.len(),
            full_lines,
            width: ems(right - left),
            typical_line: ems(typical_line),
        }
    }

    /// Most lines are full; or many lines are long without being so, as where every line ends by itself.
    fn is_running_text(&self) -> bool {
        let is_full = self.full_lines as f32 >= FULL_LINES * self.lines as f32;
        let is_long = self.lines >= 6 && self.typical_line >= LONG_LINE;
        self.width >= NARROWEST_COLUMN && self.lines >= 2 && (is_full || is_long)
    }

    /// Nearly every line is full.
    fn is_solid(&self) -> bool {
        self.is_running_text() && self.lines >= 3 && self.full_lines as f32 >= 0.8 * self.lines as f32
    }

    /// Numbers, or words of a table.
    fn is_cells(&self) -> bool {
        self.lines >= 3 && self.width < CELLS
    }
}
