//! Why a file could not be read. The edge adds the file's name.

use crate::Format;

/// A file that cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// No bytes, or no text in them.
    #[error("the file holds no text")]
    Empty,
    /// More bytes than a reader takes.
    #[error("the file is too large: {found} bytes, at most {limit}")]
    TooLarge {
        /// Bytes given, or reached while unpacking.
        found: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// The bytes are none of the supported formats.
    #[error("the format is not supported: {found}")]
    Unsupported {
        /// What the bytes look like.
        found: String,
    },
    /// A password is needed.
    #[error("the {format} file is encrypted")]
    Encrypted {
        /// The format found.
        format: Format,
    },
    /// The container or its parts are damaged or cut off.
    #[error("the {format} file is damaged: {reason}")]
    Damaged {
        /// The format found.
        format: Format,
        /// What was found broken.
        reason: String,
    },
    /// The file unpacks to too much, nests too deeply or expands without end.
    #[error("the {format} file exceeds a safety limit: {reason}")]
    Limit {
        /// The format found.
        format: Format,
        /// The limit.
        reason: String,
    },
    /// Pages of pictures without a text layer.
    #[error("the {format} file has pages but no text layer")]
    NoTextLayer {
        /// The format found.
        format: Format,
    },
}

impl ReadError {
    /// What the user can try, in English.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty => "check that the right file was chosen",
            Self::TooLarge { .. } => "split the file, or remove its pictures and save it again",
            Self::Unsupported { .. } => "save it as docx, doc, ofd, pdf, html or txt",
            Self::Encrypted { .. } => "remove the password and save it again",
            Self::Damaged { .. } => "open it in its own program and save it again",
            Self::Limit { .. } => "save it again from its own program; a file made to exhaust memory is refused",
            Self::NoTextLayer { .. } => "run text recognition (OCR) first, or use the Word original",
        }
    }

    /// What failed, in Chinese.
    pub fn message_zh(&self) -> String {
        match self {
            Self::Empty => "文件里没有文字".to_owned(),
            Self::TooLarge { found, limit } => format!("文件过大：{found} 字节，上限 {limit} 字节"),
            Self::Unsupported { found } => format!("不支持这种格式：{found}"),
            Self::Encrypted { format } => format!("{format} 文件已加密"),
            Self::Damaged { format, reason } => format!("{format} 文件已损坏：{reason}"),
            Self::Limit { format, reason } => format!("{format} 文件超出安全限制：{reason}"),
            Self::NoTextLayer { format } => format!("{format} 文件只有图像，没有文字层"),
        }
    }

    /// What the user can try, in Chinese.
    pub fn hint_zh(&self) -> &'static str {
        match self {
            Self::Empty => "请确认选对了文件",
            Self::TooLarge { .. } => "请拆分文件，或去掉图片后另存",
            Self::Unsupported { .. } => "请另存为 docx、doc、ofd、pdf、html 或 txt",
            Self::Encrypted { .. } => "请去掉密码后另存",
            Self::Damaged { .. } => "请用原来的程序打开后另存",
            Self::Limit { .. } => "请用原来的程序另存；意在耗尽内存的文件不予读取",
            Self::NoTextLayer { .. } => "请先做文字识别（OCR），或使用 Word 原件",
        }
    }

    /// A short stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge { .. } => "too_large",
            Self::Unsupported { .. } => "unsupported",
            Self::Encrypted { .. } => "encrypted",
            Self::Damaged { .. } => "damaged",
            Self::Limit { .. } => "limit",
            Self::NoTextLayer { .. } => "no_text_layer",
        }
    }
}
