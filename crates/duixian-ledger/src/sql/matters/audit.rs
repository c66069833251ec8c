//! The chain of hashes in a database: written with its events, and read again word for word.

use crate::audit::{Sealed, hash};
use crate::database::{Database, Insert, Row, Statement, Transaction};
use crate::error::LedgerError;
use crate::identity::Site;

pub(super) const AUDIT: &[&str] = &["site", "sequence", "hash"];
/// Events sealed in one transaction where older ones have no hash yet.
const AT_ONCE: u32 = 5_000;

/// Writes the hashes of events that are being written, in the same transaction.
pub(in crate::sql) async fn seal(
    transaction: &mut Transaction,
    site: &Site,
    events: &[Sealed],
) -> Result<(), LedgerError> {
    let Some(first) = events.first() else { return Ok(()) };
    let mut before = match first.sequence {
        0 | 1 => String::new(),
        sequence => hash_at(transaction, site, sequence - 1).await?,
    };
    let mut insert = Insert::into("audit", AUDIT);
    for event in events {
        before = hash(&before, site.as_str(), event);
        insert.row([site.as_str().into(), event.sequence.into(), before.as_str().into()]);
    }
    transaction.insert(insert).await
}

async fn hash_at(transaction: &mut Transaction, site: &Site, sequence: u64) -> Result<String, LedgerError> {
    let statement = Statement::new("select hash from audit where site = $1 and sequence = $2");
    let found = transaction.optional(statement.with(site.as_str()).with(sequence)).await?;
    let missing = || LedgerError::Damaged { reason: format!("the event {sequence} has no hash") };
    found.ok_or_else(missing)?.get("hash")
}

/// Gives events from before the chain their hashes.
pub(in crate::sql) async fn seal_older(database: &Database) -> Result<(), LedgerError> {
    loop {
        let mut transaction = database.begin().await?;
        if let Some(statement) = transaction.dialect().stop_writers() {
            transaction.execute(Statement::new(statement)).await?;
        }
        let asked = "select head.site, head.sequence, (select coalesce(max(audit.sequence), 0) from audit \
                     where audit.site = head.site) as sealed from head";
        let mut is_done = true;
        for row in transaction.all(Statement::new(asked)).await? {
            let (last, sealed): (u64, u64) = (row.get("sequence")?, row.get("sealed")?);
            if sealed < last {
                let site = Site::parse(&row.get::<String>("site")?)?;
                let statement = about_events(&site, sealed, AT_ONCE);
                let rows = transaction.all(statement).await?;
                let events = rows.iter().map(sealed_event).collect::<Result<Vec<_>, _>>()?;
                if events.is_empty() {
                    return Err(LedgerError::Damaged { reason: format!("the event {} is missing", sealed + 1) });
                }
                seal(&mut transaction, &site, &events).await?;
                is_done = false;
            }
        }
        transaction.commit().await?;
        if is_done {
            return Ok(());
        }
    }
}

pub(super) async fn head(database: &Database, site: &Site) -> Result<u64, LedgerError> {
    let statement = Statement::new("select sequence from head where site = $1").with(site.as_str());
    let found = database.optional(statement).await?;
    found.map_or(Ok(0), |row| row.get("sequence"))
}

fn about_events(site: &Site, behind: u64, limit: u32) -> Statement {
    Statement::new(
        "select event.sequence, id, at, actor, kind, format_version, subject, touches_text, body, hash from event \
         left join audit on audit.site = event.site and audit.sequence = event.sequence \
         where event.site = $1 and event.sequence > $2 order by event.sequence limit $3",
    )
    .with(site.as_str())
    .with(behind)
    .with(limit)
}

fn sealed_event(row: &Row) -> Result<Sealed, LedgerError> {
    Ok(Sealed {
        sequence: row.get("sequence")?,
        id: row.get("id")?,
        at: row.get("at")?,
        actor: row.get("actor")?,
        kind: row.get("kind")?,
        format_version: row.get("format_version")?,
        subject: row.get("subject")?,
        touches_text: row.get("touches_text")?,
        body: row.get("body")?,
        hash: row.get("hash")?,
    })
}

/// Events word for word, with their hashes.
pub(in crate::sql) async fn sealed(
    database: &Database,
    site: &Site,
    behind: u64,
    limit: u32,
) -> Result<Vec<Sealed>, LedgerError> {
    database.all(about_events(site, behind, limit)).await?.iter().map(sealed_event).collect()
}
