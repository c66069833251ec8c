//! Word 97: what stands in the text and what does not.

use duixian_text::Format;

use crate::builders::doc::{DELETED, Doc, HIDDEN, IN_TABLE, INNER_CELL, INNER_ROW, ROW_END};
use crate::builders::{REPORT, compound_file};
use crate::{error_of, notes_of, text_of};

fn text(doc: Doc) -> String {
    text_of(Format::Doc, &doc.build())
}

fn doc() -> Doc {
    Doc::default()
}

#[test]
fn paragraphs_are_lines() {
    assert_eq!(text_of(Format::Doc, &Doc::of(&REPORT)), REPORT.join("\n"));
}

#[test]
fn characters_of_both_widths_are_read() {
    assert_eq!(text(doc().text("增长").narrow(b"5.4% \x93GDP\x94\r")), "增长5.4% “GDP”");
    assert_eq!(text(doc().text("𠮷村\r")), "𠮷村");
}

#[test]
fn marks() {
    for (source, expected) in [
        ("一\u{b}二", "一\n二"),
        ("一\u{c}二", "一\n二"),
        ("1\u{1e}11月", "1-11月"),
        ("可\u{1f}选", "可选"),
        ("图\u{1}\u{8}注\u{2}\u{5}", "图注"),
        ("一\t二", "一\t二"),
        ("见\u{13} HYPERLINK \"x\" \u{14}附件\u{15}。", "见附件。"),
        ("第\u{13}PAGE\u{15}页", "第页"),
        ("\u{13}IF \u{13}PAGE\u{14}3\u{15} = 1\u{14}丙\u{15}", "丙"),
    ] {
        assert_eq!(text(doc().text(source).end(&[])), expected, "{source:?}");
    }
    assert_eq!(text(doc().text("一\u{13}吞").end(&[]).text("二").end(&[])), "一\n二", "a code that never ends");
}

#[test]
fn deleted_and_hidden_text_is_left_out() {
    let bytes = doc().text("增长").marked("4.8%", DELETED).text("5.4%").end(&[]).build();
    assert_eq!(text_of(Format::Doc, &bytes), "增长5.4%");
    assert_eq!(notes_of(&bytes), ["left-out-deletions"]);
    assert_eq!(text(doc().text("明").marked("密", HIDDEN).text("文").end(&[])), "明文");
    assert_eq!(
        text(doc().text("项").marked("\r", DELETED).properties(&[]).text("目").end(&[])),
        "项目",
        "a deleted mark"
    );
    assert_eq!(
        text(doc().marked("一", &[0x00, 0x08, 0]).marked("二", &[0x3c, 0x08, 0x80]).end(&[])),
        "一二",
        "switched off"
    );
    let table_definition = [0x08, 0xd6, 3, 0, 9, 9, 0x00, 0x08, 1];
    assert_eq!(text(doc().text("一").marked("二", &table_definition).end(&[])), "一", "behind a long property");
}

#[test]
fn a_symbol_is_no_bracket() {
    assert_eq!(text(doc().text("一(").marked("(", &[0x09, 0x6a, 1, 0, 0x6c, 0xf0]).text("二)").end(&[])), "一(二)");
}

#[test]
fn tables_are_rows_of_cells() {
    let table = doc()
        .text("前")
        .end(&[])
        .text("指标")
        .cell(IN_TABLE)
        .text("数值")
        .cell(IN_TABLE)
        .cell(ROW_END)
        .text("增速")
        .cell(IN_TABLE)
        .text("5.4%")
        .end(IN_TABLE)
        .text("初步")
        .cell(IN_TABLE)
        .cell(ROW_END)
        .text("后")
        .end(&[]);
    assert_eq!(text(table), "前\n指标\t数值\n增速\t5.4% 初步\n后");
    let nested = doc()
        .text("甲")
        .end(INNER_CELL)
        .text("1")
        .end(INNER_CELL)
        .end(INNER_ROW)
        .text("外")
        .cell(IN_TABLE)
        .cell(ROW_END)
        .text("后")
        .end(&[]);
    assert_eq!(text(nested), "甲\t1\n外\n后", "a table in a cell");
}

#[test]
fn lists_are_numbered() {
    let lists = doc().list(37, "\0、").list(37, "（\0）").list(0, "\0.").list(23, "\u{f0b7}");
    let numbered = [(1, "回顾"), (2, "经济"), (2, "项目"), (1, "任务"), (3, "开工"), (4, "点"), (9, "无")]
        .into_iter()
        .fold(lists, |doc, (list, text)| doc.text(text).end(&Doc::in_list(list)));
    assert_eq!(text(numbered), "一、回顾\n（一）经济\n（二）项目\n二、任务\n1. 开工\n点\n无");
}

#[test]
fn text_boxes_follow_the_text() {
    assert_eq!(text(doc().text("正文").end(&[]).boxes().text("框").end(&[])), "正文\n框");
}

#[test]
fn damaged_files_say_what_is_broken() {
    let whole = Doc::of(&REPORT);
    for length in [20, 600, 1500, whole.len() / 2] {
        assert_eq!(error_of(&whole[..length]).code(), "damaged", "cut at {length}");
    }
    let (main, table) = doc().text("一").end(&[]).streams();
    let file = |main: &[u8], table: &[u8]| compound_file(&[("WordDocument", main), ("1Table", table)]);
    assert_eq!(error_of(&compound_file(&[("WordDocument", &main)])).code(), "damaged", "no table stream");
    assert_eq!(error_of(&file(&main[..50], &table)).code(), "damaged", "a cut header");
    assert_eq!(error_of(&file(&main, &table[..8])).code(), "damaged", "a cut piece table");
    assert_eq!(error_of(&file(&main, &[0; 60])).code(), "damaged", "no piece table");
    assert_eq!(error_of(&file(&[7; 2000], &table)).code(), "damaged", "another header");
}

#[test]
fn a_piece_table_cannot_claim_more_text_than_the_file_has() {
    let (main, mut table) = doc().text("一").end(&[]).streams();
    table[9..13].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(error_of(&compound_file(&[("WordDocument", &main), ("1Table", &table)])).code(), "limit");
}
