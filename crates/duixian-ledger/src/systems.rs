//! The systems (系统) that a ledger runs: those that ship with the program, or those of a folder, in all their versions.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use duixian_figures::Codebook;
use duixian_matters::declaration::{
    Code, Compiled, Diagnostic, Folder, Kind, Severity, Story, StoryStep, System, Words, compile_all,
};
use jiff::civil::Date;
use rust_embed::Embed;

/// The systems that ship with the program.
#[derive(Embed)]
#[folder = "../../systems"]
#[allow_missing = true]
struct Shipped;

/// The largest file of a folder that is read, in bytes: declarations are written by hand.
const LARGEST: u64 = 4 << 20;

/// The files of several systems, by the name of their folder: `permits`, or `permits/versions/2` for an older version.
pub type Sources = BTreeMap<String, Folder>;

/// Systems that are sound, by id and version.
#[derive(Clone, Debug, Default)]
pub struct Systems {
    systems: BTreeMap<String, Versions>,
}

#[derive(Clone, Debug)]
struct Versions {
    current: Arc<System>,
    /// All of them, the current one too.
    all: BTreeMap<u32, Arc<System>>,
    stories: Vec<Story>,
    life: Vec<StoryStep>,
    files: Folder,
}

/// Why systems cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SystemsError {
    /// The folder or a file in it cannot be read.
    #[error("cannot read the systems' folder {path}: {reason}")]
    Folder {
        /// The folder or file.
        path: String,
        /// Why.
        reason: String,
    },
    /// A declaration has errors.
    #[error("the system {folder} has errors ({count}); the first is in {}:{}: {}", first.file, first.line, first.message.en)]
    Faulty {
        /// The system's folder.
        folder: String,
        /// How many.
        count: usize,
        /// The first of them.
        first: Box<Diagnostic>,
    },
}

impl SystemsError {
    /// What failed, in Chinese.
    pub fn message_zh(&self) -> String {
        match self {
            Self::Folder { path, reason } => format!("无法读取系统文件夹 {path}：{reason}"),
            Self::Faulty { folder, count, first } => {
                let (file, line, message) = (&first.file, first.line, &first.message.zh);
                format!("系统 {folder} 有 {count} 处错误，第一处在 {file}:{line}：{message}")
            }
        }
    }

    /// What can be tried.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Folder { .. } => "check that the folder exists and can be read; it holds one folder a system",
            Self::Faulty { .. } => "see all of them with `duixian systems check`",
        }
    }

    /// What can be tried, in Chinese.
    pub fn hint_zh(&self) -> &'static str {
        match self {
            Self::Folder { .. } => "请确认文件夹存在并可读，其中每个系统一个文件夹",
            Self::Faulty { .. } => "请用 `duixian systems check` 查看全部错误",
        }
    }
}

impl Systems {
    /// The systems that ship with the program.
    pub fn standard() -> Result<Self, SystemsError> {
        Self::of(&shipped())
    }

    /// The systems of a folder: one folder a system.
    pub fn from_folder(path: &Path) -> Result<Self, SystemsError> {
        Self::of(&read_systems(path)?)
    }

    /// The systems of these files; refused where one of them has an error.
    pub fn of(sources: &Sources) -> Result<Self, SystemsError> {
        let mut systems = Self::default();
        let compiled = compile_sources(sources);
        for (folder, compiled) in &compiled {
            let errors = compiled.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
            if let Some(first) = errors.clone().next() {
                let (folder, count) = (folder.clone(), errors.count());
                return Err(SystemsError::Faulty { folder, count, first: Box::new(first.clone()) });
            }
        }
        for (folder, compiled) in compiled {
            let files = sources.get(&folder).cloned().unwrap_or_default();
            systems.add(&folder, compiled, files);
        }
        Ok(systems)
    }

    /// Folders come in order, so that a current version comes before its older ones.
    fn add(&mut self, folder: &str, compiled: Compiled, files: Folder) {
        let Some(system) = compiled.system.map(Arc::new) else { return };
        let (id, version) = (system.id.clone(), system.version);
        if is_older(folder) {
            if let Some(versions) = self.systems.get_mut(&id) {
                versions.all.insert(version, system);
            }
            return;
        }
        let all = BTreeMap::from([(version, Arc::clone(&system))]);
        let (stories, life) = (compiled.stories, compiled.life);
        self.systems.insert(id, Versions { current: system, all, stories, life, files });
    }

    /// The current version of each system, by id.
    pub fn all(&self) -> impl Iterator<Item = &Arc<System>> {
        self.systems.values().map(|versions| &versions.current)
    }

    /// Every version of each system.
    pub fn versions(&self) -> impl Iterator<Item = &Arc<System>> {
        self.systems.values().flat_map(|versions| versions.all.values())
    }

    /// The current version of a system.
    pub fn current(&self, id: &str) -> Option<&Arc<System>> {
        self.systems.get(id).map(|versions| &versions.current)
    }

    /// A version of a system, for the matters that run under it.
    pub fn version(&self, id: &str, version: u32) -> Option<&Arc<System>> {
        self.systems.get(id)?.all.get(&version)
    }

    /// The version that holds for matters opened on a day: the newest one that is in effect; none: not yet.
    pub fn in_force(&self, id: &str, day: Date) -> Option<&Arc<System>> {
        self.systems.get(id)?.all.values().rev().find(|system| system.effective <= day)
    }

    /// The current version of the system that has a kind, and the kind.
    pub fn kind(&self, kind: &str) -> Option<(&Arc<System>, &Kind)> {
        let system = self.current(system_of(kind))?;
        Some((system, system.kind(kind)?))
    }

    /// A system's stories.
    pub fn stories(&self, id: &str) -> &[Story] {
        self.systems.get(id).map_or(&[], |versions| &versions.stories)
    }

    /// Steps that bring a system's sample to life.
    pub fn life(&self, id: &str) -> &[StoryStep] {
        self.systems.get(id).map_or(&[], |versions| &versions.life)
    }

    /// A system's files: its sample tables and its page.
    pub fn files(&self, id: &str) -> Option<&Folder> {
        self.systems.get(id).map(|versions| &versions.files)
    }
}

/// The id of the system that a kind belongs to.
pub fn system_of(kind: &str) -> &str {
    kind.split('.').next().unwrap_or(kind)
}

fn is_older(folder: &str) -> bool {
    folder.contains('/')
}

/// Compiles all systems; an older version is judged beside the current ones of the other systems.
pub fn compile_sources(sources: &Sources) -> BTreeMap<String, Compiled> {
    let (older, current): (Sources, Sources) =
        sources.iter().map(|(name, folder)| (name.clone(), folder.clone())).partition(|(name, _)| is_older(name));
    let mut compiled = compile_all(&current);
    for (name, folder) in older {
        let id = name.split('/').next().unwrap_or_default().to_owned();
        let mut beside = current.clone();
        beside.insert(id.clone(), folder);
        if let Some(version) = compile_all(&beside).remove(&id) {
            compiled.insert(name, version);
        }
    }
    let codebook = Codebook::standard();
    for (name, compiled) in &mut compiled {
        if let Some(files) = sources.get(name) {
            metrics(compiled, files, &codebook);
        }
    }
    compiled
}

/// Reports measures whose indicator the codebook does not have.
fn metrics(compiled: &mut Compiled, files: &Folder, codebook: &Codebook) {
    let measures = compiled.system.iter().flat_map(|system| &system.measures);
    for measure in measures {
        let Some(metric) = measure.metric.as_deref().filter(|metric| codebook.indicator(metric).is_none()) else {
            continue;
        };
        let file = format!("measures/{}.sql", measure.id);
        let lines = files.get(&file).map(String::as_str).unwrap_or_default().lines();
        let is_metric = |line: &str| line.trim_start_matches('-').trim_start().starts_with("metric");
        let found = lines.enumerate().find(|(_, line)| is_metric(line));
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        compiled.diagnostics.push(Diagnostic {
            file,
            line: count(found.map_or(1, |(index, _)| index + 1)),
            column: 1,
            length: count(found.map_or(1, |(_, line)| line.chars().count())),
            code: Code::UnknownMetric,
            severity: Code::UnknownMetric.severity(),
            message: Words {
                zh: format!("用词表里没有指标 `{metric}`"),
                en: format!("the codebook has no indicator `{metric}`"),
            },
            try_this: Words {
                zh: "写 codebook/indicators.toml 里的 code，或删去这一行".to_owned(),
                en: "write a code of codebook/indicators.toml, or take the line out".to_owned(),
            },
        });
    }
}

/// The files of the systems that ship with the program.
pub fn shipped() -> Sources {
    let mut sources = Sources::new();
    for path in Shipped::iter() {
        let text = Shipped::get(&path).and_then(|file| String::from_utf8(file.data.into_owned()).ok());
        if let Some(text) = text {
            add_file(&mut sources, &path, &text);
        }
    }
    sources
}

/// The files of a folder of systems.
pub fn read_systems(path: &Path) -> Result<Sources, SystemsError> {
    let mut sources = Sources::new();
    read_into(&mut sources, path, "")?;
    Ok(sources)
}

/// The files of one system's folder.
pub fn read_system(path: &Path) -> Result<Sources, SystemsError> {
    let whole = path.canonicalize().map_err(|error| unreadable(path, &error))?;
    let name = whole.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut sources = Sources::new();
    read_into(&mut sources, path, &format!("{name}/"))?;
    Ok(sources)
}

/// Reads all files of text below a folder; `prefix` stands before their paths.
fn read_into(sources: &mut Sources, path: &Path, prefix: &str) -> Result<(), SystemsError> {
    let entries = fs::read_dir(path).map_err(|error| unreadable(path, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| unreadable(path, &error))?;
        let inner = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type().map_err(|error| unreadable(&inner, &error))?;
        // Hidden files belong to editors and to version control.
        if name.starts_with('.') {
            continue;
        }
        if kind.is_dir() {
            read_into(sources, &inner, &format!("{prefix}{name}/"))?;
        } else if kind.is_file() {
            let size = entry.metadata().map_err(|error| unreadable(&inner, &error))?.len();
            if size > LARGEST {
                let reason = format!("{size} bytes, at most {LARGEST}");
                return Err(SystemsError::Folder { path: inner.display().to_string(), reason });
            }
            let bytes = fs::read(&inner).map_err(|error| unreadable(&inner, &error))?;
            match String::from_utf8(bytes) {
                Ok(text) => add_file(sources, &format!("{prefix}{name}"), &text),
                // Pictures may lie among the samples.
                Err(_) if prefix.contains("/samples/") => {}
                Err(error) => {
                    let reason = error.utf8_error().to_string();
                    return Err(SystemsError::Folder { path: inner.display().to_string(), reason });
                }
            }
        }
    }
    Ok(())
}

/// Sorts a file to its system or version; files beside the systems' folders belong to none.
fn add_file(sources: &mut Sources, path: &str, text: &str) {
    let Some((system, file)) = path.split_once('/') else { return };
    let (folder, file) = match file.strip_prefix("versions/").and_then(|file| file.split_once('/')) {
        Some((version, file)) => (format!("{system}/versions/{version}"), file),
        None => (system.to_owned(), file),
    };
    // Windows counts its ends of lines as two signs.
    let text = text.replace("\r\n", "\n");
    sources.entry(folder).or_default().insert(file.to_owned(), text);
}

fn unreadable(path: &Path, error: &io::Error) -> SystemsError {
    SystemsError::Folder { path: path.display().to_string(), reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_sorted_to_systems_and_versions() {
        let mut sources = Sources::new();
        for path in ["README.md", "a/system.toml", "a/kinds/b.toml", "a/versions/1/system.toml"] {
            add_file(&mut sources, path, "x\r\ny");
        }
        let found = sources.iter().flat_map(|(folder, files)| files.keys().map(move |file| format!("{folder}:{file}")));
        assert_eq!(
            found.collect::<Vec<_>>(),
            ["a:kinds/b.toml", "a:system.toml", "a/versions/1:system.toml"].map(str::to_owned)
        );
        assert_eq!(sources["a"]["system.toml"], "x\ny");
    }

    #[test]
    fn the_shipped_systems_are_sound() {
        if let Err(error) = Systems::standard() {
            panic!("{error}");
        }
    }

    #[test]
    fn a_folder_that_is_not_there_is_told() {
        let error = Systems::from_folder(Path::new("/nowhere/at/all")).expect_err("there is none");
        assert!(error.to_string().contains("/nowhere/at/all"), "{error}");
    }
}
