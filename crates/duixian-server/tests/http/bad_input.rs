//! What nobody should send: it is a problem with a code or plain data, never a broken server, and keeps nothing.

use axum::http::{Request, StatusCode};
use serde_json::json;

use crate::client::Client;
use crate::matters::{by, case};

/// Words that mean something to some interpreter, as they stand in an address.
const ODD: [&str; 9] = [
    "%27%20or%201%3D1%20--",
    "%27%3B%20DROP%20TABLE%20matters%3B",
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "..%2F..%2Fetc%2Fpasswd",
    "%25%5F%25",
    "%22%20*%20NEAR(",
    "%00",
    "%F0%9F%98%80",
    "%FF%FE",
];

#[tokio::test]
async fn odd_words_in_addresses_find_nothing_and_break_nothing() {
    let client = Client::with_site().await;
    client.opened("井盖缺失", "102.1,39.95").await;
    let before = client.events().await;
    for odd in ODD {
        let asked = [
            format!("/api/v1/matters?text={odd}"),
            format!("/api/v1/matters?lead={odd}"),
            format!("/api/v1/matters?area={odd}"),
            format!("/api/v1/matters?state={odd}"),
            format!("/api/v1/matters?kind={odd}"),
            format!("/api/v1/matters?kind=city_management&field.source={odd}"),
            format!("/api/v1/matters?kind=city_management&field.{odd}=x"),
            format!("/api/v1/matters?sort={odd}"),
            format!("/api/v1/matters?kind=city_management&list={odd}"),
            format!("/api/v1/matters?parent={odd}"),
            format!("/api/v1/matters?document={odd}"),
            format!("/api/v1/matters?promise={odd}"),
            format!("/api/v1/matters?text={odd}&format=csv"),
            format!("/api/v1/matters/near?kind={odd}&longitude=102.1&latitude=39.9"),
            format!("/api/v1/matters/near?kind=city_management&longitude={odd}&latitude={odd}"),
            format!("/api/v1/matters/{odd}"),
            format!("/api/v1/matters/{odd}/history"),
            format!("/api/v1/matters/{odd}/offers?post={odd}"),
            format!("/api/v1/work?post={odd}"),
            format!("/api/v1/measures?system={odd}"),
            format!("/api/v1/measures?from={odd}"),
            format!("/api/v1/measures/{odd}/{odd}"),
            format!("/api/v1/measures/city_management/{odd}/rows"),
            format!("/api/v1/systems/{odd}"),
            format!("/api/v1/files/{odd}"),
            format!("/api/v1/imports/{odd}"),
        ];
        for path in asked {
            let answer = client.get(&path).await;
            assert!(!answer.status.is_server_error(), "{path}: {}", answer.text());
            if answer.status.is_success() && !path.contains("format=") {
                let json = answer.json();
                let none = json["total"] == 0 || json["items"].as_array().is_some_and(Vec::is_empty);
                assert!(none, "{path}: {json}");
            }
        }
    }
    for number in ["2026", "1", "true"] {
        let found = client.get(&format!("/api/v1/matters?text={number}&lead={number}")).await;
        assert_eq!(found.json()["total"], 0, "words of digits are words: {}", found.text());
    }
    for path in
        ["field.phone=13000000000", "kind=city_management&field.phone=13000000000", "kind=projects&field.category=1"]
    {
        let refused = client.get(&format!("/api/v1/matters?{path}")).await;
        assert_eq!(refused.code(), "invalid_parameter", "{path}: {}", refused.text());
    }
    assert_eq!(client.events().await, before, "nothing was kept");
    assert_eq!(client.get("/api/v1/matters").await.json()["total"], 1);
}

#[tokio::test]
async fn script_in_a_field_comes_back_as_data() {
    let client = Client::with_site().await;
    let title = "<img src=x onerror=alert(1)>'; DROP TABLE matters; --";
    let id = client.opened(title, "102.1,39.95").await;
    for path in [format!("/api/v1/matters/{id}"), "/api/v1/matters".to_owned(), format!("/api/v1/matters/{id}/history")]
    {
        let answer = client.get(&path).await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/json"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
    assert_eq!(client.get(&format!("/api/v1/matters/{id}")).await.json()["title"], title);
}

#[tokio::test]
async fn bodies_that_are_no_acts_are_refused_and_keep_nothing() {
    let client = Client::with_site().await;
    let id = client.opened("井盖缺失", "102.1,39.95").await;
    let before = client.events().await;
    let acts = format!("/api/v1/matters/{id}/acts");
    let send = |path: &str, body: String| {
        client.send_body(Request::post(path).header("content-type", "application/json"), body.into())
    };
    let deep = format!("{{\"act\":{}1{}}}", "[".repeat(20_000), "]".repeat(20_000));
    let broken =
        ["", "{", "null", "[]", "\"act\"", "{\"act\": 1}", "{\"act\": \"file\"}", deep.as_str(), "{\"act\":\"\u{0}\"}"];
    for body in broken {
        for path in ["/api/v1/matters", acts.as_str()] {
            let answer = send(path, body.to_owned()).await;
            let shown: String = body.chars().take(40).collect();
            assert_eq!(
                (answer.status, answer.code().as_str()),
                (StatusCode::BAD_REQUEST, "invalid_body"),
                "{path} {shown}"
            );
        }
    }
    let large = send(&acts, format!("{{\"act\":\"{}\"}}", "x".repeat(8 * 1024 * 1024))).await;
    assert_eq!((large.status, large.code().as_str()), (StatusCode::PAYLOAD_TOO_LARGE, "too_large"));
    let form = Request::post(&acts).header("content-type", "text/plain");
    assert_eq!(client.send_body(form, "act=file".into()).await.code(), "unsupported_media_type");

    let wrong = [
        json!({"act": "file", "actor": by("centre_operator"), "fields": {"street": ["文澜街道"]}}),
        json!({"act": "file", "actor": by("centre_operator"), "fields": {"street": 1}}),
        json!({"act": "file", "actor": by("centre_operator"), "fields": "street"}),
        json!({"act": "file", "actor": "centre_operator", "fields": {"street": "文澜街道"}}),
        json!({"act": "file", "actor": by("centre_operator"), "expected": -1}),
        json!({"act": "file", "actor": by("centre_operator"), "files": "a.png"}),
        json!({"act": "file", "actor": by("centre_operator"), "fields": {"street": "长".repeat(100_000)}}),
        json!({"act": "file", "actor": by("centre_operator"), "fields": {"street": "文澜\u{0}街道"}}),
        json!({"act": "file'; drop table matters; --", "actor": by("centre_operator")}),
        json!({"act": "dispatch", "actor": by("' or 1=1 --"), "lead": "区财政局"}),
    ];
    for body in wrong {
        let answer = client.post(&acts, body.clone()).await;
        assert!(answer.status.is_client_error(), "{body}: {}", answer.text());
        assert!(!answer.code().is_empty());
    }
    let mut many = case("井盖", "102.1,39.95");
    for index in 0..2000 {
        many["fields"][format!("f{index}")] = "x".into();
    }
    assert!(client.post("/api/v1/matters", many).await.status.is_client_error());
    for place in ["NaN,NaN", "1e999,1", "181,0", "0,91", "102.1", "102.1,39.9,5", "１０２,３９"] {
        let answer = client.post("/api/v1/matters", case("井盖", place)).await;
        assert_eq!(answer.code(), "bad_field", "{place}: {}", answer.text());
    }
    assert_eq!(client.events().await, before, "nothing was kept");
}
