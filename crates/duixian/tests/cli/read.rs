//! `duixian read`

use insta::assert_snapshot;

use crate::harness::{Place, REPORT};

#[test]
fn the_outline_is_the_default() {
    assert_snapshot!(Place::with_report().run(&["read", "report.txt"]), @"
    exit code: 0
    ----- stdout -----
    title    清河区政府工作报告
    place    云岭市 / 清河区
    year     2026
    meeting  第六届人民代表大会第五次会议
    date     2026-01-12
    speaker  闻笛
    format   txt
    size     216 characters, 10 paragraphs, 13 sentences

        现在，我代表区人民政府向大会报告工作，请予审议
    一、2025年工作回顾
      （一）经济稳中有进
    二、2026年工作安排
      （一）建设宜居城区
    ----- stderr -----
    ");
}

#[test]
fn the_outline_has_chinese_headings() {
    assert_snapshot!(Place::with_report().run(&["--lang", "zh", "read", "report.txt"]), @"
    exit code: 0
    ----- stdout -----
    标题    清河区政府工作报告
    地区    云岭市 / 清河区
    年份    2026
    会议    第六届人民代表大会第五次会议
    日期    2026-01-12
    报告人  闻笛
    格式    txt
    篇幅    216 字，10 段，13 句

        现在，我代表区人民政府向大会报告工作，请予审议
    一、2025年工作回顾
      （一）经济稳中有进
    二、2026年工作安排
      （一）建设宜居城区
    ----- stderr -----
    ");
}

#[test]
fn text_is_the_file_itself() {
    let output = Place::with_report().output(&["read", "report.txt", "--format", "text"]);
    assert!(output.status.success());
    assert_eq!(String::from_utf8(output.stdout).expect("the text is UTF-8"), REPORT);
}

#[test]
fn json_tells_everything_with_spans_into_the_text() {
    let output = Place::with_report().output(&["read", "report.txt", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(json["year"], 2026);
    assert_eq!(json["place"], serde_json::json!(["云岭市", "清河区"]));
    let characters = REPORT.chars().collect::<Vec<_>>();
    let sentences = json["sentences"].as_array().expect("sentences are a list");
    assert!(sentences.len() > 8, "{sentences:?}");
    for sentence in sentences {
        let at = |index: usize| usize::try_from(sentence["span"][index].as_u64().expect("a span")).expect("small");
        let cut = characters[at(0)..at(1)].iter().collect::<String>();
        assert_eq!(sentence["text"], cut);
    }
}

#[test]
fn repairs_are_told_on_the_standard_error() {
    let place = Place::new();
    place.write("report.txt", "清河区政府工作报告\n新建[bookmark: _GoBack]基站16 . 3万个。\n");
    assert_snapshot!(place.run(&["read", "report.txt"]), @"
    exit code: 0
    ----- stdout -----
    title   清河区政府工作报告
    place   清河区
    format  txt
    size    43 characters, 2 paragraphs, 2 sentences
    ----- stderr -----
    note: report.txt: repaired-debris: left out debris of a word processor (1 times)
    note: report.txt: repaired-spaces: removed spaces inside words and numbers (2 times)
    ");
}
