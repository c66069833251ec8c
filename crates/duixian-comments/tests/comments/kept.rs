//! What a Word file holds beside its text comes back byte for byte, and comments that are there stay.

use duixian_comments::{Comment, commented};
use jiff::civil::date;

use crate::word_file::{assert_sound, comment, marked_words, paragraph, part, parts, read, run, word};

fn sample(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples").join(name);
    std::fs::read(path).expect("the sample can be read")
}

#[test]
fn the_sample_report_takes_comments_at_its_figures() {
    let file = sample("qinghe-2025.docx");
    let document = read(&file);
    let words = ["318.6亿元", "完成文澜路、学府路提升改造", "技术合同成交额5.7亿元、增长18.8%"];
    let comments = words.map(|words| comment(&document, words, "与上年报告不一致"));
    let written = commented(&document, Some(&file), &comments).expect("it can be commented");
    assert_sound(&written);
    assert_eq!(read(&written).original, document.original);
    let main = part(&written, "word/document.xml");
    for (identifier, words) in words.iter().enumerate() {
        assert_eq!(marked_words(&main, &identifier.to_string()), ((*words).to_owned(), 1));
    }
    let touched = ["[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels", "word/comments.xml"];
    let after = parts(&written);
    for (name, bytes) in parts(&file) {
        let is_kept = after.iter().any(|(found, same)| *found == name && *same == bytes);
        assert!(is_kept || touched.contains(&name.as_str()), "{name} changed");
    }
    assert_eq!(after.len(), parts(&file).len() + 1);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let file = sample("qinghe-2025.docx");
    let document = read(&file);
    let comments = [comment(&document, "318.6亿元", "核对")];
    let write = || commented(&document, Some(&file), &comments).expect("it can be commented");
    assert_eq!(write(), write());
    assert_eq!(commented(&document, Some(&file), &[]).expect("nothing to do"), file);
}

#[test]
fn comments_that_are_there_stay_and_numbers_go_on() {
    let there = format!(
        "<w:comments xmlns:w=\"{}\"><w:comment w:id=\"5\" w:author=\"办公室\"><w:p><w:r><w:t>原有批注</w:t></w:r></w:p></w:comment></w:comments>",
        crate::word_file::MAIN
    );
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId7\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"notes/said.xml\"/></Relationships>";
    let body = paragraph(&format!(
        "<w:commentRangeStart w:id=\"5\"/>{}<w:commentRangeEnd w:id=\"5\"/><w:r><w:commentReference w:id=\"5\"/></w:r>",
        run("新建4条道路")
    ));
    let file = word(&body, &[("word/notes/said.xml", &there), ("word/_rels/document.xml.rels", relations)]);
    let document = read(&file);
    let written = commented(&document, Some(&file), &[comment(&document, "4条", "核对")]).expect("it can be commented");
    assert_sound(&written);
    let said = part(&written, "word/notes/said.xml");
    assert!(said.contains("原有批注") && said.contains("w:id=\"6\""), "{said}");
    let main = part(&written, "word/document.xml");
    assert_eq!(marked_words(&main, "5"), ("新建4条道路".to_owned(), 1));
    assert_eq!(marked_words(&main, "6"), ("4条".to_owned(), 1));
    assert_eq!(part(&written, "word/_rels/document.xml.rels"), relations);
    // A file that was commented can be commented again.
    let again = commented(&read(&written), Some(&written), &[comment(&document, "道路", "再核")]).expect("again");
    assert!(part(&again, "word/notes/said.xml").contains("w:id=\"7\""));
}

#[test]
fn a_part_that_nobody_refers_to_is_left_alone() {
    let file = word(&paragraph(&run("新建4条道路")), &[("word/comments.xml", "not a part of this document")]);
    let document = read(&file);
    let written = commented(&document, Some(&file), &[comment(&document, "4条", "核对")]).expect("it can be commented");
    assert_eq!(part(&written, "word/comments.xml"), "not a part of this document");
    assert!(part(&written, "word/comments1.xml").contains("核对"));
    assert!(part(&written, "[Content_Types].xml").contains("PartName=\"/word/comments1.xml\""));
}

#[test]
fn what_is_said_is_written_as_it_is() {
    let file = word(&paragraph(&run("新建4条道路")), &[]);
    let document = read(&file);
    let said = Comment {
        author: "核稿 \"A&B\" <c>".to_owned(),
        date: Some(date(2026, 1, 12).at(9, 30, 0, 0)),
        text: vec!["5 < 6 & \"7\" > 2\u{1}\u{fffe}".to_owned(), String::new(), "第二段".to_owned()],
        ..comment(&document, "4条", "")
    };
    let written = commented(&document, Some(&file), &[said]).expect("it can be commented");
    assert_sound(&written);
    let part = part(&written, "word/comments.xml");
    for expected in [
        "w:author=\"核稿 &quot;A&amp;B&quot; &lt;c&gt;\"",
        "w:date=\"2026-01-12T09:30:00\"",
        "5 &lt; 6 &amp; &quot;7&quot; &gt; 2  <",
        "第二段",
    ] {
        assert!(part.contains(expected), "{expected} in {part}");
    }
}
