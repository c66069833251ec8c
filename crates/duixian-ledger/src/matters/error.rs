//! What can go wrong with matters beside what can go wrong with any ledger, each with what to try.

use duixian_matters::refusal::Refusal;
use jiff::civil::Date;

use crate::systems::SystemsError;

/// An order that was not done, or a question about matters that has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MatterError {
    /// The declaration forbids it.
    #[error(transparent)]
    Refused(Box<Refusal>),
    /// The matter was changed since the asker saw it.
    #[error("the matter {matter} was changed by somebody else: it is at {found}, {expected} was expected")]
    Stale {
        /// The matter.
        matter: String,
        /// Its revision.
        found: u64,
        /// The revision that was expected.
        expected: u64,
    },
    /// The same key stands for another order already.
    #[error("the key {key:?} was used for another order before")]
    KeyReused {
        /// The key.
        key: String,
    },
    /// No system has such a kind of matters today.
    #[error("there is no kind of matters {kind:?}")]
    NoKind {
        /// The kind.
        kind: String,
    },
    /// The roster has no such post.
    #[error("there is no post {post:?}")]
    NoPost {
        /// The post.
        post: String,
    },
    /// Somebody else, or nobody, holds the post.
    #[error("{person:?} does not hold the post {post} on {day}")]
    NotHolder {
        /// The person; empty where nobody was named.
        person: String,
        /// The post's name.
        post: String,
        /// The day.
        day: Date,
    },
    /// A file of the site's folder is not as it must be.
    #[error("the site's {file} cannot be used: {reason}")]
    BadSite {
        /// The file.
        file: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// The systems cannot be used.
    #[error(transparent)]
    Systems(#[from] Box<SystemsError>),
    /// A measure that cannot be computed.
    #[error("the measure {measure} cannot be computed: {reason}")]
    BadMeasure {
        /// The measure.
        measure: String,
        /// Why.
        reason: String,
    },
}

impl MatterError {
    /// A short stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code.as_str(),
            Self::Stale { .. } => "conflict",
            Self::KeyReused { .. } => "key_reused",
            Self::NoKind { .. } => "unknown_kind",
            Self::NoPost { .. } => "unknown_post",
            Self::NotHolder { .. } => "not_holder",
            Self::BadSite { .. } => "bad_site",
            Self::Systems(_) => "bad_systems",
            Self::BadMeasure { .. } => "bad_measure",
        }
    }

    /// What can be tried, in English.
    pub fn hint(&self) -> String {
        match self {
            Self::Refused(refusal) => refusal.allows.en.clone(),
            Self::Stale { .. } => "read the matter again, then decide anew".to_owned(),
            Self::KeyReused { .. } => "take a new key for a new order".to_owned(),
            Self::NoKind { .. } => "take a kind from the list of systems".to_owned(),
            Self::NoPost { .. } => "take a post from the roster (posts.toml)".to_owned(),
            Self::NotHolder { .. } => "act as a post that you hold, or correct the roster (posts.toml)".to_owned(),
            Self::BadSite { .. } => "correct the file; its head in samples/site explains its form".to_owned(),
            Self::Systems(error) => error.hint().to_owned(),
            Self::BadMeasure { .. } => "check the measure with duixian systems check".to_owned(),
        }
    }

    /// What failed, in Chinese.
    pub fn message_zh(&self) -> String {
        match self {
            Self::Refused(refusal) => refusal.sentence.zh.clone(),
            Self::Stale { .. } => "事项已被他人修改".to_owned(),
            Self::KeyReused { key } => format!("幂等键“{key}”已用于另一操作"),
            Self::NoKind { kind } => format!("没有这类事项：{kind}"),
            Self::NoPost { post } => format!("岗位表中没有岗位“{post}”"),
            Self::NotHolder { person, post, day } if person.is_empty() => format!("{day} 岗位“{post}”无人任职"),
            Self::NotHolder { person, post, day } => format!("{day} “{person}”不任岗位“{post}”"),
            Self::BadSite { file, reason } => format!("站点文件 {file} 无法使用：{reason}"),
            Self::Systems(error) => error.message_zh(),
            Self::BadMeasure { measure, reason } => format!("指标 {measure} 无法计算：{reason}"),
        }
    }

    /// What can be tried, in Chinese.
    pub fn hint_zh(&self) -> String {
        match self {
            Self::Refused(refusal) => refusal.allows.zh.clone(),
            Self::Stale { .. } => "请刷新事项后再办理".to_owned(),
            Self::KeyReused { .. } => "新的操作请使用新的幂等键".to_owned(),
            Self::NoKind { .. } => "请从系统列表中选择事项种类".to_owned(),
            Self::NoPost { .. } => "请从岗位表（posts.toml）中选择岗位".to_owned(),
            Self::NotHolder { .. } => "请以本人任职的岗位办理，或更正岗位表（posts.toml）".to_owned(),
            Self::BadSite { .. } => "请更正该文件；格式见 samples/site 中同名文件的文件头".to_owned(),
            Self::Systems(error) => error.hint_zh().to_owned(),
            Self::BadMeasure { .. } => "请用 duixian systems check 检查该指标".to_owned(),
        }
    }
}
