//! Two texts, parted by the first `\0`, through links, threads, comparison and check. Every place must lie in its text.
#![no_main]

use std::sync::LazyLock;

use duixian_figures::Codebook;
use duixian_text::{ByteSpan, Document};
use duixian_threads::{Against, Source, check, compare, link, threads};
use libfuzzer_sys::fuzz_target;

static CODEBOOK: LazyLock<Codebook> = LazyLock::new(Codebook::standard);

fn assert_inside(document: &Document, span: ByteSpan) {
    assert!(document.clean.get(span.range()).is_some(), "a span lies outside its text or cuts a character");
}

fuzz_target!(|text: &str| {
    let (old, new) = text.split_once('\0').unwrap_or((text, text));
    let (old, new) = (Document::from_text(old), Document::from_text(new));
    let readings = [duixian_figures::read(&old, &CODEBOOK), duixian_figures::read(&new, &CODEBOOK)];
    let old = Source { document: &old, reading: &readings[0] };
    let new = Source { document: &new, reading: &readings[1] };
    for link in link(old, new, &CODEBOOK) {
        assert_inside(old.document, link.given);
        if let Some(answer) = link.answer {
            assert_inside(new.document, answer.span);
        }
    }
    for thread in threads(&[old, new], &CODEBOOK, &[]).threads {
        for mention in thread.mentions {
            assert_inside([old, new][mention.place.source].document, mention.place.span);
        }
    }
    let _ = compare(old, new, &CODEBOOK);
    let _ = check(new, Against { earlier: &[old], measured: &[] }, &CODEBOOK);
});
