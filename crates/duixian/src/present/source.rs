//! What was just read out of a file → lines.

use duixian_figures::{Figure, Period, Promise, Reading, RuleTrace};
use duixian_text::{ByteSpan, Document};

use super::line::{Origin, or_absent};
use super::{FigureLine, FigureOfPromise, PromiseLine, RuleLine};

/// What all lines of one file share.
#[derive(Clone, Copy)]
pub(crate) struct Source<'reading> {
    pub(crate) document: &'reading Document,
    pub(crate) reading: &'reading Reading,
    /// The file's name, where there are several.
    pub(crate) file: Option<&'reading str>,
    /// Whether rules are told.
    pub(crate) explain: bool,
}

impl Source<'_> {
    pub(crate) fn figure(self, figure: &Figure) -> FigureLine {
        let span = self.document.original_span(figure.span);
        FigureLine {
            start: span.start,
            end: span.end,
            text: self.text(figure.span),
            value: figure.value.to_string(),
            unit: or_absent(&*figure.unit),
            bound: figure.bound.code().to_owned(),
            measure: figure.measure.code().to_owned(),
            kind: figure.kind.code().to_owned(),
            period: period(figure.period),
            region: figure.region.code().to_owned(),
            metric: or_absent(figure.metric.as_deref().unwrap_or_default()),
            subject: or_absent(&*figure.subject),
            section: self.section(figure.sentence),
            sentence: self.sentence(figure.sentence),
            origin: self.origin(),
            rules: self.rules(&figure.rules),
        }
    }

    pub(crate) fn promise(self, promise: &Promise) -> PromiseLine {
        let span = self.document.original_span(promise.span);
        PromiseLine {
            start: span.start,
            end: span.end,
            text: self.text(promise.span),
            action: or_absent(&*promise.action),
            object: or_absent(&*promise.object),
            hardness: promise.hardness.code().to_owned(),
            field: or_absent(&*promise.field),
            period: period(promise.period),
            figures: self.figures_of(promise),
            section: self.section(promise.sentence),
            sentence: self.sentence(promise.sentence),
            origin: self.origin(),
            rules: self.rules(&promise.rules),
        }
    }

    fn figures_of(self, promise: &Promise) -> Vec<FigureOfPromise> {
        let figures = promise.figures.iter().filter_map(|&index| self.reading.figures.get(index as usize));
        figures
            .map(|figure| {
                let span = self.document.original_span(figure.span);
                FigureOfPromise { start: span.start, end: span.end, text: self.text(figure.span) }
            })
            .collect()
    }

    fn origin(self) -> Origin {
        Origin { file: self.file.map(str::to_owned), ..Origin::default() }
    }

    fn text(self, span: ByteSpan) -> String {
        self.document.text(span).to_owned()
    }

    fn sentence(self, index: u32) -> String {
        let sentence = self.document.sentences.get(index as usize);
        or_absent(sentence.map_or("", |sentence| self.document.text(sentence.span)))
    }

    /// The headings from the top down.
    fn section(self, sentence: u32) -> String {
        let section = self.document.sentences.get(sentence as usize).and_then(|sentence| sentence.section);
        or_absent(self.document.section_path(section).join(" / "))
    }

    fn rules(self, rules: &[RuleTrace]) -> Option<Vec<RuleLine>> {
        let line = |trace: &RuleTrace| RuleLine {
            field: trace.field.to_owned(),
            rule: trace.rule.to_owned(),
            evidence: or_absent(trace.evidence.map_or("", |span| self.document.text(span))),
        };
        self.explain.then(|| rules.iter().map(line).collect())
    }
}

fn period(period: Option<Period>) -> String {
    or_absent(period.map(|period| period.to_string()).unwrap_or_default())
}
