//! What the fuzz targets share: the contract that every file must keep, and containers around mutated parts.
//!
//! A mutated archive is mostly refused at its first wrong checksum. So each target of a packed format takes its input
//! either as a whole file, or as the parts that it packs soundly before they are read.

use std::io::{Cursor, Write};

use duixian_text::{Format, extract};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Parts of an input are separated by a byte that no UTF-8 text holds.
pub const PART_END: u8 = 0xff;

/// Reads a file and panics where the reader breaks its contract.
pub fn check(file: &[u8]) {
    let Ok(extracted) = extract(file) else { return };
    assert!(!extracted.text.trim().is_empty(), "empty text is no error");
    if extracted.format != Format::Txt && extracted.format != Format::Pdf {
        assert!(extracted.text.lines().all(|line| !line.is_empty()), "an empty paragraph");
    }
}

/// A sound archive of parts as given, stored as they are.
pub fn archive(names: &[&str], input: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in names.iter().zip(input.split(|byte| *byte == PART_END)) {
        if writer.start_file(*name, options).and_then(|()| Ok(writer.write_all(part)?)).is_err() {
            return Vec::new();
        }
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// A sound compound file of a main stream, whose length stands in the first two bytes, and the table stream behind it.
pub fn compound_file(input: &[u8]) -> Vec<u8> {
    let Some(([low, high], streams)) = input.split_first_chunk::<2>() else { return Vec::new() };
    let length = usize::from(u16::from_le_bytes([*low, *high])).min(streams.len());
    let (main, table) = streams.split_at(length);
    let write = || -> std::io::Result<Vec<u8>> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new()))?;
        for (name, stream) in [("/WordDocument", main), ("/1Table", table), ("/0Table", table)] {
            file.create_stream(name)?.write_all(stream)?;
        }
        file.flush()?;
        Ok(file.into_inner().into_inner())
    };
    write().unwrap_or_default()
}
