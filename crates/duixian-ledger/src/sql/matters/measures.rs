//! Measures: a declared query over views of one kind's matters, which the statement defines before it. Read only, and
//! not for longer than half a minute.

use std::time::Duration;

use duixian_matters::matter::MatterId;

use super::{moment, read};
use crate::database::{Database, Dialect, Row, Statement, Transaction};
use crate::error::LedgerError;
use crate::identity::Site;
use crate::matters::MatterError;
use crate::matters::measured::{FoundRow, MeasureQuery, MeasureRow, MeasureSide, MeasureSums};
use crate::query::{Page, Paged};

/// How long a measure may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The columns that every kind has; a declared field of the same name is not shown beside them.
const FIXED: &str = "id, number, state, state_kind, lead, class, area, parent, opened_at, entered_at, closed_at, \
     done_at, verified_at, progress, urged, supervised";

/// What a declared query may read, the query itself as `counted`, and what was left out as `excluded`.
fn beginning(dialect: Dialect, site: &Site, query: &MeasureQuery) -> Result<Statement, LedgerError> {
    // $1 the site, $2 the kind, $3 from, $4 until, $5 as of, $6 the measure.
    let mut statement = Statement::new(
        "with asked as (select cast($1 as text) as a, cast($2 as text) as b, cast($3 as text) as c, \
         cast($4 as text) as d, cast($5 as text) as e, cast($6 as text) as f), ",
    )
    .with(site.as_str())
    .with(query.kind.as_str())
    .with(moment(query.period.from))
    .with(moment(query.period.until))
    .with(moment(query.as_of))
    .with(query.measure.as_str());
    let (kept, number, text) = match dialect {
        // A view of the same name as its table would otherwise be taken for itself.
        Dialect::Sqlite => {
            ("main.", ("json_extract(facts, '$.", "')"), ("cast(json_extract(facts, '$.", "') as text)"))
        }
        Dialect::Postgres => {
            ("", ("cast(cast(facts as jsonb) ->> '", "' as bigint)"), ("(cast(facts as jsonb) ->> '", "')"))
        }
    };
    statement
        .push("kept as not materialized (select * from ")
        .push(kept)
        .push("matter where site = $1 and kind = $2), ");
    statement.push("matter as not materialized (select ").push(FIXED);
    for (field, is_number) in &query.fields {
        if FIXED.split(", ").any(|fixed| fixed == field) {
            continue;
        }
        let (before, behind) = if *is_number { number } else { text };
        statement
            .push(", ")
            .push(before)
            .push_declared(field)
            .push(behind)
            .push(" as \"")
            .push_declared(field)
            .push("\"");
    }
    statement.push(" from kept), ");
    statement.push(
        "step as not materialized (select s.matter, s.sequence, s.act, s.from_state, s.to_state, s.at, s.unit, \
         s.person from ",
    );
    statement.push(kept).push("step s join kept k on k.id = s.matter where s.site = $1), ");
    statement.push(
        "clock as not materialized (select c.matter, c.deadline, c.started_at, c.due_at, c.stopped_at, c.breached_at, \
         c.provisional from ",
    );
    statement.push(kept).push("clock c join kept k on k.id = c.matter where c.site = $1), ");
    statement
        .push("quantity as not materialized (select q.matter, q.stage, q.quantity, q.year, q.planned, q.actual from ");
    statement.push(kept).push("quantity q join kept k on k.id = q.matter where q.site = $1), ");
    statement.push("excluded as (select matter, min(reason) as reason, min(approver) as approver from ");
    statement.push(kept).push("exclusion where site = $1 and measure = $6 group by matter), ");
    statement.push("counted as (");
    push_query(&mut statement, &query.sql, &query.measure)?;
    statement.push("\n) ");
    Ok(statement)
}

/// Adds the declared query, its parameters by their numbers. What stands in quotes and comments stays as it is.
fn push_query(statement: &mut Statement, sql: &str, measure: &str) -> Result<(), LedgerError> {
    let mut rest = sql;
    while let Some(place) = rest.find(['\'', ':', '-']) {
        let (before, here) = rest.split_at(place);
        statement.push_declared(before);
        rest = if let Some(quoted) = here.strip_prefix('\'') {
            let end = quoted.find('\'').map_or(here.len(), |end| end + 2);
            let (text, behind) = here.split_at(end);
            statement.push_declared(text);
            behind
        } else if here.starts_with("--") {
            // A comment; the parameters' names may stand in it.
            here.split_once('\n').map_or("", |(_, behind)| behind)
        } else if here.starts_with("::") {
            statement.push("::");
            here.strip_prefix("::").unwrap_or_default()
        } else if let Some(behind) = here.strip_prefix(':') {
            let end = behind.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
            let (name, behind) = behind.split_at(end.unwrap_or(behind.len()));
            statement.push(match name {
                "from" => "$3",
                "until" => "$4",
                "as_of" => "$5",
                other => {
                    let reason = format!("there is no parameter :{other}, only :from, :until and :as_of");
                    return Err(MatterError::BadMeasure { measure: measure.to_owned(), reason }.into());
                }
            });
            behind
        } else {
            statement.push("-");
            here.strip_prefix('-').unwrap_or_default()
        };
    }
    statement.push_declared(rest);
    Ok(())
}

/// Asks what only reads, in a transaction that cannot write.
async fn ask(database: &Database, query: &MeasureQuery, statement: Statement) -> Result<Vec<Row>, LedgerError> {
    let asking = async {
        let mut reading = read_only(database).await?;
        reading.all(statement).await
    };
    let bad = |reason: String| MatterError::BadMeasure { measure: query.measure.clone(), reason };
    match tokio::time::timeout(PATIENCE, asking).await {
        // What is wrong with a declared query is told to who declared it.
        Ok(Err(LedgerError::Storage { reason, .. })) => Err(bad(reason).into()),
        Ok(outcome) => outcome,
        Err(_) => Err(bad(format!("it takes longer than {} seconds", PATIENCE.as_secs())).into()),
    }
}

async fn read_only(database: &Database) -> Result<Transaction, LedgerError> {
    let mut reading = database.begin_read().await?;
    match reading.dialect() {
        // The connection stays so: it is one of those that only read.
        Dialect::Sqlite => reading.execute(Statement::new("pragma query_only = 1")).await?,
        Dialect::Postgres => reading.execute(Statement::new("set local statement_timeout = '30s'")).await?,
    };
    Ok(reading)
}

pub(in crate::sql) async fn sums(
    database: &Database,
    site: &Site,
    query: &MeasureQuery,
) -> Result<Vec<MeasureSums>, LedgerError> {
    let mut statement = beginning(database.dialect(), site, query)?;
    statement.push("select ").push(if query.has_part { "counted.part" } else { "cast(null as text)" }).push(
        " as part, count(*) filter (where excluded.matter is null) as kept_rows, \
         count(*) filter (where excluded.matter is not null) as left_rows, \
         cast(coalesce(sum(counted.numerator) filter (where excluded.matter is null), 0) as bigint) as kept_above, \
         cast(coalesce(sum(counted.numerator) filter (where excluded.matter is not null), 0) as bigint) as left_above, ",
    );
    statement.push(if query.has_denominator {
        "cast(coalesce(sum(counted.denominator) filter (where excluded.matter is null), 0) as bigint) as kept_below, \
         cast(coalesce(sum(counted.denominator) filter (where excluded.matter is not null), 0) as bigint) as left_below"
    } else {
        "cast(0 as bigint) as kept_below, cast(0 as bigint) as left_below"
    });
    statement.push(" from counted left join excluded on excluded.matter = counted.id");
    if query.has_part {
        statement.push(" group by counted.part order by counted.part nulls last");
    }
    let rows = ask(database, query, statement).await?;
    rows.iter()
        .map(|row| {
            Ok(MeasureSums {
                part: row.get("part")?,
                rows: row.get("kept_rows")?,
                numerator: row.get("kept_above")?,
                denominator: row.get("kept_below")?,
                excluded_rows: row.get("left_rows")?,
                excluded_numerator: row.get("left_above")?,
                excluded_denominator: row.get("left_below")?,
            })
        })
        .collect()
}

pub(in crate::sql) async fn rows(
    database: &Database,
    site: &Site,
    query: &MeasureQuery,
    page: Page,
) -> Result<Paged<MeasureRow>, LedgerError> {
    let conditions = |statement: &mut Statement| {
        statement.push(" from counted left join excluded on excluded.matter = counted.id where ");
        statement.push(match query.side {
            MeasureSide::All => "excluded.matter is null",
            MeasureSide::Counted => "excluded.matter is null and counted.numerator <> 0",
            MeasureSide::NotCounted => "excluded.matter is null and counted.numerator = 0",
            MeasureSide::Excluded => "excluded.matter is not null",
        });
        if let (Some(part), true) = (&query.part, query.has_part) {
            statement.push(" and coalesce(counted.part, '') = ").bind(part);
        }
    };
    let mut counting = beginning(database.dialect(), site, query)?;
    counting.push("select count(*) as total");
    conditions(&mut counting);
    let mut listing = beginning(database.dialect(), site, query)?;
    listing.push("select counted.id, cast(counted.numerator as bigint) as numerator, ");
    listing.push(if query.has_denominator { "cast(counted.denominator as bigint)" } else { "cast(null as bigint)" });
    listing.push(" as denominator, ").push(if query.has_part { "counted.part" } else { "cast(null as text)" });
    listing.push(" as part, excluded.reason, excluded.approver");
    conditions(&mut listing);
    listing.push(" order by counted.id limit ").bind(i64::from(page.size));
    listing.push(" offset ").bind(i64::try_from(page.offset()).unwrap_or(i64::MAX));
    let total = ask(database, query, counting).await?.first().map(|row| row.get("total")).transpose()?.unwrap_or(0);
    let mut found = Vec::new();
    for row in ask(database, query, listing).await? {
        let reason: Option<String> = row.get("reason")?;
        found.push(FoundRow {
            id: MatterId(row.get("id")?),
            numerator: row.get("numerator")?,
            denominator: row.get("denominator")?,
            part: row.get("part")?,
            exclusion: reason.zip(row.get("approver")?),
        });
    }
    let ids: Vec<MatterId> = found.iter().map(|row| row.id.clone()).collect();
    let items = read::items(database, site, &ids).await?;
    let with_item = |row: FoundRow| {
        let item = items.iter().find(|item| item.matter.id == row.id).cloned()?;
        let FoundRow { numerator, denominator, part, exclusion, .. } = row;
        Some(MeasureRow { item, numerator, denominator, part, exclusion })
    };
    Ok(Paged { items: found.into_iter().filter_map(with_item).collect(), page, total })
}
