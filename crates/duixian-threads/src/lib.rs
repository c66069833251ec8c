//! What becomes of a word given: links between reports, verdicts, threads, conflicts and checks.
//!
//! Everything here is a pure function of documents that were read and of what people decided about them.
//! This crate touches no storage, no clock and no file, and knows no district and no project by name.

mod check;
mod compare;
mod source;



pub use source::Source;
