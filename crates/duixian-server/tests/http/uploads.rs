//! Uploads: what becomes of each file.

use axum::http::{Request, header};
use insta::assert_snapshot;

use crate::client::Client;
use crate::reader::REPORT_2024;

#[tokio::test]
async fn each_file_has_its_own_outcome() {
    let client = Client::empty().await;
    let files: [(&str, &[u8]); 4] = [
        ("清河区2024.txt", REPORT_2024.as_bytes()),
        ("另存.txt", REPORT_2024.as_bytes()),
        ("空.txt", b""),
        ("图.png", b"\x89PNG\xff"),
    ];
    assert_snapshot!(client.upload(&files).await, @r#"
    200 application/json
    {
      "files": [
        {
          "document": {
            "added_at": "[added_at]",
            "added_by": "local",
            "bytes": 223,
            "date": null,
            "deleted": false,
            "figures": 4,
            "format": "txt",
            "id": "d56vk95txtan6",
            "length": 93,
            "meeting": null,
            "name": "清河区2024.txt",
            "place": "云岭市/清河区",
            "promises": 1,
            "speaker": null,
            "title": "云岭市清河区2024年政府工作报告",
            "year": 2024
          },
          "name": "清河区2024.txt",
          "problem": null,
          "status": "added"
        },
        {
          "document": {
            "added_at": "[added_at]",
            "added_by": "local",
            "bytes": 223,
            "date": null,
            "deleted": false,
            "figures": 4,
            "format": "txt",
            "id": "d56vk95txtan6",
            "length": 93,
            "meeting": null,
            "name": "清河区2024.txt",
            "place": "云岭市/清河区",
            "promises": 1,
            "speaker": null,
            "title": "云岭市清河区2024年政府工作报告",
            "year": 2024
          },
          "name": "另存.txt",
          "problem": null,
          "status": "already_there"
        },
        {
          "document": null,
          "name": "空.txt",
          "problem": {
            "code": "empty",
            "detail": "文件里没有文字",
            "hint": "请确认选对了文件",
            "instance": null,
            "status": 422,
            "title": "文件里没有文字",
            "type": "urn:duixian:problem:empty"
          },
          "status": "failed"
        },
        {
          "document": null,
          "name": "图.png",
          "problem": {
            "code": "unsupported",
            "detail": "不支持这种格式：bytes",
            "hint": "请另存为 docx、doc、ofd、pdf、html 或 txt",
            "instance": null,
            "status": 422,
            "title": "不支持这种格式",
            "type": "urn:duixian:problem:unsupported"
          },
          "status": "failed"
        }
      ]
    }
    "#);
}

#[tokio::test]
async fn a_deleted_file_that_comes_again_is_restored() {
    let (client, id) = Client::with_report().await;
    client.delete(&format!("/api/v1/documents/{id}")).await;
    let again = client.upload(&[("清河区2024.txt", REPORT_2024.as_bytes())]).await.json();
    assert_eq!(again["files"][0]["status"], "restored");
    assert_eq!(again["files"][0]["document"]["id"], id.as_str());
}

#[tokio::test]
async fn a_name_is_never_a_path() {
    let client = Client::empty().await;
    let answer = client.upload(&[("../../etc/清河.txt", REPORT_2024.as_bytes())]).await.json();
    assert_eq!(answer["files"][0]["name"], "清河.txt");
    assert_eq!(answer["files"][0]["document"]["name"], "清河.txt");
}

#[tokio::test]
async fn an_upload_must_be_a_form_with_files_that_ends() {
    let client = Client::empty().await;
    assert_snapshot!(client.upload(&[]).await, @r#"
    400 application/problem+json
    {
      "code": "no_file",
      "detail": "没有文件",
      "hint": "请选择至少一个文件，放在名为 file 的部分",
      "instance": "/api/v1/documents",
      "status": 400,
      "title": "没有文件",
      "type": "urn:duixian:problem:no_file"
    }
    "#);
    let json = client.post("/api/v1/documents", serde_json::json!({})).await;
    assert_eq!(json.code(), "unsupported_media_type");
    let form = || Request::post("/api/v1/documents").header(header::CONTENT_TYPE, "multipart/form-data; boundary=seam");
    let cut = "--seam\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n云岭";
    assert_eq!(client.send_body(form(), cut.into()).await.code(), "invalid_body");
    let no_file = "--seam\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nx\r\n--seam--\r\n";
    assert_eq!(client.send_body(form(), no_file.into()).await.code(), "no_file");
    assert_eq!(client.get("/api/v1/documents").await.json()["total"], 0);
}

#[tokio::test]
async fn too_many_files_are_refused() {
    let client = Client::empty().await;
    let contents: Vec<String> = (0..51).map(|number| format!("清河区第{number}份。")).collect();
    let files: Vec<(&str, &[u8])> = contents.iter().map(|content| ("a.txt", content.as_bytes())).collect();
    let answer = client.upload(&files).await;
    assert_eq!(answer.code(), "too_many_files");
    assert_eq!(client.get("/api/v1/documents").await.json()["total"], 50);
}

#[tokio::test]
async fn a_file_that_is_too_large_fails_alone() {
    let client = Client::empty().await;
    let large = vec![b' '; 64 * 1024 * 1024 + 1];
    let answer = client.upload(&[("大.txt", &large), ("清河区2024.txt", REPORT_2024.as_bytes())]).await.json();
    assert_eq!(answer["files"][0]["problem"]["code"], "too_large");
    assert_eq!(answer["files"][1]["status"], "added");
}

#[tokio::test]
async fn a_reader_that_panics_takes_nothing_else_down() {
    let client = Client::empty().await;
    let answer = client.upload(&[("坏.txt", b"panic")]).await;
    let code = match answer.status.as_u16() {
        200 => answer.json()["files"][0]["problem"]["code"].as_str().unwrap().to_owned(),
        _ => answer.code(),
    };
    assert_eq!(code, "internal");
    client.add("清河区2024.txt", REPORT_2024).await;
}
