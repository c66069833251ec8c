//! Matters as files: what an export writes, an import reads as the same.

use axum::http::StatusCode;

use crate::client::Client;
use crate::imports::{OFFICER, counts, sample};

#[tokio::test]
async fn an_export_comes_back_as_the_same() {
    let client = Client::with_site().await;
    let (_, done) = client.import("supervision", OFFICER, "a.csv", &sample("supervision", "supervision.csv")).await;
    assert_eq!(counts(&done), [146, 0, 0, 0]);
    let kept = client.events().await;
    for query in ["format=csv", "format=xlsx", "format=csv&lang=en", "format=xlsx&lang=en"] {
        let file = client.get(&format!("/api/v1/matters?kind=supervision&{query}")).await;
        assert_eq!(file.status, StatusCode::OK, "{query}");
        assert!(file.header("content-disposition").starts_with("attachment"), "{query}");
        let (preview, done) = client.import("supervision", OFFICER, "回.表", &file.body).await;
        assert_eq!(counts(&preview), [0, 0, 146, 0], "{query}: {}", preview["errors"]);
        assert_eq!(counts(&done), [0, 0, 146, 0], "{query}: {}", done["errors"]);
    }
    assert_eq!(client.events().await, kept, "what is the same is no event");
}

#[tokio::test]
async fn an_export_holds_the_rows_of_the_list_and_nothing_sensitive() {
    let client = Client::with_site().await;
    let table = sample("city_management", "city_management.csv");
    client.import("city_management", "centre_operator", "a.csv", &table).await;
    let lines = |text: &str| csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes()).records().count();
    let all = client.get("/api/v1/matters?kind=city_management&format=csv").await;
    assert_eq!(all.status, StatusCode::OK, "{}", all.text());
    assert_eq!(lines(&all.text()), 24);
    let heading = all.text().lines().next().unwrap().to_owned();
    assert!(heading.starts_with("\u{feff}编号,"), "{heading}");
    for hidden in ["上报人", "联系电话", "东郭敏", "00000000007"] {
        assert!(!all.text().contains(hidden), "{hidden}");
    }
    let part = client.get("/api/v1/matters?kind=city_management&field.serial=RX2026110001&format=csv").await;
    assert_eq!(lines(&part.text()), 1);
    let none = client.get("/api/v1/matters?kind=city_management&state=closed&format=csv").await;
    assert_eq!((none.status, lines(&none.text())), (StatusCode::OK, 0));
    let kinds = client.get("/api/v1/matters?format=csv&lang=en").await.text();
    assert!(kinds.starts_with("\u{feff}Number,Kind,Matter,"), "{kinds}");
    assert_eq!(client.get("/api/v1/matters?format=exe").await.code(), "invalid_parameter");
}
