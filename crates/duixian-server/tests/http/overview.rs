//! The overview.

use insta::assert_snapshot;

use crate::client::Client;
use crate::reader::REPORT_2023;

#[tokio::test]
async fn an_empty_ledger_selects_nothing() {
    let client = Client::empty().await;
    assert_snapshot!(client.get("/api/v1/overview").await, @"");
}

#[tokio::test]
async fn the_newest_report_of_a_place_is_shown() {
    let (client, id) = Client::with_report().await;
    client.add("清河区2023.txt", REPORT_2023).await;
    let overview = client.get("/api/v1/overview").await;
    assert_eq!(overview.json()["selected"]["document"]["id"], id.as_str());
    assert_snapshot!(overview, @"");
    let asked = client.get("/api/v1/overview?place=%E4%BA%91%E5%B2%AD%E5%B8%82/%E6%B8%85%E6%B2%B3%E5%8C%BA").await;
    assert_eq!(asked.to_string(), overview.to_string());
}

#[tokio::test]
async fn a_promise_marked_wrong_is_left_out_of_the_share_and_counted_as_such() {
    let (client, _) = Client::with_report().await;
    let promise = client.get("/api/v1/promises").await.json()["items"][0]["id"].as_str().unwrap().to_owned();
    let body = serde_json::json!({"actor": "a", "reason": "b", "wrong": true});
    client.post(&format!("/api/v1/promises/{promise}/corrections"), body).await;
    let share = client.get("/api/v1/overview").await.json()["selected"]["hard_share"].clone();
    assert_eq!((&share["denominator"], &share["excluded"]), (&0.into(), &1.into()));
    assert_eq!(share["percent"], serde_json::Value::Null);
}

#[tokio::test]
async fn an_unknown_place_is_a_problem() {
    let (client, _) = Client::with_report().await;
    assert_snapshot!(client.get("/api/v1/overview?place=x").await, @"");
}
