//! What an actor can do with a matter now, and what each act still needs.

use crate::command::ActCommand;
use crate::decide::{missing, permit};
use crate::declaration::Doing;
use crate::declarations::Declared;
use crate::matter::{Actor, Matter};
use crate::refusal::Refusal;

/// An act that starts from the matter's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The act's id.
    pub act: String,
    /// What must be given with it.
    pub missing: Vec<Missing>,
    /// Why this actor cannot do it; none: it can be done as soon as nothing is missing.
    pub refusal: Option<Refusal>,
}

/// Something that an act needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A value of a field.
    Field(String),
    /// A reason.
    Reason,
    /// So many files.
    Files(u32),
    /// The leading unit.
    Lead,
    /// The deadline to extend and its new end.
    Extension,
    /// A ballot's choices.
    Choices,
    /// The measure to be left out of, and who approved.
    Exclusion,
}

/// The acts that start from the matter's state, in the declaration's order.
pub fn offers(declared: Declared<'_>, matter: &Matter, actor: &Actor) -> Vec<Offer> {
    let Declared { system, kind } = declared;
    let starts_here = |act: &&crate::declaration::Act| act.does != Doing::Open && act.from.contains(&matter.state);
    let offer = |act: &crate::declaration::Act| Offer {
        act: act.id.clone(),
        missing: missing(kind, act, &ActCommand::default(), |id| {
            matter.fields.contains_key(id) || act.sets.contains_key(id)
        }),
        refusal: permit(system, kind, act, matter, actor).err(),
    };
    kind.acts.iter().filter(starts_here).map(offer).collect()
}
