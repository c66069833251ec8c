//! Files of matters over HTTP: kept, attached, given back, and refused where they could run.

use std::io::{Cursor, Write};

use axum::http::StatusCode;
use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::client::{Answer, Client};
use crate::matters::{by, category};

/// What a picture begins with is enough to be one here.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

impl Client {
    pub(crate) async fn keep(&self, name: &str, content: &[u8]) -> Answer {
        self.parts("/api/v1/files", &[("file", Some(name), content)]).await
    }

    /// Keeps a picture of its own and gives what an act says of it.
    async fn picture(&self, name: &str) -> Value {
        let kept = self.keep(name, &[PICTURE, name.as_bytes()].concat()).await;
        assert_eq!(kept.status, StatusCode::OK, "{}", kept.text());
        let kept = kept.json();
        json!({"content": kept["content"], "name": kept["name"]})
    }
}

/// An archive with parts of these names and contents.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[tokio::test]
async fn a_case_goes_from_report_to_close_with_its_photos() {
    let client = Client::with_site().await;
    let before = client.picture("采集员现场.png").await;
    let report = json!({
        "kind": "city_management", "act": "report", "actor": by("collector_east"), "files": [before],
        "fields": {"title": "文澜路井盖缺失", "source": "collector", "category": category(),
                   "place": "102.1034,39.9561", "street": "文澜街道"},
    });
    let opened = client.post("/api/v1/matters", report).await;
    assert_eq!(opened.status, StatusCode::CREATED, "{}", opened.text());
    let id = opened.json()["matter"]["id"].as_str().unwrap().to_owned();
    let (done, verified) = (client.picture("处置后.PNG").await, client.picture("核查.png").await);
    let steps = [
        ("file", "centre_operator", json!({}), "filed"),
        ("dispatch", "dispatch_operator", json!({"lead": "区市政设施管护中心"}), "dispatched"),
        ("accept", "municipal_works", json!({}), "handling"),
        ("report_done", "municipal_works", json!({"fields": {"result": "已补装"}, "files": [done]}), "feedback"),
        ("ask_verification", "dispatch_operator", json!({}), "verifying"),
        ("confirm", "collector_west", json!({"files": [verified]}), "to_close"),
        ("close", "centre_operator", json!({}), "closed"),
    ];
    for (act, post, more, state) in steps {
        let answer = client.does(&id, act, post, more).await;
        assert_eq!(answer.status, StatusCode::OK, "{act}: {}", answer.text());
        let matter = client.get(&format!("/api/v1/matters/{id}")).await.json();
        assert_eq!(matter["state"], state, "{act}: {matter}");
    }
    let matter = client.get(&format!("/api/v1/matters/{id}")).await.json();
    let files = matter["files"].as_array().unwrap();
    let names: Vec<&str> = files.iter().map(|file| file["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["采集员现场.png", "处置后.PNG", "核查.png"]);
    let file = &files[1];
    assert_eq!((&file["media"], &file["image"]), (&"image/png".into(), &true.into()));
    let path = format!("/api/v1/files/{}", file["content"].as_str().unwrap());
    assert_eq!(client.get(&path).await.body, [PICTURE, "处置后.PNG".as_bytes()].concat());
}

#[tokio::test]
async fn a_file_is_given_back_so_that_no_browser_runs_it() {
    let client = Client::with_site().await;
    let text = "a,b\n1,2\n".as_bytes();
    let kept = client.keep("清单.csv", text).await.json();
    assert_eq!((&kept["media"], &kept["size"], &kept["image"]), (&"text/csv".into(), &8.into(), &false.into()));
    let path = format!("/api/v1/files/{}", kept["content"].as_str().unwrap());
    let given = client.get(&format!("{path}?name=..%2F..%2Fetc%2Fpasswd%0D%0AX-Odd:1.html")).await;
    assert_eq!((given.status, given.body.as_slice()), (StatusCode::OK, text));
    assert!(given.header("content-disposition").starts_with("attachment"), "{}", given.header("content-disposition"));
    assert!(
        !given.header("content-disposition").contains("..") && !given.header("content-disposition").contains("etc")
    );
    assert_eq!((given.header("x-content-type-options"), given.header("x-odd")), ("nosniff", ""));
    assert!(given.header("content-security-policy").contains("default-src 'none'"));
    assert_eq!(client.get(&format!("{path}/preview")).await.code(), "unsupported_file");
    let picture = client.picture("a.png").await;
    let preview = client.get(&format!("/api/v1/files/{}/preview", picture["content"].as_str().unwrap())).await;
    assert_eq!((preview.status, preview.header("content-type")), (StatusCode::OK, "image/png"));
    assert!(preview.header("content-security-policy").contains("sandbox"));
    let again = client.keep("又一份.csv", text).await.json();
    assert_eq!(again["content"], kept["content"], "the same bytes are kept once");
}

#[tokio::test]
async fn what_a_file_is_tells_its_content_and_what_could_run_is_refused() {
    let client = Client::with_site().await;
    let before = client.events().await;
    let macros = archive(&[("word/document.xml", b"<w/>"), ("word/vbaProject.bin", b"x")]);
    let plain = archive(&[("run.exe", b"MZ")]);
    let refused: [(&str, &[u8]); 12] = [
        ("现场.png", b"<html><script>alert(1)</script>"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a.txt", b"  <!DOCTYPE html>"),
        ("a.html", b"words"),
        ("a.jpg", b"MZ\x90\0\x03"),
        ("a.pdf", b"\x7fELF\x02\x01"),
        ("a.sh", b"#!/bin/sh\nid"),
        ("a.txt", b"#!/usr/bin/env python"),
        ("a.docx", &macros),
        ("a.zip", &plain),
        ("a.xlsx", b"PK\x03\x04 broken"),
        ("a.txt", b""),
    ];
    for (name, content) in refused {
        let answer = client.keep(name, content).await;
        assert_eq!(answer.code(), "unsupported_file", "{name}: {}", answer.text());
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!answer.json()["hint"].as_str().unwrap().is_empty());
    }
    let document = archive(&[("word/document.xml", b"<w/>")]);
    let taken: [(&str, &[u8], &str, &str); 5] = [
        ("../../报告.docx", &document, "报告.docx", "wordprocessingml.document"),
        ("C:\\照片\\1.exe", PICTURE, "1.exe.png", "image/png"),
        ("..", b"%PDF-1.7", "未命名.pdf", "application/pdf"),
        ("说明.txt", b"\xcb\xb5\xc3\xf7", "说明.txt", "text/plain"),
        ("=cmd.csv", b"a,b", "=cmd.csv", "text/csv"),
    ];
    for (name, content, clean, media) in taken {
        let answer = client.keep(name, content).await;
        assert_eq!(answer.status, StatusCode::OK, "{name}: {}", answer.text());
        assert_eq!(answer.json()["name"], clean);
        assert!(answer.json()["media"].as_str().unwrap().ends_with(media), "{}", answer.text());
    }
    assert_eq!(client.events().await, before, "a file alone is no event");
}

#[tokio::test]
async fn an_act_takes_only_files_that_are_kept() {
    let client = Client::with_site().await;
    let id = client.opened("井盖缺失", "102.1,39.95").await;
    let before = client.events().await;
    let path = format!("sha256:{}", "0".repeat(64));
    let bad = "sha256:../../../../etc/passwd";
    for (content, code) in [(path.as_str(), "file_not_found"), (bad, "invalid_id"), ("", "invalid_id")] {
        let more = json!({"fields": {"street": "文澜街道"}, "files": [{"content": content, "name": "a.png"}]});
        let refused = client.does(&id, "file", "centre_operator", more).await;
        assert_eq!(refused.code(), code, "{content}");
    }
    let many: Vec<Value> = vec![json!({"content": path, "name": "a.png"}); 51];
    let refused = client.does(&id, "file", "centre_operator", json!({"files": many})).await;
    assert_eq!(refused.code(), "too_many_files");
    for odd in ["..%2F..%2Fetc%2Fpasswd", "sha256:..%2F..%2Fledger.sqlite", "%00", "sha256:%FF", "SHA256:00"] {
        for path in [format!("/api/v1/files/{odd}"), format!("/api/v1/files/{odd}/preview")] {
            let answer = client.get(&path).await;
            assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
        }
    }
    assert_eq!(client.get(&format!("/api/v1/files/{path}")).await.code(), "file_not_found");
    assert_eq!(client.events().await, before, "nothing was kept");
}

#[tokio::test]
async fn an_upload_is_one_file_of_bounded_size() {
    let client = Client::with_site().await;
    let large = [PICTURE, &vec![0; 20 * 1024 * 1024]].concat();
    for answer in [client.keep("大.png", &large).await, client.keep("更大.png", &[large.clone(), large].concat()).await]
    {
        assert_eq!((answer.status, answer.code().as_str()), (StatusCode::PAYLOAD_TOO_LARGE, "too_large"));
    }
    assert_eq!(client.parts("/api/v1/files", &[]).await.code(), "no_file");
    assert_eq!(client.parts("/api/v1/files", &[("file", None, b"words")]).await.code(), "no_file");
    assert_eq!(client.post("/api/v1/files", json!({})).await.code(), "unsupported_media_type");
    let form =
        || axum::http::Request::post("/api/v1/files").header("content-type", "multipart/form-data; boundary=seam");
    for body in
        ["", "words", "--seam\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n\u{1}"]
    {
        let answer = client.send_body(form(), body.into()).await;
        assert!(answer.status.is_client_error(), "{body:?}: {}", answer.text());
    }
}
