//! Links between two reports: rules one by one, look-alikes, the sample district, labelled pairs, odd texts.

#![allow(clippy::expect_used, clippy::panic, reason = "a text that cannot be read is a broken test")]

mod labels;
mod look_alikes;
mod odd;
mod rules;
mod samples;
mod support;
