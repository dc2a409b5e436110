//! Terms → [`Grid`]: the few pairs of segments that are worth a closer look.
//!
//! About twenty for each segment, however long the texts are. This keeps the work proportional to the text, and allows
//! one threshold for all lengths: the probability that a candidate is right does not fall with the length.

use super::terms::{Term, Terms, Vectors};
use super::verbatim::free;
use crate::text::side::{Pair, Side};

/// Below this many segments on one side and pairs in all, every pair is a candidate.
const SMALL_SIDE: usize = 32;
const SMALL_GRID: usize = 600;

/// How many nearest segments each segment gets.
const NEAREST_MAX: usize = 8;

/// Two segments that are each other's nearest are an anchor from this score on, and so many segments around them on
/// each side are candidates too.
const ANCHOR_FROM: f32 = 0.1;
const BAND: usize = 2;

/// A prefix leads to this many segments at least, and in longer texts to this part of all segments.
const POSTINGS_MIN: usize = 100;
const POSTINGS_SHARE: usize = 20;

/// Most segments that one prefix may lead to, however long the texts are, so that the search takes at most this many
/// steps for each word. It matters for texts of more than 5,000 segments, where more frequent prefixes only misled: a
/// tight cap found slightly more (docs/matching.md, "What was tried and failed").
pub const POSTINGS_MAX: usize = 250;

/// A sparse matrix: the segments of the original are its rows, those of the rewrite its columns, the candidates its
/// cells. Everything about a candidate is kept in lists parallel to [`Grid::cells`].
#[derive(Debug)]
pub struct Grid {
    /// The candidates, ordered by original, then rewrite; each once.
    pub cells: Vec<Pair<usize>>,
    /// How many segments have only words that were too common to be followed.
    pub n_unsearched: usize,
    lines: Pair<Lines>,
}

/// The rows or the columns of a grid.
#[derive(Debug)]
struct Lines {
    /// Indices of cells, line by line, in order inside a line.
    cells: Vec<usize>,
    ends: Vec<usize>,
}

impl Grid {
    /// Chooses the candidates; the `verbatim` pairs are among them.
    pub fn new(terms: &Terms, verbatim: &[Pair<usize>]) -> Grid {
        let size = terms.size();
        let n_least = size.original.min(size.rewrite);
        let is_small =
            n_least <= SMALL_SIDE && size.original.saturating_mul(size.rewrite) <= SMALL_GRID;
        if is_small {
            return Grid::from_cells(all_pairs(size), size);
        }
        let mut cells = near_pairs(terms);
        cells.extend(verbatim);
        Grid {
            n_unsearched: n_unsearched(terms, &free(verbatim, size)),
            ..Grid::from_cells(cells, size)
        }
    }

    /// How many segments each side has.
    pub fn size(&self) -> Pair<usize> {
        self.lines.as_ref().map(|lines| lines.ends.len())
    }

    /// The candidates of one segment, as indices of cells, ordered by the segment of the other side.
    pub fn line(&self, side: Side, segment: usize) -> &[usize] {
        let ends = &self.lines[side].ends;
        let start = segment.checked_sub(1).map_or(0, |before| ends[before]);
        &self.lines[side].cells[start..ends[segment]]
    }

    /// The candidates of each segment of one side.
    pub fn lines(&self, side: Side) -> impl Iterator<Item = &[usize]> {
        (0..self.size()[side]).map(move |segment| self.line(side, segment))
    }

    fn from_cells(mut cells: Vec<Pair<usize>>, size: Pair<usize>) -> Grid {
        cells.sort_unstable_by_key(|cell| (cell.original, cell.rewrite));
        cells.dedup();
        let lines = Pair::from_fn(|side| lines(&cells, side, size[side]));
        Grid {
            cells,
            n_unsearched: 0,
            lines,
        }
    }
}

/// Sorts the cells into the lines of one side.
fn lines(cells: &[Pair<usize>], side: Side, n_lines: usize) -> Lines {
    let mut order: Vec<usize> = (0..cells.len()).collect();
    order.sort_by_key(|&cell| cells[cell][side]);
    let mut ends = vec![0; n_lines];
    cells.iter().for_each(|cell| ends[cell[side]] += 1);
    let mut end = 0;
    for count in &mut ends {
        end += *count;
        *count = end;
    }
    Lines { cells: order, ends }
}

fn all_pairs(size: Pair<usize>) -> Vec<Pair<usize>> {
    (0..size.original)
        .flat_map(|original| (0..size.rewrite).map(move |rewrite| Pair { original, rewrite }))
        .collect()
}

/// The nearest segments of each segment, by shared rare prefixes, and the surroundings of pairs that are nearest to
/// each other.
fn near_pairs(terms: &Terms) -> Vec<Pair<usize>> {
    let size = terms.size();
    let nearest = nearest(terms);
    let mut cells = Vec::new();
    for side in Side::BOTH {
        for (segment, near) in nearest[side].iter().enumerate() {
            cells.extend(
                near.iter()
                    .map(|near| pair(side, segment, near.segment as usize)),
            );
        }
    }
    for anchor in anchors(&nearest, ANCHOR_FROM) {
        cells.extend(surroundings(anchor, BAND, size));
    }
    cells
}

/// The pairs of segments that are each other's nearest, with at least `score`.
fn anchors(nearest: &Pair<Vec<Nearest>>, score: f32) -> Vec<Pair<usize>> {
    let first = |side: Side, segment: usize| {
        let near = nearest[side][segment].first()?;
        (near.score > score).then_some(near.segment as usize)
    };
    (0..nearest.original.len())
        .filter_map(|original| {
            let rewrite = first(Side::Original, original)?;
            let is_mutual = first(Side::Rewrite, rewrite) == Some(original);
            is_mutual.then_some(Pair { original, rewrite })
        })
        .collect()
}

/// All pairs at most `band` segments away on each side.
fn surroundings(
    anchor: Pair<usize>,
    band: usize,
    size: Pair<usize>,
) -> impl Iterator<Item = Pair<usize>> {
    let around = move |side: Side| {
        anchor[side].saturating_sub(band)..(anchor[side] + band + 1).min(size[side])
    };
    around(Side::Original).flat_map(move |original| {
        around(Side::Rewrite).map(move |rewrite| Pair { original, rewrite })
    })
}

/// A segment of the other side.
#[derive(Debug, Clone, Copy)]
struct Near {
    score: f32,
    segment: u32,
}

/// The nearest segments of the other side, nearest first.
type Nearest = Vec<Near>;

/// For each segment of each side its nearest, from an index of the original's prefixes.
fn nearest(terms: &Terms) -> Pair<Vec<Nearest>> {
    let size = terms.size();
    let vectors = &terms.prefixes.vectors;
    let is_rare = is_rare(terms);
    let index = index(&vectors.original, terms.prefixes.rarity.len(), &is_rare);
    let mut nearest = size.map(|n| vec![Nearest::new(); n]);
    let mut scores = vec![0.0; size.original];
    let mut found = Vec::new();
    for rewrite in 0..size.rewrite {
        for term in vectors.rewrite.of(rewrite).iter().filter(&is_rare) {
            for near in &index[term.id as usize] {
                let score = &mut scores[near.segment as usize];
                if *score == 0.0 {
                    found.push(near.segment);
                }
                *score += near.score * term.weight;
            }
        }
        for original in found.drain(..) {
            let score = std::mem::take(&mut scores[original as usize]);
            insert(
                &mut nearest.original[original as usize],
                score,
                rewrite as u32,
                NEAREST_MAX,
            );
            insert(&mut nearest.rewrite[rewrite], score, original, NEAREST_MAX);
        }
    }
    nearest
}

/// Whether a prefix leads to few enough segments to be followed.
fn is_rare(terms: &Terms) -> impl Fn(&&Term) -> bool {
    let size = terms.size();
    let n_segments = size.original + size.rewrite;
    let n_most = (n_segments / POSTINGS_SHARE).clamp(POSTINGS_MIN, POSTINGS_MAX);
    move |term: &&Term| {
        let n_segments = terms.prefixes.n_segments[term.id as usize];
        (n_segments.original + n_segments.rewrite) as usize <= n_most
    }
}

/// How many of the `free` segments have only words that are too frequent to be followed, as in text that repeats all
/// over.
fn n_unsearched(terms: &Terms, free: &Pair<Vec<bool>>) -> usize {
    let is_rare = is_rare(terms);
    let is_unsearched = |side: Side, segment: usize| {
        let prefixes = terms.prefixes.vectors[side].of(segment);
        free[side][segment] && !prefixes.is_empty() && !prefixes.iter().any(|term| is_rare(&term))
    };
    let n_unsearched = |side: Side| {
        let segments = 0..free[side].len();
        segments
            .filter(|&segment| is_unsearched(side, segment))
            .count()
    };
    n_unsearched(Side::Original) + n_unsearched(Side::Rewrite)
}

/// For each unit the segments that have it, with its weight there.
fn index(vectors: &Vectors, n_units: usize, is_rare: impl Fn(&&Term) -> bool) -> Vec<Vec<Near>> {
    let mut index = vec![Vec::new(); n_units];
    for segment in 0..vectors.len() {
        for term in vectors.of(segment).iter().filter(&is_rare) {
            index[term.id as usize].push(Near {
                score: term.weight,
                segment: segment as u32,
            });
        }
    }
    index
}

/// Keeps the best `n_most`; of equals those that came first.
fn insert(nearest: &mut Nearest, score: f32, segment: u32, n_most: usize) {
    let is_full = nearest.len() == n_most;
    let is_better = |near: &Near| near.score >= score;
    if score <= 0.0 || is_full && nearest.last().is_some_and(is_better) {
        return;
    }
    nearest.truncate(n_most - 1);
    let place = nearest.partition_point(is_better);
    nearest.insert(place, Near { score, segment });
}

fn pair(side: Side, segment: usize, other: usize) -> Pair<usize> {
    Pair::from_fn(|s| if s == side { segment } else { other })
}
