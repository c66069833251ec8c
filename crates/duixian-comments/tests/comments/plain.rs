//! Documents of other formats become plain Word files.

use duixian_comments::commented;
use duixian_text::Document;

use crate::word_file::{assert_sound, comment, marked_words, part, read};

const REPORT: &str = "\
政府工作报告
——2026年1月12日在云岭市清河区第六届人民代表大会第五次会议上
代区长  闻笛
各位代表：
一、2025年工作回顾
（一）经济稳中有进。全区地区生产总值２１８.６亿元，增长5 . 7%。
甲\t乙\u{7}
二、2026年工作安排
新建<A&B>道路4条。
";

#[test]
fn a_text_becomes_a_word_file_with_headings() {
    let document = Document::from_text(REPORT);
    let comments = [
        comment(&document, "２１８.６亿元", "核对"),
        comment(&document, "<A&B>", "再核"),
        comment(&document, "甲\t乙", "表"),
    ];
    let written = commented(&document, None, &comments).expect("it can be commented");
    assert_sound(&written);
    let main = part(&written, "word/document.xml");
    assert_eq!(marked_words(&main, "0"), ("218.6亿元".to_owned(), 1));
    assert_eq!(marked_words(&main, "1"), ("&lt;A&amp;B&gt;".to_owned(), 1));
    assert_eq!(marked_words(&main, "2"), ("甲乙".to_owned(), 1));
    for (style, words) in [("Title", "政府工作报告"), ("Heading1", "一、2025年工作回顾"), ("Subtitle", "代区长  闻笛")]
    {
        let expected = format!("<w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{words}</w:t>");
        assert!(main.contains(&expected), "{expected} in {main}");
    }
    let again = read(&written);
    assert_eq!(again.original, document.clean.trim_end().replace('\u{7}', "\u{fffd}"));
    assert_eq!(again.header, document.header);
    assert_eq!(again.sections.len(), document.sections.len());
}

#[test]
fn every_sample_can_be_commented() {
    let samples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    for name in ["qinghe-2026.html", "qinghe-2026.ofd", "qinghe-2026-newspaper.pdf"] {
        let bytes = std::fs::read(samples.join(name)).expect("the sample can be read");
        let document = read(&bytes);
        let words = document.text(document.sentences[20].span);
        let span = document.original_span(document.sentences[20].span);
        let said = duixian_comments::Comment { span, text: vec!["核对".to_owned()], ..Default::default() };
        let written = commented(&document, Some(&bytes), &[said]).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_sound(&written);
        assert_eq!(marked_words(&part(&written, "word/document.xml"), "0").0, words, "{name}");
    }
}

#[test]
fn a_document_without_a_word_is_still_a_file() {
    let document = Document::from_text(" \n");
    let written = commented(&document, None, &[]).expect("a file");
    assert_sound(&written);
}
