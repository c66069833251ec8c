//! The API at its boundary: requests in, status and body out.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod client;
mod documents;
mod figures;
mod indicators;
mod overview;
mod promises;
mod reader;
mod safety;
mod search;
mod serve;
mod system;
mod uploads;
