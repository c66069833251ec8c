//! The public recogniser library for Chinese numbers and units on the same texts, by Node.js.

use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::corpus::{self, Corpus};
use crate::rate::Rate;
use crate::report::{Report, Row};

/// Lets the library run for so many seconds. Where Node.js or the library is not installed, it says so.
pub(crate) fn measure(corpus: &Corpus, seconds: u32, ours: Rate, report: &mut Report) -> Result<()> {
    let folder = corpus::root().join("bench/recognizer");
    if !folder.join("node_modules").is_dir() {
        report.note("skipped: the recogniser library, it is not installed (npm ci --prefix bench/recognizer)");
        return Ok(());
    }
    let mut command = Command::new("node");
    command.arg(folder.join("measure.cjs")).arg(seconds.to_string());
    command.args(corpus.texts.iter().map(|text| &text.path));
    let output = match command.output() {
        Ok(output) => output,
        Err(error) => {
            report.note(format!("skipped: the recogniser library, node cannot be started ({error})"));
            return Ok(());
        }
    };
    let printed = String::from_utf8_lossy(&output.stdout);
    let answer: serde_json::Value = serde_json::from_str(&printed)
        .with_context(|| format!("the recogniser failed: {}", String::from_utf8_lossy(&output.stderr)))?;
    let number = |name: &str| answer[name].as_f64().with_context(|| format!("no {name} in {answer}"));

    let bytes = usize::try_from(answer["bytes"].as_u64().unwrap_or(0))?;
    let rate = Rate::new(bytes, Duration::from_secs_f64(number("seconds")?));
    let times = ours.thousandths_of(rate) / 1000;
    report.push(
        Row::new("text", "yardstick: @microsoft/recognizers-text-suite 1.3.1", rate)
            .aim(format!("1000 × it; it is {times} ×"), times >= 1000),
    );
    let (done, of) = (answer["paragraphs"].as_u64().unwrap_or(0), answer["of"].as_u64().unwrap_or(0));
    report.note(format!(
        "The recogniser (numbers, percentages, currencies, dimensions) ran {seconds} s at most and came to {done} of \
         {of} paragraphs, taken from all texts in turn."
    ));
    Ok(())
}
