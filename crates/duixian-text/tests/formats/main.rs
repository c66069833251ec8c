//! The readers of each format, on files made in memory; one test binary for all.

#![allow(clippy::panic, clippy::format_collect, clippy::unwrap_used)]

mod builders;
mod detection;
mod doc;
mod docx;
mod docx_numbering;
mod html;
mod limits;
mod ofd;
mod random;
mod txt;

use duixian_text::{Extracted, Format, ReadError, extract};

/// The text of a file of a format; fails the test where it cannot be read.
fn text_of(format: Format, bytes: &[u8]) -> String {
    let Extracted { format: found, text, .. } = read(bytes);
    assert_eq!(found, format);
    text
}

fn read(bytes: &[u8]) -> Extracted {
    match extract(bytes) {
        Ok(extracted) => extracted,
        Err(error) => panic!("{error}"),
    }
}

/// The error's code; fails the test where the file can be read.
fn error_of(bytes: &[u8]) -> ReadError {
    match extract(bytes) {
        Ok(extracted) => panic!("a {} file was read: {}", extracted.format, extracted.text),
        Err(error) => error,
    }
}

/// Codes of the diagnostics of a file.
fn notes_of(bytes: &[u8]) -> Vec<&'static str> {
    read(bytes).diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}
