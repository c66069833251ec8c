//! Reading figures: numbers → quantities → their fields.
//!
//! One pass over the text finds where digits and telling characters stand; only sentences that hold one are read.
//!
//! | module | decides |
//! |---|---|
//! | `numbers` | what a number is worth |
//! | `names` | which numbers are no quantities |
//! | `quantity` | unit, bound, range, ratio, rank |
//! | `left` | what the words left of it say |
//! | `subject`, `lists` | what is measured |
//! | `period` | when |
//! | `sentence` | the other fields, and puts the figure together |

mod left;
mod lists;
mod names;
mod numbers;
mod period;
mod quantity;
mod sentence;
mod subject;

use aho_corasick::AhoCorasick;
use duixian_text::Document;

use crate::context::Context;
use crate::{Codebook, Figure};
use quantity::Candidates;
use sentence::SentenceReader;

/// Characters that give a quantity in Chinese numerals away.
pub(crate) const CUES: [&str; 12] =
    ["分之", "翻番", "一番", "两番", "三番", "半数", "过半", "一半", "第一", "第二", "第三", "十"];

pub(crate) fn read(document: &Document, codebook: &Codebook, context: &Context) -> Vec<Figure> {
    let text = &*document.clean;
    let digits = digit_runs(text);
    let cues = cue_places(text, codebook.cues());
    let mut figures = Vec::with_capacity(digits.len());
    let (mut next_digit, mut next_cue) = (0, 0);
    for (index, sentence) in document.sentences.iter().enumerate() {
        let range = sentence.span.range();
        let in_sentence = take(&digits, &mut next_digit, range.start, range.end);
        let cues_in_sentence = take(&cues, &mut next_cue, range.start, range.end);
        if in_sentence.is_empty() && cues_in_sentence.is_empty() {
            continue;
        }
        let candidates = Candidates { digits: in_sentence, cues: cues_in_sentence };
        let (mut quantities, years) = quantity::of_sentence(text, &range, &candidates, codebook);
        if quantities.is_empty() {
            continue;
        }
        let reader = SentenceReader { document, codebook, context, index: index as u32, sentence: range, paragraph: sentence.paragraph };
        reader.figures(&mut quantities, &years, &mut figures);
    }
    figures
}

/// The places of a sorted list that lie within a range, going on from where the last call stopped.
fn take<'a>(places: &'a [usize], next: &mut usize, start: usize, end: usize) -> &'a [usize] {
    *next += places[*next..].partition_point(|&place| place < start);
    let count = places[*next..].partition_point(|&place| place < end);
    let found = &places[*next..*next + count];
    *next += count;
    found
}

/// Where runs of digits start; a run behind a point belongs to the number before it.
fn digit_runs(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut runs = Vec::with_capacity(bytes.len() / 256);
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + found;
        runs.push(start);
        at = start + bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    }
    runs
}

fn cue_places(text: &str, cues: Option<&AhoCorasick>) -> Vec<usize> {
    cues.map(|cues| cues.find_iter(text).map(|found| place_of_cue(text, found.start(), found.end())).collect()).unwrap_or_default()
}

/// `wording` is asked at 番 itself, and at the first character of the other cues.
fn place_of_cue(text: &str, start: usize, end: usize) -> usize {
    if text[start..end].ends_with('番') { end - '番'.len_utf8() } else { start }
}
