//! Which sentences of the plan part may promise something, and under which heading they stand.
//!
//! Decides by headings and by the words of whole sentences; never looks inside a clause.

use std::collections::BTreeSet;

use duixian_text::{ByteSpan, Document, Section};

use super::actions::{Actions, Cue};

/// How a sentence is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stance {
    /// Where to begin: behind `一是` or behind 预期目标是.
    pub(super) start: u32,
    /// Whether it lists expected targets.
    pub(super) is_target: bool,
    /// Whether only amounts of a subject count: the sentences behind the one that announces the targets.
    pub(super) only_subjects: bool,
    /// The heading it stands under.
    pub(super) field: Option<ByteSpan>,
}

/// What was said before in the same paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mood {
    #[default]
    Plain,
    /// Behind 总体要求: nothing is promised until the targets.
    Requirement,
    /// Behind 预期目标.
    Target,
}

/// The walk through the sentences of the plan part, in order.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    document: &'a Document,
    actions: &'a Actions,
    paragraph: Option<u32>,
    mood: Mood,
    /// The cues of the paragraph, each with the offset in the clean text behind it.
    cues: Vec<(Cue, u32)>,
    /// The first cue that is not behind the sentence.
    next_cue: usize,
    /// Whether the paragraph's work is introduced, not said.
    is_introduction: bool,
    has_numbered_sections: bool,
    /// The top sections that have numbered ones below them.
    numbered_parts: BTreeSet<u32>,
    /// Whether the section last asked for at least does not argue: then a sentence with a figure is read.
    overview: bool,
    /// The section last asked for, whether it is at work, and its field.
    known: Option<(Option<u32>, bool, Option<ByteSpan>)>,
    /// The top section last asked for.
    known_top: Option<(Option<u32>, Top)>,
}

/// What a top heading says.
#[derive(Clone, Copy, Debug)]
struct Top {
    /// It argues and plans nothing.
    argues: bool,
    /// It requires.
    requires: bool,
}

/// Levels of the document's sections.
const TOP: u8 = 1;
const NUMBERED: u8 = 2;
const LEAD: u8 = 3;

impl<'a> Plan<'a> {
    pub(super) fn new(document: &'a Document, actions: &'a Actions) -> Self {
        let numbered = document.sections.iter().filter(|section| section.level == NUMBERED);
        let numbered_parts: BTreeSet<u32> = numbered.clone().filter_map(|section| section.parent).collect();
        let has_numbered_sections = numbered.count() > 0;
        Self {
            document,
            actions,
            paragraph: None,
            mood: Mood::Plain,
            cues: Vec::new(),
            next_cue: 0,
            is_introduction: false,
            overview: false,
            known: None,
            known_top: None,
            has_numbered_sections,
            numbered_parts,
        }
    }

    /// How to read the sentence; `None` if it promises nothing as a whole.
    pub(super) fn stance(&mut self, index: usize) -> Option<Stance> {
        let sentence = self.document.sentences.get(index)?;
        if self.paragraph != Some(sentence.paragraph) {
            self.paragraph = Some(sentence.paragraph);
            self.mood = Mood::Plain;
            self.find_cues(sentence.paragraph);
            let appeals = self.cues.iter().any(|(cue, _)| *cue == Cue::Appeal);
            self.is_introduction = appeals || self.introduces(sentence.paragraph);
        }
        let text = self.document.text(sentence.span);
        let target = self.turn_mood(sentence.span);
        let start = self.behind_heading(sentence.span, sentence.section)?;
        match self.mood {
            Mood::Target => Some(Stance {
                start: target.unwrap_or(start),
                is_target: true,
                only_subjects: target.is_none(),
                field: None,
            }),
            Mood::Requirement => None,
            Mood::Plain => {
                let speaks = self.actions.ceremony.matches(text);
                let (is_at_work, field) = self.section_of(sentence.section);
                let has_figure = || text.bytes().any(|byte| byte.is_ascii_digit());
                let stands = !speaks && !self.is_introduction && (is_at_work || self.overview && has_figure());
                stands.then_some(Stance { start, is_target: false, only_subjects: false, field })
            }
        }
    }

    /// Whether a section is at work, and its field; most sentences ask about the section of the one before.
    fn section_of(&mut self, section: Option<u32>) -> (bool, Option<ByteSpan>) {
        match self.known {
            Some((known, is_at_work, field)) if known == section => (is_at_work, field),
            _ => {
                self.overview = false;
                let found = (self.is_at_work(section), self.field(section));
                self.known = Some((section, found.0, found.1));
                found
            }
        }
    }

    fn find_cues(&mut self, paragraph: u32) {
        self.cues.clear();
        self.next_cue = 0;
        let Some(this) = self.document.paragraphs.get(paragraph as usize) else { return };
        let found = self.actions.cues.of(self.document.text(this.span));
        self.cues.extend(found.map(|(cue, behind)| (cue, this.span.start + behind as u32)));
    }

    /// Changes the mood where the sentence does; gives the place behind 预期目标是 if it is there.
    fn turn_mood(&mut self, sentence: ByteSpan) -> Option<u32> {
        let mut requires = self.actions.arguments.matches(self.document.text(sentence));
        // Sentences come in order, and so do cues: those behind us are never looked at again.
        self.next_cue += self.cues[self.next_cue..].iter().take_while(|(_, behind)| *behind < sentence.start).count();
        for (cue, behind) in self.cues[self.next_cue..].iter().take_while(|(_, behind)| *behind < sentence.end) {
            let rest = self.document.text(ByteSpan { start: *behind, end: sentence.end });
            match cue {
                Cue::Requirement => requires |= rest.starts_with(['是', '为', '：', '，', '。', '“']),
                Cue::Appeal => {}
                Cue::Target => {
                    self.mood = Mood::Target;
                    let targets =
                        ["安排为", "确定为", "为", "是", "："].iter().find_map(|word| rest.strip_prefix(word));
                    return Some(sentence.end - targets.unwrap_or(rest).len() as u32);
                }
            }
        }
        if requires {
            self.mood = Mood::Requirement;
        }
        None
    }

    /// Where to begin reading; `None` if the sentence is nothing but a heading.
    fn behind_heading(&self, sentence: ByteSpan, section: Option<u32>) -> Option<u32> {
        let Some(section) = self.section(section).filter(|section| sentence.contains(section.heading.start)) else {
            return Some(sentence.start);
        };
        if section.level <= LEAD {
            return None;
        }
        let heading = self.document.text(section.heading);
        let is_all = sentence.end - section.heading.end <= "。".len() as u32;
        let is_lead =
            is_all && !heading.contains(['，', '、', '；']) && !heading.bytes().any(|byte| byte.is_ascii_digit());
        (!is_lead).then_some(section.heading.start)
    }

    /// Whether the sentence stands where work is planned, and not where it is only argued for.
    fn is_at_work(&mut self, section: Option<u32>) -> bool {
        let mut numbered = false;
        let mut next = section;
        while let Some(found) = self.section(next) {
            if found.level == NUMBERED {
                numbered = true;
            }
            if found.level == TOP {
                let top = self.top(next, found);
                // In front of its first numbered section a part only says what it aims at.
                let says = next.is_some_and(|top| self.numbered_parts.contains(&top));
                self.overview = !top.argues;
                return numbered && !top.requires || !top.argues && !says;
            }
            next = found.parent;
        }
        numbered || !self.has_numbered_sections
    }

    /// What a top heading says; most sections ask about the one that the section before asked about.
    fn top(&mut self, index: Option<u32>, section: &Section) -> Top {
        const ARGUING: [&str; 5] = ["目标", "要求", "思路", "原则", "形势"];
        if let Some((known, top)) = self.known_top
            && known == index
        {
            return top;
        }
        let heading = self.document.text(section.heading);
        let plans = heading.contains("工作安排") || heading.contains("任务");
        let argues = !plans && ARGUING.iter().any(|word| heading.contains(word));
        let top = Top { argues, requires: heading.contains("要求") };
        self.known_top = Some((index, top));
        top
    }

    /// Whether a paragraph only introduces the paragraphs below its heading: the first one, short, without figures.
    fn introduces(&self, paragraph: u32) -> bool {
        const LONGEST: usize = 600;
        let index = paragraph as usize;
        let Some(this) = self.document.paragraphs.get(index) else { return false };
        let Some(section) = self.section(this.section).filter(|section| section.level <= NUMBERED) else {
            return false;
        };
        let before = index.checked_sub(1).and_then(|before| self.document.paragraphs.get(before));
        let is_first = section.span.start == this.span.start
            || before.is_some_and(|before| before.is_heading && before.section == this.section);
        let next = self.document.paragraphs.get(index + 1);
        let opens_below = next.is_some_and(|next| {
            self.section(next.section)
                .is_some_and(|below| below.span.start == next.span.start && below.level > section.level)
        });
        let is_short = this.span.len() <= LONGEST;
        is_first && is_short && opens_below && !self.document.text(this.span).bytes().any(|byte| byte.is_ascii_digit())
    }

    /// The nearest numbered heading, from behind its last comma.
    fn field(&self, section: Option<u32>) -> Option<ByteSpan> {
        let mut next = section;
        while let Some(found) = self.section(next) {
            if found.level <= NUMBERED {
                let heading = self.document.text(found.heading);
                let behind = heading.rfind('，').map_or(0, |comma| comma + "，".len());
                return Some(ByteSpan { start: found.heading.start + behind as u32, end: found.heading.end });
            }
            next = found.parent;
        }
        None
    }

    fn section(&self, index: Option<u32>) -> Option<&'a Section> {
        self.document.sections.get(index? as usize)
    }
}
