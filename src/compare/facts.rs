//! Segments of one side → [`SideReading`]: its words, what they do, and the facts in them, each in one form however it
//! is written.
//!
//! ```text
//! segments ─► CuedText (words, cues) ─► dates, figures, quotations, names ─► SideReading
//! ```
//!
//! These readers see one text at a time; [`ledger`](super::ledger) and [`findings`](super::findings) compare the two.
//! What words do (count, deny, say …) is data, one file a language under `assets/languages`. In a language without a
//! file, figures, dates and quotations are read all the same.

mod calendar;
mod clock;
mod counted_word;
pub(crate) mod cued_text;
pub(crate) mod cues;
pub(crate) mod date;
pub(crate) mod identity;
pub(crate) mod name;
mod numeral;
pub(crate) mod places;
pub(crate) mod quantity;
pub(crate) mod quote;
pub(crate) mod reading;
pub(crate) mod speaker;
pub(crate) mod units;

use std::ops::Range;

/// The exact words of a fact or finding on one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Bytes of the document's text; not empty.
    pub range: Range<usize>,
    /// The segments that the range touches; not empty.
    pub segments: Range<usize>,
}
