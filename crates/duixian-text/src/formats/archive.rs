//! Zip archives with limits. Never unpacks a part that nobody asked for, never trusts a size that the archive states.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{beyond, damaged};
use crate::{Format, ReadError};

/// Parts in an archive; a long OFD has a few thousand.
const MAX_ENTRIES: usize = 20_000;
/// Bytes that all parts read may unpack to.
const MAX_UNPACKED: u64 = 256 * 1024 * 1024;
/// How many times its packed size a part may unpack to, once it is larger than `FREE_UNPACKED`.
const MAX_RATIO: u64 = 250;
const FREE_UNPACKED: u64 = 4 * 1024 * 1024;

/// The start of every entry of a zip's directory.
const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";

/// Which format an archive is, from the names in it; they stand uncompressed even in a damaged one.
pub(super) fn kind(bytes: &[u8]) -> Result<Format, ReadError> {
    let holds = |name: &str| memchr::memmem::find(bytes, name.as_bytes()).is_some();
    let found = if holds("OFD.xml") || holds("ofd.xml") || holds("OFD.XML") {
        return Ok(Format::Ofd);
    } else if holds("word/") || holds("word\\") {
        return Ok(Format::Docx);
    } else if holds("xl/workbook") {
        "an Excel workbook"
    } else if holds("ppt/presentation") {
        "a PowerPoint presentation"
    } else if holds("opendocument.text") {
        "OpenDocument text"
    } else if holds("application/epub+zip") {
        "EPUB"
    } else if holds("[Content_Types].xml") {
        return Ok(Format::Docx);
    } else {
        "a zip archive without a document"
    };
    Err(ReadError::Unsupported { found: found.to_owned() })
}

/// An open archive. Names are compared without regard to case and to the direction of slashes.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: HashMap<String, usize>,
    format: Format,
    unpacked: u64,
}

impl<'a> Archive<'a> {
    pub(super) fn open(bytes: &'a [u8], format: Format) -> Result<Self, ReadError> {
        if memchr::memmem::find_iter(bytes, DIRECTORY_ENTRY).nth(MAX_ENTRIES).is_some() {
            return Err(beyond(format, format!("more than {MAX_ENTRIES} entries in the archive")));
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| archive_error(format, &error))?;
        let names = (0..zip.len()).filter_map(|index| Some((normalized(zip.name_for_index(index)?), index))).collect();
        Ok(Self { zip, names, format, unpacked: 0 })
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.names.contains_key(&normalized(name))
    }

    /// The bytes of a part; `None` if there is none of that name.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(&index) = self.names.get(&normalized(name)) else { return Ok(None) };
        let format = self.format;
        let entry = self.zip.by_index(index).map_err(|error| archive_error(format, &error))?;
        let by_ratio = entry.compressed_size().saturating_mul(MAX_RATIO).max(FREE_UNPACKED);
        let limit = by_ratio.min(MAX_UNPACKED - self.unpacked);
        let mut part = Vec::with_capacity(entry.size().min(limit).min(FREE_UNPACKED) as usize);
        let result = entry.take(limit + 1).read_to_end(&mut part);
        if part.len() as u64 > limit {
            return Err(beyond(format, format!("the part {name} unpacks to more than {limit} bytes")));
        }
        result.map_err(|error| damaged(format, format!("the part {name} cannot be unpacked: {error}")))?;
        self.unpacked += part.len() as u64;
        Ok(Some(part))
    }

    /// The bytes of a part that a file of this format must have.
    pub(super) fn require(&mut self, name: &str) -> Result<Vec<u8>, ReadError> {
        let format = self.format;
        self.read(name)?.ok_or_else(|| damaged(format, format!("the part {name} is missing")))
    }
}

fn normalized(name: &str) -> String {
    name.trim_start_matches(['/', '\\']).replace('\\', "/").to_ascii_lowercase()
}

/// The path of `target` as written in the part `base`: absolute, or relative to that part's folder.
pub(super) fn resolve(base: &str, target: &str) -> String {
    let target = target.trim().replace('\\', "/");
    let mut path: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => base.rsplit_once('/').map_or(Vec::new(), |(folder, _)| folder.split('/').collect()),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            _ => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

fn archive_error(format: Format, error: &ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => {
            ReadError::Encrypted { format }
        }
        ZipError::InvalidPassword => ReadError::Encrypted { format },
        _ => damaged(format, format!("the archive cannot be opened: {error}")),
    }
}
