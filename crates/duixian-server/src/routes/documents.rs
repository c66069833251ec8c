//! Documents: list, reading view, original file, deletion and its undoing.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use duixian_ledger::{DocumentFilter, DocumentId};

use super::{Edge, LOCAL_ACTOR, asked_page, now};
use crate::convert;
use crate::export::{self, FileKind, Reader};
use crate::headers::attachment;
use crate::input::{Filter, Id, words};
use crate::model::Page;
use crate::model::documents::{Document, DocumentQuery, DocumentView};
use crate::problem::{Failure, Problem};

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
pub(crate) async fn list(
    State(edge): State<Edge>,
    Filter(query): Filter<DocumentQuery>,
    reader: Reader,
) -> Result<Response, Failure> {
    let filter = DocumentFilter {
        text: words(query.query)?,
        place: words(query.place)?,
        year: query.year,
        deleted: query.deleted.unwrap_or(false),
    };
    let file = FileKind::of(query.format);
    let found = edge.ledger.documents(&filter, asked_page(file, query.page, query.size)?).await?;
    let page = convert::page(found, convert::document)?;
    match file {
        None => Ok(Json(page).into_response()),
        Some(kind) => {
            export::answer(export::documents(&page.items, &reader.style(query.lang)), kind, "documents").await
        }
    }
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
pub(crate) async fn view(State(edge): State<Edge>, Id(id): Id) -> Result<Json<DocumentView>, Failure> {
    let found = edge.ledger.document(&DocumentId::parse(&id)?).await?;
    Ok(Json(convert::document_view(found, &edge.codebook)?))
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
pub(crate) async fn delete(State(edge): State<Edge>, Id(id): Id) -> Result<Json<Document>, Failure> {
    let id = DocumentId::parse(&id)?;
    edge.ledger.delete_document(&id, LOCAL_ACTOR, now()).await?;
    Ok(Json(convert::document(edge.ledger.document_row(&id).await?)?))
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
pub(crate) async fn restore(State(edge): State<Edge>, Id(id): Id) -> Result<Json<Document>, Failure> {
    let id = DocumentId::parse(&id)?;
    edge.ledger.restore_document(&id, LOCAL_ACTOR, now()).await?;
    Ok(Json(convert::document(edge.ledger.document_row(&id).await?)?))
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
pub(crate) async fn original(State(edge): State<Edge>, Id(id): Id) -> Result<Response, Failure> {
    let id = DocumentId::parse(&id)?;
    let document = edge.ledger.document_row(&id).await?;
    let bytes = edge.ledger.original(&id).await?;
    let mut headers = HeaderMap::new();
    // Never its own media type: a web page of a foreign hand must not run as a page of this server.
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    attachment(&mut headers, &document.name);
    Ok((headers, bytes).into_response())
}
