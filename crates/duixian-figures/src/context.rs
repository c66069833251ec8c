//! What holds for a whole stretch of text: which part of the report it is, and the years it speaks of.
//!
//! Decided once here, for figures and promises alike. The words are the codebook's `[parts]`.

use duixian_text::{Document, Section};

use crate::codebook::WordTable;
use crate::{Codebook, Kind, Period};

/// The part of a report a paragraph stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Title, greeting and whatever stands before the first part.
    Opening,
    /// What was done (工作回顾).
    Review,
    /// Where the plan starts from: the paragraphs of the plan part before it says what is to be done.
    State,
    /// What will be done (工作安排), with the expected goals and the government's own improvement.
    Plan,
}

/// The decisions that hold for a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    part: Part,
    /// The period in force where a sentence names none.
    period: Option<Period>,
}

/// The decisions that hold for stretches of one document, made once.
#[derive(Clone, Debug)]
pub(crate) struct Context {
    stretches: Vec<Stretch>,
    /// The year reviewed, if the text tells it.
    pub(crate) review_year: Option<u16>,
    /// The year planned, if the text tells it.
    pub(crate) plan_year: Option<u16>,
}

/// The words that part a report, from the codebook's `[parts]`.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartWords {
    /// In a top heading: this part looks back.
    review_headings: Phrases,
    /// In a top heading: this part and all behind it look ahead.
    plan_headings: Phrases,
    /// In a top heading that looks ahead: the part first says from where it starts.
    state_headings: Phrases,
    /// In a paragraph of the plan part: from here on it says what is to be done.
    plan_openings: Phrases,
    /// At the start of a paragraph without headings around it: from here on the year to come.
    plan_paragraphs: Phrases,
    /// At the start of a paragraph: from here on the year gone by.
    review_paragraphs: Phrases,
    /// Early in a paragraph or in a heading: the five years gone by.
    five_years_past: Phrases,
    /// The same, of the five years to come.
    five_years_ahead: Phrases,
}

/// Words that are looked for at the start of a text, or anywhere in it.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(from = "Vec<String>")]
struct Phrases(WordTable<()>);

impl From<Vec<String>> for Phrases {
    fn from(words: Vec<String>) -> Self {
        Self(WordTable::of_starts(words.iter().map(|word| (word.as_str(), ()))))
    }
}

impl Phrases {
    fn opens(&self, text: &str) -> bool {
        self.0.matches(text)
    }

    fn is_in(&self, text: &str) -> bool {
        text.char_indices().any(|(at, _)| self.opens(&text[at..]))
    }

    /// Whether a sentence behind the first starts with one of the words.
    fn opens_sentence(&self, text: &str) -> bool {
        const STOPS: [&str; 2] = ["。", "！"];
        let mut places = memchr::memchr2_iter(STOPS[0].as_bytes()[0], STOPS[1].as_bytes()[0], text.as_bytes());
        places.any(|at| {
            let rest = STOPS.iter().find_map(|stop| text[at..].strip_prefix(stop));
            rest.is_some_and(|rest| self.opens(rest))
        })
    }
}

/// How far into a paragraph its opening words reach, in bytes.
const OPENING_BYTES: usize = 60;
/// Five-year plans are counted from 2021–2025, the fourteenth (`“十四五”`).
const FOURTEENTH_STARTS: u16 = 2021;

impl Context {
    pub(crate) fn new(document: &Document, codebook: &Codebook) -> Self {
        let plan_year = document.header.year;
        let review_year = plan_year.map(|year| year - 1);
        let mut walk = Walk {
            document,
            words: &codebook.words().parts,
            review_year,
            plan_year,
            review_name: review_year.map(|year| format!("{year}年")),
            plan_name: plan_year.map(|year| format!("{year}年")),
            five_year_plan: plan_year.and_then(five_year_plan_name),
            current: Stretch { part: Part::Opening, period: None },
            has_plan_heading: false,
        };
        walk.has_plan_heading = document
            .sections
            .iter()
            .any(|section| section.level == 1 && walk.heading_part(section) == Some(Part::Plan));
        walk.current = if walk.has_plan_heading { walk.stretch(Part::Opening) } else { walk.stretch(Part::Review) };
        let stretches = (0..document.paragraphs.len()).map(|index| walk.next(index)).collect();
        Self { stretches, review_year, plan_year }
    }

    /// The part that a paragraph stands in.
    pub(crate) fn part(&self, paragraph: u32) -> Part {
        self.stretches.get(paragraph as usize).map_or(Part::Opening, |stretch| stretch.part)
    }

    /// The period in force in a paragraph where a sentence names none.
    pub(crate) fn period(&self, paragraph: u32) -> Option<Period> {
        self.stretches.get(paragraph as usize).and_then(|stretch| stretch.period)
    }

    /// Whether a paragraph asserts or promises.
    pub(crate) fn kind(&self, paragraph: u32) -> Kind {
        if self.part(paragraph) == Part::Plan { Kind::Target } else { Kind::Fact }
    }
}

/// The walk through the paragraphs in order, carrying what is in force.
struct Walk<'a> {
    document: &'a Document,
    words: &'a PartWords,
    review_year: Option<u16>,
    plan_year: Option<u16>,
    /// `2023年` and `2024年`.
    review_name: Option<String>,
    plan_name: Option<String>,
    /// `“十五五”`, where one begins with the planned year.
    five_year_plan: Option<String>,
    current: Stretch,
    has_plan_heading: bool,
}

impl Walk<'_> {
    fn next(&mut self, index: usize) -> Stretch {
        let paragraph = &self.document.paragraphs[index];
        let text = self.document.text(paragraph.span);
        let opening = opening(text);
        let section = paragraph.section.and_then(|section| self.document.sections.get(section as usize));
        let opens = section.filter(|section| section.span.start == paragraph.span.start);
        if let Some(section) = opens.filter(|section| section.level == 1) {
            self.enter_part(section);
        } else if let Some(section) = opens.filter(|section| section.level == 2) {
            self.enter_section(section);
        } else if !self.has_plan_heading {
            self.enter_story_paragraph(opening);
        }
        if self.current.part == Part::State
            && opens.is_none_or(|section| section.level > 2)
            && self.words.plan_openings.is_in(text)
        {
            self.current = self.stretch(Part::Plan);
        }
        if !paragraph.is_heading || opens.is_some_and(|section| section.level == 3) {
            self.turn_to_years(opening);
        }
        let here = self.current;
        if here.part == Part::Review && self.words.five_years_past.opens_sentence(text) {
            // 「…。五年来，…」 late in a paragraph: what follows it is about the five years.
            self.current.period = self.five_years_past();
        }
        here
    }

    /// A top heading: `一、2023年工作回顾`.
    fn enter_part(&mut self, section: &Section) {
        let part = self.heading_part(section).unwrap_or(match self.current.part {
            Part::Opening => Part::Review,
            part => part,
        });
        // Once ahead, a report does not look back again under a heading that says nothing of the past.
        let heading = self.document.text(section.heading);
        let starts_ahead = part == Part::Plan && self.current.part != Part::Plan;
        let tells_state = starts_ahead && self.words.state_headings.is_in(heading);
        let part = if tells_state { Part::State } else { part };
        self.current = self.stretch(part);
        if part != Part::Review && self.heads_five_years_ahead(heading) {
            self.current = Stretch { part: Part::Plan, period: self.five_years_ahead() };
        } else if part == Part::Review && self.is_only_five_years_past(heading) {
            self.current.period = self.five_years_past();
        }
    }

    /// A heading below: a five-year stretch ends with it, or begins.
    fn enter_section(&mut self, section: &Section) {
        let heading = self.document.text(section.heading);
        match self.current.part {
            Part::Review if self.is_only_five_years_past(heading) => self.current.period = self.five_years_past(),
            Part::Review if names_year(heading, self.review_name.as_deref()) => {
                self.current = self.stretch(Part::Review);
            }
            Part::State => self.current = self.stretch(Part::Plan),
            Part::Plan if self.heads_five_years_ahead(heading) => self.current.period = self.five_years_ahead(),
            _ => {}
        }
    }

    /// A paragraph of a story without headings turns to the coming year, or back.
    fn enter_story_paragraph(&mut self, opening: &str) {
        if names_year(opening, self.plan_name.as_deref()) || self.words.plan_paragraphs.is_in(opening) {
            self.current = self.stretch(Part::Plan);
        } else if names_year(opening, self.review_name.as_deref()) || self.words.review_paragraphs.opens(opening) {
            self.current = self.stretch(Part::Review);
        }
    }

    /// `五年来，…` opens a stretch about five years; `一年来，…` ends it.
    fn turn_to_years(&mut self, opening: &str) {
        match self.current.part {
            Part::Review
                if self.words.review_paragraphs.opens(opening)
                    || names_year_first(opening, self.review_name.as_deref()) =>
            {
                self.current = self.stretch(Part::Review);
            }
            Part::Review if self.words.five_years_past.is_in(opening) => {
                self.current.period = self.five_years_past();
            }
            Part::Plan if names_year_first(opening, self.plan_name.as_deref()) => {
                self.current = self.stretch(Part::Plan);
            }
            Part::Plan if self.is_five_years_ahead(opening) => self.current.period = self.five_years_ahead(),
            _ => {}
        }
    }

    fn heading_part(&self, section: &Section) -> Option<Part> {
        let heading = self.document.text(section.heading);
        if self.words.review_headings.is_in(heading) {
            Some(Part::Review)
        } else {
            self.words.plan_headings.is_in(heading).then_some(Part::Plan)
        }
    }

    fn stretch(&self, part: Part) -> Stretch {
        let year = if part == Part::Plan { self.plan_year } else { self.review_year };
        Stretch { part, period: year.map(Period::Year) }
    }

    fn is_only_five_years_past(&self, heading: &str) -> bool {
        self.words.five_years_past.is_in(heading) && !names_year(heading, self.review_name.as_deref())
    }

    fn is_five_years_ahead(&self, opening: &str) -> bool {
        let is_span = |behind: &str| behind.starts_with("时期") || behind.starts_with("期间");
        self.words.five_years_ahead.is_in(opening) || is_in_before(opening, self.five_year_plan.as_deref(), is_span)
    }

    /// A heading of the five years to come, and not of the coming year beside them.
    fn heads_five_years_ahead(&self, heading: &str) -> bool {
        let names_plan = self.five_year_plan.as_ref().is_some_and(|name| heading.contains(name.as_str()));
        (names_plan || self.words.five_years_ahead.is_in(heading)) && !names_year(heading, self.plan_name.as_deref())
    }

    fn five_years_past(&self) -> Option<Period> {
        self.review_year.map(|year| Period::Years(year - 4, year))
    }

    fn five_years_ahead(&self) -> Option<Period> {
        self.plan_year.map(|year| Period::Years(year, year + 4))
    }
}

/// `十五五` for a plan that starts in this year, if one does.
fn five_year_plan_name(year: u16) -> Option<String> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let behind = i32::from(year) - i32::from(FOURTEENTH_STARTS);
    if behind % 5 != 0 {
        return None;
    }
    let ordinal = usize::try_from(14 + behind / 5).ok()?;
    let tens = DIGITS.get(ordinal / 10)?;
    let tens = if ordinal / 10 == 1 { "" } else { tens };
    Some(format!("“{tens}十{}五”", DIGITS.get(ordinal % 10)?))
}

fn opening(text: &str) -> &str {
    let mut end = text.len().min(OPENING_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether a text names a year (`2026年`) by itself, not as part of a day (2026年1月20日).
fn names_year(text: &str, year: Option<&str>) -> bool {
    is_in_before(text, year, |behind| !behind.starts_with(|next: char| next.is_ascii_digit()))
}

/// Whether a name stands in a text with something behind it that fits.
fn is_in_before(text: &str, name: Option<&str>, fits: impl Fn(&str) -> bool) -> bool {
    // Mostly it stands nowhere, which `contains` tells much faster than a search for its places.
    let Some(name) = name.filter(|name| text.contains(name)) else { return false };
    text.match_indices(name).any(|(at, name)| fits(&text[at + name.len()..]))
}

fn names_year_first(text: &str, year: Option<&str>) -> bool {
    year.is_some_and(|year| text.starts_with(year))
}
