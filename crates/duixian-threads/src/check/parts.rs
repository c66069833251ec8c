//! Parts and wholes inside one sentence and the next: 其中, 合计, shares, rates of completion, averages.
//!
//! It counts no listed items.

use std::collections::HashMap;
use std::ops::Range;

use duixian_figures::{Bound, Measure, Value};
use rust_decimal::Decimal;

use super::change::{quotient, sign};
use super::relation::{Code, Holds, Relation, Severity};
use super::view::{Item, View, implied, relation};
use super::words::{CheckWords, ends_with_any, holds_any, starts_with_any};
use crate::number::{Interval, ratio_parts};

/// At most so many 其中 and 合计 of one sentence are looked at.
const MOST_MARKS: usize = 16;
/// At most so many figures behind 其中 are its parts.
const MOST_PARTS: usize = 24;

/// All relations of one sentence; `before` are the items of the sentence before it in the same paragraph.
pub(super) fn find(view: &View<'_>, before: Option<&Range<usize>>, sentence: &Range<usize>, found: &mut Vec<Relation>) {
    parts_of_total(view, before, sentence, found);
    sum_said(view, sentence, found);
    new_and_stock(view, sentence, found);
    share_of_amount(view, sentence, found);
    shares_of_whole(view, sentence, found);
    for index in sentence.clone() {
        ratio_sum(view, index, found);
        rate_in_range(view, index, found);
        days_of_year(view, index, found);
        per_unit(view, index, sentence, found);
        completion(view, index, sentence, found);
        list_length(view, index, found);
    }
}

/// 19.2亿元，其中A10.7亿元、B3.1亿元.
fn parts_of_total(view: &View<'_>, before: Option<&Range<usize>>, sentence: &Range<usize>, found: &mut Vec<Relation>) {
    let words = CheckWords::standard();
    let Some(first) = view.items.get(sentence.start) else { return };
    let start = view.source.document.sentences[first.figure.sentence as usize].span.start as usize;
    let end = view.items[sentence.end - 1].figure.span.end as usize;
    let text = view.text().get(start..end).unwrap_or_default();
    for mark in &words.part_marks {
        for (offset, _) in text.match_indices(mark.as_str()).take(MOST_MARKS) {
            let place = start + offset;
            // 、其中 is about the value right before it and ends with the clause.
            let marks: &[char] = if text[..offset].ends_with('、') { &['；', '。', '，'] } else { &['；', '。'] };
            let stop = text[offset + mark.len()..].find(marks).map_or(end, |length| place + mark.len() + length);
            let begin = text[..offset].rfind('；').map_or(start, |index| start + index);
            let inside = |item: &Item<'_>, from: usize, to: usize| {
                from <= item.figure.span.start as usize && (item.figure.span.end as usize) <= to
            };
            let parts: Vec<usize> = view
                .numbered(sentence)
                .filter(|&index| inside(&view.items[index], place, stop))
                .take(MOST_PARTS)
                .collect();
            let mut totals: Vec<usize> =
                view.numbered(sentence).filter(|&index| inside(&view.items[index], begin, place)).collect();
            if offset == 0 && totals.is_empty() {
                totals = before.map(|before| view.numbered(before).collect()).unwrap_or_default();
            }
            of_total(view, &parts, &totals, found);
        }
    }
}

/// Whether the figure is an amount of something: no threshold, no range, no age.
fn is_amount(item: &Item<'_>) -> bool {
    !matches!(item.figure.bound, Bound::Ge | Bound::Le | Bound::Range)
        && !matches!(item.figure.unit.as_str(), "岁" | "年" | "天")
}

/// A part and its total; where the total is open above nothing can be judged.
fn part_of(severity: Severity, items: &[&Item<'_>], part: Interval, total: &Item<'_>, computed: String) -> Relation {
    let holds = !total.interval().is_below(part);
    let mut found = relation(Code::PartAboveTotal, severity, holds, items, computed, Vec::new());
    if total.interval().high.is_none() {
        found.holds = Holds::Undecided;
    }
    found
}

fn total_clause<'a>(view: &View<'a>, total: &Item<'_>) -> &'a str {
    view.text().get(total.clause.start..total.figure.span.start as usize).unwrap_or_default()
}

fn of_total(view: &View<'_>, parts: &[usize], totals: &[usize], found: &mut Vec<Relation>) {
    let words = CheckWords::standard();
    let mut group: Vec<&Item<'_>> = Vec::new();
    let mut whole: Option<&Item<'_>> = None;
    for &index in parts {
        let part = &view.items[index];
        let total = totals.iter().rev().map(|&at| &view.items[at]).find(|total| {
            total.is(Measure::Level)
                && total.same_unit(part)
                && !total.is_percent()
                && total.figure.region == part.figure.region
        });
        if !is_amount(part) {
            continue;
        }
        let (Some(total), true) = (total, part.is(Measure::Level)) else { continue };
        if holds_any(total_clause(view, total), &words.per_one) || holds_any(view.before(index), &words.per_one) {
            continue;
        }
        let is_joined = group.is_empty() || view.gap(index - 1, index).contains('、');
        if is_joined {
            group.push(part);
            whole = Some(total);
        }
        // Behind another clause the text may have left the total.
        let is_first = group.len() == 1 && is_joined;
        let severity = if is_first { Severity::Error } else { Severity::Warning };
        let holds = !total.interval().is_below(part.interval());
        let computed = format!("{} {} {}", part.printed, if holds { "≤" } else { ">" }, total.printed);
        found.push(part_of(severity, &[part, total], part.interval(), total, computed));
    }
    let Some(whole) = whole.filter(|_| group.len() > 1) else { return };
    let group: Vec<&Item<'_>> = group.into_iter().filter(|part| part.same_unit(whole)).collect();
    let sum = sum_of(&group);
    let holds = !whole.interval().is_below(sum);
    let computed = format!(
        "{}＝{} {} {}",
        addends(&group),
        whole.print(value_sum(&group)),
        if holds { "≤" } else { ">" },
        whole.printed
    );
    let items: Vec<&Item<'_>> = group.iter().copied().chain([whole]).collect();
    found.push(part_of(Severity::Warning, &items, sum, whole, computed));
}

/// A15家、B22家，合计新增C37家.
fn sum_said(view: &View<'_>, sentence: &Range<usize>, found: &mut Vec<Relation>) {
    let words = CheckWords::standard();
    for index in view.numbered(sentence) {
        let total = &view.items[index];
        if !total.is(Measure::Level) || !holds_any(view.before(index), &words.total_marks) || total.is_percent() {
            continue;
        }
        let parts: Vec<&Item<'_>> = (sentence.start..index)
            .rev()
            .take_while(|&part| !view.gap(part, part + 1).contains(['；', '：']) && view.items[part].is(Measure::Level))
            .map(|part| &view.items[part])
            .take_while(|part| part.same_unit(total))
            .collect();
        if parts.len() < 2 {
            continue;
        }
        let parts: Vec<&Item<'_>> = parts.into_iter().rev().collect();
        let holds = sum_of(&parts).meets(total.interval());
        let sum = total.print(value_sum(&parts));
        let computed = format!("{}＝{sum} {} {}", addends(&parts), sign(holds), total.printed);
        let items: Vec<&Item<'_>> = parts.iter().copied().chain([total]).collect();
        found.push(relation(Code::Total, Severity::Error, holds, &items, computed, vec![total.agreement(sum)]));
    }
}

/// 新增14家，总数达到92家.
fn new_and_stock(view: &View<'_>, sentence: &Range<usize>, found: &mut Vec<Relation>) {
    let words = CheckWords::standard();
    for index in sentence.start + 1..sentence.end {
        let (part, stock) = (&view.items[index - 1], &view.items[index]);
        let is_pair =
            part.is(Measure::Level) && stock.is(Measure::Level) && part.same_unit(stock) && !stock.is_percent();
        let gap = view.gap(index - 1, index);
        let is_one = part.figure.metric.is_some() && part.figure.metric == stock.figure.metric;
        let is_stock_of_same = is_one && !view.before(index).contains(['新', '增']);
        let is_near = !gap.contains(['；', '。', '、']) && gap.chars().count() < 12;
        let is_stock = is_near && (holds_any(gap, &words.stock_marks) || is_stock_of_same);
        if !(is_pair && is_stock && view.before(index - 1).contains("新增")) {
            continue;
        }
        let holds = !stock.interval().is_below(part.interval());
        let computed = format!("{} {} {}", part.printed, if holds { "≤" } else { ">" }, stock.printed);
        let severity = if is_stock_of_same { Severity::Warning } else { Severity::Error };
        found.push(part_of(severity, &[part, stock], part.interval(), stock, computed));
    }
}

/// 完成51.4亿元，为年度计划52亿元的98.8%.
fn share_of_amount(view: &View<'_>, sentence: &Range<usize>, found: &mut Vec<Relation>) {
    let words = CheckWords::standard();
    for index in sentence.start + 2..sentence.end {
        let (part, whole, share) = (&view.items[index - 2], &view.items[index - 1], &view.items[index]);
        let is_shape = part.is(Measure::Level)
            && whole.is(Measure::Level)
            && share.number.is_some()
            && share.is_percent()
            && share.figure.measure == Measure::Level
            && part.same_unit(whole)
            && view.gap(index - 1, index) == "的";
        if !is_shape || view.gap(index - 2, index - 1).contains(['；', '。']) {
            continue;
        }
        let holds = whole.interval().times(share.interval()).meets(part.interval().scaled(Decimal::ONE_HUNDRED));
        let rate = quotient(part.value() * Decimal::ONE_HUNDRED, whole.value());
        let printed = rate.map_or_else(|| "?".to_owned(), |rate| share.print(rate));
        let computed = format!("{}÷{}＝{printed} {} {}", part.printed, whole.printed, sign(holds), share.printed);
        let is_plan = holds_any(view.gap(index - 2, index - 1), &words.plan_marks);
        let code = if is_plan { Code::CompletionRate } else { Code::Share };
        let agree = vec![share.agreement(printed)];
        found.push(relation(code, Severity::Error, holds, &[part, whole, share], computed, agree));
    }
}

/// 甲、乙、丙类分别占38%、34%、28%; 第一、第二、第三产业占比分别为….
fn shares_of_whole(view: &View<'_>, sentence: &Range<usize>, found: &mut Vec<Relation>) {
    let words = CheckWords::standard();
    let mut index = sentence.start;
    while index < sentence.end {
        let mut end = index + 1;
        let is_share = |at: usize| view.items[at].is(Measure::Level) && view.items[at].is_percent();
        if !is_share(index) {
            index = end;
            continue;
        }
        while end < sentence.end && is_share(end) && matches!(view.gap(end - 1, end), "、" | "和") {
            end += 1;
        }
        let head = view.before(index);
        let tail = head.rfind(words.respectively.as_str()).map_or("", |at| &head[at + words.respectively.len()..]);
        let is_thirds = holds_any(head, &words.whole_thirds) && end - index == 3;
        let is_list = starts_with_any(tail, &words.share_marks) && head.contains("类") && end - index > 2;
        if is_thirds || is_list {
            let parts: Vec<&Item<'_>> = (index..end).map(|at| &view.items[at]).collect();
            let sum = sum_of(&parts);
            let whole = Interval::exact(Decimal::ONE_HUNDRED);
            let holds = if is_thirds { sum.meets(whole) } else { !whole.is_below(sum) };
            let relation_sign = if is_thirds {
                sign(holds)
            } else if holds {
                "≤"
            } else {
                ">"
            };
            let computed = format!("{}＝{}% {relation_sign} 100%", addends(&parts), value_sum(&parts).normalize());
            found.push(relation(Code::ShareSum, Severity::Error, holds, &parts, computed, Vec::new()));
        }
        index = end;
    }
}

/// 三次产业比6.4:48.3:45.4.
fn ratio_sum(view: &View<'_>, index: usize, found: &mut Vec<Relation>) {
    let item = &view.items[index];
    if !matches!(item.figure.value, Value::Ratio(_, _, Some(_))) {
        return;
    }
    let is_structure = holds_any(view.clause(index), &CheckWords::standard().structure_ratio);
    let parts = ratio_parts(item.figure, item.printed);
    let sum = parts.iter().fold(Interval::exact(Decimal::ZERO), |sum, part| sum.plus(part.interval));
    let total: Decimal = parts.iter().map(|part| part.value).sum();
    if is_structure && parts.len() == 3 {
        let holds = sum.holds(Decimal::ONE_HUNDRED);
        let printed: Vec<String> = parts.iter().map(|part| part.value.normalize().to_string()).collect();
        let computed = format!("{}＝{} {} 100", printed.join("＋"), total.normalize(), sign(holds));
        found.push(relation(Code::ShareSum, Severity::Error, holds, &[item], computed, Vec::new()));
    }
}

/// 满意率97.4%.
fn rate_in_range(view: &View<'_>, index: usize, found: &mut Vec<Relation>) {
    let words = CheckWords::standard();
    let item = &view.items[index];
    if !item.is(Measure::Level) || !item.is_percent() {
        return;
    }
    let subject = item.figure.subject.as_str();
    if !ends_with_any(subject, &words.capped_rates) || holds_any(view.clause(index), &words.uncapped) {
        return;
    }
    // 控制在5%以内 names a limit; a limit above the whole is as wrong as a value.
    let holds = item.value() - item.number.map_or(Decimal::ZERO, |number| number.step) <= Decimal::ONE_HUNDRED;
    let computed = format!("{} {} 100%", item.printed, if holds { "≤" } else { ">" });
    found.push(relation(Code::RateRange, Severity::Error, holds, &[item], computed, Vec::new()));
}

/// 优良天数288天.
fn days_of_year(view: &View<'_>, index: usize, found: &mut Vec<Relation>) {
    let item = &view.items[index];
    let is_days = item.is(Measure::Level) && item.figure.unit == "天";
    if !is_days || !ends_with_any(&item.figure.subject, &CheckWords::standard().year_days) {
        return;
    }
    let holds = !Interval::exact(Decimal::from(366)).is_below(item.interval());
    let computed = format!("{} {} 366", item.printed, if holds { "≤" } else { ">" });
    found.push(relation(Code::YearDays, Severity::Error, holds, &[item], computed, Vec::new()));
}

/// A count and an amount beside it: 40个老旧小区20万平方米; what comes on one.
fn per_unit(view: &View<'_>, index: usize, sentence: &Range<usize>, found: &mut Vec<Relation>) {
    let next = index + 1;
    if next >= sentence.end {
        return;
    }
    let (count, amount) = (&view.items[index], &view.items[next]);
    let both = count.is(Measure::Level) && amount.is(Measure::Level) && count.figure.kind == amount.figure.kind;
    let is_side =
        amount.figure.subject.strip_prefix(count.figure.subject.as_str()).is_some_and(|side| side.starts_with('/'));
    let is_counted = is_side || CheckWords::standard().whole_units.contains(&count.figure.unit);
    let gap = view.gap(index, next);
    let is_apart = count.is_percent() || amount.is_percent() || gap.contains(['；', '。']);
    // 甲12个、乙3公里 are two things.
    let is_list = gap.contains('、') && count.figure.subject != amount.figure.subject;
    if !both || is_apart || is_list || gap.chars().count() > 20 || !is_counted {
        return;
    }
    if small_items(view, index, next, found)
        || count.same_unit(amount) && gap.chars().next().is_none_or(|next| next == '，')
    {
        return;
    }
    if let Some(value) = quotient(amount.value(), count.value()).filter(|value| *value >= Decimal::ONE) {
        let shown = value.round_dp(2).normalize();
        let computed =
            format!("{}÷{}＝{shown}{}/{}", amount.printed, count.printed, amount.figure.unit, count.figure.unit);
        found.push(implied(Code::PerUnit, &[count, amount], computed));
    }
}

/// 15项20件: items and what they are parted into, never fewer.
fn small_items(view: &View<'_>, index: usize, next: usize, found: &mut Vec<Relation>) -> bool {
    let (items, small) = (&view.items[index], &view.items[next]);
    let is_pair = view.gap(index, next).is_empty()
        && items.figure.unit == "项"
        && matches!(small.figure.unit.as_str(), "件" | "小项" | "子项");
    if is_pair {
        let holds = !small.interval().is_below(items.interval());
        let computed = format!("{} {} {}", small.printed, if holds { "≥" } else { "<" }, items.printed);
        found.push(relation(Code::Order, Severity::Warning, holds, &[small, items], computed, Vec::new()));
    }
    is_pair
}

/// 完成投资51.4亿元，投资完成率101.2%; 超额完成; 占年度计划的98.6%; 民生支出30亿元，占比达75%.
fn completion(view: &View<'_>, index: usize, sentence: &Range<usize>, found: &mut Vec<Relation>) {
    let rate = &view.items[index];
    if !rate.is(Measure::Level) || !rate.is_percent() || rate.value().is_zero() {
        return;
    }
    let head = view.before(index);
    let is_completion = rate.figure.subject.ends_with("完成率");
    let is_share = head.starts_with('占') || is_completion;
    let previous = index.checked_sub(1).filter(|&at| at >= sentence.start).map(|at| &view.items[at]);
    let amount = previous.filter(|amount| is_share && amount.is(Measure::Level) && !amount.is_percent());
    let whole = amount.and_then(|amount| quotient(amount.value() * Decimal::ONE_HUNDRED, rate.value()));
    if let (Some(amount), Some(whole)) = (amount, whole) {
        let computed = format!("{}÷{}＝{}", amount.printed, rate.printed, amount.print(whole));
        found.push(implied(Code::Implied, &[amount, rate], computed));
    }
    if is_completion {
        beyond_plan(view, rate, found);
    }
}

/// 投资完成率101.2%, and 超额完成 in its sentence or the next.
fn beyond_plan(view: &View<'_>, rate: &Item<'_>, found: &mut Vec<Relation>) {
    let words = CheckWords::standard();
    let document = view.source.document;
    let at = rate.figure.sentence as usize;
    let Some(here) = document.sentences.get(at) else { return };
    let next = document.sentences.get(at + 1).filter(|next| next.paragraph == here.paragraph);
    let span = here.span.start as usize..next.unwrap_or(here).span.end as usize;
    let text = view.text().get(span.clone()).unwrap_or_default();
    let Some((word, offset)) = words.beyond_plan.iter().find_map(|word| Some((word, text.find(word.as_str())?))) else {
        return;
    };
    let holds = !rate.interval().is_below(Interval::exact(Decimal::ONE_HUNDRED));
    let computed = format!("{} {} 100%", rate.printed, if holds { "≥" } else { "<" });
    let mut said = relation(Code::CompletionRate, Severity::Warning, holds, &[rate], computed, Vec::new());
    said.places.push(view.place(span.start + offset..span.start + offset + word.len()));
    found.push(said);
}

/// 省级重大项目3个 of 重大项目145个 in one paragraph: what is named with its level is a part.
pub(super) fn levels_of_total(view: &View<'_>, found: &mut Vec<Relation>) {
    let words = CheckWords::standard();
    let document = view.source.document;
    let mut totals: HashMap<(u32, &str, &str), usize> = HashMap::new();
    for (index, item) in view.items.iter().enumerate().filter(|(_, item)| item.is(Measure::Level) && !item.is_percent())
    {
        let Some(sentence) = document.sentences.get(item.figure.sentence as usize) else { continue };
        let subject = item.figure.subject.as_str();
        let whole = words.higher_levels.iter().find_map(|level| subject.strip_prefix(level.as_str()));
        match whole {
            None => {
                totals.entry((sentence.paragraph, subject, item.figure.unit.as_str())).or_insert(index);
            }
            Some(whole) => {
                let Some(&total) = totals.get(&(sentence.paragraph, whole, item.figure.unit.as_str())) else {
                    continue;
                };
                let total = &view.items[total];
                if total.figure.kind != item.figure.kind || total.figure.period != item.figure.period {
                    continue;
                }
                let holds = !total.interval().is_below(item.interval());
                let computed = format!("{} {} {}", item.printed, if holds { "≤" } else { ">" }, total.printed);
                let severity = Severity::Notice;
                found.push(part_of(severity, &[item, total], item.interval(), total, computed));
            }
        }
    }
}

/// 12家企业入选全市100强.
fn list_length(view: &View<'_>, index: usize, found: &mut Vec<Relation>) {
    let item = &view.items[index];
    let behind = view.behind(index);
    if !item.is(Measure::Level) || item.is_percent() {
        return;
    }
    let Some(at) = behind.find('强') else { return };
    let digits = behind[..at].trim_end_matches(|character: char| !character.is_ascii_digit());
    let start = digits
        .rfind(|character: char| !character.is_ascii_digit())
        .map_or(0, |index| index + digits[index..].chars().next().map_or(1, char::len_utf8));
    let is_right_before = digits.len() == at && !behind[..start].contains('、');
    let Some(length) = digits[start..].parse::<u32>().ok().filter(|length| is_right_before && *length >= 10) else {
        return;
    };
    let holds = !Interval::exact(Decimal::from(length)).is_below(item.interval());
    let computed = format!("{} {} {length}", item.printed, if holds { "≤" } else { ">" });
    found.push(relation(Code::Order, Severity::Error, holds, &[item], computed, Vec::new()));
}

fn sum_of(parts: &[&Item<'_>]) -> Interval {
    parts.iter().fold(Interval::exact(Decimal::ZERO), |sum, part| sum.plus(part.interval()))
}

fn value_sum(parts: &[&Item<'_>]) -> Decimal {
    parts.iter().fold(Decimal::ZERO, |sum, part| sum.checked_add(part.value()).unwrap_or(sum))
}

fn addends(parts: &[&Item<'_>]) -> String {
    parts.iter().map(|part| part.printed).collect::<Vec<_>>().join("＋")
}
