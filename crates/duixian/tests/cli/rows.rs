//! `duixian figures` and `duixian promises`

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use insta::assert_snapshot;

use crate::harness::{Place, REPORT};

#[test]
fn figures_stand_in_a_table_that_fits_eighty_columns() {
    let place = Place::with_report();
    assert_snapshot!(place.run(&["figures", "report.txt"]), @"
    exit code: 0
    ----- stdout -----
    subject       as printed  measure  kind    period
    ────────────  ──────────  ───────  ──────  ──────
    地区生产总值  218.6亿元   level    fact    2025
    地区生产总值  5.7%        growth   fact    2025
    5G基站        46个        level    fact    2025
    地区生产总值  6%左右      growth   target  2026
    ----- stderr -----
    ");
}

#[test]
fn promises_stand_in_a_table() {
    assert_snapshot!(Place::with_report().run(&["promises", "report.txt"]), @"
    exit code: 0
    ----- stdout -----
    action    object        hardness  figures  period  field
    ────────  ────────────  ────────  ───────  ──────  ────────────
    增长      地区生产总值  result    6%左右   2026    主要预期目标
    完成      松涛路改造    result             2026    建设宜居城区
    完成      鹿鸣街改造    result             2026    建设宜居城区
    开工建设  区中医院      start              2026    建设宜居城区
    ----- stderr -----
    ");
}

#[test]
fn the_table_speaks_chinese() {
    assert_snapshot!(Place::with_report().set("LANG", "zh_CN.UTF-8").run(&["figures", "report.txt"]), @"
    exit code: 0
    ----- stdout -----
    事项          原文       口径  性质  时期
    ────────────  ─────────  ────  ────  ────
    地区生产总值  218.6亿元  水平  事实  2025
    地区生产总值  5.7%       增速  事实  2025
    5G基站        46个       水平  事实  2025
    地区生产总值  6%左右     增速  目标  2026
    ----- stderr -----
    ");
}

#[test]
fn a_json_line_has_its_fields_in_the_order_of_the_contract() {
    assert_snapshot!(Place::with_report().run(&["figures", "report.txt", "--format", "jsonl"]), @r#"
    exit code: 0
    ----- stdout -----
    {"start":116,"end":123,"text":"218.6亿元","value":"21860000000","unit":"元","bound":"eq","measure":"level","kind":"fact","period":"2025","region":"self","metric":"gdp","subject":"地区生产总值","section":"2025年工作回顾 / 经济稳中有进","sentence":"全区实现地区生产总值218.6亿元，增长5.7%。"}
    {"start":126,"end":130,"text":"5.7%","value":"5.7","unit":"%","bound":"eq","measure":"growth","kind":"fact","period":"2025","region":"self","metric":"gdp","subject":"地区生产总值","section":"2025年工作回顾 / 经济稳中有进","sentence":"全区实现地区生产总值218.6亿元，增长5.7%。"}
    {"start":137,"end":140,"text":"46个","value":"46","unit":"个","bound":"eq","measure":"level","kind":"fact","period":"2025","region":"self","metric":"base_stations_5g","subject":"5G基站","section":"2025年工作回顾 / 经济稳中有进","sentence":"新建5G基站46个。"}
    {"start":178,"end":182,"text":"6%左右","value":"6","unit":"%","bound":"approx","measure":"growth","kind":"target","period":"2026","region":"self","metric":"gdp","subject":"地区生产总值","section":"2026年工作安排","sentence":"今年经济社会发展主要预期目标是：地区生产总值增长6%左右。"}
    ----- stderr -----
    "#);
}

#[test]
fn a_promise_is_a_json_line_with_its_figures() {
    assert_snapshot!(Place::with_report().run(&["promises", "report.txt", "--format", "jsonl"]), @r#"
    exit code: 0
    ----- stdout -----
    {"start":170,"end":182,"text":"地区生产总值增长6%左右","action":"增长","object":"地区生产总值","hardness":"result","field":"主要预期目标","period":"2026","figures":[{"start":178,"end":182,"text":"6%左右"}],"section":"2026年工作安排","sentence":"今年经济社会发展主要预期目标是：地区生产总值增长6%左右。"}
    {"start":194,"end":205,"text":"完成松涛路、鹿鸣街改造","action":"完成","object":"松涛路改造","hardness":"result","field":"建设宜居城区","period":"2026","figures":[],"section":"2026年工作安排 / 建设宜居城区","sentence":"完成松涛路、鹿鸣街改造，开工建设区中医院。"}
    {"start":194,"end":205,"text":"完成松涛路、鹿鸣街改造","action":"完成","object":"鹿鸣街改造","hardness":"result","field":"建设宜居城区","period":"2026","figures":[],"section":"2026年工作安排 / 建设宜居城区","sentence":"完成松涛路、鹿鸣街改造，开工建设区中医院。"}
    {"start":206,"end":214,"text":"开工建设区中医院","action":"开工建设","object":"区中医院","hardness":"start","field":"建设宜居城区","period":"2026","figures":[],"section":"2026年工作安排 / 建设宜居城区","sentence":"完成松涛路、鹿鸣街改造，开工建设区中医院。"}
    ----- stderr -----
    "#);
}

#[test]
fn spans_count_code_points_of_the_file() {
    let output = Place::with_report().output(&["figures", "report.txt", "--format", "jsonl"]);
    let characters = REPORT.chars().collect::<Vec<_>>();
    let lines = String::from_utf8(output.stdout).expect("lines are UTF-8");
    assert!(lines.lines().count() >= 4, "{lines}");
    for line in lines.lines() {
        let figure: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let at = |name: &str| usize::try_from(figure[name].as_u64().expect("an offset")).expect("small");
        assert_eq!(figure["text"], characters[at("start")..at("end")].iter().collect::<String>());
    }
}

#[test]
fn several_files_name_theirs() {
    let place = Place::with_report();
    place.write("other.txt", REPORT.replace("46个", "47个"));
    let output = place.output(&["figures", "report.txt", "other.txt", "--format", "jsonl"]);
    let lines = String::from_utf8(output.stdout).expect("lines are UTF-8");
    assert!(lines.contains("\"file\":\"report.txt\"") && lines.contains("\"file\":\"other.txt\""), "{lines}");
}

#[test]
fn an_explanation_names_the_rule_of_each_field() {
    let output = Place::with_report().output(&["figures", "report.txt", "--format", "jsonl", "--explain"]);
    let lines = String::from_utf8(output.stdout).expect("lines are UTF-8");
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().expect("a line")).expect("JSON");
    let fields = first["rules"].as_array().expect("rules").iter().map(|rule| rule["field"].clone());
    assert!(fields.clone().any(|field| field == "period") && fields.clone().any(|field| field == "kind"));
}

#[test]
fn an_explanation_can_be_read_in_a_terminal() {
    let output = Place::with_report().output(&["figures", "report.txt", "--explain"]);
    let written = String::from_utf8(output.stdout).expect("it is UTF-8");
    assert!(written.contains("全区实现地区生产总值218.6亿元，增长5.7%。") && written.contains("evidence"), "{written}");
}

#[test]
fn a_csv_has_a_heading_and_a_line_for_each_figure() {
    let output = Place::with_report().output(&["figures", "report.txt", "--format", "csv"]);
    let csv = String::from_utf8(output.stdout).expect("it is UTF-8");
    let heading = "start,end,text,value,unit,bound,measure,kind,period,region,metric,subject,section,sentence\r\n";
    assert!(csv.starts_with(heading), "{csv}");
    assert!(csv.contains(",218.6亿元,21860000000,元,eq,level,fact,2025,self,gdp,"), "{csv}");
}

#[test]
fn the_ending_of_the_output_chooses_the_format() {
    let place = Place::with_report();
    assert_snapshot!(place.run(&["figures", "report.txt", "--output", "figures.xlsx"]), @"
    exit code: 0
    ----- stdout -----
    ----- stderr -----
    ");
    let bytes = std::fs::read(place.path("figures.xlsx")).expect("the file was written");
    let mut workbook = Xlsx::new(Cursor::new(bytes)).expect("it is a workbook");
    let sheet = workbook.worksheet_range_at(0).expect("a sheet").expect("a readable sheet");
    let first = sheet.rows().nth(1).expect("a row under the heading");
    assert_eq!(first[3], Data::Float(21_860_000_000.0));

    place.run(&["promises", "report.txt", "--output", "promises.parquet"]);
    let bytes = std::fs::read(place.path("promises.parquet")).expect("the file was written");
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    assert!(!place.path("promises.parquet.part").exists());
}

#[test]
fn a_file_that_fails_does_not_stop_the_others() {
    let place = Place::with_report();
    place.write("empty.txt", "");
    place.write("damaged.pdf", "%PDF-1.7\nnothing behind it");
    let output = place.output(&["figures", "none.txt", "empty.txt", "damaged.pdf", "report.txt", "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).lines().count() >= 4);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    for name in ["none.txt", "empty.txt", "damaged.pdf"] {
        assert!(said.contains(&format!("error: {name}: ")), "{said}");
    }
    assert_eq!(said.matches("hint: ").count(), 3, "{said}");
}

#[test]
fn the_same_input_gives_the_same_output() {
    let place = Place::with_report();
    for format in ["jsonl", "csv", "table"] {
        let run = || place.output(&["figures", "report.txt", "--format", format]).stdout;
        assert_eq!(run(), run());
    }
}

#[test]
fn a_text_without_figures_says_so() {
    let place = Place::new();
    place.write("report.txt", "清河区政府工作报告\n各位代表：\n");
    assert_snapshot!(place.run(&["figures", "report.txt"]), @"
    exit code: 0
    ----- stdout -----
    ----- stderr -----
    nothing found
    ");
}

#[test]
#[cfg(unix)]
fn a_device_is_written_to_and_not_replaced() {
    let place = Place::with_report();
    let output = place.output(&["figures", "report.txt", "--format", "csv", "--output", "/dev/stdout"]);
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("start,end,"));
}

#[test]
#[cfg(unix)]
fn a_link_stays_a_link() {
    let place = Place::with_report();
    place.write("real.csv", "old");
    std::os::unix::fs::symlink(place.path("real.csv"), place.path("link.csv")).expect("a link can be made");
    place.run(&["figures", "report.txt", "--output", "link.csv"]);
    assert!(place.path("link.csv").is_symlink());
    let written = std::fs::read_to_string(place.path("real.csv")).expect("the file can be read");
    assert!(written.starts_with("start,end,"), "{written}");
}
