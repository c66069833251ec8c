//! What a browser of a foreign page may not do, and headers that every answer carries.

use axum::http::{HeaderValue, Method, Request, header};
use insta::assert_snapshot;

use crate::client::Client;

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let client = Client::empty().await;
    for path in ["/", "/api/v1/figures", "/api/v1/nothing", "/api/v1/figures?format=csv", "/api/v1/openapi.json"] {
        let answer = client.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self';"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
        let keeping = if path == "/" { "no-" } else { "no-store" };
        assert!(answer.header("cache-control").starts_with(keeping), "{path}");
    }
}

#[tokio::test]
async fn a_name_that_points_here_is_refused() {
    let client = Client::empty().await;
    assert_snapshot!(client.get_with("/api/v1/figures", "host", "rebound.example:8700").await, @r#"
    403 application/problem+json
    {
      "code": "host_not_allowed",
      "detail": "这个主机名不在允许之列",
      "hint": "请用 http://127.0.0.1 加端口访问",
      "instance": "/api/v1/figures",
      "status": 403,
      "title": "主机名不允许",
      "type": "urn:duixian:problem:host_not_allowed"
    }
    "#);
    for host in ["127.0.0.1.rebound.example", "localhost.rebound.example", "192.0.2.1:8700", ""] {
        assert_eq!(client.get_with("/", "host", host).await.code(), "host_not_allowed", "{host}");
    }
    for host in ["localhost:8700", "127.0.0.1", "[::1]:8700", "127.8.0.1:1"] {
        assert_eq!(client.get_with("/api/v1/health", "host", host).await.status, 200, "{host}");
    }
}

#[tokio::test]
async fn a_foreign_page_can_change_nothing() {
    let (client, id) = Client::with_report().await;
    let path = format!("/api/v1/documents/{id}");
    let delete = || Request::builder().method(Method::DELETE).uri(path.as_str());
    assert_snapshot!(client.send(delete().header(header::ORIGIN, "https://foreign.example")).await, @r#"
    403 application/problem+json
    {
      "code": "cross_site",
      "detail": "其他网站的页面不能在这里改动数据",
      "hint": "请在本系统的页面上操作",
      "instance": "/api/v1/documents/d56vk95txtan6",
      "status": 403,
      "title": "跨站请求已拒绝",
      "type": "urn:duixian:problem:cross_site"
    }
    "#);
    let origins = ["null", "http://127.0.0.1.foreign.example", "foreign", "http://[::2]"];
    for origin in origins {
        assert_eq!(client.send(delete().header(header::ORIGIN, origin)).await.code(), "cross_site", "{origin}");
    }
    for site in ["cross-site", "same-site", "odd"] {
        assert_eq!(client.send(delete().header("sec-fetch-site", site)).await.code(), "cross_site", "{site}");
    }
    let unreadable = HeaderValue::from_bytes(b"http://\xff").unwrap();
    assert_eq!(client.send(delete().header(header::ORIGIN, unreadable)).await.code(), "cross_site");
    assert_eq!(client.get("/api/v1/documents").await.json()["total"], 1);
    assert_eq!(client.send(delete().header("sec-fetch-site", "same-origin")).await.status, 200);
}

#[tokio::test]
async fn problems_speak_the_language_of_the_client() {
    let client = Client::empty().await;
    let english = client.get_with("/api/v1/figures/f000000000000", "accept-language", "en-GB,en;q=0.9,zh;q=0.5").await;
    assert_eq!(english.header("content-language"), "en");
    assert_snapshot!(english, @r#"
    404 application/problem+json
    {
      "code": "figure_not_found",
      "detail": "there is no figure f000000000000",
      "hint": "take the id from a list or from a link",
      "instance": "/api/v1/figures/f000000000000",
      "status": 404,
      "title": "No such figure",
      "type": "urn:duixian:problem:figure_not_found"
    }
    "#);
}

#[tokio::test]
async fn script_in_names_and_texts_comes_back_as_plain_data() {
    let client = Client::empty().await;
    let text = "<script>alert(1)</script>市=区2024年政府工作报告\n一、2023年工作回顾\n=cmd|'/c calc'!A1 新建3个。\n";
    let id = client.add("<img src=x onerror=alert(1)>.txt", text).await;
    let view = client.get(&format!("/api/v1/documents/{id}")).await;
    assert_eq!(view.header("content-type"), "application/json");
    assert!(view.json()["document"]["title"].as_str().unwrap().starts_with("<script>"));
    assert_eq!(client.get("/api/v1/documents").await.header("content-type"), "application/json");
    // A problem repeats the words that were asked for as JSON, too.
    let problem = client.get("/api/v1/figures?kind=%3Cscript%3E").await;
    assert_eq!(problem.code(), "invalid_parameter");
    // A spreadsheet runs no words of a text.
    let csv = client.get("/api/v1/figures?format=csv&lang=en").await.text();
    assert!(csv.contains("'=cmd|"), "{csv}");
    let download = client.get(&format!("/api/v1/documents/{id}/original")).await;
    assert_eq!(download.header("content-type"), "application/octet-stream");
    assert!(!download.header("content-disposition").contains('<'), "{}", download.header("content-disposition"));
}

#[tokio::test]
async fn no_odd_value_is_a_failure_of_the_server() {
    let (client, _) = Client::with_report().await;
    let values = [
        "%00",
        "%FF%FE",
        "%ED%A0%80",
        "%",
        "%E4%BA",
        "-1",
        "99999999999999999999",
        "0x10",
        "1e3",
        "%2e%2e%2f",
        "'",
        "%0D%0Ax:y",
    ];
    let places = [
        "overview?place=",
        "documents?query=",
        "documents?year=",
        "documents?page=",
        "documents/",
        "documents/d000000000000/original?x=",
        "figures?document=",
        "figures?metric=",
        "figures?period=",
        "figures?sort=",
        "figures?page=1&size=",
        "figures?page=1000000&query=",
        "figures/",
        "promises?field=",
        "promises/",
        "indicators?query=",
        "indicators/",
        "indicators/gdp?place=",
        "search?q=",
    ];
    for place in places {
        for value in values {
            let answer = client.get(&format!("/api/v1/{place}{value}")).await;
            assert!(answer.status.as_u16() < 500, "{place}{value}: {answer}");
            if answer.status != 200 {
                answer.code();
            }
        }
    }
}
