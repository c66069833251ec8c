//! A small PDF writer: just enough to draw strings in each encoding that the reader knows.

use std::fmt::Write as _;

use encoding_rs::GB18030;

/// The width and height of every page, in points.
pub(crate) const PAGE: (f32, f32) = (600.0, 800.0);

/// How a font's codes stand for characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    /// A predefined `CMap` whose codes are GBK or GB18030.
    Gb(&'static str),
    /// A predefined `CMap` whose codes are UTF-16.
    Unicode(&'static str),
    /// Codes in the order of first use, with a `ToUnicode` `CMap`.
    ToUnicode,
    /// CIDs of `Adobe-GB1` without a `ToUnicode` `CMap`.
    AdobeGb1,
    /// CIDs of `Adobe-GB1` by a `CMap` inside the file.
    EmbeddedCmap,
    /// One byte a character, as in Windows.
    WinAnsi,
    /// One byte a character, digits renamed by `Differences`.
    Differences,
}

/// A string and its place.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) size: f32,
    pub(crate) words: String,
}

pub(crate) fn text(x: f32, y: f32, size: f32, text: &str) -> Text {
    Text { x, y, size, words: text.to_owned() }
}

/// A file under construction: objects first, pages by content.
pub(crate) struct Pdf {
    coding: Coding,
    objects: Vec<Vec<u8>>,
    pages: Vec<usize>,
    used: Vec<char>,
    compress: bool,
}

const CATALOG: usize = 1;
const TREE: usize = 2;
const FONT: usize = 3;
const DESCENDANT: usize = 4;
const TO_UNICODE: usize = 5;

impl Pdf {
    pub(crate) fn new(coding: Coding) -> Self {
        // Places for the catalog, the page tree and the three objects of the font.
        Self { coding, objects: vec![Vec::new(); 5], pages: Vec::new(), used: Vec::new(), compress: false }
    }

    /// Packs the content streams with deflate.
    pub(crate) fn compressed(mut self) -> Self {
        self.compress = true;
        self
    }

    /// A page of strings.
    pub(crate) fn page(&mut self, texts: &[Text]) {
        let content = self.draw(texts);
        self.raw_page(&content, "");
    }

    /// The operators that draw strings.
    pub(crate) fn draw(&mut self, texts: &[Text]) -> Vec<u8> {
        let mut content = Vec::new();
        for Text { x, y, size, words } in texts {
            let codes = self.encode(words);
            content.extend(format!("BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{}> Tj ET\n", hexadecimal(&codes)).bytes());
        }
        content
    }

    /// A page of operators; `more` goes into its dictionary.
    pub(crate) fn raw_page(&mut self, content: &[u8], more: &str) {
        let content = self.stream("", content);
        let (width, height) = PAGE;
        let page = format!(
            "<< /Type /Page /Parent {TREE} 0 R /MediaBox [0 0 {width} {height}] /Contents {content} 0 R \
             /Resources << /Font << /F1 {FONT} 0 R >> >> {more} >>"
        );
        let page = self.object(page.into_bytes());
        self.show(page);
    }

    /// Adds an object to the pages.
    pub(crate) fn show(&mut self, page: usize) {
        self.pages.push(page);
    }

    pub(crate) fn object(&mut self, object: Vec<u8>) -> usize {
        self.objects.push(object);
        self.objects.len()
    }

    pub(crate) fn stream(&mut self, dictionary: &str, content: &[u8]) -> usize {
        let packed = self.compress.then(|| deflate(content));
        let filter = if self.compress { "/Filter /FlateDecode" } else { "" };
        let content = packed.as_deref().unwrap_or(content);
        let object = stream_object(&format!("{dictionary} {filter}"), content);
        self.object(object)
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        let kids: String = self.pages.iter().fold(String::new(), |mut kids, page| {
            let _ = write!(kids, "{page} 0 R ");
            kids
        });
        self.objects[CATALOG - 1] = format!("<< /Type /Catalog /Pages {TREE} 0 R >>").into_bytes();
        self.objects[TREE - 1] = format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", self.pages.len()).into_bytes();
        self.write_font();
        let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
        let mut places = Vec::new();
        for (index, object) in self.objects.iter().enumerate() {
            places.push(file.len());
            file.extend(format!("{} 0 obj\n", index + 1).bytes());
            file.extend(object);
            file.extend(b"\nendobj\n");
        }
        let start = file.len();
        file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
        for place in &places {
            file.extend(format!("{place:010} 00000 n \n").bytes());
        }
        let size = places.len() + 1;
        file.extend(
            format!("trailer\n<< /Size {size} /Root {CATALOG} 0 R /ID [<00> <00>] >>\nstartxref\n{start}\n%%EOF\n")
                .bytes(),
        );
        file
    }

    pub(crate) fn encode(&mut self, text: &str) -> Vec<u8> {
        match self.coding {
            Coding::Gb(_) => GB18030.encode(text).0.into_owned(),
            Coding::Unicode(_) => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Coding::ToUnicode => {
                text.chars().flat_map(|character| self.code_in_order(character).to_be_bytes()).collect()
            }
            Coding::AdobeGb1 | Coding::EmbeddedCmap => {
                text.chars().flat_map(|character| cid(character).to_be_bytes()).collect()
            }
            Coding::WinAnsi => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
            Coding::Differences => {
                text.bytes().map(|byte| if byte.is_ascii_digit() { byte - b'0' + 1 } else { byte }).collect()
            }
        }
    }

    fn code_in_order(&mut self, character: char) -> u16 {
        let known = self.used.iter().position(|used| *used == character);
        let index = known.unwrap_or_else(|| {
            self.used.push(character);
            self.used.len() - 1
        });
        u16::try_from(index + 1).expect("few characters")
    }

    fn write_font(&mut self) {
        let (encoding, ordering) = match self.coding {
            Coding::Gb(name) | Coding::Unicode(name) => (format!("/{name}"), "GB1"),
            Coding::ToUnicode => ("/Identity-H".to_owned(), "Identity"),
            Coding::AdobeGb1 => ("/Identity-H".to_owned(), "GB1"),
            Coding::EmbeddedCmap => {
                let map = b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 begincidrange <0000> <FFFF> 0 endcidrange";
                (format!("{} 0 R", self.stream("/Type /CMap", map)), "GB1")
            }
            Coding::WinAnsi => return self.write_simple_font("/WinAnsiEncoding"),
            Coding::Differences => {
                let names = "/zero /one /two /three /four /five /six /seven /eight /nine";
                return self
                    .write_simple_font(&format!("<< /BaseEncoding /WinAnsiEncoding /Differences [1 {names}] >>"));
            }
        };
        let mut to_unicode = String::new();
        if self.coding == Coding::ToUnicode {
            let mut map = "1 begincodespacerange <0000> <FFFF> endcodespacerange\n".to_owned();
            for (index, character) in self.used.iter().enumerate() {
                let units: Vec<u8> = character.to_string().encode_utf16().flat_map(u16::to_be_bytes).collect();
                let _ = writeln!(map, "1 beginbfchar <{:04X}> <{}> endbfchar", index + 1, hexadecimal(&units));
            }
            self.objects[TO_UNICODE - 1] = stream_object("", map.as_bytes());
            to_unicode = format!("/ToUnicode {TO_UNICODE} 0 R");
        }
        self.objects[FONT - 1] = format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding {encoding} \
             /DescendantFonts [{DESCENDANT} 0 R] {to_unicode} >>"
        )
        .into_bytes();
        let widths =
            if self.coding == Coding::ToUnicode { self.widths_in_order() } else { "1 95 500 814 907 500".to_owned() };
        self.objects[DESCENDANT - 1] = format!(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /W [{widths}] \
             /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 2 >> >>"
        )
        .into_bytes();
    }

    fn write_simple_font(&mut self, encoding: &str) {
        let widths = "500 ".repeat(256);
        self.objects[FONT - 1] = format!(
            "<< /Type /Font /Subtype /TrueType /BaseFont /Sans /FirstChar 0 /LastChar 255 /Widths [{widths}] \
             /Encoding {encoding} >>"
        )
        .into_bytes();
    }

    fn widths_in_order(&self) -> String {
        self.used.iter().enumerate().fold(String::new(), |mut widths, (index, character)| {
            let width = if character.is_ascii() { 500 } else { 1000 };
            let _ = write!(widths, "{} [{width}] ", index + 1);
            widths
        })
    }
}

/// The CID of a character in `Adobe-GB1`, for the few characters of the tests.
fn cid(character: char) -> u16 {
    let table = include_bytes!("../../data/adobe-gb1.bin");
    let mut units = table.chunks_exact(2).map(|pair| u32::from(u16::from_be_bytes([pair[0], pair[1]])));
    let index = units.position(|unit| unit == u32::from(character)).expect("a character of Adobe-GB1");
    u16::try_from(index).expect("a CID")
}

/// The width of a string in ems, as the builder's fonts draw it.
pub(crate) fn ems(text: &str) -> f32 {
    text.chars().map(|character| if character.is_ascii() { 0.5 } else { 1.0 }).sum()
}

/// Breaks a paragraph into lines of `width` ems, the first indented by two.
pub(crate) fn wrap(paragraph: &str, width: f32) -> Vec<(f32, String)> {
    const NEVER_FIRST: &str = "，。、；：！？）》”%";
    let characters: Vec<char> = paragraph.chars().collect();
    let mut lines = Vec::new();
    let (mut indent, mut line) = (2.0, String::new());
    let mut at = 0;
    while at < characters.len() {
        let start = at;
        at += 1;
        while at < characters.len()
            && (NEVER_FIRST.contains(characters[at]) || (characters[at].is_ascii() && characters[at - 1].is_ascii()))
        {
            at += 1;
        }
        let word: String = characters[start..at].iter().collect();
        if !line.is_empty() && indent + ems(&line) + ems(&word) > width {
            lines.push((indent, std::mem::take(&mut line)));
            indent = 0.0;
        }
        line.push_str(&word);
    }
    lines.push((indent, line));
    lines
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02X}");
        digits
    })
}

fn stream_object(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let mut object = format!("<< {dictionary} /Length {} >>\nstream\n", content.len()).into_bytes();
    object.extend(content);
    object.extend(b"\nendstream");
    object
}

pub(crate) fn deflate(content: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(content).expect("writing to memory");
    encoder.finish().expect("writing to memory")
}
