//! Values as people read them in tables. What an export writes, an import reads as the same value.

use duixian_matters::accept;
use duixian_matters::declaration::{Field, FieldType, System, Words};
use duixian_matters::matter::JointPart;
use jiff::civil::Date;
use rust_decimal::Decimal;

/// A field's value as a table shows it: names of choices and rows where they lead back to the same value.
pub(crate) fn shown(system: &System, field: &Field, value: &str, is_english: bool, day: Date) -> String {
    let Some(name) = name_of(system, field, value) else { return value.to_owned() };
    let name = if is_english { &name.en } else { &name.zh };
    let leads_back = accept(system, field, name, day).is_ok_and(|found| found == value);
    if leads_back { name.clone() } else { value.to_owned() }
}

/// The name that stands for a value.
fn name_of<'a>(system: &'a System, field: &'a Field, value: &str) -> Option<&'a Words> {
    match &field.holds {
        FieldType::Choice { choices } => choices.iter().find(|choice| choice.id == value).map(|choice| &choice.name),
        FieldType::Row { register } => {
            let rows = &system.registers.get(register)?.rows;
            rows.iter().find(|row| row.key == value).map(|row| &row.name)
        }
        _ => None,
    }
}

/// Whether a cell says what a matter has in a field.
pub(super) fn says(system: &System, field: &Field, kept: &str, cell: &str, day: Date) -> bool {
    let is_name = || name_of(system, field, kept).is_some_and(|name| name.zh == cell || name.en == cell);
    cell == kept || is_name() || accept(system, field, cell, day).is_ok_and(|value| value == kept)
}

/// Joint units in one cell: `区财政局、区审计局`, with shares `区财政局 60%、区审计局 40%`.
pub(crate) fn joint_words(parts: &[JointPart]) -> String {
    let part = |part: &JointPart| match part.share {
        Some(share) => format!("{} {share}%", part.unit),
        None => part.unit.clone(),
    };
    parts.iter().map(part).collect::<Vec<_>>().join("、")
}

/// The other way round.
pub(super) fn joint_of(cell: &str) -> Vec<JointPart> {
    let units = cell.split(['、', ',', '，', ';', '；', '\n']).map(str::trim).filter(|unit| !unit.is_empty());
    let part = |text: &str| {
        let share = text.strip_suffix(['%', '％']).and_then(|text| text.rsplit_once(char::is_whitespace));
        let share = share.and_then(|(unit, share)| Some((unit.trim(), share.parse::<Decimal>().ok()?)));
        let (unit, share) = share.map_or((text, None), |(unit, share)| (unit, Some(share)));
        JointPart { unit: unit.to_owned(), share, done_at: None }
    };
    units.map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joint_units_come_back_as_they_were_written() {
        for (cell, written) in [
            ("区财政局、区审计局", "区财政局、区审计局"),
            ("区财政局,区审计局；区水务局", "区财政局、区审计局、区水务局"),
            ("区财政局 60%、区审计局 40%", "区财政局 60%、区审计局 40%"),
            (" 、", ""),
        ] {
            assert_eq!(joint_words(&joint_of(cell)), written);
            assert_eq!(joint_words(&joint_of(written)), written);
        }
    }
}
