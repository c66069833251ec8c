//! Matters in a database: writing, reading, lists, My work, measures and the chain of hashes.

pub(super) mod audit;
mod copies;
pub(super) mod lists;
pub(super) mod measures;
pub(super) mod read;
mod store;
pub(super) mod write;

use jiff::Timestamp;

use crate::database::{Dialect, Statement};
use crate::error::LedgerError;

/// A moment as text that orders as the moments do: always with three digits behind the point.
fn moment(at: Timestamp) -> String {
    format!("{at:.3}")
}

fn moment_of(text: &str) -> Result<Timestamp, LedgerError> {
    text.parse().map_err(|_| LedgerError::Damaged { reason: format!("{text:?} is no moment") })
}

/// Adds ` = one of these texts` behind a column; one value, however many there are, so that the text stays the same.
fn one_of<'a>(
    statement: &mut Statement,
    dialect: Dialect,
    texts: impl IntoIterator<Item = &'a str>,
) -> Result<(), LedgerError> {
    let texts: Vec<&str> = texts.into_iter().collect();
    let json = crate::stored::to_json(&texts)?;
    let (before, behind) = dialect.one_of();
    statement.push(before).bind(json).push(behind);
    Ok(())
}
