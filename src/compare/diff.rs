//! One match → word [`Run`]s of both sides: kept, removed, added, or only moved inside the match.
//!
//! `similar` compares the words of the whole match, its segments joined in text order, so that no words are lost
//! at the borders of an n:m match. The unequal words are compared again: words that are found then have only moved.
//! The bounds are numbers of tokens, never times, so that a result does not depend on the machine.

use crate::text::language::Language;
use crate::text::side::{Pair, Side};
use crate::text::words::{self, Token};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::borrow::Cow;
use std::ops::Range;

/// A stretch of text with one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Bytes of the document's text. Starts and ends with a token; white space inside belongs to it.
    pub range: Range<usize>,
    /// What became of it.
    pub role: RunRole,
    /// A kept run that says nothing by itself: function words or punctuation. The highlighting treats it as what
    /// stands around it, or reworded passages would light up like confetti.
    pub small: bool,
}

/// What became of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RunRole {
    /// Stands on both sides, in the same order.
    Same,
    /// As `Same`, but in other case or other letters of the same meaning (`The` / `the`).
    Recased,
    /// Stands on both sides, elsewhere in the match.
    Shared,
    /// Stands in the original only.
    Removed,
    /// Stands in the rewrite only.
    Added,
}

impl RunRole {
    /// Whether the words stand on both sides.
    pub fn is_kept(self) -> bool {
        match self {
            RunRole::Same | RunRole::Recased | RunRole::Shared => true,
            RunRole::Removed | RunRole::Added => false,
        }
    }

    fn only_on(side: Side) -> RunRole {
        match side {
            Side::Original => RunRole::Removed,
            Side::Rewrite => RunRole::Added,
        }
    }
}

/// Tokens of a side of a match up to which it is compared exactly (Myers' algorithm in full: at worst about 10 ms).
pub const EXACT_TOKENS_MAX: usize = 2_000;

/// Tokens of a side up to which it is compared at all, by the patience algorithm; a segment beyond stays unmarked.
pub const TOKENS_MAX: usize = 50_000;

/// The runs of both sides of a match. `segments` are the byte ranges of the match's segments in `texts`.
/// `None` if the match is beyond [`TOKENS_MAX`].
pub fn diff(
    texts: Pair<&str>,
    languages: Pair<Language>,
    segments: &Pair<Vec<Range<usize>>>,
) -> Option<Pair<Vec<Run>>> {
    let tokens = Pair::from_fn(|side| tokens(texts[side], &segments[side]));
    let longest = tokens.original.len().max(tokens.rewrite.len());
    if longest > TOKENS_MAX {
        return None;
    }
    let algorithm = if longest > EXACT_TOKENS_MAX {
        Algorithm::Patience
    } else {
        Algorithm::RawMyers
    };
    let mut roles = Pair::from_fn(|side| vec![RunRole::only_on(side); tokens[side].len()]);
    compare(algorithm, texts, &tokens, &mut roles, RunRole::Same);
    compare(algorithm, texts, &tokens, &mut roles, RunRole::Shared);
    Some(Pair::from_fn(|side| {
        let is_small = |tokens: &[Token]| is_small(texts[side], languages[side], tokens);
        runs(&tokens[side], &roles[side], &segments[side], is_small)
    }))
}

fn tokens(text: &str, segments: &[Range<usize>]) -> Vec<Token> {
    let of_segment = |segment: &Range<usize>| {
        let base = segment.start;
        words::tokens(&text[segment.clone()]).map(move |token| Token {
            range: token.range.start + base..token.range.end + base,
            ..token
        })
    };
    segments.iter().flat_map(of_segment).collect()
}

/// Compares the tokens that have no partner yet and gives those that find one the role `kept`.
fn compare(
    algorithm: Algorithm,
    texts: Pair<&str>,
    tokens: &Pair<Vec<Token>>,
    roles: &mut Pair<Vec<RunRole>>,
    kept: RunRole,
) {
    // Punctuation alone has not "moved": any comma would do.
    let open = Pair::from_fn(|side| -> Vec<usize> {
        (0..tokens[side].len())
            .filter(|&n| {
                !roles[side][n].is_kept() && (kept == RunRole::Same || tokens[side][n].is_word)
            })
            .collect()
    });
    let words = Pair::from_fn(|side| -> Vec<Cow<str>> {
        open[side]
            .iter()
            .map(|&n| words::fold(&texts[side][tokens[side][n].range.clone()]))
            .collect()
    });
    for (original, rewrite) in equal_words(algorithm, &words) {
        let (original, rewrite) = (open.original[original], open.rewrite[rewrite]);
        let spelling =
            |side: Side, n: usize| words::plain(&texts[side][tokens[side][n].range.clone()]);
        let same_spelling = spelling(Side::Original, original) == spelling(Side::Rewrite, rewrite);
        let role = if kept == RunRole::Same && !same_spelling {
            RunRole::Recased
        } else {
            kept
        };
        roles.original[original] = role;
        roles.rewrite[rewrite] = role;
    }
}

/// Index pairs of equal words in order. Which of several equally long results is taken does not depend on which side
/// comes first.
fn equal_words(algorithm: Algorithm, words: &Pair<Vec<Cow<str>>>) -> Vec<(usize, usize)> {
    let swap = (words.original.len(), &words.original) > (words.rewrite.len(), &words.rewrite);
    let words = if swap {
        words.as_ref().swapped()
    } else {
        words.as_ref()
    };
    let mut equal = Vec::new();
    for op in capture_diff_slices(algorithm, words.original, words.rewrite) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = op
        {
            equal.extend((0..len).map(|k| (old_index + k, new_index + k)));
        }
    }
    if swap {
        for pair in &mut equal {
            *pair = (pair.1, pair.0);
        }
    }
    equal
}

/// Joins neighbouring tokens of one role; a run never crosses the border of a segment.
fn runs(
    tokens: &[Token],
    roles: &[RunRole],
    segments: &[Range<usize>],
    is_small: impl Fn(&[Token]) -> bool,
) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut segment = 0;
    let mut first = 0;
    while first < tokens.len() {
        while tokens[first].range.start >= segments[segment].end {
            segment += 1;
        }
        let within = |n: usize| tokens[n].range.end <= segments[segment].end;
        let mut last = first;
        while last + 1 < tokens.len() && roles[last + 1] == roles[first] && within(last + 1) {
            last += 1;
        }
        runs.push(Run {
            range: tokens[first].range.start..tokens[last].range.end,
            role: roles[first],
            small: roles[first].is_kept() && is_small(&tokens[first..=last]),
        });
        first = last + 1;
    }
    runs
}

/// Whether a run says nothing by itself: no word in it but function words and, in scripts without spaces, not two
/// characters in a row.
fn is_small(text: &str, language: Language, tokens: &[Token]) -> bool {
    let ideographs = tokens
        .iter()
        .filter(|token| is_ideograph(&text[token.range.clone()]))
        .count();
    let says_something = |token: &Token| {
        let word = words::fold(&text[token.range.clone()]);
        token.is_word && !is_ideograph(&word) && !language.is_function_word(&word)
    };
    ideographs < 2 && !tokens.iter().any(says_something)
}

fn is_ideograph(word: &str) -> bool {
    word.chars().next().is_some_and(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}'))
}
