//! The check of a draft: findings, earlier reports, waivers, the commented Word file. The draft is not kept.

use serde_json::{Value, json};

use crate::client::Client;
use crate::judging::{DRAFT, PLACE};

fn finding(answer: &Value, words: &str) -> Value {
    let found = answer["findings"].as_array().unwrap().iter().find(|finding| {
        finding["places"].as_array().unwrap().iter().any(|place| place["text"].as_str().unwrap().contains(words))
    });
    found.unwrap_or_else(|| panic!("no finding is about {words}: {answer:#}")).clone()
}

#[tokio::test]
async fn a_draft_is_held_against_itself_and_the_earlier_reports_of_its_place() {
    let (client, first, second) = Client::with_two_reports().await;
    let answer = client.form("/api/v1/checks", DRAFT.as_bytes(), &[]).await.json();
    assert_eq!((&answer["draft"]["year"], &answer["draft"]["place"]), (&json!(2026), &json!("云岭市/清河区")));
    let against: Vec<&Value> = answer["against"].as_array().unwrap().iter().map(|report| &report["id"]).collect();
    assert_eq!(against, [&json!(first), &json!(second)]);
    let found = finding(&answer, "8个");
    assert_eq!((&found["code"], &found["severity"]), (&json!("change"), &json!("error")));
    assert!(found["message"].as_str().unwrap().len() > found["title"].as_str().unwrap().len());
    assert!(!found["suggestion"].as_str().unwrap().is_empty());
    assert_eq!(found["waived"], Value::Null);
    let place = found["places"].as_array().unwrap().iter().find(|place| place["text"] == "8个").unwrap();
    let (start, end) = (place["span"]["start"].as_u64().unwrap(), place["span"]["end"].as_u64().unwrap());
    let cut: String = DRAFT.chars().skip(start as usize).take((end - start) as usize).collect();
    assert_eq!(cut, "8个");
    assert!(answer["counts"]["errors"].as_u64().unwrap() >= 1);
    assert_eq!(answer["relations"], Value::Null);
    assert!(answer["draft"]["paragraphs"].as_array().unwrap().len() >= 6);
    let documents = client.get("/api/v1/documents").await.json();
    assert_eq!(documents["total"], 2, "the draft is not kept");

    let english = client.form("/api/v1/checks", DRAFT.as_bytes(), &[("explain", "true")]).await.json();
    assert!(english["relations"].as_array().unwrap().len() >= answer["findings"].as_array().unwrap().len());
}

#[tokio::test]
async fn parts_of_the_form_say_what_the_draft_does_not() {
    let (client, _, second) = Client::with_two_reports().await;
    let plain = DRAFT.replace("云岭市清河区", "").replace("（2026年1月8日）\n", "");
    let alone = client.form("/api/v1/checks", plain.as_bytes(), &[]).await.json();
    assert_eq!(alone["against"], json!([]), "nothing tells its place");
    let parts = [("place", "清河区"), ("year", "2026")];
    let named = client.form("/api/v1/checks", plain.as_bytes(), &parts).await.json();
    assert_eq!(named["against"].as_array().unwrap().len(), 2);
    assert_eq!(named["place"], "云岭市/清河区");
    let one = client.form("/api/v1/checks", plain.as_bytes(), &[("against", &second)]).await.json();
    assert_eq!(one["against"].as_array().unwrap().len(), 1);
    for (name, value) in [("year", "next"), ("colour", "red")] {
        assert_eq!(client.form("/api/v1/checks", DRAFT.as_bytes(), &[(name, value)]).await.code(), "invalid_parameter");
    }
    let missing = client.form("/api/v1/checks", DRAFT.as_bytes(), &[("against", "d000000000000")]).await;
    assert_eq!(missing.code(), "document_not_found");
    assert_eq!(client.form("/api/v1/checks", b"", &[]).await.code(), "empty");
    assert_eq!(client.post("/api/v1/checks", json!({})).await.code(), "unsupported_media_type");
}

#[tokio::test]
async fn a_waived_finding_stays_waived_in_the_next_version() {
    let (client, _, _) = Client::with_two_reports().await;
    let answer = client.form("/api/v1/checks", DRAFT.as_bytes(), &[]).await.json();
    let found = finding(&answer, "8个");
    let waive =
        json!({"place": answer["place"], "fingerprint": found["fingerprint"], "code": found["code"], "text": "8个"});
    let body = json!({"actor": "办公室", "reason": "含在建", "waive": waive});
    let decision = client.post("/api/v1/decisions", body).await.json();
    assert_eq!((&decision["kind"], &decision["place"]), (&json!("finding.waived"), &json!("云岭市/清河区")));

    let next = DRAFT.replace("群众生活更加方便。", "群众生活更加方便，营商环境不断优化。");
    let answer = client.form("/api/v1/checks", next.as_bytes(), &[]).await.json();
    assert_eq!(finding(&answer, "8个")["waived"]["reason"], "含在建");
    assert_eq!(answer["counts"]["waived"], 1);
    let listed = client.get(&format!("/api/v1/decisions?place={PLACE}")).await.json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);

    let event = decision["event"].as_str().unwrap();
    let withdrawal = json!({"actor": "办公室", "reason": "已核实"});
    client.post(&format!("/api/v1/decisions/{event}/withdrawal"), withdrawal).await;
    let answer = client.form("/api/v1/checks", DRAFT.as_bytes(), &[]).await.json();
    assert_eq!(finding(&answer, "8个")["waived"], Value::Null);
}

#[tokio::test]
async fn the_draft_comes_back_as_word_with_a_comment_at_each_finding() {
    let (client, _, _) = Client::with_two_reports().await;
    let answer = client.form("/api/v1/checks/document", DRAFT.as_bytes(), &[("author", "办公室")]).await;
    assert_eq!(answer.status, 200, "{answer}");
    assert!(answer.header("content-type").ends_with("wordprocessingml.document"));
    assert!(answer.header("content-disposition").contains(".docx"));
    assert!(answer.body.starts_with(b"PK"));
    let read = client.form("/api/v1/checks", &answer.body, &[]).await.json();
    assert_eq!(finding(&read, "8个")["code"], "change", "the text is the same");
}
