//! A reader of the tests' own, so that answers do not change with the reading rules.
//!
//! Every number with a unit is a figure, every sentence with 完成 a promise; below a heading with 安排 all is planned.

use duixian_ledger::{
    Evidence, FigureFields, Header, Paragraph, PromiseFields, ReadDocument, ReadFigure, ReadPromise, Reader, Rule,
    Section, Sentence,
};
use duixian_text::{ReadError, Span};

/// Reads plain UTF-8.
pub(crate) struct PlainReader;

impl Reader for PlainReader {
    fn version(&self) -> u32 {
        1
    }

    fn read(&self, bytes: &[u8]) -> Result<ReadDocument, ReadError> {
        if bytes.is_empty() {
            return Err(ReadError::Empty);
        }
        assert_ne!(bytes, b"panic", "the reader panics when it is told to");
        let Ok(text) = std::str::from_utf8(bytes) else {
            return Err(ReadError::Unsupported { found: "bytes".to_owned() });
        };
        let mut read = ReadDocument { format: "txt".to_owned(), ..ReadDocument::default() };
        let mut start = 0;
        for line in text.lines() {
            add_line(&mut read, line, start);
            start += count(line) + 1;
        }
        read.code_points = count(text);
        read.header = header(text);
        Ok(read)
    }
}

fn header(text: &str) -> Header {
    let title = text.lines().next().unwrap_or_default();
    let names = title.split_once("区").map(|(before, _)| format!("{before}区"));
    let place = names.map(|names| names.split_inclusive(['市', '区']).map(str::to_owned).collect());
    let year = text.split_once("年").and_then(|(before, _)| before.get(before.len().saturating_sub(4)..)?.parse().ok());
    Header { title: Some(title.to_owned()), place: place.unwrap_or_default(), year, ..Header::default() }
}

fn count(text: &str) -> u32 {
    text.chars().count() as u32
}

fn add_line(read: &mut ReadDocument, line: &str, start: u32) {
    let span = Span { start, end: start + count(line) };
    let is_heading = !line.contains('。');
    if is_heading && let Some((number, heading)) = line.split_once('、') {
        read.text.sections.push(Section {
            level: 1,
            number: format!("{number}、"),
            heading: heading.to_owned(),
            span,
            parent: None,
        });
    }
    let section = (read.text.sections.len() as u32).checked_sub(1);
    let paragraph = read.text.paragraphs.len() as u32;
    read.text.paragraphs.push(Paragraph { span, text: line.to_owned(), repaired: Vec::new(), section, is_heading });
    let mut at = start;
    for sentence in line.split_inclusive('。') {
        let span = Span { start: at, end: at + count(sentence) };
        read.text.sentences.push(Sentence { span, text: sentence.to_owned(), paragraph, section });
        add_sentence(read, sentence, span);
        at = span.end;
    }
}

fn add_sentence(read: &mut ReadDocument, sentence: &str, span: Span) {
    let planned = read.text.sections.last().is_some_and(|section| section.heading.contains("安排"));
    let year = if planned { "2024" } else { "2023" };
    let index = read.text.sentences.len() as u32 - 1;
    let first = read.figures.len() as u32;
    let letters: Vec<char> = sentence.chars().collect();
    let mut at = 0;
    while at < letters.len() {
        let digits = letters[at..].iter().take_while(|letter| letter.is_ascii_digit() || **letter == '.').count();
        let unit = letters.get(at + digits).copied().unwrap_or_default();
        if digits > 0 && matches!(unit, '%' | '个' | '条') {
            let value: String = letters[at..at + digits].iter().collect();
            let subject: String = letters[..at].iter().collect();
            let place = Span { start: span.start + at as u32, end: span.start + (at + digits) as u32 + 1 };
            read.figures.push(ReadFigure {
                span: place,
                text: format!("{value}{unit}"),
                fields: FigureFields {
                    value,
                    unit: unit.to_string(),
                    bound: "eq".to_owned(),
                    measure: if unit == '%' { "growth" } else { "level" }.to_owned(),
                    kind: if planned { "target" } else { "fact" }.to_owned(),
                    period: Some(year.to_owned()),
                    region: "self".to_owned(),
                    metric: subject.contains("地区生产总值").then(|| "gdp".to_owned()),
                    subject,
                },
                sentence: index,
                rules: vec![Rule {
                    field: "unit".to_owned(),
                    rule: "letter-behind-number".to_owned(),
                    evidence: Some(Evidence {
                        span: Span { start: place.end - 1, end: place.end },
                        text: unit.to_string(),
                    }),
                }],
            });
        }
        at += digits.max(1);
    }
    if planned && let Some((_, object)) = sentence.split_once("完成") {
        read.promises.push(ReadPromise {
            span,
            text: sentence.to_owned(),
            fields: PromiseFields {
                action: "完成".to_owned(),
                object: object.trim_end_matches('。').to_owned(),
                hardness: "result".to_owned(),
                field: read.text.sections.last().map(|section| section.heading.clone()).unwrap_or_default(),
                period: Some(year.to_owned()),
            },
            sentence: index,
            figures: (first..read.figures.len() as u32).collect(),
            rules: vec![Rule { field: "hardness".to_owned(), rule: "completion-verb".to_owned(), evidence: None }],
        });
    }
}

/// A report of an invented district; the year before's is [`REPORT_2023`].
pub(crate) const REPORT_2024: &str = "云岭市清河区2024年政府工作报告
一、2023年工作回顾
地区生产总值增长5.1%。新建口袋公园12个。
二、2024年工作安排
地区生产总值增长5.5%。完成柳荫路等4条道路改造。
";

/// The report of the year before.
pub(crate) const REPORT_2023: &str = "云岭市清河区2023年政府工作报告
一、2022年工作回顾
新建口袋公园9个。
";
