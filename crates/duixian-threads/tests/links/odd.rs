//! Any text is linked without a panic, and alike each time.

use duixian_figures::Codebook;
use duixian_threads::link;
use proptest::prelude::*;

use crate::support::{Text, earlier, later};

/// Stretches that meet rules, put together in any order.
fn odd_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("完成".to_owned()),
        Just("6月底前".to_owned()),
        Just("等".to_owned()),
        Just("、".to_owned()),
        Just("，".to_owned()),
        Just("。".to_owned()),
        Just("“".to_owned()),
        Just("比2年".to_owned()),
        Just("增长8%左右".to_owned()),
        Just("1个".to_owned()),
        Just("十六项".to_owned()),
        Just("到2030年".to_owned()),
        Just("砚湖康养中心".to_owned()),
        Just("基本建成".to_owned()),
        "[a-z0-9.%]{1,5}",
        "\\PC{1,4}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_linked(promise in odd_text(), review in odd_text(), plan in odd_text()) {
        let codebook = Codebook::standard();
        let old = Text::new(&earlier(&promise), &codebook);
        let new = Text::new(&later(&review, &plan), &codebook);
        let links = link(old.source(), new.source(), &codebook);
        prop_assert_eq!(&links, &link(old.source(), new.source(), &codebook));
        for found in &links {
            prop_assert!(!old.document.text(found.given).is_empty());
            if let Some(answer) = found.answer {
                prop_assert!(!new.document.text(answer.span).is_empty());
                prop_assert!(new.document.text(answer.span).chars().count() <= 200 || found.rank == 0);
            }
        }
        for pair in links.windows(2) {
            prop_assert!(pair[1].rank == 0 || pair[1].rank == pair[0].rank + 1);
        }
    }
}

#[test]
fn empty_texts_are_linked() {
    let codebook = Codebook::standard();
    let (old, new) = (Text::new("", &codebook), Text::new("", &codebook));
    assert!(link(old.source(), new.source(), &codebook).is_empty());
}
