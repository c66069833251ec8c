//! Clauses with their subject in front: each subject with its own amount.

use duixian_text::ByteSpan;

use super::actions::{Traits, Verb};
use super::clauses::{Carried, Reader, Setting};
use super::drafts::Words;
use super::members::{Actor, Member};
use super::sight::Sight;
use super::subjects::{self, Subject};
use crate::Hardness;

impl Reader<'_> {
    /// A clause with its subject in front.
    pub(super) fn subject(
        &self,
        clause: ByteSpan,
        sight: Sight<'_>,
        setting: Setting,
        carried: Carried,
    ) -> Option<Subject> {
        let is_target = setting.stance.is_target;
        if clause.of(self.clean).contains('已') {
            return None;
        }
        let amounts = sight.amounts_in(clause);
        if amounts.is_empty() {
            let finished = subjects::finished(self.clean, clause, is_target, self.actions);
            return finished.or_else(|| is_target.then(|| subjects::expected(self.clean, clause)).flatten());
        }
        let found = subjects::with_amount(self.clean, clause, amounts, self.actions);
        found.or_else(|| {
            let bare = subjects::bare_amount(self.clean, clause, amounts, self.actions)?;
            let is_rate = ["占比", "比重", "率", "比例"].iter().any(|word| bare.object.of(self.clean).ends_with(word));
            if is_rate && carried.action.is_some() {
                // A rate is reached, whatever was done to the count before it.
                return Some(Subject { action: Some(ByteSpan::default()), ..bare });
            }
            (is_target || carried.action.is_some() || bare.action.is_some()).then_some(bare)
        })
    }

    pub(super) fn promise_subject(
        &mut self,
        clause: ByteSpan,
        subject: Subject,
        sight: Sight<'_>,
        setting: Setting,
        carried: Carried,
    ) -> Carried {
        let mut members = std::mem::take(&mut self.members);
        members.clear();
        let is_comparison = subject.action.is_some_and(|action| ["同步", "持平"].contains(&action.of(self.clean)));
        if is_comparison || !subject.rest.is_empty() {
            members.push(Member::whole(subject.object, "whole-subject"));
        } else {
            self.lists.split(sight, subject.object, Actor::None, &mut members);
        }
        let said = subject.object.end;
        let amounts = sight.amounts_in(ByteSpan { start: said, end: clause.end });
        if subject.finished {
            for member in &mut members {
                member.second_tail = subject.rest;
            }
        } else {
            pair(self.clean, &mut members, amounts);
        }
        if subject.object.of(self.clean).starts_with('占')
            && let (Some(whole), [member]) = (carried.subject, members.as_mut_slice())
        {
            member.head = whole;
        }
        let result = Verb { hardness: Hardness::Result, traits: Traits::default() };
        let (action, verb) =
            subject.action.map(|action| (action, result)).or(carried.action).unwrap_or((ByteSpan::default(), result));
        for member in &members {
            let words = Words { action, verb, softened: false, rule: subject.rule, time: None };
            self.promise(clause, words, member, setting);
        }
        let subject_words = members.first().map(|member| member.own);
        self.members = members;
        Carried { action: carried.action, subject: subject_words }
    }
}

/// Gives each subject its own amount, in order; splits 城乡 where two amounts follow it.
fn pair(clean: &str, members: &mut Vec<Member>, amounts: &[ByteSpan]) {
    if let ([member], [_, _]) = (members.as_slice(), amounts)
        && member.own.of(clean).starts_with("城乡")
    {
        let member = *member;
        let own = ByteSpan { start: member.own.start + "城乡".len() as u32, end: member.own.end };
        members.clear();
        members.extend(["城镇", "农村"].map(|implied| Member { implied, own, rule: "town-and-country", ..member }));
    }
    share_subject_tail(clean, members, amounts.len());
    if let ([member], true) = (members.as_slice(), amounts.len() > 1) {
        let member = *member;
        members.resize(amounts.len(), member);
    }
    let last = amounts.len().saturating_sub(1);
    for (index, member) in members.iter_mut().enumerate() {
        member.amount = amounts.get(index.min(last)).copied();
        member.counted = true;
    }
}

/// 城镇和农村居民收入分别…: a first subject of one word shares what follows the second one's first word.
fn share_subject_tail(clean: &str, members: &mut [Member], amounts: usize) {
    const WORD: u32 = 6;
    let [first, second] = members else { return };
    let shares =
        amounts == 2 && first.own.len() as u32 <= WORD && second.own.len() as u32 > 2 * WORD && first.tail.is_empty();
    if shares && clean.is_char_boundary((second.own.start + WORD) as usize) {
        first.tail = ByteSpan { start: second.own.start + WORD, end: second.own.end };
        first.rule = "shared-subject";
    }
}
