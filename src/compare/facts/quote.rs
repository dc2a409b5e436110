//! Words → [`Quote`]s: the words inside quotation marks of any shape.

use crate::compare::facts::cued_text::{CuedText, WordRole};
use std::ops::Range;

/// Words between quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The words inside the marks; never empty.
    pub words: Range<usize>,
}

/// The most words of a quotation; a longer one was probably never closed.
const WORDS_MAX: usize = 600;

/// Marks that only open, and what closes them.
const OPENING: [(char, &str); 8] = [
    ('“', "”“"),
    ('„', "“”‟"),
    ('«', "»"),
    ('»', "«"),
    ('‘', "’"),
    ('‚', "‘’"),
    ('「', "」"),
    ('『', "』"),
];

/// The quotations of all words. A nested one is part of the one around it.
pub fn quotes(text: &CuedText) -> Vec<Quote> {
    let words = &text.words;
    let mut quotes = Vec::new();
    let mut open: Option<(usize, String)> = None; // the first word inside, and what closes it
    for (n, word) in words.iter().enumerate() {
        let block = |n: usize| text.blocks[words[n].segment];
        let in_other_block = open
            .as_ref()
            .is_some_and(|&(first, _)| block(first.min(n)) != block(n));
        if let Some((first, _)) =
            open.take_if(|(first, _)| in_other_block || n - *first > WORDS_MAX)
        {
            // A quotation of several paragraphs opens each of them and closes the last.
            if in_other_block && opening(text, n).is_some() && n > first {
                quotes.push(Quote { words: first..n });
            }
        }
        match &open {
            Some((first, closing))
                if word.role == WordRole::Mark
                    && closing.contains(word.text)
                    && is_close(text, n) =>
            {
                if n > *first {
                    quotes.push(Quote { words: *first..n });
                }
                open = None;
            }
            Some(_) => {}
            None => open = opening(text, n).map(|closing| (n + 1, closing)),
        }
    }
    quotes.retain(|quote| {
        words[quote.words.clone()]
            .iter()
            .any(|word| word.role != WordRole::Mark)
    });
    quotes
}

/// What closes the quotation that the word opens.
fn opening(text: &CuedText, n: usize) -> Option<String> {
    let word = &text.words[n];
    let mark = word
        .text
        .chars()
        .next()
        .filter(|c| c.len_utf8() == word.text.len())?;
    let before = text.before(n).map(|before| text.words[before].range.end);
    let follows_space =
        before.is_none_or(|end| end < word.range.start) || is_opener(text, n.wrapping_sub(1));
    let behind = text.words.get(n + 1);
    let is_tight = behind.is_some_and(|behind| behind.range.start == word.range.end);
    match mark {
        '"' | '\'' if follows_space && is_tight => Some(mark.to_string()),
        '»' | '’' if !(follows_space && is_tight) => None,
        _ => {
            let (_, closing) = OPENING.iter().find(|&&(open, _)| open == mark)?;
            Some((*closing).to_owned())
        }
    }
}

fn is_opener(text: &CuedText, n: usize) -> bool {
    text.words
        .get(n)
        .is_some_and(|word| matches!(word.text, "(" | "[" | "“" | "\"" | "—" | "–" | "‘"))
}

/// Whether a mark closes: an apostrophe inside or at the end of a word (`the players’ bus`) does not.
fn is_close(text: &CuedText, n: usize) -> bool {
    let word = &text.words[n];
    if !matches!(word.text, "’" | "'") {
        return true;
    }
    let behind = text
        .words
        .get(n + 1)
        .filter(|behind| behind.segment == word.segment);
    let before = n.checked_sub(1).map(|n| &text.words[n]);
    before.is_some_and(|before| before.range.end == word.range.start)
        && behind.is_none_or(|behind| {
            behind.role == WordRole::Mark
                || before.is_some_and(|before| before.role == WordRole::Mark)
        })
}
