//! The title that a page gives its article, which often stands outside of the article itself.
//! Never takes the name of the site for a title.

use super::tokens::attribute;
use super::walk::resolve_entities;

/// Lines at the start of the article in which the title is looked for.
const FIRST_LINES: usize = 8;
/// Longer headings are no titles.
const MAX_TITLE: usize = 120;
/// Headings that are looked at.
const MAX_HEADINGS: usize = 40;

/// What a page says of its title.
#[derive(Default)]
pub(super) struct Titles {
    /// `<meta name="ArticleTitle">`, which government pages carry.
    declared: Option<String>,
    /// `<title>`, mostly with the site's name.
    page: String,
    /// Texts of headings and of elements whose class says title.
    headings: Vec<String>,
    /// The heading that is open: its element, how many of the same name are open inside, its text.
    open: Option<(String, usize, String)>,
}

impl Titles {
    pub(super) fn add_meta(&mut self, attributes: &str) {
        let name = attribute(attributes, "name").or_else(|| attribute(attributes, "property")).unwrap_or_default();
        if name.eq_ignore_ascii_case("ArticleTitle") {
            let content = attribute(attributes, "content").map(plain).unwrap_or_default();
            self.declared = (!content.is_empty()).then_some(content);
        }
    }

    pub(super) fn open(&mut self, name: &str, attributes: &str) {
        match &mut self.open {
            Some((element, inside, _)) if element.eq_ignore_ascii_case(name) => *inside += 1,
            None if self.headings.len() < MAX_HEADINGS && is_heading(name, attributes) => {
                self.open = Some((name.to_owned(), 0, String::new()));
            }
            _ => {}
        }
    }

    pub(super) fn close(&mut self, name: &str) {
        let Some((element, inside, _)) = &mut self.open else { return };
        if !element.eq_ignore_ascii_case(name) {
            return;
        }
        if *inside > 0 {
            *inside -= 1;
        } else if let Some((_, _, text)) = self.open.take() {
            let text = plain(&text);
            if !text.is_empty() && text.chars().count() <= MAX_TITLE {
                self.headings.push(text);
            }
        }
    }

    pub(super) fn text(&mut self, text: &str, is_page_title: bool) {
        if is_page_title {
            if self.page.is_empty() {
                self.page = plain(text);
            }
        } else if let Some((_, _, open)) = self.open.as_mut().filter(|(_, _, open)| open.len() < MAX_TITLE * 8) {
            open.push_str(text);
        }
    }

    /// The article's title: the declared one, or the longest heading that the page's own title repeats.
    fn best(&self) -> Option<&str> {
        if let Some(declared) = &self.declared {
            return Some(declared);
        }
        let page = squeezed(&self.page);
        let repeated = self.headings.iter().filter(|heading| {
            let heading = squeezed(heading);
            // `政府工作报告 - 云岭市政府`: the site's name alone stands at the end.
            heading.chars().count() >= 4 && page.contains(&heading) && !page.ends_with(&heading) || page == heading
        });
        repeated.max_by_key(|heading| heading.chars().count()).map(String::as_str)
    }
}

/// Puts the title before the lines unless one of the first lines already holds it.
pub(super) fn with_title(titles: &Titles, mut lines: Vec<String>) -> Vec<String> {
    let Some(title) = titles.best() else { return lines };
    let wanted = squeezed(title);
    let first: Vec<String> = lines.iter().take(FIRST_LINES).map(|line| squeezed(line)).collect();
    if !lines.is_empty() && !first.concat().contains(&wanted) {
        lines.insert(0, title.to_owned());
    }
    // The page's heading and the report's own title line: the page's goes.
    let is_title = |line: &String| *line == wanted;
    if let (Some(heading), true) =
        (first.iter().position(is_title), first.iter().filter(|line| is_title(line)).count() > 1)
    {
        lines.remove(heading);
    }
    lines
}

fn is_heading(name: &str, attributes: &str) -> bool {
    if matches!(name.to_ascii_lowercase().as_str(), "h1" | "h2" | "h3" | "ucaptitle") {
        return true;
    }
    ["class", "id"].into_iter().filter_map(|name| attribute(attributes, name)).any(|value| {
        let value = value.to_ascii_lowercase();
        value.contains("title") || value.contains("biaoti") || value.split(' ').any(|word| word == "bt")
    })
}

/// Text of a heading in one line.
fn plain(text: &str) -> String {
    resolve_entities(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}
