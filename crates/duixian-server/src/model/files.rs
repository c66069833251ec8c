//! Uploaded files as clients see them.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A file that is kept.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct KeptFile {
    /// The hash of its bytes, by which it is attached and downloaded.
    pub(crate) content: String,
    /// Its name, made safe.
    pub(crate) name: String,
    /// Its media type, told by its content.
    pub(crate) media: String,
    /// Bytes.
    pub(crate) size: u64,
    /// Whether there is a preview.
    pub(crate) image: bool,
}

/// A form with one file.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it only describes the form")]
pub(crate) struct FileForm {
    /// The file, at most 20 MB: a picture, PDF, Word, Excel, slides, OFD, text or CSV.
    #[schema(value_type = String, format = Binary)]
    pub(crate) file: Vec<u8>,
}

/// The name of a download.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DownloadQuery {
    /// The name to save it under.
    pub(crate) name: Option<String>,
}
