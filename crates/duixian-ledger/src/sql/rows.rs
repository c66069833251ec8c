//! Reading single things: events, files, documents, texts, corrections.

use serde::de::DeserializeOwned;

use crate::correction::{Correction, Subject};
use crate::database::{Database, Insert, Row, Statement};
use crate::decision::Decision;
use crate::error::LedgerError;
use crate::event::{Event, EventBody, StoredEvent};
use crate::identity::{ContentHash, DocumentId, EventId, FigureId, PromiseId, Site};
use crate::query::Status;
use crate::rows::{DocumentRow, FigureRow, PromiseRow, Section, Sentence, Text};
use crate::store::{PlacedSentence, RowsState};
use crate::stored::{ROWS_VERSION, from_json, to_json};

/// The fact that says which version the rows are of and whether they are whole.
pub(super) const ROWS: &str = "rows";

pub(super) fn text_of_state(state: RowsState) -> String {
    match state {
        RowsState::Current => format!("current {ROWS_VERSION}"),
        RowsState::Outdated => "outdated".to_owned(),
    }
}

pub(super) fn asks_for_fact(name: &str) -> Statement {
    Statement::new("select value from fact where name = $1").with(name)
}

pub(super) async fn rows_state(database: &Database) -> Result<RowsState, LedgerError> {
    let found = database.optional(asks_for_fact(ROWS)).await?;
    let found: Option<String> = found.map(|row| row.get("value")).transpose()?;
    let is_current = found.is_some_and(|found| found == text_of_state(RowsState::Current));
    Ok(if is_current { RowsState::Current } else { RowsState::Outdated })
}

pub(super) async fn events(
    database: &Database,
    site: &Site,
    behind: u64,
    limit: u32,
) -> Result<Vec<StoredEvent>, LedgerError> {
    let statement = Statement::new(
        "select sequence, id, at, actor, kind, format_version, body from event \
         where site = $1 and sequence > $2 order by sequence limit $3",
    );
    let rows = database.all(statement.with(site.as_str()).with(behind).with(limit)).await?;
    rows.iter().map(stored_event).collect()
}

/// Events about one thing.
pub(super) async fn events_about(
    database: &Database,
    site: &Site,
    subject: &str,
    behind: u64,
    limit: u32,
) -> Result<Vec<StoredEvent>, LedgerError> {
    let statement = Statement::new(
        "select sequence, id, at, actor, kind, format_version, body from event \
         where site = $1 and subject = $2 and sequence > $3 order by sequence limit $4",
    );
    let rows = database.all(statement.with(site.as_str()).with(subject).with(behind).with(limit)).await?;
    rows.iter().map(stored_event).collect()
}

/// Something noted about the database itself.
pub(super) async fn fact(database: &Database, name: &str) -> Result<Option<String>, LedgerError> {
    let statement = Statement::new("select value from fact where name = $1").with(name);
    database.optional(statement).await?.map(|row| row.get("value")).transpose()
}

pub(super) async fn put_fact(database: &Database, name: &str, value: &str) -> Result<(), LedgerError> {
    let mut transaction = database.begin().await?;
    let mut insert = Insert::into("fact", &["name", "value"]).replacing(1);
    insert.row([name.into(), value.into()]);
    transaction.insert(insert).await?;
    transaction.commit().await
}

fn stored_event(row: &Row) -> Result<StoredEvent, LedgerError> {
    let kind: String = row.get("kind")?;
    let body: String = row.get("body")?;
    let at: String = row.get("at")?;
    let at = at.parse().map_err(|_| LedgerError::Damaged { reason: format!("an event has the time {at:?}") })?;
    Ok(StoredEvent {
        sequence: row.get("sequence")?,
        event: Event {
            id: EventId::parse(&row.get::<String>("id")?)?,
            at,
            actor: row.get("actor")?,
            body: EventBody::from_stored(&kind, row.get("format_version")?, &body)?,
        },
    })
}

pub(super) async fn text_sequence(database: &Database, site: &Site) -> Result<u64, LedgerError> {
    let statement = "select coalesce(max(sequence), 0) as last from event where site = $1 and touches_text = 1";
    database.one(Statement::new(statement).with(site.as_str())).await?.get("last")
}

pub(super) async fn file(
    database: &Database,
    site: &Site,
    content: &ContentHash,
) -> Result<Option<Vec<u8>>, LedgerError> {
    let statement = Statement::new("select bytes from file where site = $1 and content = $2");
    let found = database.optional(statement.with(site.as_str()).with(content.as_str())).await?;
    found.map(|row| row.get("bytes")).transpose()
}

pub(super) async fn sites(database: &Database) -> Result<Vec<Site>, LedgerError> {
    let rows = database.all(Statement::new("select site from head where sequence > 0 order by site")).await?;
    rows.iter().map(|row| Site::parse(&row.get::<String>("site")?)).collect()
}

/// Everything but the bytes of files, one line a row, all as of one moment.
pub(super) async fn dump(database: &Database, site: &Site) -> Result<Vec<String>, LedgerError> {
    let statements = [
        "select 'event ' || sequence || ' ' || id || ' ' || kind || ' ' || body as line from event \
         where site = $1 order by sequence",
        "select 'file ' || content as line from file where site = $1 order by content",
        "select 'document ' || deleted || ' ' || revision || ' ' || body as line from document \
         where site = $1 order by id",
        "select 'text ' || document || ' ' || body as line from text where site = $1 order by document",
        "select 'sentence ' || document || ' ' || ordinal || ' ' || body as line from sentence \
         where site = $1 order by document, ordinal",
        "select 'figure ' || kind || ' ' || value || ' ' || wrong || ' ' || body as line from figure \
         where site = $1 order by document, ordinal",
        "select 'promise ' || hardness || ' ' || wrong || ' ' || body as line from promise \
         where site = $1 order by document, ordinal",
        "select 'decision ' || withdrawn || ' ' || body as line from decision where site = $1 order by entry",
        "select 'correction ' || withdrawn || ' ' || body as line from correction \
         where site = $1 order by document, entry",
        "select 'matter ' || revision || ' ' || title || ' ' || late || ' ' || coalesce(due_at, '-') || ' ' || facts \
         || ' ' || body as line from matter where site = $1 order by id",
        "select 'clock ' || matter || ' ' || deadline || ' ' || due_at || ' ' || coalesce(stopped_at, '-') || ' ' \
         || coalesce(breached_at, '-') || ' ' || provisional || ' ' || generation || ' ' || coalesce(fires_at, '-') \
         as line from clock where site = $1 order by matter, deadline",
        "select 'turn ' || matter || ' ' || owner || ' ' || judging || ' ' || coalesce(due_at, '-') as line from turn \
         where site = $1 order by matter, owner",
        "select 'step ' || matter || ' ' || sequence || ' ' || act || ' ' || from_state || ' ' || to_state || ' ' || at \
         || ' ' || unit || ' ' || person as line from step where site = $1 order by matter, sequence",
        "select 'quantity ' || matter || ' ' || stage || ' ' || quantity || ' ' || year || ' ' \
         || coalesce(cast(planned as text), '-') || ' ' || coalesce(cast(actual as text), '-') as line from quantity \
         where site = $1 order by matter, stage, quantity, year",
        "select 'exclusion ' || matter || ' ' || measure || ' ' || reason || ' ' || approver as line from exclusion \
         where site = $1 order by matter, measure",
        "select 'counter ' || kind || ' ' || year || ' ' || last as line from counter \
         where site = $1 order by kind, year",
    ];
    let mut reading = database.begin_read().await?;
    let mut lines = Vec::new();
    for statement in statements {
        for row in reading.all(Statement::new(statement).with(site.as_str())).await? {
            lines.push(row.get("line")?);
        }
    }
    reading.commit().await?;
    Ok(lines)
}

/// Rows kept as JSON in the column `body`.
async fn bodies<T: DeserializeOwned>(database: &Database, statement: Statement) -> Result<Vec<T>, LedgerError> {
    database.all(statement).await?.iter().map(body_of).collect()
}

pub(super) fn body_of<T: DeserializeOwned>(row: &Row) -> Result<T, LedgerError> {
    from_json(&row.get::<String>("body")?)
}

/// A statement about one thing of a site.
fn about(statement: &'static str, site: &Site, key: &str) -> Statement {
    Statement::new(statement).with(site.as_str()).with(key)
}

async fn body<T: DeserializeOwned>(database: &Database, statement: Statement) -> Result<Option<T>, LedgerError> {
    Ok(bodies(database, statement).await?.into_iter().next())
}

/// The ids in the column `id`.
async fn ids(database: &Database, statement: Statement) -> Result<Vec<String>, LedgerError> {
    database.all(statement).await?.iter().map(|row| row.get("id")).collect()
}

/// A document's own row; its revision stands in a column, because each of its events changes it.
pub(super) fn document_of(row: &Row, body: &'static str) -> Result<DocumentRow, LedgerError> {
    let document: DocumentRow = from_json(&row.get::<String>(body)?)?;
    Ok(DocumentRow { revision: row.get("revision")?, ..document })
}

/// How a document's own row is written: without its revision.
pub(super) fn body_of_document(document: &DocumentRow) -> Result<String, LedgerError> {
    to_json(&DocumentRow { revision: 0, ..document.clone() })
}

pub(super) async fn document(
    database: &Database,
    site: &Site,
    id: &DocumentId,
) -> Result<Option<DocumentRow>, LedgerError> {
    let statement = about("select body, revision from document where site = $1 and id = $2", site, id.as_str());
    database.optional(statement).await?.map(|row| document_of(&row, "body")).transpose()
}

pub(super) async fn read_before(
    database: &Database,
    site: &Site,
    engine_version: u32,
) -> Result<Vec<DocumentId>, LedgerError> {
    let statement = Statement::new("select id from document where site = $1 and engine_version < $2 order by id");
    let found = ids(database, statement.with(site.as_str()).with(engine_version)).await?;
    found.iter().map(|id| DocumentId::parse(id)).collect()
}

pub(super) async fn text(database: &Database, site: &Site, id: &DocumentId) -> Result<Text, LedgerError> {
    let statement = "select body from text where site = $1 and document = $2";
    Ok(body(database, about(statement, site, id.as_str())).await?.unwrap_or_default())
}

pub(super) async fn sections(database: &Database, site: &Site, id: &DocumentId) -> Result<Vec<Section>, LedgerError> {
    let statement = "select sections as body from text where site = $1 and document = $2";
    Ok(body(database, about(statement, site, id.as_str())).await?.unwrap_or_default())
}

pub(super) async fn sentences(
    database: &Database,
    site: &Site,
    id: &DocumentId,
    first: u32,
    count: u32,
) -> Result<Vec<Sentence>, LedgerError> {
    let statement =
        "select body from sentence where site = $1 and document = $2 and ordinal >= $3 order by ordinal limit $4";
    bodies(database, about(statement, site, id.as_str()).with(first).with(count)).await
}

pub(super) async fn figures_of(
    database: &Database,
    site: &Site,
    id: &DocumentId,
) -> Result<Vec<FigureRow>, LedgerError> {
    let statement = "select body from figure where site = $1 and document = $2 order by ordinal";
    bodies(database, about(statement, site, id.as_str())).await
}

pub(super) async fn promises_of(
    database: &Database,
    site: &Site,
    id: &DocumentId,
) -> Result<Vec<PromiseRow>, LedgerError> {
    let statement = "select body from promise where site = $1 and document = $2 order by ordinal";
    bodies(database, about(statement, site, id.as_str())).await
}

pub(super) async fn corrections_of(
    database: &Database,
    site: &Site,
    id: &DocumentId,
) -> Result<Vec<Correction>, LedgerError> {
    let statement = "select body from correction where site = $1 and document = $2 order by entry";
    bodies(database, about(statement, site, id.as_str())).await
}

pub(super) async fn correction(
    database: &Database,
    site: &Site,
    id: EventId,
) -> Result<Option<Correction>, LedgerError> {
    body(database, about("select body from correction where site = $1 and event = $2", site, &id.to_string())).await
}

pub(super) async fn history(
    database: &Database,
    site: &Site,
    subject: Subject,
    id: &str,
) -> Result<Vec<Correction>, LedgerError> {
    let statement = about("select body from correction where site = $1 and target = $2 order by entry", site, id);
    let found: Vec<Correction> = bodies(database, statement).await?;
    Ok(found.into_iter().filter(|correction| correction.subject == subject).collect())
}

pub(super) async fn orphans(database: &Database, site: &Site) -> Result<Vec<Correction>, LedgerError> {
    let statement = Statement::new(
        "select correction.body from correction join document \
         on document.site = correction.site and document.id = correction.document \
         where correction.site = $1 and target is null and withdrawn = 0 and deleted = 0 order by correction.entry",
    );
    bodies(database, statement.with(site.as_str())).await
}

pub(super) async fn decisions(database: &Database, site: &Site) -> Result<Vec<Decision>, LedgerError> {
    let statement = Statement::new("select body from decision where site = $1 order by entry");
    bodies(database, statement.with(site.as_str())).await
}

pub(super) async fn figure(database: &Database, site: &Site, id: &FigureId) -> Result<Option<FigureRow>, LedgerError> {
    body(database, about("select body from figure where site = $1 and id = $2", site, id.as_str())).await
}

pub(super) async fn promise(
    database: &Database,
    site: &Site,
    id: &PromiseId,
) -> Result<Option<PromiseRow>, LedgerError> {
    body(database, about("select body from promise where site = $1 and id = $2", site, id.as_str())).await
}

pub(super) async fn sentences_behind(
    database: &Database,
    site: &Site,
    behind: Option<(&DocumentId, u32)>,
    limit: u32,
) -> Result<Vec<PlacedSentence>, LedgerError> {
    let (document, ordinal) = behind.map_or(("", -1), |(document, ordinal)| (document.as_str(), i64::from(ordinal)));
    let statement = "select sentence.document, sentence.ordinal, sentence.body from sentence join document \
         on document.site = sentence.site and document.id = sentence.document \
         where sentence.site = $1 and (sentence.document, sentence.ordinal) > ($2, $3) and deleted = 0 \
         order by sentence.document, sentence.ordinal limit $4";
    let rows = database.all(about(statement, site, document).with(ordinal).with(limit)).await?;
    rows.iter()
        .map(|row| {
            Ok(PlacedSentence {
                document: DocumentId::parse(&row.get::<String>("document")?)?,
                ordinal: row.get("ordinal")?,
                sentence: body_of(row)?,
            })
        })
        .collect()
}

pub(super) async fn marks_in(
    database: &Database,
    site: &Site,
    id: &DocumentId,
    sentence: u32,
) -> Result<(Vec<FigureId>, Vec<PromiseId>), LedgerError> {
    let figures = "select id from figure where site = $1 and document = $2 and sentence = $3 order by ordinal";
    let promises = "select id from promise where site = $1 and document = $2 and sentence = $3 order by ordinal";
    let figures = ids(database, about(figures, site, id.as_str()).with(sentence)).await?;
    let promises = ids(database, about(promises, site, id.as_str()).with(sentence)).await?;
    let figures = figures.iter().map(|id| FigureId::parse(id)).collect::<Result<_, _>>()?;
    let promises = promises.iter().map(|id| PromiseId::parse(id)).collect::<Result<_, _>>()?;
    Ok((figures, promises))
}

pub(super) async fn status(database: &Database, site: &Site) -> Result<Status, LedgerError> {
    let statement = Statement::new(
        "select (select count(*) from document where site = $1 and deleted = 0) as documents, \
         (select count(*) from figure join document on document.site = figure.site and document.id = figure.document \
          where figure.site = $1 and deleted = 0) as figures, \
         (select count(*) from promise join document on document.site = promise.site and document.id = promise.document \
          where promise.site = $1 and deleted = 0) as promises, \
         (select coalesce(max(sequence), 0) from event where site = $1) as last_event, \
         (select at from event where site = $1 order by sequence desc limit 1) as last_event_at",
    );
    let row = database.one(statement.with(site.as_str())).await?;
    let last_event_at: Option<String> = row.get("last_event_at")?;
    Ok(Status {
        documents: row.get("documents")?,
        figures: row.get("figures")?,
        promises: row.get("promises")?,
        last_event: row.get("last_event")?,
        last_event_at: last_event_at.and_then(|at| at.parse().ok()),
    })
}
