//! What holds for any text at all.

use duixian_figures::{Codebook, read};
use duixian_text::Document;

use super::report;

/// Fragments that the grammar looks at, in orders that no report has.
const FRAGMENTS: [&str; 24] = [
    "完成",
    "推进",
    "、",
    "，",
    "等",
    "和",
    "的",
    "“",
    "”",
    "4条",
    "云门路",
    "建设",
    "改造",
    "与",
    "分别增长",
    "5%",
    "以上",
    "要",
    "在",
    "好",
    "两大",
    "化",
    "总投资",
    "一",
];

#[test]
fn odd_sentences_neither_panic_nor_leave_the_text() {
    let codebook = Codebook::standard();
    let mut seed = 0x9E37_79B9_u32;
    for _ in 0..4000 {
        let mut sentence = String::new();
        for _ in 0..12 {
            seed ^= seed << 13;
            seed ^= seed >> 17;
            seed ^= seed << 5;
            sentence.push_str(FRAGMENTS[seed as usize % FRAGMENTS.len()]);
        }
        let document = Document::from_text(&report(&sentence));
        let reading = read(&document, &codebook);
        for promise in &reading.promises {
            assert!(!document.text(promise.span).is_empty(), "{sentence}");
            assert!(!promise.object.is_empty(), "{sentence}");
            assert!(promise.figures.iter().all(|figure| (*figure as usize) < reading.figures.len()), "{sentence}");
        }
        assert_eq!(read(&document, &codebook), reading, "{sentence}");
    }
}

#[test]
fn endless_clauses_are_read_in_reasonable_time() {
    let codebook = Codebook::standard();
    let endless = [
        "推进".to_owned() + &"、".repeat(60_000),
        "完成云门路改造、".repeat(8_000),
        "新增企业8家、".repeat(400),
        "和".repeat(60_000),
        "推进甲等乙、".repeat(12_000),
        "“".repeat(60_000) + "完成云门路改造",
        "加快推进".repeat(12_000),
        "预期目标是：".repeat(12_000),
        "让我们。".repeat(12_000),
        "9".repeat(120_000) + "家",
    ];
    for sentence in endless {
        let document = Document::from_text(&report(&sentence));
        read(&document, &codebook);
        let broken = sentence.replace("、", "，");
        read(&Document::from_text(&report(&broken)), &codebook);
    }
}
