//! What taking objects apart looks at: a clause's text with its marks and amounts.

use duixian_text::ByteSpan;

use super::actions::{Actions, Ending};
use super::heads::trim;
use super::marks::{Mark, MarkKind};
use super::members::Member;

/// Bytes of one Chinese character.
pub(super) const CHARACTER: u32 = 3;

/// Everything that taking objects apart needs to see.
#[derive(Clone, Copy)]
pub(super) struct Sight<'a> {
    pub(super) clean: &'a str,
    pub(super) marks: &'a [Mark],
    pub(super) amounts: &'a [ByteSpan],
    pub(super) actions: &'a Actions,
}

impl<'a> Sight<'a> {
    pub(super) fn marks_in(&self, span: ByteSpan) -> impl Iterator<Item = &'a Mark> + use<'a> {
        let from = self.marks.partition_point(|mark| mark.at < span.start);
        self.marks[from..].iter().take_while(move |mark| mark.at < span.end)
    }

    /// The parts of a clause between 、 if each has words and an amount of its own; else none.
    pub(super) fn counted_parts(&self, clause: ByteSpan) -> Vec<ByteSpan> {
        let mut parts = Vec::new();
        if self.amounts_in(clause).len() < 2 {
            return parts;
        }
        let cuts = self.marks_in(clause).filter(|mark| mark.kind == MarkKind::Pause);
        let mut start = clause.start;
        for (at, end) in cuts.map(|mark| (mark.at, mark.end)).chain([(clause.end, clause.end)]) {
            let part = ByteSpan { start, end: at };
            let has_words = |amount: ByteSpan| amount.start - part.start >= 2 * CHARACTER;
            if !self.amount_in(part).is_some_and(has_words) {
                return Vec::new();
            }
            parts.push(part);
            start = end;
        }
        parts
    }

    /// The amounts that lie inside a span.
    pub(super) fn amounts_in(&self, span: ByteSpan) -> &'a [ByteSpan] {
        let from = self.amounts.partition_point(|amount| amount.start < span.start);
        let to = self.amounts.partition_point(|amount| amount.end <= span.end);
        &self.amounts[from.min(to)..to]
    }

    /// The first amount that lies inside a span.
    pub(super) fn amount_in(&self, span: ByteSpan) -> Option<ByteSpan> {
        self.amount_from(span.start).filter(|amount| amount.end <= span.end)
    }

    /// The first amount that starts at `start` or behind it.
    fn amount_from(&self, start: u32) -> Option<ByteSpan> {
        self.amounts.get(self.amounts.partition_point(|amount| amount.start < start)).copied()
    }

    /// The amount that ends at `end`.
    fn amount_until(&self, end: u32) -> Option<ByteSpan> {
        let found = self.amounts.get(self.amounts.partition_point(|amount| amount.end < end)).copied();
        found.filter(|amount| amount.end == end)
    }

    /// A span without an amount at its start or end, and that amount.
    pub(super) fn without_amounts(&self, span: ByteSpan) -> (ByteSpan, Option<ByteSpan>) {
        let (span, behind) = self.without_last_amount(span);
        let mut rest = span;
        let mut before = None;
        // 12类45件实事 has two.
        while let Some(amount) = self.amounts.iter().find(|amount| amount.start == rest.start && amount.end < rest.end)
        {
            before = Some(*amount);
            rest.start = amount.end;
            if rest.of(self.clean).starts_with('的') {
                rest.start += CHARACTER;
            }
        }
        (trim(self.clean, rest), behind.or(before))
    }

    /// 总投资9亿元的20个项目: what the members cost together says nothing of each.
    pub(super) fn behind_total(&self, tail: ByteSpan) -> ByteSpan {
        let of = self.marks_in(tail).find(|mark| mark.kind == MarkKind::Of);
        match of {
            Some(of) if tail.of(self.clean).starts_with("总") => ByteSpan { start: of.end, end: tail.end },
            _ => tail,
        }
    }

    /// A span without an amount at its end, and that amount.
    pub(super) fn without_last_amount(&self, span: ByteSpan) -> (ByteSpan, Option<ByteSpan>) {
        let amount = self.amount_until(span.end).filter(|amount| amount.start > span.start);
        match amount {
            Some(amount) => (trim(self.clean, ByteSpan { start: span.start, end: amount.start }), Some(amount)),
            None => (span, None),
        }
    }

    pub(super) fn ends_with_amount(&self, span: ByteSpan) -> bool {
        self.amount_until(span.end).is_some()
    }

    pub(super) fn ends_in_a_place(&self, span: ByteSpan) -> bool {
        matches!(self.actions.endings.longest(span.of(self.clean)), Some((_, Ending::Place)))
    }

    /// Takes the verb between words and amount out of the words.
    pub(super) fn with_predicate(&self, member: Member) -> Member {
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

    pub(super) fn ends_in_a_place_text(&self, text: &str) -> bool {
        matches!(self.actions.endings.longest(text), Some((_, Ending::Place)))
    }
}
