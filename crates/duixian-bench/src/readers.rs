//! The readers on the sample files, beside a bare unzip-and-parse or `pdftotext`.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::corpus;
use crate::rate::{Rate, decimal, median_pass};
use crate::report::{Report, Row};

/// Reads each sample that is neither plain text nor a note about the samples.
pub(crate) fn measure(report: &mut Report) -> Result<()> {
    let folder = corpus::root().join("samples");
    let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_owned();
        if matches!(ending.as_str(), "docx" | "ofd" | "doc" | "html" | "pdf") {
            measure_file(&path, &ending, report)?;
        }
    }
    Ok(())
}

fn measure_file(path: &Path, ending: &str, report: &mut Report) -> Result<()> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let extracted = match duixian_text::extract(&bytes) {
        Ok(extracted) => extracted,
        Err(error) => {
            report.note(format!("{name} is not read: {error}"));
            return Ok(());
        }
    };
    // Speed is that of text, so that a file with pictures does not look fast.
    let ours = Rate::new(extracted.text.len(), median_pass(|| duixian_text::extract(&bytes).is_ok()));
    let row = Row::new("readers", format!("{name}, {} µs", ours.microseconds()), ours);
    match ending {
        "docx" | "ofd" => {
            let bare = Rate::new(extracted.text.len(), median_pass(|| unzip_and_parse(&bytes)));
            let times = bare.thousandths_of(ours);
            report.push(row.aim(format!("within 2 × unzip-and-parse; it is {} ×", decimal(times)), times <= 2000));
            report.push(Row::new("readers", "yardstick: bare unzip-and-parse of it", bare));
        }
        "pdf" => {
            if let Some(time) = pdftotext(path) {
                let theirs = Rate::new(extracted.text.len(), time);
                let times = theirs.thousandths_of(ours);
                let aim = format!("at least as fast as pdftotext; time is {} of its", decimal(times));
                report.push(row.aim(aim, times <= 1000));
                report.push(Row::new("readers", "yardstick: pdftotext, its start included", theirs));
            } else {
                report.push(row);
                report.note("skipped: pdftotext is not installed (Debian: poppler-utils poppler-data)");
            }
        }
        _ => report.push(row),
    }
    Ok(())
}

/// Every XML part of a package, unpacked and taken apart into events: what any reader has to do at least.
fn unzip_and_parse(bytes: &[u8]) -> usize {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return 0 };
    let mut events = 0;
    for index in 0..archive.len() {
        let Ok(mut part) = archive.by_index(index) else { continue };
        if Path::new(part.name()).extension().is_none_or(|ending| ending != "xml") {
            continue;
        }
        let mut xml = String::new();
        if part.read_to_string(&mut xml).is_err() {
            continue;
        }
        let mut reader = quick_xml::Reader::from_str(&xml);
        while let Ok(event) = reader.read_event() {
            if matches!(event, quick_xml::events::Event::Eof) {
                break;
            }
            events += 1;
        }
    }
    events
}

fn pdftotext(path: &Path) -> Option<std::time::Duration> {
    let run = || {
        let mut command = Command::new("pdftotext");
        command.arg(path).arg("-").stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    run().then(|| median_pass(run))
}
