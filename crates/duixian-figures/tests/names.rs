//! Names are data: a reading does not change when places, firms and mechanisms get other names.

use std::fs;
use std::path::Path;

use duixian_figures::{Codebook, Reading, read};
use duixian_text::Document;

/// Names of the sample district beside others as long, so that every place in the text stays where it is.
const OTHER_NAMES: [(&str, &str); 14] = [
    ("云岭市", "墨坪市"),
    ("清河区", "杏桥区"),
    ("恒砥轴承", "远岫轴承"),
    ("澄瓷科技", "素坯科技"),
    ("砺石精工", "寸铁精工"),
    ("文澜路", "枕溪路"),
    ("清源大道", "望舒大道"),
    ("“2468”工作法", "“9753”工作法"),
    ("“13510”推进机制", "“86420”推进机制"),
    ("“项目攻坚年”", "“固本拓新年”"),
    ("“提质增效年”", "“聚势争先年”"),
    ("“五色督办”", "“七音督办”"),
    ("“三单两图”", "“五册三榜”"),
    ("“清心办”", "“顺风办”"),
];

/// What a reading says apart from the words it copies out of the text.
fn labels(document: &Document, reading: &Reading) -> Vec<String> {
    let figures = reading.figures.iter().map(|figure| {
        format!(
            "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
            document.original_span(figure.span),
            figure.value,
            figure.bound,
            figure.measure,
            figure.kind,
            figure.period,
            figure.region
        )
    });
    let promises = reading
        .promises
        .iter()
        .map(|promise| format!("{:?} {:?}", document.original_span(promise.span), promise.hardness));
    figures.chain(promises).collect()
}

#[test]
fn other_names_give_the_same_reading() {
    let codebook = Codebook::standard();
    for name in ["qinghe-2025", "qinghe-2026"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../samples/source/{name}.txt"));
        let text = fs::read_to_string(&path).expect("the sample text is there");
        let renamed = OTHER_NAMES.iter().fold(text.clone(), |text, (name, other)| text.replace(name, other));
        assert_ne!(text, renamed);

        let (document, renamed) = (Document::from_text(&text), Document::from_text(&renamed));
        let expected = labels(&document, &read(&document, &codebook));
        let found = labels(&renamed, &read(&renamed, &codebook));
        assert!(expected.len() > 300, "{name}: only {} figures and promises were read", expected.len());
        for (expected, found) in expected.iter().zip(&found) {
            assert_eq!(expected, found, "{name}");
        }
        assert_eq!(expected.len(), found.len(), "{name}");
    }
}
