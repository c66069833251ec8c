//! What becomes of a word given: links between reports, verdicts, threads, conflicts and checks.
//!
//! Everything here is a pure function of documents that were read and of what people decided about them.
//! This crate touches no storage, no clock and no file, and knows no district and no project by name.

mod check;
mod compare;
mod language;
mod link;
mod number;
mod source;
mod thread;
mod verdict;
mod words;

pub use check::{Against, Agreement, Checked, Code, Finding, Holds, Measured, Relation, Severity, check};
pub use compare::{Comparison, Explanation, Pair, Row, Which, compare, side_by_side};
pub use language::Language;
pub use link::{Answer, Evidence, Link, link};
pub use number::{Interval, Number, number};
pub use source::Source;
pub use thread::{Became, Decision, Mention, Place, Thread, Threads, answering, threads};
pub use verdict::{Outcome, Rule, Verdict};
pub use words::{Stage, StageWords, stages};
