//! A query and two documents → the hits in both, in reading order.

use crate::text::document::Document;
use crate::text::side::{Pair, Side};
use crate::text::words;
use regex::{Regex, RegexBuilder};
use std::ops::Range;

/// What was searched for, in this session and in those that are remembered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchHistory {
    /// Each query once, the last one last.
    queries: Vec<String>,
    /// How many of the last ones are of this session.
    n_new: usize,
}

/// Queries that are kept.
pub const SEARCHES_MAX: usize = 200;

impl SearchHistory {
    /// The queries of earlier sessions.
    pub fn of_earlier(queries: Vec<String>) -> SearchHistory {
        SearchHistory { queries, n_new: 0 }
    }

    /// Adds a query, which is the last one then.
    pub fn push(&mut self, query: &str) {
        let before = self.queries.iter().position(|known| known == query);
        if let Some(n) = before {
            let is_new = n >= self.queries.len() - self.n_new;
            self.n_new -= usize::from(is_new);
            self.queries.remove(n);
        }
        self.queries.push(query.to_owned());
        self.n_new += 1;
        let n_old = self.queries.len().saturating_sub(SEARCHES_MAX);
        self.queries.drain(..n_old);
        self.n_new = self.n_new.min(SEARCHES_MAX);
    }

    /// The queries of this session.
    pub fn new_ones(&self) -> &[String] {
        &self.queries[self.queries.len() - self.n_new..]
    }

    /// The queries that begin with some text, the last one first.
    pub fn beginning_with(&self, text: &str) -> impl Iterator<Item = &str> {
        let queries = self.queries.iter().rev().map(String::as_str);
        queries.filter(move |query| query.starts_with(text) && *query != text)
    }
}

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
