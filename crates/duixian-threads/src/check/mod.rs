//! The check of a draft, like a compiler's: relations between figures, and findings where one cannot hold.
//!
//! A finding needs a contradiction that no rounding of the printed digits explains. `docs/checks.md` says for every
//! code what is computed, when it speaks and how much it weighs. Nothing here reads files or knows a place by name.

mod change;
mod counts;
mod measured;
mod numbering;
mod parts;
mod promises;
mod relation;
mod repeats;
mod respectively;
mod view;
mod words;

pub use measured::Measured;
pub use relation::{Agreement, Checked, Code, Finding, Holds, Relation, Severity};
pub(crate) use words::CheckWords;

use duixian_figures::Codebook;

use self::repeats::Said;
use self::view::View;
use crate::{Place, Source};

/// What a draft is held against beside itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Against<'a> {
    /// Earlier reports of the same place, in any order.
    pub earlier: &'a [Source<'a>],
    /// What the ledger of the same place measures.
    pub measured: &'a [Measured],
}

/// Checks a draft by itself and against what else is known.
pub fn check(draft: Source<'_>, against: Against<'_>, codebook: &Codebook) -> Checked {
    let Against { earlier, measured } = against;
    let view = View::new(draft, 0);
    let mut relations = Vec::new();
    inside_sentences(&view, &mut relations);
    numbering::find(&view, &mut relations);
    dates(&view, &mut relations);
    parts::levels_of_total(&view, &mut relations);
    repeats::town_and_country(&view, &mut relations);
    let said = Said::new(&view);
    repeats::said_twice(&said, &mut relations);
    repeats::targets(&said, codebook, &mut relations);
    let views: Vec<View<'_>> =
        earlier.iter().enumerate().map(|(index, source)| View::new(*source, index + 1)).collect();
    let others: Vec<Said<'_, '_>> = views.iter().map(Said::new).collect();
    repeats::multiples(&said, &others, &mut relations);
    for other in &others {
        repeats::against_earlier(&said, other, &mut relations);
    }
    measured::find(&view, measured, &mut relations);
    promises::find(draft, earlier, codebook, &mut relations);
    relations.sort_by_key(|relation| (start_of(relation), relation.code));
    relations.dedup_by(|one, other| one.code == other.code && one.places == other.places);
    let findings = findings(draft, earlier, &relations);
    Checked { findings, relations }
}

fn start_of(relation: &Relation) -> (usize, u32) {
    let ours = relation.places.iter().filter(|place| place.source == 0).map(|place| place.span.start).min();
    (usize::from(ours.is_none()), ours.unwrap_or(0))
}

fn inside_sentences(view: &View<'_>, relations: &mut Vec<Relation>) {
    let document = view.source.document;
    for (index, sentence) in view.sentences.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| &view.sentences[before]).filter(|before| {
            let sentence_of = |items: &std::ops::Range<usize>| view.items[items.start].figure.sentence;
            let (one, other) = (sentence_of(before), sentence_of(sentence));
            let paragraph =
                |sentence: u32| document.sentences.get(sentence as usize).map(|sentence| sentence.paragraph);
            one + 1 == other && paragraph(one) == paragraph(other)
        });
        change::find(view, sentence, relations);
        parts::find(view, before, sentence, relations);
        respectively::find(view, sentence, relations);
    }
    let mut next = 0;
    let mut pairs = counts::Pairs::new();
    for (index, sentence) in document.sentences.iter().enumerate() {
        let first = next;
        while view.items.get(next).is_some_and(|item| item.figure.sentence as usize <= index) {
            next += 1;
        }
        counts::find(view, sentence.span.range(), first..next, &mut pairs, relations);
    }
    counts::sums_named(view, &pairs, relations);
}

/// The year reviewed is the one before the report's, the year planned is the report's.
fn dates(view: &View<'_>, relations: &mut Vec<Relation>) {
    let document = view.source.document;
    let Some(year) = document.header.year else { return };
    let mut places = Vec::new();
    let mut would_agree = Vec::new();
    let mut named_years = Vec::new();
    for section in document.sections.iter().filter(|section| section.level == 1) {
        let heading = document.text(section.heading);
        let Some((at, named)) = year_in_heading(heading, year) else { continue };
        let expected = if heading.contains("回顾") { year.saturating_sub(1) } else { year };
        let start = section.heading.start as usize + at;
        let place = view.place(start..start + 4);
        if named != expected {
            would_agree.push(Agreement { place, text: expected.to_string() });
        }
        places.push(place);
        named_years.push(format!("{named} {} {expected}", if named == expected { "＝" } else { "≠" }));
    }
    if places.is_empty() {
        return;
    }
    let first = document.sections.first().map_or(0, |section| section.span.start as usize);
    let head = document.clean.get(..first).unwrap_or_default();
    let dated = head.find(&format!("{year}年")).map(|at| view.place(at..at + 4));
    places.extend(dated);
    relations.push(Relation {
        code: Code::Dates,
        holds: match (would_agree.is_empty(), dated) {
            (false, _) => Holds::No,
            (true, Some(_)) => Holds::Yes,
            // The year is known from these headings alone.
            (true, None) => Holds::Undecided,
        },
        severity: Severity::Warning,
        places,
        computed: named_years.join("，"),
        would_agree,
    });
}

/// The year that a heading names as such, near the report's own.
fn year_in_heading(heading: &str, year: u16) -> Option<(usize, u16)> {
    let at = heading.find('年').filter(|at| *at >= 4)?;
    let named = heading.get(at - 4..at)?.parse::<u16>().ok()?;
    let is_plain = !heading[at..].starts_with("年来") && named.abs_diff(year) < 4 && !heading.contains('五');
    is_plain.then_some((at - 4, named))
}

fn findings(draft: Source<'_>, earlier: &[Source<'_>], relations: &[Relation]) -> Vec<Finding> {
    let text = |place: &Place| match place.source.checked_sub(1) {
        None => draft.document.text(place.span),
        Some(index) => earlier.get(index).map_or("", |source| source.document.text(place.span)),
    };
    let mut findings = Vec::new();
    for (index, relation) in relations.iter().enumerate().filter(|(_, relation)| relation.holds == Holds::No) {
        let first = relation.places.iter().find(|place| place.source == 0);
        let sentence = first.and_then(|place| draft.document.sentence_at(place.span.start)).unwrap_or(0);
        findings.push(Finding {
            code: relation.code,
            severity: relation.severity,
            figures: relation.places.clone(),
            sentence: sentence as u32,
            computed: relation.computed.clone(),
            would_agree: relation.would_agree.clone(),
            fingerprint: relation::fingerprint(
                relation.code,
                relation.places.iter().map(text).chain([subject(draft, first).unwrap_or_default()]),
            ),
            relation: index,
        });
    }
    findings
}

/// What the figure at a place measures.
fn subject<'a>(draft: Source<'a>, place: Option<&Place>) -> Option<&'a str> {
    let span = place?.span;
    let figures = &draft.reading.figures;
    let at = figures.partition_point(|figure| figure.span.start < span.start);
    figures.get(at).filter(|figure| figure.span == span).map(|figure| figure.subject.as_str())
}
