//! The closed lists of codes that figures and promises use. Their meaning is defined in `docs/figures.md` and
//! `docs/promises.md`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::{Code, Failure};

/// Declares an enum of codes with its way to and from the ledger's strings, and its Chinese words.
macro_rules! codes {
    ($(#[$documentation:meta])* $name:ident {
        $($(#[$variant_documentation:meta])* $variant:ident = $code:tt $label:tt,)+
    }) => {
        $(#[$documentation])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        pub(crate) enum $name {
            $($(#[$variant_documentation])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// The code as the ledger writes it.
            pub(crate) fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// Its Chinese word, for tables.
            pub(crate) fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// The value that the ledger gives as `code`.
            pub(crate) fn known(code: &str) -> Result<Self, Failure> {
                match code { $($code => Ok(Self::$variant),)+ _ => Err(unknown(stringify!($name), code)) }
            }
        }
    };
}

/// Only a damaged ledger or one of another version gives a code outside its list.
fn unknown(list: &str, code: &str) -> Failure {
    tracing::error!(list, code, "the ledger gave an unknown code");
    Failure::plain(Code::Internal)
}

codes! {
    /// Whether a figure is said to be so or to become so.
    Kind {
        /// Asserted as having happened or being so.
        Fact = "fact" "事实",
        /// Promised, planned, expected for a coming period.
        Target = "target" "目标",
    }
}

codes! {
    /// What kind of number a figure is.
    Measure {
        /// An amount, a count, a rate standing at a value.
        Level = "level" "数值",
        /// Percent change against an earlier period.
        Growth = "growth" "增速",
        /// Average yearly growth.
        AverageGrowth = "avg_growth" "年均增速",
        /// Absolute difference against a base.
        Change = "change" "增减量",
        /// A multiple.
        Multiple = "multiple" "倍数",
        /// A place in an order.
        Rank = "rank" "位次",
        /// A ratio.
        Ratio = "ratio" "比例",
    }
}

codes! {
    /// How the printed number bounds the real one.
    Bound {
        /// Plain.
        Equal = "eq" "等于",
        /// 左右, 约.
        Approximate = "approx" "约",
        /// 以上, 不低于.
        AtLeast = "ge" "不低于",
        /// 以内, 不超过.
        AtMost = "le" "不超过",
        /// 余, 多.
        More = "more" "略多于",
        /// 近.
        Near = "near" "接近",
        /// A range.
        Range = "range" "区间",
    }
}

codes! {
    /// Whose value a figure is.
    Region {
        /// The reporting government's area.
        Own = "self" "本级",
        /// The city above it.
        City = "city" "全市",
        /// The province.
        Province = "province" "全省",
        /// The whole country.
        Nation = "nation" "全国",
        /// One named company or person.
        Firm = "firm" "企业或个人",
        /// Another or a smaller area.
        Other = "other" "其他地区",
    }
}

codes! {
    /// How firmly a promise binds.
    Hardness {
        /// A result by a time or an amount.
        Result = "result" "结果",
        /// A start.
        Start = "start" "启动",
        /// Progress of a named concrete thing.
        Progress = "progress" "推进",
        /// A title or state aimed at.
        Aim = "aim" "争取",
        /// Something general to be better.
        Direction = "direction" "方向",
    }
}

codes! {
    /// What became of a promise or target.
    Verdict {
        /// A target that was reached.
        Met = "met" "达成",
        /// A target that was clearly passed.
        Exceeded = "exceeded" "超额",
        /// A target that was not reached.
        Missed = "missed" "未达成",
        /// Done.
        Fulfilled = "fulfilled" "兑现",
        /// Done after its date.
        FulfilledLate = "fulfilled_late" "逾期兑现",
        /// Done in part.
        Partly = "partly" "部分兑现",
        /// Something less was done than promised.
        Lesser = "lesser" "降格兑现",
        /// Going on.
        InProgress = "in_progress" "进行中",
        /// Not said to be done; promised once more.
        PromisedAgain = "promised_again" "再次承诺",
        /// The opposite happened.
        Contradicted = "contradicted" "相反",
        /// The later report is silent of it.
        NotMentioned = "not_mentioned" "未提及",
        /// The later report gives no figure of it.
        NotReported = "not_reported" "未报数",
        /// A figure of the same thing that cannot be held against it.
        NotComparable = "not_comparable" "不可比",
        /// Its period has not ended.
        NotDue = "not_due" "未到期",
    }
}

codes! {
    /// Verdicts in few classes, for shares.
    OutcomeClass {
        /// Kept in time.
        Kept = "kept" "按期兑现",
        /// Kept late.
        Late = "late" "逾期兑现",
        /// Less than promised.
        Short = "short" "打折扣",
        /// Going on, or promised once more.
        Open = "open" "仍在推进",
        /// Nothing is said.
        Silent = "silent" "没有下文",
        /// Cannot be told, or not yet due.
        Unknown = "unknown" "无法判断",
    }
}

codes! {
    /// A file format.
    FileFormat {
        /// Plain text.
        Txt = "txt" "纯文本",
        /// Word 2007 and later.
        Docx = "docx" "Word 文档",
        /// Word 97–2003.
        Doc = "doc" "Word 97–2003 文档",
        /// Open fixed-layout document, GB/T 33190.
        Ofd = "ofd" "OFD 版式文档",
        /// A web page.
        Html = "html" "网页",
        /// PDF with a text layer.
        Pdf = "pdf" "PDF",
    }
}

/// Which way of an indicator is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) enum Better {
    /// More is better.
    #[serde(rename = "up")]
    Up,
    /// Less is better.
    #[serde(rename = "down")]
    Down,
    /// Neither.
    #[serde(rename = "none")]
    Neither,
}

impl Better {
    /// The code as the codebook writes it, and its Chinese word.
    pub(crate) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Up => ("up", "越高越好"),
            Self::Down => ("down", "越低越好"),
            Self::Neither => ("none", "不分高低"),
        }
    }
}

#[cfg(test)]
mod tests {
    use duixian_ledger::{CLASSES, class_code, class_name};
    use duixian_threads::Language;

    use super::{OutcomeClass, Verdict};

    #[test]
    fn verdicts_and_classes_are_called_alike_everywhere() {
        for verdict in duixian_threads::Verdict::ALL {
            let known = Verdict::known(verdict.code()).unwrap();
            assert_eq!(known.label(), verdict.name(Language::Chinese));
        }
        for class in CLASSES {
            let known = OutcomeClass::known(class_code(class)).unwrap();
            assert_eq!(known.label(), class_name(class, Language::Chinese));
        }
    }
}
