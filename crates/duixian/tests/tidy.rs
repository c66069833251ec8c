//! The house rules that a machine can hold: heads of modules, lengths, blanks, names of machines and of systems, lists of
//! documents, named invariants.

#![expect(clippy::expect_used, reason = "a test's helper fails the test")]

use std::fs;
use std::path::{Path, PathBuf};

/// A text file of the project.
struct File {
    /// From the project's root, with `/`.
    name: String,
    text: String,
}

impl File {
    fn has_ending(&self, endings: &[&str]) -> bool {
        let ending = Path::new(&self.name).extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| endings.contains(&ending))
    }

    fn is_generated(&self) -> bool {
        let generated = ["Cargo.lock", "package-lock.json", ".snap", "schema.d.ts", "components.d.ts", "openapi.json"];
        generated.iter().any(|ending| self.name.ends_with(ending))
    }
}

/// Everything that is kept under version control, as far as it is text.
fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    collect(&root, &root, &mut files);
    assert!(files.len() > 50, "the project was not found");
    files
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<File>) {
    // What `.gitignore` leaves out.
    const SKIPPED: [&str; 10] = [
        ".git",
        "target",
        "node_modules",
        "dist",
        "data",
        "corpus",
        "artifacts",
        "coverage",
        "test-results",
        "playwright-report",
    ];
    let entries = fs::read_dir(folder).expect("a folder can be read");
    let mut paths = entries.map(|entry| entry.expect("an entry can be read").path()).collect::<Vec<PathBuf>>();
    paths.sort();
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_data_of_a_crate = name == "data" && folder != root;
        if SKIPPED.contains(&name) && !is_data_of_a_crate {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files);
        } else if let Ok(text) = fs::read_to_string(&path) {
            let name = path.strip_prefix(root).expect("it lies under the root").to_string_lossy().replace('\\', "/");
            files.push(File { name, text });
        }
    }
}

/// Fails with all findings at once.
fn nothing_in(findings: &[String]) {
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

#[test]
fn every_module_says_what_it_holds() {
    let modules = files().into_iter().filter(|file| file.has_ending(&["rs"]));
    let headless = modules.filter(|file| {
        let head = file.text.lines().find(|line| !line.starts_with("#!"));
        !head.is_some_and(|line| line.starts_with("//! ") && line.len() > "//! x".len())
    });
    nothing_in(&headless.map(|file| format!("{}: no //! head", file.name)).collect::<Vec<_>>());
}

#[test]
fn no_source_file_is_too_long_to_read() {
    const LONGEST: usize = 500;
    let sources = files().into_iter().filter(|file| file.has_ending(&["rs", "ts", "vue", "cjs", "mjs", "js", "py"]));
    let long = sources.filter(|file| !file.is_generated() && file.text.lines().count() > LONGEST);
    nothing_in(&long.map(|file| format!("{}: {} lines", file.name, file.text.lines().count())).collect::<Vec<_>>());
}

#[test]
fn no_line_ends_in_blanks() {
    let mut findings = Vec::new();
    for file in files().iter().filter(|file| !file.is_generated()) {
        // The samples and seeds are documents of others' programs; their blanks are theirs.
        if file.name.starts_with("samples/") || file.name.starts_with("fuzz/seeds/") || file.name.contains("/fixtures/")
        {
            continue;
        }
        for (number, line) in file.text.lines().enumerate() {
            if line.ends_with([' ', '\t']) {
                findings.push(format!("{}:{}: blanks at the end", file.name, number + 1));
            }
        }
    }
    nothing_in(&findings);
}

#[test]
fn nothing_names_one_machine_or_registry() {
    // Put together here, so that this file does not hold them.
    let folder = ["/wo", "rk/"].concat();
    let registries = [["arti", "factory"].concat(), ["registry", ".npmjs"].concat()];
    let mut findings = Vec::new();
    for file in files() {
        for (number, line) in file.text.lines().enumerate() {
            if is_path_of_a_machine(line, &folder) {
                findings.push(format!("{}:{}: {folder}", file.name, number + 1));
            }
            for name in registries.iter().filter(|name| line.contains(name.as_str())) {
                findings.push(format!("{}:{}: {name}", file.name, number + 1));
            }
        }
    }
    nothing_in(&findings);
}

/// Whether `folder` stands in the line as the root of a path: nothing of a path or an address stands before it, and a
/// name follows. `@/views` + folder is a path inside the project, folder + `:post` and folder + `{post}` are routes.
fn is_path_of_a_machine(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(start, _)| {
        let before = line.get(..start).and_then(|before| before.chars().next_back());
        let behind = line.get(start + folder.len()..).and_then(|behind| behind.chars().next());
        let is_root = !before.is_some_and(|before| before.is_alphanumeric() || "#@_-.}".contains(before));
        is_root && behind.is_some_and(|behind| behind.is_alphanumeric() || "._".contains(behind))
    })
}

#[test]
fn a_path_of_a_machine_is_told_from_a_route() {
    let folder = ["/wo", "rk/"].concat();
    let table = [
        ("cd {}main", true),
        ("\"{}notes\"", true),
        ("file://{}main", true),
        ("import('@/views{}index.vue')", false),
        ("GET /api/v1{}today", false),
        ("/#{}late", false),
        ("path: '{}:post'", false),
        ("\"{}{post}\"", false),
    ];
    for (line, is_path) in table {
        let line = line.replace("{}", &folder);
        assert_eq!(is_path_of_a_machine(&line, &folder), is_path, "{line}");
    }
}

#[test]
fn no_crate_names_a_system() {
    let files = files();
    let systems = files.iter().filter_map(|file| {
        let folder = file.name.strip_prefix("systems/")?.strip_suffix("/system.toml")?;
        // An older version lies in a folder of its own and has the same name.
        (!folder.contains('/')).then(|| (folder, chinese_name(&file.text)))
    });
    let systems = systems.collect::<Vec<_>>();
    assert!(!systems.is_empty(), "no system was found");
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| is_source_of_a_crate(&file.name)) {
        for (number, line) in file.text.lines().enumerate() {
            for (id, name) in &systems {
                let found = if has_word(line, id) {
                    id
                } else if line.contains(name) {
                    name
                } else {
                    continue;
                };
                findings.push(format!("{}:{}: names the system {found}", file.name, number + 1));
            }
        }
    }
    nothing_in(&findings);
}

/// Whether the word stands in the line by itself, not as a part of a longer one.
fn has_word(line: &str, word: &str) -> bool {
    let is_of_a_word = |sign: char| sign.is_alphanumeric() || sign == '_';
    line.match_indices(word).any(|(start, _)| {
        let before = line.get(..start).and_then(|before| before.chars().next_back());
        let behind = line.get(start + word.len()..).and_then(|behind| behind.chars().next());
        !before.is_some_and(is_of_a_word) && !behind.is_some_and(is_of_a_word)
    })
}

/// `crates/<any>/src/…`.
/// A snapshot is no source: it holds what the program said of data.
fn is_source_of_a_crate(name: &str) -> bool {
    let mut parts = name.split('/');
    parts.next() == Some("crates") && parts.nth(1) == Some("src") && !name.ends_with(".snap")
}

/// The Chinese name of a system by its `system.toml`.
fn chinese_name(text: &str) -> &str {
    let line = text.lines().find_map(|line| line.strip_prefix("name = "));
    let name = line.and_then(|line| line.split_once("zh = \"")).and_then(|(_, name)| name.split_once('"'));
    name.expect("a system has a Chinese name in one line").0
}

#[test]
fn every_document_is_listed() {
    let files = files();
    let list = files.iter().find(|file| file.name == "docs/README.md").expect("docs/README.md is there");
    let pages = files.iter().filter(|file| file.has_ending(&["md"])).filter_map(|file| file.name.strip_prefix("docs/"));
    let unlisted = pages.filter(|name| *name != "README.md" && !list.text.contains(&format!("]({name})")));
    nothing_in(&unlisted.map(|name| format!("docs/README.md does not list {name}")).collect::<Vec<_>>());
}

#[test]
fn every_invariant_names_a_test_that_exists() {
    let files = files();
    let architecture = files.iter().find(|file| file.name == "ARCHITECTURE.md").expect("ARCHITECTURE.md is there");
    let invariants = invariants_of(&architecture.text);
    assert!(invariants.len() >= 8, "the design has eight invariants, found {}", invariants.len());
    let tests = files.iter().filter(|file| file.has_ending(&["rs", "ts"])).map(|file| file.text.as_str());
    let tests = tests.collect::<Vec<_>>().join("\n");
    let exists = |name: &str| ["(", "<"].iter().any(|behind| tests.contains(&format!("fn {name}{behind}")));
    let mut findings = Vec::new();
    for invariant in &invariants {
        let named = code_words(invariant).into_iter().filter(|word| is_function_name(word)).collect::<Vec<_>>();
        let is_later = invariant.to_lowercase().contains("comes with");
        if named.is_empty() && !is_later {
            findings.push(format!("names no test: {invariant}"));
        }
        findings.extend(named.iter().filter(|name| !exists(name)).map(|name| format!("there is no test {name}")));
    }
    nothing_in(&findings);
}

/// Several words joined by underscores, as tests are named.
fn is_function_name(word: &str) -> bool {
    word.contains('_') && word.bytes().all(|byte| byte == b'_' || byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// The numbered items of the section on invariants, each with its continued lines.
fn invariants_of(text: &str) -> Vec<String> {
    let section = text.lines().skip_while(|line| !(line.starts_with('#') && line.contains("nvariants"))).skip(1);
    let mut items: Vec<String> = Vec::new();
    for line in section.take_while(|line| !line.starts_with("## ")) {
        let is_item = line.split_once(". ").is_some_and(|(number, _)| number.parse::<u8>().is_ok());
        if is_item {
            items.push(line.to_owned());
        } else if let Some(item) = items.last_mut() {
            item.push(' ');
            item.push_str(line.trim());
        }
    }
    items
}

/// What stands between back quotes.
fn code_words(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}
