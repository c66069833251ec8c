//! Faults of declarations, as a compiler tells them: the line with carets, what is wrong, what to try.

use std::io::Write;

use duixian_matters::declaration::{Diagnostic, Folder, Severity};
use serde::Serialize;

use super::snippet;
use crate::failure::Failure;
use crate::language::Language;
use crate::output::Output;

/// A fault as one JSON object.
#[derive(Debug, Serialize)]
pub(crate) struct FaultLine<'a> {
    code: &'static str,
    severity: &'static str,
    system: &'a str,
    file: &'a str,
    line: u32,
    column: u32,
    length: u32,
    message: Both<'a>,
    #[serde(rename = "try")]
    try_this: Both<'a>,
}

#[derive(Debug, Serialize)]
struct Both<'a> {
    zh: &'a str,
    en: &'a str,
}

/// How many faults there were.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    pub(crate) checked: usize,
    pub(crate) stories: usize,
    pub(crate) errors: usize,
    warnings: usize,
}

/// A fault for programs.
pub(crate) fn line<'a>(system: &'a str, fault: &'a Diagnostic) -> FaultLine<'a> {
    FaultLine {
        code: fault.code.as_str(),
        severity: fault.severity.as_str(),
        system,
        file: &fault.file,
        line: fault.line,
        column: fault.column,
        length: fault.length,
        message: Both { zh: &fault.message.zh, en: &fault.message.en },
        try_this: Both { zh: &fault.try_this.zh, en: &fault.try_this.en },
    }
}

/// Writes a fault for people.
pub(crate) fn write(
    output: &mut Output,
    system: &str,
    files: &Folder,
    fault: &Diagnostic,
    language: Language,
) -> Result<(), Failure> {
    let style = output.style();
    let (head, bold, gutter, plain) = match (style.colour, fault.severity) {
        (false, _) => ("", "", "", ""),
        (true, Severity::Error) => ("\u{1b}[1;31m", "\u{1b}[1m", "\u{1b}[1;34m", "\u{1b}[0m"),
        (true, Severity::Warning) => ("\u{1b}[1;33m", "\u{1b}[1m", "\u{1b}[1;34m", "\u{1b}[0m"),
    };
    let name = match fault.severity {
        Severity::Error => language.pick("error", "错误"),
        Severity::Warning => language.pick("warning", "警告"),
    };
    let colon = language.pick(": ", "：");
    let (code, Diagnostic { file, line, column, .. }) = (fault.code.as_str(), fault);
    let message = harmless(language.pick(&fault.message.en, &fault.message.zh));
    let advice = harmless(language.pick(&fault.try_this.en, &fault.try_this.zh));
    writeln!(output, "{head}{name}[{code}]{plain}{colon}{bold}{message}{plain}")?;
    let place = harmless(&format!("{system}/{file}"));
    writeln!(output, "  {gutter}-->{plain} {place}:{line}:{column}")?;
    let text = files.get(file).and_then(|text| text.lines().nth(line.saturating_sub(1) as usize)).unwrap_or_default();
    if !text.trim().is_empty() {
        let number = line.to_string();
        let blank = " ".repeat(number.len());
        writeln!(output, "{gutter}{blank} |{plain}")?;
        let mark = byte_at(text, column.saturating_sub(1))..byte_at(text, column.saturating_sub(1) + fault.length);
        let width = style.width.saturating_sub(number.len() + 3);
        let mut first = Some(number.as_str());
        for line in snippet::marked_lines(text, std::slice::from_ref(&mark), width) {
            let number = first.take().unwrap_or(&blank);
            writeln!(output, "{gutter}{number} |{plain} {}", line.words)?;
            if !line.carets.is_empty() {
                writeln!(output, "{gutter}{blank} |{plain} {head}{}{plain}", line.carets)?;
            }
        }
        writeln!(output, "{gutter}{blank} |{plain}")?;
    }
    let attempt = language.pick("try", "建议");
    Ok(writeln!(output, "  {gutter}={plain} {bold}{attempt}{plain}{colon}{advice}\n")?)
}

impl Faults {
    pub(crate) fn count(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
    }

    /// What was looked at and how it came out, in one line.
    pub(crate) fn write(&self, output: &mut Output, language: Language) -> Result<(), Failure> {
        let Self { checked, stories, errors, warnings } = self;
        let line = language.pick(
            format!("systems: {checked}, stories: {stories}, errors: {errors}, warnings: {warnings}"),
            format!("系统 {checked} 个，故事 {stories} 个，错误 {errors} 处，警告 {warnings} 处"),
        );
        Ok(writeln!(output, "{line}")?)
    }
}

/// The byte at which a character of the line begins.
fn byte_at(line: &str, characters: u32) -> usize {
    line.char_indices().nth(characters as usize).map_or(line.len(), |(at, _)| at)
}

/// Words of a file without what could move the cursor.
fn harmless(words: &str) -> String {
    words.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect()
}
