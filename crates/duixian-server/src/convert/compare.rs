//! Comparisons as the API shows them.

use duixian_figures::Codebook;
use duixian_ledger::Report;
use duixian_threads::{Comparison, Pair, Row};

use super::threads::{figure_brief, report_reference, section_at, sentence_at};
use crate::language::Language;
use crate::model::codes::{Kind, Measure};
use crate::model::compare::{ComparisonView, FigurePair, Said, SideBySide, SideRow};
use crate::problem::{Code, Failure};

/// Two documents held against each other.
pub(crate) fn comparison(
    found: &Comparison,
    (a, b): (&Report, &Report),
    codebook: &Codebook,
    language: Language,
) -> Result<ComparisonView, Failure> {
    let pairs = |pairs: &[Pair]| -> Result<Vec<FigurePair>, Failure> {
        pairs.iter().map(|found| pair(found, (a, b), codebook, language)).collect()
    };
    Ok(ComparisonView {
        a: report_reference(a),
        b: report_reference(b),
        other_place: found.is_other_place,
        differing: pairs(&found.differing)?,
        alike: pairs(&found.alike)?,
        only_a: found.only_a.len() as u64,
        only_b: found.only_b.len() as u64,
    })
}

fn pair(
    found: &Pair,
    (a, b): (&Report, &Report),
    codebook: &Codebook,
    language: Language,
) -> Result<FigurePair, Failure> {
    Ok(FigurePair {
        subject: found.subject.clone(),
        metric: found.metric.as_ref().map(ToString::to_string),
        metric_name: found.metric.as_deref().and_then(|code| name(codebook, code, language)),
        period: found.period.map(|period| period.to_string()),
        a: said(a, found.a)?,
        b: said(b, found.b)?,
        difference: found.difference.map(|difference| difference.normalize().to_string()),
        relative: found.relative.map(|relative| relative.normalize().to_string()),
        explanations: found.explanations.iter().map(|why| why.text(language.into())).collect(),
        same: found.same,
    })
}

fn said(report: &Report, index: u32) -> Result<Said, Failure> {
    let figure = report.reading.figures.get(index as usize).zip(figure_brief(report, Some(index))?);
    let (figure, brief) = figure.ok_or_else(|| Failure::plain(Code::Internal))?;
    Ok(Said {
        figure: brief,
        sentence: sentence_at(&report.document, figure.span),
        section: section_at(&report.document, figure.span),
    })
}

fn name(codebook: &Codebook, code: &str, language: Language) -> Option<String> {
    let indicator = codebook.indicator(code)?;
    Some(match language {
        Language::Chinese => indicator.name.clone(),
        Language::English => indicator.name_en.clone(),
    })
}

/// Several documents side by side.
pub(crate) fn side_by_side(
    rows: &[Row],
    reports: &[&Report],
    codebook: &Codebook,
    language: Language,
) -> Result<SideBySide, Failure> {
    let row = |row: &Row| {
        let cells = row.cells.iter().zip(reports).map(|(&cell, report)| figure_brief(report, cell));
        Ok(SideRow {
            metric: row.metric.clone(),
            metric_name: name(codebook, &row.metric, language).unwrap_or_default(),
            measure: Measure::known(row.measure.code())?,
            kind: Kind::known(row.kind.code())?,
            unit: row.unit.clone(),
            period: row.period.map(|period| period.to_string()),
            cells: cells.collect::<Result<_, Failure>>()?,
        })
    };
    Ok(SideBySide {
        documents: reports.iter().map(|report| report_reference(report)).collect(),
        rows: rows.iter().map(row).collect::<Result<_, Failure>>()?,
    })
}
