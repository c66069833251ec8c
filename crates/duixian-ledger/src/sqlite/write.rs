//! Writing: one change, one transaction.

use sqlx::sqlite::SqlitePool;
use sqlx::{QueryBuilder, Sqlite, Transaction};

use super::failure;
use super::rows::{ROWS, text_of_state};
use crate::correction::Correction;
use crate::decision::Decision;
use crate::error::LedgerError;
use crate::event::{Event, FORMAT_VERSION};
use crate::identity::{DocumentId, EventId, Site};
use crate::notation::months_of_period;
use crate::rows::{DocumentRow, FigureRow, PromiseRow, Reading, Sentence};
use crate::store::{Change, RowChange, RowsState};
use crate::stored::to_json;

const ACT: &str = "writing";
/// Rows of one statement: enough to be quick, few enough for the number of values that a statement may have.
const ROWS_AT_ONCE: usize = 100;

pub(super) async fn write(pool: &SqlitePool, site: &Site, change: Change) -> Result<u64, LedgerError> {
    let mut transaction = pool.begin_with("begin immediate").await.map_err(|error| failure(ACT, &error))?;
    if !change.events.is_empty() && state(&mut transaction).await? != Some(text_of_state(RowsState::Current)) {
        // The rows are being rebuilt: nothing may happen that the rebuilding has not seen.
        return Err(LedgerError::Busy);
    }
    for (document, revision) in &change.expected {
        expect_revision(&mut transaction, site, document, *revision).await?;
    }
    for decision in &change.in_force {
        expect_in_force(&mut transaction, site, *decision).await?;
    }
    for row in &change.rows {
        write_row(&mut transaction, site, row).await?;
    }
    let mut sequence = last_sequence(&mut transaction, site).await?;
    for event in &change.events {
        sequence += 1;
        write_event(&mut transaction, site, sequence, event).await?;
    }
    transaction.commit().await.map_err(|error| failure(ACT, &error))?;
    Ok(sequence)
}

async fn expect_revision(
    transaction: &mut Transaction<'_, Sqlite>,
    site: &Site,
    document: &DocumentId,
    wanted: Option<u64>,
) -> Result<(), LedgerError> {
    let found: Option<i64> = sqlx::query_scalar("select revision from document where site = $1 and id = $2")
        .bind(site.as_str())
        .bind(document.as_str())
        .fetch_optional(&mut **transaction)
        .await
        .map_err(|error| failure(ACT, &error))?;
    if found.map(i64::unsigned_abs) == wanted { Ok(()) } else { Err(LedgerError::Conflict) }
}

async fn expect_in_force(
    transaction: &mut Transaction<'_, Sqlite>,
    site: &Site,
    decision: EventId,
) -> Result<(), LedgerError> {
    let withdrawn: Option<bool> = sqlx::query_scalar("select withdrawn from decision where site = $1 and event = $2")
        .bind(site.as_str())
        .bind(decision.to_string())
        .fetch_optional(&mut **transaction)
        .await
        .map_err(|error| failure(ACT, &error))?;
    if withdrawn == Some(false) { Ok(()) } else { Err(LedgerError::Conflict) }
}

async fn last_sequence(transaction: &mut Transaction<'_, Sqlite>, site: &Site) -> Result<u64, LedgerError> {
    let found: Option<i64> = sqlx::query_scalar("select max(sequence) from event where site = $1")
        .bind(site.as_str())
        .fetch_one(&mut **transaction)
        .await
        .map_err(|error| failure(ACT, &error))?;
    Ok(found.unwrap_or(0).unsigned_abs())
}

async fn write_event(
    transaction: &mut Transaction<'_, Sqlite>,
    site: &Site,
    sequence: u64,
    event: &Event,
) -> Result<(), LedgerError> {
    sqlx::query("insert into event values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
        .bind(site.as_str())
        .bind(sequence.cast_signed())
        .bind(event.id.to_string())
        .bind(moment(event.at))
        .bind(&event.actor)
        .bind(event.body.kind())
        .bind(FORMAT_VERSION)
        .bind(event.body.document().unwrap_or_default())
        .bind(event.body.touches_text())
        .bind(event.body.to_json()?)
        .execute(&mut **transaction)
        .await
        .map_err(|error| failure(ACT, &error))?;
    let Some(document) = event.body.document() else { return Ok(()) };
    sqlx::query(
        "update document set revision = $3, body = json_set(body, '$.revision', $3) where site = $1 and id = $2",
    )
    .bind(site.as_str())
    .bind(document)
    .bind(sequence.cast_signed())
    .execute(&mut **transaction)
    .await
    .map_err(|error| failure(ACT, &error))?;
    Ok(())
}

async fn write_row(transaction: &mut Transaction<'_, Sqlite>, site: &Site, row: &RowChange) -> Result<(), LedgerError> {
    match row {
        RowChange::PutFile(content, bytes) => {
            sqlx::query("insert into file values ($1, $2, $3) on conflict do nothing")
                .bind(site.as_str())
                .bind(content.as_str())
                .bind(bytes)
                .execute(&mut **transaction)
                .await
                .map_err(|error| failure(ACT, &error))?;
            Ok(())
        }
        RowChange::PutDocument(document) => put_document(transaction, site, document).await,
        RowChange::PutReading(document, reading) => put_reading(transaction, site, document, reading).await,
        RowChange::PutFigure(figure) => put_figures(transaction, site, std::slice::from_ref(figure)).await,
        RowChange::PutPromise(promise) => put_promises(transaction, site, std::slice::from_ref(promise)).await,
        RowChange::PutCorrection(correction) => put_correction(transaction, site, correction).await,
        RowChange::PutDecision(decision) => put_decision(transaction, site, decision).await,
    }
}

async fn put_document(
    transaction: &mut Transaction<'_, Sqlite>,
    site: &Site,
    document: &DocumentRow,
) -> Result<(), LedgerError> {
    let header = &document.header;
    let words = [Some(document.name.as_str()), header.title.as_deref(), header.meeting.as_deref()];
    let words: Vec<&str> = words.into_iter().flatten().chain(header.place.iter().map(String::as_str)).collect();
    sqlx::query("insert or replace into document values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
        .bind(site.as_str())
        .bind(document.id.as_str())
        .bind(header.place.join("/"))
        .bind(header.place.last().map_or("", String::as_str))
        .bind(header.year)
        .bind(moment(document.added_at))
        .bind(document.deleted_at.is_some())
        .bind(document.engine_version)
        .bind(document.revision.cast_signed())
        .bind(words.join("\n").to_lowercase())
        .bind(to_json(document)?)
        .execute(&mut **transaction)
        .await
        .map_err(|error| failure(ACT, &error))?;
    Ok(())
}

async fn put_reading(
    transaction: &mut Transaction<'_, Sqlite>,
    site: &Site,
    document: &DocumentId,
    reading: &Reading,
) -> Result<(), LedgerError> {
    for statement in [
        "delete from text where site = $1 and document = $2",
        "delete from sentence where site = $1 and document = $2",
        "delete from figure where site = $1 and document = $2",
        "delete from promise where site = $1 and document = $2",
    ] {
        sqlx::query(statement)
            .bind(site.as_str())
            .bind(document.as_str())
            .execute(&mut **transaction)
            .await
            .map_err(|error| failure(ACT, &error))?;
    }
    sqlx::query("insert into text values ($1, $2, $3)")
        .bind(site.as_str())
        .bind(document.as_str())
        .bind(to_json(&reading.text)?)
        .execute(&mut **transaction)
        .await
        .map_err(|error| failure(ACT, &error))?;
    put_sentences(transaction, site, document, &reading.text.sentences).await?;
    put_figures(transaction, site, &reading.figures).await?;
    put_promises(transaction, site, &reading.promises).await
}

async fn put_sentences(
    transaction: &mut Transaction<'_, Sqlite>,
    site: &Site,
    document: &DocumentId,
    sentences: &[Sentence],
) -> Result<(), LedgerError> {
    for (chunk, sentences) in sentences.chunks(ROWS_AT_ONCE).enumerate() {
        let bodies = sentences.iter().map(to_json).collect::<Result<Vec<_>, _>>()?;
        let mut builder = QueryBuilder::<Sqlite>::new("insert into sentence ");
        builder.push_values(sentences.iter().zip(bodies).enumerate(), |mut row, (place, (sentence, body))| {
            row.push_bind(site.as_str().to_owned());
            row.push_bind(document.as_str().to_owned());
            row.push_bind((chunk * ROWS_AT_ONCE + place) as u32);
            row.push_bind(sentence.text.clone());
            row.push_bind(body);
        });
        execute(transaction, builder).await?;
    }
    Ok(())
}

/// The heading under which figures are counted: the one below the top (（一）…), else the top one.
fn field(section_path: &[String]) -> &str {
    section_path.get(1).or_else(|| section_path.first()).map_or("", String::as_str)
}

async fn put_figures(
    transaction: &mut Transaction<'_, Sqlite>,
    site: &Site,
    figures: &[FigureRow],
) -> Result<(), LedgerError> {
    for figures in figures.chunks(ROWS_AT_ONCE) {
        let bodies = figures.iter().map(to_json).collect::<Result<Vec<_>, _>>()?;
        let mut builder = QueryBuilder::<Sqlite>::new("insert or replace into figure ");
        builder.push_values(figures.iter().zip(bodies), |mut row, (figure, body)| {
            let fields = figure.fields.clone();
            let last_month = fields.period.as_deref().and_then(months_of_period).map(|(_, last)| last);
            let words = format!("{}\n{}", figure.text, fields.subject).to_lowercase();
            row.push_bind(site.as_str().to_owned());
            row.push_bind(figure.id.as_str().to_owned());
            row.push_bind(figure.document.as_str().to_owned());
            row.push_bind(figure.ordinal);
            row.push_bind(figure.sentence);
            row.push_bind(fields.kind);
            row.push_bind(fields.measure);
            row.push_bind(fields.metric);
            row.push_bind(fields.region);
            row.push_bind(fields.period);
            row.push_bind(last_month);
            row.push_bind(fields.value);
            row.push_bind(fields.subject);
            row.push_bind(words);
            row.push_bind(figure.section_path.join("\n").to_lowercase());
            row.push_bind(field(&figure.section_path).to_owned());
            row.push_bind(figure.correction.is_some());
            row.push_bind(figure.wrong);
            row.push_bind(body);
        });
        execute(transaction, builder).await?;
    }
    Ok(())
}

async fn put_promises(
    transaction: &mut Transaction<'_, Sqlite>,
    site: &Site,
    promises: &[PromiseRow],
) -> Result<(), LedgerError> {
    for promises in promises.chunks(ROWS_AT_ONCE) {
        let bodies = promises.iter().map(to_json).collect::<Result<Vec<_>, _>>()?;
        let mut builder = QueryBuilder::<Sqlite>::new("insert or replace into promise ");
        builder.push_values(promises.iter().zip(bodies), |mut row, (promise, body)| {
            let fields = promise.fields.clone();
            let words = format!("{}{}\n{}", fields.action, fields.object, promise.text).to_lowercase();
            row.push_bind(site.as_str().to_owned());
            row.push_bind(promise.id.as_str().to_owned());
            row.push_bind(promise.document.as_str().to_owned());
            row.push_bind(promise.ordinal);
            row.push_bind(promise.sentence);
            row.push_bind(fields.hardness);
            row.push_bind(fields.field);
            row.push_bind(fields.period);
            row.push_bind(words);
            row.push_bind(promise.section_path.join("\n").to_lowercase());
            row.push_bind(promise.correction.is_some());
            row.push_bind(promise.wrong);
            row.push_bind(body);
        });
        execute(transaction, builder).await?;
    }
    Ok(())
}

async fn execute(
    transaction: &mut Transaction<'_, Sqlite>,
    mut builder: QueryBuilder<Sqlite>,
) -> Result<(), LedgerError> {
    builder.build().execute(&mut **transaction).await.map_err(|error| failure(ACT, &error))?;
    Ok(())
}

async fn put_correction(
    transaction: &mut Transaction<'_, Sqlite>,
    site: &Site,
    correction: &Correction,
) -> Result<(), LedgerError> {
    sqlx::query(
        "insert into correction values ($1, $2, $3, $4, $5, $6, $7) \
         on conflict (site, event) do update set target = excluded.target, withdrawn = excluded.withdrawn, \
         body = excluded.body",
    )
    .bind(site.as_str())
    .bind(correction.event.to_string())
    .bind(correction.document.as_str())
    .bind(correction.subject.code())
    .bind(&correction.target)
    .bind(correction.withdrawn.is_some())
    .bind(to_json(correction)?)
    .execute(&mut **transaction)
    .await
    .map_err(|error| failure(ACT, &error))?;
    Ok(())
}

async fn put_decision(
    transaction: &mut Transaction<'_, Sqlite>,
    site: &Site,
    decision: &Decision,
) -> Result<(), LedgerError> {
    sqlx::query(
        "insert into decision values ($1, $2, $3, $4) \
         on conflict (site, event) do update set withdrawn = excluded.withdrawn, body = excluded.body",
    )
    .bind(site.as_str())
    .bind(decision.event.to_string())
    .bind(decision.withdrawn.is_some())
    .bind(to_json(decision)?)
    .execute(&mut **transaction)
    .await
    .map_err(|error| failure(ACT, &error))?;
    Ok(())
}

/// Makes the tables of rows where a new database has none.
pub(super) async fn create_rows(pool: &SqlitePool) -> Result<(), LedgerError> {
    let mut transaction = pool.begin_with("begin immediate").await.map_err(|error| failure(ACT, &error))?;
    if state(&mut transaction).await?.is_none() {
        make_tables(&mut transaction).await?;
        set_state(&mut transaction, RowsState::Current).await?;
    }
    transaction.commit().await.map_err(|error| failure(ACT, &error))
}

pub(super) async fn recreate_rows(pool: &SqlitePool) -> Result<(), LedgerError> {
    let mut transaction = pool.begin_with("begin immediate").await.map_err(|error| failure(ACT, &error))?;
    set_state(&mut transaction, RowsState::Outdated).await?;
    make_tables(&mut transaction).await?;
    transaction.commit().await.map_err(|error| failure(ACT, &error))
}

pub(super) async fn rows_are_current(pool: &SqlitePool) -> Result<(), LedgerError> {
    let mut transaction = pool.begin_with("begin immediate").await.map_err(|error| failure(ACT, &error))?;
    set_state(&mut transaction, RowsState::Current).await?;
    transaction.commit().await.map_err(|error| failure(ACT, &error))
}

async fn make_tables(transaction: &mut Transaction<'_, Sqlite>) -> Result<(), LedgerError> {
    sqlx::raw_sql(include_str!("../../migrations/sqlite/rows.sql"))
        .execute(&mut **transaction)
        .await
        .map_err(|error| failure("making the rows anew", &error))?;
    Ok(())
}

async fn state(transaction: &mut Transaction<'_, Sqlite>) -> Result<Option<String>, LedgerError> {
    sqlx::query_scalar("select value from fact where name = $1")
        .bind(ROWS)
        .fetch_optional(&mut **transaction)
        .await
        .map_err(|error| failure(ACT, &error))
}

async fn set_state(transaction: &mut Transaction<'_, Sqlite>, state: RowsState) -> Result<(), LedgerError> {
    sqlx::query("insert or replace into fact values ($1, $2)")
        .bind(ROWS)
        .bind(text_of_state(state))
        .execute(&mut **transaction)
        .await
        .map_err(|error| failure(ACT, &error))?;
    Ok(())
}

/// A moment as text that orders as the moments do: always with three digits behind the point.
fn moment(at: jiff::Timestamp) -> String {
    format!("{at:.3}")
}
