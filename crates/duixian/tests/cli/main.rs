//! Whole commands: exit code, standard output and standard error as one snapshot.
//!
//! Texts are invented. Paths of the machine are filtered out, the environment is empty but for what a test sets.

#![expect(clippy::expect_used, reason = "a test's helper fails the test")]

mod harness;
mod ledger;
mod read;
mod reference;
mod rows;
mod systems;
mod threads;
mod usage;
