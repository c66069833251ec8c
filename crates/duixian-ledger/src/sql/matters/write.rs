//! Writing matters: what is expected first, then the rows, in as few statements as the database allows.

use std::collections::HashMap;

use duixian_matters::matter::Origin;

use super::{moment, one_of};
use crate::database::{Insert, Statement, Transaction};
use crate::error::LedgerError;
use crate::identity::Site;
use crate::matters::row::{MatterChange, MatterRow, code_of};
use crate::stored::to_json;

const MATTER: &[&str] = &[
    "site",
    "id",
    "kind",
    "system",
    "number",
    "title",
    "state",
    "state_kind",
    "lead",
    "class",
    "area",
    "parent",
    "origin_document",
    "origin_promise",
    "import_key",
    "due_at",
    "late",
    "opened_at",
    "entered_at",
    "closed_at",
    "done_at",
    "verified_at",
    "progress",
    "urged",
    "supervised",
    "longitude",
    "latitude",
    "revision",
    "words",
    "facts",
    "body",
];
const CLOCK: &[&str] = &[
    "site",
    "matter",
    "deadline",
    "started_at",
    "due_at",
    "stopped_at",
    "breached_at",
    "provisional",
    "generation",
    "fires_at",
];
const TURN: &[&str] = &["site", "matter", "owner", "judging", "due_at"];
const STEP: &[&str] = &["site", "matter", "sequence", "act", "from_state", "to_state", "at", "unit", "person"];
const QUANTITY: &[&str] = &["site", "matter", "stage", "quantity", "year", "planned", "actual"];
const EXCLUSION: &[&str] = &["site", "matter", "measure", "reason", "person", "approver", "at"];
const COUNTER: &[&str] = &["site", "kind", "year", "last"];
pub(super) const ANSWER: &[&str] = &["site", "key", "digest", "matter", "sequence", "at"];

/// Holds that everything is as the change was decided on.
pub(in crate::sql) async fn expect(
    transaction: &mut Transaction,
    site: &Site,
    change: &MatterChange,
) -> Result<(), LedgerError> {
    expect_revisions(transaction, site, change).await?;
    expect_counters(transaction, site, change).await?;
    if change.answers.is_empty() {
        return Ok(());
    }
    let mut statement = Statement::new("select count(*) as found from answer where site = ");
    statement.bind(site.as_str()).push(" and key");
    one_of(&mut statement, transaction.dialect(), change.answers.iter().map(|answer| answer.key.as_str()))?;
    let found: u64 = transaction.one(statement).await?.get("found")?;
    if found == 0 { Ok(()) } else { Err(LedgerError::Conflict) }
}

async fn expect_revisions(
    transaction: &mut Transaction,
    site: &Site,
    change: &MatterChange,
) -> Result<(), LedgerError> {
    if change.expected.is_empty() {
        return Ok(());
    }
    let mut statement = Statement::new("select id, revision from matter where site = ");
    statement.bind(site.as_str()).push(" and id");
    one_of(&mut statement, transaction.dialect(), change.expected.iter().map(|(id, _)| id.0.as_str()))?;
    let mut found: HashMap<String, u64> = HashMap::new();
    for row in transaction.all(statement).await? {
        found.insert(row.get("id")?, row.get("revision")?);
    }
    let is_as_expected =
        |(id, wanted): &(duixian_matters::matter::MatterId, Option<u64>)| found.get(&id.0).copied() == *wanted;
    if change.expected.iter().all(is_as_expected) { Ok(()) } else { Err(LedgerError::Conflict) }
}

async fn expect_counters(transaction: &mut Transaction, site: &Site, change: &MatterChange) -> Result<(), LedgerError> {
    if change.counters.is_empty() {
        return Ok(());
    }
    let mut statement = Statement::new("select kind, year, last from counter where site = ");
    statement.bind(site.as_str()).push(" and kind");
    one_of(&mut statement, transaction.dialect(), change.counters.iter().map(|(counter, _)| counter.kind.as_str()))?;
    let mut found: HashMap<(String, i64), u64> = HashMap::new();
    for row in transaction.all(statement).await? {
        found.insert((row.get("kind")?, row.get("year")?), row.get("last")?);
    }
    for (counter, wanted) in &change.counters {
        let key = (counter.kind.clone(), i64::from(counter.year));
        if found.get(&key).copied().unwrap_or(0) != *wanted {
            return Err(LedgerError::Conflict);
        }
    }
    Ok(())
}

/// Writes the rows of a change whose first event comes behind `before`.
pub(in crate::sql) async fn write(
    transaction: &mut Transaction,
    site: &Site,
    before: u64,
    change: &MatterChange,
) -> Result<(), LedgerError> {
    write_matters(transaction, site, before, &change.rows).await?;
    write_turns(transaction, site, &change.rows).await?;
    write_parts(transaction, site, &change.rows).await?;
    let mut steps = Insert::into("step", STEP).replacing(3);
    for step in &change.steps {
        steps.row([
            site.as_str().into(),
            step.matter.0.as_str().into(),
            step.place.behind(before).into(),
            step.act.as_str().into(),
            step.from_state.as_str().into(),
            step.to_state.as_str().into(),
            moment(step.at).into(),
            step.unit.as_str().into(),
            step.person.as_str().into(),
        ]);
    }
    transaction.insert(steps).await?;
    let mut counters = Insert::into("counter", COUNTER).replacing(3);
    for (counter, _) in &change.counters {
        counters.row([
            site.as_str().into(),
            counter.kind.as_str().into(),
            i64::from(counter.year).into(),
            counter.last.into(),
        ]);
    }
    transaction.insert(counters).await?;
    let mut answers = Insert::into("answer", ANSWER);
    for answer in &change.answers {
        answers.row([
            site.as_str().into(),
            answer.key.as_str().into(),
            answer.digest.as_str().into(),
            answer.matter.0.as_str().into(),
            answer.revision.behind(before).into(),
            moment(answer.at).into(),
        ]);
    }
    transaction.insert(answers).await
}

async fn write_matters(
    transaction: &mut Transaction,
    site: &Site,
    before: u64,
    rows: &[MatterRow],
) -> Result<(), LedgerError> {
    let mut insert = Insert::into("matter", MATTER).replacing(2);
    for row in rows {
        let MatterRow { matter, facts, .. } = row;
        let (document, promise) = match &matter.origin {
            Some(Origin::Promise { document, promise }) => (Some(document), Some(promise)),
            _ => (None, None),
        };
        insert.row([
            site.as_str().into(),
            matter.id.0.as_str().into(),
            matter.kind.as_str().into(),
            facts.system.as_str().into(),
            matter.number.as_str().into(),
            facts.title.as_str().into(),
            matter.state.as_str().into(),
            code_of(matter.state_kind).into(),
            matter.lead.as_deref().into(),
            facts.class.as_deref().into(),
            facts.area.as_deref().into(),
            matter.parent.as_ref().map(|parent| parent.0.as_str()).into(),
            document.into(),
            promise.into(),
            facts.import_key.as_deref().into(),
            facts.due_at.map(moment).into(),
            facts.late.into(),
            moment(matter.opened_at).into(),
            moment(matter.entered_at).into(),
            matter.closed_at.map(moment).into(),
            matter.done.as_ref().map(|said| moment(said.at)).into(),
            matter.verified.as_ref().map(|said| moment(said.at)).into(),
            matter.progress.and_then(|percent| crate::matters::facts::scaled(percent, 2)).into(),
            facts.urged.into(),
            facts.supervised.into(),
            facts.place.map(|(longitude, _)| longitude).into(),
            facts.place.map(|(_, latitude)| latitude).into(),
            row.revision.behind(before).into(),
            facts.words.as_str().into(),
            facts.values.as_str().into(),
            to_json(matter)?.into(),
        ]);
    }
    transaction.insert(insert).await
}

async fn write_turns(transaction: &mut Transaction, site: &Site, rows: &[MatterRow]) -> Result<(), LedgerError> {
    let changed: Vec<&MatterRow> = rows.iter().filter(|row| row.turns.is_some()).collect();
    if changed.is_empty() {
        return Ok(());
    }
    let mut statement = Statement::new("delete from turn where site = ");
    statement.bind(site.as_str()).push(" and matter");
    one_of(&mut statement, transaction.dialect(), changed.iter().map(|row| row.matter.id.0.as_str()))?;
    transaction.execute(statement).await?;
    let mut insert = Insert::into("turn", TURN).replacing(3);
    for row in changed {
        for turn in row.turns.iter().flatten() {
            insert.row([
                site.as_str().into(),
                row.matter.id.0.as_str().into(),
                turn.owner.as_str().into(),
                turn.judging.into(),
                row.facts.due_at.map(moment).into(),
            ]);
        }
    }
    transaction.insert(insert).await
}

async fn write_parts(transaction: &mut Transaction, site: &Site, rows: &[MatterRow]) -> Result<(), LedgerError> {
    let mut clocks = Insert::into("clock", CLOCK).replacing(3);
    let mut quantities = Insert::into("quantity", QUANTITY).replacing(5);
    let mut exclusions = Insert::into("exclusion", EXCLUSION).replacing(3);
    for row in rows {
        let id = row.matter.id.0.as_str();
        for clock in &row.clocks {
            clocks.row([
                site.as_str().into(),
                id.into(),
                clock.deadline.as_str().into(),
                moment(clock.started_at).into(),
                moment(clock.due_at).into(),
                clock.stopped_at.map(moment).into(),
                clock.breached_at.map(moment).into(),
                clock.provisional.into(),
                clock.generation.into(),
                clock.fires_at.map(moment).into(),
            ]);
        }
        for entry in &row.quantities {
            quantities.row([
                site.as_str().into(),
                id.into(),
                entry.stage.as_str().into(),
                entry.quantity.as_str().into(),
                i64::from(entry.year).into(),
                entry.planned.into(),
                entry.actual.into(),
            ]);
        }
        for exclusion in &row.exclusions {
            exclusions.row([
                site.as_str().into(),
                id.into(),
                exclusion.measure.as_str().into(),
                exclusion.reason.as_str().into(),
                exclusion.by.person.as_str().into(),
                exclusion.approver.as_str().into(),
                moment(exclusion.at).into(),
            ]);
        }
    }
    transaction.insert(clocks).await?;
    transaction.insert(quantities).await?;
    transaction.insert(exclusions).await
}
