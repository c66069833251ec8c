//! Imports: a table is looked at, then run in the background.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::extract::multipart::{Field, Multipart, MultipartRejection};
use axum::http::StatusCode;
use duixian_ledger::{ActorRef, ContentHash, MatterError};
use duixian_matters::system_of;

use super::files::content;
use super::uploads::{broken_form, not_a_form, shown_name};
use super::{Edge, now};
use crate::imports::columns::Columns;
use crate::imports::{Aim, Job, Phase, Progress, RowFault, Source, Table, TableFault, pass, read};
use crate::input::Id;
use crate::language::Language;
use crate::model::imports::{ImportColumn, ImportError, ImportForm, ImportPreview, ImportState};
use crate::problem::{Code, Failure, Problem};

/// Most bytes of a part of the form that is no file.
const LONGEST_WORD: usize = 400;

/// What the form holds.
#[derive(Default)]
struct Sent {
    file: Option<(String, Vec<u8>)>,
    kind: String,
    actor: ActorRef,
}

/// Looks at a table: what its columns are, what its rows would do, and what is wrong with them. Nothing is stored.
#[utoipa::path(
    post, path = "/imports", tag = "matters", operation_id = "preview_import",
    request_body(content = ImportForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, body = ImportPreview, description = "What it would do"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn preview(
    State(edge): State<Edge>,
    language: Language,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Json<ImportPreview>, Failure> {
    let form = form.map_err(|_| not_a_form())?;
    let _place = edge.imports.reading.acquire().await.map_err(|_| Failure::plain(Code::Unavailable))?;
    let Sent { file, kind, actor } = sent(form).await?;
    let (name, bytes) = file.ok_or_else(|| Failure::plain(Code::NoFile))?;
    let at = now();
    let setup = edge.ledger.setup();
    let declared = setup.declarations.kind(&kind, setup.site.calendar.day_of(at));
    let declared = declared.ok_or_else(|| {
        duixian_ledger::LedgerError::from(MatterError::NoKind { kind: kind.chars().take(80).collect() })
    })?;
    edge.ledger.actor(&actor, system_of(&kind), at)?;
    let known = declared.kind.clone();
    let content = ContentHash::of(&bytes);
    let reading = tokio::task::spawn_blocking(move || read(&bytes, |headings| Columns::of(&known, headings)));
    let table = reading.await.map_err(|_| Failure::plain(Code::Internal))?;
    let Table { columns, rows, sample } = table.map_err(|fault| refused(&fault))?;
    let hash: String = content.as_str().chars().skip("sha256:".len()).take(32).collect();
    let source = Source { key: format!("import:{kind}:{hash}"), name, kind, actor, columns, rows };
    let mut progress = Progress::default();
    pass(&edge.ledger, &source, Aim::Look, now, |found| progress.add(found)).await?;
    let job = edge.imports.keep(source, progress.clone());
    let headings = &job.source.columns.all;
    let counts = progress.counts;
    Ok(Json(ImportPreview {
        id: job.id.clone(),
        kind: job.source.kind.clone(),
        columns: headings
            .iter()
            .map(|(heading, target)| ImportColumn {
                heading: heading.clone(),
                field: target.as_ref().map(crate::imports::columns::Target::code),
            })
            .collect(),
        rows: job.source.rows.rows,
        sample: sample.iter().map(|cells| by_heading(headings.iter().map(|(heading, _)| heading), cells)).collect(),
        errors: errors(&progress.faults, language),
        error_count: counts.refused,
        new: counts.new,
        changed: counts.changed,
        same: counts.same,
    }))
}

/// Takes the form apart, whatever the order of its parts.
async fn sent(mut form: Multipart) -> Result<Sent, Failure> {
    let mut sent = Sent::default();
    while let Some(part) = form.next_field().await.map_err(|error| broken_form(&error))? {
        if let Some(name) = part.file_name().map(shown_name) {
            sent.file = Some((name, content(part).await?));
            continue;
        }
        match part.name() {
            Some("kind") => sent.kind = word(part).await?,
            Some("post") => sent.actor.post = word(part).await?,
            Some("person") => sent.actor.person = word(part).await?,
            _ => {
                return Err(Failure::new(
                    Code::InvalidBody,
                    "表单只含 file、kind、post、person",
                    "the form holds file, kind, post and person alone",
                ));
            }
        }
    }
    Ok(sent)
}

async fn word(mut part: Field<'_>) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|error| broken_form(&error))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LONGEST_WORD {
            return Err(Failure::plain(Code::TooLarge));
        }
    }
    String::from_utf8(bytes).map(|word| word.trim().to_owned()).map_err(|_| Failure::plain(Code::InvalidBody))
}

fn by_heading<'h>(headings: impl Iterator<Item = &'h String>, cells: &[String]) -> BTreeMap<String, String> {
    headings.zip(cells).filter(|(heading, _)| !heading.is_empty()).map(|(h, c)| (h.clone(), c.clone())).collect()
}

fn errors(faults: &[RowFault], language: Language) -> Vec<ImportError> {
    let error = |fault: &RowFault| ImportError {
        row: fault.row,
        column: fault.column.clone(),
        message: fault.message.in_language(language).to_owned(),
        hint: fault.hint.in_language(language).to_owned(),
    };
    faults.iter().map(error).collect()
}

fn refused(fault: &TableFault) -> Failure {
    let bad = |zh: String, en: String| Failure::new(Code::BadTable, zh, en);
    match fault {
        TableFault::Unsupported => {
            Failure::new(Code::UnsupportedFile, "不是 xlsx 或 CSV 表格", "neither an xlsx workbook nor CSV")
                .with_hint("请用 Excel 或 WPS 另存为 xlsx 或 csv", "save it as xlsx or csv")
        }
        TableFault::Damaged(_) => bad("表格无法读完".to_owned(), "the table cannot be read to its end".to_owned())
            .with_hint("请用 Excel 或 WPS 打开后另存", "open it in its own program and save it again"),
        TableFault::Empty => bad("表头下没有行".to_owned(), "there are no rows under the heading".to_owned()),
        TableFault::NoHeading => bad("没有认出任何表头".to_owned(), "no heading is the name of a field".to_owned()),
        TableFault::Twice(heading) => bad(format!("两列都是“{heading}”"), format!("two columns are {heading:?}"))
            .with_hint("请删去其中一列", "take one of them out"),
        TableFault::TooLarge => Failure::new(
            Code::TooLarge,
            "表格过大：至多20万行、200列",
            "the table is too large: at most 200,000 rows and 200 columns",
        )
        .with_hint("请拆分后分批导入", "split it and import the parts"),
        TableFault::LongCell { row, column } => bad(
            format!("第{row}行第{column}列的内容过长"),
            format!("the cell in row {row}, column {column} is too long"),
        )
        .with_hint("一个单元格至多32767个字", "a cell has at most 32,767 characters"),
        TableFault::NoSpace(reason) => {
            tracing::error!(%reason, "a table cannot be kept while it is read");
            Failure::plain(Code::Unavailable)
        }
    }
}

/// Runs an import in the background. Asked again while it runs or when it is done, it changes nothing.
#[utoipa::path(
    post, path = "/imports/{id}/run", tag = "matters", operation_id = "run_import",
    params(("id" = String, Path, description = "The import's id")),
    responses(
        (status = 202, body = ImportState, description = "It runs"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn run(
    State(edge): State<Edge>,
    Id(id): Id,
    language: Language,
) -> Result<(StatusCode, Json<ImportState>), Failure> {
    let job = found(&edge, &id)?;
    if job.begin() {
        tokio::spawn(work(edge, Arc::clone(&job)));
    }
    Ok((StatusCode::ACCEPTED, Json(state(&job, language))))
}

async fn work(edge: Edge, job: Arc<Job>) {
    let _turn = edge.imports.running.lock().await;
    let ended = pass(&edge.ledger, &job.source, Aim::Do, now, |found| job.add(found)).await;
    if let Err(error) = &ended {
        tracing::error!(%error, import = job.id, "an import stopped in the middle");
    }
    job.end(if ended.is_ok() { Phase::Done } else { Phase::Failed });
}

/// Tells how far an import is.
#[utoipa::path(
    get, path = "/imports/{id}", tag = "matters", operation_id = "view_import",
    params(("id" = String, Path, description = "The import's id")),
    responses(
        (status = 200, body = ImportState, description = "How far it is"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn view(
    State(edge): State<Edge>,
    Id(id): Id,
    language: Language,
) -> Result<Json<ImportState>, Failure> {
    let job = found(&edge, &id)?;
    Ok(Json(state(&job, language)))
}

fn found(edge: &Edge, id: &str) -> Result<Arc<Job>, Failure> {
    edge.imports.find(id).ok_or_else(|| Failure::plain(Code::ImportNotFound))
}

fn state(job: &Job, language: Language) -> ImportState {
    let Progress { phase, counts, faults } = job.progress();
    let state = match phase {
        Phase::Previewed => "previewed",
        Phase::Running => "running",
        Phase::Done => "done",
        Phase::Failed => "failed",
    };
    ImportState {
        id: job.id.clone(),
        state: state.to_owned(),
        rows: job.source.rows.rows,
        done: counts.done,
        new: counts.new,
        changed: counts.changed,
        same: counts.same,
        refused: counts.refused,
        errors: errors(&faults, language),
    }
}
