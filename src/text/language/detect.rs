//! A text → its [`Language`].
//!
//! `whichlang` knows 16 languages and always answers with one of them. It is believed unless the text shows that it is
//! wrong: by letters of a script that the language is not written in, or by too few of the language's words of grammar.
//! Then another language is looked for by the same two signs, above all one that the detector does not know; if there
//! is none, the general rules hold: no words are better than those of a wrong language.

use super::Language;
use crate::text::side::{Pair, Side};
use crate::text::words::{fold, tokens};
use std::borrow::Cow;

/// So many bytes from the middle of a text, where its prose is, show its language.
const SAMPLE: usize = 4 * 1024;

/// Bytes of each of two texts that are looked at together.
const PAIR_SAMPLE: usize = 16 * 1024;

/// A text with fewer bytes than this says too little about its language; it has that of both texts together.
const SHORT: usize = 256;

/// From so many words on, a text has words of grammar.
const WORDS_MIN: usize = 40;

/// The share of words of grammar that a text has at least: prose in a language that has a list has a fifth to a half,
/// prose in another one that looks like it up to a seventh.
const FUNCTION_SHARE_MIN: f32 = 0.15;

/// The share from which on a text is in a language that the detector could have named, and did not.
const FUNCTION_SHARE_SURE: f32 = 0.3;

/// A shorter list of words of grammar cannot judge a text.
pub(super) const FUNCTION_WORDS_MIN: usize = 50;

/// The share of letters in the scripts of a language that a text in it has at least: names, quotations and code may be
/// in another script.
const SCRIPT_SHARE_MIN: f32 = 0.25;

/// The language of a text that stands alone.
pub fn of(text: &str) -> Language {
    let sample = middle(text);
    if !sample.contains(char::is_alphabetic) {
        return english();
    }
    let detected = detected(sample);
    let sample = Sample::new(sample);
    if sample.could_be(detected) {
        return detected;
    }
    let others = Language::all().filter(|&other| other != detected && !other.is_general());
    let others = others.filter(|&other| match other.detector {
        Some(_) => sample.is_surely(other),
        None => sample.could_be(other),
    });
    others
        .max_by(|&a, &b| f32::total_cmp(&sample.function_share(a), &sample.function_share(b)))
        .unwrap_or_else(Language::general)
}

/// The languages of two texts that say the same. A short one has that of both together.
pub fn of_pair(texts: Pair<&str>) -> Pair<Language> {
    let is_short = texts.map(|text| text.len() < SHORT);
    let both = (is_short.original || is_short.rewrite).then(|| {
        let start = texts.map(|text| &text[..text.floor_char_boundary(PAIR_SAMPLE)]);
        of(&format!("{}\n{}", start.original, start.rewrite))
    });
    Pair::from_fn(|side| match both {
        Some(both) if is_short[side] => both,
        _ => of(texts[side]),
    })
}

/// Whether two texts are certainly in the two different languages that they are taken for: each by the letters, or by the
/// words of grammar, of its own and not of the other one. Of a short text that is never certain.
pub fn are_apart(texts: Pair<&str>, languages: Pair<Language>) -> bool {
    let is_told = languages.original != languages.rewrite
        && Side::BOTH.iter().all(|&side| !languages[side].is_general());
    is_told
        && Side::BOTH.into_iter().all(|side| {
            let (own, other) = (languages[side], languages[side.other()]);
            let sample = Sample::new(middle(texts[side]));
            let share = sample.function_share(own);
            texts[side].len() >= SHORT
                && (sample.script_share(other) < SCRIPT_SHARE_MIN
                    || sample.is_surely(own) && share >= 2.0 * sample.function_share(other))
        })
}

fn middle(text: &str) -> &str {
    let start = text.ceil_char_boundary(text.len().saturating_sub(SAMPLE) / 2);
    let end = text.floor_char_boundary(start + SAMPLE);
    &text[start..end]
}

/// What the detector says.
fn detected(text: &str) -> Language {
    let code = whichlang::detect_language(text).three_letter_code();
    with_detector(code).unwrap_or_else(Language::general)
}

fn with_detector(code: &str) -> Option<Language> {
    Language::all().find(|language| language.detector.as_deref() == Some(code))
}

/// What a text is taken for that has no letters at all.
fn english() -> Language {
    with_detector(whichlang::Lang::Eng.three_letter_code()).unwrap_or_else(Language::general)
}

/// The part of a text that is looked at, and its words, which several languages may be compared with.
struct Sample<'a> {
    text: &'a str,
    /// Folded, without numbers.
    words: Vec<Cow<'a, str>>,
}

impl Sample<'_> {
    fn new(text: &str) -> Sample<'_> {
        let words = tokens(text).map(|token| &text[token.range]);
        let words = words.filter(|word| word.contains(char::is_alphabetic));
        Sample {
            text,
            words: words.map(fold).collect(),
        }
    }

    /// Whether nothing in the text speaks against the language.
    fn could_be(&self, language: Language) -> bool {
        let is_judge = language.function_words.n_entries() >= FUNCTION_WORDS_MIN;
        self.script_share(language) >= SCRIPT_SHARE_MIN
            && (!is_judge
                || self.words.len() < WORDS_MIN
                || self.function_share(language) >= FUNCTION_SHARE_MIN)
    }

    /// Whether the text has so many words of the language's grammar that it cannot be in another one.
    fn is_surely(&self, language: Language) -> bool {
        self.words.len() >= WORDS_MIN && self.function_share(language) >= FUNCTION_SHARE_SURE
    }

    /// The share of words of grammar among all words.
    fn function_share(&self, language: Language) -> f32 {
        let is_function_word = |word: &&Cow<str>| language.function_words.has(word);
        let n_function_words = self.words.iter().filter(is_function_word).count();
        n_function_words as f32 / self.words.len().max(1) as f32
    }

    /// The share of letters that are in the scripts of a language.
    fn script_share(&self, language: Language) -> f32 {
        let text = self.text;
        if text.chars().all(|c| c.is_ascii() || !c.is_alphabetic()) {
            // Spares most English texts the search: it takes a millisecond to be ready.
            return f32::from(u8::from(
                language.scripts.iter().any(|script| script == "Latin"),
            ));
        }
        let n_letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let runs = language.letters().find_iter(text);
        let n_in_scripts: usize = runs.map(|run| run.as_str().chars().count()).sum();
        n_in_scripts as f32 / n_letters.max(1) as f32
    }
}
