//! Candidates → [`Evidence`]: the features of each, from the wording of its two segments and of their other candidates.
//!
//! How similar two segments are says little by itself: a free rewrite shares few words with its source, and two
//! sentences on one topic share as many. What matters is the margin over the other candidates of its row and column.

use super::candidates::Grid;
use super::terms::Terms;
use super::vectors::{Term, shared_terms, without};
use crate::text::cores::{fill_on_all_cores, on_all_cores};
use crate::text::side::{Pair, Side};

/// The features of a candidate (i, j) by the names in the weights, in their order:
/// - `S`: similarity, the mean cosine of words and of character grams;
/// - `cr`, `cl`: cover; the share of j's, of i's prefixes, by rarity, that the other has too;
/// - `Smr`, `Skr`: similarity minus that of the best other candidate in the row of i; how many there are better;
/// - `Smc`, `Skc`: the same in the column of j;
/// - `rr`: as `cr`, of prefixes only that j's best other candidate does not have;
/// - `rl`: the same with i and j exchanged;
/// - `pos`: how far apart they stand, as shares of their texts, up to .2;
/// - `lr`, `ld`: logarithm of the number of words of j; that of i minus that of j;
/// - `ns`, `nd`, `ne`: numbers in both, only in j, only in i;
/// - `mass`, `rare`: logarithm of the rarity of all shared prefixes together; that of the rarest;
/// - `only`: shared prefixes that no other segment of either side has but for its repetitions, by length;
/// - `nsh`: shared prefixes of full length;
/// - `kr`, `kl`: the share of j's, of i's prefixes, by rarity, that the other text has anywhere.
pub const NAMES: [&str; 21] = [
    "S", "cr", "cl", "Smr", "Skr", "Smc", "Skc", "rr", "rl", "pos", "lr", "ld", "ns", "nd", "ne",
    "mass", "rare", "only", "nsh", "kr", "kl",
];

/// The most that distance counts: a passage that moved far has not moved worse than one that moved.
const POS_MAX: f32 = 0.2;

/// Better candidates are counted up to this: a sixth is as hopeless as a sixtieth.
const STRONGER_MAX: usize = 6;

/// The features of each candidate that come from its wording; the lists are parallel to the grid's cells.
pub struct Evidence {
    /// By [`NAMES`].
    pub features: Vec<[f32; NAMES.len()]>,
}

impl Evidence {
    /// Computes the features of all candidates, given their [`similarity`].
    pub fn new(grid: &Grid, terms: &Terms, similarity: &[f32]) -> Evidence {
        Evidence {
            features: features(grid, terms, similarity),
        }
    }

    /// One feature of a candidate.
    pub fn get(&self, cell: usize, name: &str) -> f32 {
        let feature = NAMES.iter().position(|&known| known == name);
        self.features[cell][feature.expect("the feature has that name")]
    }
}

/// The mean cosine of words and of character grams of each candidate.
pub fn similarity(grid: &Grid, terms: &Terms) -> Vec<f32> {
    let cosines = |&cell: &Pair<usize>| (terms.words.cosine(cell) + terms.grams.cosine(cell)) / 2.0;
    on_all_cores(&grid.cells, cosines)
}

fn features(grid: &Grid, terms: &Terms, similarity: &[f32]) -> Vec<[f32; NAMES.len()]> {
    let rivals = Pair::from_fn(|side| rivals(grid, side, similarity));
    let size = grid.size();
    let rarities = Pair::from_fn(|side| {
        (0..size[side])
            .map(|segment| rarity(terms, terms.prefixes.vectors[side].of(segment)))
            .collect::<Vec<f32>>()
    });
    let known = Pair::from_fn(|side| {
        let n_segments = &terms.prefixes.n_segments;
        let is_known = |term: &&Term| n_segments[term.id as usize][side.other()] > 0;
        (0..size[side])
            .map(|segment| {
                let prefixes = terms.prefixes.vectors[side].of(segment);
                rarity(terms, prefixes.iter().filter(is_known)) / (rarities[side][segment] + 1e-6)
            })
            .collect::<Vec<f32>>()
    });
    let features = |cell_idx: usize, both: &mut Vec<Term>| {
        let cell = grid.cells[cell_idx];
        let rival = rivals.as_ref().map(|rivals| rivals[cell_idx]);
        let margin = rival.map(|rival| {
            similarity[cell_idx] - rival.best.map_or(0.0, |best| similarity[best as usize])
        });
        let total = Pair::from_fn(|side| rarities[side][cell[side]] + 1e-6);
        share_prefixes(terms, cell, both);
        // The uncovered part of a segment is compared with its best other candidate.
        let alone = Pair::from_fn(|side| {
            let best = rival[side]
                .best
                .map(|best| grid.cells[best as usize][side.other()]);
            let best = best.map(|best| terms.prefixes.vectors[side.other()].of(best));
            rarity(terms, without(both, best.unwrap_or_default()))
        });
        let place = Pair::from_fn(|side| (cell[side] as f32 + 0.5) / size[side] as f32);
        let n_words = Pair::from_fn(|side| terms.n_words[side][cell[side]].max(1) as f32);
        let numbers = Pair::from_fn(|side| terms.numbers[side].of(cell[side]));
        let n_shared = shared_terms(numbers.original, numbers.rewrite).count();
        let mass = rarity(terms, both.iter());
        let shared_as = SharedPrefixes::new(terms, both);
        [
            similarity[cell_idx],
            mass / total.rewrite,
            mass / total.original,
            margin.original,
            rival.original.n_stronger as f32,
            margin.rewrite,
            rival.rewrite.n_stronger as f32,
            alone.rewrite / total.rewrite,
            alone.original / total.original,
            (place.original - place.rewrite).abs().min(POS_MAX),
            n_words.rewrite.ln(),
            (n_words.original / n_words.rewrite).ln(),
            n_shared as f32,
            (numbers.rewrite.len() - n_shared) as f32,
            (numbers.original.len() - n_shared) as f32,
            (1.0 + mass).ln(),
            shared_as.rarest,
            shared_as.only_here,
            shared_as.n_full as f32,
            known.rewrite[cell.rewrite],
            known.original[cell.original],
        ]
    };
    // A large pair has millions of candidates, and this is most of what is known of each.
    let mut all = vec![[0.0; NAMES.len()]; grid.cells.len()];
    fill_on_all_cores(&mut all, |first, share| {
        let mut both = Vec::new();
        for (cell, place) in (first..).zip(share) {
            *place = features(cell, &mut both);
        }
    });
    all
}

/// What kind of prefixes both segments of a candidate have.
#[derive(Debug, Clone, Copy, Default)]
struct SharedPrefixes {
    rarest: f32,
    only_here: f32,
    n_full: usize,
}

impl SharedPrefixes {
    fn new(terms: &Terms, both: &[Term]) -> SharedPrefixes {
        let mut shared = SharedPrefixes::default();
        for term in both {
            let id = term.id as usize;
            let n_segments = terms.prefixes.n_segments[id];
            shared.rarest = shared.rarest.max(terms.prefixes.rarity[id]);
            let share = terms.prefix_shares[id];
            shared.n_full += usize::from(share >= 1.0);
            if n_segments.original == 1 && n_segments.rewrite == 1 {
                shared.only_here += share;
            }
        }
        shared
    }
}

/// What a candidate competes with in one line.
#[derive(Debug, Clone, Copy, Default)]
struct Rival {
    /// The most similar other candidate, an index of cells.
    best: Option<u32>,
    /// How many are more similar than this one, up to [`STRONGER_MAX`].
    n_stronger: u8,
}

/// For each candidate its rivals in the lines of one side.
fn rivals(grid: &Grid, side: Side, similarity: &[f32]) -> Vec<Rival> {
    let mut rivals = vec![Rival::default(); grid.cells.len()];
    for line in grid.lines(side) {
        let mut order = line.to_vec();
        order.sort_by(|&a, &b| similarity[b].total_cmp(&similarity[a]));
        let mut n_stronger = 0;
        for (rank, &cell) in order.iter().enumerate() {
            if rank > 0 && similarity[cell] < similarity[order[rank - 1]] {
                n_stronger = rank;
            }
            let best = order.iter().copied().find(|&other| other != cell);
            rivals[cell] = Rival {
                best: best.map(|best| best as u32),
                n_stronger: n_stronger.min(STRONGER_MAX) as u8,
            };
        }
    }
    rivals
}

/// Makes `both` the prefixes that both segments of a candidate have.
fn share_prefixes(terms: &Terms, cell: Pair<usize>, both: &mut Vec<Term>) {
    let prefixes = Pair::from_fn(|side| terms.prefixes.vectors[side].of(cell[side]));
    let shared = shared_terms(prefixes.original, prefixes.rewrite);
    both.clear();
    both.extend(shared.map(|(&term, _)| term));
}

/// The rarity of all prefixes together.
fn rarity<'a>(terms: &Terms, prefixes: impl IntoIterator<Item = &'a Term>) -> f32 {
    let prefixes = prefixes.into_iter();
    prefixes
        .map(|prefix| terms.prefixes.rarity[prefix.id as usize])
        .sum()
}
