//! Matters (事项): systems' declarations, loops, deadlines and working time, as pure functions.
//!
//! This crate has no clock, no database and no system's name in it: a declaration, a matter, a command, an actor, a
//! moment and a calendar go in, events or a refusal come out.

mod apply;
pub mod command;
mod decide;
pub mod declaration;
mod declarations;
pub mod event;
pub mod matter;
mod offers;
pub mod refusal;
pub mod time;
mod value;

pub use apply::{Damaged, apply};
pub use decide::{Situation, decide, next_moment};
pub use declarations::{Declarations, Declared, system_of};
pub use offers::{Missing, Offer, offers};
pub use value::{FieldFault, accept};
