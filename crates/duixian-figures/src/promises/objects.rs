//! Objects of a verb: lists taken apart, with the words that their members share given back to each.

use duixian_text::ByteSpan;

use super::heads::{inner_verb, trim};
use super::marks::{Mark, MarkKind};
use super::members::{Actor, EMPTY, Member};
use super::pieces::{Piece, number_of_kinds, way_of};
use super::shares::{Unit, share_heads};
use super::sight::Sight;

/// Buffers that are used again for each object.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) pieces: Vec<Piece>,
    pub(super) run: Vec<Unit>,
    /// Whether the list is one of those who do something.
    pub(super) of_actors: bool,
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
        let is_list = sight.marks_in(object).any(|mark| mark.kind != MarkKind::Of);
        self.pieces.clear();
        if is_list {
            self.find_pieces(sight, object);
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
        let (tail, amount) = match sight.amount_in(tail) {
            // 甲、乙等10家: nothing but the count.
            Some(amount) if amount.len() == tail.len() => (ByteSpan { start: tail.end, end: tail.end }, Some(amount)),
            _ => sight.without_amounts(tail),
        };
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
        let inner =
            sight.amount_in(ByteSpan { start: last.start + 1, end: last.end }).filter(|amount| amount.end < last.end);
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
            let tail = match self.shared_meeting(sight) {
                _ if is_last || sight.ends_with_amount(span) => EMPTY,
                Some(meeting) => meeting,
                None if amount.is_some() => self.shared_with_counted(sight, own, last),
                None => self.shared_with(sight, own, last),
            };
            let rule = if tail.is_empty() { "listed" } else { "shared-tail" };
            let counted = amount.is_some() || sight.ends_with_amount(last);
            let member = Member { tail, amount, counted, ..Member::whole(own, rule) };
            members.push(sight.with_predicate(member));
        }
    }
}
