//! The check of a draft: invented sentences, the sample district, the labelled relations, planted faults, odd texts.
//!
//! What needs the reports beside the repository says so and passes where they are absent.

mod faults;
mod labels;
mod odd;
mod planted;
mod reports;
mod sentences;
mod support;
