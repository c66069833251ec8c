//! From glyphs with places to blocks of lines in reading order. Never looks at what the text says.
//!
//! glyphs → runs (side by side on one baseline) → regions (columns, stories, tables) → lines.

mod cut;
mod lines;
mod runs;
mod tables;

pub(super) use lines::Line;
pub(super) use runs::{PageRuns, Run};

/// Lines that belong together: a column of a story, a table, a page of running text.
pub(super) struct Block {
    pub(super) lines: Vec<Line>,
    /// The column's edges.
    pub(super) left: f32,
    pub(super) right: f32,
    /// How far to the right its lines may go: the column's edge, or a margin as wide as the left one.
    pub(super) widest: f32,
    /// Whether its lines are rows of cells.
    pub(super) is_table: bool,
}

/// The blocks of a page in reading order.
pub(super) fn blocks(page: &PageRuns) -> Vec<Block> {
    let regions = cut::regions(&page.runs);
    regions
        .into_iter()
        .map(|region| Block {
            lines: lines_of(page, &region),
            left: region.left,
            right: region.right,
            widest: widest(page, &region),
            is_table: region.is_table,
        })
        .filter(|block| !block.lines.is_empty())
        .collect()
}

fn lines_of(page: &PageRuns, region: &cut::Region<'_>) -> Vec<Line> {
    let rows = if region.is_table { tables::rows(page, region) } else { None };
    rows.unwrap_or_else(|| lines::lines(page, region))
}

/// The few lines of a page that holds little else may all be short.
fn widest(page: &PageRuns, region: &cut::Region<'_>) -> f32 {
    const NARROW: f32 = 0.7;
    let mirrored = page.bounds.right - (region.left - page.bounds.left);
    let is_narrow = region.right - region.left < NARROW * (mirrored - region.left);
    if is_narrow && !region.is_column { mirrored } else { region.right }
}

/// The middle value; `None` of nothing.
pub(super) fn median(mut values: Vec<f32>) -> Option<f32> {
    let middle = values.len() / 2;
    if values.is_empty() {
        return None;
    }
    let (_, found, _) = values.select_nth_unstable_by(middle, f32::total_cmp);
    Some(*found)
}
