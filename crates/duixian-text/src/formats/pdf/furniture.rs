//! Page numbers and running heads: found at the edges of all pages together, and left out before the pages are cut.

use std::collections::{HashMap, HashSet};

use super::layout::{PageRuns, Run, median};

/// The part of a page's height, at its top and at its foot, in which furniture stands.
const MARGIN: f32 = 0.16;
/// Rows that are looked at from each edge.
const ROWS: usize = 3;
/// A running head repeats on this many pages at least, and on this part of all pages (left and right ones differ).
const REPEATS: usize = 3;
const REPEATS_PART: f32 = 0.4;
/// Characters of the longest running head.
const LONGEST: usize = 60;
/// Where more than one in so many characters repeats, it is the text itself that does.
const MOST: usize = 4;
/// Points within which a running head keeps its height.
const SAME_HEIGHT: f32 = 6.0;
/// The white between a bare page number and the text, in sizes of the number.
const APART: f32 = 1.1;

/// How many rows were left out.
#[derive(Clone, Copy, Default)]
pub(super) struct Removed {
    pub(super) page_numbers: usize,
    pub(super) running_heads: usize,
}

/// A row of runs at an edge of a page.
struct Row {
    page: usize,
    runs: Vec<usize>,
    text: String,
    /// Whether it stands at the top, and its height.
    place: (bool, i32),
    /// White between it and the next row towards the middle, in sizes.
    apart: f32,
    /// Whether unusual white parts it from the text.
    is_outside: bool,
}

/// Takes page numbers and running heads out of `pages`.
pub(super) fn remove(pages: &mut [PageRuns]) -> Removed {
    let mut rows = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        rows.extend(edge_rows(index, page, true));
        rows.extend(edge_rows(index, page, false));
    }
    let mut repeats: HashMap<(String, bool, i32), HashSet<usize>> = HashMap::new();
    for row in &rows {
        let key = (without_digits(&row.text), row.place.0, row.place.1);
        repeats.entry(key).or_default().insert(row.page);
    }
    let enough = REPEATS.max((REPEATS_PART * pages.len() as f32).ceil() as usize);
    let is_repeated = |row: &Row| {
        if !row.is_outside || row.text.chars().count() > LONGEST {
            return false;
        }
        let wording = without_digits(&row.text);
        let (top, height) = row.place;
        // Rounding may put one head at two heights.
        let same = [height - 1, height, height + 1];
        let found = same.iter().filter_map(|height| repeats.get(&(wording.clone(), top, *height)));
        found.map(HashSet::len).sum::<usize>() >= enough
    };
    let numbers: Vec<&Row> = rows.iter().filter(|row| is_page_number(&row.text, !row.place.0, row.apart)).collect();
    let mut heads: Vec<&Row> =
        rows.iter().filter(|row| is_repeated(row) && !is_page_number(&row.text, !row.place.0, row.apart)).collect();
    let characters = pages.iter().flat_map(|page| &page.runs).map(|run| run.end - run.first).sum::<usize>();
    if heads.iter().map(|row| row.text.chars().count()).sum::<usize>() * MOST > characters {
        heads.clear();
    }
    let mut gone: Vec<HashSet<usize>> = vec![HashSet::new(); pages.len()];
    for row in numbers.iter().chain(&heads) {
        gone[row.page].extend(&row.runs);
    }
    let removed = Removed { page_numbers: numbers.len(), running_heads: heads.len() };
    for (page, gone) in pages.iter_mut().zip(gone) {
        let mut index = 0;
        page.runs.retain(|_| {
            index += 1;
            !gone.contains(&(index - 1))
        });
    }
    removed
}

/// The outermost rows within the margin, from the edge inwards.
fn edge_rows(page_index: usize, page: &PageRuns, top: bool) -> Vec<Row> {
    let margin = MARGIN * page.bounds.height();
    let depth = |run: &Run| if top { page.bounds.top - run.baseline } else { run.baseline - page.bounds.bottom };
    let mut inwards: Vec<usize> = (0..page.runs.len()).collect();
    inwards.sort_by(|one, other| depth(&page.runs[*one]).total_cmp(&depth(&page.runs[*other])));
    let mut rows: Vec<(f32, f32, Vec<usize>)> = Vec::new();
    for index in inwards {
        let run = &page.runs[index];
        if let Some(row) = rows.last_mut().filter(|row| depth(run) - row.0 < 0.5 * run.size) {
            row.2.push(index);
        } else {
            rows.push((depth(run), run.size, vec![index]));
        }
    }
    let whites: Vec<f32> = rows.windows(2).map(|pair| (pair[1].0 - pair[0].0) / pair[0].1 - 1.0).collect();
    let usual = median(whites.clone()).unwrap_or(0.0);
    let white_below = |position: usize| whites.get(position).copied().unwrap_or(f32::INFINITY);
    // The text starts below the last unusual white near the edge.
    let outside = (0..ROWS).rev().find(|position| white_below(*position) > 1.3 * usual + 0.2);
    let mut found = Vec::new();
    for (position, (depth, _, mut runs)) in rows.into_iter().enumerate().take(ROWS) {
        if depth > margin {
            break;
        }
        runs.sort_by(|one, other| page.runs[*one].left.total_cmp(&page.runs[*other].left));
        let glyphs = runs.iter().flat_map(|run| &page.glyphs[page.runs[*run].first..page.runs[*run].end]);
        let text = glyphs.map(|glyph| glyph.character).take(LONGEST + 1).collect();
        found.push(Row {
            page: page_index,
            runs,
            text,
            place: (top, (depth / SAME_HEIGHT) as i32),
            apart: white_below(position),
            is_outside: outside.is_some_and(|outside| position <= outside),
        });
    }
    found
}

fn without_digits(text: &str) -> String {
    text.chars().filter(|character| !character.is_ascii_digit()).collect()
}

/// `- 3 -`, `—3—`, `第3页`, `第 3 页 共 12 页`, `3/12`; a bare number only at the foot and well below the text.
fn is_page_number(text: &str, at_foot: bool, apart: f32) -> bool {
    const FRAME: &str = "-—–－―·•~.|/ 第页共()（）";
    let is_digit = |character: char| {
        character.is_ascii_digit()
            || ('０'..='９').contains(&character)
            || "〇一二三四五六七八九十ivxIVX".contains(character)
    };
    let digits = text.chars().filter(|character| is_digit(*character)).count();
    let framed = text.chars().filter(|character| FRAME.contains(*character)).count();
    if digits == 0 || digits > 8 || digits + framed != text.chars().count() {
        return false;
    }
    let is_number = text.chars().all(|character| character.is_ascii_digit() || ('０'..='９').contains(&character));
    if is_number {
        return at_foot && digits <= 4 && apart >= APART;
    }
    let is_decorated = text.starts_with(|character| FRAME.contains(character))
        && text.ends_with(|character| FRAME.contains(character));
    let is_fraction = text.split_once('/').is_some_and(|(page, pages)| {
        [page, pages].iter().all(|part| !part.is_empty() && part.chars().all(|digit| digit.is_ascii_digit()))
    });
    // `（一）` alone on a row is a heading's number.
    (is_decorated && !text.starts_with(['（', '('])) || (is_fraction && apart >= APART)
}

#[cfg(test)]
mod tests {
    use super::is_page_number;

    #[test]
    fn page_numbers() {
        for text in ["-3-", "—3—", "－１２－", "第3页", "第3页共12页", "·15·", "- 3 -", "—四—"] {
            assert!(is_page_number(text, true, 0.5), "{text}");
        }
        assert!(is_page_number("3", true, 2.0) && is_page_number("3/12", true, 2.0));
        assert!(!is_page_number("3", true, 0.6) && !is_page_number("3", false, 2.0));
        for text in ["（一）", "3.8%", "2024年", "——", "增长3", "12345.67", ""] {
            assert!(!is_page_number(text, true, 3.0), "{text}");
        }
    }
}
