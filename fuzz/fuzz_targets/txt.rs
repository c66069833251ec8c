//! Any bytes that no magic number claims: encodings of plain text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| duixian_fuzz::check(input));
