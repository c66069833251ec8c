//! The overview.

use insta::assert_snapshot;

use crate::client::Client;
use crate::reader::REPORT_2023;

#[tokio::test]
async fn an_empty_ledger_selects_nothing() {
    let client = Client::empty().await;
    assert_snapshot!(client.get("/api/v1/overview").await, @r#"
    200 application/json
    {
      "documents": 0,
      "figures": 0,
      "places": [],
      "promises": 0,
      "selected": null
    }
    "#);
}

#[tokio::test]
async fn the_newest_report_of_a_place_is_shown() {
    let (client, id) = Client::with_report().await;
    client.add("清河区2023.txt", REPORT_2023).await;
    let overview = client.get("/api/v1/overview").await;
    assert_eq!(overview.json()["selected"]["document"]["id"], id.as_str());
    assert_snapshot!(overview, @r#"
    200 application/json
    {
      "documents": 2,
      "figures": 5,
      "places": [
        {
          "newest_year": 2024,
          "place": "云岭市/清河区"
        }
      ],
      "promises": 1,
      "selected": {
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
        "fields": [
          {
            "facts": 2,
            "field": "2023年工作回顾",
            "targets": 0
          },
          {
            "facts": 0,
            "field": "2024年工作安排",
            "targets": 2
          }
        ],
        "hard_share": {
          "as_of": "[as_of]",
          "denominator": 1,
          "excluded": 0,
          "numerator": 1,
          "percent": "100.0"
        },
        "hardness": [
          {
            "hardness": "result",
            "promises": 1
          }
        ],
        "headlines": [
          {
            "direction": "up",
            "last_actual": {
              "bound": "eq",
              "correction": null,
              "document": {
                "id": "d56vk95txtan6",
                "place": "云岭市/清河区",
                "title": "云岭市清河区2024年政府工作报告",
                "year": 2024
              },
              "id": "fc4k7n9kb7f00",
              "kind": "fact",
              "measure": "growth",
              "metric": "gdp",
              "metric_name": "地区生产总值",
              "metric_name_en": "Gross regional product",
              "period": "2023",
              "region": "self",
              "section": [
                "2023年工作回顾"
              ],
              "sentence": "地区生产总值增长5.1%。",
              "sentence_span": {
                "end": 43,
                "start": 30
              },
              "span": {
                "end": 42,
                "start": 38
              },
              "subject": "地区生产总值增长",
              "text": "5.1%",
              "unit": "%",
              "value": "5.1"
            },
            "metric": "gdp",
            "name": "地区生产总值",
            "name_en": "Gross regional product",
            "target": {
              "bound": "eq",
              "correction": null,
              "document": {
                "id": "d56vk95txtan6",
                "place": "云岭市/清河区",
                "title": "云岭市清河区2024年政府工作报告",
                "year": 2024
              },
              "id": "fxfn0025fezw0",
              "kind": "target",
              "measure": "growth",
              "metric": "gdp",
              "metric_name": "地区生产总值",
              "metric_name_en": "Gross regional product",
              "period": "2024",
              "region": "self",
              "section": [
                "2024年工作安排"
              ],
              "sentence": "地区生产总值增长5.5%。",
              "sentence_span": {
                "end": 79,
                "start": 66
              },
              "span": {
                "end": 78,
                "start": 74
              },
              "subject": "地区生产总值增长",
              "text": "5.5%",
              "unit": "%",
              "value": "5.5"
            }
          }
        ],
        "place": "云岭市/清河区",
        "tasks": {
          "due_soon": 0,
          "in_time": 0,
          "late": 0,
          "promises": 1,
          "verified": 0,
          "with_task": 0
        }
      }
    }
    "#);
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
    assert_snapshot!(client.get("/api/v1/overview?place=x").await, @r#"
    404 application/problem+json
    {
      "code": "place_not_found",
      "detail": "台账里没有这个地区的文档",
      "hint": "地区见 /api/v1/overview",
      "instance": "/api/v1/overview",
      "status": 404,
      "title": "没有这个地区",
      "type": "urn:duixian:problem:place_not_found"
    }
    "#);
}

#[tokio::test]
async fn a_document_without_a_place_is_shown_when_nothing_else_is_there_or_it_is_asked_for() {
    let client = Client::empty().await;
    let nameless = client.add("b.txt", "2026年政府工作报告\n一、2026年工作安排\n完成3条道路改造。\n").await;
    let shown = async |query: &str| {
        let overview = client.get(&format!("/api/v1/overview{query}")).await.json();
        overview["selected"]["document"]["id"].as_str().unwrap().to_owned()
    };
    assert_eq!(shown("").await, nameless);
    let named = client.add("清河区2023.txt", REPORT_2023).await;
    assert_eq!(shown("").await, named);
    assert_eq!(shown("?place=-").await, nameless);
}
