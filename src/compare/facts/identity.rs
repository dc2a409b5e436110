//! Names of both texts → [`Identities`]: which of them mean one person, organisation or place.
//!
//! A surname alone is the person of that name who was mentioned last, an acronym the organisation with these initials,
//! a demonym its place (`assets/places.toml`), a name without its marks the same name (Zürich, Zurich).

use crate::compare::facts::cued_text::WordRole;
use crate::compare::facts::name::{Name, is_prose, starts_sentence};
use crate::compare::facts::places::PLACES;
use crate::compare::facts::reading::SideReading;
use crate::text::language::CueClass;
use crate::text::side::{Pair, Side};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Which name each mention is.
#[derive(Debug)]
pub(crate) struct Identities {
    /// For each of [`SideReading::names`] what it means; `None` for words that are no name after all.
    pub of: Pair<Vec<Option<usize>>>,
    /// For each name of either text what stands beside it, by side.
    pub known: Vec<Pair<Described>>,
    /// The ids of places, whose names may change from one text to the other.
    pub places: HashSet<usize>,
}

/// What a text says of a name beside the name itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Described {
    /// The words of the name, in every form that occurs, folded.
    pub words: HashSet<String>,
    /// Mr, Ms, Dr.
    pub titles: HashSet<String>,
    /// deputy, director, in the order of the text.
    pub roles: Vec<String>,
    /// As it is written, without roles and the possessive, and how often.
    labels: BTreeMap<String, usize>,
    /// What to call it: of a place the form that is used most, of others the longest.
    pub label: String,
}

/// A name as it is compared.
struct Mention {
    /// The words that make it this name, without marks; titles and roles only if there is nothing else.
    core: Vec<String>,
    /// As it is written, if it is written in capitals: an acronym.
    letters: Option<String>,
}

impl Identities {
    /// Looks through both sides.
    pub fn new(readings: &Pair<SideReading>) -> Identities {
        let mentions = readings.as_ref().map(|reading| {
            let names = reading.names.iter();
            let plausible = plausible_names(reading);
            let mentions = names.zip(plausible).map(|(name, is_plausible)| {
                is_plausible.then(|| Mention::new(reading, name)).flatten()
            });
            mentions.collect::<Vec<Option<Mention>>>()
        });
        let mut ids = Ids::default();
        // Names of several words first: a surname alone has to find them, wherever they stand.
        for side in Side::BOTH {
            for mention in mentions[side]
                .iter()
                .flatten()
                .filter(|mention| mention.core.len() > 1)
            {
                ids.of_full_name(&mention.core);
            }
        }
        let of = Pair::from_fn(|side| {
            let mut last = HashMap::new(); // by word: the name of several words that had it last, and whether as surname
            let ids = mentions[side].iter().map(|mention| {
                let id = ids.of(mention.as_ref()?, &last);
                let mention = mention.as_ref()?;
                if mention.core.len() > 1 {
                    let surname = mention.core.last();
                    let words = mention.core.iter();
                    last.extend(words.map(|word| (word.clone(), (id, Some(word) == surname))));
                }
                Some(id)
            });
            ids.collect::<Vec<Option<usize>>>()
        });
        let mut known = vec![Pair::<Described>::default(); ids.n];
        for side in Side::BOTH {
            let reading = &readings[side];
            for ((name, id), mention) in reading.names.iter().zip(&of[side]).zip(&mentions[side]) {
                if let (Some(id), Some(mention)) = (id, mention) {
                    let described = &mut known[*id][side];
                    described.words.extend(mention.core.iter().cloned());
                    *described.labels.entry(label(reading, name)).or_default() += 1;
                    described.titles.extend(titles(reading, name));
                    for role in roles(reading, name) {
                        if !described.roles.contains(&role) {
                            described.roles.push(role);
                        }
                    }
                }
            }
        }
        let places = ids.single.iter().filter(|(key, _)| key.starts_with(PLACE));
        let places: HashSet<usize> = places.map(|(_, &id)| id).collect();
        for (id, known) in known.iter_mut().enumerate() {
            for side in Side::BOTH {
                let labels = known[side].labels.iter();
                let best = match places.contains(&id) {
                    true => labels.max_by_key(|&(_, n)| n),
                    false => labels.max_by_key(|(label, _)| label.len()),
                };
                known[side].label = best.map_or_else(String::new, |(label, _)| label.clone());
            }
        }
        Identities { of, known, places }
    }
}

/// The names that were found so far.
#[derive(Default)]
struct Ids {
    n: usize,
    /// Those of several words, with all their words.
    full: Vec<(Vec<String>, usize)>,
    /// By word: those of several words that have it.
    with_word: HashMap<String, Vec<usize>>,
    /// By the last word and the first letter: only those may be one person.
    with_ends: HashMap<(String, Option<char>), Vec<usize>>,
    /// By their initials.
    with_initials: HashMap<String, usize>,
    /// Those of one word, acronyms and places.
    single: BTreeMap<String, usize>,
}

/// Before the number of a place in a key: no word holds a space.
const PLACE: &str = "place ";

/// The most names with one word that are looked through.
const CANDIDATES_MAX: usize = 50;

impl Ids {
    fn next(&mut self) -> usize {
        self.n += 1;
        self.n - 1
    }

    /// The id of a name of several words.
    fn of_full_name(&mut self, core: &[String]) -> usize {
        if let Some(place) = place(core) {
            return self.of_key(format!("{PLACE}{place}"));
        }
        let candidates = self.with_ends.get(&ends(core)).into_iter().flatten();
        let alike: Vec<&(Vec<String>, usize)> = candidates
            .map(|&n| &self.full[n])
            .filter(|(known, _)| is_same_full_name(known, core))
            .take(CANDIDATES_MAX)
            .collect();
        let is_settled =
            alike.iter().any(|(known, _)| known == core) || alike.len() == CANDIDATES_MAX;
        let known = alike.first().map(|&&(_, id)| id);
        let id = known.unwrap_or_else(|| self.next());
        if !is_settled {
            self.add_full(core, id);
        }
        id
    }

    fn add_full(&mut self, core: &[String], id: usize) {
        let n = self.full.len();
        self.full.push((core.to_vec(), id));
        for word in core {
            self.with_word.entry(word.clone()).or_default().push(n);
        }
        self.with_ends.entry(ends(core)).or_default().push(n);
        let initials = core.iter().filter_map(|word| word.chars().next());
        self.with_initials.entry(initials.collect()).or_insert(id);
    }

    fn of(&mut self, mention: &Mention, last: &HashMap<String, (usize, bool)>) -> usize {
        let [word] = &mention.core[..] else {
            return self.of_full_name(&mention.core);
        };
        if let Some(place) = place(&mention.core) {
            return self.of_key(format!("{PLACE}{place}"));
        }
        // A surname is the one who was mentioned last; another word of a name only if it is not a name by itself.
        let before = last.get(word).copied();
        let is_own = self.single.contains_key(word);
        if let Some((id, _)) = before.filter(|&(_, is_surname)| is_surname || !is_own) {
            return id;
        }
        let full = self.with_word.get(word).into_iter().flatten();
        let mut full = full.take(CANDIDATES_MAX).map(|&n| &self.full[n]);
        if let Some((_, id)) = full.find(|(core, _)| core.last() == Some(word) && !is_own) {
            return *id;
        }
        let letters = mention.letters.as_ref();
        if let Some(&id) = letters.and_then(|letters| self.with_initials.get(letters)) {
            return id;
        }
        if self.single.contains_key(word) {
            return self.of_key(word.clone());
        }
        let stem: String = word.chars().take(FORM_MIN).collect();
        let alike = self.single.range(stem.clone()..).take(CANDIDATES_MAX);
        let mut alike = alike.take_while(|(known, _)| known.starts_with(&stem));
        let kin = alike
            .find(|(known, _)| is_form(known, word))
            .map(|(_, &id)| id);
        kin.unwrap_or_else(|| self.of_key(word.clone()))
    }

    fn of_key(&mut self, key: String) -> usize {
        if let Some(&id) = self.single.get(&key) {
            return id;
        }
        let id = self.next();
        self.single.insert(key, id);
        id
    }
}

/// The last word of a name, and the first letter of the first one.
fn ends(core: &[String]) -> (String, Option<char>) {
    let last = core.last().cloned().unwrap_or_default();
    (last, core.first().and_then(|first| first.chars().next()))
}

/// Whether two names of several words with the same last word are one: with the same first word, or its initial.
fn is_same_full_name(a: &[String], b: &[String]) -> bool {
    let (Some(first_a), Some(first_b)) = (a.first(), b.first()) else {
        return false;
    };
    let is_initial =
        |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    a.last() == b.last()
        && (first_a == first_b || is_initial(first_a, first_b) || is_initial(first_b, first_a))
}

/// The letters that two forms of a name have in common at least.
const FORM_MIN: usize = 5;

/// Whether two names of one word differ only in a short ending: Conservative, Conservatives.
fn is_form(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let tail = |word: &str| word.chars().count() - common;
    common >= FORM_MIN
        && tail(a).max(tail(b)) <= 2
        && tail(a) != tail(b)
        && tail(a).min(tail(b)) == 0
}

/// The number of a place, its people or its government.
fn place(core: &[String]) -> Option<usize> {
    PLACES.get(core.join(" ").as_str()).copied()
}

impl Mention {
    fn new(reading: &SideReading, name: &Name) -> Option<Mention> {
        let own = own_words(reading, name);
        let core: Vec<String> = own.iter().map(|&n| plain(reading, n)).collect();
        let core: Vec<String> = core.into_iter().filter(|word| !word.is_empty()).collect();
        let is_acronym = |text: &str| {
            (2..=6).contains(&text.len()) && text.chars().all(|c| c.is_ascii_uppercase())
        };
        let letters = match own[..] {
            [n] => Some(reading.words[n].text.replace('.', ""))
                .filter(|text| is_acronym(text))
                .map(|text| text.to_lowercase()),
            _ => None,
        };
        (!core.is_empty()).then_some(Mention { core, letters })
    }
}

/// The words of a name behind the role in front of it: Security Adviser Jake Sullivan. Empty if all of it is a role:
/// Secretary of State.
pub(crate) fn own_words(reading: &SideReading, name: &Name) -> Vec<usize> {
    let last_role = name.core.iter().rposition(|&n| is_role(reading, n));
    let behind = last_role.map_or(0, |at| at + 1);
    let own = &name.core[behind..];
    let is_of = |&n: &usize| {
        reading
            .before(n)
            .is_some_and(|before| behind > 0 && reading.words[before].role == WordRole::Function)
    };
    let own = if own.first().is_some_and(is_of) {
        &own[1..]
    } else {
        own
    };
    own.to_vec()
}

fn is_role(reading: &SideReading, n: usize) -> bool {
    reading.is(n, CueClass::Role) || reading.is(n, CueClass::Rank)
}

/// A word of a name as it is compared: without marks, stops and the possessive.
pub(crate) fn plain(reading: &SideReading, n: usize) -> String {
    let word = &reading.words[n].folded;
    let word = reading.language.without_possessive(word);
    if word.is_ascii() {
        return word.replace('.', "");
    }
    let letters = word.nfd().filter(|&c| !is_combining_mark(c) && c != '.');
    letters.collect()
}

/// Which names are plausible. Where nouns have capitals, only those of several words, acronyms, places, names behind a
/// title, and single words that are part of another name.
fn plausible_names(reading: &SideReading) -> Vec<bool> {
    // In a heading any word may have a capital.
    let is_in_prose = |name: &Name| is_prose(reading, reading.words[name.words.start].segment);
    let core =
        |name: &Name| -> Vec<String> { name.core.iter().map(|&n| plain(reading, n)).collect() };
    let in_prose: HashSet<Vec<String>> = reading
        .names
        .iter()
        .filter(|name| is_in_prose(name))
        .map(core)
        .collect();
    let is_content = |name: &Name| {
        reading.kinds[reading.words[name.words.start].segment].is_content()
            && (is_in_prose(name) || in_prose.contains(&core(name)))
    };
    if !reading.nouns_have_capitals {
        return reading.names.iter().map(is_content).collect();
    }
    let alone: HashSet<String> = reading
        .names
        .iter()
        .filter(|name| name.core.len() == 1)
        .map(|name| plain(reading, name.core[0]))
        .collect();
    let is_run = |name: &Name| {
        let (first, last) = (name.core[0], name.core[name.core.len() - 1]);
        // An adjective that begins a sentence, or two nouns that meet.
        let is_chance = match starts_sentence(reading, first) {
            true => !alone.contains(&plain(reading, last)),
            false => alone.contains(&plain(reading, first)),
        };
        !is_chance
            && name.core.len() > 1
            && name.core.windows(2).all(|two| two[1] == two[0] + 1)
            && is_prose(reading, reading.words[name.words.start].segment)
    };
    let has_title = |name: &Name| {
        let before = name.words.start.checked_sub(1);
        let words = before.into_iter().chain(name.words.clone());
        let mut words = words.filter(|&n| reading.words[n].role == WordRole::Content);
        words.any(|n| reading.is(n, CueClass::Title))
    };
    let runs = reading
        .names
        .iter()
        .filter(|name| is_run(name) || has_title(name));
    let in_runs: HashSet<String> = runs
        .flat_map(|name| name.core.iter().map(|&n| plain(reading, n)))
        .collect();
    let is_plausible = |name: &Name| {
        let single = || {
            let word = plain(reading, name.core[0]);
            let text = reading.words[name.core[0]].text;
            let is_acronym = text.chars().count() > 1
                && text.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
            is_acronym || in_runs.contains(&word) || PLACES.contains_key(word.as_str())
        };
        is_content(name) && (is_run(name) || has_title(name) || name.core.len() == 1 && single())
    };
    reading.names.iter().map(is_plausible).collect()
}

/// A name as it is written, without roles and the possessive.
fn label(reading: &SideReading, name: &Name) -> String {
    let own = own_words(reading, name);
    let start = own.first().copied().unwrap_or(name.words.start);
    let text = reading.text(start..name.words.end);
    let folded = crate::text::words::fold(&text);
    let plain = reading.language.without_possessive(&folded).chars().count();
    text.chars().take(plain).collect()
}

/// The titles before a name: courtesy and degree, no parts of firms' names.
fn titles<'a>(reading: &'a SideReading, name: &'a Name) -> impl Iterator<Item = String> + 'a {
    let core = name.core[0];
    let segment = reading.words_of(reading.words[core].segment);
    let before = segment.start.max(core.saturating_sub(3))..core;
    let adjacent = before
        .rev()
        .take_while(|&n| reading.is(n, CueClass::Title) || reading.words[n].text == ".");
    adjacent
        .filter(|&n| reading.words[n].role == WordRole::Content)
        .map(|n| reading.words[n].folded.trim_end_matches('.').to_owned())
}

/// The roles that stand beside a name: `coach Harker`, `Harker, the coach of the team,`.
fn roles<'a>(reading: &'a SideReading, name: &'a Name) -> impl Iterator<Item = String> + 'a {
    const BEFORE: usize = 2;
    const BEHIND: usize = 8;
    let segment = reading.words_of(reading.words[name.words.start].segment);
    let before = segment.start.max(name.words.start.saturating_sub(BEFORE))..name.words.start;
    let is_adjacent = |n: &usize| reading.words[*n].role == WordRole::Content;
    let before = before.rev().take_while(is_adjacent);
    let apposition = || -> Range<usize> {
        let end = name.words.end;
        let is_comma = |n: usize| n < segment.end && reading.words[n].text == ",";
        if !is_comma(end) {
            return end..end;
        }
        let reach = segment.end.min(end + BEHIND);
        let close = (end + 1..reach).find(|&n| reading.words[n].role == WordRole::Mark);
        end + 1..close.unwrap_or(reach)
    };
    let all = before.chain(name.words.clone()).chain(apposition());
    all.filter(|&n| is_role(reading, n))
        .map(|n| reading.words[n].folded.to_string())
}
