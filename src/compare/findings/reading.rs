//! One side's segments → [`SideReading`]: its words, what they do, and the facts in them.
//!
//! Made once for each side; the modules of the kinds compare readings and never look at the text again.

use super::cued_text::{CuedText, within};
use super::facts::date::{self, Date};
use super::facts::quantity::{self, Quantity};
use super::facts::quote::{self, Quote};
use crate::text::document::Document;
use crate::text::language::Language;
use crate::text::segment::Segment;
use std::ops::{Deref, Range};

/// A side as the rules see it.
#[derive(Debug)]
pub(super) struct SideReading<'a> {
    /// The dates, in order.
    pub dates: Vec<Date>,
    /// The quotations, in order.
    pub quotes: Vec<Quote>,
    /// The figures, in order; those of dates are not among them.
    pub quantities: Vec<Quantity>,
    cued_text: CuedText<'a>,
}

/// Rules use words and facts alike; they are two types only because facts are parsed from words.
impl<'a> Deref for SideReading<'a> {
    type Target = CuedText<'a>;

    fn deref(&self) -> &CuedText<'a> {
        &self.cued_text
    }
}

impl<'a> SideReading<'a> {
    /// Reads a side.
    pub fn new(
        document: &'a Document,
        segments: &[Segment],
        language: Language,
    ) -> SideReading<'a> {
        let cued_text = CuedText::new(document, segments, language);
        let dates = date::dates(&cued_text);
        SideReading {
            quotes: quote::quotes(&cued_text),
            quantities: quantity::quantities(&cued_text, &dates),
            dates,
            cued_text,
        }
    }

    /// The quantities whose first word is in `words`.
    pub fn quantities_in(&self, words: Range<usize>) -> &[Quantity] {
        within(&self.quantities, &words, |quantity| quantity.words.start)
    }

    /// The dates whose first word is in `words`.
    pub fn dates_in(&self, words: Range<usize>) -> &[Date] {
        within(&self.dates, &words, |date| date.words.start)
    }

    /// The quotations whose first word is in `words`.
    pub fn quotes_in(&self, words: Range<usize>) -> &[Quote] {
        within(&self.quotes, &words, |quote| quote.words.start)
    }

    /// Whether a word stands inside quotation marks.
    pub fn is_quoted(&self, word: usize) -> bool {
        let before = self.quotes.partition_point(|quote| quote.words.end <= word);
        self.quotes
            .get(before)
            .is_some_and(|quote| quote.words.contains(&word))
    }

    /// Whether a word belongs to a date.
    pub fn is_in_date(&self, word: usize) -> bool {
        let before = self.dates.partition_point(|date| date.words.end <= word);
        self.dates
            .get(before)
            .is_some_and(|date| date.words.contains(&word))
    }
}
