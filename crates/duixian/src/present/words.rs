//! The words that stand in a terminal for field names and codes.

use duixian_tables::Cell;

use crate::language::Language;

/// The heading of a field: its name in English, its word in Chinese.
pub(crate) fn heading(name: &str, language: Language) -> &str {
    let english = if name == "text" { "as printed" } else { name };
    let chinese = match name {
        "subject" => "事项",
        "text" => "原文",
        "value" => "数值",
        "measure" => "口径",
        "kind" => "性质",
        "period" => "时期",
        "sentence" => "原句",
        "action" => "动作",
        "object" => "对象",
        "hardness" => "硬度",
        "figures" => "数据",
        "promise" | "promises" => "承诺",
        "field" => "领域",
        "rule" => "规则",
        "evidence" => "依据",
        "file" => "文件",
        "document" => "文档",
        "corrected" => "更正",
        "id" => "编号",
        "title" => "标题",
        "place" => "地区",
        "year" => "年份",
        "meeting" => "会议",
        "date" => "日期",
        "speaker" => "报告人",
        "format" => "格式",
        "size" => "篇幅",
        "name" => "名称",
        "added" => "入账时间",
        "outcome" => "结果",
        "answer" => "下文",
        "verdict" => "结论",
        "why" => "理由",
        "shared words" => "共同词语",
        "stage" => "阶段",
        "difference" => "相差",
        "what may explain it" => "可能的原因",
        "relation" => "关系",
        "computed" => "计算",
        "where" => "位置",
        "wrong" => "有误",
        "start" => "起",
        "end" => "止",
        "unit" => "单位",
        "bound" => "界限",
        "region" => "范围",
        "metric" => "指标",
        "section" => "章节",
        "bytes" => "字节",
        "characters" => "字数",
        other => other,
    };
    language.pick(english, chinese)
}

/// A cell of a terminal's table: codes become words where the reader reads Chinese.
pub(super) fn translated(field: &str, cell: Cell, language: Language) -> Cell {
    let Cell::Text(code) = &cell else { return cell };
    if language == Language::En {
        return cell;
    }
    let word = match (field, code.as_str()) {
        ("measure", "level") => "水平",
        ("measure", "growth") => "增速",
        ("measure", "avg_growth") => "年均增速",
        ("measure", "change") => "增减",
        ("measure", "multiple") => "倍数",
        ("measure", "rank") => "位次",
        ("measure", "ratio") => "比例",
        ("kind", "fact") => "事实",
        ("kind", "target") => "目标",
        ("hardness", "result") => "结果",
        ("hardness", "start") => "启动",
        ("hardness", "progress") => "推进",
        ("hardness", "aim") => "争取",
        ("hardness", "direction") => "方向",
        _ => return cell,
    };
    Cell::text(word)
}
