//! Writes the seeds of every target to `seeds/`: `cargo +nightly run --example seeds` in this folder.

#[path = "../../crates/duixian-text/tests/formats/builders/mod.rs"]
mod builders;

use std::fs;
use std::path::Path;

use builders::doc::{DELETED, Doc, HIDDEN, IN_TABLE, ROW_END};
use builders::{REPORT, docx, html, ofd, utf_16};
use duixian_fuzz::PART_END;

fn main() -> std::io::Result<()> {
    let text = REPORT.join("\n");
    write(
        "txt",
        &[text.as_bytes(), &utf_16(&text), "\u{feff}增长5.4%\r\n".as_bytes(), &[0xd4, 0xf6, 0xb3, 0xa4, b'5']],
    )?;
    write("report", &[text.as_bytes(), PLAN.as_bytes(), ODD.as_bytes()])?;
    write("html", &[html(&REPORT).as_bytes(), ODD_PAGE.as_bytes()])?;
    write("docx", &[&docx::docx(&docx::paragraph(REPORT[5])), &joined(&word_parts())])?;
    write("doc", &[&Doc::of(&REPORT[..3]), &word_97_streams()])?;
    let page: String = ofd::set(&REPORT, 30.0, 40.0, 20).iter().map(ofd::object).collect();
    let parts: Vec<String> =
        ofd::parts(&[page, ofd::object(&(30.0, 40.0, 5.6, "2"))]).into_iter().map(|(_, part)| part).collect();
    write("ofd", &[&ofd::ofd(&[ofd::set(&REPORT[..2], 30.0, 40.0, 20)]), &joined(&parts)])?;
    write("pdf", &[pdf().as_bytes()])
}

/// Writes the seeds of one target, named by their number.
fn write(target: &str, seeds: &[&[u8]]) -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target);
    fs::create_dir_all(&folder)?;
    for (number, seed) in seeds.iter().enumerate() {
        fs::write(folder.join(number.to_string()), seed)?;
    }
    Ok(())
}

fn joined(parts: &[String]) -> Vec<u8> {
    parts.iter().map(String::as_bytes).collect::<Vec<_>>().join(&PART_END)
}

fn word_parts() -> Vec<String> {
    let properties = "<w:pPr><w:pStyle w:val=\"H\"/><w:rPr><w:del/></w:rPr></w:pPr>";
    let body = format!(
        "{}{}<w:p>{properties}<w:ins>{}</w:ins><w:del>{}</w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t><w:br/></w:r>\
         <w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType=\"separate\"/></w:r>\
         <w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>\
         <w:tbl><w:tr><w:trPr/><w:tc>{}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>\
         <w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        docx::item(1, 0, "回顾"),
        docx::item(1, 1, "经济"),
        docx::run("一"),
        docx::run("二"),
        docx::paragraph("框"),
        docx::paragraph("格"),
        docx::paragraph("请输入"),
    );
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"H\"><w:name w:val=\"h\"/><w:basedOn w:val=\"H\"/><w:pPr><w:numPr>\
                  <w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";
    let levels = [docx::level(0, "chineseCounting", "%1、"), docx::level(1, "decimalEnclosedCircle", "%1%2")].concat();
    let parts = docx::parts(&body, styles, &docx::list(1, &levels));
    parts.into_iter().skip(2).map(|(_, part)| part).collect()
}

fn word_97_streams() -> Vec<u8> {
    let doc = Doc::default().list(37, "（\0）").list(0, "\0.").text("回顾").end(&Doc::in_list(1)).text("增长");
    let doc = doc.marked("4.8", DELETED).marked("密", HIDDEN).text("\u{13}PAGE\u{14}5.4%\u{15}").end(&Doc::in_list(2));
    let doc = doc.text("指标").cell(IN_TABLE).text("值").cell(IN_TABLE).cell(ROW_END).narrow(b"GDP \x93x\x94\r");
    let (main, table) = doc.streams();
    let length = (main.len() as u16).to_le_bytes();
    [&length, main.as_slice(), &table].concat()
}

const PLAN: &str = "二、2026年工作安排\n今年，主要预期目标是：地区生产总值增长5.5%左右，城乡居民人均可支配收入分别增长4.9%、6.9%。\n\
                    （一）抓项目。新开工省级6个、市级14个重点项目，力争投资突破130亿元；完成清河路、双桥路等4条道路改造。\n";
const ODD: &str = "１６ . ３%\n[bookmark: _Toc1]项\n目突破年，由2020年的1,234.5万元增至3亿元，下降1—2个百分点，居全市前三位，比值3.7:52.9:43.4。";
const ODD_PAGE: &str = "<table><tr><td>甲<td>乙<li><p>一<br>二<a href=x>三</a><h1>题</h1><pre>\n四</pre><div style='display:none'>五</div>&nbsp;&#20;<";

/// A page with one line in one of the standard fonts, and a stream that names its length wrongly.
fn pdf() -> String {
    let content = "BT /F1 12 Tf 72 720 Td (GDP 5.4%) Tj 0 -20 Td [(1) -250 (2)] TJ ET";
    format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>endobj\n\
         4 0 obj<</Length {}>>stream\n{content}\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n\
         6 0 obj<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/GBK-EUC-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0\
         /CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>endobj\ntrailer<</Root 1 0 R/Size 7>>\nstartxref\n0\n%%EOF",
        content.len()
    )
}
