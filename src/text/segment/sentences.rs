//! A block on one line → where its sentences start.
//!
//! The library `sentencex` finds the stops; it knows the abbreviations of thirty languages. It treats a quotation as
//! one piece and takes long with marks that never close, so it gets the text without quotation marks and brackets. This
//! module puts these back on the right side of each stop, and corrects the stops that the library gets wrong.

use super::items::{self, ItemStart};
use crate::text::document::is_cjk;
use crate::text::language::{Language, WordSet};
use sentencex::languages::Language as SentenceRules;
use std::ops::Range;

/// The most bytes that `sentencex` gets at once: parts of it take quadratic time.
const PIECE: usize = 32 * 1024;

/// The most bytes of an aside in brackets; a longer one was probably never closed.
const LONGEST_ASIDE: usize = 600;

/// The most bytes of the source of a quotation.
const LONGEST_REFERENCE: usize = 100;

/// A sentence has a word among this many characters from its start; signs alone belong to the sentence before.
const REACH: usize = 80;

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

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}

/// Bytes of the mark of a footnote at the start of `text`: `[12]`, `²`.
fn note_len(text: &str) -> usize {
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
fn digits_len(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    if !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return 0;
    }
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == ',');
    let digits = rest[..rest.len() - behind.len()].trim_end();
    let is_apart = behind.is_empty() || digits.len() + behind.len() < rest.len();
    let are_notes = digits.split([' ', ',']).all(|note| note.len() <= 3);
    let begins = behind.trim_start_matches(is_opener);
    // Behind an abbreviation (`Art.5 GG`) they are no notes.
    let word = last_word(text[..at].trim_end_matches(|c| is_closer(c) || is_stop(c)));
    let n_small = word.chars().filter(|c| c.is_lowercase()).count();
    let is_word = n_small >= 4 && n_small + 1 >= word.chars().count();
    let begins = begins.is_empty() || begins.starts_with(char::is_uppercase);
    match is_apart && are_notes && is_word && begins {
        true => digits.len(),
        false => 0,
    }
}

/// Quotation marks and brackets.
fn is_mark(c: char) -> bool {
    is_opener(c) || is_closer(c)
}

fn is_opener(c: char) -> bool {
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

fn is_closer(c: char) -> bool {
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
    let is_apart = end > start || is_own || is_cjk(last) || is_cjk(text[end..].chars().next()?);
    is_apart.then_some(start..end)
}

/// Bytes of the closing marks at the start of `text`, which follows a stop.
fn closers_len(text: &str) -> usize {
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
fn opens(mark: char, next: Option<char>) -> bool {
    "“‘«»‹›".contains(mark) && next.is_some_and(char::is_alphanumeric)
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

/// Whether the sentence that begins at `start` continues after `gap`.
fn runs_on(text: &str, start: usize, gap: &Range<usize>, language: Language) -> bool {
    let (sentence, rest) = (&text[start..gap.start], &text[gap.end..]);
    let said = sentence.trim_end_matches(|c: char| c.is_whitespace() || is_mark(c));
    let is_quote = said.len() < sentence.len();
    let next = rest.trim_start_matches(|c: char| is_opener(c) || is_dash(c) || c.is_whitespace());
    !rest.chars().take(REACH).any(char::is_alphanumeric)
        || starts_small(next)
        || rest.starts_with([',', ';', ':', '，', '；', '：'])
        || is_quote && (is_speech(said, rest, language) || is_reference(rest))
        || language.sentences.speech_dash && is_told(sentence, rest)
        || sentence.ends_with(['》', '〉'])
        || said.strip_suffix('.').is_some_and(|said| {
            is_letters(said)
                || start == 0 && (is_dateline(said) || is_section(said))
                || is_abbreviation(said, next, language)
        })
}

/// Whether `text` starts in lower case, except for names such as iPhone.
fn starts_small(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_lowercase) && !chars.next().is_some_and(char::is_uppercase)
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―')
}

/// Whether `rest` says who said the quotation that ends with `said`: `“Why?” Tom Miller asked.`
fn is_speech(said: &str, rest: &str, language: Language) -> bool {
    let tag = rest
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("");
    let is_in_tag = |word: &str| {
        tag.char_indices()
            .take(8)
            .any(|(at, _)| tag[at..].starts_with(word))
    };
    // Words in a script without spaces stand inside longer runs of letters.
    let words = &language.sentences;
    let is_unspaced = || {
        let mut speech = words.speech.iter().filter(|word| word.starts_with(is_cjk));
        speech.any(is_in_tag) || words.particles.iter().any(|word| rest.starts_with(word))
    };
    let mut first_words = rest.split_whitespace().take(4).map(first_word);
    let is_named = !said.ends_with('.')
        && (words
            .capitals_inside
            .has(rest.split(' ').next().unwrap_or(""))
            || !has(&words.starters, first_word(rest)))
        && first_words
            .position(|word| has(&words.speech, word))
            .is_some_and(|at| {
                rest.split_whitespace()
                    .take(at)
                    .all(|word| word.starts_with(char::is_uppercase))
            });
    is_named || rest.starts_with(is_cjk) && is_unspaced()
}

/// Whether `rest` starts with the source of a quotation, whose stop is behind it: `(Smith 55).`
fn is_reference(rest: &str) -> bool {
    let source = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    source.is_some_and(|(source, behind)| {
        source.len() < LONGEST_REFERENCE && !source.contains('(') && behind.starts_with('.')
    })
}

/// Whether the words of a speaker go on in `rest`, behind a dash and who says them: `– Why? – she asked. – Tell me.` In
/// Spanish the dash stands before the stop: `—No sé —dijo ella—. Vamos.`
fn is_told(sentence: &str, rest: &str) -> bool {
    let said = sentence.trim_end_matches(is_stop);
    let goes_on = match said.len() < sentence.len() && said.ends_with(is_dash) {
        true => true,
        false => rest
            .strip_prefix(is_dash)
            .is_some_and(|rest| rest.starts_with(' ')),
    };
    let mut dashes = said.trim_end_matches(is_dash).match_indices(is_dash);
    goes_on
        && dashes.any(|(at, dash)| {
            let is_apart = said[..at].ends_with(' ');
            is_apart && starts_small(said[at + dash.len()..].trim_start())
        })
}

/// Letters alone say who speaks or what follows: `Q. Why?`, `P.S. I forgot.`
fn is_letters(said: &str) -> bool {
    let is_letter = |part: &str| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
    };
    said.split('.').all(is_letter)
}

/// `BERLIN. ` in front of a report.
fn is_dateline(said: &str) -> bool {
    let is_capital = |c: char| c.is_uppercase() || " ,-/".contains(c);
    (4..60).contains(&said.len()) && said.split(' ').count() <= 3 && said.chars().all(is_capital)
}

/// The number of a section, such as `2.1.` or `1.E.3.`
fn is_section(said: &str) -> bool {
    let is_part = |part: &str| {
        (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    said.len() < 20
        && said.starts_with(|c: char| c.is_ascii_digit())
        && said.split('.').all(is_part)
}

/// Whether the stop after `said` belongs to an abbreviation, judged by the words around it.
fn is_abbreviation(said: &str, next: &str, language: Language) -> bool {
    let (word, next_word) = (last_word(said), first_word(next));
    let before = &said[..said.len() - word.len()];
    let is_apart =
        before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || is_opener(c));
    let is_short_number = word.len() <= 2 && word.starts_with(|c: char| c.is_ascii_digit());
    let is_initial = word.chars().count() == 1 && before.ends_with(".-");
    let words = &language.sentences;
    let is_clock = words
        .half_days
        .iter()
        .any(|half| said.ends_with(half.as_str()));
    words.ordinal_stop && is_apart && is_short_number && !has(&words.starters, next_word)
        || has(&words.before_names, word)
            && (word.len() > 1 || word.starts_with(char::is_uppercase))
        || has(&words.before_numbers, word) && next.starts_with(|c: char| c.is_ascii_digit())
        || is_clock && has(&words.after_clock, next_word)
        || is_initial
}

/// Whether a word is in a list, ignoring case.
fn has(list: &WordSet, word: &str) -> bool {
    list.has(&word.to_lowercase())
}

/// The letters and digits at the end of `text`.
fn last_word(text: &str) -> &str {
    let start = text.trim_end_matches(char::is_alphanumeric).len();
    &text[start..]
}

/// The letters and digits at the start of `text`, and an apostrophe inside.
fn first_word(text: &str) -> &str {
    let is_in_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let end = text.find(|c| !is_in_word(c)).unwrap_or(text.len());
    &text[..end]
}
