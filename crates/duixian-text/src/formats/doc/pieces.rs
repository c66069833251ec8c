//! The piece table: where in the main stream each stretch of characters lies. Never decodes them.

use super::super::{beyond, damaged};
use super::bytes::{slice, u8_at, u16_at, u32_at};
use super::properties::{self, CharacterChange};
use crate::{Format, ReadError};

/// A stretch of characters that lie one behind the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// First character, counted over the whole document.
    pub(super) first: usize,
    /// One past the last.
    pub(super) end: usize,
    /// Byte of the first character in the main stream.
    pub(super) offset: usize,
    /// One byte a character (Windows-1252) instead of two (UTF-16).
    pub(super) is_narrow: bool,
    /// What a fast save changed for the whole piece.
    pub(super) change: CharacterChange,
}

impl Piece {
    /// Bytes of one character.
    pub(super) fn width(&self) -> usize {
        if self.is_narrow { 1 } else { 2 }
    }
}

/// Reads the piece table. `stream_length` is that of the main stream: no text can have more characters.
pub(super) fn read(table: &[u8], stream_length: usize) -> Result<Vec<Piece>, ReadError> {
    let broken = || damaged(Format::Doc, "the piece table is cut off");
    let mut changes = Vec::new();
    let mut at = 0;
    // Property lists of fast saves come first, then the table itself.
    while u8_at(table, at) == Some(1) {
        let length = u16_at(table, at + 1).ok_or_else(broken)? as usize;
        changes.push(slice(table, at + 3, length).ok_or_else(broken)?);
        at += 3 + length;
    }
    if u8_at(table, at) != Some(2) {
        return Err(damaged(Format::Doc, "there is no piece table"));
    }
    let length = u32_at(table, at + 1).ok_or_else(broken)? as usize;
    let plex = slice(table, at + 5, length).ok_or_else(broken)?;
    let count = plex.len().saturating_sub(4) / 12;
    let pieces: Option<Vec<Piece>> = (0..count).map(|index| read_piece(plex, count, index, &changes)).collect();
    let pieces = pieces.ok_or_else(broken)?;
    let is_ordered = pieces.windows(2).all(|pair| pair[0].end == pair[1].first);
    if !is_ordered || pieces.iter().any(|piece| piece.end < piece.first) {
        return Err(damaged(Format::Doc, "the piece table is out of order"));
    }
    if pieces.last().is_some_and(|piece| piece.end > stream_length) {
        return Err(beyond(Format::Doc, "the piece table names more characters than the file has bytes"));
    }
    Ok(pieces)
}

fn read_piece(plex: &[u8], count: usize, index: usize, changes: &[&[u8]]) -> Option<Piece> {
    let first = u32_at(plex, index * 4)? as usize;
    let end = u32_at(plex, index * 4 + 4)? as usize;
    let descriptor = (count + 1) * 4 + index * 8;
    let place = u32_at(plex, descriptor + 2)?;
    let modifier = u16_at(plex, descriptor + 6)?;
    let is_narrow = place & 0x4000_0000 != 0;
    let offset = (place & 0x3fff_ffff) as usize;
    let offset = if is_narrow { offset / 2 } else { offset };
    Some(Piece { first, end, offset, is_narrow, change: piece_change(modifier, changes) })
}

/// A modifier is one small property, or the number of a list of properties.
fn piece_change(modifier: u16, changes: &[&[u8]]) -> CharacterChange {
    if modifier & 1 == 1 {
        return changes
            .get(usize::from(modifier >> 1))
            .map_or_else(CharacterChange::default, |list| properties::character_change(list));
    }
    let is_on = Some(modifier >> 8 != 0);
    match (modifier >> 1) & 0x7f {
        0x41 => CharacterChange { is_deleted: is_on, ..CharacterChange::default() },
        0x5c => CharacterChange { is_hidden: is_on, ..CharacterChange::default() },
        _ => CharacterChange::default(),
    }
}
