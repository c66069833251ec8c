//! Writes the seeds of every target to `seeds/`: `cargo +nightly run --example seeds` in this folder.

#[path = "../../crates/duixian-text/tests/formats/builders/mod.rs"]
mod builders;
#[path = "../../crates/duixian-text/tests/pdf/builder.rs"]
#[allow(dead_code)]
mod pdf_builder;

use std::fs;
use std::path::Path;

use builders::doc::{DELETED, Doc, HIDDEN, IN_TABLE, ROW_END};
use builders::{REPORT, docx, html, ofd, utf_16};
use duixian_fuzz::PART_END;
use pdf_builder::{Coding, Pdf};

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
    let pdfs = pdfs();
    write("pdf", &pdfs.iter().map(Vec::as_slice).collect::<Vec<_>>())
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

/// A file for each way in which codes stand for characters, and one of two columns.
fn pdfs() -> Vec<Vec<u8>> {
    let codings = [
        Coding::Gb("GBK-EUC-H"),
        Coding::Unicode("UniGB-UTF16-H"),
        Coding::ToUnicode,
        Coding::AdobeGb1,
        Coding::EmbeddedCmap,
        Coding::WinAnsi,
        Coding::Differences,
    ];
    let mut files: Vec<Vec<u8>> = codings
        .into_iter()
        .map(|coding| {
            let line = if matches!(coding, Coding::WinAnsi | Coding::Differences) {
                "GDP 5.4%"
            } else {
                "生产总值增长5.4%"
            };
            let mut pdf = Pdf::new(coding);
            pdf.page(&[pdf_builder::text(50.0, 700.0, 12.0, line)]);
            pdf.finish()
        })
        .collect();
    let mut columns = Pdf::new(Coding::Gb("GBK-EUC-H")).compressed();
    let lines = (0..12_u8).map(|line| (50.0 + 250.0 * f32::from(line % 2), 700.0 - 20.0 * f32::from(line / 2)));
    columns.page(&lines.map(|(x, y)| pdf_builder::text(x, y, 12.0, "实施重点项目86个，完成投资")).collect::<Vec<_>>());
    files.push(columns.finish());
    files
}
