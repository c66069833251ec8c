//! Word 2007 documents.

use super::{escape, zip};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A document of a body alone.
pub fn docx(body: &str) -> Vec<u8> {
    docx_with(body, "", "")
}

/// A document of a body, styles and lists, each without its outer element.
pub fn docx_with(body: &str, styles: &str, numbering: &str) -> Vec<u8> {
    zip(&parts(body, styles, numbering).iter().map(|(name, part)| (*name, part.as_bytes())).collect::<Vec<_>>())
}

/// The parts of a document.
pub fn parts(body: &str, styles: &str, numbering: &str) -> Vec<(&'static str, String)> {
    vec![
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" \
                 Target=\"word/document.xml\"/></Relationships>"
            ),
        ),
        ("word/document.xml", document(body)),
        ("word/styles.xml", format!("<w:styles xmlns:w=\"{MAIN}\">{styles}</w:styles>")),
        ("word/numbering.xml", format!("<w:numbering xmlns:w=\"{MAIN}\">{numbering}</w:numbering>")),
    ]
}

/// The main part.
pub fn document(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"{MAIN}\"><w:body>{body}</w:body></w:document>"
    )
}

/// A paragraph of one run.
pub fn paragraph(text: &str) -> String {
    format!("<w:p>{}</w:p>", run(text))
}

/// A run.
pub fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text))
}

/// A paragraph in a list.
pub fn item(list: u32, level: u32, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}</w:p>",
        run(text)
    )
}

/// A level of a list.
pub fn level(level: u32, format: &str, label: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{label}\"/></w:lvl>"
    )
}

/// Rules and a list of the same number that uses them.
pub fn list(number: u32, levels: &str) -> String {
    format!(
        "<w:abstractNum w:abstractNumId=\"{number}\">{levels}</w:abstractNum>\
         <w:num w:numId=\"{number}\"><w:abstractNumId w:val=\"{number}\"/></w:num>"
    )
}
