//! Matters (事项) in the ledger: orders go in, events come out, lists and measures are asked.
//!
//! | module | holds |
//! |---|---|
//! | `order` | what is asked, and what comes of it |
//! | `batch` | many orders decided one after the other in memory |
//! | `writer` | the one task that keeps what was decided, many acts in one transaction |
//! | `facts`, `row` | from a matter and its declaration to its rows |
//! | `query`, `measured` | questions and answers in plain types |
//! | `store` | what a database must do for matters |
//! | `roster`, `site` | the site's own files: posts, hours, calendars, map |
//! | `number` | numbers as people call them |

pub(crate) mod batch;
mod error;
pub(crate) mod facts;
pub(crate) mod measured;
mod number;
pub(crate) mod order;
pub(crate) mod query;
pub(crate) mod roster;
pub(crate) mod row;
pub(crate) mod site;
pub(crate) mod store;
pub(crate) mod writer;

pub use error::MatterError;
