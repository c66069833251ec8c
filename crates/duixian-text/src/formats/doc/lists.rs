//! The list tables of a Word 97 document as rules for the counters. Never counts itself.

use std::collections::HashMap;

use super::super::numbering::{LEVELS, LevelRule, List, NumberFormat, Numbering, Override};
use super::Header;
use super::bytes::{slice, u8_at, u16_at, u32_at};

/// Bytes of a list's entry, and of a level's fixed part.
const ENTRY: usize = 28;
/// Bytes of an entry in the table of overrides.
const OVERRIDE_ENTRY: usize = 16;

/// Reads the lists as far as they are sound; their numbers count from 1 as paragraphs do.
pub(super) fn read(table: &[u8], header: &Header) -> Numbering {
    let mut numbering = Numbering::default();
    let schemes = read_schemes(table, header, &mut numbering).unwrap_or_default();
    // A cut table keeps the lists before the cut.
    let _ = read_overrides(header.list_overrides.of(table), &schemes, &mut numbering);
    numbering
}

/// The shared rules: list identifier → number of the rules.
fn read_schemes(table: &[u8], header: &Header, numbering: &mut Numbering) -> Option<HashMap<u32, u32>> {
    let start = header.list_table.start;
    if header.list_table.length == 0 {
        return None;
    }
    let count = usize::from(u16_at(table, start)?);
    let mut levels_at = start + 2 + count * ENTRY;
    let mut schemes = HashMap::new();
    for index in 0..count {
        let entry = slice(table, start + 2 + index * ENTRY, ENTRY)?;
        let identifier = u32_at(entry, 0)?;
        let levels = if entry[26] & 1 == 1 { 1 } else { LEVELS };
        let mut rules = Vec::with_capacity(levels);
        for _ in 0..levels {
            let Some((rule, length)) = table.get(levels_at..).and_then(read_level) else { return Some(schemes) };
            levels_at += length;
            rules.push(rule);
        }
        schemes.insert(identifier, index as u32);
        numbering.schemes.insert(index as u32, rules);
    }
    Some(schemes)
}

/// A level's rule, and how many bytes it took.
fn read_level(bytes: &[u8]) -> Option<(LevelRule, usize)> {
    let flags = u8_at(bytes, 5)?;
    let lists_length = usize::from(u8_at(bytes, 24)?) + usize::from(u8_at(bytes, 25)?);
    let restart = usize::from(u8_at(bytes, 26)?);
    let label_at = ENTRY + lists_length;
    let label_length = usize::from(u16_at(bytes, label_at)?);
    let units = slice(bytes, label_at + 2, label_length * 2)?;
    let units = units.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    let mut label = String::new();
    for character in char::decode_utf16(units).map(|result| result.unwrap_or(char::REPLACEMENT_CHARACTER)) {
        match character as u32 {
            // The lowest characters stand for the numbers of the levels.
            level @ 0..9 => {
                label.push('%');
                label.extend(char::from_digit(level + 1, 10));
            }
            _ => label.push(character),
        }
    }
    let rule = LevelRule {
        start: u32_at(bytes, 0)?.min(i32::MAX as u32),
        format: NumberFormat::from_code(u8_at(bytes, 4)?),
        label,
        is_legal: flags & 0x04 != 0,
        restart_below: (flags & 0x08 != 0).then_some(restart),
        is_tight: u8_at(bytes, 15)? == 2,
    };
    Some((rule, label_at + 2 + label_length * 2))
}

fn read_overrides(table: &[u8], schemes: &HashMap<u32, u32>, numbering: &mut Numbering) -> Option<()> {
    let count = u32_at(table, 0)? as usize;
    let mut data_at = 4 + count.checked_mul(OVERRIDE_ENTRY)?;
    let mut changes_of = Vec::new();
    for index in 0..count {
        let entry = slice(table, 4 + index * OVERRIDE_ENTRY, OVERRIDE_ENTRY)?;
        let number = index as u32 + 1;
        if let Some(&scheme) = schemes.get(&u32_at(entry, 0)?) {
            numbering.lists.insert(number, List { scheme, overrides: HashMap::new() });
        }
        changes_of.push((number, entry[12]));
    }
    for (number, changes) in changes_of {
        data_at += 4;
        for _ in 0..changes {
            let start = u32_at(table, data_at)?;
            let flags = u32_at(table, data_at + 4)?;
            data_at += 8;
            let mut change = Override { start: (flags & 0x10 != 0).then_some(start), rule: None };
            if flags & 0x20 != 0 {
                let (rule, length) = read_level(table.get(data_at..)?)?;
                change.start = change.start.map(|_| rule.start);
                change.rule = Some(rule);
                data_at += length;
            }
            if let Some(list) = numbering.lists.get_mut(&number) {
                list.overrides.insert((flags & 0x0f) as usize, change);
            }
        }
    }
    Some(())
}
