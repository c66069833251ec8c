//! Any spans in any paragraphs: the text stays, the file is sound, and what is marked is what was meant.

use duixian_comments::{Comment, commented};
use duixian_text::{Document, Span};
use proptest::prelude::*;

use crate::word_file::{assert_sound, marked_words, paragraph, part, read, run, word};

/// Runs as Word breaks them: plain, with references and blanks, with tabs, in links and insertions.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[增长道路0-9.%]{1,6}".prop_map(|text| run(&text)),
        "[a-z ]{0,5}&amp;[甲乙 ]{0,3}".prop_map(|text| run(&text)),
        Just("<w:r><w:t>甲</w:t><w:tab/><w:t xml:space=\"preserve\"> 乙</w:t></w:r>".to_owned()),
        "[丙丁]{1,4}".prop_map(|text| format!("<w:hyperlink>{}</w:hyperlink>", run(&text))),
        "[丙丁]{1,4}".prop_map(|text| format!("<w:ins w:id=\"1\">{}</w:ins>", run(&text))),
        Just(
            "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>图中文字</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
                .to_owned()
        ),
        Just("<w:bookmarkStart w:id=\"3\" w:name=\"b\"/>".to_owned()),
    ]
}

fn body() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::collection::vec(piece(), 0..5), 1..5)
        .prop_map(|paragraphs| paragraphs.iter().map(|pieces| paragraph(&pieces.concat())).collect())
}

fn spans() -> impl Strategy<Value = Vec<(u32, u32)>> {
    prop::collection::vec((0_u32..60, 0_u32..30), 1..6)
}

fn comments(spans: &[(u32, u32)]) -> Vec<Comment> {
    let comment =
        |&(start, length): &(u32, u32)| Comment { span: Span { start, end: start + length }, ..Comment::default() };
    spans.iter().map(comment).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_span_of_a_word_file_can_be_marked(body in body(), spans in spans()) {
        let file = word(&body, &[]);
        let Ok(document) = duixian_text::read(&file) else { return Ok(()) };
        let comments = comments(&spans);
        let written = commented(&document, Some(&file), &comments).expect("it can be commented");
        assert_sound(&written);
        prop_assert_eq!(&read(&written).original, &document.original);
        let main = part(&written, "word/document.xml");
        let characters = document.original.chars().collect::<Vec<_>>();
        for (identifier, comment) in comments.iter().enumerate() {
            let (marked, references) = marked_words(&main, &identifier.to_string());
            prop_assert_eq!(references, 1);
            // Breaks, tabs and the words of text boxes are not looked at; all other words of the span are marked.
            let end = (comment.span.end as usize).min(characters.len());
            let meant = characters.get(comment.span.start as usize..end).unwrap_or_default();
            let marked = marked.replace("&amp;", "&");
            for character in meant.iter().filter(|character| !character.is_whitespace() && !"图中文字".contains(**character)) {
                prop_assert!(marked.contains(*character), "{} is not in {}", character, marked);
            }
        }
    }

    #[test]
    fn any_text_becomes_a_word_file(text in "\\PC{0,40}(\n[一二、（）a-z0-9\u{7}\t 。]{0,30}){0,6}", spans in spans()) {
        let document = Document::from_text(&text);
        let written = commented(&document, None, &comments(&spans)).expect("it can be commented");
        assert_sound(&written);
    }
}
