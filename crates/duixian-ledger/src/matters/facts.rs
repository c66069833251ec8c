//! From a matter and its declaration to its rows. Pure: the same matter and declaration give the same rows.

use std::collections::BTreeSet;

use duixian_matters::declaration::{Doing, Field, FieldType, Side, StateKind, System, View, Who};
use duixian_matters::matter::{Clock, ClockState, Matter};
use duixian_matters::time::Calendar;
use duixian_matters::{Declarations, Declared, next_moment};
use jiff::Timestamp;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Map, Value};

use super::row::{ClockRow, MatterFacts, MatterRow, Placed, QuantityRow, TurnRow};
use crate::error::LedgerError;

/// Between the values of an import key.
pub(crate) const BETWEEN_KEYS: &str = "/";

/// The row of a matter, and of its parts those that differ from `before`.
pub(crate) fn row_of(
    before: Option<&Matter>,
    matter: &Matter,
    revision: Placed,
    declarations: &Declarations,
    calendar: &Calendar,
) -> Result<MatterRow, LedgerError> {
    let declared = declarations.kind_of_version(&matter.kind, matter.declared);
    let facts = facts_of(matter, declared)?;
    let turns = turns_of(matter, declared);
    let is_as_before = before.is_some_and(|before| {
        turns_of(before, declared) == turns && nearest_due(before) == facts.due_at && before.declared == matter.declared
    });
    let mut clocks = Vec::new();
    for (deadline, clock) in &matter.clocks {
        if before.and_then(|before| before.clocks.get(deadline)) != Some(clock) {
            clocks.push(clock_row(deadline, clock, declared, calendar));
        }
    }
    let is_new =
        |entry: &&duixian_matters::matter::Amounted| before.is_none_or(|before| !before.quantities.contains(entry));
    let quantities = matter.quantities.iter().filter(is_new).map(|entry| quantity_row(entry, declared)).collect();
    let known = before.map_or(0, |before| before.exclusions.len());
    Ok(MatterRow {
        matter: matter.clone(),
        revision,
        facts,
        clocks,
        turns: (!is_as_before).then_some(turns),
        quantities,
        exclusions: matter.exclusions.iter().skip(known).cloned().collect(),
    })
}

fn facts_of(matter: &Matter, declared: Option<Declared<'_>>) -> Result<MatterFacts, LedgerError> {
    let value_of = |field: &str| matter.fields.get(field).filter(|value| !value.is_empty());
    let Some(Declared { system, kind }) = declared else {
        // Without its declaration a matter is found by its number, and keeps everything that was said of it.
        let values = crate::stored::to_json(&matter.fields)?;
        let words = matter.number.to_lowercase();
        let due_at = nearest_due(matter);
        let (title, late) = (matter.number.clone(), is_late(matter));
        return Ok(MatterFacts { title, due_at, late, words, values, ..MatterFacts::default() });
    };
    let view = view_of(system, &matter.kind);
    let of_view =
        |chosen: fn(&View) -> Option<&String>| view.and_then(chosen).and_then(|field| value_of(field)).cloned();
    let times = |doing: Doing| {
        let acts = kind.acts.iter().filter(|act| act.does == doing);
        acts.map(|act| matter.times.get(&act.id).copied().unwrap_or(0)).fold(0, u32::saturating_add)
    };
    let map = view.and_then(|view| view.map.as_deref()).or(kind.duplicates.as_ref().map(|rule| rule.place.as_str()));
    let shown = kind.fields.iter().filter(|field| is_searched(field)).filter_map(|field| value_of(&field.id));
    let words: Vec<&str> = [matter.number.as_str()].into_iter().chain(shown.map(String::as_str)).collect();
    let title = value_of(&kind.title).unwrap_or(&matter.number).clone();
    Ok(MatterFacts {
        system: system.id.clone(),
        title,
        class: of_view(|view| view.class.as_ref()),
        area: of_view(|view| view.area.as_ref()),
        import_key: import_key(view, matter),
        due_at: nearest_due(matter),
        late: is_late(matter),
        urged: times(Doing::Urge),
        supervised: times(Doing::Supervise),
        place: map.and_then(value_of).and_then(|place| place_of(place)),
        words: words.join("\n").to_lowercase(),
        values: values_of(matter, &kind.fields)?,
    })
}

/// How lists show a kind.
pub(crate) fn view_of<'a>(system: &'a System, kind: &str) -> Option<&'a View> {
    let short = kind.split_once('.').map_or("main", |(_, short)| short);
    system.views.get(kind).or_else(|| system.views.get(short))
}

/// Whether a search in lists looks through a field.
fn is_searched(field: &Field) -> bool {
    let is_words = matches!(
        field.holds,
        FieldType::Text { .. } | FieldType::Choice { .. } | FieldType::Row { .. } | FieldType::Unit
    );
    is_words && !field.sensitive
}

fn import_key(view: Option<&View>, matter: &Matter) -> Option<String> {
    let fields = &view?.import_key;
    let values: Vec<&str> = fields.iter().map(|field| matter.fields.get(field).map_or("", String::as_str)).collect();
    let is_named = values.iter().any(|value| !value.is_empty());
    is_named.then(|| values.join(BETWEEN_KEYS))
}

/// The nearest end of a clock that runs.
fn nearest_due(matter: &Matter) -> Option<Timestamp> {
    matter.clocks.values().filter(|clock| clock.is_running()).map(|clock| clock.due().at).min()
}

fn is_late(matter: &Matter) -> bool {
    let is_closed = matter.closed_at.is_some();
    matter.clocks.values().any(|clock| clock.breached_at.is_some() && (is_closed || !clock.is_stopped()))
}

/// A decimal as a whole number in units of its last digit; none where it does not fit.
pub(crate) fn scaled(value: Decimal, scale: u32) -> Option<i64> {
    let factor = Decimal::from(10_i64.checked_pow(scale)?);
    value.checked_mul(factor)?.round().to_i64()
}

/// `117.123456,36.123456` in millionths of a degree.
pub(crate) fn place_of(text: &str) -> Option<(i64, i64)> {
    let (longitude, latitude) = text.split_once(',')?;
    let degrees = |text: &str| scaled(text.trim().parse::<Decimal>().ok()?, 6);
    Some((degrees(longitude)?, degrees(latitude)?))
}

fn values_of(matter: &Matter, fields: &[Field]) -> Result<String, LedgerError> {
    let mut values = Map::new();
    for (id, text) in &matter.fields {
        let scale = fields.iter().find(|field| field.id == *id).and_then(|field| match field.holds {
            FieldType::Number { scale, .. } | FieldType::Money { scale, .. } => Some(scale),
            _ => None,
        });
        let number = scale.and_then(|scale| scaled(text.parse().ok()?, scale));
        values.insert(id.clone(), number.map_or_else(|| Value::from(text.as_str()), Value::from));
    }
    crate::stored::to_json(&values)
}

fn clock_row(deadline: &str, clock: &Clock, declared: Option<Declared<'_>>, calendar: &Calendar) -> ClockRow {
    let rule = declared.and_then(|declared| declared.kind.deadline(deadline));
    ClockRow {
        deadline: deadline.to_owned(),
        started_at: clock.started_at,
        due_at: clock.due().at,
        stopped_at: match &clock.runs {
            ClockState::Stopped { left } => Some(left.at),
            _ => None,
        },
        breached_at: clock.breached_at,
        provisional: clock.due().provisional && !clock.is_stopped(),
        generation: clock.generation,
        fires_at: rule.and_then(|rule| next_moment(rule, clock, calendar)),
    }
}

fn quantity_row(entry: &duixian_matters::matter::Amounted, declared: Option<Declared<'_>>) -> QuantityRow {
    let quantities = declared.map_or(&[][..], |declared| &declared.kind.quantities);
    let scale = quantities.iter().find(|quantity| quantity.id == entry.quantity).map_or(0, |quantity| quantity.scale);
    QuantityRow {
        stage: entry.stage.clone().unwrap_or_default(),
        quantity: entry.quantity.clone(),
        year: entry.year.unwrap_or(0),
        planned: entry.planned.and_then(|planned| scaled(planned, scale)),
        actual: entry.actual.and_then(|actual| scaled(actual, scale)),
    }
}

/// Whose turn a matter is, in a fixed order.
fn turns_of(matter: &Matter, declared: Option<Declared<'_>>) -> Vec<TurnRow> {
    let Some(Declared { system, kind }) = declared else { return Vec::new() };
    let Some(state) = kind.state(&matter.state) else { return Vec::new() };
    let Some(owner) = &state.owner else { return Vec::new() };
    let mut turns = BTreeSet::new();
    let mut add = |owner: String, judging: bool| _ = turns.insert(TurnRow { owner, judging });
    match owner {
        Who::Lead => matter.lead.iter().for_each(|unit| add(owner_unit(unit), false)),
        Who::Joint => {}
        Who::Author => add(owner_post(&matter.author.post), false),
        Who::Anyone => add(ANYONE.to_owned(), false),
        Who::Role(role) => {
            let declared = system.roles.iter().find(|known| known.id == *role);
            add(owner_role(&system.id, role), declared.is_some_and(|role| role.side == Side::Judging));
        }
    }
    // Joint units have a turn of their own as long as they can do their part.
    let is_part = |act: &duixian_matters::declaration::Act| act.does == Doing::Part && act.from.contains(&matter.state);
    if *owner == Who::Joint || kind.acts.iter().any(is_part) {
        let waiting = matter.joint.iter().filter(|part| part.done_at.is_none());
        waiting.for_each(|part| add(owner_unit(&part.unit), false));
    }
    if matches!(matter.state_kind, StateKind::Done | StateKind::Void) {
        Vec::new()
    } else {
        turns.into_iter().collect()
    }
}

/// The owner of what is everybody's turn.
pub(crate) const ANYONE: &str = "anyone";

pub(crate) fn owner_unit(unit: &str) -> String {
    format!("unit:{unit}")
}

pub(crate) fn owner_post(post: &str) -> String {
    format!("post:{post}")
}

pub(crate) fn owner_role(system: &str, role: &str) -> String {
    format!("role:{system}:{role}")
}
