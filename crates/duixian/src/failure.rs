//! What can go wrong at the command line: what failed, where, what to try, and the exit code.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use duixian_ledger::{LedgerError, SystemsError};
use duixian_server::ServeError;
use duixian_text::ReadError;

use crate::language::Language;

/// How a verb that ran to its end came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything was done.
    Done,
    /// Some input failed; its failure was reported, the rest was done.
    SomeFailed,
    /// A check found an error.
    ErrorsFound,
}

impl Outcome {
    /// `Done` if nothing failed.
    pub(crate) fn of_failures(count: usize) -> Self {
        if count == 0 { Self::Done } else { Self::SomeFailed }
    }

    pub(crate) fn exit_code(self) -> ExitCode {
        match self {
            Self::Done => ExitCode::SUCCESS,
            Self::SomeFailed | Self::ErrorsFound => ExitCode::from(1),
        }
    }
}

/// Why a verb, or one input of it, failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A file cannot be opened or read from the disk.
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    /// A file was read from the disk, but is no report that can be read.
    #[error("{}: {source}", path.display())]
    Report { path: PathBuf, source: ReadError },
    /// Output cannot be written.
    #[error("cannot write the output: {0}")]
    Output(#[from] io::Error),
    /// A table cannot be written in its format.
    #[error("cannot write the table: {0}")]
    Table(#[from] duixian_tables::TableError),
    /// The ledger refused.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The ledger refused a file.
    #[error("{}: {source}", path.display())]
    Adding { path: PathBuf, source: LedgerError },
    /// A draft cannot be written back with comments.
    #[error("{}: {source}", path.display())]
    Commenting { path: PathBuf, source: duixian_comments::Error },
    /// Two sources that are to be compared speak of two places.
    #[error("{} is about {first_place} and {} about {second_place}", first.display(), second.display())]
    OtherPlace { first: PathBuf, first_place: String, second: PathBuf, second_place: String },
    /// The systems cannot be read, or are not sound.
    #[error(transparent)]
    Systems(#[from] SystemsError),
    /// There is no such system.
    #[error("there is no system {name}")]
    NoSystem { name: String, known: String },
    /// The server cannot listen.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The system gives no threads.
    #[error("cannot start: {0}")]
    Runtime(io::Error),
    /// Nobody knows where the ledger is.
    #[error("there is no folder for the ledger")]
    NoDataFolder,
    /// A binary format would go to a terminal.
    #[error("{format} is a binary format and is not written to a terminal")]
    BinaryToTerminal { format: &'static str },
}

impl Failure {
    pub(crate) fn file(path: &Path, source: io::Error) -> Self {
        Self::File { path: path.to_owned(), source }
    }

    pub(crate) fn report_of(path: &Path, source: ReadError) -> Self {
        Self::Report { path: path.to_owned(), source }
    }

    pub(crate) fn adding(path: &Path, source: LedgerError) -> Self {
        Self::Adding { path: path.to_owned(), source }
    }

    /// Exit code 1: an input failed; 2: the command was used wrongly. A closed pipe is a reader who has seen enough.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::BinaryToTerminal { .. }
            | Self::NoDataFolder
            | Self::NoSystem { .. }
            | Self::Ledger(LedgerError::BadId { .. }) => ExitCode::from(2),
            _ if self.is_broken_pipe() => ExitCode::SUCCESS,
            _ => ExitCode::from(1),
        }
    }

    /// Prints the failure and its hint to the standard error.
    pub(crate) fn report(&self, language: Language) {
        if self.is_broken_pipe() {
            return;
        }
        eprintln!("{}: {}", language.pick("error", "错误"), self.message(language));
        if let Some(hint) = self.hint(language) {
            eprintln!("{}: {hint}", language.pick("hint", "提示"));
        }
    }

    fn is_broken_pipe(&self) -> bool {
        match self {
            Self::Output(source) => source.kind() == io::ErrorKind::BrokenPipe,
            Self::Table(source) => source.io_kind() == Some(io::ErrorKind::BrokenPipe),
            _ => false,
        }
    }

    fn message(&self, language: Language) -> String {
        if language == Language::En {
            return self.to_string();
        }
        match self {
            Self::File { path, source } => format!("{}：{}", path.display(), io_message_zh(source)),
            Self::Report { path, source } => format!("{}：{}", path.display(), source.message_zh()),
            Self::Output(source) => format!("无法写出结果：{}", io_message_zh(source)),
            Self::Table(source) => format!("无法写出表格：{source}"),
            Self::Ledger(source) => source.message_zh(),
            Self::Adding { path, source } => format!("{}：{}", path.display(), source.message_zh()),
            Self::Commenting { path, source } => format!("{}：{}", path.display(), source.message_zh()),
            Self::OtherPlace { first, first_place, second, second_place } => {
                format!("{} 是{first_place}的，{} 是{second_place}的", first.display(), second.display())
            }
            Self::Systems(source) => source.message_zh(),
            Self::NoSystem { name, .. } => format!("没有系统 {name}"),
            Self::Serve(source) => source.message_zh(),
            Self::Runtime(source) => format!("无法启动：{source}"),
            Self::NoDataFolder => "不知道台账在哪个文件夹".to_owned(),
            Self::BinaryToTerminal { format } => format!("{format} 是二进制格式，不能显示在终端上"),
        }
    }

    fn hint(&self, language: Language) -> Option<String> {
        match self {
            Self::File { source, .. } => file_hint(source, language).map(str::to_owned),
            Self::Report { source, .. } => Some(language.pick(source.hint(), source.hint_zh()).to_owned()),
            Self::BinaryToTerminal { .. } => {
                let hint =
                    language.pick("give a file with --output FILE, or redirect it", "请用 --output 写入文件，或重定向");
                Some(hint.to_owned())
            }
            Self::Ledger(source) | Self::Adding { source, .. } => Some(language.pick(source.hint(), source.hint_zh())),
            Self::Systems(source) => Some(language.pick(source.hint(), source.hint_zh()).to_owned()),
            Self::NoSystem { known, .. } => {
                let (english, chinese) =
                    (format!("give a folder, or one of: {known}"), format!("请写文件夹，或其中之一：{known}"));
                Some(language.pick(english, chinese))
            }
            Self::Serve(source) => Some(language.pick(source.hint(), source.hint_zh()).to_owned()),
            Self::Commenting { source, .. } => Some(language.pick(source.hint(), source.hint_zh()).to_owned()),
            Self::OtherPlace { .. } => {
                Some(language.pick("compare two sources about one place", "请比对同一地区的两份文字").to_owned())
            }
            Self::NoDataFolder => Some(language.pick("give one with --data DIR", "请用 --data 指定文件夹").to_owned()),
            Self::Output(_) | Self::Table(_) | Self::Runtime(_) => None,
        }
    }
}

fn file_hint(source: &io::Error, language: Language) -> Option<&'static str> {
    let (english, chinese) = match source.kind() {
        io::ErrorKind::NotFound => ("check the path; it is seen from the current folder", "请检查路径（相对当前目录）"),
        io::ErrorKind::PermissionDenied => ("ask for the right to this file", "请取得该文件的权限"),
        io::ErrorKind::IsADirectory => (
            "name the files in the folder, e.g. with a pattern such as reports/*.docx",
            "请写出目录中的文件，例如 reports/*.docx",
        ),
        io::ErrorKind::StorageFull => ("make room on the disk", "请清理磁盘空间"),
        _ => return None,
    };
    Some(language.pick(english, chinese))
}

fn io_message_zh(source: &io::Error) -> String {
    match source.kind() {
        io::ErrorKind::NotFound => "找不到文件".to_owned(),
        io::ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
        io::ErrorKind::IsADirectory => "这是一个目录".to_owned(),
        io::ErrorKind::StorageFull => "磁盘已满".to_owned(),
        _ => source.to_string(),
    }
}
