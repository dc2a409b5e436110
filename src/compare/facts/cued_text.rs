//! One side's segments → [`CuedText`]: its words, and what they do.
//!
//! It contains words only. The facts in them (dates, figures, quotations) are parsed from it and are part of the
//! [`SideReading`](super::reading::SideReading).

use super::counted_word;
use super::cues::{Cue, CuePhrase, CueTable};
use super::numeral::{digit, is_han_numeral};
use crate::compare::facts::Stretch;
use crate::text::document::Document;
use crate::text::language::{CueClass, Language};
use crate::text::segment::{Segment, SegmentKind};
use crate::text::words;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// For the borders of words it is part of a word, but it stands between digits and their unit: `25 millions`.
const NARROW_SPACE: char = '\u{202f}';

/// The words of a side and their cues.
#[derive(Debug)]
pub(crate) struct CuedText<'a> {
    /// All words and punctuation marks in order.
    pub words: Vec<CuedWord<'a>>,
    /// For each segment its kind.
    pub kinds: Vec<SegmentKind>,
    /// For each segment its block.
    pub blocks: Vec<usize>,
    /// What the words do, ordered by first word.
    pub cues: Vec<Cued>,
    /// The language of the words.
    pub language: Language,
    /// For each segment its first word, and one more for the end.
    firsts: Vec<usize>,
    /// For each word the first cue that begins at it or behind it, and one more for the end.
    first_cues: Vec<usize>,
    vocabulary: Vocabulary,
}

/// The different words of a side, and where each stands.
#[derive(Debug, Default)]
struct Vocabulary {
    /// The number of each word, by its folded form.
    ids: HashMap<String, usize>,
    /// By number: where its places begin in [`Vocabulary::places`], and one more for the end.
    starts: Vec<usize>,
    /// The places of all words, by word and then in order.
    places: Vec<usize>,
}

impl Vocabulary {
    /// The number of a word, given to it if it has none.
    fn id(&mut self, folded: &str) -> usize {
        if let Some(&id) = self.ids.get(folded) {
            return id;
        }
        let id = self.ids.len();
        self.ids.insert(folded.to_owned(), id);
        id
    }

    /// Enters where each word stands; `ids` are those of all words in order.
    fn place(&mut self, ids: &[usize]) {
        self.starts = vec![0; self.ids.len() + 1];
        for &id in ids {
            self.starts[id + 1] += 1;
        }
        for id in 0..self.ids.len() {
            self.starts[id + 1] += self.starts[id];
        }
        let mut next = self.starts.clone();
        self.places = vec![0; ids.len()];
        for (place, &id) in ids.iter().enumerate() {
            self.places[next[id]] = place;
            next[id] += 1;
        }
    }
}

/// A word or punctuation mark.
#[derive(Debug, Clone)]
pub(crate) struct CuedWord<'a> {
    /// Bytes of the document.
    pub range: Range<usize>,
    /// As it is written.
    pub text: &'a str,
    /// As it is compared.
    pub folded: Cow<'a, str>,
    /// The segment it stands in.
    pub segment: usize,
    /// What it is.
    pub role: WordRole,
}

/// What a word is by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WordRole {
    /// Has a meaning of its own.
    Content,
    /// A function word.
    Function,
    /// Punctuation.
    Mark,
}

/// What a word or phrase does.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cued {
    /// Its words, as indices into [`CuedText::words`].
    pub words: Range<usize>,
    /// What they do.
    pub cue: Cue,
}

impl AsRef<str> for CuedWord<'_> {
    fn as_ref(&self) -> &str {
        &self.folded
    }
}

impl CuedWord<'_> {
    /// Whether it begins with a capital letter.
    pub fn is_capitalized(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

impl<'a> CuedText<'a> {
    /// Looks up the words of a side.
    pub fn new(document: &'a Document, segments: &[Segment], language: Language) -> CuedText<'a> {
        let mut words = Vec::new();
        let mut firsts = Vec::with_capacity(segments.len() + 1);
        let mut vocabulary = Vocabulary::default();
        let (mut ids, mut roles) = (Vec::new(), Vec::new());
        for (n, segment) in segments.iter().enumerate() {
            firsts.push(words.len());
            let block = &document.blocks()[segment.block];
            for token in document.tokens(block, segment.range.clone()) {
                let Range { start, end } = token.range;
                let whole = &document.text()[start..end];
                for part in parts(
                    whole,
                    language,
                    words.last().filter(|word: &&CuedWord| word.segment == n),
                ) {
                    let range = start + part.start..start + part.end;
                    let text = &document.text()[range.clone()];
                    let folded = words::fold(text);
                    let id = vocabulary.id(&folded);
                    if id == roles.len() {
                        roles.push(match token.is_word {
                            false => WordRole::Mark,
                            true if language.is_function_word(&folded) => WordRole::Function,
                            true => WordRole::Content,
                        });
                    }
                    ids.push(id);
                    words.push(CuedWord {
                        range,
                        text,
                        folded,
                        segment: n,
                        role: roles[id],
                    });
                }
            }
        }
        firsts.push(words.len());
        vocabulary.place(&ids);
        let cues = remove_plain(find_cues(&words, &ids, CueTable::of(language)));
        CuedText {
            kinds: segments.iter().map(|segment| segment.kind).collect(),
            blocks: segments.iter().map(|segment| segment.block).collect(),
            first_cues: first_cues(words.len(), &cues),
            cues,
            language,
            words,
            firsts,
            vocabulary,
        }
    }

    /// The places of a word in any case, in order.
    pub fn places_of(&self, folded: &str) -> &[usize] {
        let Vocabulary {
            ids,
            starts,
            places,
        } = &self.vocabulary;
        ids.get(folded)
            .map_or(&[], |&id| &places[starts[id]..starts[id + 1]])
    }

    /// The words of a segment.
    pub fn words_of(&self, segment: usize) -> Range<usize> {
        self.firsts[segment]..self.firsts[segment + 1]
    }

    /// The cues whose first word is in `words`.
    pub fn cues_in(&self, words: Range<usize>) -> &[Cued] {
        let from = self.first_cues[words.start.min(self.words.len())];
        let to = self.first_cues[words.end.min(self.words.len())];
        &self.cues[from..to.max(from)]
    }

    /// The longest cue at a word that `pick` takes and that ends before the word `end`, and the word after it.
    pub fn longest_cue<T>(
        &self,
        at: usize,
        end: usize,
        pick: impl Fn(Cue) -> Option<T>,
    ) -> Option<(T, usize)> {
        if at >= end {
            return None;
        }
        let cues = self.cues_in(at..at + 1).iter();
        let picked = cues
            .filter(|cued| cued.words.end <= end)
            .filter_map(|cued| Some((pick(cued.cue)?, cued.words.end)));
        picked.max_by_key(|&(_, end)| end)
    }

    /// The words up to `n` before and behind `words`, in the same segment, themselves included.
    pub fn around(&self, words: &Range<usize>, n: usize) -> Range<usize> {
        let segment = self.words_of(self.words[words.start].segment);
        segment.start.max(words.start.saturating_sub(n))
            ..segment.end.min(words.end + n).max(words.end)
    }

    /// The word before `word` in its segment.
    pub fn before(&self, word: usize) -> Option<usize> {
        let before = word.checked_sub(1)?;
        (self.words[before].segment == self.words.get(word)?.segment).then_some(before)
    }

    /// Whether a cue of `class` begins at `word`.
    pub fn is(&self, word: usize, class: CueClass) -> bool {
        let cues = self.cues_in(word..word + 1);
        cues.iter().any(|cued| cued.cue == Cue::Word(class))
    }

    /// The bytes and segments of `words`; `None` if there are none.
    pub fn stretch(&self, words: Range<usize>) -> Option<Stretch> {
        let (first, last) = (
            self.words.get(words.start)?,
            self.words.get(words.end.checked_sub(1)?)?,
        );
        (words.start < words.end).then(|| Stretch {
            range: first.range.start..last.range.end,
            segments: first.segment..last.segment + 1,
        })
    }

    /// The words as they are written, on one line.
    pub fn text(&self, words: Range<usize>) -> String {
        let mut text = String::new();
        let mut end = None;
        for word in &self.words[words] {
            if end.is_some_and(|end| end < word.range.start) {
                text.push(' ');
            }
            text.push_str(word.text);
            end = Some(word.range.end);
        }
        text
    }
}

/// For each word the first cue that begins at it or behind it, and one more for the end.
fn first_cues(n_words: usize, cues: &[Cued]) -> Vec<usize> {
    let mut first_cues = Vec::with_capacity(n_words + 1);
    let mut next = 0;
    for word in 0..=n_words {
        while next < cues.len() && cues[next].words.start < word {
            next += 1;
        }
        first_cues.push(next);
    }
    first_cues
}

/// The parts of a word in which a number, its unit and endings are written together; `before` is the word before it.
fn parts(word: &str, language: Language, before: Option<&CuedWord>) -> Vec<Range<usize>> {
    let file = language.file();
    let mut parts = Vec::with_capacity(1);
    if word.contains(NARROW_SPACE) {
        let mut start = 0;
        for part in word.split(NARROW_SPACE) {
            parts.push(start..start + part.len());
            start += part.len() + NARROW_SPACE.len_utf8();
        }
        parts.retain(|part| !part.is_empty());
        return parts;
    }
    let folded = words::fold(word);
    if file.figures.particles.is_none() || folded.len() != word.len() {
        parts.push(0..word.len());
        return parts;
    }
    let cues = CueTable::of(language);
    let is_number = |text: &str| {
        let is_number = |cue: Cue| matches!(cue, Cue::Number(_) | Cue::Word(CueClass::About));
        text.starts_with(|c| digit(c).is_some() || is_han_numeral(c))
            || cues.of_word(text).any(is_number)
    };
    let is_counted = before.is_some_and(|before| is_number(&before.folded));
    let mut start = 0;
    for len in counted_word::parts(&folded, file, cues, is_counted) {
        parts.push(start..start + len);
        start += len;
    }
    parts
}

/// The cues of all words; of the phrases of one class that begin at a word, the longest.
///
/// `ids` are the numbers of the words: a text has few different ones, often.
fn find_cues(words: &[CuedWord], ids: &[usize], cues: &'static CueTable) -> Vec<Cued> {
    let mut all: Vec<Cued> = Vec::new();
    let n_words = ids.iter().max().map_or(0, |last| last + 1);
    let mut known: Vec<Option<Vec<&CuePhrase>>> = vec![None; n_words];
    let mut segment_end = 0;
    for first in 0..words.len() {
        if first == segment_end {
            let segment = words[first].segment;
            segment_end += words[first..]
                .iter()
                .take_while(|word| word.segment == segment)
                .count();
        }
        let from = all.len();
        let word = &*words[first].folded;
        let phrases = known[ids[first]].get_or_insert_with(|| cues.beginning_with(word));
        for phrase in phrases.iter() {
            let Some(len) = phrase.len_in(&words[first..segment_end]) else {
                continue;
            };
            let cue = phrase.cue;
            let longer = all[from..]
                .iter_mut()
                .find(|other| is_same_class(other.cue, cue));
            let words = first..first + len;
            match longer {
                Some(other) if other.words.end >= words.end => {}
                Some(other) => *other = Cued { words, cue },
                None => all.push(Cued { words, cue }),
            }
        }
    }
    all
}

/// Removes the cues inside phrases that only look like cues. A denial after the first word is kept: could not. So is
/// what makes a figure an end of something: pas plus de cinq denies nothing, but is a comparator.
fn remove_plain(mut cues: Vec<Cued>) -> Vec<Cued> {
    let is_plain = |cued: &&Cued| cued.cue == Cue::Word(CueClass::Plain);
    let plain: Vec<Range<usize>> = cues
        .iter()
        .filter(is_plain)
        .map(|cued| cued.words.clone())
        .collect();
    cues.retain(|cued| {
        let before = plain.partition_point(|words| words.end <= cued.words.start);
        let is_bound = matches!(cued.cue, Cue::Word(CueClass::AtMost | CueClass::AtLeast));
        let is_denial = |words: &Range<usize>| {
            cued.cue == Cue::Word(CueClass::Not) && cued.words.start > words.start
        };
        plain
            .get(before)
            .is_none_or(|words| cued.words.end <= words.start || is_denial(words) || is_bound)
    });
    cues
}

fn is_same_class(a: Cue, b: Cue) -> bool {
    match (a, b) {
        (Cue::Word(a), Cue::Word(b)) => a == b,
        (Cue::Opposite(a, _), Cue::Opposite(b, _))
        | (Cue::Counterpart(a, _), Cue::Counterpart(b, _)) => a == b,
        (a, b) => std::mem::discriminant(&a) == std::mem::discriminant(&b),
    }
}

/// The items whose key lies in `keys`; the items are ordered by it.
pub(crate) fn within<'a, T>(
    items: &'a [T],
    keys: &Range<usize>,
    key: impl Fn(&T) -> usize,
) -> &'a [T] {
    let start = items.partition_point(|item| key(item) < keys.start);
    let end = start + items[start..].partition_point(|item| key(item) < keys.end);
    &items[start..end]
}

/// The item whose words hold `word`; the items are in order and do not overlap.
pub(crate) fn covering<T>(
    items: &[T],
    word: usize,
    words: impl Fn(&T) -> &Range<usize>,
) -> Option<&T> {
    let before = items.partition_point(|item| words(item).end <= word);
    items.get(before).filter(|item| words(item).contains(&word))
}
