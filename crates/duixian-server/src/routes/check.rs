//! The check of a draft, which is not kept: findings as JSON, or the draft as Word with a comment at each.

use axum::Json;
use axum::extract::State;
use axum::extract::multipart::{Field, Multipart, MultipartRejection};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use duixian_ledger::Draft;
use jiff::tz::TimeZone;

use super::compare::document_ids;
use super::uploads::{broken_form, content, not_a_form, shown_name};
use super::{Edge, now};
use crate::convert;
use crate::headers::attachment;
use crate::input::parameter;
use crate::language::Language;
use crate::model::check::{CheckView, DraftForm};
use crate::problem::{Code, Failure, Problem};

/// Most documents to hold a draft against.
const MOST_AGAINST: usize = 20;
/// Most bytes of a part of the form that is no file.
const LONGEST_PART: usize = 4096;
/// Most characters of an author's name.
const LONGEST_AUTHOR: usize = 80;

/// Checks a draft by itself and against earlier reports. The draft is not kept.
#[utoipa::path(
    post, path = "/checks", tag = "check", operation_id = "check_draft",
    request_body(content = DraftForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, body = CheckView, description = "The findings"),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn check(
    State(edge): State<Edge>,
    language: Language,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Json<CheckView>, Failure> {
    let _place = edge.uploads.acquire().await.map_err(|_| Failure::plain(Code::Unavailable))?;
    let form = read_form(form).await?;
    let checked = edge.ledger.check(form.draft).await?;
    Ok(Json(convert::checked(checked, form.explain, language)))
}

/// Checks a draft and gives it back as a Word file with a comment at each finding that is not waived.
#[utoipa::path(
    post, path = "/checks/document", tag = "check", operation_id = "comment_draft",
    request_body(content = DraftForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, description = "The draft with comments", content(
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        )),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "A problem; codes in docs/api.md"),
    )
)]
pub(crate) async fn document(
    State(edge): State<Edge>,
    language: Language,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Failure> {
    let _place = edge.uploads.acquire().await.map_err(|_| Failure::plain(Code::Unavailable))?;
    let FormParts { draft, name, author, .. } = read_form(form).await?;
    let bytes = draft.bytes.clone();
    let checked = edge.ledger.check(draft).await?;
    let date = now().to_zoned(TimeZone::system()).datetime();
    let author = author.unwrap_or_else(|| match language {
        Language::Chinese => "兑现".to_owned(),
        Language::English => "Duixian".to_owned(),
    });
    let writing = tokio::task::spawn_blocking(move || {
        let comments = convert::comments(&checked, &author, date, language);
        duixian_comments::commented(&checked.document, Some(&bytes), &comments)
    });
    let written = writing.await.map_err(|_| Failure::plain(Code::Internal))?.map_err(|error| {
        Failure::new(
            Code::Damaged,
            format!("批注无法写入文件：{error}"),
            format!("the comments cannot be written: {error}"),
        )
    })?;
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let ending = match language {
        Language::Chinese => "检查意见",
        Language::English => "checked",
    };
    let mut headers = HeaderMap::new();
    let media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    attachment(&mut headers, &format!("{stem}-{ending}.docx"));
    Ok((headers, written).into_response())
}

/// What a form asks for.
#[derive(Default)]
struct FormParts {
    draft: Draft,
    name: String,
    explain: bool,
    author: Option<String>,
}

async fn read_form(form: Result<Multipart, MultipartRejection>) -> Result<FormParts, Failure> {
    let mut form = form.map_err(|_| not_a_form())?;
    let mut parts = FormParts::default();
    let mut has_file = false;
    while let Some(part) = form.next_field().await.map_err(|error| broken_form(&error))? {
        let name = part.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "file" if has_file => {
                return Err(Failure::new(Code::TooManyFiles, "一次只检查一份草稿", "one draft is checked at a time"));
            }
            "file" => {
                has_file = true;
                parts.name = part.file_name().map_or_else(|| shown_name(""), shown_name);
                parts.draft.bytes = content(part).await??;
            }
            "place" => parts.draft.place = words(part).await?,
            "year" => parts.draft.year = year(words(part).await?)?,
            "against" => {
                let ids = words(part).await?.map(|ids| document_ids(&ids)).transpose()?;
                if ids.as_ref().is_some_and(|ids| ids.len() > MOST_AGAINST) {
                    return Err(parameter(&format!("against: at most {MOST_AGAINST} documents")));
                }
                parts.draft.against = ids;
            }
            "explain" => parts.explain = words(part).await?.as_deref() == Some("true"),
            "author" => {
                let author = words(part).await?;
                parts.author = author.map(|author| author.chars().take(LONGEST_AUTHOR).collect());
            }
            other => {
                let other: String = other.chars().take(40).collect();
                return Err(parameter(&format!(
                    "{other}: the form has file, place, year, against, explain and author"
                )));
            }
        }
    }
    if has_file { Ok(parts) } else { Err(Failure::plain(Code::NoFile)) }
}

/// The words of a part; blank ones are none.
async fn words(mut part: Field<'_>) -> Result<Option<String>, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|error| broken_form(&error))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LONGEST_PART {
            return Err(Failure::plain(Code::TooLarge));
        }
    }
    let text = String::from_utf8_lossy(&bytes).trim().to_owned();
    Ok((!text.is_empty()).then_some(text))
}

fn year(text: Option<String>) -> Result<Option<u16>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let year = text.parse().ok().filter(|year| (1949..=2200).contains(year));
    year.map(Some).ok_or_else(|| parameter("year: a year such as 2026"))
}
