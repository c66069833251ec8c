//! OFD (GB/T 33190): finds documents, pages and templates in the package and puts their text in reading order.
//! Never reads annotations, attachments and signatures: they are not the report's running text.

mod columns;
mod page;
mod paragraphs;

use std::collections::{HashMap, HashSet};

use super::archive::{Archive, resolve};
use super::xml::{self, Node, XmlReader};
use super::{Extracted, damaged, note};
use crate::{Diagnostic, Format, ReadError};
use page::Run;

const ROOT: &str = "OFD.xml";
/// Parts that an encrypted package has at its root.
const ENCRYPTION_PARTS: [&str; 2] = ["Encryptions.xml", "OFDEntries.xml"];

pub(super) fn extract(mut archive: Archive<'_>) -> Result<Extracted, ReadError> {
    if ENCRYPTION_PARTS.iter().any(|part| archive.contains(part)) {
        return Err(ReadError::Encrypted { format: Format::Ofd });
    }
    let root = archive.require(ROOT)?;
    let mut diagnostics = Vec::new();
    let mut pages = Vec::new();
    for document in document_paths(&xml::decode(&root))? {
        read_document(&mut archive, &document, &mut pages, &mut diagnostics)?;
    }
    if pages.is_empty() {
        return Err(damaged(Format::Ofd, "no page can be read"));
    }
    if pages.iter().all(Vec::is_empty) {
        return Err(ReadError::NoTextLayer { format: Format::Ofd });
    }
    let text = paragraphs::assemble(pages, &mut diagnostics);
    Ok(Extracted { format: Format::Ofd, text, diagnostics })
}

/// The main parts of the documents in the package.
fn document_paths(root: &str) -> Result<Vec<String>, ReadError> {
    let mut reader = XmlReader::new(root, Format::Ofd);
    let mut paths = Vec::new();
    let mut is_in_path = false;
    while let Some(node) = reader.next()? {
        match node {
            Node::Open(element) => is_in_path = element.name().eq_ignore_ascii_case("DocRoot"),
            Node::Text(text) if is_in_path => paths.push(resolve(ROOT, &text)),
            _ => is_in_path = false,
        }
    }
    paths.retain(|path| !path.is_empty());
    if paths.is_empty() {
        return Err(damaged(Format::Ofd, "the package names no document"));
    }
    Ok(paths)
}

/// Where pages and templates of a document stand.
#[derive(Default)]
struct Parts {
    pages: Vec<String>,
    templates: HashMap<String, String>,
}

fn read_document(
    archive: &mut Archive<'_>,
    document: &str,
    pages: &mut Vec<Vec<Run>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(), ReadError> {
    let bytes = archive.require(document)?;
    let parts = page_paths(&xml::decode(&bytes), document)?;
    let mut templates_shown = HashSet::new();
    for path in parts.pages {
        let Some(content) = read_page(archive, &path, diagnostics)? else { continue };
        let mut runs = Vec::new();
        for template in &content.templates {
            // A template's text stands on every page that uses it: once is enough.
            let Some(path) = parts.templates.get(template) else { continue };
            if templates_shown.insert(path.clone()) {
                runs.extend(read_page(archive, path, diagnostics)?.unwrap_or_default().runs);
            }
        }
        runs.extend(content.runs);
        pages.push(runs);
    }
    Ok(())
}

fn page_paths(text: &str, document: &str) -> Result<Parts, ReadError> {
    let mut reader = XmlReader::new(text, Format::Ofd);
    let mut parts = Parts::default();
    while let Some(node) = reader.next()? {
        let Node::Open(element) = node else { continue };
        let is_template = element.name().eq_ignore_ascii_case("TemplatePage");
        if !is_template && !element.name().eq_ignore_ascii_case("Page") {
            continue;
        }
        let Some(path) = element.attribute("BaseLoc").map(|path| resolve(document, &path)) else { continue };
        if is_template {
            let identifier = element.attribute("ID").map(String::from).unwrap_or_default();
            parts.templates.insert(identifier, path);
        } else {
            parts.pages.push(path);
        }
    }
    Ok(parts)
}

/// Reads a page or a template. One that is missing or damaged is left out and noted.
fn read_page(
    archive: &mut Archive<'_>,
    path: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<page::Content>, ReadError> {
    let result = match archive.read(path) {
        Ok(Some(bytes)) => page::read(&xml::decode(&bytes)),
        Ok(None) => Err(damaged(Format::Ofd, "there is no such part")),
        Err(error) => Err(error),
    };
    match result {
        Ok(content) => Ok(Some(content)),
        Err(ReadError::Damaged { reason, .. }) => {
            diagnostics.push(note("skipped-page", format!("the page {path} was left out: {reason}")));
            Ok(None)
        }
        Err(error) => Err(error),
    }
}
