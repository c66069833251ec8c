//! Objects of a verb: lists taken apart, with the words that their members share given back to each.

use duixian_text::ByteSpan;

use super::actions::{Actions, Ending};
use super::heads::{inner_verb, trim};
use super::marks::{Mark, MarkKind};

/// One thing to be done something to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Member {
    /// A word that the text only implies: 城镇 of 城乡.
    pub(super) implied: &'static str,
    /// What the member shares with the list in front: 与, 非法, 物业管理.
    pub(super) head: ByteSpan,
    /// Its own words.
    pub(super) own: ByteSpan,
    /// What it shares with the list behind: 提升改造, 项目.
    pub(super) tail: ByteSpan,
    /// What it shares with a second list behind the first: 建设.
    pub(super) second_tail: ByteSpan,
    /// Its amount.
    pub(super) amount: Option<ByteSpan>,
    /// A verb between its words and its amount (进出口总额|实现|130亿元).
    pub(super) predicate: Option<ByteSpan>,
    /// Whether it is counted, by itself or with its list.
    pub(super) counted: bool,
    /// The rule that read it so.
    pub(super) rule: &'static str,
}

/// Everything that taking objects apart needs to see.
#[derive(Clone, Copy)]
pub(super) struct Sight<'a> {
    pub(super) clean: &'a str,
    pub(super) marks: &'a [Mark],
    pub(super) amounts: &'a [ByteSpan],
    pub(super) actions: &'a Actions,
}

/// A stretch between two marks.
#[derive(Clone, Copy, Debug)]
struct Piece {
    span: ByteSpan,
    /// 等 inside it, with what stands behind.
    et_cetera: Option<Mark>,
}

/// Who or what the object may have doing something inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Actor {
    /// Nobody: the object is a thing.
    None,
    /// Someone who is led or helped (引导企业采取…).
    Person,
    /// Something that is moved (推动公共服务向农村延伸).
    Thing,
}

/// Buffers that are used again for each object.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pieces: Vec<Piece>,
    run: Vec<Unit>,
    /// Whether the list is one of those who do something.
    of_actors: bool,
}

/// An ending of the last member, from its start in the text.
#[derive(Clone, Copy, Debug)]
struct Unit {
    start: u32,
    end: u32,
    ending: Ending,
}

const EMPTY: ByteSpan = ByteSpan { start: 0, end: 0 };
/// Bytes of one Chinese character.
const CHARACTER: u32 = 3;

impl Member {
    pub(super) fn whole(own: ByteSpan, rule: &'static str) -> Self {
        let nothing = EMPTY;
        Self {
            implied: "",
            head: nothing,
            own,
            tail: nothing,
            second_tail: nothing,
            amount: None,
            predicate: None,
            counted: false,
            rule,
        }
    }

    /// The object in words.
    pub(super) fn object(&self, clean: &str) -> String {
        let parts = [self.head, self.own, self.tail, self.second_tail];
        let mut object = String::with_capacity(parts.iter().map(|part| part.len()).sum::<usize>() + self.implied.len());
        object.push_str(self.implied);
        for part in parts {
            object.push_str(part.of(clean));
        }
        object
    }
}

impl Lists {
    /// Takes `object` apart into `members`.
    pub(super) fn split(&mut self, sight: Sight<'_>, object: ByteSpan, actor: Actor, members: &mut Vec<Member>) {
        let object = trim(sight.clean, object);
        if object.is_empty() {
            return;
        }
        let before = members.len();
        let doing = match actor {
            Actor::None => None,
            Actor::Person => inner_verb(sight.clean, object, true, sight.actions),
            Actor::Thing => {
                inner_verb(sight.clean, object, false, sight.actions).or_else(|| way_of(sight.clean, object))
            }
        };
        if let Some(verb) = doing {
            self.split_actors(sight, object, verb, members);
        } else {
            self.split_things(sight, object, members);
        }
        let first_end = members.get(before).map_or(object.end, |member| member.own.end);
        let Some(head) = sight.shared_partner(object, first_end) else { return };
        for member in &mut members[before..] {
            if member.own.start != object.start && member.head.is_empty() {
                member.head = head;
            }
        }
    }

    /// 甲企业、乙企业等企业建设研发中心: the verb inside and what follows is shared by all who do it.
    fn split_actors(&mut self, sight: Sight<'_>, object: ByteSpan, verb: u32, members: &mut Vec<Member>) {
        let actors = ByteSpan { start: object.start, end: verb };
        let shared = ByteSpan { start: verb, end: object.end };
        let leads = actors.of(sight.clean).contains('向');
        let listed = !leads
            && sight
                .marks_in(actors)
                .any(|mark| matches!(mark.kind, MarkKind::Pause | MarkKind::EtCetera | MarkKind::And));
        let (shared, amount) = sight.without_last_amount(shared);
        if !listed {
            let own = ByteSpan { start: object.start, end: shared.end };
            let amount = amount.or_else(|| sight.amount_in(actors));
            members.push(Member { amount, counted: amount.is_some(), ..Member::whole(own, "one-actor") });
            return;
        }
        let first = members.len();
        self.of_actors = true;
        self.split_things(sight, actors, members);
        self.of_actors = false;
        for member in &mut members[first..] {
            let all = member.rule == "counted-group";
            let own_end = if all { shared.end } else { member.own.end };
            member.own = ByteSpan { start: member.own.start, end: own_end };
            member.tail = if all { EMPTY } else { shared };
            member.second_tail = EMPTY;
            member.rule = "actors";
            if amount.is_some() {
                member.amount = amount;
                member.counted = true;
            }
        }
    }

    fn split_things(&mut self, sight: Sight<'_>, object: ByteSpan, members: &mut Vec<Member>) {
        self.find_pieces(sight, object);
        if self.pieces.is_empty() {
            return;
        }
        if self.is_one_thing(sight) {
            let (own, amount) = sight.without_amounts(object);
            let own = if own.is_empty() { object } else { own };
            members.push(sight.with_predicate(Member {
                amount,
                counted: amount.is_some(),
                ..Member::whole(own, if self.pieces.len() > 1 { "modifiers" } else { "one" })
            }));
            return;
        }
        self.build(sight, members);
    }

    /// Cuts the object at its marks and joins again what is only a modifier.
    fn find_pieces(&mut self, sight: Sight<'_>, object: ByteSpan) {
        self.pieces.clear();
        let mut start = object.start;
        let mut et_cetera = None;
        for mark in sight.marks_in(object) {
            match mark.kind {
                MarkKind::EtCetera => {
                    let behind = ByteSpan { start: mark.end, end: object.end }.of(sight.clean);
                    if mark.at > start && !behind.is_empty() {
                        et_cetera = et_cetera.or(Some(*mark));
                    }
                }
                // 等国家和省、市重大基金: levels divide nothing.
                MarkKind::Pause if et_cetera.is_some_and(|found| sight.is_level_list(found.end, mark.at)) => {}
                MarkKind::Pause | MarkKind::Adjoining => {
                    self.push(sight, start, mark.at, et_cetera.take());
                    start = mark.end;
                }
                MarkKind::And if et_cetera.is_none() && sight.and_divides(start, *mark, object.end) => {
                    self.push(sight, start, mark.at, None);
                    start = mark.end;
                }
                // 甲等旧产业和乙等新产业: two lists, each with its own 等.
                MarkKind::And
                    if sight
                        .marks_in(ByteSpan { start: mark.end, end: object.end })
                        .any(|mark| mark.kind == MarkKind::EtCetera) =>
                {
                    self.push(sight, start, mark.at, et_cetera.take());
                    start = mark.end;
                }
                MarkKind::And | MarkKind::Clause | MarkKind::Of => {}
            }
        }
        let end = if object.of(sight.clean).ends_with('等') { object.end - CHARACTER } else { object.end };
        self.push(sight, start, end.max(start), et_cetera);
    }

    /// Adds a piece, or joins it to the one before where it is only a modifier of the same noun.
    fn push(&mut self, sight: Sight<'_>, start: u32, end: u32, et_cetera: Option<Mark>) {
        let span = trim(sight.clean, ByteSpan { start, end });
        if span.is_empty() {
            return;
        }
        if let Some(last) = self.pieces.last_mut() {
            // 甲、乙等企业迭代升级、集群发展: what is said of all stays together.
            let said_of_all = last.et_cetera.is_some()
                && et_cetera.is_none()
                && sight.amount_in(span).is_none()
                && (super::heads::is_all_endings(span.of(sight.clean), sight.actions)
                    || span.len() == 3 * CHARACTER as usize && begins_with_wish(span.of(sight.clean)));
            let modifies = last.et_cetera.is_none() && sight.joins(last.span, span);
            if said_of_all || modifies {
                last.span.end = span.end;
                last.et_cetera = last.et_cetera.or(et_cetera);
                return;
            }
        }
        self.pieces.push(Piece { span, et_cetera });
    }

    /// Lists that are one thing after all: modifiers of one noun.
    fn is_one_thing(&self, sight: Sight<'_>) -> bool {
        let [before @ .., last] = self.pieces.as_slice() else { return true };
        if self.pieces[0].span.of(sight.clean).starts_with(['把', '将']) {
            return true;
        }
        if before.is_empty() {
            return last.et_cetera.is_none();
        }
        if self.pieces.iter().any(|piece| piece.et_cetera.is_some()) {
            return false;
        }
        // 效益明显、引领转型的大项目: 的 only behind the last one.
        let of = |span: ByteSpan| sight.marks_in(span).any(|mark| mark.kind == MarkKind::Of);
        let text = before[0].span.of(sight.clean);
        let opens = ["与", "以", "集", "由", "覆盖", "面向", "适应"].iter().any(|word| text.starts_with(word));
        if of(last.span) && opens
            || of(last.span) && !before.iter().any(|piece| of(piece.span) || sight.ends_in_a_place(piece.span))
        {
            return true;
        }
        // 谋划、储备、开工“三张清单”机制: a name inside the last one only.
        let quoted = |span: ByteSpan| span.of(sight.clean).find('“');
        if quoted(last.span).is_some_and(|at| at > 0) && before.iter().all(|piece| quoted(piece.span).is_none()) {
            return true;
        }
        // 降碳、减污、扩绿、增长: a saying.
        let is_word = |piece: &Piece| piece.span.len() <= 2 * CHARACTER as usize;
        if !self.of_actors && before.len() >= 2 && self.pieces.iter().all(is_word) {
            return true;
        }
        // 谋划、储备、推进机制: three or more bare verbs before one noun.
        before.len() >= 2
            && self.pieces[1..]
                .iter()
                .all(|piece| super::heads::is_all_endings(piece.span.of(sight.clean), sight.actions))
            && before.iter().all(|piece| sight.amount_in(piece.span).is_none())
    }

    /// Gives each piece what it shares with the others.
    fn build(&mut self, sight: Sight<'_>, members: &mut Vec<Member>) {
        let first_of_object = members.len();
        let last = self.pieces.len() - 1;
        let mut group_start = 0;
        for index in 0..self.pieces.len() {
            let Some(et_cetera) = self.pieces[index].et_cetera else { continue };
            self.build_group(sight, group_start, index, et_cetera, members);
            group_start = index + 1;
        }
        let groups_end = members.len();
        if group_start <= last {
            self.build_plain(sight, group_start, members);
            self.share_last_run(sight, &mut members[first_of_object..groups_end]);
        }
        share_heads(sight, &mut members[first_of_object..]);
    }

    /// 甲、乙等4条道路建设: the named members, and the group if it is counted.
    fn build_group(&mut self, sight: Sight<'_>, from: usize, to: usize, mark: Mark, members: &mut Vec<Member>) {
        let group = ByteSpan { start: self.pieces[from].span.start, end: self.pieces[to].span.end };
        let tail = sight.behind_total(trim(sight.clean, ByteSpan { start: mark.end, end: group.end }));
        let (tail, amount) = sight.without_amounts(tail);
        let named_group = tail.of(sight.clean).starts_with('“') && tail.of(sight.clean).ends_with('”');
        let counted = amount.is_some();
        let shared = if named_group { EMPTY } else { sight.shared_behind_et_cetera(tail) };
        for (offset, piece) in self.pieces[from..=to].iter().enumerate() {
            let end = if from + offset == to { mark.at } else { piece.span.end };
            let (own, own_amount) = sight.without_amounts(ByteSpan { start: piece.span.start, end });
            if own.is_empty() {
                continue;
            }
            members.push(Member {
                tail: shared,
                amount: own_amount,
                counted: counted || own_amount.is_some(),
                ..Member::whole(own, "named-member")
            });
        }
        if counted || named_group {
            let own = ByteSpan { start: group.start, end: sight.without_last_amount(group).0.end };
            members.push(Member { amount, counted, ..Member::whole(own, "counted-group") });
        }
    }

    /// 甲路、乙路提升改造: what the last one ends with, unless a member has its own.
    fn build_plain(&mut self, sight: Sight<'_>, from: usize, members: &mut Vec<Member>) {
        let last = self.pieces[self.pieces.len() - 1].span;
        let inner = sight.amounts.iter().copied().find(|amount| last.start < amount.start && amount.end < last.end);
        let counted_list = inner.filter(|amount| sight.begins_no_object(last, *amount));
        let numbered_list = counted_list.is_none().then(|| number_of_kinds(sight.clean, last)).flatten();
        // 龙头企业、链主企业的带动力: 的 with what follows belongs to all.
        let of = |span: ByteSpan| sight.marks_in(span).find(|mark| mark.kind == MarkKind::Of).copied();
        let others = &self.pieces[from..self.pieces.len() - 1];
        let possession = of(last).filter(|_| {
            !others.is_empty()
                && others.iter().all(|piece| of(piece.span).is_none() && sight.ends_in_a_place(piece.span))
        });
        self.find_run(sight, last);
        for index in from..self.pieces.len() {
            let is_last = index + 1 == self.pieces.len();
            let span = self.pieces[index].span;
            if let Some(count) = counted_list.or(numbered_list) {
                let own = if is_last { ByteSpan { start: span.start, end: count.start } } else { span };
                let tail = sight.shared_behind_et_cetera(ByteSpan { start: count.end, end: last.end });
                let amount = counted_list.filter(|_| is_last);
                let counted = counted_list.is_some();
                members.push(Member { tail, amount, counted, ..Member::whole(own, "counted-list") });
                continue;
            }
            let (own, amount) = sight.without_amounts(span);
            if own.is_empty() {
                continue;
            }
            if let Some(of) = possession
                && !is_last
            {
                let tail = ByteSpan { start: of.at, end: last.end };
                members.push(Member { tail, ..Member::whole(own, "shared-of") });
                continue;
            }
            let tail = if is_last || sight.ends_with_amount(span) { EMPTY } else { self.shared_with(sight, own, last) };
            let rule = if tail.is_empty() { "listed" } else { "shared-tail" };
            let counted = amount.is_some() || sight.ends_with_amount(last);
            let member = Member { tail, amount, counted, ..Member::whole(own, rule) };
            members.push(sight.with_predicate(member));
        }
    }

    /// The endings of the last member, from left to right, up to a thing that stands somewhere.
    fn find_run(&mut self, sight: Sight<'_>, last: ByteSpan) {
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
    fn shared_with(&self, sight: Sight<'_>, own: ByteSpan, last: ByteSpan) -> ByteSpan {
        let Some(first) = self.run.first() else { return sight.shared_place(own, last, last.end) };
        let from = |start: u32| ByteSpan { start, end: last.end };
        let text = own.of(sight.clean);
        let Some((length, ending)) = sight.actions.endings.longest(text) else {
            let shared = sight.shared_place(own, last, first.start);
            if !shared.is_empty() {
                return shared;
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
        if let Some(unit) = same_word.or_else(|| self.run.iter().rfind(|unit| unit.ending == ending)) {
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

    /// 甲等66个项目、52个乙项目建设: the group before shares what the last one ends with.
    fn share_last_run(&self, sight: Sight<'_>, groups: &mut [Member]) {
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

impl<'a> Sight<'a> {
    fn marks_in(&self, span: ByteSpan) -> impl Iterator<Item = &'a Mark> + use<'a> {
        let from = self.marks.partition_point(|mark| mark.at < span.start);
        self.marks[from..].iter().take_while(move |mark| mark.at < span.end)
    }

    /// The amounts that lie inside a span.
    pub(super) fn amounts_in(&self, span: ByteSpan) -> &'a [ByteSpan] {
        let from = self.amounts.partition_point(|amount| amount.start < span.start);
        let to = self.amounts.partition_point(|amount| amount.end <= span.end);
        &self.amounts[from.min(to)..to]
    }

    fn amount_in(&self, span: ByteSpan) -> Option<ByteSpan> {
        self.amounts.iter().copied().find(|amount| span.start <= amount.start && amount.end <= span.end)
    }

    /// A span without an amount at its start or end, and that amount.
    fn without_amounts(&self, span: ByteSpan) -> (ByteSpan, Option<ByteSpan>) {
        let (span, behind) = self.without_last_amount(span);
        let before = self.amounts.iter().copied().find(|amount| amount.start == span.start && amount.end < span.end);
        let Some(before) = before else { return (span, behind) };
        let rest = ByteSpan { start: before.end, end: span.end };
        let rest = if rest.of(self.clean).starts_with('的') {
            ByteSpan { start: rest.start + CHARACTER, end: rest.end }
        } else {
            rest
        };
        (trim(self.clean, rest), behind.or(Some(before)))
    }

    /// 总投资9亿元的20个项目: what the members cost together says nothing of each.
    fn behind_total(&self, tail: ByteSpan) -> ByteSpan {
        let of = self.marks_in(tail).find(|mark| mark.kind == MarkKind::Of);
        match of {
            Some(of) if tail.of(self.clean).starts_with("总") => ByteSpan { start: of.end, end: tail.end },
            _ => tail,
        }
    }

    /// A span without an amount at its end, and that amount.
    fn without_last_amount(&self, span: ByteSpan) -> (ByteSpan, Option<ByteSpan>) {
        let amount = self.amounts.iter().copied().find(|amount| amount.start > span.start && amount.end == span.end);
        match amount {
            Some(amount) => (trim(self.clean, ByteSpan { start: span.start, end: amount.start }), Some(amount)),
            None => (span, None),
        }
    }

    fn ends_with_amount(&self, span: ByteSpan) -> bool {
        self.amounts.iter().any(|amount| amount.end == span.end)
    }

    /// Whether an amount inside the last member counts the list and is no part of a name.
    fn begins_no_object(&self, last: ByteSpan, amount: ByteSpan) -> bool {
        let behind = ByteSpan { start: amount.end, end: last.end };
        let before = ByteSpan { start: last.start, end: amount.start };
        before.len() >= 6
            && !behind.of(self.clean).starts_with('以')
            && (self.ends_in_a_place(before) || self.actions.endings.matches(behind.of(self.clean)))
            && behind.len() <= 18
    }

    fn ends_in_a_place(&self, span: ByteSpan) -> bool {
        matches!(self.actions.endings.longest(span.of(self.clean)), Some((_, Ending::Place)))
    }

    /// Takes the verb between words and amount out of the words.
    fn with_predicate(&self, member: Member) -> Member {
        if member.amount.is_none_or(|amount| amount.start < member.own.end) {
            return member;
        }
        match super::subjects::predicate_at_end(self.clean, member.own, self.actions) {
            Some(predicate) if predicate.start > member.own.start => Member {
                own: trim(self.clean, ByteSpan { start: member.own.start, end: predicate.start }),
                predicate: Some(predicate),
                ..member
            },
            _ => member,
        }
    }

    /// Whether 和 divides two members.
    fn and_divides(&self, start: u32, mark: Mark, end: u32) -> bool {
        let left = ByteSpan { start, end: mark.at };
        let next = self.marks_in(ByteSpan { start: mark.end, end }).find(|mark| matches!(mark.kind, MarkKind::Pause));
        let right = ByteSpan { start: mark.end, end: next.map_or(end, |mark| mark.at) };
        let both_long = left.len() >= 6 && right.len() >= 6;
        let of = |span: ByteSpan| self.marks_in(span).any(|mark| mark.kind == MarkKind::Of);
        let is_level =
            self.actions.levels.longest(left.of(self.clean)).is_some_and(|(length, ())| length == left.len());
        let listed_before = self.marks[..self.marks.partition_point(|found| found.at < start)]
            .last()
            .is_some_and(|before| before.kind == MarkKind::Pause && before.end == start);
        // 文化和科技融合试验区: one word before 和 is rarely all of a member.
        let is_ellipsis = left.len() <= 6 && right.len() >= 18 && !listed_before;
        both_long
            && !is_ellipsis
            && !is_level
            && !(listed_before && of(left) && !of(right))
            && !is_modifier(left.of(self.clean))
            && (!of(right) || of(left))
            && !of_ends(left.of(self.clean))
    }

    /// 与甲企业、乙企业合作: 与 belongs to all; 对企业的金融、用地支持: so does 对企业的.
    fn shared_partner(&self, object: ByteSpan, first_end: u32) -> Option<ByteSpan> {
        const TOGETHER: [&str; 9] = ["合作", "交流", "联动", "对接", "融合", "衔接", "互动", "协作", "协同"];
        let text = object.of(self.clean);
        if text.starts_with('与') && TOGETHER.iter().any(|word| text.ends_with(word)) {
            return Some(ByteSpan { start: object.start, end: object.start + CHARACTER });
        }
        let partner = ByteSpan { start: object.start, end: first_end };
        let of = self.marks_in(partner).find(|mark| mark.kind == MarkKind::Of)?;
        text.starts_with('对').then_some(ByteSpan { start: object.start, end: of.end })
    }

    fn is_level_list(&self, start: u32, end: u32) -> bool {
        let text = ByteSpan { start, end }.of(self.clean);
        !text.is_empty()
            && text
                .split(['和', '、'])
                .all(|word| self.actions.levels.longest(word).is_some_and(|(length, ())| length == word.len()))
    }

    /// Whether a piece is a modifier of the same noun as the piece before it.
    fn joins(&self, before: ByteSpan, piece: ByteSpan) -> bool {
        let before = before.of(self.clean);
        let before = before.rsplit('、').next().unwrap_or(before);
        let text = piece.of(self.clean);
        let is_level = self.actions.levels.longest(before).is_some_and(|(length, ())| length == before.len());
        let is_thing = self.actions.endings.matches(before);
        is_level
            || !is_thing && is_modifier(before)
            || self.begins_as_way(text)
            || self.wishes(before, text)
            || is_echo(text)
    }

    /// 智能化, 绿色化发展, 应用型: begins with another way of the same thing.
    fn begins_as_way(&self, text: &str) -> bool {
        let way = 3 * CHARACTER as usize;
        if let Some(rest) = text.get(way..)
            && text[..way].ends_with('化')
            && !text.starts_with("文化")
        {
            return rest.is_empty() || super::heads::is_all_doings(rest, self.actions);
        }
        text.chars().count() <= 4 && text.ends_with(['型', '性', '式']) || text.len() == CHARACTER as usize
    }

    /// 打基础、利长远、惠民生的: wishes of three characters that modify one noun.
    fn wishes(&self, before: &str, text: &str) -> bool {
        let length = 3 * CHARACTER as usize;
        let wish_at = before.len().checked_sub(length).and_then(|at| before.get(at..));
        let (Some(wish), Some(rest)) = (wish_at, text.get(length..)) else { return false };
        let closed = rest.is_empty() || rest.starts_with('的') || super::heads::is_all_endings(rest, self.actions);
        closed && begins_with_wish(wish) && begins_with_wish(text) && !self.ends_in_a_place_text(text)
    }

    fn ends_in_a_place_text(&self, text: &str) -> bool {
        matches!(self.actions.endings.longest(text), Some((_, Ending::Place)))
    }

    /// What the members of a list share of the words behind 等.
    fn shared_behind_et_cetera(&self, tail: ByteSpan) -> ByteSpan {
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

/// Gives later members what stands before the first one's last word, where they are nothing without it.
fn share_heads(sight: Sight<'_>, members: &mut [Member]) {
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
    if length < text.len()
        && ending != Ending::Place
        && super::heads::is_all_endings(own, sight.actions)
        && own.len() <= 4 * CHARACTER as usize
    {
        second.head = ByteSpan { start: first_own.start, end: first_own.end - length as u32 };
        second.rule = "shared-head";
    }
}

/// Short words that only modify: 高端化, 科技型, 惠民生, 省, 多层次.
fn is_modifier(text: &str) -> bool {
    const ENDS: [char; 8] = ['化', '型', '性', '式', '级', '元', '次', '色'];
    let characters = text.len() / CHARACTER as usize;
    match characters {
        0 | 1 => true,
        2 => text.ends_with(['级', '性', '型']),
        3 => text.ends_with(ENDS) || begins_with_wish(text) && !text.ends_with(['路', '街', '园', '城', '区']),
        4 => text.ends_with(['化', '型', '性']),
        _ => text.ends_with(['型', '性']),
    }
}

fn begins_with_wish(text: &str) -> bool {
    const WISHES: &str = "惠暖打管利强补扩稳促保增优提减降防聚安畅顺解懂敢善重守控引育调去";
    text.chars().next().is_some_and(|first| WISHES.contains(first))
}

/// 应享尽享, 应保尽保: words of four that say the same thing of everything.
fn is_echo(text: &str) -> bool {
    let mut characters = text.chars();
    let word = [characters.next(), characters.next(), characters.next(), characters.next(), characters.next()];
    matches!(word, [Some(first), Some(second), Some(third), Some(fourth), None] if second == fourth && first != third)
}

/// 向 with where it leads: 基础设施、公共服务|向农村延伸.
fn way_of(clean: &str, object: ByteSpan) -> Option<u32> {
    const LEADS: [&str; 9] = ["转变", "延伸", "延伸覆盖", "倾斜", "发展", "转化", "升级", "集中", "转型"];
    let text = object.of(clean);
    let at = text.find('向').filter(|at| *at >= 2 * CHARACTER as usize)?;
    let open = text[..at].matches('“').count() > text[..at].matches('”').count();
    (!open && LEADS.iter().any(|word| text.ends_with(word))).then(|| object.start + at as u32)
}

/// 两大, 三大 inside the last member: a list of kinds, counted but no amount.
fn number_of_kinds(clean: &str, last: ByteSpan) -> Option<ByteSpan> {
    let text = last.of(clean);
    let great = text.find('大')?;
    let number = text[..great].chars().next_back()?;
    let start = great - number.len_utf8();
    let stands = "两二三四五六七八九十".contains(number) && start >= 6;
    stands.then(|| ByteSpan { start: last.start + start as u32, end: last.start + (great + "大".len()) as u32 })
}

fn of_ends(text: &str) -> bool {
    text.ends_with('的')
}
