//! Judges what a system's parts mean together: first the names, then the loops, clocks and rules.

use crate::declaration::source::Notes;
use crate::declaration::{Act, Doing, Kind, System, Who};

mod acts;
mod clocks;
mod graph;
mod names;
mod queries;
mod rules;
mod together;
mod views;

pub(super) use together::together;

/// Reports every fault of a system whose files hold their form.
pub(super) fn system(system: &System, notes: &Notes) {
    names::names(system, notes);
    if notes.has_errors() {
        // With wrong names all that follows would tell the same faults again.
        return;
    }
    rules::whole(system, notes);
    for kind in &system.kinds {
        let look = Look { system, kind, notes };
        let graph = graph::Graph::of(system, kind);
        look.rules();
        look.acts();
        look.owners();
        look.loops(&graph);
        look.judges();
        if graph.is_entered() {
            look.clocks(&graph);
        }
        if let Some(view) = system.views.get(&kind.id) {
            look.view(view);
        }
    }
    for measure in &system.measures {
        queries::query(measure, notes);
    }
}

/// A kind with its system, and the notes on them.
#[derive(Clone, Copy)]
struct Look<'a> {
    system: &'a System,
    kind: &'a Kind,
    notes: &'a Notes,
}

impl Look<'_> {
    /// The path of a part of the kind.
    fn path(&self, part: &str) -> String {
        format!("kinds/{}/{part}", self.kind.id)
    }
}

/// The word that stands for whoever is meant.
fn word(who: &Who) -> &str {
    match who {
        Who::Lead => "lead",
        Who::Joint => "joint",
        Who::Author => "author",
        Who::Anyone => "anyone",
        Who::Role(role) => role,
    }
}

/// Whether a value of the field can be given with the act.
fn takes(kind: &Kind, act: &Act, field: &str) -> bool {
    let named = act.needs.iter().chain(&act.may).any(|name| name == field);
    let required = kind.field(field).is_some_and(|field| field.required);
    named || (act.does == Doing::Open && required)
}
