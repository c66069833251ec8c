//! Any text through the whole reading: repairs, structure, figures and promises. Every span must lie in the text.
#![no_main]

use std::sync::LazyLock;

use duixian_figures::Codebook;
use duixian_text::Document;
use libfuzzer_sys::fuzz_target;

static CODEBOOK: LazyLock<Codebook> = LazyLock::new(Codebook::standard);

fuzz_target!(|text: &str| {
    let document = Document::from_text(text);
    let length = document.clean.len() as u32;
    let code_points = document.original.chars().count() as u32;
    for sentence in &document.sentences {
        assert!(sentence.span.start <= sentence.span.end && sentence.span.end <= length);
        let span = document.original_span(sentence.span);
        assert!(span.start <= span.end && span.end <= code_points);
    }
    let reading = duixian_figures::read(&document, &CODEBOOK);
    assert_eq!(reading, duixian_figures::read(&document, &CODEBOOK));
    for figure in &reading.figures {
        assert!(figure.span.start < figure.span.end && figure.span.end <= length);
        assert!(document.clean.is_char_boundary(figure.span.start as usize));
        assert!(document.clean.is_char_boundary(figure.span.end as usize));
    }
    for promise in &reading.promises {
        assert!(promise.span.start <= promise.span.end && promise.span.end <= length);
    }
});
