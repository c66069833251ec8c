//! The style sheet of a Word 97 document: lists and hidden text of styles. Nothing of their looks.

use super::bytes::{slice, u16_at};
use super::properties::{self, CharacterChange, ParagraphChange};

/// Styles may be based on styles; a circle ends here.
const MAX_ANCESTORS: usize = 16;
/// Built-in identifiers of the styles 目录 1 … 目录 9.
const CONTENTS: std::ops::RangeInclusive<u16> = 19..=27;

#[derive(Clone, Debug, Default)]
struct Style {
    built_in: u16,
    parent: u16,
    paragraph: ParagraphChange,
    characters: CharacterChange,
}

/// All styles by their number.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<Option<Style>>);

impl Styles {
    /// Reads the style sheet as far as it is sound.
    pub(super) fn read(sheet: &[u8]) -> Self {
        Self::try_read(sheet).unwrap_or_default()
    }

    fn try_read(sheet: &[u8]) -> Option<Self> {
        let header_length = usize::from(u16_at(sheet, 0)?);
        let count = u16_at(sheet, 2)?;
        let base_length = usize::from(u16_at(sheet, 4)?);
        let mut at = 2 + header_length;
        let mut styles = Vec::new();
        for _ in 0..count {
            let Some(length) = u16_at(sheet, at).map(usize::from) else { break };
            styles.push(slice(sheet, at + 2, length).and_then(|style| read_style(style, base_length)));
            at += 2 + length + length % 2;
        }
        Some(Self(styles))
    }

    /// List and level that a style numbers by.
    pub(super) fn list(&self, style: u16) -> Option<(u16, Option<u8>)> {
        let mut level = None;
        for style in self.ancestry(style) {
            level = level.or(style.paragraph.level);
            if let Some(list) = style.paragraph.list {
                return Some((list, level));
            }
        }
        None
    }

    /// Whether a style hides text.
    pub(super) fn is_hidden(&self, style: u16) -> bool {
        self.ancestry(style).find_map(|style| style.characters.is_hidden).unwrap_or(false)
    }

    /// Whether lines of the table of contents have this style.
    pub(super) fn is_contents(&self, style: u16) -> bool {
        self.ancestry(style).next().is_some_and(|style| CONTENTS.contains(&style.built_in))
    }

    fn ancestry(&self, first: u16) -> impl Iterator<Item = &Style> {
        let mut next = first;
        std::iter::from_fn(move || {
            let style = self.0.get(usize::from(next))?.as_ref()?;
            next = style.parent;
            Some(style)
        })
        .take(MAX_ANCESTORS)
    }
}

fn read_style(bytes: &[u8], base_length: usize) -> Option<Style> {
    let built_in = u16_at(bytes, 0)? & 0x0fff;
    let kind_and_parent = u16_at(bytes, 2)?;
    let mut style = Style { built_in, parent: kind_and_parent >> 4, ..Style::default() };
    let name_length = usize::from(u16_at(bytes, base_length)?);
    let mut at = base_length + 2 + name_length * 2 + 2;
    let mut next_list = || {
        let length = usize::from(u16_at(bytes, at)?);
        let list = slice(bytes, at + 2, length)?;
        at += 2 + length + length % 2;
        Some(list)
    };
    match kind_and_parent & 0x000f {
        1 => {
            if let Some(list) = next_list() {
                style.paragraph = properties::paragraph_change(0, list.get(2..).unwrap_or_default());
            }
            style.characters = next_list().map(properties::character_change).unwrap_or_default();
        }
        2 => style.characters = next_list().map(properties::character_change).unwrap_or_default(),
        _ => {}
    }
    Some(style)
}
