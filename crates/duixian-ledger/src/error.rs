//! Everything that can go wrong with a ledger, each with what to try, in both languages. Never a number of a person.

use duixian_text::ReadError;

use crate::matters::MatterError;

/// An act or a question that the ledger could not answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// An order about a matter was not done.
    #[error(transparent)]
    Matter(#[from] MatterError),
    /// Nothing has this id.
    #[error("there is no {what} {id}")]
    NotFound {
        /// What was looked for.
        what: What,
        /// The id given.
        id: String,
    },
    /// The id is not of the right form.
    #[error("{id:?} is not the id of a {what}")]
    BadId {
        /// What the id should name.
        what: What,
        /// The id given.
        id: String,
    },
    /// The document was deleted; it can be restored.
    #[error("the document {id} is deleted")]
    Deleted {
        /// Its id.
        id: String,
    },
    /// A field that an act must have is empty.
    #[error("the {field} is missing")]
    Missing {
        /// The field.
        field: &'static str,
    },
    /// A field is longer than is kept.
    #[error("the {field} is too long: {found} characters, at most {limit}")]
    TooLong {
        /// The field.
        field: &'static str,
        /// Characters given.
        found: usize,
        /// Characters allowed.
        limit: usize,
    },
    /// A correction that leaves everything as it is.
    #[error("the correction changes nothing")]
    NothingChanged,
    /// A place that holds no words of its document.
    #[error("there are no words at {start}..{end} of the document {document}")]
    NoWords {
        /// The document.
        document: String,
        /// First code point.
        start: u32,
        /// One past the last.
        end: u32,
    },
    /// A field that cannot be corrected.
    #[error("there is no field {field:?} to correct")]
    UnknownField {
        /// The field given.
        field: String,
        /// The fields that can be corrected.
        known: &'static [&'static str],
    },
    /// A value that its field cannot have.
    #[error("{value:?} is no value of the field {field}")]
    BadValue {
        /// The field.
        field: String,
        /// The value given.
        value: String,
        /// What the field takes.
        wanted: String,
    },
    /// The correction or decision was withdrawn before.
    #[error("{id} was withdrawn already")]
    AlreadyWithdrawn {
        /// The event of the correction or decision.
        id: String,
    },
    /// Somebody else changed the same thing at the same time, several times over.
    #[error("the document was changed by somebody else at the same time")]
    Conflict,
    /// The database is held by another writer for too long.
    #[error("the database is busy")]
    Busy,
    /// The ledger was written by a newer program.
    #[error("the ledger was written by a newer version: {what} {found}, this program knows {known}")]
    Newer {
        /// What is newer.
        what: &'static str,
        /// The version found.
        found: u32,
        /// The version known.
        known: u32,
    },
    /// Stored data that should never look like this.
    #[error("the ledger is damaged: {reason}")]
    Damaged {
        /// What was found, and where.
        reason: String,
    },
    /// The database engine is too old to be trusted.
    #[error("{engine} {found} is too old, at least {wanted} is needed")]
    OldDatabase {
        /// Its name.
        engine: &'static str,
        /// The version found.
        found: String,
        /// The version needed.
        wanted: &'static str,
    },
    /// The address of a database that is none.
    #[error("this is not the address of a database")]
    BadAddress,
    /// The database cannot be reached, or the connection to it broke.
    #[error("the database cannot be reached: {reason}")]
    Unavailable {
        /// What the system or the server said.
        reason: String,
    },
    /// The connection broke while something was being confirmed: it may have happened or not.
    #[error("the connection broke while it was being confirmed, so that nobody knows whether it happened: {reason}")]
    Unconfirmed {
        /// What the system or the server said.
        reason: String,
    },
    /// What is to be restored into holds something already.
    #[error("there is a ledger already")]
    NotEmpty,
    /// There is no space left where the database keeps its data.
    #[error("the disk of the database is full")]
    Full,
    /// The database failed.
    #[error("the database failed while {act}: {reason}")]
    Storage {
        /// What was being done.
        act: &'static str,
        /// What the database said.
        reason: String,
    },
    /// The search index failed.
    #[error("the search index failed: {reason}")]
    Search {
        /// What it said.
        reason: String,
    },
    /// The folder of the ledger cannot be used.
    #[error("the folder {path} cannot be used: {reason}")]
    Folder {
        /// The folder.
        path: String,
        /// What the system said.
        reason: String,
    },
}

/// What an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// 文档
    Document,
    /// 数据
    Figure,
    /// 承诺
    Promise,
    /// 更正
    Correction,
    /// 认定
    Decision,
    /// 脉络
    Thread,
    /// 地区
    Place,
    /// 指标
    Indicator,
    /// 原件
    Original,
    /// 台账
    Site,
    /// 事项
    Matter,
    /// 口径
    Measure,
    /// 系统
    System,
    /// 附件
    File,
}

impl What {
    /// Its name in Chinese.
    pub fn name_zh(self) -> &'static str {
        match self {
            Self::Document => "文档",
            Self::Figure => "数据",
            Self::Promise => "承诺",
            Self::Correction => "更正",
            Self::Decision => "认定",
            Self::Thread => "脉络",
            Self::Place => "地区",
            Self::Indicator => "指标",
            Self::Original => "原件",
            Self::Site => "台账",
            Self::Matter => "事项",
            Self::Measure => "指标口径",
            Self::System => "系统",
            Self::File => "附件",
        }
    }
}

impl std::fmt::Display for What {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Document => "document",
            Self::Figure => "figure",
            Self::Promise => "promise",
            Self::Correction => "correction",
            Self::Decision => "decision",
            Self::Thread => "thread",
            Self::Place => "place",
            Self::Indicator => "indicator",
            Self::Original => "original",
            Self::Site => "site",
            Self::Matter => "matter",
            Self::Measure => "measure",
            Self::System => "system",
            Self::File => "file",
        })
    }
}

impl LedgerError {
    /// A short stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Read(error) => error.code(),
            Self::Matter(error) => error.code(),
            Self::NotFound { .. } => "not_found",
            Self::BadId { .. } => "bad_id",
            Self::Deleted { .. } => "deleted",
            Self::Missing { .. } => "missing",
            Self::TooLong { .. } => "too_long",
            Self::NothingChanged => "nothing_changed",
            Self::NoWords { .. } => "no_words",
            Self::UnknownField { .. } => "unknown_field",
            Self::BadValue { .. } => "bad_value",
            Self::AlreadyWithdrawn { .. } => "already_withdrawn",
            Self::Conflict => "conflict",
            Self::Busy => "busy",
            Self::Newer { .. } => "newer_ledger",
            Self::Damaged { .. } => "damaged_ledger",
            Self::OldDatabase { .. } => "old_database",
            Self::BadAddress => "bad_address",
            Self::Unavailable { .. } => "database_unavailable",
            Self::Unconfirmed { .. } => "unconfirmed",
            Self::NotEmpty => "not_empty",
            Self::Full => "disk_full",
            Self::Storage { .. } => "storage",
            Self::Search { .. } => "search",
            Self::Folder { .. } => "folder",
        }
    }

    /// What can be tried, in English.
    pub fn hint(&self) -> String {
        match self {
            Self::Read(error) => error.hint().to_owned(),
            Self::Matter(error) => error.hint(),
            Self::NotFound { .. } | Self::BadId { .. } => "take the id from a list or from a link".to_owned(),
            Self::Deleted { .. } => "restore the document first".to_owned(),
            Self::Missing { field } => format!("fill in the {field}"),
            Self::TooLong { .. } => "say it in fewer words".to_owned(),
            Self::NothingChanged => "give at least one field another value than it has".to_owned(),
            Self::NoWords { .. } => "take the span from the document, in code points of its original text".to_owned(),
            Self::UnknownField { known, .. } => format!("the fields are: {}", known.join(", ")),
            Self::BadValue { wanted, .. } => format!("it takes {wanted}"),
            Self::AlreadyWithdrawn { .. } => "read the history again".to_owned(),
            Self::Conflict | Self::Busy => "try again in a moment".to_owned(),
            Self::Newer { .. } => "use the newer program, or another data folder".to_owned(),
            Self::Damaged { .. } => "keep a copy of the folder, then rebuild, or restore a backup".to_owned(),
            Self::OldDatabase { engine: "SQLite", .. } => "build the program again with its own lock file".to_owned(),
            Self::OldDatabase { engine, .. } => format!("use a newer {engine}"),
            Self::BadAddress => "write it like postgres://user@host/database".to_owned(),
            Self::Unavailable { .. } => "check that the database runs and its address is right, then do it again; \
                 what was not confirmed is not in the ledger, or is found there when it is read again"
                .to_owned(),
            Self::Unconfirmed { .. } => {
                "do it again with the same key, which is safe, or look whether it is there".to_owned()
            }
            Self::NotEmpty => "restore into a new folder or an empty database".to_owned(),
            Self::Full => "make space on its disk, then do it again; nothing that was confirmed is lost".to_owned(),
            Self::Storage { .. } => "check the free space and the rights of the data folder".to_owned(),
            Self::Search { .. } => "rebuild the ledger; the index is made again from the database".to_owned(),
            Self::Folder { .. } => "check that it exists and can be written".to_owned(),
        }
    }

    /// What failed, in Chinese.
    pub fn message_zh(&self) -> String {
        match self {
            Self::Read(error) => error.message_zh(),
            Self::Matter(error) => error.message_zh(),
            Self::NotFound { what, id } => format!("没有这条{}：{id}", what.name_zh()),
            Self::BadId { what, id } => format!("“{id}”不是{}的编号", what.name_zh()),
            Self::Deleted { id } => format!("文档 {id} 已删除"),
            Self::Missing { field } => format!("缺少{}", field_zh(field)),
            Self::TooLong { field, found, limit } => {
                format!("{}过长：{found} 字，上限 {limit} 字", field_zh(field))
            }
            Self::NothingChanged => "更正没有改动任何内容".to_owned(),
            Self::NoWords { document, start, end } => format!("文档 {document} 的 {start}–{end} 处没有文字"),
            Self::UnknownField { field, .. } => format!("没有可更正的字段“{field}”"),
            Self::BadValue { field, value, .. } => format!("字段 {field} 不能是“{value}”"),
            Self::AlreadyWithdrawn { id } => format!("{id} 已经撤回"),
            Self::Conflict => "同一文档同时被他人修改".to_owned(),
            Self::Busy => "数据库正忙".to_owned(),
            Self::Newer { found, known, .. } => {
                format!("台账由更新版本的程序写成（版本 {found}，本程序支持到 {known}）")
            }
            Self::Damaged { reason } => format!("台账已损坏：{reason}"),
            Self::OldDatabase { engine, found, wanted } => {
                format!("{engine} {found} 版本过低，至少需要 {wanted}")
            }
            Self::BadAddress => "这不是数据库地址".to_owned(),
            Self::Unavailable { reason } => format!("无法连接数据库：{reason}"),
            Self::Unconfirmed { reason } => format!("确认时连接中断，不知是否已入账：{reason}"),
            Self::NotEmpty => "这里已有台账".to_owned(),
            Self::Full => "数据库所在磁盘已满".to_owned(),
            Self::Storage { reason, .. } => format!("数据库出错：{reason}"),
            Self::Search { reason } => format!("检索索引出错：{reason}"),
            Self::Folder { path, reason } => format!("无法使用文件夹 {path}：{reason}"),
        }
    }

    /// What can be tried, in Chinese.
    pub fn hint_zh(&self) -> String {
        match self {
            Self::Read(error) => error.hint_zh().to_owned(),
            Self::Matter(error) => error.hint_zh(),
            Self::NotFound { .. } | Self::BadId { .. } => "请从列表或链接中取得编号".to_owned(),
            Self::Deleted { .. } => "请先恢复该文档".to_owned(),
            Self::Missing { field } => format!("请填写{}", field_zh(field)),
            Self::TooLong { .. } => "请写得简短一些".to_owned(),
            Self::NothingChanged => "请至少修改一个字段".to_owned(),
            Self::NoWords { .. } => "请从文档中取得起止位置（原文字符数）".to_owned(),
            Self::UnknownField { known, .. } => format!("可更正的字段：{}", known.join("、")),
            Self::BadValue { wanted, .. } => format!("可取：{wanted}"),
            Self::AlreadyWithdrawn { .. } => "请重新查看更正记录".to_owned(),
            Self::Conflict | Self::Busy => "请稍后再试".to_owned(),
            Self::Newer { .. } => "请使用新版程序，或换一个数据文件夹".to_owned(),
            Self::Damaged { .. } => "请先备份数据文件夹，再重建，或恢复备份".to_owned(),
            Self::OldDatabase { engine: "SQLite", .. } => "请用程序自带的锁定文件重新编译".to_owned(),
            Self::OldDatabase { engine, .. } => format!("请使用更新版本的 {engine}"),
            Self::BadAddress => "请写成 postgres://用户@主机/数据库".to_owned(),
            Self::Unavailable { .. } => {
                "请确认数据库正在运行、地址无误后重试；未经确认的操作未入账，或重新读取即可看到".to_owned()
            }
            Self::Unconfirmed { .. } => "请用同一幂等键重试（不会重复），或先查看是否已入账".to_owned(),
            Self::NotEmpty => "请恢复到新文件夹或空数据库".to_owned(),
            Self::Full => "请清理磁盘空间后重试；已确认的内容不会丢失".to_owned(),
            Self::Storage { .. } => "请检查磁盘空间和数据文件夹的权限".to_owned(),
            Self::Search { .. } => "请重建台账，索引会从数据库重新生成".to_owned(),
            Self::Folder { .. } => "请确认文件夹存在并且可写".to_owned(),
        }
    }
}

fn field_zh(field: &str) -> &str {
    match field {
        "actor" => "经办人",
        "reason" => "理由",
        "name" => "文件名",
        "query" => "检索词",
        "thread name" => "脉络名称",
        "place" => "地区",
        "fingerprint" => "问题编号",
        other => other,
    }
}
