//! Matters (事项): systems' declarations, loops, deadlines and working time, as pure functions.
//!
//! This crate has no clock, no database and no system's name in it: a declaration, a matter, a command, an actor, a
//! moment and a calendar go in, events or a refusal come out.

pub mod command;
pub mod declaration;
pub mod event;
pub mod matter;
pub mod refusal;
pub mod time;
