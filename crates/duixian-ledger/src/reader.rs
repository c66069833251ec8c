//! Bytes → plain rows, through the text and figures crates. Pure: no storage, no clock.
//!
//! The ledger knows only the [`Reader`] contract, so that a new version of the rules can be tried on it in a test.

use std::sync::Arc;

use duixian_figures::{Codebook, ENGINE_VERSION, Figure, Promise, RuleTrace};
use duixian_text::{ByteSpan, Document, ReadError, Span};

use crate::rows::{
    Diagnostic, Evidence, FigureFields, Header, Paragraph, PromiseFields, Rule, Section, Sentence, Text,
};

/// What a reader finds in a file, before ids and corrections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadDocument {
    /// The format found, as a file ending.
    pub format: String,
    /// What the document says of itself.
    pub header: Header,
    /// Code points of the original text.
    pub code_points: u32,
    /// Text and structure.
    pub text: Text,
    /// Figures in order of the text.
    pub figures: Vec<ReadFigure>,
    /// Promises in order of the text.
    pub promises: Vec<ReadPromise>,
}

/// A figure as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadFigure {
    /// Its place in the original text.
    pub span: Span,
    /// Its words in clean text.
    pub text: String,
    /// Its fields.
    pub fields: FigureFields,
    /// Index of its sentence.
    pub sentence: u32,
    /// Which rule gave each field.
    pub rules: Vec<Rule>,
}

/// A promise as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadPromise {
    /// The place of its clause in the original text.
    pub span: Span,
    /// The clause in clean text.
    pub text: String,
    /// Its fields.
    pub fields: PromiseFields,
    /// Index of its sentence.
    pub sentence: u32,
    /// Indexes into the figures.
    pub figures: Vec<u32>,
    /// Which rule gave each field.
    pub rules: Vec<Rule>,
}

/// Reads a file's bytes. The same bytes and version always give the same answer.
pub trait Reader: Send + Sync {
    /// The version of the rules.
    fn version(&self) -> u32;
    /// Reads.
    fn read(&self, bytes: &[u8]) -> Result<ReadDocument, ReadError>;
}

/// The reader that ships: `duixian_text::read` and `duixian_figures::read`.
#[derive(Clone, Debug)]
pub struct StandardReader {
    codebook: Arc<Codebook>,
}

impl StandardReader {
    /// Reads by this codebook.
    pub fn new(codebook: Arc<Codebook>) -> Self {
        Self { codebook }
    }
}

impl Reader for StandardReader {
    fn version(&self) -> u32 {
        ENGINE_VERSION
    }

    fn read(&self, bytes: &[u8]) -> Result<ReadDocument, ReadError> {
        let document = duixian_text::read(bytes)?;
        let reading = duixian_figures::read(&document, &self.codebook);
        Ok(ReadDocument {
            format: document.format.extension().to_owned(),
            header: header(&document),
            code_points: document.original.chars().count() as u32,
            text: text(&document),
            figures: reading.figures.iter().map(|found| figure(&document, found)).collect(),
            promises: reading.promises.iter().map(|found| promise(&document, found)).collect(),
        })
    }
}

fn header(document: &Document) -> Header {
    let header = document.header.clone();
    Header {
        title: header.title,
        place: header.place.path,
        year: header.year,
        meeting: header.meeting,
        date: header.date,
        speaker: header.speaker,
    }
}

/// The text of a document as it is kept.
pub(crate) fn text(document: &Document) -> Text {
    Text {
        sections: document.sections.iter().map(|found| section(document, found)).collect(),
        paragraphs: paragraphs(document),
        sentences: document.sentences.iter().map(|found| sentence(document, found)).collect(),
        diagnostics: document.diagnostics.iter().map(diagnostic).collect(),
    }
}

fn section(document: &Document, found: &duixian_text::Section) -> Section {
    Section {
        level: found.level,
        number: document.text(found.number).to_owned(),
        heading: document.text(found.heading).to_owned(),
        span: document.original_span(found.span),
        parent: found.parent,
    }
}

/// Paragraphs with the original text of their place.
///
/// Reading order may differ from the original's order (newspaper columns never do, they are ordered while
/// extracting), so the original is indexed once instead of being walked.
fn paragraphs(document: &Document) -> Vec<Paragraph> {
    let bytes_of_code_points = CodePoints::new(&document.original);
    document
        .paragraphs
        .iter()
        .map(|found| {
            let span = document.original_span(found.span);
            let text = bytes_of_code_points.cut(span).to_owned();
            let repaired = repaired(document, found.span, span);
            Paragraph { span, text, repaired, section: found.section, is_heading: found.is_heading }
        })
        .collect()
}

/// The stretches of `original` that no character of `clean` came from.
fn repaired(document: &Document, clean: ByteSpan, original: Span) -> Vec<Span> {
    let clean_text = document.text(clean);
    if clean_text.chars().count() == (original.end - original.start) as usize {
        return Vec::new();
    }
    let mut stretches = Vec::new();
    let mut done = original.start;
    for (offset, character) in clean_text.char_indices() {
        let start = clean.start as usize + offset;
        let came_from = document.original_span(ByteSpan::new(start, start + character.len_utf8()));
        if came_from.start > done {
            stretches.push(Span { start: done, end: came_from.start });
        }
        done = done.max(came_from.end);
    }
    stretches
}

fn sentence(document: &Document, found: &duixian_text::Sentence) -> Sentence {
    Sentence {
        span: document.original_span(found.span),
        text: document.text(found.span).to_owned(),
        paragraph: found.paragraph,
        section: found.section,
    }
}

fn diagnostic(found: &duixian_text::Diagnostic) -> Diagnostic {
    Diagnostic { code: found.code.to_owned(), message: found.message.clone(), span: found.span }
}

fn figure(document: &Document, found: &Figure) -> ReadFigure {
    ReadFigure {
        span: document.original_span(found.span),
        text: document.text(found.span).to_owned(),
        fields: FigureFields {
            value: found.value.to_string(),
            unit: found.unit.clone(),
            bound: found.bound.code().to_owned(),
            measure: found.measure.code().to_owned(),
            kind: found.kind.code().to_owned(),
            period: found.period.map(|period| period.to_string()),
            region: found.region.code().to_owned(),
            metric: found.metric.clone(),
            subject: found.subject.clone(),
        },
        sentence: found.sentence,
        rules: found.rules.iter().map(|trace| rule(document, trace)).collect(),
    }
}

fn promise(document: &Document, found: &Promise) -> ReadPromise {
    ReadPromise {
        span: document.original_span(found.span),
        text: document.text(found.span).to_owned(),
        fields: PromiseFields {
            action: found.action.to_string(),
            object: found.object.to_string(),
            hardness: found.hardness.code().to_owned(),
            field: found.field.to_string(),
            period: found.period.map(|period| period.to_string()),
        },
        sentence: found.sentence,
        figures: found.figures.clone(),
        rules: found.rules.iter().map(|trace| rule(document, trace)).collect(),
    }
}

fn rule(document: &Document, trace: &RuleTrace) -> Rule {
    let evidence = trace
        .evidence
        .map(|span| Evidence { span: document.original_span(span), text: document.text(span).to_owned() });
    Rule { field: trace.field.to_owned(), rule: trace.rule.to_owned(), evidence }
}

/// Where code points stand in a text: the byte of every 64th one.
struct CodePoints<'text> {
    text: &'text str,
    every_64th: Vec<u32>,
}

impl<'text> CodePoints<'text> {
    fn new(text: &'text str) -> Self {
        let every_64th = text.char_indices().step_by(64).map(|(byte, _)| byte as u32).collect();
        Self { text, every_64th }
    }

    fn byte(&self, code_point: u32) -> usize {
        let Some(&start) = self.every_64th.get(code_point as usize / 64) else { return self.text.len() };
        let rest = &self.text[start as usize..];
        let behind = rest.char_indices().nth(code_point as usize % 64);
        start as usize + behind.map_or(rest.len(), |(byte, _)| byte)
    }

    fn cut(&self, span: Span) -> &'text str {
        self.text.get(self.byte(span.start)..self.byte(span.end)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_cut_out_of_long_texts() {
        let text: String = (0..200).map(|number| if number % 3 == 0 { '区' } else { 'x' }).collect();
        let code_points = CodePoints::new(&text);
        for (start, end) in [(0, 0), (0, 1), (63, 65), (64, 128), (199, 200), (200, 200), (150, 900)] {
            let wanted: String = text.chars().skip(start).take(end - start).collect();
            assert_eq!(code_points.cut(Span { start: start as u32, end: end as u32 }), wanted, "{start}..{end}");
        }
    }

    #[test]
    fn a_paragraph_keeps_the_original_and_says_what_was_repaired() {
        let reader = StandardReader::new(Arc::new(Codebook::standard()));
        let text = "清河区新增绿地 5 个，完成投资 16 . 3%。\n";
        let read = reader.read(text.as_bytes()).unwrap();
        for paragraph in &read.text.paragraphs {
            let cut: String = text
                .chars()
                .skip(paragraph.span.start as usize)
                .take((paragraph.span.end - paragraph.span.start) as usize)
                .collect();
            assert_eq!(paragraph.text, cut);
            for stretch in &paragraph.repaired {
                assert!(paragraph.span.start <= stretch.start && stretch.end <= paragraph.span.end);
            }
        }
    }
}
