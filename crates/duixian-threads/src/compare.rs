//! Two sources about the same place and period. Nothing yet.
