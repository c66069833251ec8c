//! The scoreboard: rows, classes with their definitions, filters, exports.

use serde_json::{Value, json};

use crate::client::Client;
use crate::judging::{FIRST, PLACE, SECOND};

fn row<'answer>(answer: &'answer Value, words: &str) -> &'answer Value {
    let rows = answer["rows"]["items"].as_array().unwrap();
    let found = rows.iter().find(|row| row["text"].as_str().unwrap().contains(words));
    found.unwrap_or_else(|| panic!("no row holds {words}: {rows:#?}"))
}

#[tokio::test]
async fn each_promise_and_target_tells_what_became_of_it_with_both_places() {
    let (client, first, second) = Client::with_two_reports().await;
    let answer = client.get(&format!("/api/v1/scoreboard?place={PLACE}")).await.json();
    assert_eq!((&answer["year"], &answer["report"]["id"]), (&json!(2024), &json!(first)));
    assert_eq!((&answer["later"]["id"], &answer["note"]), (&json!(second), &Value::Null));
    assert_eq!(answer["years"], json!([{"year": 2025, "answered": false}, {"year": 2024, "answered": true}]));

    let road = row(&answer, "云门路");
    assert_eq!(road["outcome"]["verdict"], "fulfilled");
    assert_eq!(road["outcome"]["verdict_name"], "兑现");
    assert!(!road["outcome"]["rule_text"].as_str().unwrap().is_empty());
    let cut = |text: &str, span: &Value| -> String {
        let (start, end) = (span["start"].as_u64().unwrap() as usize, span["end"].as_u64().unwrap() as usize);
        text.chars().skip(start).take(end - start).collect()
    };
    assert_eq!(cut(FIRST, &road["span"]), road["text"].as_str().unwrap());
    let told = &road["outcome"]["answer"];
    assert_eq!(cut(SECOND, &told["span"]), told["text"].as_str().unwrap());
    assert!(told["sentence"]["text"].as_str().unwrap().contains("云门路改造完成"));
    assert!(road["thread"].is_string() && road["promise"].is_string());

    let target = row(&answer, "6%");
    assert_eq!((&target["outcome"]["verdict"], &target["metric"]), (&json!("missed"), &json!("gdp")));
    assert_eq!(target["target"]["value"], "6");
    assert_eq!(target["outcome"]["answer"]["figure"]["text"], "5.4%");
}

#[tokio::test]
async fn every_share_has_its_definition_and_adds_up() {
    let (client, _, _) = Client::with_two_reports().await;
    let answer = client.get(&format!("/api/v1/scoreboard?place={PLACE}&year=2024")).await.json();
    let classes = answer["classes"].as_array().unwrap();
    let codes: Vec<&str> = classes.iter().map(|class| class["class"].as_str().unwrap()).collect();
    assert_eq!(codes, ["kept", "late", "short", "open", "silent", "unknown"]);
    let all: u64 = classes.iter().map(|class| class["rows"].as_u64().unwrap()).sum();
    assert_eq!(json!(all), answer["rows"]["total"]);
    for class in &classes[..5] {
        assert_eq!(class["share"]["numerator"], class["rows"]);
        let counted = class["share"]["denominator"].as_u64().unwrap() + class["share"]["unknown"].as_u64().unwrap();
        assert_eq!(counted, all);
        assert!(class["definition"].as_str().unwrap().chars().count() > 10);
    }
    assert_eq!(classes[5]["share"], Value::Null);
    assert!(answer["definition"].as_str().unwrap().starts_with("分母"));
    assert!(answer["as_of"].is_string());
    let english = client.get_with(&format!("/api/v1/scoreboard?place={PLACE}"), "accept-language", "en").await.json();
    assert!(english["definition"].as_str().unwrap().starts_with("denominator"));
}

#[tokio::test]
async fn every_filter_narrows() {
    let (client, _, _) = Client::with_two_reports().await;
    let total = async |query: &str| {
        let path = format!("/api/v1/scoreboard?place={PLACE}&year=2024&{query}");
        client.get(&path).await.json()["rows"]["total"].as_u64().unwrap()
    };
    let all = total("").await;
    assert!(total("class=kept").await < all && total("class=kept").await > 0);
    assert_eq!(total("verdict=missed").await, 1);
    assert_eq!(total("targets=true").await + total("targets=false").await, all);
    assert_eq!(total("hardness=start").await, 1);
    assert_eq!(total("query=%E4%BA%91%E9%97%A8%E8%B7%AF").await, 3, "those of the same sentence too");
    assert!(total("field=%E5%8A%A0%E5%BF%AB%E5%9F%8E%E5%B8%82%E6%9B%B4%E6%96%B0").await < all);
    let page = client.get(&format!("/api/v1/scoreboard?place={PLACE}&year=2024&size=1&page=2")).await.json();
    assert_eq!(page["rows"]["items"].as_array().unwrap().len(), 1);
    for query in ["verdict=splendid", "class=x", "colour=red", "size=0"] {
        let refused = client.get(&format!("/api/v1/scoreboard?place={PLACE}&{query}")).await;
        assert_eq!(refused.code(), "invalid_parameter", "{query}");
    }
}

#[tokio::test]
async fn nothing_is_called_unkept_before_a_later_report_answers() {
    let (client, _, _) = Client::with_two_reports().await;
    let answer = client.get(&format!("/api/v1/scoreboard?place={PLACE}&year=2025")).await.json();
    assert_eq!(answer["later"], Value::Null);
    assert!(answer["note"].as_str().unwrap().contains("没有结论"));
    assert!(answer["rows"]["total"].as_u64().unwrap() > 0);
    for row in answer["rows"]["items"].as_array().unwrap() {
        assert_eq!(row["outcome"], Value::Null);
    }
    for class in answer["classes"].as_array().unwrap() {
        assert_eq!((&class["rows"], &class["share"]), (&json!(0), &Value::Null));
    }
}

#[tokio::test]
async fn a_place_or_year_that_is_not_there_is_said_to_be_missing() {
    let (client, _, _) = Client::with_two_reports().await;
    let code = async |query: &str| client.get(&format!("/api/v1/scoreboard?{query}")).await.code();
    assert_eq!(code("place=nowhere").await, "place_not_found");
    assert_eq!(code(&format!("place={PLACE}&year=1999")).await, "report_not_found");
    assert_eq!(client.get("/api/v1/scoreboard").await.status, 200, "the only place needs no name");
    client.add("云山.txt", &FIRST.replace("云岭市", "云山市")).await;
    assert_eq!(code("").await, "invalid_parameter", "which of two?");
    assert_eq!(code("place=%E6%B8%85%E6%B2%B3%E5%8C%BA").await, "invalid_parameter", "two places have this name");
    assert_eq!(Client::empty().await.get("/api/v1/scoreboard").await.code(), "place_not_found");
}

#[tokio::test]
async fn a_table_holds_all_rows_links_and_definitions() {
    let (client, first, _) = Client::with_two_reports().await;
    let answer = client.get(&format!("/api/v1/scoreboard?place={PLACE}&year=2024&format=csv&size=1")).await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8; header=present");
    let text = answer.text();
    assert!(text.contains("结论") && text.contains("云门路") && text.contains("未达成"));
    assert!(text.contains(&format!("http://127.0.0.1:8700/#/documents/{first}?at=")));
    assert!(text.contains("分母"));
    let english = client.get(&format!("/api/v1/scoreboard?place={PLACE}&year=2024&format=csv&lang=en")).await.text();
    assert!(english.contains("verdict") && english.contains("missed"));
    let workbook = client.get(&format!("/api/v1/scoreboard?place={PLACE}&year=2024&format=xlsx")).await;
    assert!(workbook.body.starts_with(b"PK"));
}

#[tokio::test]
async fn documents_that_name_no_place_are_asked_for_by_their_ids() {
    let (client, first, _) = Client::with_two_reports().await;
    let nameless = SECOND.replace("云岭市清河区政府工作报告", "政府工作报告").replace("云岭市清河区人民政府区长\n", "");
    let second = client.add("无名.txt", &nameless).await;
    let documents = format!("documents={first},{second}");
    let board = client.get(&format!("/api/v1/scoreboard?{documents}")).await.json();
    assert_eq!((&board["place"], &board["later"]["id"]), (&json!("云岭市/清河区"), &json!(second)));
    assert_eq!(row(&board, "云门路")["outcome"]["verdict"], "fulfilled");
    let thread = row(&board, "云门路")["thread"].as_str().unwrap();
    let view = client.get(&format!("/api/v1/threads/{thread}?{documents}")).await.json();
    assert_eq!(view["mentions"].as_array().unwrap().last().unwrap()["document"]["id"], json!(second));
    assert!(client.get(&format!("/api/v1/threads?{documents}")).await.json()["total"].as_u64().unwrap() > 3);
    for query in [format!("{documents}&place={PLACE}"), "documents=".to_owned()] {
        assert_eq!(client.get(&format!("/api/v1/scoreboard?{query}")).await.code(), "invalid_parameter");
    }
    assert_eq!(client.get("/api/v1/scoreboard?documents=x").await.code(), "invalid_id");
}
