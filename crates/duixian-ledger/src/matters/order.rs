//! What is asked of the ledger about matters, and what comes of it.

use std::collections::BTreeSet;

use duixian_matters::command::ActCommand;
use duixian_matters::matter::MatterId;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::row::Firing;
use crate::identity::hexadecimal;

/// Something to be done with a matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// Makes it safe to ask again: the same key gives the same answer, and the act is done once. At most 200
    /// characters, of the asker's own making.
    pub key: Option<String>,
    /// Who acts.
    pub actor: ActorRef,
    /// When.
    pub at: Timestamp,
    /// What.
    pub act: OrderAct,
}

/// Who acts, as what: the post's unit and roles are found in the site's roster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActorRef {
    /// The person; empty: who holds the post on the day.
    pub person: String,
    /// The post.
    pub post: String,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum OrderAct {
    /// A matter is opened; without an act by the first opening act of its kind.
    Open(Box<ActCommand>),
    /// An act on a matter.
    Act {
        /// The matter.
        matter: MatterId,
        /// The revision that the asker saw; none: whatever it is.
        expected: Option<u64>,
        /// The act.
        command: Box<ActCommand>,
    },
    /// A clock's moment came.
    Timer(Firing),
    /// A calendar arrived.
    Recompute {
        /// The matter.
        matter: MatterId,
    },
    /// The matter goes to the declaration that holds now.
    Redeclare {
        /// The matter.
        matter: MatterId,
    },
}

/// What came of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acted {
    /// The matter that was opened or acted on.
    pub matter: MatterId,
    /// Its revision behind the act.
    pub revision: u64,
    /// All matters that were opened by it, the matter itself among them.
    pub opened: Vec<MatterId>,
    /// Whether anything happened: a clock that came too late, or a calendar that tells nothing new, does nothing.
    pub changed: bool,
    /// Whether this answer was given before, to the same key.
    pub repeated: bool,
}

/// What changed, told when it is kept for sure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The sequence of the last event.
    pub sequence: u64,
    /// The kinds of the matters.
    pub kinds: BTreeSet<String>,
    /// The matters.
    pub matters: BTreeSet<MatterId>,
}

impl Order {
    /// The matter acted on; none for opening.
    pub(crate) fn target(&self) -> Option<&MatterId> {
        match &self.act {
            OrderAct::Open(_) => None,
            OrderAct::Act { matter, .. } | OrderAct::Recompute { matter } | OrderAct::Redeclare { matter } => {
                Some(matter)
            }
            OrderAct::Timer(firing) => Some(&firing.matter),
        }
    }

    /// The act with what comes with it.
    pub(crate) fn command(&self) -> Option<&ActCommand> {
        match &self.act {
            OrderAct::Open(command) | OrderAct::Act { command, .. } => Some(command),
            _ => None,
        }
    }

    /// A hash of what is asked, without the moment: the same question asked later has the same one.
    ///
    /// It is kept with the key for ever, so it is made of the words that types print for programs, which change only
    /// with the types; a retry over an update of the program may be taken for another question, and is refused then.
    pub(crate) fn digest(&self) -> String {
        let asked = format!("{:?}\n{:?}", self.actor, self.act);
        hexadecimal(&Sha256::digest(asked.as_bytes()))
    }
}
