//! Writing: one change, one transaction.

use super::matters;
use super::rows::{ROWS, asks_for_fact, body_of_document, text_of_state};
use crate::audit::Sealed;
use crate::correction::Correction;
use crate::database::{Database, Dialect, Insert, Statement, Transaction};
use crate::decision::Decision;
use crate::error::LedgerError;
use crate::event::{Event, FORMAT_VERSION};
use crate::identity::{DocumentId, EventId, Site};
use crate::notation::months_of_period;
use crate::rows::{DocumentRow, FigureRow, PromiseRow, Reading, Sentence};
use crate::store::{Change, RowChange, RowsState};
use crate::stored::to_json;

pub(super) async fn write(database: &Database, site: &Site, change: Change) -> Result<u64, LedgerError> {
    let mut transaction = database.begin().await?;
    let mut sequence = take_head(&mut transaction, site, change.events.len()).await?;
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
    matters::write::expect(&mut transaction, site, &change.matters).await?;
    for row in &change.rows {
        write_row(&mut transaction, site, row).await?;
    }
    matters::write::write(&mut transaction, site, sequence, &change.matters).await?;
    write_events(&mut transaction, site, sequence, &change.events).await?;
    sequence += change.events.len() as u64;
    transaction.commit().await?;
    Ok(sequence)
}

/// Takes the sequences of so many events, and gives the last one that was taken before.
///
/// It is the first thing that a writer does: on PostgreSQL the others wait for its end here, so that the sequences
/// have no gaps and each sees what those before it did.
pub(super) async fn take_head(transaction: &mut Transaction, site: &Site, events: usize) -> Result<u64, LedgerError> {
    let statement = Statement::new(
        "insert into head (site, sequence) values ($1, $2) on conflict (site) \
         do update set sequence = head.sequence + excluded.sequence returning sequence",
    );
    let row = transaction.one(statement.with(site.as_str()).with(events as u64)).await?;
    Ok(row.get::<u64>("sequence")?.saturating_sub(events as u64))
}

async fn expect_revision(
    transaction: &mut Transaction,
    site: &Site,
    document: &DocumentId,
    wanted: Option<u64>,
) -> Result<(), LedgerError> {
    let statement = Statement::new("select revision from document where site = $1 and id = $2");
    let found = transaction.optional(statement.with(site.as_str()).with(document.as_str())).await?;
    let found: Option<u64> = found.map(|row| row.get("revision")).transpose()?;
    if found == wanted { Ok(()) } else { Err(LedgerError::Conflict) }
}

async fn expect_in_force(transaction: &mut Transaction, site: &Site, decision: EventId) -> Result<(), LedgerError> {
    let statement = Statement::new("select withdrawn from decision where site = $1 and event = $2");
    let found = transaction.optional(statement.with(site.as_str()).with(decision.to_string())).await?;
    let withdrawn: Option<bool> = found.map(|row| row.get("withdrawn")).transpose()?;
    if withdrawn == Some(false) { Ok(()) } else { Err(LedgerError::Conflict) }
}

pub(super) const EVENT: &[&str] =
    &["site", "sequence", "id", "at", "actor", "kind", "format_version", "subject", "touches_text", "body"];

/// Writes events behind a sequence, and makes theirs the revisions of their documents.
async fn write_events(
    transaction: &mut Transaction,
    site: &Site,
    behind: u64,
    events: &[Event],
) -> Result<(), LedgerError> {
    let sealed = (behind + 1..).zip(events).map(|(sequence, event)| {
        Ok(Sealed {
            sequence,
            id: event.id.to_string(),
            at: moment(event.at),
            actor: event.actor.clone(),
            kind: event.body.kind().to_owned(),
            format_version: FORMAT_VERSION,
            subject: event.body.subject().unwrap_or_default().to_owned(),
            touches_text: event.body.touches_text(),
            body: event.body.to_json()?,
            hash: None,
        })
    });
    let sealed = sealed.collect::<Result<Vec<Sealed>, LedgerError>>()?;
    matters::audit::seal(transaction, site, &sealed).await?;
    let mut insert = Insert::into("event", EVENT);
    for event in sealed {
        insert.row([
            site.as_str().into(),
            event.sequence.into(),
            event.id.into(),
            event.at.into(),
            event.actor.into(),
            event.kind.into(),
            event.format_version.into(),
            event.subject.into(),
            event.touches_text.into(),
            event.body.into(),
        ]);
    }
    transaction.insert(insert).await?;
    for (sequence, event) in (behind + 1..).zip(events) {
        let Some(document) = event.body.document() else { continue };
        let statement = Statement::new("update document set revision = $3 where site = $1 and id = $2");
        transaction.execute(statement.with(site.as_str()).with(document).with(sequence)).await?;
    }
    Ok(())
}

async fn write_row(transaction: &mut Transaction, site: &Site, row: &RowChange) -> Result<(), LedgerError> {
    match row {
        RowChange::PutFile(content, bytes) => {
            let mut insert = Insert::into("file", &["site", "content", "bytes"]).keeping();
            insert.row([site.as_str().into(), content.as_str().into(), bytes.as_slice().into()]);
            transaction.insert(insert).await
        }
        RowChange::PutDocument(document) => put_document(transaction, site, document).await,
        RowChange::PutReading(document, reading) => put_reading(transaction, site, document, reading).await,
        RowChange::PutFigure(figure) => put_figures(transaction, site, std::slice::from_ref(figure)).await,
        RowChange::PutPromise(promise) => put_promises(transaction, site, std::slice::from_ref(promise)).await,
        RowChange::PutCorrection(correction) => put_correction(transaction, site, correction).await,
        RowChange::PutDecision(decision) => put_decision(transaction, site, decision).await,
    }
}

const DOCUMENT: &[&str] = &[
    "site",
    "id",
    "place",
    "place_name",
    "year",
    "added_at",
    "deleted",
    "engine_version",
    "revision",
    "promises",
    "words",
    "body",
];

async fn put_document(transaction: &mut Transaction, site: &Site, document: &DocumentRow) -> Result<(), LedgerError> {
    let header = &document.header;
    let words = [Some(document.name.as_str()), header.title.as_deref(), header.meeting.as_deref()];
    let words: Vec<&str> = words.into_iter().flatten().chain(header.place.iter().map(String::as_str)).collect();
    let mut insert = Insert::into("document", DOCUMENT).replacing(2);
    insert.row([
        site.as_str().into(),
        document.id.as_str().into(),
        header.place.join("/").into(),
        header.place.last().map_or("", String::as_str).into(),
        header.year.into(),
        moment(document.added_at).into(),
        document.deleted_at.is_some().into(),
        document.engine_version.into(),
        document.revision.into(),
        document.counts.promises.into(),
        words.join("\n").to_lowercase().into(),
        body_of_document(document)?.into(),
    ]);
    transaction.insert(insert).await
}

async fn put_reading(
    transaction: &mut Transaction,
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
        transaction.execute(Statement::new(statement).with(site.as_str()).with(document.as_str())).await?;
    }
    let mut insert = Insert::into("text", &["site", "document", "sections", "body"]);
    let sections = to_json(&reading.text.sections)?;
    insert.row([site.as_str().into(), document.as_str().into(), sections.into(), to_json(&reading.text)?.into()]);
    transaction.insert(insert).await?;
    put_sentences(transaction, site, document, &reading.text.sentences).await?;
    put_figures(transaction, site, &reading.figures).await?;
    put_promises(transaction, site, &reading.promises).await
}

async fn put_sentences(
    transaction: &mut Transaction,
    site: &Site,
    document: &DocumentId,
    sentences: &[Sentence],
) -> Result<(), LedgerError> {
    let mut insert = Insert::into("sentence", &["site", "document", "ordinal", "words", "body"]);
    for (ordinal, sentence) in (0_u32..).zip(sentences) {
        insert.row([
            site.as_str().into(),
            document.as_str().into(),
            ordinal.into(),
            (&sentence.text).into(),
            to_json(sentence)?.into(),
        ]);
    }
    transaction.insert(insert).await
}

/// The heading under which figures are counted: the one below the top (（一）…), else the top one.
fn field(section_path: &[String]) -> &str {
    section_path.get(1).or_else(|| section_path.first()).map_or("", String::as_str)
}

const FIGURE: &[&str] = &[
    "site",
    "id",
    "document",
    "ordinal",
    "sentence",
    "kind",
    "measure",
    "metric",
    "region",
    "period",
    "last_month",
    "value",
    "subject",
    "words",
    "headings",
    "field",
    "corrected",
    "wrong",
    "body",
];

async fn put_figures(transaction: &mut Transaction, site: &Site, figures: &[FigureRow]) -> Result<(), LedgerError> {
    let mut insert = Insert::into("figure", FIGURE).replacing(2);
    for figure in figures {
        let fields = figure.fields.clone();
        let last_month = fields.period.as_deref().and_then(months_of_period).map(|(_, last)| last);
        let words = format!("{}\n{}", figure.text, fields.subject).to_lowercase();
        insert.row([
            site.as_str().into(),
            figure.id.as_str().into(),
            figure.document.as_str().into(),
            figure.ordinal.into(),
            figure.sentence.into(),
            fields.kind.into(),
            fields.measure.into(),
            fields.metric.into(),
            fields.region.into(),
            fields.period.into(),
            last_month.into(),
            fields.value.into(),
            fields.subject.into(),
            words.into(),
            figure.section_path.join("\n").to_lowercase().into(),
            field(&figure.section_path).into(),
            figure.correction.is_some().into(),
            figure.wrong.into(),
            to_json(figure)?.into(),
        ]);
    }
    transaction.insert(insert).await
}

const PROMISE: &[&str] = &[
    "site",
    "id",
    "document",
    "ordinal",
    "sentence",
    "hardness",
    "field",
    "period",
    "words",
    "headings",
    "corrected",
    "wrong",
    "body",
];

async fn put_promises(transaction: &mut Transaction, site: &Site, promises: &[PromiseRow]) -> Result<(), LedgerError> {
    let mut insert = Insert::into("promise", PROMISE).replacing(2);
    for promise in promises {
        let fields = promise.fields.clone();
        let words = format!("{}{}\n{}", fields.action, fields.object, promise.text).to_lowercase();
        insert.row([
            site.as_str().into(),
            promise.id.as_str().into(),
            promise.document.as_str().into(),
            promise.ordinal.into(),
            promise.sentence.into(),
            fields.hardness.into(),
            fields.field.into(),
            fields.period.into(),
            words.into(),
            promise.section_path.join("\n").to_lowercase().into(),
            promise.correction.is_some().into(),
            promise.wrong.into(),
            to_json(promise)?.into(),
        ]);
    }
    transaction.insert(insert).await
}

async fn put_correction(
    transaction: &mut Transaction,
    site: &Site,
    correction: &Correction,
) -> Result<(), LedgerError> {
    let columns = &["site", "event", "document", "subject", "target", "withdrawn", "body"];
    let mut insert = Insert::into("correction", columns).replacing(2);
    insert.row([
        site.as_str().into(),
        correction.event.to_string().into(),
        correction.document.as_str().into(),
        correction.subject.code().into(),
        correction.target.clone().into(),
        correction.withdrawn.is_some().into(),
        to_json(correction)?.into(),
    ]);
    transaction.insert(insert).await
}

async fn put_decision(transaction: &mut Transaction, site: &Site, decision: &Decision) -> Result<(), LedgerError> {
    let mut insert = Insert::into("decision", &["site", "event", "withdrawn", "body"]).replacing(2);
    insert.row([
        site.as_str().into(),
        decision.event.to_string().into(),
        decision.withdrawn.is_some().into(),
        to_json(decision)?.into(),
    ]);
    transaction.insert(insert).await
}

/// Makes the tables of rows where a new database has none.
pub(super) async fn create_rows(database: &Database) -> Result<(), LedgerError> {
    let mut transaction = begin_alone(database).await?;
    if state(&mut transaction).await?.is_none() {
        make_tables(&mut transaction).await?;
        set_state(&mut transaction, RowsState::Current).await?;
    }
    transaction.commit().await
}

pub(super) async fn recreate_rows(database: &Database) -> Result<(), LedgerError> {
    let mut transaction = begin_alone(database).await?;
    set_state(&mut transaction, RowsState::Outdated).await?;
    make_tables(&mut transaction).await?;
    transaction.commit().await
}

pub(super) async fn rows_are_current(database: &Database) -> Result<(), LedgerError> {
    let mut transaction = begin_alone(database).await?;
    set_state(&mut transaction, RowsState::Current).await?;
    transaction.commit().await
}

/// A transaction beside which nobody writes.
async fn begin_alone(database: &Database) -> Result<Transaction, LedgerError> {
    let mut transaction = database.begin().await?;
    if let Some(statement) = database.dialect().stop_writers() {
        transaction.execute(Statement::new(statement)).await?;
    }
    Ok(transaction)
}

async fn make_tables(transaction: &mut Transaction) -> Result<(), LedgerError> {
    let script = match transaction.dialect() {
        Dialect::Sqlite => include_str!("../../migrations/sqlite/rows.sql"),
        Dialect::Postgres => include_str!("../../migrations/postgres/rows.sql"),
    };
    transaction.script(script).await?;
    transaction
        .script(match transaction.dialect() {
            Dialect::Sqlite => include_str!("../../migrations/sqlite/matters.sql"),
            Dialect::Postgres => include_str!("../../migrations/postgres/matters.sql"),
        })
        .await
}

async fn state(transaction: &mut Transaction) -> Result<Option<String>, LedgerError> {
    transaction.optional(asks_for_fact(ROWS)).await?.map(|row| row.get("value")).transpose()
}

async fn set_state(transaction: &mut Transaction, state: RowsState) -> Result<(), LedgerError> {
    let mut insert = Insert::into("fact", &["name", "value"]).replacing(1);
    insert.row([ROWS.into(), text_of_state(state).into()]);
    transaction.insert(insert).await
}

/// A moment as text that orders as the moments do: always with three digits behind the point.
fn moment(at: jiff::Timestamp) -> String {
    format!("{at:.3}")
}
