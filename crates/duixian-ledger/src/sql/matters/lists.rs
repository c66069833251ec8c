//! Lists of matters, My work, neighbours and counts. No list is counted beyond a bound, so that a ledger of a million
//! matters answers as quickly as a small one.

use super::read::{ITEM, item};
use super::{moment, one_of};
use crate::database::{Database, Dialect, Statement};
use crate::error::LedgerError;
use crate::identity::Site;
use crate::matters::query::{DueRange, MOST_COUNTED, MatterFilter, MatterPage, MatterSort, Square, TurnQuery};
use crate::matters::row::{MatterItem, code_of};
use crate::query::Page;

/// Turns of one owner are counted up to here.
const MOST_TURNS: u32 = 1_000;

fn equal(statement: &mut Statement, condition: &'static str, wanted: Option<&str>) {
    if let Some(wanted) = wanted {
        statement.push(condition).bind(wanted);
    }
}

fn conditions(
    statement: &mut Statement,
    dialect: Dialect,
    site: &Site,
    filter: &MatterFilter,
) -> Result<(), LedgerError> {
    statement.push(" from matter where site = ").bind(site.as_str());
    equal(statement, " and kind = ", filter.kind.as_deref());
    match filter.states.as_slice() {
        [] => {}
        [state] => equal(statement, " and state = ", Some(state)),
        states => {
            statement.push(" and state");
            one_of(statement, dialect, states.iter().map(String::as_str))?;
        }
    }
    if !filter.state_kinds.is_empty() {
        statement.push(" and state_kind");
        one_of(statement, dialect, filter.state_kinds.iter().map(|kind| code_of(*kind)))?;
    }
    equal(statement, " and lead = ", filter.lead.as_deref());
    equal(statement, " and class = ", filter.class.as_deref());
    equal(statement, " and area = ", filter.area.as_deref());
    // Written out, so that the index of the late ones is used.
    statement.push(match filter.late {
        Some(true) => " and late = 1",
        Some(false) => " and late = 0",
        None => "",
    });
    equal(statement, " and number = ", filter.number.as_deref());
    equal(statement, " and parent = ", filter.parent.as_ref().map(|parent| parent.0.as_str()));
    equal(statement, " and origin_document = ", filter.document.as_deref());
    equal(statement, " and origin_promise = ", filter.promise.as_deref());
    equal(statement, " and opened_at >= ", filter.opened_from.map(moment).as_deref());
    equal(statement, " and opened_at < ", filter.opened_until.map(moment).as_deref());
    if filter.placed {
        statement.push(" and latitude is not null");
    }
    for word in filter.text.as_deref().unwrap_or_default().split_whitespace() {
        statement.push(" and ").push(dialect.place_in()).push("(words, ").bind(word.to_lowercase()).push(") > 0");
    }
    for (field, value) in &filter.fields {
        let (before, between, behind) = dialect.text_of_json();
        statement.push(" and ").push(before).push("facts").push(between).bind(field).push(behind).push(" = ");
        statement.bind(value);
    }
    Ok(())
}

/// The order, with the id as the last word, so that pages never overlap.
fn order(sort: MatterSort, descending: bool) -> &'static str {
    match (sort, descending) {
        (MatterSort::Opened, false) => " order by opened_at, id",
        (MatterSort::Opened, true) => " order by opened_at desc, id desc",
        (MatterSort::Due, false) => " order by due_at nulls last, id",
        (MatterSort::Due, true) => " order by due_at desc nulls last, id",
        (MatterSort::Number, false) => " order by number, id",
        (MatterSort::Number, true) => " order by number desc, id",
        (MatterSort::Title, false) => " order by title, id",
        (MatterSort::Title, true) => " order by title desc, id",
        (MatterSort::State, false) => " order by state, opened_at, id",
        (MatterSort::State, true) => " order by state desc, opened_at, id",
        (MatterSort::Lead, false) => " order by lead nulls last, opened_at, id",
        (MatterSort::Lead, true) => " order by lead desc nulls last, opened_at, id",
        (MatterSort::Progress, false) => " order by progress nulls last, id",
        (MatterSort::Progress, true) => " order by progress desc nulls last, id",
        (MatterSort::Entered, false) => " order by entered_at, id",
        (MatterSort::Entered, true) => " order by entered_at desc, id",
        (MatterSort::Closed, false) => " order by closed_at nulls last, id",
        (MatterSort::Closed, true) => " order by closed_at desc nulls last, id",
    }
}

pub(in crate::sql) async fn matters(
    database: &Database,
    site: &Site,
    filter: &MatterFilter,
    page: Page,
) -> Result<MatterPage, LedgerError> {
    let dialect = database.dialect();
    let mut counting = Statement::new("select count(*) as total from (select 1");
    conditions(&mut counting, dialect, site, filter)?;
    counting.push(" limit ").bind(MOST_COUNTED + 1).push(") as counted");
    let total: u64 = database.one(counting).await?.get("total")?;
    let mut listing = Statement::new("select ");
    listing.push(ITEM);
    conditions(&mut listing, dialect, site, filter)?;
    listing.push(order(filter.sort, filter.descending));
    listing.push(" limit ").bind(i64::from(page.size));
    listing.push(" offset ").bind(i64::try_from(page.offset()).unwrap_or(i64::MAX));
    let items = database.all(listing).await?.iter().map(item).collect::<Result<_, _>>()?;
    Ok(MatterPage { items, page, total: total.min(MOST_COUNTED), more: total > MOST_COUNTED })
}

/// A part of a list in the order of opening, behind one of its matters.
pub(in crate::sql) async fn behind(
    database: &Database,
    site: &Site,
    filter: &MatterFilter,
    behind: Option<&MatterItem>,
    limit: u32,
) -> Result<Vec<MatterItem>, LedgerError> {
    let mut statement = Statement::new("select ");
    statement.push(ITEM);
    conditions(&mut statement, database.dialect(), site, filter)?;
    if let Some(last) = behind {
        statement.push(" and (opened_at, id) > (").bind(moment(last.matter.opened_at));
        statement.push(", ").bind(last.matter.id.0.as_str()).push(")");
    }
    statement.push(" order by opened_at, id limit ").bind(limit);
    database.all(statement).await?.iter().map(item).collect()
}

pub(in crate::sql) async fn within(
    database: &Database,
    site: &Site,
    square: &Square,
) -> Result<Vec<MatterItem>, LedgerError> {
    let mut statement = Statement::new("select ");
    statement.push(ITEM).push(" from matter where site = ").bind(site.as_str());
    statement.push(" and kind = ").bind(square.kind.as_str());
    statement.push(" and latitude >= ").bind(square.least.1).push(" and latitude <= ").bind(square.greatest.1);
    statement.push(" and longitude >= ").bind(square.least.0).push(" and longitude <= ").bind(square.greatest.0);
    statement.push(" and opened_at >= ").bind(moment(square.since));
    statement.push(" and state_kind in ('open', 'paused') order by opened_at desc, id limit ").bind(square.limit);
    database.all(statement).await?.iter().map(item).collect()
}

/// Adds the turns of one owner.
fn turns_of(statement: &mut Statement, site: &Site, owner: &str, query: &TurnQuery) {
    statement.push(" from turn where site = ").bind(site.as_str()).push(" and owner = ").bind(owner);
    statement.push(if query.judging { " and judging = 1" } else { " and judging = 0" });
    match query.due {
        DueRange::Any => {}
        DueRange::Absent => _ = statement.push(" and due_at is null"),
        DueRange::Between(from, until) => {
            // A range, however wide, leaves out those without an end.
            statement.push(" and due_at >= ").bind(from.map(moment).unwrap_or_default());
            equal(statement, " and due_at < ", until.map(moment).as_deref());
        }
    }
}

pub(in crate::sql) async fn turns(
    database: &Database,
    site: &Site,
    query: &TurnQuery,
) -> Result<(Vec<MatterItem>, u64), LedgerError> {
    if query.owners.is_empty() {
        return Ok((Vec::new(), 0));
    }
    // One question for all owners; each part is cut by itself, so that each walks its own index.
    let mut listing = Statement::new("select distinct matter, due_at from (");
    let mut counting = Statement::new("select count(distinct matter) as total from (");
    for (index, owner) in query.owners.iter().enumerate() {
        let between = if index == 0 { "" } else { " union all " };
        listing.push(between).push("select * from (select matter, due_at");
        turns_of(&mut listing, site, owner, query);
        listing.push(" order by due_at nulls last, matter limit ").bind(query.limit).push(") as cut");
        counting.push(between).push("select * from (select matter");
        turns_of(&mut counting, site, owner, query);
        counting.push(" limit ").bind(MOST_TURNS).push(") as cut");
    }
    listing.push(") as turns order by due_at nulls last, matter limit ").bind(query.limit);
    counting.push(") as turns");
    let total: u64 = database.one(counting).await?.get("total")?;
    let mut ids = Vec::new();
    for row in database.all(listing).await? {
        ids.push(duixian_matters::matter::MatterId(row.get("matter")?));
    }
    let mut items = super::read::items(database, site, &ids).await?;
    let place = |item: &MatterItem| ids.iter().position(|id| *id == item.matter.id);
    items.sort_by_key(place);
    Ok((items, total))
}

pub(in crate::sql) async fn counts(database: &Database, site: &Site, kind: &str) -> Result<(u64, u64), LedgerError> {
    let mut statement = Statement::new("select (select count(*) from (select 1 from matter where site = ");
    statement.bind(site.as_str()).push(" and kind = ").bind(kind);
    statement
        .push(" and state_kind in ('open', 'paused') limit ")
        .bind(MOST_COUNTED)
        .push(") as counted) as running, ");
    statement.push("(select count(*) from (select 1 from matter where site = ").bind(site.as_str());
    statement.push(" and kind = ").bind(kind).push(" and late = 1 and state_kind in ('open', 'paused') limit ");
    statement.bind(MOST_COUNTED).push(") as counted) as late");
    let row = database.one(statement).await?;
    Ok((row.get("running")?, row.get("late")?))
}
