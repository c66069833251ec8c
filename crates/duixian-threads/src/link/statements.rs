//! A later report cut into statements: the clauses in which an answer to a promise may stand.
//!
//! It judges nothing: what a clause answers is decided elsewhere.

use duixian_figures::{Codebook, Part, Passage, Period, passages};
use duixian_text::ByteSpan;

use super::tokens::{Token, tokens};
use crate::Source;
use crate::words::{Words, held};

/// A clause of a report, between two commas or stronger marks.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    /// Where it stands.
    pub(crate) span: ByteSpan,
    /// Index of its sentence.
    pub(crate) sentence: u32,
    /// The part of the report.
    pub(crate) part: Part,
    /// The period in force where it stands.
    pub(crate) period: Option<Period>,
    /// Whether it tells what is lacking.
    pub(crate) lacking: bool,
    /// What it is about.
    pub(crate) tokens: Vec<Token>,
    /// Indexes of its figures.
    pub(crate) figures: Vec<u32>,
}

/// Marks that end a clause. A comma inside brackets or quotes ends none.
const ENDS: [char; 9] = ['，', '；', '。', '：', '！', '？', ';', '!', '?'];

/// All clauses of a report, in order.
pub(crate) fn statements(source: Source<'_>, codebook: &Codebook, words: &Words) -> Vec<Statement> {
    let passages = passages(source.document, codebook);
    let mut statements = Vec::new();
    let mut figure = 0;
    for (index, sentence) in source.document.sentences.iter().enumerate() {
        let passage = passages.get(sentence.paragraph as usize).copied();
        let Passage { part, period } = passage.unwrap_or(Passage { part: Part::Opening, period: None });
        let text = source.document.text(sentence.span);
        let lacking = part != Part::Plan && held(text, &words.lists.lacking).is_some();
        for span in clauses(text, sentence.span.start) {
            let mut figures = Vec::new();
            while let Some(found) = source.reading.figures.get(figure).filter(|found| found.span.start < span.end) {
                if found.span.start >= span.start {
                    figures.push(figure as u32);
                }
                figure += 1;
            }
            let about = without_figures(source, span, &figures);
            statements.push(Statement {
                span,
                sentence: index as u32,
                part,
                period,
                lacking,
                tokens: tokens(words, &about),
                figures,
            });
        }
    }
    statements
}

/// The clauses of a sentence as spans of the clean text; `offset` is where the sentence starts.
pub(crate) fn clauses(text: &str, offset: u32) -> Vec<ByteSpan> {
    let mut spans = Vec::new();
    let mut start = 0;
    let mut depth = 0_u32;
    for (at, character) in text.char_indices() {
        match character {
            '（' | '(' | '“' | '《' => depth += 1,
            '）' | ')' | '”' | '》' => depth = depth.saturating_sub(1),
            _ if depth == 0 && ENDS.contains(&character) => {
                push(text, offset, start, at, &mut spans);
                start = at + character.len_utf8();
            }
            _ => {}
        }
    }
    push(text, offset, start, text.len(), &mut spans);
    spans
}

fn push(text: &str, offset: u32, start: usize, end: usize, spans: &mut Vec<ByteSpan>) {
    let clause = &text[start..end];
    let trimmed = clause.trim();
    if trimmed.is_empty() {
        return;
    }
    let first = start + (clause.len() - clause.trim_start().len());
    let first = offset as usize + first;
    spans.push(ByteSpan::new(first, first + trimmed.len()));
}

/// The text of a span with its figures left out, but for those in words (十六项行动), which make part of a name.
pub(crate) fn without_figures(source: Source<'_>, span: ByteSpan, figures: &[u32]) -> String {
    let mut about = String::with_capacity(span.len());
    let mut at = span.start;
    for figure in figures.iter().filter_map(|&index| source.reading.figures.get(index as usize)) {
        let in_words = !is_in_digits(source.document.text(figure.span));
        if in_words || figure.span.start < at || figure.span.end > span.end {
            continue;
        }
        about.push_str(source.document.text(ByteSpan { start: at, end: figure.span.start }));
        about.push('|');
        at = figure.span.end;
    }
    about.push_str(source.document.text(ByteSpan { start: at, end: span.end }));
    about
}

/// Whether a printed figure is in digits and not in words (十六项).
pub(crate) fn is_in_digits(printed: &str) -> bool {
    printed.starts_with(|character: char| character.is_ascii_digit())
}
