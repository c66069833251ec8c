//! Splits a page into tags and text in one pass. Never fails: what is no tag is text.

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// An opening tag: name as written, and everything behind it.
    Open { name: &'a str, attributes: &'a str },
    /// A closing tag.
    Close { name: &'a str },
    /// Text as written, entities unresolved.
    Text(&'a str),
}

/// Elements whose content is no markup.
const RAW: [&str; 9] = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"];

/// The tokens of a page in order; comments and declarations are passed over.
pub(super) struct Tokens<'a> {
    rest: &'a str,
    /// The open element whose content is no markup.
    raw: Option<&'a str>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(page: &'a str) -> Self {
        Self { rest: page, raw: None }
    }

    /// Text up to the end of the raw element that is open.
    fn take_raw(&mut self, name: &'a str) -> Option<Token<'a>> {
        let bytes = self.rest.as_bytes();
        let end = memchr::memchr_iter(b'<', bytes)
            .find(|&at| {
                let closing = bytes.get(at + 1) == Some(&b'/');
                let found = bytes.get(at + 2..at + 2 + name.len());
                closing && found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            })
            .unwrap_or(bytes.len());
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!text.is_empty()).then_some(Token::Text(text))
    }

    /// A tag, or nothing where a comment or declaration was passed over.
    fn take_markup(&mut self) -> Option<Token<'a>> {
        let rest = self.rest;
        if let Some(comment) = rest.strip_prefix("<!--") {
            self.rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            return None;
        }
        if rest.starts_with("<!") || rest.starts_with("<?") {
            self.rest = rest.find('>').map_or("", |end| &rest[end + 1..]);
            return None;
        }
        let is_close = rest.starts_with("</");
        let inner = &rest[if is_close { 2 } else { 1 }..];
        let end = tag_end(inner);
        self.rest = inner.get(end + 1..).unwrap_or("");
        let inner = &inner[..end];
        let is_name = |character: char| !(character.is_ascii_whitespace() || character == '/');
        let length = inner.find(|character| !is_name(character)).unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(length);
        if is_close {
            return Some(Token::Close { name });
        }
        if RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)) {
            self.raw = Some(name);
        }
        Some(Token::Open { name, attributes })
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(text) = self.raw.take().and_then(|name| self.take_raw(name)) {
            return Some(text);
        }
        while !self.rest.is_empty() {
            if starts_markup(self.rest) {
                if let Some(token) = self.take_markup() {
                    return Some(token);
                }
                continue;
            }
            let bytes = self.rest.as_bytes();
            let end = memchr::memchr_iter(b'<', bytes).find(|&at| starts_markup(&self.rest[at..]));
            let (text, rest) = self.rest.split_at(end.unwrap_or(bytes.len()));
            self.rest = rest;
            return Some(Token::Text(text));
        }
        None
    }
}

/// Whether a tag, comment or declaration begins here: a lone `<` is text.
fn starts_markup(text: &str) -> bool {
    match text.as_bytes() {
        [b'<', b'!' | b'?', ..] => true,
        [b'<', b'/', next, ..] | [b'<', next, ..] => next.is_ascii_alphabetic(),
        _ => false,
    }
}

/// Where the tag ends: at the first `>` outside quotes that follow a `=`.
fn tag_end(inner: &str) -> usize {
    let bytes = inner.as_bytes();
    let mut at = 0;
    let mut is_value = false;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => return at,
            b'"' | b'\'' if is_value => {
                // A quote that is never closed is a character like any other.
                let Some(length) = memchr::memchr(byte, &bytes[at + 1..]).filter(|length| *length < MAX_VALUE) else {
                    return memchr::memchr(b'>', &bytes[at..]).map_or(bytes.len(), |end| at + end);
                };
                at += length + 1;
                is_value = false;
            }
            b'=' => is_value = true,
            _ if byte.is_ascii_whitespace() => {}
            _ => is_value = false,
        }
        at += 1;
    }
    bytes.len()
}

/// Longer attribute values are embedded pictures at most.
const MAX_VALUE: usize = 16 * 1024 * 1024;

/// The value of an attribute as written.
pub(super) fn attribute<'a>(attributes: &'a str, wanted: &str) -> Option<&'a str> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|character: char| character.is_ascii_whitespace() || character == '/');
        if rest.is_empty() {
            return None;
        }
        let length = rest.find(|character: char| character.is_ascii_whitespace() || character == '=');
        let (name, behind) = rest.split_at(length.unwrap_or(rest.len()).max(1).min(rest.len()));
        let (value, behind) = attribute_value(behind);
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = behind;
    }
}

/// The value behind a name, and what follows it.
fn attribute_value(behind: &str) -> (&str, &str) {
    let Some(value) = behind.trim_start().strip_prefix('=') else { return ("", behind) };
    let value = value.trim_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    value.split_at(value.find(|character: char| character.is_ascii_whitespace()).unwrap_or(value.len()))
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens, attribute};

    fn shown(page: &str) -> String {
        Tokens::new(page)
            .map(|token| match token {
                Token::Open { name, .. } => format!("[{name}]"),
                Token::Close { name } => format!("[/{name}]"),
                Token::Text(text) => text.to_owned(),
            })
            .collect()
    }

    #[test]
    fn tags_and_text_are_told_apart() {
        for (page, expected) in [
            ("<p>增长3.8%</p>", "[p]增长3.8%[/p]"),
            ("<a title=\"a>b\">x</a>", "[a]x[/a]"),
            ("1 < 2 <b>y", "1 < 2 [b]y"),
            ("a<!-- <p> -->b", "ab"),
            ("a<!-- never closed", "a"),
            ("<!DOCTYPE html><p>x", "[p]x"),
            ("<script>if (a<b) '</p>'</script>x", "[script]if (a<b) '</p>'[/script]x"),
            ("<style>p{}</STYLE>x", "[style]p{}[/STYLE]x"),
            ("<br/>x<p", "[br]x[p]"),
            ("<p class='a>x</p>", "[p]x[/p]"),
            ("<", "<"),
            ("</", "</"),
            ("<é>", "<é>"),
        ] {
            assert_eq!(shown(page), expected, "{page}");
        }
    }

    #[test]
    fn attributes_are_found() {
        for (attributes, name, expected) in [
            (" class=\"a b\" id=x", "class", Some("a b")),
            (" class=\"a b\" id=x/", "id", Some("x/")),
            (" CLASS = 'q'", "class", Some("q")),
            (" hidden", "hidden", Some("")),
            (" data-class=1", "class", None),
            (" =x class=y", "class", Some("y")),
            (" class=\"open", "class", Some("open")),
        ] {
            assert_eq!(attribute(attributes, name), expected, "{attributes}");
        }
    }
}
