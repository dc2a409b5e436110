//! Language → [`Cues`]: what its words do to the meaning of a sentence.
//!
//! The words are data: `assets/findings/CODE.toml`, one file a language, every file of that folder embedded. An entry
//! is a word or a phrase; a word may end or begin with `*`, which stands for any letters (`alleg*`, `*n't`). The
//! words of a phrase stand for themselves, in whatever case. What each list is for, its first user says in the file.

#[cfg(test)]
mod tests;

use include_dir::{Dir, include_dir};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, OnceLock};

/// What a word or phrase does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Cue {
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
    /// A month, January being 1.
    Month(u8),
    /// A day of the week, Monday being 1.
    Weekday(u8),
    /// One of two opposites: which pair, and which of the two. The one for the other turns a statement round.
    Opposite(usize, bool),
    /// One of two counterparts, as left and right: which pair, and which of the two. The one for the other names
    /// another thing.
    Counterpart(usize, bool),
    /// Anything else.
    Word(Class),
}

/// What a word does, as far as that needs no figure. The names are those of the lists in the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Class {
    /// Joins number words: two hundred *and* five.
    And,
    /// Makes two numbers a ratio: one *in* five.
    OutOf,
    /// Says that a figure is not exact.
    About,
    /// Stands for figures that are not told: several.
    Vague,
    /// Before noon.
    Am,
    /// After noon.
    Pm,
    /// Makes a number a clock time: Uhr.
    Clock,
    /// Stands before a month that could be another word: in May.
    BeforeMonth,
    /// Denies.
    Not,
    /// Denies in a roundabout way: without, fails to. It can stand for a denial, but its coming and going is none.
    NotLike,
    /// Makes a claim less sure: may, allegedly.
    Hedge,
    /// Can stand for a hedge, but its coming and going is none: risk, expects.
    HedgeLike,
    /// Makes a claim sure: will, proves.
    Certain,
    /// Tells a cause.
    Because,
    /// Can stand for a cause: since, so.
    BecauseLike,
    /// Tells what was before or together: after, linked to.
    After,
    /// Holds for everything: all, every, always.
    All,
    /// Holds for a part: some, many, often.
    Some,
    /// One of many: a.
    One,
    /// A verb of saying.
    Says,
    /// Can stand for a verb of saying: finds, expects.
    SaysLike,
    /// Brings in a source: according to.
    AccordingTo,
    /// A source nobody can ask: experts.
    Anonymous,
    /// Stands for somebody named before: she.
    Pronoun,
    /// A role that somebody has: director.
    Role,
    /// A rank of a role: deputy.
    Rank,
    /// Belongs to names without being one: Mr, Inc.
    Title,
    /// Looks like one of the others, but is none: not only, could not.
    Plain,
}

/// The cues of one language.
#[derive(Debug, Default)]
pub(super) struct Cues {
    /// The mark before the decimals; the other one of `.` and `,` groups digits.
    pub decimal: char,
    /// Whether number words are written together: `zweihundertfünf`.
    pub joins_numbers: bool,
    exact: HashMap<String, Vec<Entry>>,
    /// Those that begin with known letters, by the first [`STEM`] of them.
    prefixes: HashMap<String, Vec<Entry>>,
    suffixes: Vec<Entry>,
}

/// A phrase and what it does.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    words: Vec<Pattern>,
    /// What it does.
    pub cue: Cue,
}

#[derive(Debug, Clone, PartialEq)]
enum Pattern {
    Exact(String),
    Prefix(String),
    Suffix(String),
}

/// Characters by which beginnings are looked up; no pattern is shorter.
const STEM: usize = 3;

/// A unit of measurement or count. The same dimension can be converted.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Unit {
    /// Its name, by which the language files call it.
    pub name: String,
    /// What it measures.
    pub dimension: String,
    /// How many of the dimension's base unit it is; 0 where no conversion makes sense.
    pub factor: f64,
    /// Signs that mean it in every language: `km`.
    #[serde(default)]
    signs: String,
}

/// All units, from `assets/findings/units.toml`.
pub(super) static UNITS: LazyLock<Vec<Unit>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        unit: Vec<Unit>,
    }
    toml::from_str::<File>(file("units.toml"))
        .expect("a test reads the units")
        .unit
});

/// Names of one place or people, from `assets/findings/places.toml`: each name → the number of its group.
pub(super) static PLACES: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        same: Vec<String>,
    }
    let groups = toml::from_str::<File>(file("places.toml"))
        .expect("a test reads the places")
        .same;
    let names = groups
        .iter()
        .enumerate()
        .flat_map(|(group, names)| list(names).map(move |name| (name.to_lowercase(), group)));
    names.collect()
});

static FOLDER: Dir = include_dir!("$CARGO_MANIFEST_DIR/assets/findings");

fn file(name: &str) -> &'static str {
    FOLDER
        .get_file(name)
        .and_then(|file| file.contents_utf8())
        .unwrap_or_default()
}

/// A language's file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    decimal: char,
    #[serde(default, rename = "joins-numbers")]
    joins_numbers: bool,
    #[serde(default)]
    number: BTreeMap<String, f64>,
    #[serde(default)]
    times: BTreeMap<String, f64>,
    #[serde(default)]
    fraction: BTreeMap<String, f64>,
    #[serde(default)]
    ordinal: BTreeMap<String, f64>,
    #[serde(default)]
    unit: BTreeMap<String, String>,
    #[serde(default)]
    months: Vec<String>,
    #[serde(default)]
    weekdays: Vec<String>,
    #[serde(default)]
    opposites: Vec<String>,
    #[serde(default)]
    counterparts: Vec<String>,
    #[serde(default)]
    words: BTreeMap<Class, String>,
}

impl Cues {
    /// The cues of the language with this code of two letters; those of no language if there is no file for it.
    pub fn of(code: &str) -> &'static Cues {
        static ALL: LazyLock<HashMap<String, OnceLock<Cues>>> = LazyLock::new(|| {
            let codes = FOLDER
                .files()
                .filter_map(|file| file.path().file_stem()?.to_str());
            let codes = codes.filter(|code| code.len() == 2);
            codes
                .map(|code| (code.to_owned(), OnceLock::new()))
                .collect()
        });
        static NONE: LazyLock<Cues> = LazyLock::new(|| Cues::new("decimal = '.'"));
        match ALL.get(code) {
            Some(cues) => cues.get_or_init(|| Cues::new(file(&format!("{code}.toml")))),
            None => &NONE,
        }
    }

    fn new(file: &str) -> Cues {
        let file: File = toml::from_str(file).expect("a test reads every language's file");
        let mut cues = Cues {
            decimal: file.decimal,
            joins_numbers: file.joins_numbers,
            ..Cues::default()
        };
        let mut add_all = |words: &BTreeMap<String, f64>, cue: fn(f64) -> Cue| {
            words
                .iter()
                .for_each(|(phrase, &value)| cues.add(phrase, cue(value)));
        };
        add_all(&file.number, Cue::Number);
        add_all(&file.times, Cue::Times);
        add_all(&file.fraction, Cue::Fraction);
        add_all(&file.ordinal, Cue::Ordinal);
        for (idx, unit) in UNITS.iter().enumerate() {
            let names = file.unit.get(&unit.name).map_or("", String::as_str);
            list(&unit.signs)
                .chain(list(names))
                .for_each(|name| cues.add(name, Cue::Unit(idx)));
        }
        let numbered = |names: &[String], cue: fn(u8) -> Cue, cues: &mut Cues| {
            for (n, names) in (1..).zip(names) {
                list(names).for_each(|name| cues.add(name, cue(n)));
            }
        };
        numbered(&file.months, Cue::Month, &mut cues);
        numbered(&file.weekdays, Cue::Weekday, &mut cues);
        let paired = |pairs: &[String], cue: fn(usize, bool) -> Cue, cues: &mut Cues| {
            for (n, sides) in pairs.iter().enumerate() {
                for (words, is_second) in sides.split('/').zip([false, true]) {
                    list(words).for_each(|word| cues.add(word, cue(n, is_second)));
                }
            }
        };
        paired(&file.opposites, Cue::Opposite, &mut cues);
        paired(&file.counterparts, Cue::Counterpart, &mut cues);
        for (&class, words) in &file.words {
            list(words).for_each(|phrase| cues.add(phrase, Cue::Word(class)));
        }
        cues
    }

    fn add(&mut self, phrase: &str, cue: Cue) {
        let words: Vec<Pattern> = phrase.split(' ').map(Pattern::new).collect();
        let entry = Entry { words, cue };
        match &entry.words[0] {
            Pattern::Exact(word) => self.exact.entry(word.clone()).or_default().push(entry),
            Pattern::Prefix(word) => {
                let stem = word.chars().take(STEM).collect();
                self.prefixes.entry(stem).or_default().push(entry);
            }
            Pattern::Suffix(_) => self.suffixes.push(entry),
        }
    }

    /// The phrases whose first word can be `word`.
    pub fn beginning_with(&self, word: &str) -> Vec<&Entry> {
        let stem_len = word
            .char_indices()
            .nth(STEM)
            .map_or(word.len(), |(at, _)| at);
        let exact = self.exact.get(word).into_iter().flatten();
        let prefixes = self.prefixes.get(&word[..stem_len]).into_iter().flatten();
        let found = exact.chain(prefixes).chain(&self.suffixes);
        found.filter(|entry| entry.words[0].fits(word)).collect()
    }

    /// What a word does by itself, as it stands in the lists.
    pub fn of_word(&self, word: &str) -> impl Iterator<Item = Cue> {
        let entries = self.exact.get(word).into_iter().flatten();
        entries
            .filter(|entry| entry.words.len() == 1)
            .map(|entry| entry.cue)
    }
}

impl Entry {
    /// The number of its words, if it stands at the beginning of `words`; its first word is known to.
    pub fn len_in<W: AsRef<str>>(&self, words: &[W]) -> Option<usize> {
        let len = self.words.len();
        let mut pairs = self.words.iter().zip(words).skip(1);
        (len <= words.len() && pairs.all(|(pattern, word)| pattern.fits(word.as_ref())))
            .then_some(len)
    }
}

impl Pattern {
    fn new(word: &str) -> Pattern {
        if let Some(start) = word.strip_suffix('*') {
            Pattern::Prefix(start.to_owned())
        } else if let Some(end) = word.strip_prefix('*') {
            Pattern::Suffix(end.to_owned())
        } else {
            Pattern::Exact(word.to_owned())
        }
    }

    fn fits(&self, word: &str) -> bool {
        match self {
            Pattern::Exact(whole) => word == whole,
            Pattern::Prefix(start) => word.starts_with(start.as_str()),
            Pattern::Suffix(end) => word.ends_with(end.as_str()),
        }
    }
}

/// The phrases of a list.
fn list(phrases: &str) -> impl Iterator<Item = &str> {
    phrases
        .split(',')
        .map(str::trim)
        .filter(|phrase| !phrase.is_empty())
}
