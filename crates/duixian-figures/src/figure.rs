//! What a figure is. Fields and their values are those of `docs/figures.md`.

use std::fmt;

use duixian_text::ByteSpan;

/// An exact decimal number: `mantissa × 10^-scale`. Never a float.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// All digits, with sign.
    pub mantissa: i128,
    /// Digits behind the point.
    pub scale: u8,
}

/// What was measured, in base units (万 and 亿 multiplied in; percent stays percent).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// One number; decreases are negative.
    One(Decimal),
    /// A range from low to high, printed `1..2`.
    Range(Decimal, Decimal),
    /// A ratio of two or three parts, printed `3.7:52.9:43.4`; the third is absent in a ratio of two.
    Ratio(Decimal, Decimal, Option<Decimal>),
}

/// How the printed number bounds the real one. For negative values the bound is on the magnitude.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// Plain.
    Eq,
    /// 左右, 约, 上下.
    Approx,
    /// 以上, 不低于, 超过, 突破, 至少.
    Ge,
    /// 以内, 以下, 不超过, 控制在…以内.
    Le,
    /// 余, 多.
    More,
    /// 近, 接近, 将近.
    Near,
    /// A range.
    Range,
}

/// What kind of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// An amount, a count, a rate standing at a value.
    Level,
    /// Percent change against an earlier period.
    Growth,
    /// Average yearly growth (年均增长).
    AverageGrowth,
    /// Absolute difference against a base.
    Change,
    /// A multiple (是…的1.7倍, 翻一番).
    Multiple,
    /// A place in an order (第1位, 前三位).
    Rank,
    /// A ratio (a:b:c).
    Ratio,
}

/// Whether it is said to be so or to become so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Asserted as having happened or being so.
    Fact,
    /// Promised, planned, expected for a coming period.
    Target,
}

/// The period a value is about, in the notation of the guide: `2023`, `2021-2025`, `2024Q1-Q3`,
/// `2024-01..2024-11`, `asof:2024-09`; absent where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// One year.
    Year(u16),
    /// From the first to the last year, both counted.
    Years(u16, u16),
    /// Quarters of a year, both counted: `2024Q1-Q3`, or `2024Q1`.
    Quarters(u16, u8, u8),
    /// Months, both counted: (year, month) to (year, month).
    Months(u16, u8, u16, u8),
    /// The state at the end of a month of a year.
    AsOfMonth(u16, u8),
    /// The state at the end of a year.
    AsOfYear(u16),
}

/// Whose value it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Region {
    /// The reporting government's area.
    Own,
    /// The city above it.
    City,
    /// The province.
    Province,
    /// The whole country.
    Nation,
    /// One named company or person.
    Firm,
    /// Another or a smaller area.
    Other,
}

/// Which rule gave a field, for `--explain`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RuleTrace {
    /// The field, e.g. `period`.
    pub field: &'static str,
    /// The rule, a stable short name that `docs/figures.md` lists, e.g. `plan-part-default`.
    pub rule: &'static str,
    /// The words that the rule saw, if it saw any.
    pub evidence: Option<ByteSpan>,
}

/// A quantity that says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// From the number's first character to the end of its unit and bound word, in clean text.
    pub span: ByteSpan,
    /// The value in base units.
    pub value: Value,
    /// The unit as written, without 万 and 亿; empty where there is none.
    pub unit: String,
    /// How the number bounds.
    pub bound: Bound,
    /// What kind of number.
    pub measure: Measure,
    /// Fact or target.
    pub kind: Kind,
    /// The period; `None` is "no period", not "unknown to the reader".
    pub period: Option<Period>,
    /// Whose value.
    pub region: Region,
    /// The indicator's code in the codebook, if the thing measured is one.
    pub metric: Option<String>,
    /// What is measured, copied from the text.
    pub subject: String,
    /// Index of the sentence.
    pub sentence: u32,
    /// Which rule gave each field.
    pub rules: [RuleTrace; 9],
}

impl Bound {
    /// The field's code: `eq approx ge le more near range`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::Approx => "approx",
            Self::Ge => "ge",
            Self::Le => "le",
            Self::More => "more",
            Self::Near => "near",
            Self::Range => "range",
        }
    }
}

impl Measure {
    /// The field's code: `level growth avg_growth change multiple rank ratio`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Growth => "growth",
            Self::AverageGrowth => "avg_growth",
            Self::Change => "change",
            Self::Multiple => "multiple",
            Self::Rank => "rank",
            Self::Ratio => "ratio",
        }
    }
}

impl Kind {
    /// The field's code: `fact target`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fact => "fact",
            Self::Target => "target",
        }
    }
}

impl Region {
    /// The field's code: `self city province nation firm other`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Own => "self",
            Self::City => "city",
            Self::Province => "province",
            Self::Nation => "nation",
            Self::Firm => "firm",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Decimal {
    /// Plain decimal notation without trailing zeros behind the point: `6960000000`, `-19.3`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.mantissa < 0 {
            formatter.write_str("-")?;
        }
        let digits = self.mantissa.unsigned_abs().to_string();
        let scale = usize::from(self.scale);
        if scale == 0 {
            return formatter.write_str(&digits);
        }
        let padded = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = padded.split_at(padded.len() - scale);
        let fraction = fraction.trim_end_matches('0');
        formatter.write_str(whole)?;
        if fraction.is_empty() { Ok(()) } else { write!(formatter, ".{fraction}") }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(value) => write!(formatter, "{value}"),
            Self::Range(low, high) => write!(formatter, "{low}..{high}"),
            Self::Ratio(first, second, None) => write!(formatter, "{first}:{second}"),
            Self::Ratio(first, second, Some(third)) => write!(formatter, "{first}:{second}:{third}"),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Year(year) => write!(formatter, "{year}"),
            Self::Years(first, last) => write!(formatter, "{first}-{last}"),
            Self::Quarters(year, first, last) if first == last => write!(formatter, "{year}Q{first}"),
            Self::Quarters(year, first, last) => write!(formatter, "{year}Q{first}-Q{last}"),
            Self::Months(year, month, end_year, end_month) => {
                write!(formatter, "{year}-{month:02}..{end_year}-{end_month:02}")
            }
            Self::AsOfMonth(year, month) => write!(formatter, "asof:{year}-{month:02}"),
            Self::AsOfYear(year) => write!(formatter, "asof:{year}"),
        }
    }
}
