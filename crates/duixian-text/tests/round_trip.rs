//! Whatever the text: every place of the clean text leads to the original and back, and structure stays within it.

use duixian_text::{ByteSpan, Document};
use proptest::prelude::*;

/// Pieces that call for repairs, in every mixture.
const PIECES: [&str; 30] = [
    "政 府 工 作 报 告",
    "[bookmark: _GoBack]",
    "１２３",
    "ＡＢ",
    "％",
    "1,234",
    ",",
    " . ",
    "16",
    " ",
    "\u{A0}",
    "\u{3000}",
    "\n",
    "\r\n",
    "。",
    "一、",
    "（一）",
    "一是",
    "“",
    "”",
    "各位代表：",
    "第九届人民代表大会第四次会议",
    "2025年1月8日",
    "在云岭市清河区",
    "区长  方一鸣",
    "增长",
    "5.4%",
    "[",
    "\u{FEFF}",
    "𠮷",
];

fn check(text: &str) {
    let document = Document::from_text(text);
    assert_eq!(document.original, text);
    let length = text.chars().count() as u32;
    let original: Vec<char> = text.chars().collect();
    let mut last = 0;
    for (byte, character) in document.clean.char_indices() {
        let span = ByteSpan::new(byte, byte + character.len_utf8());
        let place = document.original_span(span);
        assert!(place.end == place.start + 1 && place.end <= length && place.start >= last);
        last = place.start;
        let source = original[place.start as usize];
        let is_kept = source == character;
        let is_folded = ('\u{FF01}'..='\u{FF5E}').contains(&source) && character.is_ascii();
        assert!(is_kept || is_folded, "{source:?} became {character:?}");
        assert_eq!(document.map.to_clean(&document.clean, place), span);
    }
    let mut end_before = 0;
    for sentence in &document.sentences {
        assert!(sentence.span.start >= end_before && sentence.span.start < sentence.span.end);
        end_before = sentence.span.end;
        assert!(!document.text(sentence.span).is_empty());
        let paragraph = &document.paragraphs[sentence.paragraph as usize];
        assert!(paragraph.span.start <= sentence.span.start && sentence.span.end <= paragraph.span.end);
    }
    for section in &document.sections {
        assert!(section.span.start <= section.heading.start && section.heading.end <= section.span.end);
        assert!(section.parent.is_none_or(|parent| document.sections[parent as usize].level < section.level));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_place_leads_to_the_original_and_back(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES.to_vec()), 0..50)
    ) {
        check(&pieces.concat());
    }

    #[test]
    fn any_text_round_trips(text in "(?s).{0,300}") {
        check(&text);
    }
}
