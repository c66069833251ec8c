//! Numbers of one sentence with their units, bounds and shapes: ranges, ratios, ranks, multiples.
//!
//! What is measured, and when, is decided elsewhere.

use std::ops::Range;

use super::left::{self, Left};
use super::names::{self, Name};
use super::numbers::{self, Number, Wording};
use super::sentence::Place;
use crate::codebook::{Codebook, RightClass, UnitClass};
use crate::scan::Signs;
use crate::{Bound, Value};

/// A year that a sentence names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct YearMark {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) year: u16,
}

/// The shape of a quantity beside a plain number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Plain,
    Rank,
    Ratio,
    /// 翻番: twice as much.
    Fold,
    /// 四分之一.
    Share,
}

/// A quantity in its sentence.
#[derive(Clone, Debug)]
pub(super) struct Quantity {
    /// From the number (or 第) to the end of unit and bound.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) shape: Shape,
    pub(super) value: Value,
    /// The unit as written; empty where none stands.
    pub(super) unit: Range<usize>,
    pub(super) class: Option<UnitClass>,
    /// A group of people counted without a unit: 20万师生.
    pub(super) counts_people: bool,
    /// 元 of each person and month.
    pub(super) per: &'static str,
    pub(super) bound_right: Option<Bound>,
    pub(super) left: Left,
}

/// Where the number candidates of one sentence start.
pub(super) struct Candidates<'a> {
    /// Starts of digit runs.
    pub(super) digits: &'a [u32],
    /// Characters that give a Chinese wording away.
    pub(super) cues: &'a [u32],
}

/// Finds the quantities of a sentence in order, and the years it names, replacing what the lists held.
pub(super) fn of_sentence(
    text: &str,
    place: &Place,
    candidates: &Candidates,
    codebook: &Codebook,
    quantities: &mut Vec<Quantity>,
    years: &mut Vec<YearMark>,
) {
    quantities.clear();
    years.clear();
    let sentence = &place.sentence;
    let mut reader = Reader { text, sentence, signs: place.signs, codebook, quantities, years, done: sentence.start };
    let mut cues = candidates.cues.iter().map(|cue| *cue as usize).peekable();
    for start in candidates.digits.iter().map(|start| *start as usize) {
        while let Some(cue) = cues.next_if(|cue| *cue < start) {
            reader.wording(cue);
        }
        if start >= reader.done {
            reader.number(start);
        }
    }
    for cue in cues {
        reader.wording(cue);
    }
    share_units(text, quantities);
}

pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) sentence: &'a Range<usize>,
    signs: Signs<'a>,
    pub(super) codebook: &'a Codebook,
    pub(super) quantities: &'a mut Vec<Quantity>,
    years: &'a mut Vec<YearMark>,
    done: usize,
}

impl Reader<'_> {
    fn number(&mut self, start: usize) {
        let number = numbers::at(self.text, start);
        self.done = number.end;
        let unit = self.unit_at(number.end);
        if let Some(rank) = self.rank(&number, unit) {
            return self.push(rank);
        }
        if let Some(share) = self.fraction(&number) {
            return self.push(share);
        }
        let name = names::name(self.text, self.sentence, self.signs, &number, unit, self.codebook.words());
        match name {
            Some(Name::Year(year)) => self.years.push(YearMark { start, end: number.digits_end, year }),
            Some(Name::Other) => {}
            None => {
                if let Some(found) =
                    self.ratio(&number).or_else(|| self.range(&number, unit)).or_else(|| self.plain(&number, unit))
                {
                    self.push(found);
                }
            }
        }
    }

    fn push(&mut self, quantity: Quantity) {
        self.done = self.done.max(quantity.end);
        self.quantities.push(quantity);
    }

    pub(super) fn rest(&self, at: usize) -> &str {
        &self.text[at..self.sentence.end]
    }

    /// Length and class of the unit at `at`; a space before it was repaired away.
    pub(super) fn unit_at(&self, at: usize) -> Option<(usize, UnitClass)> {
        self.codebook.units().at_start(self.rest(at))
    }

    /// The chain of words left of `end`, not reaching into the quantity before.
    fn left_of(&self, end: usize) -> Left {
        let limit = self.quantities.last().map_or(self.sentence.start, |last| last.end.min(end));
        left::chain(self.text, limit, end, self.codebook.words())
    }

    fn plain(&mut self, number: &Number, unit: Option<(usize, UnitClass)>) -> Option<Quantity> {
        let unit_range = number.end..number.end + unit.map_or(0, |(length, _)| length);
        let class = unit.map(|(_, class)| class);
        let bound = number.is_more.then_some(Bound::More);
        let mut found = self.quantity(
            number.start,
            number.start,
            unit_range.end,
            Shape::Plain,
            Value::One(number.value),
            unit_range,
            class,
            bound,
        );
        if unit.is_some() {
            // 2个多百分点 is more than two percentage points.
            const MORE_POINTS: &str = "多百分点";
            if self.text[found.unit.clone()] == *"个" && self.rest(found.unit.end).starts_with(MORE_POINTS) {
                let start = found.unit.end + '多'.len_utf8();
                found.unit = start..found.unit.end + MORE_POINTS.len();
                found.end = found.unit.end;
                found.class = Some(UnitClass::Percent);
                found.bound_right = Some(Bound::More);
            }
            return Some(found);
        }
        let behind = self.rest(found.end);
        found.counts_people = number.has_multiplier && self.codebook.words().people.longest(behind).is_some();
        let is_listed = behind.starts_with('、')
            && self.rest(found.end + '、'.len_utf8()).starts_with(|c: char| c.is_ascii_digit());
        let is_index = number.value.scale > 0 || self.is_index(&found);
        let is_told = found.left.sign != 0 || found.left.reaches;
        (number.has_multiplier
            || number.is_more
            || found.counts_people
            || is_listed
            || (is_index && (is_told || number.value.scale > 0)))
            .then_some(found)
    }

    /// 环境空气质量综合指数4.43: a thing that is measured without a unit.
    fn is_index(&self, found: &Quantity) -> bool {
        let subject = &self.text[self.sentence.start..found.left.start];
        ["指数", "系数", "得分", "分值", "浓度"].iter().any(|word| subject.ends_with(word))
    }

    fn wording(&mut self, at: usize) {
        if at < self.done {
            return;
        }
        let Some(wording) = numbers::wording(self.text, at) else { return };
        if wording.start() < self.done.max(self.sentence.start) {
            return;
        }
        let quantity = match wording {
            Wording::Share { start, end, value } => {
                if self.text[..start].ends_with('“') {
                    return;
                }
                self.quantity(start, start, end, Shape::Share, Value::One(value), end..end, None, None)
            }
            Wording::Fold { start, end, value } => self.quantity(
                start,
                start,
                end,
                Shape::Fold,
                Value::One(value),
                end..end,
                Some(UnitClass::Multiple),
                None,
            ),
            Wording::Place { start, end, value, is_front } => {
                let place = ["位", "名"].into_iter().find(|word| self.rest(end).starts_with(word)).map_or(0, str::len);
                let ends = self.rest(end + place).chars().next().is_none_or(|next| "，。；、和".contains(next));
                let ranked = self.is_ranked(start) || (ends && self.clause_ranks(start));
                if !ranked || (is_front && place == 0) || !(ends || place > 0) {
                    return;
                }
                self.quantity(
                    start,
                    start,
                    end + place,
                    Shape::Rank,
                    Value::One(value),
                    end..end + place,
                    None,
                    is_front.then_some(Bound::Le),
                )
            }
            Wording::Count { start, end, value } => {
                let Some((length, class)) = self.unit_at(end) else { return };
                let is_count = matches!(class, UnitClass::Count | UnitClass::Times | UnitClass::Person);
                let is_part = matches!(class, UnitClass::Percent | UnitClass::Multiple)
                    && self.is_share_in_words(start, end + length);
                // 二十届, 六次 and 十大类 order or group what is counted elsewhere.
                let orders =
                    ["届", "次", "类", "大类", "代", "级", "大", "分"].contains(&&self.text[end..end + length]);
                if !(is_count || is_part)
                    || orders
                    || self.text[..start].ends_with(['“', '第', '”'])
                    || self.rest(end + length).starts_with('”')
                {
                    return;
                }
                self.quantity(
                    start,
                    start,
                    end + length,
                    Shape::Plain,
                    Value::One(value),
                    end..end + length,
                    Some(class),
                    None,
                )
            }
        };
        self.push(quantity);
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of a quantity, named at the one place that joins them")]
    pub(super) fn quantity(
        &self,
        start: usize,
        number_start: usize,
        end: usize,
        shape: Shape,
        value: Value,
        unit: Range<usize>,
        class: Option<UnitClass>,
        bound: Option<Bound>,
    ) -> Quantity {
        let left_end = if shape == Shape::Rank { self.rank_words_start(start.min(number_start)) } else { number_start };
        let left = self.left_of(left_end);
        let (bound_right, end) = if bound == Some(Bound::Range) { (bound, end) } else { self.right_bound(bound, end) };
        Quantity {
            start,
            end,
            shape,
            value,
            unit,
            class,
            counts_people: false,
            per: left.per.unwrap_or(""),
            bound_right,
            left,
        }
    }

    /// 三成, 两倍 as a share or multiple: behind a word that tells one, or before a bound or a mark.
    fn is_share_in_words(&self, start: usize, end: usize) -> bool {
        let left = self.left_of(start);
        let is_told = left.sign != 0 || left.reaches || left.bound.is_some();
        let behind = self.rest(end);
        is_told
            || behind.starts_with(['，', '。', '；', '的', '多'])
            || self.codebook.words().right.longest(behind).is_some()
    }

    /// 余, 左右, 以上 behind the unit.
    fn right_bound(&self, bound: Option<Bound>, end: usize) -> (Option<Bound>, usize) {
        let mut end = end;
        let mut bound = bound;
        if self.rest(end).starts_with('余') {
            end += '余'.len_utf8();
            bound = Some(Bound::More);
        }
        let Some((length, class)) = self.codebook.words().right.longest(self.rest(end)) else { return (bound, end) };
        let right = match class {
            RightClass::Approx => Bound::Approx,
            RightClass::AtLeast => Bound::Ge,
            RightClass::AtMost => Bound::Le,
        };
        (Some(right), end + length)
    }
}

/// `增长16.3、11.1个百分点`, `第3、第4、第4位`: what has no unit of its own takes the next one's in its list.
fn share_units(text: &str, quantities: &mut Vec<Quantity>) {
    for index in (1..quantities.len()).rev() {
        let (before, behind) = quantities.split_at_mut(index);
        let (Some(last), Some(next)) = (before.last_mut(), behind.first()) else { continue };
        let between = &text[last.end..next.start];
        let is_list = matches!(between, "、" | "和" | "、第" | "、前");
        // 2.15个、1.79个百分点: the first 个 begins the same unit.
        let is_begun = text[next.unit.clone()].len() > "个".len()
            && text[next.unit.clone()].starts_with('个')
            && text[last.unit.clone()] == *"个";
        if (last.unit.is_empty() || is_begun) && last.shape == next.shape && is_list && !next.unit.is_empty() {
            last.unit = next.unit.clone();
            last.class = next.class;
        }
    }
    // A bare number that no list gave a unit, and that is no index, was none.
    quantities.retain(|quantity| {
        let is_bare = quantity.shape == Shape::Plain && quantity.unit.is_empty() && !quantity.counts_people;
        !is_bare || quantity.value_has_weight() || quantity.bound_right.is_some()
    });
}

impl Quantity {
    /// A decimal or a multiplied number means something without a unit; a small whole one is a label.
    fn value_has_weight(&self) -> bool {
        match self.value {
            Value::One(value) => {
                value.scale > 0 || value.mantissa.unsigned_abs() >= 10_000 || self.left.reaches || self.left.sign != 0
            }
            _ => true,
        }
    }

    /// The unit's words, 个百分点 as 百分点.
    pub(super) fn unit_text<'text>(&self, text: &'text str) -> &'text str {
        match (self.shape, self.counts_people) {
            (Shape::Fold, _) => "倍",
            (Shape::Share, _) => "份",
            (Shape::Rank, _) => "位",
            (Shape::Ratio, _) => "",
            (Shape::Plain, true) => "人",
            (Shape::Plain, false) => {
                let unit = &text[self.unit.clone()];
                unit.strip_prefix('个').filter(|rest| matches!(*rest, "百分点" | "千分点")).unwrap_or(unit)
            }
        }
    }
}
