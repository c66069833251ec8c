//! Reading figures: numbers → quantities → their fields.
//!
//! Only sentences that hold a digit or a word of number are read.
//!
//! | module | decides |
//! |---|---|
//! | `numbers` | what a number is worth |
//! | `names` | which numbers are no quantities |
//! | `quantity` | unit and bound |
//! | `shapes` | ranges, ratios, shares, ranks |
//! | `left` | what the words left of it say |
//! | `subject`, `lists` | what is measured |
//! | `period` | when |
//! | `sentence` | the other fields, and puts the figure together |

mod left;
mod lists;
mod looking_back;
mod names;
mod numbers;
mod period;
mod quantity;
mod sentence;
mod shapes;
mod subject;

use std::ops::Range;

use duixian_text::Document;

use crate::context::Context;
use crate::scan::{Scan, Signs};
use crate::{Codebook, Figure, Region};
use lists::Resolved;
use quantity::{Candidates, Quantity, YearMark};
use sentence::{Place, Sentence, Told};
use subject::{Finder, Subject};

pub(crate) fn read(document: &Document, codebook: &Codebook, context: &Context, scan: &Scan) -> Vec<Figure> {
    let mut reader = Reader {
        document,
        codebook,
        context,
        quantities: Vec::new(),
        years: Vec::new(),
        own: Vec::new(),
        resolved: Vec::new(),
        figures: Vec::with_capacity(scan.digits.len()),
    };
    let (mut next_digit, mut next_wording, mut next_time) = (0, 0, 0);
    for (index, sentence) in document.sentences.iter().enumerate() {
        let range = sentence.span.start..sentence.span.end;
        let candidates = Candidates {
            digits: take(&scan.digits, &mut next_digit, &range),
            cues: take(&scan.wordings, &mut next_wording, &range),
        };
        let speaks_of_time = !take(&scan.times, &mut next_time, &range).is_empty();
        if candidates.digits.is_empty() && candidates.cues.is_empty() {
            continue;
        }
        let place = Place {
            index: index as u32,
            sentence: sentence.span.range(),
            paragraph: sentence.paragraph,
            speaks_of_time,
            signs: Signs::of(&document.clean, scan, range),
        };
        reader.read(&place, &candidates);
    }
    let mut figures = reader.figures;
    looking_back::turn(document, context, &mut figures);
    figures
}

/// Reads sentences one after another, using the same buffers.
struct Reader<'a> {
    document: &'a Document,
    codebook: &'a Codebook,
    context: &'a Context,
    quantities: Vec<Quantity>,
    years: Vec<YearMark>,
    /// What the own words of each quantity say.
    own: Vec<Subject<'a>>,
    /// What each quantity measures.
    resolved: Vec<Resolved<'a>>,
    figures: Vec<Figure>,
}

impl<'a> Reader<'a> {
    fn read(&mut self, place: &Place<'a>, candidates: &Candidates) {
        let Self { document, codebook, context, quantities, years, own, resolved, figures } = self;
        let text = &*document.clean;
        quantity::of_sentence(text, place, candidates, codebook, quantities, years);
        if quantities.is_empty() {
            return;
        }
        let finder = Finder {
            text,
            sentence: place.sentence.clone(),
            signs: place.signs,
            words: codebook.words(),
            codebook,
            own_names: &document.header.place.path,
        };
        own.clear();
        own.extend((0..quantities.len()).map(|index| finder.own(quantities, index)));
        lists::resolve(&finder, quantities, own, resolved);

        let sentence = Sentence { document, codebook, context, place };
        let opening_region = sentence.region_of_opening();
        let range = place.sentence.clone();
        let first_clause_end = text[range.clone()].find('，').map_or(range.end, |at| range.start + at);
        let mut previous_end = range.start;
        for (index, ((quantity, own), resolved)) in quantities.iter().zip(own).zip(resolved).enumerate() {
            let is_start = sentence.is_start(quantity, quantities.get(index + 1));
            let in_first_clause = quantity.start < first_clause_end;
            let opening_region = opening_region.filter(|(region, _)| *region != Region::Firm || in_first_clause);
            let told = Told { years, previous_end, is_start, opening_region };
            match lists::each(quantity, resolved) {
                // 人大建议、政协提案各143件 is one number and two figures.
                Some(each) => figures.extend(each.iter().map(|one| sentence.figure(quantity, own, one, &told))),
                None => figures.push(sentence.figure(quantity, own, resolved, &told)),
            }
            previous_end = quantity.end;
        }
    }
}

/// The places of a sorted list that lie within a range, going on from where the last call stopped.
fn take<'a>(places: &'a [u32], next: &mut usize, range: &Range<u32>) -> &'a [u32] {
    let first = *next + places[*next..].iter().take_while(|&&place| place < range.start).count();
    let count = places[first..].iter().take_while(|&&place| place < range.end).count();
    *next = first + count;
    &places[first..*next]
}
