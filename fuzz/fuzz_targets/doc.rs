//! Word 97: a whole file, or the main and the table stream in a sound compound file.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    if input.starts_with(b"\xd0\xcf\x11\xe0") {
        duixian_fuzz::check(input);
    } else {
        duixian_fuzz::check(&duixian_fuzz::compound_file(input));
    }
});
