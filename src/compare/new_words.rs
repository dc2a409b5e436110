//! Both sides as they are read → [`NewWords`]: the content words of each that stand in no form anywhere on the other, and
//! for which no related word stands in their match.
//!
//! ```text
//! different words ─────────► equal, or kin? ────────────┐
//! figures, dates, names ───► read there as the same? ───┼─► what is left: stretches of new words, and their share
//! words of a match ────────► related? ──────────────────┘
//! ```
//!
//! A word is looked for in the whole other text, whatever it is matched with. That makes it a way of looking, never a
//! verdict; a synonym is a new word, too, unless the table of related words knows it.

use super::facts::cued_text::{CuedWord, WordRole};
use super::facts::cues::Cue;
use super::facts::identity::{Identities, own_words};
use super::facts::reading::SideReading;
use crate::text::language::Language;
use crate::text::side::{Pair, Side};
use foldhash::fast::RandomState;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// The content words that stand in no form on the other side, nor another word for them.
#[derive(Debug)]
pub(crate) struct NewWords {
    /// Bytes of each text, in order. Neighbouring new words of a segment are one stretch.
    pub stretches: Pair<Vec<Range<usize>>>,
    /// How many of the rewrite's content words are new, 0 to 1.
    pub share: f64,
}

/// Finds the new words of both sides. `related` are the places of related words, in order.
pub(crate) fn new_words(
    readings: &Pair<SideReading>,
    identities: &Identities,
    related: &Pair<Vec<Range<usize>>>,
) -> NewWords {
    let vocabularies = Pair::from_fn(|side| Vocabulary::new(&readings[side]));
    let has_form = with_forms(&vocabularies);
    let is_read = read_on_both(readings, identities);
    let in_content = Pair::from_fn(|side| -> Vec<usize> {
        let reading = &readings[side];
        let is_counted = |&n: &usize| {
            reading.kinds[reading.words[n].segment].is_content()
                && vocabularies[side].of(n).kind.is_content()
        };
        (0..reading.words.len()).filter(is_counted).collect()
    });
    let new = Pair::from_fn(|side| -> Vec<usize> {
        let is_related = |n: usize| {
            let start = readings[side].words[n].range.start;
            let place = related[side].binary_search_by_key(&start, |place| place.start);
            place.is_ok()
        };
        let is_new = |&&n: &&usize| !has_form[side][n] && !is_read[side][n] && !is_related(n);
        in_content[side].iter().filter(is_new).copied().collect()
    });
    NewWords {
        share: new.rewrite.len() as f64 / in_content.rewrite.len().max(1) as f64,
        stretches: Pair::from_fn(|side| stretches(&readings[side], &new[side])),
    }
}

/// The different words of a side.
struct Vocabulary<'a> {
    words: Vec<DifferentWord<'a>>,
    /// For each word of the text its index in `words`.
    ids: Vec<usize>,
    /// Words of the text that are one in another spelling: `co-operation`, `cooperation`; `1 200`, `1200`.
    joined: Vec<(Range<usize>, String)>,
}

struct DifferentWord<'a> {
    /// As words are compared everywhere.
    folded: &'a str,
    /// As it is compared here: see [`form`].
    form: Cow<'a, str>,
    kind: WordKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WordKind {
    /// Has a meaning, and forms.
    Word,
    /// A number in words: it is no form of another one, as `seven` is none of `seventy`.
    NumberWord,
    /// Has digits, and no form but its own.
    Figure,
    /// A function word or punctuation.
    Small,
}

impl WordKind {
    fn is_content(self) -> bool {
        self != WordKind::Small
    }
}

impl<'a> Vocabulary<'a> {
    fn new(reading: &'a SideReading) -> Vocabulary<'a> {
        let mut known: HashMap<&str, usize, RandomState> = HashMap::default();
        let mut words = Vec::new();
        let ids = (0..reading.words.len()).map(|n| {
            let next = known.len();
            let id = *known.entry(&reading.words[n].folded).or_insert(next);
            if id == next {
                words.push(DifferentWord::new(reading, n));
            }
            id
        });
        let mut vocabulary = Vocabulary {
            ids: ids.collect(),
            words,
            joined: Vec::new(),
        };
        let joined = joined(reading).map(|words| {
            let forms = words.clone().map(|n| vocabulary.of(n));
            let forms = forms.filter(|word| word.folded != HYPHEN);
            (words, forms.map(|word| &*word.form).collect::<String>())
        });
        vocabulary.joined = joined.collect();
        vocabulary
    }

    fn of(&self, n: usize) -> &DifferentWord<'a> {
        &self.words[self.ids[n]]
    }
}

impl<'a> DifferentWord<'a> {
    fn new(reading: &'a SideReading, n: usize) -> DifferentWord<'a> {
        let language = reading.language;
        let folded: &str = &reading.words[n].folded;
        let form = form(folded, language);
        let is_ideograph = folded.starts_with(is_han) && !language.function_words.has(folded);
        let is_number = |cue: &Cue| {
            matches!(
                cue,
                Cue::Number(_) | Cue::Times(_) | Cue::Fraction(_) | Cue::Ordinal(_)
            )
        };
        let kind = match reading.words[n].role {
            WordRole::Mark => WordKind::Small,
            _ if folded.starts_with(has_no_borders) => WordKind::Small,
            // Each Chinese character is a word by itself.
            WordRole::Function if !is_ideograph => WordKind::Small,
            _ if folded.contains(char::is_numeric) => WordKind::Figure,
            _ if folded.contains('\'') && language.is_function_word(&form) => WordKind::Small,
            _ if (reading.cues_in(n..n + 1).iter()).any(|cued| is_number(&cued.cue)) => {
                WordKind::NumberWord
            }
            _ => WordKind::Word,
        };
        DifferentWord { folded, form, kind }
    }
}

/// A dash inside a word, as words are compared.
const HYPHEN: &str = "-";

/// The stretches of words that are one word or figure in another spelling: words that hyphens join, and groups of three
/// digits with a space between them.
fn joined(reading: &SideReading) -> impl Iterator<Item = Range<usize>> {
    let words = &reading.words;
    let gap = |n: usize| words[n + 1].range.start - words[n].range.end;
    let is_word = |n: usize| words[n].role != WordRole::Mark;
    let are_digits = |n: usize| words[n].text.bytes().all(|c| c.is_ascii_digit());
    let next_part = move |n: usize| {
        let is_group = n + 1 < words.len()
            && words[n].text.len() <= 3
            && words[n + 1].text.len() == 3
            && words[n].segment == words[n + 1].segment
            && gap(n) <= SPACE_MAX
            && are_digits(n)
            && are_digits(n + 1);
        let has_hyphen = n + 2 < words.len()
            && is_word(n)
            && &*words[n + 1].folded == HYPHEN
            && is_word(n + 2)
            && gap(n) == 0
            && gap(n + 1) == 0;
        match (is_group, has_hyphen) {
            (true, _) => Some(n + 1),
            (_, true) => Some(n + 2),
            _ => None,
        }
    };
    let mut next = 0;
    std::iter::from_fn(move || {
        let first = (next..words.len()).find(|&n| next_part(n).is_some())?;
        let mut last = first;
        while let Some(part) = next_part(last) {
            last = part;
        }
        next = last + 1;
        Some(first..next)
    })
}

/// The bytes of the longest space that groups digits.
const SPACE_MAX: usize = '\u{202f}'.len_utf8();

/// The form in which spellings of a word are one, its possessive included: `café's` → `cafe`, `l'eau` → `eau`,
/// `u.s` → `us`, `1,200` → `1200`.
fn form(folded: &str, language: Language) -> Cow<'_, str> {
    if folded.contains(char::is_numeric) {
        return ungrouped(folded, language);
    }
    let whole = language.without_possessive(folded);
    let elided = whole.find('\'').map(|at| whole.split_at(at + 1));
    let word = match elided {
        Some((article, rest)) if !rest.is_empty() && language.function_words.has(article) => rest,
        _ => whole,
    };
    if word.chars().all(|c| c.is_ascii() && c != '.') {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.nfd().filter(|&c| !is_left_out(c)).collect())
}

/// A figure without the marks between groups of three digits.
fn ungrouped(figure: &str, language: Language) -> Cow<'_, str> {
    let is_mark = |c: char| matches!(c, '.' | ',' | '\'') && c != language.decimal.0;
    let has_groups = figure.split(is_mark).enumerate().all(|(n, digits)| {
        let is_group = digits.len() == 3 || n == 0 && digits.len() < 3;
        is_group && digits.bytes().all(|digit| digit.is_ascii_digit())
    });
    match has_groups && figure.contains(is_mark) {
        true => Cow::Owned(figure.replace(is_mark, "")),
        false => Cow::Borrowed(figure),
    }
}

/// Stops of abbreviations, marks on letters, and Arabic vowel signs and tatweel, which most texts omit. The vowel signs
/// of other scripts are letters.
fn is_left_out(c: char) -> bool {
    matches!(c, '.' | '\u{300}'..='\u{36f}' | '\u{640}' | '\u{64b}'..='\u{652}' | '\u{670}')
}

/// Of a script without spaces whose words are not found: Thai and Lao, Burmese, Khmer. Its tokens are pieces of words.
fn has_no_borders(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// For each word whether the other side has a form of it: an equal word, one with the same stem, or one that holds it or
/// stands in it.
fn with_forms(vocabularies: &Pair<Vocabulary>) -> Pair<Vec<bool>> {
    let equal = Pair::from_fn(|side| equal_forms(&vocabularies[side]));
    let mut has_form = Pair::from_fn(|side| {
        let there = &equal[side.other()];
        let is_there =
            |word: &DifferentWord| there.contains(word.folded) || there.contains(&*word.form);
        vocabularies[side].words.iter().map(is_there).collect()
    });
    let words = vocabularies
        .as_ref()
        .map(|vocabulary| vocabulary.words.as_slice());
    find_same_stems(&words, &mut has_form);
    find_insides(&words, &mut has_form);
    Pair::from_fn(|side| {
        let Vocabulary { ids, joined, .. } = &vocabularies[side];
        let mut has_form: Vec<bool> = ids.iter().map(|&id| has_form[side][id]).collect();
        let is_there = |form: &str| equal[side.other()].contains(form);
        for (words, _) in joined.iter().filter(|(_, form)| is_there(form)) {
            has_form[words.clone()].fill(true);
        }
        has_form
    })
}

/// The words of a side as they are compared here and everywhere.
fn equal_forms<'a>(vocabulary: &'a Vocabulary) -> HashSet<&'a str, RandomState> {
    let words = vocabulary.words.iter();
    let words = words.flat_map(|word| [word.folded, &word.form]);
    let joined = vocabulary.joined.iter().map(|(_, form)| form.as_str());
    words.chain(joined).collect()
}

/// Marks the words that have the same stem as one of the other side: see [`stems`].
///
/// Two words share a stem if the longer one of their shortest stems is a stem of both. So each side's shortest stems are
/// looked up by all stems of the other side, which is linear in the different words.
fn find_same_stems(words: &Pair<&[DifferentWord]>, has_form: &mut Pair<Vec<bool>>) {
    // The shortest stems of a kind of words, and whether a word of the other side has them.
    let shortest = |side: Side, kind: WordKind| {
        let words = words[side].iter().filter(|word| word.kind == kind);
        let stems = words.filter_map(|word| Some((stems(&word.form).next()?, false)));
        stems.collect::<HashMap<&str, bool, RandomState>>()
    };
    let mut plain = Pair::from_fn(|side| shortest(side, WordKind::Word));
    let mut numbers = Pair::from_fn(|side| shortest(side, WordKind::NumberWord));
    for side in Side::BOTH {
        let (plain, numbers) = (&mut plain[side.other()], &mut numbers[side.other()]);
        for (word, has_form) in words[side].iter().zip(&mut has_form[side]) {
            if !matches!(word.kind, WordKind::Word | WordKind::NumberWord) {
                continue;
            }
            for stem in stems(&word.form) {
                let number = (word.kind == WordKind::Word).then(|| numbers.get_mut(stem));
                for is_there in [plain.get_mut(stem), number.flatten()]
                    .into_iter()
                    .flatten()
                {
                    *is_there = true;
                    *has_form = true;
                }
            }
        }
    }
    for side in Side::BOTH {
        for (word, has_form) in words[side].iter().zip(&mut has_form[side]) {
            let shortest = match word.kind {
                WordKind::Word => &plain[side],
                WordKind::NumberWord => &numbers[side],
                WordKind::Figure | WordKind::Small => continue,
            };
            let stem = stems(&word.form).next();
            *has_form |= stem.is_some_and(|stem| shortest.get(stem) == Some(&true));
        }
    }
}

/// The letters of a word from which on every word that it stands in is a form of it: `party` is none of `impartially`.
const INSIDE_MIN: usize = 6;

/// The most words with the same first six letters that are looked for in a longer one.
const CANDIDATES_MAX: usize = 100;

/// Marks the words that stand in one of the other side, and those that hold one.
fn find_insides(words: &Pair<&[DifferentWord]>, has_form: &mut Pair<Vec<bool>>) {
    for side in Side::BOTH {
        let (here, there) = (words[side], words[side.other()]);
        let mut by_beginning: HashMap<&str, Vec<usize>, RandomState> = HashMap::default();
        for (n, form) in forms(there) {
            if let Some(beginning) = first_letters(form, INSIDE_MIN) {
                let alike = by_beginning.entry(beginning).or_default();
                if alike.len() < CANDIDATES_MAX {
                    alike.push(n);
                }
            }
        }
        for (n, form) in forms(here) {
            for (start, _) in form.char_indices() {
                let rest = &form[start..];
                let Some(beginning) = first_letters(rest, INSIDE_MIN) else {
                    break;
                };
                let alike = by_beginning.get(beginning).into_iter().flatten();
                for &inside in alike.filter(|&&n| rest.starts_with(&*there[n].form)) {
                    has_form[side][n] = true;
                    has_form[side.other()][inside] = true;
                }
            }
        }
    }
}

/// The forms of the words that have any but their own, with the words' indices.
fn forms<'a>(words: &'a [DifferentWord]) -> impl Iterator<Item = (usize, &'a str)> {
    let words = words.iter().enumerate();
    let words = words.filter(|(_, word)| word.kind == WordKind::Word);
    words.map(|(n, word)| (n, &*word.form))
}

/// What two forms of a word share: beginnings of at least 3 letters and three fifths of the word, without at most 5
/// letters. `walked` → `walk`, `walke`, `walked`; `walks` → `wal`, `walk`, `walks`.
fn stems(word: &str) -> impl Iterator<Item = &str> {
    const STEM_MIN: usize = 3;
    const TAIL_MAX: usize = 5;
    let n_letters = word.chars().count();
    let shortest = (3 * n_letters).div_ceil(5);
    let shortest = shortest
        .max(n_letters.saturating_sub(TAIL_MAX))
        .max(STEM_MIN);
    let ends = word.char_indices().map(|(start, c)| start + c.len_utf8());
    ends.skip(shortest - 1).map(|end| &word[..end])
}

/// The first letters of a word, if it has so many.
fn first_letters(word: &str, n_letters: usize) -> Option<&str> {
    let mut ends = word.char_indices().map(|(start, c)| start + c.len_utf8());
    Some(&word[..ends.nth(n_letters.checked_sub(1)?)?])
}

/// For each word whether it belongs to a figure, a date or a name that the other side has, too, in whatever words.
fn read_on_both(readings: &Pair<SideReading>, identities: &Identities) -> Pair<Vec<bool>> {
    Pair::from_fn(|side| {
        let (here, there) = (&readings[side], &readings[side.other()]);
        let quantities = read_there(
            &here.quantities,
            &there.quantities,
            |quantity| quantity.normal(),
            |here, there| here.equals(there),
        );
        // A date that says more has new words.
        let dates = read_there(
            &here.dates,
            &there.dates,
            |date| date.normal(),
            |here, there| here.equals(there) && here.n_parts() <= there.n_parts(),
        );
        let names = here.names.iter().zip(&identities.of[side]);
        let names = names.filter(|(_, id)| {
            let known = id.map(|id| &identities.known[id][side.other()]);
            known.is_some_and(|known| !known.words.is_empty())
        });
        let quantities = quantities.flat_map(|quantity| quantity.words.clone());
        let dates = dates.flat_map(|date| date.words.clone());
        let names = names.flat_map(|(name, _)| own_words(here, name));
        let mut is_read = vec![false; here.words.len()];
        for n in quantities.chain(dates).chain(names) {
            is_read[n] = true;
        }
        is_read
    })
}

/// The most pairs of figures, and of dates, that are compared; beyond that only those of one normal form are the same.
const PAIRS_MAX: usize = 250_000;

/// The facts of one kind that the other side has: in the same normal form, or in one that says the same.
fn read_there<'a, T>(
    here: &'a [T],
    there: &[T],
    normal: impl Fn(&T) -> String,
    says_the_same: impl Fn(&T, &T) -> bool,
) -> impl Iterator<Item = &'a T> {
    let here_by_normal: Vec<String> = here.iter().map(&normal).collect();
    let there: HashMap<String, &T> = there.iter().map(|fact| (normal(fact), fact)).collect();
    let mut is_there: HashMap<&str, bool> = HashMap::new();
    let n_different = here_by_normal.iter().collect::<HashSet<_>>().len();
    let is_compared = n_different * there.len() <= PAIRS_MAX;
    let found: Vec<bool> = (here.iter().zip(&here_by_normal))
        .map(|(fact, normal)| {
            *is_there.entry(normal).or_insert_with(|| {
                let says_the_same = |other: &&T| says_the_same(fact, other);
                there.contains_key(normal) || is_compared && there.values().any(says_the_same)
            })
        })
        .collect();
    let facts = here.iter().zip(found);
    facts.filter_map(|(fact, is_there)| is_there.then_some(fact))
}

/// The bytes of the new words. Those next to each other in a segment are one stretch, and so are those that a hyphen
/// joins.
fn stretches(reading: &SideReading, new: &[usize]) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let mut before = None;
    for &n in new {
        let range = reading.words[n].range.clone();
        match stretches.last_mut() {
            Some(last) if before.is_some_and(|before| are_neighbours(reading, before, n)) => {
                last.end = range.end;
            }
            _ => stretches.push(range),
        }
        before = Some(n);
    }
    stretches
}

fn are_neighbours(reading: &SideReading, before: usize, n: usize) -> bool {
    let words = &reading.words[before..=n];
    let are_joined = || {
        let touch = |two: &[CuedWord]| two[0].range.end == two[1].range.start;
        words.len() == 3 && &*words[1].folded == HYPHEN && words.windows(2).all(touch)
    };
    words[0].segment == reading.words[n].segment && (words.len() == 2 || are_joined())
}
