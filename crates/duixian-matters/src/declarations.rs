//! All systems that are known, in all their versions.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::declaration::{Kind, System};

/// Systems by name and version.
#[derive(Clone, Debug, Default)]
pub struct Declarations {
    systems: BTreeMap<String, BTreeMap<u32, System>>,
}

/// A kind with its system.
#[derive(Clone, Copy, Debug)]
pub struct Declared<'a> {
    /// The system.
    pub system: &'a System,
    /// The kind.
    pub kind: &'a Kind,
}

impl Declarations {
    /// Takes systems, several versions of one among them.
    pub fn new(systems: impl IntoIterator<Item = System>) -> Self {
        let mut known = Self::default();
        for system in systems {
            known.systems.entry(system.id.clone()).or_default().insert(system.version, system);
        }
        known
    }

    /// The newest version of every system that holds on a day, by name.
    pub fn in_force(&self, day: Date) -> impl Iterator<Item = &System> {
        self.systems.values().filter_map(move |versions| newest(versions, day))
    }

    /// The newest version of a system that holds on a day.
    pub fn system(&self, id: &str, day: Date) -> Option<&System> {
        newest(self.systems.get(id)?, day)
    }

    /// A kind in the newest version of its system that holds on a day.
    pub fn kind(&self, kind: &str, day: Date) -> Option<Declared<'_>> {
        declared(self.system(system_of(kind), day)?, kind)
    }

    /// A kind in one version of its system.
    pub fn kind_of_version(&self, kind: &str, version: u32) -> Option<Declared<'_>> {
        declared(self.systems.get(system_of(kind))?.get(&version)?, kind)
    }
}

/// The system that a kind belongs to: the part of its id before the point.
pub fn system_of(kind: &str) -> &str {
    kind.split('.').next().unwrap_or(kind)
}

fn newest(versions: &BTreeMap<u32, System>, day: Date) -> Option<&System> {
    versions.values().rev().find(|system| system.effective <= day)
}

fn declared<'a>(system: &'a System, kind: &str) -> Option<Declared<'a>> {
    Some(Declared { system, kind: system.kind(kind)? })
}
