//! A client of the program that speaks HTTP and keeps its connection.

use std::time::Duration;

use serde_json::{Value, json};
use ureq::Agent;

/// Longer than the program itself waits for its database.
const PATIENCE: Duration = Duration::from_secs(60);

/// Something to be done, with the key that makes it safe to ask again.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) key: String,
    path: String,
    body: Value,
}

impl Asked {
    /// A task is handed out to the one unit that handles.
    pub(crate) fn open(key: &str) -> Self {
        let body = json!({
            "kind": "supervision", "act": "issue", "lead": "教育局", "reason": key,
            "fields": { "title": format!("任务 {key}"), "due_on": "2027-06-30" },
            "actor": { "person": "闻笛", "post": "chief" },
        });
        Self { key: key.to_owned(), path: "/api/v1/matters".to_owned(), body }
    }

    /// An act on a task. The key is its reason too, so that the history tells what was done under it.
    pub(crate) fn act(key: &str, matter: &str, act: &str) -> Self {
        let post = if act == "urge" { "chief" } else { "education" };
        let fields = if act == "report" { json!({ "situation": format!("进展 {key}") }) } else { json!({}) };
        let body = json!({
            "act": act, "reason": key, "fields": fields, "actor": { "person": "闻笛", "post": post },
        });
        Self { key: key.to_owned(), path: format!("/api/v1/matters/{matter}/acts"), body }
    }

    pub(crate) fn opens(&self) -> bool {
        !self.path.ends_with("/acts")
    }
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It is done: the matter and a revision that is not before the act.
    Done { matter: String, revision: u64 },
    /// It is not done, or nobody knows: the problem's status and code.
    Problem { status: u16, code: String },
    /// Nothing: the connection broke.
    Nothing,
}

/// An act in a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Happened {
    pub(crate) sequence: u64,
    /// The key, for acts of clients; empty for what clocks did.
    pub(crate) key: String,
}

/// A client.
pub(crate) struct Client {
    agent: Agent,
    address: String,
}

impl Client {
    pub(crate) fn new(address: &str) -> Self {
        let config = Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE)).build();
        Self { agent: config.into(), address: address.to_owned() }
    }

    /// Asks for something and waits for the whole answer.
    pub(crate) fn ask(&self, asked: &Asked) -> Answer {
        let request = self.agent.post(format!("{}{}", self.address, asked.path)).header("Idempotency-Key", &asked.key);
        let Ok(mut response) = request.send_json(&asked.body) else { return Answer::Nothing };
        let status = response.status().as_u16();
        let Ok(body) = response.body_mut().read_json::<Value>() else { return Answer::Nothing };
        if status < 300 {
            let matter = body["matter"]["id"].as_str().expect("an answer names its matter").to_owned();
            let revision = body["matter"]["revision"].as_u64().expect("an answer has a revision");
            return Answer::Done { matter, revision };
        }
        let code = body["code"].as_str().unwrap_or_else(|| panic!("a problem has a code: {body}"));
        let has_words = |name: &str| body[name].as_str().is_some_and(|words| !words.is_empty());
        assert!(has_words("title") || has_words("detail"), "a problem says what it is: {body}");
        Answer::Problem { status, code: code.to_owned() }
    }

    fn get(&self, path: &str) -> Value {
        let response = self.agent.get(format!("{}{path}", self.address)).call();
        let mut response = response.expect("the program answers");
        let status = response.status();
        let body = response.body_mut().read_json::<Value>().expect("the answer is JSON");
        assert!(status.is_success(), "{path}: {status} {body}");
        body
    }

    /// Everything that happened to a matter.
    pub(crate) fn history(&self, matter: &str) -> Vec<Happened> {
        let body = self.get(&format!("/api/v1/matters/{matter}/history?post=chief"));
        let items = body["items"].as_array().expect("a history is a list");
        let happened = |item: &Value| Happened {
            sequence: item["sequence"].as_u64().expect("an entry has its sequence"),
            key: item["reason"].as_str().unwrap_or_default().to_owned(),
        };
        items.iter().map(happened).collect()
    }

    /// How many tasks there are; beyond 10,000 it is not counted.
    pub(crate) fn tasks(&self) -> Option<u64> {
        let body = self.get("/api/v1/matters?kind=supervision&size=1");
        let total = body["total"].as_u64().expect("a list is counted");
        (body["more"] == false).then_some(total)
    }
}
