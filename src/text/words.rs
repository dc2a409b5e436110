//! Text → [`Token`]s: its words and its single punctuation marks, as byte ranges, and [`fold`], the form in which
//! two spellings of a word are the same.
//!
//! ```
//! # use diptych::text::words::tokens;
//! let text = "Don’t stop: 2,400 people!";
//! let words: Vec<&str> = tokens(text).map(|token| &text[token.range]).collect();
//! assert_eq!(words, ["Don’t", "stop", ":", "2,400", "people", "!"]);
//! ```
//!
//! What only says where a word may be broken ([`is_invisible`]) is no part of it.

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
/// word, and each Chinese character is one); white space and what is invisible between words is left out.
///
/// ```
/// # use diptych::text::words::tokens;
/// let words: Vec<_> = tokens("rain\u{200b}coat \u{ad} on").map(|token| token.range).collect();
/// assert_eq!(words, [0..11, 15..17]);
/// ```
pub fn tokens(text: &str) -> impl Iterator<Item = Token> + '_ {
    // Of those that are invisible only this one is a border of words.
    let (direct, mended) = match text.contains('\u{200b}') {
        true => (None, Some(mended_tokens(text))),
        false => (Some(visible_tokens(text)), None),
    };
    let direct = direct.into_iter().flatten();
    direct.chain(mended.into_iter().flatten())
}

fn visible_tokens(text: &str) -> impl Iterator<Item = Token> + '_ {
    let is_blank = |c: char| c.is_whitespace() || is_invisible(c);
    text.split_word_bound_indices()
        .filter(move |(_, word)| !word.chars().all(is_blank))
        .map(|(start, word)| Token {
            range: start..start + word.len(),
            is_word: word.contains(char::is_alphanumeric),
        })
}

/// The tokens of a text as if nothing invisible were in it.
fn mended_tokens(text: &str) -> Vec<Token> {
    let mut visible = String::with_capacity(text.len());
    let mut places = Vec::new(); // of each byte of the visible text
    for (at, c) in text.char_indices().filter(|&(_, c)| !is_invisible(c)) {
        visible.push(c);
        places.extend(at..at + c.len_utf8());
    }
    visible_tokens(&visible)
        .map(|Token { range, is_word }| Token {
            range: places[range.start]..places[range.end - 1] + 1,
            is_word,
        })
        .collect()
}

/// The characters that only say where a word may be broken, or not: soft hyphen, zero-width space, word joiner, byte
/// order mark.
pub const INVISIBLE: [char; 4] = ['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}'];

/// Whether a character is one of [`INVISIBLE`].
pub fn is_invisible(c: char) -> bool {
    INVISIBLE.contains(&c)
}

/// One spelling for all shapes of a word: compatibility forms composed, lower case, straight quotes, plain dashes, and
/// nothing invisible; a word that was broken at the end of a line is in one piece.
///
/// ```
/// # use diptych::text::words::fold;
/// assert_eq!(fold("DON’T"), fold("don't"));
/// assert_eq!(fold("cafe\u{301}"), "café");
/// assert_eq!(fold("rain\u{ad}coat"), "raincoat");
/// assert_eq!(fold("rain-\ncoat"), "raincoat");
/// ```
pub fn fold(word: &str) -> Cow<'_, str> {
    if word
        .bytes()
        .all(|b| b.is_ascii() && !b.is_ascii_uppercase() && !b.is_ascii_whitespace())
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
    if let Some((first, second)) = halves(word) {
        return Cow::Owned(plain(first).into_owned() + &plain(second));
    }
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let composed: Cow<str> = match is_nfkc_quick(word.chars()) {
        IsNormalized::Yes => Cow::Borrowed(word),
        _ => Cow::Owned(with_carets(word).nfkc().collect()),
    };
    if !composed.contains(|c| plain_char(c) != c || is_invisible(c)) {
        return composed;
    }
    let visible = composed.chars().filter(|&c| !is_invisible(c));
    Cow::Owned(visible.map(plain_char).collect())
}

/// The halves of a word that was broken by a hyphen at the end of a line. In no other word there is white space.
fn halves(word: &str) -> Option<(&str, &str)> {
    let hyphen = word.find(char::is_whitespace)?;
    let first = word[..hyphen].strip_suffix(['-', '‐', '\u{ad}'])?;
    let second = word[hyphen..].trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    (!first.is_empty()).then_some((first, second))
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
