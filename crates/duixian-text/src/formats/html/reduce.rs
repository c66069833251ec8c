//! A page → the same page with sound nesting and only what structure and text need, so that any parser is quick on it.
//! Never keeps scripts, styles, forms, pictures, hidden parts or more than `MAX_DEPTH` levels.

use super::title::Titles;
use super::tokens::{Token, Tokens, attribute};

/// Levels that are kept; the text of deeper ones stays, their tags go.
const MAX_DEPTH: usize = 120;
/// How far up an end tag looks for its start.
const MAX_SEARCH: usize = 256;
/// The longest name of a character reference.
const MAX_REFERENCE: usize = 32;

/// A page that is reduced.
pub(super) struct Reduced {
    pub(super) html: String,
    pub(super) titles: Titles,
}

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// Kept under this name.
    Keep(&'static str),
    /// Has no end tag and is kept.
    Void(&'static str),
    /// The tags go, the content stays.
    Unwrap,
    /// Has no end tag and goes.
    Ignore,
    /// Goes with its content.
    Drop,
}

fn fate(name: &str) -> Fate {
    match name {
        "p" => Fate::Keep("p"),
        "div" | "form" | "center" | "fieldset" | "dl" | "dt" | "dd" | "details" | "summary" | "figure"
        | "figcaption" | "address" | "hgroup" | "ucapcontent" | "ucaptitle" => Fate::Keep("div"),
        "section" => Fate::Keep("section"),
        "article" => Fate::Keep("article"),
        "main" => Fate::Keep("main"),
        "header" => Fate::Keep("header"),
        "h1" => Fate::Keep("h1"),
        "h2" => Fate::Keep("h2"),
        "h3" => Fate::Keep("h3"),
        "h4" => Fate::Keep("h4"),
        "h5" => Fate::Keep("h5"),
        "h6" => Fate::Keep("h6"),
        "ul" | "menu" | "dir" => Fate::Keep("ul"),
        "ol" => Fate::Keep("ol"),
        "li" => Fate::Keep("li"),
        "table" => Fate::Keep("table"),
        "tr" => Fate::Keep("tr"),
        "td" | "th" => Fate::Keep("td"),
        "caption" => Fate::Keep("caption"),
        "blockquote" => Fate::Keep("blockquote"),
        "pre" | "listing" | "xmp" => Fate::Keep("pre"),
        "a" => Fate::Keep("a"),
        "br" => Fate::Void("br"),
        "hr" => Fate::Void("hr"),
        "img" | "input" | "meta" | "link" | "base" | "col" | "area" | "embed" | "source" | "track" | "param"
        | "wbr" | "frame" | "bgsound" | "basefont" => Fate::Ignore,
        "script" | "style" | "textarea" | "title" | "iframe" | "noembed" | "noframes" | "select" | "option"
        | "button" | "datalist" | "svg" | "math" | "object" | "applet" | "video" | "audio" | "canvas" | "map"
        | "template" | "nav" | "footer" | "aside" | "del" | "rt" | "rp" | "noscript" | "marquee" => Fate::Drop,
        "html" | "head" | "body" | "tbody" | "thead" | "tfoot" | "colgroup" => Fate::Unwrap,
        _ => Fate::Keep("span"),
    }
}

/// An element that is open on the way down the page.
struct Open<'a> {
    name: &'a str,
    fate: Fate,
    /// Its tag was written and must be closed.
    is_written: bool,
}

struct Reducer<'a> {
    html: String,
    titles: Titles,
    open: Vec<Open<'a>>,
    /// Tags written and not yet closed.
    depth: usize,
    /// Index of the open element that is left out with all its content.
    dropped_from: Option<usize>,
}

pub(super) fn reduce(page: &str) -> Reduced {
    let mut reducer = Reducer {
        html: String::with_capacity(page.len().min(1 << 20)),
        titles: Titles::default(),
        open: Vec::new(),
        depth: 0,
        dropped_from: None,
    };
    reducer.html.push_str("<html><body>");
    for token in Tokens::new(page) {
        match token {
            Token::Open { name, attributes } => reducer.open(name, attributes),
            Token::Close { name } => reducer.close(name),
            Token::Text(text) => reducer.text(text),
        }
    }
    reducer.close_down_to(0);
    reducer.html.push_str("</body></html>");
    Reduced { html: reducer.html, titles: reducer.titles }
}

impl<'a> Reducer<'a> {
    fn open(&mut self, name: &'a str, attributes: &'a str) {
        let fate = match fate(&name.to_ascii_lowercase()) {
            // An anchor that leads nowhere only marks a place.
            Fate::Keep("a") if attribute(attributes, "href").is_none() => Fate::Keep("span"),
            fate => fate,
        };
        if fate == Fate::Ignore {
            if name.eq_ignore_ascii_case("meta") {
                self.titles.add_meta(attributes);
            }
            return;
        }
        if self.dropped_from.is_none() {
            if let Fate::Void(written) = fate {
                self.html.push('<');
                self.html.push_str(written);
                self.html.push('>');
                return;
            }
            self.close_implied(fate);
            if fate == Fate::Drop || is_hidden(attributes) {
                self.dropped_from = Some(self.open.len());
            } else {
                self.titles.open(name, attributes);
            }
        } else if matches!(fate, Fate::Void(_)) {
            return;
        }
        let is_written = self.dropped_from.is_none() && self.depth < MAX_DEPTH && self.write_start(fate, attributes);
        self.depth += usize::from(is_written);
        self.open.push(Open { name, fate, is_written });
    }

    fn close(&mut self, name: &str) {
        let fate = fate(&name.to_ascii_lowercase());
        let is_inside_cell = |open: &Open<'_>| open.fate == Fate::Keep("td") && !is_of_table(fate);
        let mut found = None;
        for (index, open) in self.open.iter().enumerate().rev().take(MAX_SEARCH) {
            if open.name.eq_ignore_ascii_case(name) {
                found = Some(index);
                break;
            }
            // An end tag in a cell does not close what lies outside the table.
            if is_inside_cell(open) {
                break;
            }
        }
        match found {
            Some(index) => self.close_down_to(index),
            // A stray end of a paragraph or a line break still breaks the line.
            None if self.dropped_from.is_none() && matches!(fate, Fate::Keep("p") | Fate::Void("br")) => {
                self.html.push_str("<br>");
            }
            None => {}
        }
    }

    fn text(&mut self, text: &str) {
        self.titles.text(text, self.open.last().is_some_and(|open| open.name.eq_ignore_ascii_case("title")));
        if self.dropped_from.is_some() {
            return;
        }
        let mut rest = text;
        while let Some(at) = rest.find(['<', '&']) {
            let (before, behind) = rest.split_at(at);
            self.html.push_str(before);
            self.html.push_str(match behind.as_bytes() {
                [b'<', ..] => "&lt;",
                // Parsers look far for the end of a reference that is none.
                _ if is_reference(&behind[1..]) => "&",
                _ => "&amp;",
            });
            rest = &behind[1..];
        }
        self.html.push_str(rest);
    }

    /// Closes what an opening tag closes by itself: a paragraph before a block, a cell before a cell.
    fn close_implied(&mut self, fate: Fate) {
        let Fate::Keep(opening) = fate else { return };
        let closes: &[&str] = match opening {
            "li" => &["li", "p"],
            "td" => &["td", "p"],
            "tr" => &["tr", "td", "p"],
            "a" => &["a"],
            "span" => return,
            _ => &["p"],
        };
        let barriers: &[&str] = match opening {
            "li" => &["ul", "ol", "td"],
            "td" | "tr" => &["table"],
            _ => &["td", "li", "div", "table", "ul", "ol", "section", "article", "blockquote"],
        };
        let mut lowest = None;
        for (index, open) in self.open.iter().enumerate().rev().take(MAX_SEARCH) {
            let Fate::Keep(name) = open.fate else { continue };
            if closes.contains(&name) {
                lowest = Some(index);
            } else if barriers.contains(&name) {
                break;
            }
        }
        if let Some(index) = lowest {
            self.close_down_to(index);
        }
    }

    fn close_down_to(&mut self, index: usize) {
        while self.open.len() > index {
            let Some(open) = self.open.pop() else { return };
            if self.dropped_from == Some(self.open.len()) {
                self.dropped_from = None;
            }
            self.titles.close(open.name);
            if let (true, Fate::Keep(name)) = (open.is_written, open.fate) {
                self.depth -= 1;
                self.html.push_str("</");
                self.html.push_str(name);
                self.html.push('>');
            }
        }
    }

    fn write_start(&mut self, fate: Fate, attributes: &str) -> bool {
        let Fate::Keep(name) = fate else { return false };
        self.html.push('<');
        self.html.push_str(name);
        for wanted in ["id", "class"] {
            let value = attribute(attributes, wanted).unwrap_or_default();
            if !value.is_empty() && value.len() < 200 && !value.contains(['"', '<', '>', '&']) {
                self.html.push(' ');
                self.html.push_str(wanted);
                self.html.push_str("=\"");
                self.html.push_str(value);
                self.html.push('"');
            }
        }
        if name == "a" {
            self.html.push_str(" href=\"#\"");
        }
        self.html.push('>');
        true
    }
}

/// Whether the name of a reference and its semicolon stand here.
fn is_reference(text: &str) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let length = text.bytes().take(MAX_REFERENCE).take_while(is_part).count();
    length > 0 && text.as_bytes().get(length) == Some(&b';')
}

fn is_of_table(fate: Fate) -> bool {
    matches!(fate, Fate::Keep("table" | "tr" | "td"))
}

fn is_hidden(attributes: &str) -> bool {
    if attributes.is_empty() {
        return false;
    }
    let style = attribute(attributes, "style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.chars().filter(|character| !character.is_whitespace()).collect();
    style.contains("display:none") || style.contains("visibility:hidden") || attribute(attributes, "hidden").is_some()
}
