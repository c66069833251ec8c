//! Reading the XML parts of a package by local names, with limits. Never resolves an entity that a file declares itself.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::{beyond, damaged};
use crate::{Format, ReadError};

/// Elements within elements; real documents stay far below.
const MAX_DEPTH: usize = 256;

/// The characters of an XML part, whatever its declaration says.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text));
    }
    let by_start = match bytes {
        [b'<', 0, ..] => Some(UTF_16LE),
        [0, b'<', ..] => Some(UTF_16BE),
        _ => None,
    };
    let encoding = by_start.or_else(|| declared(bytes)).unwrap_or(encoding_rs::UTF_8);
    encoding.decode(bytes).0
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let prefix = &bytes[..bytes.len().min(256)];
    let at = memchr::memmem::find(prefix, b"encoding=")? + "encoding=".len();
    let label = prefix.get(at + 1..)?.split(|byte| matches!(byte, b'"' | b'\'')).next()?;
    Encoding::for_label(label)
}

/// A step through a part.
pub(super) enum Node<'a> {
    /// An element opens; an empty one closes in the next step.
    Open(Element<'a>),
    /// The innermost element closes.
    Close,
    /// Characters.
    Text(Cow<'a, str>),
}

/// An opening tag.
pub(super) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// The name without its namespace prefix.
    pub(super) fn name(&self) -> &str {
        local(self.0.name().0)
    }

    /// The value of an attribute by its local name.
    pub(super) fn attribute(&self, wanted: &str) -> Option<Cow<'_, str>> {
        self.attributes().find(|(name, _)| *name == wanted).map(|(_, value)| value)
    }

    /// All attributes with their local names; broken ones are left out.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        attributes.flatten().map(|attribute| (local(attribute.key.0), unescape(attribute.value)))
    }

    /// A switch like `<w:vanish/>` or `<w:vanish w:val="0"/>`.
    pub(super) fn is_on(&self) -> bool {
        self.attribute("val").is_none_or(|value| !matches!(&*value, "0" | "false" | "off" | "none"))
    }
}

/// A name without its namespace prefix. Names are short: a plain loop finds the colon soonest.
fn local(name: &str) -> &str {
    let behind_colon = name.bytes().rposition(|byte| byte == b':').map_or(0, |colon| colon + 1);
    &name[behind_colon..]
}

fn unescape(value: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memchr(b'&', value.as_bytes()).is_none() {
        return value;
    }
    match quick_xml::escape::unescape(&value) {
        Ok(unescaped) => Cow::Owned(unescaped.into_owned()),
        Err(_) => value,
    }
}

/// Steps through one part of a file of `format`.
pub(super) struct XmlReader<'a> {
    reader: Reader<&'a [u8]>,
    format: Format,
    depth: usize,
    /// The element that was opened last was an empty one.
    is_close_due: bool,
    /// Where the last step begins in the part.
    start: u64,
    /// Bytes of marks around the characters of the last step.
    marks: (usize, usize),
}

impl<'a> XmlReader<'a> {
    pub(super) fn new(text: &'a str, format: Format) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_dangling_amp = true;
        Self { reader, format, depth: 0, is_close_due: false, start: 0, marks: (0, 0) }
    }

    /// Where the characters that were just read stand in the part: their bytes as written.
    pub(super) fn place(&self) -> Range<usize> {
        let (start, end) = (self.start as usize + self.marks.0, self.reader.buffer_position() as usize - self.marks.1);
        start..end.max(start)
    }

    /// The next step; `None` at the end of the part.
    pub(super) fn next(&mut self) -> Result<Option<Node<'a>>, ReadError> {
        if self.is_close_due {
            self.is_close_due = false;
            self.depth -= 1;
            return Ok(Some(Node::Close));
        }
        loop {
            self.start = self.reader.buffer_position();
            self.marks = (0, 0);
            let node = match self.reader.read_event() {
                Ok(Event::Start(start)) => self.open(start, false)?,
                Ok(Event::Empty(start)) => self.open(start, true)?,
                Ok(Event::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::Close
                }
                Ok(Event::Text(text)) => Node::Text(text.into_inner()),
                Ok(Event::CData(text)) => {
                    self.marks = ("<![CDATA[".len(), "]]>".len());
                    Node::Text(text.into_inner())
                }
                Ok(Event::GeneralRef(reference)) => Node::Text(resolve(&reference)),
                Ok(Event::DocType(declaration)) if declaration.contains("<!ENTITY") => {
                    return Err(beyond(self.format, "a part declares XML entities of its own"));
                }
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => continue,
                Ok(Event::Eof) if self.depth > 0 => {
                    return Err(damaged(self.format, "a part ends in the middle of an element"));
                }
                Ok(Event::Eof) => return Ok(None),
                Err(error) => return Err(damaged(self.format, format!("a part is no valid XML: {error}"))),
            };
            return Ok(Some(node));
        }
    }

    /// Passes over everything up to the end of the element that was just opened.
    pub(super) fn skip(&mut self) -> Result<(), ReadError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// Calls `visit` for every child of the element that was just opened, up to its end.
    ///
    /// Where `visit` does not read a child's own children, they are passed over.
    pub(super) fn children(
        &mut self,
        mut visit: impl FnMut(&mut Self, &Element<'a>) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let inside = self.depth;
        while self.depth >= inside {
            match self.next()? {
                Some(Node::Open(element)) => {
                    visit(self, &element)?;
                    if self.depth > inside {
                        self.skip()?;
                    }
                }
                Some(_) => {}
                None => break,
            }
        }
        Ok(())
    }

    fn open(&mut self, start: BytesStart<'a>, is_empty: bool) -> Result<Node<'a>, ReadError> {
        self.depth += 1;
        self.is_close_due = is_empty;
        if self.depth > MAX_DEPTH {
            return Err(beyond(self.format, format!("XML elements are nested more than {MAX_DEPTH} deep")));
        }
        Ok(Node::Open(Element(start)))
    }
}

/// A character reference or one of the five predefined entities; anything else stays as written.
fn resolve(reference: &quick_xml::events::BytesRef<'_>) -> Cow<'static, str> {
    match reference.resolve_char_ref() {
        Ok(Some(character)) => Cow::Owned(character.to_string()),
        _ => match resolve_predefined_entity(reference) {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(format!("&{};", &**reference)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn parts_are_decoded_as_declared() {
        let gbk =
            [b"<?xml version=\"1.0\" encoding='GBK'?><a>".as_slice(), &[0xd4, 0xf6, 0xb3, 0xa4], b"</a>"].concat();
        assert!(decode(&gbk).ends_with("<a>增长</a>"));
        assert_eq!(decode("\u{feff}<a/>".as_bytes()), "<a/>");
        assert_eq!(decode(b"<\0a\0/\0>\0\xd8\xd8"), "<a/>\u{fffd}");
    }

    #[test]
    fn a_declaration_that_is_cut_off_says_nothing() {
        for behind in ["", "\"", "\"GBK"] {
            let cut =
                [b"<".repeat(256 - 9 - behind.len()).as_slice(), b"encoding=", behind.as_bytes(), &[0xff; 9]].concat();
            assert!(decode(&cut).contains("encoding="), "{behind}");
        }
    }
}
