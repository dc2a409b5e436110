//! A stretch of a text → a quotation of it, and from that the stretch again in a later version of the text.
//!
//! Modelled on the text quote selector of the W3C's Web Annotation Data Model (2017, 4.2.4): the words themselves and
//! some around them; offsets are a hint only. White space counts as one blank, so text that is wrapped anew is the same.

use crate::text::words::{fold, tokens};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Graphemes of the text that are kept before and behind the words.
const AROUND: usize = 32;

/// Bytes up to which the words are kept whole; of longer ones the head, the tail and a hash.
const WHOLE: usize = 2048;

/// Bytes from which words are their own proof; shorter ones, such as a number, also stand elsewhere, and are only taken
/// for the same if some of what stood beside them does.
const SPEAKS_FOR_ITSELF: usize = 24;

/// Characters beside short words that prove them the same.
const PROOF: usize = 6;

/// The share of different words that a passage has to keep to be taken for the same one, changed: 0 to 1.
const STILL_THE_SAME: f64 = 0.5;

/// Words of a text and where they stood.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Quotation {
    /// The words, white space as one blank; of more than 2,048 bytes their head.
    pub exact: String,
    /// Of more than 2,048 bytes: their tail and a SHA-256 of them all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub long: Option<Long>,
    /// What stood before them, 32 graphemes at most.
    #[serde(default)]
    pub prefix: String,
    /// What stood behind them, 32 graphemes at most.
    #[serde(default)]
    pub suffix: String,
    /// Where they began: bytes of the text as it was shown.
    pub start: usize,
    /// Where they ended.
    pub end: usize,
    /// Further words that belong to them and stood elsewhere on the same side.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Quotation>,
}

/// The end of words that are too long to be kept whole.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Long {
    /// The last bytes.
    pub tail: String,
    /// SHA-256 of all of them, in hexadecimal digits.
    pub sha256: String,
}

/// Where quoted words stand in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The same words.
    Same(Range<usize>),
    /// Their place, with other words.
    Changed(Range<usize>),
    /// Nothing is left of their place.
    Lost,
}

impl Found {
    /// The bytes of the text, unless the words are lost.
    pub fn range(&self) -> Option<Range<usize>> {
        match self {
            Found::Same(range) | Found::Changed(range) => Some(range.clone()),
            Found::Lost => None,
        }
    }
}

/// The SHA-256 of a text, in hexadecimal digits.
pub fn sha256(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Quotation {
    /// Quotes bytes of a text.
    pub fn new(text: &str, range: Range<usize>) -> Quotation {
        let words = with_blanks(&text[range.clone()]);
        let (exact, long) = match words.len() <= WHOLE {
            true => (words, None),
            false => {
                let (head, tail) = ends_of(&words, WHOLE / 2);
                let long = Long {
                    tail: tail.to_owned(),
                    sha256: sha256(&words),
                };
                (head.to_owned(), Some(long))
            }
        };
        // White space may be long: what is looked at has some to spare.
        let (before, behind) = around(text, &range, 16 * AROUND);
        let n_before = before.graphemes(true).count().saturating_sub(AROUND);
        Quotation {
            exact,
            long,
            prefix: before.graphemes(true).skip(n_before).collect(),
            suffix: behind.graphemes(true).take(AROUND).collect(),
            start: range.start,
            end: range.end,
            also: Vec::new(),
        }
    }

    /// The words for people to read: of very long ones head and tail.
    pub fn words(&self) -> String {
        match &self.long {
            None => self.exact.clone(),
            Some(long) => format!("{} … {}", self.exact, long.tail),
        }
    }

    /// The part of a place with other words that is about these: without the sentences at its ends of whose words most
    /// are new. All of it if that would be nothing.
    pub fn kept_of(&self, text: &str, place: Range<usize>) -> Range<usize> {
        let known = words_of(&self.words());
        let is_about_these = |sentence: &str| {
            let words = words_of(sentence);
            let both = words.intersection(&known).count();
            both as f64 >= STILL_THE_SAME * words.len() as f64 && both > 0
        };
        let sentences = text[place.clone()].split_sentence_bound_indices();
        let kept: Vec<Range<usize>> = sentences
            .filter(|(_, sentence)| is_about_these(sentence))
            .map(|(n, sentence)| trimmed(text, place.start + n..place.start + n + sentence.len()))
            .collect();
        match (kept.first(), kept.last()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => place,
        }
    }

    fn is(&self, words: &str) -> bool {
        match &self.long {
            None => words == self.exact,
            Some(long) => words.starts_with(&self.exact) && sha256(words) == long.sha256,
        }
    }
}

/// A text in which quotations are looked for.
pub struct Searched<'a> {
    text: &'a str,
    /// Made when first needed.
    flat: Option<Flat>,
    /// How far the quotations that were found last had moved: what stood behind them moved as far.
    shift: isize,
}

/// A text with white space as single blanks.
struct Flat {
    text: String,
    /// For each byte the one of the text that it stands for.
    places: Vec<u32>,
    /// Every place by the bytes that begin there, in order: with many quotations, reading the text for each takes long.
    index: Vec<(u64, u32)>,
}

/// Bytes that the index knows places by.
const INDEXED: usize = 8;

impl Flat {
    fn new(text: &str) -> Flat {
        let (text, places) = flattened(text);
        let starts = text.char_indices().map(|(n, _)| n);
        let mut index: Vec<(u64, u32)> = starts
            .filter_map(|n| Some((key(&text.as_bytes()[n..])?, n as u32)))
            .collect();
        index.sort_unstable();
        Flat {
            text,
            places,
            index,
        }
    }

    /// Where some words begin, in order.
    fn starts<'a>(&'a self, words: &'a str) -> Box<dyn Iterator<Item = usize> + 'a> {
        let Some(key) = key(words.as_bytes()) else {
            return Box::new(self.text.match_indices(words).map(|(n, _)| n));
        };
        let first = self.index.partition_point(|&(other, _)| other < key);
        let same = self.index[first..]
            .iter()
            .take_while(move |(other, _)| *other == key);
        let starts = same.map(|&(_, n)| n as usize);
        Box::new(starts.filter(move |&n| self.text[n..].starts_with(words)))
    }
}

fn key(bytes: &[u8]) -> Option<u64> {
    let first = bytes.get(..INDEXED)?;
    Some(u64::from_be_bytes(first.try_into().ok()?))
}

impl<'a> Searched<'a> {
    /// A text to look in.
    pub fn new(text: &'a str) -> Searched<'a> {
        Searched {
            text,
            flat: None,
            shift: 0,
        }
    }

    /// Looks for a quotation and what belongs to it. The range is that of its first words.
    pub fn find(&mut self, quotation: &Quotation) -> Found {
        let first = self.find_one(quotation);
        let rest: Vec<Found> = quotation
            .also
            .iter()
            .map(|also| self.find_one(also))
            .collect();
        let is_same = |found: &Found| matches!(found, Found::Same(_));
        match first {
            Found::Same(range) if !rest.iter().all(is_same) => Found::Changed(range),
            Found::Lost => {
                let left = rest.iter().find_map(Found::range);
                left.map_or(Found::Lost, Found::Changed)
            }
            found => found,
        }
    }

    fn find_one(&mut self, quotation: &Quotation) -> Found {
        if quotation.exact.is_empty() {
            return Found::Lost;
        }
        let found = self
            .find_at_hint(quotation)
            .unwrap_or_else(|| self.search(quotation));
        if let Found::Same(range) = &found {
            self.shift = range.start as isize - quotation.start as isize;
        }
        found
    }

    /// Where it stood, or moved as far as the one before it: the usual case, and a fast one.
    fn find_at_hint(&self, quotation: &Quotation) -> Option<Found> {
        let length = quotation.end.checked_sub(quotation.start)?;
        [self.shift, 0].into_iter().find_map(|shift| {
            let start = quotation.start.checked_add_signed(shift)?;
            let range = start..start.checked_add(length)?;
            let there = self.text.get(range.clone())?;
            if there != quotation.exact && !quotation.is(&with_blanks(there)) {
                return None;
            }
            let (prefix, suffix) = (&*quotation.prefix, &*quotation.suffix);
            let is_before = self.text[..range.start].ends_with(prefix);
            if is_before && self.text[range.end..].starts_with(suffix) {
                return Some(Found::Same(range));
            }
            let (before, behind) = around(self.text, &range, 4 * AROUND);
            // What stands beside words that speak for themselves need not be all the same.
            let is_same = match quotation.exact.len() >= SPEAKS_FOR_ITSELF {
                true => {
                    common_end(&before, prefix) >= PROOF || common_start(&behind, suffix) >= PROOF
                }
                false => before.ends_with(prefix) && behind.starts_with(suffix),
            };
            is_same.then_some(Found::Same(range))
        })
    }

    fn search(&mut self, quotation: &Quotation) -> Found {
        let shift = self.shift;
        let text = self.text;
        let all = &*self.flat.get_or_insert_with(|| Flat::new(text));
        let (flat, places) = (&*all.text, &all.places);
        let in_text = |range: Range<usize>| {
            let last = places[flat.floor_char_boundary(range.end - 1)] as usize;
            places[range.start] as usize..text.ceil_char_boundary(last + 1)
        };
        let expected = quotation.start.saturating_add_signed(shift);
        let expected = places.partition_point(|&place| (place as usize) < expected);
        let best = occurrences(all, quotation)
            .map(|range| {
                let before = common_end(&flat[..range.start], &quotation.prefix);
                let behind = common_start(&flat[range.end..], &quotation.suffix);
                (before + behind, range)
            })
            .filter(|(around, _)| {
                let all = quotation.prefix.chars().count() + quotation.suffix.chars().count();
                quotation.exact.len() >= SPEAKS_FOR_ITSELF || *around >= PROOF.min(all)
            })
            .max_by_key(|(around, range)| {
                (*around, std::cmp::Reverse(range.start.abs_diff(expected)))
            });
        if let Some((_, range)) = best {
            return Found::Same(in_text(range));
        }
        match changed(all, quotation, expected) {
            Some(range) if range.start < range.end => Found::Changed(in_text(range)),
            _ => Found::Lost,
        }
    }
}

/// All places of the words in a flat text, overlapping ones but once.
fn occurrences<'a>(
    flat: &'a Flat,
    quotation: &'a Quotation,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let (heads, head) = (flat.starts(&quotation.exact), &quotation.exact);
    let flat = &*flat.text;
    heads.filter_map(move |start| match &quotation.long {
        None => Some(start..start + head.len()),
        Some(long) => {
            // Only as far as its white space was different can the whole be longer or shorter than it was.
            let most = (quotation.end - quotation.start).max(head.len()) + long.tail.len();
            let there = &flat[start..flat.floor_char_boundary((start + most).min(flat.len()))];
            let mut ends = there.match_indices(long.tail.as_str());
            ends.find_map(|(n, tail)| {
                let range = start..start + n + tail.len();
                quotation.is(&flat[range.clone()]).then_some(range)
            })
        }
    })
}

/// The place of words that are not there any more: what lies between the words around them, or the sentence near by
/// that shares most words with them.
fn changed(all: &Flat, quotation: &Quotation, expected: usize) -> Option<Range<usize>> {
    let flat = &*all.text;
    let length = quotation.exact.len() + quotation.long.as_ref().map_or(0, |long| long.tail.len());
    let nearest = |places: &mut dyn Iterator<Item = usize>| {
        places.min_by_key(|place| place.abs_diff(expected))
    };
    let prefix = quotation.prefix.trim();
    let suffix = quotation.suffix.trim();
    let begins = (prefix.len() >= PROOF)
        .then(|| nearest(&mut all.starts(prefix).map(|n| n + prefix.len())))
        .flatten();
    let most = 3 * length + 120;
    if let Some(begin) = begins.filter(|_| suffix.len() >= PROOF) {
        let window = &flat[begin..flat.ceil_char_boundary((begin + most).min(flat.len()))];
        if let Some(n) = window.find(suffix) {
            let range = trimmed(flat, begin..begin + n);
            // Nothing between them: the words were taken out.
            return (range.start < range.end).then_some(range);
        }
    }
    similar_sentence(flat, quotation, expected)
}

/// Bytes on both sides of where words stood in which a sentence like them is looked for.
const NEARBY: usize = 6000;

fn similar_sentence(flat: &str, quotation: &Quotation, expected: usize) -> Option<Range<usize>> {
    let wanted = words_of(&quotation.exact);
    let from = flat.floor_char_boundary(expected.saturating_sub(NEARBY));
    let to = flat.ceil_char_boundary((expected + quotation.exact.len() + NEARBY).min(flat.len()));
    let sentences = flat[from..to.max(from)].split_sentence_bound_indices();
    let shares = sentences.map(|(n, sentence)| {
        let words = words_of(sentence);
        let both = wanted.intersection(&words).count();
        let share = 2.0 * both as f64 / (wanted.len() + words.len()).max(1) as f64;
        (share, trimmed(flat, from + n..from + n + sentence.len()))
    });
    let best = shares.max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(share, range)| *share >= STILL_THE_SAME && range.start < range.end)
        .map(|(_, range)| range)
}

/// The different words of a text, folded.
fn words_of(text: &str) -> HashSet<String> {
    let words = tokens(text).filter(|token| token.is_word);
    words
        .map(|token| fold(&text[token.range]).into_owned())
        .collect()
}

fn trimmed(flat: &str, range: Range<usize>) -> Range<usize> {
    let text = &flat[range.clone()];
    let start = range.start + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}

/// What stands before and behind some bytes, in so many bytes on each side.
fn around(text: &str, range: &Range<usize>, n_bytes: usize) -> (String, String) {
    let from = text.floor_char_boundary(range.start.saturating_sub(n_bytes));
    let to = text.ceil_char_boundary((range.end + n_bytes).min(text.len()));
    (
        with_blanks(&text[from..range.start]),
        with_blanks(&text[range.end..to]),
    )
}

/// The characters of a text with their places, each white space of any length as one blank.
fn blanked(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let blanks = text
        .char_indices()
        .map(|(n, c)| (n, if c.is_whitespace() { ' ' } else { c }));
    let mut before = None;
    blanks.filter(move |&(_, c)| before.replace(c) != Some(' ') || c != ' ')
}

fn with_blanks(text: &str) -> String {
    blanked(text).map(|(_, c)| c).collect()
}

/// A text with its white space as blanks, and for each byte of that the one of the text that it stands for.
fn flattened(text: &str) -> (String, Vec<u32>) {
    let mut flat = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len());
    for (n, c) in blanked(text) {
        flat.push(c);
        places.extend((0..c.len_utf8()).map(|byte| (n + byte) as u32));
    }
    (flat, places)
}

fn ends_of(text: &str, n_bytes: usize) -> (&str, &str) {
    let head = text.floor_char_boundary(n_bytes);
    let tail = text.ceil_char_boundary(text.len() - n_bytes);
    (&text[..head], &text[tail..])
}

/// How many characters two texts end with in common.
fn common_end(a: &str, b: &str) -> usize {
    let pairs = a.chars().rev().zip(b.chars().rev());
    pairs.take_while(|(a, b)| a == b).count()
}

/// How many characters two texts begin with in common.
fn common_start(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}
