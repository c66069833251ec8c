//! OFD: a whole file, or a document and two of its pages in a sound archive.
#![no_main]

use libfuzzer_sys::fuzz_target;

const PARTS: [&str; 4] =
    ["OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml", "Doc_0/Pages/Page_1/Content.xml"];

fuzz_target!(|input: &[u8]| {
    if input.starts_with(b"PK") {
        duixian_fuzz::check(input);
    } else {
        duixian_fuzz::check(&duixian_fuzz::archive(&PARTS, input));
    }
});
