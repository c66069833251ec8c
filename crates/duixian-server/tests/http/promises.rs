//! Promises: list, filters, one promise, corrections.

use insta::assert_snapshot;
use serde_json::json;

use crate::client::Client;

#[tokio::test]
async fn a_list_item_holds_every_field_and_its_sentence() {
    let (client, _) = Client::with_report().await;
    assert_snapshot!(client.get("/api/v1/promises").await, @"");
}

#[tokio::test]
async fn every_filter_narrows() {
    let (client, id) = Client::with_report().await;
    let total = async |query: &str| client.get(&format!("/api/v1/promises?{query}")).await.json()["total"].clone();
    assert_eq!(total(&format!("document={id}")).await, 1);
    assert_eq!(total("hardness=result").await, 1);
    assert_eq!(total("hardness=aim").await, 0);
    assert_eq!(total("field=2024%E5%B9%B4%E5%B7%A5%E4%BD%9C%E5%AE%89%E6%8E%92").await, 1);
    assert_eq!(total("field=%E5%B7%A5%E4%BD%9C").await, 0);
    assert_eq!(total("section=%E5%B7%A5%E4%BD%9C").await, 1);
    assert_eq!(total("query=%E6%9F%B3%E8%8D%AB%E8%B7%AF").await, 1);
    assert_eq!(total("period=2025").await, 0);
    assert_eq!(total("place=%E6%B8%85%E6%B2%B3%E5%8C%BA").await, 1);
    assert_eq!(total("corrected=true").await, 0);
    assert_eq!(total("wrong=true").await, 0);
    assert_eq!(client.get("/api/v1/promises?hardness=hard").await.code(), "invalid_parameter");
    assert_eq!(client.get("/api/v1/promises?kind=target").await.code(), "invalid_parameter");
}

#[tokio::test]
async fn one_promise_tells_figures_rules_neighbours_and_history() {
    let (client, _) = Client::with_report().await;
    assert_snapshot!(client.get(&format!("/api/v1/promises/{}", only(&client).await)).await, @"");
}

#[tokio::test]
async fn a_correction_shows_in_list_and_export_and_can_be_withdrawn() {
    let (client, _) = Client::with_report().await;
    let id = only(&client).await;
    let path = format!("/api/v1/promises/{id}/corrections");
    let body = json!({"actor": "督查室", "reason": "只是推进", "changes": {"hardness": "progress", "field": ""}});
    let corrected = client.post(&path, body).await.json();
    assert_eq!(corrected["promise"]["hardness"], "progress");
    assert_eq!(corrected["promise"]["correction"]["read"], json!({"field": "2024年工作安排", "hardness": "result"}));
    assert_eq!(corrected["history"][0]["changes"], json!({"field": "", "hardness": "progress"}));
    let csv = client.get("/api/v1/promises?hardness=progress&format=csv&lang=zh").await.text();
    assert!(csv.lines().nth(1).unwrap().contains("推进"), "{csv}");
    let event = corrected["promise"]["correction"]["event"].as_str().unwrap();
    let withdrawn = client.delete(&format!("{path}/{event}?actor=a&reason=b")).await.json();
    assert_eq!(withdrawn["promise"]["hardness"], "result");
    assert_eq!(withdrawn["promise"]["correction"], json!(null));
}

#[tokio::test]
async fn problems_name_what_is_missing_or_wrong() {
    let (client, _) = Client::with_report().await;
    let id = only(&client).await;
    assert_snapshot!(client.get("/api/v1/promises/p000000000000").await, @"");
    assert_eq!(client.get("/api/v1/promises/%3Cscript%3E").await.code(), "invalid_id");
    let path = format!("/api/v1/promises/{id}/corrections");
    let empty = client.post(&path, json!({"actor": "a", "reason": "b", "changes": {"action": ""}})).await;
    assert_eq!(empty.code(), "invalid_correction");
    let value = client.post(&path, json!({"actor": "a", "reason": "b", "changes": {"value": "1"}})).await;
    assert_eq!(value.code(), "invalid_body");
}

async fn only(client: &Client) -> String {
    let page = client.get("/api/v1/promises").await.json();
    assert_eq!(page["total"], 1);
    page["items"][0]["id"].as_str().unwrap().to_owned()
}
