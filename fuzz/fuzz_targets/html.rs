//! Web pages in any encoding.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let page = [b"<html>".as_slice(), input].concat();
    duixian_fuzz::check(&page);
});
