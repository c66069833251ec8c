//! `open311.toml` of a system: which of its matters the public reports and sees, and what of them.

use std::collections::{BTreeMap, BTreeSet};

use duixian_ledger::Systems;
use duixian_matters::declaration::{FieldType, Kind, StateKind, System};
use duixian_matters::system_of;
use serde::Deserialize;

/// The file's name.
const FILE: &str = "open311.toml";

/// A system's part that is open to the public. The head of the shipped file tells what each key means.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Public {
    pub(super) kind: String,
    pub(super) act: String,
    pub(super) post: String,
    pub(super) service: String,
    pub(super) group: Option<String>,
    pub(super) description: Option<String>,
    pub(super) summary: String,
    pub(super) description_to: Option<String>,
    pub(super) place: String,
    pub(super) address: Option<String>,
    pub(super) name: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) email: Option<String>,
    #[serde(default)]
    pub(super) attributes: Vec<String>,
    #[serde(default)]
    pub(super) fixed: BTreeMap<String, String>,
    pub(super) contact: String,
    pub(super) notice: String,
    status: Status,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Status {
    open: Vec<String>,
    closed: Vec<String>,
}

/// Why a file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{system}/open311.toml: {reason}")]
pub(super) struct Wrong {
    system: String,
    reason: String,
}

impl Public {
    /// Of the first system that is open to the public; none where none is.
    pub(super) fn of(systems: &Systems) -> Result<Option<Self>, Wrong> {
        for system in systems.all() {
            let Some(text) = systems.files(&system.id).and_then(|files| files.get(FILE)) else { continue };
            let wrong = |reason: String| Wrong { system: system.id.clone(), reason };
            return Self::parse(text, system).map(Some).map_err(wrong);
        }
        Ok(None)
    }

    fn parse(text: &str, system: &System) -> Result<Self, String> {
        let public: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        let kind = system.kind(&public.kind).ok_or_else(|| format!("the system has no kind {}", public.kind))?;
        public.check(kind)?;
        Ok(public)
    }

    fn check(&self, kind: &Kind) -> Result<(), String> {
        if kind.act(&self.act).is_none() {
            return Err(format!("{} has no act {}", self.kind, self.act));
        }
        let service = kind.field(&self.service).map(|field| &field.holds);
        if !matches!(service, Some(FieldType::Row { .. })) {
            return Err(format!("service = {:?} is no field of a register's rows", self.service));
        }
        if !matches!(kind.field(&self.place).map(|field| &field.holds), Some(FieldType::Place)) {
            return Err(format!("place = {:?} is no field of a place", self.place));
        }
        let optional = [&self.description_to, &self.address, &self.name, &self.phone, &self.email];
        let named = [&self.summary].into_iter().chain(optional.into_iter().flatten());
        for field in named.chain(&self.attributes).chain(self.fixed.keys()) {
            if kind.field(field).is_none() {
                return Err(format!("{} has no field {field}", self.kind));
            }
        }
        let given_back = [Some(&self.summary), self.address.as_ref()];
        for field in given_back.into_iter().flatten() {
            if kind.field(field).is_some_and(|field| field.sensitive) {
                return Err(format!("{field} is sensitive and cannot be shown to the public"));
            }
        }
        let kinds: Vec<&str> = self.status.open.iter().chain(&self.status.closed).map(String::as_str).collect();
        let each: BTreeSet<&str> = kinds.iter().copied().collect();
        if kinds.len() != each.len() || each != BTreeSet::from(["done", "open", "paused", "void"]) {
            return Err("status names each of open, paused, done and void once".to_owned());
        }
        Ok(())
    }

    /// The id of its system.
    pub(super) fn system(&self) -> &str {
        system_of(&self.kind)
    }

    /// What a kind of state is to the public.
    pub(super) fn status(&self, kind: StateKind) -> &'static str {
        if self.status.open.iter().any(|name| name == name_of(kind)) { "open" } else { "closed" }
    }

    /// The kinds of states of a status; none for a word that the standard does not know.
    pub(super) fn states(&self, status: &str) -> Option<Vec<StateKind>> {
        let all = [StateKind::Open, StateKind::Paused, StateKind::Done, StateKind::Void];
        let names = match status {
            "open" => &self.status.open,
            "closed" => &self.status.closed,
            _ => return None,
        };
        Some(all.into_iter().filter(|kind| names.iter().any(|name| name == name_of(*kind))).collect())
    }
}

fn name_of(kind: StateKind) -> &'static str {
    match kind {
        StateKind::Open => "open",
        StateKind::Paused => "paused",
        StateKind::Done => "done",
        StateKind::Void => "void",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> (String, System) {
        let systems = Systems::standard().unwrap();
        let with = systems.all().find(|system| systems.files(&system.id).unwrap().contains_key(FILE)).unwrap();
        (systems.files(&with.id).unwrap()[FILE].clone(), (**with).clone())
    }

    #[test]
    fn the_shipped_file_is_sound() {
        assert!(Public::of(&Systems::standard().unwrap()).unwrap().is_some());
    }

    #[test]
    fn a_file_that_cannot_be_is_refused() {
        let (text, system) = shipped();
        for (from, to, wanted) in [
            ("act = \"register\"", "act = \"rob\"", "no act"),
            ("service = \"category\"", "service = \"title\"", "register"),
            ("place = \"place\"", "place = \"title\"", "place"),
            ("summary = \"title\"", "summary = \"phone\"", "sensitive"),
            ("summary = \"title\"", "summary = \"colour\"", "no field"),
            ("contact = ", "colour = 1\ncontact = ", "unknown field"),
            ("\"done\", \"void\"", "\"done\"", "status"),
            ("\"done\", \"void\"", "\"done\", \"void\", \"open\"", "status"),
        ] {
            assert!(text.contains(from), "{from}");
            let reason = Public::parse(&text.replace(from, to), &system).unwrap_err();
            assert!(reason.contains(wanted), "{to}: {reason}");
        }
    }
}
