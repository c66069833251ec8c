//! Names and values one below the other, and headings of an outline.

use std::io::Write;

use duixian_tables::display_width;

use super::heading;
use crate::failure::Failure;
use crate::language::Language;
use crate::output::Output;

/// Writes one line for each name with its value, the values below each other.
pub(crate) fn write_pairs(output: &mut Output, pairs: &[(&str, String)], language: Language) -> Result<(), Failure> {
    const GAP: usize = 2;
    let widest = pairs.iter().map(|(name, _)| display_width(heading(name, language))).max().unwrap_or(0);
    for (name, value) in pairs {
        let name = heading(name, language);
        let blanks = " ".repeat(widest + GAP - display_width(name));
        writeln!(output, "{name}{blanks}{value}")?;
    }
    Ok(())
}

/// Writes a heading of an outline, further in the deeper it stands.
pub(crate) fn write_heading(output: &mut Output, level: u8, number: &str, heading: &str) -> Result<(), Failure> {
    let indent = "  ".repeat(usize::from(level.saturating_sub(1)));
    Ok(writeln!(output, "{indent}{number}{heading}")?)
}
