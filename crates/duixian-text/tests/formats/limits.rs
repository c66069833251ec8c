//! Files made to exhaust time or memory are refused, quickly.

use std::io::{Cursor, Write};

use duixian_text::{Format, extract};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::builders::{docx, ofd, zip};
use crate::{error_of, text_of};

#[test]
fn a_part_that_unpacks_to_far_too_much_is_refused() {
    let blank = vec![b' '; 64 * 1024 * 1024];
    let body = [b"<w:document><w:body>".as_slice(), &blank].concat();
    let bomb = zip(&[("word/document.xml", &body)]);
    assert!(bomb.len() < 200_000, "{}", bomb.len());
    assert_eq!(error_of(&bomb).code(), "limit");
}

#[test]
fn a_part_that_compresses_well_is_read() {
    let body = docx::paragraph("全区新增就业4632人。").repeat(20_000);
    assert_eq!(text_of(Format::Docx, &docx::docx(&body)).lines().count(), 20_000);
}

#[test]
fn too_many_entries_are_refused() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..20_001 {
        writer.start_file(format!("word/{number}"), SimpleFileOptions::default()).unwrap();
    }
    writer.write_all(b"x").unwrap();
    assert_eq!(error_of(&writer.finish().unwrap().into_inner()).code(), "limit");
}

#[test]
fn entities_of_the_file_itself_are_refused() {
    let declaration = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>";
    let main = format!("{declaration}{}", docx::document(&docx::paragraph("x")).split_once("?>").unwrap().1);
    assert_eq!(error_of(&zip(&[("word/document.xml", main.as_bytes())])).code(), "limit");
    let root = format!("{declaration}<OFD><DocBody><DocRoot>&b;</DocRoot></DocBody></OFD>");
    assert_eq!(error_of(&zip(&[("OFD.xml", root.as_bytes())])).code(), "limit");
    let harmless = format!("<!DOCTYPE x>{}", docx::document(&docx::paragraph("一")).split_once("?>").unwrap().1);
    assert_eq!(text_of(Format::Docx, &zip(&[("word/document.xml", harmless.as_bytes())])), "一");
}

#[test]
fn a_label_cannot_fill_the_memory() {
    let numbering = docx::list(1, &docx::level(0, "decimal", &format!("%1{}", "、".repeat(1_000_000))));
    let text = text_of(Format::Docx, &docx::docx_with(&docx::item(1, 0, "甲").repeat(1000), "", &numbering));
    assert!(text.chars().count() < 100_000);
}

#[test]
fn deep_nesting_is_refused() {
    let deep = "<w:sdt><w:sdtContent>".repeat(100_000);
    assert_eq!(error_of(&docx::docx(&deep)).code(), "limit");
    let nested = "<ofd:PageBlock>".repeat(100_000);
    assert_eq!(error_of(&ofd::ofd_of(&[nested])).code(), "limit");
}

#[test]
fn pages_of_deep_or_open_markup_are_read_in_time() {
    for unit in [
        "<div>",
        "<b>",
        "<a><b>",
        "<p><b class=x>",
        "<table><tr><td>",
        "<font><p>",
        "<div><object></div></object>",
        "<li>",
        "<!--",
        "<a x=\"",
        "&",
        "</div>",
        "<p id='",
    ] {
        let page = format!("<html><body>{}增长5.4%", unit.repeat(200_000 / unit.len()));
        // Whether something is left to read depends on the markup; here only the time counts.
        let _ = extract(page.as_bytes());
    }
}
