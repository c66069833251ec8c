//! Small pieces of XML: escaping, names with their prefixes, a child added to a part's root. Never parses a whole part twice.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::error::{Error, damaged};

/// Characters as XML content or as an attribute's value; characters that XML cannot hold become blanks.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other if is_allowed(other) => escaped.push(other),
            _ => escaped.push(' '),
        }
    }
    escaped
}

/// Whether a character can stand in XML as a letter; tabs and breaks are elements of their own in Word.
pub(crate) fn is_allowed(character: char) -> bool {
    !character.is_control() && !matches!(character, '\u{fffe}' | '\u{ffff}')
}

/// How names of one namespace are written in a part.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    /// The prefix with its colon.
    prefix: String,
    /// The declaration that each added element needs, where the root declares no prefix.
    declaration: String,
}

impl Names {
    /// The names of `namespace` below a root element.
    pub(crate) fn of(root: &Root, namespace: &str) -> Self {
        match root.prefixes(namespace).find(|prefix| !prefix.is_empty()) {
            Some(prefix) => Self { prefix: format!("{prefix}:"), declaration: String::new() },
            // Attributes need a prefix, which a default namespace does not give.
            None => Self { prefix: "dx:".to_owned(), declaration: format!(" xmlns:dx=\"{}\"", escape(namespace)) },
        }
    }

    /// The start of an element that is added to the part; attributes follow.
    pub(crate) fn outer(&self, name: &str) -> String {
        format!("<{}{name}{}", self.prefix, self.declaration)
    }

    /// The start of an element within one that was added.
    pub(crate) fn inner(&self, name: &str) -> String {
        format!("<{}{name}", self.prefix)
    }

    /// The end of an element.
    pub(crate) fn end(&self, name: &str) -> String {
        format!("</{}{name}>", self.prefix)
    }

    /// An attribute with a blank before it.
    pub(crate) fn attribute(&self, name: &str, value: &str) -> String {
        format!(" {}{name}=\"{}\"", self.prefix, escape(value))
    }
}

/// The root element of a part.
#[derive(Clone, Debug, Default)]
pub(crate) struct Root {
    /// The name as written.
    pub(crate) name: String,
    /// Prefix and namespace of each declaration; the default one has no prefix.
    declared: Vec<(String, String)>,
    /// Where the tag stands.
    start: usize,
    end: usize,
    is_empty: bool,
}

impl Root {
    /// Finds the root of a part.
    pub(crate) fn find(part: &str, xml: &str) -> Result<Self, Error> {
        let mut reader = reader(xml);
        loop {
            let start = reader.buffer_position() as usize;
            let event = reader.read_event().map_err(|error| damaged(part, error))?;
            let end = reader.buffer_position() as usize;
            match event {
                Event::Start(tag) => return Ok(Self::of_tag(&tag, start, end, false)),
                Event::Empty(tag) => return Ok(Self::of_tag(&tag, start, end, true)),
                Event::Eof => return Err(damaged(part, "it has no element")),
                _ => {}
            }
        }
    }

    fn of_tag(tag: &BytesStart<'_>, start: usize, end: usize, is_empty: bool) -> Self {
        let declared = attributes(tag).filter_map(|(name, value)| {
            let prefix = name.strip_prefix("xmlns")?;
            Some((prefix.strip_prefix(':').unwrap_or_default().to_owned(), value))
        });
        Self { name: tag.name().0.to_owned(), declared: declared.collect(), start, end, is_empty }
    }

    /// The namespace that the root itself is of.
    pub(crate) fn namespace(&self) -> Option<&str> {
        let prefix = self.name.split_once(':').map_or("", |(prefix, _)| prefix);
        self.declared.iter().find(|(declared, _)| declared == prefix).map(|(_, namespace)| namespace.as_str())
    }

    /// The prefixes of a namespace.
    pub(crate) fn prefixes(&self, namespace: &str) -> impl Iterator<Item = &str> {
        self.declared.iter().filter(move |(_, found)| found == namespace).map(|(prefix, _)| prefix.as_str())
    }
}

/// The part with something added at the end of its root element.
pub(crate) fn with_last_child(part: &str, xml: &str, root: &Root, child: &str) -> Result<String, Error> {
    if root.is_empty {
        let tag = xml[root.start..root.end].trim_end_matches("/>");
        return Ok([&xml[..root.start], tag, ">", child, "</", &root.name, ">", &xml[root.end..]].concat());
    }
    let end = xml.rfind(&format!("</{}", root.name)).ok_or_else(|| damaged(part, "its root element has no end"))?;
    Ok([&xml[..end], child, &xml[end..]].concat())
}

/// A reader with the mildness of the one that reads the text.
pub(crate) fn reader(xml: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_dangling_amp = true;
    reader
}

/// The name without its prefix.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// All attributes as written, values unescaped; broken ones are left out.
pub(crate) fn attributes<'tag>(tag: &'tag BytesStart<'_>) -> impl Iterator<Item = (String, String)> + 'tag {
    let mut attributes = tag.attributes();
    attributes.with_checks(false);
    attributes.flatten().map(|attribute| {
        let value = quick_xml::escape::unescape(&attribute.value)
            .map_or_else(|_| attribute.value.to_string(), std::borrow::Cow::into_owned);
        (attribute.key.0.to_owned(), value)
    })
}

/// The values of an attribute, by its local name, on all elements of a local name.
pub(crate) fn values_of(xml: &str, element: &str, attribute: &str) -> Vec<String> {
    let mut reader = reader(xml);
    let mut values = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) if local(tag.name().0) == element => {
                values.extend(attributes(&tag).find(|(name, _)| local(name) == attribute).map(|(_, value)| value));
            }
            Ok(Event::Eof) | Err(_) => return values,
            Ok(_) => {}
        }
    }
}

/// A part that was decoded and will be written in UTF-8 says so.
pub(crate) fn declared_as_utf_8(xml: &str) -> String {
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    let rest = xml.trim_start_matches('\u{feff}');
    match rest.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((old, rest)) if !old.to_ascii_lowercase().contains("utf-8") => [declaration, rest].concat(),
        _ => rest.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_characters_are_harmless() {
        assert_eq!(escape("<&>\"'\u{1}\u{b}\n\u{ffff}"), "&lt;&amp;&gt;&quot;'    ");
    }

    #[test]
    fn a_child_is_added_to_any_root() {
        for (xml, expected) in [
            ("<?xml version=\"1.0\"?><a:b x=\"1\"/>", "<?xml version=\"1.0\"?><a:b x=\"1\"><c/></a:b>"),
            ("<b><d/></b>\n", "<b><d/><c/></b>\n"),
        ] {
            let root = Root::find("part", xml).unwrap();
            assert_eq!(with_last_child("part", xml, &root, "<c/>").unwrap(), expected);
        }
        assert!(Root::find("part", "no element").is_err());
    }

    #[test]
    fn names_declare_their_prefix_where_nobody_did() {
        let root = Root::find("part", "<document xmlns=\"urn:x\"/>").unwrap();
        assert_eq!(root.namespace(), Some("urn:x"));
        let names = Names::of(&root, "urn:x");
        let element = format!("{}{}/>", names.outer("mark"), names.attribute("id", "1"));
        assert_eq!(element, "<dx:mark xmlns:dx=\"urn:x\" dx:id=\"1\"/>");
    }

    #[test]
    fn a_part_of_another_encoding_says_what_it_is_now() {
        assert!(declared_as_utf_8("<?xml version='1.0' encoding='GBK'?><a/>").contains("encoding=\"UTF-8\""));
        assert_eq!(
            declared_as_utf_8("<?xml version='1.0' encoding='utf-8'?><a/>"),
            "<?xml version='1.0' encoding='utf-8'?><a/>"
        );
        assert_eq!(declared_as_utf_8("<a/>"), "<a/>");
    }
}
