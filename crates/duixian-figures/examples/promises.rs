//! Prints the promises of plain-text reports as JSON lines, with offsets in code points of the file's text.
//!
//! `cargo run -p duixian-figures --example promises -- REPORT.txt`

use std::fmt::Write as _;
use std::io::{self, Write};

use duixian_figures::{Codebook, read};
use duixian_text::Document;

fn main() -> io::Result<()> {
    let codebook = Codebook::standard();
    let mut out = io::stdout().lock();
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path)?;
        let document = Document::from_text(&text);
        for promise in read(&document, &codebook).promises {
            let span = document.original_span(promise.span);
            let rules: Vec<String> =
                promise.rules.iter().map(|rule| quoted(&format!("{}={}", rule.field, rule.rule))).collect();
            writeln!(
                out,
                "{{\"start\":{},\"end\":{},\"action\":{},\"object\":{},\"hardness\":{},\"field\":{},\"period\":{},\"figures\":{:?},\"rules\":[{}]}}",
                span.start,
                span.end,
                quoted(&promise.action),
                quoted(&promise.object),
                quoted(promise.hardness.code()),
                quoted(&promise.field),
                promise.period.map_or_else(|| "null".to_owned(), |period| quoted(&period.to_string())),
                promise.figures,
                rules.join(","),
            )?;
        }
    }
    Ok(())
}

/// A JSON string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            control if control.is_control() => _ = write!(quoted, "\\u{:04x}", u32::from(control)),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
