//! Corrections by people: what may be changed, how it is applied over what was read, and how it finds its figure
//! or promise again after a new reading. Pure.

use std::collections::BTreeMap;

use duixian_figures::Codebook;
use duixian_text::Span;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::LedgerError;
use crate::event::Anchor;
use crate::identity::{DocumentId, EventId};
use crate::notation::{is_value, months_of_period};
use crate::rows::{CorrectionNote, FigureFields, FigureRow, PromiseFields, PromiseRow, Sentence};

/// New values by field; `-` for a field that has none.
pub type Changes = BTreeMap<String, String>;

/// A correction or mark by a person, in force or withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Its event.
    pub event: EventId,
    /// The document.
    pub document: DocumentId,
    /// Whether it is about a figure or a promise.
    pub subject: Subject,
    /// What it says.
    pub act: Act,
    /// What it is about, in words that outlive a new reading.
    pub anchor: Anchor,
    /// Who.
    pub actor: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// Taken back by whom and why.
    pub withdrawn: Option<Withdrawal>,
    /// The id of the figure or promise it is about now; `None` is an orphan: the present reading has no such thing.
    pub target: Option<String>,
}

/// What a correction is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// A figure.
    Figure,
    /// A promise.
    Promise,
}

impl Subject {
    /// A short code: `figure promise`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Promise => "promise",
        }
    }
}

/// What a correction says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Act {
    /// These fields have other values.
    Changed(Changes),
    /// It is none, or wholly misread.
    MarkedWrong,
}

/// A correction taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Its event.
    pub event: EventId,
    /// Who.
    pub actor: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// Fields that are corrected by name.
pub(crate) trait Fields: Clone + PartialEq {
    const NAMES: &'static [&'static str];
    fn set(&mut self, field: &str, value: &str);
    fn check(field: &str, value: &str, codebook: &Codebook) -> Result<(), String>;
}

const BOUNDS: &str = "eq approx ge le more near range";
const MEASURES: &str = "level growth avg_growth change multiple rank ratio";
const KINDS: &str = "fact target";
const REGIONS: &str = "self city province nation firm other";
const HARDNESS: &str = "result start progress aim direction";
const PERIODS: &str = "2023, 2021-2025, 2024Q1-Q3, 2024-01..2024-11, asof:2024-09, asof:2024 or -";
const MOST_LETTERS: usize = 200;

impl Fields for FigureFields {
    const NAMES: &'static [&'static str] =
        &["value", "unit", "bound", "measure", "kind", "period", "region", "metric", "subject"];

    fn set(&mut self, field: &str, value: &str) {
        match field {
            "value" => value.clone_into(&mut self.value),
            "unit" => self.unit = or_none(value).unwrap_or_default(),
            "bound" => value.clone_into(&mut self.bound),
            "measure" => value.clone_into(&mut self.measure),
            "kind" => value.clone_into(&mut self.kind),
            "period" => self.period = or_none(value),
            "region" => value.clone_into(&mut self.region),
            "metric" => self.metric = or_none(value),
            "subject" => value.clone_into(&mut self.subject),
            _ => {}
        }
    }

    fn check(field: &str, value: &str, codebook: &Codebook) -> Result<(), String> {
        match field {
            "value" if is_value(value) => Ok(()),
            "value" => Err("a number such as 3.8 or -19.3, a range 1..2 or a ratio 3:7".to_owned()),
            "bound" => one_of(value, BOUNDS),
            "measure" => one_of(value, MEASURES),
            "kind" => one_of(value, KINDS),
            "region" => one_of(value, REGIONS),
            "period" => period(value),
            "metric" if value == "-" || codebook.indicator(value).is_some() => Ok(()),
            "metric" => Err("the code of an indicator in the codebook, or -".to_owned()),
            _ => words(value),
        }
    }
}

impl Fields for PromiseFields {
    const NAMES: &'static [&'static str] = &["action", "object", "hardness", "field", "period"];

    fn set(&mut self, field: &str, value: &str) {
        match field {
            "action" => value.clone_into(&mut self.action),
            "object" => value.clone_into(&mut self.object),
            "hardness" => value.clone_into(&mut self.hardness),
            "field" => self.field = or_none(value).unwrap_or_default(),
            "period" => self.period = or_none(value),
            _ => {}
        }
    }

    fn check(field: &str, value: &str, _codebook: &Codebook) -> Result<(), String> {
        match field {
            "hardness" => one_of(value, HARDNESS),
            "period" => period(value),
            _ => words(value),
        }
    }
}

fn or_none(value: &str) -> Option<String> {
    (value != "-").then(|| value.to_owned())
}

fn one_of(value: &str, codes: &str) -> Result<(), String> {
    if codes.split(' ').any(|code| code == value) { Ok(()) } else { Err(codes.replace(' ', ", ")) }
}

fn period(value: &str) -> Result<(), String> {
    if value == "-" || months_of_period(value).is_some() { Ok(()) } else { Err(PERIODS.to_owned()) }
}

fn words(value: &str) -> Result<(), String> {
    let fits = !value.is_empty() && value.chars().count() <= MOST_LETTERS && !value.chars().any(char::is_control);
    if fits { Ok(()) } else { Err(format!("1 to {MOST_LETTERS} characters on one line")) }
}

/// Checks that every changed field exists and can have its new value.
pub(crate) fn check_changes<F: Fields>(changes: &Changes, codebook: &Codebook) -> Result<(), LedgerError> {
    for (field, value) in changes {
        if !F::NAMES.contains(&field.as_str()) {
            let field = field.chars().take(40).collect();
            return Err(LedgerError::UnknownField { field, known: F::NAMES });
        }
        if let Err(wanted) = F::check(field, value, codebook) {
            let value = value.chars().take(80).collect();
            return Err(LedgerError::BadValue { field: field.clone(), value, wanted });
        }
    }
    Ok(())
}

/// A row that people can correct.
pub(crate) trait Correctable {
    type Fields: Fields;
    const SUBJECT: Subject;
    /// Whether its words must be the same to be the same thing in another place.
    const SAME_WORDS: bool;
    fn id(&self) -> &str;
    fn span(&self) -> Span;
    fn text(&self) -> &str;
    /// What tells it from others in the same words.
    fn key(&self) -> &str;
    fn sentence(&self) -> u32;
    fn read(&self) -> &Self::Fields;
    fn show(&mut self, fields: Self::Fields, correction: Option<CorrectionNote>, wrong: bool);
    /// Takes over who corrected the other last, so that the two can be compared in what they say.
    fn take_note_of(&mut self, other: &Self);
}

impl Correctable for FigureRow {
    type Fields = FigureFields;
    const SUBJECT: Subject = Subject::Figure;
    const SAME_WORDS: bool = true;

    fn id(&self) -> &str {
        self.id.as_str()
    }
    fn span(&self) -> Span {
        self.span
    }
    fn text(&self) -> &str {
        &self.text
    }
    fn key(&self) -> &str {
        &self.read.value
    }
    fn sentence(&self) -> u32 {
        self.sentence
    }
    fn read(&self) -> &FigureFields {
        &self.read
    }
    fn show(&mut self, fields: FigureFields, correction: Option<CorrectionNote>, wrong: bool) {
        self.fields = fields;
        self.correction = correction;
        self.wrong = wrong;
    }
    fn take_note_of(&mut self, other: &Self) {
        self.correction.clone_from(&other.correction);
    }
}

impl Correctable for PromiseRow {
    type Fields = PromiseFields;
    const SUBJECT: Subject = Subject::Promise;
    const SAME_WORDS: bool = false;

    fn id(&self) -> &str {
        self.id.as_str()
    }
    fn span(&self) -> Span {
        self.span
    }
    fn text(&self) -> &str {
        &self.text
    }
    fn key(&self) -> &str {
        &self.read.object
    }
    fn sentence(&self) -> u32 {
        self.sentence
    }
    fn read(&self) -> &PromiseFields {
        &self.read
    }
    fn show(&mut self, fields: PromiseFields, correction: Option<CorrectionNote>, wrong: bool) {
        self.fields = fields;
        self.correction = correction;
        self.wrong = wrong;
    }
    fn take_note_of(&mut self, other: &Self) {
        self.correction.clone_from(&other.correction);
    }
}

/// Applies all corrections about `row` that are in force, in their order, over what was read.
pub(crate) fn apply<R: Correctable>(row: &mut R, corrections: &[Correction]) {
    let mut fields = row.read().clone();
    let mut last = None;
    let mut wrong = false;
    for correction in corrections {
        let is_about_row = correction.subject == R::SUBJECT && correction.target.as_deref() == Some(row.id());
        if !is_about_row || correction.withdrawn.is_some() {
            continue;
        }
        match &correction.act {
            Act::Changed(changes) => changes.iter().for_each(|(field, value)| fields.set(field, value)),
            Act::MarkedWrong => wrong = true,
        }
        last = Some(CorrectionNote {
            event: correction.event,
            by: correction.actor.clone(),
            reason: correction.reason.clone(),
            at: correction.at,
        });
    }
    row.show(fields, last, wrong);
}

/// The words and place by which `row` can be found again, for an event.
pub(crate) fn anchor<R: Correctable>(row: &R, others: &[R], sentences: &[Sentence]) -> Anchor {
    let sentence = sentences.get(row.sentence() as usize);
    let twins = others.iter().filter(|other| other.span() == row.span() && other.text() == row.text());
    let ordinal = twins.take_while(|other| other.id() != row.id()).count() as u32;
    Anchor {
        id: row.id().to_owned(),
        start: row.span().start,
        end: row.span().end,
        text: row.text().to_owned(),
        key: row.key().to_owned(),
        sentence: sentence.map(|found| found.text.clone()).unwrap_or_default(),
        offset: sentence.map_or(0, |found| row.span().start.saturating_sub(found.span.start)),
        ordinal,
    }
}

/// Finds what an anchor is about in a reading: the same id; the same place; else the same words and key in the
/// sentence that shares most with the anchor's. `None` if the reading has no such thing.
pub(crate) fn find<'rows, R: Correctable>(
    anchor: &Anchor,
    rows: &'rows [R],
    sentences: &[Sentence],
) -> Option<&'rows R> {
    rows.iter()
        .find(|row| row.id() == anchor.id)
        .or_else(|| find_in_place(anchor, rows))
        .or_else(|| find_in_words(anchor, rows, sentences))
}

fn find_in_place<'rows, R: Correctable>(anchor: &Anchor, rows: &'rows [R]) -> Option<&'rows R> {
    let span = Span { start: anchor.start, end: anchor.end };
    let in_place: Vec<&R> = rows.iter().filter(|row| row.span() == span).collect();
    let same_key: Vec<&R> = in_place.iter().copied().filter(|row| row.key() == anchor.key).collect();
    match (same_key.as_slice(), in_place.as_slice()) {
        ([], [only]) => Some(only),
        ([], _) => None,
        (twins, _) => twins.get(anchor.ordinal as usize).or_else(|| twins.last()).copied(),
    }
}

fn find_in_words<'rows, R: Correctable>(anchor: &Anchor, rows: &'rows [R], sentences: &[Sentence]) -> Option<&'rows R> {
    let wanted = pairs(&anchor.sentence);
    let mut best: Option<(usize, u32, Vec<&R>)> = None;
    for row in rows {
        let says_the_same = row.key() == anchor.key && (!R::SAME_WORDS || row.text() == anchor.text);
        let Some(sentence) = sentences.get(row.sentence() as usize).filter(|_| says_the_same) else { continue };
        let Some(shared) = shared_pairs(&wanted, &pairs(&sentence.text)) else { continue };
        let offset = row.span().start.saturating_sub(sentence.span.start);
        let distance = offset.abs_diff(anchor.offset);
        match &mut best {
            Some((most, nearest, twins)) if (*most, *nearest) == (shared, distance) => twins.push(row),
            Some((most, nearest, _)) if *most > shared || (*most == shared && *nearest < distance) => {}
            _ => best = Some((shared, distance, vec![row])),
        }
    }
    let (_, _, twins) = best?;
    twins.get(anchor.ordinal as usize).or_else(|| twins.last()).copied()
}

/// All neighbouring pairs of characters without white space, sorted; a single character is paired with itself.
fn pairs(text: &str) -> Vec<(char, char)> {
    let characters: Vec<char> = text.chars().filter(|character| !character.is_whitespace()).collect();
    let mut pairs: Vec<(char, char)> = match characters.as_slice() {
        [only] => vec![(*only, *only)],
        many => many.windows(2).map(|pair| (pair[0], pair[1])).collect(),
    };
    pairs.sort_unstable();
    pairs
}

/// How many pairs two sentences share, if that is at least half of the longer one.
fn shared_pairs(left: &[(char, char)], right: &[(char, char)]) -> Option<usize> {
    let (mut at_left, mut at_right, mut shared) = (0, 0, 0);
    while at_left < left.len() && at_right < right.len() {
        match left[at_left].cmp(&right[at_right]) {
            std::cmp::Ordering::Less => at_left += 1,
            std::cmp::Ordering::Greater => at_right += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                at_left += 1;
                at_right += 1;
            }
        }
    }
    (shared > 0 && shared * 2 >= left.len().max(right.len())).then_some(shared)
}
