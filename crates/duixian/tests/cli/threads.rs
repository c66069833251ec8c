//! `duixian link`, `compare` and `check`

use std::io::Read;

use insta::assert_snapshot;

use crate::harness::Place;

const OLD: &str = "\
清河区政府工作报告
——2025年1月9日在云岭市清河区第六届人民代表大会第四次会议上
代区长  闻笛
各位代表：
一、2024年工作回顾
地区生产总值206.8亿元，增长5.2%。
二、2025年工作安排
主要预期目标是：地区生产总值增长6%左右。
（一）建设宜居城区。完成松涛路提升改造，新建口袋书屋12处。
";

const NEW: &str = "\
清河区政府工作报告
——2026年1月12日在云岭市清河区第六届人民代表大会第五次会议上
代区长  闻笛
各位代表：
一、2025年工作回顾
（一）经济稳中有进。全区实现地区生产总值218.6亿元，增长5.7%。技术合同成交额6.9亿元，比上年增加1.2亿元，增长25.4%。
（二）城区更加宜居。松涛路提升改造全线完成。新建充电桩912个。
二、2026年工作安排
（一）建设宜居城区。新建望山路、临溪路、柳荫街等2条道路。
";

const NEWSPAPER: &str = "\
政府工作报告解读
2026年1月13日
一、2025年工作回顾
预计全年，清河区地区生产总值增长6%。新建充电桩921个。技术合同成交额6.9亿元。
";

fn place() -> Place {
    let place = Place::new();
    place.write("old.txt", OLD);
    place.write("new.txt", NEW);
    place.write("newspaper.txt", NEWSPAPER);
    place
}

fn lines(place: &Place, arguments: &[&str]) -> Vec<serde_json::Value> {
    let output = place.output(arguments);
    let written = String::from_utf8(output.stdout).expect("lines are UTF-8");
    written.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

/// The words that a line names must stand where it says.
fn assert_stands(text: &str, words: &serde_json::Value) {
    let at = |name: &str| usize::try_from(words[name].as_u64().expect("an offset")).expect("small");
    let cut = text.chars().skip(at("start")).take(at("end") - at("start")).collect::<String>();
    assert_eq!(words["text"], cut);
}

#[test]
fn links_stand_in_a_table() {
    assert_snapshot!(place().run(&["--lang", "zh", "link", "old.txt", "new.txt"]));
}

#[test]
fn a_link_is_a_json_line_with_both_places() {
    let links = lines(&place(), &["link", "old.txt", "new.txt", "--format", "jsonl", "--explain"]);
    assert_eq!(links.len(), 3);
    for link in &links {
        assert_stands(OLD, &link["promise"]);
        if !link["outcome"].is_null() {
            assert_stands(NEW, &link["outcome"]);
        }
        assert!(link["rule"].is_string() && link["evidence"]["strength"].is_u64(), "{link}");
    }
    let verdicts = links.iter().map(|link| link["verdict"].as_str().expect("a code")).collect::<Vec<_>>();
    assert_eq!(verdicts, ["met", "fulfilled", "not_mentioned"]);
    assert_eq!(links[0]["metric"], "gdp");
}

#[test]
fn a_link_can_be_explained_to_a_person() {
    let output = place().output(&["link", "old.txt", "new.txt", "--explain"]);
    let written = String::from_utf8(output.stdout).expect("it is UTF-8");
    assert!(
        written.contains("松涛路") && written.contains("shared words") && written.contains("came-as-far"),
        "{written}"
    );
}

#[test]
fn two_sources_stand_side_by_side() {
    assert_snapshot!(place().run(&["compare", "new.txt", "newspaper.txt"]));
    assert_snapshot!(place().run(&["--lang", "zh", "compare", "new.txt", "newspaper.txt"]));
}

#[test]
fn a_pair_is_a_json_line_with_both_figures() {
    let pairs = lines(&place(), &["compare", "new.txt", "newspaper.txt", "--format", "jsonl"]);
    for pair in &pairs {
        assert_stands(NEW, &pair["a"]);
        assert_stands(NEWSPAPER, &pair["b"]);
    }
    let found =
        pairs.iter().map(|pair| (pair["subject"].as_str().expect("words"), pair["same"].as_bool().expect("said")));
    assert_eq!(found.collect::<Vec<_>>(), [("充电桩", false), ("地区生产总值", true), ("技术合同成交额", true)]);
    assert_eq!(pairs[0]["difference"], "9");
    assert_eq!(pairs[0]["explanation"], serde_json::json!(["swapped-digits"]));
}

#[test]
fn two_places_are_refused() {
    let place = place();
    place.write("other.txt", NEW.replace("清河区", "丰泽区"));
    assert_snapshot!(place.run(&["compare", "new.txt", "other.txt"]), @"
    exit code: 1
    ----- stdout -----
    ----- stderr -----
    error: new.txt is about 清河区 and other.txt about 丰泽区
    hint: compare two sources about one place
    ");
}

#[test]
fn findings_are_told_as_a_compiler_does() {
    assert_snapshot!(place().run(&["--lang", "zh", "check", "new.txt", "--against", "old.txt"]));
    assert_snapshot!(place().run(&["check", "new.txt"]));
}

#[test]
fn relations_that_hold_are_listed_when_asked() {
    let place = place();
    place.write("draft.txt", NEW.replace("25.4%", "21.1%").replace("等2条", "等3条"));
    assert_snapshot!(place.run(&["check", "draft.txt", "--explain"]));
}

#[test]
fn a_finding_is_a_json_line_with_its_figures() {
    let found = lines(&place(), &["check", "new.txt", "--against", "old.txt", "--format", "jsonl"]);
    let triple = found.iter().find(|line| line["code"] == "triple").expect("the growth does not fit");
    assert_eq!((triple["severity"].as_str(), triple["holds"].as_str()), (Some("error"), Some("no")));
    for figure in triple["figures"].as_array().expect("a list") {
        assert_eq!(figure["file"], "new.txt");
        assert_stands(NEW, figure);
    }
    assert_eq!(triple["fingerprint"].as_str().map(str::len), Some(16));
    let told = lines(&place(), &["check", "new.txt", "--format", "jsonl", "--explain"]);
    assert!(told.len() > lines(&place(), &["check", "new.txt", "--format", "jsonl"]).len());
}

#[test]
fn a_check_without_errors_ends_well() {
    let place = place();
    let output = place.output(&["check", "old.txt"]);
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8(output.stdout).expect("it is UTF-8");
    assert!(said.starts_with("errors: 0, warnings: 0"), "{said}");
}

#[test]
fn the_draft_comes_back_as_word_with_comments() {
    let place = place();
    let output = place.output(&["--lang", "zh", "check", "new.txt", "--against", "old.txt", "--docx", "draft.docx"]);
    assert_eq!(output.status.code(), Some(1));
    let bytes = std::fs::read(place.path("draft.docx")).expect("the file was written");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("it is an archive");
    let mut comments = String::new();
    archive.by_name("word/comments.xml").expect("comments").read_to_string(&mut comments).expect("UTF-8");
    assert!(comments.contains("错误[triple]") && comments.contains("口袋书屋"), "{comments}");
    assert!(!place.path("draft.docx.part").exists());
    let read = place.output(&["read", "draft.docx", "--format", "text"]);
    let text = String::from_utf8(read.stdout).expect("it is UTF-8");
    assert_eq!(text.trim_end(), NEW.trim_end());
}
