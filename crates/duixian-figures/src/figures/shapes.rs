//! Quantities that are more than a number and a unit: ranks, ratios, shares of one, ranges.

use super::names::near_before;
use super::numbers::{self, Number};
use super::quantity::{Quantity, Reader, Shape};
use crate::codebook::UnitClass;
use crate::{Bound, Decimal, Value};

impl Reader<'_> {
    /// `第1位`, `前三位` with a word of rank before it.
    pub(super) fn rank(&self, number: &Number, unit: Option<(usize, UnitClass)>) -> Option<Quantity> {
        let before = &self.text[self.sentence.start..number.start];
        let is_ordinal = before.ends_with('第');
        let is_front = before.ends_with('前') || before.ends_with("前列第");
        if !(is_ordinal || is_front) || number.has_multiplier {
            return None;
        }
        let start = number.start - '第'.len_utf8();
        let place = ["位", "名"].into_iter().find(|word| self.rest(number.end).starts_with(word));
        let is_listed = unit.is_none() && self.rest(number.end).starts_with('、');
        let ends =
            unit.is_none() && self.rest(number.end).chars().next().is_none_or(|next| "，。；、和".contains(next));
        let ranked = self.is_ranked(start);
        let fits = if is_front {
            place.is_some()
        } else {
            place.is_some() && (ranked || unit.is_some()) || (ends || is_listed) && ranked
        };
        if !fits {
            return None;
        }
        let end = number.end + place.map_or(0, str::len);
        let bound = is_front.then_some(Bound::Le);
        Some(self.quantity(
            start,
            number.start,
            end,
            Shape::Rank,
            Value::One(number.value),
            number.end..end,
            None,
            bound,
        ))
    }

    /// Whether words of rank stand before `start`: 排名全市, 居全国.
    pub(super) fn is_ranked(&self, start: usize) -> bool {
        let mut rest = &self.text[self.sentence.start..start];
        let words = self.codebook.words();
        while let Some((length, ())) = words.rank_scopes.longest(rest) {
            rest = &rest[..rest.len() - length];
        }
        let in_list = self.quantities.last().is_some_and(|last| {
            last.shape == Shape::Rank && matches!(&self.text[last.end..start], "、" | "和" | "、第" | "")
        });
        in_list || words.rank_verbs.longest(rest).is_some() || rest.len() < start - self.sentence.start
    }

    /// Whether the clause names a field of comparison before what is ranked: 全国推广面积第一.
    pub(super) fn clause_ranks(&self, start: usize) -> bool {
        let said = near_before(self.text, self.sentence.start, start);
        let clause = said.rfind(['，', '；', '。']).map_or(said, |at| &said[at..]);
        ["全国", "全省", "全市", "全球", "世界", "国内", "省内", "蝉联", "位居", "排名"]
            .iter()
            .any(|word| clause.contains(word))
    }

    /// `3.7:52.9:43.4`.
    pub(super) fn ratio(&mut self, number: &Number) -> Option<Quantity> {
        let mut parts = vec![*number];
        let mut end = number.digits_end;
        while let Some(mark) = [":", "：", "∶"].into_iter().find(|mark| self.rest(end).starts_with(mark)) {
            let next = end + mark.len();
            if !self.rest(next).starts_with(|character: char| character.is_ascii_digit()) || parts.len() == 3 {
                break;
            }
            let part = numbers::at(self.text, next);
            end = part.digits_end;
            parts.push(part);
        }
        let value = match parts[..] {
            [first, second] => Value::Ratio(first.value, second.value, None),
            [first, second, third] => Value::Ratio(first.value, second.value, Some(third.value)),
            _ => return None,
        };
        Some(self.quantity(number.start, number.start, end, Shape::Ratio, value, end..end, None, None))
    }

    /// `1/3` of a whole.
    pub(super) fn fraction(&self, number: &Number) -> Option<Quantity> {
        const LARGEST: u32 = 1000;
        let rest = self.rest(number.digits_end).strip_prefix('/')?;
        let next = number.digits_end + 1;
        if !rest.starts_with(|character: char| character.is_ascii_digit()) || self.text[..number.start].ends_with('/') {
            return None;
        }
        let denominator = numbers::at(self.text, next);
        let (part, whole) = (number.whole?, denominator.whole.filter(|whole| (2..LARGEST).contains(whole))?);
        if part == 0 || part >= whole || denominator.has_multiplier || self.rest(denominator.end).starts_with('/') {
            return None;
        }
        let value = numbers::share_of(i128::from(part), i128::from(whole));
        Some(self.quantity(
            number.start,
            number.start,
            denominator.digits_end,
            Shape::Share,
            Value::One(value),
            denominator.digits_end..denominator.digits_end,
            None,
            None,
        ))
    }

    /// `1—2个`, `5%—6%`, `3至5个`.
    pub(super) fn range(&mut self, number: &Number, unit: Option<(usize, UnitClass)>) -> Option<Quantity> {
        let first_end = number.end + unit.map_or(0, |(length, _)| length);
        let mark = ["——", "—", "-", "－", "–", "~", "～", "至", "到"]
            .into_iter()
            .find(|mark| self.rest(first_end).starts_with(mark))?;
        let next = first_end + mark.len();
        if !self.rest(next).starts_with(|character: char| character.is_ascii_digit()) {
            return None;
        }
        let second = numbers::at(self.text, next);
        let second_unit = self.unit_at(second.end);
        let (unit_length, class) = second_unit?;
        if unit.is_some_and(|(_, first)| first != class) {
            return None;
        }
        // 1—2万 shares its multiplier.
        let low = if second.has_multiplier && !number.has_multiplier {
            shared_multiplier(number.value, &second)
        } else {
            number.value
        };
        if compare(low, second.value) != std::cmp::Ordering::Less {
            return None;
        }
        let unit_range = second.end..second.end + unit_length;
        Some(self.quantity(
            number.start,
            number.start,
            unit_range.end,
            Shape::Plain,
            Value::Range(low, second.value),
            unit_range,
            Some(class),
            Some(Bound::Range),
        ))
    }

    /// Where the words of rank before `start` begin: 排名全市第.
    pub(super) fn rank_words_start(&self, start: usize) -> usize {
        let words = self.codebook.words();
        let limit = self.quantities.last().map_or(self.sentence.start, |last| last.end.min(start));
        let mut at = start;
        if self.text[limit..at].ends_with('第') || self.text[limit..at].ends_with('前') {
            at -= '第'.len_utf8();
        }
        loop {
            let rest = &self.text[limit..at];
            let found = words.rank_scopes.longest(rest).max(words.rank_verbs.longest(rest));
            let Some((length, ())) = found else { return at };
            at -= length;
        }
    }
}

fn shared_multiplier(low: Decimal, high: &Number) -> Decimal {
    // The high number was multiplied by the power between its value and its digits.
    let Some(digits) = high.whole.filter(|&digits| digits > 0) else { return low };
    let factor = high.value.mantissa / i128::from(digits);
    if low.scale == 0 { Decimal { mantissa: low.mantissa * factor, scale: 0 } } else { low }
}

fn compare(first: Decimal, second: Decimal) -> std::cmp::Ordering {
    let scale = first.scale.max(second.scale);
    let raised = |value: Decimal| value.mantissa * 10i128.pow(u32::from(scale - value.scale));
    raised(first).cmp(&raised(second))
}
