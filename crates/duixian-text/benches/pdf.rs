//! PDF: this reader beside Debian's `pdftotext` (package `poppler-utils`) on the same files.
//!
//! `pdftotext` is a program: its time holds its start, about 5 ms on the machine where both were first measured.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::doc_markdown, missing_docs)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use divan::Bencher;
use divan::counter::BytesCount;

#[path = "../tests/pdf/builder.rs"]
#[expect(dead_code, reason = "the tests use the rest of it")]
mod builder;

use builder::{Coding, Pdf, text, wrap};

const FILES: [&str; 3] = ["report", "columns", "newspaper"];

fn main() {
    divan::main();
}

/// A report of twelve pages, one of four columns, and the newspaper pages of the sample district.
fn file(name: &str) -> Vec<u8> {
    match name {
        "report" => pages(12, 1, Coding::ToUnicode),
        "columns" => pages(12, 4, Coding::Gb("GBK-EUC-H")),
        _ => {
            let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/qinghe-2026-newspaper.pdf");
            fs::read(sample).expect("the sample newspaper")
        }
    }
}

fn pages(count: u16, columns: u16, coding: Coding) -> Vec<u8> {
    const ROWS: usize = 44;
    let width = 52.0 / f32::from(columns) - 1.5;
    let sentence =
        "全区完成固定资产投资135.8亿元，增长6.7%，新开工亿元以上项目28个，改造老旧小区13个、惠及居民5600户。";
    let mut lines = Vec::new();
    while lines.len() < ROWS * usize::from(count * columns) {
        lines.extend(wrap(&sentence.repeat(1 + lines.len() % 5), width));
    }
    let mut pdf = Pdf::new(coding).compressed();
    for page in lines.chunks(ROWS * usize::from(columns)).take(usize::from(count)) {
        let mut texts = Vec::new();
        let mut left = 40.0;
        for column in page.chunks(ROWS) {
            let mut y = 750.0;
            for (indent, line) in column {
                texts.push(text(left + indent * 10.0, y, 10.0, line));
                y -= 16.0;
            }
            left += width * 10.0 + 15.0;
        }
        pdf.page(&texts);
    }
    pdf.finish()
}

#[divan::bench(args = FILES)]
fn duixian(bencher: Bencher, name: &str) {
    let bytes = file(name);
    let text = duixian_text::extract(&bytes).expect("a sound file").text;
    bencher.counter(BytesCount::of_str(&text)).bench(|| duixian_text::extract(divan::black_box(&bytes)));
}

#[divan::bench(args = FILES)]
fn pdftotext(bencher: Bencher, name: &str) {
    let bytes = file(name);
    let path: PathBuf = env::temp_dir().join(format!("duixian-bench-{}-{name}.pdf", std::process::id()));
    fs::write(&path, &bytes).expect("a temporary file");
    let run = || Command::new("pdftotext").arg(&path).arg("-").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if run().is_err() {
        println!("pdftotext is not installed: nothing to compare with (apt-get install poppler-utils poppler-data)");
        return;
    }
    let text = duixian_text::extract(&bytes).expect("a sound file").text;
    bencher.counter(BytesCount::of_str(&text)).bench(run);
    let _ = fs::remove_file(&path);
}
