//! Words and cues → the facts in them, each in one form however it is written.
//!
//! Whoever reads one of them knows the words of one side and nothing of the other; the files of the kinds compare.

pub(super) mod date;
pub(super) mod quantity;
pub(super) mod quote;
