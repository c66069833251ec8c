//! `duixian systems`: declarations checked like a program, listed, and shown.

use std::path::Path;

use duixian_ledger::{Sources, compile_sources, read_system, read_systems, shipped};
use duixian_matters::declaration::{Severity, System};

use super::stories;
use crate::arguments::{CheckFormat, ListFormat, Systems, SystemsCheck, SystemsList, SystemsShow, SystemsVerb};
use crate::failure::{Failure, Outcome};
use crate::language::Language;
use crate::output::{Output, RowFormat};
use crate::present::declared::{self, Faults};
use crate::present::systems;

pub(crate) fn run(arguments: &Systems, language: Language) -> Result<Outcome, Failure> {
    match &arguments.verb {
        SystemsVerb::Check(arguments) => check(arguments, language),
        SystemsVerb::List(arguments) => list(arguments, language),
        SystemsVerb::Show(arguments) => show(arguments, language),
    }
}

fn check(arguments: &SystemsCheck, language: Language) -> Result<Outcome, Failure> {
    let (sources, wanted) = sources(&arguments.what)?;
    let compiled = compile_sources(&sources);
    let mut output = Output::open(None)?;
    let mut faults = Faults::default();
    // Stories are told with sound systems alone.
    let told = if arguments.without_stories { None } else { duixian_ledger::Systems::of(&sources).ok() };
    for (folder, compiled) in compiled.iter().filter(|(folder, _)| wanted.iter().any(|name| is_of(folder, name))) {
        let Some(files) = sources.get(folder) else { continue };
        let told = match &told {
            Some(systems) if !folder.contains('/') => stories::faults(systems, folder)?,
            _ => Vec::new(),
        };
        for diagnostic in compiled.diagnostics.iter().chain(&told) {
            faults.count(diagnostic.severity);
            match arguments.format {
                CheckFormat::Jsonl => output.write_json(&declared::line(folder, diagnostic))?,
                CheckFormat::Text => declared::write(&mut output, folder, files, diagnostic, language)?,
            }
        }
        faults.checked += 1;
        faults.stories += compiled.stories.len();
    }
    if arguments.format == CheckFormat::Text {
        faults.write(&mut output, language)?;
    }
    output.finish()?;
    Ok(if faults.errors == 0 { Outcome::Done } else { Outcome::ErrorsFound })
}

/// The files of all systems that may be meant, and the names of those that are.
///
/// Those that ship stay beside a folder's, so that ways between systems are known.
fn sources(what: &[String]) -> Result<(Sources, Vec<String>), Failure> {
    let mut all = shipped();
    if what.is_empty() {
        let names = all.keys().cloned().collect();
        return Ok((all, names));
    }
    let mut wanted = Vec::new();
    for name in what {
        let path = Path::new(name);
        let found = if path.join("system.toml").is_file() {
            read_system(path)?
        } else if path.is_dir() {
            read_systems(path)?
        } else if all.contains_key(name) {
            wanted.push(name.clone());
            continue;
        } else {
            return Err(no_system(name, &all));
        };
        if found.is_empty() {
            return Err(no_system(name, &all));
        }
        wanted.extend(found.keys().cloned());
        all.extend(found);
    }
    Ok((all, wanted))
}

fn no_system(name: &str, all: &Sources) -> Failure {
    let known = all.keys().filter(|name| !name.contains('/')).cloned().collect::<Vec<_>>().join(", ");
    Failure::NoSystem { name: name.to_owned(), known }
}

/// Whether a folder is the system's, or one of its versions.
fn is_of(folder: &str, name: &str) -> bool {
    folder.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn list(arguments: &SystemsList, language: Language) -> Result<Outcome, Failure> {
    let sources = arguments.systems.as_deref().map_or_else(|| Ok(shipped()), read_systems)?;
    let compiled = compile_sources(&sources);
    let found = compiled.iter().filter_map(|(folder, compiled)| Some((folder, compiled.system.as_ref()?)));
    let systems = found.filter(|(folder, _)| !folder.contains('/')).map(|(_, system)| system).collect::<Vec<_>>();
    let mut output = Output::open(None)?;
    match arguments.format {
        ListFormat::Jsonl => {
            for system in &systems {
                output.write_json(&systems::brief(system))?;
            }
        }
        ListFormat::Table => output.write_table(&systems::table(&systems, language), RowFormat::Table)?,
    }
    output.finish()?;
    // A folder with errors in it is listed as far as it can be read.
    let faulty = compiled
        .values()
        .filter(|compiled| compiled.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error));
    Ok(if faulty.count() == 0 { Outcome::Done } else { Outcome::ErrorsFound })
}

fn show(arguments: &SystemsShow, language: Language) -> Result<Outcome, Failure> {
    let (sources, wanted) = sources(std::slice::from_ref(&arguments.name))?;
    let compiled = compile_sources(&sources);
    let systems = wanted.iter().filter_map(|name| compiled.get(name)?.system.as_ref()).collect::<Vec<&System>>();
    if systems.is_empty() {
        // There is nothing to show; the faults say why.
        return check(
            &SystemsCheck { what: vec![arguments.name.clone()], format: CheckFormat::Text, without_stories: true },
            language,
        );
    }
    let mut output = Output::open(None)?;
    for system in systems {
        systems::write(&mut output, system, language)?;
    }
    output.finish()?;
    Ok(Outcome::Done)
}
