//! Words and cues → the facts in them, each in one form however it is written.
//!
//! These parsers see the words of one side only; the modules of the kinds compare the sides.

pub(super) mod date;
pub(super) mod quantity;
pub(super) mod quote;
