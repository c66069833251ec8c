//! The period a value is about: what its clause says, then its sentence, then its stretch of the report.

use std::ops::Range;

use super::names::near_before;
use super::quantity::YearMark;
use super::sentence::Place;
use crate::{Kind, Period};

/// A period and the words that gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) period: Option<Period>,
    pub(super) rule: &'static str,
    pub(super) evidence: Option<Range<usize>>,
}

/// What is in force where a sentence says nothing of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct InForce {
    pub(super) period: Option<Period>,
    pub(super) kind: Kind,
    pub(super) review_year: Option<u16>,
    pub(super) plan_year: Option<u16>,
    /// Whether the sentence holds a word of time besides years in digits.
    pub(super) is_told: bool,
}

/// The period of the quantity whose number starts at `at`; `previous_end` is where the quantity before it ended.
pub(super) fn of(
    text: &str,
    place: &Place,
    at: usize,
    previous_end: usize,
    years: &[YearMark],
    in_force: InForce,
) -> Found {
    let default = Found { period: in_force.period, rule: "stretch-default", evidence: None };
    if years.is_empty() && !in_force.is_told {
        return default;
    }
    let sentence = &place.sentence;
    let clause = clause_start(text, place, at)..at;
    let told = |find: &dyn Fn() -> Option<Told>| if in_force.is_told { find() } else { None };
    let found = year_in(text, &clause, previous_end, years)
        .or_else(|| told(&|| part_of_year(text, &clause, years, in_force)))
        .or_else(|| told(&|| relative(text, &clause, in_force)))
        .or_else(|| told(&|| five_years(text, &clause, in_force)))
        .or_else(|| told(&|| relative_of_sentence(text, sentence, in_force)))
        .or_else(|| year_to_come(text, sentence, at, years))
        .or_else(|| year_of_sentence(text, sentence, &text[sentence.start..at], years))
        .or_else(|| {
            told(&|| part_of_year(text, &(sentence.start..clause_end(text, sentence.start, at)), years, in_force))
        });
    found.map_or(default, |(period, rule, evidence)| Found { period: Some(period), rule, evidence: Some(evidence) })
}

/// A period that was told, the rule that read it, and its words.
type Told = (Period, &'static str, Range<usize>);

/// The year before a stretch, where a starting value stands.
pub(super) fn before(found: &Found) -> Found {
    let period = match found.period {
        Some(Period::Year(year)) => Some(Period::Year(year - 1)),
        Some(Period::Years(first, _)) => Some(Period::Year(first - 1)),
        other => other,
    };
    Found { period, rule: "year-before-stretch", evidence: None }
}

fn clause_start(text: &str, place: &Place, at: usize) -> usize {
    let start = at - near_before(text, place.sentence.start, at).len();
    let mut marks = place.signs.marks(start..at, |mark| matches!(mark, '，' | '；' | '。' | '：'));
    marks.next_back().map_or(start, |(at, mark)| at + mark.len_utf8())
}

fn clause_end(text: &str, start: usize, limit: usize) -> usize {
    text[start..limit].find('，').map_or(limit, |found| start + found)
}

/// Whether the year is only a base or a beginning: 比2020年, 自2012年, 2012年以来.
fn is_base(text: &str, mark: &YearMark) -> bool {
    const BEFORE: [&str; 7] = ["比", "较", "自", "相比", "同比", "入选", "相当于"];
    const BEHIND: [&str; 6] = ["以来", "至今", "起", "年以来", "年至今", "年起"];
    let rest = &text[mark.end..];
    let is_compared = rest.starts_with("年的") && text[..mark.start].ends_with(['是', '为']);
    is_compared
        || BEFORE.iter().any(|word| text[..mark.start].ends_with(word))
        || BEHIND.iter().any(|word| rest.starts_with(word))
}

/// A year in the clause itself: 2020年的…, 到2027年….
fn year_in(text: &str, clause: &Range<usize>, previous_end: usize, years: &[YearMark]) -> Option<Told> {
    let from = clause.start.max(previous_end);
    let mark = years.iter().rev().find(|mark| mark.start >= from && mark.end <= clause.end)?;
    if is_base(text, mark) {
        return None;
    }
    let evidence = mark.start..mark.end + '年'.len_utf8();
    if let Some(first) = span_of_years(text, mark, years) {
        return Some((Period::Years(first, mark.year), "years-in-clause", evidence));
    }
    if month_behind(text, mark).is_some() {
        return None;
    }
    Some((Period::Year(mark.year), "year-in-clause", evidence))
}

/// The first year of `2021—2025年`.
fn span_of_years(text: &str, mark: &YearMark, years: &[YearMark]) -> Option<u16> {
    let first = years.iter().rev().find(|first| first.end < mark.start)?;
    let between = &text[first.end..mark.start];
    let between = between.strip_prefix('年').unwrap_or(between);
    matches!(between, "—" | "-" | "－" | "–" | "~" | "～" | "至" | "——" | "到").then_some(first.year)
}

/// `到2030年，…`: the year by which what follows in the sentence is to be so.
fn year_to_come(text: &str, sentence: &Range<usize>, at: usize, years: &[YearMark]) -> Option<Told> {
    let is_said = |mark: &&YearMark| {
        let before = near_before(text, sentence.start, mark.start);
        mark.end < at
            && before.ends_with(['到', '至'])
            && ["年，", "年底，", "年末，"].iter().any(|rest| text[mark.end..].starts_with(rest))
    };
    let mark = years.iter().rev().find(is_said)?;
    Some((Period::Year(mark.year), "year-to-come", mark.start..mark.end + '年'.len_utf8()))
}

/// A year that opens the sentence: 2025年，….
fn year_of_sentence(text: &str, sentence: &Range<usize>, said: &str, years: &[YearMark]) -> Option<Told> {
    const FAR: usize = 12;
    let mark = years.iter().find(|mark| mark.end < sentence.start + said.len())?;
    let lead = &text[sentence.start..mark.start];
    let opens = lead.len() <= FAR && !is_base(text, mark) && month_behind(text, mark).is_none();
    let rest = &text[mark.end..];
    let is_set = ["年，", "年底", "年末", "年全", "年我", "年,", "年实", "年完", "年年底"]
        .iter()
        .any(|start| rest.starts_with(start));
    (opens && is_set).then(|| (Period::Year(mark.year), "year-opens-sentence", mark.start..mark.end + '年'.len_utf8()))
}

fn month_behind(text: &str, mark: &YearMark) -> Option<u8> {
    let rest = text[mark.end..].strip_prefix('年')?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let month = rest[..digits].parse().ok().filter(|month| (1..=12).contains(month))?;
    rest[digits..].starts_with('月').then_some(month)
}

/// Where a word stands first. Mostly it stands nowhere, which `contains` tells much faster than `find`.
fn find(text: &str, word: &str) -> Option<usize> {
    if text.contains(word) { text.find(word) } else { None }
}

/// 前三季度, 上半年, 1-11月, 截至9月底.
fn part_of_year(text: &str, clause: &Range<usize>, years: &[YearMark], in_force: InForce) -> Option<Told> {
    const QUARTERS: [(&str, u8, u8); 10] = [
        ("前三季度", 1, 3),
        ("前两季度", 1, 2),
        ("上半年", 1, 2),
        ("下半年", 3, 4),
        ("一季度", 1, 1),
        ("二季度", 2, 2),
        ("三季度", 3, 3),
        ("四季度", 4, 4),
        ("第一季度", 1, 1),
        ("1至3季度", 1, 3),
    ];
    let said = &text[clause.clone()];
    let year = years
        .iter()
        .rev()
        .find(|mark| mark.start >= clause.start && mark.end <= clause.end && !is_base(text, mark))
        .map(|mark| mark.year)
        .or(base_year(in_force))?;
    let may_be_told = said.contains("季度") || said.contains("半年");
    if let Some((word, first, last)) = QUARTERS.iter().filter(|_| may_be_told).find(|(word, ..)| said.contains(word)) {
        let at = clause.start + find(said, word)?;
        return Some((Period::Quarters(year, *first, *last), "quarters", at..at + word.len()));
    }
    let at = said.rfind('月')?;
    let months = &said[..at];
    let evidence = clause.start..clause.start + at + '月'.len_utf8();
    if months.ends_with('个') || months.ends_with('每') || months.ends_with('当') || months.ends_with('本') {
        let front = months
            .strip_suffix('个')
            .and_then(|months| months.rfind('前').map(|front| &months[front + '前'.len_utf8()..]));
        let last: u8 = front?.parse().ok().filter(|last| (1..=12).contains(last))?;
        return Some((Period::Months(year, 1, year, last), "months", evidence));
    }
    let last_start = months.len() - months.bytes().rev().take_while(u8::is_ascii_digit).count();
    let last: u8 = months[last_start..].parse().ok().filter(|last| (1..=12).contains(last))?;
    let lead = &months[..last_start];
    if lead.ends_with("截至") || lead.ends_with("截止") || lead.ends_with('到') {
        return Some((Period::AsOfMonth(year, last), "as-of-month", evidence));
    }
    let dash = ["-", "—", "－", "–", "至", "~", "～"].into_iter().find_map(|dash| lead.strip_suffix(dash));
    if let Some(lead) = dash {
        let lead = lead.strip_suffix('月').unwrap_or(lead);
        let first_start = lead.len() - lead.bytes().rev().take_while(u8::is_ascii_digit).count();
        let first: u8 = lead[first_start..].parse().ok().filter(|first| (1..=12).contains(first))?;
        return Some((Period::Months(year, first, year, last), "months", evidence));
    }
    lead.contains("截至").then_some((Period::AsOfMonth(year, last), "as-of-month", evidence))
}

fn base_year(in_force: InForce) -> Option<u16> {
    match (in_force.period, in_force.kind) {
        (Some(Period::Year(year)), _) => Some(year),
        (_, Kind::Fact) => in_force.review_year,
        (_, Kind::Target) => in_force.plan_year,
    }
}

/// 明年, 去年, 今年.
fn relative(text: &str, clause: &Range<usize>, in_force: InForce) -> Option<Told> {
    let said = &text[clause.clone()];
    let spoken_in = in_force.plan_year?;
    let words = [("明年", spoken_in + 1), ("后年", spoken_in + 2), ("去年", spoken_in - 1), ("前年", spoken_in - 2)];
    words.into_iter().find_map(|(word, year)| {
        let at = find(said, word)?;
        let before = &said[..at];
        let is_base = before.ends_with(['比', '较', '是', '为']) || said[at + word.len()..].starts_with("同期");
        let at = clause.start + at;
        (!is_base).then_some((Period::Year(year), "relative-year", at..at + word.len()))
    })
}

/// `去年，办理…`: said of the whole sentence.
fn relative_of_sentence(text: &str, sentence: &Range<usize>, in_force: InForce) -> Option<Told> {
    let opening = sentence.start..clause_end(text, sentence.start, sentence.end);
    let is_alone = ["去年", "明年", "前年", "后年"].contains(&&text[opening.clone()]);
    if is_alone { relative(text, &opening, in_force) } else { None }
}

/// 五年来, 五年累计, “十四五”期间, 未来五年.
fn five_years(text: &str, clause: &Range<usize>, in_force: InForce) -> Option<Told> {
    const PAST: [&str; 9] =
        ["五年来", "五年间", "过去五年", "这五年", "五年累计", "近五年", "五年年均", "连续五年", "五年新增"];
    const AHEAD: [&str; 4] = ["未来五年", "今后五年", "五年内", "到五年末"];
    let said = &text[clause.clone()];
    let place = |word: &str| find(said, word).map(|found| clause.start + found..clause.start + found + word.len());
    if let Some(evidence) = PAST.iter().find_map(|word| place(word)) {
        let last = in_force.review_year?;
        return Some((Period::Years(last - 4, last), "five-years-past", evidence));
    }
    if let Some(evidence) = AHEAD.iter().find_map(|word| place(word)) {
        let first = in_force.plan_year?;
        return Some((Period::Years(first, first + 4), "five-years-ahead", evidence));
    }
    five_year_plan(text, clause)
}

/// `“十四五”期间`, `“十四五”末`; not a comparison with it.
fn five_year_plan(text: &str, clause: &Range<usize>) -> Option<Told> {
    const PLANS: [(&str, u16); 8] = [
        ("“十一五”", 2006),
        ("“十二五”", 2011),
        ("“十三五”", 2016),
        ("“十四五”", 2021),
        ("“十五五”", 2026),
        ("“十六五”", 2031),
        ("“九五”", 1996),
        ("“十五”", 2001),
    ];
    let said = &text[clause.clone()];
    let (word, first, at) = PLANS.into_iter().find_map(|(word, first)| Some((word, first, find(said, word)?)))?;
    let behind = &said[at + word.len()..];
    let before = &said[..at];
    if before.ends_with(['比', '较', '是', '为']) {
        return None;
    }
    let evidence = clause.start + at..clause.start + at + word.len();
    if behind.starts_with('末') || behind.starts_with("期末") || behind.starts_with("收官") {
        return Some((Period::Year(first + 4), "five-year-plan-end", evidence));
    }
    let is_span = ["期间", "时期", "以来", "累计", "年均", "五年"].iter().any(|word| behind.starts_with(word));
    is_span.then_some((Period::Years(first, first + 4), "five-year-plan", evidence))
}
