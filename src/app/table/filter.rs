//! The filter of the table → how many of its letters each pair matches.
//!
//! A pair passes if its id and title contain the letters of each word in order (a subsequence). The best of several
//! such places is not computed, which would take many times as long.
//!
//! A longer filter never passes a pair that a shorter one rejects, so one number describes a pair: the number of letters
//! that it matches. A typed letter is tested only on the pairs that passed before, a deleted letter on none.

use super::TableItem;
use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// The filter, and room to compare in.
#[derive(Debug, Clone)]
pub(super) struct PairFilter {
    text: String,
    /// What each beginning of the text asks for: its first letter, its first two letters …
    beginnings: Vec<Vec<FilterWord>>,
    matcher: Matcher,
    name: String,
    chars: Vec<char>,
}

/// Letters of a filter; further ones are left out. Nobody types as many, but somebody may paste a page.
const LETTERS_MAX: usize = 100;

impl PairFilter {
    /// One that all pairs pass.
    pub(super) fn new() -> PairFilter {
        PairFilter {
            text: String::new(),
            beginnings: Vec::new(),
            matcher: Matcher::new(Config::DEFAULT),
            name: String::new(),
            chars: Vec::new(),
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The number of its letters, which a passing pair matches all.
    pub(super) fn n_letters(&self) -> usize {
        self.beginnings.len()
    }

    /// Adds a letter; false if there is no room for more.
    pub(super) fn push(&mut self, letter: char) -> bool {
        let has_room = self.n_letters() < LETTERS_MAX;
        if has_room {
            self.text.push(letter);
            let words = self.text.split_whitespace().map(FilterWord::new);
            self.beginnings.push(words.collect());
        }
        has_room
    }

    pub(super) fn pop(&mut self) {
        self.text.pop();
        self.beginnings.pop();
    }

    /// How many letters a pair matches, given that it matches the first `n_before`.
    pub(super) fn reach(&mut self, item: &TableItem, n_before: usize) -> usize {
        let further = self.beginnings.get(n_before..).unwrap_or_default();
        if further.is_empty() {
            return n_before;
        }
        self.name.clear();
        self.name.push_str(item.id.as_deref().unwrap_or_default());
        self.name.push(' ');
        self.name
            .push_str(item.title.as_deref().unwrap_or_default());
        let name = Utf32Str::new(&self.name, &mut self.chars);
        let matcher = &mut self.matcher;
        let passes = |words: &&Vec<FilterWord>| words.iter().all(|word| word.is_in(name, matcher));
        n_before + further.iter().take_while(passes).count()
    }
}

#[derive(Debug, Clone)]
struct FilterWord {
    atom: Atom,
    config: Config,
}

impl FilterWord {
    /// A word without capitals and accents finds those with them, too.
    fn new(word: &str) -> FilterWord {
        let (case, accents) = (CaseMatching::Smart, Normalization::Smart);
        let mut config = Config::DEFAULT;
        config.ignore_case = !word.chars().any(char::is_uppercase);
        config.normalize = word
            .chars()
            .all(|c| nucleo_matcher::chars::normalize(c) == c);
        FilterWord {
            atom: Atom::new(word, case, accents, AtomKind::Fuzzy, false),
            config,
        }
    }

    fn is_in(&self, name: Utf32Str, matcher: &mut Matcher) -> bool {
        let letters = self.atom.needle_text();
        // The matcher would also work out how good the place is, which takes most of its time.
        if let (Utf32Str::Ascii(name), Utf32Str::Ascii(letters)) = (name, letters) {
            let mut name = name.iter();
            let is_same = |c: &u8, letter: u8| match self.config.ignore_case {
                true => c.eq_ignore_ascii_case(&letter),
                false => *c == letter,
            };
            return letters
                .iter()
                .all(|&letter| name.any(|c| is_same(c, letter)));
        }
        matcher.config = self.config.clone();
        matcher.fuzzy_match_greedy(name, letters).is_some()
    }
}
