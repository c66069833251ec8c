//! Where comment marks may stand in a main part: the runs and other pieces of its paragraphs. Never changes anything.

use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use crate::error::{Error, damaged};
use crate::markup::{self, Root, local};

/// What marks may stand in beside runs: everything between a paragraph and its runs that only groups them.
const GROUPS: [&str; 10] =
    ["hyperlink", "ins", "moveTo", "smartTag", "fldSimple", "sdt", "sdtContent", "customXml", "dir", "bdo"];

/// A run of a paragraph, or something else that stands beside runs and is not cut: a formula, a picture, a text box.
#[derive(Clone, Debug, Default)]
pub(crate) struct Anchor {
    /// The whole element.
    pub(crate) whole: Range<usize>,
    /// The element's name as written.
    pub(crate) name: String,
    /// Whether it is a run, which can be cut.
    pub(crate) is_run: bool,
    /// The run's properties as written; empty if it has none.
    pub(crate) properties: Range<usize>,
    /// From the start of its first content to the end of its last one.
    pub(crate) content: Range<usize>,
    /// The texts of a run, in order.
    pub(crate) texts: Vec<Text>,
}

/// A text of a run.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    /// The whole element.
    pub(crate) whole: Range<usize>,
    /// The end of its opening tag.
    pub(crate) open_end: usize,
    /// The start of its closing tag.
    pub(crate) close_start: usize,
    /// The element's name as written.
    pub(crate) name: String,
    /// Whether blanks at its ends are kept, if it says so.
    pub(crate) keeps_blanks: Option<bool>,
    /// It holds nothing but characters and references.
    pub(crate) can_be_cut: bool,
}

/// All anchors of a part in order; they do not overlap.
pub(crate) fn find(part: &str, xml: &str, root: &Root) -> Result<Vec<Anchor>, Error> {
    let namespace = root.namespace().unwrap_or_default();
    let word_prefixes = root.prefixes(namespace).map(str::to_owned).collect::<Vec<_>>();
    let mut search = Search { word_prefixes, open: Vec::new(), paragraph: None, anchor: None, anchors: Vec::new() };
    let mut reader = markup::reader(xml);
    loop {
        let start = reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|error| damaged(part, error))?;
        let end = reader.buffer_position() as usize;
        match event {
            Event::Start(tag) => search.open(&tag, start, end),
            Event::Empty(tag) => {
                search.open(&tag, start, end);
                search.close(end, end);
            }
            Event::End(_) => search.close(start, end),
            Event::CData(_) | Event::Comment(_) | Event::PI(_) => search.cannot_cut(),
            Event::Eof => return Ok(search.anchors),
            _ => {}
        }
    }
}

/// The search in progress.
struct Search {
    word_prefixes: Vec<String>,
    /// Where the open elements begin.
    open: Vec<usize>,
    /// How many elements are open within the outermost paragraph, itself counted; none outside of one.
    paragraph: Option<usize>,
    /// The open anchor and its depth.
    anchor: Option<(Anchor, usize)>,
    anchors: Vec<Anchor>,
}

impl Search {
    fn open(&mut self, tag: &BytesStart<'_>, start: usize, end: usize) {
        let name = tag.name().0.to_owned();
        let word_name = self.word_name(&name).map(str::to_owned);
        let word_name = word_name.as_deref();
        self.open.push(start);
        let depth = self.open.len();
        match (&mut self.anchor, self.paragraph) {
            (Some((anchor, anchor_depth)), _) => {
                if depth == *anchor_depth + 1 && anchor.is_run && word_name == Some("t") {
                    let mut attributes = markup::attributes(tag);
                    let keeps_blanks =
                        attributes.find(|(name, _)| name == "xml:space").map(|(_, value)| value == "preserve");
                    anchor.texts.push(Text {
                        whole: start..end,
                        open_end: end,
                        close_start: end,
                        name,
                        keeps_blanks,
                        can_be_cut: true,
                    });
                }
                if depth == *anchor_depth + 1 && word_name == Some("rPr") {
                    anchor.properties = start..end;
                } else if depth == *anchor_depth + 1 && anchor.content.is_empty() {
                    anchor.content = start..end;
                }
            }
            (None, None) if word_name == Some("p") => self.paragraph = Some(depth),
            (None, Some(_)) if word_name.is_some_and(|name| GROUPS.contains(&name)) => {}
            (None, Some(_)) => {
                let anchor = Anchor {
                    whole: start..end,
                    is_run: word_name == Some("r"),
                    name,
                    properties: end..end,
                    content: end..end,
                    texts: Vec::new(),
                };
                self.anchor = Some((anchor, depth));
            }
            (None, None) => {}
        }
    }

    fn close(&mut self, close_start: usize, end: usize) {
        let depth = self.open.len();
        let Some(start) = self.open.pop() else { return };
        if self.paragraph == Some(depth) {
            self.paragraph = None;
        }
        let Some((mut anchor, anchor_depth)) = self.anchor.take() else { return };
        if depth == anchor_depth {
            anchor.whole.end = end;
            self.anchors.push(anchor);
            return;
        }
        if depth == anchor_depth + 1 {
            if anchor.properties.start == start && !anchor.properties.is_empty() {
                anchor.properties.end = end;
            } else {
                anchor.content.end = end;
            }
            if let Some(text) = anchor.texts.last_mut().filter(|text| text.whole.start == start) {
                text.whole.end = end;
                text.close_start = close_start;
            }
        }
        self.anchor = Some((anchor, anchor_depth));
    }

    /// A text with something else than characters in it stays whole.
    fn cannot_cut(&mut self) {
        let Some((anchor, depth)) = &mut self.anchor else { return };
        if self.open.len() > *depth
            && let Some(text) = anchor.texts.last_mut()
        {
            text.can_be_cut = false;
        }
    }

    /// The local name, if it is one of Word's own.
    fn word_name<'name>(&self, name: &'name str) -> Option<&'name str> {
        let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
        self.word_prefixes.iter().any(|found| found == prefix).then(|| local(name))
    }
}
