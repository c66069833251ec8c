//! The rules that give verdicts, each with a code and a sentence. `docs/verdicts.md` defines them.

use crate::Language;

/// The rule that gave a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// The result reaches the target.
    ReachedTarget,
    /// Below the target, but within what 左右 leaves.
    WithinAround,
    /// More than half a point above a rate.
    PointsBeyond,
    /// More than a tenth above an amount.
    ShareBeyond,
    /// Below the target.
    BelowTarget,
    /// Fewer works than promised.
    FewerWorks,
    /// Within a limit.
    WithinLimit,
    /// Above a limit.
    AboveLimit,
    /// It fell by as much as was aimed at.
    FellEnough,
    /// It fell by less.
    FellLess,
    /// It rose instead of falling.
    RoseInstead,
    /// The report says itself that the target was not reached.
    SaidMissed,
    /// The report says itself that the target was reached.
    SaidMet,
    /// The report says itself that the target was passed.
    SaidExceeded,
    /// The figure covers several years.
    SeveralYears,
    /// The figure is of another year.
    OtherYear,
    /// The figure covers a part of the period.
    PartOfPeriod,
    /// The figure has another unit.
    OtherUnit,
    /// The figure counts other things with it.
    OtherScope,
    /// One is a level and the other a change.
    OtherMeasure,
    /// The thing has come as far as promised.
    CameAsFar,
    /// It came as far as promised, after its date.
    CameLater,
    /// Said in the review without a stage; no more was promised.
    SaidInReview,
    /// Only a part of it is named, or it is said to be nearly done.
    PartDone,
    /// A title of a lower level.
    LowerLevel,
    /// Still under way.
    StillMoving,
    /// In the plan of the later report only.
    PlannedAgain,
    /// Named among what is lacking.
    NamedLacking,
    /// The opposite is reported.
    Opposite,
    /// Nothing in the later report is near enough.
    NothingNear,
    /// No figure of it in the later report.
    NoFigure,
    /// The period of the promise has not ended.
    NotYetDue,
    /// A person decided.
    Overruled,
}

impl Rule {
    /// All rules.
    pub const ALL: [Self; 33] = [
        Self::ReachedTarget,
        Self::WithinAround,
        Self::PointsBeyond,
        Self::ShareBeyond,
        Self::BelowTarget,
        Self::FewerWorks,
        Self::WithinLimit,
        Self::AboveLimit,
        Self::FellEnough,
        Self::FellLess,
        Self::RoseInstead,
        Self::SaidMissed,
        Self::SaidMet,
        Self::SaidExceeded,
        Self::SeveralYears,
        Self::OtherYear,
        Self::PartOfPeriod,
        Self::OtherUnit,
        Self::OtherScope,
        Self::OtherMeasure,
        Self::CameAsFar,
        Self::CameLater,
        Self::SaidInReview,
        Self::PartDone,
        Self::LowerLevel,
        Self::StillMoving,
        Self::PlannedAgain,
        Self::NamedLacking,
        Self::Opposite,
        Self::NothingNear,
        Self::NoFigure,
        Self::NotYetDue,
        Self::Overruled,
    ];

    /// The stable code, e.g. `reached-target`.
    pub fn code(self) -> &'static str {
        match self {
            Self::ReachedTarget => "reached-target",
            Self::WithinAround => "within-around",
            Self::PointsBeyond => "points-beyond",
            Self::ShareBeyond => "share-beyond",
            Self::BelowTarget => "below-target",
            Self::FewerWorks => "fewer-works",
            Self::WithinLimit => "within-limit",
            Self::AboveLimit => "above-limit",
            Self::FellEnough => "fell-enough",
            Self::FellLess => "fell-less",
            Self::RoseInstead => "rose-instead",
            Self::SaidMissed => "said-missed",
            Self::SaidMet => "said-met",
            Self::SaidExceeded => "said-exceeded",
            Self::SeveralYears => "several-years",
            Self::OtherYear => "other-year",
            Self::PartOfPeriod => "part-of-period",
            Self::OtherUnit => "other-unit",
            Self::OtherScope => "other-scope",
            Self::OtherMeasure => "other-measure",
            Self::CameAsFar => "came-as-far",
            Self::CameLater => "came-later",
            Self::SaidInReview => "said-in-review",
            Self::PartDone => "part-done",
            Self::LowerLevel => "lower-level",
            Self::StillMoving => "still-moving",
            Self::PlannedAgain => "planned-again",
            Self::NamedLacking => "named-lacking",
            Self::Opposite => "opposite",
            Self::NothingNear => "nothing-near",
            Self::NoFigure => "no-figure",
            Self::NotYetDue => "not-yet-due",
            Self::Overruled => "overruled",
        }
    }

    /// The rule with this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }

    /// The rule as a sentence.
    pub fn text(self, language: Language) -> &'static str {
        let (chinese, english) = match self {
            Self::ReachedTarget => ("实际不低于目标", "the result reaches the target"),
            Self::WithinAround => (
                "目标为“左右”，实际在其范围内（比率0.3个百分点，数额5%）",
                "the target says 左右 and the result lies within it (0.3 points of a rate, 5 % of an amount)",
            ),
            Self::PointsBeyond => ("高于目标0.5个百分点以上", "more than 0.5 points above the target"),
            Self::ShareBeyond => ("超过目标10%以上", "more than 10 % beyond the target"),
            Self::BelowTarget => ("实际低于目标", "the result is below the target"),
            Self::FewerWorks => ("完成的数量少于承诺", "fewer were done than promised"),
            Self::WithinLimit => ("目标是上限，实际未超过", "the target is a limit and the result keeps within it"),
            Self::AboveLimit => ("目标是上限，实际超过", "the target is a limit and the result is above it"),
            Self::FellEnough => ("降幅达到目标", "it fell by as much as was aimed at"),
            Self::FellLess => ("降幅小于目标", "it fell by less than was aimed at"),
            Self::RoseInstead => ("目标是下降，实际上升", "it was to fall and rose"),
            Self::SaidMissed => ("后一份报告自述未完成", "the later report says itself that it was not reached"),
            Self::SaidMet => ("后一份报告自述完成", "the later report says itself that it was reached"),
            Self::SaidExceeded => ("后一份报告自述超额完成", "the later report says itself that it was passed"),
            Self::SeveralYears => ("后一份报告只有多年的累计数或平均数", "the later figure covers several years"),
            Self::OtherYear => ("后一份报告说的是另一年", "the later figure is of another year"),
            Self::PartOfPeriod => ("后一份报告的数只到年中某月", "the later figure covers a part of the period"),
            Self::OtherUnit => ("计量单位不同", "the later figure has another unit"),
            Self::OtherScope => {
                ("后一份报告的数口径不同，还包含别的内容", "the later figure counts other things with it")
            }
            Self::OtherMeasure => ("一个是水平，一个是变化", "one is a level, the other a change"),
            Self::CameAsFar => ("进度达到或超过承诺的阶段", "it came as far as promised, or further"),
            Self::CameLater => ("完成于承诺的期限之后", "it was done after the date promised"),
            Self::SaidInReview => {
                ("工作回顾中说到同一件事，承诺未提更高要求", "the review tells of it and no more was promised")
            }
            Self::PartDone => ("只完成一部分或基本完成", "only a part is done, or it is nearly done"),
            Self::LowerLevel => ("得到的级别低于承诺", "the level reached is lower than promised"),
            Self::StillMoving => ("仍在推进，未到承诺的阶段", "it is under way and has not come as far as promised"),
            Self::PlannedAgain => {
                ("回顾中未见完成，计划中再次出现", "the review does not tell it done and the plan names it again")
            }
            Self::NamedLacking => ("后一份报告把它列为不足", "the later report names it among what is lacking"),
            Self::Opposite => ("后一份报告说的是相反的事", "the later report tells the opposite"),
            Self::NothingNear => ("后一份报告没有足够接近的表述", "nothing in the later report is near enough"),
            Self::NoFigure => ("后一份报告没有这个数", "the later report gives no figure of it"),
            Self::NotYetDue => ("承诺的期限未到", "the period of the promise has not ended"),
            Self::Overruled => ("由人认定", "a person decided"),
        };
        language.choose(chinese, english)
    }
}
