//! `duixian add`, `list`, `show`, `export` and `serve`

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use insta::assert_snapshot;

use crate::harness::{Place, REPORT};

/// A folder with one report in its ledger.
fn with_ledger() -> Place {
    let place = Place::with_report();
    let output = place.output(&["add", "report.txt"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    place
}

fn lines(place: &Place, arguments: &[&str]) -> Vec<serde_json::Value> {
    let output = place.output(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("lines are UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

#[test]
fn the_same_file_twice_is_one_document() {
    let place = Place::with_report();
    place.write("copy.txt", REPORT);
    assert_snapshot!(place.run(&["add", "report.txt"]), @"
    exit code: 0
    ----- stdout -----
    outcome  id             name
    ───────  ─────────────  ──────────
    added    dt97sm98ht3b3  report.txt
    ----- stderr -----
    ");
    assert_snapshot!(place.run(&["--lang", "zh", "add", "copy.txt"]), @"
    exit code: 0
    ----- stdout -----
    结果    编号           名称
    ──────  ─────────────  ────────
    已存在  dt97sm98ht3b3  copy.txt
    ----- stderr -----
    ");
    assert_eq!(lines(&place, &["list", "--format", "jsonl"]).len(), 1);
}

#[test]
fn a_file_that_cannot_be_read_is_not_added() {
    let place = Place::with_report();
    place.write("empty.txt", "");
    assert_snapshot!(place.run(&["add", "empty.txt", "none.txt", "report.txt"]), @"
    exit code: 1
    ----- stdout -----
    outcome  id             name
    ───────  ─────────────  ──────────
    added    dt97sm98ht3b3  report.txt
    ----- stderr -----
    error: none.txt: No such file or directory (os error 2)
    hint: check the path; it is seen from the current folder
    error: empty.txt: the file holds no text
    hint: check that the right file was chosen
    ");
}

#[test]
fn documents_stand_in_a_table() {
    assert_snapshot!(with_ledger().run(&["list"]), @"
    exit code: 0
    ----- stdout -----
    id             title          place          year  figures  promises  name
    ─────────────  ─────────────  ─────────────  ────  ───────  ────────  ──────────
    dt97sm98ht3b3  清河区政府工   云岭市 / 清河  2026        4         4  report.txt
                   作报告         区
    ----- stderr -----
    ");
}

#[test]
fn a_document_is_shown_with_its_outline() {
    let place = with_ledger();
    let id = lines(&place, &["list", "--format", "jsonl"])[0]["id"].as_str().expect("an id").to_owned();
    let shown = place.run(&["show", &id]);
    // The time of adding is that of the run.
    let shown = shown.lines().filter(|line| !line.starts_with("added")).collect::<Vec<_>>().join("\n");
    assert_snapshot!(shown, @"
    exit code: 0
    ----- stdout -----
    id          dt97sm98ht3b3
    title       清河区政府工作报告
    place       云岭市 / 清河区
    year        2026
    meeting     第六届人民代表大会第五次会议
    date        2026-01-12
    speaker     闻笛
    name        report.txt
    format      txt
    bytes       564
    characters  216
    figures     4
    promises    4

        现在，我代表区人民政府向大会报告工作，请予审议
    一、2025年工作回顾
      （一）经济稳中有进
    二、2026年工作安排
      （一）建设宜居城区
    ----- stderr -----
    ");
}

#[test]
fn a_figure_is_shown_with_the_rule_behind_each_field() {
    let place = with_ledger();
    let figures = lines(&place, &["export", "figures", "--format", "jsonl"]);
    let shown = place.run(&["show", figures[0]["id"].as_str().expect("an id")]);
    for word in ["218.6亿元", "21860000000", "evidence", figures[0]["document"].as_str().expect("an id")] {
        assert!(shown.contains(word), "{word} is not in {shown}");
    }
}

#[test]
fn a_promise_is_shown_too() {
    let place = with_ledger();
    let promises = lines(&place, &["export", "promises", "--format", "jsonl"]);
    let shown = place.run(&["show", promises[0]["id"].as_str().expect("an id")]);
    assert!(shown.contains(promises[0]["object"].as_str().expect("an object")), "{shown}");
}

#[test]
fn what_is_no_id_is_wrong_usage_and_an_unknown_one_a_failure() {
    assert_snapshot!(with_ledger().run(&["show", "report"]), @r#"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    error: "report" is not the id of a document
    hint: take the id from a list or from a link
    "#);
    assert_snapshot!(with_ledger().run(&["show", "d00000000000w"]), @"
    exit code: 1
    ----- stdout -----
    ----- stderr -----
    error: there is no document d00000000000w
    hint: take the id from a list or from a link
    ");
    assert_snapshot!(with_ledger().run(&["--lang", "zh", "show", "f00000000000w"]), @"
    exit code: 1
    ----- stdout -----
    ----- stderr -----
    错误: 没有这条数据：f00000000000w
    提示: 请从列表或链接中取得编号
    ");
}

#[test]
fn an_export_says_what_reading_the_file_says() {
    let place = with_ledger();
    for verb in ["figures", "promises"] {
        let read = lines(&place, &[verb, "report.txt", "--format", "jsonl"]);
        let exported = lines(&place, &["export", verb, "--format", "jsonl"]);
        assert_eq!(read.len(), exported.len());
        for (mut exported, read) in exported.into_iter().zip(read) {
            let fields = exported.as_object_mut().expect("an object");
            assert!(fields.remove("id").is_some() && fields.remove("document").is_some());
            assert_eq!(exported, read);
        }
    }
}

#[test]
fn an_export_of_one_document_leaves_the_others_out() {
    let place = with_ledger();
    place.write("other.txt", REPORT.replace("46个", "47个"));
    place.run(&["add", "other.txt"]);
    let all = lines(&place, &["export", "figures", "--format", "jsonl"]);
    let document = all[0]["document"].as_str().expect("an id");
    let some = lines(&place, &["export", "figures", "--format", "jsonl", "--document", document]);
    assert!(!some.is_empty() && some.len() * 2 == all.len());
    assert!(some.iter().all(|line| line["document"] == document));
}

#[test]
fn the_folder_comes_from_the_option_then_the_environment_then_the_home() {
    let place = Place::with_report();
    place.run(&["add", "report.txt", "--data", "by-option"]);
    assert!(place.path("by-option").is_dir());
    place.run(&["add", "report.txt"]);
    assert!(place.path(".local/share/duixian").is_dir());
    let place = place.set("DUIXIAN_DATA", "by-environment");
    place.run(&["add", "report.txt"]);
    assert!(place.path("by-environment").is_dir());
}

/// A running server; it is stopped with the value.
struct Running {
    child: Child,
    address: String,
}

impl Running {
    fn start(place: &Place, arguments: &[&str]) -> Self {
        let mut command = place.command(arguments);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let mut said = BufReader::new(child.stderr.take().expect("its messages are piped"));
        let mut line = String::new();
        said.read_line(&mut line).expect("it says where it is");
        let address = line.split_once("http://").and_then(|(_, rest)| rest.split_whitespace().next());
        let address = address.expect(&line).to_owned();
        Self { child, address }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it can be reached");
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address);
        stream.write_all(request.as_bytes()).expect("it takes a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        answer
    }

    /// Asks it to stop, and gives its exit code.
    fn stop(mut self) -> Option<i32> {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status().expect("kill can be run");
        assert!(asked.success());
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_server_serves_the_ledger_and_stops_when_asked() {
    let place = with_ledger();
    let server = Running::start(&place, &["serve", "--port", "0"]);
    let answer = server.get("/api/v1/documents");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("清河区政府工作报告"), "{answer}");
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn samples_are_added_to_a_new_ledger_once() {
    let place = Place::new();
    for _ in 0..2 {
        let server = Running::start(&place, &["serve", "--sample", "--data", "sample", "--port", "0"]);
        assert_eq!(server.stop(), Some(0));
    }
    let documents = lines(&place, &["list", "--data", "sample", "--format", "jsonl"]);
    let mut names = documents.iter().map(|line| line["name"].as_str().unwrap_or_default()).collect::<Vec<_>>();
    names.sort_unstable();
    // The report that stands there in two formats comes in once.
    assert_eq!(names, ["qinghe-2025.docx", "qinghe-2026-newspaper.pdf", "qinghe-2026.html"]);
}

#[test]
fn a_port_that_is_taken_is_named_with_a_hint() {
    let place = Place::new();
    let server = Running::start(&place, &["serve", "--port", "0", "--data", "first"]);
    let port = server.address.rsplit_once(':').expect("a port").1;
    let output = place.output(&["serve", "--data", "second", "--port", port]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains(port) && said.contains("hint: "), "{said}");
}
