//! Two documents held against each other, and several side by side.

use serde_json::{Value, json};

use crate::client::Client;
use crate::judging::STORY;

#[tokio::test]
async fn figures_said_differently_and_alike_are_told_with_both_sentences() {
    let (client, _, second) = Client::with_two_reports().await;
    let story = client.add("报道.txt", STORY).await;
    let path = format!("/api/v1/compare?a={second}&b={story}");
    let answer = client.get(&path).await.json();
    assert_eq!((&answer["a"]["id"], &answer["b"]["id"]), (&json!(second), &json!(story)));
    assert_eq!(answer["other_place"], false);
    let differing = answer["differing"].as_array().unwrap();
    assert_eq!(differing.len(), 1, "{answer:#}");
    let pair = &differing[0];
    assert_eq!((&pair["metric"], &pair["difference"], &pair["same"]), (&json!("gdp"), &json!("0.2"), &json!(false)));
    assert_eq!((&pair["a"]["figure"]["text"], &pair["b"]["figure"]["text"]), (&json!("5.4%"), &json!("5.6%")));
    assert!(pair["b"]["sentence"]["text"].as_str().unwrap().contains("5.6%"));
    let csv = client.get(&format!("{path}&format=csv")).await.text();
    assert!(csv.contains("不一致") && csv.contains("5.6%"));

    let itself = client.get(&format!("/api/v1/compare?a={second}&b={second}")).await.json();
    assert_eq!(itself["differing"], json!([]));
    assert!(!itself["alike"].as_array().unwrap().is_empty());
    assert_eq!(client.get("/api/v1/compare?a=x&b=y").await.code(), "invalid_id");
    assert_eq!(client.get(&format!("/api/v1/compare?a={second}")).await.code(), "invalid_parameter");
    assert_eq!(client.get(&format!("/api/v1/compare?a={second}&b=d000000000000")).await.code(), "document_not_found");
}

#[tokio::test]
async fn documents_side_by_side_leave_gaps_open() {
    let (client, first, second) = Client::with_two_reports().await;
    let story = client.add("报道.txt", STORY).await;
    let path = format!("/api/v1/side-by-side?documents={first},{second},{story}");
    let answer = client.get(&path).await.json();
    let ids: Vec<&Value> = answer["documents"].as_array().unwrap().iter().map(|document| &document["id"]).collect();
    assert_eq!(ids, [&json!(first), &json!(second), &json!(story)]);
    let growth = answer["rows"].as_array().unwrap().iter().find(|row| row["metric"] == "gdp").unwrap();
    assert_eq!(growth["cells"][0], Value::Null, "the first report says nothing of that year");
    assert_eq!((&growth["cells"][1]["value"], &growth["cells"][2]["value"]), (&json!("5.4"), &json!("5.6")));
    let csv = client.get(&format!("{path}&format=csv")).await.text();
    assert!(csv.contains("云岭市/清河区 2025") && csv.contains("?figure="));
    for documents in [first.clone(), String::new(), vec![first.as_str(); 21].join(",")] {
        let refused = client.get(&format!("/api/v1/side-by-side?documents={documents}")).await;
        assert_eq!(refused.code(), "invalid_parameter");
    }
}
