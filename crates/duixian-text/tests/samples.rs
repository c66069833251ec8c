//! The documents of the sample district hold the texts that they were made from.

#![allow(clippy::expect_used, reason = "helpers of tests are tests")]

use std::fs;
use std::path::{Path, PathBuf};

use duixian_text::{Document, Format, extract};

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples")
}

fn source(name: &str) -> String {
    fs::read_to_string(samples().join("source").join(name)).expect("a source text can be read")
}

/// The text taken out of a document, and the format found.
fn extracted(name: &str) -> (Format, String) {
    let bytes = fs::read(samples().join(name)).expect("a sample can be read");
    let extracted = extract(&bytes).expect("a sample can be extracted");
    (extracted.format, extracted.text)
}

/// The first line that differs says more than two whole reports.
fn assert_same_lines(found: &str, expected: &str) {
    for (number, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "line {}", number + 1);
    }
    assert_eq!(found.lines().count(), expected.lines().count());
}

#[test]
fn the_word_document_has_its_numbering_and_neither_deletions_nor_headers() {
    let (format, text) = extracted("qinghe-2025.docx");
    assert_eq!(format, Format::Docx);
    assert_same_lines(&text, &source("qinghe-2025.txt"));
}

#[test]
fn the_fixed_layout_document_has_whole_paragraphs_and_no_page_numbers() {
    let (format, text) = extracted("qinghe-2026.ofd");
    assert_eq!(format, Format::Ofd);
    // The title block keeps the lines in which it is printed; what it says is the same.
    let header = |text: &str| Document::from_text(text).header;
    assert_eq!(header(&text), header(&source("qinghe-2026.txt")));
    assert_same_lines(below_title(&text), below_title(&source("qinghe-2026.txt")));
}

fn below_title(text: &str) -> &str {
    text.find("各位代表").map_or("", |start| &text[start..])
}

#[test]
fn the_web_page_has_the_report_and_nothing_around_it() {
    let (format, text) = extracted("qinghe-2026.html");
    assert_eq!(format, Format::Html);
    assert_same_lines(&text, &source("qinghe-2026.txt"));
}

#[test]
fn the_newspaper_pages_lose_no_character_and_keep_their_columns_in_order() {
    let (format, text) = extracted("qinghe-2026-newspaper.pdf");
    assert_eq!(format, Format::Pdf);
    let (found, expected) = (without_blanks(&text), source("qinghe-2026-newspaper.txt"));
    assert_eq!(sorted(&found), sorted(&without_blanks(&expected)));

    // Boxes side by side may be read one into the other; the story itself may not.
    let paragraphs: Vec<String> = expected.lines().map(without_blanks).collect();
    let whole = paragraphs.iter().filter(|paragraph| found.contains(paragraph.as_str())).count();
    assert!(whole * 100 >= paragraphs.len() * 85, "{whole} of {} paragraphs are in one piece", paragraphs.len());
}

fn without_blanks(text: &str) -> String {
    text.split_whitespace().collect()
}

fn sorted(text: &str) -> Vec<char> {
    let mut characters: Vec<char> = text.chars().collect();
    characters.sort_unstable();
    characters
}
