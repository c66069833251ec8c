//! Reads one TOML table strictly: every value of its type, every key known, every fault kept with its place.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Range, RangeInclusive};

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::declaration::Words;
use crate::declaration::diagnostic::{Code, suggestion, words};
use crate::declaration::source::Notes;

/// A table of a file.
pub(super) struct Reader<'t> {
    notes: &'t Notes,
    file: &'t str,
    /// The path of the part that it declares.
    path: String,
    table: &'t DeTable<'t>,
    span: Range<usize>,
    /// The keys that were asked for.
    known: RefCell<BTreeSet<String>>,
}

impl<'t> Reader<'t> {
    /// The table that a whole file is, or a part of one.
    pub(super) fn new(
        notes: &'t Notes,
        file: &'t str,
        path: String,
        table: &'t DeTable<'t>,
        span: Range<usize>,
    ) -> Self {
        notes.place(&path, file, span.clone());
        Self { notes, file, path, table, span, known: RefCell::default() }
    }

    /// Names the part anew; its place is that of its id, where it has one.
    pub(super) fn move_to(&mut self, path: String) {
        let span = self.table.get("id").map_or_else(|| self.span.clone(), Spanned::span);
        self.notes.place(&path, self.file, span);
        self.path = path;
    }

    /// The line where it begins.
    pub(super) fn line(&self) -> u32 {
        self.notes.line(self.file, self.span.start)
    }

    /// Reports a fault of the whole table.
    pub(super) fn fault(&self, code: Code, message: Words, try_this: Words) {
        self.notes.at(self.file, self.span.clone(), code, message, try_this);
    }

    /// Reports a fault of a key's value, or of the table where the key is not there.
    pub(super) fn fault_at(&self, key: &str, code: Code, message: Words, try_this: Words) {
        let span = self.table.get(key).map_or_else(|| self.span.clone(), Spanned::span);
        self.notes.at(self.file, span, code, message, try_this);
    }

    /// Whether the key is there; it becomes known.
    pub(super) fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// The keys that are there.
    pub(super) fn keys(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        self.table.keys().map(|key| key.get_ref().as_ref())
    }

    fn value(&self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.known.borrow_mut().insert(key.to_owned());
        let value = self.table.get(key)?;
        self.notes.place(&format!("{}/{key}", self.path), self.file, value.span());
        Some(value)
    }

    fn missing(&self, key: &str) {
        let message = words!("缺少 `{key}`", "`{key}` is missing");
        self.fault(Code::MissingKey, message, words!("请写上 `{key} = …`", "add `{key} = …`"));
    }

    fn wrong_type(&self, span: Range<usize>, key: &str, zh: &str, en: &str) {
        let message = words!("`{key}` 应为{zh}", "`{key}` must be {en}");
        let try_this = words!("请把它改写为{zh}", "write {en}");
        self.notes.at(self.file, span, Code::WrongType, message, try_this);
    }

    fn required<T>(&self, key: &str, value: Option<T>) -> Option<T> {
        if self.table.get(key).is_none() {
            self.missing(key);
        }
        value
    }

    /// Words that need no other language.
    pub(super) fn text_or(&self, key: &str) -> Option<String> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(text.to_string()),
            _ => {
                self.wrong_type(value.span(), key, "不为空的文字（加引号）", "words in quotes, and not empty");
                None
            }
        }
    }

    /// Words, which may be empty.
    pub(super) fn any_text(&self, key: &str) -> Option<String> {
        let value = self.value(key)?;
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong_type(value.span(), key, "文字（加引号）", "words in quotes");
        }
        text.map(str::to_owned)
    }

    /// Words that must be there.
    pub(super) fn text(&self, key: &str) -> String {
        self.required(key, self.text_or(key)).unwrap_or_default()
    }

    /// An id: small letters, digits and `_`, beginning with a letter.
    pub(super) fn id(&self, key: &str) -> String {
        let id = self.text(key);
        if !id.is_empty() && !is_id(&id) {
            self.bad_id(key, &id);
        }
        id
    }

    fn bad_id(&self, key: &str, id: &str) {
        let message = words!("`{id}` 不能作标识", "`{id}` cannot be an id");
        let try_this = words!(
            "只用小写字母、数字和 `_`，以字母开头，不超过 40 个字符",
            "use small letters, digits and `_`, a letter first, at most 40 signs"
        );
        self.fault_at(key, Code::BadId, message, try_this);
    }

    /// A name or sentence in both languages.
    pub(super) fn words_or(&self, key: &str) -> Option<Words> {
        let value = self.value(key)?;
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(value.span(), key, "{ zh = \"…\", en = \"…\" }", "{ zh = \"…\", en = \"…\" }");
            return None;
        };
        let inner = Reader::new(self.notes, self.file, format!("{}/{key}", self.path), table, value.span());
        let both = ["zh", "en"].map(|language| {
            let text = inner.has(language).then(|| inner.text_or(language));
            if text.is_none() {
                let message = words!("`{key}` 缺少 `{language}`", "`{key}` lacks `{language}`");
                let try_this = words!("中文、英文都要写", "write it in Chinese and in English");
                self.notes.at(self.file, value.span(), Code::MissingLanguage, message, try_this);
            }
            text.flatten().unwrap_or_default()
        });
        inner.finish();
        let [zh, en] = both;
        Some(Words { zh, en })
    }

    /// The same, which must be there.
    pub(super) fn words(&self, key: &str) -> Words {
        self.required(key, self.words_or(key)).unwrap_or_default()
    }

    /// `true` or `false`.
    pub(super) fn flag_or(&self, key: &str) -> Option<bool> {
        let value = self.value(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(value.span(), key, " true 或 false", "true or false");
        }
        flag
    }

    /// The same; `false` where it is not there.
    pub(super) fn flag(&self, key: &str) -> bool {
        self.flag_or(key).unwrap_or(false)
    }

    /// A whole number within bounds.
    pub(super) fn whole_or(&self, key: &str, bounds: RangeInclusive<u32>) -> Option<u32> {
        let value = self.value(key)?;
        let DeValue::Integer(number) = value.get_ref() else {
            self.wrong_type(value.span(), key, "整数", "a whole number");
            return None;
        };
        let number = u32::from_str_radix(number.as_str(), number.radix()).ok();
        let number = number.filter(|number| bounds.contains(number));
        if number.is_none() {
            let (least, most) = (bounds.start(), bounds.end());
            let message = words!("`{key}` 超出范围", "`{key}` is out of bounds");
            let try_this = words!("请写 {least} 到 {most} 的整数", "write a whole number from {least} to {most}");
            self.notes.at(self.file, value.span(), Code::BadValue, message, try_this);
        }
        number
    }

    /// A day.
    pub(super) fn date_or(&self, key: &str) -> Option<Date> {
        let value = self.value(key)?;
        let date = value.get_ref().as_datetime().filter(|moment| moment.time.is_none()).and_then(|moment| moment.date);
        let date = date.and_then(|date| {
            let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
            Date::new(i16::try_from(date.year).ok()?, month, day).ok()
        });
        if date.is_none() {
            self.wrong_type(
                value.span(),
                key,
                "日期（如 2026-01-01，不加引号）",
                "a day such as 2026-01-01, without quotes",
            );
        }
        date
    }

    /// A day that must be there.
    pub(super) fn date(&self, key: &str) -> Option<Date> {
        self.required(key, self.date_or(key))
    }

    /// One of a closed list of words.
    pub(super) fn word_or<T: Copy>(&self, key: &str, list: &[(&str, T)]) -> Option<T> {
        let text = self.text_or(key)?;
        let found = list.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let message = words!("`{key}` 不能是 `{text}`", "`{key}` cannot be `{text}`");
            let try_this = suggestion(&text, list.iter().map(|(word, _)| *word));
            self.fault_at(key, Code::BadValue, message, try_this);
        }
        found.map(|(_, value)| *value)
    }

    /// The same, which must be there.
    pub(super) fn word<T: Copy>(&self, key: &str, list: &[(&str, T)]) -> Option<T> {
        self.required(key, self.word_or(key, list))
    }

    /// A list of texts, none of them twice.
    pub(super) fn list_or(&self, key: &str) -> Option<Vec<String>> {
        let value = self.value(key)?;
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_type(value.span(), key, "列表 [\"…\"]", "a list [\"…\"]");
            return None;
        };
        let mut list = Vec::new();
        let mut seen = BTreeSet::new();
        for item in array {
            let DeValue::String(text) = item.get_ref() else {
                self.wrong_type(item.span(), key, "文字的列表 [\"…\"]", "a list of words [\"…\"]");
                continue;
            };
            if !seen.insert(text.as_ref()) {
                let message = words!("`{text}` 在 `{key}` 中写了两次", "`{text}` stands in `{key}` twice");
                let try_this = words!("删去一个", "take one of them out");
                self.notes.at(self.file, item.span(), Code::DuplicateId, message, try_this);
                continue;
            }
            self.notes.place(&format!("{}/{key}/{text}", self.path), self.file, item.span());
            list.push(text.to_string());
        }
        Some(list)
    }

    /// The same; empty where it is not there.
    pub(super) fn list(&self, key: &str) -> Vec<String> {
        self.list_or(key).unwrap_or_default()
    }

    /// A list that must be there.
    pub(super) fn needed_list(&self, key: &str) -> Vec<String> {
        self.required(key, self.list_or(key)).unwrap_or_default()
    }

    /// Texts by name.
    pub(super) fn map(&self, key: &str) -> BTreeMap<String, String> {
        let Some(inner) = self.table(key) else { return BTreeMap::new() };
        let texts = inner.keys().filter_map(|name| Some((name.to_owned(), inner.text_or(name)?))).collect();
        inner.finish();
        texts
    }

    /// A table within.
    pub(super) fn table(&self, key: &str) -> Option<Reader<'t>> {
        let value = self.value(key)?;
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(value.span(), key, "表 { … }", "a table { … }");
            return None;
        };
        Some(Reader::new(self.notes, self.file, format!("{}/{key}", self.path), table, value.span()))
    }

    /// A list of tables, in order; the path of each ends with its number.
    pub(super) fn tables(&self, key: &str) -> Vec<Reader<'t>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_type(value.span(), key, &format!("若干 [[{key}]] 表"), &format!("tables [[{key}]]"));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for (index, item) in array.iter().enumerate() {
            match item.get_ref() {
                DeValue::Table(table) => {
                    let path = format!("{}/{key}/{index}", self.path);
                    tables.push(Reader::new(self.notes, self.file, path, table, item.span()));
                }
                _ => self.wrong_type(item.span(), key, "表 { … }", "a table { … }"),
            }
        }
        tables
    }

    /// A list of tables with ids, none of them twice; the path of each ends with its id.
    pub(super) fn named(&self, key: &str) -> Vec<(String, Reader<'t>)> {
        let mut named = Vec::new();
        let mut seen = BTreeSet::new();
        for mut table in self.tables(key) {
            let id = table.id("id");
            if !id.is_empty() && !seen.insert(id.clone()) {
                let message = words!("`{id}` 已经有了", "there is a `{id}` already");
                let try_this = words!("换一个标识，或删去一个", "give it another id, or take one of them out");
                table.fault_at("id", Code::DuplicateId, message, try_this);
            }
            table.move_to(format!("{}/{key}/{id}", self.path));
            named.push((id, table));
        }
        named
    }

    /// Reports the keys that were never asked for.
    pub(super) fn finish(self) {
        let known = self.known.borrow();
        for key in self.table.keys().filter(|key| !known.contains(key.get_ref().as_ref())) {
            let name = key.get_ref();
            let message = words!("不认识 `{name}`", "`{name}` is not known here");
            let try_this = suggestion(name, known.iter().map(String::as_str));
            self.notes.at(self.file, key.span(), Code::UnknownKey, message, try_this);
        }
    }
}

/// Whether a text can be an id.
pub(super) fn is_id(text: &str) -> bool {
    const LONGEST: usize = 40;
    text.len() <= LONGEST
        && text.starts_with(|sign: char| sign.is_ascii_lowercase())
        && text.chars().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_')
}
