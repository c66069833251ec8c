//! What a check finds: relations between figures, findings where one cannot hold, and their wording.
//!
//! It computes nothing: formulas come in as text, made of the figures as printed.

use crate::{Language, Place};

/// Which relation. The code is stable; `docs/checks.md` has a section for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A level, its change and its growth.
    Triple,
    /// From A to B, and the change, growth or direction said of it.
    Change,
    /// From A to B over years, and the average growth.
    Average,
    /// A multiple of a value that is known.
    Multiple,
    /// Shares or the parts of a ratio that make a whole.
    ShareSum,
    /// A part, its whole and its share.
    Share,
    /// A part of a total.
    PartAboveTotal,
    /// Parts and the sum said of them.
    Total,
    /// A stated count and the items listed.
    CountOfItems,
    /// 分别: as many values as things.
    Respectively,
    /// An amount done, its plan and the rate of completion.
    CompletionRate,
    /// The same thing said twice in one text.
    SaidTwice,
    /// What an earlier report says of the same period.
    EarlierReport,
    /// What the ledger measures.
    Ledger,
    /// The level, its growth, and the level of the earlier report.
    EarlierBase,
    /// A target and the last result.
    TargetBelowActual,
    /// A target, its growth and the last result.
    TargetAndGrowth,
    /// A rate between 0 and 100.
    RateRange,
    /// Days of a year.
    YearDays,
    /// Town above country, and other orders.
    Order,
    /// The year reviewed and the year planned.
    Dates,
    /// What a value implies and no other figure says.
    Implied,
    /// Two values that only their quotient relates.
    PerUnit,
    /// A promise of the last report of which the draft is silent.
    SilentPromise,
    /// A promise repeated word for word.
    RepeatedPromise,
}

/// Whether a relation holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holds {
    /// Some values that the printed numbers can stand for satisfy it.
    Yes,
    /// None does.
    No,
    /// Nothing in the texts tells.
    Undecided,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It cannot be right.
    Error,
    /// It is most likely wrong.
    Warning,
    /// Worth a second look before it is read out.
    Notice,
}

/// A value that would agree with the others at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Where it would stand.
    pub place: Place,
    /// The value, printed as the figure there is.
    pub text: String,
}

/// A relation between figures that the text states or implies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Which.
    pub code: Code,
    /// Whether it holds.
    pub holds: Holds,
    /// What it would weigh if it did not hold.
    pub severity: Severity,
    /// The figures or words it is between; source 0 is the draft, n the earlier report n−1.
    pub places: Vec<Place>,
    /// The formula, in the figures' own words: no prose in it.
    pub computed: String,
    /// What would agree.
    pub would_agree: Vec<Agreement>,
}

/// A relation that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which relation.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// The figures or words it is between.
    pub figures: Vec<Place>,
    /// The draft's sentence of the first of them.
    pub sentence: u32,
    /// The formula.
    pub computed: String,
    /// What would agree.
    pub would_agree: Vec<Agreement>,
    /// The same for the same words wherever they stand, so that a waiver holds for the next version of the draft.
    pub fingerprint: String,
    /// Index into the relations.
    pub relation: usize,
}

/// Everything a check tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// What does not hold, in order of the text.
    pub findings: Vec<Finding>,
    /// All relations, those that hold too, in order of the text.
    pub relations: Vec<Relation>,
}

impl Code {
    /// All codes.
    pub const ALL: [Self; 25] = [
        Self::Triple,
        Self::Change,
        Self::Average,
        Self::Multiple,
        Self::ShareSum,
        Self::Share,
        Self::PartAboveTotal,
        Self::Total,
        Self::CountOfItems,
        Self::Respectively,
        Self::CompletionRate,
        Self::SaidTwice,
        Self::EarlierReport,
        Self::Ledger,
        Self::EarlierBase,
        Self::TargetBelowActual,
        Self::TargetAndGrowth,
        Self::RateRange,
        Self::YearDays,
        Self::Order,
        Self::Dates,
        Self::Implied,
        Self::PerUnit,
        Self::SilentPromise,
        Self::RepeatedPromise,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Triple => "triple",
            Self::Change => "change",
            Self::Average => "average",
            Self::Multiple => "multiple",
            Self::ShareSum => "share-sum",
            Self::Share => "share",
            Self::PartAboveTotal => "part-above-total",
            Self::Total => "total",
            Self::CountOfItems => "count-of-items",
            Self::Respectively => "respectively",
            Self::CompletionRate => "completion-rate",
            Self::SaidTwice => "said-twice",
            Self::EarlierReport => "earlier-report",
            Self::Ledger => "ledger",
            Self::EarlierBase => "earlier-base",
            Self::TargetBelowActual => "target-below-actual",
            Self::TargetAndGrowth => "target-and-growth",
            Self::RateRange => "rate-range",
            Self::YearDays => "year-days",
            Self::Order => "order",
            Self::Dates => "dates",
            Self::Implied => "implied",
            Self::PerUnit => "per-unit",
            Self::SilentPromise => "silent-promise",
            Self::RepeatedPromise => "repeated-promise",
        }
    }

    /// What does not hold, in a few words.
    pub fn title(self, language: Language) -> &'static str {
        let (chinese, english) = match self {
            Self::Triple => ("总量、增加额与增速不能同时成立", "Level, change and growth cannot all be right"),
            Self::Change => ("起点、终点与所述变化不符", "First value, last value and the change said do not agree"),
            Self::Average => ("起点、终点与年均增速不符", "First value, last value and average growth do not agree"),
            Self::Multiple => ("倍数与两个数值不符", "The multiple does not agree with the two values"),
            Self::ShareSum => ("各项占比之和不对", "The shares do not add up"),
            Self::Share => ("部分、整体与占比不符", "Part, whole and share do not agree"),
            Self::PartAboveTotal => ("部分大于总数", "A part is greater than its total"),
            Self::Total => ("分项之和与合计不符", "The parts do not add up to the sum said"),
            Self::CountOfItems => ("列举的项数与所写的数目不符", "The number of items listed is not the number said"),
            Self::Respectively => ("“分别”前后的项数不一致", "“Respectively”: not as many values as things"),
            Self::CompletionRate => ("完成额、计划与完成率不符", "Amount, plan and rate of completion do not agree"),
            Self::SaidTwice => ("同一件事前后两个数", "One thing with two values"),
            Self::EarlierReport => ("与以前的报告不一致", "Not what an earlier report said"),
            Self::Ledger => ("与台账的指标不符", "Not what the ledger measures"),
            Self::EarlierBase => ("按以前报告的基数，增速不符", "With the earlier report's base the growth is another"),
            Self::TargetBelowActual => ("目标低于上年实际", "The target is below the last result"),
            Self::TargetAndGrowth => ("目标值与目标增速不符", "The target and its growth do not agree"),
            Self::RateRange => ("比率超过100%", "A rate above 100 %"),
            Self::YearDays => ("天数超过全年", "More days than the year has"),
            Self::Order => ("大小关系反常", "An unusual order"),
            Self::Dates => ("年份不对", "The years do not fit"),
            Self::Implied => ("可推算的数值", "A value that is implied"),
            Self::PerUnit => ("可推算的平均数", "An average that is implied"),
            Self::SilentPromise => ("上年的承诺没有下文", "Nothing is said of last year’s promise"),
            Self::RepeatedPromise => ("承诺与以前一字不差", "A promise repeated word for word"),
        };
        language.choose(chinese, english)
    }

    /// What to try.
    pub fn advice(self, language: Language) -> &'static str {
        let (chinese, english) = match self {
            Self::Triple | Self::Change | Self::Average | Self::Multiple => (
                "核对这几个数的口径与基期；若增速按可比价或同口径计算，请写明。",
                "Check the figures’ scope and base; if the growth is at constant prices or on the same scope, say so.",
            ),
            Self::ShareSum | Self::Share | Self::CompletionRate => (
                "核对占比的分母，看是否漏项或重复。",
                "Check what the shares are of, and whether one is missing or double.",
            ),
            Self::PartAboveTotal | Self::Total => {
                ("核对“其中”“合计”所指的范围和各项数字。", "Check what the total covers, and each part.")
            }
            Self::CountOfItems => ("数一数列举的各项，或改写数目。", "Count the items, or change the number."),
            Self::Respectively => ("让数值与前面列举的对象一一对应。", "Give each of the things its value."),
            Self::SaidTwice => ("两处用同一个数；若口径不同，请写明。", "Use one value; if the scopes differ, say so."),
            Self::EarlierReport | Self::EarlierBase => (
                "若以前的数是预计数或已修订，请备好说明。",
                "If the earlier value was preliminary or revised, have the reason ready.",
            ),
            Self::Ledger => (
                "打开指标查看口径和明细；若报告另有口径，请写明。",
                "Open the measure to see its definition and rows; if the report has another definition, say so.",
            ),
            Self::TargetBelowActual => {
                ("确认目标是否有意低于上年。", "Make sure that the target is meant to be lower.")
            }
            Self::TargetAndGrowth => {
                ("按上年实际重算目标值或增速。", "Work out the target or its growth anew from the last result.")
            }
            Self::RateRange | Self::YearDays => ("核对数字与单位。", "Check the number and its unit."),
            Self::Order => ("核对两个数是否写反。", "Check whether the two values are swapped."),
            Self::Dates => ("核对标题中的年份。", "Check the years in the headings."),
            Self::Implied | Self::PerUnit => ("供参考。", "For information."),
            Self::SilentPromise => ("写明进展，或说明未完成的原因。", "Say how it stands, or why it was not done."),
            Self::RepeatedPromise => {
                ("说明上年的进展，再写今年要做到哪一步。", "Say how far it came, and how far it is to come.")
            }
        };
        language.choose(chinese, english)
    }
}

impl Severity {
    /// The stable code: `error`, `warning`, `notice`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }

    /// Its name.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Error => language.choose("错误", "error"),
            Self::Warning => language.choose("警告", "warning"),
            Self::Notice => language.choose("提示", "notice"),
        }
    }
}

impl Holds {
    /// The stable code: `yes`, `no`, `undecided`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Undecided => "undecided",
        }
    }
}

impl Finding {
    /// What is wrong, with the formula: `分项之和与合计不符：15家＋22家＝37家，写53家`.
    pub fn text(&self, language: Language) -> String {
        let colon = language.choose("：", ": ");
        format!("{}{colon}{}", self.code.title(language), self.computed)
    }

    /// What would agree, and what to try.
    pub fn suggestion(&self, language: Language) -> String {
        let advice = self.code.advice(language);
        let values: Vec<&str> = self.would_agree.iter().map(|agreement| agreement.text.as_str()).collect();
        if values.is_empty() {
            return advice.to_owned();
        }
        let values = values.join(language.choose("，或", " or "));
        match language {
            Language::Chinese => format!("写{values}即相符。{advice}"),
            Language::English => format!("{values} would agree. {advice}"),
        }
    }
}

/// A short stable name of words: 64-bit FNV-1a, in hexadecimal.
pub(crate) fn fingerprint<'text>(code: Code, texts: impl Iterator<Item = &'text str>) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for text in std::iter::once(code.code()).chain(texts) {
        for byte in text.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}
