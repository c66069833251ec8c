//! The real program under load while it is killed, its database goes away, or its disk is full: what it confirmed is
//! there afterwards, once, and it goes on working.
//!
//! The number of kills is `DUIXIAN_KILLS`, 20 unless set; the moments are drawn from `DUIXIAN_SEED`, which is printed.

#![expect(clippy::expect_used, clippy::panic, reason = "a test's helper fails the test")]

mod client;
mod faults;
mod kills;
mod load;
mod place;
