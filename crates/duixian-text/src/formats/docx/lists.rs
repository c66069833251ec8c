//! The numbering part of a Word document as rules for the counters. Never counts itself.

use std::collections::HashMap;

use super::super::numbering::{LEVELS, LevelRule, List, NumberFormat, Numbering, Override};
use super::super::xml::{Element, Node, XmlReader};
use super::number;
use super::styles::{self, Styles};
use crate::{Format, ReadError};

/// The numbering of a document, and the levels that belong to styles.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) numbering: Numbering,
    levels_by_style: HashMap<(u32, String), usize>,
}

impl Lists {
    /// The level of a list that a style is tied to.
    pub(super) fn level_of_style(&self, list: u32, style: &str) -> Option<usize> {
        let scheme = self.numbering.lists.get(&list)?.scheme;
        self.levels_by_style.get(&(scheme, style.to_owned())).copied()
    }
}

/// Shared rules as they stand in the part.
#[derive(Default)]
struct Scheme {
    rules: Vec<LevelRule>,
    /// The rules stand in the list of this numbering style.
    elsewhere: Option<String>,
}

pub(super) fn read(text: &str, styles: &Styles) -> Result<Lists, ReadError> {
    let mut reader = XmlReader::new(text, Format::Docx);
    let mut lists = Lists::default();
    let mut elsewhere = Vec::new();
    while let Some(node) = reader.next()? {
        let Node::Open(element) = node else { continue };
        match element.name() {
            "abstractNum" => {
                let Some(identifier) = identifier(&element, "abstractNumId") else { continue };
                let scheme = read_scheme(&mut reader, identifier, &mut lists.levels_by_style)?;
                elsewhere.extend(scheme.elsewhere.map(|style| (identifier, style)));
                lists.numbering.schemes.insert(identifier, scheme.rules);
            }
            "num" => {
                let Some(identifier) = identifier(&element, "numId") else { continue };
                let list = read_list(&mut reader)?;
                lists.numbering.lists.insert(identifier, list);
            }
            _ => {}
        }
    }
    for (scheme, style) in elsewhere {
        let real = styles::list_of_numbering_style(styles, &style).and_then(|list| lists.numbering.lists.get(&list));
        let rules = real.and_then(|list| lists.numbering.schemes.get(&list.scheme)).cloned();
        if let Some(rules) = rules {
            lists.numbering.schemes.insert(scheme, rules);
        }
    }
    Ok(lists)
}

fn identifier(element: &Element<'_>, name: &str) -> Option<u32> {
    element.attribute(name)?.trim().parse().ok()
}

fn read_scheme(
    reader: &mut XmlReader<'_>,
    identifier: u32,
    levels_by_style: &mut HashMap<(u32, String), usize>,
) -> Result<Scheme, ReadError> {
    let mut scheme = Scheme::default();
    reader.children(|reader, element| {
        match element.name() {
            "numStyleLink" => scheme.elsewhere = element.attribute("val").map(String::from),
            "lvl" => {
                let level = level(element);
                let (rule, style) = read_level(reader)?;
                scheme.rules.resize_with(scheme.rules.len().max(level + 1), LevelRule::default);
                scheme.rules[level] = rule;
                levels_by_style.extend(style.map(|style| ((identifier, style), level)));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(scheme)
}

fn level(element: &Element<'_>) -> usize {
    element.attribute("ilvl").and_then(|level| level.trim().parse().ok()).unwrap_or(0).min(LEVELS - 1)
}

fn read_level(reader: &mut XmlReader<'_>) -> Result<(LevelRule, Option<String>), ReadError> {
    // Without a start value a level begins at zero.
    let mut rule = LevelRule::default();
    let mut style = None;
    reader.children(|reader, element| {
        match element.name() {
            "start" => rule.start = number(element).unwrap_or(1),
            "numFmt" => rule.format = format_of(element),
            // A format of later versions beside one for older readers: the older one is a plain name.
            "AlternateContent" => reader.children(|reader, element| {
                if element.name() == "Fallback" {
                    reader.children(|_, element| {
                        rule.format = format_of(element);
                        Ok(())
                    })?;
                }
                Ok(())
            })?,
            "lvlText" => rule.label = element.attribute("val").map(String::from).unwrap_or_default(),
            "isLgl" => rule.is_legal = element.is_on(),
            "lvlRestart" => rule.restart_below = number(element),
            "suff" => rule.is_tight = element.attribute("val").is_some_and(|value| value == "nothing"),
            "pStyle" => style = element.attribute("val").map(String::from),
            _ => {}
        }
        Ok(())
    })?;
    Ok((rule, style))
}

fn format_of(element: &Element<'_>) -> NumberFormat {
    element.attribute("val").map_or(NumberFormat::Decimal, |name| NumberFormat::from_name(&name))
}

fn read_list(reader: &mut XmlReader<'_>) -> Result<List, ReadError> {
    let mut list = List::default();
    reader.children(|reader, element| {
        match element.name() {
            "abstractNumId" => list.scheme = number(element).unwrap_or_default(),
            "lvlOverride" => {
                let level = level(element);
                let mut change = Override::default();
                reader.children(|reader, element| {
                    match element.name() {
                        "startOverride" => change.start = number(element),
                        "lvl" => change.rule = Some(read_level(reader)?.0),
                        _ => {}
                    }
                    Ok(())
                })?;
                list.overrides.insert(level, change);
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(list)
}
