//! What a promise is. Fields and their values are those of `docs/promises.md`.

use std::sync::Arc;

use compact_str::CompactString;
use duixian_text::ByteSpan;

use crate::{Period, RuleTrace};

/// How firmly a promise binds, from the hardest down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Hardness {
    /// A result by a time or an amount: 完成, 建成, 达到, 新增N.
    Result,
    /// A start: 启动, 开工, 谋划建设.
    Start,
    /// Progress of a named concrete thing: 加快, 推进, 深化, 实施.
    Progress,
    /// A title or state aimed at: 争创, 力争, 打造.
    Aim,
    /// Something general to be better: 加强, 提升, 完善.
    Direction,
}

impl Hardness {
    /// The field's code: `result start progress aim direction`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Result => "result",
            Self::Start => "start",
            Self::Progress => "progress",
            Self::Aim => "aim",
            Self::Direction => "direction",
        }
    }
}

/// An action to be done in a coming period, with or without figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// The clause that says it, in clean text. Coordinated promises may share one.
    pub span: ByteSpan,
    /// The verb or verbs, as written: `完成`, `加快推进`.
    pub action: CompactString,
    /// What it is done to, with shared heads restored: `双泉路提升改造`.
    pub object: CompactString,
    /// How firmly it binds.
    pub hardness: Hardness,
    /// The section it stands in, as the heading says it, without numbering; empty if there is none.
    /// The promises of a section share it.
    pub field: Arc<str>,
    /// By when or during which time.
    pub period: Option<Period>,
    /// Indexes into the reading's figures.
    pub figures: Vec<u32>,
    /// Index of the sentence.
    pub sentence: u32,
    /// Which rule gave each field.
    pub rules: [RuleTrace; 4],
}
