//! Reads a system's folder into its declaration: the form of every file, with a place for every part.
//!
//! What the parts mean together is judged by `check`, and only where the form holds.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::DeTable;

use crate::declaration::diagnostic::{Code, near_miss, words};
use crate::declaration::source::Notes;
use crate::declaration::{Folder, Role, Side, System};

mod kind;
mod measures;
mod reader;
mod registers;
mod rules;
mod stories;
mod views;

use reader::{Reader, is_id};
pub(super) use stories::{life, stories};

/// The system that the files declare; faults go into the notes.
///
/// None only where the two files that make a system are not there.
pub(super) fn system(folder: &Folder, notes: &Notes) -> Option<System> {
    unknown_files(folder, notes);
    let head = head(folder, notes);
    let main = needs_file(folder, notes, "matter.toml");
    let mut system = head?;
    if main {
        let id = system.id.clone();
        system.kinds.push(file(notes, "matter.toml", &format!("kinds/{id}"), |reader| kind::kind(reader, id)));
    }
    for path in files_in(folder, "kinds/", ".toml") {
        let id = format!("{}.{}", system.id, stem(path));
        system.kinds.push(file(notes, path, &format!("kinds/{id}"), |reader| kind::kind(reader, id)));
    }
    for path in files_in(folder, "registers/", ".toml") {
        let id = stem(path).to_owned();
        let register = file(notes, path, &format!("registers/{id}"), |reader| registers::register(reader, id.clone()));
        system.registers.insert(id, register);
    }
    for path in files_in(folder, "measures/", ".sql") {
        system.measures.push(measures::measure(notes, path, stem(path)));
    }
    if folder.contains_key("views.toml") {
        system.views = file(notes, "views.toml", "views", |reader| views::views(reader, &system.id));
    }
    main.then_some(system)
}

fn head(folder: &Folder, notes: &Notes) -> Option<System> {
    if !needs_file(folder, notes, "system.toml") {
        return None;
    }
    file(notes, "system.toml", "system", |reader| {
        let roles = reader.named("roles").into_iter().map(|(id, role)| {
            if ["lead", "joint", "author", "anyone"].contains(&id.as_str()) {
                let message =
                    words!("`{id}` 是固定用词，不能作职责", "`{id}` has a meaning of its own and cannot be a role");
                role.fault_at("id", Code::BadId, message, words!("换一个标识", "choose another id"));
            }
            let sides = [("handling", Side::Handling), ("judging", Side::Judging), ("public", Side::Public)];
            let name = role.words("name");
            let side = role.word("side", &sides).unwrap_or(Side::Handling);
            role.finish();
            Role { id, name, side }
        });
        let roles = roles.collect();
        let system = System {
            id: reader.id("id"),
            name: reader.words("name"),
            purpose: reader.words("purpose"),
            version: needed(&reader, "version", reader.whole_or("version", 1..=1_000_000)).unwrap_or(1),
            effective: reader.date("effective").unwrap_or_default(),
            follows: reader.list("follows"),
            roles,
            // These come from other files.
            kinds: Vec::new(),
            registers: BTreeMap::new(),
            measures: Vec::new(),
            views: BTreeMap::new(),
        };
        reader.finish();
        Some(system)
    })
}

/// A value that must be there.
fn needed<T>(reader: &Reader<'_>, key: &str, value: Option<T>) -> Option<T> {
    if value.is_none() && !reader.has(key) {
        let message = words!("缺少 `{key}`", "`{key}` is missing");
        reader.fault(Code::MissingKey, message, words!("请写上 `{key} = …`", "add `{key} = …`"));
    }
    value
}

/// Reads one TOML file.
fn file<T>(notes: &Notes, path: &str, part: &str, read: impl FnOnce(Reader<'_>) -> T) -> T {
    let document = document(notes, path);
    let made = read(Reader::new(notes, path, part.to_owned(), document.get_ref(), 0..0));
    notes.syntax_first(path);
    made
}

/// The document of a file, as much as can be read.
fn document<'t>(notes: &'t Notes, path: &str) -> Spanned<DeTable<'t>> {
    let (document, errors) = DeTable::parse_recoverable(notes.text(path));
    for error in errors {
        let said = error.message();
        let message = words!("不是合乎格式的 TOML：{said}", "this is not TOML: {said}");
        let try_this =
            words!("检查引号、括号和等号；文字要加引号", "look at quotes, brackets and `=`; words stand in quotes");
        notes.at(path, error.span().unwrap_or(0..0), Code::Syntax, message, try_this);
    }
    document
}

fn needs_file(folder: &Folder, notes: &Notes, path: &str) -> bool {
    let is_there = folder.contains_key(path);
    if !is_there {
        let message = words!("缺少文件 `{path}`", "the file `{path}` is missing");
        let try_this =
            words!("每个系统都要有它，写法见 docs/systems.md", "every system has one; docs/systems.md tells its form");
        notes.at(path, 0..0, Code::MissingFile, message, try_this);
    }
    is_there
}

fn unknown_files(folder: &Folder, notes: &Notes) {
    const FILES: [&str; 5] = ["system.toml", "matter.toml", "views.toml", "open311.toml", "README.md"];
    const FOLDERS: [(&str, &str); 4] =
        [("kinds/", ".toml"), ("registers/", ".toml"), ("measures/", ".sql"), ("stories/", ".toml")];
    for path in folder.keys() {
        let is_apart = path.starts_with("samples/") || path.starts_with("versions/");
        let listed = FOLDERS.iter().any(|(folder, ending)| is_in(path, folder, ending));
        if is_apart || listed || FILES.contains(&path.as_str()) {
            if listed && !path.starts_with("stories/") && !is_id(stem(path)) {
                let message = words!("文件名 `{path}` 不能作标识", "the file's name `{path}` cannot be an id");
                let try_this = words!("只用小写字母、数字和 `_`", "use small letters, digits and `_`");
                notes.at(path, 0..0, Code::BadId, message, try_this);
            }
            continue;
        }
        let message = words!("系统里没有名为 `{path}` 的文件", "no file of a system is named `{path}`");
        let try_this = match near_miss(path, FILES) {
            Some(near) => words!("是否想写 `{near}`", "did you mean `{near}`?"),
            None => words!(
                "放入 kinds/*.toml、registers/*.toml、measures/*.sql、stories/*.toml 或 samples/",
                "put it into kinds/*.toml, registers/*.toml, measures/*.sql, stories/*.toml or samples/"
            ),
        };
        notes.at(path, 0..0, Code::UnknownFile, message, try_this);
    }
}

/// The files directly in a folder, with an ending, by name.
fn files_in<'f>(folder: &'f Folder, within: &'f str, ending: &'f str) -> impl Iterator<Item = &'f str> {
    folder.keys().map(String::as_str).filter(move |path| is_in(path, within, ending))
}

fn is_in(path: &str, folder: &str, ending: &str) -> bool {
    let name = path.strip_prefix(folder).and_then(|name| name.strip_suffix(ending));
    name.is_some_and(|name| !name.is_empty() && !name.contains('/'))
}

/// The name of a file without folder and ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}
