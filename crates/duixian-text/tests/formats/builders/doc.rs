//! Word 97 documents: header, piece table, property pages, list tables.

use super::{compound_file, utf_16};

/// Deleted in a tracked change.
pub const DELETED: &[u8] = &[0x00, 0x08, 1];
/// Hidden.
pub const HIDDEN: &[u8] = &[0x3c, 0x08, 1];
/// In a table.
pub const IN_TABLE: &[u8] = &[0x16, 0x24, 1];
/// The mark that ends a row.
pub const ROW_END: &[u8] = &[0x16, 0x24, 1, 0x17, 0x24, 1];
/// The mark of a cell in a table within a table.
pub const INNER_CELL: &[u8] = &[0x16, 0x24, 1, 0x4b, 0x24, 1];
pub const INNER_ROW: &[u8] = &[0x16, 0x24, 1, 0x4b, 0x24, 1, 0x4c, 0x24, 1];

/// Where the text begins in the main stream.
const TEXT_START: usize = 1024;

/// A document in the making.
#[derive(Clone, Default)]
pub struct Doc {
    units: Vec<u16>,
    /// First unit, one past the last, properties.
    characters: Vec<(usize, usize, Vec<u8>)>,
    paragraphs: Vec<(usize, usize, Vec<u8>)>,
    paragraph_start: usize,
    /// Units of the main text, if text boxes follow.
    main_length: Option<usize>,
    /// Label formats: code of the number format and label, one list of one level each.
    lists: Vec<(u8, String)>,
    /// Header flags beside the table stream's.
    flags: u16,
    version: Option<u16>,
    /// Words in Windows-1252 that follow the text in a piece of their own.
    narrow: Vec<u8>,
}

impl Doc {
    /// A document of plain paragraphs.
    pub fn of(paragraphs: &[&str]) -> Vec<u8> {
        paragraphs.iter().fold(Self::default(), |doc, paragraph| doc.text(paragraph).end(&[])).build()
    }

    /// Sets header flags.
    pub fn flags(mut self, flags: u16) -> Self {
        self.flags = flags;
        self
    }

    /// States another version.
    pub fn version(mut self, version: u16) -> Self {
        self.version = Some(version);
        self
    }

    pub fn text(self, text: &str) -> Self {
        self.marked(text, &[])
    }

    /// Text with character properties.
    pub fn marked(mut self, text: &str, properties: &[u8]) -> Self {
        let start = self.units.len();
        self.units.extend(text.encode_utf16());
        if !properties.is_empty() {
            self.characters.push((start, self.units.len(), properties.to_vec()));
        }
        self
    }

    /// Ends a paragraph with properties.
    pub fn end(self, properties: &[u8]) -> Self {
        self.text("\r").properties(properties)
    }

    /// Ends a table cell, or with [`ROW_END`] a row.
    pub fn cell(self, properties: &[u8]) -> Self {
        self.text("\u{7}").properties(properties)
    }

    /// Gives the paragraph that was just ended its properties.
    pub fn properties(mut self, properties: &[u8]) -> Self {
        let end = self.units.len();
        self.paragraphs.push((self.paragraph_start, end, properties.to_vec()));
        self.paragraph_start = end;
        self
    }

    /// What follows stands in text boxes.
    pub fn boxes(mut self) -> Self {
        self.main_length = Some(self.units.len());
        self
    }

    /// Adds a list, whose number is its place from 1.
    pub fn list(mut self, code: u8, label: &str) -> Self {
        self.lists.push((code, label.to_owned()));
        self
    }

    /// Properties of a paragraph in a list.
    pub fn in_list(number: u8) -> Vec<u8> {
        vec![0x0b, 0x46, number, 0, 0x0a, 0x26, 0]
    }

    /// Text in Windows-1252 at the end of the main text.
    pub fn narrow(mut self, bytes: &[u8]) -> Self {
        self.narrow.extend_from_slice(bytes);
        self
    }

    pub fn build(self) -> Vec<u8> {
        let (main, table) = self.streams();
        compound_file(&[("WordDocument", &main), ("1Table", &table)])
    }

    /// The main stream and the table stream.
    pub fn streams(&self) -> (Vec<u8>, Vec<u8>) {
        let mut main = vec![0; TEXT_START];
        main.extend(self.units.iter().flat_map(|unit| unit.to_le_bytes()));
        let narrow_at = main.len();
        main.extend_from_slice(&self.narrow);
        let characters = self.pages(&mut main, &self.characters, 1);
        let paragraphs: Vec<_> = self
            .paragraphs
            .iter()
            .map(|(start, end, list)| {
                let mut with_style = vec![0, 0];
                with_style.extend_from_slice(list);
                (*start, *end, with_style)
            })
            .collect();
        let paragraphs = self.pages(&mut main, &paragraphs, 13);

        let mut table = Vec::new();
        let pieces = stretch(&mut table, &self.piece_table(narrow_at));
        let characters = stretch(&mut table, &characters);
        let paragraphs = stretch(&mut table, &paragraphs);
        let (lists, overrides) = self.list_tables();
        let lists = stretch(&mut table, &lists);
        let overrides = stretch(&mut table, &overrides);

        put(&mut main, 0, &0xa5ec_u16.to_le_bytes());
        put(&mut main, 2, &self.version.unwrap_or(0xc1).to_le_bytes());
        put(&mut main, 10, &(self.flags | 0x0200).to_le_bytes());
        let all = self.units.len() + self.narrow.len();
        let main_length = self.main_length.unwrap_or(all);
        put(&mut main, 76, &(main_length as u32).to_le_bytes());
        put(&mut main, 100, &((all - main_length) as u32).to_le_bytes());
        for (index, (start, length)) in [(33, pieces), (12, characters), (13, paragraphs), (73, lists), (74, overrides)]
        {
            put(&mut main, 154 + index * 8, &start.to_le_bytes());
            put(&mut main, 158 + index * 8, &length.to_le_bytes());
        }
        (main, table)
    }

    fn piece_table(&self, narrow_at: usize) -> Vec<u8> {
        let units = self.units.len();
        let mut limits = vec![0, units as u32];
        let mut places = vec![TEXT_START as u32];
        if !self.narrow.is_empty() {
            limits.push((units + self.narrow.len()) as u32);
            places.push((narrow_at as u32 * 2) | 0x4000_0000);
        }
        let mut plex: Vec<u8> = limits.iter().flat_map(|limit| limit.to_le_bytes()).collect();
        for place in places {
            plex.extend_from_slice(&[0, 0]);
            plex.extend_from_slice(&place.to_le_bytes());
            plex.extend_from_slice(&[0, 0]);
        }
        let mut table = vec![2];
        table.extend_from_slice(&(plex.len() as u32).to_le_bytes());
        table.extend(plex);
        table
    }

    /// Writes property pages to the main stream and returns the table that names them.
    fn pages(&self, main: &mut Vec<u8>, stretches: &[(usize, usize, Vec<u8>)], entry_size: usize) -> Vec<u8> {
        let mut firsts = Vec::new();
        let mut numbers = Vec::new();
        for chunk in stretches.chunks(8) {
            main.resize(main.len().next_multiple_of(512), 0);
            numbers.push((main.len() / 512) as u32);
            firsts.push(byte_of(chunk[0].0));
            main.extend(page(chunk, entry_size));
        }
        firsts.push(byte_of(self.units.len()));
        firsts.iter().chain(&numbers).flat_map(|number| number.to_le_bytes()).collect()
    }

    fn list_tables(&self) -> (Vec<u8>, Vec<u8>) {
        let mut lists = (self.lists.len() as u16).to_le_bytes().to_vec();
        let mut levels = Vec::new();
        let mut overrides = (self.lists.len() as u32).to_le_bytes().to_vec();
        for (index, (code, label)) in self.lists.iter().enumerate() {
            let identifier = (1000 + index as u32).to_le_bytes();
            let mut entry = vec![0; 28];
            put(&mut entry, 0, &identifier);
            entry[26] = 1;
            lists.extend(entry);
            let mut level = vec![0; 28];
            level[0] = 1;
            level[4] = *code;
            level.extend_from_slice(&(label.encode_utf16().count() as u16).to_le_bytes());
            level.extend(utf_16(label));
            levels.extend(level);
            let mut entry = vec![0; 16];
            put(&mut entry, 0, &identifier);
            overrides.extend(entry);
        }
        overrides.extend(self.lists.iter().flat_map(|_| [0xff; 4]));
        lists.extend(levels);
        (lists, overrides)
    }
}

fn byte_of(unit: usize) -> u32 {
    (TEXT_START + unit * 2) as u32
}

/// A page of properties; gaps between stretches have none.
fn page(stretches: &[(usize, usize, Vec<u8>)], entry_size: usize) -> Vec<u8> {
    let mut entries: Vec<(u32, Option<&[u8]>)> = Vec::new();
    let mut at = None;
    for (start, end, list) in stretches {
        if at.is_some_and(|at| at < byte_of(*start)) {
            entries.push((at.unwrap(), None));
        }
        entries.push((byte_of(*start), Some(list)));
        at = Some(byte_of(*end));
    }
    let mut page = vec![0; 512];
    let count = entries.len();
    let mut free = 510;
    for (index, (start, list)) in entries.iter().enumerate() {
        put(&mut page, index * 4, &start.to_le_bytes());
        let Some(list) = list else { continue };
        let mut written = list.to_vec();
        if entry_size == 1 {
            written.insert(0, list.len() as u8);
        } else if list.len() % 2 == 1 {
            written.insert(0, (list.len() as u8).div_ceil(2));
        } else {
            written.splice(0..0, [0, list.len() as u8 / 2]);
        }
        free = (free - written.len()) & !1;
        put(&mut page, free, &written);
        page[(count + 1) * 4 + index * entry_size] = (free / 2) as u8;
    }
    put(&mut page, count * 4, &at.unwrap().to_le_bytes());
    page[511] = count as u8;
    page
}

fn put(bytes: &mut [u8], at: usize, part: &[u8]) {
    bytes[at..at + part.len()].copy_from_slice(part);
}

fn stretch(table: &mut Vec<u8>, part: &[u8]) -> (u32, u32) {
    let start = table.len() as u32;
    table.extend_from_slice(part);
    (start, part.len() as u32)
}
