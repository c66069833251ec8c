//! Writing: one change, one transaction.

use sqlx::sqlite::SqlitePool;
use sqlx::{Sqlite, Transaction};

use super::failure;
use super::rows::{ROWS, text_of_state};
use crate::correction::Correction;
use crate::error::LedgerError;
use crate::event::{Event, FORMAT_VERSION};
use crate::identity::{DocumentId, Site};
use crate::notation::months_of_period;
use crate::rows::{DocumentRow, FigureRow, PromiseRow, Reading};
use crate::store::{Change, RowChange, RowsState};
use crate::stored::to_json;

const ACT: &str = "writing";

pub(super) async fn write(pool: &SqlitePool, site: &Site, change: Change) -> Result<u64, LedgerError> {
    let mut transaction = pool.begin_with("begin immediate").await.map_err(|error| failure(ACT, &error))?;
    for (document, revision) in &change.expected {
        expect_revision(&mut transaction, site, document, *revision).await?;
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
        .bind(event.at.to_string())
        .bind(&event.actor)
        .bind(event.body.kind())
        .bind(FORMAT_VERSION)
        .bind(event.body.document())
        .bind(event.body.touches_text())
        .bind(event.body.to_json()?)
        .execute(&mut **transaction)
        .await
        .map_err(|error| failure(ACT, &error))?;
    sqlx::query("update document set revision = $3, body = json_set(body, '$.revision', $3) where site = $1 and id = $2")
        .bind(site.as_str())
        .bind(event.body.document())
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
        RowChange::PutFigure(figure) => put_figure(transaction, site, figure).await,
        RowChange::PutPromise(promise) => put_promise(transaction, site, promise).await,
        RowChange::PutCorrection(correction) => put_correction(transaction, site, correction).await,
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
        .bind(document.added_at.to_string())
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
    for (ordinal, sentence) in reading.text.sentences.iter().enumerate() {
        sqlx::query("insert into sentence values ($1, $2, $3, $4, $5)")
            .bind(site.as_str())
            .bind(document.as_str())
            .bind(ordinal as u32)
            .bind(&sentence.text)
            .bind(to_json(sentence)?)
            .execute(&mut **transaction)
            .await
            .map_err(|error| failure(ACT, &error))?;
    }
    for figure in &reading.figures {
        put_figure(transaction, site, figure).await?;
    }
    for promise in &reading.promises {
        put_promise(transaction, site, promise).await?;
    }
    Ok(())
}

/// The heading under which figures are counted: the one below the top (（一）…), else the top one.
fn field(section_path: &[String]) -> &str {
    section_path.get(1).or_else(|| section_path.first()).map_or("", String::as_str)
}

async fn put_figure(
    transaction: &mut Transaction<'_, Sqlite>,
    site: &Site,
    figure: &FigureRow,
) -> Result<(), LedgerError> {
    let fields = &figure.fields;
    let last_month = fields.period.as_deref().and_then(months_of_period).map(|(_, last)| last);
    sqlx::query(
        "insert or replace into figure values \
         ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
    )
    .bind(site.as_str())
    .bind(figure.id.as_str())
    .bind(figure.document.as_str())
    .bind(figure.ordinal)
    .bind(figure.sentence)
    .bind(&fields.kind)
    .bind(&fields.measure)
    .bind(&fields.metric)
    .bind(&fields.region)
    .bind(&fields.period)
    .bind(last_month)
    .bind(&fields.value)
    .bind(&fields.subject)
    .bind(format!("{}\n{}", figure.text, fields.subject).to_lowercase())
    .bind(figure.section_path.join("\n").to_lowercase())
    .bind(field(&figure.section_path))
    .bind(figure.correction.is_some())
    .bind(figure.wrong)
    .bind(to_json(figure)?)
    .execute(&mut **transaction)
    .await
    .map_err(|error| failure(ACT, &error))?;
    Ok(())
}

async fn put_promise(
    transaction: &mut Transaction<'_, Sqlite>,
    site: &Site,
    promise: &PromiseRow,
) -> Result<(), LedgerError> {
    let fields = &promise.fields;
    sqlx::query("insert or replace into promise values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)")
        .bind(site.as_str())
        .bind(promise.id.as_str())
        .bind(promise.document.as_str())
        .bind(promise.ordinal)
        .bind(promise.sentence)
        .bind(&fields.hardness)
        .bind(&fields.field)
        .bind(&fields.period)
        .bind(format!("{}{}\n{}", fields.action, fields.object, promise.text).to_lowercase())
        .bind(promise.section_path.join("\n").to_lowercase())
        .bind(promise.correction.is_some())
        .bind(promise.wrong)
        .bind(to_json(promise)?)
        .execute(&mut **transaction)
        .await
        .map_err(|error| failure(ACT, &error))?;
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

pub(super) async fn recreate_rows(pool: &SqlitePool) -> Result<(), LedgerError> {
    sqlx::raw_sql(include_str!("../../migrations/sqlite/rows.sql"))
        .execute(pool)
        .await
        .map_err(|error| failure("making the rows anew", &error))?;
    set_state(pool, RowsState::Outdated).await
}

pub(super) async fn rows_are_current(pool: &SqlitePool) -> Result<(), LedgerError> {
    set_state(pool, RowsState::Current).await
}

async fn set_state(pool: &SqlitePool, state: RowsState) -> Result<(), LedgerError> {
    sqlx::query("insert or replace into fact values ($1, $2)")
        .bind(ROWS)
        .bind(text_of_state(state))
        .execute(pool)
        .await
        .map_err(|error| failure(ACT, &error))?;
    Ok(())
}
