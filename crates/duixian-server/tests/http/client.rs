//! A client of the application without a network: requests as a browser on this machine sends them, answers as text
//! that a snapshot can hold.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use duixian_figures::Codebook;
use duixian_ledger::{Ledger, Setup};
use http_body_util::BodyExt;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

use crate::reader::{PlainReader, REPORT_2024};

/// The application over a ledger of its own.
pub(crate) struct Client {
    application: Router,
    _folder: TempDir,
}

/// A part of a form: its name, the file's name where it is a file, and its content.
pub(crate) type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// A ledger in a folder that lives as long as the second value.
pub(crate) async fn empty_ledger() -> (Ledger, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let codebook = Arc::new(Codebook::standard());
    let ledger = Ledger::open_with(folder.path(), Arc::new(PlainReader), codebook).await.unwrap();
    (ledger, folder)
}

impl Client {
    /// An empty ledger.
    pub(crate) async fn empty() -> Self {
        let (ledger, folder) = empty_ledger().await;
        Self { application: duixian_server::router(ledger), _folder: folder }
    }

    /// An empty ledger that reads by the rules that ship.
    pub(crate) async fn standard() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(folder.path()).await.unwrap();
        Self { application: duixian_server::router(ledger), _folder: folder }
    }

    /// An empty ledger with the systems that ship and the sample site.
    pub(crate) async fn with_site() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/site");
        let setup = Setup::read(None, &site).unwrap();
        let ledger = Ledger::open_setup(folder.path(), setup).await.unwrap();
        Self { application: duixian_server::router(ledger), _folder: folder }
    }

    /// A ledger with one report; its id too.
    pub(crate) async fn with_report() -> (Self, String) {
        let client = Self::empty().await;
        let id = client.add("清河区2024.txt", REPORT_2024).await;
        (client, id)
    }

    /// Uploads one text and gives its document's id.
    pub(crate) async fn add(&self, name: &str, text: &str) -> String {
        let answer = self.upload(&[(name, text.as_bytes())]).await.json();
        answer["files"][0]["document"]["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path)).await
    }

    pub(crate) async fn get_with(&self, path: &str, name: &str, value: &str) -> Answer {
        self.send(Request::get(path).header(name, value)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send(Request::delete(path)).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
        self.send_body(request, body.to_string().into()).await
    }

    pub(crate) async fn upload(&self, files: &[(&str, &[u8])]) -> Answer {
        let mut body = Vec::new();
        for (name, content) in files {
            let head = format!(
                "--seam\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--seam--\r\n");
        let request =
            Request::post("/api/v1/documents").header(header::CONTENT_TYPE, "multipart/form-data; boundary=seam");
        self.send_body(request, body.into()).await
    }

    /// Sends a form of parts.
    pub(crate) async fn parts(&self, path: &str, parts: &[Part<'_>]) -> Answer {
        let mut body = Vec::new();
        for (name, file, content) in parts {
            let file = file.map_or(String::new(), |file| format!("; filename=\"{file}\""));
            let head = format!("--seam\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--seam--\r\n");
        let request = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=seam");
        self.send_body(request, body.into()).await
    }

    pub(crate) async fn send(&self, request: axum::http::request::Builder) -> Answer {
        self.send_body(request, Body::empty()).await
    }

    pub(crate) async fn send_body(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let mut request = request.body(body).unwrap();
        let host = "127.0.0.1:8700".parse().unwrap();
        request.headers_mut().entry(header::HOST).or_insert(host);
        if request.method() != Method::GET {
            let origin = "http://127.0.0.1:8700".parse().unwrap();
            request.headers_mut().entry(header::ORIGIN).or_insert(origin);
        }
        let response = self.application.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The code of a problem.
    pub(crate) fn code(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{self}");
        self.json()["code"].as_str().unwrap().to_owned()
    }
}

/// Status, type and body; times and the ids of events, which are new each time, are blanked out.
impl fmt::Display for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{} {}", self.status.as_u16(), self.header("content-type"))?;
        match serde_json::from_slice::<Value>(&self.body) {
            Ok(mut json) => {
                blank(&mut json);
                formatter.write_str(&serde_json::to_string_pretty(&json).unwrap())
            }
            Err(_) => formatter.write_str(&String::from_utf8_lossy(&self.body)),
        }
    }
}

fn blank(json: &mut Value) {
    match json {
        Value::Object(fields) => {
            for (name, value) in fields {
                match name.as_str() {
                    "at" | "added_at" | "as_of" | "event" if value.is_string() => *value = format!("[{name}]").into(),
                    _ => blank(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(blank),
        _ => {}
    }
}
