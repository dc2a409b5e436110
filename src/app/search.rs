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
    /// Whether it was found as a regular expression, because it stands nowhere as it is written.
    pub is_pattern: bool,
    /// Bytes of each document, in order.
    pub hits: Pair<Vec<Range<usize>>>,
    /// The hit that the reader stands on.
    pub current: Option<(Side, usize)>,
}

impl Search {
    /// Finds `query`. Without a capital letter in it, case does not matter; any white space matches any other (also a
    /// line end), any shape of quote or dash any other. What is invisible inside a word does not matter. If that finds
    /// nothing, and the query is a regular expression, it is searched for as one.
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
        let find_in_both = |pattern: Option<Regex>| match pattern {
            Some(pattern) => texts.as_ref().map(|text| find(&pattern, text)),
            None => Pair::default(),
        };
        let is_found = |hits: &Pair<Vec<_>>| Side::BOTH.iter().any(|&side| !hits[side].is_empty());
        let mut hits = find_in_both(literal(query, &between));
        let is_pattern = !is_found(&hits) && {
            hits = find_in_both(regular_expression(query));
            is_found(&hits)
        };
        Search {
            query: query.to_owned(),
            is_pattern,
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
    let hits = pattern.find_iter(text).map(|hit| hit.range());
    hits.filter(|hit| !hit.is_empty()).collect()
}

/// What finds a query as it is written; `between` finds what may stand between two of its characters.
fn literal(query: &str, between: &str) -> Option<Regex> {
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

/// What finds a query that is a regular expression. A space matches any white space, as texts may be wrapped there.
fn regular_expression(query: &str) -> Option<Regex> {
    if regex::escape(query) == query {
        return None;
    }
    // `\s` means the same inside of brackets, and `\ ` is a space.
    let source = query.replace(r"\ ", " ").replace(' ', r"\s");
    // A letter behind `\` is no capital: `\S`.
    let mut chars = query.chars();
    let mut any_case = true;
    while let Some(c) = chars.next() {
        match c {
            '\\' => drop(chars.next()),
            c => any_case &= !c.is_uppercase(),
        }
    }
    RegexBuilder::new(&source)
        .case_insensitive(any_case)
        .multi_line(true)
        .size_limit(PATTERN_BYTES_MAX)
        .build()
        .ok()
}

/// Bytes of a compiled regular expression: it is compiled at every key, and `.{1000}{1000}` shall not be.
const PATTERN_BYTES_MAX: usize = 1 << 20;
