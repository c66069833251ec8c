//! What the contract needs of a store under test, an invented reader, and invented texts.

use std::path::Path;
use std::sync::Arc;

use duixian_figures::Codebook;
use duixian_ledger::{
    DocumentId, FigureFields, FigureRow, Header, Ledger, NewFile, Paragraph, PromiseFields, PromiseRow, ReadDocument,
    ReadFigure, ReadPromise, Reader, Section, Sentence, Store, Text,
};
use duixian_text::{ReadError, Span};
use jiff::Timestamp;

/// A place where a store keeps its data; as empty as it was made, until a ledger is opened on it.
pub(crate) trait Base: Sized {
    /// An empty place.
    fn new() -> Self;
    /// The store in it, opened anew at each call, as another program would.
    async fn store(&self) -> Arc<dyn Store>;
    /// A folder for search indexes.
    fn folder(&self) -> &Path;

    /// A ledger on it, opened anew.
    async fn open(&self, reader: Lines) -> Ledger {
        let codebook = Arc::new(Codebook::standard());
        Ledger::over(self.store().await, &self.folder().join("search"), Arc::new(reader), codebook).await.unwrap()
    }
}

pub(crate) const ACTOR: &str = "校对员";

/// Seconds behind an invented noon.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_710_000_000 + seconds).unwrap()
}

/// A report of an invented district.
pub(crate) const REPORT: &str = "2024年清河区工作报告;云岭市/清河区;2024
去年地区生产总值增长4.5%，云门路改造完成。
去年办结建议各143件、提案各143件。
去年清河灯具企业生产总值增长9%。
今年地区生产总值增长5%左右。
今年将建设学校3个。
今年将修缮云门桥。
PM2.5浓度下降２．１%。
";

/// A story about it in a newspaper, added later.
pub(crate) const STORY: &str = "清河区的一年;云岭市/清河区;2024
今年将建设学校3个，记者在云门路看到。
";

pub(crate) fn file(name: &str, text: &str) -> NewFile {
    NewFile { name: name.to_owned(), bytes: text.as_bytes().to_vec() }
}

pub(crate) async fn add(ledger: &Ledger, text: &str, seconds: i64) -> DocumentId {
    ledger.add(file("文件.txt", text), ACTOR, at(seconds)).await.unwrap().document
}

/// The figure of a document with these words.
pub(crate) async fn figure(ledger: &Ledger, document: &DocumentId, words: &str) -> FigureRow {
    let view = ledger.document(document).await.unwrap();
    view.figures.into_iter().find(|figure| figure.text == words).unwrap()
}

/// The promise of a document with this object.
pub(crate) async fn promise(ledger: &Ledger, document: &DocumentId, object: &str) -> PromiseRow {
    let view = ledger.document(document).await.unwrap();
    view.promises.into_iter().find(|promise| promise.read.object == object).unwrap()
}

/// An invented reader: a line is a paragraph and a sentence, the first one tells title, place and year.
/// A number with its unit is a figure, and what stands behind 将 is a promise.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lines {
    /// The version of its rules.
    pub(crate) version: u32,
    /// How far it believes that everything stands from where version 1 sees it.
    pub(crate) moved: u32,
    /// A figure that it does not see.
    pub(crate) blind_to: &'static str,
    /// Words in a file that it cannot read.
    pub(crate) refuses: &'static str,
}

impl Lines {
    pub(crate) const FIRST: Self = Self { version: 1, moved: 0, blind_to: "-", refuses: "无法读取" };
}

impl Reader for Lines {
    fn version(&self) -> u32 {
        self.version
    }

    fn read(&self, bytes: &[u8]) -> Result<ReadDocument, ReadError> {
        let original = String::from_utf8_lossy(bytes);
        if original.contains(self.refuses) {
            return Err(ReadError::Empty);
        }
        let mut read = ReadDocument { format: "txt".to_owned(), ..ReadDocument::default() };
        let mut start = self.moved;
        for line in original.lines() {
            self.read_line(&mut read, line, start);
            start += line.chars().count() as u32 + 1;
        }
        read.code_points = start;
        Ok(read)
    }
}

impl Lines {
    fn read_line(&self, read: &mut ReadDocument, line: &str, start: u32) {
        let span = Span { start, end: start + line.chars().count() as u32 };
        let number = read.text.sentences.len() as u32;
        let paragraph =
            Paragraph { span, text: line.to_owned(), repaired: Vec::new(), section: Some(0), is_heading: number == 0 };
        read.text.paragraphs.push(paragraph);
        let sentence = Sentence { span, text: line.to_owned(), paragraph: number, section: Some(0) };
        read.text.sentences.push(sentence);
        if number == 0 {
            let parts: Vec<&str> = line.split(';').collect();
            read.header = Header {
                title: Some(parts[0].to_owned()),
                place: parts.get(1).map_or(Vec::new(), |place| place.split('/').map(str::to_owned).collect()),
                year: parts.get(2).and_then(|year| year.parse().ok()),
                ..Header::default()
            };
            let heading = parts[0].to_owned();
            let section = Section { level: 1, number: String::new(), heading, span, parent: None };
            read.text = Text { sections: vec![section], ..std::mem::take(&mut read.text) };
            return;
        }
        let first_figure = read.figures.len() as u32;
        self.read_figures(read, line, start, number);
        if let Some((_, object)) = line.split_once('将') {
            read.promises.push(ReadPromise {
                span,
                text: line.to_owned(),
                fields: PromiseFields {
                    action: "将".to_owned(),
                    object: object.trim_end_matches('。').to_owned(),
                    hardness: "result".to_owned(),
                    field: read.header.title.clone().unwrap_or_default(),
                    period: Some("2024".to_owned()),
                },
                sentence: number,
                figures: (first_figure..read.figures.len() as u32).collect(),
                rules: Vec::new(),
            });
        }
    }

    fn read_figures(&self, read: &mut ReadDocument, line: &str, start: u32, number: u32) {
        let characters: Vec<char> = line.chars().collect();
        let mut place = 0;
        while place < characters.len() {
            let is_part = |character: &&char| character.is_ascii_digit() || **character == '.';
            let length = characters[place..].iter().take_while(is_part).count();
            let Some(unit) = characters.get(place + length).filter(|unit| length > 0 && "件个%".contains(**unit))
            else {
                place += length.max(1);
                continue;
            };
            let value: String = characters[place..place + length].iter().collect();
            let span = Span { start: start + place as u32, end: start + (place + length) as u32 + 1 };
            let text = format!("{value}{unit}");
            place += length + 1;
            if text == self.blind_to {
                continue;
            }
            read.figures.push(ReadFigure {
                span,
                text,
                fields: FigureFields {
                    value,
                    unit: unit.to_string(),
                    bound: "eq".to_owned(),
                    measure: if *unit == '%' { "growth" } else { "level" }.to_owned(),
                    kind: if line.starts_with("今年") { "target" } else { "fact" }.to_owned(),
                    period: Some(if line.starts_with("今年") { "2024" } else { "2023" }.to_owned()),
                    region: if line.contains("企业") { "firm" } else { "self" }.to_owned(),
                    metric: line.contains("生产总值").then(|| "gdp".to_owned()),
                    subject: line.to_owned(),
                },
                sentence: number,
                rules: Vec::new(),
            });
        }
    }
}
