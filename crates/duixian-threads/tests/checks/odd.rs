//! Any text: no panic, the same answer twice, every place inside its text.

use duixian_figures::Codebook;
use proptest::prelude::*;

use crate::support::{Text, sample};

const PIECES: [&str; 60] = [
    "由",
    "从",
    "增加到",
    "增长",
    "下降",
    "其中",
    "合计",
    "分别",
    "占",
    "等",
    "和",
    "、",
    "，",
    "。",
    "；",
    "：",
    "“",
    "”",
    "（",
    "）",
    "第一",
    "两大",
    "三项",
    "五",
    "十",
    "四大片区",
    "一是",
    "二是",
    "12",
    "3.5",
    "99999999999999999999",
    "0",
    "0.0000000001",
    "%",
    "亿元",
    "万",
    "余",
    "近",
    "左右",
    "以上",
    "个",
    "家",
    "项",
    "件",
    "年",
    "2025年",
    "同比",
    "比上年",
    "年均",
    "倍",
    "8.1:45.6:46.3",
    "的",
    "完成",
    "年度计划",
    "三次产业比",
    "满意率",
    "优良天数",
    "天",
    "强",
    "+",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_pieces_are_borne(pieces in proptest::collection::vec(0..PIECES.len(), 0..60)) {
        let codebook = Codebook::standard();
        let text: String = pieces.into_iter().map(|piece| PIECES[piece]).collect();
        let text = Text::new(&text, &codebook);
        let checked = text.check(&codebook);
        prop_assert_eq!(&checked, &text.check(&codebook));
        for place in checked.relations.iter().flat_map(|relation| &relation.places) {
            prop_assert!(text.document.clean.get(place.span.range()).is_some());
        }
    }

    #[test]
    fn any_characters_are_borne(text in "\\PC{0,200}") {
        let codebook = Codebook::standard();
        let text = Text::new(&text, &codebook);
        prop_assert_eq!(text.check(&codebook), text.check(&codebook));
    }
}

#[test]
fn a_waiver_holds_for_the_next_version_of_the_draft() {
    let codebook = Codebook::standard();
    let draft = sample("qinghe-2026");
    let later = draft.replacen("各位代表：", "各位代表：\n会前我们听取了各方面的意见。", 1);
    let prints = |text: &str| -> Vec<String> {
        Text::new(text, &codebook).check(&codebook).findings.into_iter().map(|finding| finding.fingerprint).collect()
    };
    let (first, second) = (prints(&draft), prints(&later));
    assert_ne!(draft, later);
    assert_eq!(first, second);
    let distinct: std::collections::BTreeSet<&String> = first.iter().collect();
    assert_eq!(distinct.len(), first.len(), "every finding has its own");
}

#[test]
fn endless_sentences_are_borne() {
    let codebook = Codebook::standard();
    for piece in [
        "甲、乙等3个项目、",
        "其中甲3个，",
        "旅游收入6.9亿元，比上年增加1.2亿元，",
        "一是新建公园3处。\n",
        "甲、乙分别增长3%、4%，",
    ] {
        let text = Text::new(&piece.repeat(400), &codebook);
        let relations = text.check(&codebook).relations.len();
        assert!(relations <= 400 * 4, "{piece}: {relations} relations");
    }
}
