//! Loops: what may be done with a matter, what it changes, and what holds whatever is done.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod acts;
mod clocks;
mod declared;
mod families;
mod pairs;
mod properties;
mod votes;
