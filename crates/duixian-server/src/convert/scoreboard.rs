//! The scoreboard as the API shows it.

use duixian_figures::Codebook;
use duixian_ledger::{
    ClassCount, Score, Scoreboard, Share, Woven, class_code, class_definition, class_name, share_definition,
};

use super::overview::percent;
use super::threads::{figure_brief, outcome, placed, report_reference, section_at, sentence_at};
use super::{place, span};
use crate::language::Language;
use crate::model::Page;
use crate::model::codes::{Hardness, OutcomeClass, Verdict};
use crate::model::scoreboard::{
    ClassShare, ClassView, PromisingYear, ScoreField, ScoreRow, ScoreboardView, VerdictCount,
};
use crate::problem::Failure;

/// What is counted on a scoreboard, within a filter.
pub(crate) struct Counted {
    /// How many rows have each class.
    pub(crate) counts: Vec<ClassCount>,
    /// The shares.
    pub(crate) shares: Vec<Share>,
    /// The last change of the ledger that is counted.
    pub(crate) as_of: Option<String>,
}

/// A scoreboard with the rows of one page.
pub(crate) fn scoreboard(
    woven: &Woven,
    board: &Scoreboard,
    counted: Counted,
    rows: Page<ScoreRow>,
    language: Language,
) -> Result<ScoreboardView, Failure> {
    let Counted { counts, shares, as_of } = counted;
    let report = &woven.reports[board.report];
    let later = board.later.and_then(|index| woven.reports.get(index));
    let classes = counts.into_iter().map(|count| class(count, &shares, language));
    let years = woven.promising_years().into_iter();
    let note = match language {
        Language::Chinese => "台账里还没有更晚的报告，所以没有结论；没有下文不等于没有兑现",
        Language::English => "the ledger has no later report yet, so there are no verdicts; nothing is called unkept",
    };
    Ok(ScoreboardView {
        place: place(&woven.place),
        year: report.row.header.year.unwrap_or_default(),
        years: years.map(|(year, answered)| PromisingYear { year, answered }).collect(),
        report: report_reference(report),
        later: later.map(|later| report_reference(later)),
        note: later.is_none().then(|| note.to_owned()),
        classes: classes.collect::<Result<_, _>>()?,
        definition: share_definition(language.into()).to_owned(),
        as_of,
        fields: woven.score_fields(board).into_iter().map(|(field, rows)| ScoreField { field, rows }).collect(),
        rows,
    })
}

fn class(count: ClassCount, shares: &[Share], language: Language) -> Result<ClassView, Failure> {
    let share = shares.iter().find(|share| share.class == count.class).map(|share| ClassShare {
        numerator: share.numerator,
        denominator: share.denominator,
        percent: percent(share.numerator, share.denominator),
        unknown: share.unknown,
        wrong: share.wrong,
    });
    let verdict = |(verdict, rows): (duixian_threads::Verdict, u64)| {
        let name = verdict.name(language.into()).to_owned();
        Ok(VerdictCount { verdict: Verdict::known(verdict.code())?, name, rows })
    };
    Ok(ClassView {
        class: OutcomeClass::known(class_code(count.class))?,
        name: class_name(count.class, language.into()).to_owned(),
        definition: class_definition(count.class, language.into()).to_owned(),
        rows: count.rows,
        verdicts: count.verdicts.into_iter().map(verdict).collect::<Result<_, Failure>>()?,
        share,
    })
}

/// A row of a scoreboard.
pub(crate) fn score_row(
    woven: &Woven,
    board: &Scoreboard,
    row: &Score,
    codebook: &Codebook,
    language: Language,
) -> Result<ScoreRow, Failure> {
    let report = &woven.reports[board.report];
    let document = &report.document;
    let promise = row.promise.and_then(|index| woven.promise(board.report, index));
    let figure = row.figure.and_then(|index| report.reading.figures.get(index as usize));
    let figure_id = row.figure.and_then(|index| report.figures.get(index as usize));
    let id = promise.map(|(id, _)| id.to_string()).or_else(|| figure_id.map(ToString::to_string));
    let thread = id.as_deref().and_then(|id| woven.thread_of(id)).map(|thread| woven.summaries[thread].id.clone());
    let mut outcomes = Vec::with_capacity(row.became.len());
    for found in row.became.iter().filter_map(|&index| woven.threads.became.get(index)) {
        outcomes.extend(outcome(woven, found, language)?);
    }
    let mut outcomes = outcomes.into_iter();
    let metric = figure.and_then(|figure| figure.metric.as_deref());
    let indicator = metric.and_then(|code| codebook.indicator(code));
    let period = promise.map_or_else(|| figure.and_then(|figure| figure.period), |(_, promise)| promise.period);
    let object = promise.map(|(_, promise)| promise.object.to_string());
    Ok(ScoreRow {
        thread,
        promise: promise.map(|(id, _)| id.to_string()),
        span: span(document.original_span(row.given)),
        text: placed(document, row.given).text,
        sentence: sentence_at(document, row.given),
        section: section_at(document, row.given),
        object: object.or_else(|| figure.map(|figure| figure.subject.clone())).unwrap_or_default(),
        action: promise.map(|(_, promise)| promise.action.to_string()),
        hardness: promise.map(|(_, promise)| Hardness::known(promise.hardness.code())).transpose()?,
        field: woven.field(board, row).to_owned(),
        period: period.map(|period| period.to_string()),
        metric: metric.map(str::to_owned),
        metric_name: indicator.map(|indicator| match language {
            Language::Chinese => indicator.name.clone(),
            Language::English => indicator.name_en.clone(),
        }),
        target: figure_brief(report, row.figure)?,
        outcome: outcomes.next(),
        further: outcomes.collect(),
    })
}
