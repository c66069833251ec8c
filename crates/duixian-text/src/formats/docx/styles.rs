//! Styles of a Word document: which list they number by and whether they hide text. Nothing of their looks.

use std::collections::HashMap;

use super::super::xml::{Node, XmlReader};
use super::{ParagraphProperties, read_hidden, read_paragraph_properties};
use crate::{Format, ReadError};

/// Styles may be based on styles; a circle ends here.
const MAX_ANCESTORS: usize = 32;

#[derive(Debug, Default)]
struct Style {
    name: String,
    parent: Option<String>,
    paragraph: ParagraphProperties,
    hidden: Option<bool>,
}

/// All styles by their identifiers.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    default_paragraph: Option<String>,
}

/// The list that a style numbers by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StyleList {
    /// The style that names the list.
    pub(super) style: String,
    pub(super) list: u32,
    pub(super) level: Option<usize>,
}

impl Styles {
    /// The list of a paragraph style; `None` stands for the default style.
    pub(super) fn list(&self, style: Option<&str>) -> Option<StyleList> {
        let first = style.or(self.default_paragraph.as_deref())?;
        let mut level = None;
        for (name, style) in self.ancestry(first) {
            level = level.or(style.paragraph.level);
            if let Some(list) = style.paragraph.list {
                return Some(StyleList { style: name.to_owned(), list, level });
            }
        }
        None
    }

    /// Whether a style hides text; `None` if it does not say.
    pub(super) fn hidden(&self, style: &str) -> Option<bool> {
        self.ancestry(style).find_map(|(_, style)| style.hidden)
    }

    /// Whether a style is one of those that lines of a table of contents have.
    pub(super) fn is_contents(&self, style: &str) -> bool {
        let name = self.styles.get(style).map(|style| style.name.to_ascii_lowercase()).unwrap_or_default();
        name.strip_prefix("toc ").is_some_and(|level| level.parse::<u8>().is_ok()) || name == "toc heading"
    }

    fn ancestry<'a>(&'a self, first: &'a str) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let mut next = Some(first);
        std::iter::from_fn(move || {
            let name = next?;
            let style = self.styles.get(name)?;
            next = style.parent.as_deref();
            Some((name, style))
        })
        .take(MAX_ANCESTORS)
    }
}

pub(super) fn read(text: &str) -> Result<Styles, ReadError> {
    let mut reader = XmlReader::new(text, Format::Docx);
    let mut styles = Styles::default();
    while let Some(node) = reader.next()? {
        let Node::Open(element) = node else { continue };
        if element.name() != "style" {
            continue;
        }
        let Some(identifier) = element.attribute("styleId").map(String::from) else { continue };
        let is_default = element.attribute("default").is_some_and(|value| matches!(&*value, "1" | "true" | "on"));
        let is_paragraph = element.attribute("type").is_some_and(|kind| kind == "paragraph");
        if is_default && is_paragraph {
            styles.default_paragraph = Some(identifier.clone());
        }
        let style = read_style(&mut reader)?;
        styles.styles.insert(identifier, style);
    }
    Ok(styles)
}

fn read_style(reader: &mut XmlReader<'_>) -> Result<Style, ReadError> {
    let mut style = Style::default();
    let none = Styles::default();
    reader.children(|reader, element| {
        match element.name() {
            "name" => style.name = element.attribute("val").map(String::from).unwrap_or_default(),
            "basedOn" => style.parent = element.attribute("val").map(String::from),
            "pPr" => style.paragraph = read_paragraph_properties(reader)?,
            "rPr" => style.hidden = read_hidden(reader, &none)?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(style)
}

/// The list that a numbering style stands for.
pub(super) fn list_of_numbering_style(styles: &Styles, style: &str) -> Option<u32> {
    styles.list(Some(style)).map(|found| found.list)
}
