//! Imports over HTTP: looked at first, run in the background, and safe to do again.

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use axum::http::StatusCode;
use encoding_rs::GB18030;
use serde_json::{Value, json};

use crate::client::{Answer, Client, Part};
use crate::files::archive;

/// The post that keeps the list of tasks.
pub(crate) const OFFICER: &str = "supervision_officer";
const HEADING: &str = "清单序号,任务事项,办结时限,权重,牵头单位,会办单位\n";

/// The table of a kind that ships with its system.
pub(crate) fn sample(system: &str, file: &str) -> Vec<u8> {
    let systems = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../systems");
    std::fs::read(systems.join(system).join("samples").join(file)).unwrap()
}

impl Client {
    pub(crate) async fn preview(&self, kind: &str, post: &str, name: &str, table: &[u8]) -> Answer {
        let parts: [Part<'_>; 3] =
            [("kind", None, kind.as_bytes()), ("post", None, post.as_bytes()), ("file", Some(name), table)];
        self.parts("/api/v1/imports", &parts).await
    }

    /// Looks at a table and runs it to its end; both answers.
    pub(crate) async fn import(&self, kind: &str, post: &str, name: &str, table: &[u8]) -> (Value, Value) {
        let preview = self.preview(kind, post, name, table).await;
        assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
        let preview = preview.json();
        (preview.clone(), self.run(preview["id"].as_str().unwrap()).await)
    }

    async fn run(&self, id: &str) -> Value {
        let path = format!("/api/v1/imports/{id}");
        let begun = self.post(&format!("{path}/run"), json!({})).await;
        assert_eq!(begun.status, StatusCode::ACCEPTED, "{}", begun.text());
        loop {
            let state = self.get(&path).await.json();
            if state["state"] != "running" {
                return state;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// New, changed, same and refused rows.
pub(crate) fn counts(answer: &Value) -> [u64; 4] {
    let refused = if answer["refused"].is_null() { "error_count" } else { "refused" };
    ["new", "changed", "same", refused].map(|name| answer[name].as_u64().unwrap())
}

#[tokio::test]
async fn a_list_of_tasks_is_imported_once_however_often_it_comes() {
    let client = Client::with_site().await;
    let table = sample("supervision", "supervision.csv");
    let before = client.events().await;
    let preview = client.preview("supervision", OFFICER, "任务清单.csv", &table).await.json();
    assert_eq!((preview["rows"].clone(), counts(&preview)), (146.into(), [146, 0, 0, 0]), "{}", preview["errors"]);
    assert!(preview["columns"].as_array().unwrap().iter().all(|column| column["field"].is_string()), "{preview}");
    assert_eq!(preview["sample"][0]["清单序号"], "2026-1-01");
    assert_eq!(client.events().await, before, "a look keeps nothing");

    let id = preview["id"].as_str().unwrap();
    let done = client.run(id).await;
    assert_eq!(
        (done["state"].clone(), done["done"].clone(), counts(&done)),
        ("done".into(), 146.into(), [146, 0, 0, 0])
    );
    assert_eq!(client.get("/api/v1/matters?kind=supervision").await.json()["total"], 146);
    let found = client.get("/api/v1/matters?kind=supervision&field.list_code=2026-1-01").await.json();
    let matter = client.get(&format!("/api/v1/matters/{}", found["items"][0]["id"].as_str().unwrap())).await.json();
    assert_eq!(matter["lead"], "区工业和信息化局");
    assert_eq!(matter["joint"][0]["unit"], "区发展和改革局");
    assert_eq!((&matter["fields"]["weight"], &matter["fields"]["source"]), (&"3".into(), &"report".into()));

    let kept = client.events().await;
    assert_eq!(client.run(id).await, done, "a second run of the same import does nothing");
    for name in ["任务清单.csv", "另存.csv"] {
        let (preview, done) = client.import("supervision", OFFICER, name, &table).await;
        assert_eq!((counts(&preview), counts(&done)), ([0, 0, 146, 0], [0, 0, 146, 0]), "{name}");
    }
    assert_eq!(client.events().await, kept, "the same again is no event");
}

#[tokio::test]
async fn the_tables_that_ship_are_imported_whole() {
    let tables = [
        ("city_management", "city_management", "city_management.csv", "centre_operator"),
        ("livelihood", "livelihood.suggestion", "livelihood.suggestion.csv", "office_livelihood"),
    ];
    for (system, kind, file, post) in tables {
        let client = Client::with_site().await;
        let table = sample(system, file);
        let (preview, done) = client.import(kind, post, file, &table).await;
        let rows = preview["rows"].as_u64().unwrap();
        assert_eq!(
            (counts(&preview), counts(&done)),
            ([rows, 0, 0, 0], [rows, 0, 0, 0]),
            "{kind}: {}",
            preview["errors"]
        );
        let (_, again) = client.import(kind, post, file, &table).await;
        assert_eq!(counts(&again), [0, 0, rows, 0], "{kind}: {}", again["errors"]);
    }
}

#[tokio::test]
async fn a_changed_row_changes_its_matter_and_a_row_that_cannot_be_says_where_and_why() {
    let client = Client::with_site().await;
    let first = format!("{HEADING}1,修路,2026-12-31,1,区财政局,\n2,架桥,2026-12-31,1,区财政局,区发展和改革局\n");
    let (_, done) = client.import("supervision", OFFICER, "a.csv", first.as_bytes()).await;
    assert_eq!(counts(&done), [2, 0, 0, 0], "{}", done["errors"]);
    let second = format!(
        "{HEADING}1,修好路,2026-12-31,1,区财政局,\n2,架桥,2026-12-31,1,区发展和改革局,\n3,种树,2026-13-01,1,区财政局,\n\
         4,,2026-12-31,1,区财政局,\n5,清淤,2026-12-31,许多,区财政局,\n6,绿化,2026-12-31,1,区养马局,\n\
         7,照明,2026-12-31,1,区财政局,\n7,照明,2026-12-31,1,区财政局,\n"
    );
    let kept = client.events().await;
    let (preview, done) = client.import("supervision", OFFICER, "b.csv", second.as_bytes()).await;
    assert_eq!((counts(&preview), counts(&done)), ([1, 1, 0, 6], [1, 1, 0, 6]), "{}", preview["errors"]);
    let errors = preview["errors"].as_array().unwrap();
    let places: Vec<(u64, &str)> =
        errors.iter().map(|error| (error["row"].as_u64().unwrap(), error["column"].as_str().unwrap())).collect();
    let wanted = [(3, "牵头单位"), (4, "办结时限"), (5, "任务事项"), (6, "权重"), (7, "牵头单位"), (9, "")];
    assert_eq!(places, wanted, "{errors:?}");
    for error in errors {
        assert!(!error["message"].as_str().unwrap().is_empty() && !error["hint"].as_str().unwrap().is_empty());
    }
    let found = client.get("/api/v1/matters?kind=supervision&field.list_code=1").await.json();
    assert_eq!(found["items"][0]["title"], "修好路");
    assert!(client.events().await > kept);
    let again = client.preview("supervision", OFFICER, "b.csv", second.as_bytes()).await.json();
    assert_eq!(counts(&again), [0, 0, 2, 6]);
}

#[tokio::test]
async fn tables_are_read_as_chinese_spreadsheets_write_them() {
    let text = "关于任务的表\n清单序号*,任务事项,办结时限,权重（分）,备考\n1,修路,2026年12月31日,1,无\n";
    let (gb, _, _) = GB18030.encode(text);
    let forms = [
        text.as_bytes().to_vec(),
        [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat(),
        gb.into_owned(),
        text.replace(',', ";").into_bytes(),
        text.replace(',', "\t").into_bytes(),
        text.replace('\n', "\r\n\r\n").into_bytes(),
        text.replace("清单序号", "list_code").replace("任务事项", "Task").into_bytes(),
    ];
    let client = Client::with_site().await;
    for (index, table) in forms.iter().enumerate() {
        let preview = client.preview("supervision", OFFICER, "表.csv", table).await;
        assert_eq!(preview.status, StatusCode::OK, "{index}: {}", preview.text());
        let preview = preview.json();
        assert_eq!(counts(&preview), [1, 0, 0, 0], "{index}: {}", preview["errors"]);
        let fields: Vec<&Value> =
            preview["columns"].as_array().unwrap().iter().map(|column| &column["field"]).collect();
        assert_eq!(fields, [&json!("list_code"), &json!("title"), &json!("due_on"), &json!("weight"), &Value::Null]);
    }
}

#[tokio::test]
async fn words_that_look_like_code_are_words() {
    let client = Client::with_site().await;
    let titles = [
        "=cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd",
        "+1+1",
        "'); DROP TABLE matters; --",
        "1' or '1'='1",
        "<script>alert(1)</script>",
        "{{7*7}}${7*7}",
        "../../etc/passwd",
        "\u{202E}反写",
        "'引号开头",
    ];
    let mut table = HEADING.to_owned();
    for (index, title) in titles.iter().enumerate() {
        writeln!(table, "X-{index},\"{title}\",2026-12-31,1,区财政局,").unwrap();
    }
    let (_, done) = client.import("supervision", OFFICER, "'; drop table.csv", table.as_bytes()).await;
    assert_eq!(counts(&done)[0] + counts(&done)[3], 10, "{}", done["errors"]);
    for (index, title) in titles.iter().enumerate() {
        let path = format!("/api/v1/matters?kind=supervision&field.list_code=X-{index}");
        let found = client.get(&path).await;
        assert_eq!(found.header("content-type"), "application/json");
        let found = found.json();
        if found["total"] == 1 {
            assert_eq!(found["items"][0]["title"], *title);
        }
    }
    for format in ["csv", "xlsx"] {
        let file = client.get(&format!("/api/v1/matters?kind=supervision&format={format}")).await.body;
        if format == "csv" {
            let text = String::from_utf8(file.clone()).unwrap();
            for start in [",=cmd", ",@SUM", ",+1", ",\"=cmd"] {
                assert!(!text.contains(start), "{start} stands as a formula in {text}");
            }
        }
        let (preview, _) = client.import("supervision", OFFICER, "回.表", &file).await;
        assert_eq!(counts(&preview), [0, 0, counts(&done)[0], 0], "{format}: {}", preview["errors"]);
    }
}

#[tokio::test]
async fn what_is_no_table_for_this_post_is_refused_and_nothing_is_kept() {
    let client = Client::with_site().await;
    let before = client.events().await;
    let good = format!("{HEADING}1,修路,2026-12-31,1,区财政局,\n");
    let good = good.as_bytes();
    let wide = format!("清单序号,{}\n1,{}\n", "x,".repeat(300), "y,".repeat(300));
    let long = format!("{HEADING}1,{},2026-12-31,1,,\n", "长".repeat(33_000));
    let bomb = archive(&[("xl/workbook.xml", b"<workbook/>"), ("xl/sharedStrings.xml", &vec![b'<'; 9_000_000])]);
    let hollow = archive(&[("xl/workbook.xml", b"<workbook><sheets/></workbook>")]);
    let document = archive(&[("word/document.xml", b"<w/>")]);
    let cases: [(&str, &str, &[u8], &str); 15] = [
        ("nothing", OFFICER, good, "unknown_kind"),
        ("' or 1=1 --", OFFICER, good, "unknown_kind"),
        ("supervision", "king", good, "unknown_post"),
        ("supervision", OFFICER, b"", "bad_table"),
        ("supervision", OFFICER, HEADING.as_bytes(), "bad_table"),
        ("supervision", OFFICER, b"colour,size\nred,1\n", "bad_table"),
        ("supervision", OFFICER, "任务事项,Task\na,b\n".as_bytes(), "bad_table"),
        ("supervision", OFFICER, long.as_bytes(), "bad_table"),
        ("supervision", OFFICER, wide.as_bytes(), "too_large"),
        ("supervision", OFFICER, &bomb, "too_large"),
        ("supervision", OFFICER, &hollow, "bad_table"),
        ("supervision", OFFICER, &document, "unsupported_file"),
        ("supervision", OFFICER, b"PK\x03\x04 broken", "bad_table"),
        ("supervision", OFFICER, b"\x89PNG\r\n\x1a\n\0\0", "unsupported_file"),
        ("supervision", OFFICER, b"\xff\xff\xff\xff", "unsupported_file"),
    ];
    for (index, (kind, post, table, code)) in cases.into_iter().enumerate() {
        let refused = client.preview(kind, post, "a.csv", table).await;
        assert!(refused.status.is_client_error(), "{index}: {}", refused.text());
        assert_eq!(refused.code(), code, "{index}: {}", refused.text());
        assert!(!refused.json()["hint"].as_str().unwrap().is_empty(), "{index}");
    }
    let forms: [(&[Part<'_>], &str); 3] = [
        (&[("kind", None, b"supervision"), ("post", None, OFFICER.as_bytes())], "no_file"),
        (&[("file", Some("a.csv"), good), ("colour", None, b"red")], "invalid_body"),
        (&[("file", Some("a.csv"), good), ("kind", None, &[b'k'; 999])], "too_large"),
    ];
    for (parts, code) in forms {
        assert_eq!(client.parts("/api/v1/imports", parts).await.code(), code);
    }
    assert_eq!(client.post("/api/v1/imports", json!({})).await.code(), "unsupported_media_type");
    assert_eq!(client.get("/api/v1/imports/i999999").await.code(), "import_not_found");
    assert_eq!(client.post("/api/v1/imports/i999999/run", json!({})).await.code(), "import_not_found");

    // A post without the right may look, is told so for each row, and does nothing.
    let (preview, done) = client.import("supervision", "municipal_works", "a.csv", good).await;
    assert_eq!((counts(&preview), counts(&done)), ([0, 0, 0, 1], [0, 0, 0, 1]));
    assert_eq!(client.events().await, before, "nothing was kept");
}
