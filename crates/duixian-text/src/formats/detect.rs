//! Which format the bytes are, by their content alone. Never decides by a name, never reads further than it must.

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `%PDF-` near the start.
    Pdf,
    /// A zip archive: Word 2007, OFD or something else.
    Zip,
    /// An OLE compound file: Word 97, an encrypted Word 2007 or something else.
    CompoundFile,
    /// A web page.
    Html,
    /// Perhaps plain text.
    Text,
    /// A known format that is not read.
    Other(&'static str),
}

/// Signatures of files that people choose by mistake, so that the error can name them.
const OTHERS: [(&[u8], &str); 14] = [
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"\xdb\xa5-\0", "Word 2 for Windows"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet table"),
    (b"CAJ\0", "CAJ"),
];

const ZIP: [&[u8]; 3] = [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"];
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// `%PDF-` may stand behind some rubbish, but not further down than this.
const PDF_WINDOW: usize = 1024;
/// How far the start of a page is looked for behind comments and declarations.
const HTML_WINDOW: usize = 4096;

pub(super) fn detect(bytes: &[u8]) -> Kind {
    if ZIP.iter().any(|magic| bytes.starts_with(magic)) {
        return Kind::Zip;
    }
    if bytes.starts_with(COMPOUND_FILE) {
        return Kind::CompoundFile;
    }
    if let Some((_, name)) = OTHERS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Kind::Other(name);
    }
    if memchr::memmem::find(&bytes[..bytes.len().min(PDF_WINDOW)], b"%PDF-").is_some() {
        return Kind::Pdf;
    }
    detect_markup(&ascii_prefix(bytes))
}

/// The ASCII characters of the first bytes in lower case; the zero bytes of UTF-16 fall away.
fn ascii_prefix(bytes: &[u8]) -> String {
    let prefix = &bytes[..bytes.len().min(HTML_WINDOW)];
    prefix
        .iter()
        .filter(|&&byte| byte != 0)
        .map(|&byte| if byte.is_ascii() { char::from(byte.to_ascii_lowercase()) } else { '\u{80}' })
        .collect()
}

/// Tags that open a page or a saved part of one.
const HTML_TAGS: [&str; 36] = [
    "html",
    "head",
    "body",
    "title",
    "meta",
    "link",
    "base",
    "script",
    "style",
    "div",
    "p",
    "table",
    "span",
    "h1",
    "h2",
    "h3",
    "h4",
    "center",
    "font",
    "br",
    "hr",
    "article",
    "section",
    "main",
    "header",
    "nav",
    "form",
    "ul",
    "ol",
    "dl",
    "pre",
    "blockquote",
    "a",
    "b",
    "strong",
    "img",
];

fn detect_markup(prefix: &str) -> Kind {
    if prefix.starts_with("mime-version:") || prefix.starts_with("from: <saved by") {
        return Kind::Other("a saved web archive (MHTML)");
    }
    let start = prefix.trim_start_matches(|character: char| character.is_ascii_whitespace() || character == '\u{80}');
    // Only a byte order mark may stand before a tag: three bytes at most, not a line of text.
    if prefix.len() - start.len() > 64 || !start.starts_with('<') {
        return Kind::Text;
    }
    let mut rest = start;
    let mut is_xml = false;
    loop {
        rest = rest.trim_start();
        let end_mark = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") {
            is_xml |= rest.starts_with("<?xml");
            ">"
        } else if rest.starts_with("<!doctype html") {
            return Kind::Html;
        } else if rest.starts_with("<!") {
            ">"
        } else {
            break;
        };
        let Some(end) = rest.find(end_mark) else {
            return if is_xml { Kind::Other("XML") } else { Kind::Html };
        };
        rest = &rest[end + end_mark.len()..];
    }
    let Some(tag) = rest.strip_prefix('<') else { return Kind::Text };
    let name: &str =
        tag.split(|character: char| !character.is_ascii_alphanumeric() && character != ':').next().unwrap_or("");
    if HTML_TAGS.contains(&name) {
        return Kind::Html;
    }
    match name {
        "w:worddocument" | "pkg:package" => Kind::Other("Word XML in one file"),
        "office:document" => Kind::Other("flat OpenDocument"),
        _ if is_xml => Kind::Other("XML"),
        _ => Kind::Text,
    }
}
