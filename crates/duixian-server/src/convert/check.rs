//! A checked draft as the API shows it, and as comments of a Word file.

use duixian_comments::Comment;
use duixian_ledger::CheckedDraft;
use duixian_text::{Document, Span};
use duixian_threads::{Finding, Place, Severity};
use jiff::civil::DateTime;

use super::documents::{outline_entry, paragraph};
use super::threads::{decided, placed, report_reference, sentence_at};
use crate::language::Language;
use crate::model::check::{
    self, CheckView, CheckedPlace, DraftView, FindingCounts, FindingView, RelationView, WouldAgree,
};

/// A checked draft; `explain` gives all relations.
pub(crate) fn checked(draft: CheckedDraft, explain: bool, language: Language) -> CheckView {
    let findings = draft.checked.findings.iter().zip(&draft.waived);
    let findings = findings.map(|(found, waived)| FindingView {
        waived: waived.as_ref().map(decided),
        ..finding(&draft, found, language)
    });
    let findings: Vec<FindingView> = findings.collect();
    let relations = explain.then(|| {
        let relation = |found: &duixian_threads::Relation| RelationView {
            code: found.code.code().to_owned(),
            holds: match found.holds {
                duixian_threads::Holds::Yes => check::Holds::Yes,
                duixian_threads::Holds::No => check::Holds::No,
                duixian_threads::Holds::Undecided => check::Holds::Undecided,
            },
            severity: severity(found.severity),
            computed: found.computed.clone(),
            places: places(&draft, &found.places),
        };
        draft.checked.relations.iter().map(relation).collect()
    });
    let header = &draft.document.header;
    CheckView {
        counts: counts(&draft, &findings),
        against: draft.against.iter().map(|report| report_reference(report)).collect(),
        draft: DraftView {
            title: header.title.clone(),
            place: header.place.path.join("/"),
            year: header.year,
            format: draft.document.format.extension().to_owned(),
            outline: draft.text.sections.clone().into_iter().zip(0..).map(outline_entry).collect(),
            paragraphs: draft.text.paragraphs.clone().into_iter().map(paragraph).collect(),
        },
        findings,
        relations,
        place: draft.place,
    }
}

fn counts(draft: &CheckedDraft, findings: &[FindingView]) -> FindingCounts {
    let of = |severity: check::Severity| {
        findings.iter().filter(|finding| finding.waived.is_none() && finding.severity == severity).count() as u64
    };
    FindingCounts {
        errors: of(check::Severity::Error),
        warnings: of(check::Severity::Warning),
        notices: of(check::Severity::Notice),
        waived: findings.iter().filter(|finding| finding.waived.is_some()).count() as u64,
        relations: draft.checked.relations.len() as u64,
    }
}

fn severity(severity: Severity) -> check::Severity {
    match severity {
        Severity::Error => check::Severity::Error,
        Severity::Warning => check::Severity::Warning,
        Severity::Notice => check::Severity::Notice,
    }
}

fn finding(draft: &CheckedDraft, found: &Finding, language: Language) -> FindingView {
    let agree = found.would_agree.iter().filter_map(|agreement| {
        Some(WouldAgree { place: checked_place(draft, agreement.place)?, text: agreement.text.clone() })
    });
    FindingView {
        code: found.code.code().to_owned(),
        title: found.code.title(language.into()).to_owned(),
        severity: severity(found.severity),
        severity_name: found.severity.name(language.into()).to_owned(),
        message: found.text(language.into()),
        computed: found.computed.clone(),
        would_agree: agree.collect(),
        suggestion: found.suggestion(language.into()),
        fingerprint: found.fingerprint.clone(),
        places: places(draft, &found.figures),
        waived: None,
    }
}

/// The places, those of the draft first.
fn places(draft: &CheckedDraft, places: &[Place]) -> Vec<CheckedPlace> {
    let mut places: Vec<Place> = places.to_vec();
    places.sort_by_key(|place| place.source != 0);
    places.into_iter().filter_map(|place| checked_place(draft, place)).collect()
}

fn checked_place(draft: &CheckedDraft, place: Place) -> Option<CheckedPlace> {
    let report = match place.source.checked_sub(1) {
        None => None,
        Some(index) => Some(draft.against.get(index)?),
    };
    let document: &Document = report.map_or(&draft.document, |report| &report.document);
    let words = placed(document, place.span);
    Some(CheckedPlace {
        document: report.map(|report| report_reference(report)),
        span: words.span,
        text: words.text,
        sentence: sentence_at(document, place.span),
    })
}

/// The findings that are not waived as comments, each at its first words in the draft; what the draft is silent of
/// stands together at its first words.
pub(crate) fn comments(draft: &CheckedDraft, author: &str, date: DateTime, language: Language) -> Vec<Comment> {
    let initials: String = author.chars().take(2).collect();
    let comment = |span: Span, text: Vec<String>| Comment {
        span,
        author: author.to_owned(),
        initials: initials.clone(),
        date: Some(date),
        text,
    };
    let mut comments = Vec::new();
    let mut silent = Vec::new();
    let findings = draft.checked.findings.iter().zip(&draft.waived).filter(|(_, waived)| waived.is_none());
    for (found, _) in findings {
        let mut text = vec![
            format!("[{}] {}", found.severity.name(language.into()), found.text(language.into())),
            found.suggestion(language.into()),
        ];
        for place in found.figures.iter().filter(|place| place.source > 0) {
            let Some(place) = checked_place(draft, *place) else { continue };
            let Some(document) = &place.document else { continue };
            let year = document.year.map(|year| year.to_string()).unwrap_or_default();
            text.push(format!("{year} {}: {}", document.title, place.sentence.text));
        }
        match found.figures.iter().find(|place| place.source == 0) {
            Some(place) => comments.push(comment(draft.document.original_span(place.span), text)),
            None => silent.extend(text),
        }
    }
    if let (false, Some(first)) = (silent.is_empty(), draft.document.paragraphs.first()) {
        comments.insert(0, comment(draft.document.original_span(first.span), silent));
    }
    comments
}
