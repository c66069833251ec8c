//! Documents: list, reading view, original, deletion.

use insta::assert_snapshot;

use crate::client::Client;
use crate::reader::{REPORT_2023, REPORT_2024};

#[tokio::test]
async fn an_empty_ledger_has_an_empty_page() {
    let client = Client::empty().await;
    assert_snapshot!(client.get("/api/v1/documents").await, @"");
}

#[tokio::test]
async fn the_list_shows_what_a_report_says_of_itself() {
    let (client, _) = Client::with_report().await;
    assert_snapshot!(client.get("/api/v1/documents").await, @"");
}

#[tokio::test]
async fn filters_and_pages_narrow_the_list() {
    let (client, _) = Client::with_report().await;
    client.add("清河区2023.txt", REPORT_2023).await;
    let totals = async |query: &str| client.get(&format!("/api/v1/documents?{query}")).await.json()["total"].clone();
    assert_eq!(totals("").await, 2);
    assert_eq!(totals("query=2023").await, 1);
    assert_eq!(totals("year=2024").await, 1);
    assert_eq!(totals("place=%E4%BA%91%E5%B2%AD%E5%B8%82/%E6%B8%85%E6%B2%B3%E5%8C%BA").await, 2);
    assert_eq!(totals("place=%E6%B8%85%E6%B2%B3%E5%8C%BA").await, 2);
    assert_eq!(totals("place=%E6%B2%B3").await, 0);
    let second = client.get("/api/v1/documents?page=2&size=1").await.json();
    assert_eq!(second["items"].as_array().unwrap().len(), 1);
    assert_eq!((&second["page"], &second["size"], &second["total"]), (&2.into(), &1.into(), &2.into()));
}

#[tokio::test]
async fn the_reading_view_holds_text_outline_figures_and_promises() {
    let (client, id) = Client::with_report().await;
    let answer = client.get(&format!("/api/v1/documents/{id}")).await;
    let view = answer.json();
    // Every span can be cut out of its paragraph by code points.
    let letters: Vec<char> = REPORT_2024.chars().collect();
    let cut = |span: &serde_json::Value| {
        let (start, end) = (span["start"].as_u64().unwrap() as usize, span["end"].as_u64().unwrap() as usize);
        letters[start..end].iter().collect::<String>()
    };
    for list in ["paragraphs", "figures", "promises"] {
        for item in view[list].as_array().unwrap() {
            assert_eq!(item["text"], cut(&item["span"]), "{list}");
        }
    }
    assert_snapshot!(answer, @"");
}

#[tokio::test]
async fn the_original_comes_back_as_a_download_that_no_browser_runs() {
    let (client, id) = Client::with_report().await;
    let answer = client.get(&format!("/api/v1/documents/{id}/original")).await;
    assert_eq!(answer.text(), REPORT_2024);
    assert_eq!(answer.header("content-type"), "application/octet-stream");
    assert_eq!(answer.header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"___2024.txt\"; filename*=UTF-8''%E6%B8%85%E6%B2%B3%E5%8C%BA2024.txt"
    );
}

#[tokio::test]
async fn a_deleted_document_is_gone_everywhere_and_comes_back() {
    let (client, id) = Client::with_report().await;
    let before = client.get("/api/v1/figures").await.to_string();
    let path = format!("/api/v1/documents/{id}");
    assert_eq!(client.delete(&path).await.json()["deleted"], true);
    assert_eq!(client.get("/api/v1/documents").await.json()["total"], 0);
    assert_eq!(client.get("/api/v1/documents?deleted=true").await.json()["total"], 1);
    assert_eq!(client.get("/api/v1/figures").await.json()["total"], 0);
    assert_eq!(client.get("/api/v1/promises").await.json()["total"], 0);
    assert_eq!(client.get("/api/v1/search?q=%E5%85%AC%E5%9B%AD").await.json()["total"], 0);
    assert_snapshot!(client.get(&path).await, @"");
    assert_eq!(client.post(&format!("{path}/restore"), ().into()).await.json()["deleted"], false);
    assert_eq!(client.get("/api/v1/figures").await.to_string(), before);
}

#[tokio::test]
async fn unknown_and_odd_ids_are_problems() {
    let client = Client::empty().await;
    assert_snapshot!(client.get("/api/v1/documents/d000000000000").await, @"");
    assert_snapshot!(client.delete("/api/v1/documents/..%2F..%2Fetc").await, @"");
    assert_eq!(client.get("/api/v1/documents/f000000000000").await.code(), "invalid_id");
    assert_eq!(client.get("/api/v1/documents/d000000000000/original").await.code(), "document_not_found");
    let restored = client.post("/api/v1/documents/d000000000000/restore", ().into()).await;
    assert_eq!(restored.code(), "document_not_found");
}

#[tokio::test]
async fn the_export_holds_the_rows_of_the_filter() {
    let (client, id) = Client::with_report().await;
    client.add("清河区2023.txt", REPORT_2023).await;
    let answer = client.get("/api/v1/documents?year=2024&format=csv&lang=en&size=1").await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8; header=present");
    let text = answer.text();
    assert!(text.starts_with("\u{FEFF}id,name,format,"), "{text}");
    assert_eq!(text.lines().count(), 2);
    assert!(text.contains(&format!("http://127.0.0.1:8700/#/documents/{id}")), "{text}");
}
