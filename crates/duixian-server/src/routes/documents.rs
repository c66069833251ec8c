//! Documents: list, upload, reading view, original file, deletion and its undoing.

use axum::Json;
use axum::response::Response;

use crate::model::Page;
use crate::model::documents::{Document, DocumentQuery, DocumentView, UploadForm, UploadReport};
use crate::problem::{Code, Failure, Problem};

/// Lists the documents, the newest first.
#[utoipa::path(
    get, path = "/documents", tag = "documents", operation_id = "list_documents",
    params(DocumentQuery),
    responses(
        (status = 200, description = "A page of documents, or all as a table", content(
            (Page<Document> = "application/json"),
            (String = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn list() -> Result<Response, Failure> {
    Err(Failure::plain(Code::Unavailable))
}

/// Adds files. The answer tells what became of each; one that fails does not stop the others.
#[utoipa::path(
    post, path = "/documents", tag = "documents", operation_id = "upload_documents",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, body = UploadReport, description = "What became of each file"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn upload() -> Result<Json<UploadReport>, Failure> {
    Err(Failure::plain(Code::Unavailable))
}

/// A document with its text, outline, figures and promises.
#[utoipa::path(
    get, path = "/documents/{id}", tag = "documents", operation_id = "get_document",
    params(("id" = String, Path, description = "The document's id")),
    responses(
        (status = 200, body = DocumentView, description = "The document"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn view() -> Result<Json<DocumentView>, Failure> {
    Err(Failure::plain(Code::Unavailable))
}

/// Deletes a document. It can be restored.
#[utoipa::path(
    delete, path = "/documents/{id}", tag = "documents", operation_id = "delete_document",
    params(("id" = String, Path, description = "The document's id")),
    responses(
        (status = 200, body = Document, description = "The deleted document"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn delete() -> Result<Json<Document>, Failure> {
    Err(Failure::plain(Code::Unavailable))
}

/// The file as it was uploaded, as a download.
#[utoipa::path(
    get, path = "/documents/{id}/original", tag = "documents", operation_id = "get_original",
    params(("id" = String, Path, description = "The document's id")),
    responses(
        (status = 200, description = "The file", content((Vec<u8> = "application/octet-stream"))),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn original() -> Result<Response, Failure> {
    Err(Failure::plain(Code::Unavailable))
}

/// Undoes the deletion of a document.
#[utoipa::path(
    post, path = "/documents/{id}/restore", tag = "documents", operation_id = "restore_document",
    params(("id" = String, Path, description = "The document's id")),
    responses(
        (status = 200, body = Document, description = "The restored document"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn restore() -> Result<Json<Document>, Failure> {
    Err(Failure::plain(Code::Unavailable))
}
