//! Subjects through lists: shared heads and units, 分别 in order, and what stands alone takes what was said before.

use std::borrow::Cow;

use super::quantity::{Quantity, Shape};
use super::subject::{COUNTED_BEHIND, Finder, Subject, shortened};
use crate::codebook::{UnitClass, Words};

/// A quantity's subject after lists and what was said before are taken into account.
#[derive(Clone, Debug, Default)]
pub(super) struct Resolved<'text> {
    /// What is measured, as shown.
    pub(super) subject: Cow<'text, str>,
    /// The same written out, for the indicator (城镇居民人均可支配收入).
    pub(super) full: Cow<'text, str>,
    /// The verb before it: 新增, 储备.
    pub(super) verb: &'text str,
    /// Which rule gave the subject.
    pub(super) rule: &'static str,
}

/// A subject as shown, and the same written out.
type Name<'text> = (Cow<'text, str>, Cow<'text, str>);

/// The subjects of a list's members.
enum Names<'text> {
    /// All have the same.
    Shared(Name<'text>),
    /// Each has its own.
    Each(Vec<Name<'text>>),
}

impl<'text> Names<'text> {
    fn of(&self, index: usize) -> Name<'text> {
        match self {
            Self::Shared(name) => name.clone(),
            Self::Each(names) => names.get(index).cloned().unwrap_or_default(),
        }
    }
}

/// Resolves the subjects of a sentence's quantities from left to right, replacing what `resolved` held.
/// `own` holds what each quantity's own words say.
pub(super) fn resolve<'text>(
    finder: &Finder<'text>,
    quantities: &mut [Quantity],
    own: &[Subject<'text>],
    resolved: &mut Vec<Resolved<'text>>,
) {
    resolved.clear();
    let text = finder.text;
    let mut index = 0;
    let mut group_before = 0;
    while index < quantities.len() {
        let end = group_end(text, quantities, own, index);
        inherit(&mut quantities[index..end]);
        let first = &own[index];
        let thing_before = if first.is_part { finder.thing_before(quantities, index) } else { None };
        let names = match thing_before {
            Some(thing) => {
                let name = joined(&Cow::Borrowed(thing), &first.words);
                Names::Shared((name.clone(), name))
            }
            None => group_names(&quantities[index..end], &own[index..end], resolved, group_before, finder.words),
        };
        // 新增规上企业12家、限上企业10家: the verb is that of the whole list.
        let is_listed = || index > 0 && text.get(quantities[index - 1].end..first.evidence.start) == Some("、");
        let goes_on = first.words.is_empty() || (first.is_part && !is_stock(&first.words));
        let verb = resolved.last().filter(|_| goes_on || is_listed()).map(|last| last.verb);
        for (offset, own) in own[index..end].iter().enumerate() {
            let verb = verb.filter(|_| own.verb.is_empty() || own.is_part).unwrap_or(own.verb);
            let (subject, full) = names.of(offset);
            resolved.push(Resolved { subject: shortened(subject, own.rule), full, verb, rule: rule(own) });
        }
        group_before = end - index;
        index = end;
    }
    share_heads(text, quantities, own, resolved);
}

/// Which rule gave the subject, once what was said before is taken into account.
fn rule(own: &Subject) -> &'static str {
    match own.rule {
        _ if own.words.is_empty() => "as-said-before",
        _ if own.is_part => "side-of-thing-before",
        rule => rule,
    }
}

/// The subjects of one quantity, where 各 gives the number to each of several things named.
pub(super) fn each<'text>(quantity: &Quantity, resolved: &Resolved<'text>) -> Option<Vec<Resolved<'text>>> {
    if !quantity.left.each {
        return None;
    }
    let count = split_outside_quotes(&resolved.subject).len();
    let parts = coordinated(&resolved.subject, count)?;
    let of_part = |full: String| Resolved { subject: full.clone().into(), full: full.into(), ..resolved.clone() };
    Some(parts.into_iter().map(|(_, full)| of_part(full)).collect())
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

/// The subject of each member of a list.
fn group_names<'text>(
    group: &[Quantity],
    own: &[Subject<'text>],
    before: &[Resolved<'text>],
    group_before: usize,
    words: &Words,
) -> Names<'text> {
    let first = &own[0];
    if group.len() == 1 {
        return Names::Shared(single(first, before));
    }
    // 分别达到46820元、24360元，增长4.9%、6.6%: as many values as the list before goes on with it.
    let goes_on = first.words.is_empty() && group_before == group.len();
    let respectively = goes_on || first.respectively || group.iter().any(|quantity| quantity.left.respectively);
    let parts = parts(&first.words, group.len(), words);
    // 分别完成投资69.6亿元、44.6亿元 behind as many things: each takes its own.
    if parts.is_none() && respectively && before.len() >= group.len() {
        let named = &before[before.len() - group.len()..];
        let all = first.words.is_empty();
        let with_side = |thing: &Cow<'text, str>| joined(&base(thing, all), &first.words);
        return Names::Each(named.iter().map(|thing| (with_side(&thing.subject), with_side(&thing.full))).collect());
    }
    match parts {
        Some(parts) => Names::Each(parts.into_iter().map(|(name, full)| (name.into(), full.into())).collect()),
        None => Names::Shared(single(first, before)),
    }
}

/// A stock is no longer what was newly made of it: 新发展…107家，总数突破700家.
fn is_stock(side: &str) -> bool {
    ["总数", "总量", "存量"].contains(&side)
}

/// The thing itself without the side of it that was told last, unless all is asked for.
fn base<'text>(thing: &Cow<'text, str>, all: bool) -> Cow<'text, str> {
    match (thing, thing.find('/').filter(|_| !all)) {
        (_, None) => thing.clone(),
        (Cow::Borrowed(thing), Some(end)) => Cow::Borrowed(&thing[..end]),
        (Cow::Owned(thing), Some(end)) => Cow::Owned(thing[..end].to_owned()),
    }
}

/// The subject of a value that stands by itself.
fn single<'text>(own: &Subject<'text>, before: &[Resolved<'text>]) -> Name<'text> {
    match before.last() {
        Some(last) if own.words.is_empty() => (last.subject.clone(), last.full.clone()),
        Some(last) if own.is_part => {
            (joined(&base(&last.subject, false), &own.words), joined(&base(&last.full, false), &own.words))
        }
        _ => (own.words.clone(), own.words.clone()),
    }
}

fn joined<'text>(thing: &Cow<'text, str>, side: &Cow<'text, str>) -> Cow<'text, str> {
    match (thing.is_empty(), side.is_empty()) {
        (false, false) => Cow::Owned([&**thing, side].join("/")),
        (true, _) => side.clone(),
        (_, true) => thing.clone(),
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
    if count < 2 {
        return None;
    }
    let items = split_outside_quotes(subject);
    if items.len() != count {
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

/// `6个省级、14个市级建设类重大项目`: the first takes the head that the last one carries.
fn share_heads<'text>(text: &str, quantities: &[Quantity], own: &[Subject<'text>], resolved: &mut [Resolved<'text>]) {
    for index in (1..quantities.len()).rev() {
        let (before, behind) = resolved.split_at_mut(index);
        let (Some(first), Some(second)) = (before.last_mut(), behind.first()) else { continue };
        let both_behind = first.rule == COUNTED_BEHIND && second.rule == COUNTED_BEHIND;
        if !both_behind || quantities[index].shape != Shape::Plain {
            continue;
        }
        let noun = &*own[index - 1].words;
        let between = &text[quantities[index - 1].end..quantities[index].start];
        let mark = noun.chars().next_back().filter(|mark| matches!(mark, '级' | '类' | '型' | '层'));
        let Some(mark) = mark.filter(|_| between.strip_suffix('、') == Some(noun)) else { continue };
        if let Some((_, head)) = second.subject.split_once(mark) {
            first.subject = format!("{noun}{head}").into();
            first.full = first.subject.clone();
        }
    }
}
