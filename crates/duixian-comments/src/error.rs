//! Why comments could not be put into a document.

use duixian_text::ReadError;

/// Comments that cannot be put in. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file cannot be read.
    #[error("the Word file cannot be read: {0}")]
    Read(#[from] ReadError),
    /// The file's text is not the document's.
    #[error("the Word file is not the one that the document was read from")]
    OtherDocument,
    /// A part is not what a Word file has there.
    #[error("the part {part} of the Word file is damaged: {reason}")]
    Part {
        /// The part's name.
        part: String,
        /// What was found broken.
        reason: String,
    },
    /// The archive cannot be read or written.
    #[error("the archive of the Word file cannot be copied: {0}")]
    Archive(String),
    /// The file's text would not be the same afterwards; it is better not to touch it.
    #[error("comments would change the text of this Word file")]
    TextWouldChange,
}

impl Error {
    /// What the user can try, in English.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Read(error) => error.hint(),
            Self::OtherDocument => "read the file again, and comment what was read from it",
            Self::Part { .. } | Self::Archive(_) => "open it in Word or WPS and save it again",
            Self::TextWouldChange => "save the text as a new document and comment that one",
        }
    }

    /// What failed, in Chinese.
    pub fn message_zh(&self) -> String {
        match self {
            Self::Read(error) => format!("无法读取 Word 文件：{}", error.message_zh()),
            Self::OtherDocument => "这个 Word 文件与所读的文档不一致".to_owned(),
            Self::Part { part, reason } => format!("Word 文件的 {part} 部分已损坏：{reason}"),
            Self::Archive(reason) => format!("无法复制 Word 文件的内容：{reason}"),
            Self::TextWouldChange => "加批注会改变这个 Word 文件的正文".to_owned(),
        }
    }

    /// What the user can try, in Chinese.
    pub fn hint_zh(&self) -> &'static str {
        match self {
            Self::Read(error) => error.hint_zh(),
            Self::OtherDocument => "请重新读取该文件后再加批注",
            Self::Part { .. } | Self::Archive(_) => "请用 Word 或 WPS 打开后另存",
            Self::TextWouldChange => "请把正文另存为新文档后再加批注",
        }
    }
}

/// A part that is not what a Word file has there.
pub(crate) fn damaged(part: &str, reason: impl std::fmt::Display) -> Error {
    Error::Part { part: part.to_owned(), reason: reason.to_string() }
}
