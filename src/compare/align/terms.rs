//! Texts of the segments → [`Terms`]: sparse tf-idf vectors.
//!
//! Three units are weighted by tf-idf: whole words, the first letters of words, and character grams inside words. None
//! needs a list of stop words, a stemmer or a language: a unit counts by how few segments have it.
//! Every vector is ordered by id, so two of them are compared by a merge ([`shared_terms`]).

use super::repeats::Repeats;
use super::vectors::{Term, Vectors, shared_terms};
use crate::text::cores::on_all_cores;
use crate::text::side::{Pair, Side};
use crate::text::words::is_invisible;
use foldhash::fast::RandomState;
use regex::Regex;
use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;
use std::sync::LazyLock;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// How many words, and numbers, of one segment are read, from its first on. More than any sentence has: it limits the
/// cost of a whole book in one line.
pub const WORDS_MAX: usize = 1 << 16;

/// How many characters of one word are split into grams, from its first on: it limits the cost of ten megabytes without
/// a space.
pub const WORD_CHARS_MAX: usize = 256;

/// How many words of one segment are searched for common runs: it limits the cost, which is quadratic.
pub const RUN_WORDS_MAX: usize = 48;

/// Letters at the start of a word that stand for the word and its inflections.
const PREFIX_CHARS: usize = 5;

/// Length of character grams.
const GRAM_CHARS: usize = 4;

/// Bits that hold any character.
const CHAR_BITS: u32 = 21;

/// One kind of unit on both sides.
#[derive(Debug, Default)]
pub struct Units {
    /// The segments' tf-idf vectors.
    pub vectors: Pair<Vectors>,
    /// By id: how much it says that two segments share the unit, its inverse document frequency (0 to about 13).
    pub rarity: Vec<f32>,
    /// By id: the number of segments of each side that have the unit, repeated ones counted once.
    pub n_segments: Vec<Pair<u32>>,
}

/// All that matching uses of the texts. Words and grams are dropped when the similarity of all candidates is known.
#[derive(Debug, Default)]
pub struct Terms {
    /// Whole words.
    pub words: Units,
    /// The first five letters of each word; short ones, mostly function words, count less.
    pub prefixes: Units,
    /// By prefix: how much of its rarity it keeps for its length, up to 1.
    pub prefix_shares: Vec<f32>,
    /// Four neighbouring characters of a word with a space on each side of it.
    pub grams: Units,
    /// The different figures in each segment, such as `2,400`, without weights.
    pub numbers: Pair<Vectors>,
    /// The number of words in each segment.
    pub n_words: Pair<Vec<usize>>,
    /// How many segments have more than [`WORDS_MAX`] words.
    pub n_cut_segments: usize,
    /// How many different words have more than [`WORD_CHARS_MAX`] characters.
    pub n_cut_words: usize,
    /// Which segments repeat earlier ones.
    pub repeats: Repeats,
    /// The first [`RUN_WORDS_MAX`] words of each segment, in order.
    pub first_words: Pair<Vec<Vec<u32>>>,
}

impl Terms {
    /// Reads all segments.
    pub fn new(texts: &Pair<Vec<&str>>) -> Terms {
        let mut terms = Terms::default();
        let mut vocabulary = Vocabulary::default();
        for side in Side::BOTH {
            for text in on_all_cores(&texts[side], |text| Normal::new(text)) {
                terms.read(side, &text, &mut vocabulary);
            }
            let words = &terms.words.vectors[side];
            let prefix = |word: &Term| Term {
                id: vocabulary.prefix_of[word.id as usize],
                ..*word
            };
            let prefixes = |segment: usize| words.of(segment).iter().map(prefix);
            let grams = |segment: usize| {
                words.of(segment).iter().flat_map(|word| {
                    let grams = vocabulary.grams_of[word.id as usize].iter();
                    grams.map(|&id| Term { id, ..*word })
                })
            };
            terms.prefixes.vectors[side] = Vectors::of_all(words.len(), prefixes);
            terms.grams.vectors[side] = Vectors::of_all(words.len(), grams);
        }
        terms.repeats = Repeats::new(&terms.prefixes.vectors);
        terms.words.weigh(&terms.repeats, |_| 1.0);
        terms.grams.weigh(&terms.repeats, |_| 1.0);
        terms.prefix_shares = vocabulary.prefix_shares;
        terms.n_cut_words = vocabulary.n_cut_words;
        let share = |id: usize| terms.prefix_shares[id];
        terms.prefixes.weigh(&terms.repeats, share);
        terms
    }

    /// How many segments each side has.
    pub fn size(&self) -> Pair<usize> {
        self.n_words.as_ref().map(Vec::len)
    }

    fn read(&mut self, side: Side, text: &Normal, vocabulary: &mut Vocabulary) {
        let mut all_words = words(&text.text);
        let words: Vec<u32> = all_words
            .by_ref()
            .take(WORDS_MAX)
            .map(|word| vocabulary.word(word))
            .collect();
        self.n_cut_segments += usize::from(all_words.next().is_some());
        self.n_words[side].push(words.len());
        self.first_words[side].push(words[..words.len().min(RUN_WORDS_MAX)].to_vec());
        self.words.vectors[side].push(words.into_iter().map(Term::once));
        let numbers = text.numbers.iter().map(|number| &text.text[number.clone()]);
        self.numbers[side].push(numbers.map(|number| Term::once(vocabulary.numbers.id(number))));
    }
}

impl Units {
    /// The cosine of two segments, 0 (nothing shared) to 1 (the same units in the same proportion).
    pub fn cosine(&self, segments: Pair<usize>) -> f32 {
        let vectors = Pair::from_fn(|side| self.vectors[side].of(segments[side]));
        shared_terms(vectors.original, vectors.rewrite)
            .map(|(a, b)| a.weight * b.weight)
            .sum()
    }

    /// Turns counts into tf-idf weights; `share` scales the rarity of a unit.
    fn weigh(&mut self, repeats: &Repeats, share: impl Fn(usize) -> f32) {
        let n = repeats.n_different();
        self.n_segments = repeats.count(&self.vectors);
        let rarity = |(id, n_having): (usize, &Pair<u32>)| {
            let n_having = (n_having.original + n_having.rewrite) as usize;
            share(id) * idf(n, n_having)
        };
        self.rarity = self.n_segments.iter().enumerate().map(rarity).collect();
        for side in Side::BOTH {
            self.vectors[side].weigh(&self.rarity);
        }
    }
}

/// The inverse document frequency of a unit that so many of `n` segments have.
fn idf(n: usize, n_having: usize) -> f32 {
    ((n + 1) as f32 / (n_having as f32 + 0.5)).ln()
}

/// How much a prefix says that so many of `n` segments have: its rarity in [`Terms::prefixes`].
pub fn prefix_rarity(prefix: &str, n: usize, n_having: usize) -> f32 {
    prefix_share(prefix) * idf(n, n_having)
}

/// The words of a text as they are written, each with its prefix in [`Terms::prefixes`].
pub fn spelled_words(text: &str) -> impl Iterator<Item = (&str, String)> {
    words(text).take(WORDS_MAX).map(|word| {
        let prefix = first_chars(&normalize(word), PREFIX_CHARS).to_owned();
        (word, prefix)
    })
}

/// Calls `see` with the prefix of each word of a text.
pub fn each_prefix(text: &str, mut see: impl FnMut(&str)) {
    for word in words(&normalize(text)).take(WORDS_MAX) {
        see(first_chars(word, PREFIX_CHARS));
    }
}

/// A segment as it is read.
struct Normal {
    /// See [`normalize`].
    text: String,
    /// Where its numbers are, up to [`WORDS_MAX`].
    numbers: Vec<Range<usize>>,
}

impl Normal {
    fn new(text: &str) -> Normal {
        let text = normalize(text);
        let numbers = NUMBER.find_iter(&text).take(WORDS_MAX);
        Normal {
            numbers: numbers.map(|number| number.range()).collect(),
            text,
        }
    }
}

/// The numbers of the units of both texts; a word is split once, however often it occurs.
#[derive(Default)]
struct Vocabulary {
    words: Ids<String>,
    prefixes: Ids<String>,
    grams: Ids<u128>,
    numbers: Ids<String>,
    /// By word.
    prefix_of: Vec<u32>,
    /// By word.
    grams_of: Vec<Vec<u32>>,
    /// By prefix.
    prefix_shares: Vec<f32>,
    /// How many words are too long to be split into grams completely.
    n_cut_words: usize,
}

impl Vocabulary {
    fn word(&mut self, word: &str) -> u32 {
        let id = self.words.id(word);
        if id as usize == self.prefix_of.len() {
            self.cut(word);
        }
        id
    }

    /// Finds the prefix and the grams of a new word.
    fn cut(&mut self, word: &str) {
        let prefix_text = first_chars(word, PREFIX_CHARS);
        let prefix = self.prefixes.id(prefix_text);
        if prefix as usize == self.prefix_shares.len() {
            self.prefix_shares.push(prefix_share(prefix_text));
        }
        self.prefix_of.push(prefix);
        let start = first_chars(word, WORD_CHARS_MAX);
        self.n_cut_words += usize::from(start.len() < word.len());
        let mut ids = Vec::with_capacity(start.len());
        grams(start, |gram| ids.push(self.grams.id(&gram)));
        self.grams_of.push(ids);
    }
}

/// Items numbered in order of first occurrence.
#[derive(Default)]
struct Ids<T>(HashMap<T, u32, RandomState>);

impl<T: Hash + Eq> Ids<T> {
    fn id<Q>(&mut self, thing: &Q) -> u32
    where
        T: Borrow<Q>,
        Q: Hash + Eq + ToOwned<Owned = T> + ?Sized,
    {
        if let Some(&id) = self.0.get(thing) {
            return id;
        }
        let id = self.0.len() as u32;
        self.0.insert(thing.to_owned(), id);
        id
    }
}

/// A number with its inner points and commas.
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\d+(?:[.,]\d+)*").expect("the pattern is well formed"));

/// How much of its rarity a prefix keeps, .4 with one letter to 1 with five. The function words of most languages are
/// short, so this takes the place of lists of stop words (docs/matching.md, "Terms"). Grams of a script without spaces
/// are short too, but only those of hiragana alone, in which Japanese writes endings and particles, and single
/// characters count less.
fn prefix_share(prefix: &str) -> f32 {
    let is_hiragana = |c: char| ('\u{3040}'..='\u{309f}').contains(&c);
    match prefix.chars().count() {
        n_chars if !prefix.contains(|c| spaceless_chars(c).is_some()) => {
            (0.25 + 0.15 * n_chars as f32).min(1.0)
        }
        _ if prefix.chars().all(is_hiragana) => 0.4,
        1 => 0.6,
        _ => 1.0,
    }
}

/// Normalizes a text: NFKC, lower case, without Arabic vowel signs and tatweel, which most texts omit, and without
/// what is invisible.
fn normalize(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let is_optional = |c: char| matches!(c, '\u{640}' | '\u{64b}'..='\u{652}' | '\u{670}');
    let mut normal = match is_nfkc_quick(text.chars()) {
        IsNormalized::Yes => text.to_lowercase(),
        _ => text.nfkc().collect::<String>().to_lowercase(),
    };
    normal.retain(|c| !is_optional(c) && !is_invisible(c));
    normal
}

/// Longest runs of letters with their marks, digits and underscores: `"don't" -> ["don", "t"]`; of a script without
/// spaces the runs' overlapping grams: `"横浜の港" -> ["横浜", "浜の", "の港"]`.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let runs = text.split(|c| !is_word_char(c));
    runs.filter(|run| run.contains(char::is_alphanumeric))
        .flat_map(|run| {
            // Most texts have no such script; nothing is collected for them.
            let is_plain = run.is_ascii() || !run.contains(|c| spaceless_chars(c).is_some());
            let whole = is_plain.then_some(run);
            let cut = if is_plain { Vec::new() } else { cut_words(run) };
            whole.into_iter().chain(cut)
        })
}

/// Cuts a run where scripts with and without spaces meet, and the parts without into grams.
fn cut_words(run: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = run;
    while let Some(first) = rest.chars().next() {
        let n_chars = spaceless_chars(first);
        let part = until(rest, |c| spaceless_chars(c) != n_chars);
        rest = &rest[part.len()..];
        let starts: Vec<usize> = part.char_indices().map(|(start, _)| start).collect();
        let n_chars = n_chars.unwrap_or(starts.len()).min(starts.len());
        for (n, &start) in starts[..=starts.len() - n_chars].iter().enumerate() {
            let end = starts.get(n + n_chars).copied().unwrap_or(part.len());
            words.push(&part[start..end]);
        }
    }
    words
}

fn until(text: &str, is_end: impl Fn(char) -> bool) -> &str {
    &text[..text.find(is_end).unwrap_or(text.len())]
}

/// Of a script that puts no spaces between words, the length of grams that stand for words.
fn spaceless_chars(c: char) -> Option<usize> {
    match c {
        // Thai and Lao; Burmese; Khmer.
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => Some(3),
        // Chinese characters and Japanese kana.
        '\u{3005}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => Some(2),
        '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => Some(2),
        _ => None,
    }
}

fn is_word_char(c: char) -> bool {
    c == '_' || c.is_alphanumeric() || !c.is_ascii() && is_combining_mark(c)
}

/// Goes through the grams of a word, each packed into a number: `cat -> [" cat", "cat "]`; all of a shorter one.
fn grams(word: &str, mut see: impl FnMut(u128)) {
    let gram_bits = GRAM_CHARS as u32 * CHAR_BITS;
    let (mut gram, mut n_chars) = (0, 0);
    for c in [' '].into_iter().chain(word.chars()).chain([' ']) {
        gram = (gram << CHAR_BITS | c as u128) & ((1 << gram_bits) - 1);
        n_chars += 1;
        if n_chars >= GRAM_CHARS {
            see(gram);
        }
    }
    if n_chars < GRAM_CHARS {
        see(gram);
    }
}

fn first_chars(word: &str, n_chars: usize) -> &str {
    let end = word.char_indices().nth(n_chars).map(|(start, _)| start);
    &word[..end.unwrap_or(word.len())]
}
