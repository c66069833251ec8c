//! The API at its boundary: requests in, status and body out.

mod client;
mod documents;
mod figures;
mod indicators;
mod overview;
mod promises;
mod reader;
mod safety;
mod search;
mod system;
mod uploads;
