//! Any document as a plain Word file in the layout of Chinese official documents (GB/T 9704), to carry comments.
//! Never keeps the looks of the original, which other formats do not tell.

use duixian_text::{ByteSpan, Document, Paragraph, Span};

use crate::error::Error;
use crate::markup::{escape, is_allowed};
use crate::{Comment, package, word};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The document as a plain Word file with the comments.
pub(crate) fn commented(document: &Document, comments: &[Comment]) -> Result<Vec<u8>, Error> {
    let paragraphs = paragraphs(document);
    let text = paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join("\n");
    let file = package::archive_of(&parts(&paragraphs))?;
    // A document without a word has no place for a comment, and none to be read again.
    if text.is_empty() {
        return Ok(file);
    }
    let moved = comments.iter().map(|comment| {
        let span = document.map.to_clean(&document.clean, comment.span);
        Comment { span: moved(document, &paragraphs, span), ..comment.clone() }
    });
    word::put_in(&file, &text, &moved.collect::<Vec<_>>())
}

/// A paragraph as it is written.
struct Written {
    /// Its place in the clean text.
    span: ByteSpan,
    /// Its words; one character for each of the clean text.
    text: String,
    style: Style,
    /// How much of it is set like a heading, in bytes.
    lead: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Title,
    Subtitle,
    Heading(u8),
    Body,
}

impl Style {
    fn identifier(self) -> String {
        match self {
            Self::Title => "Title".to_owned(),
            Self::Subtitle => "Subtitle".to_owned(),
            Self::Heading(level) => format!("Heading{level}"),
            Self::Body => "Normal".to_owned(),
        }
    }
}

fn paragraphs(document: &Document) -> Vec<Written> {
    let title = document.header.title.as_deref().unwrap_or_default();
    let first_section = document.sections.first().map_or(u32::MAX, |section| section.span.start);
    let mut is_title_found = false;
    let mut written = Vec::new();
    for paragraph in &document.paragraphs {
        let text: String = document.text(paragraph.span).chars().map(writable).collect();
        let is_title = !is_title_found && is_like(&text, title);
        is_title_found |= is_title;
        let is_in_head = paragraph.span.start < first_section && is_of_header(document, &text);
        let style = match heading_level(document, paragraph) {
            _ if is_title => Style::Title,
            _ if is_in_head => Style::Subtitle,
            Some(level) => Style::Heading(level),
            None => Style::Body,
        };
        let lead = if style == Style::Body { lead_of(document, paragraph) } else { 0 };
        written.push(Written { span: paragraph.span, text, style, lead });
    }
    written
}

/// The character itself, or one in its place that Word can hold.
fn writable(character: char) -> char {
    match character {
        '\t' => character,
        other if is_allowed(other) => other,
        blank if blank.is_whitespace() => ' ',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

/// The same words, blanks aside.
fn is_like(text: &str, title: &str) -> bool {
    let without = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    !title.is_empty() && without(text) == without(title)
}

/// A line that tells meeting, day or speaker.
fn is_of_header(document: &Document, text: &str) -> bool {
    let header = &document.header;
    let told = [&header.meeting, &header.speaker];
    let is_told = told.iter().any(|word| word.as_deref().is_some_and(|word| !word.is_empty() && text.contains(word)));
    is_told && !text.ends_with('。')
}

fn heading_level(document: &Document, paragraph: &Paragraph) -> Option<u8> {
    let section = document.sections.get(paragraph.section? as usize)?;
    paragraph.is_heading.then_some(section.level.clamp(1, 4))
}

/// The length of the heading that a paragraph begins with: `（一）产业根基更加厚实。`
fn lead_of(document: &Document, paragraph: &Paragraph) -> usize {
    let section = paragraph.section.and_then(|index| document.sections.get(index as usize));
    let section = section.filter(|section| section.span.start == paragraph.span.start);
    section.map_or(0, |section| (section.heading.end.min(paragraph.span.end) - paragraph.span.start) as usize)
}

/// A span of the clean text, counted in the text of the file.
fn moved(document: &Document, paragraphs: &[Written], span: ByteSpan) -> Span {
    let start = moved_byte(document, paragraphs, span.start);
    let end = moved_byte(document, paragraphs, span.end);
    Span { start, end: end.max(start) }
}

fn moved_byte(document: &Document, paragraphs: &[Written], byte: u32) -> u32 {
    let mut before = 0;
    for paragraph in paragraphs {
        if byte <= paragraph.span.end {
            let inside = byte.max(paragraph.span.start);
            let characters = document.text(ByteSpan { start: paragraph.span.start, end: inside }).chars().count();
            return before + characters as u32;
        }
        before += paragraph.text.chars().count() as u32 + 1;
    }
    before.saturating_sub(1)
}

fn parts(paragraphs: &[Written]) -> Vec<(&'static str, String)> {
    let relations = |inner: &str| declared(&format!("<Relationships xmlns=\"{RELATIONS}\">{inner}</Relationships>"));
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let types = [("document", "document.main"), ("styles", "styles"), ("footer1", "footer")]
        .map(|(part, kind)| format!("<Override PartName=\"/word/{part}.xml\" ContentType=\"{WORD}.{kind}+xml\"/>"));
    vec![
        (
            "[Content_Types].xml",
            declared(&format!(
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
                 <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}</Types>",
                types.concat()
            )),
        ),
        ("_rels/.rels", relations(&relation("rId1", "officeDocument", "word/document.xml"))),
        ("word/document.xml", body(paragraphs)),
        (
            "word/_rels/document.xml.rels",
            relations(&(relation("rId1", "styles", "styles.xml") + &relation("rId2", "footer", "footer1.xml"))),
        ),
        ("word/styles.xml", styles()),
        ("word/footer1.xml", footer()),
    ]
}

fn declared(xml: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{xml}")
}

fn body(paragraphs: &[Written]) -> String {
    let written = paragraphs.iter().map(|paragraph| {
        let (lead, rest) = paragraph.text.split_at_checked(paragraph.lead).unwrap_or(("", &paragraph.text));
        let lead = if lead.is_empty() { String::new() } else { run("<w:rPr><w:rStyle w:val=\"Lead\"/></w:rPr>", lead) };
        let rest = if rest.is_empty() { String::new() } else { run("", rest) };
        let style = paragraph.style.identifier();
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{lead}{rest}</w:p>")
    });
    let written = written.collect::<String>();
    // Page and margins of an official document: A4, 37 mm above, 28 mm at the binding edge, 28 lines of 22 characters.
    declared(&format!(
        "<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><w:body>{written}<w:sectPr>\
         <w:footerReference w:type=\"default\" r:id=\"rId2\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\" w:header=\"851\" w:footer=\"1400\" \
         w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    ))
}

fn run(properties: &str, text: &str) -> String {
    let written = |words: &str| format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(words));
    let written = text.split('\t').map(written).collect::<Vec<_>>().join("<w:tab/>");
    format!("<w:r>{properties}{written}</w:r>")
}

/// The styles: small title font size 2 for the title, size 3 for everything else, lines of 28 points.
fn styles() -> String {
    let fonts = |chinese: &str| {
        format!("<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"{chinese}\"/>")
    };
    let style = |id: &str, name: &str, paragraph: &str, run: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:next w:val=\"Normal\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )
    };
    let heading = |level: u8, chinese: &str, run: &str| {
        let paragraph = format!("<w:keepNext/><w:outlineLvl w:val=\"{}\"/>", level - 1);
        style(&format!("Heading{level}"), &format!("heading {level}"), &paragraph, &(fonts(chinese) + run))
    };
    let centred = |after: u16| {
        format!(
            "<w:spacing w:after=\"{after}\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"center\"/>"
        )
    };
    declared(&format!(
        "<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr>{}<w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/>\
         <w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/>\
         <w:pPr><w:spacing w:line=\"560\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>\
         <w:jc w:val=\"both\"/></w:pPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Lead\"><w:name w:val=\"Lead\"/><w:rPr>{}</w:rPr></w:style>\
         {}{}{}{}{}{}</w:styles>",
        fonts("仿宋_GB2312"),
        fonts("楷体_GB2312") + "<w:b/>",
        style(
            "Title",
            "Title",
            &centred(280),
            &(fonts("方正小标宋简体") + "<w:sz w:val=\"44\"/><w:szCs w:val=\"44\"/>")
        ),
        style("Subtitle", "Subtitle", &centred(0), &fonts("楷体_GB2312")),
        heading(1, "黑体", ""),
        heading(2, "楷体_GB2312", ""),
        heading(3, "仿宋_GB2312", "<w:b/>"),
        heading(4, "仿宋_GB2312", ""),
    ))
}

/// The page number between dashes.
fn footer() -> String {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    declared(&format!(
        "<w:ftr xmlns:w=\"{MAIN}\"><w:p><w:pPr><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"center\"/></w:pPr>\
         <w:r><w:t xml:space=\"preserve\">— </w:t></w:r>{}<w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>\
         {}<w:r><w:t>1</w:t></w:r>{}<w:r><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>",
        field("begin"),
        field("separate"),
        field("end"),
    ))
}
