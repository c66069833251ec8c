//! Checks of a draft. Nothing yet.
