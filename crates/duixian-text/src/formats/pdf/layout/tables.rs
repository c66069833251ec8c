//! Rows of tables whose cells run over several lines: the lines of a cell are joined before the row is read.
//! Where the lines do not clearly show such rows, every line stays a row of its own.

use super::PageRuns;
use super::cut::{GUTTER, Region, Strip, closed, merged, strips, typical_size};
use super::lines::{Line, line};
use super::runs::Run;

/// A cell narrower than this, in ems, holds no running text.
const NARROWEST_TEXT: f32 = 6.0;
/// White at the end of a line of a cell, in ems, up to which the cell may run on.
const FULL: f32 = 1.6;
/// White above a row, compared with the least white above a line.
const WHITE: f32 = 1.4;

/// The rows of a table, if its white groups the lines to rows; else nothing.
pub(super) fn rows(page: &PageRuns, region: &Region<'_>) -> Option<Vec<Line>> {
    let size = typical_size(&region.runs);
    let columns = closed(&merged(region.runs.iter().map(|run| (run.left, run.right)).collect()), GUTTER * size);
    if columns.len() < 2 {
        return None;
    }
    let groups = groups(region, &columns, size)?;
    if !groups.iter().all(|group| is_row(group, &columns, size)) {
        return None;
    }
    Some(groups.iter().filter_map(|group| row(page, group, &columns)).collect())
}

/// The strips of each row, by the white between the lines of the column that has most of them; `None` if that white
/// is the same everywhere.
fn groups<'a>(region: &Region<'a>, columns: &[(f32, f32)], size: f32) -> Option<Vec<Vec<Strip<'a>>>> {
    let mut by_column: Vec<Vec<&'a Run>> = vec![Vec::new(); columns.len()];
    for run in &region.runs {
        by_column[column_of(run, columns)].push(run);
    }
    let guide = by_column.into_iter().map(strips).max_by_key(Vec::len)?;
    let white = |pair: &[Strip<'_>]| pair[0].bottom - pair[1].top;
    let most = WHITE * guide.windows(2).map(white).fold(f32::INFINITY, f32::min) + 0.2 * size;
    let apart = guide.windows(2).filter(|pair| white(pair) > most);
    let borders: Vec<f32> = apart.map(|pair| f32::midpoint(pair[0].bottom, pair[1].top)).collect();
    if borders.is_empty() {
        return None;
    }
    let mut groups: Vec<Vec<&'a Run>> = vec![Vec::new(); borders.len() + 1];
    for run in &region.runs {
        let middle = f32::midpoint(run.bottom, run.top);
        groups[borders.partition_point(|border| *border > middle)].push(run);
    }
    Some(groups.into_iter().map(strips).collect())
}

fn column_of(run: &Run, columns: &[(f32, f32)]) -> usize {
    columns.partition_point(|column| column.1 < run.middle()).min(columns.len() - 1)
}

/// Whether every line of the group but the first goes on with a cell that the line above it filled.
fn is_row(group: &[Strip<'_>], columns: &[(f32, f32)], size: f32) -> bool {
    let mut ends: Vec<Option<f32>> = vec![None; columns.len()];
    for (index, strip) in group.iter().enumerate() {
        let mut goes_on = index == 0;
        let before = ends.clone();
        for run in &strip.runs {
            let column = column_of(run, columns);
            let (left, right) = columns[column];
            if let Some(end) = before[column] {
                let is_text = right - left >= NARROWEST_TEXT * size;
                if !is_text || right - end > FULL * size {
                    return false;
                }
                goes_on = true;
            }
            ends[column] = Some(ends[column].filter(|_| before[column].is_none()).unwrap_or(run.right).max(run.right));
        }
        // A cell that is centred beside a longer one may begin a line later.
        if !goes_on && ends.iter().flatten().count() < 2 {
            return false;
        }
    }
    true
}

/// The cells of a row, each with its lines joined, parted by tabs.
fn row(page: &PageRuns, group: &[Strip<'_>], columns: &[(f32, f32)]) -> Option<Line> {
    let mut cells: Vec<Vec<Line>> = columns.iter().map(|_| Vec::new()).collect();
    for strip in group {
        let mut of_column: Vec<Vec<&Run>> = vec![Vec::new(); columns.len()];
        for run in &strip.runs {
            of_column[column_of(run, columns)].push(run);
        }
        for (cell, runs) in cells.iter_mut().zip(of_column).filter(|(_, runs)| !runs.is_empty()) {
            cell.push(line(page, runs, true));
        }
    }
    let texts: Vec<String> = cells
        .iter()
        .filter(|cell| !cell.is_empty())
        .map(|cell| cell.iter().map(|line| line.text.as_str()).collect())
        .collect();
    let mut whole =
        cells.into_iter().flatten().reduce(|one, other| if one.left <= other.left { one } else { other })?;
    whole.text = texts.join("\t");
    Some(whole)
}
