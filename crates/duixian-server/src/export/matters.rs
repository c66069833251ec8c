//! Matters as tables.

use axum::response::Response;
use duixian_ledger::MatterFilter;

use super::{FileKind, Style};
use crate::problem::{Code, Failure};
use crate::routes::Edge;

/// All matters of a list as a file.
pub(crate) async fn matters(
    edge: &Edge,
    filter: &MatterFilter,
    kind: FileKind,
    style: Style,
) -> Result<Response, Failure> {
    let _ = (edge, filter, kind, style);
    Err(Failure::plain(Code::Internal))
}
