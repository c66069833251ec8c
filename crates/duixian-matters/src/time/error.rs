//! What can be wrong with a calendar file or with an amount of time.

use thiserror::Error;

use super::Amount;

/// A calendar or hours file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}, line {line}: {problem}; {remedy}")]
pub struct CalendarFileError {
    /// The file's name, as the caller gave it.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
    /// What to try.
    pub remedy: String,
}

impl CalendarFileError {
    /// An error at a byte of the text.
    pub(super) fn at(file: &str, text: &str, byte: usize, problem: impl Into<String>, remedy: &str) -> Self {
        let line = text.bytes().take(byte).filter(|&byte| byte == b'\n').count() + 1;
        Self { file: file.to_owned(), line, problem: problem.into(), remedy: remedy.to_owned() }
    }

    /// An error of the form: not TOML, a field unknown or missing, a value of another kind.
    pub(super) fn form(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let byte = error.span().map_or(0, |span| span.start);
        Self::at(
            file,
            text,
            byte,
            error.message(),
            "compare with the head of the shipped file, which explains each field",
        )
    }
}

/// A deadline that cannot be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TimeError {
    /// More units than any deadline has.
    #[error(
        "{} {} is more than a deadline can have; use at most {}, or a coarser unit",
        amount.number, amount.unit.name_en(), Amount::MOST
    )]
    TooLarge {
        /// The amount that was asked for.
        amount: Amount,
    },
    /// The deadline would lie before or after all dates that can be written.
    #[error(
        "the deadline would lie outside the years that can be written (to 9999); use a smaller amount or another start"
    )]
    OutOfRange,
}

impl TimeError {
    /// The same sentence in Chinese.
    pub fn chinese(self) -> String {
        match self {
            Self::TooLarge { amount } => format!(
                "{}{}超出时限允许的范围；最多{}，或者换用更大的单位",
                amount.number,
                amount.unit.name(),
                Amount::MOST
            ),
            Self::OutOfRange => "时限落在可表示的年份（至9999年）之外；请减小时限或更换起点".to_owned(),
        }
    }
}
