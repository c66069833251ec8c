//! The PDF reader on files made in memory.

#![allow(clippy::panic, clippy::unwrap_used, clippy::expect_used, clippy::doc_markdown)]

mod builder;
mod damage;
mod encodings;
mod layout;

use duixian_text::{Extracted, Format, extract};

/// Reads a PDF; fails the test where it cannot be read.
fn read(bytes: &[u8]) -> Extracted {
    match extract(bytes) {
        Ok(extracted) => {
            assert_eq!(extracted.format, Format::Pdf);
            extracted
        }
        Err(error) => panic!("{error}"),
    }
}

fn text_of(bytes: &[u8]) -> String {
    read(bytes).text
}

fn codes_of(bytes: &[u8]) -> Vec<&'static str> {
    read(bytes).diagnostics.into_iter().map(|diagnostic| diagnostic.code).collect()
}
