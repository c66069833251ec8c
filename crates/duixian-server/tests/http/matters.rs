//! Matters over HTTP: the sample site, the systems that ship, and cases from their opening to their end.

use std::path::Path;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::client::{Answer, Client};

pub(crate) fn by(post: &str) -> Value {
    json!({"post": post})
}

pub(crate) fn case(title: &str, place: &str) -> Value {
    json!({
        "kind": "city_management", "act": "register", "actor": by("centre_operator"),
        "fields": {"title": title, "source": "hotline", "category": category(), "place": place,
                   "reporter": "何居民", "phone": "13000000000"},
    })
}

/// A class that the shipped register has; its key is data, so it is asked for.
pub(crate) fn category() -> String {
    let register = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../systems/city_management/registers/classes.toml");
    let text = std::fs::read_to_string(register).unwrap();
    let key = text.lines().find_map(|line| line.strip_prefix("key = \"")).unwrap();
    key.trim_end_matches('"').to_owned()
}

impl Client {
    pub(crate) async fn opened(&self, title: &str, place: &str) -> String {
        let answer = self.post("/api/v1/matters", case(title, place)).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        answer.json()["matter"]["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn does(&self, matter: &str, act: &str, post: &str, more: Value) -> Answer {
        let mut body = json!({"act": act, "actor": by(post)});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.post(&format!("/api/v1/matters/{matter}/acts"), body).await
    }

    pub(crate) async fn events(&self) -> u64 {
        self.get("/api/v1/health").await.json()["last_event"].as_u64().unwrap()
    }
}

#[tokio::test]
async fn systems_come_with_everything_that_screens_need() {
    let client = Client::with_site().await;
    let systems = client.get("/api/v1/systems").await.json();
    let ids: Vec<&str> = systems["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["city_management", "livelihood", "projects", "supervision"]);
    for id in ids {
        let system = client.get(&format!("/api/v1/systems/{id}")).await.json();
        let kind = &system["kinds"][0];
        assert_eq!(kind["id"], id);
        assert!(!kind["fields"].as_array().unwrap().is_empty() && !kind["acts"].as_array().unwrap().is_empty());
        assert!(!system["measures"].as_array().unwrap().is_empty(), "{id} has measures");
        assert!(kind["states"].as_array().unwrap().iter().any(|state| state["kind"] == "done"));
    }
    let missing = client.get("/api/v1/systems/nothing").await;
    assert_eq!((missing.status, missing.json()["code"].clone()), (StatusCode::NOT_FOUND, "system_not_found".into()));
    let map = client.get("/api/v1/map").await.json();
    assert!(!map["review_number"].as_str().unwrap().is_empty(), "a map comes with its review number");
    assert!(client.get("/api/v1/roster").await.json()["posts"].as_array().unwrap().len() > 20);
}

#[tokio::test]
async fn an_act_is_done_by_whom_the_declaration_lets_with_what_it_needs() {
    let client = Client::with_site().await;
    let id = client.opened("文澜路井盖缺失", "102.1034,39.9561").await;
    let steps = [
        ("file", "centre_operator", json!({"fields": {"street": "文澜街道"}})),
        ("dispatch", "dispatch_operator", json!({"lead": "区市政设施管护中心"})),
        ("accept", "municipal_works", json!({})),
    ];
    for (act, post, more) in steps {
        let answer = client.does(&id, act, post, more).await;
        assert_eq!(answer.status, StatusCode::OK, "{act}: {}", answer.text());
    }
    let refusals = [
        ("report_done", "municipal_works", json!({"fields": {"result": "已补装"}}), 422, "missing_files"),
        ("report_done", "municipal_works", json!({}), 422, "missing_field"),
        ("report_done", "education", json!({"fields": {"result": "已补装"}}), 403, "not_yours"),
        ("close", "centre_operator", json!({}), 409, "wrong_state"),
        ("fly", "centre_operator", json!({}), 422, "unknown_act"),
    ];
    for (act, post, more, status, code) in refusals {
        let refused = client.does(&id, act, post, more).await;
        assert_eq!((refused.status.as_u16(), refused.json()["code"].clone()), (status, code.into()), "{act}");
        assert!(!refused.json()["hint"].as_str().unwrap().is_empty());
    }
    let offers = client.get(&format!("/api/v1/matters/{id}/offers?post=municipal_works")).await.json();
    let offer = offers["items"].as_array().unwrap().iter().find(|offer| offer["act"] == "report_done").unwrap().clone();
    assert_eq!(offer["refusal"], Value::Null);
    assert!(offer["missing"].as_array().unwrap().iter().any(|missing| missing["what"] == "files"));
    let history = client.get(&format!("/api/v1/matters/{id}/history")).await.json();
    let acts: Vec<&str> =
        history["items"].as_array().unwrap().iter().map(|item| item["act"].as_str().unwrap()).collect();
    assert_eq!(acts, ["register", "file", "dispatch", "accept"], "what was refused did not happen");
}

#[tokio::test]
async fn what_is_sensitive_is_for_those_who_handle_or_judge() {
    let client = Client::with_site().await;
    let id = client.opened("路灯不亮", "102.1,39.95").await;
    let phone = |answer: &Answer| answer.json()["fields"]["phone"].clone();
    let path = format!("/api/v1/matters/{id}");
    assert_eq!(phone(&client.get(&path).await), "•••");
    assert_eq!(phone(&client.get(&format!("{path}?post=education")).await), "•••");
    assert_eq!(phone(&client.get(&format!("{path}?post=centre_operator")).await), "13000000000");
    for public in [
        "/api/v1/matters?kind=city_management".to_owned(),
        format!("{path}/history"),
        "/api/v1/work?post=centre_operator".to_owned(),
    ] {
        let answer = client.get(&public).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        assert!(!answer.text().contains("13000000000") && !answer.text().contains("何居民"), "{public}");
    }
    let found = client.get("/api/v1/matters?text=13000000000").await.json();
    assert_eq!(found["total"], 0, "nor can it be searched for");
}

#[tokio::test]
async fn the_same_key_is_answered_once_and_a_stale_revision_is_a_conflict() {
    let client = Client::with_site().await;
    let open = |title: &str| {
        let request = axum::http::Request::post("/api/v1/matters")
            .header("content-type", "application/json")
            .header("idempotency-key", "key-1");
        (request, case(title, "102.1,39.95").to_string())
    };
    let mut answers = Vec::new();
    for title in ["坑洼", "坑洼", "另一处"] {
        let (request, body) = open(title);
        answers.push(client.send_body(request, body.into()).await);
    }
    let (first, again, other) = (&answers[0], &answers[1], &answers[2]);
    assert_eq!(first.json()["matter"]["id"], again.json()["matter"]["id"]);
    assert_eq!((first.json()["repeated"].clone(), again.json()["repeated"].clone()), (false.into(), true.into()));
    assert_eq!((other.status, other.json()["code"].clone()), (StatusCode::UNPROCESSABLE_ENTITY, "key_reused".into()));
    assert_eq!(client.get("/api/v1/matters?kind=city_management").await.json()["total"], 1);

    let id = first.json()["matter"]["id"].as_str().unwrap().to_owned();
    let revision = first.json()["matter"]["revision"].clone();
    let file = json!({"fields": {"street": "文澜街道"}, "expected": revision});
    assert_eq!(client.does(&id, "file", "centre_operator", file.clone()).await.status, StatusCode::OK);
    let stale = client.does(&id, "file", "centre_operator", file).await;
    assert_eq!((stale.status, stale.json()["code"].clone()), (StatusCode::CONFLICT, "conflict".into()));
}

#[tokio::test]
async fn likely_duplicates_are_told_before_a_case_is_opened() {
    let client = Client::with_site().await;
    let id = client.opened("井盖缺失", "102.1000,39.9500").await;
    let near = |longitude: &str| {
        format!("/api/v1/matters/near?kind=city_management&longitude={longitude}&latitude=39.9500&class={}", category())
    };
    let found = client.get(&near("102.1002")).await.json();
    assert_eq!(found["items"][0]["id"], id.as_str());
    assert!(found["items"][0]["metres"].as_u64().unwrap() < 50);
    assert_eq!(client.get(&near("102.2")).await.json()["items"], json!([]));
}

#[tokio::test]
async fn lists_are_filtered_sorted_and_cut() {
    let client = Client::with_site().await;
    let road = client.opened("道路坑洼", "102.1,39.95").await;
    let lamp = client.opened("路灯不亮", "102.2,39.95").await;
    client.does(&road, "file", "centre_operator", json!({"fields": {"street": "文澜街道"}})).await;
    let ids = |answer: Answer| {
        let list = answer.json();
        list["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let cases: [(&str, Vec<&String>); 8] = [
        ("kind=city_management&sort=opened", vec![&road, &lamp]),
        ("kind=city_management&sort=-opened", vec![&lamp, &road]),
        ("state=filed", vec![&road]),
        ("state_kind=open,paused&sort=opened", vec![&road, &lamp]),
        ("area=%E6%96%87%E6%BE%9C%E8%A1%97%E9%81%93", vec![&road]),
        ("text=%E8%B7%AF%E7%81%AF", vec![&lamp]),
        ("field.source=hotline&sort=opened&size=1", vec![&road]),
        ("kind=projects", vec![]),
    ];
    for (query, expected) in cases {
        let found = ids(client.get(&format!("/api/v1/matters?{query}")).await);
        assert_eq!(found, expected.into_iter().cloned().collect::<Vec<_>>(), "{query}");
    }
    for query in ["colour=red", "sort=colour", "state_kind=happy", "page=0", "size=501", "list=nothing&kind=projects"] {
        let refused = client.get(&format!("/api/v1/matters?{query}")).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{query}: {}", refused.text());
    }
}

#[tokio::test]
async fn my_work_is_what_the_post_has_to_do() {
    let client = Client::with_site().await;
    let id = client.opened("护栏破损", "102.1,39.95").await;
    let mine = |work: &Value| {
        let groups = work["groups"].as_array().unwrap().clone();
        groups.into_iter().any(|group| group["items"].as_array().unwrap().iter().any(|item| item["id"] == id.as_str()))
    };
    assert!(mine(&client.get("/api/v1/work?post=centre_operator").await.json()));
    assert!(!mine(&client.get("/api/v1/work?post=dispatch_operator").await.json()));
    client.does(&id, "file", "centre_operator", json!({"fields": {"street": "文澜街道"}})).await;
    assert!(mine(&client.get("/api/v1/work?post=dispatch_operator").await.json()));
    let nobody = client.get("/api/v1/work?post=king").await;
    assert_eq!(
        (nobody.status, nobody.json()["code"].clone()),
        (StatusCode::UNPROCESSABLE_ENTITY, "unknown_post".into())
    );
}

#[tokio::test]
async fn measures_come_with_their_definition_and_their_rows() {
    let client = Client::with_site().await;
    client.opened("井盖缺失", "102.1,39.95").await;
    let measures = client.get("/api/v1/measures?system=city_management").await.json();
    for measure in measures["items"].as_array().unwrap() {
        assert!(!measure["numerator_words"]["zh"].as_str().unwrap().is_empty(), "{measure}");
        assert!(measure["as_of"].is_string() && measure["unit"].is_string());
        let id = measure["id"].as_str().unwrap();
        let rows = client.get(&format!("/api/v1/measures/city_management/{id}/rows")).await;
        assert_eq!(rows.status, StatusCode::OK, "{id}: {}", rows.text());
        assert_eq!(rows.json()["total"], measure["rows"], "{id}");
    }
    for query in ["from=2026-13-01", "from=2026-05-01&until=2026-04-01", "colour=red"] {
        assert_eq!(client.get(&format!("/api/v1/measures?{query}")).await.status, StatusCode::BAD_REQUEST, "{query}");
    }
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_nothing_is_kept() {
    let client = Client::with_site().await;
    let before = client.events().await;
    let fields = |name: &str, value: &str| {
        let mut body = case("井盖", "102.1,39.95");
        body["fields"][name] = value.into();
        body
    };
    let cases = [
        (fields("place", "north"), StatusCode::UNPROCESSABLE_ENTITY, "bad_field"),
        (fields("category", "' or 1=1 --"), StatusCode::UNPROCESSABLE_ENTITY, "bad_field"),
        (fields("colour", "red"), StatusCode::UNPROCESSABLE_ENTITY, "not_taken"),
        (fields("title", ""), StatusCode::UNPROCESSABLE_ENTITY, "missing_field"),
        (json!({"kind": "nothing", "actor": by("centre_operator")}), StatusCode::UNPROCESSABLE_ENTITY, "unknown_kind"),
        (json!({"kind": "city_management", "actor": by("king")}), StatusCode::UNPROCESSABLE_ENTITY, "unknown_post"),
        (
            json!({"kind": "city_management", "actor": {"post": "centre_operator", "person": "冒名"}}),
            StatusCode::FORBIDDEN,
            "not_holder",
        ),
        (json!({"kind": "city_management"}), StatusCode::BAD_REQUEST, "invalid_body"),
        (
            json!({"kind": "city_management", "actor": by("centre_operator"), "colour": 1}),
            StatusCode::BAD_REQUEST,
            "invalid_body",
        ),
    ];
    for (body, status, code) in cases {
        let refused = client.post("/api/v1/matters", body.clone()).await;
        assert_eq!(refused.status, status, "{body}: {}", refused.text());
        assert_eq!(refused.json()["code"], code, "{body}");
        assert!(!refused.json()["hint"].as_str().unwrap().is_empty());
    }
    for path in ["/api/v1/matters/m000000000000", "/api/v1/matters/m000000000000/history"] {
        assert_eq!(client.get(path).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(client.events().await, before, "nothing was kept");
}
