//! One match → word [`Run`]s of both sides: kept, removed, added, or only moved inside the match.
//!
//! `similar` compares the words of the whole match, its segments joined in text order, so that no words are lost
//! at the borders of an n:m match. Of the many equally long results a reader wants the one with few and long runs, so
//! what it finds is made calm. The unequal words are compared again: words that are found then have only moved.
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
    /// The most that its tokens say by themselves.
    pub substance: Substance,
}

/// What a run says by itself. The highlighting is quieter about what says less, or it would look like confetti.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Substance {
    /// No word.
    Punctuation,
    /// Function words; in scripts without spaces, less than two characters in a row.
    FunctionWords,
    /// A content word.
    ContentWords,
}

/// What became of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RunRole {
    /// Stands on both sides, in the same order.
    Same,
    /// As `Same`, but in other case or other letters of the same meaning (`The` / `the`).
    Recased,
    /// As `Same`, but no more than a function word or two, or a comma, between words that changed on both sides: a reader
    /// sees one replaced phrase.
    Stray,
    /// Stands on both sides, elsewhere in the match.
    Shared,
    /// Stands on its side only, and a word of the other side stands for it: see [`related`](super::related).
    Related,
    /// Stands in the original only.
    Removed,
    /// Stands in the rewrite only.
    Added,
}

impl RunRole {
    /// Whether the words stand on both sides.
    pub fn is_kept(self) -> bool {
        match self {
            RunRole::Same | RunRole::Recased | RunRole::Stray | RunRole::Shared => true,
            RunRole::Related | RunRole::Removed | RunRole::Added => false,
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

/// The runs of both sides of a match. `segments` are the byte ranges of the match's segments in `texts`, and `tokens`
/// their words.
/// `None` if the match is beyond [`TOKENS_MAX`].
pub fn diff(
    texts: Pair<&str>,
    languages: Pair<Language>,
    segments: &Pair<Vec<Range<usize>>>,
    tokens: &Pair<Vec<Token>>,
) -> Option<Pair<Vec<Run>>> {
    let longest = tokens.original.len().max(tokens.rewrite.len());
    if longest > TOKENS_MAX {
        return None;
    }
    let algorithm = if longest > EXACT_TOKENS_MAX {
        Algorithm::Patience
    } else {
        Algorithm::RawMyers
    };
    let folded = Pair::from_fn(|side| -> Vec<Cow<str>> {
        let words = tokens[side].iter();
        words
            .map(|token| words::fold(&texts[side][token.range.clone()]))
            .collect()
    });
    let substances = Pair::from_fn(|side| -> Vec<Substance> {
        let says = |(word, token): (&Cow<str>, &Token)| {
            let is_small = token.is_word && languages[side].is_function_word(word);
            match token.is_word {
                false => Substance::Punctuation,
                true if is_small || is_ideograph(word) => Substance::FunctionWords,
                true => Substance::ContentWords,
            }
        };
        folded[side].iter().zip(&tokens[side]).map(says).collect()
    });

    let is_small = |block: &Block| {
        Side::BOTH.iter().all(|&side| {
            let stretch = block.on(side);
            substance(&substances[side][stretch.clone()], &folded[side][stretch])
                < Substance::ContentWords
        })
    };
    let all = Pair::from_fn(|side| (0..tokens[side].len()).collect::<Vec<usize>>());
    let same = calm(equal_blocks(algorithm, &folded, &all), &folded);
    let mut roles = Pair::from_fn(|side| vec![RunRole::only_on(side); tokens[side].len()]);
    let is_first = Pair::from_fn(|side| first_words(&tokens[side], &segments[side]));
    let ends = tokens.as_ref().map(Vec::len);
    for (n, block) in same.iter().enumerate() {
        let before = n.checked_sub(1).map(|n| &same[n]);
        let is_stray = block.is_between_changes(before, same.get(n + 1), ends) && is_small(block);
        for (original, rewrite) in block.pairs() {
            let spelling =
                |side: Side, n: usize| words::plain(&texts[side][tokens[side][n].range.clone()]);
            let before = spelling(Side::Original, original);
            let after = spelling(Side::Rewrite, rewrite);
            // A capital that a sentence begins with is no change of the word.
            let begins = is_first.original[original] || is_first.rewrite[rewrite];
            let is_same = before == after || begins && rest(&before) == rest(&after);
            let role = match (is_stray, is_same) {
                (true, _) => RunRole::Stray,
                (false, true) => RunRole::Same,
                (false, false) => RunRole::Recased,
            };
            (roles.original[original], roles.rewrite[rewrite]) = (role, role);
        }
    }

    // Punctuation alone has not moved: any comma would do.
    let open = Pair::from_fn(|side| -> Vec<usize> {
        let is_open = |&n: &usize| !roles[side][n].is_kept() && tokens[side][n].is_word;
        all[side].iter().copied().filter(is_open).collect()
    });
    for moved in equal_blocks(algorithm, &folded, &open) {
        for (original, rewrite) in moved.pairs() {
            (roles.original[original], roles.rewrite[rewrite]) = (RunRole::Shared, RunRole::Shared);
        }
    }
    Some(Pair::from_fn(|side| {
        let says =
            |run: Range<usize>| substance(&substances[side][run.clone()], &folded[side][run]);
        runs(&tokens[side], &roles[side], &segments[side], says)
    }))
}

/// Tokens next to each other that are equal to tokens next to each other on the other side.
#[derive(Debug, Clone)]
struct Block {
    start: Pair<usize>,
    len: usize,
}

impl Block {
    fn on(&self, side: Side) -> Range<usize> {
        self.start[side]..self.start[side] + self.len
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let start = self.start;
        (0..self.len).map(move |n| (start.original + n, start.rewrite + n))
    }

    /// Whether it is short, and on both sides there are other words between it and the blocks around it. `ends` are the
    /// numbers of tokens.
    fn is_between_changes(
        &self,
        before: Option<&Block>,
        after: Option<&Block>,
        ends: Pair<usize>,
    ) -> bool {
        let is_between = |&side: &Side| {
            let on = self.on(side);
            before.map_or(0, |block| block.on(side).end) < on.start
                && on.end < after.map_or(ends[side], |block| block.start[side])
        };
        self.len <= STRAY_MAX && Side::BOTH.iter().all(is_between)
    }
}

/// The equal words among those `open` on both sides, in order, as blocks. Which of several equally long results is
/// taken does not depend on which side comes first.
fn equal_blocks(
    algorithm: Algorithm,
    folded: &Pair<Vec<Cow<str>>>,
    open: &Pair<Vec<usize>>,
) -> Vec<Block> {
    let words = Pair::from_fn(|side| -> Vec<&str> {
        open[side].iter().map(|&n| &*folded[side][n]).collect()
    });
    let first =
        match (words.original.len(), &words.original) > (words.rewrite.len(), &words.rewrite) {
            true => Side::Rewrite,
            false => Side::Original,
        };
    let mut blocks: Vec<Block> = Vec::new();
    for op in capture_diff_slices(algorithm, &words[first], &words[first.other()]) {
        let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = op
        else {
            continue;
        };
        for n in 0..len {
            let (here, there) = (
                open[first][old_index + n],
                open[first.other()][new_index + n],
            );
            let start = Pair::from_fn(|side| if side == first { here } else { there });
            match blocks.last_mut() {
                Some(last)
                    if Side::BOTH
                        .iter()
                        .all(|&side| last.on(side).end == start[side]) =>
                {
                    last.len += 1
                }
                _ => blocks.push(Block { start, len: 1 }),
            }
        }
    }
    blocks
}

/// The tokens up to which a block of function words and punctuation between two changes is [`RunRole::Stray`]: a lone
/// `of the` that survived by chance says nothing, and interrupts what is read as one replaced phrase.
const STRAY_MAX: usize = 2;

/// Of several equally long results, one with fewer and longer blocks: a block whose words stand right before the next
/// block, or right after the last one, on both sides, joins it there.
fn calm(blocks: Vec<Block>, folded: &Pair<Vec<Cow<str>>>) -> Vec<Block> {
    let are_equal = |a: &Block, b: &Block| {
        folded.original[a.on(Side::Original)] == folded.original[b.on(Side::Original)]
            && folded.rewrite[a.on(Side::Rewrite)] == folded.rewrite[b.on(Side::Rewrite)]
    };
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        if let Some(last) = joined.last_mut() {
            let after = Block {
                start: Pair::from_fn(|side| last.on(side).end),
                len: block.len,
            };
            if are_equal(&block, &after) {
                last.len += block.len;
                continue;
            }
        }
        if let Some(next) = blocks.peek_mut() {
            let before = Block {
                start: next.start.map(|start| start - block.len),
                len: block.len,
            };
            if are_equal(&block, &before) {
                *next = Block {
                    start: before.start,
                    len: next.len + block.len,
                };
                continue;
            }
        }
        joined.push(block);
    }
    joined
}

/// A word without its first character.
fn rest(word: &str) -> &str {
    let mut chars = word.chars();
    chars.next();
    chars.as_str()
}

/// Which tokens are the first word of a segment.
fn first_words(tokens: &[Token], segments: &[Range<usize>]) -> Vec<bool> {
    let mut is_first = vec![false; tokens.len()];
    let mut at = 0;
    for segment in segments {
        at += tokens[at..].partition_point(|token| token.range.start < segment.start);
        let word = tokens[at..].iter().position(|token| token.is_word);
        if let Some(word) = word.filter(|word| tokens[at + word].range.end <= segment.end) {
            is_first[at + word] = true;
        }
    }
    is_first
}

/// Joins neighbouring tokens of one role; a run never crosses the border of a segment.
fn runs(
    tokens: &[Token],
    roles: &[RunRole],
    segments: &[Range<usize>],
    substance: impl Fn(Range<usize>) -> Substance,
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
            substance: substance(first..last + 1),
        });
        first = last + 1;
    }
    runs
}

/// The most that words say; two characters in a row say something in scripts without spaces.
fn substance(substances: &[Substance], folded: &[Cow<str>]) -> Substance {
    let most = substances
        .iter()
        .max()
        .copied()
        .unwrap_or(Substance::Punctuation);
    match folded.iter().filter(|word| is_ideograph(word)).count() {
        0 | 1 => most,
        _ => Substance::ContentWords,
    }
}

fn is_ideograph(word: &str) -> bool {
    word.chars().next().is_some_and(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}'))
}
