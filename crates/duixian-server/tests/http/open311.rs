//! Open311 `GeoReport` v2: the documents of the standard, in both forms.

use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};

use crate::client::{Answer, Client};

const ROOT: &str = "/open311/v2";

impl Client {
    async fn reported(&self, form: &str, ending: &str) -> Answer {
        let request = Request::post(format!("{ROOT}/requests.{ending}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send_body(request, form.to_owned().into()).await
    }

    async fn open311(&self, resource: &str) -> Answer {
        self.get(&format!("{ROOT}/{resource}")).await
    }

    async fn code(&self) -> String {
        self.open311("services.json").await.json()[0]["service_code"].as_str().unwrap().to_owned()
    }

    async fn last_event(&self) -> Value {
        self.get("/api/v1/health").await.json()["last_event"].clone()
    }
}

/// The names of the elements of an XML document, in order, each once.
fn names(xml: &str) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for piece in xml.split('<').skip(1) {
        let name = piece.split(['>', '/', ' ']).next().unwrap();
        if !name.is_empty() && !name.starts_with('?') && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn keys(record: &Value) -> Vec<&str> {
    record.as_object().unwrap().keys().map(String::as_str).collect()
}

const REQUEST: [&str; 17] = [
    "service_request_id",
    "status",
    "status_notes",
    "service_name",
    "service_code",
    "description",
    "agency_responsible",
    "service_notice",
    "requested_datetime",
    "updated_datetime",
    "expected_datetime",
    "address",
    "address_id",
    "zipcode",
    "lat",
    "long",
    "media_url",
];

fn sorted<'a>(names: &[&'a str]) -> Vec<&'a str> {
    let mut names = names.to_vec();
    names.sort_unstable();
    names
}

#[tokio::test]
async fn discovery_and_services_are_the_standards_documents() {
    let client = Client::with_site().await;
    let discovery = client.open311("discovery.json").await.json();
    assert_eq!(keys(&discovery), ["changeset", "contact", "endpoints", "key_service"]);
    assert_eq!(keys(&discovery["endpoints"][0]), ["changeset", "formats", "specification", "type", "url"]);
    assert_eq!(discovery["endpoints"][0]["url"], "http://127.0.0.1:8700/open311/v2");
    assert_eq!(discovery["endpoints"][0]["formats"], json!(["text/xml", "application/json"]));
    assert_eq!(discovery["changeset"], "2026-01-01T00:00:00+08:00");
    let xml = client.open311("discovery.xml").await;
    assert_eq!(xml.header("content-type"), "text/xml; charset=utf-8");
    assert!(xml.text().starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<discovery>"), "{xml}");
    assert!(xml.text().contains("<formats><format>text/xml</format><format>application/json</format></formats>"));

    let services = client.open311("services.json?jurisdiction_id=qinghe").await.json();
    let service = ["service_code", "service_name", "description", "metadata", "type", "keywords", "group"];
    assert!(services.as_array().unwrap().len() > 5);
    assert_eq!(keys(&services[0]), sorted(&service));
    assert_eq!((&services[0]["metadata"], &services[0]["type"]), (&json!(true), &json!("realtime")));
    let xml = client.open311("services.xml").await.text();
    assert_eq!(names(&xml), [&["services", "service"][..], &service].concat());

    let code = client.code().await;
    let definition = client.open311(&format!("services/{code}.json")).await.json();
    assert_eq!(keys(&definition), ["attributes", "service_code"]);
    let attribute = ["variable", "code", "datatype", "required", "datatype_description", "order", "description"];
    assert_eq!(keys(&definition["attributes"][0]), sorted(&attribute));
    assert_eq!(
        (&definition["attributes"][0]["order"], &definition["attributes"][0]["datatype"]),
        (&json!(1), &json!("string"))
    );
    let xml = client.open311(&format!("services/{code}.xml")).await.text();
    assert_eq!(
        names(&xml),
        [&["service_definition", "service_code", "attributes", "attribute"][..], &attribute].concat()
    );
}

#[tokio::test]
async fn a_request_is_taken_and_followed_and_nobody_is_named() {
    let client = Client::with_site().await;
    let code = client.code().await;
    let form = format!(
        "jurisdiction_id=qinghe&service_code={code}&lat=40.012182&long=102.198852&address_string=%E6%96%87%E6%BE%9C%E8%B7%AF\
         &description=%3Cscript%3E%26%22%01&first_name=%E5%B0%8F%E6%BB%A1&last_name=%E4%BB%A4%E7%8B%90\
         &phone=13000000000&email=a%40example.org&media_url=http%3A%2F%2Fexample.org%2F1.jpg&attribute[component]=0102"
    );
    let refused = client.reported(&form, "json").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "a text with control characters: {refused}");
    let form = form.replace("%01", "");
    let answer = client.reported(&form, "json").await;
    assert_eq!(answer.status, StatusCode::CREATED, "{answer}");
    let taken = answer.json();
    assert_eq!(keys(&taken[0]), ["account_id", "service_notice", "service_request_id"]);
    let id = taken[0]["service_request_id"].as_str().unwrap().to_owned();

    for resource in [
        format!("requests/{id}.json"),
        "requests.json".to_owned(),
        format!("requests.json?service_request_id={id},nothing"),
        format!("requests.json?service_code={code}&status=open"),
        "requests.json?status=open,closed&extensions=true".to_owned(),
    ] {
        let found = client.open311(&resource).await;
        let requests = found.json();
        assert_eq!(requests.as_array().unwrap().len(), 1, "{resource}");
        assert_eq!(keys(&requests[0]), sorted(&REQUEST));
        let told = &requests[0];
        assert_eq!((&told["status"], &told["service_code"]), (&json!("open"), &json!(code)));
        assert_eq!((&told["lat"], &told["long"]), (&json!(40.012_182), &json!(102.198_852)));
        assert_eq!((&told["description"], &told["address"]), (&json!("<script>&\""), &json!("文澜路")));
        for secret in ["令狐", "13000000000", "example.org"] {
            assert!(!found.text().contains(secret), "{resource}: {secret}");
        }
    }
    for resource in [
        "requests.json?status=closed".to_owned(),
        "requests.json?service_code=nothing".to_owned(),
        "requests.json?end_date=2025-01-01T00:00:00Z".to_owned(),
    ] {
        assert_eq!(client.open311(&resource).await.json(), json!([]), "{resource}");
    }
    let xml = client.open311(&format!("requests/{id}.xml")).await.text();
    assert_eq!(names(&xml), [&["service_requests", "request"][..], &REQUEST].concat());
    assert!(xml.contains("<description>&lt;script&gt;&amp;&quot;</description>"), "{xml}");
    assert!(xml.contains("<address_id/><zipcode/><lat>40.012182</lat><long>102.198852</long><media_url/>"), "{xml}");
    let found = client.open311(&format!("tokens/{id}.json")).await.json();
    assert_eq!(found, json!([{"service_request_id": id, "token": id}]));
    let xml = client.reported(&form, "xml").await.text();
    assert_eq!(names(&xml), ["service_requests", "request", "service_request_id", "service_notice", "account_id"]);
}

#[tokio::test]
async fn errors_are_the_standards_documents_and_nothing_is_stored() {
    let client = Client::with_site().await;
    let code = client.code().await;
    let before = client.last_event().await;
    for (form, status) in [
        (String::new(), 400),
        (format!("service_code={code}&description=x"), 400),
        (format!("service_code={code}&description=x&address_string=y"), 400),
        (format!("service_code={code}&lat=40&long=102"), 400),
        (format!("service_code={code}&description=x&lat=north&long=102"), 400),
        (format!("service_code={code}&description=x&lat=91&long=102"), 400),
        (format!("service_code={code}&description={}&lat=40&long=102", "x".repeat(4_001)), 400),
        (format!("service_code={code}&description=x&lat=40&long=102&phone=drop+table"), 400),
        ("service_code=nothing&description=x&lat=40&long=102".to_owned(), 404),
        ("x=".to_owned() + &"y".repeat(70_000), 400),
    ] {
        let answer = client.reported(&form, "json").await;
        let shown: String = form.chars().take(80).collect();
        assert_eq!(answer.status.as_u16(), status, "{shown}: {answer}");
        assert_eq!((keys(&answer.json()[0]), &answer.json()[0]["code"]), (vec!["code", "description"], &json!(status)));
    }
    assert_eq!(client.last_event().await, before);
    for (resource, status) in [
        ("requests/nothing.xml", 404),
        ("tokens/nothing.xml", 404),
        ("services/nothing.xml", 404),
        ("nothing.xml", 404),
        ("services", 404),
        ("requests.xml?status=unknown", 400),
        ("requests.xml?start_date=yesterday", 400),
        ("requests.xml?start_date=2026-01-01T00:00:00Z&end_date=2026-05-01T00:00:00Z", 400),
    ] {
        let answer = client.open311(resource).await;
        assert_eq!(answer.status.as_u16(), status, "{resource}");
        assert_eq!(names(&answer.text()), ["errors", "error", "code", "description"], "{resource}");
    }
    let json = Request::post(format!("{ROOT}/requests.json")).header(header::CONTENT_TYPE, "application/json");
    assert_eq!(client.send_body(json, "{}".into()).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(client.send(Request::post(format!("{ROOT}/services.json"))).await.status, StatusCode::BAD_REQUEST);
}
