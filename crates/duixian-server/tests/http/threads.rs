//! Threads and decisions: places, list, one thread, join, split, rename, overrule, withdraw.

use serde_json::{Value, json};

use crate::client::Client;
use crate::judging::PLACE;

/// The id of the promise with these words in a document.
async fn promise(client: &Client, document: &str, words: &str) -> String {
    let answer = client.get(&format!("/api/v1/promises?document={document}")).await.json();
    let items = answer["items"].as_array().unwrap();
    let found = items.iter().find(|item| item["object"].as_str().unwrap().contains(words));
    found.unwrap_or_else(|| panic!("no promise holds {words}"))["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn places_tell_their_years() {
    let (client, _, _) = Client::with_two_reports().await;
    let years = json!([{"year": 2025, "documents": 1}, {"year": 2024, "documents": 1}]);
    let place = json!({"place": "云岭市/清河区", "name": "清河区", "years": years, "undated": 0});
    assert_eq!(client.get("/api/v1/places").await.json(), json!({"items": [place]}));
}

#[tokio::test]
async fn the_list_names_things_and_filters() {
    let (client, _, _) = Client::with_two_reports().await;
    let list = async |query: &str| client.get(&format!("/api/v1/threads?place={PLACE}&{query}")).await.json();
    let all = list("").await;
    let indicators = list("kind=indicator").await;
    let gdp = indicators["items"].as_array().unwrap().iter().find(|item| item["metric"] == "gdp").unwrap().clone();
    assert_eq!((&gdp["first_year"], &gdp["last_year"], &gdp["documents"]), (&json!(2024), &json!(2025), &json!(2)));
    assert!(gdp["mentions"].as_u64().unwrap() >= 4);
    assert!(list("kind=promise").await["total"].as_u64() < all["total"].as_u64());
    assert!(list("several=true").await["total"].as_u64() < all["total"].as_u64());
    let road = list("query=%E4%BA%91%E9%97%A8%E8%B7%AF").await;
    assert!(road["items"][0]["name"].as_str().unwrap().contains("云门路"));
    assert_eq!((&road["items"][0]["verdict"], &road["items"][0]["class"]), (&json!("fulfilled"), &json!("kept")));
    assert_eq!(list("size=1").await["items"].as_array().unwrap().len(), 1);
    let most = list("sort=mentions").await;
    assert_eq!(most["items"][0]["metric"], "gdp");
    let csv = client.get(&format!("/api/v1/threads?place={PLACE}&format=csv")).await.text();
    assert!(csv.contains("最近结论") && csv.contains("/#/threads/"));
    for query in ["kind=road", "sort=colour", "x=1"] {
        assert_eq!(client.get(&format!("/api/v1/threads?place={PLACE}&{query}")).await.code(), "invalid_parameter");
    }
}

#[tokio::test]
async fn a_thread_holds_everything_said_of_its_thing_in_order() {
    let (client, first, second) = Client::with_two_reports().await;
    let park = promise(&client, &first, "清河湾公园").await;
    let view = client.get(&format!("/api/v1/threads/{park}")).await.json();
    let mentions = view["mentions"].as_array().unwrap();
    assert_eq!(mentions[0]["document"]["id"], json!(first));
    assert_eq!(mentions[0]["promise"], json!(park));
    assert_eq!(mentions.last().unwrap()["document"]["id"], json!(second));
    assert!(mentions.last().unwrap()["sentence"]["text"].as_str().unwrap().contains("清河湾公园开工建设"));
    assert_eq!(view["outcomes"][0]["outcome"]["verdict"], "fulfilled");
    assert_eq!(view["outcomes"][0]["given"]["promise"], json!(park));
    let scale = view["stages"].as_array().unwrap();
    assert!(scale.len() > 3 && scale[0]["place"] == 0);
    let csv = client.get(&format!("/api/v1/threads/{park}?format=csv")).await.text();
    assert!(csv.contains("清河湾公园开工建设"));
    assert_eq!(client.get("/api/v1/threads/p000000000000").await.code(), "thread_not_found");
    assert_eq!(client.get("/api/v1/threads/x").await.code(), "invalid_id");
}

#[tokio::test]
async fn people_join_split_and_rename_and_take_it_back() {
    let (client, first, second) = Client::with_two_reports().await;
    let (school, road) = (promise(&client, &first, "柳荫小学").await, promise(&client, &first, "云门路").await);
    let again = promise(&client, &second, "柳荫小学").await;
    let thread = async |id: &str| client.get(&format!("/api/v1/threads/{id}")).await.json();
    let decide = async |what: &str, body: Value| {
        let mut decision = json!({"actor": "督查室", "reason": "现场查看"});
        decision[what] = body;
        client.post("/api/v1/decisions", decision).await
    };
    let split = decide("split", json!({"place": {"promise": again}})).await.json();
    assert_eq!((&split["kind"], &split["state"]), (&json!("thread.split"), &json!("in_force")));
    assert_ne!(thread(&again).await["thread"]["id"], json!(school));
    let join = decide("join", json!({"one": {"promise": school}, "other": {"promise": again}})).await.json();
    assert_eq!(thread(&again).await["thread"]["id"], json!(school));
    let rename = decide("rename", json!({"place": {"promise": again}, "name": "柳荫小学新校"})).await.json();
    let renamed = thread(&school).await;
    assert_eq!(renamed["thread"]["name"], "柳荫小学新校");
    assert_eq!(renamed["thread"]["slipped"], 1);
    assert_eq!(renamed["decisions"].as_array().unwrap().len(), 3);

    let event = rename["event"].as_str().unwrap();
    let path = format!("/api/v1/decisions/{event}/withdrawal");
    let taken_back = client.post(&path, json!({"actor": "督查室", "reason": "不必"})).await.json();
    assert_eq!((&taken_back["state"], &taken_back["withdrawn"]["reason"]), (&json!("withdrawn"), &json!("不必")));
    assert_ne!(thread(&school).await["thread"]["name"], "柳荫小学新校");
    let twice = client.post(&path, json!({"actor": "督查室", "reason": "不必"})).await;
    assert_eq!(twice.code(), "conflict");

    let history = async |query: &str| {
        client.get(&format!("/api/v1/decisions?{query}")).await.json()["items"].as_array().unwrap().len()
    };
    assert_eq!((history("").await, history(&format!("place={PLACE}")).await), (3, 3));
    assert_eq!((history(&format!("document={first}")).await, history(&format!("document={second}")).await), (1, 3));
    assert_eq!(history("place=nowhere").await, 0);

    client.delete(&format!("/api/v1/documents/{second}")).await;
    let listed = client.get("/api/v1/decisions").await.json();
    let joined = listed["items"].as_array().unwrap().iter().find(|item| item["event"] == join["event"]).unwrap();
    assert_eq!(joined["state"], "away");
    assert_eq!(thread(&road).await["thread"]["documents"], 1);
}

#[tokio::test]
async fn a_person_overrules_a_verdict_and_the_scoreboard_says_who_and_why() {
    let (client, first, second) = Client::with_two_reports().await;
    let road = promise(&client, &first, "云门路").await;
    let body = json!({"actor": "督查室", "reason": "尚有两段未通车",
        "overrule": {"promise": {"promise": road}, "later": second, "verdict": "partly"}});
    let decision = client.post("/api/v1/decisions", body).await.json();
    assert_eq!((&decision["verdict"], &decision["later"]["id"]), (&json!("partly"), &json!(second)));
    let board = client.get(&format!("/api/v1/scoreboard?place={PLACE}&verdict=partly")).await.json();
    assert_eq!(board["rows"]["total"], 1);
    let outcome = &board["rows"]["items"][0]["outcome"];
    assert_eq!((&outcome["rule"], &outcome["overruled"]["reason"]), (&json!("overruled"), &json!("尚有两段未通车")));
    assert_eq!(outcome["overruled"]["event"], decision["event"]);
}

#[tokio::test]
async fn what_cannot_be_decided_is_refused() {
    let (client, first, _) = Client::with_two_reports().await;
    let road = promise(&client, &first, "云门路").await;
    let code = async |what: Value| {
        let mut body = json!({"actor": "督查室", "reason": "现场查看"});
        body.as_object_mut().unwrap().extend(what.as_object().unwrap().clone());
        client.post("/api/v1/decisions", body).await.code()
    };
    let place = json!({"promise": road});
    let split = json!({"place": place});
    assert_eq!(code(json!({})).await, "invalid_correction");
    let two = json!({"split": split, "rename": {"place": place, "name": "路"}});
    assert_eq!(code(two).await, "invalid_correction");
    assert_eq!(code(json!({"split": {"place": {}}})).await, "invalid_correction");
    assert_eq!(code(json!({"rename": {"place": place, "name": " "}})).await, "invalid_correction");
    assert_eq!(code(json!({"split": {"place": {"promise": "p000000000000"}}})).await, "promise_not_found");
    let nowhere = json!({"document": first, "span": {"start": 3, "end": 3}});
    assert_eq!(code(json!({"split": {"place": nowhere}})).await, "invalid_correction");
    assert_eq!(code(json!({"reason": "", "split": split})).await, "invalid_correction");
    let verdict = json!({"overrule": {"promise": place, "later": first, "verdict": "splendid"}});
    assert_eq!(code(verdict).await, "invalid_body");
    let missing = "/api/v1/decisions/018e2a50-1c3f-7000-8000-000000000000/withdrawal";
    let withdrawal = json!({"actor": "督查室", "reason": "不必"});
    assert_eq!(client.post(missing, withdrawal).await.code(), "decision_not_found");
}
