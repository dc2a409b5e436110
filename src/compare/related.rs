//! Reworded matches → [`RelatedWords`]: which word of the original stands for which word of the rewrite, though they
//! share no letters: `army` and `military`.
//!
//! ```text
//! words of a match ─► those that only one side has ─► from the most alike pair on, each word once ─► related
//! ```
//!
//! Facts are left to the ledger: no figure, date or name is related to another one. Neither are opposites: who writes
//! `fell` for `rose` has not used another word. Where there is no table of the language, nothing is related.

mod table;

use crate::compare::align::{Match, Relation};
use crate::compare::diff::{Run, RunRole, Substance};
use crate::compare::facts::cued_text::{CuedWord, WordRole};
use crate::compare::facts::cues::Cue;
use crate::compare::facts::reading::SideReading;
use crate::compare::word_partners;
use crate::text::side::{Pair, Side};
use foldhash::fast::RandomState;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use table::{Table, Vector};

/// A word of each side of a match that stand for each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelatedWords {
    /// The match that they stand in, as an index into the matches.
    pub mat: usize,
    /// Where they stand in the match, each at least once: bytes of the texts, in order.
    pub places: Pair<Vec<Range<usize>>>,
}

/// The least likeness of related words. Measured on 86 pairs of sentences with 205 related words: 90 of 100 that are found
/// are right, and 52 of 100 that there are are found (docs/matching.md, "Related words").
const LIKENESS_MIN: f32 = 0.52;

/// The least cosine, wherever they stand: below it words have nothing to do with each other.
const COSINE_MIN: f32 = 0.25;

/// What it adds to a likeness that the words stand in one gap between words that are kept, and what more if they fill
/// it, divided by its words otherwise.
const SAME_GAP: f32 = 0.05;
const FILLED_GAP: f32 = 0.3;

/// What is subtracted if one is the first word of its side and the other the last, and in proportion if they are nearer.
const DISTANCE: f32 = 0.1;

/// The most different words of a side of a match that only this side has; beyond it nothing is related. The search is
/// quadratic.
const WORDS_MAX: usize = 120;

/// Finds the related words of all reworded matches, in the order of these.
pub(crate) fn related_words(
    readings: &Pair<SideReading>,
    runs: &Pair<Vec<Run>>,
    matches: &[Match],
) -> Vec<RelatedWords> {
    let is_reworded = |&(_, mat): &(usize, &Match)| mat.relation == Relation::Reworded;
    let mut reworded = matches.iter().enumerate().filter(is_reworded).peekable();
    let languages = readings.as_ref().map(|reading| reading.language);
    let (Some(_), Some(table)) = (reworded.peek(), Table::of(languages)) else {
        return Vec::new();
    };
    let roles = Pair::from_fn(|side| word_partners::roles(&readings[side], &runs[side]));
    let mut vectors = Vectors {
        table,
        known: HashMap::default(),
    };
    let of_match = |mat| related_in(readings, &roles, mat, &mut vectors);
    reworded.flat_map(of_match).collect()
}

/// Those of one match.
pub(crate) fn of_match(related: &[RelatedWords], mat: usize) -> &[RelatedWords] {
    let start = related.partition_point(|words| words.mat < mat);
    let end = related.partition_point(|words| words.mat <= mat);
    &related[start..end]
}

/// The places of the related words of a side, in order.
pub(crate) fn places(related: &[RelatedWords], side: Side) -> Vec<Range<usize>> {
    let places = related.iter().flat_map(|words| &words.places[side]);
    let mut places: Vec<Range<usize>> = places.cloned().collect();
    places.sort_unstable_by_key(|place| place.start);
    places
}

/// The runs of a side with its related words, at `places`, as runs of their own.
pub(crate) fn in_runs(reading: &SideReading, runs: Vec<Run>, places: &[Range<usize>]) -> Vec<Run> {
    let is_related = |word: &CuedWord| {
        let before = places.partition_point(|place| place.end <= word.range.start);
        places
            .get(before)
            .is_some_and(|place| place.start <= word.range.start)
    };
    let mut parted = Vec::with_capacity(runs.len());
    for run in runs {
        let first = places.partition_point(|place| place.end <= run.range.start);
        let has_related = places
            .get(first)
            .is_some_and(|place| place.start < run.range.end);
        if !has_related || run.role.is_kept() {
            parted.push(run);
            continue;
        }
        let words = &reading.words;
        let start = words.partition_point(|word| word.range.start < run.range.start);
        let end = words.partition_point(|word| word.range.start < run.range.end);
        for part in words[start..end].chunk_by(|a, b| is_related(a) == is_related(b)) {
            parted.push(Run {
                range: part[0].range.start..part[part.len() - 1].range.end,
                role: if is_related(&part[0]) {
                    RunRole::Related
                } else {
                    run.role
                },
                substance: substance(part),
            });
        }
    }
    parted
}

/// The most that words say.
fn substance(words: &[CuedWord]) -> Substance {
    let of_word = |word: &CuedWord| match word.role {
        WordRole::Mark => Substance::Punctuation,
        WordRole::Function => Substance::FunctionWords,
        WordRole::Content => Substance::ContentWords,
    };
    let most = words.iter().map(of_word).max();
    most.unwrap_or(Substance::Punctuation)
}

/// The vectors of words, each looked up once.
struct Vectors<'a> {
    table: &'static Table,
    known: HashMap<&'a str, Option<Vector>, RandomState>,
}

impl<'a> Vectors<'a> {
    /// Looks a word up.
    fn learn(&mut self, word: &'a str) {
        let table = self.table;
        self.known.entry(word).or_insert_with(|| table.vector(word));
    }

    /// The vector of a word that was looked up.
    fn of(&self, word: &str) -> Option<&Vector> {
        self.known.get(word)?.as_ref()
    }
}

/// A word that only one side of a match has, wherever it stands there.
struct OwnWord<'a> {
    /// Without its possessive.
    word: &'a str,
    /// Its places, as indices into the words of its side.
    places: Vec<usize>,
    /// The gap of the first one: how many kept words stand before it.
    gap: usize,
    /// How far into its side the first one is, 0 to 1.
    position: f32,
}

/// One side of a match.
struct MatchSide<'a> {
    own: Vec<OwnWord<'a>>,
    /// For each gap the words in it.
    gap_sizes: Vec<usize>,
}

fn related_in<'a>(
    readings: &'a Pair<SideReading>,
    roles: &Pair<Vec<Option<RunRole>>>,
    (mat_idx, mat): (usize, &Match),
    vectors: &mut Vectors<'a>,
) -> Vec<RelatedWords> {
    let all = Pair::from_fn(|side| words_of(&readings[side], &mat.segments[side]));
    let sides = Pair::from_fn(|side| {
        let there = all[side.other()].iter();
        let there = there.map(|&n| &*readings[side.other()].words[n].folded);
        match_side(&readings[side], &roles[side], &all[side], &there.collect())
    });
    let n_own = sides.as_ref().map(|side| side.own.len());
    if n_own.original.max(n_own.rewrite) > WORDS_MAX {
        return Vec::new();
    }
    for own in sides.original.own.iter().chain(&sides.rewrite.own) {
        vectors.learn(own.word);
    }
    let likeness = |original: &OwnWord, rewrite: &OwnWord| {
        let first = Pair {
            original: original.places[0],
            rewrite: rewrite.places[0],
        };
        match are_opposites(readings, first) {
            true => None,
            false => likeness(original, rewrite, &sides, vectors),
        }
    };
    let mut candidates: Vec<(f32, usize, usize)> = Vec::new();
    for (n, original) in sides.original.own.iter().enumerate() {
        for (m, rewrite) in sides.rewrite.own.iter().enumerate() {
            let likeness = likeness(original, rewrite).filter(|&likeness| likeness >= LIKENESS_MIN);
            candidates.extend(likeness.map(|likeness| (likeness, n, m)));
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut partner: Vec<Option<usize>> = vec![None; n_own.original];
    let mut is_taken = vec![false; n_own.rewrite];
    for (_, original, rewrite) in candidates {
        if partner[original].is_none() && !is_taken[rewrite] {
            partner[original] = Some(rewrite);
            is_taken[rewrite] = true;
        }
    }
    let places = |side: Side, n: usize| -> Vec<Range<usize>> {
        let places = sides[side].own[n].places.iter();
        places
            .map(|&n| readings[side].words[n].range.clone())
            .collect()
    };
    let related = partner
        .iter()
        .enumerate()
        .filter_map(|(original, rewrite)| {
            Some(RelatedWords {
                mat: mat_idx,
                places: Pair {
                    original: places(Side::Original, original),
                    rewrite: places(Side::Rewrite, (*rewrite)?),
                },
            })
        });
    related.collect()
}

/// The words of segments, without punctuation.
fn words_of(reading: &SideReading, segments: &[usize]) -> Vec<usize> {
    let words = segments.iter().flat_map(|&n| reading.words_of(n));
    words
        .filter(|&n| reading.words[n].role != WordRole::Mark)
        .collect()
}

/// What is known of the words `all` of one side of a match; `there` are those of the other side.
fn match_side<'a>(
    reading: &'a SideReading,
    roles: &[Option<RunRole>],
    all: &[usize],
    there: &HashSet<&str>,
) -> MatchSide<'a> {
    let mut own: BTreeMap<&str, OwnWord> = BTreeMap::new();
    let mut gap_sizes = vec![0];
    for (at, &n) in all.iter().enumerate() {
        let stays = roles[n].is_some_and(|role| role.is_kept() && role != RunRole::Shared);
        if stays {
            gap_sizes.push(0);
            continue;
        }
        let gap = gap_sizes.len() - 1;
        gap_sizes[gap] += 1;
        let folded = &*reading.words[n].folded;
        if there.contains(folded) || !may_be_related(reading, n) {
            continue;
        }
        let word = reading.language.without_possessive(folded);
        let of_word = own.entry(word).or_insert_with(|| OwnWord {
            word,
            places: Vec::new(),
            gap,
            position: at as f32 / all.len() as f32,
        });
        of_word.places.push(n);
    }
    let mut own: Vec<OwnWord> = own.into_values().collect();
    own.sort_unstable_by_key(|own| own.places[0]);
    MatchSide { own, gap_sizes }
}

/// Whether a word has a meaning and is no fact.
fn may_be_related(reading: &SideReading, n: usize) -> bool {
    let word = &reading.words[n];
    let is_of_fact = |cue: Cue| cue.is_number() || matches!(cue, Cue::Month(_) | Cue::Weekday(_));
    let names = reading.names_in(n..n + 1);
    word.role == WordRole::Content
        && !word.folded.contains(char::is_numeric)
        && !reading
            .cues_in(n..n + 1)
            .iter()
            .any(|cued| is_of_fact(cued.cue))
        && !names.iter().any(|name| name.core.contains(&n))
}

/// Whether one of two words says the opposite of the other, or names its counterpart.
fn are_opposites(readings: &Pair<SideReading>, words: Pair<usize>) -> bool {
    let cues = |side: Side| readings[side].cues_in(words[side]..words[side] + 1).iter();
    cues(Side::Original).any(|original| {
        cues(Side::Rewrite).any(|rewrite| match (original.cue, rewrite.cue) {
            (Cue::Opposite(a, first), Cue::Opposite(b, second))
            | (Cue::Counterpart(a, first), Cue::Counterpart(b, second)) => {
                a == b && first != second
            }
            _ => false,
        })
    })
}

/// How alike two words are by what they mean and where they stand; `None` if they have nothing to do with each other.
fn likeness(
    original: &OwnWord,
    rewrite: &OwnWord,
    sides: &Pair<MatchSide>,
    vectors: &Vectors,
) -> Option<f32> {
    let cosine = vectors.of(original.word)?.cosine(vectors.of(rewrite.word)?);
    if cosine < COSINE_MIN {
        return None;
    }
    let in_one_gap = original.gap == rewrite.gap;
    let by_gap = in_one_gap.then(|| {
        let sizes = sides.as_ref().map(|side| side.gap_sizes[original.gap]);
        SAME_GAP + FILLED_GAP / sizes.original.max(sizes.rewrite) as f32
    });
    let distance = (original.position - rewrite.position).abs();
    Some(cosine + by_gap.unwrap_or(0.0) - DISTANCE * distance)
}
