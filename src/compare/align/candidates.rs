//! Terms → [`Grid`]: the few pairs of segments that are worth a closer look.
//!
//! About twenty for each segment, however long the texts are. This keeps the work proportional to the text, and allows
//! one threshold for all lengths: the probability that a candidate is right does not fall with the length.

use super::course::Course;
use super::terms::Terms;
use super::vectors::{Term, without};
use super::verbatim::{self, free};
use super::{HandLinks, Kinds, Link};
use crate::text::cores::shares_on_all_cores;
use crate::text::side::{Pair, Side};
use foldhash::fast::RandomState;
use std::collections::HashMap;

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
    /// Chooses the candidates; the `verbatim` pairs and those that a person linked are among them. No other pair joins
    /// content with what stands around it, and none is one that a person refused.
    pub fn new(terms: &Terms, kinds: &Kinds, verbatim: &[Pair<usize>], hand: &HandLinks) -> Grid {
        let size = terms.size();
        let n_least = size.original.min(size.rewrite);
        let is_small =
            n_least <= SMALL_SIDE && size.original.saturating_mul(size.rewrite) <= SMALL_GRID;
        let mut cells = match is_small {
            true => all_pairs(size),
            false => near_pairs(terms, verbatim),
        };
        let is_around = |cell: &Pair<usize>, side: Side| kinds[side][cell[side]].is_around();
        cells.retain(|cell| is_around(cell, Side::Original) == is_around(cell, Side::Rewrite));
        cells.retain(|&cell| !hand.refuses(cell));
        cells.extend(verbatim);
        cells.extend(hand.same());
        let n_unsearched = match is_small {
            true => 0,
            false => n_unsearched(terms, &free(verbatim, size)),
        };
        Grid {
            n_unsearched,
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
/// each other. Of segments that are alike, two are near: the one that stands where the course of the texts leads, and
/// the one with which most is shared that the others do not have.
fn near_pairs(terms: &Terms, verbatim: &[Pair<usize>]) -> Vec<Pair<usize>> {
    let size = terms.size();
    let nearest = nearest(terms);
    let course = course(&anchors(&nearest), terms, verbatim);
    let placed = Pair::from_fn(|side| {
        let placed = |segment: usize| -> Nearest {
            let near = nearest[side][terms.repeats.first(side, segment)].iter();
            let placed = near.map(|near| {
                let places = terms.repeats.places(side.other(), near.segment as usize);
                let segment = course.nearest(side, segment, places) as u32;
                Near { segment, ..*near }
            });
            placed.collect()
        };
        (0..size[side]).map(placed).collect::<Vec<Nearest>>()
    });
    let mut cells = Vec::new();
    for side in Side::BOTH {
        for (segment, near) in placed[side].iter().enumerate() {
            cells.extend(
                near.iter()
                    .map(|near| pair(side, segment, near.segment as usize)),
            );
        }
        cells.extend(singled_out(terms, &nearest[side], side));
    }
    for anchor in anchors(&placed) {
        cells.extend(surroundings(anchor.segments, BAND, size));
    }
    cells
}

/// The pairs of a segment of `side` and of the one among several that are alike with which it shares most that not all
/// of these have; `nearest` are those that the segment may be paired with.
fn singled_out(terms: &Terms, nearest: &[Nearest], side: Side) -> Vec<Pair<usize>> {
    let (repeats, there) = (&terms.repeats, side.other());
    let vectors = &terms.prefixes.vectors;
    let is_rare = is_rare(terms);
    let mut index: HashMap<u32, Vec<u32>, RandomState> = HashMap::default();
    for (first, places) in repeats.groups(there).filter(|(_, places)| places.len() > 1) {
        for &place in places {
            let other = if place == places[0] {
                places[1]
            } else {
                first as u32
            };
            let [own, other] = [place, other].map(|n| vectors[there].of(n as usize));
            for term in without(own, other).filter(&is_rare) {
                index.entry(term.id).or_default().push(place);
            }
        }
    }
    let mut cells = Vec::new();
    if index.is_empty() {
        return cells;
    }
    for segment in 0..vectors[side].len() {
        let near = &nearest[repeats.first(side, segment)];
        let mut shared: Vec<(u32, f32)> = Vec::new();
        for term in vectors[side].of(segment) {
            let places = index
                .get(&term.id)
                .filter(|places| places.len() <= POSTINGS_MIN);
            shared.extend(
                places
                    .into_iter()
                    .flatten()
                    .map(|&place| (place, term.weight)),
            );
        }
        shared.sort_by_key(|&(place, _)| place);
        let totals = shared.chunk_by(|a, b| a.0 == b.0);
        let totals = totals.map(|same| {
            (
                same[0].0,
                same.iter().map(|(_, weight)| weight).sum::<f32>(),
            )
        });
        let totals: Vec<(u32, f32)> = totals.collect();
        for near in near {
            let is_like = |total: &&(u32, f32)| {
                repeats.first(there, total.0 as usize) == near.segment as usize
            };
            let best = totals
                .iter()
                .filter(is_like)
                .max_by(|a, b| a.1.total_cmp(&b.1));
            cells.extend(best.map(|best| pair(side, segment, best.0 as usize)));
        }
    }
    cells
}

/// The pairs of segments that are each other's nearest, with a score of at least [`ANCHOR_FROM`].
fn anchors(nearest: &Pair<Vec<Nearest>>) -> Vec<Link> {
    let first = |side: Side, segment: usize| {
        let near = nearest[side][segment].first()?;
        (near.score > ANCHOR_FROM).then_some(*near)
    };
    (0..nearest.original.len())
        .filter_map(|original| {
            let near = first(Side::Original, original)?;
            let rewrite = near.segment as usize;
            let is_mutual = first(Side::Rewrite, rewrite)?.segment as usize == original;
            is_mutual.then_some(Link {
                segments: Pair { original, rewrite },
                score: near.score,
            })
        })
        .collect()
}

/// The course of the texts, by the verbatim pairs and by those anchors whose segments are not repeated.
fn course(anchors: &[Link], terms: &Terms, verbatim: &[Pair<usize>]) -> Course {
    let is_alone = |link: &&Link| {
        let mut sides = Side::BOTH.into_iter();
        sides.all(|side| terms.repeats.places(side, link.segments[side]).len() == 1)
    };
    let same = verbatim.iter().map(|&segments| Link {
        segments,
        score: verbatim::SCORE,
    });
    let mut links: Vec<Link> = anchors
        .iter()
        .filter(is_alone)
        .copied()
        .chain(same)
        .collect();
    links.sort_by_key(|link| (link.segments.original, link.segments.rewrite));
    Course::new(&links, terms.size())
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

/// For each segment of each side that is like no earlier one its nearest such ones, from an index of the original's
/// prefixes.
fn nearest(terms: &Terms) -> Pair<Vec<Nearest>> {
    let size = terms.size();
    let vectors = &terms.prefixes.vectors;
    let is_rare = is_rare(terms);
    let firsts = |side: Side| terms.repeats.groups(side).map(|(first, _)| first);
    let mut index = vec![Vec::new(); terms.prefixes.rarity.len()];
    for original in firsts(Side::Original) {
        for term in vectors.original.of(original).iter().filter(&is_rare) {
            index[term.id as usize].push(Near {
                score: term.weight,
                segment: original as u32,
            });
        }
    }
    let rewrites: Vec<usize> = firsts(Side::Rewrite).collect();
    let shares = shares_on_all_cores(rewrites.len(), |share| {
        let mut of_originals = vec![Nearest::new(); size.original];
        let mut scores = vec![0.0; size.original];
        let mut found = Vec::new();
        let near = |&rewrite: &usize| {
            for term in vectors.rewrite.of(rewrite).iter().filter(&is_rare) {
                for near in &index[term.id as usize] {
                    let score = &mut scores[near.segment as usize];
                    if *score == 0.0 {
                        found.push(near.segment);
                    }
                    *score += near.score * term.weight;
                }
            }
            let mut of_rewrite = Nearest::new();
            for original in found.drain(..) {
                let score = std::mem::take(&mut scores[original as usize]);
                insert(&mut of_originals[original as usize], score, rewrite as u32);
                insert(&mut of_rewrite, score, original);
            }
            of_rewrite
        };
        let of_rewrites: Vec<Nearest> = rewrites[share].iter().map(near).collect();
        (of_originals, of_rewrites)
    });
    let mut nearest = size.map(|n| vec![Nearest::new(); n]);
    let mut places = rewrites.iter();
    for (of_originals, of_rewrites) in shares {
        for (all, near) in nearest.original.iter_mut().zip(of_originals) {
            for near in near {
                insert(all, near.score, near.segment);
            }
        }
        for (near, &rewrite) in of_rewrites.into_iter().zip(places.by_ref()) {
            nearest.rewrite[rewrite] = near;
        }
    }
    nearest
}

/// Whether a prefix leads to few enough segments to be followed.
fn is_rare(terms: &Terms) -> impl Fn(&&Term) -> bool {
    let n_most = (terms.repeats.n_different() / POSTINGS_SHARE).clamp(POSTINGS_MIN, POSTINGS_MAX);
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

/// Keeps the best [`NEAREST_MAX`]; of equals those that came first.
fn insert(nearest: &mut Nearest, score: f32, segment: u32) {
    let is_full = nearest.len() == NEAREST_MAX;
    let is_better = |near: &Near| near.score >= score;
    if score <= 0.0 || is_full && nearest.last().is_some_and(is_better) {
        return;
    }
    nearest.truncate(NEAREST_MAX - 1);
    let place = nearest.partition_point(is_better);
    nearest.insert(place, Near { score, segment });
}

fn pair(side: Side, segment: usize, other: usize) -> Pair<usize> {
    Pair::from_fn(|s| if s == side { segment } else { other })
}
