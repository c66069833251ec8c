//! What the ledger and the readers refuse, as problems of the closed list.
//!
//! What the client can mend is told in full; what only the operator can mend goes into the log.

use duixian_ledger::{LedgerError, MatterError, What};
use duixian_matters::refusal::RefusalCode;
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
        LedgerError::Matter(error) => code_of_matter(error),
        LedgerError::Unconfirmed { .. } => Code::Unconfirmed,
        LedgerError::AlreadyWithdrawn { .. } | LedgerError::Conflict => Code::Conflict,
        LedgerError::Busy
        | LedgerError::Full
        | LedgerError::Unavailable { .. }
        | LedgerError::Storage { .. }
        | LedgerError::Search { .. }
        | LedgerError::Folder { .. } => Code::Unavailable,
        _ => Code::Internal,
    }
}

fn code_of_matter(error: &MatterError) -> Code {
    match error {
        MatterError::Refused(refusal) => code_of_refusal(refusal.code),
        MatterError::Stale { .. } => Code::Conflict,
        MatterError::KeyReused { .. } => Code::KeyReused,
        MatterError::NoKind { .. } => Code::UnknownKind,
        MatterError::NoPost { .. } => Code::UnknownPost,
        MatterError::NotHolder { .. } => Code::NotHolder,
        MatterError::BadMeasure { .. } => Code::BadMeasure,
        _ => Code::Internal,
    }
}

fn code_of_refusal(code: RefusalCode) -> Code {
    match code {
        RefusalCode::UnknownAct => Code::UnknownAct,
        RefusalCode::WrongState => Code::WrongState,
        RefusalCode::NotYours => Code::NotYours,
        RefusalCode::SamePair => Code::SamePair,
        RefusalCode::MissingField => Code::MissingField,
        RefusalCode::BadField => Code::BadField,
        RefusalCode::NotTaken => Code::NotTaken,
        RefusalCode::MissingReason => Code::MissingReason,
        RefusalCode::MissingFiles => Code::MissingFiles,
        RefusalCode::MissingLead => Code::MissingLead,
        RefusalCode::BadJoint => Code::BadJoint,
        RefusalCode::JointOpen => Code::JointOpen,
        RefusalCode::ChildrenOpen => Code::ChildrenOpen,
        RefusalCode::TooOften => Code::TooOften,
        RefusalCode::Request => Code::Request,
        RefusalCode::BadExtension => Code::BadExtension,
        RefusalCode::OutOfBounds => Code::OutOfBounds,
        RefusalCode::NeedsApprover => Code::NeedsApprover,
        RefusalCode::BadBallot => Code::BadBallot,
        RefusalCode::NoQuorum => Code::NoQuorum,
        RefusalCode::NotInForce => Code::NotInForce,
        RefusalCode::Declaration => Code::Declaration,
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
        What::Matter => Code::MatterNotFound,
        What::System => Code::SystemNotFound,
        What::Measure => Code::MeasureNotFound,
        What::File => Code::FileNotFound,
        What::Site => Code::Internal,
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
