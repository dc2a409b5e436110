//! Language → [`CueTable`]: what its words do to the meaning of a sentence.
//!
//! The words are those of the language's file (see [`LanguageFile`](crate::text::language::LanguageFile)). An entry is
//! a word or a phrase; a word may end or begin with `*`, which stands for any letters (`alleg*`, `*n't`). The words of
//! a phrase match literally, ignoring case.

#[cfg(test)]
mod tests;

use super::clock::{ClockPart, ClockPattern};
use super::numeral::{digit, is_han_numeral};
use super::units::UNITS;
use crate::text::language::{CueClass, Language, Phrases, TwoSides, entries};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{LazyLock, OnceLock};

/// What a word or phrase does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Cue {
    /// A number below its language's hundred: `seven`.
    Number(f64),
    /// Multiplies the number before it: `million`.
    Times(f64),
    /// A part of one: `half`.
    Fraction(f64),
    /// A place in an order: `third`.
    Ordinal(f64),
    /// A unit of [`UNITS`], by its index.
    Unit(usize),
    /// Makes a figure one of a period: the unit of the period.
    Period(usize),
    /// A date by its distance from the day of writing.
    Relative(i32, CalendarUnit),
    /// A month, January being 1.
    Month(u8),
    /// A day of the week, Monday being 1.
    Weekday(u8),
    /// One of two opposites: which pair, and which of the two. Replacing one by the other reverses a statement.
    Opposite(usize, bool),
    /// One of two counterparts, such as left and right: which pair, and which of the two. Replacing one by the other
    /// names another thing.
    Counterpart(usize, bool),
    /// Anything else.
    Word(CueClass),
}

impl Cue {
    /// Whether it is a number in words, or makes one.
    pub fn is_number(self) -> bool {
        matches!(
            self,
            Cue::Number(_) | Cue::Times(_) | Cue::Fraction(_) | Cue::Ordinal(_)
        )
    }
}

/// What a distance from the day of writing is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CalendarUnit {
    /// Days.
    Day,
    /// Months.
    Month,
    /// Years.
    Year,
}

impl CalendarUnit {
    /// The unit of a distance such as `-1 day`, with its number.
    fn distance(text: &str) -> Option<(i32, CalendarUnit)> {
        let (number, unit) = text.split_once(' ')?;
        let unit = match unit {
            "day" => CalendarUnit::Day,
            "month" => CalendarUnit::Month,
            "year" => CalendarUnit::Year,
            _ => return None,
        };
        Some((number.parse().ok()?, unit))
    }
}

/// The cues of one language, as they are looked up.
#[derive(Debug, Default)]
pub(crate) struct CueTable {
    exact: HashMap<String, Vec<CuePhrase>>,
    /// Those that begin with known letters, by the first [`STEM`] of them.
    prefixes: HashMap<String, Vec<CuePhrase>>,
    suffixes: Vec<CuePhrase>,
    /// Clock times in words.
    clock: Vec<ClockPattern>,
    /// The words with which they begin.
    clock_words: HashSet<String>,
}

/// A phrase and what it does.
#[derive(Debug, Clone)]
pub(crate) struct CuePhrase {
    words: Vec<WordPattern>,
    /// What it does.
    pub cue: Cue,
}

#[derive(Debug, Clone, PartialEq)]
enum WordPattern {
    Exact(String),
    Prefix(String),
    Suffix(String),
}

/// Characters by which beginnings are looked up; no pattern is shorter.
const STEM: usize = 3;

impl CueTable {
    /// The cues of a language.
    pub fn of(language: Language) -> &'static CueTable {
        static TABLES: LazyLock<HashMap<&str, OnceLock<CueTable>>> = LazyLock::new(|| {
            let codes = Language::all().map(Language::code);
            codes.map(|code| (code, OnceLock::new())).collect()
        });
        TABLES[language.code()].get_or_init(|| CueTable::new(language))
    }

    fn new(language: Language) -> CueTable {
        let mut table = CueTable::default();
        let mut add_all = |words: &BTreeMap<String, f64>, cue: fn(f64) -> Cue| {
            words
                .iter()
                .for_each(|(phrase, &value)| table.add(phrase, cue(value)));
        };
        add_all(&language.number, Cue::Number);
        add_all(&language.times, Cue::Times);
        add_all(&language.fraction, Cue::Fraction);
        add_all(&language.ordinal, Cue::Ordinal);
        for (idx, unit) in UNITS.iter().enumerate() {
            let names = language.unit.get(&unit.name).into_iter();
            let names = names.flat_map(|names| names.iter().map(String::as_str));
            entries(&unit.signs)
                .chain(names)
                .for_each(|name| table.add(name, Cue::Unit(idx)));
        }
        for (idx, unit) in UNITS.iter().enumerate() {
            let phrases = language.period.get(&unit.name).into_iter();
            let phrases = phrases.flat_map(|phrases| phrases.iter());
            phrases.for_each(|phrase| table.add(phrase, Cue::Period(idx)));
        }
        for (phrase, distance) in &language.relative {
            if let Some((number, unit)) = CalendarUnit::distance(distance) {
                table.add(phrase, Cue::Relative(number, unit));
            }
        }
        let clock = language.clock.iter();
        table.clock = clock
            .filter_map(|(phrase, sum)| ClockPattern::new(phrase, sum))
            .collect();
        let firsts = table
            .clock
            .iter()
            .filter_map(|pattern| match &pattern.parts[0] {
                ClockPart::Word(word) => Some(word.clone()),
                ClockPart::Hour | ClockPart::Minutes => None,
            });
        table.clock_words = firsts.collect();
        let numbered = |names: &[Phrases], cue: fn(u8) -> Cue, table: &mut CueTable| {
            for (n, names) in (1..).zip(names) {
                names.iter().for_each(|name| table.add(name, cue(n)));
            }
        };
        numbered(&language.months, Cue::Month, &mut table);
        numbered(&language.weekdays, Cue::Weekday, &mut table);
        let paired = |pairs: &[TwoSides], cue: fn(usize, bool) -> Cue, table: &mut CueTable| {
            for (n, TwoSides(sides)) in pairs.iter().enumerate() {
                for (words, is_second) in sides.iter().zip([false, true]) {
                    words
                        .iter()
                        .for_each(|word| table.add(word, cue(n, is_second)));
                }
            }
        };
        paired(&language.opposites, Cue::Opposite, &mut table);
        paired(&language.counterparts, Cue::Counterpart, &mut table);
        for (&class, phrases) in &language.cues {
            phrases
                .iter()
                .for_each(|phrase| table.add(phrase, Cue::Word(class)));
        }
        table
    }

    fn add(&mut self, phrase: &str, cue: Cue) {
        let words: Vec<WordPattern> = phrase.split(' ').map(WordPattern::new).collect();
        let phrase = CuePhrase { words, cue };
        match &phrase.words[0] {
            WordPattern::Exact(word) => self.exact.entry(word.clone()).or_default().push(phrase),
            WordPattern::Prefix(word) => {
                let stem = word.chars().take(STEM).collect();
                self.prefixes.entry(stem).or_default().push(phrase);
            }
            WordPattern::Suffix(_) => self.suffixes.push(phrase),
        }
    }

    /// The phrases whose first word can be `word`.
    pub fn beginning_with(&self, word: &str) -> Vec<&CuePhrase> {
        let stem_len = word
            .char_indices()
            .nth(STEM)
            .map_or(word.len(), |(at, _)| at);
        let exact = self.exact.get(word).into_iter().flatten();
        let prefixes = self.prefixes.get(&word[..stem_len]).into_iter().flatten();
        let found = exact.chain(prefixes).chain(&self.suffixes);
        found.filter(|phrase| phrase.words[0].fits(word)).collect()
    }

    /// Whether a clock time in words can begin with `word`, if that is no number.
    pub fn may_begin_clock(&self, word: &str) -> bool {
        self.clock_words.contains(word)
    }

    /// The clock times that can begin with `word`; those that begin with a number, with any number.
    pub fn clock_beginning_with<'a>(
        &'a self,
        word: &'a str,
    ) -> impl Iterator<Item = &'a ClockPattern> {
        let is_number = word.starts_with(|c: char| digit(c).is_some() || is_han_numeral(c))
            || self.of_word(word).any(|cue| matches!(cue, Cue::Number(_)));
        self.clock
            .iter()
            .filter(move |pattern| match &pattern.parts[0] {
                ClockPart::Word(first) => first == word,
                ClockPart::Hour | ClockPart::Minutes => is_number,
            })
    }

    /// Whether a clock time goes on with `word` behind its minutes: 三点五*分*.
    pub fn clock_words_behind(&self, word: &str) -> bool {
        let mut pairs = self
            .clock
            .iter()
            .flat_map(|pattern| pattern.parts.windows(2));
        pairs.any(|pair| match pair {
            [ClockPart::Minutes, ClockPart::Word(behind)] => behind == word,
            _ => false,
        })
    }

    /// What a word does by itself, as it stands in the lists.
    pub fn of_word(&self, word: &str) -> impl Iterator<Item = Cue> {
        let phrases = self.exact.get(word).into_iter().flatten();
        phrases
            .filter(|phrase| phrase.words.len() == 1)
            .map(|phrase| phrase.cue)
    }
}

impl CuePhrase {
    /// Whether it is a single word.
    pub fn is_one_word(&self) -> bool {
        self.words.len() == 1
    }

    /// The number of its words, if it stands at the beginning of `words`; its first word is known to.
    pub fn len_in<W: AsRef<str>>(&self, words: &[W]) -> Option<usize> {
        let len = self.words.len();
        let mut pairs = self.words.iter().zip(words).skip(1);
        (len <= words.len() && pairs.all(|(pattern, word)| pattern.fits(word.as_ref())))
            .then_some(len)
    }
}

impl WordPattern {
    fn new(word: &str) -> WordPattern {
        if let Some(start) = word.strip_suffix('*') {
            WordPattern::Prefix(start.to_owned())
        } else if let Some(end) = word.strip_prefix('*') {
            WordPattern::Suffix(end.to_owned())
        } else {
            WordPattern::Exact(word.to_owned())
        }
    }

    fn fits(&self, word: &str) -> bool {
        match self {
            WordPattern::Exact(whole) => word == whole,
            WordPattern::Prefix(start) => word.starts_with(start.as_str()),
            WordPattern::Suffix(end) => word.ends_with(end.as_str()),
        }
    }
}
