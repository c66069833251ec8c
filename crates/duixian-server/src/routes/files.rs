//! Files of matters: kept by the hash of their bytes, told apart by their content, given back as downloads.

use axum::Json;
use axum::extract::multipart::{Field, Multipart, MultipartRejection};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use duixian_ledger::ContentHash;
use duixian_matters::matter::File;

use super::Edge;
use super::uploads::{broken_form, not_a_form};
use crate::convert::is_picture;
use crate::headers::attachment;
use crate::input::Filter;
use crate::media::{self, Media};
use crate::model::acts::FileInput;
use crate::model::files::{DownloadQuery, FileForm, KeptFile};
use crate::problem::{Code, Failure, Problem};

/// Most bytes of a file.
pub(super) const LARGEST: usize = 20 * 1024 * 1024;
/// Most bytes of a form with one file.
pub(super) const LARGEST_FORM: usize = LARGEST + 16 * 1024;
/// Most files that an act may name.
const MOST_FILES: usize = 50;

/// Keeps a file, to be attached with an act.
#[utoipa::path(
    post, path = "/files", tag = "matters", operation_id = "keep_file",
    request_body(content = FileForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, body = KeptFile, description = "The file as it is kept"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn keep(
    State(edge): State<Edge>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Json<KeptFile>, Failure> {
    let mut form = form.map_err(|_| not_a_form())?;
    let _place = edge.uploads.acquire().await.map_err(|_| Failure::plain(Code::Unavailable))?;
    while let Some(part) = form.next_field().await.map_err(|error| broken_form(&error))? {
        let Some(name) = part.file_name().map(str::to_owned) else { continue };
        let bytes = content(part).await?;
        let media = media::of(&name, &bytes).ok_or_else(media::refused)?;
        let size = bytes.len() as u64;
        let content = edge.ledger.keep_file(bytes).await?.as_str().to_owned();
        let name = media::safe_name(&name, media);
        let image = is_picture(media.name);
        return Ok(Json(KeptFile { content, name, media: media.name.to_owned(), size, image }));
    }
    Err(Failure::plain(Code::NoFile))
}

/// The bytes of a file of bounded size.
pub(super) async fn content(mut part: Field<'_>) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|error| broken_form(&error))? {
        if bytes.len() + chunk.len() > LARGEST {
            return Err(Failure::new(Code::TooLarge, "文件超过20 MB", "the file has more than 20 MB"));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// A kept file as a download.
#[utoipa::path(
    get, path = "/files/{content}", tag = "matters", operation_id = "download_file",
    params(("content" = String, Path, description = "The hash that POST /files gave"), DownloadQuery),
    responses(
        (status = 200, description = "The file", content((Vec<u8> = "application/octet-stream"))),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn download(
    State(edge): State<Edge>,
    content: Result<Path<String>, PathRejection>,
    Filter(query): Filter<DownloadQuery>,
) -> Result<Response, Failure> {
    let name = query.name.unwrap_or_default();
    let (bytes, media) = kept(&edge, content, &name).await?;
    let mut headers = safe_headers(media);
    attachment(&mut headers, &media::safe_name(&name, media));
    Ok((headers, bytes).into_response())
}

/// A kept picture, to be shown.
#[utoipa::path(
    get, path = "/files/{content}/preview", tag = "matters", operation_id = "preview_file",
    params(("content" = String, Path, description = "The hash that POST /files gave")),
    responses(
        (status = 200, description = "The picture", content((Vec<u8> = "image/png"))),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn preview(
    State(edge): State<Edge>,
    content: Result<Path<String>, PathRejection>,
) -> Result<Response, Failure> {
    let (bytes, media) = kept(&edge, content, "").await?;
    if !is_picture(media.name) {
        return Err(Failure::new(Code::UnsupportedFile, "这个文件没有预览", "this file has no preview")
            .with_hint("请下载后查看", "download it"));
    }
    Ok((safe_headers(media), bytes).into_response())
}

async fn kept(
    edge: &Edge,
    content: Result<Path<String>, PathRejection>,
    name: &str,
) -> Result<(Vec<u8>, Media), Failure> {
    let Path(content) = content.map_err(|_| Failure::plain(Code::InvalidId))?;
    let hash = ContentHash::parse(&content)?;
    let bytes = edge.ledger.file(&hash).await?;
    // A report's original may be a web page; it is given out as a document and not here.
    let found = media::of(name, &bytes).or_else(|| media::of("", &bytes));
    let media = found.ok_or_else(|| Failure::plain(Code::FileNotFound))?;
    Ok((bytes, media))
}

/// No file that somebody sent may run as a page of this server.
fn safe_headers(media: Media) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media.name));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    headers
}

/// The files that an act names, as they were kept.
pub(crate) async fn attached(edge: &Edge, files: &[FileInput]) -> Result<Vec<File>, Failure> {
    if files.len() > MOST_FILES {
        return Err(Failure::new(
            Code::TooManyFiles,
            format!("一次最多附 {MOST_FILES} 个文件"),
            format!("at most {MOST_FILES} files with one act"),
        ));
    }
    let mut attached = Vec::with_capacity(files.len());
    for file in files {
        let bytes = edge.ledger.file(&ContentHash::parse(&file.content)?).await?;
        let media = media::of(&file.name, &bytes).or_else(|| media::of("", &bytes)).ok_or_else(media::refused)?;
        attached.push(File {
            content: file.content.clone(),
            name: media::safe_name(&file.name, media),
            media: media.name.to_owned(),
            size: bytes.len() as u64,
        });
    }
    Ok(attached)
}
