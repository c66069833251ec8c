//! What a check found, as a compiler tells it: the sentence with carets, what was computed, what would agree, what to try.

use std::io::Write;
use std::ops::Range;

use duixian_tables::{Cell, Column, ColumnKind, Table};
use duixian_threads::{Agreement, Checked, Finding, Holds, Place, Relation, Severity};
use serde::Serialize;

use super::line::or_absent;
use super::{heading, snippet};
use crate::failure::Failure;
use crate::language::Language;
use crate::output::{Output, RowFormat};
use crate::sources::Loaded;

/// The draft and the earlier reports, in the order in which places count them.
pub(crate) struct Texts<'a> {
    pub(crate) sources: Vec<&'a Loaded>,
    pub(crate) language: Language,
}

/// A relation as one JSON object.
#[derive(Debug, Serialize)]
pub(crate) struct RelationLine {
    code: &'static str,
    holds: &'static str,
    /// How much it weighs; `-` where the relation holds.
    severity: &'static str,
    figures: Vec<PlacedLine>,
    computed: String,
    would_agree: Vec<PlacedLine>,
    /// The same for the same words in the next version of the draft; `-` where the relation holds.
    fingerprint: String,
    section: String,
    sentence: String,
}

/// Words of one of the texts, or words that would agree at their place.
#[derive(Debug, Serialize)]
struct PlacedLine {
    file: String,
    start: u32,
    end: u32,
    text: String,
}

impl Texts<'_> {
    /// A finding for programs.
    pub(crate) fn finding_line(&self, finding: &Finding) -> RelationLine {
        RelationLine {
            severity: finding.severity.code(),
            fingerprint: finding.fingerprint.clone(),
            ..self.line(finding.code, Holds::No, &finding.figures, &finding.computed, &finding.would_agree)
        }
    }

    /// A relation that holds, or of which nothing tells.
    pub(crate) fn relation_line(&self, relation: &Relation) -> RelationLine {
        self.line(relation.code, relation.holds, &relation.places, &relation.computed, &relation.would_agree)
    }

    fn line(
        &self,
        code: duixian_threads::Code,
        holds: Holds,
        places: &[Place],
        computed: &str,
        would_agree: &[Agreement],
    ) -> RelationLine {
        let words_at = |place: &Place, text: Option<&str>| {
            let source = self.sources.get(place.source)?;
            let span = source.document.original_span(place.span);
            let text = text.unwrap_or_else(|| source.document.text(place.span)).to_owned();
            Some(PlacedLine { file: source.name(), start: span.start, end: span.end, text })
        };
        RelationLine {
            code: code.code(),
            holds: holds.code(),
            severity: super::ABSENT,
            figures: places.iter().filter_map(|place| words_at(place, None)).collect(),
            computed: computed.to_owned(),
            would_agree: would_agree
                .iter()
                .filter_map(|agreement| words_at(&agreement.place, Some(&agreement.text)))
                .collect(),
            fingerprint: super::ABSENT.to_owned(),
            section: or_absent(places.first().map(|place| self.section(place)).unwrap_or_default()),
            sentence: or_absent(places.first().map(|place| self.sentence(place).1).unwrap_or_default()),
        }
    }

    /// Writes a finding for people.
    pub(crate) fn write_finding(&self, output: &mut Output, finding: &Finding) -> Result<(), Failure> {
        let paint = Paint::of(output, finding.severity);
        let threads = self.language.of_threads();
        let width = output.style().width;
        let code = finding.code.code();
        let (head, plain) = (paint.severity, paint.plain);
        let title = finding.code.title(threads);
        let name = finding.severity.name(threads);
        writeln!(output, "{head}{name}[{code}]{plain}{}{}{title}{plain}", self.colon(), paint.bold)?;
        for (index, (place, marks)) in self.by_sentence(&finding.figures).iter().enumerate() {
            let arrow = if index == 0 { "-->" } else { ":::" };
            writeln!(output, "  {}{arrow}{plain} {}", paint.gutter, self.place(place))?;
            let bar = format!("   {}|{plain}", paint.gutter);
            writeln!(output, "{bar}")?;
            for line in snippet::marked_lines(self.sentence(place).1.as_str(), marks, width.saturating_sub(5)) {
                writeln!(output, "{bar} {}", line.words)?;
                if !line.carets.is_empty() {
                    writeln!(output, "{bar} {head}{}{plain}", line.carets)?;
                }
            }
            writeln!(output, "{bar}")?;
        }
        let agreeing = finding.would_agree.iter().map(|agreement| self.agreement(agreement)).collect::<Vec<_>>();
        let notes = [
            (self.language.pick("computed", "计算"), finding.computed.clone()),
            (self.language.pick("would agree", "相符"), agreeing.join(self.language.pick("; or ", "；或"))),
            (self.language.pick("try", "建议"), finding.code.advice(threads).to_owned()),
        ];
        for (name, note) in notes.iter().filter(|(_, note)| !note.is_empty()) {
            writeln!(output, "   {}={plain} {}{name}{plain}{}{note}", paint.gutter, paint.bold, self.colon())?;
        }
        Ok(writeln!(output)?)
    }

    /// Writes findings about words that the draft lacks: one line each below their common title.
    pub(crate) fn write_elsewhere<'finding>(
        &self,
        output: &mut Output,
        findings: impl Iterator<Item = &'finding Finding>,
    ) -> Result<(), Failure> {
        let threads = self.language.of_threads();
        let mut titled = None;
        for finding in findings {
            let paint = Paint::of(output, finding.severity);
            let (head, plain) = (paint.severity, paint.plain);
            if titled != Some(finding.code) {
                let (name, code, title) =
                    (finding.severity.name(threads), finding.code.code(), finding.code.title(threads));
                writeln!(output, "{head}{name}[{code}]{plain}{}{}{title}{plain}", self.colon(), paint.bold)?;
                titled = Some(finding.code);
            }
            let place = finding.figures.first().map(|place| self.place(place)).unwrap_or_default();
            writeln!(output, "  {}-{plain} {}\n    {}{place}{plain}", paint.gutter, finding.computed, paint.gutter)?;
        }
        if let Some(code) = titled {
            let (name, advice) = (self.language.pick("try", "建议"), code.advice(threads));
            writeln!(output, "   = {name}{}{advice}\n", self.colon())?;
        }
        Ok(())
    }

    /// Writes the relations that hold, one line each.
    pub(crate) fn write_relations(&self, output: &mut Output, checked: &Checked) -> Result<(), Failure> {
        let columns = ["relation", "computed", "where"];
        let columns = columns.map(|name| Column::new(heading(name, self.language), ColumnKind::Text));
        let mut table = Table::new(columns.to_vec());
        for relation in checked.relations.iter().filter(|relation| relation.holds != Holds::No) {
            let place = relation.places.first();
            table.push(vec![
                Cell::text(relation.code.code()),
                Cell::text(relation.computed.as_str()),
                place.map_or(Cell::Empty, |place| Cell::text(self.place(place))),
            ]);
        }
        if !table.rows().is_empty() {
            output.write_table(&table, RowFormat::Table)?;
            writeln!(output)?;
        }
        Ok(())
    }

    /// The last line: how many of each, and of how many.
    pub(crate) fn summary(&self, checked: &Checked) -> String {
        let count = |severity| checked.findings.iter().filter(|finding| finding.severity == severity).count();
        let (errors, warnings, notices) = (count(Severity::Error), count(Severity::Warning), count(Severity::Notice));
        let relations = checked.relations.len();
        self.language.pick(
            format!("errors: {errors}, warnings: {warnings}, notices: {notices}; relations checked: {relations}"),
            format!("错误{errors}个，警告{warnings}个，提示{notices}个；共核对{relations}个关系"),
        )
    }

    /// The places of each sentence together, in the order of the finding, as marks in the sentence.
    fn by_sentence<'place>(&self, places: &'place [Place]) -> Vec<(&'place Place, Vec<Range<usize>>)> {
        let mut groups: Vec<(&Place, u32, Vec<Range<usize>>)> = Vec::new();
        for place in places {
            let (start, sentence) = self.sentence(place);
            let from = place.span.start.saturating_sub(start) as usize;
            let mark = from..(from + place.span.len()).min(sentence.len());
            match groups.iter_mut().find(|(first, found, _)| first.source == place.source && *found == start) {
                Some((_, _, marks)) => marks.push(mark),
                None => groups.push((place, start, vec![mark])),
            }
        }
        groups.into_iter().map(|(place, _, marks)| (place, marks)).collect()
    }

    /// Where the sentence of a place begins in the clean text, and its words.
    fn sentence(&self, place: &Place) -> (u32, String) {
        let document = self.sources.get(place.source).map(|source| &source.document);
        let found = document.and_then(|document| {
            let sentence = document.sentences.get(document.sentence_at(place.span.start)?)?;
            Some((sentence.span.start, document.text(sentence.span).to_owned()))
        });
        found.unwrap_or_default()
    }

    fn section(&self, place: &Place) -> String {
        let Some(source) = self.sources.get(place.source) else { return String::new() };
        let sentence = source.document.sentence_at(place.span.start);
        let section = sentence.and_then(|index| source.document.sentences.get(index)?.section);
        source.document.section_path(section).join(" / ")
    }

    /// `report.docx: 2025年工作回顾 / 经济稳中有进, sentence 12`
    fn place(&self, place: &Place) -> String {
        let Some(source) = self.sources.get(place.source) else { return String::new() };
        let number = source.document.sentence_at(place.span.start).map_or(0, |index| index + 1);
        let section = self.section(place);
        let section =
            if section.is_empty() { section } else { format!("{section}{}", self.language.pick(", ", "，")) };
        let number = self.language.pick(format!("sentence {number}"), format!("第{number}句"));
        format!("{}{}{section}{number}", source.name(), self.colon())
    }

    /// `25.4% → 21.1%`
    fn agreement(&self, agreement: &Agreement) -> String {
        let source = self.sources.get(agreement.place.source);
        let printed = source.map_or("", |source| source.document.text(agreement.place.span));
        format!("{printed} → {}", agreement.text)
    }

    fn colon(&self) -> &'static str {
        self.language.pick(": ", "：")
    }
}

/// The colours of a finding; nothing where there are none.
struct Paint {
    severity: &'static str,
    bold: &'static str,
    gutter: &'static str,
    plain: &'static str,
}

impl Paint {
    fn of(output: &Output, severity: Severity) -> Self {
        if !output.style().colour {
            return Self { severity: "", bold: "", gutter: "", plain: "" };
        }
        let severity = match severity {
            Severity::Error => "\u{1b}[1;31m",
            Severity::Warning => "\u{1b}[1;33m",
            Severity::Notice => "\u{1b}[1;36m",
        };
        Self { severity, bold: "\u{1b}[1m", gutter: "\u{1b}[34m", plain: "\u{1b}[0m" }
    }
}
