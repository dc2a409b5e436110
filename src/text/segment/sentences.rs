//! A block on one line → where its sentences start.
//!
//! The library `sentencex` finds the stops; it knows the abbreviations of thirty languages. It treats a quotation as
//! one piece and takes long with marks that never close, so it gets the text without quotation marks and brackets. This
//! module puts these back on the right side of each stop, and corrects the stops that the library gets wrong.

use super::items::{self, ItemStart};
use super::marks::{
    closers_len, digits_len, first_word, has, is_apostrophe, is_closer, is_mark, is_opener,
    is_stop, last_word, note_len,
};
use super::runs_on::runs_on;
use crate::text::document::is_cjk;
use crate::text::language::Language;
use sentencex::languages::Language as SentenceRules;
use std::ops::Range;

/// The most bytes that `sentencex` gets at once: parts of it take quadratic time.
const PIECE: usize = 32 * 1024;

/// The most bytes of an aside in brackets; a longer one was probably never closed.
const LONGEST_ASIDE: usize = 600;

/// The fewest letters of the words before and behind a stop without a blank: shorter ones are abbreviations and names,
/// unless they are known to begin sentences.
const GLUED_WORD_MIN: usize = 3;

/// Where the sentences of `text` start; the first is 0. An item of a list inside the line starts one, too;
/// `marker` is the mark of the item that `text` belongs to, if there is one.
pub(super) fn starts(marker: &str, text: &str, language: Language) -> Vec<usize> {
    let asides = asides(text);
    let mut items = items::starts(marker, text, language).into_iter().peekable();
    let mut item = ItemStart::default();
    let mut starts = vec![0];
    for stop in stops(text, language) {
        while let Some(next) = items.next_if(|next| next.start <= stop) {
            item = next;
            push_later(&mut starts, item.start);
        }
        let start = starts[starts.len() - 1];
        if let Some(gap) = gap(text, stop, language)
            && gap.end > item.content
            && gap.end < text.len()
            && !is_inside(text, &asides, start, gap.start)
            && !runs_on(text, start, &gap, language)
        {
            push_later(&mut starts, gap.end);
        }
    }
    items.for_each(|item| push_later(&mut starts, item.start));
    starts
}

fn push_later(starts: &mut Vec<usize>, start: usize) {
    if starts[starts.len() - 1] < start {
        starts.push(start);
    }
}

/// Where sentences may end: the stops that `sentencex` finds, and those that it misses.
fn stops(text: &str, language: Language) -> Vec<usize> {
    let bare = bare(text);
    let mut stops = known_stops(&bare, language);
    stops.extend(overlooked_stops(&bare, language));
    stops.extend(own_stops(&bare, language));
    stops.extend(glued_stops(text, language));
    stops.sort_unstable();
    stops.dedup();
    stops
}

/// The stops at which `sentencex` ends a sentence.
fn known_stops(bare: &str, language: Language) -> Vec<usize> {
    let mut stops = Vec::new();
    let (mut start, mut end) = (0, 0);
    while end < bare.len() {
        end = bare.floor_char_boundary((start + PIECE).max(end + PIECE / 2));
        let n_known = stops.len();
        let piece = &bare[start..end];
        let sentences = match language.is_general() {
            true => NoLanguage.get_sentence_boundaries(piece),
            false => sentencex::get_sentence_boundaries(language.code(), piece),
        };
        for sentence in sentences {
            let stop = sentence.start_byte + sentence.text.trim_end().len();
            stops.extend((sentence.end_byte < end - start).then_some(start + stop));
        }
        // The last sentence of a piece may go on in the next one. A longer one is passed piece by piece.
        start = if stops.len() > n_known {
            stops[stops.len() - 1]
        } else {
            end
        };
    }
    stops
}

/// The rules that `sentencex` has for all languages, without the words of any.
struct NoLanguage;

impl SentenceRules for NoLanguage {}

/// Behind words that `sentencex` takes for abbreviations, and behind abbreviations in front of a word that starts a
/// sentence.
fn overlooked_stops(bare: &str, language: Language) -> impl Iterator<Item = usize> {
    bare.match_indices(['.', '…'])
        .filter_map(move |(at, stop)| {
            let (before, behind) = (&bare[..at], &bare[at + stop.len()..]);
            if !behind.starts_with(' ') {
                return None;
            }
            let (last, next) = (last_word(before), first_word(behind.trim_start()));
            let is_ellipsis = stop == "…" || before.ends_with("..");
            // `J. In` may be the initials of a man; `U.S. In` and `i.v. It` are none.
            let is_acronym =
                || before[..before.len() - last.len()].ends_with('.') && !before.ends_with("..");
            let goes_on = || {
                language
                    .sentences
                    .capitals_inside
                    .iter()
                    .any(|capital| next.starts_with(capital.as_str()))
            };
            let is_border = is_ellipsis && !goes_on()
                || has(&language.sentences.no_abbreviations, last)
                || has(&language.sentences.starters, next)
                    && (last.chars().count() > 1 || is_acronym());
            (next.starts_with(char::is_uppercase) && is_border).then_some(at + stop.len())
        })
}

/// Behind the stops that only this language has: `:` in Armenian, `;` in Greek.
fn own_stops(bare: &str, language: Language) -> impl Iterator<Item = usize> {
    let stops = language.file().sentences.stops.iter();
    stops.flat_map(move |stop| {
        bare.match_indices(stop.as_str())
            .map(|(at, stop)| at + stop.len())
    })
}

/// Stops without a blank behind them, where whoever copied a text lost a line end: `the harbour.Nobody was hurt`.
fn glued_stops(text: &str, language: Language) -> impl Iterator<Item = usize> {
    let stops = text.match_indices(['.', '!', '?']);
    stops
        .map(|(at, stop)| at + stop.len())
        .filter(move |&stop| is_glued(text, stop, language))
}

/// Whether a sentence ends at `stop` and the next one begins there: behind a whole word or a number, and with a whole
/// word that begins with a capital. A name in front needs a word that is known to begin sentences, and so do short
/// words. `example.Com`, `Node.Js`, `System.Out`, `1.Open` and `e.g.The` are none.
fn is_glued(text: &str, stop: usize, language: Language) -> bool {
    let said = &text[..stop - 1];
    let (word, next) = (last_word(said), first_word(&text[stop..]));
    let before = &said[..said.len() - word.len()];
    let is_apart = before.is_empty()
        || before.ends_with(|c: char| {
            c.is_whitespace() || is_opener(c) || is_apostrophe(c) || matches!(c, ',' | '-')
        });
    let is_long = |word: &str| word.chars().count() >= GLUED_WORD_MIN;
    let is_small = |word: &str| word.chars().all(|c| c.is_lowercase() || is_apostrophe(c));
    let tail = |word: &str| word.chars().next().map_or(0, char::len_utf8);
    let is_number = word.bytes().all(|b| b.is_ascii_digit());
    let is_name = is_small(&word[tail(word)..]) && word.starts_with(char::is_uppercase);
    let words = &language.sentences;
    let is_known = has(&words.starters, next) || has(&words.before_names, next);
    is_apart
        && is_long(word)
        && (is_number || is_small(word) || is_name && is_known)
        && (is_long(next) || is_known)
        && next.starts_with(char::is_uppercase)
        && is_small(&next[tail(next)..])
        && text[stop + next.len()..]
            .trim_start_matches(['.', ',', ';', ':'])
            .starts_with(char::is_whitespace)
}

/// `text` without quotation marks, brackets and the marks of footnotes: spaces in their place, so that every offset
/// stays.
fn bare(text: &str) -> String {
    let mut bare = without_marks(text);
    for (at, _) in text.match_indices(['.', '!', '?']) {
        let start = at + 1 + closers_len(&text[at + 1..]);
        let len = digits_len(text, start);
        bare.replace_range(start..start + len, &" ".repeat(len));
    }
    bare
}

fn without_marks(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut before = ' ';
    loop {
        let rest = &text[bare.len()..];
        let n_kept = rest.bytes().take_while(|&byte| is_kept(byte)).count();
        bare.push_str(&rest[..n_kept]);
        before = rest[..n_kept].chars().next_back().unwrap_or(before);
        let rest = &rest[n_kept..];
        let Some(c) = rest.chars().next() else {
            return bare;
        };
        let is_apostrophe = matches!(c, '\'' | '’')
            && before.is_alphanumeric()
            && rest[c.len_utf8()..].starts_with(char::is_alphanumeric);
        // `sentencex` takes the signs of less and more for marks around something.
        let is_sign = matches!(c, '<' | '>');
        let is_blank = !is_apostrophe && (c.is_whitespace() || is_mark(c) || is_sign);
        let n_spaces = match note_len(rest) {
            note if note > 0 && (is_stop(before) || is_closer(before)) => note,
            _ if is_blank => c.len_utf8(),
            _ => 0,
        };
        match n_spaces {
            0 => bare.push(c),
            n => bare.extend(std::iter::repeat_n(' ', n)),
        }
        before = c;
    }
}

/// Whether [`without_marks`] always keeps a byte, whatever is around it: most bytes of a text.
fn is_kept(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
        && !matches!(
            byte,
            b'"' | b'\'' | b'`' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'<' | b'>'
        )
}

/// The white space between two sentences after `stop`: closing marks belong to the first, opening marks to the second.
/// `None` if nothing separates them.
fn gap(text: &str, stop: usize, language: Language) -> Option<Range<usize>> {
    let last = text[..stop].chars().next_back()?;
    let before = &text[..stop - last.len_utf8()];
    // Decimals (３．２９) and clock times in a script with stops of its own.
    if before.ends_with(char::is_numeric) && text[stop..].starts_with(char::is_numeric) {
        return None;
    }
    let start = stop + closers_len(&text[stop..]);
    let start = start + digits_len(text, start);
    let end = start + text[start..].len() - text[start..].trim_start().len();
    let is_own = !last.is_ascii() && language.sentences.stops.has(last.encode_utf8(&mut [0; 4]));
    let is_apart = end > start
        || is_own
        || is_cjk(last)
        || is_cjk(text[end..].chars().next()?)
        || last.is_ascii() && is_glued(text, stop, language);
    is_apart.then_some(start..end)
}

/// What opens an aside or, in Chinese, the title of a work.
const ASIDE_OPENERS: &str = "([（《〈";
const ASIDE_CLOSERS: &str = ")]）》〉";

/// The short asides in brackets in `text`, and titles; a stop inside one does not end the sentence around it.
fn asides(text: &str) -> Vec<Range<usize>> {
    let mut asides = Vec::new();
    if !ASIDE_OPENERS.chars().any(|opener| text.contains(opener)) {
        return asides;
    }
    let mut open: Vec<usize> = Vec::new();
    for (at, c) in text
        .char_indices()
        .filter(|&(_, c)| ASIDE_OPENERS.contains(c) || ASIDE_CLOSERS.contains(c))
    {
        match ASIDE_OPENERS.contains(c) {
            true => open.push(at),
            false => {
                let start = open.pop().filter(|start| at - start < LONGEST_ASIDE);
                asides.extend(start.map(|start| start..at + c.len_utf8()));
            }
        }
    }
    asides.sort_unstable_by_key(|aside| aside.start);
    asides
}

/// Whether `at` is in a title, or in a bracket that did not open at the start of the sentence.
fn is_inside(text: &str, asides: &[Range<usize>], sentence: usize, at: usize) -> bool {
    let is_title = |aside: &Range<usize>| text[aside.start..].starts_with(['《', '〈']);
    let before = asides.partition_point(|aside| aside.start < at);
    asides[..before]
        .iter()
        .rev()
        .take_while(|aside| aside.start >= sentence.max(at.saturating_sub(LONGEST_ASIDE)))
        .any(|aside| at < aside.end && (aside.start > sentence || is_title(aside)))
}
