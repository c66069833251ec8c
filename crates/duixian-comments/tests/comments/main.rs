//! Comments in Word files: what is added, and that nothing else changes.

#![allow(clippy::expect_used, clippy::panic, reason = "a test's helper fails the test")]

mod kept;
mod plain;
mod random;
mod runs;
mod word_file;
