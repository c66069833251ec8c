//! Reading single things: events, files, documents, texts, corrections.

use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::sqlite::{SqlitePool, SqliteRow};

use super::failure;
use crate::correction::{Correction, Subject};
use crate::decision::Decision;
use crate::error::LedgerError;
use crate::event::{Event, EventBody, StoredEvent};
use crate::identity::{ContentHash, DocumentId, EventId, FigureId, PromiseId, Site};
use crate::query::Status;
use crate::rows::{DocumentRow, FigureRow, PromiseRow, Section, Sentence, Text};
use crate::store::{PlacedSentence, RowsState};
use crate::stored::{ROWS_VERSION, from_json};

const ACT: &str = "reading";
/// The fact that says which version the rows are of and whether they are whole.
pub(super) const ROWS: &str = "rows";

pub(super) fn text_of_state(state: RowsState) -> String {
    match state {
        RowsState::Current => format!("current {ROWS_VERSION}"),
        RowsState::Outdated => "outdated".to_owned(),
    }
}

pub(super) async fn fact(pool: &SqlitePool, name: &str) -> Result<Option<String>, LedgerError> {
    sqlx::query_scalar("select value from fact where name = $1")
        .bind(name)
        .fetch_optional(pool)
        .await
        .map_err(|error| failure(ACT, &error))
}

pub(super) async fn rows_state(pool: &SqlitePool) -> Result<RowsState, LedgerError> {
    let current = text_of_state(RowsState::Current);
    let is_current = fact(pool, ROWS).await?.is_some_and(|found| found == current);
    Ok(if is_current { RowsState::Current } else { RowsState::Outdated })
}

pub(super) async fn events(
    pool: &SqlitePool,
    site: &Site,
    behind: u64,
    limit: u32,
) -> Result<Vec<StoredEvent>, LedgerError> {
    let rows = sqlx::query(
        "select sequence, id, at, actor, kind, format_version, body from event \
         where site = $1 and sequence > $2 order by sequence limit $3",
    )
    .bind(site.as_str())
    .bind(behind.cast_signed())
    .bind(limit)
    .fetch_all(pool)
    .await
    .map_err(|error| failure(ACT, &error))?;
    rows.iter().map(stored_event).collect()
}

fn stored_event(row: &SqliteRow) -> Result<StoredEvent, LedgerError> {
    let kind: String = column(row, "kind")?;
    let format_version: u32 = column(row, "format_version")?;
    let body: String = column(row, "body")?;
    let at: String = column(row, "at")?;
    let id: String = column(row, "id")?;
    let at = at.parse().map_err(|_| LedgerError::Damaged { reason: format!("an event has the time {at:?}") })?;
    let sequence: i64 = column(row, "sequence")?;
    Ok(StoredEvent {
        sequence: sequence.unsigned_abs(),
        event: Event {
            id: EventId::parse(&id)?,
            at,
            actor: column(row, "actor")?,
            body: EventBody::from_stored(&kind, format_version, &body)?,
        },
    })
}

pub(super) fn column<'row, T>(row: &'row SqliteRow, name: &'static str) -> Result<T, LedgerError>
where
    T: sqlx::Decode<'row, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
{
    row.try_get(name).map_err(|error| failure(ACT, &error))
}

pub(super) async fn text_sequence(pool: &SqlitePool, site: &Site) -> Result<u64, LedgerError> {
    let found: Option<i64> = sqlx::query_scalar("select max(sequence) from event where site = $1 and touches_text = 1")
        .bind(site.as_str())
        .fetch_one(pool)
        .await
        .map_err(|error| failure(ACT, &error))?;
    Ok(found.unwrap_or(0).unsigned_abs())
}

pub(super) async fn file(
    pool: &SqlitePool,
    site: &Site,
    content: &ContentHash,
) -> Result<Option<Vec<u8>>, LedgerError> {
    sqlx::query_scalar("select bytes from file where site = $1 and content = $2")
        .bind(site.as_str())
        .bind(content.as_str())
        .fetch_optional(pool)
        .await
        .map_err(|error| failure(ACT, &error))
}

pub(super) async fn sites(pool: &SqlitePool) -> Result<Vec<Site>, LedgerError> {
    let names: Vec<String> = sqlx::query_scalar("select distinct site from event order by site")
        .fetch_all(pool)
        .await
        .map_err(|error| failure(ACT, &error))?;
    names.iter().map(|name| Site::parse(name)).collect()
}

/// Everything but the bytes of files, one line a row.
pub(super) async fn dump(pool: &SqlitePool, site: &Site) -> Result<Vec<String>, LedgerError> {
    let statements = [
        "select 'event ' || sequence || ' ' || id || ' ' || kind || ' ' || body from event where site = $1 order by sequence",
        "select 'file ' || content from file where site = $1 order by content",
        "select 'document ' || deleted || ' ' || revision || ' ' || body from document where site = $1 order by id",
        "select 'text ' || document || ' ' || body from text where site = $1 order by document",
        "select 'sentence ' || document || ' ' || ordinal || ' ' || body from sentence where site = $1 order by document, ordinal",
        "select 'figure ' || kind || ' ' || value || ' ' || wrong || ' ' || body from figure where site = $1 order by document, ordinal",
        "select 'promise ' || hardness || ' ' || wrong || ' ' || body from promise where site = $1 order by document, ordinal",
        "select 'decision ' || withdrawn || ' ' || body from decision where site = $1 order by rowid",
        "select 'correction ' || withdrawn || ' ' || body from correction where site = $1 order by document, rowid",
    ];
    let mut lines = Vec::new();
    for statement in statements {
        let found: Vec<String> = sqlx::query_scalar(statement)
            .bind(site.as_str())
            .fetch_all(pool)
            .await
            .map_err(|error| failure(ACT, &error))?;
        lines.extend(found);
    }
    Ok(lines)
}

/// Rows kept as JSON, for a site and one more key.
async fn bodies<T: DeserializeOwned>(
    pool: &SqlitePool,
    statement: &'static str,
    site: &Site,
    key: &str,
) -> Result<Vec<T>, LedgerError> {
    let found: Vec<String> = sqlx::query_scalar(statement)
        .bind(site.as_str())
        .bind(key)
        .fetch_all(pool)
        .await
        .map_err(|error| failure(ACT, &error))?;
    found.iter().map(|body| from_json(body)).collect()
}

async fn body<T: DeserializeOwned>(
    pool: &SqlitePool,
    statement: &'static str,
    site: &Site,
    key: &str,
) -> Result<Option<T>, LedgerError> {
    Ok(bodies(pool, statement, site, key).await?.into_iter().next())
}

pub(super) async fn document(
    pool: &SqlitePool,
    site: &Site,
    id: &DocumentId,
) -> Result<Option<DocumentRow>, LedgerError> {
    body(pool, "select body from document where site = $1 and id = $2", site, id.as_str()).await
}

pub(super) async fn read_before(
    pool: &SqlitePool,
    site: &Site,
    engine_version: u32,
) -> Result<Vec<DocumentId>, LedgerError> {
    let found: Vec<String> =
        sqlx::query_scalar("select id from document where site = $1 and engine_version < $2 order by id")
            .bind(site.as_str())
            .bind(engine_version)
            .fetch_all(pool)
            .await
            .map_err(|error| failure(ACT, &error))?;
    found.iter().map(|id| DocumentId::parse(id)).collect()
}

pub(super) async fn text(pool: &SqlitePool, site: &Site, id: &DocumentId) -> Result<Text, LedgerError> {
    let found = body(pool, "select body from text where site = $1 and document = $2", site, id.as_str()).await?;
    Ok(found.unwrap_or_default())
}

pub(super) async fn sections(pool: &SqlitePool, site: &Site, id: &DocumentId) -> Result<Vec<Section>, LedgerError> {
    let statement = "select body -> '$.sections' from text where site = $1 and document = $2";
    Ok(body(pool, statement, site, id.as_str()).await?.unwrap_or_default())
}

pub(super) async fn sentences(
    pool: &SqlitePool,
    site: &Site,
    id: &DocumentId,
    first: u32,
    count: u32,
) -> Result<Vec<Sentence>, LedgerError> {
    let found: Vec<String> = sqlx::query_scalar(
        "select body from sentence where site = $1 and document = $2 and ordinal >= $3 order by ordinal limit $4",
    )
    .bind(site.as_str())
    .bind(id.as_str())
    .bind(first)
    .bind(count)
    .fetch_all(pool)
    .await
    .map_err(|error| failure(ACT, &error))?;
    found.iter().map(|body| from_json(body)).collect()
}

pub(super) async fn figures_of(pool: &SqlitePool, site: &Site, id: &DocumentId) -> Result<Vec<FigureRow>, LedgerError> {
    let statement = "select body from figure where site = $1 and document = $2 order by ordinal";
    bodies(pool, statement, site, id.as_str()).await
}

pub(super) async fn promises_of(
    pool: &SqlitePool,
    site: &Site,
    id: &DocumentId,
) -> Result<Vec<PromiseRow>, LedgerError> {
    let statement = "select body from promise where site = $1 and document = $2 order by ordinal";
    bodies(pool, statement, site, id.as_str()).await
}

pub(super) async fn corrections_of(
    pool: &SqlitePool,
    site: &Site,
    id: &DocumentId,
) -> Result<Vec<Correction>, LedgerError> {
    let statement = "select body from correction where site = $1 and document = $2 order by rowid";
    bodies(pool, statement, site, id.as_str()).await
}

pub(super) async fn correction(pool: &SqlitePool, site: &Site, id: EventId) -> Result<Option<Correction>, LedgerError> {
    body(pool, "select body from correction where site = $1 and event = $2", site, &id.to_string()).await
}

pub(super) async fn history(
    pool: &SqlitePool,
    site: &Site,
    subject: Subject,
    id: &str,
) -> Result<Vec<Correction>, LedgerError> {
    let statement = "select body from correction where site = $1 and target = $2 order by rowid";
    let found: Vec<Correction> = bodies(pool, statement, site, id).await?;
    Ok(found.into_iter().filter(|correction| correction.subject == subject).collect())
}

pub(super) async fn orphans(pool: &SqlitePool, site: &Site) -> Result<Vec<Correction>, LedgerError> {
    let found: Vec<String> = sqlx::query_scalar(
        "select correction.body from correction join document \
         on document.site = correction.site and document.id = correction.document \
         where correction.site = $1 and target is null and withdrawn = 0 and deleted = 0 order by correction.rowid",
    )
    .bind(site.as_str())
    .fetch_all(pool)
    .await
    .map_err(|error| failure(ACT, &error))?;
    found.iter().map(|body| from_json(body)).collect()
}

pub(super) async fn decisions(pool: &SqlitePool, site: &Site) -> Result<Vec<Decision>, LedgerError> {
    let found: Vec<String> = sqlx::query_scalar("select body from decision where site = $1 order by rowid")
        .bind(site.as_str())
        .fetch_all(pool)
        .await
        .map_err(|error| failure(ACT, &error))?;
    found.iter().map(|body| from_json(body)).collect()
}

pub(super) async fn figure(pool: &SqlitePool, site: &Site, id: &FigureId) -> Result<Option<FigureRow>, LedgerError> {
    body(pool, "select body from figure where site = $1 and id = $2", site, id.as_str()).await
}

pub(super) async fn promise(pool: &SqlitePool, site: &Site, id: &PromiseId) -> Result<Option<PromiseRow>, LedgerError> {
    body(pool, "select body from promise where site = $1 and id = $2", site, id.as_str()).await
}

pub(super) async fn sentences_behind(
    pool: &SqlitePool,
    site: &Site,
    behind: Option<(&DocumentId, u32)>,
    limit: u32,
) -> Result<Vec<PlacedSentence>, LedgerError> {
    let (document, ordinal) = behind.map_or(("", -1), |(document, ordinal)| (document.as_str(), i64::from(ordinal)));
    let rows = sqlx::query(
        "select sentence.document, sentence.ordinal, sentence.body from sentence join document \
         on document.site = sentence.site and document.id = sentence.document \
         where sentence.site = $1 and (sentence.document, sentence.ordinal) > ($2, $3) and deleted = 0 \
         order by sentence.document, sentence.ordinal limit $4",
    )
    .bind(site.as_str())
    .bind(document)
    .bind(ordinal)
    .bind(limit)
    .fetch_all(pool)
    .await
    .map_err(|error| failure(ACT, &error))?;
    rows.iter()
        .map(|row| {
            let id: String = column(row, "document")?;
            let body: String = column(row, "body")?;
            Ok(PlacedSentence {
                document: DocumentId::parse(&id)?,
                ordinal: column(row, "ordinal")?,
                sentence: from_json(&body)?,
            })
        })
        .collect()
}

pub(super) async fn marks_in(
    pool: &SqlitePool,
    site: &Site,
    id: &DocumentId,
    sentence: u32,
) -> Result<(Vec<FigureId>, Vec<PromiseId>), LedgerError> {
    let figures = ids(
        pool,
        "select id from figure where site = $1 and document = $2 and sentence = $3 order by ordinal",
        site,
        id,
        sentence,
    );
    let promises = ids(
        pool,
        "select id from promise where site = $1 and document = $2 and sentence = $3 order by ordinal",
        site,
        id,
        sentence,
    );
    let figures = figures.await?.iter().map(|id| FigureId::parse(id)).collect::<Result<_, _>>()?;
    let promises = promises.await?.iter().map(|id| PromiseId::parse(id)).collect::<Result<_, _>>()?;
    Ok((figures, promises))
}

async fn ids(
    pool: &SqlitePool,
    statement: &'static str,
    site: &Site,
    id: &DocumentId,
    sentence: u32,
) -> Result<Vec<String>, LedgerError> {
    sqlx::query_scalar(statement)
        .bind(site.as_str())
        .bind(id.as_str())
        .bind(sentence)
        .fetch_all(pool)
        .await
        .map_err(|error| failure(ACT, &error))
}

pub(super) async fn status(pool: &SqlitePool, site: &Site) -> Result<Status, LedgerError> {
    let row = sqlx::query(
        "select (select count(*) from document where site = $1 and deleted = 0) as documents, \
         (select count(*) from figure join document on document.site = figure.site and document.id = figure.document \
          where figure.site = $1 and deleted = 0) as figures, \
         (select count(*) from promise join document on document.site = promise.site and document.id = promise.document \
          where promise.site = $1 and deleted = 0) as promises, \
         (select max(sequence) from event where site = $1) as last_event, \
         (select at from event where site = $1 order by sequence desc limit 1) as last_event_at",
    )
    .bind(site.as_str())
    .fetch_one(pool)
    .await
    .map_err(|error| failure(ACT, &error))?;
    let count = |name| column::<i64>(&row, name).map(i64::unsigned_abs);
    let last_event: Option<i64> = column(&row, "last_event")?;
    let last_event_at: Option<String> = column(&row, "last_event_at")?;
    Ok(Status {
        documents: count("documents")?,
        figures: count("figures")?,
        promises: count("promises")?,
        last_event: last_event.unwrap_or(0).unsigned_abs(),
        last_event_at: last_event_at.and_then(|at| at.parse().ok()),
    })
}
