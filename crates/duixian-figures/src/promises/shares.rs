//! The words that the members of a list share: tails behind the last one, heads in front of the first one.

use duixian_text::ByteSpan;

use super::actions::Ending;
use super::heads::is_all_endings;
use super::marks::MarkKind;
use super::members::{EMPTY, Member};
use super::objects::Lists;
use super::sight::{CHARACTER, Sight};

/// An ending of the last member, from its start in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) ending: Ending,
}

impl Lists {
    /// The endings of the last member, from left to right, up to a thing that stands somewhere.
    pub(super) fn find_run(&mut self, sight: Sight<'_>, last: ByteSpan) {
        self.run.clear();
        let mut end = last.end;
        while end > last.start && self.run.len() < 8 {
            let text = ByteSpan { start: last.start, end }.of(sight.clean);
            if let Some((length, ending)) = sight.actions.endings.longest(text) {
                if ending == Ending::Place {
                    break;
                }
                let start = end - length as u32;
                self.run.push(Unit { start, end, ending });
                end = start;
            } else if text.ends_with('化') && text.len() as u32 > 3 * CHARACTER {
                // 能源低碳化、绿色化转型: the list of ways belongs to what is shared.
                let start = end - 3 * CHARACTER;
                if !sight.clean.is_char_boundary(start as usize) || text.ends_with("文化") {
                    break;
                }
                self.run.push(Unit { start, end, ending: Ending::Change });
                let joined = ByteSpan { start: last.start, end: start }.of(sight.clean).ends_with('、');
                end = if joined { start - CHARACTER } else { start };
            } else {
                break;
            }
        }
        self.run.reverse();
    }

    /// What a member shares with the last one.
    pub(super) fn shared_with(&self, sight: Sight<'_>, own: ByteSpan, last: ByteSpan) -> ByteSpan {
        let Some(first) = self.run.first() else { return sight.shared_place(own, last, last.end) };
        let from = |start: u32| ByteSpan { start, end: last.end };
        let text = own.of(sight.clean);
        let Some((length, ending)) = sight.actions.endings.longest(text) else {
            let shared = sight.shared_place(own, last, first.start);
            if !shared.is_empty() {
                return shared;
            }
            // 失信惩戒和信用修复: members of one length stand side by side.
            if own.len() >= 4 * CHARACTER as usize && own.len() == last.len() {
                return EMPTY;
            }
            // A run that is all of the last member keeps its first unit to itself (评价和退出|机制).
            let start = if first.start == last.start { first.end } else { first.start };
            return from(start);
        };
        if text.ends_with('”') && !last.of(sight.clean).starts_with('“') {
            return EMPTY;
        }
        let word = &text[text.len() - length..];
        let same_word =
            self.run.iter().find(|unit| ByteSpan { start: unit.start, end: unit.end }.of(sight.clean) == word);
        let same_kind =
            || self.run.iter().rfind(|unit| unit.ending == ending && (length < text.len() || ending != Ending::System));
        if let Some(unit) = same_word.or_else(same_kind) {
            return from(unit.end);
        }
        let is_thing_unit = |unit: &Unit| matches!(unit.ending, Ending::System | Ending::Measure | Ending::Programme);
        if ending == Ending::Place || length == text.len() {
            if ending == Ending::Place && self.run.iter().all(|unit| unit.ending == Ending::System) {
                return EMPTY;
            }
            let behind_things = self.run.iter().rposition(is_thing_unit).map_or(0, |index| index + 1);
            if let Some(unit) = self.run.get(behind_things)
                && behind_things > 0
                && unit.ending == Ending::Works
            {
                return from(unit.start);
            }
            let start = if first.start == last.start { first.end } else { first.start };
            return from(start);
        }
        // 耕地保护和粮食安全责任制: an activity shares the system that the last one is.
        let system = self.run.iter().find(|unit| unit.ending == Ending::System && unit.end == last.end);
        if let Some(unit) = system
            && matches!(ending, Ending::Care | Ending::Change)
            && unit.start > last.start
        {
            return from(unit.start);
        }
        // 甲体系和乙能力建设: a thing that is no work itself shares the works on the last one.
        let is_thing = matches!(ending, Ending::System | Ending::Measure | Ending::Programme);
        let is_work = |unit: &Unit| {
            unit.ending == Ending::Works
                || ByteSpan { start: unit.start, end: unit.end }.of(sight.clean).ends_with('化')
        };
        let works = self.run.iter().rposition(|unit| !is_work(unit)).map_or(0, |index| index + 1);
        match self.run.get(works) {
            Some(unit) if is_thing && unit.start > last.start => from(unit.start),
            _ => EMPTY,
        }
    }

    /// What a counted member shares: works on it, not the kind of thing that the last one is.
    pub(super) fn shared_with_counted(&self, sight: Sight<'_>, own: ByteSpan, last: ByteSpan) -> ByteSpan {
        let is_done = |unit: &Unit| matches!(unit.ending, Ending::Works | Ending::Change | Ending::Care);
        if self.run.last().is_some_and(is_done) { self.shared_with(sight, own, last) } else { EMPTY }
    }

    /// What partners in one list share: 与甲、乙及丙|对接.
    pub(super) fn shared_meeting(&self, sight: Sight<'_>) -> Option<ByteSpan> {
        let first = self.pieces.first()?.span.of(sight.clean);
        let meeting = self.run.last()?;
        let meeting = ByteSpan { start: meeting.start, end: meeting.end };
        (first.starts_with('与') && is_meeting(meeting.of(sight.clean))).then_some(meeting)
    }

    /// 甲等66个项目、52个乙项目建设: the group before shares what the last one ends with.
    pub(super) fn share_last_run(&self, sight: Sight<'_>, groups: &mut [Member]) {
        let (Some(first), Some(last)) = (self.run.first(), self.pieces.last()) else { return };
        if first.start == last.span.start {
            return;
        }
        for member in groups {
            let whole = ByteSpan { start: member.own.start, end: member.own.end };
            let words = if member.tail.is_empty() { whole } else { member.tail };
            member.second_tail = self.shared_with(sight, words, last.span);
        }
    }
}

impl Sight<'_> {
    /// 与甲企业、乙企业合作: 与 belongs to all; 对企业的金融、用地支持: so does 对企业的.
    pub(super) fn shared_partner(&self, object: ByteSpan, first_end: u32) -> Option<ByteSpan> {
        let text = object.of(self.clean);
        if text.starts_with('与') && is_meeting(text) {
            return Some(ByteSpan { start: object.start, end: object.start + CHARACTER });
        }
        let is_word = ["对口", "对外", "对内", "对接", "对标"].iter().any(|word| text.starts_with(word));
        if !text.starts_with('对') || is_word {
            return None;
        }
        let of = self.marks_in(object).find(|mark| mark.kind == MarkKind::Of)?;
        let end = if of.end <= first_end { of.end } else { object.start + CHARACTER };
        Some(ByteSpan { start: object.start, end })
    }

    /// What the members of a list share of the words behind 等.
    pub(super) fn shared_behind_et_cetera(&self, tail: ByteSpan) -> ByteSpan {
        let mut start = tail.start;
        let text = tail.of(self.clean);
        if self.actions.dropped_classes.matches(text) {
            return EMPTY;
        }
        // Peel endings from the right; a class of things in front of them is left out if it only repeats.
        let mut end = tail.end;
        while let Some((length, ending)) =
            self.actions.endings.longest(ByteSpan { start: tail.start, end }.of(self.clean))
        {
            let class = ByteSpan { start: tail.start, end }.of(self.clean);
            if ending == Ending::Place || self.actions.dropped_classes.matches(class) {
                break;
            }
            end -= length as u32;
        }
        let class = ByteSpan { start: tail.start, end };
        if self.actions.dropped_classes.matches(class.of(self.clean)) {
            return ByteSpan { start: end, end: tail.end };
        }
        while let Some((length, ())) =
            self.actions.generic_heads.longest(ByteSpan { start, end: tail.end }.of(self.clean))
        {
            start += length as u32;
        }
        // 等骨干企业迭代升级: the class says nothing of a named member.
        if let Some((length, ())) = self.actions.dropped_heads.longest(ByteSpan { start, end: tail.end }.of(self.clean))
        {
            start += length as u32;
        }
        ByteSpan { start, end: tail.end }
    }

    /// 甲、乙街道服务中心: a short member shares the kind of place that the last one names behind as many characters.
    fn shared_place(&self, own: ByteSpan, last: ByteSpan, run: u32) -> ByteSpan {
        const KINDS: [&str; 10] = ["街道", "城中村", "镇", "乡", "村", "路", "街", "河", "片区", "园区"];
        let length = own.len() as u32;
        if length > 3 * CHARACTER
            || last.start + length >= run
            || !self.clean.is_char_boundary((last.start + length) as usize)
        {
            return EMPTY;
        }
        let rest = ByteSpan { start: last.start + length, end: last.end };
        let found = KINDS.iter().any(|kind| rest.of(self.clean).starts_with(kind));
        if found { rest } else { EMPTY }
    }
}

/// Whether a text ends in what two do together.
fn is_meeting(text: &str) -> bool {
    ["合作", "交流", "联动", "对接", "融合", "衔接", "互动", "协作", "协同"].iter().any(|word| text.ends_with(word))
}

/// Gives later members what stands before the first one's last word, where they are nothing without it.
pub(super) fn share_heads(sight: Sight<'_>, members: &mut [Member]) {
    let [first, rest @ ..] = members else { return };
    let first_own = first.own;
    let text = first_own.of(sight.clean);
    let short = 2 * CHARACTER as usize;
    if let Some((length, ())) = sight.actions.shared_heads.longest(text)
        && text.len() == length + short
    {
        let head = ByteSpan { start: first_own.start, end: first_own.start + length as u32 };
        for member in rest.iter_mut().filter(|member| member.own.len() == short && member.rule != "counted-group") {
            member.head = head;
        }
        return;
    }
    let [second] = rest else { return };
    if second.amount.is_some() || second.rule != "listed" {
        return;
    }
    let own = second.own.of(sight.clean);
    let Some((length, ending)) = sight.actions.endings.longest(text) else { return };
    // 履约率和落地率: the second has its own words before the same one.
    let is_parallel = own.len() > length && own.ends_with(&text[text.len() - length..]);
    if length < text.len()
        && !is_parallel
        && ending != Ending::Place
        && is_all_endings(own, sight.actions)
        && own.len() <= 4 * CHARACTER as usize
    {
        second.head = ByteSpan { start: first_own.start, end: first_own.end - length as u32 };
        second.rule = "shared-head";
    }
}
