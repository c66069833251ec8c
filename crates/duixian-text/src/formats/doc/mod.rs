//! Word 97–2003: opens the compound file, checks the header and puts the parts together.
//! Never reads headers, footers, notes and comments: they are not the report's running text.

mod bytes;
mod lists;
mod pieces;
mod properties;
mod styles;
mod text;

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::{Extracted, MAX_FILE_BYTES, damaged};
use crate::{Format, ReadError};
use bytes::{slice, u16_at, u32_at};

type Container<'a> = CompoundFile<Cursor<&'a [u8]>>;

/// First number of a Word 97 main stream; older versions have others.
const WORD_97: u16 = 0xa5ec;
/// The lowest version that keeps its text in the layout of Word 97.
const LOWEST_VERSION: u16 = 0xbf;

pub(super) fn extract(bytes: &[u8]) -> Result<Extracted, ReadError> {
    let mut container = CompoundFile::open(Cursor::new(bytes))
        .map_err(|error| damaged(Format::Doc, format!("the compound file cannot be opened: {error}")))?;
    check_kind(&container)?;
    let main = read_stream(&mut container, "WordDocument")?;
    let header = Header::read(&main)?;
    // A wrong choice of table is forgiven where there is no choice.
    let [named, other] = if header.uses_first_table { ["1Table", "0Table"] } else { ["0Table", "1Table"] };
    let name = if container.is_stream(named) { named } else { other };
    let table = read_stream(&mut container, name)?;
    text::read(&main, &table, &header)
}

/// What else keeps its parts in a compound file.
fn check_kind(container: &Container<'_>) -> Result<(), ReadError> {
    if container.is_stream("EncryptedPackage") {
        return Err(ReadError::Encrypted { format: Format::Docx });
    }
    if container.is_stream("WordDocument") {
        return Ok(());
    }
    let found = if container.is_stream("Workbook") || container.is_stream("Book") {
        "an Excel 97 workbook"
    } else if container.is_stream("PowerPoint Document") {
        "a PowerPoint 97 presentation"
    } else if container.is_stream("__properties_version1.0") {
        "an Outlook message"
    } else {
        "a compound file without a Word document"
    };
    Err(ReadError::Unsupported { found: found.to_owned() })
}

fn read_stream(container: &mut Container<'_>, name: &str) -> Result<Vec<u8>, ReadError> {
    let failed = |error: std::io::Error| damaged(Format::Doc, format!("the stream {name} cannot be read: {error}"));
    let stream = container.open_stream(name).map_err(failed)?;
    let mut bytes = Vec::with_capacity(stream.len().min(MAX_FILE_BYTES) as usize);
    stream.take(MAX_FILE_BYTES).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// A stretch of the table stream, named by the header.
#[derive(Clone, Copy, Debug, Default)]
struct Stretch {
    start: usize,
    length: usize,
}

impl Stretch {
    /// The stretch itself; empty where it lies outside.
    fn of(self, table: &[u8]) -> &[u8] {
        slice(table, self.start, self.length).unwrap_or_default()
    }
}

/// The part of the file information block that the text needs.
#[derive(Debug)]
struct Header {
    uses_first_table: bool,
    /// Characters of the main text.
    text_length: usize,
    /// Characters of notes, headers and comments, which stand between the main text and the text boxes.
    other_length: usize,
    /// Characters of the text boxes.
    boxes_length: usize,
    pieces: Stretch,
    character_properties: Stretch,
    paragraph_properties: Stretch,
    styles: Stretch,
    /// The list table; its levels follow behind it.
    list_table: Stretch,
    list_overrides: Stretch,
}

impl Header {
    fn read(main: &[u8]) -> Result<Self, ReadError> {
        let cut_off = || damaged(Format::Doc, "the header is cut off");
        let kind = u16_at(main, 0).ok_or_else(cut_off)?;
        let version = u16_at(main, 2).ok_or_else(cut_off)?;
        let flags = u16_at(main, 10).ok_or_else(cut_off)?;
        if kind != WORD_97 || version < LOWEST_VERSION {
            return match version {
                1..LOWEST_VERSION => Err(ReadError::Unsupported { found: "Word 6 or Word 95".to_owned() }),
                _ => Err(damaged(Format::Doc, "the main stream does not begin like a Word document")),
            };
        }
        if flags & 0x0100 != 0 {
            return Err(ReadError::Encrypted { format: Format::Doc });
        }
        let length = |offset| u32_at(main, offset).map(|length| length as usize).ok_or_else(cut_off);
        let stretch = |index: usize| {
            let at = 154 + index * 8;
            let start = u32_at(main, at).unwrap_or(0) as usize;
            let length = u32_at(main, at + 4).unwrap_or(0) as usize;
            Stretch { start, length }
        };
        Ok(Self {
            uses_first_table: flags & 0x0200 != 0,
            text_length: length(76)?,
            other_length: [80, 84, 88, 92, 96].into_iter().try_fold(0_usize, |sum, at| Ok(sum + length(at)?))?,
            boxes_length: length(100)?,
            pieces: stretch(33),
            character_properties: stretch(12),
            paragraph_properties: stretch(13),
            styles: stretch(1),
            list_table: stretch(73),
            list_overrides: stretch(74),
        })
    }
}
