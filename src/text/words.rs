//! Text → [`Token`]s: its words and its single punctuation marks, as byte ranges, and [`fold`], the form in which
//! two spellings of a word are the same.
//!
//! ```
//! # use diptych::text::words::tokens;
//! let text = "Don’t stop: 2,400 people!";
//! let words: Vec<&str> = tokens(text).map(|token| &text[token.range]).collect();
//! assert_eq!(words, ["Don’t", "stop", ":", "2,400", "people", "!"]);
//! ```

use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};
use unicode_segmentation::UnicodeSegmentation;

/// A word or a punctuation mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the text given to [`tokens`].
    pub range: Range<usize>,
    /// Whether it holds a letter or a digit; if not it is punctuation.
    pub is_word: bool,
}

/// The words and punctuation marks of `text` in order, by the word borders of UAX 29 (so `2,400` and `don’t` are one
/// word, and each Chinese character is one); white space is left out.
pub fn tokens(text: &str) -> impl Iterator<Item = Token> + '_ {
    text.split_word_bound_indices()
        .filter(|(_, word)| !word.trim().is_empty())
        .map(|(start, word)| Token {
            range: start..start + word.len(),
            is_word: word.contains(char::is_alphanumeric),
        })
}

/// One spelling for all shapes of a word: compatibility forms composed, lower case, straight quotes, plain dashes.
///
/// ```
/// # use diptych::text::words::fold;
/// assert_eq!(fold("DON’T"), fold("don't"));
/// assert_eq!(fold("cafe\u{301}"), "café");
/// ```
pub fn fold(word: &str) -> Cow<'_, str> {
    if word
        .bytes()
        .all(|b| b.is_ascii() && !b.is_ascii_uppercase())
    {
        return Cow::Borrowed(word);
    }
    Cow::Owned(plain(word).to_lowercase())
}

/// As [`fold`], but case is kept: what a verbatim copy may differ in and still be verbatim.
///
/// ```
/// # use diptych::text::words::plain;
/// assert_eq!(plain("5 m²"), plain("5 m2"));
/// assert_eq!(plain("10⁶"), plain("10^6"));
/// ```
pub fn plain(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let composed: Cow<str> = match is_nfkc_quick(word.chars()) {
        IsNormalized::Yes => Cow::Borrowed(word),
        _ => Cow::Owned(with_carets(word).nfkc().collect()),
    };
    if !composed.contains(|c| plain_char(c) != c) {
        return composed;
    }
    Cow::Owned(composed.chars().map(plain_char).collect())
}

/// A caret before an exponent behind a digit, whose compatibility form would make 106 of 10⁶. Elsewhere an exponent is
/// one way of writing the digit: m², m2.
fn with_carets(word: &str) -> Cow<'_, str> {
    let is_exponent = |c: char| matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '⁺' | '⁻');
    if !word.contains(is_exponent) {
        return Cow::Borrowed(word);
    }
    let mut before = None;
    let mut with_carets = String::with_capacity(word.len() + 1);
    for c in word.chars() {
        if is_exponent(c) && before.is_some_and(|before: char| before.is_ascii_digit()) {
            with_carets.push('^');
        }
        with_carets.push(c);
        before = Some(c);
    }
    Cow::Owned(with_carets)
}

/// The plain ASCII shape of a quotation mark or dash; every other character is itself.
pub fn plain_char(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '`' | '´' | '′' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        c => c,
    }
}
