//! Measures as screens take them.

use duixian_ledger::{MeasureRow, MeasuredValue, Ratio};
use duixian_matters::declaration::System;

use super::matters::Lens;
use super::systems::measure_head;
use super::time;
use crate::model::measures::{ApprovedExclusion, Measured, MeasuredRow, PartView, RatioView};

pub(crate) fn measured(system: &System, found: &MeasuredValue) -> Measured {
    let part = |(part, ratio_of): &(Option<String>, Ratio)| PartView { part: part.clone(), ratio: ratio(ratio_of) };
    Measured {
        head: measure_head(system, &found.definition),
        ratio: ratio(&found.counted),
        excluded: ratio(&found.excluded),
        with_excluded: ratio(&found.with_excluded),
        parts: found.parts.iter().map(part).collect(),
        from: time(found.period.from),
        until: time(found.period.until),
        as_of: time(found.as_of),
    }
}

fn ratio(ratio: &Ratio) -> RatioView {
    RatioView {
        value: ratio.value.map(|value| value.to_string()),
        numerator: ratio.numerator.to_string(),
        denominator: ratio.denominator.map(|denominator| denominator.to_string()),
        rows: ratio.rows,
    }
}

pub(crate) fn measured_row(lens: Lens<'_>, row: &MeasureRow) -> MeasuredRow {
    let exclusion = |(reason, approver): &(String, String)| ApprovedExclusion {
        reason: reason.clone(),
        approver: approver.clone(),
    };
    MeasuredRow {
        item: lens.item(&row.item),
        numerator: row.numerator.to_string(),
        denominator: row.denominator.map(|denominator| denominator.to_string()),
        part: row.part.clone(),
        exclusion: row.exclusion.as_ref().map(exclusion),
    }
}
