//! `duixian check`: a draft held against itself and against earlier reports, like a compiler.

use std::io::Write;
use std::path::Path;

use duixian_comments::Comment;
use duixian_figures::Codebook;
use duixian_text::{ByteSpan, Document, Span};
use duixian_threads::{Against, Checked, Finding, Holds, Severity};

use crate::arguments::{Check, CheckFormat};
use crate::failure::{Failure, Outcome};
use crate::language::Language;
use crate::output::Output;
use crate::present::findings::Texts;
use crate::sources::Loaded;

pub(crate) fn run(arguments: &Check, language: Language) -> Result<Outcome, Failure> {
    let codebook = Codebook::standard();
    let draft = Loaded::of(&arguments.draft, &codebook)?;
    let earlier = arguments.against.iter().map(|path| Loaded::of(path, &codebook));
    let earlier = earlier.collect::<Result<Vec<_>, _>>()?;
    let sources = earlier.iter().map(Loaded::source).collect::<Vec<_>>();
    let checked = duixian_threads::check(draft.source(), Against { earlier: &sources, measured: &[] }, &codebook);

    if let Some(path) = &arguments.docx {
        write_commented(&draft, &checked, path, language)?;
    }
    let texts = Texts { sources: std::iter::once(&draft).chain(&earlier).collect(), language };
    let mut output = Output::open(None)?;
    match arguments.format {
        CheckFormat::Jsonl => write_lines(&texts, &checked, arguments.explain, &mut output)?,
        CheckFormat::Text => write_text(&texts, &checked, arguments.explain, &mut output)?,
    }
    output.finish()?;
    let has_errors = checked.findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if has_errors { Outcome::ErrorsFound } else { Outcome::Done })
}

fn write_lines(texts: &Texts<'_>, checked: &Checked, explain: bool, output: &mut Output) -> Result<(), Failure> {
    for finding in &checked.findings {
        output.write_json(&texts.finding_line(finding))?;
    }
    for relation in checked.relations.iter().filter(|relation| explain && relation.holds != Holds::No) {
        output.write_json(&texts.relation_line(relation))?;
    }
    Ok(())
}

fn write_text(texts: &Texts<'_>, checked: &Checked, explain: bool, output: &mut Output) -> Result<(), Failure> {
    // What cannot be right comes before what is worth a second look.
    for severity in [Severity::Error, Severity::Warning, Severity::Notice] {
        let mut of_draft =
            checked.findings.iter().filter(|finding| finding.severity == severity && names_draft(finding));
        of_draft.try_for_each(|finding| texts.write_finding(output, finding))?;
    }
    texts.write_elsewhere(output, checked.findings.iter().filter(|finding| !names_draft(finding)))?;
    if explain {
        texts.write_relations(output, checked)?;
    }
    Ok(writeln!(output, "{}", texts.summary(checked))?)
}

/// Whether a finding is about words of the draft, and not only about those that it lacks.
fn names_draft(finding: &Finding) -> bool {
    finding.figures.iter().any(|place| place.source == 0)
}

/// The draft as Word with a comment at each finding; what the draft lacks stands in one comment at its title.
fn write_commented(draft: &Loaded, checked: &Checked, path: &Path, language: Language) -> Result<(), Failure> {
    let (said, lacking): (Vec<_>, Vec<_>) = checked.findings.iter().partition(|finding| names_draft(finding));
    let mut comments: Vec<Comment> = said.iter().map(|finding| comment(&draft.document, finding, language)).collect();
    if let Some((first, others)) = lacking.split_first() {
        let mut all = comment(&draft.document, first, language);
        all.text.splice(1..1, others.iter().map(|finding| headline(finding, language)));
        comments.push(all);
    }
    let word = duixian_comments::commented(&draft.document, Some(&draft.bytes), &comments);
    let word = word.map_err(|source| Failure::Commenting { path: draft.path.clone(), source })?;
    let mut output = Output::open(Some(path))?;
    output.write_all(&word)?;
    output.finish()
}

fn comment(document: &Document, finding: &Finding, language: Language) -> Comment {
    Comment {
        span: place(document, finding),
        author: language.pick("Duixian", "兑现").to_owned(),
        initials: language.pick("DX", "兑").to_owned(),
        date: Some(clock_on_the_wall()),
        text: vec![headline(finding, language), finding.suggestion(language.of_threads())],
    }
}

/// `错误[total]：分项之和与合计不符：15家＋22家＝37家 ≠ 53家`
fn headline(finding: &Finding, language: Language) -> String {
    let threads = language.of_threads();
    let severity = finding.severity.name(threads);
    format!("{severity}[{}]{}{}", finding.code.code(), language.pick(": ", "："), finding.text(threads))
}

/// The words of the draft's first sentence that a finding is about; where it names none, the title.
fn place(document: &Document, finding: &Finding) -> Span {
    let ours = finding.figures.iter().filter(|place| place.source == 0).map(|place| place.span);
    let first = ours.clone().next().or_else(|| document.paragraphs.first().map(|paragraph| paragraph.span));
    let Some(first) = first else { return Span::default() };
    let sentence = document.sentence_at(first.start);
    let together = ours.filter(|span| document.sentence_at(span.start) == sentence);
    let whole = together
        .fold(first, |whole, span| ByteSpan { start: whole.start.min(span.start), end: whole.end.max(span.end) });
    document.original_span(whole)
}

/// The local time, as Word notes it beside a comment.
#[expect(clippy::disallowed_methods, reason = "the edge has the clock")]
fn clock_on_the_wall() -> jiff::civil::DateTime {
    jiff::Zoned::now().datetime()
}
