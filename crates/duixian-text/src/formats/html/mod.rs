//! Web pages: the main text of a page, paragraph by paragraph, without menus, sidebars, buttons and footers.
//! Never runs a script, never follows a link.

mod noise;
mod reduce;
mod title;
mod tokens;
mod walk;

use dom_smoothie::{Config, Readability};

use super::encoding;
use super::{Extracted, note};
use crate::{Diagnostic, Format, ReadError};
use reduce::Reduced;

/// A page that is larger than this after its scripts and styles are gone is read whole: no article is searched in it.
const MAX_SEARCHED: usize = 2 * 1024 * 1024;
/// The article must hold this share, in hundredths, of the text on the page that is no link.
const MIN_ARTICLE_SHARE: usize = 40;
/// How far a page declares its encoding.
const DECLARATION_WINDOW: usize = 4096;

pub(super) fn extract(bytes: &[u8]) -> Result<Extracted, ReadError> {
    let decoded = encoding::decode_labelled(bytes, declared_label(bytes).as_deref())?;
    let mut diagnostics = decoded.diagnostics;
    let page = reduce::reduce(&decoded.text);
    let lines = main_lines(&page, &mut diagnostics);
    let lines = noise::without_noise(lines);
    let text = title::with_title(&page.titles, lines).join("\n");
    Ok(Extracted { format: Format::Html, text, diagnostics })
}

/// The lines of the article, or of the whole page where no article is found.
fn main_lines(page: &Reduced, diagnostics: &mut Vec<Diagnostic>) -> Vec<String> {
    let whole = walk::lines(&page.html);
    let article = find_article(&page.html).map(|html| walk::lines(&html));
    match article {
        Some(article) if characters(&article) * 100 >= characters(&whole) * MIN_ARTICLE_SHARE => article,
        _ => {
            diagnostics
                .push(note("no-article", "no main text was found on the page; all of it but the menus was read"));
            whole
        }
    }
}

fn find_article(html: &str) -> Option<String> {
    if html.len() > MAX_SEARCHED {
        return None;
    }
    let config = Config { disable_json_ld: true, ..Config::default() };
    let mut readability = Readability::new(html, None, Some(config)).ok()?;
    readability.parse().ok().map(|article| article.content.to_string())
}

fn characters(lines: &[String]) -> usize {
    lines.iter().map(|line| line.chars().count()).sum()
}

/// The encoding that the page declares in a `meta` element: both the short and the old form hold `charset=`.
fn declared_label(bytes: &[u8]) -> Option<Vec<u8>> {
    let prefix = bytes[..bytes.len().min(DECLARATION_WINDOW)].to_ascii_lowercase();
    let at = memchr::memmem::find(&prefix, b"charset")? + b"charset".len();
    let rest = prefix[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':');
    let length = rest.iter().take_while(|byte| is_part(byte)).count();
    Some(rest[..length].to_vec())
}
