//! Indicators: list, one through years and places.

use insta::assert_snapshot;

use crate::client::Client;

#[tokio::test]
async fn the_list_holds_those_that_documents_speak_of() {
    let (client, _) = Client::with_report().await;
    let page = client.get("/api/v1/indicators").await.json();
    assert_eq!(page["total"], 1);
    let gdp = &page["items"][0];
    assert_eq!((&gdp["code"], &gdp["facts"], &gdp["targets"]), (&"gdp".into(), &1.into(), &1.into()));
    assert_eq!((&gdp["documents"], &gdp["places"]), (&1.into(), &1.into()));
    let all = client.get("/api/v1/indicators?all=true&size=1").await.json();
    assert!(all["total"].as_u64().unwrap() > 10, "{all}");
    assert_eq!(all["items"].as_array().unwrap().len(), 1);
    assert_eq!(client.get("/api/v1/indicators?query=GDP").await.json()["total"], 1);
    assert_eq!(client.get("/api/v1/indicators?query=%25").await.json()["total"], 0);
    let csv = client.get("/api/v1/indicators?format=csv&lang=en").await.text();
    assert_eq!(csv.lines().count(), 2, "{csv}");
}

#[tokio::test]
async fn one_indicator_has_a_series_a_place_and_each_point_its_figure() {
    let (client, _) = Client::with_report().await;
    client.add("b.txt", "云岭市东山区2024年政府工作报告\n一、2023年工作回顾\n地区生产总值增长4.7%。\n").await;
    let view = client.get("/api/v1/indicators/gdp").await.json();
    let series = view["series"].as_array().unwrap();
    let places: Vec<&str> = series.iter().map(|series| series["place"].as_str().unwrap()).collect();
    assert_eq!(places, ["云岭市/东山区", "云岭市/清河区"]);
    assert_snapshot!(client.get("/api/v1/indicators/gdp?place=%E4%BA%91%E5%B2%AD%E5%B8%82/%E6%B8%85%E6%B2%B3%E5%8C%BA").await, @r#"
    200 application/json
    {
      "indicator": {
        "code": "gdp",
        "direction": "up",
        "documents": 2,
        "facts": 2,
        "group": "economy",
        "name": "地区生产总值",
        "name_en": "Gross regional product",
        "places": 2,
        "targets": 1,
        "unit": "元"
      },
      "series": [
        {
          "place": "云岭市/清河区",
          "points": [
            {
              "bound": "eq",
              "corrected": false,
              "document": {
                "id": "d56vk95txtan6",
                "place": "云岭市/清河区",
                "title": "云岭市清河区2024年政府工作报告",
                "year": 2024
              },
              "figure": "fc4k7n9kb7f00",
              "kind": "fact",
              "measure": "growth",
              "period": "2023",
              "region": "self",
              "span": {
                "end": 42,
                "start": 38
              },
              "text": "5.1%",
              "unit": "%",
              "value": "5.1",
              "year": 2023
            },
            {
              "bound": "eq",
              "corrected": false,
              "document": {
                "id": "d56vk95txtan6",
                "place": "云岭市/清河区",
                "title": "云岭市清河区2024年政府工作报告",
                "year": 2024
              },
              "figure": "fxfn0025fezw0",
              "kind": "target",
              "measure": "growth",
              "period": "2024",
              "region": "self",
              "span": {
                "end": 78,
                "start": 74
              },
              "text": "5.5%",
              "unit": "%",
              "value": "5.5",
              "year": 2024
            }
          ]
        }
      ]
    }
    "#);
    let csv = client.get("/api/v1/indicators/gdp?format=csv&lang=en").await.text();
    assert_eq!(csv.lines().count(), 4, "{csv}");
    assert!(csv.starts_with("\u{FEFF}metric,metric_name,place,period,kind,"), "{csv}");
}

#[tokio::test]
async fn an_unknown_code_is_a_problem() {
    let client = Client::empty().await;
    assert_snapshot!(client.get("/api/v1/indicators/no_such").await, @r#"
    404 application/problem+json
    {
      "code": "indicator_not_found",
      "detail": "指标库里没有代码 no_such",
      "hint": "指标代码见 /api/v1/indicators",
      "instance": "/api/v1/indicators/no_such",
      "status": 404,
      "title": "没有这个指标",
      "type": "urn:duixian:problem:indicator_not_found"
    }
    "#);
    assert_eq!(client.get("/api/v1/indicators/%22%3B").await.code(), "invalid_id");
    assert_eq!(client.get("/api/v1/indicators/gdp").await.json()["series"], serde_json::json!([]));
}
