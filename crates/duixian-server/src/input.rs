//! Taking requests apart: every refusal is a problem with a code, never the framework's plain text.

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::problem::{Code, Failure};

/// Most items of a page.
const LARGEST_PAGE: u32 = 500;
/// Items of a page when the client does not say.
const USUAL_PAGE: u32 = 50;
/// Most characters of an id; longer ones are none of ours.
const LONGEST_ID: usize = 64;
/// Most characters of a filter's words.
const LONGEST_WORDS: usize = 200;

/// The query string of a request.
pub(crate) struct Filter<T>(pub(crate) T);

impl<T: DeserializeOwned, State: Send + Sync> FromRequestParts<State> for Filter<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Failure> {
        match Query::<T>::from_request_parts(parts, state).await {
            Ok(Query(filter)) => Ok(Self(filter)),
            Err(rejection) => Err(parameter(&query_reason(&rejection))),
        }
    }
}

fn query_reason(rejection: &QueryRejection) -> String {
    let text = rejection.body_text();
    text.strip_prefix("Failed to deserialize query string: ").unwrap_or(&text).to_owned()
}

/// A refused query parameter.
pub(crate) fn parameter(reason: &str) -> Failure {
    Failure::new(Code::InvalidParameter, format!("参数有误：{reason}"), format!("invalid parameter: {reason}"))
}

/// The JSON body of a request.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned, State: Send + Sync> FromRequest<State> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &State) -> Result<Self, Failure> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(rejection) => Err(body_failure(&rejection)),
        }
    }
}

fn body_failure(rejection: &JsonRejection) -> Failure {
    let reason = rejection.body_text();
    let code = match rejection.status() {
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::UnsupportedMediaType,
        StatusCode::PAYLOAD_TOO_LARGE => Code::TooLarge,
        _ => Code::InvalidBody,
    };
    Failure::new(code, format!("请求内容有误：{reason}"), format!("invalid body: {reason}"))
}

/// An id in the path, of the form that ids have; whether it names something is the ledger's to say.
pub(crate) struct Id(pub(crate) String);

/// Two ids in the path.
pub(crate) struct Ids(pub(crate) String, pub(crate) String);

impl<State: Send + Sync> FromRequestParts<State> for Id {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Failure> {
        let Path(id) = Path::<String>::from_request_parts(parts, state).await.map_err(|_| bad_id())?;
        checked_id(id).map(Self)
    }
}

impl<State: Send + Sync> FromRequestParts<State> for Ids {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Failure> {
        let ids = Path::<(String, String)>::from_request_parts(parts, state).await;
        let Path((first, second)) = ids.map_err(|_| bad_id())?;
        Ok(Self(checked_id(first)?, checked_id(second)?))
    }
}

/// The id itself if it is written as ids are: letters, digits, `-`, `_`.
fn checked_id(id: String) -> Result<String, Failure> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let is_id = !id.is_empty() && id.len() <= LONGEST_ID && id.bytes().all(fits);
    if is_id { Ok(id) } else { Err(bad_id()) }
}

fn bad_id() -> Failure {
    Failure::new(Code::InvalidId, "编号只含字母、数字、- 和 _", "an id holds letters, digits, - and _ alone")
}

/// The words of a filter; blank ones are none.
pub(crate) fn words(words: Option<String>) -> Result<Option<String>, Failure> {
    let Some(words) = words else { return Ok(None) };
    let trimmed = words.trim();
    if trimmed.chars().count() > LONGEST_WORDS {
        return Err(parameter(&format!("at most {LONGEST_WORDS} characters")));
    }
    Ok((!trimmed.is_empty()).then(|| trimmed.to_owned()))
}

/// Number and size of the page asked for.
pub(crate) fn page(page: Option<u32>, size: Option<u32>) -> Result<(u32, u32), Failure> {
    let (page, size) = (page.unwrap_or(1), size.unwrap_or(USUAL_PAGE));
    if page == 0 || page > 1_000_000 {
        return Err(parameter("page: 1 to 1000000"));
    }
    if size == 0 || size > LARGEST_PAGE {
        return Err(parameter(&format!("size: 1 to {LARGEST_PAGE}")));
    }
    Ok((page, size))
}
