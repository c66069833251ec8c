//! Stated counts against items listed: 等4条道路, 五大基地, “三统一”.
//!
//! It counts marks and words of the text; it knows no thing by name. A count of items is a range: 和 may join two
//! items or stand inside one.

use std::ops::Range;

use duixian_figures::Measure;
use rust_decimal::Decimal;

use super::relation::{Agreement, Code, Holds, Relation, Severity};
use super::view::{View, near_end};
use super::words::CheckWords;
use crate::Place;
use crate::number::Interval;

pub(super) const NUMERALS: [char; 11] = ['两', '二', '三', '四', '五', '六', '七', '八', '九', '十', '一'];
pub(super) const CLAUSE_MARKS: [char; 9] = ['，', '；', '。', '：', ',', ';', '！', '？', '—'];

/// A number that says how many things were named.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools)] // what stands around the numeral, each by itself
pub(super) struct CountMark {
    /// The numeral.
    pub(super) numeral: Range<usize>,
    /// The end of its classifier.
    pub(super) end: usize,
    pub(super) value: usize,
    /// 等 stands before it: the list need not be complete.
    pub(super) is_open: bool,
    /// Printed in digits.
    pub(super) is_digits: bool,
    /// More than the number: 10余.
    is_more: bool,
    /// It opens a quoted name: “三项机制”.
    is_quoted: bool,
    /// What follows is a classifier.
    is_classified: bool,
    /// Parts of a slogan added up: “三水一土”.
    is_slogan: bool,
    /// Where the words before it end, 等 and marks left aside.
    list_end: usize,
}

/// How many items a list has, and where it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Listed {
    start: usize,
    least: usize,
    most: usize,
    /// Groups parted by 和 outside the last item: at least one.
    groups: usize,
    /// A clause of a list may stand before it.
    may_go_on: bool,
    /// Its last item holds 和: the count may be of what that joins.
    ends_joined: bool,
}

/// Relations of one sentence, whatever figures it has.
pub(super) fn find(
    view: &View<'_>,
    sentence: Range<usize>,
    items: Range<usize>,
    pairs: &mut Pairs,
    found: &mut Vec<Relation>,
) {
    let marks = marks(view.text(), &sentence);
    let place = |mark: &CountMark| (mark.value, view.place(mark.numeral.start..mark.end));
    pairs.extend(marks.windows(2).map(|pair| [place(&pair[0]), place(&pair[1])]));
    for (index, mark) in marks.iter().enumerate() {
        let after = marks[..index].iter().rev().find(|mark| mark.is_classified).map(|mark| mark.end);
        count(view, &sentence, mark, after, found);
    }
    for (list, figure) in open_lists(view, &sentence, items) {
        open_list(view, list, figure, found);
    }
    slogan(view, &sentence, found);
}

/// Figures behind 等 and a noun: 甲、乙等生物医药项目10个; where the words before 等 end, and the figure.
fn open_lists(view: &View<'_>, sentence: &Range<usize>, items: Range<usize>) -> Vec<(Range<usize>, usize)> {
    let words = CheckWords::standard();
    let found = |index: usize| {
        let item = &view.items[index];
        let before = view.before(index);
        let etc = before.rfind(words.etc.as_str())?;
        let noun = &before[etc + words.etc.len()..];
        let is_noun = (2..=16).contains(&noun.chars().count()) && !noun.contains(['、', '“', '”', '和', '与']);
        let is_counted = words.whole_units.contains(&item.figure.unit) && item.number.is_some();
        (is_noun && is_counted && item.is(Measure::Level)).then_some((sentence.start..item.clause.start + etc, index))
    };
    items.filter_map(found).collect()
}

fn open_list(view: &View<'_>, head: Range<usize>, figure: usize, found: &mut Vec<Relation>) {
    let item = &view.items[figure];
    let mark = CountMark {
        numeral: item.figure.span.range(),
        end: item.figure.span.end as usize,
        value: 0,
        is_open: true,
        is_digits: true,
        is_more: false,
        is_quoted: false,
        is_classified: true,
        is_slogan: false,
        list_end: head.end,
    };
    let Some(listed) = listed(view.text(), &head, &mark, None).filter(|listed| listed.most > 1) else { return };
    let least = Interval::exact(Decimal::from(listed.least as u64));
    let holds = !item.interval().is_below(least);
    let amount = if listed.least == listed.most {
        listed.least.to_string()
    } else {
        format!("{}–{}", listed.least, listed.most)
    };
    found.push(Relation {
        code: Code::CountOfItems,
        holds: match holds {
            true if listed.least > 1 && item.interval().high.is_some() => Holds::Yes,
            true => Holds::Undecided,
            false => Holds::No,
        },
        severity: Severity::Warning,
        places: vec![view.place(listed.start..head.end), item.place],
        computed: format!("{amount} {} {}", if holds { "≤" } else { ">" }, item.printed),
        would_agree: Vec::new(),
    });
}

fn count(view: &View<'_>, sentence: &Range<usize>, mark: &CountMark, after: Option<usize>, found: &mut Vec<Relation>) {
    let text = view.text();
    let Some(listed) = listed(text, sentence, mark, after).filter(|listed| listed.most > 1) else { return };
    let value = mark.value;
    // 甲、乙和丙、丁两大: two pairs.
    let is_of_groups = listed.groups > 1 && listed.groups == value && listed.least != value;
    let too_many = listed.least > value && !mark.is_more && !is_of_groups;
    let is_named = text[mark.end..].chars().next().is_some_and(|next| !CLAUSE_MARKS.contains(&next) && next != '、');
    let too_few = !mark.is_open && listed.most < value;
    if mark.is_digits && !mark.is_open && (!is_named || too_few) {
        return;
    }
    // A quoted name may count what it does not list, and of two things joined by 和 one may be described by the other.
    let tells_too_few = !(mark.is_open || mark.is_digits || mark.is_quoted || listed.may_go_on || listed.least < 2);
    let tells_too_many = listed.least > if mark.is_open && mark.is_digits { 1 } else { 2 };
    if too_few && !tells_too_few {
        return;
    }
    let holds = !(too_many || too_few);
    if !mark.is_classified && (!holds || listed.least != value) {
        return;
    }
    let is_sure = mark.is_open || !(too_few || mark.is_digits || mark.is_quoted || listed.ends_joined);
    let severity = if is_sure { Severity::Error } else { Severity::Warning };
    let shown = &text[mark.numeral.start..mark.end];
    let amount = if listed.least == listed.most {
        listed.least.to_string()
    } else {
        format!("{}–{}", listed.least, listed.most)
    };
    let relation_sign = match (holds, mark.is_open) {
        (true, true) => "≤",
        (true, false) => "＝",
        (false, _) if too_many => ">",
        (false, _) => "<",
    };
    let classifier = text[mark.numeral.end..mark.end].trim_start_matches(['余', '多']);
    let right = if mark.is_digits { listed.least.to_string() } else { worded(listed.least) } + classifier;
    let list = view.place(listed.start..mark.list_end);
    let number = view.place(mark.numeral.start..mark.end);
    found.push(Relation {
        code: Code::CountOfItems,
        holds: match holds {
            true if mark.is_classified
                && !mark.is_slogan
                && !is_of_groups
                && !mark.is_more
                && (tells_too_few || tells_too_many) =>
            {
                Holds::Yes
            }
            true => Holds::Undecided,
            false => Holds::No,
        },
        severity,
        places: vec![list, number],
        computed: format!("{amount} {relation_sign} {shown}"),
        would_agree: if holds { Vec::new() } else { vec![Agreement { place: number, text: right }] },
    });
}

/// The count marks of a sentence, in order.
pub(super) fn marks(text: &str, sentence: &Range<usize>) -> Vec<CountMark> {
    let words = CheckWords::standard();
    let mut marks: Vec<CountMark> = Vec::new();
    let inside = text.get(sentence.clone()).unwrap_or_default();
    let mut done = 0;
    for (offset, character) in inside.char_indices() {
        let is_digit = character.is_ascii_digit();
        if offset < done || !(is_digit || NUMERALS.contains(&character)) {
            continue;
        }
        let is_part =
            |other: char| if is_digit { other.is_ascii_digit() || other == '.' } else { NUMERALS.contains(&other) };
        let length = inside[offset..].find(|other| !is_part(other)).unwrap_or(inside.len() - offset);
        done = offset + length;
        let numeral = sentence.start + offset..sentence.start + done;
        marks.extend(mark(text, sentence, numeral, is_digit, words));
    }
    marks
}

fn mark(
    text: &str,
    sentence: &Range<usize>,
    numeral: Range<usize>,
    is_digits: bool,
    words: &CheckWords,
) -> Option<CountMark> {
    let printed = &text[numeral.clone()];
    let behind = &text[numeral.end..sentence.end];
    let is_more = behind.starts_with(['余', '多']);
    let behind_more = behind.trim_start_matches(['余', '多']);
    let (value, end) = match slogan_of_parts(printed, behind) {
        Some(found) if !is_digits => (found.0, numeral.end + found.1),
        _ => {
            let classifier =
                words.classifiers.iter().filter(|word| behind_more.starts_with(word.as_str())).map(String::len).max();
            // 东、中、西三谷: any noun may follow a numeral in words; then nothing is judged.
            let classifier = classifier.or_else(|| (!is_digits).then(|| noun_length(behind_more))?)?;
            let value = if is_digits { printed.parse().ok()? } else { numeral_value(printed)? };
            (value, numeral.end + (behind.len() - behind_more.len()) + classifier)
        }
    };
    let mut before = &text[sentence.start..numeral.start];
    let is_name = |name: &String| {
        name.find(printed)
            .is_some_and(|at| before.ends_with(&name[..at]) && behind.starts_with(&name[at + printed.len()..]))
    };
    if words.count_names.iter().any(is_name) {
        return None;
    }
    let is_quoted = before.ends_with('“');
    let is_slogan = !is_digits && slogan_of_parts(printed, behind).is_some();
    let is_classified =
        numeral.end < end && (is_slogan || words.classifiers.iter().any(|word| behind_more.starts_with(word.as_str())));
    if before.ends_with(['第', '、', '之', '每', '—', '-', '+', '～', '.', '，', '；', '：', '（']) {
        return None;
    }
    let is_described = before.ends_with('的');
    before = before.trim_end_matches('“').trim_end_matches('的');
    if is_described {
        return None;
    }
    let is_open = before.ends_with(words.etc.as_str());
    before = before.trim_end_matches(words.etc.as_str()).trim_end_matches("这");
    let range = if is_open && is_digits { 1..=100_000 } else { 2..=60 };
    if !range.contains(&value) {
        return None;
    }
    let list_end = sentence.start + before.len();
    Some(CountMark { numeral, end, value, is_open, is_digits, is_more, is_quoted, is_classified, is_slogan, list_end })
}

/// The first character behind a numeral where it is no mark.
fn noun_length(behind: &str) -> Option<usize> {
    behind.chars().next().filter(|next| next.is_alphabetic() && !next.is_ascii()).map(char::len_utf8)
}

/// “三水一土”: three of one and one of another.
fn slogan_of_parts(first: &str, behind: &str) -> Option<(usize, usize)> {
    let mut characters = behind.chars();
    let noun = characters.next()?;
    let second = characters.next().filter(|character| NUMERALS.contains(character))?;
    let other = characters.next()?;
    let is_closed = characters.next() == Some('”');
    let is_plain = ![noun, other].iter().any(|character| NUMERALS.contains(character) || *character == '”');
    let value = numeral_value(first)? + numeral_value(second.to_string().as_str())?;
    (is_closed && is_plain).then(|| (value, noun.len_utf8() + second.len_utf8() + other.len_utf8()))
}

/// Numerals up to ninety-nine.
fn numeral_value(printed: &str) -> Option<usize> {
    let digit = |character: char| match character {
        '两' => Some(2),
        '十' => None,
        other => "一二三四五六七八九".chars().position(|numeral| numeral == other).map(|index| index + 1),
    };
    let characters: Vec<char> = printed.chars().collect();
    match characters[..] {
        ['十'] => Some(10),
        [one] => digit(one),
        ['十', one] => Some(10 + digit(one)?),
        [ten, '十'] => Some(10 * digit(ten)?),
        [ten, '十', one] => Some(10 * digit(ten)? + digit(one)?),
        _ => None,
    }
}

/// A count in numerals, as a count is read: 两, 六, 十二.
fn worded(count: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match (count / 10, count % 10) {
        (0, 2) => "两".to_owned(),
        (0, ones) => DIGITS[ones].to_owned(),
        (1, ones) => format!("十{}", DIGITS[ones]),
        (tens, ones) if tens < 10 => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        _ => count.to_string(),
    }
}

/// The list that ends where a count mark begins.
fn listed(text: &str, sentence: &Range<usize>, mark: &CountMark, after: Option<usize>) -> Option<Listed> {
    let head = near_end(text, sentence.start..mark.list_end);
    let origin = mark.list_end - head.len();
    if head.ends_with('”') {
        let open = head.rfind('“')?;
        let inside = &head[open + '“'.len_utf8()..head.len() - '”'.len_utf8()];
        let separators = ['、', '-', '—', '－'];
        if inside.contains(separators) {
            let members = inside.split(separators).filter(|member| !member.is_empty()).count();
            return Some(Listed {
                start: origin + open,
                least: members,
                most: members,
                groups: 1,
                may_go_on: false,
                ends_joined: false,
            });
        }
    }
    let boundary = outside_quotes(head).rfind(|(_, character)| CLAUSE_MARKS.contains(character));
    let mut start = boundary.map_or(0, |(index, character)| index + character.len_utf8());
    let closes_with_comma = boundary.is_some_and(|(_, character)| matches!(character, '，' | ','));
    if let Some(after) =
        after.map(|after| after.saturating_sub(origin)).filter(|after| *after > start && *after < head.len())
    {
        let joint =
            outside_quotes(&head[after..]).find(|(_, character)| matches!(character, '、' | '和' | '及' | '与'));
        start = after + joint.map_or(0, |(index, character)| index + character.len_utf8());
    }
    let before = &head[..start];
    let list = &head[start..];
    if !outside_quotes(list).any(|(_, character)| character == '、') && !joined(list) {
        return None;
    }
    let (least, most) = members(list);
    let may_go_on = closes_with_comma && before.contains('、') || list.contains(['（', '(']);
    let (others, end) = list.rsplit_once('、').unwrap_or(("", list));
    let ends_joined = joined(end);
    let groups = if ends_joined { 1 } else { 1 + joints(others) };
    Some(Listed { start: origin + start, least, most, groups, may_go_on, ends_joined })
}

/// Two things joined by 和 alone: 甲和乙两大产业.
fn joined(list: &str) -> bool {
    outside_quotes(list).any(|(_, character)| matches!(character, '和' | '与'))
}

/// The characters that stand in no quotes and no brackets.
fn outside_quotes(text: &str) -> impl DoubleEndedIterator<Item = (usize, char)> + '_ {
    let mut depth = 0_usize;
    let kept: Vec<(usize, char)> = text
        .char_indices()
        .filter(|(_, character)| match character {
            '“' | '（' | '《' | '(' | '‘' => {
                depth += 1;
                false
            }
            '”' | '）' | '》' | ')' | '’' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect();
    kept.into_iter()
}

/// At least and at most so many members: 、 parts them, 和 may.
pub(super) fn members(list: &str) -> (usize, usize) {
    let words = CheckWords::standard();
    let mut least = 0;
    let mut most = 0;
    let mut from = 0;
    let cuts: Vec<usize> = outside_quotes(list)
        .filter(|(_, character)| *character == '、')
        .map(|(index, _)| index)
        .chain([list.len()])
        .collect();
    for cut in cuts {
        let member = list.get(from..cut).unwrap_or_default();
        from = (cut + '、'.len_utf8()).min(list.len());
        if member.is_empty() || words.not_members.iter().any(|word| word == member) {
            continue;
        }
        least += 1;
        most += 1 + joints(member);
        most += words.pairs.iter().filter(|word| member.contains(word.as_str())).count();
        most += 2 * words.triples.iter().filter(|word| member.contains(word.as_str())).count();
    }
    (least, most)
}

pub(super) fn joints(member: &str) -> usize {
    outside_quotes(member).filter(|(_, character)| matches!(character, '和' | '与' | '及' | '·' | '-' | '—')).count()
}

/// 一二三四五: a slogan whose digits are told behind it.
fn slogan(view: &View<'_>, sentence: &Range<usize>, found: &mut Vec<Relation>) {
    let text = view.text();
    let inside = text.get(sentence.clone()).unwrap_or_default();
    for (open, _) in inside.match_indices("“一二三") {
        let start = sentence.start + open + '“'.len_utf8();
        let Some(length) = text[start..sentence.end].find('”') else { continue };
        let digits: Vec<char> = text[start..start + length].chars().collect();
        let in_order =
            digits.iter().enumerate().all(|(index, digit)| numeral_value(&digit.to_string()) == Some(index + 1));
        if !in_order {
            continue;
        }
        let limit = text.len().min(sentence.end + 900);
        let behind =
            text.get(start + length..limit).or_else(|| text.get(start + length..sentence.end)).unwrap_or_default();
        let range = start + length..start + length + behind.len();
        let told: Vec<Place> = marks(text, &range)
            .iter()
            .filter(|mark| mark.value <= digits.len())
            .map(|mark| view.place(mark.numeral.start..mark.end))
            .collect();
        let values: Vec<usize> = marks(text, &range).iter().map(|mark| mark.value).collect();
        // A list without its count tells it as well: 深入推进甲、乙和丙.
        let is_listed = |value: usize| {
            behind.split(CLAUSE_MARKS).any(|clause| {
                let (least, most) = members(clause);
                least > 1 && least <= value && value <= most
            })
        };
        let all = (2..=digits.len()).all(|value| values.contains(&value) || is_listed(value));
        found.push(Relation {
            code: Code::CountOfItems,
            holds: Holds::Undecided,
            severity: Severity::Notice,
            places: std::iter::once(view.place(start..start + length)).chain(told).collect(),
            computed: format!("{} {} 1–{}", &text[start..start + length], if all { "＝" } else { "?" }, digits.len()),
            would_agree: Vec::new(),
        });
    }
}

/// Two counts of the like told in one sentence: 两大主导产业和…两大特色产业.
pub(super) type Pairs = Vec<[(usize, Place); 2]>;

/// “2+2”: the two counts told before it.
pub(super) fn sums_named(view: &View<'_>, pairs: &Pairs, found: &mut Vec<Relation>) {
    let text = view.text();
    for (at, _) in text.match_indices('+') {
        let (before, behind) = (&text[..at], &text[at + 1..]);
        let (Some(one), Some(two)) = (before.chars().next_back(), behind.chars().next()) else { continue };
        let (Some(first), Some(second)) = (one.to_digit(10), two.to_digit(10)) else { continue };
        let is_quoted = before[..at - one.len_utf8()].ends_with('“') && behind[two.len_utf8()..].starts_with('”');
        let same = |pair: &&[(usize, Place); 2]| {
            pair[0].0 == first as usize && pair[1].0 == second as usize && (pair[1].1.span.end as usize) < at
        };
        let Some(pair) = pairs.iter().rev().find(same).filter(|_| is_quoted) else { continue };
        found.push(Relation {
            code: Code::CountOfItems,
            holds: Holds::Undecided,
            severity: Severity::Notice,
            places: vec![view.place(at - 1..at + 2), pair[0].1, pair[1].1],
            computed: format!("{first}+{second}＝{first}+{second}"),
            would_agree: Vec::new(),
        });
    }
}
