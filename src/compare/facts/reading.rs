//! One side's segments → [`SideReading`]: its words, what they do, and the facts in them.
//!
//! Made once for each side; the modules of the kinds compare readings and never look at the text again.

use super::cued_text::{CuedText, covering, within};
use super::date::{self, Date};
use super::name::{self, Capitals, Name};
use super::quantity::{self, Quantity};
use super::quote::{self, Quote};
use crate::text::document::Document;
use crate::text::language::Language;
use crate::text::segment::Segment;
use crate::text::side::Pair;
use std::ops::{Deref, Range};

/// A side as the rules see it.
#[derive(Debug)]
pub(crate) struct SideReading<'a> {
    /// The dates, in order.
    pub dates: Vec<Date>,
    /// The quotations, in order.
    pub quotes: Vec<Quote>,
    /// The figures, in order; those of dates are not among them.
    pub quantities: Vec<Quantity>,
    /// The names, in order.
    pub names: Vec<Name>,
    /// Whether the texts write nouns with capitals.
    pub nouns_have_capitals: bool,
    cued_text: CuedText<'a>,
}

/// Rules use words and facts alike; they are two types only because facts are parsed from words.
impl<'a> Deref for SideReading<'a> {
    type Target = CuedText<'a>;

    fn deref(&self) -> &CuedText<'a> {
        &self.cued_text
    }
}

/// Reads both sides. What a capital says is learned from the two together.
pub(crate) fn read<'a>(
    documents: &'a Pair<Document>,
    segments: &Pair<Vec<Segment>>,
    languages: Pair<Language>,
) -> Pair<SideReading<'a>> {
    let are_long = Document::are_long(documents);
    let texts = Pair::in_parallel_if(are_long, |side| {
        CuedText::new(&documents[side], &segments[side], languages[side])
    });
    let capitals = Capitals::new(&texts);
    let facts = Pair::in_parallel_if(are_long, |side| Facts::new(&texts[side], &capitals));
    Pair {
        original: SideReading::new(texts.original, facts.original, &capitals),
        rewrite: SideReading::new(texts.rewrite, facts.rewrite, &capitals),
    }
}

/// The facts of a side, as they are read from its words.
struct Facts {
    dates: Vec<Date>,
    quotes: Vec<Quote>,
    quantities: Vec<Quantity>,
    names: Vec<Name>,
}

impl Facts {
    fn new(text: &CuedText, capitals: &Capitals) -> Facts {
        let dates = date::dates(text);
        let quantities = quantity::quantities(text, &dates);
        Facts {
            names: name::names(text, capitals, &dates, &quantities),
            quotes: quote::quotes(text),
            quantities,
            dates,
        }
    }
}

impl<'a> SideReading<'a> {
    fn new(cued_text: CuedText<'a>, facts: Facts, capitals: &Capitals) -> SideReading<'a> {
        SideReading {
            dates: facts.dates,
            quotes: facts.quotes,
            quantities: facts.quantities,
            names: facts.names,
            nouns_have_capitals: capitals.nouns,
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

    /// The names that have words in `words`.
    pub fn names_in(&self, words: Range<usize>) -> &[Name] {
        name::names_in(&self.names, words)
    }

    /// Whether a word stands inside quotation marks.
    pub fn is_quoted(&self, word: usize) -> bool {
        covering(&self.quotes, word, |quote| &quote.words).is_some()
    }

    /// Whether a word belongs to a date.
    pub fn is_in_date(&self, word: usize) -> bool {
        covering(&self.dates, word, |date| &date.words).is_some()
    }
}
