//! One pass over a text that finds where the telling characters stand: digits, marks, and words of number and time.
//!
//! Everything that reads figures and promises goes on from these places and passes over the characters between them.

use std::ops::Range;

use crate::codebook::{Character, CharacterMap};

/// A character that may cut a sentence, hold a part of it together, or begin a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// “ ‘ 《 〈 「 【 （ (
    Open,
    /// ” ’ 》 〉 」 】 ） )
    Close,
    /// ， ； ： ！ ？ 。 and their plain forms.
    Clause,
    /// 、
    Pause,
    /// 和, 及.
    And,
    /// 等.
    EtCetera,
    /// 的.
    Of,
    /// The first of a run of digits, or a Chinese digit.
    Number,
}

/// A sign in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Its first byte.
    pub(crate) at: u32,
    pub(crate) sign: Sign,
}

/// The telling places of a text, each kind in order.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub(crate) signs: Vec<Place>,
    /// Where runs of digits start; a run behind a point belongs to the number before it.
    pub(crate) digits: Vec<u32>,
    /// Words that give a quantity in Chinese numerals away; of 翻番 and the like the place of 番.
    pub(crate) wordings: Vec<u32>,
    /// Words of time besides years in digits.
    pub(crate) times: Vec<u32>,
}

/// What a character tells.
#[derive(Clone, Copy, Debug)]
struct Telling {
    sign: Option<Sign>,
    cue: Option<Cue>,
}

/// A word of number or time, known by its last character.
#[derive(Clone, Copy, Debug)]
struct Cue {
    /// The characters that make a word with it.
    before: &'static str,
    /// Whether it is a word by itself.
    is_alone: bool,
    is_time: bool,
    /// Whether the place is that of the last character instead of the first.
    at_last: bool,
}

/// All telling characters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tellings(CharacterMap<Telling>);

/// Signs by their characters.
const SIGNS: [(&str, Sign); 8] = [
    ("“‘《〈「【（", Sign::Open),
    ("”’》〉」】）", Sign::Close),
    ("，；：！？。", Sign::Clause),
    ("、", Sign::Pause),
    ("和及", Sign::And),
    ("等", Sign::EtCetera),
    ("的", Sign::Of),
    // 百万吨级 is a size, so no number starts with 百 or 千.
    ("一三七两二五九六八十四", Sign::Number),
];

/// Words that give a quantity in Chinese numerals away: their last character, and those that stand before it.
const WORDINGS: [(&str, &str); 14] = [
    ("之", "分"),
    ("数", "半"),
    ("半", "过一"),
    ("一", "第"),
    ("二", "第"),
    ("三", "第前"),
    ("两", "前"),
    ("四", "前"),
    ("五", "前"),
    ("六", "前"),
    ("十", "前"),
    ("成", "一两三四五六七八九"),
    ("倍", "一两三四"),
    ("番", "翻一两三"),
];

/// Characters that tell something by themselves as well.
const ALONE: [&str; 2] = ["十", "月"];

/// Words of time: 季度, 半年, 十五五”, 明年, 目前.
const TIMES: [(&str, &str); 6] =
    [("度", "季"), ("年", "半五明去前后"), ("月", ""), ("”", "五"), ("前", "目"), ("有", "现")];

impl Tellings {
    pub(crate) fn new() -> Self {
        let cue = |(last, before): (&'static str, &'static str), is_time| {
            let is_alone = ALONE.contains(&last);
            (last, Telling { sign: None, cue: Some(Cue { before, is_alone, is_time, at_last: last == "番" }) })
        };
        let mut tellings: Vec<(&str, Telling)> = Vec::new();
        tellings.extend(WORDINGS.map(|word| cue(word, false)));
        tellings.extend(TIMES.map(|word| cue(word, true)));
        for (characters, sign) in SIGNS {
            for (at, character) in characters.char_indices() {
                let character = &characters[at..at + character.len_utf8()];
                let cue = tellings.iter().find(|(other, _)| *other == character).and_then(|(_, telling)| telling.cue);
                tellings.push((character, Telling { sign: Some(sign), cue }));
            }
        }
        let of_bytes = |(character, telling): (&str, Telling)| Some((*character.as_bytes().first_chunk()?, telling));
        Self(CharacterMap::new(tellings.into_iter().filter_map(of_bytes)))
    }
}

impl Scan {
    /// Finds the telling places of a text.
    pub(crate) fn of(text: &str, tellings: &Tellings) -> Self {
        let bytes = text.as_bytes();
        let mut scan = Self { signs: Vec::with_capacity(bytes.len() / 12), ..Self::default() };
        // The end of the last word of number or time: words do not overlap.
        let mut behind_word = 0;
        let mut at = 0;
        while let Some(&first) = bytes.get(at) {
            match first {
                0xE0..0xF0 => {
                    let Some(&character) = bytes[at..].first_chunk() else { break };
                    if let Some(telling) = tellings.0.get(character) {
                        if let Some(sign) = telling.sign {
                            scan.push(at, sign);
                        }
                        if let Some(cue) = telling.cue
                            && let Some(start) = cue.start(bytes, behind_word, at)
                        {
                            let places = if cue.is_time { &mut scan.times } else { &mut scan.wordings };
                            places.push(if cue.at_last { at } else { start } as u32);
                            behind_word = at + character.len();
                        }
                    }
                    at += character.len();
                }
                b'0'..=b'9' => {
                    scan.push(at, Sign::Number);
                    scan.digits.push(at as u32);
                    at += bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                }
                0x00..0x80 => {
                    if let Some(sign) = plain_sign(first) {
                        scan.push(at, sign);
                    }
                    at += 1;
                }
                0x80..0xE0 => at += 2,
                0xF0.. => at += 4,
            }
        }
        scan
    }

    fn push(&mut self, at: usize, sign: Sign) {
        self.signs.push(Place { at: at as u32, sign });
    }

    /// The signs that lie within a range.
    pub(crate) fn signs_in(&self, range: &Range<u32>) -> &[Place] {
        let from = self.signs.partition_point(|place| place.at < range.start);
        let count = self.signs[from..].iter().take_while(|place| place.at < range.end).count();
        &self.signs[from..from + count]
    }
}

impl Cue {
    /// Where the word starts that ends with the character at `at`, if it is one; the character before may be part of
    /// it unless it lies before `limit`.
    fn start(&self, bytes: &[u8], limit: usize, at: usize) -> Option<usize> {
        let start = at.checked_sub(size_of::<Character>()).filter(|start| *start >= limit);
        let is_word = |start: &usize| {
            let mut characters = self.before.as_bytes().chunks_exact(size_of::<Character>());
            characters.any(|character| *character == bytes[*start..at])
        };
        start.filter(is_word).or(self.is_alone.then_some(at))
    }
}

/// The sign that a plain byte is.
fn plain_sign(byte: u8) -> Option<Sign> {
    match byte {
        b'(' => Some(Sign::Open),
        b')' => Some(Sign::Close),
        b',' | b';' | b':' | b'!' | b'?' => Some(Sign::Clause),
        _ => None,
    }
}

/// The signs of a stretch of text, to look for the last or the next of some marks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signs<'a> {
    text: &'a str,
    places: &'a [Place],
}

impl<'a> Signs<'a> {
    /// The signs of `range`.
    pub(crate) fn of(text: &'a str, scan: &'a Scan, range: Range<u32>) -> Self {
        Self { text, places: scan.signs_in(&range) }
    }

    /// The places of some marks within a range, in order. The marks must be signs.
    pub(crate) fn marks(
        &self,
        range: Range<usize>,
        marks: impl Fn(char) -> bool,
    ) -> impl DoubleEndedIterator<Item = (usize, char)> {
        let from = self.places.partition_point(|place| (place.at as usize) < range.start);
        let count = self.places[from..].partition_point(|place| (place.at as usize) < range.end);
        let mark = move |place: &Place| {
            let at = place.at as usize;
            self.text[at..].chars().next().filter(|mark| marks(*mark)).map(|mark| (at, mark))
        };
        self.places[from..from + count].iter().filter_map(mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands at places: the rest of the text from each, cut to two characters.
    fn words(text: &str, places: &[u32]) -> Vec<String> {
        places.iter().map(|at| text[*at as usize..].chars().take(2).collect()).collect()
    }

    #[test]
    fn words_of_number_and_time_do_not_overlap() {
        let text = "前十名中占四分之一，翻两番；过半年，目前十项，“十五五”明年三月。";
        let scan = Scan::of(text, &Tellings::new());
        assert_eq!(words(text, &scan.wordings), ["前十", "分之", "番；", "过半", "十项", "十五"]);
        assert_eq!(words(text, &scan.times), ["目前", "五”", "明年", "月。"]);
    }

    #[test]
    fn a_run_of_digits_is_one_number() {
        let text = "B2栋，2027年16.3%、一户";
        let scan = Scan::of(text, &Tellings::new());
        assert_eq!(words(text, &scan.digits), ["2栋", "20", "16", "3%"]);
        let numbers: Vec<u32> =
            scan.signs.iter().filter(|place| place.sign == Sign::Number).map(|place| place.at).collect();
        assert_eq!(words(text, &numbers), ["2栋", "20", "16", "3%", "一户"]);
    }

    #[test]
    fn marks_are_found_within_their_range_alone() {
        let text = "甲，“乙”；😀é丙、(丁)。";
        let scan = Scan::of(text, &Tellings::new());
        let found: String = scan.signs.iter().filter_map(|place| text[place.at as usize..].chars().next()).collect();
        assert_eq!(found, "，“”；、()。");
        let signs = Signs::of(text, &scan, 0..text.len() as u32);
        let quotes = |range: Range<usize>| signs.marks(range, |mark| matches!(mark, '“' | '”')).collect::<Vec<_>>();
        assert_eq!(quotes(0..text.len()), [(6, '“'), (12, '”')]);
        assert_eq!(quotes(9..12), []);
        assert_eq!(quotes(9..13), [(12, '”')]);
    }
}
