//! The HTTP edge: an API over the ledger, and the web interface that is embedded in the binary.
//!
//! This crate translates: requests into calls of the ledger, rows into JSON, errors into problems.
//! It never holds a rule that belongs to a crate below: what a figure means, what a correction may change and what a
//! filter finds is decided there.

mod language;
mod model;
mod openapi;
mod problem;
mod routes;

pub use openapi::document as openapi;
