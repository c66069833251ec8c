//! The part with the comments' words, and how the package knows of it. Never holds a mark in the running text.

use crate::Comment;
use crate::error::Error;
use crate::markup::{self, Names, Root, attributes, local};
use quick_xml::events::Event;

pub(crate) const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const STRICT_MAIN: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const STRICT_RELATION: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// An empty part for the comments of a main part of this namespace.
pub(crate) fn empty(namespace: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{}\"/>",
        markup::escape(namespace)
    )
}

/// The part with more comments, the first of them with this number.
pub(crate) fn with_comments(part: &str, xml: &str, first: u64, comments: &[Comment]) -> Result<String, Error> {
    let root = Root::find(part, xml)?;
    let names = Names::of(&root, root.namespace().unwrap_or_default());
    let written = (first..).zip(comments).map(|(identifier, comment)| written(&names, identifier, comment));
    markup::with_last_child(part, xml, &root, &written.collect::<String>())
}

fn written(names: &Names, identifier: u64, comment: &Comment) -> String {
    let mut element = names.outer("comment");
    element.push_str(&names.attribute("id", &identifier.to_string()));
    element.push_str(&names.attribute("author", &comment.author));
    if let Some(date) = comment.date {
        element.push_str(&names.attribute("date", &format!("{date:.0}")));
    }
    element.push_str(&names.attribute("initials", &comment.initials));
    element.push('>');
    // A comment needs a paragraph, even if nothing is said.
    let nothing = [String::new()];
    let text = if comment.text.is_empty() { &nothing } else { comment.text.as_slice() };
    for (index, line) in text.iter().flat_map(|paragraph| paragraph.split('\n')).enumerate() {
        let mark = if index == 0 {
            [names.inner("r"), ">".into(), names.inner("annotationRef"), "/>".into(), names.end("r")].concat()
        } else {
            String::new()
        };
        element.extend([&names.inner("p"), ">", &mark, &words(names, line), &names.end("p")]);
    }
    element + &names.end("comment")
}

/// A run of words; tabs are elements of their own.
fn words(names: &Names, line: &str) -> String {
    let text = |words: &str| {
        [names.inner("t").as_str(), " xml:space=\"preserve\">", &markup::escape(words), &names.end("t")].concat()
    };
    let tab = names.inner("tab") + "/>";
    let words = line.trim_end_matches('\r').split('\t').map(text).collect::<Vec<_>>().join(&tab);
    [names.inner("r").as_str(), ">", &words, &names.end("r")].concat()
}

/// The number for the next comment: above those of the comments and of the marks that are there.
pub(crate) fn next_number(comments: &str, main: &str) -> u64 {
    let numbers = [(comments, "comment"), (main, "commentReference"), (main, "commentRangeStart")];
    let numbers = numbers.iter().flat_map(|(xml, element)| markup::values_of(xml, element, "id"));
    // Word reads them as 32-bit numbers; what is larger cannot be meant.
    let valid = numbers.filter_map(|number| number.trim().parse::<u32>().ok()).filter(|&number| number < u32::MAX / 4);
    valid.max().map_or(0, |number| u64::from(number) + 1)
}

/// The target of the relation to the comments, as written.
pub(crate) fn target(relations: &str) -> Option<String> {
    let mut reader = markup::reader(relations);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) if local(tag.name().0) == "Relationship" => {
                let value = |wanted: &str| attributes(&tag).find(|(name, _)| name == wanted).map(|(_, value)| value);
                let is_comments = value("Type").is_some_and(|kind| kind.ends_with("/comments"));
                if is_comments && value("TargetMode").is_none_or(|mode| mode != "External") {
                    return value("Target");
                }
            }
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

/// The relations with one to the comments.
pub(crate) fn with_relation(part: &str, relations: &str, main_namespace: &str, target: &str) -> Result<String, Error> {
    let root = Root::find(part, relations)?;
    let taken = markup::values_of(relations, "Relationship", "Id");
    let free = (1..=taken.len() + 1)
        .map(|number| format!("rId{number}"))
        .find(|name| !taken.contains(name))
        .unwrap_or_default();
    let kind = if main_namespace == STRICT_MAIN { STRICT_RELATION } else { RELATION };
    let relation =
        format!("<{}Relationship Id=\"{free}\" Type=\"{kind}\" Target=\"{}\"/>", prefix(&root), markup::escape(target));
    markup::with_last_child(part, relations, &root, &relation)
}

/// A part of relations without any.
pub(crate) fn no_relations() -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"{RELATIONS}\"/>")
}

/// The content types with that of the comments' part; `None` if it is there.
pub(crate) fn with_content_type(part: &str, types: &str, comments: &str) -> Result<Option<String>, Error> {
    let name = format!("/{}", comments.trim_start_matches('/'));
    let known = markup::values_of(types, "Override", "PartName");
    if known.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
        return Ok(None);
    }
    let root = Root::find(part, types)?;
    let added =
        format!("<{}Override PartName=\"{}\" ContentType=\"{CONTENT_TYPE}\"/>", prefix(&root), markup::escape(&name));
    markup::with_last_child(part, types, &root, &added).map(Some)
}

/// The prefix of a root's children, which are of its namespace.
fn prefix(root: &Root) -> String {
    root.name.split_once(':').map_or_else(String::new, |(prefix, _)| format!("{prefix}:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_on_behind_those_that_are_there() {
        assert_eq!(next_number("<w:comments/>", "<w:document/>"), 0);
        let comments = "<w:comments><w:comment w:id=\"4\"/><w:comment w:id=\"x\"/></w:comments>";
        assert_eq!(next_number(comments, "<w:p><w:commentReference w:id=\"7\"/></w:p>"), 8);
    }

    #[test]
    fn a_relation_takes_a_free_name() {
        let relations =
            format!("<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"rId1\" Type=\"x\"/></Relationships>");
        let written = with_relation("rels", &relations, "urn:main", "comments.xml").unwrap();
        assert!(written.contains("Id=\"rId2\""), "{written}");
        assert_eq!(target(&written).as_deref(), Some("comments.xml"));
    }

    #[test]
    fn what_is_said_is_written_in_paragraphs_of_plain_words() {
        let root = Root::find("part", &empty("urn:w")).unwrap();
        let names = Names::of(&root, "urn:w");
        let comment = Comment {
            author: "核稿\"A\"".to_owned(),
            text: vec!["1 < 2 & 3\u{7}".to_owned(), "甲\t乙\n丙".to_owned()],
            ..Comment::default()
        };
        let element = written(&names, 3, &comment);
        assert!(element.starts_with(
            "<w:comment w:id=\"3\" w:author=\"核稿&quot;A&quot;\" w:initials=\"\"><w:p><w:r><w:annotationRef/>"
        ));
        assert!(element.contains("1 &lt; 2 &amp; 3 </w:t>"), "{element}");
        assert!(element.contains("甲</w:t><w:tab/><w:t xml:space=\"preserve\">乙</w:t>"), "{element}");
        assert_eq!(element.matches("<w:p>").count(), 3);
    }
}
