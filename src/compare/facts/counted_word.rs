//! A word in which a number, its unit and endings of grammar are written together → its parts: `25명이` is 25 | 명 | 이.
//!
//! Only for languages whose file lists such endings (`figures.particles`). Whatever reads facts then finds number and
//! unit as words of their own. A number word is split off only if what follows is known, because its syllables are parts
//! of many other words: `삼십 | 명 | 이`, but `사건`.

use super::cues::{Cue, CueTable};
use super::numeral::{digit, is_han_numeral};
use crate::text::language::{CueClass, LanguageFile};

/// The lengths in bytes of the parts of a word, in order; a single one if it is not split. `is_counted` says that a
/// number stands before it.
pub(super) fn parts(
    word: &str,
    file: &LanguageFile,
    cues: &CueTable,
    is_counted: bool,
) -> Vec<usize> {
    let whole = vec![word.len()];
    let mut lens: Vec<usize> = Vec::new();
    let mut rest = word;
    let (mut n_numerals, mut n_digits, mut n_letters) = (0, 0, 0); // syllables, runs, syllables
    let is_after = |sign: &&String| rest_is_number(&word[sign.len()..], cues);
    let mut signs = file.figures.ordinal_signs.iter();
    if let Some(sign) = signs.find(|sign| word.starts_with(sign.as_str()) && is_after(sign)) {
        lens.push(sign.len());
        rest = &rest[sign.len()..];
        n_letters += 2; // a number must follow
    }
    let mut is_behind_digits = false;
    loop {
        // 3일간 are three days, not 3 and 1; 삼십이 is 32, but of 명이 the 이 is grammar.
        let counted = counted_len(rest, file, cues).filter(|_| is_behind_digits);
        let is_ending = n_letters > 0 && file.figures.particles.has(rest);
        let number = number_len(rest, cues).filter(|_| counted.is_none() && !is_ending);
        is_behind_digits = rest.starts_with(|c| digit(c).is_some());
        let len = if let Some(len) = number {
            let is_digit = rest.starts_with(|c| digit(c).is_some());
            n_digits += usize::from(is_digit);
            n_numerals += rest[..len].chars().count();
            len
        } else if n_numerals == 0 && !is_counted {
            break;
        } else if let Some(len) = counted_len(rest, file, cues) {
            n_letters += rest[..len].chars().count();
            len
        } else {
            break;
        };
        lens.push(len);
        rest = &rest[len..];
    }
    let is_known = rest.is_empty() || file.figures.particles.has(rest);
    let is_word = is_known && (n_numerals > 1 || n_letters > 1 || n_numerals == 0);
    if lens.is_empty() || n_digits == 0 && !is_word {
        return whole;
    }
    if !rest.is_empty() {
        lens.push(rest.len());
    }
    lens
}

fn rest_is_number(rest: &str, cues: &CueTable) -> bool {
    number_len(rest, cues).is_some()
}

/// Digits with their marks, a number word, or a single numeral.
fn number_len(rest: &str, cues: &CueTable) -> Option<usize> {
    let is_digit = |c: char| digit(c).is_some() || matches!(c, '.' | ',');
    let first = rest.chars().next()?;
    if digit(first).is_some() {
        return Some(rest.find(|c| !is_digit(c)).unwrap_or(rest.len()));
    }
    longest(rest, |part| {
        let is_number = |cue: Cue| matches!(cue, Cue::Number(_));
        cues.of_word(part).any(is_number)
    })
    .or_else(|| is_han_numeral(first).then_some(first.len_utf8()))
}

/// What can follow a number: a unit, a counter, the sign of a date.
fn counted_len(rest: &str, file: &LanguageFile, cues: &CueTable) -> Option<usize> {
    let (figures, dates) = (&file.figures, &file.dates);
    let signs = [
        &figures.parts,
        &figures.ordinal_counters,
        &dates.year_signs,
        &dates.month_signs,
        &dates.day_signs,
    ];
    let is_cue = |cue: Cue| {
        matches!(
            cue,
            Cue::Unit(_) | Cue::Word(CueClass::Clock | CueClass::About)
        )
    };
    longest(rest, |part| {
        cues.of_word(part).any(is_cue)
            || figures.counters.has(part)
            || signs.iter().any(|signs| signs.has(part))
    })
}

/// The longest beginning for which `is` holds.
fn longest(rest: &str, is: impl Fn(&str) -> bool) -> Option<usize> {
    const LETTERS_MAX: usize = 8;
    let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
    let ends: Vec<usize> = ends.take(LETTERS_MAX).collect();
    ends.into_iter().rev().find(|&end| is(&rest[..end]))
}
