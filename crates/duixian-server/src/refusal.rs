//! What the ledger and the readers refuse, as problems of the closed list.
//!
//! What the client can mend is told in full; what only the operator can mend goes into the log.

use duixian_ledger::{LedgerError, What};
use duixian_text::ReadError;

use crate::problem::{Code, Failure};

impl From<LedgerError> for Failure {
    fn from(error: LedgerError) -> Self {
        let code = code_of(&error);
        if matches!(code, Code::Internal | Code::Unavailable) {
            tracing::error!(%error, code = error.code(), "the ledger failed");
            return Self::plain(code);
        }
        Self::new(code, error.message_zh(), error.to_string()).with_hint(error.hint_zh(), error.hint())
    }
}

fn code_of(error: &LedgerError) -> Code {
    match error {
        LedgerError::Read(error) => code_of_reading(error),
        LedgerError::NotFound { what, .. } => not_found(*what),
        LedgerError::BadId { .. } => Code::InvalidId,
        LedgerError::Deleted { .. } => Code::DocumentNotFound,
        LedgerError::Missing { field } | LedgerError::TooLong { field, .. } if *field == "query" => {
            Code::InvalidParameter
        }
        LedgerError::BadValue { field, .. } if field == "place" => Code::InvalidParameter,
        LedgerError::Missing { .. }
        | LedgerError::NoWords { .. }
        | LedgerError::TooLong { .. }
        | LedgerError::NothingChanged
        | LedgerError::UnknownField { .. }
        | LedgerError::BadValue { .. } => Code::InvalidCorrection,
        LedgerError::AlreadyWithdrawn { .. } | LedgerError::Conflict => Code::Conflict,
        LedgerError::Busy
        | LedgerError::Full
        | LedgerError::Unconfirmed { .. }
        | LedgerError::Unavailable { .. }
        | LedgerError::Storage { .. }
        | LedgerError::Search { .. }
        | LedgerError::Folder { .. } => Code::Unavailable,
        _ => Code::Internal,
    }
}

fn not_found(what: What) -> Code {
    match what {
        What::Document | What::Original => Code::DocumentNotFound,
        What::Figure => Code::FigureNotFound,
        What::Promise => Code::PromiseNotFound,
        What::Correction => Code::CorrectionNotFound,
        What::Decision => Code::DecisionNotFound,
        What::Thread => Code::ThreadNotFound,
        What::Place => Code::PlaceNotFound,
        What::Indicator => Code::IndicatorNotFound,
        What::Site | What::Matter | What::Measure | What::System | What::File => Code::Internal,
    }
}

fn code_of_reading(error: &ReadError) -> Code {
    match error {
        ReadError::Empty => Code::Empty,
        ReadError::TooLarge { .. } => Code::TooLarge,
        ReadError::Encrypted { .. } => Code::Encrypted,
        ReadError::Damaged { .. } => Code::Damaged,
        ReadError::Limit { .. } => Code::Limit,
        ReadError::NoTextLayer { .. } => Code::NoTextLayer,
        _ => Code::Unsupported,
    }
}
