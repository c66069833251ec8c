//! Every way in which a font's codes stand for characters.

use crate::builder::{Coding, Pdf, hexadecimal, text};
use crate::{codes_of, text_of};

const LINE: &str = "清河区2024年生产总值增长3.8%，达12.5亿元";

fn drawn(coding: Coding, line: &str) -> String {
    let mut pdf = Pdf::new(coding);
    pdf.page(&[text(50.0, 700.0, 12.0, line)]);
    text_of(&pdf.finish())
}

#[test]
fn predefined_encodings_of_gbk() {
    for name in ["GB-EUC-H", "GBK-EUC-H", "GBKp-EUC-H", "GBK2K-H", "GBpc-EUC-H"] {
        assert_eq!(drawn(Coding::Gb(name), LINE), LINE, "{name}");
    }
    assert_eq!(drawn(Coding::Gb("GBK2K-H"), "村名㐂䶮𠀋有32户"), "村名㐂䶮𠀋有32户");
}

#[test]
fn predefined_encodings_of_unicode() {
    for name in ["UniGB-UCS2-H", "UniGB-UTF16-H", "UniCNS-UTF16-H", "UniJIS-UCS2-H"] {
        assert_eq!(drawn(Coding::Unicode(name), LINE), LINE, "{name}");
    }
    assert_eq!(drawn(Coding::Unicode("UniGB-UTF16-H"), "村名𠀋有32户"), "村名𠀋有32户");
}

#[test]
fn maps_inside_the_file() {
    assert_eq!(drawn(Coding::ToUnicode, LINE), LINE);
    assert_eq!(drawn(Coding::EmbeddedCmap, LINE), LINE);
}

#[test]
fn cids_without_a_map() {
    assert_eq!(drawn(Coding::AdobeGb1, LINE), LINE);
}

#[test]
fn one_byte_fonts() {
    assert_eq!(drawn(Coding::WinAnsi, "GDP 3.8% – 12,345"), "GDP 3.8% – 12,345");
    assert_eq!(drawn(Coding::Differences, "GDP 3.8% 2024"), "GDP 3.8% 2024");
}

#[test]
fn packed_streams() {
    let mut pdf = Pdf::new(Coding::ToUnicode).compressed();
    pdf.page(&[text(50.0, 700.0, 12.0, LINE)]);
    assert_eq!(text_of(&pdf.finish()), LINE);
}

#[test]
fn text_written_downwards_reads_from_right_to_left() {
    let mut pdf = Pdf::new(Coding::Unicode("UniGB-UTF16-V"));
    pdf.page(&[text(300.0, 700.0, 20.0, "清河区新添"), text(270.0, 700.0, 20.0, "公园3座")]);
    assert_eq!(text_of(&pdf.finish()), "清河区新添公园3座");
}

#[test]
fn numbers_split_by_kerning_stay_whole() {
    let mut pdf = Pdf::new(Coding::Gb("GBK-EUC-H"));
    let parts: Vec<String> =
        ["增长", "3", ".8", "%，比上年"].iter().map(|part| hexadecimal(&pdf.encode(part))).collect();
    let content = format!(
        "BT /F1 12 Tf 0.3 Tc 50 700 Td [<{}> -20 <{}> 15 <{}>] TJ <{}> Tj 0 -20 TD <{}> Tj T* <{}> ' ET",
        parts[0], parts[1], parts[2], parts[3], parts[0], parts[1]
    );
    pdf.raw_page(content.as_bytes(), "");
    assert_eq!(text_of(&pdf.finish()), "增长3.8%，比上年\n增长\n3");
}

#[test]
fn forms_are_drawn_with_their_matrix_and_never_for_ever() {
    let mut pdf = Pdf::new(Coding::Unicode("UniGB-UCS2-H"));
    let inner = pdf.draw(&[text(0.0, 0.0, 12.0, "表内的字")]);
    let content = [inner, b"/X Do".to_vec()].concat();
    let next = 6;
    let form = pdf.stream(
        &format!("/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Matrix [1 0 0 1 50 -30] /Resources << /Font << /F1 3 0 R >> /XObject << /X {next} 0 R >> >>"),
        &content,
    );
    assert_eq!(form, next);
    let mut page = pdf.draw(&[text(50.0, 700.0, 12.0, "页上的字")]);
    page.extend(b"q 1 0 0 1 0 660 cm /X Do Q");
    let content = pdf.stream("", &page);
    let object = format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {content} 0 R \
         /Resources << /Font << /F1 3 0 R >> /XObject << /X {form} 0 R >> >> >>"
    );
    let page = pdf.object(object.into_bytes());
    pdf.show(page);
    let found = text_of(&pdf.finish());
    assert!(found.starts_with("页上的字\n表内的字"), "{found}");
}

#[test]
fn text_that_stands_for_other_glyphs() {
    let mut pdf = Pdf::new(Coding::Unicode("UniGB-UCS2-H"));
    let before = String::from_utf8(pdf.draw(&[text(50.0, 700.0, 10.0, "增长")])).unwrap();
    let inside = String::from_utf8(pdf.draw(&[text(70.0, 700.0, 10.0, "□□")])).unwrap();
    let content = format!("{before}/Span << /ActualText <FEFF0035002E0031> >> BDC {inside} EMC");
    pdf.raw_page(content.as_bytes(), "");
    assert_eq!(text_of(&pdf.finish()), "增长5.1");
}

#[test]
fn invisible_text_counts_only_where_there_is_no_other() {
    let ocr = |with_ink: bool| {
        let mut pdf = Pdf::new(Coding::Unicode("UniGB-UCS2-H"));
        let mut content = b"3 Tr ".to_vec();
        content.extend(pdf.draw(&[text(50.0, 700.0, 12.0, "识别的字")]));
        if with_ink {
            content.extend(b" 0 Tr ");
            content.extend(pdf.draw(&[text(50.0, 600.0, 12.0, "印出的字")]));
        }
        pdf.raw_page(&content, "");
        pdf.finish()
    };
    assert_eq!(text_of(&ocr(false)), "识别的字");
    assert_eq!(text_of(&ocr(true)), "印出的字");
    assert_eq!(codes_of(&ocr(true)), ["pdf-invisible-text"]);
}

#[test]
fn bold_made_by_drawing_twice_is_read_once() {
    let mut pdf = Pdf::new(Coding::Unicode("UniGB-UCS2-H"));
    pdf.page(&[text(50.0, 700.0, 16.0, "政府工作报告"), text(50.4, 700.2, 16.0, "政府工作报告")]);
    assert_eq!(text_of(&pdf.finish()), "政府工作报告");
}
