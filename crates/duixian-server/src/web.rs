//! The embedded web interface: files of `web/dist` as they were when the binary was built.
//!
//! Only names that were embedded are served; no path of a request ever reaches a file system in a release build.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::{Embed, EmbeddedFile};

use crate::problem::{Code, Failure};

/// The built interface. A build without Node has none; the API works all the same.
#[derive(Embed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Interface;

/// Everything that is no API route: the interface's page and its files.
pub(crate) async fn serve(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    if path == "api" || path.starts_with("api/") {
        return Failure::plain(Code::RouteNotFound).into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Failure::plain(Code::MethodNotAllowed).into_response();
    }
    let name = if path.is_empty() { "index.html" } else { path };
    match Interface::get(name) {
        Some(file) => answer(name, file, request.headers()),
        None if name == "index.html" => not_built(),
        None => Failure::plain(Code::RouteNotFound).into_response(),
    }
}

fn answer(name: &str, file: EmbeddedFile, asked: &HeaderMap) -> Response {
    let tag = entity_tag(&file);
    let known = asked.get(header::IF_NONE_MATCH).is_some_and(|tags| names(tags, &tag));
    let mut response =
        if known { StatusCode::NOT_MODIFIED.into_response() } else { file.data.into_owned().into_response() };
    let headers = response.headers_mut();
    // The build puts a hash into every name under assets/, so that such a file never changes.
    let keeping = if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keeping));
    if let Ok(value) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, value);
    }
    if let Ok(value) = HeaderValue::from_str(&content_type(file.metadata.mimetype())) {
        headers.insert(header::CONTENT_TYPE, value);
    }
    response
}

fn names(tags: &HeaderValue, tag: &str) -> bool {
    let tags = tags.to_str().unwrap_or_default();
    tags.split(',').any(|known| known.trim().trim_start_matches("W/") == tag)
}

/// The beginning of the content's SHA-256; long enough to tell builds apart.
fn entity_tag(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    let beginning = hash.iter().take(16).fold(0_u128, |number, &byte| (number << 8) | u128::from(byte));
    format!("\"{beginning:032x}\"")
}

fn content_type(kind: &str) -> String {
    if kind.starts_with("text/") { format!("{kind}; charset=utf-8") } else { kind.to_owned() }
}

fn not_built() -> Response {
    (StatusCode::OK, Html(NOT_BUILT)).into_response()
}

const NOT_BUILT: &str = "<!doctype html>
<html lang=\"zh-CN\">
<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>兑现</title></head>
<body>
<h1>兑现</h1>
<p>这个程序在编译时没有打包网页界面；接口可以正常使用，见 <a href=\"/api/v1/openapi.json\">接口说明</a>。</p>
<p>打包界面：在源代码目录运行 <code>make run</code>；
或在 <code>web/</code> 中运行 <code>npm ci &amp;&amp; npm run build</code>，再重新编译。</p>
<hr>
<div lang=\"en\">
<p>This program was built without its web interface. The API works; see
<a href=\"/api/v1/openapi.json\">its description</a>.</p>
<p>To build the interface run <code>make run</code> in the source folder, or <code>npm ci &amp;&amp; npm run build</code>
in <code>web/</code>, and compile again.</p>
</div>
</body>
</html>
";
