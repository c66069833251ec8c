//! Subjects through lists: shared heads and units, 分别 in order, and what stands alone takes what was said before.

use super::quantity::{Quantity, Shape};
use super::sentence::Resolved;
use super::subject::{COUNTED_BEHIND, Subject, shortened};
use crate::codebook::{UnitClass, Words};

/// Resolves the subjects of a sentence's quantities from left to right.
pub(super) fn resolve(
    text: &str,
    quantities: &mut [Quantity],
    own: &[Subject],
    things_before: &[Option<String>],
    words: &Words,
) -> Vec<Resolved> {
    let mut resolved: Vec<Resolved> = Vec::with_capacity(quantities.len());
    let mut index = 0;
    let mut group_before = 0;
    while index < quantities.len() {
        let end = group_end(text, quantities, own, index);
        inherit(&mut quantities[index..end]);
        let group = &quantities[index..end];
        let mut subjects = group_subjects(group, &own[index..end], &resolved, group_before, words);
        if let (Some(thing), true) = (&things_before[index], own[index].is_part) {
            subjects =
                subjects.iter().map(|_| joined(thing, &own[index].words)).map(|name| (name.clone(), name)).collect();
        }
        let verb = resolved
            .last()
            .filter(|_| own[index].words.is_empty() || (own[index].is_part && !is_stock(&own[index].words)))
            .map(|last| last.verb.clone());
        // 新增规上企业12家、限上企业10家: the verb is that of the whole list.
        let is_listed = index > 0 && text.get(quantities[index - 1].end..own[index].evidence.start) == Some("、");
        let verb = verb.or_else(|| resolved.last().filter(|_| is_listed).map(|last| last.verb.clone()));
        for (own, (subject, full)) in own[index..end].iter().zip(subjects) {
            let verb = verb.clone().filter(|_| own.verb.is_empty() || own.is_part).unwrap_or_else(|| own.verb.clone());
            let subject = shortened(&subject, own.rule);
            let own = Subject { rule: rule(own), ..own.clone() };
            resolved.push(Resolved { own, subject, full, verb });
        }
        group_before = end - index;
        index = end;
    }
    share_heads(text, quantities, &mut resolved);
    resolved
}

/// Which rule gave the subject, once what was said before is taken into account.
fn rule(own: &Subject) -> &'static str {
    match own.rule {
        _ if own.words.is_empty() => "as-said-before",
        _ if own.is_part => "side-of-thing-before",
        rule => rule,
    }
}

/// The subjects of one quantity: several where 各 gives the number to each thing named.
pub(super) fn each(quantity: &Quantity, resolved: &Resolved) -> Vec<Resolved> {
    let items = split_outside_quotes(&resolved.subject);
    let named = Some(items.len()).filter(|&count| quantity.left.each && count > 1);
    let Some(parts) = named.and_then(|count| coordinated(&resolved.subject, count)) else {
        return vec![resolved.clone()];
    };
    parts.into_iter().map(|(_, full)| Resolved { subject: full.clone(), full, ..resolved.clone() }).collect()
}

/// The members of a list are of the first one's measure: 增长16.3%、11.1%; 提高到每人每月1045元、814元.
fn inherit(group: &mut [Quantity]) {
    let Some((first, rest)) = group.split_first_mut() else { return };
    for member in rest.iter_mut().filter(|member| is_alike(member, first) && member.left.says_nothing()) {
        let mut left = first.left;
        left.start = member.left.start;
        left.bound = member.left.bound.or(first.left.bound);
        member.left = left;
        member.per = first.per;
    }
}

fn is_alike(member: &Quantity, first: &Quantity) -> bool {
    let is_rate = |quantity: &Quantity| matches!(quantity.class, Some(UnitClass::Percent | UnitClass::Multiple));
    member.class == first.class || (is_rate(member) && is_rate(first))
}

/// One past the last quantity of the list that starts at `start`: values of one subject, joined by 、 and 和.
fn group_end(text: &str, quantities: &[Quantity], own: &[Subject], start: usize) -> usize {
    let mut end = start + 1;
    while let Some(next) = quantities.get(end) {
        let between = &text[quantities[end - 1].end..next.left.start.max(quantities[end - 1].end)];
        let is_joined = matches!(between, "、" | "和" | "与" | "及" | "、第" | "、和" | "，" | "");
        let is_bare = own[end].words.is_empty();
        let same_kind = next.shape == quantities[start].shape && next.left.says_nothing();
        if !(is_joined && is_bare && same_kind && between != "，") {
            break;
        }
        end += 1;
    }
    end
}

/// Subject and written-out subject of each member of a list.
fn group_subjects(
    group: &[Quantity],
    own: &[Subject],
    before: &[Resolved],
    group_before: usize,
    words: &Words,
) -> Vec<(String, String)> {
    let first = &own[0];
    // 分别达到46820元、24360元，增长4.9%、6.6%: as many values as the list before goes on with it.
    let goes_on = first.words.is_empty() && group_before == group.len();
    let respectively = goes_on || first.respectively || group.iter().any(|quantity| quantity.left.respectively);
    if group.len() == 1 {
        return vec![single(first, before)];
    }
    // 分别完成投资69.6亿元、44.6亿元 behind as many things: each takes its own.
    let is_told_of_each =
        (first.words.is_empty() || first.is_part || respectively) && parts(&first.words, group.len(), words).is_none();
    if is_told_of_each && respectively && before.len() >= group.len() {
        let named = &before[before.len() - group.len()..];
        let all = first.words.is_empty();
        return named
            .iter()
            .map(|thing| {
                (joined(base(&thing.subject, all), &first.words), joined(base(&thing.full, all), &first.words))
            })
            .collect();
    }
    if let Some(parts) = parts(&first.words, group.len(), words) {
        return parts;
    }
    vec![single(first, before); group.len()]
}

/// A stock is no longer what was newly made of it: 新发展…107家，总数突破700家.
fn is_stock(side: &str) -> bool {
    ["总数", "总量", "存量"].contains(&side)
}

/// The thing itself without the side of it that was told last, unless all is asked for.
fn base(thing: &str, all: bool) -> &str {
    if all { thing } else { thing.split('/').next().unwrap_or_default() }
}

/// The subject of a value that stands by itself, and the same written out.
fn single(own: &Subject, before: &[Resolved]) -> (String, String) {
    match before.last() {
        Some(last) if own.words.is_empty() => (last.subject.clone(), last.full.clone()),
        Some(last) if own.is_part => {
            (joined(base(&last.subject, false), &own.words), joined(base(&last.full, false), &own.words))
        }
        _ => (own.words.clone(), own.words.clone()),
    }
}

fn joined(thing: &str, side: &str) -> String {
    match (thing.is_empty(), side.is_empty()) {
        (false, false) => format!("{thing}/{side}"),
        (true, _) => side.to_owned(),
        (_, true) => thing.to_owned(),
    }
}

/// `城乡居民人均可支配收入` of two values → its two parts; `甲、乙和丙销售额` of three → three.
fn parts(subject: &str, count: usize, words: &Words) -> Option<Vec<(String, String)>> {
    coordinated(subject, count).or_else(|| {
        let pair = words.pairs.iter().filter(|_| count == 2).find(|pair| subject.contains(&pair.word))?;
        let part = |index: usize| {
            (format!("{subject}/{}", pair.parts[index]), subject.replacen(&pair.word, &pair.full[index], 1))
        };
        Some(vec![part(0), part(1)])
    })
}

/// Splits at 、 和 与 及; the last item's tail is shared where the items before lack it.
fn coordinated(subject: &str, count: usize) -> Option<Vec<(String, String)>> {
    let items = split_outside_quotes(subject);
    if items.len() != count || count < 2 {
        return None;
    }
    let last = items[count - 1];
    let tail = shared_tail(&items);
    let head = shared_head(&items);
    let full = |index: usize| {
        let item = items[index];
        let with_tail =
            if index + 1 < count && !item.ends_with(tail) { format!("{item}{tail}") } else { item.to_owned() };
        if index > 0 && !with_tail.starts_with(head) && !head.is_empty() {
            format!("{head}{with_tail}")
        } else {
            with_tail
        }
    };
    let short = |index: usize| {
        let item = items[index];
        if index + 1 == count { last.strip_suffix(tail).filter(|rest| !rest.is_empty()).unwrap_or(last) } else { item }
            .to_owned()
    };
    let named = |index: usize| {
        let shown = if tail.is_empty() { full(index) } else { format!("{subject}/{}", short(index)) };
        (if shown.chars().count() > 25 || tail.is_empty() { full(index) } else { shown }, full(index))
    };
    Some((0..count).map(named).collect())
}

/// What follows the last item's own name and belongs to all: the part behind the item's kind of word.
fn shared_tail<'text>(items: &[&'text str]) -> &'text str {
    const TAILS: [&str; 24] = [
        "居民人均可支配收入",
        "人均可支配收入",
        "增加值",
        "销售额",
        "营业额",
        "总产值",
        "产值",
        "投资",
        "余额",
        "收入",
        "支出",
        "标准",
        "供养标准",
        "特困供养标准",
        "出口",
        "进口",
        "占比",
        "覆盖率",
        "参保率",
        "完成率",
        "满意度",
        "满意率",
        "产量",
        "零售额",
    ];
    let (Some(last), Some(first)) = (items.last(), items.first()) else { return "" };
    let tail =
        TAILS.iter().filter(|tail| last.ends_with(**tail) && last.len() > tail.len()).max_by_key(|tail| tail.len());
    match tail {
        Some(tail)
            if !first.ends_with(tail)
                && !first.ends_with(['率', '额', '比', '值', '量', '数', '度', '入', '资', '金', '积']) =>
        {
            &last[last.len() - tail.len()..]
        }
        _ => "",
    }
}

/// A word of scope before the first item that the others lack.
fn shared_head<'text>(items: &[&'text str]) -> &'text str {
    const HEADS: [&str; 8] = ["限上", "规上", "规模以上", "全区", "全市", "全省", "限额以上", "城镇"];
    let first = items[0];
    HEADS.iter().find(|head| first.starts_with(**head) && **head != "城镇").map_or("", |head| &first[..head.len()])
}

fn split_outside_quotes(text: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    for (at, character) in text.char_indices() {
        match character {
            '“' | '（' | '《' => depth += 1,
            '”' | '）' | '》' => depth = depth.saturating_sub(1),
            '、' | '和' | '与' | '及' if depth == 0 && at > start => {
                items.push(&text[start..at]);
                start = at + character.len_utf8();
            }
            _ => {}
        }
    }
    items.push(&text[start..]);
    items
}

/// `6个省级、14个市级建设类重点项目`: the first takes the head that the last one carries.
fn share_heads(text: &str, quantities: &[Quantity], resolved: &mut [Resolved]) {
    for index in (1..quantities.len()).rev() {
        let (before, behind) = resolved.split_at_mut(index);
        let (Some(first), Some(second)) = (before.last_mut(), behind.first()) else { continue };
        let noun = first.own.words.clone();
        let is_listed = text[quantities[index - 1].end..quantities[index].start] == format!("{noun}、");
        let both_behind = first.own.rule == COUNTED_BEHIND && second.own.rule == COUNTED_BEHIND;
        let Some(mark) = noun.chars().next_back().filter(|mark| matches!(mark, '级' | '类' | '型' | '层')) else {
            continue;
        };
        if !(is_listed && both_behind && quantities[index].shape == Shape::Plain) {
            continue;
        }
        if let Some((_, head)) = second.subject.split_once(mark) {
            first.subject = format!("{noun}{head}");
            first.full.clone_from(&first.subject);
        }
    }
}
