//! Properties of characters and paragraphs by their bytes in the main stream: only those that change the text.

use super::super::beyond;
use super::bytes::{slice, u8_at, u16_at, u32_at};
use crate::{Format, ReadError};

/// Pages of properties have this size and are named by their number.
const PAGE: usize = 512;
/// More stretches with properties than any report has.
const MAX_STRETCHES: usize = 4_000_000;

/// What a list of properties says of characters; `None` where it does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CharacterChange {
    /// Deleted in a tracked change.
    pub(super) is_deleted: Option<bool>,
    pub(super) is_hidden: Option<bool>,
    /// A picture character of a symbol font stands here.
    pub(super) is_symbol: bool,
    /// Character style.
    pub(super) style: Option<u16>,
}

/// What a list of properties says of a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ParagraphChange {
    pub(super) style: u16,
    /// Number of the list from 1; 0 for none.
    pub(super) list: Option<u16>,
    pub(super) level: Option<u8>,
    pub(super) is_in_table: bool,
    pub(super) mark: Mark,
}

/// What the mark at the end of a paragraph ends besides it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing, or a cell where the mark itself says so.
    #[default]
    Paragraph,
    /// A table row.
    Row,
    /// A cell of a table within a table.
    InnerCell,
    /// A row of a table within a table.
    InnerRow,
}

/// Something that holds for the bytes from `start` to `end` of the main stream.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch<Change> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) change: Change,
}

/// Calls `apply` with code and operand of every property in a list.
fn each_property(mut list: &[u8], mut apply: impl FnMut(u16, &[u8])) {
    while let Some(code) = u16_at(list, 0) {
        let rest = &list[2..];
        let (skip, length) = match code >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            _ => match code {
                // Table definitions state their length in two bytes, counted from the second.
                0xd608 => (2, usize::from(u16_at(rest, 0).unwrap_or(1)).saturating_sub(1)),
                // Tab changes that are too long state 255: their real length is in two lists of their own.
                0xc615 if u8_at(rest, 0) == Some(255) => (1, long_tabs(rest)),
                _ => (1, usize::from(u8_at(rest, 0).unwrap_or(0))),
            },
        };
        let Some(operand) = slice(rest, skip, length) else { return };
        apply(code, operand);
        list = &rest[skip + length..];
    }
}

fn long_tabs(rest: &[u8]) -> usize {
    let deleted = usize::from(u8_at(rest, 1).unwrap_or(0));
    let added = usize::from(u8_at(rest, 2 + deleted * 4).unwrap_or(0));
    2 + deleted * 4 + added * 3
}

fn is_on(operand: &[u8]) -> Option<bool> {
    match operand.first() {
        Some(0) => Some(false),
        // 0x81 is the opposite of the style, whose text is nearly never hidden.
        Some(1 | 0x81) => Some(true),
        _ => None,
    }
}

/// Reads a list of character properties.
pub(super) fn character_change(list: &[u8]) -> CharacterChange {
    let mut change = CharacterChange::default();
    each_property(list, |code, operand| match code {
        0x0800 => change.is_deleted = is_on(operand),
        0x083c => change.is_hidden = is_on(operand),
        0x6a09 => change.is_symbol = true,
        0x4a30 => change.style = u16_at(operand, 0),
        _ => {}
    });
    change
}

/// Reads a list of paragraph properties.
pub(super) fn paragraph_change(style: u16, list: &[u8]) -> ParagraphChange {
    let mut change = ParagraphChange { style, ..ParagraphChange::default() };
    each_property(list, |code, operand| match code {
        0x4600 => change.style = u16_at(operand, 0).unwrap_or(change.style),
        0x260a => change.level = u8_at(operand, 0),
        0x460b => change.list = u16_at(operand, 0),
        0x2416 => change.is_in_table = is_on(operand) == Some(true),
        0x2417 if is_on(operand) == Some(true) => change.mark = Mark::Row,
        // The mark of an inner row is the mark of a cell as well.
        0x244b if is_on(operand) == Some(true) && change.mark == Mark::Paragraph => change.mark = Mark::InnerCell,
        0x244c if is_on(operand) == Some(true) => change.mark = Mark::InnerRow,
        _ => {}
    });
    change
}

/// Stretches of characters with properties of interest, in order of their bytes.
pub(super) fn characters(main: &[u8], bins: &[u8]) -> Result<Vec<Stretch<CharacterChange>>, ReadError> {
    read_pages(main, bins, 1, |page, entry| {
        let offset = usize::from(u8_at(page, entry)?) * 2;
        let length = usize::from(u8_at(page, offset)?);
        let list = if offset == 0 { &[] } else { slice(page, offset + 1, length)? };
        Some(character_change(list))
    })
}

/// Stretches of paragraphs with properties of interest, in order of their bytes.
pub(super) fn paragraphs(main: &[u8], bins: &[u8]) -> Result<Vec<Stretch<ParagraphChange>>, ReadError> {
    read_pages(main, bins, 13, |page, entry| {
        let offset = usize::from(u8_at(page, entry)?) * 2;
        if offset == 0 {
            return Some(ParagraphChange::default());
        }
        let (start, length) = match u8_at(page, offset)? {
            0 => (offset + 2, usize::from(u8_at(page, offset + 1)?) * 2),
            halves => (offset + 1, usize::from(halves) * 2 - 1),
        };
        let list = slice(page, start, length)?;
        Some(paragraph_change(u16_at(list, 0)?, list.get(2..)?))
    })
}

/// Goes through all property pages that `bins` names; entries are `entry_size` bytes behind the page's offsets.
fn read_pages<Change: Default + PartialEq>(
    main: &[u8],
    bins: &[u8],
    entry_size: usize,
    read_entry: impl Fn(&[u8], usize) -> Option<Change>,
) -> Result<Vec<Stretch<Change>>, ReadError> {
    let count = (bins.len().saturating_sub(4) / 8).min(main.len() / PAGE);
    let first_number = bins.len().saturating_sub(4) / 8 * 4 + 4;
    let mut stretches = Vec::new();
    for index in 0..count {
        let Some(number) = u32_at(bins, first_number + index * 4) else { break };
        let Some(page) = slice(main, (number & 0x003f_ffff) as usize * PAGE, PAGE) else { continue };
        let entries = usize::from(page[PAGE - 1]);
        let limits = |entry: usize| u32_at(page, entry * 4).map(|offset| offset as usize);
        for entry in 0..entries {
            let (Some(start), Some(end)) = (limits(entry), limits(entry + 1)) else { break };
            let Some(change) = read_entry(page, (entries + 1) * 4 + entry * entry_size) else { continue };
            if change != Change::default() && start < end {
                stretches.push(Stretch { start, end, change });
            }
        }
        if stretches.len() > MAX_STRETCHES {
            return Err(beyond(Format::Doc, format!("more than {MAX_STRETCHES} stretches with properties")));
        }
    }
    stretches.sort_by_key(|stretch| stretch.start);
    Ok(stretches)
}
