//! Figures: list, filters, exports, one figure, corrections.

use calamine::{Data, Reader, Xlsx};
use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::client::Client;
use crate::reader::REPORT_2023;

#[tokio::test]
async fn a_list_item_holds_every_field_and_its_sentence() {
    let (client, _) = Client::with_report().await;
    assert_snapshot!(client.get("/api/v1/figures?kind=target&size=1").await, @r#"
    200 application/json
    {
      "items": [
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
        }
      ],
      "page": 1,
      "size": 1,
      "total": 2
    }
    "#);
}

#[tokio::test]
async fn the_same_number_twice_in_a_sentence_has_two_places_in_it() {
    let client = Client::empty().await;
    client.add("清河区2024.txt", "云岭市清河区2024年政府工作报告\n开头。一产增长5.2%，二产增长5.2%。\n").await;
    let page = client.get("/api/v1/figures").await.json();
    let places: Vec<_> = page["items"].as_array().unwrap().iter().map(place_in_sentence).collect();
    assert_eq!(places, ["一产增长[5.2%]，二产增长5.2%。", "一产增长5.2%，二产增长[5.2%]。"]);
}

/// The sentence of a list's figure, with brackets around the figure's own place.
fn place_in_sentence(item: &Value) -> String {
    let number = |span: &str, edge: &str| item[span][edge].as_u64().unwrap() as usize;
    let (start, end) = (number("span", "start"), number("span", "end"));
    let letters: Vec<char> = item["sentence"].as_str().unwrap().chars().collect();
    let first = number("sentence_span", "start");
    assert_eq!(number("sentence_span", "end") - first, letters.len());
    let cut = |from: usize, to: usize| letters[from..to].iter().collect::<String>();
    let (before, own, behind) =
        (cut(0, start - first), cut(start - first, end - first), cut(end - first, letters.len()));
    format!("{before}[{own}]{behind}")
}

#[tokio::test]
async fn every_filter_narrows_and_all_must_hold() {
    let (client, id) = Client::with_report().await;
    client.add("清河区2023.txt", REPORT_2023).await;
    let total = async |query: &str| client.get(&format!("/api/v1/figures?{query}")).await.json()["total"].clone();
    assert_eq!(total("").await, 5);
    assert_eq!(total(&format!("document={id}")).await, 4);
    assert_eq!(total("kind=fact").await, 3);
    assert_eq!(total("measure=growth").await, 2);
    assert_eq!(total("metric=gdp").await, 2);
    assert_eq!(total("metric=-").await, 3);
    assert_eq!(total("region=city").await, 0);
    assert_eq!(total("period=2024").await, 2);
    assert_eq!(total("query=%E5%85%AC%E5%9B%AD").await, 2);
    assert_eq!(total("section=%E5%B7%A5%E4%BD%9C%E5%AE%89%E6%8E%92").await, 2);
    assert_eq!(total("place=%E6%B8%85%E6%B2%B3%E5%8C%BA").await, 5);
    assert_eq!(total("corrected=true").await, 0);
    assert_eq!(total("wrong=false").await, 5);
    assert_eq!(total("kind=fact&metric=gdp").await, 1);
}

#[tokio::test]
async fn the_order_is_by_value_and_not_by_letters() {
    let (client, _) = Client::with_report().await;
    client.add("清河区2023.txt", REPORT_2023).await;
    let values = async |sort: &str| {
        let page = client.get(&format!("/api/v1/figures?sort={sort}")).await.json();
        page["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["value"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(values("value").await, ["4", "5.1", "5.5", "9", "12"]);
    assert_eq!(values("-value").await, ["12", "9", "5.5", "5.1", "4"]);
    assert_eq!(values("position").await, ["5.1", "12", "5.5", "4", "9"]);
}

#[tokio::test]
async fn what_a_filter_cannot_be_is_a_problem() {
    let client = Client::empty().await;
    assert_snapshot!(client.get("/api/v1/figures?kind=guess").await, @r#"
    400 application/problem+json
    {
      "code": "invalid_parameter",
      "detail": "参数有误：kind: unknown variant `guess`, expected `fact` or `target`",
      "hint": "请对照接口说明检查参数",
      "instance": "/api/v1/figures",
      "status": 400,
      "title": "参数有误",
      "type": "urn:duixian:problem:invalid_parameter"
    }
    "#);
    for query in ["colour=red", "page=0", "size=0", "size=501", "page=x", "sort=id", "format=pdf", "corrected=maybe"] {
        assert_eq!(client.get(&format!("/api/v1/figures?{query}")).await.code(), "invalid_parameter", "{query}");
    }
    assert_eq!(client.get("/api/v1/figures?document=x").await.code(), "invalid_id");
    let long = "x".repeat(201);
    assert_eq!(client.get(&format!("/api/v1/figures?query={long}")).await.code(), "invalid_parameter");
}

#[tokio::test]
async fn words_of_a_filter_are_words_and_never_a_query_language() {
    let (client, _) = Client::with_report().await;
    for words in ["%25%25", "_", "%27%20OR%201%3D1%20--", "%22%3B%20drop%20table%20figure%3B", "%5C", "**", "%00"] {
        for path in
            ["figures?query", "figures?section", "figures?period", "figures?place", "promises?query", "documents?query"]
        {
            let answer = client.get(&format!("/api/v1/{path}={words}")).await;
            assert_eq!(answer.status, 200, "{path}={words} {answer}");
            assert_eq!(answer.json()["total"], 0, "{path}={words}");
        }
    }
    assert_eq!(client.get("/api/v1/figures").await.json()["total"], 4);
}

#[tokio::test]
async fn one_figure_tells_rules_neighbours_and_history() {
    let (client, _) = Client::with_report().await;
    let id = first(&client, "kind=fact").await;
    assert_snapshot!(client.get(&format!("/api/v1/figures/{id}")).await, @r#"
    200 application/json
    {
      "figure": {
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
      "history": [],
      "rules": [
        {
          "evidence": {
            "span": {
              "end": 42,
              "start": 41
            },
            "text": "%"
          },
          "field": "unit",
          "rule": "letter-behind-number"
        }
      ],
      "sentence": {
        "span": {
          "end": 43,
          "start": 30
        },
        "text": "地区生产总值增长5.1%。"
      },
      "sentence_after": {
        "span": {
          "end": 53,
          "start": 43
        },
        "text": "新建口袋公园12个。"
      },
      "sentence_before": {
        "span": {
          "end": 29,
          "start": 18
        },
        "text": "一、2023年工作回顾"
      }
    }
    "#);
}

#[tokio::test]
async fn a_correction_shows_in_view_list_reading_view_and_export_and_can_be_withdrawn() {
    let (client, document) = Client::with_report().await;
    let id = first(&client, "kind=fact").await;
    let before = client.get(&format!("/api/v1/figures/{id}")).await.json()["figure"].clone();
    let correction = json!({
        "actor": "统计科", "reason": "公报为5.2%", "changes": {"value": "5.2", "period": "", "region": "city"}
    });
    let corrected = client.post(&format!("/api/v1/figures/{id}/corrections"), correction).await;
    assert_snapshot!(corrected, @r#"
    200 application/json
    {
      "figure": {
        "bound": "eq",
        "correction": {
          "actor": "统计科",
          "at": "[at]",
          "event": "[event]",
          "read": {
            "period": "2023",
            "region": "self",
            "value": "5.1"
          },
          "reason": "公报为5.2%",
          "wrong": false
        },
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
        "period": null,
        "region": "city",
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
        "value": "5.2"
      },
      "history": [
        {
          "actor": "统计科",
          "at": "[at]",
          "changes": {
            "period": "",
            "region": "city",
            "value": "5.2"
          },
          "event": "[event]",
          "kind": "corrected",
          "reason": "公报为5.2%",
          "withdrawn": null
        }
      ],
      "rules": [
        {
          "evidence": {
            "span": {
              "end": 42,
              "start": 41
            },
            "text": "%"
          },
          "field": "unit",
          "rule": "letter-behind-number"
        }
      ],
      "sentence": {
        "span": {
          "end": 43,
          "start": 30
        },
        "text": "地区生产总值增长5.1%。"
      },
      "sentence_after": {
        "span": {
          "end": 53,
          "start": 43
        },
        "text": "新建口袋公园12个。"
      },
      "sentence_before": {
        "span": {
          "end": 29,
          "start": 18
        },
        "text": "一、2023年工作回顾"
      }
    }
    "#);
    let figure = corrected.json()["figure"].clone();

    let listed = client.get("/api/v1/figures?corrected=true").await.json();
    assert_eq!(listed["total"], 1);
    assert_eq!(listed["items"][0], figure);
    let read = client.get(&format!("/api/v1/documents/{document}")).await.json();
    assert_eq!(read["figures"][0], figure);
    let csv = client.get("/api/v1/figures?corrected=true&format=csv&lang=zh").await.text();
    let row = csv.lines().nth(1).unwrap();
    for cell in ["5.2", "全市", "已更正", "period=2023; region=self; value=5.1", "统计科", "公报为5.2%"] {
        assert!(row.contains(cell), "{cell} in {row}");
    }

    let event = figure["correction"]["event"].as_str().unwrap();
    let path = format!("/api/v1/figures/{id}/corrections/{event}?actor=x&reason=y");
    let withdrawn = client.delete(&path).await.json();
    assert_eq!(withdrawn["figure"], before);
    assert_eq!(withdrawn["history"][0]["withdrawn"]["actor"], "x");
    assert_eq!(client.delete(&path).await.code(), "conflict");
}

#[tokio::test]
async fn a_figure_marked_wrong_stays_visible_as_such() {
    let (client, _) = Client::with_report().await;
    let id = first(&client, "kind=fact").await;
    let body = json!({"actor": "统计科", "reason": "不是数据", "wrong": true});
    let marked = client.post(&format!("/api/v1/figures/{id}/corrections"), body).await.json();
    assert_eq!(marked["figure"]["correction"]["wrong"], true);
    assert_eq!(marked["history"][0]["kind"], "marked_wrong");
    assert_eq!(client.get("/api/v1/figures?wrong=true").await.json()["total"], 1);
    assert_eq!(client.get("/api/v1/figures?wrong=false").await.json()["total"], 3);
}

#[tokio::test]
async fn a_correction_that_cannot_be_is_a_problem() {
    let (client, _) = Client::with_report().await;
    let id = first(&client, "kind=fact").await;
    let path = format!("/api/v1/figures/{id}/corrections");
    let post = async |body: Value| client.post(&path, body).await;
    assert_snapshot!(post(json!({"actor": "a", "reason": "b", "changes": {"value": "约五"}})).await, @r#"
    422 application/problem+json
    {
      "code": "invalid_correction",
      "detail": "字段 value 不能是“约五”",
      "hint": "可取：a number such as 3.8 or -19.3, a range 1..2 or a ratio 3:7",
      "instance": "/api/v1/figures/fc4k7n9kb7f00/corrections",
      "status": 422,
      "title": "更正或认定无法接受",
      "type": "urn:duixian:problem:invalid_correction"
    }
    "#);
    let refused = [
        (json!({"actor": "a", "reason": "b"}), "invalid_correction"),
        (json!({"actor": "a", "reason": "b", "changes": {}}), "invalid_correction"),
        (json!({"actor": "a", "reason": "b", "changes": {"unit": "件"}, "wrong": true}), "invalid_correction"),
        (json!({"actor": "", "reason": "b", "changes": {"unit": "件"}}), "invalid_correction"),
        (json!({"actor": "a", "reason": " ", "changes": {"unit": "件"}}), "invalid_correction"),
        (json!({"actor": "a", "reason": "b", "changes": {"unit": "%"}}), "invalid_correction"),
        (json!({"actor": "a", "reason": "b", "changes": {"period": "去年"}}), "invalid_correction"),
        (json!({"actor": "a", "reason": "b", "changes": {"metric": "no_such"}}), "invalid_correction"),
        (json!({"actor": "a", "reason": "x".repeat(5000), "changes": {"unit": "件"}}), "invalid_correction"),
        (json!({"actor": "a", "reason": "b", "changes": {"kind": "guess"}}), "invalid_body"),
        (json!({"actor": "a", "reason": "b", "changes": {"id": "f1"}}), "invalid_body"),
        (json!({"actor": "a", "changes": {"unit": "件"}}), "invalid_body"),
        (json!([]), "invalid_body"),
        (json!({"actor": "a", "reason": "x".repeat(70_000), "changes": {"unit": "件"}}), "too_large"),
    ];
    for (body, code) in refused {
        assert_eq!(post(body.clone()).await.code(), code, "{body:.200}");
    }
    let unknown = client
        .post("/api/v1/figures/f000000000000/corrections", json!({"actor": "a", "reason": "b", "wrong": true}))
        .await;
    assert_eq!(unknown.code(), "figure_not_found");
    assert_eq!(client.get(&format!("/api/v1/figures/{id}")).await.json()["history"], json!([]));
}

#[tokio::test]
async fn unknown_figures_and_corrections_are_problems() {
    let (client, _) = Client::with_report().await;
    let id = first(&client, "kind=fact").await;
    assert_snapshot!(client.get("/api/v1/figures/f000000000000").await, @r#"
    404 application/problem+json
    {
      "code": "figure_not_found",
      "detail": "没有这条数据：f000000000000",
      "hint": "请从列表或链接中取得编号",
      "instance": "/api/v1/figures/f000000000000",
      "status": 404,
      "title": "没有这条数据",
      "type": "urn:duixian:problem:figure_not_found"
    }
    "#);
    let event = "0193fb4d-0000-7000-8000-000000000000";
    let none = client.delete(&format!("/api/v1/figures/{id}/corrections/{event}?actor=a&reason=b")).await;
    assert_eq!(none.code(), "correction_not_found");
    let nobody = client.delete(&format!("/api/v1/figures/{id}/corrections/{event}")).await;
    assert_eq!(nobody.code(), "invalid_parameter");
    let odd = client.delete(&format!("/api/v1/figures/{id}/corrections/1?actor=a&reason=b")).await;
    assert_eq!(odd.code(), "invalid_id");
}

#[tokio::test]
async fn exports_hold_all_rows_of_the_same_filter() {
    let (client, _) = Client::with_report().await;
    client.add("清河区2023.txt", REPORT_2023).await;
    let csv = client.get("/api/v1/figures?kind=fact&sort=value&size=1&format=csv&lang=en").await;
    assert_eq!(csv.header("content-disposition"), "attachment; filename=\"figures.csv\"; filename*=UTF-8''figures.csv");
    let text = csv.text();
    assert!(text.starts_with("\u{FEFF}document,place,year,start,end,text,value,unit,"), "{text}");
    let values: Vec<&str> = text.lines().skip(1).map(|line| line.split(',').nth(6).unwrap()).collect();
    assert_eq!(values, ["5.1", "9", "12"]);
    let listed = client.get("/api/v1/figures?kind=fact&sort=value").await.json();
    for (line, item) in text.lines().skip(1).zip(listed["items"].as_array().unwrap()) {
        let link = format!(
            "http://127.0.0.1:8700/#/documents/{}?figure={}",
            item["document"]["id"].as_str().unwrap(),
            item["id"].as_str().unwrap()
        );
        assert!(line.contains(&link), "{link} in {line}");
        assert!(line.contains(item["sentence"].as_str().unwrap()), "{line}");
    }

    let xlsx = client.get("/api/v1/figures?kind=fact&format=xlsx").await;
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(xlsx.body)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    assert_eq!(sheet.height(), 4);
    assert_eq!(sheet.get((0, 6)), Some(&Data::String("数值".to_owned())));
    assert_eq!(sheet.get((1, 6)).map(ToString::to_string).as_deref(), Some("5.1"));
}

/// The id of the first figure of a filter.
async fn first(client: &Client, filter: &str) -> String {
    let page = client.get(&format!("/api/v1/figures?{filter}")).await.json();
    page["items"][0]["id"].as_str().unwrap().to_owned()
}
