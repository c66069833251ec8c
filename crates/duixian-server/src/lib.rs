//! The HTTP edge: an API over the ledger, and the web interface that is embedded in the binary.
//!
//! This crate translates: requests into calls of the ledger, rows into JSON, errors into problems.
//! It never holds a rule that belongs to a crate below: what a figure means, what a correction may change and what a
//! filter finds is decided there. The rules that hold for all routes are in `docs/api.md`.

mod app;
mod convert;
mod export;
mod guard;
mod headers;
mod imports;
mod input;
mod language;
mod media;
mod model;
mod open311;
mod openapi;
mod problem;
mod refusal;
mod routes;
mod serve;
mod web;

pub use openapi::document as openapi;
pub use serve::{Options, ServeError, Server, asked_to_stop, serve};

use axum::Router;
use duixian_ledger::Ledger;

/// The application as it is served on the loopback address.
pub fn router(ledger: Ledger) -> Router {
    app::application(ledger, guard::AllowedHosts::default())
}
