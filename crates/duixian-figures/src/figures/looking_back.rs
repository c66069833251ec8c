//! Sentences of a plan that look back: 过去一年，…取得了很大成绩。国内生产总值增长10.3%。 asserts and aims at nothing.
//!
//! It turns figures that were read as targets of the plan; it reads none by itself.

use duixian_text::Document;

use crate::context::{Context, Part};
use crate::{Figure, Kind, Period, RuleTrace};

/// Words that open a sentence about the year gone by.
const BACK: [&str; 3] = ["过去一年", "过去的一年", "一年来"];
/// Words by which a sentence turns to what is ahead again.
const AHEAD: [&str; 4] = ["今年", "新的一年", "下一步", "力争"];
/// The rule that is traced.
const RULE: &str = "looks-back-in-plan";

/// From a sentence of a plan paragraph that opens with the year gone by, until one turns to what is ahead.
pub(super) fn turn(document: &Document, context: &Context, figures: &mut [Figure]) {
    let Some(year) = context.review_year else { return };
    let mut paragraph = None;
    let mut looks_back = false;
    let mut next = 0;
    for (index, sentence) in document.sentences.iter().enumerate() {
        let text = document.text(sentence.span);
        if paragraph != Some(sentence.paragraph) {
            paragraph = Some(sentence.paragraph);
            looks_back = false;
        }
        if context.part(sentence.paragraph) == Part::Plan {
            let opens = BACK.iter().any(|word| text.trim_start().starts_with(word));
            looks_back = opens || looks_back && !AHEAD.iter().any(|word| text.contains(word));
        }
        while let Some(figure) = figures.get_mut(next).filter(|figure| figure.sentence as usize <= index) {
            if looks_back && figure.kind == Kind::Target && is_by_default(figure) {
                figure.kind = Kind::Fact;
                figure.period = Some(Period::Year(year));
                figure.rules.iter_mut().filter(|rule| rule.field == "kind").for_each(|rule| rule.rule = RULE);
            }
            next += 1;
        }
    }
}

/// Whether no words of the sentence itself give the figure's period.
fn is_by_default(figure: &Figure) -> bool {
    let is_default = |rule: &RuleTrace| rule.field == "period" && rule.rule == "stretch-default";
    figure.rules.iter().any(is_default)
}
