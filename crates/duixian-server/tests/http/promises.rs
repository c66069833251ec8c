//! Promises: list, filters, one promise, corrections.

use insta::assert_snapshot;
use serde_json::json;

use crate::client::Client;

#[tokio::test]
async fn a_list_item_holds_every_field_and_its_sentence() {
    let (client, _) = Client::with_report().await;
    assert_snapshot!(client.get("/api/v1/promises").await, @r#"
    200 application/json
    {
      "items": [
        {
          "action": "完成",
          "correction": null,
          "document": {
            "id": "d56vk95txtan6",
            "place": "云岭市/清河区",
            "title": "云岭市清河区2024年政府工作报告",
            "year": 2024
          },
          "field": "2024年工作安排",
          "figures": [
            "fb6t5n3x2bfgw"
          ],
          "hardness": "result",
          "id": "pnvf1z8byawrj",
          "object": "柳荫路等4条道路改造",
          "period": "2024",
          "section": [
            "2024年工作安排"
          ],
          "sentence": "完成柳荫路等4条道路改造。",
          "sentence_span": {
            "end": 92,
            "start": 79
          },
          "span": {
            "end": 92,
            "start": 79
          },
          "task": null,
          "text": "完成柳荫路等4条道路改造。"
        }
      ],
      "page": 1,
      "size": 50,
      "total": 1
    }
    "#);
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
async fn fields_are_counted_over_all_promises_of_the_filter() {
    let (client, id) = Client::with_report().await;
    let works = (1..=600).map(|number| format!("完成{number}号巷改造。")).collect::<Vec<_>>().concat();
    let other = format!("云岭市清河区2023年政府工作报告\n一、2023年工作安排\n{works}\n");
    let before = client.add("清河区2023.txt", &other).await;
    let fields = async |query: &str| client.get(&format!("/api/v1/promises/fields?{query}")).await.json();
    let newest = json!({"field": "2024年工作安排", "promises": 1});
    let older = json!({"field": "2023年工作安排", "promises": 600});
    assert_eq!(fields("").await, json!({"items": [newest, older]}));
    assert_eq!(fields(&format!("document={id}")).await, json!({"items": [newest]}));
    assert_eq!(fields(&format!("document={before}&hardness=result")).await, json!({"items": [older]}));
    assert_eq!(fields("hardness=aim").await, json!({"items": []}));
    assert_eq!(fields("query=%E6%9F%B3%E8%8D%AB%E8%B7%AF").await, json!({"items": [newest]}));
    assert_eq!(fields("wrong=true").await, json!({"items": []}));
    for query in ["hardness=hard", "field=x", "page=1"] {
        let answer = client.get(&format!("/api/v1/promises/fields?{query}")).await;
        assert_eq!(answer.code(), "invalid_parameter", "{query}");
    }
}

#[tokio::test]
async fn one_promise_tells_figures_rules_neighbours_and_history() {
    let (client, _) = Client::with_report().await;
    assert_snapshot!(client.get(&format!("/api/v1/promises/{}", only(&client).await)).await, @r#"
    200 application/json
    {
      "figures": [
        {
          "bound": "eq",
          "correction": null,
          "document": {
            "id": "d56vk95txtan6",
            "place": "云岭市/清河区",
            "title": "云岭市清河区2024年政府工作报告",
            "year": 2024
          },
          "id": "fb6t5n3x2bfgw",
          "kind": "target",
          "measure": "level",
          "metric": null,
          "metric_name": null,
          "metric_name_en": null,
          "period": "2024",
          "region": "self",
          "section": [
            "2024年工作安排"
          ],
          "sentence": "完成柳荫路等4条道路改造。",
          "sentence_span": {
            "end": 92,
            "start": 79
          },
          "span": {
            "end": 87,
            "start": 85
          },
          "subject": "完成柳荫路等",
          "text": "4条",
          "unit": "条",
          "value": "4"
        }
      ],
      "history": [],
      "promise": {
        "action": "完成",
        "correction": null,
        "document": {
          "id": "d56vk95txtan6",
          "place": "云岭市/清河区",
          "title": "云岭市清河区2024年政府工作报告",
          "year": 2024
        },
        "field": "2024年工作安排",
        "figures": [
          "fb6t5n3x2bfgw"
        ],
        "hardness": "result",
        "id": "pnvf1z8byawrj",
        "object": "柳荫路等4条道路改造",
        "period": "2024",
        "section": [
          "2024年工作安排"
        ],
        "sentence": "完成柳荫路等4条道路改造。",
        "sentence_span": {
          "end": 92,
          "start": 79
        },
        "span": {
          "end": 92,
          "start": 79
        },
        "task": null,
        "text": "完成柳荫路等4条道路改造。"
      },
      "rules": [
        {
          "evidence": null,
          "field": "hardness",
          "rule": "completion-verb"
        }
      ],
      "sentence": {
        "span": {
          "end": 92,
          "start": 79
        },
        "text": "完成柳荫路等4条道路改造。"
      },
      "sentence_after": null,
      "sentence_before": {
        "span": {
          "end": 79,
          "start": 66
        },
        "text": "地区生产总值增长5.5%。"
      }
    }
    "#);
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
    assert_snapshot!(client.get("/api/v1/promises/p000000000000").await, @r#"
    404 application/problem+json
    {
      "code": "promise_not_found",
      "detail": "没有这条承诺：p000000000000",
      "hint": "请从列表或链接中取得编号",
      "instance": "/api/v1/promises/p000000000000",
      "status": 404,
      "title": "没有这条承诺",
      "type": "urn:duixian:problem:promise_not_found"
    }
    "#);
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
