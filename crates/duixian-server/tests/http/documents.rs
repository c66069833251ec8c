//! Documents: list, reading view, original, deletion.

use insta::assert_snapshot;

use crate::client::Client;
use crate::reader::{REPORT_2023, REPORT_2024};

#[tokio::test]
async fn an_empty_ledger_has_an_empty_page() {
    let client = Client::empty().await;
    assert_snapshot!(client.get("/api/v1/documents").await, @r#"
    200 application/json
    {
      "items": [],
      "page": 1,
      "size": 50,
      "total": 0
    }
    "#);
}

#[tokio::test]
async fn the_list_shows_what_a_report_says_of_itself() {
    let (client, _) = Client::with_report().await;
    assert_snapshot!(client.get("/api/v1/documents").await, @r#"
    200 application/json
    {
      "items": [
        {
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
        }
      ],
      "page": 1,
      "size": 50,
      "total": 1
    }
    "#);
}

#[tokio::test]
async fn filters_and_pages_narrow_the_list() {
    let (client, _) = Client::with_report().await;
    client.add("清河区2023.txt", REPORT_2023).await;
    let totals = async |query: &str| client.get(&format!("/api/v1/documents?{query}")).await.json()["total"].clone();
    assert_eq!(totals("").await, 2);
    assert_eq!(totals("query=2023").await, 1);
    assert_eq!(totals("year=2024").await, 1);
    assert_eq!(totals("place=%E4%BA%91%E5%B2%AD%E5%B8%82/%E6%B8%85%E6%B2%B3%E5%8C%BA").await, 2);
    assert_eq!(totals("place=%E6%B8%85%E6%B2%B3%E5%8C%BA").await, 2);
    assert_eq!(totals("place=%E6%B2%B3").await, 0);
    let second = client.get("/api/v1/documents?page=2&size=1").await.json();
    assert_eq!(second["items"].as_array().unwrap().len(), 1);
    assert_eq!((&second["page"], &second["size"], &second["total"]), (&2.into(), &1.into(), &2.into()));
}

#[tokio::test]
async fn the_reading_view_holds_text_outline_figures_and_promises() {
    let (client, id) = Client::with_report().await;
    let answer = client.get(&format!("/api/v1/documents/{id}")).await;
    let view = answer.json();
    // Every span can be cut out of its paragraph by code points.
    let letters: Vec<char> = REPORT_2024.chars().collect();
    let cut = |span: &serde_json::Value| {
        let (start, end) = (span["start"].as_u64().unwrap() as usize, span["end"].as_u64().unwrap() as usize);
        letters[start..end].iter().collect::<String>()
    };
    for list in ["paragraphs", "figures", "promises"] {
        for item in view[list].as_array().unwrap() {
            assert_eq!(item["text"], cut(&item["span"]), "{list}");
        }
    }
    assert_snapshot!(answer, @r#"
    200 application/json
    {
      "diagnostics": [],
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
        {
          "bound": "eq",
          "correction": null,
          "document": {
            "id": "d56vk95txtan6",
            "place": "云岭市/清河区",
            "title": "云岭市清河区2024年政府工作报告",
            "year": 2024
          },
          "id": "fz53m4hetsd8s",
          "kind": "fact",
          "measure": "level",
          "metric": null,
          "metric_name": null,
          "metric_name_en": null,
          "period": "2023",
          "region": "self",
          "section": [
            "2023年工作回顾"
          ],
          "sentence": "新建口袋公园12个。",
          "sentence_span": {
            "end": 53,
            "start": 43
          },
          "span": {
            "end": 52,
            "start": 49
          },
          "subject": "新建口袋公园",
          "text": "12个",
          "unit": "个",
          "value": "12"
        },
        {
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
        },
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
      "orphaned_corrections": [],
      "outline": [
        {
          "heading": "2023年工作回顾",
          "index": 0,
          "level": 1,
          "number": "一、",
          "parent": null,
          "span": {
            "end": 29,
            "start": 18
          }
        },
        {
          "heading": "2024年工作安排",
          "index": 1,
          "level": 1,
          "number": "二、",
          "parent": null,
          "span": {
            "end": 65,
            "start": 54
          }
        }
      ],
      "paragraphs": [
        {
          "is_heading": true,
          "repaired": [],
          "section": null,
          "span": {
            "end": 17,
            "start": 0
          },
          "text": "云岭市清河区2024年政府工作报告"
        },
        {
          "is_heading": true,
          "repaired": [],
          "section": 0,
          "span": {
            "end": 29,
            "start": 18
          },
          "text": "一、2023年工作回顾"
        },
        {
          "is_heading": false,
          "repaired": [],
          "section": 0,
          "span": {
            "end": 53,
            "start": 30
          },
          "text": "地区生产总值增长5.1%。新建口袋公园12个。"
        },
        {
          "is_heading": true,
          "repaired": [],
          "section": 1,
          "span": {
            "end": 65,
            "start": 54
          },
          "text": "二、2024年工作安排"
        },
        {
          "is_heading": false,
          "repaired": [],
          "section": 1,
          "span": {
            "end": 92,
            "start": 66
          },
          "text": "地区生产总值增长5.5%。完成柳荫路等4条道路改造。"
        }
      ],
      "promises": [
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
      ]
    }
    "#);
}

#[tokio::test]
async fn the_original_comes_back_as_a_download_that_no_browser_runs() {
    let (client, id) = Client::with_report().await;
    let answer = client.get(&format!("/api/v1/documents/{id}/original")).await;
    assert_eq!(answer.text(), REPORT_2024);
    assert_eq!(answer.header("content-type"), "application/octet-stream");
    assert_eq!(answer.header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"___2024.txt\"; filename*=UTF-8''%E6%B8%85%E6%B2%B3%E5%8C%BA2024.txt"
    );
}

#[tokio::test]
async fn a_deleted_document_is_gone_everywhere_and_comes_back() {
    let (client, id) = Client::with_report().await;
    let before = client.get("/api/v1/figures").await.to_string();
    let path = format!("/api/v1/documents/{id}");
    assert_eq!(client.delete(&path).await.json()["deleted"], true);
    assert_eq!(client.get("/api/v1/documents").await.json()["total"], 0);
    assert_eq!(client.get("/api/v1/documents?deleted=true").await.json()["total"], 1);
    assert_eq!(client.get("/api/v1/figures").await.json()["total"], 0);
    assert_eq!(client.get("/api/v1/promises").await.json()["total"], 0);
    assert_eq!(client.get("/api/v1/search?q=%E5%85%AC%E5%9B%AD").await.json()["total"], 0);
    assert_snapshot!(client.get(&path).await, @r#"
    404 application/problem+json
    {
      "code": "document_not_found",
      "detail": "文档 d56vk95txtan6 已删除",
      "hint": "请先恢复该文档",
      "instance": "/api/v1/documents/d56vk95txtan6",
      "status": 404,
      "title": "没有这份文档",
      "type": "urn:duixian:problem:document_not_found"
    }
    "#);
    assert_eq!(client.post(&format!("{path}/restore"), ().into()).await.json()["deleted"], false);
    assert_eq!(client.get("/api/v1/figures").await.to_string(), before);
}

#[tokio::test]
async fn unknown_and_odd_ids_are_problems() {
    let client = Client::empty().await;
    assert_snapshot!(client.get("/api/v1/documents/d000000000000").await, @r#"
    404 application/problem+json
    {
      "code": "document_not_found",
      "detail": "没有这条文档：d000000000000",
      "hint": "请从列表或链接中取得编号",
      "instance": "/api/v1/documents/d000000000000",
      "status": 404,
      "title": "没有这份文档",
      "type": "urn:duixian:problem:document_not_found"
    }
    "#);
    assert_snapshot!(client.delete("/api/v1/documents/..%2F..%2Fetc").await, @r#"
    400 application/problem+json
    {
      "code": "invalid_id",
      "detail": "编号只含字母、数字、- 和 _",
      "hint": "请从列表中重新打开",
      "instance": "/api/v1/documents/..%2F..%2Fetc",
      "status": 400,
      "title": "编号有误",
      "type": "urn:duixian:problem:invalid_id"
    }
    "#);
    assert_eq!(client.get("/api/v1/documents/f000000000000").await.code(), "invalid_id");
    assert_eq!(client.get("/api/v1/documents/d000000000000/original").await.code(), "document_not_found");
    let restored = client.post("/api/v1/documents/d000000000000/restore", ().into()).await;
    assert_eq!(restored.code(), "document_not_found");
}

#[tokio::test]
async fn the_export_holds_the_rows_of_the_filter() {
    let (client, id) = Client::with_report().await;
    client.add("清河区2023.txt", REPORT_2023).await;
    let answer = client.get("/api/v1/documents?year=2024&format=csv&lang=en&size=1").await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8; header=present");
    let text = answer.text();
    assert!(text.starts_with("\u{FEFF}id,name,format,"), "{text}");
    assert_eq!(text.lines().count(), 2);
    assert!(text.contains(&format!("http://127.0.0.1:8700/#/documents/{id}")), "{text}");
}
