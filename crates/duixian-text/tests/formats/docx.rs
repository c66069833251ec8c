//! Word 2007: what stands in the text and what does not.

use duixian_text::Format;

use crate::builders::REPORT;
use crate::builders::docx::{docx, docx_with, item, level, list, paragraph, parts, run};
use crate::builders::zip;
use crate::{error_of, notes_of, text_of};

fn text(body: &str) -> String {
    text_of(Format::Docx, &docx(body))
}

#[test]
fn paragraphs_are_lines() {
    let body: String = REPORT.iter().map(|text| paragraph(text)).collect();
    assert_eq!(text(&body), REPORT.join("\n"));
}

#[test]
fn runs_and_marks() {
    let tab = "<w:r><w:tab/></w:r>";
    for (name, body, expected) in [
        ("a number over three runs", format!("<w:p>{}{}{}</w:p>", run("增长3"), run(".8"), run("%")), "增长3.8%"),
        ("an empty paragraph", format!("{}<w:p/>{}", paragraph("一"), paragraph("二")), "一\n二"),
        ("a tab", format!("<w:p>{}{tab}{}</w:p>", run("一"), run("二")), "一\t二"),
        ("a tab stop", format!("<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr>{}</w:p>", run("一")), "一"),
        ("a line break", "<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r></w:p>".to_owned(), "一\n二"),
        ("a page break", "<w:p><w:r><w:br w:type=\"page\"/><w:t>一</w:t></w:r></w:p>".to_owned(), "一"),
        ("a hyphen", "<w:p><w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>11月</w:t></w:r></w:p>".to_owned(), "1-11月"),
        ("entities", "<w:p><w:r><w:t>A&amp;B &#x4e00; &lt;</w:t></w:r></w:p>".to_owned(), "A&B 一 <"),
        ("character data", "<w:p><w:r><w:t><![CDATA[a<b]]></w:t></w:r></w:p>".to_owned(), "a<b"),
        ("spaces between tags", format!("<w:p>\n  {}\n  {}\n</w:p>", run("一"), run("二")), "一二"),
        ("a link", format!("<w:p><w:hyperlink>{}</w:hyperlink></w:p>", run("链接")), "链接"),
        ("a smart tag", format!("<w:p><w:smartTag>{}</w:smartTag></w:p>", run("2025年")), "2025年"),
        ("a comment mark", format!("<w:p>{}<w:r><w:commentReference w:id=\"1\"/></w:r></w:p>", run("一")), "一"),
        (
            "ruby",
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>yī</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>一</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>".to_owned(),
            "一",
        ),
    ] {
        assert_eq!(text(&body), expected, "{name}");
    }
}

#[test]
fn tracked_changes_are_accepted() {
    let marked = |mark: &str| format!("<w:pPr><w:rPr><{mark} w:id=\"1\"/></w:rPr></w:pPr>");
    let deleted = |text: &str| format!("<w:del w:id=\"1\"><w:r><w:delText>{text}</w:delText></w:r></w:del>");
    for (name, body, expected) in [
        (
            "deletion and insertion",
            format!("<w:p>{}{}<w:ins>{}</w:ins></w:p>", run("增长"), deleted("4%"), run("5%")),
            "增长5%",
        ),
        ("a deletion with live text", format!("<w:p>{}<w:del>{}</w:del></w:p>", run("一"), run("二")), "一"),
        (
            "moved text",
            format!("<w:p><w:moveFrom>{}</w:moveFrom>{}<w:moveTo>{}</w:moveTo></w:p>", run("甲"), run("乙"), run("甲")),
            "乙甲",
        ),
        (
            "a deleted paragraph mark",
            format!("<w:p>{}{}</w:p>{}", marked("w:del"), run("项"), paragraph("目突破年")),
            "项目突破年",
        ),
        (
            "a deleted paragraph",
            format!("{}<w:p>{}{}</w:p>{}", paragraph("一"), marked("w:del"), deleted("删"), paragraph("二")),
            "一\n二",
        ),
        (
            "an inserted paragraph mark",
            format!("<w:p>{}{}</w:p>{}", marked("w:ins"), run("一"), paragraph("二")),
            "一\n二",
        ),
        (
            "former properties",
            "<w:p><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>一</w:t></w:r></w:p>"
                .to_owned(),
            "一",
        ),
    ] {
        assert_eq!(text(&body), expected, "{name}");
    }
    let body = format!("<w:p>{}{}</w:p>", run("一"), deleted("二"));
    assert_eq!(notes_of(&docx(&body)), ["left-out-deletions"]);
}

#[test]
fn hidden_text_is_left_out() {
    let hidden =
        |properties: &str| format!("<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>密</w:t></w:r>{}</w:p>", run("明"));
    let styles = "<w:style w:type=\"character\" w:styleId=\"S\"><w:name w:val=\"s\"/><w:rPr><w:vanish/></w:rPr></w:style>\
                  <w:style w:type=\"character\" w:styleId=\"T\"><w:name w:val=\"t\"/><w:basedOn w:val=\"S\"/></w:style>\
                  <w:style w:type=\"paragraph\" w:styleId=\"P\"><w:name w:val=\"p\"/><w:rPr><w:vanish/></w:rPr></w:style>";
    let by_paragraph = format!("<w:p><w:pPr><w:pStyle w:val=\"P\"/></w:pPr>{}</w:p>{}", run("密"), paragraph("明"));
    for (body, expected) in [
        (hidden("<w:vanish/>"), "明"),
        (hidden("<w:vanish w:val=\"0\"/>"), "密明"),
        (hidden("<w:vanish w:val=\"false\"/>"), "密明"),
        (hidden("<w:webHidden/>"), "密明"),
        (hidden("<w:rStyle w:val=\"S\"/>"), "明"),
        (hidden("<w:rStyle w:val=\"T\"/>"), "明"),
        (hidden("<w:rStyle w:val=\"T\"/><w:vanish w:val=\"0\"/>"), "密明"),
        (by_paragraph, "明"),
    ] {
        assert_eq!(text_of(Format::Docx, &docx_with(&body, styles, "")), expected, "{body}");
    }
}

#[test]
fn a_style_separator_keeps_the_lead_in_its_line() {
    let lead = format!("<w:p><w:pPr><w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr>{}</w:p>", run("抓项目。"));
    assert_eq!(text(&format!("{lead}{}", paragraph("新开工23个。"))), "抓项目。新开工23个。");
}

#[test]
fn codes_of_fields_are_left_out() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = "<w:r><w:instrText> HYPERLINK </w:instrText></w:r>";
    let field = |inner: &str, result: &str| {
        format!("{}{inner}{}{}{}", mark("begin"), mark("separate"), run(result), mark("end"))
    };
    for (name, runs, expected) in [
        ("a link", format!("{}{}", run("见"), field(code, "附件")), "见附件"),
        ("a field without a result", format!("{}{}{code}{}", run("一"), mark("begin"), mark("end")), "一"),
        ("a field in a code", field(&format!("{}{}", run("IF"), field(code, "3")), "丙"), "丙"),
        ("a simple field", format!("<w:fldSimple w:instr=\"PAGE\">{}</w:fldSimple>", run("7")), "7"),
    ] {
        assert_eq!(text(&format!("<w:p>{runs}</w:p>")), expected, "{name}");
    }
    let unclosed = format!("<w:p>{}{}{}</w:p>{}", run("一"), mark("begin"), run("吞"), paragraph("二"));
    assert_eq!(text(&unclosed), "一\n二", "a code that never ends");
}

#[test]
fn a_text_box_stands_once_behind_its_paragraph() {
    let content = format!("<w:txbxContent>{}{}</w:txbxContent>", paragraph("框一"), paragraph("框二"));
    let drawing = format!(
        "<mc:AlternateContent xmlns:mc=\"m\"><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx xmlns:wps=\"s\">{content}</wps:txbx>\
         </w:drawing></mc:Choice><mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent>"
    );
    let body = format!("<w:p>{}<w:r>{drawing}</w:r>{}</w:p>{}", run("前"), run("后"), paragraph("尾"));
    assert_eq!(text(&body), "前后\n框一\n框二\n尾");
    let old = format!("<w:p><w:r><w:pict>{content}</w:pict></w:r></w:p>");
    assert_eq!(text(&old), "框一\n框二", "a box of Word 2007");
}

#[test]
fn structured_tags_are_read() {
    let tag = |properties: &str, content: &str| {
        format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
    };
    let contents = "<w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj>";
    for (name, body, expected) in [
        ("around paragraphs", tag("", &paragraph("一")), "一"),
        ("in a paragraph", format!("<w:p>{}{}</w:p>", run("一"), tag("<w:text/>", &run("二"))), "一二"),
        ("nested", tag("", &tag("", &paragraph("一"))), "一"),
        ("a prompt", format!("{}{}", tag("<w:showingPlcHdr/>", &paragraph("单击输入")), paragraph("一")), "一"),
        ("contents", format!("{}{}", tag(contents, &paragraph("一、回顾 1")), paragraph("一、回顾")), "一、回顾"),
    ] {
        assert_eq!(text(&body), expected, "{name}");
    }
}

#[test]
fn lines_of_the_table_of_contents_are_left_out() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"10\"><w:name w:val=\"toc 1\"/></w:style>";
    let body =
        format!("<w:p><w:pPr><w:pStyle w:val=\"10\"/></w:pPr>{}</w:p>{}", run("一、回顾\t1"), paragraph("一、回顾"));
    let bytes = docx_with(&body, styles, "");
    assert_eq!(text_of(Format::Docx, &bytes), "一、回顾");
    assert_eq!(notes_of(&bytes), ["left-out-contents"]);
}

#[test]
fn tables_are_rows_of_cells() {
    let cell = |content: &str| format!("<w:tc><w:tcPr/>{content}</w:tc>");
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let table = |rows: &[String]| format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.concat());
    let plain = |text: &str| cell(&paragraph(text));
    let long = "全区上下坚持稳中求进，".repeat(8);
    let deleted = row(&[plain("旧"), plain("1")]).replace("<w:tr>", "<w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>");
    for (name, body, expected) in [
        (
            "no grid",
            table(&[row(&[plain("指标"), plain("数值")]), row(&[plain("增速"), plain("5.4%")])]),
            "指标\t数值\n增速\t5.4%".to_owned(),
        ),
        ("an empty cell", table(&[row(&[plain("甲"), cell("<w:p/>"), plain("乙")])]), "甲\t\t乙".to_owned()),
        (
            "two paragraphs in a cell",
            table(&[row(&[plain("甲"), cell(&format!("{}{}", paragraph("一"), paragraph("二")))])]),
            "甲\t一 二".to_owned(),
        ),
        (
            "one cell around text",
            table(&[row(&[cell(&format!("{}{}", paragraph("一"), paragraph("二")))])]),
            "一\n二".to_owned(),
        ),
        (
            "cells full of paragraphs",
            table(&[row(&[plain("侧"), cell(&format!("{}{}", paragraph(&long), paragraph(&long)))])]),
            format!("侧\n{long}\n{long}"),
        ),
        (
            "a table in a cell",
            table(&[row(&[cell(&table(&[row(&[plain("甲"), plain("1")]), row(&[plain("乙"), plain("2")])]))])]),
            "甲\t1\n乙\t2".to_owned(),
        ),
        ("a deleted row", table(&[deleted, row(&[plain("新"), plain("2")])]), "新\t2".to_owned()),
        (
            "between paragraphs",
            format!("{}{}{}", paragraph("前"), table(&[row(&[plain("甲"), plain("1")])]), paragraph("后")),
            "前\n甲\t1\n后".to_owned(),
        ),
    ] {
        assert_eq!(text(&body), expected, "{name}");
    }
}

#[test]
fn prefixes_names_and_encodings_vary() {
    let replaced = |from: &str, to: &str| -> Vec<(&'static str, String)> {
        parts(&paragraph("增长5.4%"), "", "").into_iter().map(|(name, part)| (name, part.replace(from, to))).collect()
    };
    let read = |parts: &[(&str, Vec<u8>)]| {
        let parts: Vec<_> = parts.iter().map(|(name, part)| (*name, part.as_slice())).collect();
        text_of(Format::Docx, &zip(&parts))
    };
    let bytes = |parts: Vec<(&'static str, String)>| -> Vec<(&'static str, Vec<u8>)> {
        parts.into_iter().map(|(name, part)| (name, part.into_bytes())).collect()
    };
    assert_eq!(read(&bytes(replaced("w:", "ns0:"))), "增长5.4%", "another prefix");
    assert_eq!(
        read(&bytes(replaced("\"word/document.xml\"", "\"/word/document.xml\""))),
        "增长5.4%",
        "an absolute path"
    );
    assert_eq!(read(&bytes(replaced("relationships/officeDocument", "x/y"))), "增长5.4%", "no relation");

    let mut moved = bytes(replaced("\"word/document.xml\"", "\"word/document2.xml\""));
    moved[2].0 = "word\\Document2.xml";
    assert_eq!(read(&moved), "增长5.4%", "a back slash and another case");

    let mut wide = bytes(replaced("UTF-8", "UTF-16"));
    let text: Vec<u16> = String::from_utf8_lossy(&wide[2].1).encode_utf16().collect();
    wide[2].1 = [0xff, 0xfe].into_iter().chain(text.into_iter().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(read(&wide), "增长5.4%", "a part in UTF-16");
}

#[test]
fn damaged_files_say_what_is_broken() {
    let whole = docx(&paragraph("一"));
    assert_eq!(error_of(&whole[..whole.len() - 30]).code(), "damaged", "cut off");
    let without_main = zip(&[("word/styles.xml", b"<w:styles/>")]);
    assert!(error_of(&without_main).to_string().contains("word/document.xml is missing"));
    for main in ["<w:document><w:body><w:p>", "<w:document/>", "", "<w:document><w:body></w:body>"] {
        assert_eq!(error_of(&zip(&[("word/document.xml", main.as_bytes())])).code(), "damaged", "{main}");
    }
    assert_eq!(error_of(&docx("<w:p/>")).code(), "empty");
}

#[test]
fn a_damaged_style_part_does_not_stop_the_reading() {
    let bytes = zip(&[
        ("word/document.xml", crate::builders::docx::document(&paragraph("一")).as_bytes()),
        ("word/styles.xml", b"<w:styles><w:style"),
    ]);
    assert_eq!(text_of(Format::Docx, &bytes), "一");
    assert_eq!(notes_of(&bytes), ["skipped-part"]);
}

#[test]
fn every_character_is_found_in_the_part_again() {
    let body = [
        "<w:p><w:r><w:t xml:space=\"preserve\">  增长</w:t><w:t>5 &lt; 6</w:t><w:tab/><w:t><![CDATA[甲&乙]]></w:t></w:r></w:p>",
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>路 </w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>4条</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        &item(1, 0, "办好实事"),
    ]
    .concat();
    let bytes = docx_with(&body, "", &list(1, &level(0, "decimal", "%1.")));
    let traced = duixian_text::trace_word(&bytes).unwrap();
    assert_eq!(traced.text, text_of(Format::Docx, &bytes));
    let characters: Vec<char> = traced.text.chars().collect();
    let mut found = String::new();
    for piece in &traced.pieces {
        let text: String = characters[piece.text.start as usize..piece.text.end as usize].iter().collect();
        let written = piece.xml.of(&traced.xml);
        assert!(text == written || (text == "<" && written == "&lt;"), "{text} is written {written}");
        found.push_str(&text);
    }
    assert_eq!(traced.text, "增长5 < 6\t甲&乙\n路\t4条\n1. 办好实事");
    assert_eq!(found, "增长5 < 6甲&乙路4条办好实事");
}
