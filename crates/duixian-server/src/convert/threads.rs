//! Threads, and what became of promises, as the API shows them.

use duixian_figures::Figure;
use duixian_ledger::{Decision, PlaceYears, Report, ThreadKind, ThreadSummary, Woven, class_code, class_name};
use duixian_text::{ByteSpan, Document};
use duixian_threads::{Became, Mention, stages};

use super::{place, span, time};
use crate::language::Language;
use crate::model::codes::{Bound, Measure, OutcomeClass, Verdict};
use crate::model::decisions::DecisionEntry;
use crate::model::threads::{
    Answer, Decided, FigureBrief, GivenWord, LinkEvidence, MentionView, OutcomeView, PlaceItem, Places, Stage, Thread,
    ThreadOutcome, ThreadView, YearItem,
};
use crate::model::{self, DocumentReference, PlacedText};
use crate::problem::Failure;

impl From<Language> for duixian_threads::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::Chinese => Self::Chinese,
            Language::English => Self::English,
        }
    }
}

/// All places with their years.
pub(crate) fn places(found: Vec<PlaceYears>) -> Places {
    let item = |found: PlaceYears| PlaceItem {
        name: found.place.last().cloned().unwrap_or_default(),
        place: place(&found.place),
        years: found.years.into_iter().map(|(year, documents)| YearItem { year, documents }).collect(),
        undated: found.undated,
    };
    Places { items: found.into_iter().map(item).collect() }
}

/// What a report is called.
pub(crate) fn report_reference(report: &Report) -> DocumentReference {
    super::reference(&report.row.brief())
}

/// The sentence that holds a place.
pub(super) fn sentence_at(document: &Document, place: ByteSpan) -> PlacedText {
    let sentence = document.sentence_at(place.start).and_then(|index| document.sentences.get(index));
    let whole = sentence.map_or(place, |sentence| sentence.span);
    placed(document, whole)
}

/// Words with their place.
pub(super) fn placed(document: &Document, words: ByteSpan) -> PlacedText {
    PlacedText { span: span(document.original_span(words)), text: document.text(words).to_owned() }
}

/// The headings above a place.
pub(super) fn section_at(document: &Document, place: ByteSpan) -> Vec<String> {
    let sentence = document.sentence_at(place.start).and_then(|index| document.sentences.get(index));
    document.section_path(sentence.and_then(|sentence| sentence.section)).into_iter().map(str::to_owned).collect()
}

/// A figure of a report.
pub(super) fn figure_brief(report: &Report, index: Option<u32>) -> Result<Option<FigureBrief>, Failure> {
    let Some(index) = index else { return Ok(None) };
    let (Some(figure), Some(id)) = (report.reading.figures.get(index as usize), report.figures.get(index as usize))
    else {
        return Ok(None);
    };
    brief(&report.document, figure, id.to_string()).map(Some)
}

fn brief(document: &Document, figure: &Figure, id: String) -> Result<FigureBrief, Failure> {
    Ok(FigureBrief {
        id,
        span: span(document.original_span(figure.span)),
        text: document.text(figure.span).to_owned(),
        value: figure.value.to_string(),
        unit: figure.unit.clone(),
        bound: Bound::known(figure.bound.code())?,
        measure: Measure::known(figure.measure.code())?,
        period: figure.period.map(|period| period.to_string()),
    })
}

/// A stage with its place on the scale.
pub(super) fn stage(found: duixian_threads::Stage, language: Language) -> Option<Stage> {
    let words = stages().get(usize::from(found.0))?;
    let name = match language {
        Language::Chinese => &words.name,
        Language::English => &words.name_en,
    };
    Some(Stage { code: words.code.clone(), name: name.clone(), place: found.0 })
}

/// A decision beside what it decided.
pub(super) fn decided(decision: &Decision) -> Decided {
    Decided {
        event: decision.event.to_string(),
        actor: decision.actor.clone(),
        reason: decision.reason.clone(),
        at: time(decision.at),
    }
}

/// What became of a promise or target; `None` where the reports of the place do not hold it.
pub(crate) fn outcome(woven: &Woven, found: &Became, language: Language) -> Result<Option<OutcomeView>, Failure> {
    let Some(later) = woven.reports.get(found.new) else { return Ok(None) };
    let link = &found.link;
    let document = &later.document;
    let answer = match link.answer {
        None => None,
        Some(answer) => Some(Answer {
            span: span(document.original_span(answer.span)),
            text: document.text(answer.span).to_owned(),
            sentence: sentence_at(document, answer.span),
            section: section_at(document, answer.span),
            figure: figure_brief(later, answer.figure)?,
            in_plan: answer.is_plan,
        }),
    };
    let class = link.verdict.outcome();
    Ok(Some(OutcomeView {
        later: report_reference(later),
        verdict: Verdict::known(link.verdict.code())?,
        verdict_name: link.verdict.name(language.into()).to_owned(),
        class: OutcomeClass::known(class_code(class))?,
        class_name: class_name(class, language.into()).to_owned(),
        rule: link.rule.code().to_owned(),
        rule_text: link.rule.text(language.into()).to_owned(),
        answer,
        evidence: LinkEvidence {
            shared: link.evidence.shared.clone(),
            strength: link.evidence.strength,
            stage_given: link.evidence.stage_given.and_then(|found| stage(found, language)),
            stage_told: link.evidence.stage_told.and_then(|found| stage(found, language)),
        },
        overruled: woven.overruling(found).map(decided),
    }))
}

/// A thread of a list.
pub(crate) fn thread(summary: &ThreadSummary, language: Language) -> Result<Thread, Failure> {
    let verdict = summary.verdict;
    Ok(Thread {
        id: summary.id.clone(),
        kind: match summary.kind {
            ThreadKind::Indicator => model::threads::ThreadKind::Indicator,
            ThreadKind::Promise => model::threads::ThreadKind::Promise,
            ThreadKind::Target => model::threads::ThreadKind::Target,
        },
        name: summary.name.clone(),
        metric: summary.metric.clone(),
        first_year: summary.first_year,
        last_year: summary.last_year,
        mentions: summary.mentions,
        documents: summary.documents,
        stage: summary.stage.and_then(|found| stage(found, language)),
        verdict: verdict.map(|verdict| Verdict::known(verdict.code())).transpose()?,
        verdict_name: verdict.map(|verdict| verdict.name(language.into()).to_owned()),
        class: verdict.map(|verdict| OutcomeClass::known(class_code(verdict.outcome()))).transpose()?,
        slipped: summary.slipped,
    })
}

/// A thread with everything said of it.
pub(crate) fn thread_view(
    woven: &Woven,
    index: usize,
    decisions: Vec<DecisionEntry>,
    language: Language,
) -> Result<ThreadView, Failure> {
    let found = &woven.threads.threads[index];
    let mentions = found.mentions.iter().map(|said| mention(woven, said, language));
    let mentions = mentions.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
    let mut outcomes = Vec::new();
    for became in found.became.iter().filter_map(|&index| woven.threads.became.get(index)) {
        let (Some(given), Some(outcome)) = (given(woven, became), outcome(woven, became, language)?) else { continue };
        outcomes.push(ThreadOutcome { given, outcome });
    }
    let scale = (0..stages().len()).filter_map(|at| stage(duixian_threads::Stage(at as u8), language));
    Ok(ThreadView {
        thread: thread(&woven.summaries[index], language)?,
        place: place(&woven.place),
        stages: scale.collect(),
        mentions,
        outcomes,
        decisions,
    })
}

fn mention(woven: &Woven, said: &Mention, language: Language) -> Result<Option<MentionView>, Failure> {
    let Some(report) = woven.reports.get(said.place.source) else { return Ok(None) };
    let document = &report.document;
    let promise = said.promise.and_then(|index| report.promises.get(index as usize));
    Ok(Some(MentionView {
        document: report_reference(report),
        section: section_at(document, said.place.span),
        sentence: sentence_at(document, said.place.span),
        span: span(document.original_span(said.place.span)),
        text: document.text(said.place.span).to_owned(),
        promise: promise.map(ToString::to_string),
        figure: figure_brief(report, said.figure)?,
        stage: said.stage.and_then(|found| stage(found, language)),
        due: said.due,
    }))
}

fn given(woven: &Woven, became: &Became) -> Option<GivenWord> {
    let report = woven.reports.get(became.old)?;
    let promise = became.link.promise.and_then(|index| report.promises.get(index as usize));
    let figure = became.link.figure.and_then(|index| report.figures.get(index as usize));
    let words = placed(&report.document, became.link.given);
    Some(GivenWord {
        document: report_reference(report),
        promise: promise.map(ToString::to_string),
        figure: figure.map(ToString::to_string),
        span: words.span,
        text: words.text,
    })
}
