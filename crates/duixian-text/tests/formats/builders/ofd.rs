//! OFD documents.
#![allow(clippy::cast_precision_loss)]

use super::{escape, zip};

/// Font size of the body text, in millimetres.
pub const SIZE: f32 = 5.6;
/// Distance between lines.
pub const PITCH: f32 = 10.0;

/// A text object: left edge, baseline, font size, text.
pub type Object<'a> = (f32, f32, f32, &'a str);

/// A document of pages.
pub fn ofd(pages: &[Vec<Object<'_>>]) -> Vec<u8> {
    let pages: Vec<String> = pages.iter().map(|objects| objects.iter().map(object).collect()).collect();
    ofd_of(&pages)
}

/// A document of pages given as the objects of their layer.
pub fn ofd_of(pages: &[String]) -> Vec<u8> {
    let parts = parts(pages);
    zip(&parts.iter().map(|(name, part)| (name.as_str(), part.as_bytes())).collect::<Vec<_>>())
}

/// The parts of a document.
pub fn parts(pages: &[String]) -> Vec<(String, String)> {
    let list: String = (0..pages.len())
        .map(|index| format!("<ofd:Page ID=\"{}\" BaseLoc=\"Pages/Page_{index}/Content.xml\"/>", index + 10))
        .collect();
    let mut parts = vec![
        ("OFD.xml".to_owned(), root("Doc_0/Document.xml")),
        (
            "Doc_0/Document.xml".to_owned(),
            format!("<ofd:Document xmlns:ofd=\"o\"><ofd:CommonData/><ofd:Pages>{list}</ofd:Pages></ofd:Document>"),
        ),
    ];
    for (index, objects) in pages.iter().enumerate() {
        parts.push((format!("Doc_0/Pages/Page_{index}/Content.xml"), page(objects)));
    }
    parts
}

/// The package's main part.
pub fn root(document: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:DocBody>\
         <ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>{document}</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
}

/// A page's part.
pub fn page(objects: &str) -> String {
    format!("<ofd:Page xmlns:ofd=\"o\"><ofd:Content><ofd:Layer ID=\"1\">{objects}</ofd:Layer></ofd:Content></ofd:Page>")
}

/// A text object whose characters stand side by side.
pub fn object((left, baseline, size, text): &Object<'_>) -> String {
    let steps = text.chars().count() - 1;
    let width = size * text.chars().count() as f32;
    format!(
        "<ofd:TextObject ID=\"2\" Boundary=\"{left} {top} {width} {size}\" Font=\"1\" Size=\"{size}\"><ofd:FillColor Value=\"0 0 0\"/>\
         <ofd:TextCode X=\"0\" Y=\"{size}\" DeltaX=\"g {steps} {size}\">{text}</ofd:TextCode></ofd:TextObject>",
        top = baseline - size,
        text = escape(text),
    )
}

/// Sets paragraphs in lines of `characters`, the first line of each indented by two.
pub fn set<'a>(paragraphs: &[&'a str], left: f32, top: f32, characters: usize) -> Vec<(f32, f32, f32, &'a str)> {
    let mut objects = Vec::new();
    let mut baseline = top;
    for paragraph in paragraphs {
        let mut rest = *paragraph;
        let mut indent = 2;
        while !rest.is_empty() {
            let end = rest.char_indices().nth(characters - indent).map_or(rest.len(), |(end, _)| end);
            objects.push((left + indent as f32 * SIZE, baseline, SIZE, &rest[..end]));
            rest = &rest[end..];
            baseline += PITCH;
            indent = 0;
        }
    }
    objects
}
