//! Speed of the readers beside the least that any reader must do with the same file: unpack it and pass over its parts.
//!
//! Run with `cargo bench -p duixian-text --bench readers`. A reader should take at most twice its bare twin's time.

#![allow(clippy::unwrap_used, reason = "a bench may stop at a file that it made itself")]

#[path = "../tests/formats/builders/mod.rs"]
mod builders;

use std::hint::black_box;
use std::io::{Cursor, Read};

use builders::{REPORT, doc::Doc, docx, html, ofd};
use divan::Bencher;
use divan::counter::BytesCount;
use duixian_text::extract;
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

fn main() {
    divan::main();
}

/// A report of usual length: some 12,000 characters.
fn paragraphs() -> Vec<&'static str> {
    REPORT.iter().copied().chain(REPORT[5..].iter().copied().cycle().take(300)).collect()
}

fn sample(format: &str) -> Vec<u8> {
    let paragraphs = paragraphs();
    match format {
        "docx" => {
            // Word writes properties before each run and cuts sentences into several runs.
            let look = "<w:rPr><w:rFonts w:hint=\"eastAsia\" w:ascii=\"仿宋\" w:eastAsia=\"仿宋\"/><w:sz w:val=\"32\"/></w:rPr><w:t";
            let body: String = paragraphs.iter().map(|text| cut_into_runs(text).replace("<w:t", look)).collect();
            docx::docx(&body)
        }
        "doc" => Doc::of(&paragraphs),
        "ofd" => {
            let objects = ofd::set(&paragraphs, 30.0, 40.0, 28);
            ofd::ofd(&objects.chunks(22).map(first_line_at_the_top).collect::<Vec<_>>())
        }
        _ => html(&paragraphs).into_bytes(),
    }
}

fn cut_into_runs(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let runs: String = characters.chunks(16).map(|run| docx::run(&run.iter().collect::<String>())).collect();
    format!("<w:p><w:pPr><w:ind w:firstLine=\"640\"/></w:pPr>{runs}</w:p>")
}

fn first_line_at_the_top<'a>(page: &[ofd::Object<'a>]) -> Vec<ofd::Object<'a>> {
    let above = page.first().map_or(0.0, |first| first.1 - 40.0);
    page.iter().map(|(left, baseline, size, text)| (*left, baseline - above, *size, *text)).collect()
}

/// How many bytes of text come out of a file: the unit of the speeds shown.
fn text_bytes(bytes: &[u8]) -> BytesCount {
    BytesCount::new(extract(bytes).map_or(0, |extracted| extracted.text.len()))
}

#[divan::bench(args = ["docx", "doc", "ofd", "html"])]
fn read(bencher: Bencher, format: &str) {
    let bytes = sample(format);
    bencher.counter(text_bytes(&bytes)).bench(|| extract(black_box(&bytes)).is_ok());
}

/// Unpacks the same parts and steps through their events, keeping the characters.
#[divan::bench(args = ["docx", "ofd"])]
fn bare_archive(bencher: Bencher, format: &str) {
    let bytes = sample(format);
    let is_wanted = |name: &str| {
        if format == "docx" { name.starts_with("word/") } else { name.starts_with("Doc_0/") || name == "OFD.xml" }
    };
    bencher.counter(text_bytes(&bytes)).bench(|| {
        let mut archive = ZipArchive::new(Cursor::new(black_box(bytes.as_slice()))).unwrap();
        let mut text = String::new();
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).unwrap();
            if is_wanted(entry.name()) {
                let mut part = String::new();
                entry.read_to_string(&mut part).unwrap();
                collect_characters(&part, &mut text);
            }
        }
        text
    });
}

fn collect_characters(part: &str, text: &mut String) {
    let mut reader = Reader::from_str(part);
    loop {
        match reader.read_event() {
            Ok(Event::Text(characters)) => text.push_str(&characters),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// Unpacks the two streams, decodes the main one whole and cuts it into paragraphs.
#[divan::bench]
fn bare_compound_file(bencher: Bencher) {
    let bytes = sample("doc");
    bencher.counter(text_bytes(&bytes)).bench(|| {
        let mut file = cfb::CompoundFile::open(Cursor::new(black_box(bytes.as_slice()))).unwrap();
        let mut streams = [Vec::new(), Vec::new()];
        for (name, stream) in ["WordDocument", "1Table"].into_iter().zip(&mut streams) {
            file.open_stream(name).unwrap().read_to_end(stream).unwrap();
        }
        let text = encoding_rs::UTF_16LE.decode_without_bom_handling(&streams[0]).0;
        text.split('\r').map(str::trim).map(String::from).collect::<Vec<_>>().join("\n")
    });
}

/// Decodes and collects a page's text without looking for its article.
#[divan::bench]
fn bare_page(bencher: Bencher) {
    let bytes = sample("html");
    bencher.counter(text_bytes(&bytes)).bench(|| {
        let page = std::str::from_utf8(black_box(&bytes)).unwrap();
        page.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect::<String>()
    });
}
