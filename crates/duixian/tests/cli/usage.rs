//! Errors, exit codes and manners.

use std::io::Read;
use std::process::Stdio;

use insta::assert_snapshot;

use crate::harness::Place;

#[test]
fn a_missing_file_is_named_with_a_hint() {
    assert_snapshot!(Place::new().run(&["read", "none.docx"]), @"
    exit code: 1
    ----- stdout -----
    ----- stderr -----
    error: none.docx: No such file or directory (os error 2)
    hint: check the path; it is seen from the current folder
    ");
    assert_snapshot!(Place::new().run(&["--lang", "zh", "read", "none.docx"]), @"
    exit code: 1
    ----- stdout -----
    ----- stderr -----
    错误: none.docx：找不到文件
    提示: 请检查路径（相对当前目录）
    ");
}

#[test]
fn an_empty_file_is_named_with_a_hint() {
    let place = Place::new();
    place.write("empty.txt", "");
    assert_snapshot!(place.run(&["read", "empty.txt"]), @"
    exit code: 1
    ----- stdout -----
    ----- stderr -----
    error: empty.txt: the file holds no text
    hint: check that the right file was chosen
    ");
    assert_snapshot!(place.set("LC_ALL", "zh_CN.UTF-8").run(&["read", "empty.txt"]), @"
    exit code: 1
    ----- stdout -----
    ----- stderr -----
    错误: empty.txt：文件里没有文字
    提示: 请确认选对了文件
    ");
}

#[test]
fn a_folder_is_no_report() {
    let place = Place::new();
    std::fs::create_dir(place.path("reports")).expect("a folder can be made");
    assert_snapshot!(place.run(&["figures", "reports"]), @"
    exit code: 1
    ----- stdout -----
    ----- stderr -----
    error: reports: Is a directory (os error 21)
    hint: name the files in the folder, e.g. with a pattern such as reports/*.docx
    ");
}

#[test]
fn an_unknown_format_is_wrong_usage() {
    let output = Place::with_report().output(&["figures", "report.txt", "--format", "yaml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("[possible values: table, jsonl, csv, xlsx, parquet]"));
}

#[test]
fn an_output_that_cannot_be_written_is_named() {
    let place = Place::with_report();
    assert_snapshot!(place.run(&["figures", "report.txt", "--output", "no/such/folder/figures.csv"]), @"
    exit code: 1
    ----- stdout -----
    ----- stderr -----
    error: no/such/folder/figures.csv: No such file or directory (os error 2)
    hint: check the path; it is seen from the current folder
    ");
}

#[test]
fn a_reader_who_has_seen_enough_is_no_error() {
    let place = Place::new();
    place.write("long.txt", "清河区政府工作报告\n".to_owned() + &"新建基站46个。\n".repeat(200_000));
    let mut command = place.command(&["read", "long.txt", "--format", "text"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut stdout = child.stdout.take().expect("its output is piped");
    let mut first = [0; 16];
    stdout.read_exact(&mut first).expect("it writes");
    drop(stdout);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn completions_are_written_for_each_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = Place::new().output(&["completions", shell]);
        assert!(output.status.success());
        assert!(String::from_utf8_lossy(&output.stdout).contains("promises"), "{shell}");
    }
}
