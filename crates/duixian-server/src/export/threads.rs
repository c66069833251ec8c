//! Scoreboards, threads and comparisons as tables: every row leads to its sentence.

use duixian_tables::{Cell, ColumnKind, Table};

use super::{Style, whole, year};
use crate::language::Language;
use crate::model::compare::{ComparisonView, FigurePair, SideBySide};
use crate::model::scoreboard::ScoreboardView;
use crate::model::threads::{FigureBrief, OutcomeView, Thread, ThreadKind, ThreadView};
use ColumnKind::{Integer, Number, Text};

impl Style {
    /// The language of the table's words.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    fn place(&self, document: &str, start: u32) -> Cell {
        self.link(document, "at", &start.to_string())
    }
}

fn words(words: Option<impl Into<String>>) -> Cell {
    words.map_or(Cell::Empty, |words| Cell::text(words))
}

fn printed(figure: Option<&FigureBrief>) -> Cell {
    words(figure.map(|figure| figure.text.clone()))
}

fn value(figure: Option<&FigureBrief>) -> Cell {
    figure.map_or(Cell::Empty, |figure| Cell::number(figure.value.clone()))
}

const OUTCOME: [(&str, &str, ColumnKind); 12] = [
    ("verdict", "结论", Text),
    ("class", "类别", Text),
    ("rule", "规则代码", Text),
    ("rule_text", "规则", Text),
    ("later", "下一份报告", Text),
    ("later_year", "下一份报告年度", Integer),
    ("answer", "下文", Text),
    ("answer_sentence", "下文原句", Text),
    ("result", "实际数", Text),
    ("shared", "共同用语", Text),
    ("overruled", "人工认定", Text),
    ("answer_link", "下文链接", Text),
];

fn outcome(outcome: Option<&OutcomeView>, style: &Style) -> Vec<Cell> {
    let Some(outcome) = outcome else { return vec![Cell::Empty; OUTCOME.len()] };
    let answer = outcome.answer.as_ref();
    let overruled = outcome.overruled.as_ref();
    vec![
        style.code(outcome.verdict.code(), outcome.verdict.label()),
        style.code(outcome.class.code(), outcome.class.label()),
        Cell::text(outcome.rule.clone()),
        Cell::text(outcome.rule_text.clone()),
        Cell::text(outcome.later.title.clone()),
        year(outcome.later.year),
        words(answer.map(|answer| answer.text.clone())),
        words(answer.map(|answer| answer.sentence.text.clone())),
        printed(answer.and_then(|answer| answer.figure.as_ref())),
        Cell::text(outcome.evidence.shared.join(" ")),
        words(overruled.map(|decided| format!("{} {} {}", decided.at, decided.actor, decided.reason))),
        answer.map_or(Cell::Empty, |answer| style.place(&outcome.later.id, answer.span.start)),
    ]
}

/// A scoreboard as a table, one row a promise or target. Its last rows define the shares.
pub(crate) fn scores(view: &ScoreboardView, style: &Style) -> Table {
    let own: [(&str, &str, ColumnKind); 14] = [
        ("document", "文档", Text),
        ("place", "地区", Text),
        ("year", "年度", Integer),
        ("text", "原文", Text),
        ("action", "动作", Text),
        ("object", "对象", Text),
        ("hardness", "硬度", Text),
        ("field", "领域", Text),
        ("period", "时限", Text),
        ("metric", "指标代码", Text),
        ("target", "目标", Text),
        ("target_value", "目标数值", Number),
        ("sentence", "原句", Text),
        ("link", "出处链接", Text),
    ];
    let mut table = style.table(&[&own[..], &OUTCOME[..]].concat());
    for row in &view.rows.items {
        let mut cells = vec![
            Cell::text(view.report.title.clone()),
            Cell::text(view.place.clone()),
            year(Some(view.year)),
            Cell::text(row.text.clone()),
            words(row.action.clone()),
            Cell::text(row.object.clone()),
            row.hardness.map_or(Cell::Empty, |hardness| style.code(hardness.code(), hardness.label())),
            Cell::text(row.field.clone()),
            words(row.period.clone()),
            words(row.metric.clone()),
            printed(row.target.as_ref()),
            value(row.target.as_ref()),
            Cell::text(row.sentence.text.clone()),
            style.place(&view.report.id, row.span.start),
        ];
        cells.extend(outcome(row.outcome.as_ref(), style));
        table.push(cells);
    }
    for class in &view.classes {
        let share = class.share.as_ref();
        let share = share.map(|share| {
            let percent = share.percent.clone().unwrap_or_default();
            format!("{}: {}/{} {percent}%", class.name, share.numerator, share.denominator)
        });
        let name = share.unwrap_or_else(|| format!("{}: {}", class.name, class.rows));
        table.push(vec![Cell::text(name), Cell::text(class.definition.clone())]);
    }
    table.push(vec![
        Cell::text(view.definition.clone()),
        words(view.as_of.clone()),
        Cell::Empty,
        words(view.note.clone()),
    ]);
    table
}

/// The threads of a place as a table.
pub(crate) fn threads(threads: &[Thread], place: &str, style: &Style) -> Table {
    let mut table = style.table(&[
        ("id", "编号", Text),
        ("place", "地区", Text),
        ("name", "名称", Text),
        ("kind", "类别", Text),
        ("metric", "指标代码", Text),
        ("first_year", "首见年度", Integer),
        ("last_year", "最近年度", Integer),
        ("mentions", "提及次数", Integer),
        ("documents", "文档数", Integer),
        ("stage", "最近进度", Text),
        ("verdict", "最近结论", Text),
        ("slipped", "推迟年数", Integer),
        ("link", "链接", Text),
    ]);
    for thread in threads {
        let kind = match thread.kind {
            ThreadKind::Indicator => style.code("indicator", "指标"),
            ThreadKind::Promise => style.code("promise", "承诺"),
            ThreadKind::Target => style.code("target", "目标"),
        };
        let stage = thread.stage.as_ref();
        table.push(vec![
            Cell::text(thread.id.clone()),
            Cell::text(place),
            Cell::text(thread.name.clone()),
            kind,
            words(thread.metric.clone()),
            year(thread.first_year),
            year(thread.last_year),
            whole(thread.mentions.into()),
            whole(thread.documents.into()),
            stage.map_or(Cell::Empty, |stage| style.code(&stage.code, &stage.name)),
            thread.verdict.map_or(Cell::Empty, |verdict| style.code(verdict.code(), verdict.label())),
            year(thread.slipped),
            Cell::text(format!("{}/#/threads/{}", style.address, thread.id)),
        ]);
    }
    table
}

/// What is said of a thread as a table, with what became of each promise.
pub(crate) fn mentions(view: &ThreadView, style: &Style) -> Table {
    let own: [(&str, &str, ColumnKind); 12] = [
        ("thread", "脉络", Text),
        ("document", "文档", Text),
        ("place", "地区", Text),
        ("year", "年度", Integer),
        ("section", "章节", Text),
        ("text", "原文", Text),
        ("stage", "进度", Text),
        ("due", "时限年度", Integer),
        ("figure", "数据", Text),
        ("value", "数值", Number),
        ("sentence", "原句", Text),
        ("link", "出处链接", Text),
    ];
    let mut table = style.table(&[&own[..], &OUTCOME[..]].concat());
    for mention in &view.mentions {
        let became = view.outcomes.iter().find(|found| {
            let given = &found.given;
            let same_promise = mention.promise.is_some() && given.promise == mention.promise;
            let figure = mention.figure.as_ref().map(|figure| &figure.id);
            let same_figure = mention.promise.is_none() && figure.is_some() && given.figure.as_ref() == figure;
            given.document.id == mention.document.id && (same_promise || same_figure)
        });
        let stage = mention.stage.as_ref();
        let mut cells = vec![
            Cell::text(view.thread.name.clone()),
            Cell::text(mention.document.title.clone()),
            Cell::text(view.place.clone()),
            year(mention.document.year),
            Cell::text(mention.section.join(" / ")),
            Cell::text(mention.text.clone()),
            stage.map_or(Cell::Empty, |stage| style.code(&stage.code, &stage.name)),
            year(mention.due),
            printed(mention.figure.as_ref()),
            value(mention.figure.as_ref()),
            Cell::text(mention.sentence.text.clone()),
            style.place(&mention.document.id, mention.span.start),
        ];
        cells.extend(outcome(became.map(|found| &found.outcome), style));
        table.push(cells);
    }
    table
}

/// The pairs of a comparison as a table, those that differ first.
pub(crate) fn pairs(view: &ComparisonView, style: &Style) -> Table {
    let mut table = style.table(&[
        ("same", "是否一致", Text),
        ("subject", "对象", Text),
        ("metric", "指标代码", Text),
        ("metric_name", "指标", Text),
        ("period", "时期", Text),
        ("a", "前者", Text),
        ("a_value", "前者数值", Number),
        ("b", "后者", Text),
        ("b_value", "后者数值", Number),
        ("difference", "相差", Number),
        ("relative_percent", "相差百分比", Number),
        ("explanations", "可能的原因", Text),
        ("a_document", "前者文档", Text),
        ("a_sentence", "前者原句", Text),
        ("a_link", "前者链接", Text),
        ("b_document", "后者文档", Text),
        ("b_sentence", "后者原句", Text),
        ("b_link", "后者链接", Text),
    ]);
    for pair in view.differing.iter().chain(&view.alike) {
        table.push(pair_row(pair, view, style));
    }
    table
}

fn pair_row(pair: &FigurePair, view: &ComparisonView, style: &Style) -> Vec<Cell> {
    vec![
        if pair.same { style.code("yes", "一致") } else { style.code("no", "不一致") },
        Cell::text(pair.subject.clone()),
        words(pair.metric.clone()),
        words(pair.metric_name.clone()),
        words(pair.period.clone()),
        Cell::text(pair.a.figure.text.clone()),
        value(Some(&pair.a.figure)),
        Cell::text(pair.b.figure.text.clone()),
        value(Some(&pair.b.figure)),
        pair.difference.clone().map_or(Cell::Empty, Cell::number),
        pair.relative.clone().map_or(Cell::Empty, Cell::number),
        Cell::text(pair.explanations.join("; ")),
        Cell::text(view.a.title.clone()),
        Cell::text(pair.a.sentence.text.clone()),
        style.place(&view.a.id, pair.a.figure.span.start),
        Cell::text(view.b.title.clone()),
        Cell::text(pair.b.sentence.text.clone()),
        style.place(&view.b.id, pair.b.figure.span.start),
    ]
}

/// Several documents side by side as a table: for each a column with the value and one with the link.
pub(crate) fn side_by_side(view: &SideBySide, style: &Style) -> Table {
    let mut names: Vec<(String, String, ColumnKind)> = [
        ("metric", "指标代码", Text),
        ("metric_name", "指标", Text),
        ("measure", "度量", Text),
        ("kind", "类别", Text),
        ("unit", "单位", Text),
        ("period", "时期", Text),
    ]
    .map(|(english, chinese, kind)| (english.to_owned(), chinese.to_owned(), kind))
    .to_vec();
    for document in &view.documents {
        let place = if document.place.is_empty() { &document.title } else { &document.place };
        let year = document.year.map(|year| year.to_string()).unwrap_or_default();
        let name = format!("{place} {year}");
        names.push((name.clone(), name.clone(), Number));
        names.push((format!("{name} link"), format!("{name} 链接"), Text));
    }
    let columns: Vec<(&str, &str, ColumnKind)> =
        names.iter().map(|(english, chinese, kind)| (english.as_str(), chinese.as_str(), *kind)).collect();
    let mut table = style.table(&columns);
    for row in &view.rows {
        let mut cells = vec![
            Cell::text(row.metric.clone()),
            Cell::text(row.metric_name.clone()),
            style.code(row.measure.code(), row.measure.label()),
            style.code(row.kind.code(), row.kind.label()),
            Cell::text(row.unit.clone()),
            words(row.period.clone()),
        ];
        for (cell, document) in row.cells.iter().zip(&view.documents) {
            cells.push(value(cell.as_ref()));
            let link = cell.as_ref().map(|figure| style.link(&document.id, "figure", &figure.id));
            cells.push(link.unwrap_or_default());
        }
        table.push(cells);
    }
    table
}
