//! A character or a word → what it is beside a stop: marks that open and close, dashes, the marks of footnotes.

use crate::text::language::WordSet;

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}

/// Bytes of the mark of a footnote at the start of `text`: `[12]`, `²`.
pub(super) fn note_len(text: &str) -> usize {
    let is_digit = |c: char| c.is_ascii_digit();
    let in_brackets = text
        .strip_prefix('[')
        .map(|rest| (rest, rest.trim_start_matches(is_digit)));
    let behind = match in_brackets {
        Some((rest, behind)) if behind.len() < rest.len() => {
            behind.strip_prefix(']').unwrap_or(text)
        }
        _ => text.trim_start_matches(['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁰']),
    };
    text.len() - behind.len()
}

/// Bytes of the digits of footnotes at an offset right behind a sentence, as text out of a PDF has them: `11 12` in
/// `It was so before.11 12 Take`.
pub(super) fn digits_len(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    if !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return 0;
    }
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == ',');
    let digits = rest[..rest.len() - behind.len()].trim_end();
    let is_apart = behind.is_empty() || digits.len() + behind.len() < rest.len();
    let are_notes = digits.split([' ', ',']).all(|note| note.len() <= 3);
    let begins = behind.trim_start_matches(is_opener);
    // Behind an abbreviation (`Art.5 GG`) they are no notes; behind an aside (`(1987).1`) they are.
    let said = text[..at].trim_end_matches(|c| is_closer(c) || is_stop(c));
    let is_aside = text[said.len()..].starts_with([')', ']']);
    let word = last_word(said);
    let n_small = word.chars().filter(|c| c.is_lowercase()).count();
    let is_word = n_small >= 4 && n_small + 1 >= word.chars().count() || is_aside;
    let begins = begins.is_empty() || begins.starts_with(char::is_uppercase);
    match is_apart && are_notes && is_word && begins {
        true => digits.len(),
        false => 0,
    }
}

/// Quotation marks and brackets.
pub(super) fn is_mark(c: char) -> bool {
    is_opener(c) || is_closer(c)
}

pub(super) fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '‚'
            | '‛'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '('
            | '['
            | '{'
            | '「'
            | '『'
            | '（'
            | '【'
            | '《'
            | '〈'
    )
}

pub(super) fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '“'
            | '”'
            | '‟'
            | '‘'
            | '’'
            | '«'
            | '»'
            | '‹'
            | '›'
            | ')'
            | ']'
            | '}'
            | '」'
            | '』'
            | '）'
            | '】'
            | '》'
            | '〉'
    )
}

/// Bytes of the closing marks at the start of `text`, which follows a stop.
pub(super) fn closers_len(text: &str) -> usize {
    let mut len = 0;
    loop {
        let rest = &text[len..];
        // French sets a space in front of it.
        let spaced = rest.trim_start();
        let is_french =
            spaced.starts_with('»') && !spaced['»'.len_utf8()..].starts_with(char::is_alphanumeric);
        let rest = if is_french { spaced } else { rest };
        let note = note_len(rest);
        let mut chars = rest.chars();
        match chars.next() {
            _ if note > 0 => len += note,
            Some(c) if is_closer(c) && !opens(c, chars.next()) => {
                len = text.len() - rest.len() + c.len_utf8()
            }
            _ => return len,
        }
    }
}

/// Whether a mark that can open or close opens here: a word follows directly.
pub(super) fn opens(mark: char, next: Option<char>) -> bool {
    "“‘«»‹›".contains(mark) && next.is_some_and(char::is_alphanumeric)
}

pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―')
}

/// Whether a word is in a list, ignoring case.
pub(super) fn has(list: &WordSet, word: &str) -> bool {
    list.has(&word.to_lowercase())
}

/// The letters and digits at the end of `text`.
pub(super) fn last_word(text: &str) -> &str {
    let start = text.trim_end_matches(char::is_alphanumeric).len();
    &text[start..]
}

/// The letters and digits at the start of `text`, and an apostrophe inside.
pub(super) fn first_word(text: &str) -> &str {
    let is_in_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let end = text.find(|c| !is_in_word(c)).unwrap_or(text.len());
    &text[..end]
}
