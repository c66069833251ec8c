//! Word 2007: a whole file, or the main part, styles and lists in a sound archive.
#![no_main]

use libfuzzer_sys::fuzz_target;

const PARTS: [&str; 3] = ["word/document.xml", "word/styles.xml", "word/numbering.xml"];

fuzz_target!(|input: &[u8]| {
    if input.starts_with(b"PK") {
        duixian_fuzz::check(input);
    } else {
        duixian_fuzz::check(&duixian_fuzz::archive(&PARTS, input));
    }
});
