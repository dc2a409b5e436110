//! A query and two documents → the hits in both, in reading order.

use crate::text::document::Document;
use crate::text::side::{Pair, Side};
use crate::text::words;
use regex::{Regex, RegexBuilder};
use std::ops::Range;

/// What was searched for and where it was found.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// As typed.
    pub query: String,
    /// Bytes of each document, in order.
    pub hits: Pair<Vec<Range<usize>>>,
    /// The hit that the reader stands on.
    pub current: Option<(Side, usize)>,
}

impl Search {
    /// Finds `query`. Without a capital letter in it, case does not matter; any white space matches any other (also a
    /// line end), any shape of quote or dash any other. What is invisible inside a word does not matter.
    pub fn new(query: &str, documents: &Pair<Document>) -> Search {
        let texts = documents.as_ref().map(Document::text);
        let has_invisible = [texts.original, texts.rewrite].iter().any(|text| {
            // One by one, because a search for one character is much faster than one for a class.
            words::INVISIBLE.iter().any(|&c| text.contains(c))
        });
        let has_broken = Side::BOTH
            .iter()
            .any(|&side| documents[side].has_broken_words());
        let invisible = format!("[{}]*", String::from_iter(words::INVISIBLE));
        let between = match (has_broken, has_invisible) {
            (true, _) => format!(r"(?:[-‐]\s+)?{invisible}"),
            (false, true) => invisible,
            (false, false) => String::new(),
        };
        let hits = match pattern(query, &between) {
            Some(pattern) => Pair::from_fn(|side| find(&pattern, documents[side].text())),
            None => Pair::default(),
        };
        Search {
            query: query.to_owned(),
            hits,
            current: None,
        }
    }

    /// The number of hits in both texts.
    pub fn n_hits(&self) -> usize {
        self.hits.original.len() + self.hits.rewrite.len()
    }
}

fn find(pattern: &Regex, text: &str) -> Vec<Range<usize>> {
    pattern.find_iter(text).map(|hit| hit.range()).collect()
}

/// What finds a query; `between` finds what may stand between two of its characters.
fn pattern(query: &str, between: &str) -> Option<Regex> {
    if query.trim().is_empty() {
        return None;
    }
    let mut source = String::new();
    let mut chars = query
        .chars()
        .filter(|&c| !words::is_invisible(c))
        .peekable();
    while let Some(c) = chars.next() {
        if !source.is_empty() {
            source.push_str(between);
        }
        match words::plain_char(c) {
            c if c.is_whitespace() => {
                while chars.next_if(|c| c.is_whitespace()).is_some() {}
                source.push_str(r"\s+");
            }
            '\'' => source.push_str("['‘’‚‛‹›`´′]"),
            '"' => source.push_str("[\"“”„‟«»″]"),
            '-' => source.push_str("[-‐‑‒–—―−]"),
            c => source.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
        }
    }
    if source.is_empty() {
        return None;
    }
    let any_case = !query.chars().any(char::is_uppercase);
    RegexBuilder::new(&source)
        .case_insensitive(any_case)
        .build()
        .ok()
}
