//! Files of matters.

use duixian_matters::matter::File;

use super::Edge;
use crate::model::acts::FileInput;
use crate::problem::{Code, Failure};

/// The files that an act names, as they were kept.
pub(crate) async fn attached(edge: &Edge, files: &[FileInput]) -> Result<Vec<File>, Failure> {
    let _ = edge;
    if files.is_empty() { Ok(Vec::new()) } else { Err(Failure::plain(Code::InvalidBody)) }
}
