//! Health, the description, the embedded interface, and addresses that are none.

use insta::assert_snapshot;

use crate::client::Client;

#[tokio::test]
async fn the_server_tells_that_it_works() {
    let client = Client::empty().await;
    let health = client.get("/api/v1/health").await.json();
    assert_eq!((&health["status"], &health["last_event"]), (&"ok".into(), &0.into()));
    assert_eq!(health["engine_version"], duixian_figures::ENGINE_VERSION);
}

#[tokio::test]
async fn the_description_is_the_one_in_the_repository() {
    let client = Client::empty().await;
    let served = client.get("/api/v1/openapi.json").await.json();
    let kept: serde_json::Value = serde_json::from_str(include_str!("../../../../web/openapi.json")).unwrap();
    assert!(
        served == kept,
        "the API changed: cargo run -p duixian-server --example openapi > web/openapi.json, then make the client anew"
    );
}

#[tokio::test]
async fn every_route_is_described_with_its_problems() {
    let client = Client::empty().await;
    let served = client.get("/api/v1/openapi.json").await.json();
    let mut routes = Vec::new();
    for (path, verbs) in served["paths"].as_object().unwrap() {
        for (verb, operation) in verbs.as_object().unwrap() {
            assert!(operation["responses"]["default"].is_object(), "{verb} {path} describes no problem");
            assert!(operation["operationId"].is_string() && operation["summary"].is_string(), "{verb} {path}");
            routes.push(format!("{verb} {path}"));
        }
    }
    assert_snapshot!(routes.join("\n"), @r#"
    post /api/v1/checks
    post /api/v1/checks/document
    get /api/v1/compare
    get /api/v1/decisions
    post /api/v1/decisions
    post /api/v1/decisions/{id}/withdrawal
    get /api/v1/documents
    post /api/v1/documents
    delete /api/v1/documents/{id}
    get /api/v1/documents/{id}
    get /api/v1/documents/{id}/original
    post /api/v1/documents/{id}/restore
    post /api/v1/documents/{id}/tasks
    get /api/v1/figures
    get /api/v1/figures/{id}
    post /api/v1/figures/{id}/corrections
    delete /api/v1/figures/{id}/corrections/{event}
    post /api/v1/files
    get /api/v1/files/{content}
    get /api/v1/files/{content}/preview
    get /api/v1/health
    post /api/v1/imports
    get /api/v1/imports/{id}
    post /api/v1/imports/{id}/run
    get /api/v1/indicators
    get /api/v1/indicators/{code}
    get /api/v1/live
    get /api/v1/map
    get /api/v1/matters
    post /api/v1/matters
    get /api/v1/matters/near
    get /api/v1/matters/{id}
    post /api/v1/matters/{id}/acts
    get /api/v1/matters/{id}/history
    get /api/v1/matters/{id}/offers
    get /api/v1/measures
    get /api/v1/measures/{system}/{id}
    get /api/v1/measures/{system}/{id}/rows
    get /api/v1/openapi.json
    get /api/v1/overview
    get /api/v1/places
    get /api/v1/promises
    get /api/v1/promises/fields
    get /api/v1/promises/{id}
    post /api/v1/promises/{id}/corrections
    delete /api/v1/promises/{id}/corrections/{event}
    get /api/v1/roster
    get /api/v1/scoreboard
    get /api/v1/search
    get /api/v1/side-by-side
    get /api/v1/systems
    get /api/v1/systems/{id}
    get /api/v1/threads
    get /api/v1/threads/{id}
    get /api/v1/work
    "#);
}

#[tokio::test]
async fn the_page_is_served_or_says_how_to_build_it() {
    let client = Client::empty().await;
    let page = client.get("/").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_ne!(page.header("cache-control"), "");
    assert!(page.text().contains("兑现"), "{page}");
}

#[tokio::test]
async fn addresses_that_are_none_are_problems() {
    let client = Client::empty().await;
    assert_snapshot!(client.get("/api/v1/nothing").await, @r#"
    404 application/problem+json
    {
      "code": "route_not_found",
      "detail": "没有这个地址",
      "hint": "接口说明见 /api/v1/openapi.json",
      "instance": "/api/v1/nothing",
      "status": 404,
      "title": "没有这个地址",
      "type": "urn:duixian:problem:route_not_found"
    }
    "#);
    for path in [
        "/api",
        "/api/",
        "/api/v2/figures",
        "/nothing.js",
        "/../Cargo.toml",
        "/..%2fCargo.toml",
        "/assets/../index.html/",
    ] {
        assert_eq!(client.get(path).await.code(), "route_not_found", "{path}");
    }
    assert_snapshot!(client.delete("/api/v1/figures").await, @r#"
    405 application/problem+json
    {
      "code": "method_not_allowed",
      "detail": "不支持这种请求方法",
      "hint": "接口说明见 /api/v1/openapi.json",
      "instance": "/api/v1/figures",
      "status": 405,
      "title": "不支持这种请求方法",
      "type": "urn:duixian:problem:method_not_allowed"
    }
    "#);
    assert_eq!(client.post("/", serde_json::json!({})).await.code(), "method_not_allowed");
}
