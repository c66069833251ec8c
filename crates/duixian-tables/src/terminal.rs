//! Tables for a terminal: columns aligned, long words wrapped, readable without colour.

use crate::{Column, ColumnKind, Table, width};

/// The terminal that a table is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TerminalStyle {
    /// Columns to fill at most.
    pub width: usize,
    /// Whether headings may be bold.
    pub colour: bool,
}

impl Default for TerminalStyle {
    fn default() -> Self {
        Self { width: 80, colour: false }
    }
}

const GAP: &str = "  ";
/// No column of words is made narrower than this, so that a few Chinese characters remain.
const NARROWEST: usize = 8;
/// A cell runs over at most this many lines.
const LINES: usize = 3;

impl Table {
    /// The table as lines of at most `style.width` columns.
    ///
    /// A column of numbers is never cut; where the rest is too wide, the widest columns of words are wrapped.
    pub fn to_terminal(&self, style: TerminalStyle) -> String {
        let cells = self.printed_cells();
        let widths = self.column_widths(&cells, style.width);
        let mut out = String::new();

        let names = self.columns.iter().map(|column| width::one_line(&column.name)).collect::<Vec<_>>();
        let heading = lines_of(&names, &self.columns, &widths);
        let (bold, plain) = if style.colour { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
        for line in heading {
            out.extend([bold, &line, plain, "\n"]);
        }
        let rules = widths.iter().map(|&width| "─".repeat(width)).collect::<Vec<_>>();
        out.push_str(&rules.join(GAP));
        out.push('\n');
        for line in cells.iter().flat_map(|row| lines_of(row, &self.columns, &widths)) {
            out.extend([line.as_str(), "\n"]);
        }
        out
    }

    fn printed_cells(&self) -> Vec<Vec<String>> {
        self.rows.iter().map(|row| row.iter().map(|cell| width::one_line(&cell.printed())).collect()).collect()
    }

    /// Each column as wide as its widest cell, then the widest columns of words made narrower until all fit.
    fn column_widths(&self, cells: &[Vec<String>], available: usize) -> Vec<usize> {
        let widest = |index: usize, column: &Column| {
            let of_cells = cells.iter().map(|row| width::of(&row[index]));
            of_cells.chain([width::of(&column.name)]).max().unwrap_or(0)
        };
        let mut widths =
            self.columns.iter().enumerate().map(|(index, column)| widest(index, column)).collect::<Vec<_>>();
        let gaps = GAP.len() * self.columns.len().saturating_sub(1);
        while widths.iter().sum::<usize>() + gaps > available {
            let wraps = |index: &usize| self.columns[*index].kind == ColumnKind::Text && widths[*index] > NARROWEST;
            let Some(widest) = (0..widths.len()).filter(wraps).max_by_key(|&index| widths[index]) else { break };
            widths[widest] -= 1;
        }
        widths
    }
}

/// One row as the lines it takes.
fn lines_of(cells: &[String], columns: &[Column], widths: &[usize]) -> Vec<String> {
    let wrapped = cells.iter().zip(widths).map(|(cell, &width)| width::wrap(cell, width, LINES)).collect::<Vec<_>>();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0).max(1);
    (0..height)
        .map(|line| {
            let padded =
                columns.iter().zip(widths).zip(&wrapped).map(|((column, &width), lines)| {
                    pad(lines.get(line).map_or("", String::as_str), width, column.kind)
                });
            padded.collect::<Vec<_>>().join(GAP).trim_end().to_owned()
        })
        .collect()
}

/// Numbers stand at the right, everything else at the left.
fn pad(words: &str, width: usize, kind: ColumnKind) -> String {
    let blanks = " ".repeat(width.saturating_sub(width::of(words)));
    match kind {
        ColumnKind::Integer | ColumnKind::Number => format!("{blanks}{words}"),
        ColumnKind::Text | ColumnKind::Date => format!("{words}{blanks}"),
    }
}

#[cfg(test)]
mod tests {
    use super::TerminalStyle;
    use crate::{Cell, Column, ColumnKind, Table, width};

    fn example() -> Table {
        let mut table = Table::new(vec![
            Column::new("subject", ColumnKind::Text),
            Column::new("value", ColumnKind::Number),
            Column::new("sentence", ColumnKind::Text),
        ]);
        let sentence = "全年完成固定资产投资八十余亿元，新开工重大项目六十一个，其中投资过亿元的项目二十四个。";
        table.push(vec![Cell::text("固定资产投资"), Cell::number("8000000000"), Cell::text(sentence)]);
        table.push(vec![Cell::text("重大项目"), Cell::number("61"), Cell::text("短句。")]);
        table
    }

    #[test]
    fn columns_line_up_and_words_wrap() {
        insta::assert_snapshot!(example().to_terminal(TerminalStyle { width: 60, colour: false }), @"
        subject            value  sentence
        ────────────  ──────────  ──────────────────────────────────
        固定资产投资  8000000000  全年完成固定资产投资八十余亿元，新
                                  开工重大项目六十一个，其中投资过亿
                                  元的项目二十四个。
        重大项目              61  短句。
        ");
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        for width in [30, 40, 60, 80, 200] {
            let written = example().to_terminal(TerminalStyle { width, colour: false });
            assert!(written.lines().all(|line| width::of(line) <= width.max(34)), "{written}");
        }
    }

    #[test]
    fn colour_only_makes_the_heading_bold() {
        let plain = example().to_terminal(TerminalStyle { width: 60, colour: false });
        let coloured = example().to_terminal(TerminalStyle { width: 60, colour: true });
        assert_eq!(coloured.replace("\u{1b}[1m", "").replace("\u{1b}[0m", ""), plain);
        assert!(coloured.starts_with("\u{1b}[1m"));
    }
}
