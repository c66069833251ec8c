//! What an uploaded file is, told by its content; a name alone is never believed, and what could run is refused.

use std::io::Cursor;

use zip::ZipArchive;

use crate::problem::{Code, Failure};

/// Most characters of a file's name.
const LONGEST_NAME: usize = 200;
/// How far words of a page or a program are looked for in a text.
const WINDOW: usize = 4096;
/// Parts of an office document; a long one has a few thousand.
const MOST_PARTS: usize = 20_000;

/// A kind of file that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Media {
    /// Its media type.
    pub(crate) name: &'static str,
    /// Endings that a name may have, the usual one first.
    endings: &'static [&'static str],
}

const PNG: Media = Media { name: "image/png", endings: &["png"] };
const JPEG: Media = Media { name: "image/jpeg", endings: &["jpg", "jpeg"] };
const GIF: Media = Media { name: "image/gif", endings: &["gif"] };
const WEBP: Media = Media { name: "image/webp", endings: &["webp"] };
const PDF: Media = Media { name: "application/pdf", endings: &["pdf"] };
const DOCX: Media =
    Media { name: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", endings: &["docx"] };
const XLSX: Media =
    Media { name: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", endings: &["xlsx"] };
const PPTX: Media =
    Media { name: "application/vnd.openxmlformats-officedocument.presentationml.presentation", endings: &["pptx"] };
const OFD: Media = Media { name: "application/ofd", endings: &["ofd"] };
const TEXT: Media = Media { name: "text/plain", endings: &["txt"] };
const CSV: Media = Media { name: "text/csv", endings: &["csv"] };

/// What a text begins with, or holds near its start, when it is a page or a program.
const RUNS: [&str; 8] = ["<!doctype", "<html", "<svg", "<script", "<iframe", "<body", "<?xml", "<?php"];

/// What the bytes are, where they are a file that is taken. `name` only tells a table from other texts.
pub(crate) fn of(name: &str, bytes: &[u8]) -> Option<Media> {
    let signatures: [(&[u8], Media); 5] =
        [(b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG), (b"GIF87a", GIF), (b"GIF89a", GIF), (b"%PDF-", PDF)];
    if let Some((_, media)) = signatures.into_iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Some(media);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some(WEBP);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return of_archive(bytes);
    }
    let media = match ending(name).as_deref() {
        Some("csv") => CSV,
        Some("txt") | None => TEXT,
        Some(_) => return None,
    };
    is_plain_text(bytes).then_some(media)
}

/// The office document that an archive is; other archives may hold anything, and one with macros runs.
fn of_archive(bytes: &[u8]) -> Option<Media> {
    let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    if archive.len() > MOST_PARTS {
        return None;
    }
    let names: Vec<String> = archive.file_names().map(str::to_ascii_lowercase).collect();
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    if names.iter().any(|name| name.ends_with("vbaproject.bin")) {
        return None;
    }
    let known =
        [("word/document.xml", DOCX), ("xl/workbook.xml", XLSX), ("ppt/presentation.xml", PPTX), ("ofd.xml", OFD)];
    known.into_iter().find(|(part, _)| has(part)).map(|(_, media)| media)
}

fn is_plain_text(bytes: &[u8]) -> bool {
    let Some(text) = crate::imports::decoded(bytes) else { return false };
    let is_odd = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t' | '\u{c}');
    if text.is_empty() || text.chars().any(is_odd) {
        return false;
    }
    let start: String = text.trim_start().chars().take(WINDOW).collect::<String>().to_ascii_lowercase();
    !start.starts_with("#!") && !RUNS.iter().any(|word| start.contains(word))
}

/// The ending of a name in small letters.
fn ending(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.')?;
    (!stem.is_empty() && !ending.is_empty()).then(|| ending.to_ascii_lowercase())
}

/// A name that is safe to show and to save under: no folders, no control characters, no marks that turn the writing
/// round, at most 200 characters, and with an ending of what the file is.
pub(crate) fn safe_name(name: &str, media: Media) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let misleads = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
            || matches!(letter, ':' | '*' | '?' | '"' | '<' | '>' | '|')
    };
    let kept: String = last.chars().filter(|&letter| !misleads(letter)).collect();
    let kept = kept.trim().trim_matches('.').trim();
    let fits = ending(kept).is_some_and(|ending| media.endings.contains(&ending.as_str()));
    let usual = media.endings.first().copied().unwrap_or("bin");
    let stem = match kept.rsplit_once('.') {
        Some((stem, _)) if fits => stem,
        _ => kept,
    };
    let ending = if fits { kept.rsplit_once('.').map_or(usual, |(_, ending)| ending) } else { usual };
    let stem: String = stem.chars().take(LONGEST_NAME - usual.len() - 2).collect();
    let stem = if stem.trim().is_empty() { "未命名".to_owned() } else { stem };
    format!("{stem}.{ending}")
}

/// A file that is not taken.
pub(crate) fn refused() -> Failure {
    Failure::plain(Code::UnsupportedFile)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_what_a_file_is_and_what_could_run_is_refused() {
        let png = b"\x89PNG\r\n\x1a\n....".as_slice();
        for (name, bytes, wanted) in [
            ("a.png", png, Some("image/png")),
            ("a.html", png, Some("image/png")),
            ("a.jpg", b"\xff\xd8\xff\xe0", Some("image/jpeg")),
            ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", Some("image/webp")),
            ("a.pdf", b"%PDF-1.7", Some("application/pdf")),
            ("表.csv", "a,b\n1,2".as_bytes(), Some("text/csv")),
            ("说明.txt", b"\xcb\xb5\xc3\xf7", Some("text/plain")),
            ("a.png", b"MZ\x90\0", None),
            ("a.txt", b"\x7fELF\x01", None),
            ("a.txt", b"<html><script>alert(1)</script>", None),
            ("a.txt", b"\xef\xbb\xbf  <SVG onload=x>", None),
            ("a.svg", b"<svg xmlns='x'/>", None),
            ("a.txt", b"#!/bin/sh\nrm", None),
            ("a.bat", b"del x", None),
            ("a.js", b"alert(1)", None),
            ("a.zip", b"PK\x03\x04 broken", None),
            ("a.txt", b"", None),
        ] {
            assert_eq!(of(name, bytes).map(|media| media.name), wanted, "{name}");
        }
    }

    #[test]
    fn a_name_is_no_path_and_ends_as_the_file_is() {
        for (name, media, wanted) in [
            ("现场.PNG", PNG, "现场.PNG"),
            ("../../etc/passwd", TEXT, "passwd.txt"),
            ("C:\\照片\\1.jpeg", JPEG, "1.jpeg"),
            ("a\u{202E}gnp.exe\r\n", PNG, "agnp.exe.png"),
            ("<img src=x>.html", GIF, "img src=x.html.gif"),
            ("..", PDF, "未命名.pdf"),
            ("", CSV, "未命名.csv"),
        ] {
            assert_eq!(safe_name(name, media), wanted);
        }
        assert!(safe_name(&"长".repeat(999), PDF).chars().count() <= 200);
    }
}
