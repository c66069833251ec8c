//! The format is found by content, whatever the file is called.

use duixian_text::{Format, ReadError, extract};

use crate::builders::{compound_file, doc::Doc, docx, html, ofd, utf_16, zip};
use crate::{error_of, read};

#[test]
fn each_format_is_found() {
    let page = html(&["各位代表：", "新增就业4632人。"]);
    for (bytes, format) in [
        (docx::docx(&docx::paragraph("增长5.4%")), Format::Docx),
        (Doc::of(&["增长5.4%"]), Format::Doc),
        (ofd::ofd(&[vec![(30.0, 40.0, 5.6, "增长5.4%")]]), Format::Ofd),
        (page.clone().into_bytes(), Format::Html),
        (utf_16(&page), Format::Html),
        (format!("\u{feff}\r\n  <!-- saved -->{page}").into_bytes(), Format::Html),
        (
            "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\"><html><body><p>增长</p></body></html>".into(),
            Format::Html,
        ),
        ("<P>增长5.4%</P>".into(), Format::Html),
        ("增长5.4% <p> 不是网页".into(), Format::Txt),
        ("<增长5.4%>".into(), Format::Txt),
        ("《政府工作报告》".into(), Format::Txt),
    ] {
        assert_eq!(read(&bytes).format, format);
    }
}

#[test]
fn other_formats_are_named() {
    let zipped = |name: &str| zip(&[(name, b"x")]);
    for (bytes, name) in [
        (b"{\\rtf1 x}".to_vec(), "RTF"),
        (b"\x89PNG\r\n\x1a\n".to_vec(), "PNG"),
        (zipped("xl/workbook.xml"), "Excel"),
        (zipped("ppt/presentation.xml"), "PowerPoint"),
        (zip(&[("mimetype", b"application/vnd.oasis.opendocument.text")]), "zip"),
        (zipped("a.txt"), "zip"),
        (compound_file(&[("Workbook", b"x")]), "Excel"),
        (compound_file(&[("PowerPoint Document", b"x")]), "PowerPoint"),
        (compound_file(&[("x", b"x")]), "compound"),
        (b"<?xml version=\"1.0\"?><w:wordDocument/>".to_vec(), "Word XML"),
        (b"<?xml version=\"1.0\"?><rss/>".to_vec(), "XML"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n".to_vec(), "MHTML"),
    ] {
        match extract(&bytes) {
            Err(ReadError::Unsupported { found }) => assert!(found.contains(name), "{found} for {name}"),
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn encrypted_files_say_so() {
    let ooxml = compound_file(&[("EncryptionInfo", b"x"), ("EncryptedPackage", b"x")]);
    assert_eq!(error_of(&ooxml), ReadError::Encrypted { format: Format::Docx });

    let doc = Doc::default().flags(0x0100).text("x").end(&[]).build();
    assert_eq!(error_of(&doc), ReadError::Encrypted { format: Format::Doc });

    let mut parts = ofd::parts(&[String::new()]);
    parts.push(("Encryptions.xml".to_owned(), "<x/>".to_owned()));
    let parts: Vec<_> = parts.iter().map(|(name, part)| (name.as_str(), part.as_bytes())).collect();
    assert_eq!(error_of(&zip(&parts)), ReadError::Encrypted { format: Format::Ofd });

    // The flag in every entry's header, as archive programs set it.
    let mut zipped = docx::docx(&docx::paragraph("x"));
    for (signature, at) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let found: Vec<usize> = memchr::memmem::find_iter(&zipped, signature).collect();
        for place in found {
            zipped[place + at] |= 1;
        }
    }
    assert_eq!(error_of(&zipped), ReadError::Encrypted { format: Format::Docx });
}

#[test]
fn old_word_versions_say_so() {
    let doc = Doc::default().version(104).text("x").end(&[]).build();
    match error_of(&doc) {
        ReadError::Unsupported { found } => assert!(found.contains("Word 95")),
        other => panic!("{other}"),
    }
}
