//! A file of `assets/languages` → [`LanguageFile`]: all that diptych knows of one language.
//!
//! The fields are the keys of the file, in kebab case; docs/languages.md says how to add a file. A list is one text with
//! commas between its entries: `"dr, mr, mrs"`. Entries are written as texts are compared: lower case, straight quotes
//! ([`fold`](crate::text::words::fold)); only those of bylines stand as in the text.

use foldhash::fast::RandomState;
use regex::Regex;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use std::ops::Deref;
use std::sync::OnceLock;

/// What is known of a language. A file without a key has nothing of that sort.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct LanguageFile {
    /// The file's name without its ending: the code of two letters (ISO 639-1), or `und` for the general rules.
    #[serde(skip)]
    pub code: String,
    /// Its English name.
    pub name: String,
    /// The code of three letters by which the detector knows it. A language without one is detected by its scripts and
    /// its function words.
    pub detector: Option<String>,
    /// The scripts that it is written in, by their Unicode names.
    pub scripts: Vec<String>,
    /// Words of grammar rather than of meaning. They say nothing where they alone are shared, and their share of a text
    /// shows whether the text is in this language.
    pub function_words: WordSet,
    /// The mark before the decimals; the other one of `.` and `,` groups digits.
    pub decimal: DecimalMark,
    /// Whether number words are written together: `zweihundertfünf`.
    pub joins_numbers: bool,
    /// The names of the twelve months.
    pub months: Vec<Phrases>,
    /// The names of the seven weekdays, Monday first.
    pub weekdays: Vec<Phrases>,
    /// Words that turn a statement round if one takes the place of the other: `more / less, fewer`.
    pub opposites: Vec<TwoSides>,
    /// Words that name another thing if one takes the place of the other: `left / right`.
    pub counterparts: Vec<TwoSides>,
    /// Where a sentence ends.
    pub sentences: SentenceWords,
    /// Lines that are no content.
    pub boilerplate: BoilerplateWords,
    /// Who wrote it, where and when.
    pub byline: BylineWords,
    /// How a date is put together.
    pub dates: DateWords,
    /// How a figure is written.
    pub figures: FigureWords,
    /// How a name is put together.
    pub names: NameWords,
    /// How words change their form.
    pub forms: WordForms,
    /// Numbers below hundred, and what else adds up: `seven`.
    pub number: BTreeMap<String, f64>,
    /// What multiplies the number before it: `million`.
    pub times: BTreeMap<String, f64>,
    /// Parts of one: `half`.
    pub fraction: BTreeMap<String, f64>,
    /// Places in an order: `third`.
    pub ordinal: BTreeMap<String, f64>,
    /// The names of units, by the unit's name in `assets/units.toml`.
    pub unit: BTreeMap<String, Phrases>,
    /// Phrases that make a figure one of a period, by the unit of the period: `month = "a month, monthly"`.
    pub period: BTreeMap<String, Phrases>,
    /// Clock times in words. `{h}` is an hour and `{m}` minutes, in words or digits; the value is the sum of `h` (the
    /// hour), `m` and minutes: `"{m} past {h}" = "h + m"`, `"half past {h}" = "h + 30"`, `noon = "720"`.
    pub clock: BTreeMap<String, String>,
    /// Dates by their distance from the day of writing, in days, months or years: `yesterday = "-1 day"`,
    /// `"last year" = "-1 year"`.
    pub relative: BTreeMap<String, String>,
    /// Words and phrases by what they do to the meaning of a sentence. In an entry `*` at the end or the beginning of a
    /// word stands for any letters: `alleg*`, `*n't`. The words of a phrase stand for themselves; a hyphen is a word of
    /// its own: `so - called`.
    pub cues: BTreeMap<CueClass, Phrases>,
    #[serde(skip)]
    letters: OnceLock<Regex>,
}

impl LanguageFile {
    /// Runs of letters in its scripts.
    pub fn letters(&self) -> &Regex {
        self.letters.get_or_init(|| {
            let scripts = self.scripts.iter().map(|script| format!(r"\p{{{script}}}"));
            let pattern = format!(r"[[{}]&&\p{{Alphabetic}}]+", scripts.collect::<String>());
            Regex::new(&pattern).expect("a test compiles the scripts")
        })
    }
}

/// Words that decide where a sentence ends; `sentencex` knows the rest. An abbreviation is written without its stop.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct SentenceWords {
    /// Abbreviations that a name follows; no sentence ends with them: `Dr. Who`.
    pub before_names: WordSet,
    /// Abbreviations that go on if a number follows: `No. 5`.
    pub before_numbers: WordSet,
    /// What looks like an abbreviation, but is none: `The answer was no. Miller left.`
    pub no_abbreviations: WordSet,
    /// What begins a sentence even behind an abbreviation: `Äpfel, Birnen usw. Danach ging er.`
    pub starters: WordSet,
    /// Verbs of saying. A name and one of them behind a quotation belong to it: `“Why?” Tom asked.`
    pub speech: WordSet,
    /// The halves of a day behind a clock time, without their last stop: `p.m`.
    pub half_days: Phrases,
    /// What follows a clock time in the same sentence: `at 5 p.m. Monday`.
    pub after_clock: WordSet,
    /// What follows a quotation that goes on: `「はい。」と言った。`
    pub particles: WordSet,
    /// Whether a stop behind a number of one or two digits makes it an ordinal: `3. Mai`.
    pub ordinal_stop: bool,
    /// Stops that other languages do not have, or not as stops: `:` in Armenian. One that is no ASCII sign needs no white
    /// space behind it.
    pub stops: Phrases,
    /// Whether a dash marks speech: `– Why? – she asked. – Tell me.`
    pub speech_dash: bool,
    /// Capitals with which a word may begin behind an ellipsis though no sentence does: `I`.
    pub capitals_inside: Phrases,
}

/// Lines that are no content, in lower case.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct BoilerplateWords {
    /// Whole lines, punctuation at their ends aside.
    pub lines: WordSet,
    /// How a line starts.
    pub starts: Phrases,
    /// How a line starts, with a colon behind it.
    pub labels: WordSet,
    /// The first of several steps such as `Home » News`.
    pub crumbs: WordSet,
}

/// Who wrote it, where and when.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct BylineWords {
    /// What stands in front of a name, as it is written.
    pub by: Phrases,
    /// What the named person is.
    pub roles: WordSet,
    /// What stands in front of a date, as it is written.
    pub when: Phrases,
    /// Words in lower case inside a date that stands alone: `May 7, 2024 at 10.30 pm`.
    pub date_words: WordSet,
}

/// How a date is put together.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct DateWords {
    /// Between a weekday and what follows: Monday *the* 14th.
    pub after_weekday: Phrases,
    /// Between a day and its month: 14 *de* junio.
    pub after_day: Phrases,
    /// Between a month and its year: junio *de* 2020.
    pub before_year: Phrases,
    /// What announces a year that stands alone: *spring* 2020.
    pub before_year_alone: WordSet,
    /// Months that could be another word: may.
    pub doubtful_months: Phrases,
    /// Endings of a day in digits: 14*th*.
    pub day_endings: Phrases,
    /// The ending that makes a year its decade: the 1980*s*.
    pub decade_endings: Phrases,
    /// Behind the digits of a year: 2020*年*.
    pub year_signs: Phrases,
    /// Behind the digits of a month: 6*月*.
    pub month_signs: Phrases,
    /// Behind the digits of a day: 14*日*.
    pub day_signs: Phrases,
}

/// How a figure is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct FigureWords {
    /// Between the two ends of a range: 2 *to* 3 million.
    pub range: Phrases,
    /// Endings that make a figure an ordinal: 3*rd*.
    pub ordinal_endings: Phrases,
    /// Endings of a figure that stands for many: the 747*s*.
    pub plural_endings: Phrases,
    /// Words that count things behind a number: 三*人*, 세 *명*. In a language with this list a short number word counts
    /// only before one of them or before a unit, because it is part of many other words.
    pub counters: WordSet,
    /// Between the whole and its part in a fraction: 百*分之*三.
    pub parts: Phrases,
    /// Before a number that is a place in an order: *第*三.
    pub ordinal_signs: Phrases,
    /// Behind a number that is a place in an order: 세 *번째*.
    pub ordinal_counters: Phrases,
    /// Before a number that is a percentage: *yüzde* 25, *百分之*三.
    pub percent_before: Phrases,
    /// Between a number in words and its decimals: 三*点*五.
    pub decimal_words: Phrases,
    /// Comparators that follow their figure, of those that elsewhere stand before it: 三人*未満*.
    pub bounds_behind: Phrases,
    /// Words that only look like numbers: *no one*, *十分*.
    pub no_numbers: Phrases,
    /// Endings of grammar behind a number, unit or counter that is written together with it: 25명*이*. In a language
    /// with this list such words are split.
    pub particles: WordSet,
    /// Whether the units stand before the tens, in words of their own: خمسة وعشرون.
    pub units_first: bool,
}

/// How a name is put together.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct NameWords {
    /// Words in lower case inside a name: Ursula *von der* Leyen. Names travel, so those of all languages hold in each.
    pub particles: WordSet,
}

/// How words change their form.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct WordForms {
    /// Endings of the possessive: `'s`.
    pub possessive_endings: Phrases,
    /// Endings of adverbs: `ly`.
    pub adverb_endings: Phrases,
    /// Beginnings that deny a word: *un*fair.
    pub negative_prefixes: Phrases,
    /// What is written out in another way, in the order in which it is replaced: `n't / not`.
    pub contractions: Vec<TwoSides>,
    /// Letters that are written in two ways: `our / or`.
    pub spellings: Vec<TwoSides>,
}

/// What a word or phrase does to the meaning of a sentence, as far as that needs no figure. The names are those of the
/// lists under `[cues]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CueClass {
    /// Joins number words: two hundred *and* five.
    And,
    /// Makes two numbers a ratio: one *in* five.
    OutOf,
    /// Says that a figure is not exact: about.
    About,
    /// Makes a figure the upper end, itself included: up to.
    AtMost,
    /// Makes a figure the lower end, itself included: at least.
    AtLeast,
    /// Makes a figure the lower end, itself not included: more than.
    MoreThan,
    /// Makes a figure the upper end, itself not included: less than.
    LessThan,
    /// Makes a number an age in years: aged.
    Aged,
    /// Stands for figures that are not given: several.
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
    /// Says of what follows that it is yet to be done: plans to.
    Plan,
    /// Makes a claim sure: will, proves.
    Certain,
    /// Leaves open what follows: whether.
    Whether,
    /// Names a cause.
    Because,
    /// Can stand for a cause: since, so.
    BecauseLike,
    /// Says what was before or together: after, linked to.
    After,
    /// Holds for everything: all, every, always.
    All,
    /// Holds for more than half: most.
    Most,
    /// Holds for a part: some, many, often.
    Some,
    /// One of many: a.
    One,
    /// A verb of saying.
    Says,
    /// Can stand for a verb of saying: finds, expects.
    SaysLike,
    /// Makes a claim that of its subject: by their own account.
    OwnAccount,
    /// Brings in a source: according to.
    AccordingTo,
    /// A source nobody can ask: experts.
    Anonymous,
    /// Stands for somebody named before: she.
    Pronoun,
    /// A role that somebody has: director.
    Role,
    /// A role whose word can stand for many others: head, expert.
    RoleLike,
    /// A rank of a role: deputy.
    Rank,
    /// Belongs to names without being one: Mr, Inc.
    Title,
    /// Looks like one of the others, but is none: not only, could not.
    Plain,
}

/// The mark before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct DecimalMark(pub char);

impl Default for DecimalMark {
    fn default() -> DecimalMark {
        DecimalMark('.')
    }
}

/// Entries in the order of the file. They are split when they are first used: all files are read, but most texts use the
/// lists of one language.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "String")]
pub struct Phrases {
    list: String,
    entries: OnceLock<Vec<String>>,
}

impl Phrases {
    /// Whether one of them is `word`.
    pub fn has(&self, word: &str) -> bool {
        self.iter().any(|known| known == word)
    }
}

impl Deref for Phrases {
    type Target = [String];

    fn deref(&self) -> &[String] {
        let split = || entries(&self.list).map(str::to_owned).collect();
        self.entries.get_or_init(split)
    }
}

impl From<String> for Phrases {
    fn from(list: String) -> Phrases {
        Phrases {
            list,
            entries: OnceLock::new(),
        }
    }
}

/// Entries to be looked up, split when they are first used.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "String")]
pub struct WordSet {
    list: String,
    entries: OnceLock<HashSet<String, RandomState>>,
}

impl WordSet {
    fn entries(&self) -> &HashSet<String, RandomState> {
        let split = || entries(&self.list).map(str::to_owned).collect();
        self.entries.get_or_init(split)
    }

    /// Whether the language has no such list.
    pub fn is_none(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether one of them is `word`.
    pub fn has(&self, word: &str) -> bool {
        self.entries().contains(word)
    }

    /// All of them, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.entries().iter().map(String::as_str)
    }

    /// How many there are.
    pub fn n_entries(&self) -> usize {
        self.entries().len()
    }
}

impl From<String> for WordSet {
    fn from(list: String) -> WordSet {
        WordSet {
            list,
            entries: OnceLock::new(),
        }
    }
}

/// Entries that can take each other's place: `more / less, fewer`.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct TwoSides(pub [Phrases; 2]);

impl TryFrom<String> for TwoSides {
    type Error = String;

    fn try_from(text: String) -> Result<TwoSides, String> {
        let sides = text.split('/').map(|side| Phrases::from(side.to_owned()));
        let sides: Result<[Phrases; 2], _> = sides.collect::<Vec<_>>().try_into();
        match sides {
            Ok(sides) if sides.iter().all(|side| !side.list.trim().is_empty()) => {
                Ok(TwoSides(sides))
            }
            _ => Err(format!(
                "expected two lists with one `/` between them, not `{text}`"
            )),
        }
    }
}

/// The entries of a list.
pub(crate) fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.split(',')
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
}
