//! Uploads: files come in one after the other, each is read and added before the next.

use axum::Json;
use axum::extract::State;
use axum::extract::multipart::{Field, Multipart, MultipartError, MultipartRejection};
use axum::http::StatusCode;
use duixian_ledger::{AddOutcome, NewFile};
use duixian_text::{MAX_FILE_BYTES, ReadError};

use super::{Edge, LOCAL_ACTOR, now};
use crate::convert;
use crate::language::Language;
use crate::model::documents::{Document, UploadForm, UploadReport, UploadStatus, UploadedFile};
use crate::problem::{Code, Failure, Problem};

/// Most files of one upload.
const MOST_FILES: usize = 50;
/// What the form adds to each file: boundaries and headers.
const FORM_SLACK: usize = 16 * 1024;
/// Most bytes of one upload.
pub(super) const LARGEST_UPLOAD: usize = MOST_FILES * LARGEST_FILE;
/// Most bytes of a form with one file.
pub(super) const LARGEST_FILE: usize = MAX_FILE_BYTES as usize + FORM_SLACK;
/// Uploads that may be in memory at once; the others wait.
pub(super) const AT_ONCE: usize = 2;
/// Most characters kept of a file's name.
const LONGEST_NAME: usize = 200;

/// Adds files. The answer tells what became of each; one that fails does not stop the others.
#[utoipa::path(
    post, path = "/documents", tag = "documents", operation_id = "upload_documents",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, body = UploadReport, description = "What became of each file"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn upload(
    State(edge): State<Edge>,
    language: Language,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Json<UploadReport>, Failure> {
    let mut form = form.map_err(|_| not_a_form())?;
    let _place = edge.uploads.acquire().await.map_err(|_| Failure::plain(Code::Unavailable))?;
    let mut files = Vec::new();
    while let Some(part) = form.next_field().await.map_err(|error| broken_form(&error))? {
        let Some(name) = part.file_name().map(shown_name) else { continue };
        if files.len() == MOST_FILES {
            return Err(Failure::new(
                Code::TooManyFiles,
                format!("一次最多上传 {MOST_FILES} 个文件；前 {MOST_FILES} 个已处理"),
                format!("at most {MOST_FILES} files at once; the first {MOST_FILES} were taken"),
            ));
        }
        let outcome = match content(part).await? {
            Ok(bytes) => add(&edge, &name, bytes).await,
            Err(too_large) => Err(too_large.into()),
        };
        files.push(uploaded(name, outcome, language));
    }
    if files.is_empty() {
        return Err(Failure::plain(Code::NoFile));
    }
    Ok(Json(UploadReport { files }))
}

/// The bytes of a file, or that they are too many; then the rest is skipped, so that the next file can be read.
pub(super) async fn content(mut part: Field<'_>) -> Result<Result<Vec<u8>, duixian_ledger::LedgerError>, Failure> {
    let mut bytes = Vec::new();
    let mut found: u64 = 0;
    while let Some(chunk) = part.chunk().await.map_err(|error| broken_form(&error))? {
        found += chunk.len() as u64;
        if found <= MAX_FILE_BYTES {
            bytes.extend_from_slice(&chunk);
        } else {
            bytes = Vec::new();
        }
    }
    let too_large = || ReadError::TooLarge { found, limit: MAX_FILE_BYTES }.into();
    Ok(if found <= MAX_FILE_BYTES { Ok(bytes) } else { Err(too_large()) })
}

async fn add(edge: &Edge, name: &str, bytes: Vec<u8>) -> Result<(UploadStatus, Document), Failure> {
    let file = NewFile { name: name.to_owned(), bytes };
    let added = edge.ledger.add(file, LOCAL_ACTOR, now()).await?;
    let status = match added.outcome {
        AddOutcome::Added => UploadStatus::Added,
        AddOutcome::AlreadyThere => UploadStatus::AlreadyThere,
        AddOutcome::Restored => UploadStatus::Restored,
    };
    Ok((status, convert::document(edge.ledger.document_row(&added.document).await?)?))
}

fn uploaded(name: String, outcome: Result<(UploadStatus, Document), Failure>, language: Language) -> UploadedFile {
    match outcome {
        Ok((status, document)) => UploadedFile { name, status, document: Some(document), problem: None },
        Err(failure) => {
            let problem = Some(failure.problem(language, None));
            UploadedFile { name, status: UploadStatus::Failed, document: None, problem }
        }
    }
}

/// The last part of a name, without what could mislead an eye; it is shown and never used as a path.
pub(super) fn shown_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|&character| !misleads(character)).take(LONGEST_NAME).collect();
    if kept.trim().is_empty() { "未命名".to_owned() } else { kept }
}

/// Control characters, and those that turn the direction of writing round (`gpj.exe` shown as `exe.jpg`).
fn misleads(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

pub(super) fn not_a_form() -> Failure {
    Failure::new(Code::UnsupportedMediaType, "上传要用 multipart/form-data", "an upload is sent as multipart/form-data")
}

pub(super) fn broken_form(error: &MultipartError) -> Failure {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Failure::plain(Code::TooLarge);
    }
    Failure::new(Code::InvalidBody, "上传的内容不完整或格式有误", "the upload is cut off or is no valid form")
}

#[cfg(test)]
mod tests {
    use super::shown_name;

    #[test]
    fn a_name_is_shown_without_paths_and_tricks() {
        assert_eq!(shown_name("报告.docx"), "报告.docx");
        assert_eq!(shown_name("../../etc/passwd"), "passwd");
        assert_eq!(shown_name("C:\\文件\\报告.doc"), "报告.doc");
        assert_eq!(shown_name("a\u{202E}xcod.exe\r\n"), "axcod.exe");
        assert_eq!(shown_name(""), "未命名");
        assert_eq!(shown_name("../"), "未命名");
        assert_eq!(shown_name(&"长".repeat(999)).chars().count(), 200);
    }
}
