//! First scores of all candidates → the [`context`] features of each: the scores around it in the grid.
//!
//! A rewrite mostly keeps the order of its content, so a link has links before and after it, close to its diagonal; and
//! if large parts of a document are linked, each link is more likely. Neighbours only add evidence: links may cross,
//! and moved passages are found.

use super::candidates::Grid;
use super::terms::{RUN_WORDS_MAX, Terms};
use super::vectors::{Term, from_id};
use crate::text::cores::fill_on_all_cores;
use crate::text::side::{Pair, Side};
use std::ops::Range;

/// The features of a candidate (i, j) by the names in the weights, in their order; P is its score so far:
/// - `P`; `Pmr`, `Por`, `Psr`: P minus the best score of the others in the row of i; that score; the sum of the others;
/// - `Pmc`, `Poc`, `Psc`: the same in the column of j;
/// - `dd`: the sum of both diagonal neighbours, (i-1, j-1) and (i+1, j+1);
/// - `h-`, `h+`, `v-`, `v+`: (i, j-1), (i, j+1), (i-1, j), (i+1, j);
/// - `x`: the better of the crossing neighbours, (i-1, j+1) and (i+1, j-1);
/// - `B`, `A`: the best before and after it, up to 8 segments on each side, less for each step and more so off
///   the diagonal;
/// - `mono`: of the document; the mean of the better of `A` and `B`, weighed by P: how much keeps its order;
/// - `pd`, `pdl`: of the document; the mean over the rewrite's, the original's segments of their best score;
/// - `nr`, `nl`: the same over the segments around j, around i, without it;
/// - `xr`, `xl`: the share of j's, of i's prefixes, by rarity, that the other has, but not its other likely partners;
/// - `tr`, `tl`: the same of what those partners have, whether the other has it or not: how much of it is covered;
/// - `or`, `gr`: how many segments i stands outside of the partners of j's neighbours; how many lie between these;
/// - `ol`, `gl`: the same with i and j exchanged;
/// - `run`: the longest run of words in both, as a share of the shorter segment.
pub const NAMES: [&str; 29] = [
    "P", "Pmr", "Por", "Psr", "Pmc", "Poc", "Psc", "dd", "h-", "h+", "v-", "v+", "x", "B", "A",
    "mono", "pd", "pdl", "nr", "nl", "xr", "xl", "tr", "tl", "or", "gr", "ol", "gl", "run",
];

/// Segments that `A` and `B` look ahead and back.
const REACH: usize = 8;

/// How many segments on each side of a segment count as its surroundings.
const AROUND: usize = 3;

/// From this score on a candidate is a likely partner.
const LIKELY: f32 = 0.5;

/// The most that `or`, `gr`, `ol` and `gl` count.
const GAP_MAX: usize = 6;

/// What `see` makes of each of the candidates `wanted` and its features by [`NAMES`], from the `scores` of all so far.
pub fn context<T: Clone + Default + Send>(
    grid: &Grid,
    terms: &Terms,
    scores: &[f32],
    wanted: &[usize],
    see: impl Fn(usize, [f32; NAMES.len()]) -> T + Sync,
) -> Vec<T> {
    let others = Pair::from_fn(|side| others(grid, side, scores));
    let best = Pair::from_fn(|side| best(grid, side, scores));
    let mean_best = best
        .as_ref()
        .map(|best| best.iter().map(|best| best.score).sum::<f32>() / best.len().max(1) as f32);
    let surroundings = best.as_ref().map(|best| surroundings(best));
    let gaps = Pair::from_fn(|side| gaps(&best[side], grid.size()[side.other()]));
    let neighbours = neighbours(grid, scores);
    let ordered: f32 = scores
        .iter()
        .zip(&neighbours)
        .map(|(p, near)| p * near.before.max(near.after))
        .sum();
    let mono = ordered / (scores.iter().sum::<f32>() + 1e-6);
    let features = |cell: usize, partners: &mut Vec<_>| {
        let (score, near) = (scores[cell], &neighbours[cell]);
        let (row, column) = (&others.original[cell], &others.rewrite[cell]);
        let segments = grid.cells[cell];
        let around = Pair::from_fn(|side| surroundings[side][segments[side]]);
        let rest = Pair::from_fn(|side| rest(grid, terms, scores, cell, side, partners));
        let gap = Pair::from_fn(|side| gaps[side][segments[side]].of(segments[side.other()]));
        [
            score,
            score - row.best,
            row.best,
            row.sum,
            score - column.best,
            column.best,
            column.sum,
            near.diagonal,
            near.left,
            near.right,
            near.above,
            near.below,
            near.crossing,
            near.before,
            near.after,
            mono,
            mean_best.rewrite,
            mean_best.original,
            around.rewrite,
            around.original,
            rest.rewrite.only,
            rest.original.only,
            rest.rewrite.told,
            rest.original.told,
            gap.rewrite[0],
            gap.rewrite[1],
            gap.original[0],
            gap.original[1],
            run(terms, segments),
        ]
    };
    let mut seen = vec![T::default(); wanted.len()];
    fill_on_all_cores(&mut seen, |first, share| {
        let mut partners = Vec::new();
        for (place, &cell) in share.iter_mut().zip(&wanted[first..]) {
            *place = see(cell, features(cell, &mut partners));
        }
    });
    seen
}

/// The part of a segment that its likely partners do not cover.
#[derive(Debug, Clone, Copy, Default)]
struct Rest {
    /// The share that this candidate has and they have not.
    only: f32,
    /// The share that they have.
    told: f32,
}

/// The rest of the segment of one side of a candidate: set against its likely partners but for the candidate itself,
/// or if there are none against its best other candidate.
fn rest<'a>(
    grid: &Grid,
    terms: &'a Terms,
    scores: &[f32],
    cell: usize,
    side: Side,
    partners: &mut Vec<&'a [Term]>,
) -> Rest {
    let there = side.other();
    let line = grid.line(side, grid.cells[cell][side]);
    let others = || line.iter().copied().filter(|&other| other != cell);
    let best = others().max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
    let prefixes = |cell: usize| terms.prefixes.vectors[there].of(grid.cells[cell][there]);
    partners.clear();
    partners.push(prefixes(cell));
    let likely = others().filter(|&other| scores[other] >= LIKELY || Some(other) == best);
    partners.extend(likely.map(prefixes));
    let (mut only, mut told, mut all) = (0.0, 0.0, 1e-6);
    for term in terms.prefixes.vectors[side].of(grid.cells[cell][side]) {
        let rarity = terms.prefixes.rarity[term.id as usize];
        all += rarity;
        // Terms come in order, so what is before this one is not needed any more.
        let mut has = partners.iter_mut().map(|partner| {
            *partner = from_id(partner, term.id);
            partner.first().is_some_and(|other| other.id == term.id)
        });
        let has_own = has.next() == Some(true);
        let is_told = has.fold(false, |is_told, has| is_told | has);
        if is_told {
            told += rarity;
        } else if has_own {
            only += rarity;
        }
    }
    Rest {
        only: only / all,
        told: told / all,
    }
}

/// The longest run of words that both segments of a candidate have, as a share of the shorter one.
fn run(terms: &Terms, segments: Pair<usize>) -> f32 {
    let words = Pair::from_fn(|side| &terms.first_words[side][segments[side]]);
    // By word of the rewrite, how long a run ends just before it; the loop has no branch, so it takes many at once.
    let mut ends = [0_u32; RUN_WORDS_MAX + 1];
    let mut longest = 0;
    for original in words.original {
        let mut next = [0_u32; RUN_WORDS_MAX + 1];
        for ((next, end), rewrite) in next[1..].iter_mut().zip(&ends).zip(words.rewrite) {
            *next = (end + 1) * u32::from(original == rewrite);
            longest = longest.max(*next);
        }
        ends = next;
    }
    let shorter = words.original.len().min(words.rewrite.len());
    longest as f32 / shorter.max(1) as f32
}

/// The other candidates in one line.
#[derive(Debug, Clone, Copy, Default)]
struct Others {
    best: f32,
    sum: f32,
}

fn others(grid: &Grid, side: Side, scores: &[f32]) -> Vec<Others> {
    let mut others = vec![Others::default(); scores.len()];
    for line in grid.lines(side) {
        let sum: f32 = line.iter().map(|&cell| scores[cell]).sum();
        let (mut first, mut second) = (0.0, 0.0);
        for &cell in line {
            second = scores[cell].min(first).max(second);
            first = scores[cell].max(first);
        }
        for &cell in line {
            others[cell] = Others {
                best: if scores[cell] == first { second } else { first },
                sum: sum - scores[cell],
            };
        }
    }
    others
}

/// The best candidate of one segment.
#[derive(Debug, Clone, Copy, Default)]
struct Best {
    score: f32,
    segment: usize,
}

/// The best candidate of each segment of one side, as a segment of the other.
fn best(grid: &Grid, side: Side, scores: &[f32]) -> Vec<Best> {
    let best = |line: &[usize]| {
        let mut best = Best::default();
        for &cell in line {
            if scores[cell] > best.score {
                best = Best {
                    score: scores[cell],
                    segment: grid.cells[cell][side.other()],
                };
            }
        }
        best
    };
    grid.lines(side).map(best).collect()
}

/// The mean best score around each segment, without its own.
fn surroundings(best: &[Best]) -> Vec<f32> {
    let mean = |segment: usize| {
        let near = segment.saturating_sub(AROUND)..(segment + AROUND + 1).min(best.len());
        let n_near = near.len() - 1;
        let sum: f32 = best[near].iter().map(|best| best.score).sum();
        (sum - best[segment].score) / n_near.max(1) as f32
    };
    (0..best.len()).map(mean).collect()
}

/// The segments of the other side between the partners of a segment's neighbours.
#[derive(Debug, Clone, Copy)]
struct Gap {
    start: usize,
    end: usize,
}

/// Between the nearest likely partners before and after each segment.
fn gaps(best: &[Best], n_there: usize) -> Vec<Gap> {
    let partner = |best: &Best| (best.score >= LIKELY).then_some(best.segment);
    let mut gaps = Vec::with_capacity(best.len());
    let mut start = 0;
    for best in best {
        gaps.push(Gap {
            start,
            end: n_there,
        });
        start = partner(best).map_or(start, |partner| partner + 1);
    }
    let mut end = n_there;
    for (gap, best) in gaps.iter_mut().zip(best).rev() {
        gap.end = end;
        end = partner(best).unwrap_or(end);
    }
    gaps
}

impl Gap {
    /// How far outside a segment stands, and how many stand inside, -1 if the partners cross.
    fn of(self, segment: usize) -> [f32; 2] {
        let outside = if segment < self.start {
            self.start - segment
        } else {
            (segment + 1).saturating_sub(self.end)
        };
        let inside = match self.end.checked_sub(self.start) {
            Some(n) => n.min(GAP_MAX) as f32,
            None => -1.0,
        };
        [outside.min(GAP_MAX) as f32, inside]
    }
}

/// The scores around one candidate; 0 where no candidate is.
#[derive(Debug, Clone, Copy, Default)]
struct Neighbours {
    diagonal: f32,
    left: f32,
    right: f32,
    above: f32,
    below: f32,
    crossing: f32,
    before: f32,
    after: f32,
}

/// Of all candidates with a score; they alone are looked at, which makes this step cheap.
fn neighbours(grid: &Grid, scores: &[f32]) -> Vec<Neighbours> {
    let mut neighbours = vec![Neighbours::default(); scores.len()];
    let live = |line: &[usize]| -> Vec<usize> {
        let line = line.iter().copied();
        line.filter(|&cell| scores[cell] > 0.0).collect()
    };
    let rows: Vec<Vec<usize>> = grid.lines(Side::Original).map(live).collect();
    for (row, line) in rows.iter().enumerate() {
        for near_row in around(row, rows.len()) {
            let n_rows = near_row as isize - row as isize;
            let near_line = &rows[near_row];
            // The part of the near row that stands around the column; both only move forward.
            let mut start = 0;
            for &cell in line {
                let column = grid.cells[cell].rewrite;
                let is_left = |near: &&usize| grid.cells[**near].rewrite + REACH < column;
                start += near_line[start..].iter().take_while(is_left).count();
                for &near in &near_line[start..] {
                    let n_columns = grid.cells[near].rewrite as isize - column as isize;
                    if n_columns > REACH as isize {
                        break;
                    }
                    neighbours[cell].see(n_rows, n_columns, scores[near]);
                }
            }
        }
    }
    neighbours
}

fn around(segment: usize, n_segments: usize) -> Range<usize> {
    segment.saturating_sub(REACH)..(segment + REACH + 1).min(n_segments)
}

impl Neighbours {
    /// Takes in the score of a candidate so many rows below and columns to the right.
    fn see(&mut self, rows: isize, columns: isize, score: f32) {
        match (rows, columns) {
            (0, 0) => return,
            (-1, -1) | (1, 1) => self.diagonal += score,
            (-1, 1) | (1, -1) => self.crossing = self.crossing.max(score),
            (0, -1) => self.left = score,
            (0, 1) => self.right = score,
            (-1, 0) => self.above = score,
            (1, 0) => self.below = score,
            _ => {}
        }
        let (off_diagonal, steps) = ((rows - columns).abs(), (rows + columns).abs());
        let far = 1.0 + 0.3 * off_diagonal as f32 + 0.15 * steps as f32;
        if rows <= 0 && columns <= 0 {
            self.before = self.before.max(score / far);
        } else if rows >= 0 && columns >= 0 {
            self.after = self.after.max(score / far);
        }
    }
}
