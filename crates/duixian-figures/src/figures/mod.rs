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
    let mut reader = Reader::new(document, codebook, context);
    reader.find_quantities(scan);
    reader.find_subjects();
    let mut figures = reader.figures();
    looking_back::turn(document, context, &mut figures);
    figures
}

/// Reads a document step by step, each step for all sentences: that keeps its code and words at hand.
struct Reader<'a> {
    document: &'a Document,
    codebook: &'a Codebook,
    context: &'a Context,
    sentences: Vec<Quantified<'a>>,
    /// The quantities of all sentences.
    quantities: Vec<Quantity>,
    /// What the own words of each quantity say.
    own: Vec<Subject<'a>>,
    /// What each quantity measures.
    resolved: Vec<Resolved<'a>>,
    /// The years that all sentences name.
    years: Vec<YearMark>,
}

/// A sentence with quantities.
struct Quantified<'a> {
    place: Place<'a>,
    quantities: Range<usize>,
    years: Range<usize>,
}

impl<'a> Reader<'a> {
    fn new(document: &'a Document, codebook: &'a Codebook, context: &'a Context) -> Self {
        let (sentences, quantities, years) = (Vec::new(), Vec::new(), Vec::new());
        Self { document, codebook, context, sentences, quantities, own: Vec::new(), resolved: Vec::new(), years }
    }

    fn find_quantities(&mut self, scan: &'a Scan) {
        let text = &*self.document.clean;
        let (mut quantities, mut years) = (Vec::new(), Vec::new());
        let (mut next_digit, mut next_wording, mut next_time) = (0, 0, 0);
        for (index, sentence) in self.document.sentences.iter().enumerate() {
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
                signs: Signs::of(text, scan, range),
            };
            quantity::of_sentence(text, &place, &candidates, self.codebook, &mut quantities, &mut years);
            if !quantities.is_empty() {
                let quantities = append(&mut self.quantities, &mut quantities);
                let years = append(&mut self.years, &mut years);
                self.sentences.push(Quantified { place, quantities, years });
            }
        }
    }

    fn find_subjects(&mut self) {
        let mut resolved = Vec::new();
        for Quantified { place, quantities, .. } in &self.sentences {
            let finder = Finder {
                text: &self.document.clean,
                sentence: place.sentence.clone(),
                signs: place.signs,
                words: self.codebook.words(),
                codebook: self.codebook,
                own_names: &self.document.header.place.path,
            };
            let of_sentence = &mut self.quantities[quantities.clone()];
            self.own.extend((0..of_sentence.len()).map(|index| finder.own(of_sentence, index)));
            lists::resolve(&finder, of_sentence, &self.own[quantities.clone()], &mut resolved);
            append(&mut self.resolved, &mut resolved);
        }
    }

    fn figures(&self) -> Vec<Figure> {
        let text = &*self.document.clean;
        let mut figures = Vec::with_capacity(self.quantities.len());
        for Quantified { place, quantities, years } in &self.sentences {
            let sentence = Sentence { document: self.document, codebook: self.codebook, context: self.context, place };
            let years = &self.years[years.clone()];
            let opening_region = sentence.region_of_opening();
            let mut previous_end = place.sentence.start;
            for index in quantities.clone() {
                let (quantity, own, resolved) = (&self.quantities[index], &self.own[index], &self.resolved[index]);
                let next = self.quantities[..quantities.end].get(index + 1);
                let is_start = sentence.is_start(quantity, next);
                let in_first_clause = || !text[place.sentence.start..quantity.start].contains('，');
                let opening_region = opening_region.filter(|(region, _)| *region != Region::Firm || in_first_clause());
                let told = Told { years, previous_end, is_start, opening_region };
                match lists::each(quantity, resolved) {
                    // 人大建议、政协提案各143件 is one number and two figures.
                    Some(each) => figures.extend(each.iter().map(|one| sentence.figure(quantity, own, one, &told))),
                    None => figures.push(sentence.figure(quantity, own, resolved, &told)),
                }
                previous_end = quantity.end;
            }
        }
        figures
    }
}

/// Moves items behind all others, and gives their place there.
fn append<Item>(all: &mut Vec<Item>, items: &mut Vec<Item>) -> Range<usize> {
    let start = all.len();
    all.append(items);
    start..all.len()
}

/// The places of a sorted list that lie within a range, going on from where the last call stopped.
fn take<'a>(places: &'a [u32], next: &mut usize, range: &Range<u32>) -> &'a [u32] {
    let first = *next + places[*next..].iter().take_while(|&&place| place < range.start).count();
    let count = places[first..].iter().take_while(|&&place| place < range.end).count();
    *next = first + count;
    &places[first..*next]
}
