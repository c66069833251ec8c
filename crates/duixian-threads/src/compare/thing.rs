//! What a figure says, so far that two figures that say the same have the same key. Never looks at the value.

use std::collections::HashMap;

use duixian_figures::{Codebook, Figure, Kind, Measure, Period, Region};
use duixian_text::ByteSpan;

use super::words::{Sense, Words};
use crate::Source;

/// What is said: two figures of one key are about the same thing, time and area.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) loose: LooseKey,
    /// What is done with the thing and what narrows it down, each once, in order.
    senses: Vec<Sense>,
    /// What it is compared with, as written: 2020年, 全省平均.
    base: String,
    /// The whole area that is named, where it is not the report's own: 全省 in the report of a district.
    area: Option<String>,
}

/// The key without what the words around say.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct LooseKey {
    /// The code of the indicator, or the thing's name.
    pub(super) thing: String,
    measure: Measure,
    kind: Kind,
    period: Option<Period>,
    region: Region,
    unit: String,
}

/// A figure with its key.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) index: u32,
    pub(super) key: Key,
    /// The indicator, if the thing is one whose names all mean one thing.
    pub(super) metric: Option<String>,
    /// The thing's name tells which one is meant.
    pub(super) is_telling: bool,
    /// The words of the sentence before the figure, and those behind it.
    pub(super) before: ByteSpan,
    pub(super) behind: ByteSpan,
}

/// The names of indicators, to look a thing up when the places' names are taken from it.
pub(super) struct Names<'a> {
    /// By the name's core and the acts in it: 人均地区生产总值 is not 地区生产总值.
    codes: HashMap<(String, Vec<Sense>), &'a str>,
    places: Vec<String>,
    /// The place that the sources are about.
    place: String,
    codebook: &'a Codebook,
}

impl<'a> Names<'a> {
    pub(super) fn new(codebook: &'a Codebook, sources: &[Source<'_>]) -> Self {
        let words = Words::standard();
        let mut codes = HashMap::new();
        for indicator in codebook.indicators() {
            for name in indicator.aliases.iter().chain([&indicator.name]) {
                codes.insert((core(words, name), acts(words, name)), indicator.code.as_str());
            }
        }
        let places = sources.iter().flat_map(|source| source.document.header.place.path.iter().cloned());
        let place = sources.iter().find_map(|source| source.document.header.place.name());
        Self { codes, places: places.collect(), place: place.unwrap_or_default().to_owned(), codebook }
    }

    /// The indicator of a thing, looked up with the acts in its name and without them.
    fn code(&self, core: &str, subject: &str) -> Option<String> {
        let found = |acts: Vec<Sense>| self.codes.get(&(core.to_owned(), acts)).map(|code| (*code).to_owned());
        found(acts(Words::standard(), subject)).or_else(|| found(Vec::new()))
    }

    /// Whether a level of this indicator counts things; such indicators often hold several of them.
    fn counts(&self, code: &str) -> bool {
        let unit = self.codebook.indicator(code).map_or("", |indicator| indicator.unit.as_str());
        !matches!(unit, "元" | "%" | "美元")
    }
}

/// All figures of a source that can be held against another's.
pub(super) fn said(source: Source<'_>, names: &Names<'_>) -> Vec<Said> {
    let figures = source.reading.figures.iter().zip(0..);
    figures.filter_map(|(figure, index)| of_figure(source, names, figure, index)).collect()
}

fn of_figure(source: Source<'_>, names: &Names<'_>, figure: &Figure, index: u32) -> Option<Said> {
    // One firm or one small area among many: the name does not tell which.
    if matches!(figure.region, Region::Firm | Region::Other) || figure.subject.is_empty() {
        return None;
    }
    let words = Words::standard();
    let mut subject = figure.subject.replace('/', "");
    for place in &names.places {
        if let Some(rest) = subject.strip_prefix(place.as_str()).filter(|rest| !rest.is_empty()) {
            subject = rest.to_owned();
        }
    }
    let name = core(words, &subject);
    let metric = figure.metric.clone().or_else(|| names.code(&name, &subject));
    let single = metric.clone().filter(|code| figure.measure == Measure::Growth || !names.counts(code));
    let (before, behind) = around(source, figure);
    let clause = clause(source.document.text(before));
    let is_telling = single.is_some() || (name.chars().count() >= 3 && !words.is_general(&name));
    let loose = LooseKey {
        thing: single.clone().unwrap_or(name),
        measure: figure.measure,
        kind: figure.kind,
        period: figure.period.map(whole_year),
        region: figure.region,
        unit: unit(words, figure),
    };
    let key = Key {
        senses: senses(words, &subject, clause),
        base: base(words, figure, clause),
        area: words.other_area(clause, &names.place).filter(|_| figure.measure != Measure::Rank).map(str::to_owned),
        loose,
    };
    (!key.loose.thing.is_empty()).then(|| Said { index, key, metric: single.or(metric), is_telling, before, behind })
}

/// The state at a year's end is that year's.
fn whole_year(period: Period) -> Period {
    match period {
        Period::AsOfYear(year) => Period::Year(year),
        other => other,
    }
}

/// The unit; classifiers of one thing are used for each other.
fn unit(words: &Words, figure: &Figure) -> String {
    let is_classifier = words.classifiers.contains(&figure.unit);
    words.classifiers.first().filter(|_| is_classifier).unwrap_or(&figure.unit).clone()
}

/// A thing's name without the words that do not tell what it is.
fn core(words: &Words, name: &str) -> String {
    let mut core = String::with_capacity(name.len());
    let mut done = 0;
    for (start, end, sense) in words.find(name) {
        core.push_str(&name[done..start]);
        // Marks belong to the name; acts are told apart from it.
        if matches!(sense, Sense::Mark(_)) {
            core.push_str(&name[start..end]);
        }
        done = end;
    }
    core.push_str(&name[done..]);
    core.retain(|character| character.is_alphanumeric() || character == '.');
    core.replace("规模以上", "规上").replace("限额以上", "限上")
}

/// The sentence before the figure and behind it.
fn around(source: Source<'_>, figure: &Figure) -> (ByteSpan, ByteSpan) {
    let sentence =
        source.document.sentences.get(figure.sentence as usize).map_or(figure.span, |sentence| sentence.span);
    let before = ByteSpan { start: sentence.start.min(figure.span.start), end: figure.span.start };
    (before, ByteSpan { start: figure.span.end, end: sentence.end.max(figure.span.end) })
}

/// The last clause of a text.
fn clause(text: &str) -> &str {
    let end_of_last = |(at, character): (usize, char)| at + character.len_utf8();
    let start =
        text.char_indices().rev().find(|(_, character)| "，；。：！？".contains(*character)).map_or(0, end_of_last);
    &text[start..]
}

/// The acts that a text names, each once, in order.
fn acts(words: &Words, text: &str) -> Vec<Sense> {
    let found = words.find(text).map(|(_, _, sense)| sense);
    let mut acts: Vec<Sense> = found.filter(|sense| matches!(sense, Sense::Act(_))).collect();
    acts.sort_unstable();
    acts.dedup();
    acts
}

/// Acts and marks of a figure: those of its name, and the acts of its own item of a list or of the nearest one before.
fn senses(words: &Words, subject: &str, clause: &str) -> Vec<Sense> {
    let of_name = words.find(subject).map(|(_, _, sense)| sense).filter(|sense| *sense != Sense::Plain);
    let mut senses: Vec<Sense> = of_name.collect();
    for item in clause.rsplit('、') {
        let acts = acts(words, item);
        if !acts.is_empty() {
            senses.extend(acts);
            break;
        }
    }
    senses.sort_unstable();
    senses.dedup();
    senses
}

/// What a growth, a difference, a rank or a multiple is measured against, where it is not the year before.
fn base(words: &Words, figure: &Figure, clause: &str) -> String {
    let item = clause.rsplit('、').next().unwrap_or(clause);
    match figure.measure {
        Measure::Level | Measure::Ratio => String::new(),
        Measure::Rank => {
            let scopes = words.rank_scopes.iter().filter_map(|scope| item.rfind(scope.as_str()).map(|at| (at, scope)));
            scopes.max().map(|(_, scope)| scope.clone()).unwrap_or_default()
        }
        _ => {
            let behind = |word: &String| item.rfind(word.as_str()).map(|at| at + word.len());
            let Some(start) = words.against.iter().filter_map(behind).max() else { return String::new() };
            let against = &item[start..];
            let end = words.moves.iter().filter_map(|word| against.find(word.as_str())).min().unwrap_or(against.len());
            let against = &against[..end];
            let is_usual = words.usual_bases.iter().any(|base| base == against);
            if is_usual { String::new() } else { against.to_owned() }
        }
    }
}
