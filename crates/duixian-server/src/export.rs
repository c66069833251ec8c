//! Lists as tables: the same rows as in JSON, with corrections, spans, sentences and a link to each sentence.

mod matters;
mod threads;

use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, HeaderValue, header, request::Parts};
use axum::response::{IntoResponse, Response};
use duixian_ledger::MOST_HITS;
use duixian_tables::{ByteOrderMark, Cell, Column, ColumnKind, Table, TableError};
use std::convert::Infallible;

use crate::headers::attachment;
use crate::language::Language;
use crate::model::codes::Better;
use crate::model::corrections::Correction;
use crate::model::documents::Document;
use crate::model::figures::Figure;
use crate::model::indicators::{Indicator, IndicatorView};
use crate::model::promises::Promise;
use crate::model::search::SearchHit;
use crate::model::{ListFormat, TableLanguage};
use crate::problem::{Code, Failure};

pub(crate) use matters::matters;
pub(crate) use threads::{mentions, pairs, scores, side_by_side, threads};

/// The two kinds of file that a table is given in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// Comma-separated values.
    Csv,
    /// An Excel workbook.
    Xlsx,
}

impl FileKind {
    /// The file that a list's format asks for; JSON is none.
    pub(crate) fn of(format: Option<ListFormat>) -> Option<Self> {
        match format {
            None | Some(ListFormat::Json) => None,
            Some(ListFormat::Csv) => Some(Self::Csv),
            Some(ListFormat::Xlsx) => Some(Self::Xlsx),
        }
    }
}

/// Where this server is, as the client calls it, and the language of its browser.
pub(crate) struct Reader {
    address: String,
    language: Language,
}

impl<State: Send + Sync> FromRequestParts<State> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &State) -> Result<Self, Self::Rejection> {
        let of_target = parts.uri.authority().map(axum::http::uri::Authority::as_str);
        let host = of_target.or_else(|| parts.headers.get(header::HOST)?.to_str().ok()).unwrap_or("127.0.0.1");
        Ok(Self { address: format!("http://{host}"), language: Language::of(&parts.headers) })
    }
}

/// How a table is written: its language and where its links lead.
pub(crate) struct Style {
    address: String,
    language: Language,
}

impl Reader {
    /// The style for this reader; a language that was asked for wins over the browser's.
    pub(crate) fn style(self, asked: Option<TableLanguage>) -> Style {
        let language = match asked {
            None => self.language,
            Some(TableLanguage::Zh) => Language::Chinese,
            Some(TableLanguage::En) => Language::English,
        };
        Style { address: self.address, language }
    }
}

impl Style {
    fn table(&self, columns: &[(&str, &str, ColumnKind)]) -> Table {
        let name = |&(english, chinese, kind): &(&str, &str, ColumnKind)| match self.language {
            Language::Chinese => Column::new(chinese, kind),
            Language::English => Column::new(english, kind),
        };
        Table::new(columns.iter().map(name).collect())
    }

    /// A code in English, its word in Chinese.
    fn code(&self, code: &str, label: &str) -> Cell {
        match self.language {
            Language::Chinese => Cell::text(label),
            Language::English => Cell::text(code),
        }
    }

    fn link(&self, document: &str, key: &str, id: &str) -> Cell {
        Cell::text(format!("{}/#/documents/{document}?{key}={id}", self.address))
    }

    fn correction(&self, correction: Option<&Correction>) -> [Cell; 5] {
        let Some(correction) = correction else { return Default::default() };
        let state = if correction.wrong { self.code("wrong", "有误") } else { self.code("corrected", "已更正") };
        let read = correction.read.iter().map(|(field, value)| format!("{field}={value}")).collect::<Vec<_>>();
        [
            state,
            Cell::text(read.join("; ")),
            Cell::text(correction.actor.clone()),
            Cell::text(correction.reason.clone()),
            Cell::text(correction.at.clone()),
        ]
    }
}

use ColumnKind::{Date, Integer, Number, Text};

const CORRECTION: [(&str, &str, ColumnKind); 5] = [
    ("correction", "更正", Text),
    ("read", "原读取值", Text),
    ("corrected_by", "更正人", Text),
    ("correction_reason", "更正理由", Text),
    ("corrected_at", "更正时间", Text),
];

const FIGURES: [(&str, &str, ColumnKind); 20] = [
    ("document", "文档", Text),
    ("place", "地区", Text),
    ("year", "年度", Integer),
    ("start", "起", Integer),
    ("end", "止", Integer),
    ("text", "原文", Text),
    ("value", "数值", Number),
    ("unit", "单位", Text),
    ("bound", "界限", Text),
    ("measure", "度量", Text),
    ("kind", "类别", Text),
    ("period", "时期", Text),
    ("region", "区域", Text),
    ("metric", "指标代码", Text),
    ("metric_name", "指标", Text),
    ("subject", "对象", Text),
    ("section", "章节", Text),
    ("sentence", "原句", Text),
    ("id", "编号", Text),
    ("link", "出处链接", Text),
];

/// Figures as a table.
pub(crate) fn figures(figures: &[Figure], style: &Style) -> Table {
    let mut table = style.table(&[&FIGURES[..], &CORRECTION[..]].concat());
    for figure in figures {
        let mut row = vec![
            Cell::text(figure.document.title.clone()),
            Cell::text(figure.document.place.clone()),
            year(figure.document.year),
            Cell::Integer(figure.span.start.into()),
            Cell::Integer(figure.span.end.into()),
            Cell::text(figure.text.clone()),
            Cell::number(figure.value.clone()),
            Cell::text(figure.unit.clone()),
            style.code(figure.bound.code(), figure.bound.label()),
            style.code(figure.measure.code(), figure.measure.label()),
            style.code(figure.kind.code(), figure.kind.label()),
            Cell::text(figure.period.clone().unwrap_or_default()),
            style.code(figure.region.code(), figure.region.label()),
            Cell::text(figure.metric.clone().unwrap_or_default()),
            match style.language {
                Language::Chinese => Cell::text(figure.metric_name.clone().unwrap_or_default()),
                Language::English => Cell::text(figure.metric_name_en.clone().unwrap_or_default()),
            },
            Cell::text(figure.subject.clone()),
            Cell::text(figure.section.join(" / ")),
            Cell::text(figure.sentence.clone()),
            Cell::text(figure.id.clone()),
            style.link(&figure.document.id, "figure", &figure.id),
        ];
        row.extend(style.correction(figure.correction.as_ref()));
        table.push(row);
    }
    table
}

const PROMISES: [(&str, &str, ColumnKind); 16] = [
    ("document", "文档", Text),
    ("place", "地区", Text),
    ("year", "年度", Integer),
    ("start", "起", Integer),
    ("end", "止", Integer),
    ("text", "原文", Text),
    ("action", "动作", Text),
    ("object", "对象", Text),
    ("hardness", "硬度", Text),
    ("field", "领域", Text),
    ("period", "时限", Text),
    ("figures", "数据编号", Text),
    ("section", "章节", Text),
    ("sentence", "原句", Text),
    ("id", "编号", Text),
    ("link", "出处链接", Text),
];

/// Promises as a table.
pub(crate) fn promises(promises: &[Promise], style: &Style) -> Table {
    let mut table = style.table(&[&PROMISES[..], &CORRECTION[..]].concat());
    for promise in promises {
        let mut row = vec![
            Cell::text(promise.document.title.clone()),
            Cell::text(promise.document.place.clone()),
            year(promise.document.year),
            Cell::Integer(promise.span.start.into()),
            Cell::Integer(promise.span.end.into()),
            Cell::text(promise.text.clone()),
            Cell::text(promise.action.clone()),
            Cell::text(promise.object.clone()),
            style.code(promise.hardness.code(), promise.hardness.label()),
            Cell::text(promise.field.clone()),
            Cell::text(promise.period.clone().unwrap_or_default()),
            Cell::text(promise.figures.join(" ")),
            Cell::text(promise.section.join(" / ")),
            Cell::text(promise.sentence.clone()),
            Cell::text(promise.id.clone()),
            style.link(&promise.document.id, "promise", &promise.id),
        ];
        row.extend(style.correction(promise.correction.as_ref()));
        table.push(row);
    }
    table
}

/// Sentences found by a search as a table. Where there are more than the table can hold, its last row says so.
pub(crate) fn search(hits: &[SearchHit], total: u64, style: &Style) -> Table {
    let mut table = style.table(&[
        ("document", "文档", Text),
        ("place", "地区", Text),
        ("year", "年度", Integer),
        ("section", "章节", Text),
        ("sentence", "原句", Text),
        ("link", "出处链接", Text),
    ]);
    for hit in hits {
        let start = hit.sentence.span.start + hit.highlights.first().map_or(0, |first| first.start);
        table.push(vec![
            Cell::text(hit.document.title.clone()),
            Cell::text(hit.document.place.clone()),
            year(hit.document.year),
            Cell::text(hit.section.join(" / ")),
            Cell::text(hit.sentence.text.clone()),
            style.link(&hit.document.id, "at", &start.to_string()),
        ]);
    }
    if total > MOST_HITS as u64 {
        let note = match style.language {
            Language::Chinese => format!("共找到 {total} 句，本表只列前 {MOST_HITS} 句；请用更多的词缩小范围"),
            Language::English => {
                format!("{total} sentences were found; this table holds the first {MOST_HITS}; add words to find fewer")
            }
        };
        table.push(vec![Cell::text(note)]);
    }
    table
}

/// Documents as a table.
pub(crate) fn documents(documents: &[Document], style: &Style) -> Table {
    let mut table = style.table(&[
        ("id", "编号", Text),
        ("name", "文件名", Text),
        ("format", "格式", Text),
        ("bytes", "字节数", Integer),
        ("title", "标题", Text),
        ("place", "地区", Text),
        ("year", "年度", Integer),
        ("meeting", "会议", Text),
        ("date", "日期", Date),
        ("speaker", "报告人", Text),
        ("figures", "数据条数", Integer),
        ("promises", "承诺条数", Integer),
        ("added_at", "加入时间", Text),
        ("link", "链接", Text),
    ]);
    for document in documents {
        table.push(vec![
            Cell::text(document.id.clone()),
            Cell::text(document.name.clone()),
            style.code(document.format.code(), document.format.label()),
            whole(document.bytes),
            Cell::text(document.title.clone().unwrap_or_default()),
            Cell::text(document.place.clone()),
            year(document.year),
            Cell::text(document.meeting.clone().unwrap_or_default()),
            document.date.clone().map_or(Cell::Empty, Cell::Date),
            Cell::text(document.speaker.clone().unwrap_or_default()),
            whole(document.figures),
            whole(document.promises),
            Cell::text(document.added_at.clone()),
            Cell::text(format!("{}/#/documents/{}", style.address, document.id)),
        ]);
    }
    table
}

/// Indicators as a table.
pub(crate) fn indicators(indicators: &[Indicator], style: &Style) -> Table {
    let mut table = style.table(&[
        ("code", "代码", Text),
        ("name", "名称", Text),
        ("name_en", "英文名称", Text),
        ("unit", "单位", Text),
        ("direction", "方向", Text),
        ("group", "分组", Text),
        ("facts", "事实条数", Integer),
        ("targets", "目标条数", Integer),
        ("documents", "文档数", Integer),
        ("places", "地区数", Integer),
    ]);
    for indicator in indicators {
        table.push(vec![
            Cell::text(indicator.code.clone()),
            Cell::text(indicator.name.clone()),
            Cell::text(indicator.name_en.clone()),
            Cell::text(indicator.unit.clone()),
            direction(indicator.direction, style),
            Cell::text(indicator.group.clone()),
            whole(indicator.facts),
            whole(indicator.targets),
            whole(indicator.documents),
            whole(indicator.places),
        ]);
    }
    table
}

/// One row a value of the indicator.
pub(crate) fn series(view: &IndicatorView, style: &Style) -> Table {
    let mut table = style.table(&[
        ("metric", "指标代码", Text),
        ("metric_name", "指标", Text),
        ("place", "地区", Text),
        ("period", "时期", Text),
        ("kind", "类别", Text),
        ("measure", "度量", Text),
        ("bound", "界限", Text),
        ("value", "数值", Number),
        ("unit", "单位", Text),
        ("text", "原文", Text),
        ("document", "文档", Text),
        ("document_year", "文档年度", Integer),
        ("start", "起", Integer),
        ("end", "止", Integer),
        ("correction", "更正", Text),
        ("figure", "数据编号", Text),
        ("link", "出处链接", Text),
    ]);
    for series in &view.series {
        for point in &series.points {
            table.push(vec![
                Cell::text(view.indicator.code.clone()),
                Cell::text(match style.language {
                    Language::Chinese => view.indicator.name.clone(),
                    Language::English => view.indicator.name_en.clone(),
                }),
                Cell::text(series.place.clone()),
                Cell::text(point.period.clone().unwrap_or_default()),
                style.code(point.kind.code(), point.kind.label()),
                style.code(point.measure.code(), point.measure.label()),
                style.code(point.bound.code(), point.bound.label()),
                Cell::number(point.value.clone()),
                Cell::text(point.unit.clone()),
                Cell::text(point.text.clone()),
                Cell::text(point.document.title.clone()),
                year(point.document.year),
                Cell::Integer(point.span.start.into()),
                Cell::Integer(point.span.end.into()),
                if point.corrected { style.code("corrected", "已更正") } else { Cell::Empty },
                Cell::text(point.figure.clone()),
                style.link(&point.document.id, "figure", &point.figure),
            ]);
        }
    }
    table
}

fn direction(better: Better, style: &Style) -> Cell {
    let (code, label) = better.words();
    style.code(code, label)
}

fn year(year: Option<u16>) -> Cell {
    year.map_or(Cell::Empty, |year| Cell::Integer(year.into()))
}

fn whole(count: u64) -> Cell {
    i64::try_from(count).map_or(Cell::Empty, Cell::Integer)
}

/// The table as a file to be saved under `name` and the kind's ending.
pub(crate) async fn answer(table: Table, kind: FileKind, name: &str) -> Result<Response, Failure> {
    // A table of a hundred thousand rows takes too long for a thread that others wait for.
    let written = tokio::task::spawn_blocking(move || match kind {
        FileKind::Csv => table.to_csv(ByteOrderMark::With),
        FileKind::Xlsx => table.to_xlsx(),
    });
    let bytes = written.await.map_err(|_| Failure::plain(Code::Internal))?.map_err(|error| not_written(&error))?;
    let (ending, media_type) = match kind {
        FileKind::Csv => ("csv", "text/csv; charset=utf-8; header=present"),
        FileKind::Xlsx => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    };
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    attachment(&mut headers, &format!("{name}.{ending}"));
    Ok((headers, bytes).into_response())
}

fn not_written(error: &TableError) -> Failure {
    tracing::error!(%error, "a table could not be written");
    Failure::new(Code::Internal, format!("表格无法写出：{error}"), format!("the table could not be written: {error}"))
}

#[cfg(test)]
mod tests {
    use super::{Language, MOST_HITS, Style, search};
    use crate::model::search::SearchHit;
    use crate::model::{DocumentReference, PlacedText, Span};

    fn hit() -> SearchHit {
        SearchHit {
            document: DocumentReference {
                id: "d1".to_owned(),
                title: "工作报告".to_owned(),
                place: "云岭市/清河区".to_owned(),
                year: Some(2024),
            },
            section: vec!["工作安排".to_owned(), "城市更新".to_owned()],
            sentence: PlacedText { span: Span { start: 79, end: 92 }, text: "改造柳荫路。".to_owned() },
            highlights: vec![Span { start: 2, end: 5 }],
            figures: Vec::new(),
            promises: Vec::new(),
        }
    }

    #[test]
    fn a_search_that_was_cut_says_so_in_its_last_row() {
        let style = |language| Style { address: "http://127.0.0.1:8700".to_owned(), language };
        let whole = search(&[hit()], MOST_HITS as u64, &style(Language::Chinese));
        assert_eq!(whole.rows().len(), 1);
        let printed: Vec<String> = whole.rows()[0].iter().map(duixian_tables::Cell::printed).collect();
        let link = "http://127.0.0.1:8700/#/documents/d1?at=81";
        assert_eq!(printed, ["工作报告", "云岭市/清河区", "2024", "工作安排 / 城市更新", "改造柳荫路。", link]);
        for (language, words) in [(Language::Chinese, "共找到 10001 句"), (Language::English, "10001 sentences")] {
            let cut = search(&[hit()], MOST_HITS as u64 + 1, &style(language));
            assert_eq!(cut.rows().len(), 2);
            assert!(cut.rows()[1][0].printed().starts_with(words));
        }
    }
}
