//! All rows of a table, some at a time: looked at before anything is done, then done. Both read the ledger as it is at
//! that moment, so that a run does what is still to be done and no more.

use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;
use std::time::Duration;

use duixian_ledger::{Ledger, LedgerError, MatterError, MatterFilter, MatterItem, Order, OrderAct, Page};
use duixian_matters::declaration::StateKind;
use duixian_matters::matter::{Actor, Matter};
use duixian_matters::system_of;
use futures_util::future::join_all;
use jiff::Timestamp;

use super::rows::{Asked, RowFault, Rules};
use super::spool::Row;
use super::{Counts, Progress, Source};
use crate::language::Text;

/// Rows that are looked at, and done, together.
const AT_ONCE: usize = 500;
/// Numbers that are looked up at the same time.
const LOOKUPS: usize = 8;
/// How often orders are tried again when the database cannot be reached; their keys make it safe.
const TRIES: u32 = 5;

/// Whether rows are only looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aim {
    /// Nothing is done.
    Look,
    /// They are done.
    Do,
}

/// Goes through all rows, and tells what became of each part as soon as it is known.
///
/// # Errors
/// When the ledger fails, or nobody may import as this post; rows that are refused are no error.
pub(crate) async fn pass(
    ledger: &Ledger,
    job: &Source,
    aim: Aim,
    now: impl Fn() -> Timestamp,
    mut tell: impl FnMut(Progress),
) -> Result<(), LedgerError> {
    let mut reader = job.rows.read().map_err(|error| spool_failed(&error))?;
    let mut seen = Seen::default();
    loop {
        let rows = reader.next(AT_ONCE).map_err(|error| spool_failed(&error))?;
        if rows.is_empty() {
            return Ok(());
        }
        tell(part(ledger, job, aim, now(), &mut seen, &rows).await?);
    }
}

/// The keys of the rows so far, by a hash with a secret of its own.
#[derive(Default)]
struct Seen {
    hasher: RandomState,
    rows: HashMap<u64, u32>,
}

impl Seen {
    /// The row that had the key before.
    fn before(&mut self, key: &str, row: u32) -> Option<u32> {
        match self.rows.entry(self.hasher.hash_one(key)) {
            std::collections::hash_map::Entry::Occupied(known) => Some(*known.get()),
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(row);
                None
            }
        }
    }
}

async fn part(
    ledger: &Ledger,
    job: &Source,
    aim: Aim,
    now: Timestamp,
    seen: &mut Seen,
    rows: &[Row],
) -> Result<Progress, LedgerError> {
    let setup = ledger.setup();
    let actor: Actor = ledger.actor(&job.actor, system_of(&job.kind), now)?;
    let day = setup.site.calendar.day_of(now);
    let declared = setup.declarations.kind(&job.kind, day);
    let rules = Rules {
        declarations: &setup.declarations,
        calendar: &setup.site.calendar,
        roster: &setup.site.roster,
        declared: declared.ok_or_else(|| MatterError::NoKind { kind: job.kind.clone() })?,
        columns: &job.columns,
        actor: &actor,
        now,
        day,
        table: &job.name,
    };
    let known = known(ledger, job, &rules, rows).await?;
    let parents = parents(ledger, &rules, rows).await?;
    let mut found = Progress::default();
    let mut orders = Vec::new();
    for row in rows {
        found.counts.done += 1;
        let key = rules.key(row);
        if let Some(first) = key.as_deref().and_then(|key| seen.before(key, row.number)) {
            refuse(&mut found, vec![again(row, first)]);
            continue;
        }
        let named = key.clone().unwrap_or_else(|| row.number.to_string());
        let matter = known.of(key.as_deref(), rules.number(row));
        let parent = rules.parent(row).and_then(|number| parents.get(number));
        match rules.ask(row, &named, matter, parent) {
            Asked::Same => found.counts.same += 1,
            Asked::Refused(faults) => refuse(&mut found, faults),
            Asked::New(_) if aim == Aim::Look => found.counts.new += 1,
            Asked::Changed(..) if aim == Aim::Look => found.counts.changed += 1,
            Asked::New(command) => {
                let act = OrderAct::Open(command);
                orders.push((row, Order { key: Some(opening_key(job, row)), actor: job.actor.clone(), at: now, act }));
            }
            Asked::Changed(matter, revision, command) => {
                // With the revision: the same change may be wanted again after somebody took it back.
                let key = Some(format!("{}:{}:{revision}", job.key, row.number));
                let act = OrderAct::Act { matter, expected: Some(revision), command };
                orders.push((row, Order { key, actor: job.actor.clone(), at: now, act }));
            }
        }
    }
    if !orders.is_empty() {
        done(ledger, &rules, orders, &mut found).await?;
    }
    Ok(found)
}

fn opening_key(job: &Source, row: &Row) -> String {
    format!("{}:{}", job.key, row.number)
}

/// Does orders and counts what came of them.
async fn done(
    ledger: &Ledger,
    rules: &Rules<'_>,
    orders: Vec<(&Row, Order)>,
    found: &mut Progress,
) -> Result<(), LedgerError> {
    let (rows, mut left): (Vec<&Row>, Vec<Order>) = orders.into_iter().unzip();
    let mut waiting: Vec<&Row> = rows;
    let mut tries = 0;
    while !left.is_empty() {
        tries += 1;
        let outcomes = ledger.act_many(left.clone()).await;
        let mut again = Vec::new();
        let mut failed = None;
        for ((row, order), outcome) in waiting.iter().zip(&left).zip(outcomes) {
            let is_opening = matches!(order.act, OrderAct::Open(_));
            match outcome {
                // The row was done by an earlier run; perhaps by somebody else or under another name of the file.
                Ok(acted) if acted.repeated => found.counts.same += 1,
                Err(LedgerError::Matter(MatterError::KeyReused { .. })) if is_opening => found.counts.same += 1,
                Ok(_) if is_opening => found.counts.new += 1,
                Ok(_) => found.counts.changed += 1,
                Err(LedgerError::Matter(MatterError::Refused(refusal))) => {
                    refuse(found, vec![rules.refused(row, &refusal)]);
                }
                Err(LedgerError::Matter(error)) => {
                    let (message, hint) =
                        (Text::new(error.message_zh(), error.to_string()), Text::new(error.hint_zh(), error.hint()));
                    refuse(found, vec![RowFault { row: row.number, column: String::new(), message, hint }]);
                }
                Err(error) => {
                    again.push((*row, order.clone()));
                    failed = Some(error);
                }
            }
        }
        match failed {
            Some(error) if tries >= TRIES => return Err(error),
            Some(_) => tokio::time::sleep(Duration::from_millis(200 << tries)).await,
            None => {}
        }
        (waiting, left) = again.into_iter().unzip();
    }
    Ok(())
}

fn refuse(found: &mut Progress, faults: Vec<RowFault>) {
    let counts = Counts { refused: 1, ..Counts::default() };
    found.add(Progress { counts, faults, ..Progress::default() });
}

fn again(row: &Row, first: u32) -> RowFault {
    RowFault {
        row: row.number,
        column: String::new(),
        message: Text::new(format!("与第{first}行是同一事项"), format!("is the same matter as row {first}")),
        hint: Text::new("请只保留一行", "keep one of the rows"),
    }
}

/// Matters that rows name.
#[derive(Default)]
struct Known {
    by_key: BTreeMap<String, MatterItem>,
    by_number: BTreeMap<String, MatterItem>,
}

impl Known {
    fn of(&self, key: Option<&str>, number: Option<&str>) -> Option<&MatterItem> {
        let by_key = key.and_then(|key| self.by_key.get(key));
        by_key.or_else(|| number.and_then(|number| self.by_number.get(number)))
    }
}

async fn known(ledger: &Ledger, job: &Source, rules: &Rules<'_>, rows: &[Row]) -> Result<Known, LedgerError> {
    let mut known = Known::default();
    let keys: Vec<String> = rows.iter().filter_map(|row| rules.key(row)).collect();
    if !keys.is_empty() {
        for (key, item) in ledger.matters_by_import_key(&job.kind, &keys).await? {
            // Of several the one that was not ended without a result, or else the newest.
            let is_void = item.matter.state_kind == StateKind::Void;
            if !is_void || !known.by_key.contains_key(&key) {
                known.by_key.insert(key, item);
            }
        }
    }
    let is_left = |row: &&Row| rules.key(row).is_none_or(|key| !known.by_key.contains_key(&key));
    let numbers: Vec<&str> = rows.iter().filter(is_left).filter_map(|row| rules.number(row)).collect();
    known.by_number = by_number(ledger, Some(&job.kind), &numbers).await?;
    Ok(known)
}

async fn by_number(
    ledger: &Ledger,
    kind: Option<&str>,
    numbers: &[&str],
) -> Result<BTreeMap<String, MatterItem>, LedgerError> {
    let mut found = BTreeMap::new();
    for some in numbers.chunks(LOOKUPS) {
        let filter = |number: &str| MatterFilter {
            kind: kind.map(str::to_owned),
            number: Some(number.to_owned()),
            ..MatterFilter::default()
        };
        let filters: Vec<MatterFilter> = some.iter().map(|number| filter(number)).collect();
        let pages = filters.iter().map(|filter| ledger.matters(filter, Page { number: 1, size: 1 }));
        for (number, page) in some.iter().zip(join_all(pages).await) {
            if let Some(item) = page?.items.into_iter().next() {
                found.insert((*number).to_owned(), item);
            }
        }
    }
    Ok(found)
}

async fn parents(ledger: &Ledger, rules: &Rules<'_>, rows: &[Row]) -> Result<BTreeMap<String, Matter>, LedgerError> {
    let mut numbers: Vec<&str> = rows.iter().filter_map(|row| rules.parent(row)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let found = by_number(ledger, None, &numbers).await?;
    Ok(found.into_iter().map(|(number, item)| (number, item.matter)).collect())
}

fn spool_failed(error: &std::io::Error) -> LedgerError {
    LedgerError::Unavailable { reason: format!("the rows of an import cannot be read again: {error}") }
}
