//! Reads a measure: a head of `-- key: value` lines, then one query.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::declaration::diagnostic::{Code, suggestion, words};
use crate::declaration::source::Notes;
use crate::declaration::{Measure, Words};

const KEYS: [&str; 9] = ["name", "kind", "numerator", "denominator", "exclusions", "unit", "scale", "metric", "group"];

/// The head's lines by key: value, and where the line stands.
struct Head<'t> {
    notes: &'t Notes,
    file: &'t str,
    lines: BTreeMap<&'t str, (&'t str, Range<usize>)>,
}

/// A measure from its file.
pub(super) fn measure(notes: &Notes, file: &str, id: &str) -> Measure {
    let text = notes.text(file);
    let part = format!("measures/{id}");
    notes.place(&part, file, 0..text.lines().next().map_or(0, str::len));
    let (head, end) = Head::read(notes, file, &part);
    let sql = text.get(end..).unwrap_or_default();
    let begin = end + (sql.len() - sql.trim_start().len());
    notes.place(&format!("{part}/sql"), file, begin..text.len());
    Measure {
        id: id.to_owned(),
        name: head.words("name"),
        kind: head.text("kind"),
        numerator: head.words("numerator"),
        denominator: head.words_or("denominator").unwrap_or_default(),
        exclusions: head.words_or("exclusions").unwrap_or_default(),
        unit: head.text("unit"),
        scale: head.scale(),
        metric: head.lines.get("metric").map(|(value, _)| (*value).to_owned()),
        group: head.words_or("group"),
        sql: sql.trim().trim_end_matches(';').trim_end().to_owned(),
    }
}

impl<'t> Head<'t> {
    /// The head and where it ends.
    fn read(notes: &'t Notes, file: &'t str, part: &str) -> (Self, usize) {
        let mut head = Self { notes, file, lines: BTreeMap::new() };
        let mut start = 0;
        for line in notes.text(file).split_inclusive('\n') {
            let Some(comment) = line.trim().strip_prefix("--") else { break };
            let span = start..start + line.trim_end().len();
            if let Some((key, value)) = comment.split_once(':') {
                head.add(key.trim(), value.trim(), span, part);
            } else if !comment.trim().is_empty() {
                let message = words!("题头的每一行写 `-- 名称: 值`", "each line of the head is `-- key: value`");
                let try_this = words!(
                    "其他说明写在 README.md，或空一行之后",
                    "put remarks into README.md or behind an empty line"
                );
                notes.at(file, span, Code::Syntax, message, try_this);
            }
            start += line.len();
        }
        (head, start)
    }

    fn add(&mut self, key: &'t str, value: &'t str, span: Range<usize>, part: &str) {
        if !KEYS.contains(&key) {
            let message = words!("不认识 `{key}`", "`{key}` is not known here");
            return self.notes.at(self.file, span, Code::UnknownKey, message, suggestion(key, KEYS));
        }
        self.notes.place(&format!("{part}/{key}"), self.file, span.clone());
        if value.is_empty() {
            let message = words!("`{key}` 后面没有值", "there is nothing behind `{key}`");
            let try_this = words!("写上值，或删去这一行", "write a value, or take the line out");
            return self.notes.at(self.file, span, Code::BadValue, message, try_this);
        }
        if self.lines.insert(key, (value, span.clone())).is_some() {
            let message = words!("`{key}` 写了两次", "`{key}` stands twice");
            self.notes.at(self.file, span, Code::DuplicateId, message, words!("删去一行", "take one of them out"));
        }
    }

    fn text(&self, key: &str) -> String {
        if !self.lines.contains_key(key) {
            self.missing(key);
        }
        self.lines.get(key).map_or_else(String::new, |(value, _)| (*value).to_owned())
    }

    fn words_or(&self, key: &str) -> Option<Words> {
        let (value, span) = self.lines.get(key)?;
        let both = value.split_once('|').map(|(zh, en)| (zh.trim(), en.trim()));
        let both = both.filter(|(zh, en)| !zh.is_empty() && !en.is_empty());
        if both.is_none() {
            let message = words!("`{key}` 只有一种语言", "`{key}` stands in one language only");
            let try_this = words!("写成 `-- {key}: 中文 | English`", "write `-- {key}: 中文 | English`");
            self.notes.at(self.file, span.clone(), Code::MissingLanguage, message, try_this);
        }
        both.map(|(zh, en)| Words { zh: zh.to_owned(), en: en.to_owned() })
    }

    fn words(&self, key: &str) -> Words {
        if !self.lines.contains_key(key) {
            self.missing(key);
        }
        self.words_or(key).unwrap_or_default()
    }

    fn scale(&self) -> u32 {
        const MOST: u32 = 9;
        let text = self.text("scale");
        let scale = text.parse::<u32>().ok().filter(|scale| *scale <= MOST);
        if let (None, Some((_, span))) = (scale, self.lines.get("scale")) {
            let message = words!("`scale` 不能是 `{text}`", "`scale` cannot be `{text}`");
            let try_this = words!("写小数位数，0 到 {MOST}", "write the digits behind the point, 0 to {MOST}");
            self.notes.at(self.file, span.clone(), Code::BadValue, message, try_this);
        }
        scale.unwrap_or(0)
    }

    fn missing(&self, key: &str) {
        let message = words!("题头缺少 `{key}`", "the head lacks `{key}`");
        let try_this = words!("加一行 `-- {key}: …`", "add a line `-- {key}: …`");
        self.notes.at(self.file, 0..0, Code::MissingKey, message, try_this);
    }
}
