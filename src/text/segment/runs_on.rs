//! A stop and what stands around it → whether the sentence goes on behind it: abbreviations, ordinals, who says it.

use super::marks::{first_word, has, is_dash, is_mark, is_opener, is_stop, last_word};
use crate::text::document::is_cjk;
use crate::text::language::Language;
use std::ops::Range;

/// The most bytes of the source of a quotation.
const LONGEST_REFERENCE: usize = 100;

/// A sentence has a word among this many characters from its start; signs alone belong to the sentence before.
const REACH: usize = 80;

/// Whether the sentence that begins at `start` continues after `gap`.
pub(super) fn runs_on(text: &str, start: usize, gap: &Range<usize>, language: Language) -> bool {
    let (sentence, rest) = (&text[start..gap.start], &text[gap.end..]);
    let said = sentence.trim_end_matches(|c: char| c.is_whitespace() || is_mark(c));
    let is_quote = said.len() < sentence.len();
    let next = rest.trim_start_matches(|c: char| is_opener(c) || is_dash(c) || c.is_whitespace());
    !rest.chars().take(REACH).any(char::is_alphanumeric)
        || starts_small(next)
        || rest.starts_with([',', ';', ':', '，', '；', '：', '№'])
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
    // The end of a range: `1.–3. Jahrhundert`.
    let is_range = before.ends_with(is_dash)
        && (before.trim_end_matches(is_dash))
            .ends_with(|c: char| " .".contains(c) || c.is_numeric());
    let is_short_number = word.len() <= 2 && word.starts_with(|c: char| c.is_ascii_digit());
    // `XII.`; a single letter is an initial.
    let is_roman = word.len() > 1 && word.bytes().all(|b| b"IVXLCDM".contains(&b));
    let is_ordinal = is_short_number && (is_apart || is_range) || is_roman && is_apart;
    let is_number_sign = said.ends_with(['°', 'º']);
    let is_initial = word.chars().count() == 1 && before.ends_with(".-");
    let words = &language.sentences;
    let is_clock = words
        .half_days
        .iter()
        .any(|half| said.ends_with(half.as_str()));
    words.ordinal_stop && is_ordinal && !has(&words.starters, next_word)
        || has(&words.before_names, word)
            && (word.len() > 1 || word.starts_with(char::is_uppercase))
        || (is_number_sign || has(&words.before_numbers, word))
            && next.starts_with(|c: char| c.is_ascii_digit())
        || is_clock && has(&words.after_clock, next_word)
        || is_initial
}
