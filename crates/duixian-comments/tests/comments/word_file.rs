//! Small Word files made in memory, and what is looked up in a file that was commented.

use std::io::{Cursor, Read, Write};

use duixian_comments::Comment;
use duixian_text::{Document, Span};
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

pub(crate) const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A Word file of a body, with more parts.
pub(crate) fn word(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let main = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"{MAIN}\" xmlns:m=\"urn:math\"><w:body>{body}</w:body></w:document>"
    );
    word_of_main(&main, more)
}

pub(crate) fn word_of_main(main: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let relation = format!(
        "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
    );
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
    let mut parts = vec![("[Content_Types].xml", types), ("_rels/.rels", &relation), ("word/document.xml", main)];
    parts.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    parts.extend(more);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        writer.start_file(name, SimpleFileOptions::default()).expect("a part can be begun");
        writer.write_all(part.as_bytes()).expect("a part can be written");
    }
    writer.finish().expect("an archive can be finished").into_inner()
}

pub(crate) fn paragraph(runs: &str) -> String {
    format!("<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr>{runs}</w:p>")
}

pub(crate) fn run(text: &str) -> String {
    format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>")
}

/// A comment on words that stand once in the document.
pub(crate) fn comment(document: &Document, words: &str, said: &str) -> Comment {
    let byte = document.original.find(words).unwrap_or_else(|| panic!("{words} is in the text"));
    let start = document.original[..byte].chars().count() as u32;
    let span = Span { start, end: start + words.chars().count() as u32 };
    Comment { span, author: "核稿".to_owned(), initials: "核".to_owned(), date: None, text: vec![said.to_owned()] }
}

pub(crate) fn read(bytes: &[u8]) -> Document {
    duixian_text::read(bytes).expect("the file can be read")
}

/// All parts of a file by name, in order.
pub(crate) fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("it is an archive");
    let parts = (0..archive.len()).map(|index| {
        let mut entry = archive.by_index(index).expect("an entry can be read");
        let mut part = Vec::new();
        entry.read_to_end(&mut part).expect("a part can be read");
        (entry.name().to_owned(), part)
    });
    parts.collect()
}

pub(crate) fn part(bytes: &[u8], name: &str) -> String {
    let part = parts(bytes).into_iter().find(|(found, _)| found == name).expect("there is such a part").1;
    String::from_utf8(part).expect("it is UTF-8")
}

/// The words between the marks of a comment, and how often it is referred to.
pub(crate) fn marked_words(main: &str, identifier: &str) -> (String, usize) {
    let mut reader = Reader::from_str(main);
    let (mut words, mut is_inside, mut references, mut is_text) = (String::new(), false, 0, false);
    loop {
        match reader.read_event().expect("the part is well-formed") {
            Event::Start(tag) | Event::Empty(tag) => {
                let id = tag.attributes().flatten().find(|attribute| attribute.key.0.ends_with("id"));
                let is_meant = id.is_some_and(|attribute| attribute.value.as_ref() == identifier);
                let name = tag.name().0.rsplit(':').next().unwrap_or_default().to_owned();
                match name.as_str() {
                    "commentRangeStart" if is_meant => is_inside = true,
                    "commentRangeEnd" if is_meant => is_inside = false,
                    "commentReference" if is_meant => references += 1,
                    _ => {}
                }
                is_text = name == "t";
            }
            Event::End(_) => is_text = false,
            Event::Text(text) if is_inside && is_text => words.push_str(&text),
            Event::GeneralRef(reference) if is_inside && is_text => words.extend(["&", &*reference, ";"]),
            Event::Eof => return (words, references),
            _ => {}
        }
    }
}

/// Fails where a part is no well-formed XML, or marks stand where Word does not allow them.
pub(crate) fn assert_sound(bytes: &[u8]) {
    for (name, part) in parts(bytes) {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        if !["xml", "rels"].contains(&ending) {
            continue;
        }
        let part = String::from_utf8(part).expect("a part is UTF-8");
        let mut reader = Reader::from_str(&part);
        let mut open: Vec<String> = Vec::new();
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}\n{part}")) {
                Event::Start(tag) => {
                    check_place(&open, tag.name().0);
                    open.push(tag.name().0.to_owned());
                }
                Event::Empty(tag) => check_place(&open, tag.name().0),
                Event::End(_) => {
                    open.pop();
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert!(open.is_empty(), "{name} ends in the middle");
    }
}

fn check_place(open: &[String], name: &str) {
    let parent = open.last().map(String::as_str).unwrap_or_default();
    if name.contains("commentRange") {
        assert!(["w:p", "w:hyperlink", "w:ins", "w:sdtContent", "p"].contains(&parent), "{name} stands in {parent}");
        let boxes = open.iter().filter(|name| name.ends_with("txbxContent")).count();
        assert_eq!(boxes, 0, "{name} stands in a text box");
    }
    if name == "w:r" {
        assert_ne!(parent, "w:r", "a run stands in a run");
    }
}
