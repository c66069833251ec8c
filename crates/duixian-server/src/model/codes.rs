//! The closed lists of codes that figures and promises use. Their meaning is defined in `docs/figures.md` and
//! `docs/promises.md`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Declares an enum of codes with its way to and from the ledger's strings.
macro_rules! codes {
    ($(#[$documentation:meta])* $name:ident { $($(#[$variant_documentation:meta])* $variant:ident = $code:tt,)+ }) => {
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

            /// The value with this code.
            pub(crate) fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

codes! {
    /// Whether a figure is said to be so or to become so.
    Kind {
        /// 事实
        Fact = "fact",
        /// 目标
        Target = "target",
    }
}

codes! {
    /// What kind of number a figure is.
    Measure {
        /// 数值
        Level = "level",
        /// 增速
        Growth = "growth",
        /// 年均增速
        AverageGrowth = "avg_growth",
        /// 增减量
        Change = "change",
        /// 倍数
        Multiple = "multiple",
        /// 位次
        Rank = "rank",
        /// 比例
        Ratio = "ratio",
    }
}

codes! {
    /// How the printed number bounds the real one.
    Bound {
        /// Plain.
        Equal = "eq",
        /// 左右, 约.
        Approximate = "approx",
        /// 以上, 不低于.
        AtLeast = "ge",
        /// 以内, 不超过.
        AtMost = "le",
        /// 余, 多.
        More = "more",
        /// 近.
        Near = "near",
        /// A range.
        Range = "range",
    }
}

codes! {
    /// Whose value a figure is.
    Region {
        /// The reporting government's area.
        Own = "self",
        /// The city above it.
        City = "city",
        /// The province.
        Province = "province",
        /// The whole country.
        Nation = "nation",
        /// One named company or person.
        Firm = "firm",
        /// Another or a smaller area.
        Other = "other",
    }
}

codes! {
    /// How firmly a promise binds.
    Hardness {
        /// A result by a time or an amount.
        Result = "result",
        /// A start.
        Start = "start",
        /// Progress of a named concrete thing.
        Progress = "progress",
        /// A title or state aimed at.
        Aim = "aim",
        /// Something general to be better.
        Direction = "direction",
    }
}

codes! {
    /// Which way of an indicator is better.
    Better {
        /// More is better.
        Up = "up",
        /// Less is better.
        Down = "down",
        /// Neither.
        Neither = "none",
    }
}
