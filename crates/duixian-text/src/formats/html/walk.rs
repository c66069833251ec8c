//! Sound markup → lines of text: block elements keep paragraphs apart, white space counts once.
//! Never keeps tags, and never glues two paragraphs.

use std::borrow::Cow;

use super::super::flow::Flow;
use super::tokens::{Token, Tokens};

/// A line that consists of links for the most part is a menu's: when this share of its characters stands in them,
/// in hundredths.
const MENU_SHARE: usize = 60;

struct Walk {
    flow: Flow,
    open_links: usize,
    open_pre: usize,
    /// White space that was passed over, and whether it held a line break.
    space: Option<bool>,
    /// The open line, kept back until it is known to be no menu.
    line: String,
    line_characters: usize,
    link_characters: usize,
}

/// The lines of a page or a part of it.
pub(super) fn lines(html: &str) -> Vec<String> {
    let mut walk = Walk {
        flow: Flow::new(),
        open_links: 0,
        open_pre: 0,
        space: None,
        line: String::new(),
        line_characters: 0,
        link_characters: 0,
    };
    for token in Tokens::new(html) {
        match token {
            Token::Open { name, .. } => walk.open(&name.to_ascii_lowercase()),
            Token::Close { name } => walk.close(&name.to_ascii_lowercase()),
            Token::Text(text) => walk.text(&resolve_entities(text)),
        }
    }
    walk.end_line();
    walk.flow.finish().lines().map(String::from).collect()
}

impl Walk {
    fn open(&mut self, name: &str) {
        match name {
            "a" => self.open_links += 1,
            "pre" => {
                self.end_line();
                self.open_pre += 1;
            }
            "tr" => {
                self.end_line();
                self.flow.open_row();
            }
            "span" | "em" | "strong" | "b" | "i" | "u" | "font" | "sup" | "sub" => {}
            _ => self.end_line(),
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "a" => self.open_links = self.open_links.saturating_sub(1),
            "pre" => {
                self.end_line();
                self.open_pre = self.open_pre.saturating_sub(1);
            }
            "td" | "th" => {
                self.end_line();
                self.flow.end_cell();
            }
            "tr" => {
                self.end_line();
                self.flow.close_row();
            }
            "span" | "em" | "strong" | "b" | "i" | "u" | "font" | "sup" | "sub" => {}
            _ => self.end_line(),
        }
    }

    fn text(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '\n' if self.open_pre > 0 => self.end_line(),
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                    let is_break = self.space.unwrap_or(false) || character == '\n';
                    self.space = Some(is_break);
                }
                // Marks that have no width and only steer line breaks.
                '\u{200b}' | '\u{feff}' | '\u{ad}' | '\0' => {}
                '\u{a0}' => self.push(' '),
                _ => self.push(character),
            }
        }
    }

    fn push(&mut self, character: char) {
        if let Some(is_break) = self.space.take() {
            let last = self.line.chars().next_back();
            // A line break in the source of Chinese text is no space.
            let is_source_break = is_break && last.is_some_and(is_wide) && is_wide(character);
            if last.is_some() && !is_source_break {
                self.line.push(' ');
            }
        }
        self.line.push(character);
        if !character.is_whitespace() {
            self.line_characters += 1;
            self.link_characters += usize::from(self.open_links > 0);
        }
    }

    fn end_line(&mut self) {
        let is_menu = self.link_characters * 100 > self.line_characters * MENU_SHARE;
        if !is_menu {
            self.flow.push(&self.line);
            self.flow.end_paragraph();
        }
        self.line.clear();
        self.space = None;
        (self.line_characters, self.link_characters) = (0, 0);
    }
}

fn is_wide(character: char) -> bool {
    character >= '\u{2e80}' || matches!(character, '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}

/// Replaces character references; an unknown one stays as written.
pub(super) fn resolve_entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        resolved.push_str(before);
        let length = after.bytes().take(12).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
        let (name, behind) = after.split_at(length);
        if let Some(character) = entity(name) {
            resolved.push(character);
            rest = behind.strip_prefix(';').unwrap_or(behind);
        } else {
            resolved.push('&');
            rest = after;
        }
    }
    resolved.push_str(rest);
    Cow::Owned(resolved)
}

/// The references that Chinese pages use.
fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|character| *character != '\0');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" | "ensp" | "emsp" | "thinsp" => '\u{a0}',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "mdash" => '—',
        "ndash" => '–',
        "hellip" => '…',
        "middot" => '·',
        "bull" => '•',
        "times" => '×',
        "divide" => '÷',
        "permil" => '‰',
        "deg" => '°',
        "plusmn" => '±',
        "le" => '≤',
        "ge" => '≥',
        "rarr" => '→',
        "yen" => '¥',
        "euro" => '€',
        "copy" => '©',
        "reg" => '®',
        "laquo" => '«',
        "raquo" => '»',
        _ => return None,
    })
}
