//! From a sentence to its promises: clauses, verb phrases, objects.

use duixian_text::{ByteSpan, Document};

use super::actions::{Actions, Verb};
use super::drafts::{Draft, Words};
use super::heads::{self, Head, trim};
use super::marks::{self, MarkKind, Marks};
use super::members::Member;
use super::objects::Lists;
use super::sections::Stance;
use super::sight::Sight;
use crate::scan::Scan;
use crate::{Hardness, Period};

/// Nobody promises anything in a clause of more than a thousand characters; reading one could take long.
const LONGEST_CLAUSE: usize = 3000;

/// What a sentence is read with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    pub(super) sentence: u32,
    pub(super) stance: Stance,
    pub(super) period: Option<Period>,
    /// Where the clause stands in its sentence.
    pub(super) is_first: bool,
    pub(super) is_last: bool,
}

/// What a clause may take from the one before it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Carried {
    /// The verb of a counted result (完成|人工造林1000亩，…抚育2050亩).
    pub(super) action: Option<(ByteSpan, Verb)>,
    /// The subject (技术合同成交额|…，占…比重达到).
    pub(super) subject: Option<ByteSpan>,
}

/// Reads sentences one after another, using the same buffers.
pub(super) struct Reader<'a> {
    pub(super) clean: &'a str,
    document: &'a Document,
    pub(super) actions: &'a Actions,
    scan: &'a Scan,
    marks: Marks,
    amounts: Vec<ByteSpan>,
    pub(super) members: Vec<Member>,
    pub(super) lists: Lists,
    /// What was found so far, in order of the text.
    pub(super) drafts: Vec<Draft>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(document: &'a Document, actions: &'a Actions, scan: &'a Scan) -> Self {
        Self {
            clean: &document.clean,
            document,
            actions,
            scan,
            marks: Marks::default(),
            amounts: Vec::new(),
            members: Vec::new(),
            lists: Lists::default(),
            drafts: Vec::new(),
        }
    }

    /// Reads one sentence of the plan part. `period` is the one in force there.
    pub(super) fn read_sentence(&mut self, index: u32, stance: Stance, period: Option<Period>) {
        let Some(sentence) = self.document.sentences.get(index as usize) else { return };
        let span = ByteSpan { start: stance.start, end: sentence.span.end };
        let mut found = std::mem::take(&mut self.marks);
        marks::find(self.clean, span, self.scan, self.actions, &mut found);
        let marks = &found.marks;
        let mut carried = Carried::default();
        let mut start = span.start;
        let mut setting = Setting { sentence: index, stance, period, is_first: true, is_last: false };
        let last_end = marks.iter().rev().find(|mark| mark.kind == MarkKind::Clause && mark.end == span.end);
        let last_end = last_end.map_or(span.end, |mark| mark.at);
        for end in marks
            .iter()
            .filter(|mark| mark.kind == MarkKind::Clause)
            .map(|mark| (mark.at, mark.end))
            .chain([(span.end, span.end)])
        {
            let clause = trim(self.clean, ByteSpan { start, end: end.0.max(start) });
            if !clause.is_empty() && clause.len() <= LONGEST_CLAUSE {
                setting.is_last = end.0 >= last_end;
                carried = self.read_clause(clause, &found, setting, carried);
                setting.is_first = false;
            }
            start = end.1;
        }
        self.marks = found;
    }

    fn read_clause(&mut self, clause: ByteSpan, found: &Marks, setting: Setting, carried: Carried) -> Carried {
        let mut amounts = std::mem::take(&mut self.amounts);
        super::amounts::find(self.clean, clause, &found.numbers, self.actions, &mut amounts);
        let sight = Sight { clean: self.clean, marks: &found.marks, amounts: &amounts, actions: self.actions };
        let head = heads::read(self.clean, clause, self.actions);
        let next = match head {
            Head::Verb(phrase) if setting.stance.is_target => match self.subject(clause, sight, setting, carried) {
                Some(subject) if phrase.first.hardness != Hardness::Result => {
                    self.promise_subject(clause, subject, sight, setting, carried)
                }
                _ if setting.stance.only_subjects => Carried::default(),
                _ => self.promise_phrases(clause, phrase, None, sight, setting),
            },
            Head::Effect(..) if setting.stance.only_subjects => Carried::default(),
            Head::Verb(phrase) => self.promise_phrases(clause, phrase, None, sight, setting),
            Head::Effect(effect, phrase) => self.promise_phrases(clause, phrase, Some(effect), sight, setting),
            Head::Subject(start) => {
                let mut carried = carried;
                let clause = ByteSpan { start, end: clause.end };
                let parts = sight.counted_parts(clause);
                let parts = if parts.len() > 1 { parts.as_slice() } else { std::slice::from_ref(&clause) };
                for part in parts {
                    carried = match self.subject(*part, sight, setting, carried) {
                        Some(subject) => self.promise_subject(*part, subject, sight, setting, carried),
                        None => Carried { action: None, ..carried },
                    };
                }
                carried
            }
            Head::Preamble => Carried::default(),
        };
        self.amounts = amounts;
        next
    }

    pub(super) fn promise(&mut self, span: ByteSpan, words: Words, member: &Member, setting: Setting) {
        self.drafts.push(Draft { span, words, member: *member, setting });
    }
}
