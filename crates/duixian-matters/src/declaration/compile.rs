//! From a folder's files to a system: form first, then names, then meaning; each is judged where the one before holds.

use std::collections::BTreeMap;

use crate::declaration::source::Notes;
use crate::declaration::{Diagnostic, Folder, Severity, Story, StoryStep, System, check, parse as form};

/// A folder after compiling.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    /// The system, where the form of its files holds; it may be used where no diagnostic is an error.
    pub system: Option<System>,
    /// Its stories.
    pub stories: Vec<Story>,
    /// Steps that bring the rows of its sample to life.
    pub life: Vec<StoryStep>,
    /// What is wrong, by file and line.
    pub diagnostics: Vec<Diagnostic>,
}

impl Compiled {
    /// The system, if nothing is wrong with it that forbids its use.
    pub fn sound(&self) -> Option<&System> {
        let has_errors = self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        self.system.as_ref().filter(|_| !has_errors)
    }
}

/// The system that a folder declares, and what is wrong with it.
///
/// There is a system where the form of its files holds; with an error among the diagnostics it must not be used.
pub fn parse(folder: &Folder) -> (Option<System>, Vec<Diagnostic>) {
    let compiled = compile(folder);
    (compiled.system, compiled.diagnostics)
}

/// The same with the stories. Ways to other systems are not judged: see [`compile_all`].
pub fn compile(folder: &Folder) -> Compiled {
    let notes = Notes::new(folder);
    let compiled = alone(folder, &notes);
    Compiled { diagnostics: notes.take(), ..compiled }
}

/// Compiles several systems by the names of their folders, and judges the ways between them.
pub fn compile_all(folders: &BTreeMap<String, Folder>) -> BTreeMap<String, Compiled> {
    let mut made = BTreeMap::new();
    for (name, folder) in folders {
        let notes = Notes::new(folder);
        made.insert(name.clone(), (alone(folder, &notes), notes));
    }
    let systems = made.values().filter_map(|(compiled, _)| compiled.system.as_ref()).collect::<Vec<_>>();
    for (name, (compiled, notes)) in &made {
        if let Some(system) = &compiled.system {
            check::together(name, system, &systems, notes);
        }
    }
    made.into_iter()
        .map(|(name, (compiled, notes))| (name, Compiled { diagnostics: notes.take(), ..compiled }))
        .collect()
}

fn alone(folder: &Folder, notes: &Notes) -> Compiled {
    let system = form::system(folder, notes).filter(|_| !notes.has_errors());
    let mut compiled = Compiled::default();
    if let Some(system) = &system {
        check::system(system, notes);
        compiled.stories = form::stories(folder, system, notes);
        compiled.life = form::life(folder, system, notes);
    }
    Compiled { system, ..compiled }
}
