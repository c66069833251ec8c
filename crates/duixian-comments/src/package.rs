//! The zip archive of a Word file: parts read with limits, everything else copied as it is packed. Never unpacks what it only copies.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::error::{Error, damaged};

/// Bytes that one of the small parts may unpack to; the reader of the text has its own limit for the main one.
const MAX_PART: u64 = 64 * 1024 * 1024;

/// An open archive.
pub(crate) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Package<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Error::Archive(error.to_string()))?;
        Ok(Self { zip })
    }

    /// The name of a part as the archive writes it; names are compared as Word compares them.
    pub(crate) fn name_of(&self, part: &str) -> Option<String> {
        let wanted = normalized(part);
        self.zip.file_names().find(|name| normalized(name) == wanted).map(str::to_owned)
    }

    /// The characters of a part; `None` if there is no such part.
    pub(crate) fn text(&mut self, part: &str) -> Result<Option<String>, Error> {
        let Some(name) = self.name_of(part) else { return Ok(None) };
        let entry = self.zip.by_name(&name).map_err(|error| damaged(part, error))?;
        let mut bytes = Vec::new();
        entry.take(MAX_PART + 1).read_to_end(&mut bytes).map_err(|error| damaged(part, error))?;
        if bytes.len() as u64 > MAX_PART {
            return Err(damaged(part, format!("it unpacks to more than {MAX_PART} bytes")));
        }
        String::from_utf8(bytes).map(Some).map_err(|_| damaged(part, "it is not in UTF-8"))
    }

    /// The archive with some parts in the place of old ones of the same name, or behind them.
    pub(crate) fn with_parts(mut self, mut parts: BTreeMap<String, String>) -> Result<Vec<u8>, Error> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.zip.len() {
            let entry = self.zip.by_index_raw(index).map_err(|error| Error::Archive(error.to_string()))?;
            match parts.remove(entry.name()) {
                Some(part) => {
                    let name = entry.name().to_owned();
                    write_part(&mut writer, &name, &part)?;
                }
                None => writer.raw_copy_file(entry).map_err(|error| Error::Archive(error.to_string()))?,
            }
        }
        for (name, part) in &parts {
            write_part(&mut writer, name, part)?;
        }
        finish(writer)
    }
}

/// An archive of parts.
pub(crate) fn archive_of(parts: &[(&str, String)]) -> Result<Vec<u8>, Error> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        write_part(&mut writer, name, part)?;
    }
    finish(writer)
}

fn write_part(writer: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, part: &str) -> Result<(), Error> {
    // A fixed date: there is no clock here, and the same input gives the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    writer.start_file(name, options).map_err(|error| Error::Archive(error.to_string()))?;
    writer.write_all(part.as_bytes()).map_err(|error| Error::Archive(error.to_string()))
}

fn finish(writer: ZipWriter<Cursor<Vec<u8>>>) -> Result<Vec<u8>, Error> {
    Ok(writer.finish().map_err(|error| Error::Archive(error.to_string()))?.into_inner())
}

fn normalized(name: &str) -> String {
    name.trim_start_matches(['/', '\\']).replace('\\', "/").to_ascii_lowercase()
}
