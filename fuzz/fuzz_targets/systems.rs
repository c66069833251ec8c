//! Texts of a system's files, parted by `\0`, through the compiler of declarations. Every fault must have a place.
#![no_main]

use duixian_matters::declaration::{Code, Folder, compile};
use libfuzzer_sys::fuzz_target;

const FILES: [&str; 7] = [
    "system.toml",
    "matter.toml",
    "kinds/part.toml",
    "registers/classes.toml",
    "measures/closed.sql",
    "views.toml",
    "stories/ordinary.toml",
];

fuzz_target!(|text: &str| {
    let folder = FILES.iter().zip(text.split('\0')).map(|(file, text)| ((*file).to_owned(), text.to_owned()));
    let folder = folder.collect::<Folder>();
    for fault in compile(&folder).diagnostics {
        let text = folder.get(&fault.file).map_or("", String::as_str);
        assert!(fault.code == Code::MissingFile || folder.contains_key(&fault.file), "a fault of a file that is not there");
        let lines = text.matches('\n').count() + 1;
        assert!((1..=lines).contains(&(fault.line as usize)), "a fault behind the end of its file");
    }
});
