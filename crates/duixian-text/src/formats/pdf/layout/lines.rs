//! The runs of a region become lines of text, with the blanks that the places of the glyphs show.

use super::super::content::Glyph;
use super::PageRuns;
use super::cut::Region;
use super::runs::Run;

/// Characters that never start a line in Chinese typesetting.
const NEVER_FIRST: &str = "，。、；：！？）》」』】〕〉”’…—·％‰℃,.;:!?)]}%";
/// Characters that may stand beyond the end of a full line.
const MAY_HANG: &str = "，。、；：！？,.;:";
/// Characters that never end a line.
const NEVER_LAST: &str = "（《「『【〔〈“‘([{";

/// One line of a block.
pub(in super::super) struct Line {
    pub(in super::super) text: String,
    pub(in super::super) left: f32,
    pub(in super::super) right: f32,
    /// Where it ends without the punctuation at its end, which may hang over the column's edge.
    pub(in super::super) firm_right: f32,
    pub(in super::super) baseline: f32,
    pub(in super::super) size: f32,
    /// The width of what the line starts with and no line break may split: it had no room on the line before.
    pub(in super::super) first_word: f32,
}

/// The lines of a region from top to bottom.
pub(super) fn lines(page: &PageRuns, region: &Region<'_>) -> Vec<Line> {
    let mut runs = region.runs.clone();
    runs.sort_by(|one, other| other.top.total_cmp(&one.top));
    let mut rows: Vec<Row<'_>> = Vec::new();
    for run in runs {
        match rows.last_mut() {
            Some(row) if row.holds(run) => row.push(run),
            _ => rows.push(Row { largest: run, runs: vec![run] }),
        }
    }
    rows.into_iter().map(|row| line(page, row.runs, region.is_table)).collect()
}

/// Runs of one line.
struct Row<'a> {
    largest: &'a Run,
    runs: Vec<&'a Run>,
}

impl<'a> Row<'a> {
    /// Whether half of the smaller body lies beside the largest body of the row.
    fn holds(&self, run: &Run) -> bool {
        let main = self.largest;
        let shared = main.top.min(run.top) - main.bottom.max(run.bottom);
        shared >= 0.5 * (main.top - main.bottom).min(run.top - run.bottom)
    }

    fn push(&mut self, run: &'a Run) {
        if run.size > self.largest.size {
            self.largest = run;
        }
        self.runs.push(run);
    }
}

pub(super) fn line(page: &PageRuns, mut row: Vec<&Run>, is_table: bool) -> Line {
    row.sort_by(|one, other| one.left.total_cmp(&other.left));
    let interleaved = row.windows(2).any(|pair| pair[1].left < pair[0].right - 0.3 * pair[1].size);
    let mut glyphs: Vec<&Glyph> = row.iter().flat_map(|run| &page.glyphs[run.first..run.end]).collect();
    let is_vertical = glyphs.iter().any(|glyph| glyph.vertical);
    if interleaved && !is_vertical {
        glyphs.sort_by(|one, other| one.x.total_cmp(&other.x));
        // Bold that is made by drawing twice.
        glyphs.dedup_by(|next, kept| {
            next.character == kept.character && next.x - kept.x < 0.3 * kept.size.min(kept.width.max(0.1))
        });
    }
    let mut text = String::with_capacity(glyphs.len() * 3);
    let mut before: Option<&Glyph> = None;
    for glyph in &glyphs {
        if let Some(before) = before {
            text.push_str(blank_between(before, glyph, is_table));
        }
        text.push(glyph.character);
        before = Some(glyph);
    }
    let size = row.iter().map(|run| run.size).fold(0.0, f32::max);
    let left = row.iter().map(|run| run.left).fold(f32::INFINITY, f32::min);
    let right = row.iter().map(|run| run.right).fold(left, f32::max);
    let firm = glyphs.iter().rev().find(|glyph| !MAY_HANG.contains(glyph.character));
    Line {
        text,
        left,
        right,
        firm_right: firm.map_or(right, |glyph| glyph.x + glyph.width).min(right),
        baseline: row.iter().map(|run| run.bottom).fold(f32::INFINITY, f32::min) + 0.05 * size,
        size: typical_size(&row, size),
        first_word: first_word(&glyphs),
    }
}

/// The size of most characters of the line.
fn typical_size(row: &[&Run], largest: f32) -> f32 {
    row.iter().max_by_key(|run| run.end - run.first).map_or(largest, |run| run.size)
}

fn blank_between(before: &Glyph, after: &Glyph, is_table: bool) -> &'static str {
    if before.vertical {
        return "";
    }
    let em = before.size.min(after.size);
    let gap = after.x - (before.x + before.width);
    if is_table && gap > 1.2 * em {
        return "\t";
    }
    if after.after_space && gap > -0.6 * em {
        return " ";
    }
    let both = |test: fn(&char) -> bool| test(&before.character) && test(&after.character);
    let least = if both(char::is_ascii_alphabetic) {
        0.2
    } else if both(char::is_ascii_graphic) {
        0.5
    } else {
        1.0
    };
    if gap > least * em { " " } else { "" }
}

fn first_word(glyphs: &[&Glyph]) -> f32 {
    let Some(first) = glyphs.first() else { return 0.0 };
    let mut end = first.x + first.width;
    let mut before = first.character;
    for glyph in &glyphs[1..] {
        let is_split = glyph.after_space || glyph.vertical;
        let holds_on = NEVER_FIRST.contains(glyph.character)
            || NEVER_LAST.contains(before)
            || (before.is_ascii_graphic() && glyph.character.is_ascii_graphic());
        if is_split || !holds_on {
            break;
        }
        end = end.max(glyph.x + glyph.width);
        before = glyph.character;
    }
    end - first.x
}
