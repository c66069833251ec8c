//! Whatever the text, the reading of figures comes to an end, stays within the text, and is the same twice.

use std::sync::LazyLock;

use duixian_figures::{Codebook, read};
use duixian_text::Document;
use proptest::prelude::*;

static CODEBOOK: LazyLock<Codebook> = LazyLock::new(Codebook::standard);

fn check(text: &str, codebook: &Codebook) {
    let document = Document::from_text(text);
    let reading = read(&document, codebook);
    assert_eq!(reading, read(&document, codebook));
    let length = document.original.chars().count() as u32;
    for figure in &reading.figures {
        let span = document.original_span(figure.span);
        assert!(span.start < span.end && span.end <= length, "{span:?} of {length} in {text:?}");
        assert!(document.clean.is_char_boundary(figure.span.start as usize));
        for rule in &figure.rules {
            assert!(rule.evidence.is_none_or(|evidence| evidence.end as usize <= document.clean.len()));
        }
    }
    for promise in &reading.promises {
        assert!(promise.span.start <= promise.span.end && promise.span.end as usize <= document.clean.len());
        assert!(promise.figures.iter().all(|&figure| (figure as usize) < reading.figures.len()));
    }
}

#[test]
fn endless_sentences_come_to_an_end() {
    let codebook = Codebook::standard();
    for piece in [
        "新增企业8家、",
        "8、",
        "8",
        "第8、",
        "8:8",
        "8—",
        "“8",
        "从8个增加到",
        "分别增长8%、",
        "占8%的",
        "五年来8",
        "8.8.8",
        "十",
        "8/9、",
    ] {
        check(&format!("一、2024年工作回顾\n{}\n", piece.repeat(3000)), &codebook);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_mixture_of_pieces_is_read(pieces in proptest::collection::vec(proptest::sample::select(vec![
        "增长", "分别", "3.8", "%", "、", "，", "。", "亿元", "万", "第", "位", "“", "”", "2024年", "从", "到", "个", "省级", "重点项目",
        "的", "四分之一", "翻番", "1-11月", "截至", "较", "每人每月", "元", "前三", "和", "各", "5", "G", "+", ":", "—", "余", "左右", "\n",
        "二、2025年工作安排\n", "完成", "0.000000000000000000000000001", "99999999999999999999", "十", "百", "至", "/", " ", "　",
    ]), 0..60)) {
        check(&pieces.concat(), &CODEBOOK);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,400}") {
        check(&text, &CODEBOOK);
    }
}
