//! The API at its boundary: requests in, status and body out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::too_many_lines, reason = "a snapshot of a whole answer is long")]

mod bad_input;
mod check;
mod client;
mod compare;
mod documents;
mod figures;
mod files;
mod imports;
mod indicators;
mod judging;
mod matters;
mod matters_export;
mod open311;
mod overview;
mod promises;
mod reader;
mod safety;
mod scoreboard;
mod search;
mod serve;
mod system;
mod threads;
mod uploads;
