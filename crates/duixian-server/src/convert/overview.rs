//! The overview as the API shows it.

use duixian_figures::{Codebook, Direction};
use duixian_ledger::{DocumentBrief, FieldCount, HeadlineTarget, Overview, Status};

use super::figures::{figure_item, figure_of_document};
use super::indicators::better;
use super::{document, place, span, time};
use crate::model::PlacedText;
use crate::model::codes::Hardness;
use crate::model::overview::{self, HardShare, HardnessCount, Headline, PlaceEntry, PlaceOverview, TaskCounts};
use crate::problem::Failure;

/// The place that the newest documents of all places name, and the one that was asked for.
pub(crate) fn overview(status: &Status, all: Vec<Overview>, selected: Option<PlaceOverview>) -> overview::Overview {
    let entry = |found: Overview| PlaceEntry { place: place(&found.place), newest_year: found.document.header.year };
    overview::Overview {
        documents: status.documents,
        figures: status.figures,
        promises: status.promises,
        places: all.into_iter().map(entry).collect(),
        selected,
    }
}

/// What the newest document of one place says; `marked_wrong` is the number of its promises marked as wrong.
pub(crate) fn place_overview(
    found: Overview,
    marked_wrong: u64,
    status: &Status,
    codebook: &Codebook,
) -> Result<PlaceOverview, Failure> {
    let (numerator, denominator) = found.hard_promises();
    let brief = DocumentBrief {
        id: found.document.id.clone(),
        name: found.document.name.clone(),
        title: found.document.header.title.clone(),
        place: found.document.header.place.clone(),
        year: found.document.header.year,
    };
    let headlines = found.targets.into_iter().map(|target| headline(target, &brief, codebook));
    let hardness = found.promises_by_hardness.into_iter();
    let hardness = hardness.map(|(code, promises)| Ok(HardnessCount { hardness: Hardness::known(&code)?, promises }));
    Ok(PlaceOverview {
        place: place(&found.place),
        headlines: headlines.collect::<Result<_, Failure>>()?,
        hard_share: HardShare {
            numerator,
            denominator,
            excluded: marked_wrong,
            percent: percent(numerator, denominator),
            as_of: status.last_event_at.map(time),
        },
        hardness: hardness.collect::<Result<_, Failure>>()?,
        fields: found.fields.into_iter().map(field_count).collect(),
        document: document(found.document)?,
        tasks: TaskCounts { promises: denominator, ..TaskCounts::default() },
    })
}

fn headline(found: HeadlineTarget, brief: &DocumentBrief, codebook: &Codebook) -> Result<Headline, Failure> {
    let sentence = PlacedText { span: span(found.sentence_span), text: found.sentence };
    let target = figure_of_document(found.target, brief, sentence, codebook)?;
    let indicator = target.metric.as_deref().and_then(|code| codebook.indicator(code));
    Ok(Headline {
        metric: target.metric.clone().unwrap_or_default(),
        name: indicator.map(|indicator| indicator.name.clone()).unwrap_or_default(),
        name_en: indicator.map(|indicator| indicator.name_en.clone()).unwrap_or_default(),
        direction: better(indicator.map_or(Direction::None, |indicator| indicator.direction)),
        last_actual: found.actual.map(|actual| figure_item(actual, codebook)).transpose()?,
        target,
    })
}

fn field_count(count: FieldCount) -> overview::FieldCount {
    overview::FieldCount { field: count.field, facts: count.facts, targets: count.targets }
}

/// Part of whole in percent, rounded half up to one decimal, in whole numbers all the way.
pub(super) fn percent(part: u64, whole: u64) -> Option<String> {
    let (part, whole) = (u128::from(part), u128::from(whole));
    let tenths = (part * 2000 + whole).checked_div(whole * 2)?;
    Some(format!("{}.{}", tenths / 10, tenths % 10))
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_share_is_rounded_half_up_and_absent_over_nothing() {
        assert_eq!(percent(1, 3).as_deref(), Some("33.3"));
        assert_eq!(percent(2, 3).as_deref(), Some("66.7"));
        assert_eq!(percent(1, 16).as_deref(), Some("6.3"));
        assert_eq!(percent(0, 7).as_deref(), Some("0.0"));
        assert_eq!(percent(7, 7).as_deref(), Some("100.0"));
        assert_eq!(percent(0, 0), None);
    }
}
