//! What the words left of a number say of it, read from the number outward: 同比增长, 分别达到, 不低于.

use crate::Bound;
use crate::codebook::{LeftClass, Words};

/// The words directly left of a number, up to the first that is none of the grammar's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each word of a chain says one thing, in any combination")]
pub(super) struct Left {
    /// Where the chain starts; what stands before it may be the subject.
    pub(super) start: usize,
    pub(super) bound: Option<Bound>,
    /// 1 for 增长 and the like, -1 for 下降 and the like.
    pub(super) sign: i8,
    /// Bytes of the word that gave the sign.
    pub(super) sign_word: (usize, usize),
    pub(super) reaches: bool,
    pub(super) average: bool,
    pub(super) respectively: bool,
    /// 各: the value is that of each thing named.
    pub(super) each: bool,
    /// The number is compared with another place or base: 高于全国1.7个百分点.
    pub(super) compared: bool,
    /// A verb that leads what is measured stands at the chain's left end, from here.
    pub(super) leading: Option<usize>,
    /// `/月` or `/年` of 每人每月, 每人每年.
    pub(super) per: Option<&'static str>,
}

/// Reads the chain that ends at `end`, not before `limit`.
pub(super) fn chain(text: &str, limit: usize, end: usize, words: &Words) -> Left {
    let mut left = Left { start: end, ..Left::default() };
    loop {
        let rest = text[limit..left.start].trim_end_matches(' ');
        let rest_end = limit + rest.len();
        if let Some(length) = compared_place(rest, words) {
            left.compared = true;
            left.start = rest_end - length;
            continue;
        }
        if let Some(length) = year_with_of(rest) {
            left.start = rest_end - length;
            continue;
        }
        let Some((length, class)) = words.left.longest(rest) else { return left };
        let start = rest_end - length;
        let word = &rest[rest.len() - length..];
        match class {
            LeftClass::Approx => left.set_bound(Bound::Approx),
            LeftClass::AtLeast => left.compare_or_bound(word, Bound::Ge),
            LeftClass::AtMost => left.compare_or_bound(word, Bound::Le),
            LeftClass::Near => left.set_bound(Bound::Near),
            LeftClass::Reach => {
                // A second 达到 is another clause's: 实现产值达到… is one.
                left.reaches = true;
            }
            LeftClass::Up | LeftClass::Down if left.sign != 0 => return left,
            LeftClass::Up => left.set_sign(1, start, rest_end),
            LeftClass::Down => left.set_sign(-1, start, rest_end),
            LeftClass::Average => left.average = true,
            LeftClass::Respectively => {
                left.respectively = true;
                left.each |= word == "各";
            }
            LeftClass::Transparent => left.note_per(word),
            LeftClass::Leading => {
                left.leading = Some(start);
                return left;
            }
        }
        left.start = start;
    }
}

impl Left {
    /// Whether the chain holds no word of weight.
    pub(super) fn says_nothing(&self) -> bool {
        self.sign == 0 && !self.reaches && !self.compared && self.leading.is_none()
    }

    fn set_bound(&mut self, bound: Bound) {
        self.bound = self.bound.or(Some(bound));
    }

    fn set_sign(&mut self, sign: i8, start: usize, end: usize) {
        self.sign = sign;
        self.sign_word = (start, end);
    }

    /// 高于 behind a place compares; elsewhere it bounds.
    fn compare_or_bound(&mut self, word: &str, bound: Bound) {
        if self.compared && (word == "高于" || word == "低于") {
            self.sign = if word == "低于" { -1 } else { 1 };
        } else {
            self.set_bound(bound);
        }
    }

    fn note_per(&mut self, word: &str) {
        if word.ends_with("每月") {
            self.per = Some("/月");
        } else if word.ends_with("每人每年") {
            self.per = Some("/年");
        }
    }
}

/// Length of `2012年的`, `2007年底的`, `去年底的`: when the value stood, between 从 or 到 and the number.
fn year_with_of(rest: &str) -> Option<usize> {
    const DIGITS: usize = 4;
    let said = rest.strip_suffix('的')?;
    let said = said.strip_suffix(['底', '末', '初']).unwrap_or(said);
    let year = said.strip_suffix('年')?;
    let named = ["去", "上", "前", "今"].into_iter().find_map(|word| year.strip_suffix(word));
    let before = named.or_else(|| {
        let start = year.len().checked_sub(DIGITS).filter(|&start| year.is_char_boundary(start))?;
        year.as_bytes()[start..].iter().all(u8::is_ascii_digit).then(|| &year[..start])
    })?;
    Some(rest.len() - before.len())
}

/// Length of a place compared with: `全国平均水平` behind 高于.
fn compared_place(rest: &str, words: &Words) -> Option<usize> {
    const COMPARISONS: [&str; 8] = ["高于", "低于", "快于", "好于", "优于", "高出", "领先", "超过"];
    let mut place = rest;
    for average in ["平均水平", "平均"] {
        while let Some(shorter) = place.strip_suffix(average) {
            place = shorter;
        }
    }
    let mut before = place;
    while let Some((length, ())) = words.rank_scopes.longest(before) {
        before = before[..before.len() - length].trim_end_matches('、');
    }
    (before.len() < place.len() && COMPARISONS.iter().any(|word| before.ends_with(word)))
        .then(|| rest.len() - before.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Codebook;

    fn check(text: &str, subject: &str) -> Left {
        let codebook = Codebook::standard();
        let end = text.find(|c: char| c.is_ascii_digit()).unwrap();
        let left = chain(text, 0, end, codebook.words());
        assert_eq!(&text[..left.start], subject);
        left
    }

    #[test]
    fn chains() {
        assert_eq!(check("规上工业增加值增长8", "规上工业增加值").sign, 1);
        assert_eq!(check("能耗强度同比下降8", "能耗强度").sign, -1);
        assert!(check("投资完成率分别达到140", "投资完成率").respectively);
        assert_eq!(check("新建5", "新建").leading, Some(0));
        assert_eq!(check("满意率不低于95", "满意率").bound, Some(Bound::Ge));
        assert_eq!(check("低保标准提高到每人每月1045", "低保标准").per, Some("/月"));
        let compared = check("增加值高于全国1", "增加值");
        assert!(compared.compared && compared.sign == 1 && compared.bound.is_none());
        assert!(check("收入年均增长6", "收入").average);
    }
}
