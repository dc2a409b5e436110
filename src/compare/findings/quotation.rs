//! Quotations → those that changed the words of the original.
//!
//! Text inside quotation marks is in a speaker's own words, so every word counts. The shapes of the marks do not count,
//! nor does an interruption (`“A,” she said, “b.”`): all quoted words of a side are taken as one string, and each
//! quotation of the rewrite is looked up in the string of the original. Square brackets and ellipses mark a change
//! openly, so it is not reported (Chicago Manual of Style, 13.50–13.62).

use super::tier::Strength;
use super::{Change, Context, FindingKind};
use crate::compare::facts::cued_text::WordRole;
use crate::compare::facts::quote::Quote;
use crate::compare::facts::reading::SideReading;
use crate::text::language::{CueClass, TwoSides};
use crate::text::side::{Pair, Side};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::HashMap;

/// Quoted words as they are compared, by their indices: without punctuation.
#[derive(Debug)]
struct Quoted {
    words: Vec<usize>,
}

impl Quoted {
    fn new(reading: &SideReading, words: impl Iterator<Item = usize>) -> Quoted {
        Quoted {
            words: words
                .filter(|&n| reading.words[n].role != WordRole::Mark)
                .collect(),
        }
    }

    fn folded<'a>(&self, reading: &'a SideReading) -> Vec<&'a str> {
        self.words
            .iter()
            .map(|&n| &*reading.words[n].folded)
            .collect()
    }
}

/// The most words of a quotation that may be a title or an ironic word, so that it is only a hint.
const SHORT: usize = 2;

/// Words from which on a quotation is a statement and not a phrase.
const PHRASE: usize = 4;

/// A quotation whose rarest word stands in the original more often than this is not searched there, and no finding.
const SEARCHED_MAX: usize = 10_000;

/// The share of words found in a quotation of the original from which the two are the same quotation.
const SAME_FROM: f32 = 0.5;

/// All quoted words of the original as one string, and where each stands in it.
#[derive(Debug)]
pub(super) struct Quotations {
    quoted: Quoted,
    quoted_places: HashMap<String, Vec<usize>>,
}

impl Quotations {
    /// Collects them; empty if the rewrite has no quotation.
    pub fn new(readings: &Pair<SideReading>) -> Quotations {
        let original = &readings.original;
        let quotes: &[Quote] = if readings.rewrite.quotes.is_empty() {
            &[]
        } else {
            &original.quotes
        };
        let quoted = Quoted::new(
            original,
            quotes.iter().flat_map(|quote| quote.words.clone()),
        );
        Quotations {
            quoted_places: index(quoted.words.iter().map(|&n| &*original.words[n].folded)),
            quoted,
        }
    }
}

/// The quotations that begin in `segments` of the rewrite and are not the original's words.
pub(super) fn compare(
    context: &Context,
    quotations: &Quotations,
    segments: &[usize],
    changes: &mut Vec<Change>,
) {
    let rewrite = &context.readings.rewrite;
    for quote in segments
        .iter()
        .flat_map(|&n| rewrite.quotes_in(rewrite.words_of(n)))
    {
        let quoted = Quoted::new(rewrite, quote.words.clone());
        let near = source_region(context, quotations, &quoted);
        changes.extend(compare_quote(context, quote, &quoted, &near));
    }
}

/// Where each word stands.
fn index<'a>(words: impl Iterator<Item = &'a str>) -> HashMap<String, Vec<usize>> {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (n, word) in words.enumerate() {
        match places.get_mut(word) {
            Some(places) => places.push(n),
            None => drop(places.insert(word.to_owned(), vec![n])),
        }
    }
    places
}

/// A word with more occurrences than this does not help to locate a quotation.
const PLACES_MAX: usize = 100;

/// The part of the quoted words of the original that a quotation most likely comes from: where most of its words occur.
fn source_region(context: &Context, quotations: &Quotations, quoted: &Quoted) -> Quoted {
    const MARGIN: usize = 12;
    let bucket = quoted.words.len().max(8);
    let all = &quotations.quoted;
    let mut votes: HashMap<usize, usize> = HashMap::new();
    for word in quoted.folded(&context.readings.rewrite) {
        let places = quotations
            .quoted_places
            .get(word)
            .filter(|places| places.len() <= PLACES_MAX);
        for place in places.into_iter().flatten() {
            *votes.entry(place / bucket).or_default() += 1;
        }
    }
    let best = votes
        .into_iter()
        .max_by_key(|&(place, votes)| (votes, std::cmp::Reverse(place)));
    let centre = best.map_or(0, |(place, _)| place * bucket);
    let end = (centre + 2 * bucket + MARGIN).min(all.words.len());
    Quoted {
        words: all.words[centre.saturating_sub(bucket + MARGIN).min(end)..end].to_vec(),
    }
}

fn compare_quote(
    context: &Context,
    quote: &Quote,
    quoted: &Quoted,
    near: &Quoted,
) -> Option<Change> {
    let (original, rewrite) = (&context.readings.original, &context.readings.rewrite);
    let pairs = equal_words(&near.folded(original), &quoted.folded(rewrite));
    let weight = |n: usize| {
        if rewrite.words[n].role == WordRole::Content {
            3.0
        } else {
            1.0
        }
    };
    let total: f32 = quoted.words.iter().map(|&n| weight(n)).sum();
    let kept: f32 = pairs
        .iter()
        .map(|&(_, there)| weight(quoted.words[there]))
        .sum();
    let is_quotation = kept / total.max(1.0) >= SAME_FROM && is_compact(&pairs, quoted.words.len());
    let (Some(&first), Some(&last), true) = (pairs.first(), pairs.last(), is_quotation) else {
        return unsourced_quotation(context, quote, quoted);
    };
    // The words of the original's quotation that this one stands for: as far as the first and last kept word, and
    // what the rewrite has before and behind them.
    let lead = first.1.min(first.0);
    let tail = (quoted.words.len() - 1 - last.1).min(near.words.len() - 1 - last.0);
    let (from, to) = (first.0 - lead, last.0 + tail + 1);
    let kept_near: Vec<usize> = pairs.iter().map(|pair| pair.0).collect();
    let kept_quoted: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
    let gone: Vec<usize> = (from..to)
        .filter(|n| kept_near.binary_search(n).is_err())
        .map(|n| near.words[n])
        .collect();
    let come: Vec<usize> = (0..quoted.words.len())
        .filter(|n| kept_quoted.binary_search(n).is_err())
        .map(|n| quoted.words[n])
        .collect();
    let gone: Vec<usize> = gone
        .into_iter()
        .filter(|&n| !is_marked_omission(context, &pairs, near, quoted, n))
        .collect();
    let come: Vec<usize> = come
        .into_iter()
        .filter(|&n| !is_in_brackets(rewrite, n))
        .collect();
    if gone.is_empty() && come.is_empty() {
        return truncated_quotation(context, quote, quoted, near, last);
    }
    if only_spelling(original, rewrite, &gone, &come) {
        return None;
    }
    let span = |words: &[usize]| Some(*words.first()?..words.last()? + 1);
    let beside = |side: Side, pair: usize| {
        let word = if side == Side::Original {
            near.words[pairs[pair].0]
        } else {
            quoted.words[pairs[pair].1]
        };
        word..word + 1
    };
    let at = pairs.partition_point(|pair| {
        come.first().map_or_else(
            || near.words[pair.0] < gone[0],
            |&n| quoted.words[pair.1] < n,
        )
    });
    let at = at.min(pairs.len() - 1);
    let words = Pair {
        original: span(&gone).unwrap_or_else(|| beside(Side::Original, at)),
        rewrite: span(&come).unwrap_or_else(|| beside(Side::Rewrite, at)),
    };
    let text = |reading: &SideReading, words: &[usize]| {
        words
            .iter()
            .map(|&n| reading.words[n].text)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let note = match (gone.is_empty(), come.is_empty()) {
        (true, _) => format!("the quotation now has “{}”", text(rewrite, &come)),
        (_, true) => format!("the quotation lost “{}”", text(original, &gone)),
        _ => format!(
            "the quotation has “{}” for “{}”",
            text(rewrite, &come),
            text(original, &gone)
        ),
    };
    let share = kept / total.max(1.0);
    let strength = if share >= 0.6 && pairs.len() >= 3 {
        Strength::Strong
    } else {
        Strength::Plain
    };
    let mut change = Change::replaced(
        context,
        FindingKind::Quotation,
        strength,
        &words.original,
        &words.rewrite,
    );
    change.note = note;
    Some(change)
}

/// Equal words in order.
fn equal_words(original: &[&str], rewrite: &[&str]) -> Vec<(usize, usize)> {
    let ops = capture_diff_slices(Algorithm::Patience, original, rewrite);
    let equal = ops.into_iter().filter_map(|op| match op {
        DiffOp::Equal {
            old_index,
            new_index,
            len,
        } => Some((old_index, new_index, len)),
        _ => None,
    });
    let mut pairs: Vec<(usize, usize)> = equal
        .flat_map(|(old, new, len)| (0..len).map(move |k| (old + k, new + k)))
        .collect();
    // A single equal word far from the rest is a coincidence.
    let middle = pairs.len() / 2;
    if let Some(&(old, new)) = pairs.get(middle) {
        let far = rewrite.len() + 8;
        pairs.retain(|&(a, b)| {
            (a as isize - old as isize - (b as isize - new as isize)).unsigned_abs() <= far / 2
        });
    }
    pairs
}

/// Whether the kept words are close together in the original, not scattered.
fn is_compact(pairs: &[(usize, usize)], len: usize) -> bool {
    match (pairs.first(), pairs.last()) {
        (Some(first), Some(last)) => last.0 - first.0 < 2 * len + 6,
        _ => false,
    }
}

/// Whether the rewrite shows by an ellipsis or brackets that a word of the original is left out.
fn is_marked_omission(
    context: &Context,
    pairs: &[(usize, usize)],
    near: &Quoted,
    quoted: &Quoted,
    gone: usize,
) -> bool {
    let rewrite = &context.readings.rewrite;
    let next = pairs.partition_point(|pair| near.words[pair.0] < gone);
    let before = next.checked_sub(1).map(|n| quoted.words[pairs[n].1]);
    let behind = pairs.get(next).map(|pair| quoted.words[pair.1]);
    let (Some(before), Some(behind)) = (before, behind) else {
        return false;
    };
    rewrite.words[before..behind]
        .iter()
        .any(|word| matches!(word.text, "…" | "[" | "("))
        || {
            let dots = rewrite.words[before..behind]
                .iter()
                .filter(|word| word.text.starts_with('.'))
                .count();
            dots >= 2
                || rewrite.words[before..behind]
                    .iter()
                    .any(|word| word.text == "...")
        }
}

fn is_in_brackets(reading: &SideReading, n: usize) -> bool {
    let before = (n.saturating_sub(8)..n)
        .rev()
        .find(|&n| matches!(reading.words[n].text, "[" | "]"));
    before.is_some_and(|n| reading.words[n].text == "[")
}

/// Whether only the spelling differs: `do not` for `don’t`, `colour` for `color`.
fn only_spelling(
    original: &SideReading,
    rewrite: &SideReading,
    gone: &[usize],
    come: &[usize],
) -> bool {
    let joined = |reading: &SideReading, words: &[usize]| {
        let words = words.iter().map(|&n| {
            let contractions = reading.language.forms.contractions.iter();
            let word = reading.words[n].folded.to_string();
            let word = contractions.fold(word, |word, TwoSides([short, long])| {
                word.replace(&short[0], &long[0])
            });
            word.replace('\'', "")
        });
        words.collect::<String>()
    };
    let (a, b) = (joined(original, gone), joined(rewrite, come));
    let is_spelling = |a: &str, b: &str| {
        let common = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
        let end = a
            .bytes()
            .rev()
            .zip(b.bytes().rev())
            .take_while(|(a, b)| a == b)
            .count();
        let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
        longer >= 5
            && longer - shorter <= 1
            && common >= 2
            && end >= 1
            && common + end + 1 >= shorter
            && common < shorter
            && !a.bytes().any(|b| b.is_ascii_digit())
    };
    a == b
        || gone.len() == 1
            && come.len() == 1
            && is_spelling(&a, &b)
            && original
                .language
                .forms
                .spellings
                .iter()
                .any(|TwoSides([one, other])| {
                    let (one, other) = (&*one[0], &*other[0]);
                    a.contains(one) != b.contains(one) && (a.contains(other) || b.contains(other))
                })
}

/// Finds a quotation that ends before the original's sentence does, without an ellipsis.
fn truncated_quotation(
    context: &Context,
    quote: &Quote,
    quoted: &Quoted,
    near: &Quoted,
    last: (usize, usize),
) -> Option<Change> {
    let (original, rewrite) = (&context.readings.original, &context.readings.rewrite);
    let word = near.words[last.0];
    let n_begun = original
        .quotes
        .partition_point(|quote| quote.words.start <= word);
    let whole = original.quotes[..n_begun].last()?;
    if !whole.words.contains(&word) {
        return None;
    }
    let segment = original.words[word].segment;
    let rest: Vec<usize> = (word + 1..whole.words.end)
        .take_while(|&n| original.words[n].segment == segment)
        .filter(|&n| original.words[n].role != WordRole::Mark)
        .collect();
    let says_more = rest
        .iter()
        .any(|&n| original.words[n].role == WordRole::Content || original.is(n, CueClass::Not));
    // The speaker may interrupt, and the quotation go on behind.
    let n_before = rewrite
        .quotes
        .partition_point(|other| other.words.start < quote.words.end);
    let next = rewrite.quotes.get(n_before);
    let goes_on = next.is_some_and(|next| {
        let first = Quoted::new(rewrite, next.words.clone()).words[0];
        rest.iter()
            .any(|&n| rewrite.words[first].folded == original.words[n].folded)
    });
    let own_last = &rewrite.words[quote.words.end - 1];
    let shows_it = own_last.text == "…" || own_last.text == "...";
    if !says_more || goes_on || shows_it || rest.is_empty() {
        return None;
    }
    // Few words inside a sentence of the rewrite's own quote a phrase, and need not go on.
    let strength = match quoted.words.len() {
        ..PHRASE => Strength::Weak,
        _ => Strength::Plain,
    };
    let words = rest[0]..rest[rest.len() - 1] + 1;
    let end = quoted.words[quoted.words.len() - 1];
    let mut change = Change::replaced(
        context,
        FindingKind::Quotation,
        strength,
        &words,
        &(end..end + 1),
    );
    change.note = format!("the quotation stops before “{}”", original.text(words));
    Some(change)
}

/// Finds a quotation whose words are in no quotation of the original.
fn unsourced_quotation(context: &Context, quote: &Quote, quoted: &Quoted) -> Option<Change> {
    let original = &context.readings.original;
    let folded = quoted.folded(&context.readings.rewrite);
    // The rarest word has the fewest places; the words behind each, then those before it, say whether all stand there.
    let places = |n: usize| original.places_of(folded[n]);
    let rarest = (0..folded.len()).min_by_key(|&n| places(n).len())?;
    let is_word = |&n: &usize| original.words[n].role != WordRole::Mark;
    let is_in = |place: Option<usize>, word: &&str| {
        place.is_some_and(|n| *original.words[n].folded == **word)
    };
    let is_at = |&at: &usize| {
        let mut behind = (at + 1..original.words.len()).filter(is_word);
        let mut before = (0..at).rev().filter(is_word);
        folded[rarest + 1..]
            .iter()
            .all(|word| is_in(behind.next(), word))
            && folded[..rarest]
                .iter()
                .rev()
                .all(|word| is_in(before.next(), word))
    };
    let places = places(rarest);
    if places.len() > SEARCHED_MAX || places.iter().any(is_at) {
        return None; // the original's words, now in quotation marks
    }
    let n_content = quoted
        .words
        .iter()
        .filter(|&&n| context.readings.rewrite.words[n].role == WordRole::Content)
        .count();
    let strength = if quoted.words.len() > SHORT && n_content >= 2 {
        Strength::Plain
    } else {
        Strength::Weak
    };
    let words = quote.words.clone();
    let note = "no quotation of the original has these words".to_owned();
    Some(Change::one_sided(
        FindingKind::Quotation,
        strength,
        Side::Rewrite,
        &words,
        note,
    ))
}
