//! Glyphs that follow each other on one baseline become runs; text that is not part of the page's reading is left out.

use super::super::content::{Direction, Drawn, Glyph};
use super::super::geometry::Rectangle;

/// A gap within a run, in ems: less than any gutter between columns.
const GAP: f32 = 0.6;
/// How far a glyph may step back over the one before it, in ems: kerning, and the brackets of compressed punctuation.
const OVERLAP: f32 = 0.55;
/// Drift of the baseline within a run, in ems.
const DRIFT: f32 = 0.12;

/// Neighbouring glyphs on one baseline.
#[derive(Clone, Debug)]
pub(in super::super) struct Run {
    /// Range in the page's glyphs.
    pub(in super::super) first: usize,
    pub(in super::super) end: usize,
    pub(in super::super) left: f32,
    pub(in super::super) right: f32,
    pub(in super::super) baseline: f32,
    pub(in super::super) size: f32,
    /// A slim body, so that lines set without leading still do not touch.
    pub(in super::super) bottom: f32,
    pub(in super::super) top: f32,
}

impl Run {
    pub(in super::super) fn middle(&self) -> f32 {
        f32::midpoint(self.left, self.right)
    }
}

/// What a page's text leaves out.
#[derive(Clone, Copy, Default)]
pub(in super::super) struct LeftOut {
    /// Characters that run across the page's direction: watermarks, stamps.
    pub(in super::super) turned: usize,
    /// Characters without ink on a page that has text with ink.
    pub(in super::super) invisible: usize,
}

/// One page's runs in the order of drawing.
pub(in super::super) struct PageRuns {
    pub(in super::super) glyphs: Vec<Glyph>,
    pub(in super::super) runs: Vec<Run>,
    pub(in super::super) bounds: Rectangle,
    pub(in super::super) left_out: LeftOut,
}

impl PageRuns {
    pub(in super::super) fn new(drawn: Drawn, bounds: Rectangle) -> Self {
        let mut glyphs = drawn.glyphs;
        let mut left_out = LeftOut::default();

        let total = glyphs.len();
        if glyphs.iter().any(|glyph| !glyph.invisible) {
            glyphs.retain(|glyph| !glyph.invisible);
        }
        left_out.invisible = total - glyphs.len();

        let total = glyphs.len();
        let direction = main_direction(&glyphs);
        glyphs.retain(|glyph| glyph.direction == direction);
        left_out.turned = total - glyphs.len();

        let bounds = turn_upright(&mut glyphs, direction, bounds);
        let runs = if glyphs.iter().any(|glyph| glyph.vertical) {
            let glyphs_of_columns = lay_columns_down(&glyphs);
            let mut all: Vec<Run> = Vec::new();
            glyphs.retain(|glyph| !glyph.vertical);
            all.extend(runs_of(&glyphs, 0));
            for column in glyphs_of_columns {
                all.push(whole_run(&column, glyphs.len()));
                glyphs.extend(column);
            }
            all
        } else {
            runs_of(&glyphs, 0)
        };
        Self { glyphs, runs, bounds, left_out }
    }
}

/// The direction of most glyphs.
fn main_direction(glyphs: &[Glyph]) -> Direction {
    const ALL: [Direction; 4] = [Direction::Right, Direction::Up, Direction::Left, Direction::Down];
    let count = |direction: Direction| glyphs.iter().filter(|glyph| glyph.direction == direction).count();
    // The first of equals, so that upright text wins.
    let mut best = (Direction::Right, count(Direction::Right));
    for direction in ALL {
        let found = count(direction);
        if found > best.1 {
            best = (direction, found);
        }
    }
    best.0
}

/// Turns a page that was drawn sideways.
fn turn_upright(glyphs: &mut [Glyph], direction: Direction, bounds: Rectangle) -> Rectangle {
    let degrees = match direction {
        Direction::Up => 90,
        Direction::Left => 180,
        Direction::Down => 270,
        Direction::Right | Direction::Slanting => return bounds,
    };
    let (turn, turned) = bounds.turned(degrees);
    for glyph in glyphs {
        (glyph.x, glyph.y) = turn.apply(glyph.x, glyph.y);
    }
    turned
}

fn runs_of(glyphs: &[Glyph], offset: usize) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (index, glyph) in glyphs.iter().enumerate() {
        let (left, right) = (glyph.x, glyph.x + glyph.width);
        if let Some(run) = runs.last_mut() {
            let em = run.size.max(glyph.size);
            let gap = left - run.right;
            let joins = (glyph.y - run.baseline).abs() <= DRIFT * em
                && gap <= GAP * em
                && gap >= -OVERLAP * em
                && glyph.size <= run.size * 1.3
                && run.size <= glyph.size * 1.3;
            if joins {
                run.end = offset + index + 1;
                run.right = run.right.max(right);
                run.size = em;
                continue;
            }
        }
        runs.push(whole_run(&glyphs[index..=index], offset + index));
    }
    for run in &mut runs {
        (run.bottom, run.top) = (run.baseline - 0.05 * run.size, run.baseline + 0.6 * run.size);
    }
    runs
}

/// One run around all `glyphs`, which stand at `offset` in the page.
fn whole_run(glyphs: &[Glyph], offset: usize) -> Run {
    let mut run = Run {
        first: offset,
        end: offset + glyphs.len(),
        left: f32::INFINITY,
        right: f32::NEG_INFINITY,
        baseline: f32::NEG_INFINITY,
        size: 0.0,
        bottom: f32::INFINITY,
        top: f32::NEG_INFINITY,
    };
    for glyph in glyphs {
        run.left = run.left.min(glyph.x);
        run.right = run.right.max(glyph.x + glyph.width);
        run.baseline = run.baseline.max(glyph.y);
        run.size = run.size.max(glyph.size);
        run.bottom = run.bottom.min(glyph.y);
        run.top = run.top.max(glyph.y + 0.6 * glyph.size);
    }
    run
}

/// Text that is written downwards: columns side by side, from right to left, become one run each group.
fn lay_columns_down(glyphs: &[Glyph]) -> Vec<Vec<Glyph>> {
    let mut columns: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs.iter().filter(|glyph| glyph.vertical) {
        match columns.last_mut() {
            Some(column)
                if column.last().is_some_and(|last| {
                    let step = last.y - glyph.y;
                    (last.x - glyph.x).abs() < 0.6 * glyph.size && step > 0.0 && step < 2.0 * glyph.size
                }) =>
            {
                column.push(*glyph);
            }
            _ => columns.push(vec![*glyph]),
        }
    }
    // Drawing order is kept where a column continues the one at its right.
    let mut groups: Vec<Vec<Glyph>> = Vec::new();
    for column in columns {
        let continues =
            groups.last().and_then(|group| group.last()).zip(column.first()).is_some_and(|(last, first)| {
                let aside = last.x - first.x;
                aside > 0.0 && aside < 3.0 * first.size && first.y >= last.y - first.size
            });
        match groups.last_mut() {
            Some(group) if continues => group.extend(column),
            _ => groups.push(column),
        }
    }
    groups
}
