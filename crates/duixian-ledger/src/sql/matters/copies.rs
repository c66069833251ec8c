//! What is kept for ever, read and written as it stands: for backups and what is restored from them.

use duixian_matters::matter::MatterId;

use super::audit::AUDIT;
use super::write::ANSWER;
use crate::audit::Sealed;
use crate::database::{Database, Insert, Statement};
use crate::error::LedgerError;
use crate::identity::{ContentHash, Site};
use crate::matters::row::Answer;
use crate::sql::write::{EVENT, take_head};

pub(super) async fn contents(
    database: &Database,
    site: &Site,
    behind: &str,
    limit: u32,
) -> Result<Vec<ContentHash>, LedgerError> {
    let statement =
        Statement::new("select content from file where site = $1 and content > $2 order by content limit $3");
    let rows = database.all(statement.with(site.as_str()).with(behind).with(limit)).await?;
    rows.iter().map(|row| Ok(ContentHash::from_stored(row.get("content")?))).collect()
}

pub(super) async fn answers_behind(
    database: &Database,
    site: &Site,
    behind: &str,
    limit: u32,
) -> Result<Vec<Answer>, LedgerError> {
    let statement = Statement::new(
        "select key, digest, matter, sequence from answer where site = $1 and key > $2 order by key limit $3",
    );
    let rows = database.all(statement.with(site.as_str()).with(behind).with(limit)).await?;
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

pub(super) async fn put_sealed(database: &Database, site: &Site, events: Vec<Sealed>) -> Result<(), LedgerError> {
    let mut transaction = database.begin().await?;
    let before = take_head(&mut transaction, site, events.len()).await?;
    if events.first().is_some_and(|event| event.sequence != before + 1) {
        return Err(LedgerError::Conflict);
    }
    let (mut rows, mut hashes) = (Insert::into("event", EVENT), Insert::into("audit", AUDIT));
    for event in events {
        let missing = || LedgerError::Damaged { reason: format!("the event {} has no hash", event.sequence) };
        let hash = event.hash.clone().ok_or_else(missing)?;
        hashes.row([site.as_str().into(), event.sequence.into(), hash.into()]);
        rows.row([
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
    transaction.insert(rows).await?;
    transaction.insert(hashes).await?;
    transaction.commit().await
}

pub(super) async fn put_answers(database: &Database, site: &Site, answers: Vec<Answer>) -> Result<(), LedgerError> {
    let mut insert = Insert::into("answer", ANSWER).keeping();
    for answer in answers {
        insert.row([
            site.as_str().into(),
            answer.key.into(),
            answer.digest.into(),
            answer.matter.0.into(),
            answer.revision.into(),
            "".into(),
        ]);
    }
    let mut transaction = database.begin().await?;
    transaction.insert(insert).await?;
    transaction.commit().await
}

pub(super) async fn put_file(
    database: &Database,
    site: &Site,
    content: &ContentHash,
    bytes: Vec<u8>,
) -> Result<(), LedgerError> {
    let mut insert = Insert::into("file", &["site", "content", "bytes"]).keeping();
    insert.row([site.as_str().into(), content.as_str().into(), bytes.into()]);
    let mut transaction = database.begin().await?;
    transaction.insert(insert).await?;
    transaction.commit().await
}
