//! Reading figures: numbers → quantities → their fields.
//!
//! One pass over the text finds where digits and telling characters stand; only sentences that hold one are read.
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
mod names;
mod numbers;
mod period;
mod quantity;
mod sentence;
mod shapes;
mod subject;

use std::ops::Range;

use aho_corasick::AhoCorasick;
use duixian_text::Document;

use crate::context::Context;
use crate::{Codebook, Figure};
use quantity::Candidates;
use sentence::{Place, SentenceReader};

/// Words looked for in one pass over the whole text; only sentences that hold one are searched more closely.
pub(crate) const CUES: [&str; 42] = [
    "分之", "翻番", "一番", "两番", "三番", "半数", "过半", "一半", "第一", "第二", "第三", "十", "前两", "前三",
    "前四", "前五", "前六", "前十", "一成", "两成", "三成", "四成", "五成", "六成", "七成", "八成", "九成", "一倍",
    "两倍", "三倍", "四倍", "季度", "半年", "月", "五年", "五”", "明年", "去年", "前年", "后年", "目前", "现有",
];
/// The first so many cues give a quantity in Chinese numerals away; the others speak of time.
const WORDING_CUES: usize = 31;

/// Where the telling words of a text stand, in order.
#[derive(Default)]
struct Cues {
    wordings: Vec<usize>,
    times: Vec<usize>,
}

pub(crate) fn read(document: &Document, codebook: &Codebook, context: &Context) -> Vec<Figure> {
    let text = &*document.clean;
    let digits = digit_runs(text);
    let cues = find_cues(text, codebook.cues());
    let mut figures = Vec::with_capacity(digits.len());
    let (mut next_digit, mut next_wording, mut next_time) = (0, 0, 0);
    for (index, sentence) in document.sentences.iter().enumerate() {
        let range = sentence.span.range();
        let candidates = Candidates {
            digits: take(&digits, &mut next_digit, &range),
            cues: take(&cues.wordings, &mut next_wording, &range),
        };
        let speaks_of_time = !take(&cues.times, &mut next_time, &range).is_empty();
        if candidates.digits.is_empty() && candidates.cues.is_empty() {
            continue;
        }
        let (mut quantities, years) = quantity::of_sentence(text, &range, &candidates, codebook);
        if quantities.is_empty() {
            continue;
        }
        let place = Place { index: index as u32, sentence: range, paragraph: sentence.paragraph, speaks_of_time };
        SentenceReader { document, codebook, context, place }.figures(&mut quantities, &years, &mut figures);
    }
    figures
}

/// The places of a sorted list that lie within a range, going on from where the last call stopped.
fn take<'a>(places: &'a [usize], next: &mut usize, range: &Range<usize>) -> &'a [usize] {
    let first = *next + places[*next..].iter().take_while(|&&place| place < range.start).count();
    let count = places[first..].iter().take_while(|&&place| place < range.end).count();
    *next = first + count;
    &places[first..*next]
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

fn find_cues(text: &str, automaton: Option<&AhoCorasick>) -> Cues {
    let mut cues = Cues::default();
    let Some(automaton) = automaton else { return cues };
    for found in automaton.find_iter(text) {
        if found.pattern().as_usize() >= WORDING_CUES {
            cues.times.push(found.start());
        } else if text[found.range()].ends_with('番') {
            // `wording` is asked at 番 itself, and at the first character of the other cues.
            cues.wordings.push(found.end() - '番'.len_utf8());
        } else {
            cues.wordings.push(found.start());
        }
    }
    cues
}
