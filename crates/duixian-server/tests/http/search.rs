//! Search over sentences.

use insta::assert_snapshot;

use crate::client::Client;

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
