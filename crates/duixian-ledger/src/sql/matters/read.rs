//! Reading single matters, their events, answers, counters and clocks.

use duixian_matters::matter::{Matter, MatterId};
use jiff::Timestamp;

use super::{moment, moment_of, one_of};
use crate::database::{Database, Row, Statement};
use crate::error::LedgerError;
use crate::identity::Site;
use crate::matters::row::{Answer, Counter, Firing, MatterItem};
use crate::stored::from_json;

/// The columns of [`item`].
pub(super) const ITEM: &str = "matter.body, matter.revision, matter.system, matter.title, matter.class, matter.area, \
     matter.due_at, matter.late, matter.urged, matter.supervised, matter.longitude, matter.latitude";

/// A matter as lists show it.
pub(super) fn item(row: &Row) -> Result<MatterItem, LedgerError> {
    let longitude: Option<i64> = row.get("longitude")?;
    let latitude: Option<i64> = row.get("latitude")?;
    let due_at: Option<String> = row.get("due_at")?;
    Ok(MatterItem {
        matter: from_json(&row.get::<String>("body")?)?,
        revision: row.get("revision")?,
        system: row.get("system")?,
        title: row.get("title")?,
        class: row.get("class")?,
        area: row.get("area")?,
        due_at: due_at.as_deref().map(moment_of).transpose()?,
        late: row.get("late")?,
        urged: row.get("urged")?,
        supervised: row.get("supervised")?,
        place: longitude.zip(latitude),
    })
}

pub(in crate::sql) async fn by_id(
    database: &Database,
    site: &Site,
    ids: &[MatterId],
) -> Result<Vec<(Matter, u64)>, LedgerError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = Statement::new("select body, revision from matter where site = ");
    statement.bind(site.as_str()).push(" and id");
    one_of(&mut statement, database.dialect(), ids.iter().map(|id| id.0.as_str()))?;
    let rows = database.all(statement).await?;
    rows.iter().map(|row| Ok((from_json(&row.get::<String>("body")?)?, row.get("revision")?))).collect()
}

pub(in crate::sql) async fn items(
    database: &Database,
    site: &Site,
    ids: &[MatterId],
) -> Result<Vec<MatterItem>, LedgerError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = Statement::new("select ");
    statement.push(ITEM).push(" from matter where site = ").bind(site.as_str()).push(" and id");
    one_of(&mut statement, database.dialect(), ids.iter().map(|id| id.0.as_str()))?;
    statement.push(" order by id");
    database.all(statement).await?.iter().map(item).collect()
}

pub(in crate::sql) async fn by_import_key(
    database: &Database,
    site: &Site,
    kind: &str,
    keys: &[String],
) -> Result<Vec<(String, MatterItem)>, LedgerError> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = Statement::new("select import_key, ");
    statement.push(ITEM).push(" from matter where site = ").bind(site.as_str()).push(" and kind = ").bind(kind);
    statement.push(" and import_key");
    one_of(&mut statement, database.dialect(), keys.iter().map(String::as_str))?;
    statement.push(" order by import_key, id");
    let rows = database.all(statement).await?;
    rows.iter().map(|row| Ok((row.get("import_key")?, item(row)?))).collect()
}

pub(in crate::sql) async fn answers(
    database: &Database,
    site: &Site,
    keys: &[String],
) -> Result<Vec<Answer>, LedgerError> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = Statement::new("select key, digest, matter, sequence from answer where site = ");
    statement.bind(site.as_str()).push(" and key");
    one_of(&mut statement, database.dialect(), keys.iter().map(String::as_str))?;
    let rows = database.all(statement).await?;
    rows.iter()
        .map(|row| {
            Ok(Answer {
                key: row.get("key")?,
                digest: row.get("digest")?,
                matter: MatterId(row.get("matter")?),
                revision: row.get("sequence")?,
            })
        })
        .collect()
}

pub(in crate::sql) async fn counters(
    database: &Database,
    site: &Site,
    kinds: &[String],
) -> Result<Vec<Counter>, LedgerError> {
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = Statement::new("select kind, year, last from counter where site = ");
    statement.bind(site.as_str()).push(" and kind");
    one_of(&mut statement, database.dialect(), kinds.iter().map(String::as_str))?;
    let rows = database.all(statement).await?;
    rows.iter()
        .map(|row| {
            let year = i16::try_from(row.get::<i64>("year")?).unwrap_or_default();
            Ok(Counter { kind: row.get("kind")?, year, last: row.get("last")? })
        })
        .collect()
}

pub(in crate::sql) async fn firings(
    database: &Database,
    site: &Site,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Firing>, LedgerError> {
    let statement = Statement::new(
        "select matter, deadline, generation, fires_at from clock where site = $1 and fires_at <= $2 \
         order by fires_at limit $3",
    );
    let rows = database.all(statement.with(site.as_str()).with(moment(now)).with(limit)).await?;
    rows.iter()
        .map(|row| {
            Ok(Firing {
                matter: MatterId(row.get("matter")?),
                deadline: row.get("deadline")?,
                generation: row.get("generation")?,
                at: moment_of(&row.get::<String>("fires_at")?)?,
            })
        })
        .collect()
}

pub(in crate::sql) async fn forget_firing(
    database: &Database,
    site: &Site,
    firing: &Firing,
) -> Result<(), LedgerError> {
    let mut transaction = database.begin().await?;
    let statement = Statement::new(
        "update clock set fires_at = null where site = $1 and matter = $2 and deadline = $3 and generation = $4",
    );
    let statement = statement.with(site.as_str()).with(firing.matter.0.as_str());
    transaction.execute(statement.with(firing.deadline.as_str()).with(firing.generation)).await?;
    transaction.commit().await
}

pub(in crate::sql) async fn provisional(
    database: &Database,
    site: &Site,
    behind: &str,
    limit: u32,
) -> Result<Vec<MatterId>, LedgerError> {
    let statement = Statement::new(
        "select distinct matter from clock where site = $1 and provisional = 1 and matter > $2 \
         order by matter limit $3",
    );
    let rows = database.all(statement.with(site.as_str()).with(behind).with(limit)).await?;
    rows.iter().map(|row| Ok(MatterId(row.get("matter")?))).collect()
}

pub(in crate::sql) async fn ids(
    database: &Database,
    site: &Site,
    behind: &str,
    limit: u32,
) -> Result<Vec<MatterId>, LedgerError> {
    let statement = Statement::new("select id from matter where site = $1 and id > $2 order by id limit $3");
    let rows = database.all(statement.with(site.as_str()).with(behind).with(limit)).await?;
    rows.iter().map(|row| Ok(MatterId(row.get("id")?))).collect()
}
