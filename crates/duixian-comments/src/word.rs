//! Comments into a Word 2007 file, which stays the same but for them. Never writes a file whose text would be another one.

use std::collections::BTreeMap;

use duixian_text::WordText;

use crate::Comment;
use crate::anchors;
use crate::error::{Error, damaged};
use crate::markup::{self, Names, Root};
use crate::package::Package;
use crate::part;
use crate::places::{Marks, bytes_of};

const CONTENT_TYPES: &str = "[Content_Types].xml";

/// The file with the comments; `text` is the text that their spans count.
pub(crate) fn put_in(bytes: &[u8], text: &str, comments: &[Comment]) -> Result<Vec<u8>, Error> {
    let traced = duixian_text::trace_word(bytes)?;
    if traced.text != text {
        return Err(Error::OtherDocument);
    }
    if comments.is_empty() {
        return Ok(bytes.to_vec());
    }
    let mut package = Package::open(bytes)?;
    let main = package.name_of(&traced.part).ok_or_else(|| damaged(&traced.part, "it is missing"))?;
    let root = Root::find(&main, &traced.xml)?;
    let namespace = root.namespace().unwrap_or_default().to_owned();

    let mut parts = BTreeMap::new();
    let comments_part = connect(&mut package, &main, &namespace, &mut parts)?;
    let said = package.text(&comments_part)?.unwrap_or_else(|| part::empty(&namespace));
    let first = part::next_number(&said, &traced.xml);
    parts.insert(main.clone(), marked(&traced, &main, &root, first, comments)?);
    parts.insert(comments_part.clone(), part::with_comments(&comments_part, &said, first, comments)?);

    let written = package.with_parts(parts)?;
    match duixian_text::trace_word(&written) {
        Ok(again) if again.text == text => Ok(written),
        _ => Err(Error::TextWouldChange),
    }
}

/// The main part with the marks of all comments.
fn marked(text: &WordText, part: &str, root: &Root, first: u64, comments: &[Comment]) -> Result<String, Error> {
    let anchors = anchors::find(part, &text.xml, root)?;
    let names = Names::of(root, root.namespace().unwrap_or_default());
    let mut marks = Marks::new(&text.xml, names, &anchors);
    for (identifier, comment) in (first..).zip(comments) {
        if let Some((start, end)) = bytes_of(text, comment.span) {
            marks.add(identifier, start, end);
        }
    }
    Ok(markup::declared_as_utf_8(&marks.write()))
}

/// The name of the part for the comments; where it is new, `parts` gets what makes it known.
fn connect(
    package: &mut Package<'_>,
    main: &str,
    namespace: &str,
    parts: &mut BTreeMap<String, String>,
) -> Result<String, Error> {
    let (folder, name) = main.rsplit_once('/').unwrap_or(("", main));
    let relations = format!("{folder}/_rels/{name}.rels");
    let relations = package.name_of(&relations).unwrap_or_else(|| relations.trim_start_matches('/').to_owned());
    let related = package.text(&relations)?;
    let known = related.as_deref().and_then(part::target);
    let comments = match &known {
        Some(target) => resolved(folder, target),
        None => free_name(package, folder),
    };
    let comments = package.name_of(&comments).unwrap_or(comments);
    if known.is_none() {
        let related = related.unwrap_or_else(part::no_relations);
        let target = format!("/{comments}");
        parts.insert(relations.clone(), part::with_relation(&relations, &related, namespace, &target)?);
    }
    let types_name = package.name_of(CONTENT_TYPES).unwrap_or_else(|| CONTENT_TYPES.to_owned());
    let types = package.text(CONTENT_TYPES)?.ok_or_else(|| damaged(CONTENT_TYPES, "it is missing"))?;
    if let Some(types) = part::with_content_type(CONTENT_TYPES, &types, &comments)? {
        parts.insert(types_name, types);
    }
    Ok(comments)
}

fn free_name(package: &Package<'_>, folder: &str) -> String {
    let name = |number: &str| format!("{folder}/comments{number}.xml").trim_start_matches('/').to_owned();
    let mut number = 0_u32;
    let mut free = name("");
    while package.name_of(&free).is_some() {
        number += 1;
        free = name(&number.to_string());
    }
    free
}

/// A relation's target as the name of a part.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(from_root) = target.strip_prefix('/') {
        return from_root.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            _ => path.push(step),
        }
    }
    path.join("/")
}
