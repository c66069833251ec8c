//! Search over sentences.

use calamine::{Data, Reader, Xlsx};
use insta::assert_snapshot;

use crate::client::Client;
use crate::reader::REPORT_2023;

#[tokio::test]
async fn a_hit_has_its_sentence_its_marks_and_what_stands_in_it() {
    let (client, _) = Client::with_report().await;
    assert_snapshot!(client.get("/api/v1/search?q=%E6%9F%B3%E8%8D%AB%E8%B7%AF").await, @r#"
    200 application/json
    {
      "items": [
        {
          "document": {
            "id": "d56vk95txtan6",
            "place": "云岭市/清河区",
            "title": "云岭市清河区2024年政府工作报告",
            "year": 2024
          },
          "figures": [
            "fb6t5n3x2bfgw"
          ],
          "highlights": [
            {
              "end": 5,
              "start": 2
            }
          ],
          "promises": [
            "pnvf1z8byawrj"
          ],
          "section": [
            "2024年工作安排"
          ],
          "sentence": {
            "span": {
              "end": 92,
              "start": 79
            },
            "text": "完成柳荫路等4条道路改造。"
          }
        }
      ],
      "page": 1,
      "size": 50,
      "total": 1
    }
    "#);
}

#[tokio::test]
async fn two_letter_words_hit_and_absent_ones_do_not() {
    let (client, _) = Client::with_report().await;
    let total = async |words: &str| client.get(&format!("/api/v1/search?q={words}")).await.json()["total"].clone();
    assert_eq!(total("%E5%85%AC%E5%9B%AD").await, 1);
    assert_eq!(total("%E9%81%93%E8%B7%AF").await, 1);
    assert_eq!(total("%E8%B7%AF%E9%81%93").await, 0);
}

#[tokio::test]
async fn odd_words_are_no_query_language() {
    let (client, _) = Client::with_report().await;
    for words in ["a%20OR%20*", "field%3Avalue", "%2B%E5%85%AC%E5%9B%AD%E8%B7%AF", "a%22%20b"] {
        let answer = client.get(&format!("/api/v1/search?q={words}")).await;
        assert_eq!(answer.status, 200, "{words}: {answer}");
        assert_eq!(answer.json()["total"], 0, "{words}");
    }
    // Signs alone are no words.
    for signs in ["%22", "%2B-%26%26", "%28%28", "%5C%5C", "%F0%9F%8F%A0"] {
        assert_eq!(client.get(&format!("/api/v1/search?q={signs}")).await.code(), "invalid_parameter", "{signs}");
    }
}

#[tokio::test]
async fn there_must_be_words() {
    let client = Client::empty().await;
    assert_snapshot!(client.get("/api/v1/search").await, @r#"
    400 application/problem+json
    {
      "code": "invalid_parameter",
      "detail": "参数有误：missing field `q`",
      "hint": "请对照接口说明检查参数",
      "instance": "/api/v1/search",
      "status": 400,
      "title": "参数有误",
      "type": "urn:duixian:problem:invalid_parameter"
    }
    "#);
    assert_eq!(client.get("/api/v1/search?q=%20").await.code(), "invalid_parameter");
    assert_eq!(client.get("/api/v1/search?q=a&size=9999").await.code(), "invalid_parameter");
}

#[tokio::test]
async fn an_export_holds_all_hits_with_place_section_and_link() {
    let (client, id) = Client::with_report().await;
    client.add("清河区2023.txt", REPORT_2023).await;
    let path = "/api/v1/search?q=%E5%8F%A3%E8%A2%8B%E5%85%AC%E5%9B%AD&size=1";
    assert_eq!(client.get(path).await.json()["items"].as_array().unwrap().len(), 1);
    let csv = client.get(&format!("{path}&format=csv&lang=en")).await;
    assert_eq!(csv.header("content-disposition"), "attachment; filename=\"search.csv\"; filename*=UTF-8''search.csv");
    let text = csv.text();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 3, "all hits, whatever the page's size: {text}");
    assert_eq!(lines[0], "\u{feff}document,place,year,section,sentence,link");
    let wanted = format!(
        "云岭市清河区2024年政府工作报告,云岭市/清河区,2024,2023年工作回顾,新建口袋公园12个。,\
         http://127.0.0.1:8700/#/documents/{id}?at=45"
    );
    assert!(lines.contains(&wanted.as_str()), "{text}");

    let xlsx = client.get(&format!("{path}&format=xlsx")).await;
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(xlsx.body)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    assert_eq!(sheet.height(), 3);
    assert_eq!(sheet.get((0, 4)), Some(&Data::String("原句".to_owned())));
    assert_eq!(client.get(&format!("{path}&format=pdf")).await.code(), "invalid_parameter");
    assert_eq!(client.get("/api/v1/search?q=%20&format=csv").await.code(), "invalid_parameter");
}
